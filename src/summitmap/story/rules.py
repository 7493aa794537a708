"""The rules that span the entries of a story, each reading as a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel

from summitmap.errors import Problem
from summitmap.story.model import (
    Background,
    Event,
    Mention,
    Person,
    PlaceEntry,
    Source,
    Status,
)


@dataclass(frozen=True)
class Parts:
    """A story's entries that are sound on their own, and the table they were read from."""

    table: Mapping[str, Any]
    people: tuple[Person, ...]
    sources: tuple[Source, ...]
    places: tuple[PlaceEntry, ...]
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]
    background: tuple[Background, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the story says it is written in."""
        listed = self.table.get("languages")
        items = listed if isinstance(listed, list) else []
        return tuple(item for item in items if isinstance(item, str))

    @property
    def published(self) -> date | None:
        """The day of publication, where it is given as one."""
        day = self.table.get("published")
        return day if type(day) is date else None

    def ids(self, table: str) -> list[str]:
        """The ids written in a table, those of unsound entries included."""
        rows = self.table.get(table, [])
        if not isinstance(rows, list):
            return []
        named = [row.get("id") for row in rows if isinstance(row, dict)]
        return [item for item in named if isinstance(item, str)]


Finding = tuple[str, str, str]
"""An entry, what is wrong with it, and the way out."""


def broken(parts: Parts, articles: Mapping[str, str], *, file: str, folder: str) -> list[Problem]:
    """Every rule that the story breaks; `articles` holds the text in each language."""
    found: list[Finding] = []
    for rule in _RULES:
        found += rule(parts)
    found += _id_is_the_folders_name(parts, folder)
    found += _quotes_and_mentions_stand_in_the_article(parts, articles)
    return [Problem(file, *finding) for finding in found]


def _ids_are_given_once(parts: Parts) -> Iterator[Finding]:
    for table, word in _WORDS.items():
        for item, times in Counter(parts.ids(table)).items():
            if times > 1:
                yield (f"{word} {item}", f"the id is given {times} times", "rename all but one")


def _ids_that_are_used_are_given(parts: Parts) -> Iterator[Finding]:
    known = {table: set(parts.ids(table)) for table in _WORDS}
    for entry, field, table, item in _uses(parts):
        if item not in known[table]:
            choice = _choice(known[table])
            yield (
                f"{entry}, {field}",
                f"{item!r} is not the id of a {_WORDS[table]}",
                f"add it under [[{table}]] or use one of: {choice}",
            )


_LONGEST_CHOICE = 30


def _choice(ids: Collection[str]) -> str:
    """The ids that there are, or the first of very many."""
    listed = sorted(ids)[:_LONGEST_CHOICE]
    more = ["…"] if len(ids) > len(listed) else []
    return ", ".join([*listed, *more]) or "none yet"


def _uses(parts: Parts) -> Iterator[tuple[str, str, str, str]]:
    """Every place where an entry names another: entry, field, table looked in, id."""
    protagonist = parts.table.get("protagonist")
    if isinstance(protagonist, str):
        yield ("", "protagonist", "people", protagonist)
    for event in parts.events:
        entry = f"event {event.id}"
        for field, place in (("place", event.place), ("about", event.about)):
            if place is not None:
                yield (entry, field, "places", place)
        yield from ((entry, "people", "people", person) for person in event.people)
        yield from ((entry, "sources", "sources", source) for source in event.sources)
    for mention in parts.mentions:
        yield (_mention_name(mention), "place", "places", mention.place)
    for item in parts.background:
        entry = f"background {item.id}"
        if item.place is not None:
            yield (entry, "place", "places", item.place)
        yield from ((entry, "sources", "sources", source) for source in item.sources)


def _an_event_needs_a_date_or_a_place(parts: Parts) -> Iterator[Finding]:
    for event in parts.events:
        if event.date is None and event.place is None:
            yield (f"event {event.id}", "has neither a date nor a place", "give it one of them")


def _what_is_planned_is_not_over_at_publication(parts: Parts) -> Iterator[Finding]:
    if parts.published is None:
        return
    for event in parts.events:
        if event.date is None:
            continue
        ahead = event.status in (Status.PLANNED, Status.PROPOSED)
        if ahead and event.date.latest < parts.published:
            yield (
                f"event {event.id}, date",
                f"is {event.status.value} but lies before publication on {parts.published}",
                "correct the date, or the status if it happened",
            )
        if event.status is Status.HAPPENED and event.date.earliest > parts.published:
            yield (
                f"event {event.id}, date",
                f"has happened but lies after publication on {parts.published}",
                "correct the date, or the status if it is planned",
            )


def _a_stop_has_a_place_and_the_protagonist(parts: Parts) -> Iterator[Finding]:
    protagonist = parts.table.get("protagonist")
    for event in parts.events:
        if not event.stop:
            continue
        if event.place is None:
            yield (
                f"event {event.id}, stop",
                "is a stop without a place",
                "give it a place or remove stop",
            )
        if protagonist is None:
            yield (
                f"event {event.id}, stop",
                "is a stop of nobody, for the story has no protagonist",
                "name the protagonist at the top of the file",
            )
        elif protagonist not in event.people:
            yield (
                f"event {event.id}, people",
                f"is a stop of {protagonist!r}, who is not among its people",
                "add the protagonist to people or remove stop",
            )


def _texts_are_in_every_language(parts: Parts) -> Iterator[Finding]:
    languages = set(parts.languages)
    top = {key: value for key, value in parts.table.items() if key not in _WORDS}
    texts = [("", key, value) for key, value in top.items() if isinstance(value, dict)]
    texts = [item for item in texts if item[1] in ("title", "summary", "method")]
    entries = (
        *parts.people,
        *parts.sources,
        *parts.places,
        *parts.mentions,
        *parts.events,
        *parts.background,
    )
    for entry in entries:
        texts += [(_name(entry), field, value) for field, value in entry if isinstance(value, dict)]
    for name, field, value in texts:
        where = ", ".join(part for part in (name, field) if part)
        for language in sorted(languages - value.keys()):
            yield (where, f"is missing in {language!r}", f"add {field}.{language}")
        for language in sorted(value.keys() - languages):
            yield (
                where,
                f"is written in {language!r}, which languages does not list",
                f"add {language!r} to languages or remove it",
            )


def _id_is_the_folders_name(parts: Parts, folder: str) -> Iterator[Finding]:
    named = parts.table.get("id")
    if isinstance(named, str) and named != folder:
        yield (
            "id",
            f"{named!r} is not the name of the folder, {folder!r}",
            "give both the same name",
        )


def _quotes_and_mentions_stand_in_the_article(
    parts: Parts, articles: Mapping[str, str]
) -> Iterator[Finding]:
    claims: list[tuple[str, dict[str, str]]] = [
        *((f"event {event.id}, quote", event.quote) for event in parts.events),
        *((f"background {item.id}, quote", item.quote) for item in parts.background),
        *((f"{_mention_name(mention)}, text", mention.text) for mention in parts.mentions),
    ]
    for where, words in claims:
        for language, text in words.items():
            if language in articles and not _stands_in(articles[language], text):
                yield (
                    f"{where}.{language}",
                    f"{text[:60]!r} does not stand in article.{language}.md",
                    "copy the words exactly as they stand there",
                )


def _stands_in(article: str, text: str) -> bool:
    """Whether the words stand in one paragraph of the article, which has no line break inside."""
    return "\n" not in text and text in article


_WORDS = {
    "people": "person",
    "sources": "source",
    "places": "place",
    "events": "event",
    "background": "background",
}

_RULES: tuple[Callable[[Parts], Iterator[Finding]], ...] = (
    _ids_are_given_once,
    _ids_that_are_used_are_given,
    _an_event_needs_a_date_or_a_place,
    _what_is_planned_is_not_over_at_publication,
    _a_stop_has_a_place_and_the_protagonist,
    _texts_are_in_every_language,
)


def _mention_name(mention: Mention) -> str:
    return f"mention {next(iter(mention.text.values()))[:40]!r}"


def _name(entry: BaseModel) -> str:
    if isinstance(entry, Mention):
        return _mention_name(entry)
    word = _CLASS_WORDS[type(entry)]
    return f"{word} {getattr(entry, 'id', '')}"


_CLASS_WORDS: Mapping[type[BaseModel], str] = {
    Person: "person",
    Source: "source",
    PlaceEntry: "place",
    Event: "event",
    Background: "background",
}
