"""A story as an iCalendar file (RFC 5545): its dated events as whole days."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, vText
from icalendar import Event as Day

from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.credits import credit_line
from summitmap.drawing.entry import Entry, entries
from summitmap.publishing.plain import plain
from summitmap.story.dates import EventDate
from summitmap.story.model import Event, Place, Status, Story

_log = logging.getLogger(__name__)

_STATUS = {
    Status.HAPPENED: "CONFIRMED",
    Status.PLANNED: "TENTATIVE",
    Status.PROPOSED: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
    # It is not in anybody's calendar that does not take place.
    Status.DENIED: "CANCELLED",
}

_LAST = date.max - timedelta(days=1)


def ics(story: Story, places: Mapping[str, Place], language: str, words: Catalogue) -> bytes:
    """The story's calendar in one language; the same story, the same bytes.

    An event lasts from the first to the last day that its EDTF date may mean; where one end is
    open it stands on the end that is known. The date as it is written stands in the description.
    An event without a date is left out and told in the log. Times are the day of publication, so
    that they stay the same.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//SummitMap//{story.id}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    # The library escapes only what it knows to be text.
    described = f"{story.summary[language]}\n{credit_line(places, words)}"
    calendar.add("x-wr-calname", vText(plain(story.title[language])))
    calendar.add("x-wr-caldesc", vText(plain(described)))
    for told in entries(story, places, language, words):
        event = story.event(told.id)
        if event.date is None:
            _log.info("%s: event %s has no date and is not in the calendar", story.id, event.id)
            continue
        place = places.get(event.place or "")
        calendar.add_component(_day(event, event.date, told, story, place, words))
    return bytes(calendar.to_ical())


def _day(
    event: Event,
    when: EventDate,
    told: Entry,
    story: Story,
    place: Place | None,
    words: Catalogue,
) -> Day:
    first, last = _bounds(when)
    day = Day()
    day.add("uid", f"{event.id}.{story.id}@summitmap")
    day.add("dtstamp", datetime.combine(story.published, time(), UTC))
    day.add("dtstart", first)
    day.add("dtend", last + timedelta(days=1))
    day.add("status", _STATUS[event.status])
    # A story is not an engagement: it takes up nobody's time.
    day.add("transp", "TRANSPARENT")
    day.add("summary", plain(_summary(told)))
    day.add("description", plain(_description(event, when, told, words)))
    if told.place:
        day.add("location", plain(told.place))
    if place is not None and not place.kind.is_area:
        # RFC 5545 counts latitude first.
        day.add("geo", (place.position.latitude, place.position.longitude))
    link = _link(event, story)
    if link:
        day.add("url", link)
    return day


def _bounds(when: EventDate) -> tuple[date, date]:
    """The first and the last day, of the end that is known where one is open."""
    start, end = when.start or when.end, when.end or when.start
    if start is None or end is None:
        raise ValueError(f"{when.edtf!r} has neither a beginning nor an end")
    return start.first, min(end.last, _LAST)


def _summary(told: Entry) -> str:
    if told.status is Status.HAPPENED:
        return told.headline
    return f"{told.headline} ({told.status_word})"


def _description(event: Event, when: EventDate, told: Entry, words: Catalogue) -> str:
    """What is known of it, a paragraph each: date, status and marks; the quote; who says so."""
    remarks = (told.date, told.status_word, *told.marks)
    edtf = words("calendar.edtf", edtf=when.edtf)
    sources = f"{words('event.says')}: {'; '.join(told.sources)}"
    note = f"{words('event.note')}: {told.note}" if event.note else ""
    parts = (f"{' · '.join(remarks)}\n{edtf}", words("calendar.quote", quote=told.quote))
    return "\n\n".join(part for part in (*parts, sources, note) if part)


def _link(event: Event, story: Story) -> str | None:
    """Where to read on: a source's page, or the article that the story retells."""
    links = [story.source(source).link for source in event.sources]
    links.append(story.original.link if story.original else None)
    return next((link for link in links if link and link.startswith(("https://", "http://"))), None)
