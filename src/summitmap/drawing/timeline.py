"""The timeline: the events in order, grouped by date, as HTML that any page can show."""

from __future__ import annotations

from collections.abc import Sequence
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
    """The events of one date; `ahead` when none of them had happened at publication."""

    date: str
    entries: tuple[Entry, ...]

    @property
    def ahead(self) -> bool:
        return all(entry.status in (Status.PLANNED, Status.PROPOSED) for entry in self.entries)


def timeline(
    entries: Sequence[Entry], published: date, words: Catalogue, address: Address
) -> Markup:
    """The timeline as HTML. A line marks the day of publication, before what was still to come."""
    groups = [Group(day, tuple(of_day)) for day, of_day in groupby(entries, lambda e: e.date)]
    to_come = next((number for number, group in enumerate(groups) if group.ahead), None)
    day = format_date(published, words("date.day"), locale=words.language)
    return draw(
        "timeline.html", groups=groups, to_come=to_come, day=day, words=words, address=address
    )
