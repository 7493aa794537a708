"""A draft as a story folder, for a person to go through: what is unsure says so in a note.

The folder passes `summitmap check`; what is wrong in it is wrong in what it says and not in how.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from summitmap.errors import ReadingError
from summitmap.places.gazetteer import fold
from summitmap.reading.draft import Draft
from summitmap.reading.draftevent import DraftEvent
from summitmap.reading.notes import notes
from summitmap.story import keeping
from summitmap.story.folder import PLACES_FILE, STORY_FILE, places_written, read
from summitmap.story.model import Basis, Place, PlaceEntry, Role

LONGEST_HEADLINE = 90
LONGEST_TITLE = 120
_LONGEST_ID = 60
_NOT_IN_AN_ID = re.compile(r"[^a-z0-9]+")


def story_id(draft: Draft) -> str:
    """What to call the story: its headline, or else whose journey it is, and its day."""
    named = _slug(_heading(draft)) or _slug(draft.protagonist.name if draft.protagonist else "")
    day = draft.article.published.isoformat()
    return f"{named or 'story'}-{day}"


def write_story(draft: Draft, directory: Path, taken: Collection[str] = ()) -> Path:
    """Write the draft as a folder in `directory` and give its path.

    `taken` are ids that others of the same run have. Raises `ReadingError` when a folder of that
    name is there already, for a person may have worked on it, and when the article tells of no
    event, for a story needs one; `KeepingError` when the folder cannot be written.
    """
    if not draft.events:
        raise ReadingError(
            "no event was found in it, so that there is no story to write; see --json"
        )
    name = _free(story_id(draft), taken)
    writer = _Writer(draft, name)
    files = {
        f"article.{draft.article.language}.md": f"{writer.article()}\n".encode(),
        STORY_FILE: writer.story().encode(),
        PLACES_FILE: places_written(writer.places()),
    }
    with keeping.alone(directory) as keeper:
        folder = directory / name
        if os.path.lexists(folder):
            raise ReadingError(
                f"{folder} is there already: move it away, or write to another folder"
            )
        with keeper.folder_beside(name) as new:
            for file, body in files.items():
                keeper.write(new / file, body)
            # What was written is what can be opened, or it is our fault and is told.
            read(new)
            return keeper.take(new)


def _free(name: str, taken: Collection[str]) -> str:
    number = 1
    free = name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def _slug(text: str) -> str:
    """The text in small ASCII letters and hyphens, cut between words."""
    words = (fold(word) for word in text.split())
    slug = _NOT_IN_AN_ID.sub("-", "-".join(words)).strip("-")
    room = _LONGEST_ID - len("-2023-09-14-99")
    if len(slug) > room:
        slug = slug[: room + 1].rpartition("-")[0] or slug[:room]
    return slug.strip("-")


def _heading(draft: Draft) -> str:
    article = draft.article
    return next((_plain(article.sentences[at].span.text) for at in sorted(article.headings)), "")


def _plain(text: str) -> str:
    """The text as `story.folder` reads it: single spaces, and nothing that cannot be seen."""
    return " ".join(
        "".join(each if each.isprintable() or each.isspace() else "" for each in text).split()
    )


@dataclass(frozen=True)
class _Ids:
    """Ids for things that have names, each once."""

    by_name: dict[str, str]

    @classmethod
    def of(cls, names: Iterable[str], word: str) -> _Ids:
        given: dict[str, str] = {}
        for name in dict.fromkeys(names):
            given[name] = _free(_slug(name) or word, set(given.values()))
        return cls(given)

    def __getitem__(self, name: str) -> str:
        return self.by_name[name]


class _Writer:
    """The files of one story as text."""

    def __init__(self, draft: Draft, name: str) -> None:
        self._draft = draft
        self._name = name
        self._language = draft.article.language
        people = [person.name for event in draft.events for person in event.people]
        if draft.protagonist:
            people.insert(0, draft.protagonist.name)
        self._people = _Ids.of(map(_plain, people), "person")
        self._sources = _Ids.of(
            (_plain(source) for event in draft.events for source in event.sources), "source"
        )

    def article(self) -> str:
        """The paragraphs of the article, without what was set aside."""
        return "\n\n".join(
            filter(None, (_plain(block.text) for block in self._draft.article.blocks))
        )

    def places(self) -> Iterator[Place]:
        """What was found of the places, each once, in the order of the text."""
        found = {each.place.id: each.place for each in self._draft.article.places if each.place}
        used = {entry.id for entry in self._entries()}
        yield from (place for place in found.values() if place.id in used)

    def story(self) -> str:
        """The story file."""
        tables = [
            self._top(),
            *(self._person(name) for name in self._people.by_name),
            *(self._source(name) for name in self._sources.by_name),
            *(self._place(entry) for entry in self._entries()),
            *self._mentions(),
            *self._events(),
        ]
        return "\n".join(tables)

    def _top(self) -> str:
        article = self._draft.article
        lines = [
            "# A draft, read by a machine: go through every event before this is published.",
            "# Notes say what to look at; first at events whose date or place is inferred.",
            "",
            f"id = {_quoted(self._name)}",
            f"published = {article.published.isoformat()}",
            f"languages = [{_quoted(self._language)}]",
        ]
        if self._draft.protagonist:
            lines.append(
                f"protagonist = {_quoted(self._people[_plain(self._draft.protagonist.name)])}"
            )
        lines += [
            self._text("title", _shortened(self._title(), LONGEST_TITLE)),
            self._text("summary", self._summary()),
            self._text("method", notes(self._language).method),
        ]
        return "\n".join(lines) + "\n"

    def _title(self) -> str:
        return _heading(self._draft) or _plain(self._draft.article.sentences[0].span.text)

    def _summary(self) -> str:
        article = self._draft.article
        first = next(
            (each for at, each in enumerate(article.sentences) if at not in article.headings),
            article.sentences[0],
        )
        return _plain(first.span.text)

    def _person(self, name: str) -> str:
        return self._table(
            "people", f"id = {_quoted(self._people[name])}", self._text("name", name)
        )

    def _source(self, name: str) -> str:
        return self._table(
            "sources", f"id = {_quoted(self._sources[name])}", f"name = {_quoted(name)}"
        )

    def _entries(self) -> list[PlaceEntry]:
        """The places that an event is at, and those that were found, in the order of the text."""
        used = {event.place.place_id for event in self._draft.events}
        entries = {
            each.entry.id: each.entry
            for each in self._draft.article.places
            if each.entry is not None and (each.place is not None or each.place_id in used)
        }
        return list(entries.values())

    def _place(self, entry: PlaceEntry) -> str:
        lines = [f"id = {_quoted(entry.id)}"]
        lines += [
            f"name.{language} = {_quoted(_plain(name))}" for language, name in entry.name.items()
        ]
        lines += [f"query = {_quoted(_plain(entry.query))}", f"kind = {_quoted(entry.kind.value)}"]
        lines += [f"within = {_quoted(entry.within)}"] if entry.within else []
        lines += [f"region = {_quoted(entry.region)}"] if entry.region else []
        return self._table("places", *lines)

    def _mentions(self) -> Iterator[str]:
        known = {entry.id for entry in self._entries()}
        roles: dict[tuple[str, str], Role] = {}
        for each in self._draft.article.places:
            if each.place_id in known and each.place_id is not None:
                key = (_plain(each.name.span.text), each.place_id)
                # A name that is a place anywhere in the text is one for the whole story.
                if roles.get(key) is not Role.LOCATION:
                    roles[key] = each.name.role
        for (text, place_id), role in roles.items():
            lines = [self._text("text", text), f"place = {_quoted(place_id)}"]
            lines += [f"role = {_quoted(role.value)}"] if role is not Role.LOCATION else []
            yield self._table("mentions", *lines)

    def _events(self) -> Iterator[str]:
        draft = self._draft
        stops = set(draft.on_journey)
        first = {number: place for place, number in enumerate(draft.on_journey)}
        order = sorted(
            range(len(draft.events)),
            key=lambda number: (_time(draft.events[number]), first.get(number, -1), number),
        )
        counted: dict[str, int] = {}
        for number in order:
            event = draft.events[number]
            place_id = event.place.place_id or "event"
            counted[place_id] = counted.get(place_id, 0) + 1
            yield self._event(event, f"{place_id}-{counted[place_id]}", number in stops)

    def _event(self, event: DraftEvent, name: str, stop: bool) -> str:
        people = [_plain(person.name) for person in event.people]
        chosen = self._draft.protagonist
        if stop and chosen and _plain(chosen.name) not in people:
            people.insert(0, _plain(chosen.name))
        lines = [f"id = {_quoted(name)}"]
        if event.when:
            lines.append(f"date = {_quoted(event.when.edtf)}")
            lines += [_INFERRED_DATE] if event.date_basis is Basis.INFERRED else []
        lines.append(f"place = {_quoted(event.place.place_id or '')}")
        lines += [_INFERRED_PLACE] if event.place_basis is Basis.INFERRED else []
        lines.append(f"status = {_quoted(event.status.value)}")
        lines += ["stop = true"] if stop else []
        lines += [_listed("people", (self._people[each] for each in people))] if people else []
        sources = [self._sources[_plain(source)] for source in event.sources]
        lines += [_listed("sources", sources)] if sources else []
        lines.append(self._text("headline", headline(event)))
        lines.append(self._text("quote", _plain(event.quote.text)))
        doubts = notes(self._language).of(event)
        lines += [self._text("note", doubts)] if doubts else []
        return self._table("events", *lines)

    def _text(self, field: str, text: str) -> str:
        return f"{field}.{self._language} = {_quoted(text)}"

    @staticmethod
    def _table(name: str, *lines: str) -> str:
        return "\n".join((f"[[{name}]]", *lines)) + "\n"


_INFERRED_DATE = 'date_basis = "inferred"'
_INFERRED_PLACE = 'place_basis = "inferred"'


def _time(event: DraftEvent) -> tuple[str, str]:
    if event.when is None:
        return ("9999", "9999")
    begin, end = event.when.order
    return (begin.isoformat(), end.isoformat())


def _listed(field: str, ids: Iterable[str]) -> str:
    return f"{field} = [{', '.join(_quoted(each) for each in dict.fromkeys(ids))}]"


def headline(event: DraftEvent) -> str:
    """A few words on an event: the clause that tells it, without what joins it to others."""
    words = _plain(event.clause.text).strip(" ,;:–—-.").split()
    while len(words) > _FEWEST_WORDS and words[0].lower() in _JOINS:
        del words[0]
    text = " ".join(words) or _plain(event.quote.text)
    return _shortened(text[:1].upper() + text[1:], LONGEST_HEADLINE)


_FEWEST_WORDS = 3
_JOINS = frozenset(
    (
        "og",
        "men",
        "eller",
        "at",
        "som",
        "da",
        "and",
        "but",
        "or",
        "that",
        "which",
        "who",
        "when",
        "so",
    )
)


def _shortened(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    cut = text[: longest - 1].rpartition(" ")[0] or text[: longest - 1]
    return f"{cut.rstrip(' ,;:–—-')}…"


def _quoted(text: str) -> str:
    """A TOML basic string; its escapes are those of JSON, save for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
