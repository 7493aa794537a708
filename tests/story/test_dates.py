"""EDTF dates."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitmap.story.dates import EventDate, Precision


def test_a_day_covers_itself_alone() -> None:
    day = EventDate.parse("2023-09-13")
    assert (day.earliest, day.latest) == (date(2023, 9, 13), date(2023, 9, 13))
    assert day.start is not None
    assert day.start.precision is Precision.DAY


def test_a_month_is_a_month_wide_and_not_its_first_day() -> None:
    october = EventDate.parse("2023-10")
    assert (october.earliest, october.latest) == (date(2023, 10, 1), date(2023, 10, 31))


def test_february_ends_on_the_29th_in_a_leap_year() -> None:
    assert EventDate.parse("2024-02").latest == date(2024, 2, 29)


def test_a_year_lasts_to_new_years_eve() -> None:
    assert EventDate.parse("2023").latest == date(2023, 12, 31)


def test_an_interval_keeps_that_its_end_is_approximate() -> None:
    days = EventDate.parse("2023-09-14/2023-09-20~")
    assert days.start is not None
    assert days.end is not None
    assert (days.start.approximate, days.end.approximate) == (False, True)
    assert (days.earliest, days.latest) == (date(2023, 9, 14), date(2023, 9, 20))


def test_a_percent_sign_means_uncertain_and_approximate() -> None:
    day = EventDate.parse("2023-09-14%").start
    assert day is not None
    assert (day.uncertain, day.approximate) == (True, True)


@pytest.mark.parametrize("text", ["2023-09-14/..", "2023-09-14/"])
def test_an_interval_may_have_no_end(text: str) -> None:
    opened = EventDate.parse(text)
    assert opened.end is None
    assert opened.latest == date.max


@pytest.mark.parametrize("text", ["../2023-09-12", "/2023-09-12"])
def test_an_interval_may_have_no_beginning(text: str) -> None:
    opened = EventDate.parse(text)
    assert opened.start is None
    assert opened.earliest == date.min
    assert opened.latest == date(2023, 9, 12)


def test_what_is_known_only_by_a_day_is_ordered_at_that_day() -> None:
    known_by = EventDate.parse("/2023-09-12").order
    assert EventDate.parse("2023-09-11").order < known_by < EventDate.parse("2023-09-13").order


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12 September", "not an EDTF date"),
        ("2023-13", "not an EDTF date"),
        ("2023-02-30", "not an EDTF date"),
        ("2023-09-14/2023-09-01", "ends before it begins"),
        ("../..", "neither a beginning nor an end"),
        ("2023-21", "write a year, a month or a day"),
        ("2023-09-1X", "write a year, a month or a day"),
        ("0000", "no such day"),
        ("9" * 1000, "not an EDTF date"),
    ],
)
def test_what_is_not_a_date_says_why(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        EventDate.parse(text)


@given(st.text(alphabet="0123456789-/.~?%XU ", max_size=30) | st.text(max_size=30))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        parsed = EventDate.parse(text)
    except ValueError:
        return
    assert parsed.earliest <= parsed.latest


@settings(deadline=None)
@given(st.dates())
def test_every_day_of_the_calendar_is_read_as_itself(day: date) -> None:
    assert EventDate.parse(day.isoformat()).earliest == day


@settings(deadline=None)
@given(st.dates())
def test_a_day_alone_is_read_as_the_grammar_reads_it_in_an_interval(day: date) -> None:
    alone = EventDate.parse(day.isoformat())
    assert alone.start == EventDate.parse(f"{day.isoformat()}/..").start
