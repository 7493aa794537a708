"""What a reader wants to see of a story: by status, source, person, place, words and days."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from summitmap.story.dates import Span
from summitmap.story.itinerary import in_order
from summitmap.story.model import Event, Language, Story

NO_SOURCE = "_"
"""Stands for the article itself where it names no source; no identifier of a source looks so."""

KINDS = ("status", "source", "person", "place")
"""What values an event has to be chosen by."""

MOST_WORDS = 200
"""How many characters of the words looked for are read; nobody looks for more."""


@dataclass(frozen=True)
class Sieve:
    """What to leave: of each kind the values of which an event needs one, where any is chosen;
    `words`, which must all stand in what is told of it; `days`, on one of which it may lie."""

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: str = ""
    days: Span | None = None

    def __bool__(self) -> bool:
        """Whether it may take anything out."""
        return bool(any(self.chosen.values()) or self.words.strip() or self.days)

    def of(self, kind: str) -> tuple[str, ...]:
        """The values of that kind that are chosen."""
        return self.chosen.get(kind, ())


def values(event: Event, kind: str) -> tuple[str, ...]:
    """The values of that kind that the event has."""
    match kind:
        case "status":
            return (event.status.value,)
        case "source":
            return event.sources or (NO_SOURCE,)
        case "person":
            return event.people
        case "place":
            return (event.place,) if event.place else ()
    raise ValueError(f"{kind!r} is not one of {', '.join(KINDS)}")


class Sifter:
    """The events of a story told in one language, ready to be sifted again and again."""

    def __init__(self, story: Story, language: Language) -> None:
        self._story = story
        self._language = language
        self._events = tuple(in_order(story.events))
        self._values = {
            event.id: {kind: frozenset(values(event, kind)) for kind in KINDS}
            for event in self._events
        }

    def left(self, sieve: Sieve) -> tuple[str, ...]:
        """The ids of the events that the sieve leaves, in the story's order."""
        return tuple(
            event.id
            for event in self._told_with(sieve)
            if all(self._has(event, sieve, kind) for kind in KINDS)
        )

    def counts(self, sieve: Sieve) -> dict[str, Counter[str]]:
        """By kind and value, how many events there are beside what is chosen of the other kinds."""
        told = self._told_with(sieve)
        return {
            kind: Counter(
                value
                for event in told
                if all(self._has(event, sieve, other) for other in KINDS if other != kind)
                for value in self._values[event.id][kind]
            )
            for kind in KINDS
        }

    def _told_with(self, sieve: Sieve) -> list[Event]:
        """The events on the days and with the words that are looked for."""
        words = _plain(sieve.words[:MOST_WORDS]).split()
        return [
            event
            for event in self._events
            if (sieve.days is None or sieve.days.meets(event.date))
            and (not words or all(word in self._texts[event.id] for word in words))
        ]

    def _has(self, event: Event, sieve: Sieve, kind: str) -> bool:
        wanted = sieve.of(kind)
        return not wanted or not self._values[event.id][kind].isdisjoint(wanted)

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        """What is told of each event: its headline, our note, and the paragraph of its quote."""
        article = self._story.articles[self._language]
        return {event.id: _plain("\n".join(self._parts(event, article))) for event in self._events}

    def _parts(self, event: Event, article: str) -> Iterable[str]:
        yield event.headline[self._language]
        if event.note:
            yield event.note[self._language]
        at = article.find(event.quote[self._language])
        if at >= 0:
            start = article.rfind("\n\n", 0, at) + 1
            end = article.find("\n\n", at)
            yield article[start : end if end >= 0 else None]


def _plain(text: str) -> str:
    """The text without the difference of large and small letters and without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
