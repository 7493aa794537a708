"""The document that the browser opens first: Streamlit's, with our style sheet in it, and the
policy that says what it may do.

A style sheet that came with the first elements would move them as they appear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from summitmap.publishing.policy import digests
from summitmap.web import settings
from summitmap.web.headers import frame_ancestors

_HOST = re.compile(r"([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?", re.IGNORECASE)

_ASSETS = resources.files("summitmap.web") / "assets"


@cache
def document(*, embedded: bool) -> str:
    """Streamlit's document with our style at its end, where it goes before what Streamlit's scripts
    write into the head; `embedded` is as it stands within another page."""
    html = _streamlits()
    sheets = ["page.css", *(["embed.css"] if embedded else [])]
    style = "\n".join((_ASSETS / sheet).read_text(encoding="utf-8") for sheet in sheets)
    before, end, after = html.rpartition("</body>")
    return f"{before}<style>\n{style}</style>\n{end}{after}"


def policy(frames: Sequence[str], host: str) -> str:
    """What the document may do; `frames` are the origins whose pages may show it in a frame, and
    `host` is where the reader found it, for browsers that do not count a websocket to the same
    host as 'self'.

    It is as strict as Streamlit bears: its scripts write styles, and components are scripts that it
    makes of text (blob:). No script comes from elsewhere, none is made of a string (Streamlit has
    Vega interpret its expressions), and nothing is asked elsewhere. The map is a document of its
    own, in a frame.
    """
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: {_own_scripts()}",
            " ".join(("connect-src", "'self'", *_sockets(host))),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            frame_ancestors(frames),
        )
    )


def _sockets(host: str) -> tuple[str, ...]:
    """The websockets of that host; none where it is not one, as a visitor may write anything."""
    return (f"ws://{host}", f"wss://{host}") if _HOST.fullmatch(host) else ()


@cache
def _own_scripts() -> str:
    """What the scripts that stand in Streamlit's document itself are known by."""
    return digests(re.findall(r"<script>(.*?)</script>", _streamlits(), re.DOTALL))


@cache
def _streamlits() -> str:
    file = resources.files("streamlit") / "static" / "index.html"
    return file.read_text(encoding="utf-8")


async def _serve_document(request: Request) -> Response:
    embedded = request.query_params.get("embed", "").lower() == "true"
    headers = {
        # A new version has new scripts: the browser asks each time, as Streamlit has it.
        "Cache-Control": "no-cache",
        "Content-Security-Policy": policy(settings.current().frames, request.url.netloc),
    }
    return HTMLResponse(document(embedded=embedded), headers=headers)


def routes() -> list[BaseRoute]:
    """The route of the page itself."""
    return [Route("/", _serve_document, methods=["GET", "HEAD"])]
