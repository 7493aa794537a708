"""Dates for the events that the text leaves undated: what can be said of them, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from summitmap.reading.draftevent import DraftEvent
from summitmap.story.dates import DatePoint, EventDate, Precision
from summitmap.story.model import Status


def with_dates(events: Sequence[DraftEvent], published: date) -> tuple[DraftEvent, ...]:
    """The events with an inferred stretch of time where they have no date; the order stays.

    What happened lies between what was told before it and publication, a departure before what
    comes after it, what is planned after what was told before it and before the next stop that is
    told close by. What was only proposed, called off or denied stays undated.
    """
    return tuple(
        event if event.when else replace(event, when=_stretch(events, number, published))
        for number, event in enumerate(events)
    )


def _stretch(events: Sequence[DraftEvent], number: int, published: date) -> EventDate | None:
    event = events[number]
    if event.status is Status.HAPPENED and event.is_origin:
        beside = [each for each in _before(events, number) if each.quote.start == event.quote.start]
        after = events[number + 1 : number + 1 + _FAR]
        # "Hun hadde kommet fra Berlin": before where the text already is.
        come = _told(_before(events, number), Status.HAPPENED) if event.hour < 0 else None
        then = _told(beside, Status.HAPPENED) or come or _told(after, Status.HAPPENED)
        by = then.latest if then else published
        return _by(min(by, published))
    if event.status is Status.HAPPENED:
        before = _told(_before(events, number), Status.HAPPENED)
        if before is None or not date.min < before.earliest < published:
            return _by(published)
        if published - before.earliest > _LONG_AGO:
            # What the text looks back on is no beginning.
            return _by(published)
        return _between(before.earliest, published)
    if event.status is Status.PLANNED:
        before = _told(_before(events, number), Status.PLANNED)
        first = max(before.earliest, published) if before else published
        last = _next_stop(events, number)
        return _between(first, last) if last and last >= first else _from(first)
    return None


def _next_stop(events: Sequence[DraftEvent], number: int) -> date | None:
    """The last day on which the stop may be that is told of behind a planned one, close by."""
    event = events[number]
    for after in events[number + 1 : number + 1 + _CLOSE]:
        planned = after.status is Status.PLANNED and after.present and event.present
        if planned and after.when is not None:
            return after.when.latest if after.sentence - event.sentence <= 1 else None
    return None


# Made and not parsed: there are many, and their parts are known.


def _by(day: date) -> EventDate:
    return EventDate(f"/{day}", None, _point(day), is_interval=True)


def _from(day: date) -> EventDate:
    return EventDate(f"{day}/..", _point(day), None, is_interval=True)


def _between(first: date, last: date) -> EventDate:
    if first == last:
        return EventDate(f"{first}", _point(first), _point(first), is_interval=False)
    return EventDate(f"{first}/{last}", _point(first), _point(last), is_interval=True)


def _point(day: date) -> DatePoint:
    return DatePoint(day, Precision.DAY)


_LONG_AGO = timedelta(days=120)
"""What lies further back says nothing of when the next thing happened."""

_CLOSE = 3
"""How many events away the next stop of a plan may be told."""

_FAR = 20
"""How many events away a date may be told and still say something."""


def _before(events: Sequence[DraftEvent], number: int) -> Sequence[DraftEvent]:
    return events[max(0, number - _FAR) : number][::-1]


def _told(events: Sequence[DraftEvent], status: Status) -> EventDate | None:
    """The first date that the text gives for an event of that status."""
    for event in events:
        if event.when is not None and event.status is status:
            return event.when
    return None
