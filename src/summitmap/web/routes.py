"""The HTTP routes: the document of the page, the files that the browser fetches, the published
stories with their files, how they are embedded, and a health check."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from summitmap.web import (
    drawn,
    files,
    front,
    ingredients,
    oembed,
    publications,
    requestlog,
    settings,
)
from summitmap.web.bounds import Bounds, Caught
from summitmap.web.headers import Headers
from summitmap.web.requestlog import RequestLog
from summitmap.web.state import THEMES


async def _serve_health(_request: Request) -> Response:
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


class _Themed:
    """Gives a page that is asked for in a theme the option that Streamlit knows it by."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._app
        if scope["type"] == "http" and scope.get("path") == "/":
            query = parse_qsl(scope.get("query_string", b"").decode("latin-1"))
            wanted = next((value for name, value in query if name == "theme"), None)
            option = ("embed_options", f"{wanted}_theme")
            if wanted in THEMES and option not in query:
                others = [pair for pair in query if not pair[1].endswith("_theme")]
                app = RedirectResponse(f"/?{urlencode([*others, option])}", 307)
        await app(scope, receive, send)


def middleware() -> list[Middleware]:
    """What every request passes before Streamlit sees it."""
    said = settings.current()
    log = [Middleware(RequestLog, addresses=said.log_addresses)] if said.log else []
    if said.log:
        requestlog.to_standard_error()
    return [
        *log,
        Middleware(Headers, frames=said.frames),
        Middleware(Caught),
        Middleware(Bounds, settings=said),
        Middleware(_Themed),
    ]


def routes() -> list[BaseRoute]:
    """The routes to be served beside the Streamlit page, in the same process."""
    return [
        Route("/healthz", _serve_health, methods=["GET", "HEAD"]),
        *front.routes(),
        *ingredients.routes(),
        *drawn.routes(),
        *publications.routes(),
        *oembed.routes(),
        *files.routes(),
    ]
