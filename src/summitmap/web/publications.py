"""The published stories as they are served: `/stories/{id}/` is the story page."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Condition
from urllib.parse import quote, urlencode

from cachetools import LRUCache, cached
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from summitmap.publishing.page import drawn_page
from summitmap.story.model import Language, Story
from summitmap.web import addresses, asked, library, packing
from summitmap.web.library import OpenStory
from summitmap.web.refusals import ALWAYS, Refusal, refused

_ROOM = 64_000_000
"""How many bytes of pages are kept, each with what it is packed to."""


@dataclass(frozen=True)
class Publication:
    """A page as it is sent."""

    body: packing.Body
    policy: str

    @cached_property
    def tag(self) -> str:
        """The fingerprint that a browser asks with whether its copy still holds."""
        return f'"{hashlib.sha256(self.body.plain).hexdigest()[:32]}"'


def publication(story: Path, language: Language, server: str) -> Publication:
    """The page of the story in that folder, opening in that language, as the server at that
    address sends it; kept until a file of the story changes.

    Raises what `library.opened` raises.
    """
    opened = library.opened(story)
    if opened.trouble:
        # Its places may be found the next time.
        return _drawn(opened, story.name, language, server)
    return _publication(opened, story.name, language, server)


def _room(page: Publication) -> int:
    return page.body.size


@cached(LRUCache(_ROOM, getsizeof=_room), condition=Condition())
def _publication(opened: OpenStory, name: str, language: Language, server: str) -> Publication:
    return _drawn(opened, name, language, server)


def _drawn(opened: OpenStory, name: str, language: Language, server: str) -> Publication:
    home = addresses.story_page(server, name)
    picture = f"map.png?{urlencode({'lang': language})}"
    embedding = addresses.oembed(server, addresses.shown_page(server, name, language, None))
    read = opened.folder
    page = drawn_page(read.story, read.places, language, home, picture, embedding)
    return Publication(packing.body(page.html.encode()), page.policy)


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
    name = request.path_params["story"]
    try:
        story = asked.opened(name).folder.story
        language = asked.language(request.query_params, story)
        language = language or asked.readers_language(request, story)
        if "event" in request.query_params:
            return _to_the_event(request, story, language)
        page = publication(asked.story_path(name), language, addresses.server_of(request))
    except Refusal as refusal:
        return refused(request, refusal)
    headers = {
        "Content-Security-Policy": f"{page.policy}; frame-ancestors *",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Cache-Control": "no-cache",
        "ETag": page.tag,
        **ALWAYS,
    }
    if page.tag in asked.tags(request):
        return Response(status_code=304, headers=headers)
    return packing.answer(request, page.body, "text/html; charset=utf-8", headers)


def _to_the_event(request: Request, story: Story, language: Language) -> Response:
    """To the page with that event selected; the page reads it behind the #."""
    event = asked.event(request.query_params, story)
    kept = [pair for pair in request.query_params.multi_items() if pair[0] != "event"]
    address = f"./{'?' if kept else ''}{urlencode(kept)}#event={event}&lang={language}"
    return RedirectResponse(address, 307, headers=ALWAYS)
