"""The time axis: a story's events as a Vega-Lite chart, and what the reader's hand did on it.

The chart is one specification that stays the same whatever is selected or filtered, and rows of
data that tell those two: whoever shows it can exchange the rows without drawing it anew.

Time is counted in days, `date.toordinal`; a day reaches from its number to the next, so that an
event on a day stands at its noon. There are no hours and no time zones.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date

from summitmap.drawing.axis.chart import EVENTS, Look, pattern_of, spec_of
from summitmap.drawing.axis.hand import BRUSH, PICKED, Held, Pick
from summitmap.drawing.axis.marks import Mark, mark_of, reach_of
from summitmap.drawing.axis.rows import CROWD, event_rows, number_rows, published_row
from summitmap.drawing.axis.stacking import GAP, NARROW, WIDE, stacked
from summitmap.drawing.axis.ticks import LABEL, ticks_of
from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.theme import Theme, colours
from summitmap.story.dates import Span
from summitmap.story.itinerary import in_order
from summitmap.story.model import Story

__all__ = ["BRUSH", "EVENTS", "PICKED", "Axis", "Held", "Pick", "Span", "axis"]

_HEAD = 16
"""What stays free above the marks for a word and for the hand that brushes, in pixels."""


@dataclass(frozen=True)
class Axis:
    """The axis of a story, to be shown.

    `spec` is the Vega-Lite specification, the same for any selection and filter, and is not to be
    changed; `rows` are its data under the name `EVENTS`. `undated` is how many events have no date
    and are not on it, `crowded` how many stand one over another on a phone because there is no room
    for more. `events` are the ids of those that are on it, `days` the days that it reaches over.
    """

    spec: Mapping[str, Any]
    rows: tuple[Mapping[str, Any], ...]
    undated: int
    crowded: int
    events: frozenset[str]
    days: Span

    @property
    def chart(self) -> dict[str, Any]:
        """The specification with its data."""
        return {**self.spec, "datasets": {EVENTS: [dict(row) for row in self.rows]}}


def axis(
    story: Story,
    language: str,
    words: Catalogue,
    theme: Theme,
    *,
    selected: str | None = None,
    left: Collection[str] | None = None,
    opened: Span | None = None,
) -> Axis:
    """The axis of a story in one language and theme.

    `left` are the events that the filters leave, all of them when it is not given: the others are
    faint. `opened` is the span of days that the axis is opened with, as a brush; like the story,
    the language and the theme it is part of the specification.
    """
    marks = [mark for event in in_order(story.events) if (mark := mark_of(event))]
    reach = reach_of(marks, story.published)
    layouts = tuple(stacked(marks, reach, width) for width in (WIDE, NARROW))
    rows = event_rows(story, marks, layouts, language, words, selected, left)
    numbers = [row for layout in layouts for row in number_rows(layout, reach, words)]
    look = Look(
        reach=reach,
        published=story.published,
        sizes=tuple(layout.row - GAP for layout in layouts),
        top=max(layout.height for layout in layouts) + _HEAD + (CROWD if numbers else 0),
        ticks=tuple(ticks_of(reach, int(layout.width / LABEL), words) for layout in layouts),
        description=_description(story, marks, language, words),
        opened=opened.within(reach) if opened else None,
    )
    pattern = pattern_of(colours(theme), (words("axis.date"), words("axis.status")))
    return Axis(
        spec=spec_of(pattern, look),
        rows=(published_row(story.published, words), *numbers, *rows),
        undated=len(story.events) - len(marks),
        crowded=sum(layouts[1].over.values()),
        events=frozenset(mark.event for mark in marks),
        days=reach,
    )


def _description(story: Story, marks: Sequence[Mark], language: str, words: Catalogue) -> str:
    """The axis for those who cannot see it: the list of events tells the same, one by one."""
    when = [day for mark in marks for day in (mark.start, mark.end and mark.end - 1) if day]
    if not when:
        return words("axis.description_none", title=story.title[language])
    first, last = (
        format_date(date.fromordinal(day), words("date.day"), locale=words.language)
        for day in (min(when), max(when))
    )
    title = story.title[language]
    return words("axis.description", title=title, count=len(marks), first=first, last=last)
