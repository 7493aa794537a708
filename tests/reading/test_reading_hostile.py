"""Hostile articles for the whole reading: exact offsets, one clear error, time in proportion."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitmap.errors import ReadingError
from summitmap.places.gazetteer import Gazetteer
from summitmap.places.geocoders import OfflineGeocoder
from summitmap.reading.draft import Draft, draft
from summitmap.reading.language import language_of
from summitmap.reading.mentions import Tagger
from tests.growth import grows_within

PUBLISHED = date(2023, 9, 14)
LANGUAGES = st.sampled_from(["nb", "en"])

PIECES = [
    *("Anna Berg", "hun", "Kari og Per", "statsministeren", "the two leaders", "paret", "They"),
    *(
        "reiste til",
        "var i",
        "møtte",
        "skal innom",
        "er",
        "arrived in",
        "left",
        "is next",
        "denied",
    ),
    *("Oslo", "Bergen", "Roma", "Paris, Frankrike", "New York", "Kreml", "US", "Nord-Korea"),
    *("mandag", "i går", "12. mai", "samme dag", "on Friday", "2023-09-31", "in 1999", "neste uke"),
    *("som", "der", "og", "at", "before", "who", "–", ",", ".", ":", "«", "»", '"', "'s", "(", "?"),
    *("\n", "\n\n", "\r\n", "\t", "\x00", "\u200b", "\u202e", "\ufeff", "\u0301", "\U0001f600"),
    *("# ", "> ", "[", "]", "{", "}", "<p>", "&nbsp;", "Foto: NTB", "Les også", "[annonse]"),
]
HOSTILE = st.lists(st.sampled_from(PIECES) | st.text(max_size=10), max_size=50).map(" ".join)


@cache
def tagger(language: str) -> Tagger:
    return Tagger.load(language)


@cache
def geocoder() -> OfflineGeocoder:
    return OfflineGeocoder(Gazetteer.open())


def read(text: str, language: str) -> Draft:
    return draft(text, language, PUBLISHED, tagger(language), geocoder())


@given(HOSTILE, LANGUAGES)
@settings(max_examples=60, deadline=None)
def test_any_text_has_a_draft_whose_offsets_are_exact(text: str, language: str) -> None:
    made = read(text, language)
    spans = [
        *made.article.blocks,
        *(part.span for part in made.article.set_aside),
        *(sentence.span for sentence in made.article.sentences),
        *(name.span for name in made.article.names),
        *(each.name.span for each in made.article.places),
        *(mention.span for mention in made.article.dates),
        *(event.quote for event in made.events),
        *(event.clause for event in made.events),
    ]
    assert all(text[span.start : span.end] == span.text for span in spans)


@given(HOSTILE, LANGUAGES)
@settings(max_examples=40, deadline=None)
def test_every_stop_is_an_event_of_the_journey_and_lies_inside_the_quote(
    text: str, language: str
) -> None:
    made = read(text, language)
    assert set(made.itinerary) <= set(made.on_journey) <= set(range(len(made.events)))
    for event in made.events:
        assert event.quote.start <= event.clause.start
        assert event.clause.end <= event.quote.end


@given(HOSTILE)
@settings(max_examples=40, deadline=None)
def test_a_text_is_in_a_language_that_is_read_or_is_refused(text: str) -> None:
    try:
        read_in = language_of(text)
    except ReadingError:
        return
    assert read_in in ("nb", "en")


ENDLESS: dict[str, Callable[[int], str]] = {
    "one sentence without an end": lambda size: "han reiste til Oslo og møtte Kari, " * size,
    "sentences": lambda size: "Anna Berg kom til Oslo mandag. Hun skal til Roma fredag. " * size,
    "places in a row": lambda size: "Oslo, " * size * 4,
    "relative clauses": lambda size: "Anna Berg, som var i Roma, der hun bor, " * size,
    "lines": lambda size: "Oslo\n\n" * size * 4,
    "names": lambda size: "".join(f"Anna Berg{letter * 3} dro. " for letter in "abcde") * size,
}


@pytest.mark.parametrize("shape", ENDLESS)
def test_four_times_the_text_takes_no_more_than_ten_times_the_work(shape: str) -> None:
    short, long = ENDLESS[shape](40), ENDLESS[shape](160)
    assert grows_within(10, lambda: read(short, "nb"), lambda: read(long, "nb"))
