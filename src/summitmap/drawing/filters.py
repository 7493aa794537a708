"""The filters: which statuses and which sources a story has, to choose among, as HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.entry import NO_SOURCE
from summitmap.drawing.templates import draw
from summitmap.story.model import Status, Story


@dataclass(frozen=True)
class Choice:
    """A value that a filter can leave, and how many events have it."""

    value: str
    name: str
    count: int


def filters(story: Story, language: str, words: Catalogue) -> Markup:
    """The two filters, by status and by source; the values that no event has are left out.

    Statuses stand in the order of how far an event has come, sources as the story lists them,
    and last the events that the article tells on its own.
    """
    statuses = Counter(event.status.value for event in story.events)
    sources = Counter(
        source for event in story.events for source in (event.sources or (NO_SOURCE,))
    )
    groups = (
        ("status", _used(statuses, ((s.value, words(f"status.{s.value}")) for s in Status))),
        ("source", _used(sources, _sources(story, language, words))),
    )
    return draw("filters.html", groups=groups, words=words)


def _sources(story: Story, language: str, words: Catalogue) -> Iterable[tuple[str, str]]:
    return (
        *((source.id, source.label(language)) for source in story.sources),
        (NO_SOURCE, words("filters.nobody")),
    )


def _used(counts: Counter[str], named: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
    return tuple(Choice(value, name, counts[value]) for value, name in named if counts[value])
