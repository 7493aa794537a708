"""Hostile text for cleaning and dates: exact offsets, and time in proportion to length."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitmap.reading.cleaning import clean
from summitmap.reading.dates import dates
from summitmap.reading.grammar.tokens import tokens_of
from summitmap.reading.grammar.vocabulary import vocabulary
from summitmap.reading.text import Sentence, Span
from summitmap.story.dates import EventDate
from tests.growth import grows_within

PUBLISHED = date(2023, 9, 14)

PIECES = [
    *("12. september", "onsdag", "i går", "Wednesday", "October 2023", "samme dag", "the next day"),
    *(
        "[annonse_2]",
        "Kommentar (3)",
        "Les også",
        "Foto: NTB",
        "---\n",
        "# ",
        "> ",
        "<p>",
        "&nbsp;",
    ),
    *("\n", "\r\n", "\u2028", "\x00", "\x1b", "\u200b", "\u202e", "\ufeff", "\u0301", "\U0001f600"),
    *("(", ")", ".", ",", "–", "/", "13", "13.9.", "2023", "31. februar", " ", "9/10/2023", "٣"),
]
HOSTILE = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=40).map("".join)

WORDS = sorted({*vocabulary("nb").starts, *vocabulary("en").starts, "–", ".", ",", "(", ")", "til"})
NUMBERS = st.integers(0, 40_000).map(str)
BABBLE = st.lists(
    st.sampled_from(WORDS) | st.sampled_from(WORDS).map(str.title) | NUMBERS, max_size=30
).map(" ".join)
LANGUAGES = st.sampled_from(["nb", "en"])


def whole(text: str, start: int = 0) -> Sentence:
    return Sentence(Span(start, start + len(text), text), (), 0)


@given(HOSTILE)
@settings(deadline=None)
def test_cleaning_cuts_any_text_into_spans_of_itself_that_lose_no_letter(text: str) -> None:
    cleaned = clean(text)
    spans = [*cleaned.kept, *(part.span for part in cleaned.set_aside)]
    spans.sort(key=lambda span: span.start)
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert all(one.end <= after.start for one, after in pairwise(spans))
    ends = [0, *(span.end for span in spans)]
    starts = [*(span.start for span in spans), len(text)]
    left = "".join(text[end:start] for end, start in zip(ends, starts, strict=True))
    assert not any(character.isalnum() for character in left)


@given(HOSTILE | BABBLE, LANGUAGES, st.integers(0, 1000))
@settings(max_examples=300, deadline=None)
def test_dates_of_any_text_have_exact_offsets_and_stand_in_order(
    text: str, language: str, start: int
) -> None:
    found = dates([whole(text, start)], PUBLISHED, language)
    for mention in found:
        span = mention.span
        assert text[span.start - start : span.end - start] == span.text
        assert span.text
    assert all(one.span.end <= after.span.start for one, after in pairwise(found))


@given(BABBLE, LANGUAGES, st.dates())
@settings(max_examples=300, deadline=None)
def test_dates_of_any_row_of_date_words_on_any_day_are_dates(
    text: str, language: str, published: date
) -> None:
    for mention in dates([whole(text)], published, language):
        assert mention.date.earliest <= mention.date.latest
        assert mention.date.edtf


@given(BABBLE, LANGUAGES)
@settings(max_examples=25, deadline=None)
def test_dates_of_date_words_are_what_the_story_reads_from_their_edtf(
    text: str, language: str
) -> None:
    for mention in dates([whole(text)], PUBLISHED, language):
        assert EventDate.parse(mention.date.edtf) == mention.date


def test_characters_that_show_nothing_do_not_hide_a_date() -> None:
    text = "\u202eHan kom 12.\u00a0\u200bseptember\u2060 2023."
    (mention,) = dates([whole(text)], PUBLISHED, "nb")
    assert mention.date.edtf == "2023-09-12"


ENDLESS = {
    "an article": "Kim kom 12. september, og dagen etter møtte han Putin i Vladivostok. ",
    "no spaces": "annonse_2[",
    "figures": "13.9.2023-",
    "one figure": "1",
    "marks": "(foto: [",
    "short lines": "ja\n",
    "links": "https://",
    "dates": "i går og mellom 12. til ",
    "years": "fra 2014–",
    "hidden": "\u200b\u202e",
}


@pytest.mark.parametrize("unit", ENDLESS.values(), ids=ENDLESS)
@pytest.mark.parametrize("reader", ["clean", "dates"])
def test_time_is_in_proportion_to_length(reader: str, unit: str) -> None:
    short, long = 8_000, 64_000
    runs: dict[str, Callable[[str], object]] = {
        "clean": clean,
        "dates": lambda text: dates([whole(text)], PUBLISHED, "nb"),
    }
    run = runs[reader]

    def text(length: int) -> str:
        return (unit * (length // len(unit) + 1))[:length]

    # Eight times the length: in proportion is 8, its square 64.
    assert grows_within(24, lambda: run(text(short)), lambda: run(text(long)))


def test_five_million_characters_have_an_answer() -> None:
    text = (ENDLESS["an article"] * 75_000)[:5_000_000]
    cleaned = clean(text)
    assert sum(len(span.text) for span in cleaned.kept) > 4_900_000
    found = dates([whole(text[:500_000])], PUBLISHED, "nb")
    assert {mention.date.edtf for mention in found} >= {"2023-09-12", "2023-09-13"}


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_word_that_a_phrase_may_begin_with_is_one_token(language: str) -> None:
    assert all(len(tokens_of(word)) == 1 for word in vocabulary(language).starts)
