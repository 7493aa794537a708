"""The time axis: where marks stand, how they are drawn, and what the reader's hand says."""

from __future__ import annotations

import json
import random
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from itertools import combinations, pairwise
from typing import Any

import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.elements.vega_charts import VegaLiteStateSerde
from streamlit.testing.v1 import AppTest

from summitmap.drawing.axis import BRUSH, PICKED, Axis, Held, Pick, Span, axis
from summitmap.drawing.catalogue import catalogue
from summitmap.drawing.theme import Theme, colours
from summitmap.story.dates import EventDate
from summitmap.story.folder import StoryFolder
from summitmap.story.model import Status, Story
from tests.drawing.conftest import HOSTILE, made

SVG = "{http://www.w3.org/2000/svg}"
LIGHT = colours(Theme.LIGHT)
EN = catalogue("en")
WIDTHS = {"wide": 660, "narrow": 310}
when = cache(EventDate.parse)
"""Parsing EDTF is slow, and a test of a thousand events has few days."""


def dated(*dates: str | None, published: str = "2023-09-14", status: str = "happened") -> Story:
    """A story with an event on each of these dates, `event-1` the first."""
    events = [{"date": when(day) if day else None, "status": status} for day in dates]
    return made(*events, published=published)


def told(story: Story, **options: Any) -> Axis:  # noqa: ANN401 - any option of the axis
    return axis(story, "en", EN, Theme.LIGHT, **options)


def row(drawn: Axis, event: str) -> Mapping[str, Any]:
    (only,) = (row for row in drawn.rows if row["event"] == event)
    return only


def said(drawn: Axis, kind: str) -> list[str]:
    return [row["text"] for row in drawn.rows if row["kind"] == kind]


def parameter(drawn: Axis, name: str) -> Any:  # noqa: ANN401 - any value of Vega
    (only,) = (param for param in drawn.spec["params"] if param["name"] == name)
    return only.get("value")


def ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def picture(drawn: Axis, width: int = 700) -> ElementTree.Element:
    """The axis as another program draws it."""
    return ElementTree.fromstring(vl_convert.vegalite_to_svg({**drawn.chart, "width": width}))


def paths(svg: ElementTree.Element, colour: str = "") -> list[ElementTree.Element]:
    """The symbols of events that are drawn with this colour, from left to right."""
    found = [
        path
        for group in svg.iter(f"{SVG}g")
        if "mark-symbol" in (group.get("class") or "")
        for path in group.iter(f"{SVG}path")
        if colour in ("", path.get("fill"), path.get("stroke"))
    ]
    return sorted(found, key=spot)


def spot(path: ElementTree.Element) -> tuple[float, float]:
    """Where a symbol stands in its group, in pixels from the upper left."""
    inside = (path.get("transform") or "").removeprefix("translate(").removesuffix(")")
    x, y = (float(number) for number in inside.split(","))
    return x, y


def seeded(count: int, days: int = 365) -> Story:
    """Events of every kind of date and status in disorder, always the same."""
    rng = random.Random(11)
    # Few days are parsed, see `when`.
    step = days // 60
    events = []
    for _ in range(count):
        day = date(2023, 1, 1) + timedelta(days=rng.randrange(0, days, step))
        kinds = (day.isoformat(), day.isoformat()[:7], f"{day}/{day + timedelta(days=9)}")
        text = rng.choices([*kinds, f"{day}/..", f"../{day}"], [90, 3, 3, 1, 1])[0]
        status = rng.choice([status.value for status in Status])
        events.append({"date": when(text), "status": status})
    return made(*events)


def test_a_day_is_a_point_at_its_noon() -> None:
    found = row(told(dated("2023-09-13")), "event-1")
    assert found["kind"] == "day"
    assert found["x_wide"] == found["x_narrow"] == ordinal("2023-09-13") + 0.5


def test_an_interval_of_one_day_is_a_point() -> None:
    assert row(told(dated("2023-09-13/2023-09-13")), "event-1")["kind"] == "day"


@pytest.mark.parametrize(
    ("edtf", "first", "after"),
    [
        ("2023-10", "2023-10-01", "2023-11-01"),
        ("2023-09-14/2023-09-20~", "2023-09-14", "2023-09-21"),
        ("2023-09/2023-10-04", "2023-09-01", "2023-10-05"),
        ("2022", "2022-01-01", "2023-01-01"),
    ],
)
def test_what_is_longer_than_a_day_is_a_bar_over_all_its_days(
    edtf: str, first: str, after: str
) -> None:
    found = row(told(dated(edtf)), "event-1")
    assert (found["kind"], found["open"]) == ("bar", "")
    assert (found["x_wide"], found["x2_wide"]) == (ordinal(first), ordinal(after))


@pytest.mark.parametrize("edtf", ["2023-09-20/..", "2023-09-20/"])
def test_a_bar_without_an_end_goes_to_the_edge_of_the_axis(edtf: str) -> None:
    drawn = told(dated(edtf))
    found = row(drawn, "event-1")
    assert (found["kind"], found["open"]) == ("bar", "end")
    assert (found["x_wide"], found["x2_wide"]) == (ordinal("2023-09-20"), drawn.days.end)
    assert drawn.days.end > ordinal("2023-09-21")


@pytest.mark.parametrize("edtf", ["../2023-09-11", "/2023-09-11"])
def test_a_bar_without_a_beginning_comes_from_the_edge_of_the_axis(edtf: str) -> None:
    drawn = told(dated(edtf))
    found = row(drawn, "event-1")
    assert (found["kind"], found["open"]) == ("bar", "start")
    assert (found["x_wide"], found["x2_wide"]) == (drawn.days.start, ordinal("2023-09-12"))
    assert drawn.days.start < ordinal("2023-09-11")


def test_an_open_end_is_an_arrow() -> None:
    (arrow,) = paths(picture(told(dated("2023-09-20/.."))), LIGHT.accent)
    (other,) = paths(picture(told(dated("../2023-09-11"))), LIGHT.accent)
    assert spot(arrow)[0] > 650
    assert spot(other)[0] < 50
    assert arrow.get("d") != other.get("d")


def test_an_event_without_a_date_is_counted_and_not_drawn() -> None:
    drawn = told(dated("2023-09-13", None, None))
    assert drawn.undated == 2
    assert drawn.events == {"event-1"}
    assert [row["event"] for row in drawn.rows if row["event"]] == ["event-1"]


def test_a_story_without_dates_has_an_axis_around_its_publication() -> None:
    drawn = told(dated(None))
    assert drawn.days.first < date(2023, 9, 14) < drawn.days.last
    assert drawn.spec["description"] == "Time axis of “Title”. No event has a date."
    assert not paths(picture(drawn))


@pytest.mark.parametrize("edtf", ["0001-01-01", "9999-12-31", "0001/..", "../9999"])
def test_the_ends_of_the_calendar_can_be_drawn(edtf: str) -> None:
    drawn = told(dated(edtf))
    assert paths(picture(drawn)) or row(drawn, "event-1")["kind"] == "bar"


def test_a_day_is_drawn_where_its_noon_is() -> None:
    drawn = told(dated("2023-09-13", "2023-10-01"))
    svg = picture(drawn)
    (axis_line,) = (
        line
        for group in svg.iter(f"{SVG}g")
        if "role-axis-domain" in (group.get("class") or "")
        for line in group.iter(f"{SVG}line")
    )
    width = float(axis_line.get("x2") or 0)
    length = drawn.days.end - drawn.days.start
    wanted = [
        (ordinal(day) + 0.5 - drawn.days.start) / length * width
        for day in ("2023-09-13", "2023-10-01")
    ]
    assert [spot(path)[0] for path in paths(svg)] == pytest.approx(wanted, abs=0.01)


def test_status_is_told_by_shape_and_line_and_not_by_colour_alone() -> None:
    days = ("2023-09-01", "2023-09-04", "2023-09-07", "2023-09-10", "2023-09-13")
    events = [{"date": when(day), "status": s.value} for day, s in zip(days, Status, strict=True)]
    happened, planned, proposed, cancelled, denied = paths(picture(told(made(*events))))
    assert happened.get("fill") == LIGHT.accent
    assert planned.get("fill") == proposed.get("fill") == denied.get("fill") == LIGHT.paper
    assert planned.get("d") == happened.get("d")
    assert planned.get("stroke-dasharray") == "2.6,1.6"
    assert happened.get("stroke-dasharray") == "1,0"
    assert len({path.get("d") for path in (happened, proposed, cancelled, denied)}) == 4


def test_a_planned_bar_is_hollow_and_dashed() -> None:
    drawn = told(dated("2023-10", status="planned"))
    (bar,) = (path for path in picture(drawn).iter(f"{SVG}path") if path.get("stroke-dasharray"))
    assert (bar.get("fill"), bar.get("stroke")) == (LIGHT.paper, LIGHT.accent)


@pytest.mark.parametrize("status", ["proposed", "cancelled", "denied"])
def test_a_bar_of_what_will_not_simply_happen_has_the_sign_of_its_status(status: str) -> None:
    bar = paths(picture(told(dated("2023-10", status=status))))
    day = paths(picture(told(dated("2023-10-01", status=status))))
    assert [path.get("d") for path in bar] == [path.get("d") for path in day]


def test_events_of_one_day_stand_over_one_another() -> None:
    drawn = told(dated("2023-09-13", "2023-09-13", "2023-09-13"))
    found = [row(drawn, f"event-{number}") for number in (1, 2, 3)]
    assert {each["x_wide"] for each in found} == {ordinal("2023-09-13") + 0.5}
    heights = [each["y_wide"] for each in found]
    assert [after - before for before, after in pairwise(heights)] == [14, 14]


def test_bars_that_meet_stand_over_one_another_and_others_beside() -> None:
    drawn = told(dated("2023-08", "2023-08-20/2023-09-10", "2023-10"))
    august, across, october = (row(drawn, f"event-{number}") for number in (1, 2, 3))
    assert august["y_wide"] == october["y_wide"] < across["y_wide"]


def test_a_bar_stands_over_the_days_in_it() -> None:
    drawn = told(dated("2023-10", "2023-10-10", "2023-10-10"))
    assert row(drawn, "event-1")["y_wide"] > row(drawn, "event-3")["y_wide"]


@pytest.mark.parametrize("count", [5, 12, 25, 60])
def test_no_mark_hides_another_where_all_have_room(count: int) -> None:
    drawn = told(seeded(count, days=200))
    for name, width in WIDTHS.items():
        a_pixel = (drawn.days.end - drawn.days.start) / width
        assert not said(drawn, name), "the seeded events have room"
        events = [row for row in drawn.rows if row["event"]]
        levels = sorted({row[f"y_{name}"] for row in events})
        height = levels[0] * 2
        for one, other in combinations(events, 2):
            if one[f"y_{name}"] != other[f"y_{name}"]:
                continue
            left, right = sorted((one, other), key=lambda row: row[f"x_{name}"])
            apart = (right[f"x_{name}"] - left[f"x2_{name}"]) / a_pixel
            both_days = one["kind"] == other["kind"] == "day"
            # Days may lie like coins in a row.
            assert apart >= (height * 0.6 - 0.01 if both_days else 0), (one, other)


def test_what_finds_no_room_is_counted_beside_its_column() -> None:
    drawn = told(dated(*["2023-09-12"] * 40))
    assert said(drawn, "wide") == said(drawn, "narrow") == ["+29"]
    assert drawn.crowded == 29


def test_a_thousand_events_are_all_on_the_axis_and_it_stays_low() -> None:
    story = seeded(1000)
    drawn = told(story)
    assert drawn.events == {event.id for event in story.events}
    assert drawn.spec["height"] <= 85
    lost = [sum(int(text.removeprefix("+")) for text in said(drawn, name)) for name in WIDTHS]
    assert lost[0] <= lost[1] == drawn.crowded < 400
    days = sum(row["kind"] == "day" for row in drawn.rows)
    assert len(paths(picture(drawn))) >= days


def test_the_same_story_gives_the_same_axis() -> None:
    assert told(seeded(200)).chart == told(seeded(200)).chart


def test_a_phone_has_a_stacking_of_its_own() -> None:
    drawn = told(dated("2023-09-12", "2023-09-14", "2023-12-20"))
    assert row(drawn, "event-2")["x_narrow"] == row(drawn, "event-1")["x_narrow"]
    assert row(drawn, "event-2")["x_wide"] == ordinal("2023-09-14") + 0.5
    wide, narrow = (paths(picture(drawn, width), LIGHT.accent) for width in (700, 360))
    assert [spot(path)[1] for path in wide] != [spot(path)[1] for path in narrow]
    assert max(spot(path)[0] for path in narrow) < 360


def test_the_selected_event_is_marked_and_drawn_last() -> None:
    drawn = told(dated("2023-09-12", "2023-09-13"), selected="event-1")
    assert [(row["event"], row["selected"]) for row in drawn.rows if row["event"]] == [
        ("event-2", False),
        ("event-1", True),
    ]
    (ring,) = paths(picture(drawn), LIGHT.ink)
    first, _ = paths(picture(drawn), LIGHT.accent)
    assert spot(ring) == spot(first)


def test_what_the_filters_leave_out_is_faint_and_still_there() -> None:
    drawn = told(dated("2023-09-12", "2023-09-13"), left={"event-2"})
    assert [row(drawn, f"event-{number}")["left"] for number in (1, 2)] == [False, True]
    assert [path.get("opacity") for path in paths(picture(drawn))] == ["0.22", "1"]


def test_a_selection_or_a_filter_changes_data_alone() -> None:
    story = dated("2023-09-12", "2023-09-13", "2023-10")
    plain = told(story)
    other = told(story, selected="event-3", left={"event-1"})
    assert json.dumps(plain.spec) == json.dumps(other.spec)
    assert plain.rows != other.rows


def test_a_brush_that_the_axis_is_opened_with_is_drawn() -> None:
    span = Span(date(2023, 9, 12), date(2023, 9, 13))
    drawn = told(dated("2023-09-01", "2023-09-30"), opened=span)
    assert parameter(drawn, BRUSH) == {"x": [ordinal("2023-09-12"), ordinal("2023-09-14")]}
    assert parameter(told(dated("2023-09-01")), BRUSH) is None
    (brush,) = (
        path
        for group in picture(drawn).iter(f"{SVG}g")
        if "brush_brush_bg" in (group.get("class") or "")
        for path in group.iter(f"{SVG}path")
    )
    assert "h0" not in (brush.get("d") or "")


def test_a_brush_lies_under_the_marks_so_that_they_can_be_clicked() -> None:
    groups = [group.get("class") or "" for group in picture(told(dated("2023-09-13"))).iter()]
    brush = next(n for n, group in enumerate(groups) if group.endswith("brush_brush"))
    assert all(n > brush for n, group in enumerate(groups) if "mark-symbol" in group)


def test_a_brush_beyond_the_axis_is_cut_and_one_far_away_is_none() -> None:
    story = dated("2023-09-13")
    days = told(story).days
    long = told(story, opened=Span(date(2000, 1, 1), date(2100, 1, 1)))
    assert parameter(long, BRUSH) == {"x": [days.start, days.end]}
    far = told(story, opened=Span(date(2000, 1, 1), date(2000, 1, 2)))
    assert parameter(far, BRUSH) is None


def test_words_of_the_story_stand_in_the_data_and_never_in_an_expression() -> None:
    story = made({"date": "2023-09-13", "headline": {"en": HOSTILE}})
    drawn = told(story)
    assert row(drawn, "event-1")["headline"] == HOSTILE
    assert HOSTILE not in json.dumps(drawn.spec, ensure_ascii=False)
    assert not list(picture(drawn).iter(f"{SVG}script"))


def test_a_title_is_told_as_it_is_to_who_cannot_see_the_axis() -> None:
    drawn = told(made({"date": "2023-09-13"}, {"date": "2023-10"}, title={"en": HOSTILE}))
    assert drawn.spec["description"] == (
        f"Time axis of “{HOSTILE}”: 2 events from 13 September 2023 to 31 October 2023. "
        "The timeline tells them one by one."
    )


def test_a_date_that_was_inferred_says_so() -> None:
    events = ({"date": "2023-09-13", "date_basis": basis} for basis in ("inferred", "stated"))
    drawn = told(made(*events))
    assert row(drawn, "event-1")["date"] == "13 September 2023 (inferred by us)"
    assert row(drawn, "event-2")["date"] == "13 September 2023"


@pytest.mark.parametrize(
    ("language", "wide", "narrow", "published"),
    [
        ("en", ["11 Sep", "2023"], ["25 Sep"], "Published"),
        ("nb", ["11. sep.", "2023"], ["25. sep."], "Publisert"),
    ],
)
def test_the_axis_speaks_the_readers_language(
    kim: StoryFolder, language: str, wide: list[str], narrow: list[str], published: str
) -> None:
    drawn = axis(kim.story, language, catalogue(language), Theme.LIGHT)
    assert parameter(drawn, "wideWords")[str(ordinal("2023-09-11") + 0.5)] == wide
    assert parameter(drawn, "narrowWords")[str(ordinal("2023-09-25") + 0.5)] == narrow
    assert said(drawn, "published") == [published]
    texts = ["".join(text.itertext()) for text in picture(drawn).iter(f"{SVG}text")]
    assert published in texts
    assert any("2023" in text for text in texts)


# The first one makes what all charts share, and parsing EDTF is slow.
@settings(deadline=None, max_examples=50)
@given(
    first=st.dates(),
    days=st.one_of(st.integers(0, 500), st.integers(0, 4_000_000)),
)
def test_ticks_lie_on_the_axis_and_have_room_for_their_words(first: date, days: int) -> None:
    last = date.fromordinal(min(first.toordinal() + days, date.max.toordinal()))
    begin = EventDate.parse(first.isoformat())
    end = EventDate.parse(last.isoformat())
    drawn = told(made({"date": begin}, {"date": end}, published=first))
    ticks = parameter(drawn, "ticks")
    assert all(drawn.days.start <= tick <= drawn.days.end for tick in ticks)
    for name, width in WIDTHS.items():
        words = parameter(drawn, f"{name}Words")
        assert 1 <= len(words) <= width / 62
        assert set(map(float, words)) <= set(ticks)
        years = [date.fromordinal(int(float(day))).year for day in words]
        told_of = [lines[-1] for lines in words.values()]
        assert str(years[0]) in told_of[0]


def test_the_day_of_publication_has_its_word_on_the_side_where_there_is_room() -> None:
    early, late = (
        next(
            text
            for text in picture(told(dated("2023-09-01", "2023-12-01", published=day))).iter(
                f"{SVG}text"
            )
            if text.text == "Published"
        ).get("text-anchor")
        for day in ("2023-09-01", "2023-12-01")
    )
    assert (early or "start", late) == ("start", "end")


def test_dark_has_colours_of_its_own() -> None:
    dark = axis(dated("2023-09-13"), "en", EN, Theme.DARK)
    (mark,) = paths(picture(dark))
    assert mark.get("fill") == colours(Theme.DARK).accent


def page(chart: dict) -> None:  # type: ignore[type-arg] # it is run alone, without our imports
    import streamlit

    streamlit.vega_lite_chart(chart, key="axis", on_select="rerun", theme=None)


def test_streamlit_takes_another_selection_for_new_data_of_the_same_chart() -> None:
    """Its page draws a chart anew when the specification changes, and else exchanges its data."""
    story = dated("2023-09-12", "2023-09-13")
    one, other = (
        AppTest.from_function(page, kwargs={"chart": told(story, selected=event).chart})
        .run()
        .get("vega_lite_chart")[0]
        .proto
        for event in ("event-1", "event-2")
    )
    assert (one.id, one.spec) == (other.id, other.spec)
    assert sorted(one.selection_mode) == [BRUSH, PICKED]
    assert [data.name for data in one.datasets] == [data.name for data in other.datasets]
    assert one.datasets[0].data.data != other.datasets[0].data.data


DAYS = Span(date(2023, 9, 1), date(2023, 9, 30))


def state(**selection: object) -> object:
    """What Streamlit gives a page after its browser told it so."""
    text = json.dumps({"selection": selection})
    return VegaLiteStateSerde([PICKED, BRUSH]).deserialize(text)


def after(held: Held, said: object) -> Held:
    return held.after(said, {"talks", "gifts"}, DAYS)


def noon(day: str) -> float:
    return ordinal(day) + 0.5


def test_a_click_on_a_mark_picks_its_event() -> None:
    held = after(Held(), state(picked=[{"event": "talks", "moment": 1700000000000}]))
    assert held.pick == Pick("talks", 1700000000000)


def test_the_same_mark_clicked_later_is_another_pick() -> None:
    held = after(Held(), state(picked=[{"event": "talks", "moment": 1}]))
    assert after(held, state(picked=[{"event": "talks", "moment": 1}])).pick == held.pick
    assert after(held, state(picked=[{"event": "talks", "moment": 2}])).pick != held.pick


@pytest.mark.parametrize(
    "picked",
    [{}, [], [{}], "talks", [{"event": "nowhere", "moment": 1}], [{"event": "talks"}], [["talks"]]],
)
def test_a_click_that_names_no_event_of_the_axis_changes_nothing(picked: object) -> None:
    held = Held(pick=Pick("gifts", 1))
    assert after(held, state(picked=picked)) == held


@pytest.mark.parametrize(
    ("ends", "first", "last"),
    [
        ((noon("2023-09-12") - 0.1, noon("2023-09-14") + 0.1), 12, 14),
        ((noon("2023-09-12") + 0.1, noon("2023-09-14") - 0.1), 13, 13),
        ((ordinal("2023-09-12"), ordinal("2023-09-13")), 12, 12),
        ((ordinal("2023-09-12") + 0.1, ordinal("2023-09-12") + 0.2), 12, 12),
        ((ordinal("2023-09-12") + 0.8, ordinal("2023-09-13") + 0.1), 12, 12),
        ((noon("2023-09-14"), noon("2023-09-12")), 12, 14),
        ((0, ordinal("2023-09-05")), 1, 4),
        ((ordinal("2023-09-29"), 99_999_999), 29, 30),
    ],
)
def test_a_brush_is_the_days_whose_noon_it_covers(
    ends: tuple[float, float], first: int, last: int
) -> None:
    held = after(Held(), state(brush={"x": list(ends)}))
    assert held.span == Span(date(2023, 9, first), date(2023, 9, last))


def test_a_brush_that_was_opened_is_read_as_it_was() -> None:
    span = Span(date(2023, 9, 12), date(2023, 9, 20))
    assert after(Held(), state(brush={"x": [span.start, span.end]})).span == span


def test_a_brush_that_was_cleared_is_none_and_one_not_touched_stays() -> None:
    held = Held(opened=DAYS, span=DAYS)
    assert after(held, state(brush={})).span is None
    assert after(held, state(picked=[{"event": "talks", "moment": 1}])).span == DAYS


@pytest.mark.parametrize(
    "brush",
    [
        [],
        "x",
        {"y": [1, 2]},
        {"x": [1]},
        {"x": "12"},
        {"x": [None, 1]},
        {"x": [True, 2]},
        {"x": [1, 2]},
        {"x": [1e300, 1e301]},
    ],
)
def test_a_brush_that_makes_no_sense_changes_nothing(brush: object) -> None:
    held = Held(opened=DAYS, span=DAYS)
    assert after(held, state(brush=brush)) == held


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["selection", PICKED, BRUSH, "x", "event", "moment", "talks"]), inner
        )
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(JUNK | st.builds(lambda p, b: {"selection": {PICKED: p, BRUSH: b}}, JUNK, JUNK))
def test_whatever_the_browser_says_the_span_lies_on_the_axis(junk: object) -> None:
    held = after(Held(), junk)
    assert held.pick is None or held.pick.event == "talks"
    assert held.span is None or DAYS.first <= held.span.first <= held.span.last <= DAYS.last
    assert held.number == 0


def test_a_span_that_came_from_the_axis_keeps_it() -> None:
    held = after(Held(), state(brush={"x": [ordinal("2023-09-12"), ordinal("2023-09-14")]}))
    assert held.showing(Span(date(2023, 9, 12), date(2023, 9, 13))) is held


def test_a_span_that_came_from_elsewhere_is_another_axis_opened_with_it() -> None:
    held = Held(opened=DAYS, span=DAYS)
    assert held.showing(None) == Held(number=1)
    other = Span(date(2023, 9, 2), date(2023, 9, 3))
    assert held.showing(other) == Held(number=1, opened=other, span=other)


@pytest.mark.parametrize(
    ("edtf", "meets"),
    [
        ("2023-09-12", True),
        ("2023-09-14", True),
        ("2023-09-15", False),
        ("2023-09", True),
        ("2023-10", False),
        ("../2023-09-12", True),
        ("../2023-09-11", False),
        ("2023-09-14/..", True),
        ("2023-09-15/..", False),
    ],
)
def test_a_span_meets_what_can_have_been_on_one_of_its_days(edtf: str, meets: bool) -> None:
    span = Span(date(2023, 9, 12), date(2023, 9, 14))
    assert span.meets(when(edtf)) is meets


def test_a_span_meets_nothing_without_a_date() -> None:
    assert not DAYS.meets(None)


def test_every_status_is_told_in_the_data(kim: StoryFolder) -> None:
    drawn = axis(kim.story, "en", EN, Theme.LIGHT)
    dated_events = [event for event in kim.story.events if event.date]
    assert Counter(row["status"] for row in drawn.rows if row["event"]) == Counter(
        event.status.value for event in dated_events
    )
    assert drawn.undated == len(kim.story.events) - len(dated_events) == 1
