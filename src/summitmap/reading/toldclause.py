"""A clause with everything that stands in it, and what is asked of it again and again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from summitmap.reading.article import Article
from summitmap.reading.clauses import Clause
from summitmap.reading.dates import DateMention
from summitmap.reading.people import Part
from summitmap.reading.phrasebook import Phrasebook
from summitmap.reading.placing import Placing
from summitmap.reading.resolving import Resolved
from summitmap.reading.statuses import Told
from summitmap.story.dates import DatePoint, EventDate, Precision
from summitmap.story.model import Status


@dataclass(frozen=True)
class ToldClause:
    """A clause with everything that stands in it, in order."""

    clause: Clause
    sentence: tuple[Clause, ...]
    part: Part
    placings: tuple[Placing, ...]
    places: tuple[Resolved, ...]
    dates: tuple[DateMention, ...]
    said: Told
    carrier: Clause
    block: int
    in_heading: bool
    meanwhile: tuple[Part, ...]


def placing_of(told: ToldClause, place: Resolved) -> Placing | None:
    """What the place does in the clause, if it stands there."""
    start = place.name.span.start
    return next((each for each in told.placings if each.span.start == start), None)


def is_possible(status: Status, when: EventDate, published: date) -> bool:
    """Whether a date that was carried over can be that of an event of the status."""
    if status is Status.HAPPENED:
        return when.earliest <= published
    return when.latest >= published


def single_day(day: date) -> EventDate:
    """A day as a date."""
    point = DatePoint(day, Precision.DAY)
    return EventDate(day.isoformat(), point, point, is_interval=False)


def is_earlier(clause: Clause, words: Phrasebook) -> bool:
    """Whether it tells of an earlier time; "hours earlier" is of the same day."""
    hours = clause.says(words.phrases["order.hours"]) is not None
    return not hours and clause.says(words.phrases["order.earlier"]) is not None


def is_asked_where(clause: Clause, article: Article) -> bool:
    """Whether "where" asks and does not go on: "it is unclear where he will play"."""
    if not clause.first:
        return True
    before = article.sentences[clause.sentence].tokens[clause.first - 1].text
    return before[0].islower()


NOT_DONE = frozenset({Status.DENIED, Status.CANCELLED, Status.PROPOSED})
"""What did not come about, or has not been settled."""

AFTER = frozenset({"after", "following", "etter"})
FARTHEST_AFTER = 6
"""What leads to what came before, and how many words before its place it may stand."""

AS = frozenset({"as", "when", "da", "idet", "mens", "while"})
RIGHT_BEHIND = 4
"""How many characters may stand between a place and what tells of it: " in "."""

LATELY = timedelta(days=90)
"""What lies further from publication is what the place is known for."""

A_DAY = timedelta(days=1)
