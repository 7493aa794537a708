"""What the page shows, read from its address; a bad value is told and never an error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from summitmap.story.itinerary import in_order
from summitmap.story.model import Story


@dataclass(frozen=True)
class Notice:
    """A value of the address that was not taken: the catalogue key to say so, and the value."""

    key: str
    value: str


@dataclass(frozen=True)
class View:
    """The reader's choices. `notices` tell what of the address was not taken."""

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


def chosen_event(query: Mapping[str, str], story: Story) -> tuple[str, tuple[Notice, ...]]:
    """The event that the address names, else the first of the story in order."""
    asked = query.get("event", "")
    if any(event.id == asked for event in story.events):
        return asked, ()
    first = in_order(story.events)[0].id
    return first, (Notice("page.unknown_event", asked),) if asked else ()


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
