"""The HTTP routes beside the page: the files that the browser fetches, the published stories with
their files, how they are embedded, and a health check."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources
from pathlib import Path

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send
from xstatic.pkg import leaflet

from summitmap.drawing.catalogue import languages
from summitmap.drawing.map import Assets
from summitmap.drawing.names import names
from summitmap.errors import AssetError
from summitmap.places import basemap
from summitmap.web import files, oembed, publications

_A_YEAR = "public, max-age=31536000, immutable"
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
}
_DRAWING = resources.files("summitmap.drawing") / "assets"
_LEAFLET = Path(leaflet.BASE_DIR)
_SCRIPTS = ("summitmap.js", "basemap.js", "names.js", "map.js")
_STYLES = ("summitmap.css", "map.css")


@dataclass(frozen=True)
class Asset:
    """A file as it is served."""

    body: bytes
    media_type: str


def _labels(language: str) -> bytes:
    return json.dumps(names(language), ensure_ascii=False, separators=(",", ":")).encode()


@cache
def _files() -> Mapping[str, Callable[[], bytes]]:
    """Every file that is served, by its name; nothing else is, whatever a request asks for."""
    files: dict[str, Callable[[], bytes]] = {"basemap.json": basemap.topology}
    for language in languages():
        files[f"labels.{language}.json"] = partial(_labels, language)
    for name in ("leaflet.js", "leaflet.css"):
        files[name] = (_LEAFLET / name).read_bytes
    for name in (*_SCRIPTS, *_STYLES):
        files[name] = (_DRAWING / name).read_bytes
    for image in sorted((_LEAFLET / "images").glob("*.png")):
        files[f"images/{image.name}"] = image.read_bytes
    return files


@cache
def asset(name: str) -> Asset:
    """The file of that name. Raises `AssetError` when the package has lost it."""
    try:
        body = _files()[name]()
    except OSError as error:
        raise AssetError(f"{name} is missing from the package: install it again") from error
    return Asset(body, _TYPES[Path(name).suffix])


@cache
def address(name: str) -> str:
    """Where the browser finds a file; it changes with the file, so that it can be kept for good."""
    digest = hashlib.sha256(asset(name).body).hexdigest()[:10]
    return f"/assets/{digest}/{name}"


def map_assets() -> Assets:
    """What the map is made of, all from this server."""
    return Assets(
        scripts=tuple(address(name) for name in ("leaflet.js", *_SCRIPTS)),
        styles=tuple(address(name) for name in ("leaflet.css", *_STYLES)),
        basemap=address("basemap.json"),
        labels={lang: address(f"labels.{lang}.json") for lang in languages()},
    )


async def _serve_asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _files():
        return Response("There is no such file.", 404, media_type="text/plain")
    found = asset(name)
    headers = {"Cache-Control": _A_YEAR, "X-Content-Type-Options": "nosniff"}
    return Response(found.body, media_type=found.media_type, headers=headers)


async def _serve_health(_request: Request) -> Response:
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


class _OnlyDown:
    """Refuses a path that leads up and out of the stories as what it is: an address that there is
    not. Streamlit would call it a bad request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", ""))
        app = self._app
        if path.startswith("/stories/") and ".." in re.split(r"[/\\]", path):
            app = files.refusal(Request(scope))
        await app(scope, receive, send)


def middleware() -> list[Middleware]:
    """What every request passes before Streamlit sees it."""
    return [Middleware(_OnlyDown)]


def routes() -> list[BaseRoute]:
    """The routes to be served beside the Streamlit page, in the same process."""
    return [
        Route("/assets/{digest}/{name:path}", _serve_asset, methods=["GET", "HEAD"]),
        Route("/healthz", _serve_health, methods=["GET", "HEAD"]),
        *publications.routes(),
        *oembed.routes(),
        *files.routes(),
    ]
