"""What the drawing tests need: HTML read as a tree, drawn maps, and stories made to order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from summitmap.drawing.catalogue import catalogue
from summitmap.drawing.map import Assets, StoryMap, Telling, story_map
from summitmap.story.model import Place, PlaceKind, Position, Provenance, Story

HOSTILE = """</script><script>alert(1)</script>"'<img src=x onerror=alert(1)>"""
ASSETS = Assets(
    ("/leaflet.js", "/map.js"),
    ("/leaflet.css",),
    "/basemap.json",
    {"en": "/labels.en.json", "nb": "/labels.nb.json"},
)


def address(event: str) -> str:
    return f"?story=s&event={event}"


@dataclass
class Element:
    """An element of HTML; `inside` holds its elements and texts in order."""

    tag: str
    attributes: Mapping[str, str | None]
    inside: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(item if isinstance(item, str) else item.text for item in self.inside)

    @property
    def classes(self) -> set[str]:
        return set((self.attributes.get("class") or "").split())

    def find(self, tag: str = "", **attributes: str) -> list[Element]:
        """The elements inside, at any depth and in order; `class_` is one of the classes."""
        wanted = attributes.pop("class_", None)
        return [
            element
            for element in self.walk()
            if tag in ("", element.tag)
            and (wanted is None or wanted in element.classes)
            and all(
                element.attributes.get(name.replace("_", "-")) == value
                for name, value in attributes.items()
            )
        ]

    def one(self, tag: str = "", **attributes: str) -> Element:
        (only,) = self.find(tag, **attributes)
        return only

    def walk(self) -> Iterator[Element]:
        for item in self.inside:
            if isinstance(item, Element):
                yield item
                yield from item.walk()


class TreeReader(HTMLParser):
    """HTML as elements, each with its end tag."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        element = self.open[-1].inside[-1]
        assert isinstance(element, Element)
        self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes what it did not open"

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)

    def root(self, html: str) -> Element:
        self.feed(html)
        self.close()
        (root,) = self.open
        return root


def tree(html: str) -> Element:
    """The HTML as elements; what was opened must be closed, in order."""
    return TreeReader().root(html)


def drawn(story: Story, places: Mapping[str, Place], language: str = "en") -> StoryMap:
    telling = Telling(language, catalogue(language), address)
    return story_map(story, places, [telling], ASSETS, online=True)


def page(drawing: StoryMap) -> str:
    """The whole page that folium makes of the map."""
    return str(drawing.get_root().render())


def handed(page: str) -> dict[str, Any]:
    """What the page hands to our script, with what it tells in the language shown first."""
    start = re.search(r"SummitMap\.map\(map_\w+, ", page)
    assert start
    value, _ = json.JSONDecoder().raw_decode(page, start.end())
    assert isinstance(value, dict)
    return {**value, **value["told"][value["language"]]}


def place(
    place_id: str, longitude: float, latitude: float, kind: PlaceKind = PlaceKind.CITY
) -> Place:
    return Place(
        id=place_id,
        position=Position(longitude=longitude, latitude=latitude),
        kind=kind,
        precision_metres=1000,
        provenance=Provenance(dataset="test", record=place_id, matched=place_id, credit="test"),
    )


def made(*events: Mapping[str, Any], article: str = "It happened.", **fields: Any) -> Story:  # noqa: ANN401 - any field of a story
    """A story in English with these events, what is not given filled in, and their places."""
    rows = [
        {"id": f"event-{number}", "status": "happened", "headline": {"en": "H"}}
        | {"quote": {"en": "It happened"}, "people": ["kim"]}
        | dict(event)
        for number, event in enumerate(events, start=1)
    ]
    named = dict.fromkeys(row["place"] for row in rows if row.get("place"))
    return Story.model_validate(
        {
            "id": "made",
            "published": "2023-09-14",
            "languages": ["en"],
            "title": {"en": "Title"},
            "summary": {"en": "Summary"},
            "protagonist": "kim",
            "people": [{"id": "kim", "name": {"en": "Kim"}}],
            "places": [
                {"id": name, "name": {"en": name.title()}, "query": name, "kind": "city"}
                for name in named
            ],
            "events": rows,
            "articles": {"en": article},
        }
        | fields
    )


def journey(*positions: tuple[float, float]) -> tuple[Story, dict[str, Place]]:
    """A story of one stop a day at these longitudes and latitudes, in order."""
    found = {
        f"place-{number}": place(f"place-{number}", longitude, latitude)
        for number, (longitude, latitude) in enumerate(positions, start=1)
    }
    story = made(
        *(
            {"date": f"2023-09-{number:02}", "place": name, "stop": True}
            for number, name in enumerate(found, start=1)
        )
    )
    return story, found


def hostile() -> tuple[Story, dict[str, Place]]:
    """A story with every kind of text and of place, each text trying to break out of the page."""
    text = {"en": HOSTILE}
    event = {"headline": text, "quote": text, "note": text, "sources": ["one", "two"]}
    story = made(
        {**event, "date": "2023-09-12", "place": "city", "stop": True},
        {**event, "date": "2023-09-13", "place": "site", "stop": True},
        {**event, "date": "2023-09-14", "status": "planned", "place": "region"},
        {**event, "date": "2023-09-15", "status": "proposed"},
        article=f"{HOSTILE}\n\n{HOSTILE} {HOSTILE}",
        title=text,
        summary=text,
        method=text,
        people=[{"id": "kim", "name": text}],
        sources=[
            {"id": "one", "name": HOSTILE, "about": text},
            {"id": "two", "name": text},
        ],
        places=[
            {"id": name, "name": text, "query": HOSTILE, "kind": kind}
            for name, kind in (("city", "city"), ("site", "facility"), ("region", "region"))
        ],
        mentions=[
            {"text": text, "place": "city", "note": text},
            {"text": {"en": "script"}, "place": "region", "role": "metonym", "note": text},
        ],
        background=[{"id": "background", "text": text, "quote": text}],
    )
    provenance = {
        "dataset": HOSTILE,
        "version": HOSTILE,
        "record": HOSTILE,
        "matched": HOSTILE,
        "corrected_from": HOSTILE,
        "credit": HOSTILE,
        "licence": HOSTILE,
    }
    candidate = {
        "name": HOSTILE,
        "position": {"longitude": 1, "latitude": 1},
        "dataset": HOSTILE,
        "record": HOSTILE,
        "kilometres": 3,
    }
    ring = [[0, 0], [1, 0], [1, 1], [0, 0]]
    area = {"region": {"area": {"type": "Polygon", "coordinates": [ring]}}}
    found = {
        name: Place.model_validate(
            {
                "id": name,
                "position": {"longitude": number, "latitude": number},
                "kind": kind,
                "precision_metres": 10,
                "provenance": provenance,
                "candidates": [candidate],
                "chosen_by": "person",
                "reason": HOSTILE,
                **area.get(name, {}),
            }
        )
        for number, (name, kind) in enumerate(
            (("city", "city"), ("site", "facility"), ("region", "region"))
        )
    }
    return story, found
