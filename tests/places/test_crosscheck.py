"""The cross-check and a person's choice, as values."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitmap.errors import OverrideError
from summitmap.places.crosscheck import (
    Comparison,
    Verdict,
    credits_of,
    cross_check,
    opinions,
    preferred,
    with_opinions,
)
from summitmap.places.geocoders import OfflineGeocoder
from summitmap.places.overrides import OWN_POINT, chosen_candidate, own_point
from summitmap.places.resolve import resolve
from summitmap.places.services import OSM_CREDIT
from summitmap.story import folder
from summitmap.story.folder import StoryFolder
from summitmap.story.model import (
    CountryArea,
    Place,
    PlaceEntry,
    PlaceKind,
    PolygonArea,
    Position,
    Provenance,
    SecondOpinion,
)
from tests.conftest import KIM

STORY = folder.read(KIM).story
DAY = datetime.date(2026, 11, 23)


def at(longitude: float, latitude: float) -> Position:
    return Position(longitude=longitude, latitude=latitude)


def place(kind: str = "city", **changes: object) -> Place:
    """Vladivostok, right within 8 km, unless changed."""
    fields = {
        "id": "vladivostok",
        "position": at(131.87, 43.11),
        "kind": kind,
        "country_code": "RU",
        "precision_metres": 8000.0,
        "provenance": {"dataset": "GeoNames", "matched": "Vladivostok", "credit": "GeoNames"},
    }
    return Place.model_validate({**fields, **changes})


def said(**changes: object) -> SecondOpinion:
    """Nominatim on Vladivostok: the same point."""
    fields = {
        "service": "Nominatim",
        "answered": DAY,
        "query": "Vladivostok",
        "within": "RU",
        "matched": "Vladivostok",
        "position": at(131.87, 43.11),
        "kind": "city",
        "country_code": "RU",
        "precision_metres": 13_000,
        "credit": OSM_CREDIT,
    }
    return SecondOpinion.model_validate({**fields, **changes})


def compared(
    kim: StoryFolder, chosen: Place | None, second: SecondOpinion | str | None
) -> Comparison:
    places = {} if chosen is None else {"vladivostok": chosen}
    opinion = {} if second is None else {"vladivostok": second}
    return next(
        item for item in cross_check(kim.story, places, opinion) if item.entry.id == "vladivostok"
    )


# One degree of latitude is about 111 km.
VERDICTS = [
    (place(), said(), Verdict.AGREES),
    (place(), said(position=at(131.87, 43.118)), Verdict.AGREES),
    (place(), said(position=at(131.87, 43.17)), Verdict.WITHIN_PRECISION),
    (place(), said(position=at(131.87, 43.22)), Verdict.WITHIN_PRECISION),
    (place(), said(position=at(131.87, 43.24)), Verdict.FAR),
    # A box that reaches far does not make everything right.
    (place(), said(position=at(131.87, 43.3), precision_metres=9e6), Verdict.WITHIN_PRECISION),
    (place(), said(position=at(131.87, 43.4), precision_metres=9e6), Verdict.FAR),
    (place(), said(position=at(131.87, 43.17), precision_metres=None), Verdict.WITHIN_PRECISION),
    (place(), said(country_code="US"), Verdict.OTHER_COUNTRY),
    (place(), said(country_code=None), Verdict.AGREES),
    (place(), said(kind="facility"), Verdict.AGREES),
    (place(), said(kind=None), Verdict.AGREES),
    (place(), said(kind="region"), Verdict.OTHER_KIND),
    (place("region"), said(), Verdict.OTHER_KIND),
    (place("country"), said(kind="country", position=at(96, 66)), Verdict.AGREES),
    (place("country"), said(kind="country", country_code="KP"), Verdict.OTHER_COUNTRY),
    (place("region"), said(kind="region", position=at(131.87, 43.17)), Verdict.AGREES),
    (place("region"), said(kind="region", position=at(131.87, 43.24)), Verdict.FAR),
    (place(), said(position=None, kind=None), Verdict.NOT_FOUND),
    (None, said(position=None, kind=None), Verdict.NOT_FOUND),
    (None, said(), Verdict.ONLY_THERE),
    (place(), None, Verdict.NOT_ASKED),
    (None, None, Verdict.NOT_ASKED),
    (place(), "Nominatim refuses", Verdict.FAILED),
    (None, "Nominatim refuses", Verdict.FAILED),
]


@pytest.mark.parametrize(("chosen", "second", "verdict"), VERDICTS)
def test_the_verdict_follows_from_country_kind_and_distance(
    chosen: Place | None,
    second: SecondOpinion | str | None,
    verdict: Verdict,
    kim: StoryFolder,
) -> None:
    assert compared(kim, chosen, second).verdict is verdict


def test_a_comparison_holds_both_points_and_what_lies_between(kim: StoryFolder) -> None:
    found = compared(kim, place(), said(position=at(131.87, 44.11)))
    assert found.kilometres == 111.1
    assert found.opinion == said(position=at(131.87, 44.11))
    assert found.problem is None
    failed = compared(kim, place(), "Nominatim refuses")
    assert (failed.kilometres, failed.opinion, failed.problem) == (None, None, "Nominatim refuses")


def test_every_place_of_the_story_is_compared_in_its_order(kim: StoryFolder) -> None:
    found = cross_check(kim.story, kim.places, {})
    assert [item.entry.id for item in found] == [entry.id for entry in kim.story.places]
    assert {item.verdict for item in found} == {Verdict.NOT_ASKED}
    assert found[0].candidates == kim.places["pyongyang"].candidates


def test_only_some_verdicts_are_doubts() -> None:
    assert {verdict for verdict in Verdict if verdict.is_doubt} == {
        Verdict.FAR,
        Verdict.OTHER_COUNTRY,
        Verdict.OTHER_KIND,
        Verdict.ONLY_THERE,
    }


@given(
    st.floats(-180, 180),
    st.floats(-90, 90),
    st.sampled_from(PlaceKind),
    st.sampled_from(PlaceKind),
    st.floats(0, 2e7),
)
def test_whatever_a_service_says_there_is_a_verdict(
    longitude: float, latitude: float, ours: PlaceKind, theirs: PlaceKind, metres: float
) -> None:
    second = said(position=at(longitude, latitude), kind=theirs, precision_metres=metres)
    found = cross_check(STORY, {"vladivostok": place(ours.value)}, {"vladivostok": second})
    assert all(isinstance(item.verdict, Verdict) for item in found)


# Opinions that are kept


def test_an_opinion_on_another_question_is_not_used(kim: StoryFolder) -> None:
    for stale in ({"query": "Wladiwostok"}, {"within": None}):
        assert opinions(kim.story, {"vladivostok": place(second_opinion=said(**stale))}) == {}
    kept = {"vladivostok": place(second_opinion=said())}
    assert opinions(kim.story, kept) == {"vladivostok": said()}


def test_an_opinion_that_repeats_the_earlier_keeps_its_date() -> None:
    later = said(answered=datetime.date(2027, 1, 1))
    before = place(second_opinion=said())
    assert with_opinions([before], {"vladivostok": later}) == (before,)
    moved = said(answered=datetime.date(2027, 1, 1), record="relation/2")
    assert with_opinions([before], {"vladivostok": moved})[0].second_opinion == moved


def test_a_place_without_an_opinion_loses_its_earlier_one() -> None:
    assert with_opinions([place(second_opinion=said())], {})[0].second_opinion is None
    assert with_opinions([place()], {"vladivostok": "refused"}) == (place(),)


# A service's place


def online(kind: str = "city", day: str = "2026-11-23", **changes: object) -> Place:
    origin = {
        "dataset": "Nominatim",
        "version": day,
        "record": "relation/1",
        "matched": "Vladivostok",
        "credit": OSM_CREDIT,
    }
    return place(kind, provenance=origin, **changes)


SQUARE = PolygonArea(type="Polygon", coordinates=[[[0, 0], [1, 0], [1, 1], [0, 0]]])


LAND = CountryArea(country="RU")


def test_an_area_keeps_its_shape_when_both_mean_the_same() -> None:
    offline = place("region", area=SQUARE)
    chosen = preferred(online("region", precision_metres=99.0), offline, None)
    assert chosen.area == SQUARE
    assert chosen.precision_metres == 8000
    assert chosen.provenance.dataset == "Nominatim"
    assert preferred(online("region", position=at(100, 50)), offline, None) == offline
    assert preferred(online("country"), place("country", area=LAND), None).area == LAND
    assert preferred(online(), place(), None).area is None
    assert preferred(online("region"), None, None).area is None


def test_an_answer_that_repeats_the_earlier_keeps_its_date() -> None:
    earlier = online(second_opinion=said())
    assert preferred(online(day="2027-01-01"), place(), earlier) == earlier
    moved = online(day="2027-01-01", position=at(131.9, 43.2))
    assert preferred(moved, place(), earlier) == moved


# Credits


def test_everyone_is_named_once_in_the_order_of_the_places(kim: StoryFolder) -> None:
    named = credits_of(kim.places.values())
    assert named[0] == "GeoNames (geonames.org)"
    assert "Made with Natural Earth" in named
    assert len(set(named)) == len(named)
    assert credits_of([online(), place(), online()]) == (OSM_CREDIT, "GeoNames")
    assert credits_of([]) == ()


def test_openstreetmap_is_named_when_it_gave_only_a_candidate(kim: StoryFolder) -> None:
    moved = own_point(online(), kim.story.place("vladivostok"), at(131.9, 43.2), "I was there")
    assert credits_of([moved]) == (OSM_CREDIT,)


# A person's choice


@pytest.fixture
def moss() -> PlaceEntry:
    return PlaceEntry(id="moss", name={"nb": "Moss"}, query="Moss", kind=PlaceKind.CITY)


def test_a_candidate_is_chosen_with_its_whole_record(
    moss: PlaceEntry, geocoder: OfflineGeocoder
) -> None:
    before = resolve(moss, geocoder)
    assert before is not None
    other = before.candidates[1]
    chosen = chosen_candidate(before, moss, 2, "  the other \n one ", geocoder)
    assert chosen.position == other.position
    assert chosen.provenance.record == other.record
    assert chosen.provenance.credit == "GeoNames (geonames.org)"
    assert chosen.provenance.link == f"https://www.geonames.org/{other.record}"
    assert (chosen.chosen_by, chosen.reason) == ("person", "the other one")
    first = chosen.candidates[0]
    assert (first.record, first.position) == (before.provenance.record, before.position)
    assert first.kilometres == other.kilometres
    assert len(chosen.candidates) == len(before.candidates)
    assert other.record not in {left.record for left in chosen.candidates}


def test_a_choice_can_be_changed_back(moss: PlaceEntry, geocoder: OfflineGeocoder) -> None:
    before = resolve(moss, geocoder)
    assert before is not None
    there = chosen_candidate(before, moss, 2, "there", geocoder)
    back = chosen_candidate(there, moss, 1, "back", geocoder)
    assert back.position == before.position
    assert back.provenance == before.provenance
    assert {left.record for left in back.candidates} == {left.record for left in before.candidates}


def test_a_candidate_of_a_service_is_chosen_without_its_record(
    moss: PlaceEntry, geocoder: OfflineGeocoder
) -> None:
    candidate = {
        "name": "Moss",
        "country_code": "NO",
        "position": at(10.7, 59.4),
        "dataset": "Nominatim",
        "record": "relation/9",
        "kilometres": 3,
    }
    chosen = chosen_candidate(place(candidates=[candidate]), moss, 1, "why", geocoder)
    assert chosen.provenance == Provenance(
        dataset="Nominatim", record="relation/9", matched="Moss", credit=OSM_CREDIT
    )
    assert chosen.precision_metres == 5000
    assert chosen.kind is PlaceKind.CITY


@pytest.mark.parametrize("number", [-1, 0, 2])
def test_a_candidate_that_there_is_not_cannot_be_chosen(
    number: int, kim: StoryFolder, geocoder: OfflineGeocoder
) -> None:
    with pytest.raises(OverrideError, match=f"no candidate number {number}: it has 1, or give"):
        chosen_candidate(
            kim.places["pyongyang"], kim.story.place("pyongyang"), number, "why", geocoder
        )


def test_a_point_of_ones_own_is_right_to_the_spot_and_keeps_what_was_chosen_as_a_candidate(
    kim: StoryFolder,
) -> None:
    entry = kim.story.place("vladivostok")
    before = kim.places["vladivostok"]
    chosen = own_point(before, entry, at(131.9, 43.2), "the harbour")
    assert chosen.position == at(131.9, 43.2)
    assert chosen.country_code == "RU"
    assert chosen.precision_metres == 1000
    assert chosen.provenance.dataset == OWN_POINT
    assert (chosen.chosen_by, chosen.reason) == ("person", "the harbour")
    assert [item.record for item in chosen.candidates[:1]] == ["2013348"]
    again = own_point(chosen, entry, at(131.8, 43.1), "the station")
    assert again.candidates[0].record == "2013348"
    assert OWN_POINT not in {item.dataset for item in again.candidates}


def test_an_area_keeps_its_shape_around_a_point_of_ones_own_inside_it() -> None:
    region = PlaceEntry(
        id="vladivostok", name={"en": "R"}, query="R", kind=PlaceKind.REGION, within="RU"
    )
    before = place("region", area=SQUARE)
    inside = own_point(before, region, at(131.87, 43.12), "why")
    assert (inside.area, inside.precision_metres) == (SQUARE, 8000)
    outside = own_point(before, region, at(100, 50), "why")
    assert outside.area is None
    country = region.model_copy(update={"kind": PlaceKind.COUNTRY})
    assert own_point(None, country, at(100, 60), "why").area == CountryArea(country="RU")


def test_a_choice_without_a_reason_is_none(kim: StoryFolder) -> None:
    with pytest.raises(OverrideError, match="a reason is missing"):
        own_point(None, kim.story.place("vladivostok"), at(1, 2), " \n ")
