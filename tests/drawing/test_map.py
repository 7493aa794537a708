"""The map that folium draws, read back from the page it makes."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summitmap.story.folder import StoryFolder
from summitmap.story.model import CountryArea, Place, PlaceKind, PolygonArea, Story
from tests.drawing.conftest import (
    ASSETS,
    HOSTILE,
    drawn,
    handed,
    hostile,
    journey,
    made,
    page,
    place,
    tree,
)

PYONGYANG = [39.03385, 125.75432]
VOSTOCHNY = [51.884, 128.334]
KOMSOMOLSK = [50.55034, 137.00995]
VLADIVOSTOK = [43.10562, 131.87353]

TOKYO = (139.69171, 35.6895)
HONOLULU = (-157.85833, 21.30694)
LONDON = (-0.12574, 51.50853)
LOS_ANGELES = (-118.24368, 34.05223)


@pytest.fixture(scope="module")
def english(kim: StoryFolder) -> str:
    return page(drawn(kim.story, kim.places))


def script_value(text: str) -> Any:  # noqa: ANN401 - any value of JavaScript
    """A value as folium writes it, which has a comma after the last of a list."""
    return json.loads(re.sub(r",(\s*[}\]])", r"\1", text))


def markers(page: str) -> list[tuple[list[float], dict[str, Any], dict[str, Any]]]:
    """Latitude and longitude, options and icon of each marker that stands for events."""
    found = re.findall(
        r"L\.marker\(\s*(\[.*?\]),\s*(\{.*?\n\})\s*\).*?L\.divIcon\((\{.*?\n\})\)", page, re.DOTALL
    )
    read = [tuple(script_value(part) for part in parts) for parts in found]
    return [(at, options, icon) for at, options, icon in read if "events" in options]


def legs(page: str) -> list[tuple[list[list[float]], str]]:
    """The ends of each leg, as latitude and longitude, and its classes."""
    found = re.findall(r"L\.polyline\(\s*(\[\[.*?\]\]),\s*(\{.*?\})\s*\)", page, re.DOTALL)
    return [(json.loads(ends), json.loads(options)["className"]) for ends, options in found]


# The Kim story


def test_the_four_stops_stand_where_they_are_and_in_order(english: str) -> None:
    assert [(at, icon["html"]) for at, _, icon in markers(english)] == [
        (PYONGYANG, "<span>1</span>"),
        (VOSTOCHNY, "<span>2</span>"),
        (KOMSOMOLSK, "<span>3</span>"),
        (VLADIVOSTOK, "<span>4</span>"),
    ]


def test_an_expected_stop_never_looks_like_a_visited_one(english: str) -> None:
    assert [icon["className"] for _, _, icon in markers(english)] == [
        "sm-stop sm-happened sm-inferred",
        "sm-stop sm-happened",
        "sm-stop sm-planned",
        "sm-stop sm-planned",
    ]


def test_a_stop_knows_its_events_and_says_its_name(kim: StoryFolder, english: str) -> None:
    _, talks, _ = markers(english)[1]
    assert talks["events"] == ["summit-talks", "gifts", "limousine", "invitation"]
    assert handed(english)["pins"][talks["place"]] == "Stop 2: Vostochny Cosmodrome (happened)"
    assert handed(page(drawn(kim.story, kim.places, "nb")))["pins"] == {
        "pyongyang": "Stopp 1: Pyongyang (skjedd)",
        "vostochny": "Stopp 2: romfartshavnen Vostochny (skjedd)",
        "komsomolsk": "Stopp 3: Komsomolsk-na-Amure (ventet)",
        "vladivostok": "Stopp 4: Vladivostok (ventet)",
    }


def test_the_first_leg_is_travelled_and_the_others_expected(english: str) -> None:
    assert legs(english) == [
        ([PYONGYANG, VOSTOCHNY], "sm-leg sm-happened"),
        ([VOSTOCHNY, KOMSOMOLSK], "sm-leg sm-planned"),
        ([KOMSOMOLSK, VLADIVOSTOK], "sm-leg sm-planned"),
    ]


def test_each_leg_has_an_arrowhead_of_its_kind(english: str) -> None:
    assert re.findall(r'"className": "sm-arrow (sm-\w+)"', english) == [
        "sm-happened",
        "sm-planned",
        "sm-planned",
    ]


def test_the_countries_with_events_are_shaded_and_know_them(english: str) -> None:
    shaded = {
        area["country"]: (area["status"], area["events"])
        for area in handed(english)["areas"]
        if "country" in area
    }
    assert shaded == {
        "RU": ("happened", ["arrival"]),
        "KP": ("planned", ["lavrov-visit", "return-visit"]),
        "KR": ("happened", ["south-korea-warning"]),
    }


def test_a_region_that_the_text_names_is_drawn_without_events(
    kim: StoryFolder, english: str
) -> None:
    regions = {area["place"]: area for area in handed(english)["areas"] if "geometry" in area}
    assert regions.keys() == {"amur", "far-east"}
    area = kim.places["amur"].area
    assert isinstance(area, PolygonArea)
    assert regions["amur"] == {
        "place": "amur",
        "events": [],
        "status": "mentioned",
        "geometry": {"type": "Polygon", "coordinates": area.coordinates},
    }


def test_an_area_is_never_a_pin(kim: StoryFolder, english: str) -> None:
    areas = {place.id for place in kim.places.values() if place.kind.is_area}
    assert areas == {"amur", "far-east", "russia", "north-korea", "south-korea"}
    pinned = {event for _, options, _ in markers(english) for event in options["events"]}
    assert not pinned & {event.id for event in kim.story.events if event.place in areas}


def test_the_map_opens_on_the_whole_journey(english: str) -> None:
    assert handed(english)["bounds"] == [
        [PYONGYANG[0], PYONGYANG[1]],
        [VOSTOCHNY[0], KOMSOMOLSK[1]],
    ]


def test_each_event_has_a_card_and_those_with_a_place_have_a_target(
    kim: StoryFolder, english: str
) -> None:
    story = handed(english)
    events = {event.id for event in kim.story.events}
    assert story["cards"].keys() == events
    shown = events - {"peskov-statement"} | {f"place:{entry.id}" for entry in kim.story.places}
    assert story["targets"].keys() == shown
    assert story["targets"]["vladivostok-visit"] == {
        "latitude": VLADIVOSTOK[0],
        "longitude": VLADIVOSTOK[1],
        "area": None,
    }
    assert story["targets"]["arrival"]["area"] == "russia"


def test_a_card_tells_when_whether_who_says_so_and_how_the_place_was_found(english: str) -> None:
    card = tree(handed(english)["cards"]["komsomolsk-visit"])
    assert card.one("p", class_="sm-date").text == "14 – about 20 September 2023 · Stop 3"
    assert card.one("h2").text == "Kim is expected in Komsomolsk-on-Amur"
    assert card.one(class_="sm-status").text == "expected"
    assert card.one("blockquote").text == "He is expected in the city of “Kimsomolsk-na-Amure”"
    facts = [fact.text for fact in card.find("dd")]
    assert facts[0] == "the article itself, no source named"
    assert "Spelling corrected from “Kimsomolsk-na-Amure”." in facts[-1]
    assert facts[1] == "620 km east of stop 2, in a straight line."


def test_a_card_links_to_the_other_events_at_its_place(english: str) -> None:
    card = tree(handed(english)["cards"]["limousine"])
    assert [link.attributes["data-select"] for link in card.one("ul").find("a")] == [
        "summit-talks",
        "gifts",
        "invitation",
    ]


def test_the_legend_explains_the_signs_that_are_used_and_no_others(english: str) -> None:
    legend = tree(handed(english)["legend"])
    assert [item.text.strip() for item in legend.find("li")] == [
        "Stop, in order",
        "Place inferred by us",
        "Expected stop",
        "Travelled",
        "Expected",
        "Known only as a country or region",
        "Country or region, expected",
        "Region named in the text",
    ]
    assert legend.one("p").text == "Lines show the order of stops, not the route."


def test_the_journey_is_told_in_a_sentence_to_those_who_cannot_see_it(english: str) -> None:
    assert handed(english)["words"]["label"] == (
        "Kim Jong-un's journey to Russia. Stops in order: 1. Pyongyang (happened), "
        "2. Vostochny Cosmodrome (happened), 3. Komsomolsk-on-Amur (expected), "
        "4. Vladivostok (expected)."
    )


def test_a_service_whose_answer_is_used_is_named_on_the_map_once(kim: StoryFolder) -> None:
    answered = kim.places["vladivostok"].provenance.model_copy(update={"dataset": "Nominatim"})
    asked = {
        **kim.places,
        "vladivostok": kim.places["vladivostok"].model_copy(update={"provenance": answered}),
        "komsomolsk": kim.places["komsomolsk"].model_copy(update={"provenance": answered}),
    }
    credit = handed(page(drawn(kim.story, asked)))["credits"]
    assert credit.count("© OpenStreetMap contributors, ODbL") == 1
    assert "OpenStreetMap" not in handed(page(drawn(kim.story, kim.places)))["credits"]


def test_the_credits_are_handed_to_the_map(english: str) -> None:
    credit = handed(english)["credits"]
    assert "Natural Earth" in credit
    assert "GeoNames, CC BY 4.0" in credit


# Nobody outside is asked


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_only_addresses_in_the_page_are_the_offered_tiles_and_their_credit(
    kim: StoryFolder, language: str
) -> None:
    html = page(drawn(kim.story, kim.places, language))
    assert set(re.findall(r"(?:https?:)?//[\w.-]+\.\w{2,}[^\s\"'<>\\]*", html)) == {
        "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        "https://www.openstreetmap.org/copyright",
        "https://tile.opentopomap.org/{z}/{x}/{y}.png",
        "https://opentopomap.org/about",
    }


def test_the_page_fetches_the_assets_it_was_given_and_nothing_else(english: str) -> None:
    assert tuple(re.findall(r'<script[^>]* src="([^"]*)"', english)) == ASSETS.scripts
    assert tuple(re.findall(r'<link[^>]* href="([^"]*)"', english)) == ASSETS.styles
    story = handed(english)
    assert (story["basemap"], story["labels"]) == (ASSETS.basemap, ASSETS.labels["en"])


def test_every_online_layer_is_off_until_it_is_chosen(english: str) -> None:
    layers = re.findall(r"var (tile_layer_\w+) = L\.tileLayer", english)
    offered = re.findall(r'"(\w+) \(online\)" : (\w+)', english)
    assert [name for name, _ in offered] == ["OpenStreetMap", "OpenTopoMap"]
    assert [layer for _, layer in offered] == layers
    assert not any(f"{layer}.addTo" in english for layer in layers)


# Text is text


def test_no_text_of_the_story_breaks_out_of_the_script(english: str) -> None:
    story, places = hostile()
    html = page(drawn(story, places))
    assert "<script>alert" not in html
    assert "<img" not in html
    for tag in ("<script", "</script"):
        assert html.count(tag) == english.count(tag)


def test_no_text_of_the_story_becomes_html_in_what_the_script_writes() -> None:
    story, places = hostile()
    given = handed(page(drawn(story, places)))
    for html in (*given["cards"].values(), given["legend"]):
        assert "<script" not in html
        assert "<img" not in html
    card = tree(given["cards"]["event-1"])
    assert card.one("h2").text == HOSTILE
    assert card.one(class_="sm-place").text == HOSTILE
    # Names are written as text.
    assert {name["text"] for name in given["names"]} == {HOSTILE}


# Anywhere on the globe


def test_tokyo_to_honolulu_goes_across_the_pacific() -> None:
    html = page(drawn(*journey(TOKYO, HONOLULU)))
    (((start, end), _),) = legs(html)
    assert start == [TOKYO[1], TOKYO[0]]
    assert end == [HONOLULU[1], pytest.approx(HONOLULU[0] + 360)]
    assert [at for at, _, _ in markers(html)] == [start, end]
    given = handed(html)
    assert given["middle"] == pytest.approx((TOKYO[0] + HONOLULU[0] + 360) / 2)
    (_, west), (_, east) = given["bounds"]
    assert (west, east) == (TOKYO[0], pytest.approx(HONOLULU[0] + 360))


def test_the_other_way_round_it_lies_at_the_same_place() -> None:
    html = page(drawn(*journey(HONOLULU, TOKYO)))
    (((start, end), _),) = legs(html)
    assert start[1] - end[1] == pytest.approx(HONOLULU[0] + 360 - TOKYO[0])
    assert [at for at, _, _ in markers(html)] == [start, end]


def test_a_journey_from_one_side_of_the_date_line_to_the_other_is_short() -> None:
    html = page(drawn(*journey((179.9, 0), (-179.9, 0))))
    (((start, end), _),) = legs(html)
    assert end[1] - start[1] == pytest.approx(0.2)
    assert abs(handed(html)["middle"]) == pytest.approx(180)


def test_the_middle_is_a_longitude_between_180_west_and_180_east() -> None:
    assert handed(page(drawn(*journey((170, 0), (-150, 0)))))["middle"] == pytest.approx(-170)


# Folium takes about 50 ms for a map, more on a busy machine.
drawn_few_times = settings(max_examples=30, deadline=None)
POSITIONS = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


def goes_all_the_way_round(positions: list[tuple[float, float]]) -> bool:
    """Whether a journey by the short way from stop to stop spans more than the whole globe."""
    east = [0.0]
    for (start, _), (end, _) in pairwise(positions):
        east.append(east[-1] + (end - start + 180) % 360 - 180)
    return max(east) - min(east) > 360 - 1e-6


@drawn_few_times
@given(st.lists(POSITIONS, min_size=2, max_size=5))
@example([LONDON, TOKYO, LOS_ANGELES])  # more than half way round the globe
def test_no_leg_goes_the_long_way_round(positions: list[tuple[float, float]]) -> None:
    drawing = page(drawn(*journey(*positions)))
    found = [ends for ends, _ in legs(drawing)]
    assert len(found) == len(positions) - 1
    for (start, end), (first, second) in zip(found, pairwise(positions), strict=True):
        assert abs(end[1] - start[1]) <= 180 or goes_all_the_way_round(positions)
        for spot, (longitude, latitude) in ((start, first), (end, second)):
            assert spot[0] == latitude
            turns = (spot[1] - longitude) / 360
            assert turns == pytest.approx(round(turns), abs=1e-9)


@drawn_few_times
@given(st.lists(POSITIONS, min_size=1, max_size=5))
def test_every_stop_lies_in_the_first_view(positions: list[tuple[float, float]]) -> None:
    html = page(drawn(*journey(*positions)))
    (south, west), (north, east) = handed(html)["bounds"]
    assert east - west <= 360
    for (latitude, longitude), _, _ in markers(html):
        assert south <= latitude <= north
        assert west <= longitude <= east


def test_two_stops_at_one_spot_have_no_arrow_between_them() -> None:
    html = page(drawn(*journey((10, 60), (10, 60))))
    assert len(legs(html)) == 1
    assert "sm-arrow" not in html


# Stories of other shapes


def test_a_place_that_the_journey_comes_back_to_has_one_pin_with_both_numbers() -> None:
    story = made(
        *(
            {"date": f"2023-09-{day}", "place": name, "stop": True}
            for day, name in ((10, "oslo"), (11, "bergen"), (12, "oslo"))
        )
    )
    places = {"oslo": place("oslo", 10.75, 59.91), "bergen": place("bergen", 5.33, 60.39)}
    html = page(drawn(story, places))
    assert [icon["html"] for _, _, icon in markers(html)] == [
        "<span>1 · 3</span>",
        "<span>2</span>",
    ]
    assert len(legs(html)) == 2


def test_a_place_off_the_journey_has_a_pin_without_a_number() -> None:
    story = made({"date": "2023-09-10", "place": "oslo"})
    html = page(drawn(story, {"oslo": place("oslo", 10.75, 59.91)}))
    ((at, options, icon),) = markers(html)
    assert (at, icon["html"]) == ([59.91, 10.75], "<span></span>")
    assert handed(html)["pins"][options["place"]] == "Oslo (happened)"
    legend = tree(handed(html)["legend"])
    assert [item.text.strip() for item in legend.find("li")] == ["Other place in the story"]


@pytest.mark.parametrize(
    "case",
    [
        journey((10, 60)),
        (journey((10, 60))[0], {}),
        (made({"date": "2023-09-10"}), {}),
        (
            made({"date": "2023-09-10", "place": "norway", "stop": True}),
            {
                "norway": place("norway", 10, 62, PlaceKind.COUNTRY).model_copy(
                    update={"area": CountryArea(country="NO")}
                )
            },
        ),
    ],
    ids=["one stop", "a place not found", "no place", "only a country"],
)
def test_a_story_without_legs_still_has_a_map(case: tuple[Story, dict[str, Place]]) -> None:
    story, places = case
    html = page(drawn(story, places))
    assert legs(html) == []
    (south, west), (north, east) = handed(html)["bounds"]
    assert -90 <= south <= north <= 90
    assert -180 <= west <= east <= 180


# The base map is drawn once


def test_the_same_story_gives_the_same_page_twice(kim: StoryFolder, english: str) -> None:
    assert page(drawn(kim.story, kim.places)) == english


@pytest.mark.parametrize(
    "text", ["{{ 7*7 }}", "{% bad %}", "{# unseen #}", "{{", "{{{", "{%", "{{'a'}}"]
)
def test_no_text_of_the_story_is_run_as_a_template(text: str) -> None:
    """branca reads the script that an element has drawn as a Jinja template once more."""
    event = {"date": "2023-09-10", "place": "oslo", "stop": True, "headline": {"en": text}}
    named = {"id": "oslo", "name": {"en": text}, "query": "Oslo", "kind": "city"}
    story = made(event, places=[named])
    html = page(drawn(story, {"oslo": place("oslo", 10.75, 59.91)}))
    told = handed(html)
    assert tree(told["cards"]["event-1"]).one("h2").text == text
    assert told["pins"]["oslo"] == f"Stop 1: {text} (happened)"


def test_a_journey_of_more_than_half_the_globe_has_a_pin_at_each_end_of_each_leg() -> None:
    # London, Tokyo, Los Angeles: eastward all the way.
    html = page(drawn(*journey((0.0, 51.5), (139.7, 35.7), (-118.2, 34.1))))
    pins = [at for at, _, _ in markers(html)]
    assert [end for leg, _ in legs(html) for end in leg] == [pins[0], pins[1], pins[1], pins[2]]
    assert pins[0][1] < pins[1][1] < pins[2][1]
    assert pins[1][1] - pins[0][1] == pytest.approx(139.7)
    assert handed(html)["bounds"] == [[34.1, pins[0][1]], [51.5, pins[2][1]]]
