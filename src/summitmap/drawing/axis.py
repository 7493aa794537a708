"""The time axis: a story's events as a Vega-Lite chart, and what the reader's hand did on it.

The chart is one specification that stays the same whatever is selected or filtered, and rows of
data that tell those two: whoever shows it can exchange the rows without drawing it anew.

Time is counted in days, `date.toordinal`; a day reaches from its number to the next, so that an
event on a day stands at its noon. There are no hours and no time zones.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import altair as alt
from babel.dates import format_date

from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.theme import Colours, Theme, colours
from summitmap.story.dates import EventDate
from summitmap.story.itinerary import in_order
from summitmap.story.model import Basis, Event, Status, Story

EVENTS = "events"
"""The name of the rows in the specification."""

PICKED = "picked"
"""The selection of a mark by a click: its event, and the moment its row was drawn."""

BRUSH = "brush"
"""The selection of a span of days by dragging over the ground."""

_OFF = (Status.CANCELLED, Status.DENIED)

_NARROW, _WIDE = 310, 660
"""The widths in pixels that marks are stacked for: a phone and half a desk."""

_BREAK = 500
"""From this width in pixels on the wide stacking is drawn."""

_ROOM = 56
"""How high the marks may stack, in pixels."""

_HEAD = 17
"""What stays free above the marks for a word and for the hand that brushes, in pixels."""

_CROWD = 11
"""What the numbers of those that have no room take above the marks, in pixels."""

_ROWS = (14, 11, 9, 7, 5)
"""How high a row may be in pixels; the highest that all events have room in is taken."""

_GAP = 2
"""What lies between two rows, in pixels."""

_COIN = 0.6
"""How wide a column of events is, in parts of a row: marks beside each other may lie like coins in
a row, of which each shows more than its half."""

_LABEL = 62
"""The room that the words at a tick need, in pixels."""

_PLUS = 34
"""The room that a number of those without room needs, in pixels."""

_FAINT = 0.22
"""How much is seen of an event that the filters leave out."""


@dataclass(frozen=True)
class Span:
    """Days from `first` to `last`, both in it."""

    first: date
    last: date

    def meets(self, when: EventDate | None) -> bool:
        """Whether an event of that date can have been on one of these days."""
        return when is not None and when.earliest <= self.last and when.latest >= self.first


@dataclass(frozen=True)
class Pick:
    """A click on the mark of an event. `moment` tells one click from another on the same mark, when
    something else was selected in between; it means nothing else."""

    event: str
    moment: float


@dataclass(frozen=True)
class Held:
    """What the reader's hand has done on an axis, from one drawing of the page to the next.

    `opened` is the span that the axis was opened with, `span` the one it shows now. `number`
    belongs into the key of the chart: another number is another chart.
    """

    number: int = 0
    opened: Span | None = None
    span: Span | None = None
    pick: Pick | None = None

    def showing(self, span: Span | None) -> Held:
        """An axis that shows `span`: this one when it does already, which is so when the span came
        from it, else a new one that is opened with it."""
        if span == self.span:
            return self
        return Held(self.number + 1, span, span)

    def after(self, state: object, axis: Axis) -> Held:
        """The same axis after a change of its selections, in the form that Streamlit tells them:
        `{"selection": {"picked": [{"event": …, "moment": …}], "brush": {"x": [from, to]}}}`.

        A selection that is missing has not been touched; an empty one has been cleared. What makes
        no sense, such as an event that the axis has not, changes nothing.
        """
        said = _mapping(_mapping(state).get("selection"))
        pick = _pick(said.get(PICKED), axis) or self.pick
        span = _span(said[BRUSH], axis, self.span) if BRUSH in said else self.span
        return replace(self, pick=pick, span=span)


@dataclass(frozen=True)
class Axis:
    """The axis of a story, to be shown.

    `spec` is the Vega-Lite specification, the same for any selection and filter, and is not to be
    changed; `rows` are its data under the name `EVENTS`. `undated` is how many events have no date
    and are not on it, `crowded` how many stand one over another on a phone because there is no room
    for more. `first` and `last` are the days that it reaches over.
    """

    spec: Mapping[str, Any]
    rows: tuple[Mapping[str, Any], ...]
    undated: int
    crowded: int
    first: date
    last: date

    @property
    def chart(self) -> dict[str, Any]:
        """The specification with its data."""
        return {**self.spec, "datasets": {EVENTS: [dict(row) for row in self.rows]}}


def _mapping(value: object) -> Mapping[Any, Any]:
    return value if isinstance(value, Mapping) else {}


def _pick(said: object, axis: Axis) -> Pick | None:
    """The event that was clicked, when the axis has it."""
    if not isinstance(said, Sequence) or isinstance(said, str) or not said:
        return None
    row = _mapping(said[-1])
    event, moment = row.get("event"), _number(row.get("moment"))
    if not isinstance(event, str) or moment is None:
        return None
    return Pick(event, moment) if any(event == row["event"] for row in axis.rows) else None


def _span(said: object, axis: Axis, before: Span | None) -> Span | None:
    """The days that were brushed, as far as the axis reaches; a day counts when the brush meets
    it. `before` is what was brushed until now, and stays when this makes no sense."""
    if isinstance(said, Mapping) and not said:
        return None
    ends = _mapping(said).get("x")
    if not isinstance(ends, Sequence) or isinstance(ends, str) or len(ends) != 2:
        return before
    numbers = [_number(end) for end in ends]
    known = sorted(number for number in numbers if number is not None)
    if len(known) != 2:
        return before
    first, last = axis.first.toordinal(), axis.last.toordinal()
    begin, end = math.floor(known[0]), max(math.ceil(known[1]) - 1, math.floor(known[0]))
    if end < first or begin > last:
        return before
    return Span(date.fromordinal(max(begin, first)), date.fromordinal(min(end, last)))


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value if math.isfinite(value) else None


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
    marks = [_mark(event) for event in in_order(story.events) if event.date]
    reach = _reach(marks, story.published)
    layouts = tuple(_stacked(marks, reach, width) for width in (_WIDE, _NARROW))
    rows = _events(story, marks, layouts, language, words, selected, left)
    numbers = [row for layout in layouts for row in _numbers(layout, reach, words)]
    look = _Look(
        reach=reach,
        published=story.published,
        sizes=tuple(layout.row - _GAP for layout in layouts),
        top=max(layout.height for layout in layouts) + _HEAD + (_CROWD if numbers else 0),
        ticks=tuple(_ticks(reach, int(layout.width / _LABEL), words) for layout in layouts),
        description=_description(story, marks, language, words),
        opened=_within(opened, reach.first, reach.last) if opened else None,
    )
    pattern = _pattern(colours(theme), (words("axis.date"), words("axis.status")))
    return Axis(
        spec=_spec(pattern, look),
        rows=(_published(story.published, words), *numbers, *rows),
        undated=len(story.events) - len(marks),
        crowded=sum(layouts[1].over.values()),
        first=reach.first,
        last=reach.last,
    )


@dataclass(frozen=True)
class _Mark:
    """An event in time, in days; `None` for an end that is open. `is_day` tells that it is a point
    and not a bar."""

    event: str
    start: int | None
    end: int | None
    is_day: bool


@dataclass(frozen=True)
class _Reach:
    """The days that the axis reaches over, from the beginning of `first` to the end of `last`."""

    first: date
    last: date

    @property
    def start(self) -> int:
        return self.first.toordinal()

    @property
    def end(self) -> int:
        return self.last.toordinal() + 1


@dataclass(frozen=True)
class _Spot:
    """Where a mark stands: from `x` to `x2` in days, `y` in pixels over the axis."""

    x: float
    x2: float
    y: float


@dataclass(frozen=True)
class _Layout:
    """Every mark in its row, for an axis of a width in pixels.

    `over` is how many events found no room and stand in the topmost row behind others, by the day
    where they are.
    """

    width: int
    row: int
    spots: Mapping[str, _Spot]
    over: Mapping[float, int]
    height: int


def _mark(event: Event) -> _Mark:
    when = event.date
    assert when is not None, "only events with a date are marks"
    return _Mark(
        event.id,
        when.earliest.toordinal() if when.start else None,
        when.latest.toordinal() + 1 if when.end else None,
        is_day=when.start is not None and when.end is not None and when.earliest == when.latest,
    )


def _reach(marks: Sequence[_Mark], published: date) -> _Reach:
    """From before the first day to after the last, with some room at an end that is open."""
    days = [published.toordinal(), published.toordinal() + 1]
    days += [day for mark in marks for day in (mark.start, mark.end) if day is not None]
    first, last = min(days), max(days)
    length = last - first
    room = max(length * 0.03, (7 - length) / 2, 0.5)
    open_room = max(length * 0.05, 1)
    before = room + open_room * any(mark.start is None for mark in marks)
    after = room + open_room * any(mark.end is None for mark in marks)
    return _Reach(
        date.fromordinal(max(math.floor(first - before), date.min.toordinal())),
        date.fromordinal(min(math.ceil(last + after) - 1, date.max.toordinal())),
    )


def _stacked(marks: Sequence[_Mark], reach: _Reach, width: int) -> _Layout:
    """The marks in the highest rows in which all have room, or in the lowest where none has."""
    layout = _in_rows(marks, reach, width, _ROWS[0])
    for row in _ROWS[1:]:
        if layout.over:
            layout = _in_rows(marks, reach, width, row)
    return layout


def _in_rows(marks: Sequence[_Mark], reach: _Reach, width: int, row: int) -> _Layout:
    """Days as columns that stand on the axis, and bars in the lowest row that is free over them."""
    most = _ROOM // row
    a_pixel = (reach.end - reach.start) / width
    spots: dict[str, _Spot] = {}
    over: dict[float, int] = {}

    def put(mark: _Mark, x: float, x2: float, level: int) -> None:
        if level >= most:
            over[(x + x2) / 2] = over.get((x + x2) / 2, 0) + 1
        spots[mark.event] = _Spot(x, x2, (min(level, most - 1) + 0.5) * row)

    columns = list(_columns([mark for mark in marks if mark.is_day], row * _COIN * a_pixel))
    for noon, stack in columns:
        for level, mark in enumerate(stack):
            put(mark, noon, noon, level)
    noons = [noon for noon, _ in columns]
    heights = [len(stack) for _, stack in columns]
    ends = [-math.inf] * most
    for mark, x, x2 in _bars(marks, reach, row * a_pixel):
        near = row / 2 * a_pixel
        under = heights[bisect_left(noons, x - near) : bisect_right(noons, x2 + near)]
        lowest = max(under, default=0)
        level = next((n for n in range(lowest, most) if ends[n] + 3 * a_pixel <= x), most)
        if level < most:
            ends[level] = x2
        put(mark, x, x2, level)
    height = max((spot.y for spot in spots.values()), default=0) + row / 2
    return _Layout(width, row, spots, over, math.ceil(height))


def _columns(days: Iterable[_Mark], wide: float) -> Iterator[tuple[float, list[_Mark]]]:
    """The days in columns of up to `wide` days, and the noon where each stands; a day that is far
    enough from the others stands at its own."""
    stack: list[_Mark] = []
    for mark in sorted(days, key=_start):
        if stack and _start(mark) - _start(stack[0]) >= wide:
            yield _noon(stack), stack
            stack = []
        stack.append(mark)
    if stack:
        yield _noon(stack), stack


def _start(mark: _Mark) -> int:
    return mark.start if mark.start is not None else date.min.toordinal()


def _noon(stack: Sequence[_Mark]) -> float:
    return (_start(stack[0]) + _start(stack[-1])) / 2 + 0.5


def _bars(
    marks: Iterable[_Mark], reach: _Reach, least: float
) -> Iterator[tuple[_Mark, float, float]]:
    """The bars by their beginning, the longer first, each at least so many days long that it can be
    seen; an open end is that of the axis."""
    bars = []
    for mark in marks:
        if mark.is_day:
            continue
        x = reach.start if mark.start is None else mark.start
        x2 = reach.end if mark.end is None else mark.end
        short = max(least - (x2 - x), 0) / 2
        bars.append((mark, max(x - short, reach.start), min(x2 + short, reach.end)))
    yield from sorted(bars, key=lambda bar: (bar[1], -bar[2]))


def _events(
    story: Story,
    marks: Sequence[_Mark],
    layouts: Sequence[_Layout],
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


def _numbers(layout: _Layout, reach: _Reach, words: Catalogue) -> Iterator[dict[str, Any]]:
    """A row of data for each number of events without room, those near each other together."""
    a_pixel = (reach.end - reach.start) / layout.width
    groups: list[tuple[float, int]] = []
    for x, count in sorted(layout.over.items()):
        if groups and x - groups[-1][0] < _PLUS * a_pixel:
            groups[-1] = (groups[-1][0], groups[-1][1] + count)
        else:
            groups.append((x, count))
    kind = "wide" if layout.width == _WIDE else "narrow"
    for x, count in groups:
        yield _said(kind, words("axis.more", count=count), x, _ROOM + _CROWD / 2)


def _published(day: date, words: Catalogue) -> dict[str, Any]:
    """The row of data for the day of publication."""
    return _said("published", words("axis.published"), day.toordinal() + 0.5, 0)


def _said(kind: str, text: str, x: float, y: float) -> dict[str, Any]:
    """A row of data that is no event: words at a place."""
    empty = dict.fromkeys(("open", "status", "headline", "date", "status_word"), "")
    marked = {"event": None, "kind": kind, "selected": False, "left": True, "text": text}
    return {**marked, **empty, **_places([_Spot(x, x, y)] * 2)}


def _places(spots: Sequence[_Spot]) -> dict[str, float]:
    """Where a row of data stands in the wide and in the narrow stacking."""
    return {
        f"{name}_{which}": round(value, 4)
        for which, spot in zip(("wide", "narrow"), spots, strict=True)
        for name, value in (("x", spot.x), ("x2", spot.x2), ("y", spot.y))
    }


Tick = tuple[float, tuple[str, ...]]
"""A day on the axis and the lines of words under it."""


def _ticks(reach: _Reach, most: int, words: Catalogue) -> tuple[Tick, ...]:
    """At most so many ticks as finely as they fit; the year stands under the first, and wherever
    it is another one than before."""
    unit, days = _finest(reach, most)
    ticks: list[Tick] = []
    year = None
    for day in days:
        lines = [str(format_date(day, words(f"axis.{unit}"), locale=words.language))]
        if unit != "year" and day.year != year:
            lines.append(str(format_date(day, words("date.year"), locale=words.language)))
        year = day.year
        # A day is told at its noon, where its events stand; a month and a year where they begin.
        noon = 0.5 if unit == "day" else 0
        ticks.append((day.toordinal() + noon, tuple(lines)))
    return tuple(ticks)


def _finest(reach: _Reach, most: int) -> tuple[str, list[date]]:
    for step in (1, 2, 7, 14):
        # The first ordinal day is a Monday, so that every seventh is one.
        first = reach.start + (1 - reach.start) % min(step, 7)
        if len(range(first, reach.end, step)) <= most:
            return "day", [date.fromordinal(day) for day in range(first, reach.end, step)]
    months = range(_month(reach.first), _month(reach.last) + 1)
    for step in (1, 2, 3, 6):
        if len(months) <= (most + 1) * step:
            begun = [date(n // 12, n % 12 + 1, 1) for n in months if n % step == 0]
            begun = [day for day in begun if day >= reach.first]
            if len(begun) <= most:
                return "month", begun
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        years = range(max(reach.first.year + -reach.first.year % step, 1), reach.last.year + 1)
        begun = [date(year, 1, 1) for year in years if year % step == 0]
        begun = [day for day in begun if day >= reach.first]
        if len(begun) <= most:
            break
    return "year", begun


def _month(day: date) -> int:
    """The months since the year nought."""
    return day.year * 12 + day.month - 1


def _description(story: Story, marks: Sequence[_Mark], language: str, words: Catalogue) -> str:
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


def _within(span: Span, first: date, last: date) -> Span | None:
    """The part of the span that lies in these days; `None` when there is none."""
    begin, end = max(span.first, first), min(span.last, last)
    return Span(begin, end) if begin <= end else None


@dataclass(frozen=True)
class _Look:
    """What the chart of one story has of its own. What comes twice is for the wide and the narrow
    stacking; lengths on the screen are in pixels, on the axis in days."""

    reach: _Reach
    published: date
    sizes: tuple[int, ...]
    top: int
    ticks: tuple[tuple[Tick, ...], ...]
    description: str
    opened: Span | None


def _spec(pattern: Mapping[str, Any], look: _Look) -> dict[str, Any]:
    """The specification of one story: the pattern of all, with its parameters filled in."""
    reach = look.reach
    values = {
        "start": reach.start,
        "end": reach.end,
        "top": look.top,
        "late": look.published.toordinal() > reach.start + (reach.end - reach.start) * 0.75,
        "wideSize": look.sizes[0],
        "narrowSize": look.sizes[1],
        "ticks": sorted({day for ticks in look.ticks for day, _ in ticks}),
        "wideWords": {str(day): list(lines) for day, lines in look.ticks[0]},
        "narrowWords": {str(day): list(lines) for day, lines in look.ticks[1]},
    }
    selections = [dict(param) for param in pattern["params"]]
    if look.opened:
        begin, end = look.opened.first.toordinal(), look.opened.last.toordinal() + 1
        for param in selections:
            if param["name"] == BRUSH:
                param["value"] = {"x": [begin, end]}
    return {
        **pattern,
        "height": look.top,
        "description": look.description,
        "params": [*({"name": name, "value": v} for name, v in values.items()), *selections],
    }


@lru_cache(maxsize=16)
def _pattern(palette: Colours, headings: tuple[str, str]) -> dict[str, Any]:
    """The Vega-Lite specification of all stories in these colours, with these two words before the
    date and the status. Made once: Altair checks every part of it, which takes a while."""
    size = _by_width("wideSize", "narrowSize")
    a_pixel = "(end - start) / width"
    calculated = {
        # A bar that is open ends in an arrow at the edge.
        "x": f"({_by_width('datum.x_wide', 'datum.x_narrow')})"
        f" + (datum.open == 'start' ? {_ARROW} * {a_pixel} : 0)",
        "x2": f"({_by_width('datum.x2_wide', 'datum.x2_narrow')})"
        f" - (datum.open == 'end' ? {_ARROW} * {a_pixel} : 0)",
        "y": _by_width("datum.y_wide", "datum.y_narrow"),
        "middle": "(datum.x + datum.x2) / 2",
        "low": f"datum.y - ({size}) / 2",
        "high": f"datum.y + ({size}) / 2",
        "area": f"pow({size}, 2)",
        "ring": f"pow(({size}) + 8, 2)",
        # A click on a mark that was clicked before is told again only if something differs.
        "moment": "now()",
    }
    chart = (
        alt.layer(*_layers(palette, headings))
        .encode(x=_day("x", palette), y=_height("y"))
        .properties(
            data=alt.NamedData(EVENTS),
            transform=[{"calculate": how, "as": name} for name, how in calculated.items()],
            width="container",
            padding={"left": 2, "right": 2, "top": 1, "bottom": 1},
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        )
        .configure(
            background="transparent",
            # The list of events tells each of them; the marks have no names of their own.
            aria=False,
            axis=alt.AxisConfig(aria=False),
            view=alt.ViewConfig(stroke=None, cursor="crosshair"),
            mark=alt.MarkConfig(aria=False, tooltip=None),
        )
    )
    made: dict[str, Any] = chart.to_dict()
    return made


_ARROW = 9
"""How long an arrow is, in pixels."""


def _by_width(wide: str, narrow: str) -> str:
    """An expression of Vega that is one on a wide axis and another on a narrow one."""
    return f"width < {_BREAK} ? {narrow} : {wide}"


_SMALL = f"({_by_width('wideSize', 'narrowSize')}) < 6"
"""Whether marks are too small for a dash, as an expression of Vega."""


def _layers(
    palette: Colours, headings: tuple[str, str]
) -> tuple[alt.Chart | alt.LayerChart | alt.FacetChart, ...]:
    """What is drawn, from the ground up."""
    ring = alt.value(palette.ink)
    box = {"x2": "x2:Q", "y": _height("low"), "y2": "high:Q"}
    drawn = _drawn(palette, headings)
    dashes = _by_status(alt.StrokeDash, [[1, 0], _DASH, [1, 0], [1, 0], [1, 0]])
    signed = drawn | {"shape": _by_status(alt.Shape, _SHAPES), "size": _size("area")}
    signed["strokeDash"] = alt.condition(_SMALL, alt.value([1, 0]), dashes)
    day, bar = "datum.kind == 'day'", "datum.kind == 'bar'"
    glyph = f"{bar} && indexof(['happened', 'planned'], datum.status) < 0"
    return (
        # In a layer of its own: the brush lies over all marks of the layer that it belongs to.
        alt.layer(*_ground(palette)),
        _rows(f"{day} && datum.selected")
        .mark_rule(color=palette.ink, strokeWidth=1.5)
        .encode(y2=alt.Y2Datum(0)),
        _rows(f"{bar} && datum.status != 'planned'")
        .mark_rect(cornerRadius=2, cursor="pointer")
        .encode(**drawn, **box),
        # Vega-Lite gives rectangles no dashes by a field.
        _rows(f"{bar} && datum.status == 'planned'")
        .mark_rect(cornerRadius=2, cursor="pointer", strokeDash=_DASH)
        .encode(**drawn, **box),
        _arrow("start", "x", "M1,-0.8L-1,0L1,0.8Z", drawn),
        _arrow("end", "x2", "M-1,-0.8L1,0L-1,0.8Z", drawn),
        _rows(glyph).mark_point(opacity=1).encode(x="middle:Q", **signed),
        _rows(day).mark_point(opacity=1, cursor="pointer").encode(**signed),
        _rows(f"{bar} && datum.selected")
        .mark_rect(
            filled=False,
            strokeWidth=2,
            cornerRadius=4,
            xOffset=-3,
            x2Offset=3,
            yOffset=3,
            y2Offset=-3,
        )
        .encode(stroke=ring, **box),
        _rows(f"{day} && datum.selected")
        .mark_point(filled=False, strokeWidth=2, opacity=1, shape="circle")
        .encode(stroke=ring, size=_size("ring")),
        _rows(_by_width("datum.kind == 'wide'", "datum.kind == 'narrow'"))
        .mark_text(color=palette.quiet, fontSize=10, fontWeight=600)
        .encode(text="text:N"),
    )


def _rows(which: str) -> alt.Chart:
    """The rows for which an expression of Vega is true."""
    return alt.Chart(transform=[{"filter": which}])


def _day(field: str, palette: Colours) -> alt.X:
    scale = alt.Scale(domain=[{"expr": "start"}, {"expr": "end"}], nice=False, zero=False)
    words = f"({_by_width('wideWords', 'narrowWords')})[datum.value]"
    axis = alt.Axis(
        values={"expr": "ticks"},
        labelExpr=f"{words} || ''",
        # Only those of the stacking that is drawn.
        tickOpacity={"condition": {"test": f"!{words}", "value": 0}, "value": 1},
        grid=False,
        domain=True,
        domainColor=palette.faint,
        ticks=True,
        tickColor=palette.faint,
        tickSize=4,
        labelColor=palette.quiet,
        labelFontSize=11,
        labelPadding=3,
        labelLineHeight=13,
        labelFlush=True,
        labelOverlap=False,
    )
    return alt.X(f"{field}:Q", scale=scale, axis=axis, title=None)


def _height(field: str) -> alt.Y:
    scale = alt.Scale(domain=[0, {"expr": "top"}], nice=False, zero=False)
    return alt.Y(f"{field}:Q", scale=scale, axis=None)


def _size(field: str) -> alt.Size:
    return alt.Size(f"{field}:Q", scale=None)


_ON_A_MARK = "event.item && event.item.datum && event.item.datum.event"
"""Whether a hand is on the mark of an event, as an expression of Vega. It says `event.item.datum`
because the interpreter of Streamlit knows no `datum` where events are chosen."""


def _ground(palette: Colours) -> tuple[alt.Chart, ...]:
    """The day of publication with its word. It lies under all marks, and so does the brush: a click
    in the brushed span meets the mark."""
    picked = alt.selection_point(
        name=PICKED,
        fields=["event", "moment"],
        # A click on the ground leaves the selection as it is.
        on=f"click[{_ON_A_MARK}]",
        toggle=False,
        clear=False,
    )
    brush = alt.selection_interval(
        name=BRUSH,
        encodings=["x"],
        # A hand that begins on a mark means the mark; a finger that begins here scrolls the page.
        on=(
            f"[pointerdown[!({_ON_A_MARK}) && event.pointerType != 'touch'], "
            "window:pointerup] > window:pointermove!"
        ),
        clear="dblclick",
        translate=False,
        zoom=False,
        mark=alt.BrushConfig(
            fill=palette.ink,
            fillOpacity=0.08,
            stroke=palette.quiet,
            strokeWidth=1,
            cursor="crosshair",
        ),
    )
    published = _rows("datum.kind == 'published'")
    return (
        published.mark_rule(color=palette.quiet, strokeWidth=1, strokeDash=[1, 2])
        .encode(x=_day("x", palette), y=alt.value(0), y2=alt.value("height"))
        .properties(name="ground")
        .add_params(picked, brush),
        published.mark_text(
            align={"expr": "late ? 'right' : 'left'"},
            dx={"expr": "late ? -4 : 4"},
            baseline="top",
            color=palette.quiet,
            fontSize=11,
        ).encode(y=alt.value(0), text="text:N"),
    )


_DASH = [2.6, 1.6]
"""The dashes of what is planned: drawn so long, left out so long, in pixels."""

_SHAPES = (
    "circle",
    "circle",
    "diamond",
    "M-0.8,-0.8L0.8,0.8M-0.8,0.8L0.8,-0.8",
    "M-1,0A1,1,0,1,1,1,0A1,1,0,1,1,-1,0M-0.7,0.7L0.7,-0.7",
)
"""A shape for each status: planned is as happened, but hollow and dashed; then a cross and a barred
circle. Paths of SVG in a box from -1 to 1."""


def _drawn(palette: Colours, headings: tuple[str, str]) -> dict[str, Any]:
    """How a mark is drawn: filled or hollow, dashed or not, by its status, and faint when the
    filters leave it out. Colour says nothing that the line does not."""
    paper, accent, quiet = palette.paper, palette.accent, palette.quiet
    return {
        "fill": _by_status(alt.Fill, [accent, paper, paper, paper, paper]),
        # What is filled has an edge of paper, so that one on another can be told apart.
        "stroke": _by_status(alt.Stroke, [paper, accent, accent, quiet, quiet]),
        "strokeWidth": alt.condition(_SMALL, alt.value(0.8), alt.value(1.5)),
        "opacity": alt.condition("datum.left", alt.value(1), alt.value(_FAINT)),
        "tooltip": [
            # Vega's tooltip sets what is called so as a heading.
            alt.Tooltip("headline:N", title="title"),
            alt.Tooltip("date:N", title=headings[0]),
            alt.Tooltip("status_word:N", title=headings[1]),
        ],
    }


def _by_status(channel: Callable[..., Any], values: Sequence[Any]) -> Any:  # noqa: ANN401 - a channel of Altair's, of which each is a class of its own
    scale = alt.Scale(domain=[status.value for status in Status], range=values)
    return channel("status:N", scale=scale, legend=None)


def _arrow(end: str, edge: str, shape: str, drawn: Mapping[str, Any]) -> alt.Chart:
    """The arrow of a bar that is open at this end: it goes on beyond the axis."""
    offset = -_ARROW / 2 if end == "start" else _ARROW / 2
    chart: alt.Chart = (
        _rows(f"datum.open == '{end}'")
        .mark_point(opacity=1, shape=shape, xOffset=offset, cursor="pointer")
        .encode(x=f"{edge}:Q", size=alt.value(_ARROW**2), **drawn)
    )
    return chart
