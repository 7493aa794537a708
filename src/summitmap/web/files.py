"""The files of a story as they are served: `/stories/{id}/map.png`, `events.csv`, `deck.pptx` …"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from summitmap.drawing.figure import Size, Theme
from summitmap.publishing.choice import FEWEST_DOTS, MOST_DOTS, Choice
from summitmap.publishing.kinds import Kind
from summitmap.web import asked
from summitmap.web.library import OpenStory
from summitmap.web.refusals import ALWAYS, Refusal, refused
from summitmap.web.stock import BusyError, Made, ask_for

_OF_A_MAP = frozenset({"lang", "event", "size", "theme"})


@dataclass(frozen=True)
class Served:
    """A file that is served: of which kind, what can be said of it behind the ?, and whether a
    browser shows it or puts it away."""

    kind: Kind
    parameters: frozenset[str]
    shown: bool = False


FILES: Mapping[str, Served] = {
    "map.png": Served(Kind.PNG, _OF_A_MAP | {"dpi"}, shown=True),
    "map.svg": Served(Kind.SVG, _OF_A_MAP, shown=True),
    "map.pdf": Served(Kind.PDF, _OF_A_MAP, shown=True),
    **{
        f"events.{kind.value}": Served(kind, frozenset({"lang"}))
        for kind in (Kind.GEOJSON, Kind.CSV, Kind.KML, Kind.ICS)
    },
    "deck.pptx": Served(Kind.PPTX, frozenset({"lang"})),
}
"""By their names beside the page of a story."""

_IN_EVERY_LANGUAGE = (Kind.GEOJSON, Kind.CSV)
"""Hold all languages where none is asked for."""

_HEADERS = {
    **ALWAYS,
    "Cache-Control": "no-cache",
    # What is public may be read by other people's maps.
    "Access-Control-Allow-Origin": "*",
    # A drawing that is opened by itself runs nothing and asks for nothing.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; font-src data:",
}


def routes() -> list[BaseRoute]:
    """The routes of the files; what else is asked for below `/stories` is refused."""
    return [
        Route("/stories/{story}/{name}", _serve, methods=["GET", "HEAD"]),
        Route("/stories/{rest:path}", _refuse, methods=["GET", "HEAD"]),
    ]


async def _serve(request: Request) -> Response:
    try:
        opened, choice = await run_in_threadpool(_asked, request)
        made = await _made(opened, choice)
    except Refusal as refusal:
        return refused(request, refusal)
    how = "inline" if FILES[request.path_params["name"]].shown else "attachment"
    headers = {
        **_HEADERS,
        "ETag": made.tag,
        "Content-Disposition": f'{how}; filename="{made.file.name}"',
    }
    if made.tag in asked.tags(request):
        return Response(status_code=304, headers=headers)
    return Response(made.file.body, media_type=made.file.media_type, headers=headers)


async def _made(opened: OpenStory, choice: Choice) -> Made:
    """The file, made by the hands of the stock while this one serves others."""
    try:
        job = ask_for(opened, choice)
    except BusyError as error:
        raise Refusal(503, "publication.busy") from error
    # Whoever goes away does not take the file from those who wait for it as well.
    return await asyncio.shield(asyncio.wrap_future(job.future))


def _asked(request: Request) -> tuple[OpenStory, Choice]:
    opened = asked.opened(request.path_params["story"])
    name = request.path_params["name"]
    served = FILES.get(name)
    if served is None:
        raise Refusal(404, "publication.no_file", FILES, file=name)
    return opened, _choice(request, served, opened)


def _choice(request: Request, served: Served, opened: OpenStory) -> Choice:
    story = opened.folder.story
    given = asked.parameters(request, served.parameters)
    language = asked.language(given, story)
    if language is None and served.kind not in _IN_EVERY_LANGUAGE:
        language = asked.readers_language(request, story)
    if served.kind is Kind.GEOJSON:
        # It holds every language, whichever is asked for.
        language = None
    return Choice(
        kind=served.kind,
        language=language,
        size=asked.one_of(given, "size", Size, Size.WIDE),
        theme=asked.one_of(given, "theme", Theme, Theme.LIGHT),
        event=asked.event(given, story),
        dpi=asked.whole_number(given, "dpi", FEWEST_DOTS, MOST_DOTS),
    )


async def _refuse(request: Request) -> Response:
    return refused(request, Refusal(404, "publication.no_address", FILES))
