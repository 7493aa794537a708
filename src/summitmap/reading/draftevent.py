"""What a draft holds: an event of an article, and all that it tells."""

from __future__ import annotations

from dataclasses import dataclass

from summitmap.reading.people import Person
from summitmap.reading.resolving import Resolved
from summitmap.reading.text import Span
from summitmap.story.dates import EventDate
from summitmap.story.model import Basis, Status


@dataclass(frozen=True)
class DraftEvent:
    """Something that the article says happened or will at a place.

    `place` is the mention that names it, `when` its date (`None` where the text gives none), each
    with its basis. `clause` carries the claim and lies inside `quote`. `present` tells that the
    protagonist is there, `is_origin` that the clause tells of setting out from there. `hour` is -1
    for what was early in its day or before what else is told, 1 for what was late, else 0.
    """

    place: Resolved
    place_basis: Basis
    when: EventDate | None
    date_basis: Basis
    status: Status
    quote: Span
    clause: Span
    people: tuple[Person, ...]
    sources: tuple[str, ...]
    present: bool
    sentence: int
    is_origin: bool = False
    hour: int = 0
