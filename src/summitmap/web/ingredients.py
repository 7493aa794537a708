"""What the map is made of in the browser: scripts, styles, pictures and the basemap, as they are
served."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from threading import Condition

from cachetools import cached
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from xstatic.pkg import leaflet, leaflet_markercluster

from summitmap.drawing.catalogue import languages
from summitmap.drawing.map import Assets
from summitmap.drawing.names import names
from summitmap.errors import AssetError
from summitmap.places import basemap
from summitmap.web import packing
from summitmap.web.refusals import Refusal, refused

A_YEAR = "public, max-age=31536000, immutable"
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
}
_DRAWING = resources.files("summitmap.drawing") / "assets"
_WEB = resources.files("summitmap.web") / "assets"
_LEAFLET = Path(leaflet.BASE_DIR)
_CLUSTERS = Path(leaflet_markercluster.BASE_DIR)
_SCRIPTS = ("leaflet.js", "summitmap.js", "basemap.js", "names.js", "map.js")
_STYLES = ("leaflet.css", "summitmap.css", "map.css")
_OF_A_CROWD = ("leaflet.markercluster.js", "crowd.js", "cards.js", "MarkerCluster.css", "crowd.css")
"""What is only needed for a story with so many events that the browser gathers them."""


@dataclass(frozen=True)
class Asset:
    """A file as it is served."""

    body: bytes
    media_type: str


def _labels(language: str) -> bytes:
    return json.dumps(names(language), ensure_ascii=False, separators=(",", ":")).encode()


def _home(name: str) -> Traversable:
    """Where the package has a script or a style sheet."""
    if name.startswith("leaflet.markercluster") or name == "MarkerCluster.css":
        return _CLUSTERS / name
    if name.startswith("leaflet."):
        return _LEAFLET / name
    return (_WEB if name == "cards.js" else _DRAWING) / name


@cache
def _files() -> Mapping[str, Callable[[], bytes]]:
    """Every file that is served, by its name; nothing else is, whatever a request asks for."""
    files: dict[str, Callable[[], bytes]] = {"basemap.json": basemap.topology}
    for language in languages():
        files[f"labels.{language}.json"] = partial(_labels, language)
    for name in (*_SCRIPTS, *_STYLES, *_OF_A_CROWD):
        files[name] = _home(name).read_bytes
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


def map_assets(told: str, *, crowds: bool) -> Assets:
    """What the map is made of, all from this server; `told` is where it finds what it tells, and
    `crowds` whether it needs what gathers a crowd."""
    more = _OF_A_CROWD if crowds else ()
    return Assets(
        scripts=_addresses((*_SCRIPTS, *more), ".js"),
        styles=_addresses((*_STYLES, *more), ".css"),
        basemap=address("basemap.json"),
        labels={lang: address(f"labels.{lang}.json") for lang in languages()},
        told=told,
        crowds=crowds,
    )


def _addresses(names: Iterable[str], kind: str) -> tuple[str, ...]:
    return tuple(address(name) for name in names if name.endswith(kind))


def routes() -> list[BaseRoute]:
    """The routes of these files."""
    return [Route("/assets/{digest}/{name:path}", _serve_asset, methods=["GET", "HEAD"])]


_PACKED: dict[str, packing.Body] = {}
"""The bodies of those that were asked for, by their names."""


@cached(_PACKED, key=str, condition=Condition())
def _packed(name: str) -> packing.Body:
    return packing.body(asset(name).body)


async def _serve_asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _files():
        return refused(request, Refusal(404, "publication.no_asset", file=name))
    headers = {"Cache-Control": A_YEAR, "X-Content-Type-Options": "nosniff"}
    # Packing takes a moment, for which it has a thread; those that have been packed need none.
    body = _PACKED.get(name)
    if body is None:
        body = await run_in_threadpool(_packed, name)
    return packing.answer(request, body, asset(name).media_type, headers)
