"""The figure: what is on the sheet, where, and what stands in the files."""

from __future__ import annotations

import base64
import hashlib
import io
import itertools
import logging
import math
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import altair
import pypdf
import pytest
import vl_convert
from fontTools.ttLib import TTFont
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape
from PIL import Image, ImageFont

from summitmap.drawing.catalogue import catalogue
from summitmap.drawing.course import Spot
from summitmap.drawing.figure import Figure, Size, Theme, figure, pdf, png
from summitmap.drawing.figure.fonts import Face, Style, plain, shortened, width, wrapped
from summitmap.drawing.figure.layout import Layout, layout
from summitmap.drawing.figure.legend import possible_signs
from summitmap.drawing.figure.page import Page, page_of
from summitmap.drawing.figure.projection import Kind, Point, Projection
from summitmap.drawing.figure.shapes import globe, shapes_of
from summitmap.drawing.figure.signs import State
from summitmap.drawing.figure.sizes import sheet_of
from summitmap.drawing.figure.text import Text
from summitmap.drawing.figure.told import told_of
from summitmap.drawing.figure.view import view_of, window_of
from summitmap.drawing.labels import Box
from summitmap.story import folder
from summitmap.story.dates import EventDate
from summitmap.story.folder import StoryFolder
from summitmap.story.model import CountryArea, Place, PlaceKind, Status, Story
from tests.conftest import KIM
from tests.drawing.conftest import HOSTILE, hostile, journey, made, place

SVG = "{http://www.w3.org/2000/svg}"
EVERYWHERE = [(size, language) for size in Size for language in ("nb", "en")]
CM_PER_INCH = 2.54


@cache
def kim() -> StoryFolder:
    return folder.read(KIM)


@cache
def kim_layout(size: Size = Size.WIDE, language: str = "en", event: str | None = None) -> Layout:
    return layout(kim().story, kim().places, language, catalogue(language), size, event)


@cache
def kim_figure(
    size: Size = Size.WIDE,
    language: str = "en",
    theme: Theme = Theme.LIGHT,
    event: str | None = None,
) -> Figure:
    return figure(kim().story, kim().places, language, catalogue(language), size, theme, event)


def laid(story: Story, places: Mapping[str, Place], size: Size = Size.WIDE) -> Layout:
    return layout(story, places, "en", catalogue("en"), size)


def drawn(story: Story, places: Mapping[str, Place], size: Size = Size.WIDE) -> Figure:
    return figure(story, places, "en", catalogue("en"), size)


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def words_of(svg: str) -> list[str]:
    return [text.text or "" for text in tree(svg).iter(f"{SVG}text")]


@cache
def opened(face: Face) -> ImageFont.FreeTypeFont:
    """The font at 100 pixels, opened by another library than the one that the figure measures
    with."""
    return ImageFont.truetype(face.file, 100)


def ink(text: Text) -> Box:
    """The box of the letters as they are seen."""
    left, top, right, bottom = (
        side * text.style.size / 100
        for side in opened(text.style.face).getbbox(text.text, anchor="ls")
    )
    wide = right + text.style.spacing * (len(text.text) - 1)
    whole = wide + text.style.spacing
    start = text.x - {"start": 0, "middle": whole / 2, "end": whole}[text.anchor]
    return Box(start + left, text.y + top, start + wide, text.y + bottom)


def signs_of(drawing: Layout) -> list[tuple[str, Box]]:
    """Everything on the map that a name must not touch."""
    plate = drawing.plate
    signs = [(f"marker {marker.place}", marker.box) for marker in plate.markers]
    signs += [(f"arrow to {leg.line}", box) for leg in plate.legs if (box := leg.arrow_box)]
    signs += [("globe", plate.globe.box)] if plate.globe else []
    signs += [("scale bar", plate.scale_bar.box)] if plate.scale_bar else []
    return signs


def assert_nothing_touches(drawing: Layout) -> None:
    names = [
        (label.key, [ink(text) for text in label.texts], label.box)
        for label in drawing.plate.labels
    ]
    for key, inks, box in names:
        assert drawing.plate.frame.holds(box), key
        for seen in inks:
            assert drawing.plate.frame.holds(seen), key
            for sign, other in signs_of(drawing):
                assert not seen.touches(other), f"{key} touches {sign}"
    for (one, inks, box), (other, more, its) in itertools.combinations(names, 2):
        assert not box.touches(its), f"{one} touches {other}"
        for seen, also in itertools.product(inks, more):
            assert not seen.touches(also), f"{one} touches {other}"


# --- names on the map ---


@pytest.mark.parametrize(("size", "language"), EVERYWHERE)
def test_no_name_touches_another_a_sign_or_the_frame(size: Size, language: str) -> None:
    assert_nothing_touches(kim_layout(size, language))


@pytest.mark.parametrize(("size", "language"), EVERYWHERE)
def test_every_stop_and_every_country_of_the_story_in_view_has_its_name(
    size: Size, language: str
) -> None:
    drawing = kim_layout(size, language)
    keys = {label.key for label in drawing.plate.labels}
    assert {f"stop {marker.place}" for marker in drawing.plate.markers} <= keys
    assert {"country RU", "country KP", "country KR"} <= keys


def spots(rng: random.Random) -> list[tuple[float, float]]:
    """From one stop to nine, from one street to all over the globe."""
    reach = rng.choice([0.05, 1, 5, 20, 60, 360])
    longitude, latitude = rng.uniform(-180, 180), rng.uniform(-88, 88)
    return [
        (
            (longitude + rng.uniform(-0.5, 0.5) * reach + 180) % 360 - 180,
            min(max(latitude + rng.uniform(-0.5, 0.5) * min(reach, 170), -90.0), 90.0),
        )
        for _ in range(rng.randint(1, 9))
    ]


@cache
def day(number: int) -> EventDate:
    """Parsed once: on two hundred journeys that takes longer than laying them out."""
    return EventDate.parse(f"2023-09-{number:02}/2023-09-{number + 9}~")


def trip(positions: list[tuple[float, float]]) -> tuple[Story, dict[str, Place]]:
    """A story of one stop a day, happened at first and then planned, with dates that are long."""
    found = {
        f"place-{number}": place(f"place-{number}", longitude, latitude)
        for number, (longitude, latitude) in enumerate(positions, start=1)
    }
    status = ["happened"] * (len(found) // 2 + 1) + ["planned"] * len(found)
    events = [
        {"date": day(number), "place": name, "stop": True, "status": status[number - 1]}
        for number, name in enumerate(found, start=1)
    ]
    return made(*events), found


@pytest.mark.parametrize("start", range(0, 200, 20))
def test_no_name_touches_anything_on_random_journeys(start: int) -> None:
    stops = unnamed = 0
    for seed in range(start, start + 20):
        rng = random.Random(seed)
        story, places = trip(spots(rng))
        drawing = laid(story, places, list(Size)[seed % len(Size)])
        assert_nothing_touches(drawing)
        markers = drawing.plate.markers
        assert len(markers) == len(places), seed
        for one, other in itertools.combinations(markers, 2):
            assert math.dist((one.at.x, one.at.y), (other.at.x, other.at.y)) >= (
                one.reach + other.reach - 0.5
            ), seed
        stops += len(markers)
        unnamed += drawing.plate.unnamed
    assert unnamed <= stops * 0.05


def test_what_finds_no_room_is_left_out_and_said_so(caplog: pytest.LogCaptureFixture) -> None:
    text = {"en": "A name that is a good deal longer than there is room for on such a map"}
    rng = random.Random(3)
    found = {f"p-{n}": place(f"p-{n}", rng.uniform(9, 11), rng.uniform(59, 60)) for n in range(40)}
    story = made(
        *({"date": "2023-09-01", "place": key, "stop": True} for key in found),
        places=[{"id": key, "name": text, "query": "a", "kind": "city"} for key in found],
    )
    with caplog.at_level(logging.INFO, logger="summitmap.drawing.figure.layout"):
        crowded = drawn(story, found, Size.COLUMN)
    assert len(crowded.left_out) > 10
    (record,) = caplog.records
    assert record.getMessage().startswith("made, column, en: no room for ")
    assert all(name in record.getMessage() for name in crowded.left_out)


def test_a_city_that_is_a_stop_is_named_once() -> None:
    drawing = kim_layout(Size.A4)
    names = [text.text for label in drawing.plate.labels for text in label.texts]
    assert names.count("Vladivostok") == 1


def test_no_leg_runs_under_a_name_of_the_basemap() -> None:
    drawing = kim_layout()
    for label in drawing.plate.labels:
        if not label.key.startswith("stop"):
            assert not any(leg.line.length_in(label.box) for leg in drawing.plate.legs), label.key


# --- the view ---


def put_by_d3(projection: Projection, at: Spot) -> Point:
    """Where Vega draws a dot for a position."""
    feature = {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "Point", "coordinates": [at.longitude, at.latitude]},
    }
    chart = (
        altair.Chart(altair.InlineData([feature]))
        .mark_geoshape(fill="red")
        .project(**projection.parameters(), pointRadius=1)
        .properties(width=1000, height=1000)
        .configure(padding=0)
    )
    svg = vl_convert.vegalite_to_svg(chart.to_dict())
    found = re.search(r'd="M([-\d.e]+),([-\d.e]+)m0,1', svg)
    assert found, svg
    return Point(float(found[1]), float(found[2]))


PROJECTIONS = (
    Projection(Kind.CONIC, 131.0, 45.0, (38.0, 51.0), 1900.0, 500, 500),
    Projection(Kind.CONIC, -70.0, -33.0, (-45.0, -20.0), 700.0, 500, 500),
    Projection(Kind.CONIC, 20.0, 0.0, (-12.0, 12.0), 600.0, 500, 500),
    Projection(Kind.AZIMUTHAL, 15.0, 88.0, scale=900.0, x=500, y=500),
    Projection(Kind.WORLD, 150.0, 0.0, scale=170.0, x=500, y=500),
)


@pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda p: f"{p.kind} {p.latitude}")
def test_a_position_lies_where_d3_puts_it(projection: Projection) -> None:
    for east, up in ((0, 0), (9, 6), (-12, -5)):
        at = Spot(projection.longitude + east, min(projection.latitude + up, 90))
        ours, theirs = projection.point(at.longitude, at.latitude), put_by_d3(projection, at)
        assert math.dist((ours.x, ours.y), (theirs.x, theirs.y)) < 0.02


@pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda p: f"{p.kind} {p.latitude}")
@given(east=st.floats(-60, 60), latitude=st.floats(-80, 80))
def test_a_point_leads_back_to_its_position(
    projection: Projection, east: float, latitude: float
) -> None:
    if projection.kind is Kind.AZIMUTHAL:
        latitude = abs(latitude)
    point = projection.point(projection.longitude + east, latitude)
    found = projection.position(point)
    assert found is not None
    assert found.latitude == pytest.approx(latitude, abs=1e-6)
    assert (found.longitude - projection.longitude - east) % 360 == pytest.approx(0, abs=1e-6) or (
        found.longitude - projection.longitude - east
    ) % 360 == pytest.approx(360, abs=1e-6)


def test_the_projection_is_a_conic_on_the_journey_true_at_a_sixth_from_its_edges() -> None:
    plate = kim_layout().plate
    assert plate.projection.kind is Kind.CONIC
    # The stops lie between 125.8 and 137.0 degrees east.
    assert plate.projection.longitude == pytest.approx(131.4, abs=0.5)
    south, north = (
        spot.latitude
        for y in (plate.frame.bottom, plate.frame.top)
        if (spot := plate.projection.position(Point(plate.frame.x, y)))
    )
    low, high = plate.projection.parallels
    assert low == pytest.approx(south + (north - south) / 6, abs=0.3)
    assert high == pytest.approx(north - (north - south) / 6, abs=0.3)


def test_the_journey_over_the_antimeridian_is_one_short_way() -> None:
    drawing = laid(*journey((178.0, -18.1), (-175.2, -21.1), (172.6, -41.0)))
    one, two, three = drawing.plate.markers
    assert drawing.plate.projection.kind is Kind.CONIC
    assert one.at.x < two.at.x
    assert three.at.x < one.at.x
    assert two.at.x - one.at.x < drawing.plate.frame.width / 2


@pytest.mark.parametrize(
    ("stops", "kind"),
    [
        ([(10.75, 59.9)], Kind.CONIC),
        ([(15.6, 78.2), (0.0, 90.0), (-156.8, 71.3)], Kind.AZIMUTHAL),
        ([(166.7, -77.8), (0.0, -90.0)], Kind.AZIMUTHAL),
        ([(-1.0, 5.5), (36.8, -1.3), (28.0, -26.2)], Kind.CONIC),
        ([(10, 60), (139, 35), (-122, 37), (-58, -34), (18, -34)], Kind.WORLD),
        ([(0, 0), (180, 0)], Kind.WORLD),
    ],
)
def test_each_journey_has_a_projection_that_shows_it_whole(
    stops: list[tuple[float, float]], kind: Kind
) -> None:
    plate = laid(*journey(*stops)).plate
    assert plate.projection.kind is kind
    assert len(plate.markers) == len(stops)
    for marker in plate.markers:
        assert plate.frame.holds(marker.box)
    assert (plate.globe is None) is (kind is Kind.WORLD)
    assert (plate.scale_bar is None) is (kind is Kind.WORLD)


def test_one_stop_stands_in_the_middle_of_its_surroundings() -> None:
    plate = laid(*journey((10.75, 59.9))).plate
    (marker,) = plate.markers
    assert marker.at.x == pytest.approx(plate.frame.x, abs=1)
    assert plate.scale_bar is not None
    assert 50 <= plate.scale_bar.kilometres <= 500


def area_story() -> tuple[Story, dict[str, Place]]:
    """A story that knows of two countries and of no spot."""
    story = made(
        {"date": "2023-09-12", "place": "norway", "stop": True},
        {"date": "2023-09-13", "place": "sweden", "status": "planned"},
        places=[
            {"id": name, "name": {"en": name.title()}, "query": name, "kind": "country"}
            for name in ("norway", "sweden")
        ],
    )
    found = {
        name: place(name, longitude, 62.0, PlaceKind.COUNTRY).model_copy(
            update={"area": CountryArea(country=code)}
        )
        for name, code, longitude in (("norway", "NO", 9.0), ("sweden", "SE", 15.0))
    }
    return story, found


def test_a_story_without_a_spot_shows_its_areas() -> None:
    plate = laid(*area_story()).plate
    assert plate.markers == ()
    assert {shade.place: shade.status for shade in plate.shades} == {
        "norway": Status.HAPPENED,
        "sweden": Status.PLANNED,
    }
    assert {"country NO", "country SE"} <= {label.key for label in plate.labels}


def test_a_story_without_places_still_has_a_figure() -> None:
    story = made({"date": "2023-09-12"})
    assert "Title" in words_of(drawn(story, {}).svg)


@pytest.mark.parametrize(("size", "language"), EVERYWHERE)
def test_the_scale_bar_is_true_at_the_middle_of_the_map(size: Size, language: str) -> None:
    plate = kim_layout(size, language).plate
    assert plate.scale_bar is not None
    half = (plate.scale_bar.line.x2 - plate.scale_bar.line.x1) / 2
    west, east = (
        plate.projection.position(Point(plate.frame.x + side * half, plate.frame.y))
        for side in (-1, 1)
    )
    assert west is not None
    assert east is not None
    measured = geodesic((west.latitude, west.longitude), (east.latitude, east.longitude))
    assert measured.kilometers == pytest.approx(plate.scale_bar.kilometres, rel=0.01)
    assert plate.scale_bar.text.text == f"{plate.scale_bar.kilometres:.0f} km"


def test_the_small_globe_shows_the_frame_and_a_dot_where_that_would_be_too_small() -> None:
    large, small = (
        kim_layout().plate.globe,
        laid(*journey((10.2, 59.7), (10.75, 59.95))).plate.globe,
    )
    assert large is not None
    assert small is not None
    assert not large.is_dot
    assert small.is_dot
    assert large.outline[0] == large.outline[-1]
    assert large.centre.latitude == pytest.approx(44.2, abs=0.5)


# --- the shapes ---


def test_no_shape_is_turned_inside_out_however_coarse() -> None:
    """A ring that turns the wrong way would fill the rest of the globe."""
    sphere = {"type": "Sphere"}
    for scale in (2000.0, 400.0, 150.0, 60.0, 20.0):
        projection = Projection(Kind.WORLD, 0.0, 0.0, scale=scale, x=500, y=500)
        shapes = shapes_of(projection, window_of(projection, Box(0, 0, 1000, 1000)))
        polygons = [polygon for parts in shapes.countries.values() for polygon in parts]
        polygons += [*shapes.lakes, *globe()]
        rows = [{"geometry": {"type": "Polygon", "coordinates": polygon}} for polygon in polygons]
        chart = altair.Chart(altair.NamedData("rows")).mark_geoshape(fill="red")
        chart = chart.project("equalEarth", scale=100, translate=[300, 150])
        specification = chart.properties(width=600, height=300).to_dict()
        features = [{"type": "Feature", "properties": {}, **row} for row in rows]
        specification["datasets"] = {"rows": [*features, {"geometry": sphere, "type": "Feature"}]}
        svg = vl_convert.vegalite_to_svg(specification)
        paths = [path.get("d") or "" for path in tree(svg).iter(f"{SVG}path")]
        whole = max(paths, key=span)
        assert sum(span(path) > 0.97 * span(whole) for path in paths) <= 2, scale


def span(path: str) -> float:
    """The area of the box round a path."""
    points = re.findall(r"(-?[\d.]+),(-?[\d.]+)", path)
    if not points:
        return 0.0
    across, down = ([float(point[axis]) for point in points] for axis in (0, 1))
    return (max(across) - min(across)) * (max(down) - min(down))


def test_only_what_is_in_view_is_drawn() -> None:
    countries = set(kim_layout().plate.shapes.countries)
    assert {"RU", "CN", "KP", "KR", "JP", "MN"} <= countries
    assert not {"NO", "BR", "AQ", "US"} & countries
    for size in (Size.WIDE, Size.STORY, Size.A4):
        assert len(kim_figure(size, "nb").svg) < 200_000
    world = drawn(*journey((10, 60), (139, 35), (-122, 37), (-58, -34), (18, -34)), Size.A4)
    assert len(world.svg) < 400_000


# --- signs ---


def test_stops_are_numbered_in_order_and_told_apart_by_status() -> None:
    markers = {marker.label: marker for marker in kim_layout().plate.markers}
    assert [(markers[n].place, markers[n].status, markers[n].inferred) for n in "1234"] == [
        ("pyongyang", Status.HAPPENED, True),
        ("vostochny", Status.HAPPENED, False),
        ("komsomolsk", Status.PLANNED, False),
        ("vladivostok", Status.PLANNED, False),
    ]


def test_a_leg_ends_in_an_arrow_at_the_stop_that_it_leads_to() -> None:
    plate = kim_layout().plate
    stops = sorted((m for m in plate.markers if m.label), key=lambda marker: marker.label)
    assert len(plate.legs) == 3
    for leg, (start, end) in zip(plate.legs, itertools.pairwise(stops), strict=True):
        tip = leg.arrow[0]
        to_end = math.dist((tip.x, tip.y), (end.at.x, end.at.y))
        assert end.radius < to_end < end.radius * 1.5
        assert math.dist((leg.line.x1, leg.line.y1), (start.at.x, start.at.y)) < start.radius * 1.5


def test_out_and_back_are_two_lines() -> None:
    story, places = journey((10.7, 59.9), (18.1, 59.3))
    story = story.model_copy(
        update={
            "events": (
                *story.events,
                story.events[0].model_copy(update={"id": "back", "date": story.events[1].date}),
            )
        }
    )
    out, back = laid(story, places).plate.legs
    assert out.line.y1 != pytest.approx(back.line.y2, abs=3)


def test_stops_at_one_spot_are_drawn_apart_with_a_line_to_it() -> None:
    first, second = laid(*journey((10.75, 59.9), (10.75, 59.9))).plate.markers
    assert first.spot == second.spot
    assert first.is_moved
    apart = math.dist((first.at.x, first.at.y), (second.at.x, second.at.y))
    assert apart >= first.radius + second.radius


def test_what_is_planned_is_dashed_and_hatched_what_happened_solid() -> None:
    svg = kim_figure().svg
    dashed = [path for path in tree(svg).iter(f"{SVG}path") if path.get("stroke-dasharray")]
    assert dashed
    hatch = re.search(r'fill="url\(#(kim-russia-2023-[a-z0-9-]+-hatch)\)"', svg)
    assert hatch
    assert f'<pattern id="{hatch[1]}"' in svg


def test_the_legend_has_only_the_signs_in_use() -> None:
    assert [key.sign for key in kim_layout().page.keys] == [
        "stop",
        "inferred",
        "planned",
        "leg",
        "leg_planned",
        "area",
        "area_planned",
        "mentioned",
    ]
    assert [key.sign for key in laid(*journey((10.7, 59.9))).page.keys] == ["stop"]
    called_off = made({"date": "2023-09-12", "place": "oslo", "status": "cancelled"})
    drawing = laid(called_off, {"oslo": place("oslo", 10.7, 59.9)})
    assert [key.sign for key in drawing.page.keys] == ["off"]


def test_the_legend_at_an_event_has_no_sign_of_what_is_not_drawn_yet() -> None:
    signs = [key.sign for key in kim_layout(event="summit-talks").page.keys]
    assert "area" in signs
    assert "area_planned" not in signs


def test_the_legend_says_that_lines_are_no_route() -> None:
    note = "Lines show the order of stops, not the route."
    assert note in words_of(kim_figure().svg)
    assert note not in words_of(drawn(*journey((10.7, 59.9))).svg)


def test_the_credits_name_the_basemap_and_the_gazetteer() -> None:
    said = " ".join(words_of(kim_figure().svg))
    assert "Natural Earth" in said
    assert "GeoNames" in said


# --- words round the map ---

LONG = (
    "Utenriksdepartementets forhandlingsdelegasjon gjennomfører samarbeidskonferanser om "
    "arbeidsmarkedsintegreringstiltak og grenseoverskridende minoritetsladningsbærerdiffusjon",
    "Menneskerettighetsorganisasjonssammenslutningsrepresentantskapsmedlemskapskontingentene",
    "Kort",
    "김정은, 러시아 방문 – Ким Чен Ын в России – كيم جونغ أون",
    "W" * 600,
)


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("title", LONG)
@pytest.mark.parametrize("event", [None, "gifts"])
def test_no_headline_is_clipped_however_long(title: str, size: Size, event: str | None) -> None:
    text = {"nb": title, "en": title}
    story = kim().story.model_copy(update={"title": text, "summary": text})
    events = (e.model_copy(update={"headline": text}) for e in story.events)
    story = story.model_copy(update={"events": tuple(events)})
    told = told_of(story, kim().places, "nb", catalogue("nb"), event)
    page = page_of(told, sheet_of(size), possible_signs(told))
    assert_page_is_clear(page, size)
    assert page.frame.height > sheet_of(size).height * 0.33


@pytest.mark.parametrize(("size", "language"), EVERYWHERE)
@pytest.mark.parametrize("event", [None, "summit-talks", "peskov-statement"])
def test_words_round_the_map_touch_neither_it_nor_each_other(
    size: Size, language: str, event: str | None
) -> None:
    assert_page_is_clear(kim_layout(size, language, event).page, size)


def assert_page_is_clear(page: Page, size: Size) -> None:
    sheet = sheet_of(size)
    # A letter such as j hangs out a little to the left of where its line begins.
    hang = sheet.headline * 0.15
    paper = Box(sheet.margin - hang, 0, sheet.width - sheet.margin + hang, sheet.height)
    seen = [(text.text, ink(text)) for text in page.texts]
    seen += [(f"sign {key.sign}", key.box) for key in page.keys]
    for words, box in seen:
        assert paper.holds(box), words
        assert not box.touches(page.frame), words
    for (one, box), (other, its) in itertools.combinations(seen, 2):
        if not (one.startswith("sign") and other.startswith("sign")):
            assert not box.touches(its), f"{one} touches {other}"


@pytest.mark.parametrize("size", Size)
def test_type_in_print_is_six_points_or_more(size: Size) -> None:
    drawing = kim_layout(size)
    texts = [*drawing.page.texts, *(t for label in drawing.plate.labels for t in label.texts)]
    assert min(text.style.size for text in texts) >= 8  # CSS pixels, of which 96 are 72 points


def test_a_text_is_never_narrower_than_it_is_drawn() -> None:
    for face in Face:
        for text in ("Vladivostok", "Åsgårdstrand", "14. – ca. 20. september 2023", "AVATAR Tokyo"):
            drawn_width = opened(face).getlength(text)
            assert width(text, Style(face, 100)) >= drawn_width * 0.995


def test_letters_that_the_font_lacks_are_measured_generously() -> None:
    style = Style(Face.REGULAR, 20)
    assert width("김정은", style) >= 3 * 20
    assert width("كيم", style) >= 3 * 12


@given(st.text(max_size=200), st.floats(30, 400))
def test_lines_are_never_wider_than_the_column_unless_a_letter_is(text: str, most: float) -> None:
    style = Style(Face.HEADLINE, 20)
    lines = wrapped(plain(text), style, most)
    assert all(width(line, style) <= most for line in lines)
    assert "".join(lines).replace(" ", "") == plain(text).replace(" ", "")


@given(st.text(max_size=80))
def test_what_is_shortened_fits_and_says_so(text: str) -> None:
    style = Style(Face.REGULAR, 10)
    short = shortened(text, style, 100)
    assert width(short, style) <= 100
    assert short == text or short.endswith("…")


# --- the state at an event ---


def test_at_an_event_what_came_before_and_what_comes_after_differ_from_it() -> None:
    plate = kim_layout(event="summit-talks").plate
    assert {marker.place: marker.state for marker in plate.markers} == {
        "pyongyang": State.PAST,
        "vostochny": State.MARKED,
        "komsomolsk": State.AHEAD,
        "vladivostok": State.AHEAD,
    }
    assert [leg.state for leg in plate.legs] == [State.MARKED, State.AHEAD, State.AHEAD]
    shades = {shade.place: shade.state for shade in plate.shades}
    assert shades["russia"] is State.PAST
    assert shades["south-korea"] is State.AHEAD


def test_an_area_is_marked_at_its_event() -> None:
    plate = kim_layout(event="south-korea-warning").plate
    assert {s.place for s in plate.shades if s.state is State.MARKED} == {"south-korea"}


def test_the_event_s_headline_date_and_source_stand_under_the_title() -> None:
    said = words_of(kim_figure(event="summit-talks").svg)
    assert "13 September 2023 · according to TASS" in said
    assert "Kim and Putin meet at the spaceport" in " ".join(said)
    inferred = " ".join(words_of(kim_figure(event="limousine").svg))
    assert "according to a photo caption · date inferred · place inferred" in inferred
    nowhere = " ".join(words_of(kim_figure(event="peskov-statement").svg))
    assert "no place on the map" in nowhere
    planned = " ".join(words_of(kim_figure(event="komsomolsk-visit").svg))
    assert "expected" in planned


def test_the_map_stays_where_it_is_from_event_to_event() -> None:
    whole = kim_layout()
    for event in ("departure", "summit-talks", "vladivostok-visit", "lavrov-visit"):
        assert kim_layout(event=event).plate.projection == whole.plate.projection


def test_each_event_has_its_own_picture() -> None:
    events = [None, "departure", "summit-talks", "komsomolsk-visit"]
    assert len({kim_figure(event=event).svg for event in events}) == 4


def test_an_event_that_is_not_in_the_story_is_an_error() -> None:
    with pytest.raises(KeyError):
        kim_figure(event="coronation")


# --- the SVG ---


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_svg_has_its_words_as_text(language: str, theme: Theme) -> None:
    said = words_of(kim_figure(Size.SQUARE, language, theme).svg)
    names = {
        "nb": {"Vladivostok", "Pyongyang", "Kim Jong-uns reise til Russland", "Japanhavet", "KINA"},
        "en": {"Vladivostok", "Pyongyang", "Vostochny Cosmodrome", "Sea of Japan", "CHINA"},
    }
    assert names[language] <= set(said)
    assert {"1", "2", "3", "4"} <= set(said)


def test_the_svg_says_what_it_shows_to_those_who_cannot_see_it() -> None:
    made_one = kim_figure()
    root = tree(made_one.svg)
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text == "Kim Jong-un's journey to Russia"
    assert desc.text == made_one.alt
    for name in ("Pyongyang", "Vostochny Cosmodrome", "Komsomolsk-on-Amur", "Vladivostok"):
        assert name in made_one.alt
    assert "Shaded: Russia, North Korea, South Korea." in made_one.alt
    at_event = kim_figure(event="summit-talks").alt
    assert "Shown: 13 September 2023, Kim and Putin meet at the spaceport." in at_event


def test_two_figures_can_stand_in_one_page() -> None:
    one, other = kim_figure(), kim_figure(theme=Theme.DARK, event="gifts")
    ids = [re.findall(r' id="([^"]+)"', made_one.svg) for made_one in (one, other)]
    assert len(set(ids[0])) == len(ids[0])
    assert not set(ids[0]) & set(ids[1])
    for found, made_one in zip(ids, (one, other), strict=True):
        assert set(re.findall(r"url\(#([^)]+)\)", made_one.svg)) <= set(found)


def fonts_in(svg: str) -> Iterator[tuple[str, TTFont]]:
    """Each embedded font with its weight and slope."""
    for weight, slope, data in re.findall(
        r"font-weight:(\d+);font-style:(\w+);src:url\(data:font/woff;base64,([^)]+)\)", svg
    ):
        yield f"{weight} {slope}", TTFont(io.BytesIO(base64.b64decode(data)))


def test_the_fonts_are_inside_with_every_letter_and_few_others() -> None:
    svg = kim_figure(Size.A4, "nb").svg
    fonts = dict(fonts_in(svg))
    for group in tree(svg).iter(f"{SVG}g"):
        weight = group.get("font-weight")
        if weight is None:
            continue
        letters = {letter for text in group.iter(f"{SVG}text") for letter in text.text or ""}
        held = {
            chr(code)
            for code in fonts[f"{weight} {group.get('font-style', 'normal')}"].getBestCmap()
        }
        assert letters <= held
        assert len(held) < len(letters) + 10


def test_nothing_in_the_svg_is_fetched_from_elsewhere() -> None:
    svg = kim_figure().svg
    addresses = re.findall(r"""(?:href|src)\s*=|url\((?!#|data:)|https?://[^"]*""", svg)
    assert set(addresses) == {"http://www.w3.org/2000/svg"}
    assert "<script" not in svg


def test_hostile_text_is_drawn_as_text() -> None:
    story, places = hostile()
    for size in Size:
        svg = drawn(story, places, size).svg
        root = tree(svg)
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
            *("svg", "title", "desc", "defs", "style", "clipPath", "rect", "pattern"),
            *("path", "g", "text", "circle"),
        }
        said = "".join(words_of(svg))
        assert "<script>" in said
        assert root.findtext(f"{SVG}title") == HOSTILE


@given(st.text(min_size=1, max_size=60).filter(str.strip))
@settings(max_examples=40)
def test_any_text_makes_a_sound_svg(text: str) -> None:
    assert plain(text) == plain(plain(text))
    assert ElementTree.fromstring(f"<t>{escape(plain(text))}</t>") is not None


def test_control_characters_and_turning_marks_are_dropped() -> None:
    assert plain("a\x00b\x08 \n c\u202ed\ufffe\ud800") == "ab cd"
    story, places = journey((10.7, 59.9))
    story = story.model_copy(update={"title": {"en": "A\x0b\x00\u202eB"}})
    assert "A B" in words_of(drawn(story, places).svg)


# --- PNG and PDF ---


@pytest.mark.parametrize(
    ("size", "dpi", "pixels"),
    [
        (Size.WIDE, 96, (1200, 675)),
        (Size.SQUARE, 144, (1620, 1620)),
        (Size.PORTRAIT, 96, (1080, 1350)),
        (Size.STORY, 96, (1080, 1920)),
        (Size.COLUMN, 300, (1004, 1370)),
        (Size.A4, 300, (2480, 3508)),
    ],
)
def test_a_png_has_its_size_its_resolution_and_its_words(
    size: Size, dpi: int, pixels: tuple[int, int]
) -> None:
    made_one = kim_figure(size, "nb")
    with Image.open(io.BytesIO(png(made_one, dpi))) as picture:
        picture.load()
        assert picture.format == "PNG"
        assert picture.size == pytest.approx(pixels, abs=1)
        assert picture.info["dpi"] == pytest.approx((dpi, dpi), abs=0.1)
        assert picture.info["Title"] == "Kim Jong-uns reise til Russland"
        assert picture.info["Description"] == made_one.alt


def test_a_png_is_drawn_in_the_colours_of_its_theme() -> None:
    for theme, light in ((Theme.LIGHT, True), (Theme.DARK, False)):
        with Image.open(io.BytesIO(png(kim_figure(theme=theme), 48))) as picture:
            corner = picture.convert("L").getpixel((2, 2))
        assert isinstance(corner, int)
        assert (corner > 200) is light
        assert (corner < 60) is not light


def test_a_pdf_is_a_page_of_its_size_with_its_words() -> None:
    made_one = kim_figure(Size.A4, "nb")
    reader = pypdf.PdfReader(io.BytesIO(pdf(made_one)))
    (page,) = reader.pages
    said = page.extract_text()
    assert "Kim Jong-uns reise til Russland" in said
    assert "Vladivostok" in said
    points = [float(side) / 72 * CM_PER_INCH for side in page.mediabox[2:]]
    assert points == pytest.approx([21.0, 29.7], abs=0.01)
    assert reader.metadata is not None
    assert reader.metadata.title == "Kim Jong-uns reise til Russland"
    assert reader.metadata.subject == made_one.alt
    assert reader.root_object["/Lang"] == "nb"


def test_a_pdf_holds_its_fonts() -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf(kim_figure(Size.COLUMN))))
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)
        assert "Source" in font["/BaseFont"]


def test_who_copies_a_name_from_the_pdf_gets_it_once(tmp_path: Path) -> None:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed: apt install poppler-utils")
    file = tmp_path / "figure.pdf"
    file.write_bytes(pdf(kim_figure(Size.A4)))
    said = subprocess.run([program, file, "-"], capture_output=True, text=True, check=True).stdout
    assert said.count("Vladivostok") == 1


def test_the_same_story_gives_the_same_bytes_in_another_process() -> None:
    script = (
        "import hashlib, pathlib, sys;"
        "from summitmap.story import folder;"
        "from summitmap.drawing.catalogue import catalogue;"
        "from summitmap.drawing.figure import figure, pdf, png;"
        "kim = folder.read(pathlib.Path(sys.argv[1]));"
        "made = figure(kim.story, kim.places, 'en', catalogue('en'));"
        "print(hashlib.sha256(made.svg.encode() + png(made) + pdf(made)).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", script, str(KIM)], capture_output=True, text=True, check=True
    ).stdout.strip()
    made_one = kim_figure()
    for _ in range(3):
        body = made_one.svg.encode() + png(made_one) + pdf(made_one)
        assert hashlib.sha256(body).hexdigest() == other


def test_a_view_of_nothing_but_one_spot_twice_is_no_division_by_nothing() -> None:
    frame = Box(0, 0, 400, 300)
    projection = view_of([Spot(5.0, 5.0), Spot(5.0, 5.0)], frame, frame.grown(-40), 5.0)
    assert projection.point(5.0, 5.0) == Point(pytest.approx(200), pytest.approx(150))
