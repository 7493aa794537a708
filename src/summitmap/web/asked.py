"""What a request asks for: a story, a language, an event; what there is not is refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from starlette.requests import Request

from summitmap.errors import StoryError
from summitmap.story.model import Language, Story
from summitmap.web import library, settings
from summitmap.web.library import OpenStory
from summitmap.web.refusals import Refusal, preferred
from summitmap.web.state import chosen_language

_Named = TypeVar("_Named", bound=StrEnum)


def story_path(name: str) -> Path:
    """The folder of the story of that name."""
    stories = settings.current().stories
    if name not in library.names(stories):
        raise Refusal(404, "publication.no_story", story=name)
    return stories / name


def opened(name: str) -> OpenStory:
    """The story of that name, read again when one of its files has changed."""
    path = story_path(name)
    try:
        return library.opened(path)
    except StoryError as error:
        raise Refusal(503, "publication.broken", story=name) from error
    except OSError as error:
        # It was there a moment ago.
        raise Refusal(404, "publication.no_story", story=name) from error


def parameters(request: Request, allowed: Collection[str]) -> Mapping[str, str]:
    """What stands behind the ? in the address: nothing but what is allowed, and each once."""
    asked: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name not in allowed:
            raise Refusal(400, "publication.no_parameter", sorted(allowed), parameter=name)
        if name in asked:
            raise Refusal(400, "publication.repeated", parameter=name)
        asked[name] = value
    return asked


def language(asked: Mapping[str, str], story: Story) -> Language | None:
    """The language that is asked for, if any."""
    lang = asked.get("lang")
    if lang is not None and lang not in story.languages:
        raise Refusal(400, "publication.no_language", story.languages, language=lang)
    return lang


def readers_language(request: Request, story: Story) -> Language:
    """The language of the story that the reader's browser prefers."""
    return chosen_language({}, story.languages, preferred(request))[0]


def event(asked: Mapping[str, str], story: Story) -> str | None:
    """The event that is asked for, if any."""
    name = asked.get("event")
    known = [each.id for each in story.events]
    if name is not None and name not in known:
        raise Refusal(400, "publication.no_event", known, event=name)
    return name


def one_of(asked: Mapping[str, str], name: str, values: type[_Named], usual: _Named) -> _Named:
    """The value of that parameter among those that have a name; `usual` where it is not given."""
    given = asked.get(name, usual.value)
    if given not in {each.value for each in values}:
        raise Refusal(400, f"publication.no_{name}", [v.value for v in values], value=given)
    return values(given)


def whole_number(asked: Mapping[str, str], name: str, least: int, most: int) -> int | None:
    """The value of that parameter as a whole number within bounds, if it is given."""
    given = asked.get(name)
    if given is None:
        return None
    # No more digits than the bound has: a number can be made too long to be read.
    number = int(given) if given.isascii() and given.isdigit() and len(given) <= 9 else -1
    if not least <= number <= most:
        bounds = f"{least}–{most}"
        raise Refusal(400, "publication.no_number", [bounds], parameter=name, value=given)
    return number


def tags(request: Request) -> set[str]:
    """The copies that the browser has; a proxy that packs an answer weakens its tag with `W/`."""
    said = request.headers.get("If-None-Match", "").split(",")
    return {tag.strip().removeprefix("W/") for tag in said}
