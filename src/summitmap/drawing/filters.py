"""The filters: what a story's events can be chosen by, with its name, and two of them as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.templates import draw
from summitmap.story.model import Status, Story
from summitmap.story.sieve import NO_SOURCE, Sieve, Sifter, values


@dataclass(frozen=True)
class Choice:
    """A value that a filter can leave, and how many events have it."""

    value: str
    name: str
    count: int


def filters(story: Story, language: str, words: Catalogue) -> Markup:
    """The filters by status and by source, with how many events each of their values leaves."""
    counts = Sifter(story, language).counts(Sieve())
    groups = [
        (
            kind,
            [
                Choice(value, name, counts[kind][value])
                for value, name in offered(story, language, words, kind).items()
            ],
        )
        for kind in ("status", "source")
    ]
    return draw("filters.html", groups=groups, words=words)


def offered(story: Story, language: str, words: Catalogue, kind: str) -> Mapping[str, str]:
    """The values of that kind, see `story.sieve`, that an event of the story has, with their names.

    Statuses stand in the order of how far an event has come, all others as the story lists them,
    and last the events that the article tells on its own.
    """
    used = {value for event in story.events for value in values(event, kind)}
    return {value: name for value, name in _named(story, language, words, kind) if value in used}


def _named(story: Story, language: str, words: Catalogue, kind: str) -> Sequence[tuple[str, str]]:
    match kind:
        case "status":
            return [(status.value, words(f"status.{status.value}")) for status in Status]
        case "source":
            named = [(source.id, source.label(language)) for source in story.sources]
            return [*named, (NO_SOURCE, words("filters.nobody"))]
        case "person":
            return [(person.id, person.name[language]) for person in story.people]
        case _:
            return [(place.id, place.name[language]) for place in story.places]
