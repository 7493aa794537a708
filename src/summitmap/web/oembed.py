"""How a story is embedded, told to a machine that has its address: https://oembed.com."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from summitmap.drawing.figure import Size
from summitmap.drawing.figure.sizes import sheet_of
from summitmap.publishing.embedding import HEIGHT, embed_code
from summitmap.story.model import Language, Story
from summitmap.web import addresses, asked
from summitmap.web.refusals import ALWAYS, Refusal, refused

_WIDTH = 800
"""How wide the frame is when nobody says how wide, in CSS pixels."""

_MOST = 100_000
"""No screen has more pixels in a row."""

_DOTS = (72, 48, 24)
"""How fine the small picture may be, the finest first, in dots to an inch."""

_A_DAY = 86_400


@dataclass(frozen=True)
class _Pointed:
    """What an address of this server points at: a story, and what the address says of it."""

    story: str
    said: Mapping[str, str]


def routes() -> list[BaseRoute]:
    """The route that tells how a story is embedded."""
    return [Route("/oembed", _serve, methods=["GET", "HEAD"])]


def _serve(request: Request) -> Response:
    # Not a coroutine: a story may have to be read.
    try:
        return JSONResponse(
            _answer(request), headers={**ALWAYS, "Access-Control-Allow-Origin": "*"}
        )
    except Refusal as refusal:
        return refused(request, refusal)


def _answer(request: Request) -> dict[str, object]:
    given = request.query_params
    if given.get("format", "json") != "json":
        raise Refusal(501, "publication.no_format", format=given["format"])
    wide = asked.whole_number(given, "maxwidth", 1, _MOST) or _MOST
    high = asked.whole_number(given, "maxheight", 1, _MOST) or _MOST
    server = addresses.server_of(request)
    pointed = _pointed(given.get("url", ""), server)
    story = asked.opened(pointed.story).folder.story
    language = _language(request, pointed, story)
    known = {event.id for event in story.events}
    event = pointed.said.get("event")
    page = addresses.embedded_page(
        server, pointed.story, language, event if event in known else None
    )
    width, height = min(_WIDTH, wide), min(HEIGHT, high)
    return {
        "version": "1.0",
        "type": "rich",
        "title": story.title[language],
        "provider_name": "SummitMap",
        "provider_url": f"{server}/",
        "cache_age": _A_DAY,
        "html": embed_code(page, story.title[language], width, height),
        "width": width,
        "height": height,
        **_thumbnail(addresses.story_page(server, pointed.story), language, wide, high),
    }


def _pointed(address: str, server: str) -> _Pointed:
    """What the address points at: the dashboard with a story, or a story page, of this server.

    What is not understood of the rest of it is left out, as the pages themselves do.
    """
    unknown = Refusal(404, "publication.not_ours", [f"{server}/stories/…/"], address=address)
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise unknown from error
    ours = urlsplit(server)
    if parts.scheme not in ("http", "https") or parts.netloc.lower() != ours.netloc.lower():
        raise unknown
    said = dict((*parse_qsl(parts.query), *parse_qsl(parts.fragment)))
    path = parts.path.removeprefix(ours.path)
    page = re.fullmatch(r"/stories/([^/]+)/?", path)
    if page:
        return _Pointed(unquote(page[1]), said)
    if path in ("", "/") and "story" in said:
        return _Pointed(said["story"], said)
    raise unknown


def _language(request: Request, pointed: _Pointed, story: Story) -> Language:
    said = pointed.said.get("lang", "")
    return said if said in story.languages else asked.readers_language(request, story)


def _thumbnail(page: str, language: Language, wide: int, high: int) -> dict[str, object]:
    """The small picture, as large as there is room for; none where there is too little."""
    sheet = sheet_of(Size.WIDE)
    for dots in _DOTS:
        # A picture has the whole pixels that its sheet fills.
        width, height = int(sheet.width * dots / 96), int(sheet.height * dots / 96)
        if width <= wide and height <= high:
            query = urlencode({"lang": language, "dpi": dots})
            return {
                "thumbnail_url": f"{page}map.png?{query}",
                "thumbnail_width": width,
                "thumbnail_height": height,
            }
    return {}
