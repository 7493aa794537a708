"""What the text says around a name, and how the answers to it are weighed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from summitmap.places import kinds
from summitmap.places.answer import Answer
from summitmap.places.context import (
    Area,
    Context,
    Reading,
    country_of_readers,
    readings,
    regions_behind,
    spread,
)
from summitmap.places.score import (
    DOUBT_KILOMETRES,
    DOUBT_POINTS,
    NOT_STATED,
    Relation,
    Scored,
    doubt,
    kilometres_apart,
    rank,
    relation_of,
)
from summitmap.story.model import Doubt, PlaceKind, Position, Provenance, Score

PARTS = (
    "name",
    "spelling",
    "kind",
    "kind words",
    "country",
    "region",
    "nearness",
    "story's countries",
    "size",
    "standing",
    "published in",
    "service's order",
)

OSLO = Position(longitude=10.75, latitude=59.91)
BERGEN = Position(longitude=5.32, latitude=60.39)
FAR = Position(longitude=-70, latitude=-33)


def town(
    name: str = "Sand",
    *,
    matched: str | None = None,
    kind: PlaceKind | None = PlaceKind.CITY,
    country: str | None = "NO",
    admin1: str | None = None,
    at: Position = OSLO,
    people: int | None = 200_000,
    capital: bool | None = False,
    radius_km: float = 1.0,
    corrected_from: str | None = None,
    record: str | None = None,
) -> Answer:
    return Answer(
        name=name,
        address=name,
        kind=kind,
        country_code=country,
        admin1=admin1,
        position=at,
        population=people,
        prominence=None,
        capital=capital,
        precision_metres=radius_km * 1000,
        area=None,
        provenance=Provenance(
            dataset="made up",
            record=record,
            matched=matched or name,
            corrected_from=corrected_from,
            credit="nobody",
        ),
    )


def points(answer: Answer, part: str, context: Context | None = None, name: str = "Sand") -> float:
    (scored,) = rank(name, context or Context(), [answer])
    return scored.score.part(part).points


def why(answer: Answer, part: str, context: Context | None = None, name: str = "Sand") -> str:
    (scored,) = rank(name, context or Context(), [answer])
    return scored.score.part(part).why


# Kind words


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("romfartshavnen Vostochny", "spaceport"),
        ("Vostotsjnyj-kosmodromen", "spaceport"),
        ("Vostochny spaceport", "spaceport"),
        ("Plesetsk launch site", "spaceport"),
        ("Oslo lufthavn", "airport"),
        ("Bodø flyplass", "airport"),
        ("Vnukovo International Airport", "airport"),
        ("port of Vladivostok", "seaport"),
        ("Amur-provinsen", "region"),
        ("the province of Quebec", "region"),
        ("elva Glomma", "river"),
        ("Amur River", "river"),
        ("innsjøen Bajkal", "lake"),
        ("byen Moss", "city"),
    ],
)
def test_a_kind_word_is_read_in_norwegian_and_english(text: str, family: str) -> None:
    assert kinds.named_in([text]) == {family}


@pytest.mark.parametrize("text", ["", "Vladivostok", "Portland", "attacked by Georgia", "Elverum"])
def test_a_word_that_only_looks_like_one_is_no_kind_word(text: str) -> None:
    assert kinds.named_in([text]) == frozenset()


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("port of Vladivostok", "Vladivostok"),
        ("Vladivostok havn", "Vladivostok"),
        ("Vostotsjnyj-kosmodromen", "Vostotsjnyj"),
        ("byen Moss", "Moss"),
        ("havn", "havn"),
        ("Portland", "Portland"),
        ("", ""),
    ],
)
def test_a_name_without_its_kind_words_is_never_empty(name: str, rest: str) -> None:
    assert kinds.without_kind_words(name) == rest


def test_only_a_word_right_beside_the_name_says_what_it_is() -> None:
    assert kinds.beside("De møttes på romfartshavnen Vostochny.", "Vostochny") == {"spaceport"}
    assert kinds.beside("to the port of «Vladivostok»", "Vladivostok") == {"seaport"}
    assert kinds.beside("Vladivostok lufthavn er åpen", "Vladivostok") == {"airport"}
    assert kinds.beside("Han så havnen. Vladivostok er en by", "Vladivostok") == frozenset()
    assert kinds.beside("havnen Vladivostokgata", "Vladivostok") == frozenset()
    assert kinds.beside("havnen", "") == frozenset()


def test_every_family_has_words_and_kinds_and_shares_no_word() -> None:
    words = [word for family in kinds.families() for word in family.words]
    assert len(words) == len(set(words))
    assert all(word == word.casefold() and word for word in words)
    assert all(family.kinds for family in kinds.families())


# Readings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oslo", [Reading("Oslo")]),
        (
            "Vancouver, Washington",
            [Reading("Vancouver, Washington"), Reading("Vancouver", "Washington")],
        ),
        ("Tripoli (Libanon)", [Reading("Tripoli (Libanon)"), Reading("Tripoli", "Libanon")]),
        (
            "Mo i Rana i Nordland",
            [Reading("Mo i Rana i Nordland"), Reading("Mo i Rana", "Nordland")],
        ),
        ("Khasan in Primorye", [Reading("Khasan in Primorye"), Reading("Khasan", "Primorye")]),
        (", ", [Reading(",")]),
        ("   ", []),
    ],
)
def test_a_name_is_read_as_it_stands_and_then_with_a_region(
    text: str, expected: list[Reading]
) -> None:
    assert list(readings(text)) == expected


def test_what_stands_behind_a_name_in_the_text_may_be_its_region() -> None:
    text = "Fra Khasan i Primorje i går til Khasan (Russland), «Khasan» in the Amur province."
    assert regions_behind(text, "Khasan") == ("Primorje", "Russland", "Amur province")
    assert regions_behind("Khasan i går, Khasan, Russland", "Khasan") == ()
    assert regions_behind("Khasan (", "Khasan") == ()
    assert regions_behind("Khasan i Primorje", " ") == ()


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("De vant i Dublin i delstaten Ohio etter omspill.", "Ohio"),
        ("They met in Dublin in northern Lebanon on Monday.", "Lebanon"),
        ("De vant i Dublin i det sørlige Libanon.", "Libanon"),
        ("Fergen gikk til Dublin på Sunnmøre.", "Sunnmøre"),
        ("From there to Dublin, the capital of Ireland.", "Ireland"),
        ("Derfra til Dublin, hovedstaden i Irland.", "Irland"),
    ],
)
def test_what_part_or_sort_of_land_it_is_may_stand_before_the_region(
    text: str, region: str
) -> None:
    assert regions_behind(text, "Dublin") == (region,)


def test_places_at_one_spot_count_once() -> None:
    gardermoen = Position(longitude=11.1, latitude=60.2)
    station = Position(longitude=10.76, latitude=59.92)
    assert spread([OSLO, station, BERGEN, gardermoen, OSLO]) == (OSLO, BERGEN, gardermoen)
    assert spread([]) == ()


def test_norwegian_is_written_for_norway_and_english_for_no_one_country() -> None:
    assert country_of_readers("nb") == "NO"
    assert country_of_readers("en") is None
    assert country_of_readers(None) is None


# Parts of a score


def test_a_score_has_every_part_and_is_their_sum() -> None:
    (scored,) = rank("Sand", Context(published_in="NO"), [town()])
    assert tuple(part.name for part in scored.score.parts) == PARTS
    assert scored.score.total == sum(part.points for part in scored.score.parts)
    # 30 for the name, 5 for its letters, 23 for 200,000 people, 20 for the country of the readers.
    assert scored.score.total == 78.0


def test_a_score_is_written_a_line_a_part_and_read_again() -> None:
    (scored,) = rank("Sand", Context(others=(BERGEN,)), [town()])
    written = scored.score.model_dump(mode="json")
    assert written["name"] == "30 own"
    assert written["nearness"] == "3.3 305 km"
    assert written["region"] == "0 not stated"
    assert Score.model_validate(written) == scored.score


@pytest.mark.parametrize("written", [{"name": "many own"}, {"name": ""}, {"": "3 own"}, "30 own"])
def test_a_score_that_is_not_one_is_a_fault(written: object) -> None:
    with pytest.raises(ValidationError):
        Score.model_validate(written)


def test_a_part_of_which_nothing_is_known_says_so() -> None:
    silent = town(kind=None, country=None, people=None, capital=None)
    (scored,) = rank("Elsewhere", Context(within=None), [silent])
    stated = {part.name for part in scored.score.parts if part.why != NOT_STATED}
    assert stated == {"service's order"}


def test_its_own_name_is_worth_more_than_another() -> None:
    assert points(town("Osh", matched="Os"), "name", name="Os") == 0
    assert points(town("Roma", matched="Rome"), "name", name="Rome") == 20
    assert points(town("Rome"), "name", name="Rome") == 30
    assert why(town("Kazan", matched="kha san"), "name", name="Khasan") == "loose"
    assert why(town("Kazan", matched="Kha San"), "name", name="i Khasan") == "other"
    assert why(town("Luqa", matched="ruka"), "name", name="Ruka") == "loose"
    assert why(town("Luqa", matched="Ruka"), "name", name="Ruka") == "other"
    assert points(town("Seefeld in Tirol", matched="Seefeld"), "name", name="Seefeld") == 26
    assert points(town("Kingston upon Hull", matched="Kingston"), "name", name="Kingston") == 26
    assert why(town("New Britain", matched="Quebec"), "name", name="Quebec") == "other"
    assert why(town("United Kingdom", matched="UK", kind=PlaceKind.COUNTRY), "name") == "other"
    assert why(town("Vostochny Cosmodrome", matched="Vostochny"), "name", name="Vostochny") == "own"


def test_a_spelling_says_how_it_agrees() -> None:
    assert why(town("San José"), "spelling", name="San José") == "same letters"
    assert why(town("San Jose"), "spelling", name="San José") == "same but for accents"
    assert why(town("Monte-Carlo"), "spelling", name="Monte Carlo") == "same letters"
    assert why(town("Monte Carlo"), "spelling", name="Monte-Carlo") == "same letters"
    assert why(town("Montecarlo"), "spelling", name="Monte Carlo") == "same but for spaces"
    assert why(town("St Petersburg"), "spelling", name="St. Petersburg") == "same letters"
    assert why(town("Oslo"), "spelling", name="Oslos") == "without -s"
    assert why(town("Oslo"), "spelling", name="i Oslo") == "without a word"
    twice = town("Vladivostok", corrected_from="Vlodivostak")
    assert why(twice, "spelling") == "2 corrected"
    assert points(twice, "spelling") == -24


def test_ten_times_the_people_are_ten_points() -> None:
    assert points(town(people=10_000), "size") == 10
    assert points(town(people=100_000), "size") == 20
    assert points(town(people=200_000, kind=PlaceKind.REGION), "size") == 10
    assert points(town(people=3), "size") == 0
    assert points(town(people=9_000_000_000), "size") == 40
    assert why(town(people=None), "size") == NOT_STATED


def test_nearness_falls_with_the_distance_to_the_nearest_other_place() -> None:
    near = Context(others=(BERGEN, OSLO))
    assert why(town(at=OSLO), "nearness", near) == "0 km"
    at_oslo = points(town(at=OSLO), "nearness", near)
    to_bergen = points(town(at=OSLO), "nearness", Context(others=(BERGEN,)))
    # One other place is half of what two are.
    assert to_bergen == pytest.approx(15 * (1 - 0.532) ** 2, abs=0.1)
    assert at_oslo == pytest.approx(15 + to_bergen, abs=0.1)
    assert points(town(at=FAR), "nearness", near) == 0
    assert why(town(), "nearness") == NOT_STATED


def test_a_journey_round_the_world_is_near_to_nothing_in_particular() -> None:
    others = (BERGEN, OSLO)
    farther = (FAR, Position(longitude=151, latitude=-34))
    here = points(town(at=OSLO), "nearness", Context(others=others))
    there = points(town(at=OSLO), "nearness", Context(others=others + farther))
    assert there == pytest.approx(here * 0.5**0.5, abs=0.1)


def test_an_area_around_another_place_is_as_near_as_can_be() -> None:
    region = town(at=OSLO, kind=PlaceKind.REGION, radius_km=100)
    assert points(region, "nearness", Context(others=(OSLO,))) == 30
    assert points(region, "nearness", Context(others=(BERGEN,))) < 15


def test_the_storys_own_country_is_the_one_of_many_of_its_places() -> None:
    def of(*countries: str) -> float:
        return points(town(), "story's countries", Context(countries=countries))

    assert of("NO") == 5
    assert of("NO", "NO", "NO") == 7.5
    assert of("NO", "SE", "DK") == 2.5
    assert of("SE") == 0


def test_a_kind_word_counts_against_a_place_of_another_kind() -> None:
    spaceport = Context(kind_words=frozenset({"spaceport"}))
    cosmodrome = town("Vostochny Cosmodrome", kind=PlaceKind.FACILITY)
    assert points(cosmodrome, "kind words", spaceport) == 25
    assert points(town("Vostochny"), "kind words", spaceport) == -25
    airport = town("Vostochny Airport", kind=PlaceKind.FACILITY)
    assert points(airport, "kind words", spaceport) == 0


def test_a_town_that_bears_a_kind_word_in_its_name_is_no_water() -> None:
    context = Context(kind_words=kinds.named_in(["Thunder Bay"]))
    (scored,) = rank("Thunder Bay", context, [town("Thunder Bay")])
    assert scored.fits
    (other,) = rank("Glomma", Context(kind_words=frozenset({"river"})), [town("Glomma")])
    assert not other.fits


# Regions


PRIMORYE = Area("Primorye", "RU", "59", False, Position(longitude=134.6, latitude=44.9), 230)
RUSSIA = Area("Russia", "RU", None, True, Position(longitude=99, latitude=62), 2333)
VLADIVOSTOK = Position(longitude=131.87, latitude=43.1)
KAZAN = Position(longitude=49.12, latitude=55.79)


@pytest.mark.parametrize(
    ("answer", "area", "relation"),
    [
        (town(country="RU", admin1="59", at=KAZAN), PRIMORYE, Relation.INSIDE),
        (town(country="RU", at=VLADIVOSTOK), PRIMORYE, Relation.INSIDE),
        (town(country="RU", admin1="30", at=VLADIVOSTOK), PRIMORYE, Relation.BESIDE),
        (town(country="RU", admin1="73", at=KAZAN), PRIMORYE, Relation.OUTSIDE),
        (town(country="CN", at=VLADIVOSTOK), PRIMORYE, Relation.OUTSIDE),
        (town(country=None, at=VLADIVOSTOK), PRIMORYE, Relation.INSIDE),
        (town(country="RU", at=VLADIVOSTOK), RUSSIA, Relation.INSIDE),
        (town(country="NO", at=OSLO), RUSSIA, Relation.OUTSIDE),
    ],
)
def test_a_place_lies_in_a_region_beside_it_or_outside(
    answer: Answer, area: Area, relation: Relation
) -> None:
    assert relation_of(answer, [area]) is relation


def test_of_two_regions_of_a_name_the_one_that_suits_counts() -> None:
    georgia = replace(RUSSIA, name="Georgia", country_code="GE")
    assert relation_of(town(country="RU"), [georgia, RUSSIA]) is Relation.INSIDE
    assert relation_of(town(country="RU"), []) is Relation.UNKNOWN


def test_a_place_outside_the_stated_region_does_not_fit_however_large() -> None:
    context = Context(region="Primorye", areas=(PRIMORYE,))
    small = town(country="RU", admin1="59", at=VLADIVOSTOK, people=600, record="small")
    large = town(country="RU", admin1="73", at=KAZAN, people=1_000_000, record="large")
    best, worst = rank("Khasan", context, [large, small])
    assert (best.answer.provenance.record, best.fits) == ("small", True)
    assert (worst.answer.provenance.record, worst.fits) == ("large", False)
    assert best.score.part("region").why == "inside Primorye"


def test_a_place_in_another_country_than_the_stated_one_does_not_fit() -> None:
    best, worst = rank("Sand", Context(within="SE"), [town(), town(country="SE", people=700)])
    assert (best.answer.country_code, best.fits, worst.fits) == ("SE", True, False)


# Doubt


def test_a_close_rival_far_away_is_a_doubt_and_one_nearby_is_none() -> None:
    ranked = rank("Sand", Context(), [town(), town(at=BERGEN, people=190_000)])
    assert kilometres_apart(OSLO, BERGEN) == pytest.approx(305, abs=2)
    assert doubt(ranked) is Doubt.RIVAL
    suburb = Position(longitude=10.9, latitude=59.95)
    assert kilometres_apart(OSLO, suburb) < DOUBT_KILOMETRES
    assert doubt(rank("Sand", Context(), [town(), town(at=suburb)])) is None


def test_a_rival_is_close_up_to_the_threshold_in_points() -> None:
    def of(people: int) -> Doubt | None:
        return doubt(
            rank("Sand", Context(), [town(people=1_000_000), town(at=BERGEN, people=people)])
        )

    # Nine points are a factor of 7.94.
    assert DOUBT_POINTS == 9
    assert of(130_000) is Doubt.RIVAL
    assert of(120_000) is None


def test_a_small_place_that_nothing_confirms_is_sooner_in_doubt() -> None:
    large, small = town(people=20_000), town(at=BERGEN, people=1_000)
    assert doubt(rank("Sand", Context(), [large, small])) is Doubt.RIVAL
    near = Context(others=(Position(longitude=18.07, latitude=59.33),))
    assert doubt(rank("Sand", near, [large, small])) is None


def test_a_by_name_is_sooner_in_doubt_than_its_own_name() -> None:
    hassan = town("Hassan", matched="Sand", people=200_000)
    sand = town("Sand", at=BERGEN, people=1_000)
    assert rank("Sand", Context(), [sand, hassan])[0].answer is hassan
    assert doubt(rank("Sand", Context(), [hassan, sand])) is Doubt.RIVAL
    assert doubt(rank("Sand", Context(), [town(people=200_000), sand])) is None


def test_a_rival_that_does_not_fit_is_no_doubt() -> None:
    other = town(country="SE", at=BERGEN)
    assert doubt(rank("Sand", Context(within="NO"), [town(), other])) is None


def test_a_corrected_spelling_is_a_doubt_until_something_confirms_it() -> None:
    corrected = [town("Moskva", corrected_from="Maskva", country="RU", at=KAZAN)]
    assert doubt(rank("Maskva", Context(), corrected)) is Doubt.SPELLING
    assert doubt(rank("Maskva", Context(within="RU"), corrected)) is None
    assert doubt(rank("Maskva", Context(others=(KAZAN,)), corrected)) is None


def test_a_loose_name_is_a_doubt_even_in_the_right_country() -> None:
    kazan = [town("Kazan", matched="kha san", country="RU", at=KAZAN)]
    assert doubt(rank("Khasan", Context(within="RU"), kazan)) is Doubt.NAME


def test_a_town_where_an_airport_was_meant_is_a_doubt() -> None:
    context = Context(kind=PlaceKind.FACILITY, kind_words=frozenset({"airport"}))
    assert doubt(rank("Sand", context, [town()])) is Doubt.KIND
    airport = town("Sand Airport", kind=PlaceKind.FACILITY)
    assert doubt(rank("Sand", context, [airport])) is None


def test_a_place_beside_the_stated_region_is_a_doubt() -> None:
    context = Context(region="Primorye", areas=(PRIMORYE,))
    beside = [town(country="RU", admin1="30", at=VLADIVOSTOK)]
    assert doubt(rank("Sand", context, beside)) is Doubt.REGION


def test_of_no_answers_there_is_no_doubt() -> None:
    assert doubt(rank("Sand", Context(), [])) is None


# Whatever is asked

positions = st.builds(
    Position,
    longitude=st.floats(-180, 180),
    latitude=st.floats(-90, 90),
)
codes = st.none() | st.sampled_from(["NO", "RU", "GE", "US"])
names = st.text(min_size=1, max_size=30).filter(str.strip)
answers_of_any_kind = st.builds(
    town,
    names,
    matched=names,
    kind=st.none() | st.sampled_from(PlaceKind),
    country=codes,
    admin1=st.none() | st.sampled_from(["59", "05"]),
    at=positions,
    people=st.none() | st.integers(0, 10**11),
    capital=st.none() | st.booleans(),
    radius_km=st.floats(0, 20_000),
    corrected_from=st.none() | names,
)
areas = st.builds(
    Area,
    name=st.text(max_size=10),
    country_code=codes,
    admin1=st.none() | st.sampled_from(["59", "05"]),
    whole_country=st.booleans(),
    position=positions,
    radius_km=st.floats(0, 20_000),
)
contexts = st.builds(
    Context,
    kind=st.none() | st.sampled_from(PlaceKind),
    kind_words=st.frozensets(st.sampled_from([each.id for each in kinds.families()])),
    within=codes,
    region=st.none() | st.text(max_size=30),
    areas=st.lists(areas, max_size=3).map(tuple),
    others=st.lists(positions, max_size=3).map(tuple),
    countries=st.lists(st.sampled_from(["NO", "RU"]), max_size=3).map(tuple),
    published_in=codes,
)


@given(st.text(max_size=60), contexts, st.lists(answers_of_any_kind, max_size=6))
def test_whatever_is_asked_the_answers_come_sorted_and_none_is_lost(
    name: str, context: Context, found: list[Answer]
) -> None:
    ranked = rank(name, context, found)
    assert sorted(map(id, found)) == sorted(id(each.answer) for each in ranked)

    def order(each: Scored) -> tuple[bool, float]:
        return (not each.fits, -each.score.total)

    assert [order(each) for each in ranked] == sorted(order(each) for each in ranked)
    assert doubt(ranked) in (None, *Doubt)
    assert ranked == rank(name, context, found)
    for each in ranked:
        assert Score.model_validate_json(each.score.model_dump_json()) == each.score


@given(st.text(max_size=300), st.text(max_size=20))
def test_any_text_can_be_read(text: str, name: str) -> None:
    assert all(reading.name for reading in readings(text))
    assert all(regions_behind(text, name))
    kinds.beside(text, name)
    kinds.without_kind_words(text)
