"""From a place entry to a place, with our own geocoder and with others."""

from __future__ import annotations

from typing import Any

import pytest
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summitmap.places.answer import UNSTATED_PRECISION_METRES, of_record
from summitmap.places.context import Context
from summitmap.places.gazetteer import Gazetteer
from summitmap.places.geocoders import OfflineGeocoder
from summitmap.places.resolve import (
    MOST_CANDIDATES,
    Unresolved,
    context_of,
    explain,
    kilometres_between,
    resolve,
    resolve_all,
)
from summitmap.places.score import rank
from summitmap.story.folder import StoryFolder
from summitmap.story.model import (
    CountryArea,
    Doubt,
    Mention,
    Place,
    PlaceEntry,
    PlaceKind,
    PolygonArea,
    Position,
    Provenance,
    Story,
)


def entry(
    query: str,
    kind: PlaceKind = PlaceKind.CITY,
    within: str | None = None,
    region: str | None = None,
) -> PlaceEntry:
    return PlaceEntry(
        id="place", name={"en": query}, query=query, kind=kind, within=within, region=region
    )


def found(place: Place | None) -> Place:
    assert place is not None
    return place


class Canned(Geocoder):  # type: ignore[misc] # geopy ships without type information
    """A service that always gives the same answers, in the form of the service it stands for."""

    def __init__(self, *answers: tuple[str, float, float, dict[str, Any]]) -> None:
        super().__init__()
        self.answers = answers

    def geocode(self, query: str, *, exactly_one: bool = True) -> list[Location] | None:
        assert not exactly_one
        return [
            Location(address, (latitude, longitude), raw)
            for address, latitude, longitude, raw in self.answers
        ] or None


class Narrowing(Canned):
    """One that can be asked for a country, as Nominatim can."""

    asked: object = None

    def geocode(
        self, query: str, *, exactly_one: bool = True, limit: int = 1, country_codes: object = None
    ) -> list[Location] | None:
        self.asked = (limit, country_codes)
        return super().geocode(query, exactly_one=exactly_one)


NOMINATIM = {
    "place_id": 1,
    "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
    "osm_type": "relation",
    "osm_id": 1674442,
    "boundingbox": ["43.0", "43.2", "131.8", "132.0"],
    "address": {"country_code": "ru"},
}


# Our own


def test_vostochny_is_the_cosmodrome_and_the_village_a_candidate(geocoder: OfflineGeocoder) -> None:
    place = found(resolve(entry("Vostochny", PlaceKind.FACILITY, "RU"), geocoder))
    assert place.provenance.record == "vostochny-cosmodrome"
    assert place.provenance.dataset == "SummitMap supplement"
    assert kilometres_between(place.position, Position(longitude=128.334, latitude=51.884)) < 5
    village = next(each for each in place.candidates if each.record == "797241")
    assert village.kind is PlaceKind.CITY
    assert village.kilometres == pytest.approx(5967, abs=5)


def test_a_corrected_spelling_stands_in_the_provenance(geocoder: OfflineGeocoder) -> None:
    place = found(resolve(entry("Kimsomolsk-na-Amure", within="RU"), geocoder))
    assert place.provenance.record == "2021851"
    assert place.provenance.corrected_from == "Kimsomolsk-na-Amure"
    assert place.provenance.matched == "Komsomolsk-na-Amure"
    assert place.provenance.licence == "CC BY 4.0"


@pytest.mark.parametrize(
    ("query", "code"),
    [("Russia", "RU"), ("Nord-Korea", "KP"), ("North Korea", "KP"), ("Sør-Korea", "KR")],
)
def test_a_country_is_an_area(geocoder: OfflineGeocoder, query: str, code: str) -> None:
    place = found(resolve(entry(query, PlaceKind.COUNTRY), geocoder))
    assert place.area == CountryArea(country=code)
    assert place.country_code == code
    assert place.provenance.record


def test_a_region_is_an_area_with_an_outline(geocoder: OfflineGeocoder) -> None:
    place = found(resolve(entry("Amur-provinsen", PlaceKind.REGION, "RU"), geocoder))
    assert isinstance(place.area, PolygonArea)
    # 361,908 square kilometres by the Russian statistical office.
    assert place.precision_metres == pytest.approx(339_400, rel=0.01)


@pytest.mark.parametrize(
    ("query", "kind", "within"),
    [
        ("Xqzzxqzz", PlaceKind.CITY, None),
        ("Pyongyang", PlaceKind.CITY, "NO"),
        ("Vladivostok", PlaceKind.COUNTRY, None),
        ("Xanaduria", PlaceKind.REGION, None),
        ("Khasan", PlaceKind.CITY, "NO"),
        ("Wakanda", PlaceKind.COUNTRY, None),
    ],
)
def test_no_point_is_invented(
    geocoder: OfflineGeocoder, query: str, kind: PlaceKind, within: str | None
) -> None:
    assert resolve(entry(query, kind, within), geocoder) is None


def test_the_candidates_are_few_and_measured_from_the_chosen_one(geocoder: OfflineGeocoder) -> None:
    place = found(resolve(entry("San José"), geocoder))
    assert len(place.candidates) == MOST_CANDIDATES
    for other in place.candidates:
        assert other.kilometres == kilometres_between(place.position, other.position)
        assert other.record != place.provenance.record


def test_the_same_data_gives_the_same_bytes(geocoder: OfflineGeocoder, kim: StoryFolder) -> None:
    once, again = (resolve_all(kim.story, geocoder) for _ in range(2))
    assert [place.model_dump_json() for place in once] == [
        place.model_dump_json() for place in again
    ]


def test_every_place_of_the_story_is_found_in_its_order(
    geocoder: OfflineGeocoder, kim: StoryFolder
) -> None:
    places = resolve_all(kim.story, geocoder)
    assert [place.id for place in places] == [entry.id for entry in kim.story.places]
    assert [place.kind for place in places] == [entry.kind for entry in kim.story.places]


def test_a_place_that_a_person_chose_is_kept_and_others_are_asked_again(
    geocoder: OfflineGeocoder, kim: StoryFolder
) -> None:
    mine = Place(
        id="vostochny",
        position=Position(longitude=128.25, latitude=51.8),
        kind=PlaceKind.FACILITY,
        precision_metres=100,
        provenance=Provenance(dataset="person", matched="launch pad", credit="the editor"),
        chosen_by="person",
        reason="the launch pad itself",
    )
    stale = mine.model_copy(update={"id": "vladivostok", "chosen_by": "geocoder"})
    gone = mine.model_copy(update={"id": "not-in-the-story"})
    kept = {place.id: place for place in (mine, stale, gone)}
    places = {place.id: place for place in resolve_all(kim.story, geocoder, kept)}
    assert places["vostochny"] == mine
    assert places["vladivostok"].provenance.record == "2013348"
    assert "not-in-the-story" not in places


def test_a_place_that_is_not_found_is_left_out(kim: StoryFolder) -> None:
    assert resolve_all(kim.story, Canned()) == ()


# The traps: names that mean one place here and another there

AT_HOME = Context(published_in="NO")
AMUR_REGION = Position(longitude=128.354, latitude=52.924)
VOSTOCHNY = Position(longitude=128.334, latitude=51.884)
BEIRUT = Position(longitude=35.50, latitude=33.89)


@pytest.mark.parametrize(
    ("asked", "context", "longitude", "latitude"),
    [
        # The cosmodrome and not the village near Stavropol, whichever of its signs there is.
        (entry("Vostochny"), Context(region="Amur"), 128.33, 51.88),
        (entry("Vostochny", region="Amur oblast"), Context(), 128.33, 51.88),
        (
            entry("Vostochny"),
            Context(kind_words=frozenset({"spaceport"}), others=(AMUR_REGION,)),
            128.33,
            51.88,
        ),
        (entry("romfartshavnen Vostochny", PlaceKind.FACILITY), Context(), 128.33, 51.88),
        # On the border with North Korea, and neither Hassan in India nor Kazan.
        (entry("Khasan", region="Primorye"), Context(), 130.64, 42.43),
        (entry("Khasan i Primorje"), Context(), 130.64, 42.43),
        (entry("Khasan", within="RU"), Context(), 130.64, 42.43),
        # Called Tsiolkovsky since 2015; the town of that name today lies on Sakhalin.
        (entry("Uglegorsk", region="Amur oblast"), Context(), 128.12, 51.77),
        (entry("Uglegorsk i Amur-provinsen"), Context(), 128.12, 51.77),
        (entry("Uglegorsk", within="RU"), Context(others=(VOSTOCHNY,)), 128.12, 51.77),
        (entry("Uglegorsk", region="Sakhalin"), Context(), 142.07, 49.08),
        (entry("Tsiolkovskij", within="RU"), Context(), 128.12, 51.77),
        (entry("Georgia", PlaceKind.COUNTRY), Context(), 43.5, 42.2),
        (entry("Georgia", PlaceKind.REGION), Context(), -83.4, 32.9),
        (entry("Georgia, USA", PlaceKind.REGION), Context(), -83.4, 32.9),
        (entry("Tripoli"), Context(), 13.19, 32.89),
        (entry("Tripoli", region="Libya"), Context(), 13.19, 32.89),
        (entry("Tripoli", within="LB"), Context(), 35.84, 34.43),
        (entry("Tripoli (Libanon)"), Context(), 35.84, 34.43),
        (
            entry("Tripoli"),
            Context(others=(BEIRUT,), countries=("LB",)),
            35.84,
            34.43,
        ),
        (entry("Moss"), AT_HOME, 10.66, 59.43),
        (entry("Halden"), AT_HOME, 11.39, 59.12),
        (entry("Hell"), AT_HOME, 10.90, 63.45),
        (entry("Hell", within="KY"), Context(), -81.41, 19.38),
        (entry("Santiago"), Context(), -70.65, -33.46),
        (entry("Santiago i Chile"), AT_HOME, -70.65, -33.46),
        (entry("Santiago", region="Galicia"), Context(), -8.55, 42.88),
        (entry("Santiago", within="DO"), Context(), -70.69, 19.45),
        (entry("San José"), Context(), -84.08, 9.93),
        (entry("San Jose, California"), Context(), -121.89, 37.34),
        (entry("San José, Costa Rica"), Context(), -84.08, 9.93),
        (entry("Birmingham"), Context(), -1.90, 52.48),
        (entry("Birmingham, Alabama"), Context(), -86.80, 33.52),
        (entry("Birmingham i Alabama"), AT_HOME, -86.80, 33.52),
        (entry("Vancouver"), Context(), -123.12, 49.25),
        (entry("Vancouver, Washington"), Context(), -122.66, 45.64),
        (entry("Vancouver", region="Washington"), Context(), -122.66, 45.64),
        (entry("Paris, Texas"), AT_HOME, -95.56, 33.66),
        (entry("Paris"), AT_HOME, 2.35, 48.85),
        (entry("København"), AT_HOME, 12.57, 55.68),
        (entry("Genève"), AT_HOME, 6.15, 46.20),
        (entry("Haag"), AT_HOME, 4.30, 52.08),
        (entry("Kapp det gode håp", PlaceKind.REGION), AT_HOME, 18.47, -34.36),
    ],
)
def test_a_trap_is_seen_through(
    geocoder: OfflineGeocoder,
    asked: PlaceEntry,
    context: Context,
    longitude: float,
    latitude: float,
) -> None:
    place = found(resolve(asked, geocoder, context))
    expected = Position(longitude=longitude, latitude=latitude)
    # A country's or a region's middle is a matter of taste.
    assert kilometres_between(place.position, expected) < (100 if place.kind.is_area else 25)


@pytest.mark.parametrize("name", ["Å", "Os"])
def test_a_short_name_is_norwegian_to_norwegian_readers(
    geocoder: OfflineGeocoder, name: str
) -> None:
    assert found(resolve(entry(name), geocoder, AT_HOME)).country_code == "NO"


def test_a_town_of_another_country_is_not_norwegian_for_being_read_about(
    geocoder: OfflineGeocoder,
) -> None:
    for name, code in [("Berlin", "DE"), ("Roma", "IT"), ("Lima", "PE"), ("Boston", "US")]:
        assert found(resolve(entry(name), geocoder, AT_HOME)).country_code == code


@pytest.mark.parametrize(
    ("asked", "rival"),
    [
        ("Birmingham", "4049979"),
        ("Vancouver", "5814616"),
        ("Uglegorsk", "6641869"),
        ("San Jose", "3621849"),
        ("Springfield", "4951788"),
        ("Khasan", "khasan"),
    ],
)
def test_a_name_that_may_well_mean_another_place_is_in_doubt(
    geocoder: OfflineGeocoder, asked: str, rival: str
) -> None:
    place = found(resolve(entry(asked), geocoder))
    assert place.doubt is Doubt.RIVAL
    assert rival in [each.record for each in place.candidates]


@pytest.mark.parametrize(
    "asked",
    [
        entry("Vancouver, Washington"),
        entry("Birmingham, Alabama"),
        entry("Vostochny", PlaceKind.FACILITY, "RU"),
        entry("Kimsomolsk-na-Amure", within="RU"),
        entry("Vladivostok"),
        entry("Georgia", PlaceKind.COUNTRY),
        entry("København"),
        entry("London"),
    ],
)
def test_a_clear_name_is_beyond_doubt(geocoder: OfflineGeocoder, asked: PlaceEntry) -> None:
    assert found(resolve(asked, geocoder)).doubt is None


def test_why_a_place_was_chosen_can_be_read(geocoder: OfflineGeocoder) -> None:
    context = Context(published_in="NO", others=(AMUR_REGION,))
    place = found(resolve(entry("Vostochny", PlaceKind.FACILITY, "RU"), geocoder, context))
    assert place.score is not None
    read = {part.name: (part.points, part.why) for part in place.score.parts}
    assert read["name"] == (30, "own")
    assert read["kind"] == (40, "facility")
    assert read["country"] == (20, "RU")
    assert read["nearness"] == (8.5, "116 km")
    assert read["published in"] == (0, "RU")
    assert read["region"] == (0, "not stated")
    assert all(each.score for each in place.candidates)


def test_the_candidates_stand_in_the_order_of_their_scores(geocoder: OfflineGeocoder) -> None:
    place = found(resolve(entry("Birmingham"), geocoder))
    totals = [each.score.total for each in (place, *place.candidates) if each.score]
    assert len(totals) == MOST_CANDIDATES + 1
    assert totals == sorted(totals, reverse=True)


def test_an_entry_without_a_place_says_why(geocoder: OfflineGeocoder) -> None:
    nowhere = explain(entry("Xqzzxqzz"), geocoder)
    assert (nowhere.place, nowhere.unresolved) == (None, Unresolved.NOT_FOUND)
    elsewhere = explain(entry("Birmingham", region="Texas"), geocoder)
    assert (elsewhere.place, elsewhere.unresolved) == (None, Unresolved.NOTHING_FITS)
    assert elsewhere.ranked, "what was found instead can still be shown"


# Without a kind, as a reader of texts asks

ATLANTA = Context(others=(Position(longitude=-84.39, latitude=33.75),), countries=("US",))
TBILISI = Context(others=(Position(longitude=44.83, latitude=41.69),), countries=("GE",))


@pytest.mark.parametrize(
    ("name", "context", "kind", "code"),
    [
        ("Georgia", Context(), PlaceKind.COUNTRY, "GE"),
        ("Georgia", TBILISI, PlaceKind.COUNTRY, "GE"),
        ("Georgia", ATLANTA, PlaceKind.REGION, "US"),
        ("Georgia", Context(kind_words=frozenset({"region"})), PlaceKind.REGION, "US"),
        ("Luxembourg", Context(), PlaceKind.COUNTRY, "LU"),
        ("Panama", Context(), PlaceKind.COUNTRY, "PA"),
        ("Oslo", Context(), PlaceKind.CITY, "NO"),
        ("Amur", Context(kind_words=frozenset({"river"})), PlaceKind.WATER, None),
        ("Amur", Context(kind_words=frozenset({"region"})), PlaceKind.REGION, "RU"),
        ("Vostochny", Context(kind_words=frozenset({"spaceport"})), PlaceKind.FACILITY, "RU"),
    ],
)
def test_what_kind_of_place_a_name_means_follows_from_its_context(
    gazetteer: Gazetteer, name: str, context: Context, kind: PlaceKind, code: str | None
) -> None:
    best, *_ = rank(name, context, map(of_record, gazetteer.lookup(name, limit=100)))
    assert best.fits
    assert (best.answer.kind, best.answer.country_code) == (kind, code)


# A story


def retold(story: Story, places: list[PlaceEntry], article: str = "") -> Story:
    """The story with other places, and an article that mentions each by its query."""
    mentions = [{"text": {"nb": each.query}, "place": each.id} for each in places]
    return story.model_copy(
        update={
            "places": tuple(places),
            "mentions": tuple(Mention.model_validate(each) for each in mentions),
            "articles": {"nb": article},
        }
    )


def placed(name: str, kind: PlaceKind = PlaceKind.CITY, within: str | None = None) -> PlaceEntry:
    return PlaceEntry(id=name.casefold(), name={"nb": name}, query=name, kind=kind, within=within)


def test_the_other_places_of_a_story_help_to_place_one(
    geocoder: OfflineGeocoder, kim: StoryFolder
) -> None:
    alone = retold(kim.story, [placed("Tripoli")])
    assert [place.country_code for place in resolve_all(alone, geocoder)] == ["LY"]
    together = retold(kim.story, [placed("Tripoli"), placed("Beirut"), placed("Sidon")])
    assert [place.country_code for place in resolve_all(together, geocoder)] == ["LB"] * 3


def test_a_place_in_doubt_does_not_pull_the_others_along(
    geocoder: OfflineGeocoder, kim: StoryFolder
) -> None:
    story = retold(kim.story, [placed("Springfield"), placed("Birmingham")])
    springfield, birmingham = resolve_all(story, geocoder)
    assert springfield.doubt is Doubt.RIVAL
    assert birmingham.country_code == "GB"
    assert birmingham.score is not None
    assert birmingham.score.part("nearness").why == "not stated"


def test_a_persons_choice_helps_to_place_the_others(
    geocoder: OfflineGeocoder, kim: StoryFolder
) -> None:
    story = retold(kim.story, [placed("Tripoli"), placed("Beirut")])
    mine = Place(
        id="beirut",
        position=Position(longitude=13.5, latitude=32.8),
        kind=PlaceKind.CITY,
        country_code="LY",
        precision_metres=100,
        provenance=Provenance(dataset="person", matched="Beirut", credit="the editor"),
        chosen_by="person",
        reason="a village of that name",
    )
    tripoli, beirut = resolve_all(story, geocoder, {"beirut": mine})
    assert tripoli.country_code == "LY"
    assert beirut == mine


def test_the_words_around_a_mention_are_its_context(kim: StoryFolder) -> None:
    article = "De dro fra romfartshavnen Vostochny til Tripoli i Libanon i september."
    places = [placed("Vostochny"), placed("Tripoli")]
    story = retold(kim.story, places, article)
    assert context_of(places[0], story).kind_words == {"spaceport"}
    assert context_of(places[1], story).hints == ("Libanon",)
    assert context_of(places[1], story).published_in == "NO"
    assert context_of(places[1], story).region is None


@pytest.mark.parametrize(
    ("article", "code"),
    [
        ("Skip la til i Tripoli i Libanon i går.", "LB"),
        ("Skip la til i Tripoli i Libya i går.", "LY"),
        # What is behind the name need not be where it lies.
        ("Skip la til i Tripoli i Norge-uken.", "LY"),
        ("Slik demonstrerte Tripoli i Sverige-saken, Tripoli i Japan.", "LY"),
    ],
)
def test_the_article_says_where_a_place_lies_but_never_hides_it(
    geocoder: OfflineGeocoder, kim: StoryFolder, article: str, code: str
) -> None:
    (place,) = resolve_all(retold(kim.story, [placed("Tripoli")], article), geocoder)
    assert place.country_code == code


def test_the_places_of_the_first_story_are_what_they_were(
    geocoder: OfflineGeocoder, kim: StoryFolder
) -> None:
    for place in resolve_all(kim.story, geocoder):
        before = kim.places[place.id]
        assert place.position == before.position
        assert (place.kind, place.country_code) == (before.kind, before.country_code)
        assert (place.area, place.precision_metres) == (before.area, before.precision_metres)
        assert place.provenance.record == before.provenance.record
        assert place.provenance.matched == before.provenance.matched
        assert place.provenance.corrected_from == before.provenance.corrected_from
        assert place.doubt is None


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    query=st.text(min_size=1, max_size=40).filter(str.strip)
    | st.sampled_from(["Tripoli, ", "i i i", "(Oslo)", "Oslo (", "havn havn", "port of", "X in"]),
    kind=st.sampled_from(PlaceKind),
    within=st.sampled_from([None, "NO", "RU"]),
    region=st.none() | st.text(min_size=1, max_size=20).filter(str.strip),
)
def test_whatever_is_asked_there_is_a_place_that_fits_or_none(
    geocoder: OfflineGeocoder, query: str, kind: PlaceKind, within: str | None, region: str | None
) -> None:
    resolution = explain(entry(query, kind, within, region), geocoder)
    place = resolution.place
    assert (place is None) == (resolution.unresolved is not None)
    if place is not None:
        assert place.kind.is_area == kind.is_area
        assert within in (None, place.country_code)


# Any other geopy geocoder


def test_another_geocoders_answer_keeps_who_gave_it() -> None:
    geocoder = Canned(("Vladivostok, Russia", 43.115, 131.885, NOMINATIM))
    place = found(resolve(entry("Vladivostok", within="RU"), geocoder))
    assert place.position == Position(longitude=131.885, latitude=43.115)
    assert place.kind is PlaceKind.CITY
    assert place.country_code == "RU"
    assert place.provenance == Provenance(
        dataset="Canned",
        record="relation/1674442",
        matched="Vladivostok, Russia",
        credit="Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
    )
    # Half the diagonal of 0.2 by 0.2 degrees at 43 degrees north.
    assert place.precision_metres == pytest.approx(13_800, rel=0.01)


def test_an_answer_in_another_country_does_not_fit() -> None:
    elsewhere = {**NOMINATIM, "address": {"country_code": "us"}}
    geocoder = Canned(("Moscow, Idaho", 46.7, -117.0, elsewhere), ("Moskva", 55.7, 37.6, NOMINATIM))
    place = found(resolve(entry("Moscow", within="RU"), geocoder))
    assert place.provenance.matched == "Moskva"
    assert place.candidates == ()


def test_an_answer_that_hides_its_country_fits_only_when_the_country_was_asked_for() -> None:
    answer = ("Vladivostok", 43.115, 131.885, {})
    assert resolve(entry("Vladivostok", within="RU"), Canned(answer)) is None
    geocoder = Narrowing(answer)
    assert found(resolve(entry("Vladivostok", within="RU"), geocoder)).country_code == "RU"
    assert geocoder.asked == (10, ["RU"])
    assert found(resolve(entry("Vladivostok"), Canned(answer))).country_code is None


def test_photons_answer_is_read() -> None:
    raw = {"properties": {"osm_type": "R", "osm_id": 7, "countrycode": "KP", "name": "Pyongyang"}}
    place = found(resolve(entry("P", within="KP"), Canned(("Pyongyang", 39.02, 125.75, raw))))
    assert place.provenance.record == "R/7"
    assert place.precision_metres == UNSTATED_PRECISION_METRES


def test_a_country_from_another_geocoder_is_still_an_area() -> None:
    geocoder = Canned(("Россия", 64.0, 97.0, NOMINATIM))
    place = found(resolve(entry("Russia", PlaceKind.COUNTRY), geocoder))
    assert place.area == CountryArea(country="RU")


@pytest.mark.parametrize(
    "raw",
    [
        {"boundingbox": None, "address": "Russia", "properties": []},
        {"boundingbox": ["a", "b", "c", "d"], "country_code": 7},
        {"boundingbox": ["1", "2"]},
        {"boundingbox": ["nan", "nan", "nan", "nan"]},
        [],
    ],
)
def test_a_strange_answer_is_read_as_far_as_it_goes(raw: Any) -> None:  # noqa: ANN401 - strange
    place = found(resolve(entry("Vladivostok"), Canned(("Vladivostok", 43.1, 131.9, raw))))
    assert place.precision_metres == UNSTATED_PRECISION_METRES
    assert place.country_code is None


def test_another_geocoders_answers_keep_their_order_unless_the_context_says_otherwise() -> None:
    in_england = ("Birmingham, England", 52.48, -1.9, {"country_code": "gb"})
    in_alabama = ("Birmingham, Alabama, United States", 33.5, -86.8, {"country_code": "us"})
    answers = Canned(in_england, in_alabama)
    place = found(resolve(entry("Birmingham"), answers))
    assert place.country_code == "GB"
    assert place.doubt is Doubt.RIVAL
    assert place.score is not None
    assert place.score.part("size").why == "not stated"
    assert place.score.part("kind").why == "not stated"
    assert place.score.part("service's order").points == 10
    place = found(resolve(entry("Birmingham", region="Alabama"), answers))
    assert place.country_code == "US"
    assert place.doubt is None


def test_a_service_is_asked_once_when_it_answers_and_told_the_region() -> None:
    asked: list[str] = []

    class Listening(Canned):
        def geocode(self, query: str, *, exactly_one: bool = True) -> list[Location] | None:
            asked.append(query)
            return super().geocode(query, exactly_one=exactly_one)

    geocoder = Listening(("Khasan, Primorye, Russia", 42.43, 130.64, NOMINATIM))
    found(resolve(entry("Khasan", region="Primorye"), geocoder))
    assert asked == ["Khasan, Primorye"]


def test_a_service_with_a_kind_of_its_own_is_not_told_ours() -> None:
    class Yandex(Canned):
        def geocode(
            self, query: str, *, exactly_one: bool = True, kind: str | None = None
        ) -> list[Location] | None:
            assert kind is None
            return super().geocode(query, exactly_one=exactly_one)

    assert resolve(entry("Oslo"), Yandex(("Oslo, Norway", 59.9, 10.7, {})))


def test_an_answer_without_a_name_is_no_answer() -> None:
    assert resolve(entry("Vladivostok"), Canned(("", 43.1, 131.9, NOMINATIM))) is None
