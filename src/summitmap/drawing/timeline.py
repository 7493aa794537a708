"""The timeline: the events in order, grouped by date, as HTML that any page can show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from babel.dates import format_date
from markupsafe import Markup

from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.entry import Address, Entry
from summitmap.drawing.templates import draw
from summitmap.story.model import Status


@dataclass(frozen=True)
class Group:
    """The events of one date that had all happened at publication, or were all still to come."""

    date: str
    ahead: bool
    entries: tuple[Entry, ...]


def _is_ahead(entry: Entry) -> bool:
    return entry.status in (Status.PLANNED, Status.PROPOSED)


def _halves(day: str, entries: Sequence[Entry]) -> Iterator[Group]:
    """Of one date, first what had happened and then what was still to come."""
    for ahead in (False, True):
        together = tuple(entry for entry in entries if _is_ahead(entry) is ahead)
        if together:
            yield Group(day, ahead, together)


_STRETCH = 50
"""How many events stand together before the browser may leave the others out until they come into
sight; a short story is one stretch, for nothing is left out of it."""


def _stretches(groups: Sequence[Group]) -> Iterator[list[Group]]:
    """The groups in runs of about `_STRETCH` events."""
    stretch: list[Group] = []
    for group in groups:
        if stretch and sum(len(each.entries) for each in stretch) >= _STRETCH:
            yield stretch
            stretch = []
        stretch.append(group)
    yield stretch


def timeline(
    entries: Sequence[Entry],
    published: date,
    words: Catalogue,
    address: Address,
    shelf: int | None = None,
) -> Markup:
    """The timeline as HTML. A line marks the day of publication, before what was still to come.

    `shelf` is how many cards of a crowd stand on a shelf: the details of its events are then left
    for the browser to fetch from there, see `drawing.crowd`.
    """
    groups = [
        group
        for day, of_day in groupby(entries, lambda entry: entry.date)
        for group in _halves(day, tuple(of_day))
    ]
    # The line holds for all that follows it.
    begun = next((n for n, group in enumerate(reversed(groups)) if not group.ahead), len(groups))
    to_come = len(groups) - begun if begun else None
    day = format_date(published, words("date.day"), locale=words.language)
    return draw(
        "timeline.html",
        stretches=list(_stretches(groups)),
        to_come=groups[to_come] if to_come is not None and to_come < len(groups) else None,
        day=day,
        words=words,
        address=address,
        shelf=shelf,
    )
