"""Where names may stand, as pure geometry."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitmap.drawing.labels import Box, Line, Option, Wanted, beside, place

FRAME = Box(0, 0, 100, 100)


def wanted(key: str, *boxes: Box, **fields: object) -> Wanted:
    """A name that could fill these boxes, the first for nothing, each other for one more."""
    options = tuple(Option(box, cost) for cost, box in enumerate(boxes))
    return Wanted(key, options, **fields)  # type: ignore[arg-type]


numbers = st.floats(0, 100, allow_nan=False)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    left, top = draw(numbers), draw(numbers)
    return Box(left, top, left + draw(st.floats(1, 40)), top + draw(st.floats(1, 20)))


def test_boxes_that_meet_at_an_edge_do_not_touch() -> None:
    assert not Box(0, 0, 10, 10).touches(Box(10, 0, 20, 10))
    assert Box(0, 0, 10, 10).touches(Box(9, 9, 20, 20))


@given(boxes(), boxes())
def test_touching_is_mutual_and_a_box_that_is_held_touches(one: Box, other: Box) -> None:
    assert one.touches(other) is other.touches(one)
    if one.holds(other):
        assert one.touches(other)


@pytest.mark.parametrize(
    ("line", "length"),
    [
        (Line(-10, 5, 20, 5), 10),
        (Line(5, 5, 5, 30), 5),
        (Line(-3, 0, 0, 4), 0),
        (Line(20, 0, 20, 10), 0),
        (Line(0, 0, 10, 10), 200**0.5),
        (Line(2, 2, 2, 2), 0),
    ],
)
def test_a_line_is_as_long_in_a_box_as_the_part_that_lies_there(line: Line, length: float) -> None:
    assert line.length_in(Box(0, 0, 10, 10)) == pytest.approx(length)


def test_a_name_takes_its_cheapest_free_box() -> None:
    best, second = Box(10, 10, 30, 20), Box(40, 10, 60, 20)
    assert place([wanted("a", best, second)], FRAME).chosen["a"].box == best
    assert place([wanted("a", best, second)], FRAME, [best]).chosen["a"].box == second


def test_the_more_important_name_comes_first_and_the_other_is_left_out() -> None:
    box = Box(10, 10, 30, 20)
    placement = place([wanted("a", box), wanted("b", box)], FRAME)
    assert set(placement.chosen) == {"a"}
    assert placement.left_out == ("b",)


def test_a_name_that_the_frame_would_cut_is_left_out() -> None:
    assert place([wanted("a", Box(90, 10, 110, 20))], FRAME).left_out == ("a",)
    assert place([wanted("a", Box(89, 10, 99, 20))], FRAME, gap=2).left_out == ("a",)


def test_names_keep_their_distance() -> None:
    names = [wanted("a", Box(10, 10, 30, 20)), wanted("b", Box(33, 10, 50, 20))]
    assert place(names, FRAME, gap=2).left_out == ()
    assert place(names, FRAME, gap=4).left_out == ("b",)


def test_no_line_runs_under_a_name_that_cannot_bear_it() -> None:
    under, clear = Box(10, 10, 30, 20), Box(10, 60, 30, 70)
    line = Line(0, 15, 100, 15)
    assert place([wanted("a", under, clear)], FRAME, lines=[line]).chosen["a"].box == clear
    assert place([wanted("a", under)], FRAME, lines=[line]).left_out == ("a",)


def test_a_name_that_bears_a_line_weighs_it_against_a_worse_place() -> None:
    under, clear = Box(10, 10, 30, 20), Box(10, 60, 30, 70)
    line = Line(0, 15, 100, 15)
    light, heavy = (wanted("a", under, clear, crossing=cost) for cost in (0.01, 1.0))
    assert place([light], FRAME, lines=[line]).chosen["a"].box == under
    assert place([heavy], FRAME, lines=[line]).chosen["a"].box == clear


def test_a_name_whose_own_sign_is_covered_is_left_out() -> None:
    name = wanted("a", Box(10, 10, 30, 20), mark=Box(5, 13, 8, 16))
    assert place([name], FRAME).left_out == ()
    assert place([name], FRAME, [Box(0, 12, 7, 14)]).left_out == ("a",)
    assert place([name], FRAME, lines=[Line(0, 14, 9, 14)]).left_out == ("a",)


def test_a_name_that_insists_goes_first_when_it_found_no_room() -> None:
    narrow, wide = Box(10, 10, 30, 20), Box(40, 40, 60, 50)
    flexible = wanted("a", narrow, wide, insists=True)
    fixed = wanted("b", narrow, insists=True)
    placement = place([flexible, fixed], FRAME)
    assert placement.left_out == ()
    assert placement.chosen["a"].box == wide


@given(st.lists(st.lists(boxes(), max_size=4), max_size=12), st.lists(boxes(), max_size=4))
def test_whatever_is_wanted_nothing_placed_touches_anything(
    names: list[list[Box]], taken: list[Box]
) -> None:
    asked = [wanted(str(number), *options) for number, options in enumerate(names)]
    placement = place(asked, FRAME, taken)
    found = [option.box for option in placement.chosen.values()]
    for number, box in enumerate(found):
        assert FRAME.holds(box)
        assert not any(box.touches(other) for other in [*found[:number], *taken])
    assert {*placement.chosen, *placement.left_out} == {name.key for name in asked}


def test_the_boxes_beside_a_sign_leave_it_free() -> None:
    rng = random.Random(5)
    for _ in range(50):
        reach, up = rng.uniform(2, 20), rng.uniform(2, 20)
        sign = Box.round(0, 0, reach, up)
        for box, cost in beside(0, 0, (reach, up), rng.uniform(10, 90), rng.uniform(5, 30)):
            assert not box.touches(sign)
            assert 0 <= cost <= 1
