"""Towns that the tagger did not see: asked for where a place stands, and left where none does."""

from __future__ import annotations

import pytest

from summitmap.places.gazetteer import Gazetteer
from summitmap.places.geocoders import OfflineGeocoder
from summitmap.reading.mentions import Name, NameKind
from summitmap.reading.sentences import sentences
from summitmap.reading.text import Span
from summitmap.reading.towns import with_towns
from summitmap.story.model import Role


def places(text: str, language: str = "nb", **held: NameKind) -> list[str]:
    """The places of a text in which the tagger held some words to be names of a kind."""
    names = [
        Name(Span(at, at + len(word), word), kind, Role.BACKGROUND, 0.9)
        for word, kind in held.items()
        for at in (text.index(word),)
    ]
    names.sort(key=lambda name: name.span.start)
    found = with_towns(
        names,
        sentences([Span(0, len(text), text)], language),
        OfflineGeocoder(Gazetteer.open()),
    )
    assert all(name.span.text == text[name.span.start : name.span.end] for name in found)
    return [name.span.text for name in found if name.kind is NameKind.PLACE]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hun vant begge rennene i Ruhpolding.", "nb"),
        ("Han skal besøke Ruhpolding i mai.", "nb"),
        ("De bodde i bayerske Ruhpolding.", "nb"),
        ("She won both races in Ruhpolding.", "en"),
    ],
)
def test_a_town_is_found_where_somebody_is_or_goes(text: str, language: str) -> None:
    assert places(text, language) == ["Ruhpolding"]


def test_a_town_that_was_taken_for_an_organisation_is_none() -> None:
    found = places("Hun vant i Ruhpolding.", Ruhpolding=NameKind.ORGANISATION)
    assert found == ["Ruhpolding"]


def test_a_second_town_follows_the_first() -> None:
    assert places("De dro til Ruhpolding og Hochfilzen.") == ["Ruhpolding", "Hochfilzen"]


@pytest.mark.parametrize(
    "text",
    [
        "Ruhpolding vant kampen.",
        "Hun jobber i Statkraftverket.",
        "Hun jobber i Harmony.",
        "Hun ringte til Ingeborg.",
        "Hun er i RUHPOLDING.",
    ],
)
def test_what_stands_elsewhere_is_no_town_or_a_known_word_is_none(text: str) -> None:
    assert places(text) == []


def test_a_person_of_that_name_stays_one() -> None:
    assert places("Brevet til Ruhpolding kom.", Ruhpolding=NameKind.PERSON) == []


def test_a_part_of_a_longer_name_stays_one() -> None:
    text = "Hun er ansatt i Ruhpolding Skiklubb."
    names = [Name(Span(16, 35, "Ruhpolding Skiklubb"), NameKind.ORGANISATION, Role.BACKGROUND, 0.9)]
    found = with_towns(
        names, sentences([Span(0, len(text), text)], "nb"), OfflineGeocoder(Gazetteer.open())
    )
    assert found == tuple(names)
