"""What an article says when: phrases of both languages and their EDTF, alone and together."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from summitmap.errors import ReadingError
from summitmap.reading.cleaning import clean
from summitmap.reading.dates import DateMention, dates
from summitmap.reading.sentences import sentences
from summitmap.reading.text import Sentence, Span
from summitmap.story.dates import EventDate

TABLE = Path(__file__).parents[1] / "data" / "date_phrases.tsv"
THURSDAY = date(2023, 9, 14)


def read(text: str, language: str = "nb", published: date = THURSDAY) -> tuple[DateMention, ...]:
    block = Span(0, len(text), text)
    return dates(sentences([block], language), published, language)


def phrases() -> list[tuple[str, str, str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], row[1], row[2], row[3]) for row in rows]


@pytest.mark.parametrize(("language", "published", "text", "expected"), phrases())
def test_a_phrase_means_its_days(language: str, published: str, text: str, expected: str) -> None:
    found = read(text, language, date.fromisoformat(published))
    said = " | ".join(f"{mention.span.text} = {mention.date.edtf}" for mention in found)
    assert (said or "-") == expected


def test_the_table_holds_at_least_seventy_five_phrases_of_each_language() -> None:
    languages = [row[0] for row in phrases()]
    assert min(languages.count("nb"), languages.count("en")) >= 75


def test_what_is_found_is_the_value_that_the_story_reads_from_its_edtf() -> None:
    every = {
        mention.date
        for language, published, text, _ in phrases()
        for mention in read(text, language, date.fromisoformat(published))
    }
    assert all(EventDate.parse(found.edtf) == found for found in every)


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("Han kom 12. september.", True),
        ("Han kom onsdag.", True),
        ("Han kom i går.", True),
        ("Møtet 15. mars.", False),
        ("Han kom forrige onsdag.", False),
        ("Han kom tirsdag 13. september.", False),
        ("Han kom onsdag 13. september.", True),
        ("Han kom samme dag.", False),
        ("Han kom for to uker siden.", False),
        ("Han kom høsten 2022.", False),
        ("Han blir de neste dagene.", False),
        ("Han kom den 12. og dro.", False),
    ],
)
def test_what_hangs_on_another_date_is_rough_or_was_chosen_is_not_certain(
    text: str, certain: bool
) -> None:
    assert [mention.certain for mention in read(text)][:1] == [certain]


def test_figures_that_can_be_read_both_ways_mean_the_nearer_day_and_are_not_certain() -> None:
    near, far = read("It is dated 9/10/2023; then 12/09/2023.", "en", date(2023, 10, 11))
    assert (near.date.edtf, near.certain) == ("2023-10-09", False)
    assert (far.date.edtf, far.certain) == ("2023-09-12", False)


def test_a_weekday_beside_a_day_finds_the_year_in_which_it_is_right() -> None:
    (mention,) = read("Sist var det torsdag 12. mai.")
    assert (mention.date.edtf, mention.certain) == ("2022-05-12", True)


def test_the_same_day_is_that_of_a_day_named_shortly_before() -> None:
    text = "Kim kom 11. september. Han gikk av toget. Samme dag dro hun."
    assert [mention.date.edtf for mention in read(text)] == ["2023-09-11"] * 2


def test_the_same_day_far_from_any_other_is_that_of_publication() -> None:
    text = "Kim kom 11. september. " + "Han gikk av toget. " * 8 + "Samme dag dro hun."
    assert [mention.date.edtf for mention in read(text)] == ["2023-09-11", "2023-09-14"]


def test_the_day_after_goes_by_the_last_day_and_not_by_a_month_in_between() -> None:
    text = "Kim kom 11. september. I oktober kommer Lavrov. Dagen etter dro Kim."
    assert [mention.date.edtf for mention in read(text)][-1] == "2023-09-12"


def test_the_day_after_a_stretch_is_the_one_after_its_end() -> None:
    text = "Toppmøtet varte 9.–10. september. Dagen etter kom Kim."
    assert [mention.date.edtf for mention in read(text)][-1] == "2023-09-11"


def test_a_day_without_a_month_is_of_the_month_that_the_text_speaks_of() -> None:
    text = "Han var der i mai. Fra 12. til 14. møttes de."
    assert [mention.date.edtf for mention in read(text)] == ["2023-05", "2023-05-12/2023-05-14"]


def test_a_weekday_with_a_point_is_a_short_one_and_the_pronoun_man_is_none() -> None:
    text = "ons. 13. sept. og man 14. september"
    sentence = Sentence(Span(0, len(text), text), (), 0)
    found = dates([sentence], THURSDAY, "nb")
    assert [mention.span.text for mention in found] == ["ons. 13. sept.", "14. september"]


def test_spans_are_those_of_the_whole_text() -> None:
    text = "Først dette.\n\nSå kom han 12. september, og i går dro han.\n"
    blocks = [Span(0, 12, text[:12]), Span(14, len(text), text[14:])]
    found = dates(sentences(blocks, "nb"), THURSDAY, "nb")
    assert [text[one.span.start : one.span.end] for one in found] == ["12. september", "i går"]
    assert [one.span.text for one in found] == ["12. september", "i går"]


@pytest.mark.parametrize("published", [date.min, date(1, 1, 3), date(9999, 12, 30), date.max])
def test_a_date_before_or_after_the_calendar_is_left_out(published: date) -> None:
    text = "I forgårs, i overmorgen, neste år, forrige uke, 3. mai, i juni, til våren, i helgen."
    for mention in read(text, published=published):
        assert date.min <= mention.date.earliest <= mention.date.latest <= date.max


def test_a_language_without_words_for_dates_is_refused() -> None:
    with pytest.raises(ReadingError, match="dates are read in nb and en"):
        read("Le 13 septembre.", "fr")


def test_dateparser_is_not_loaded_for_what_the_grammar_reads() -> None:
    program = (
        "import sys; from datetime import date; from summitmap.reading.dates import dates;"
        "from summitmap.reading.text import Sentence, Span; t = 'Han kom 12. september 2023.';"
        "dates([Sentence(Span(0, len(t), t), (), 0)], date(2023, 9, 14), 'nb');"
        "sys.exit('dateparser' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_first_article_names_its_four_dates() -> None:
    source = os.environ.get("SUMMITMAP_ARTICLE")
    if not source:
        pytest.skip("SUMMITMAP_ARTICLE does not name the newspaper's text")
    text = Path(source).read_text(encoding="utf-8")
    found = dates(sentences(clean(text).kept, "nb"), THURSDAY, "nb")
    assert [mention.date.edtf for mention in found] == [
        "2023-09-14",
        "2023-09-13",
        "2023-09-12",
        "2023-09-13",
        "2023-09-14/2023-09-20~",
        "2023-10",
        "2023-09-14",
    ]


def test_today_in_a_quotation_is_no_day_that_the_text_goes_on_from() -> None:
    text = 'On Sunday he landed. "Today is a great day," he said. He left that evening.'
    assert [mention.date.edtf for mention in read(text, "en")][-1] == "2023-09-10"


def test_the_same_morning_behind_a_weekend_is_that_of_the_day_before_it_in_the_text() -> None:
    text = "Tysdag vitja ho garden, som vart råka helga før. Same morgonen kom ho frå Voss."
    assert [mention.date.edtf for mention in read(text)][-1] == "2023-09-12"


def test_a_few_days_after_at_the_end_of_a_clause_is_a_date_of_its_own() -> None:
    text = "Han kom 1. juni og dro noen dager etter."
    assert [mention.date.edtf for mention in read(text)] == [
        "2023-06-01",
        "2023-06-03~/2023-06-07~",
    ]
