"""Days: a span of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from summitmap.story.dates import EventDate


@dataclass(frozen=True)
class Span:
    """Days from `first` to `last`, both in it."""

    first: date
    last: date

    @property
    def start(self) -> int:
        """Where it begins, as the number of its first day."""
        return self.first.toordinal()

    @property
    def end(self) -> int:
        """Where it ends, as the number of the day after its last."""
        return self.last.toordinal() + 1

    def meets(self, when: EventDate | None) -> bool:
        """Whether an event of that date can have been on one of these days."""
        return when is not None and when.earliest <= self.last and when.latest >= self.first


def within(span: Span, days: Span) -> Span | None:
    """The part of the span that lies in these days; `None` when there is none."""
    begin, end = max(span.first, days.first), min(span.last, days.last)
    return Span(begin, end) if begin <= end else None
