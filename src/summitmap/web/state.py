"""What the page shows, read from its address; a bad value is told and never an error."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from summitmap.story.dates import Span
from summitmap.story.itinerary import in_order
from summitmap.story.model import Story
from summitmap.story.sieve import KINDS, MOST_WORDS, Sieve, values

VIEWS = ("explore", "present")
THEMES = ("light", "dark")


@dataclass(frozen=True)
class Notice:
    """A value of the address that was not taken: the catalogue key to say so, and the value."""

    key: str
    value: str


@dataclass(frozen=True)
class View:
    """What the page is drawn for. `notices` tell what of the address was not taken."""

    story: str
    language: str
    event: str
    notices: tuple[Notice, ...] = ()

    def address(self, event: str) -> str:
        """The query of the address that opens this view with that event selected."""
        return "?" + urlencode(self.selecting(event))

    def selecting(self, event: str) -> dict[str, str]:
        """What that address says, by its names."""
        return {"story": self.story, "event": event, "lang": self.language}


def chosen_story(query: Mapping[str, str], names: Sequence[str]) -> tuple[str, tuple[Notice, ...]]:
    """The story that the address names, else the first of `names`, which must not be empty."""
    asked = query.get("story", "")
    if asked in names:
        return asked, ()
    return names[0], (Notice("page.unknown_story", asked),) if asked else ()


def chosen_language(
    query: Mapping[str, str], languages: Sequence[str], preferred: Sequence[str]
) -> tuple[str, tuple[Notice, ...]]:
    """The language that the address names, else the first preferred one there is, else the first.

    `languages` are those that can be shown; it must not be empty.
    """
    asked = query.get("lang", "")
    if asked in languages:
        return asked, ()
    wanted = next((language for language in preferred if language in languages), languages[0])
    return wanted, (Notice("page.unknown_language", asked),) if asked else ()


def chosen_event(
    query: Mapping[str, str], story: Story, left: Sequence[str] = ()
) -> tuple[str, tuple[Notice, ...]]:
    """The event that the address names, else the first in order of those that are `left`, or of
    the story; one that is not left gives way, unless nothing is."""
    asked = query.get("event", "")
    known = any(event.id == asked for event in story.events)
    if known and (not left or asked in left):
        return asked, ()
    first = left[0] if left else in_order(story.events)[0].id
    return first, (Notice("page.unknown_event", asked),) if asked and not known else ()


def chosen(
    query: Mapping[str, str], name: str, allowed: Sequence[str]
) -> tuple[str, tuple[Notice, ...]]:
    """The value of that name in the address, else the first that is allowed."""
    asked = query.get(name, "")
    if asked in allowed:
        return asked, ()
    return allowed[0], _unknown(name, [asked] if asked else [])


def chosen_sieve(query: Mapping[str, str], story: Story) -> tuple[Sieve, tuple[Notice, ...]]:
    """What the address leaves of the story: values apart by commas, words as `q`, and the days
    as an EDTF interval, `2023-09-12/2023-09-14`."""
    picked: dict[str, tuple[str, ...]] = {}
    notices: list[Notice] = []
    for kind in KINDS:
        asked = tuple(dict.fromkeys(filter(None, query.get(kind, "").split(","))))
        known = {value for event in story.events for value in values(event, kind)}
        picked[kind] = tuple(value for value in asked if value in known)
        notices += _unknown(kind, [value for value in asked if value not in known])
    days, about_days = _days(query.get("days", ""))
    words = query.get("q", "").strip()[:MOST_WORDS]
    return Sieve(picked, words, days), (*notices, *about_days)


def written_sieve(sieve: Sieve) -> dict[str, str]:
    """What the address says of the sieve, by its names; what is not chosen is left out."""
    days = f"{sieve.days.first}/{sieve.days.last}" if sieve.days else ""
    parts = {kind: ",".join(sieve.of(kind)) for kind in KINDS} | {"q": sieve.words, "days": days}
    return {name: value for name, value in parts.items() if value}


SIEVE_NAMES = (*KINDS, "q", "days")
"""What stands in the address for a sieve."""


def _days(asked: str) -> tuple[Span | None, tuple[Notice, ...]]:
    if not asked:
        return None, ()
    try:
        first, last = map(date.fromisoformat, asked.split("/"))
    except ValueError:
        return None, _unknown("days", [asked])
    return Span(min(first, last), max(first, last)), ()


def _unknown(name: str, values: Collection[str]) -> tuple[Notice, ...]:
    if not values:
        return ()
    return (Notice("page.unknown_value", f"{name}={','.join(values)}"),)


def preferred_languages(accept: str | None) -> tuple[str, ...]:
    """The languages of an Accept-Language header, the most wanted first, as two-letter codes.

    Norwegian in general ("no") and Nynorsk readers are given Bokmål.
    """
    wanted: list[tuple[float, str]] = []
    for part in (accept or "")[:500].split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            wanted.append((-float(weight or 1), tag.lower()[:2]))
        except ValueError:
            continue
    codes = (code for _, code in sorted(wanted, key=lambda item: item[0]))
    return tuple(dict.fromkeys("nb" if code in ("no", "nn") else code for code in codes))
