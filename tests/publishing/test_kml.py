"""A story as KML, read by fastkml and held against the OGC's schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from fastkml import KML, Folder, Placemark
from fastkml.validator import get_schema_parser
from lxml import etree

from summitmap.drawing.catalogue import catalogue
from summitmap.publishing.kml import kml
from summitmap.story.folder import StoryFolder
from summitmap.story.model import Story
from tests.drawing.conftest import HOSTILE, hostile, journey, made

SPACE = {"k": "http://www.opengis.net/kml/2.2"}


def folders(body: bytes) -> dict[str, list[Placemark]]:
    """The placemarks of each folder, by its name."""
    read = KML.from_string(body, strict=True)
    (document,) = read.features
    found: dict[str, list[Placemark]] = {}
    for folder in document.features:
        assert isinstance(folder, Folder)
        found[folder.name] = list(folder.features)
    return found


def exported(folder: StoryFolder, language: str = "en") -> bytes:
    return kml(folder.story, folder.places, language, catalogue(language))


def hostile_places() -> Iterator[tuple[Story, Any]]:
    yield hostile()
    yield journey((170.0, 10.0), (-170.0, 20.0))
    text = "a ]]> b <![CDATA[<b>x</b>]]> \x07\ufffe &amp; \u202e"
    yield made({"date": "2023", "headline": {"en": text}, "note": {"en": text}}), {}


def test_the_folders_are_stops_legs_areas_and_what_has_no_place(kim: StoryFolder) -> None:
    found = folders(exported(kim))
    assert {name: len(marks) for name, marks in found.items()} == {
        "Stops": 7,
        "Legs": 3,
        "Countries and regions": 4,
        "Without a place": 1,
    }
    assert list(folders(exported(kim, "nb"))) == [
        "Stopp",
        "Etapper",
        "Land og regioner",
        "Uten sted",
    ]


def test_it_is_valid_by_the_schema(kim: StoryFolder) -> None:
    schema = get_schema_parser()
    for body in (exported(kim, "nb"), exported(kim, "en")):
        schema.assertValid(etree.fromstring(body))
    for story, places in hostile_places():
        schema.assertValid(etree.fromstring(kml(story, places, "en", catalogue("en"))))


def test_a_placemark_stands_where_its_event_does(kim: StoryFolder) -> None:
    first = folders(exported(kim))["Stops"][0]
    assert first.name == "1. Kim sets out"
    (point,) = first.geometry.geoms
    assert (point.x, point.y) == (125.75432, 39.03385)
    area = folders(exported(kim))["Countries and regions"][1]
    assert area.name == "South Korea warns both countries"
    assert {each.geom_type for each in area.geometry.geoms} == {"Polygon"}


def test_times_are_the_bounds_of_the_date_and_no_finer(kim: StoryFolder) -> None:
    marks = {mark.name: mark for group in folders(exported(kim)).values() for mark in group}
    departure = marks["1. Kim sets out"].times
    assert (departure.begin, departure.end.dt) == (None, date(2023, 9, 12))
    visit = marks["4. Kim is expected in Vladivostok (expected)"].times
    assert (visit.begin.dt, visit.end.dt) == (date(2023, 9, 14), date(2023, 9, 20))
    assert str(marks["Lavrov is to visit North Korea (expected)"].times.timestamp) == "2023-10"
    assert marks["Putin may pay a return visit (proposed)"].times is None


def test_what_is_expected_is_dashed_and_what_happened_is_solid(kim: StoryFolder) -> None:
    legs = folders(exported(kim))["Legs"]
    assert [len(list(leg.geometry.geoms)) for leg in legs] == [1, 12, 12]
    root = etree.fromstring(exported(kim))
    fills = {
        style.get("id"): style.findtext("k:PolyStyle/k:fill", namespaces=SPACE)
        for style in root.iter(f"{{{SPACE['k']}}}Style")
    }
    styles = {
        mark.findtext("k:name", namespaces=SPACE): mark.findtext("k:styleUrl", namespaces=SPACE)
        for mark in root.iter(f"{{{SPACE['k']}}}Placemark")
    }
    assert fills[str(styles["Kim arrives in Russia"])[1:]] == "1"
    assert root.findtext(".//k:LineStyle/k:color", namespaces=SPACE) == "ff0c36b3"
    assert fills[str(styles["Lavrov is to visit North Korea (expected)"])[1:]] == "0"


def test_a_leg_over_the_antimeridian_has_two_parts() -> None:
    story, places = journey((170.0, 10.0), (-170.0, 20.0))
    (leg,) = folders(kml(story, places, "en", catalogue("en")))["Legs"]
    assert [[x for x, *_ in line.coords] for line in leg.geometry.geoms] == [
        [170.0, 180.0],
        [-180.0, -170.0],
    ]


def test_hostile_text_is_text_in_the_name_and_in_the_balloon() -> None:
    story, places = hostile()
    body = kml(story, places, "en", catalogue("en"))
    marks = [mark for group in folders(body).values() for mark in group]
    named = [mark for mark in marks if HOSTILE.strip() in mark.name]
    assert named
    for mark in named:
        assert "<script" not in mark.description
        assert "&lt;script&gt;" in mark.description
    document = KML.from_string(body).features[0]
    assert "<script" not in document.description


def test_markup_that_the_library_would_let_through_is_escaped() -> None:
    text = "x <![CDATA[ y ]]></name><NetworkLink/><name>"
    story = made({"date": "2023", "headline": {"en": text}})
    body = kml(story, {}, "en", catalogue("en"))
    assert b"<NetworkLink" not in body
    ((mark,),) = folders(body).values()
    assert mark.name == text


def test_nothing_in_it_is_fetched_from_anywhere(kim: StoryFolder) -> None:
    body = exported(kim).decode()
    assert "<href>" not in body
    assert re.findall(r'(?:src|href)="', body) == []


def test_the_document_names_whom_to_credit(kim: StoryFolder) -> None:
    (document,) = KML.from_string(exported(kim)).features
    assert "Natural Earth" in document.description
    assert "GeoNames" in document.description


def test_the_same_story_gives_the_same_bytes_also_beside_another(kim: StoryFolder) -> None:
    alone = exported(kim)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: exported(kim), range(8))) == {alone}


@pytest.mark.parametrize("name", ["edtf", "status", "precision_metres"])
def test_a_program_reads_the_facts_from_the_extended_data(kim: StoryFolder, name: str) -> None:
    (_, talks, *_) = folders(exported(kim))["Stops"]
    data = {item.name: item.value for item in talks.extended_data.elements}
    wanted = {"edtf": "2023-09-13", "status": "happened", "precision_metres": "13000.0"}
    assert data[name] == wanted[name]
