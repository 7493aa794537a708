"""The published stories as they are served: `/stories/{id}/` is the story page."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from summitmap.drawing.catalogue import catalogue, languages
from summitmap.errors import GazetteerError, StoryError
from summitmap.places.geocoders import OfflineGeocoder
from summitmap.places.missing import with_missing_places
from summitmap.publishing.page import drawn_page
from summitmap.story import folder
from summitmap.story.folder import StoryFolder
from summitmap.story.model import Language, Story
from summitmap.web import library, settings
from summitmap.web.state import chosen_language, preferred_languages

_LONGEST = 80
"""How many signs of what an address says are said again."""


@dataclass(frozen=True)
class Publication:
    """A page as it is sent."""

    html: str
    policy: str

    @cached_property
    def tag(self) -> str:
        """The fingerprint that a browser asks with whether its copy still holds."""
        return f'"{hashlib.sha256(self.html.encode()).hexdigest()[:32]}"'


class Refusal(Exception):  # noqa: N818 - not a fault: what is asked for is answered with a sentence
    """A request that is answered with a sentence of the catalogue and an HTTP status."""

    def __init__(self, status: int, key: str, **values: str) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.values = {name: value[:_LONGEST] for name, value in values.items()}


def opened(story: Path) -> StoryFolder:
    """The story in that folder with the places that it lacks, kept until one of its files changes.

    Without the index of places it is given as it is, and that is not kept. Raises `StoryError`
    when the story cannot be opened and `OSError` when there is no such folder.
    """
    try:
        return _opened(story, library.stamp(story))
    except GazetteerError:
        return folder.read(story)


def publication(story: Path, language: Language) -> Publication:
    """The page of the story in that folder, opening in that language; kept as the story is.

    Raises what `opened` raises.
    """
    try:
        return _publication(story, library.stamp(story), language)
    except GazetteerError:
        return _drawn(folder.read(story), language)


@lru_cache(maxsize=32)
def _opened(story: Path, _stamp: object) -> StoryFolder:
    return with_missing_places(folder.read(story), OfflineGeocoder)


@lru_cache(maxsize=32)
def _publication(story: Path, stamp: object, language: Language) -> Publication:
    return _drawn(_opened(story, stamp), language)


def _drawn(read: StoryFolder, language: Language) -> Publication:
    page = drawn_page(read.story, read.places, language)
    return Publication(page.html, page.policy)


def routes() -> list[BaseRoute]:
    """The routes of the published stories."""
    return [
        Route("/stories/{story}", _to_the_folder, methods=["GET", "HEAD"]),
        Route("/stories/{story}/", _serve_page, methods=["GET", "HEAD"]),
    ]


def _to_the_folder(request: Request) -> Response:
    """To the same address with a slash at its end, so that what lies beside the page is found."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{quote(request.path_params['story'], safe='')}/{query}", 308)


def _serve_page(request: Request) -> Response:
    # Not a coroutine: drawing takes a moment, and Starlette gives this a thread of its own.
    try:
        story = _story(request)
        language = _language(request, story)
        if "event" in request.query_params:
            return _to_the_event(request, story, language)
        page = publication(_path(request), language)
    except Refusal as refusal:
        return _refused(request, refusal)
    headers = {
        "Content-Security-Policy": f"{page.policy}; frame-ancestors *",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Cache-Control": "no-cache",
        "ETag": page.tag,
        **_ALWAYS,
    }
    if page.tag in _tags(request):
        return Response(status_code=304, headers=headers)
    return HTMLResponse(page.html, headers=headers)


_ALWAYS = {"X-Content-Type-Options": "nosniff", "Vary": "Accept-Language"}


def _tags(request: Request) -> set[str]:
    """The copies that the browser has; a proxy that packs an answer weakens its tag with `W/`."""
    said = request.headers.get("If-None-Match", "").split(",")
    return {tag.strip().removeprefix("W/") for tag in said}


def _path(request: Request) -> Path:
    """The folder of the story that is asked for."""
    name = str(request.path_params["story"])
    stories = settings.current().stories
    if name not in library.names(stories):
        raise Refusal(404, "publication.no_story", story=name)
    return stories / name


def _story(request: Request) -> Story:
    path = _path(request)
    try:
        return opened(path).story
    except StoryError as error:
        raise Refusal(503, "publication.broken", story=path.name) from error
    except OSError as error:
        # It was there a moment ago.
        raise Refusal(404, "publication.no_story", story=path.name) from error


def _language(request: Request, story: Story) -> Language:
    """The language of the address, else the one that the reader prefers of those there are."""
    asked = request.query_params.get("lang")
    if asked is not None and asked not in story.languages:
        names = ", ".join(story.languages)
        raise Refusal(400, "publication.no_language", language=asked, languages=names)
    return asked or chosen_language({}, story.languages, _preferred(request))[0]


def _to_the_event(request: Request, story: Story, language: Language) -> Response:
    """To the page with that event selected; the page reads it behind the #."""
    event = request.query_params["event"]
    if not any(known.id == event for known in story.events):
        raise Refusal(400, "publication.no_event", event=event)
    kept = [pair for pair in request.query_params.multi_items() if pair[0] != "event"]
    address = f"./{'?' if kept else ''}{urlencode(kept)}#event={event}&lang={language}"
    return RedirectResponse(address, 307, headers=_ALWAYS)


def _refused(request: Request, refusal: Refusal) -> Response:
    ours = request.query_params.get("lang"), *_preferred(request)
    words = catalogue(next((each for each in ours if each in languages()), "en"))
    sentence = words(refusal.key, **refusal.values)
    headers = {"Cache-Control": "no-store", **_ALWAYS}
    return PlainTextResponse(sentence, refusal.status, headers=headers)


def _preferred(request: Request) -> tuple[str, ...]:
    return preferred_languages(request.headers.get("Accept-Language"))
