"""An article with everything that was found in it, before anything is concluded from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from summitmap.reading.cleaning import SetAside
from summitmap.reading.dates import DateMention
from summitmap.reading.mentions import Name
from summitmap.reading.resolving import Resolved
from summitmap.reading.text import Sentence, Span


@dataclass(frozen=True)
class Article:
    """The text as it was given, and what stands in it; all offsets are those of `text`.

    `names` are all names, `places` those of places with what they were resolved to, `headings`
    the numbers of the sentences that are headlines.
    """

    text: str
    language: str
    published: date
    blocks: tuple[Span, ...]
    set_aside: tuple[SetAside, ...]
    sentences: tuple[Sentence, ...]
    headings: frozenset[int]
    names: tuple[Name, ...]
    places: tuple[Resolved, ...]
    dates: tuple[DateMention, ...]
