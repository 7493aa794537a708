"""The chart: the axis as a specification of Vega-Lite, without its data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import altair as alt

from summitmap.drawing.axis.hand import BRUSH, PICKED
from summitmap.drawing.axis.ticks import Tick
from summitmap.drawing.theme import Colours
from summitmap.story.dates import Span
from summitmap.story.model import Status

EVENTS = "events"
"""The name of the rows in the specification."""

_BREAK = 500
"""From this width in pixels on the wide stacking is drawn."""

_FAINT = 0.22
"""How much is seen of an event that the filters leave out."""


@dataclass(frozen=True)
class Look:
    """What the chart of one story has of its own. What comes twice is for the wide and the narrow
    stacking; lengths on the screen are in pixels, on the axis in days."""

    reach: Span
    published: date
    sizes: tuple[int, ...]
    top: int
    ticks: tuple[tuple[Tick, ...], ...]
    description: str
    opened: Span | None


def spec_of(pattern: Mapping[str, Any], look: Look) -> dict[str, Any]:
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
        for param in selections:
            if param["name"] == BRUSH:
                param["value"] = {"x": [look.opened.start, look.opened.end]}
    return {
        **pattern,
        "height": look.top,
        "description": look.description,
        "params": [*({"name": name, "value": v} for name, v in values.items()), *selections],
    }


@lru_cache(maxsize=16)
def pattern_of(palette: Colours, headings: tuple[str, str]) -> dict[str, Any]:
    """The Vega-Lite specification of all stories in these colours, with these two words before the
    date and the status. Made once: Altair checks every part of it, which takes a while."""
    size = _by_width("wideSize", "narrowSize")
    arrow = f"max({size}, 6)"
    a_pixel = "(end - start) / width"
    calculated = {
        # A bar that is open ends in an arrow at the edge.
        "x": f"({_by_width('datum.x_wide', 'datum.x_narrow')})"
        f" + (datum.open == 'start' ? {arrow} * {a_pixel} : 0)",
        "x2": f"({_by_width('datum.x2_wide', 'datum.x2_narrow')})"
        f" - (datum.open == 'end' ? {arrow} * {a_pixel} : 0)",
        "y": _by_width("datum.y_wide", "datum.y_narrow"),
        "middle": "(datum.x + datum.x2) / 2",
        "arrow": f"pow({arrow}, 2)",
        "startTip": f"start + {arrow} / 2 * {a_pixel}",
        "endTip": f"end - {arrow} / 2 * {a_pixel}",
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
            # The letters of Streamlit's pages.
            font='"Source Sans", "Source Sans Pro", sans-serif',
            # The list of events tells each of them; the marks have no names of their own.
            aria=False,
            axis=alt.AxisConfig(aria=False),
            view=alt.ViewConfig(stroke=None, cursor="crosshair"),
            mark=alt.MarkConfig(aria=False, tooltip=None),
        )
    )
    made: dict[str, Any] = chart.to_dict()
    return made


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
        _arrow("start", "M1,-1L-1,0L1,1Z", drawn),
        _arrow("end", "M-1,-1L1,0L-1,1Z", drawn),
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


def _arrow(end: str, shape: str, drawn: Mapping[str, Any]) -> alt.Chart:
    """The arrow of a bar that is open at this end: it goes on beyond the axis."""
    chart: alt.Chart = (
        _rows(f"datum.open == '{end}'")
        .mark_point(opacity=1, shape=shape, cursor="pointer")
        .encode(x=f"{end}Tip:Q", size=_size("arrow"), **drawn)
    )
    return chart
