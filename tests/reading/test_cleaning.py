"""What is kept of a text as it was pasted, and what is set aside for which reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from summitmap.reading.cleaning import Cleaned, clean
from summitmap.reading.furniture import Reason

FIRST = "Utenriksministeren kom til Tromsø onsdag, og møtte ordføreren der."
SECOND = "Torsdag reiste hun videre til Bodø, der en ny flyplass skal åpnes."
THIRD = "Til slutt ventes hun i Kirkenes."


def kept(text: str) -> list[str]:
    return [span.text for span in clean(text).kept]


def aside(text: str) -> list[tuple[str, Reason]]:
    return [(part.span.text, part.reason) for part in clean(text).set_aside]


def is_exact(text: str, cleaned: Cleaned) -> bool:
    spans = [*cleaned.kept, *(part.span for part in cleaned.set_aside)]
    return all(text[span.start : span.end] == span.text for span in spans)


LINES = [
    ("[annonse_2]", Reason.ADVERTISEMENT),
    ("ANNONSE", Reason.ADVERTISEMENT),
    ("Artikkelen fortsetter under annonsen.", Reason.ADVERTISEMENT),
    ("Story continues below advertisement", Reason.ADVERTISEMENT),
    ("Sponsored content", Reason.ADVERTISEMENT),
    ("Kildekobling", Reason.LINK),
    ("Kilde: NTB", Reason.LINK),
    ("Source link", Reason.LINK),
    ("https://example.org/a?b=c", Reason.LINK),
    ("tips@example.org", Reason.LINK),
    ("Les mer »", Reason.LINK),
    ("Kommentar (0)", Reason.COMMENTS),
    ("12 Comments", Reason.COMMENTS),
    ("Legg igjen en kommentar", Reason.COMMENTS),
    ("Les også: Kongen på reise i nord", Reason.RELATED),
    ("**Les også:** Kongen på reise", Reason.RELATED),
    ("Read more: the king goes north", Reason.RELATED),
    ("Most read", Reason.RELATED),
    ("Vi bruker informasjonskapsler for å gi deg en bedre opplevelse.", Reason.COOKIES),
    ("This website uses cookies. By continuing you agree to our use of them.", Reason.COOKIES),
    ("Godta alle", Reason.COOKIES),
    ("Del på Facebook", Reason.SHARE),
    ("Share this article", Reason.SHARE),
    ("Kun for abonnenter", Reason.SUBSCRIPTION),
    ("Sign up for our newsletter", Reason.SUBSCRIPTION),
    ("Av Kari Nordmann", Reason.BYLINE),
    ("By Jane O'Hara and John Smith", Reason.BYLINE),
    ("Publisert 14. september 2023 kl. 12.30", Reason.BYLINE),
    ("Oppdatert: i dag", Reason.BYLINE),
    ("Updated 2 hours ago", Reason.BYLINE),
    ("5 min read", Reason.BYLINE),
    ("Hopp til innhold", Reason.NAVIGATION),
    ("Back to top", Reason.NAVIGATION),
    ("© 2023 Avisen", Reason.NAVIGATION),
    ("All rights reserved.", Reason.NAVIGATION),
    ("Foto: Kari Nordmann / Avisen", Reason.CREDIT),
    ("(Photo: Jane O'Hara)", Reason.CREDIT),
    ("[gallery ids=1,2]", Reason.EMBED),
    ("[video_17]", Reason.EMBED),
    ("* * *", Reason.ORNAMENT),
]


@pytest.mark.parametrize(("line", "reason"), LINES)
def test_a_line_that_is_no_part_of_the_article_is_set_aside_with_its_reason(
    line: str, reason: Reason
) -> None:
    text = f"{FIRST}\n{line}\n{SECOND}"
    assert aside(text) == [(line, reason)]
    assert kept(text) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "line",
    [
        "Del av avtalen er at Norge skal bidra.",
        "Annonsen ble trykket i avisen i går.",
        "Kommentarene fra Moskva kom raskt.",
        "Publisert materiale viser at skipet lå i Murmansk.",
        "Av dette følger at reisen er avlyst.",
        "By Monday she was in Vladivostok.",
        "Kilden til uroen ligger i øst.",
        "Source of the river is in Tibet.",
        "The news from Oslo was good.",
        "Informasjonskapsler er ikke tema for møtet.",
        "Foto og film fra møtet ble vist på TV.",
        "Share prices fell in Tokyo.",
        "Putin viser en limousin til gjesten.",
        "Møtet i Bodø",
        "12. september: Avreise fra Oslo",
    ],
)
def test_a_line_of_the_article_is_kept_though_it_begins_like_furniture(line: str) -> None:
    assert kept(f"{FIRST}\n{line}") == [FIRST, line]


def test_a_caption_is_kept_and_the_credit_behind_it_is_not() -> None:
    text = "Ministeren på kaia i Bodø. (Foto: Kari Nordmann / Avisen)"
    assert kept(text) == ["Ministeren på kaia i Bodø."]
    assert aside(text) == [("(Foto: Kari Nordmann / Avisen)", Reason.CREDIT)]
    assert kept("The minister in Bodø. (Jane O'Hara, Pool Photo via AP)") == [
        "The minister in Bodø."
    ]


def test_an_advertisement_in_the_middle_of_a_paragraph_is_cut_out_of_it() -> None:
    text = f"{FIRST} [annonse_1] {SECOND}"
    assert kept(text) == [FIRST, SECOND]
    assert aside(text) == [("[annonse_1]", Reason.ADVERTISEMENT)]


def test_a_headline_that_repeats_is_kept_once() -> None:
    text = f"Ministeren i nord | Avisen\n\nMinisteren i nord\n{FIRST}\nMINISTEREN I NORD\n{SECOND}"
    assert kept(text) == ["Ministeren i nord | Avisen", FIRST, SECOND]
    assert aside(text) == [
        ("Ministeren i nord", Reason.REPEATED),
        ("MINISTEREN I NORD", Reason.REPEATED),
    ]


def test_headlines_under_a_bare_label_are_other_articles() -> None:
    text = f"{FIRST}\nLes også\nKongen i Alta\nStorm i vente\n{SECOND}\nVeien videre\n{THIRD}"
    assert kept(text) == [FIRST, SECOND, "Veien videre", THIRD]
    assert [reason for _, reason in aside(text)] == [Reason.RELATED] * 3


def test_what_readers_wrote_under_the_article_is_set_aside() -> None:
    text = f"{FIRST}\n{SECOND}\n3 kommentarer\nOla\nJeg var i Bergen den dagen."
    assert kept(text) == [FIRST, SECOND]
    assert {reason for _, reason in aside(text)} == {Reason.COMMENTS}


def test_a_count_of_comments_above_the_article_does_not_hide_the_article() -> None:
    text = f"Ministeren i nord\n3 kommentarer\n{FIRST}\n{SECOND}\n{THIRD}"
    assert kept(text) == ["Ministeren i nord", FIRST, SECOND, THIRD]


def test_lines_that_a_narrow_column_broke_are_one_paragraph() -> None:
    text = (
        "Utenriksministeren kom til Tromsø onsdag, og møtte\n"
        "ordføreren der. Torsdag reiste hun videre til Bodø,\n"
        "der en ny flyplass skal åpnes.\n\n"
        "Til slutt ventes hun i Kirkenes."
    )
    assert kept(text) == [text.split("\n\n")[0], THIRD]


def test_lines_of_their_own_stay_apart() -> None:
    text = f"Ministeren i nord\n{FIRST}\n{THIRD}\n{SECOND}"
    assert kept(text) == ["Ministeren i nord", FIRST, THIRD, SECOND]


def test_the_marks_of_markdown_are_no_part_of_a_paragraph() -> None:
    text = (
        f"---\ntitle: Nord\ndate: 2023-09-14\n---\n\n# Ministeren i nord\n\n> {FIRST}\n\n- Bodø\n"
    )
    assert kept(text) == ["Ministeren i nord", FIRST, "Bodø"]
    assert [reason for _, reason in aside(text)] == [Reason.METADATA]


def test_offsets_are_those_of_the_text_as_it_was_given() -> None:
    text = f"\ufeff\u200b  {FIRST}\r\n\r\n[annonse_2]\u2028\t{SECOND} Foto: NTB\r\n"
    cleaned = clean(text)
    assert is_exact(text, cleaned)
    assert [span.text for span in cleaned.kept] == [FIRST, SECOND]


@pytest.mark.parametrize("text", ["", " \n\t\u200b\x00\n"])
def test_a_text_that_shows_nothing_gives_nothing(text: str) -> None:
    assert clean(text) == Cleaned((), ())


def test_the_first_article_loses_its_furniture_and_nothing_else() -> None:
    source = os.environ.get("SUMMITMAP_ARTICLE")
    if not source:
        pytest.skip("SUMMITMAP_ARTICLE does not name the newspaper's text")
    text = Path(source).read_text(encoding="utf-8")
    assert [(part.span.text, part.reason) for part in clean(text).set_aside] == [
        ("[annonse_2]", Reason.ADVERTISEMENT),
        ("Kildekobling", Reason.LINK),
        ("Kommentar (0)", Reason.COMMENTS),
    ]
    assert len(clean(text).kept) == 10
