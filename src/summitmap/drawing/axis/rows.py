"""The rows of data: what the chart is told of each event, and the few words beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from summitmap.drawing.axis.marks import Mark
from summitmap.drawing.axis.stacking import ROOM, WIDE, Layout, Spot
from summitmap.drawing.catalogue import Catalogue
from summitmap.story.dates import Span
from summitmap.story.model import Basis, Story

CROWD = 9
"""What the numbers of those that have no room take above the marks, in pixels."""

_PLUS = 34
"""The room that a number of those without room needs, in pixels."""


def event_rows(
    story: Story,
    marks: Sequence[Mark],
    layouts: Sequence[Layout],
    language: str,
    words: Catalogue,
    selected: str | None,
    left: Collection[str] | None,
) -> list[dict[str, Any]]:
    """A row of data for each mark, the selected one last: it is drawn over the others."""
    events = {event.id: event for event in story.events}
    rows = []
    for mark in marks:
        event = events[mark.event]
        when = words.date(event.date)
        if event.date_basis is Basis.INFERRED:
            when = words("axis.inferred", date=when)
        rows.append(
            {
                "event": event.id,
                "kind": "day" if mark.is_day else "bar",
                "open": "start" if mark.start is None else "end" if mark.end is None else "",
                "status": event.status.value,
                "headline": event.headline[language],
                "date": when,
                "status_word": words(f"status.{event.status.value}"),
                "selected": event.id == selected,
                "left": left is None or event.id in left,
                "text": "",
                **_places([layout.spots[event.id] for layout in layouts]),
            }
        )
    return sorted(rows, key=lambda row: bool(row["selected"]))


def number_rows(layout: Layout, reach: Span, words: Catalogue) -> Iterator[dict[str, Any]]:
    """A row of data for each number of events without room, those near each other together."""
    a_pixel = (reach.end - reach.start) / layout.width
    groups: list[tuple[float, int]] = []
    for x, count in sorted(layout.over.items()):
        if groups and x - groups[-1][0] < _PLUS * a_pixel:
            groups[-1] = (groups[-1][0], groups[-1][1] + count)
        else:
            groups.append((x, count))
    kind = "wide" if layout.width == WIDE else "narrow"
    for x, count in groups:
        yield _said(kind, words("axis.more", count=count), x, ROOM + 6)


def published_row(day: date, words: Catalogue) -> dict[str, Any]:
    """The row of data for the day of publication."""
    return _said("published", words("axis.published"), day.toordinal() + 0.5, 0)


def _said(kind: str, text: str, x: float, y: float) -> dict[str, Any]:
    """A row of data that is no event: words at a place."""
    empty = dict.fromkeys(("open", "status", "headline", "date", "status_word"), "")
    marked = {"event": None, "kind": kind, "selected": False, "left": True, "text": text}
    return {**marked, **empty, **_places([Spot(x, x, y)] * 2)}


def _places(spots: Sequence[Spot]) -> dict[str, float]:
    """Where a row of data stands in the wide and in the narrow stacking."""
    return {
        f"{name}_{which}": round(value, 4)
        for which, spot in zip(("wide", "narrow"), spots, strict=True)
        for name, value in (("x", spot.x), ("x2", spot.x2), ("y", spot.y))
    }
