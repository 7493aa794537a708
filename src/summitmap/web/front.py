"""The document that the browser opens first: Streamlit's, with our style sheet in it.

A style sheet that came with the first elements would move them as they appear.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

_ASSETS = resources.files("summitmap.web") / "assets"


@cache
def document(*, embedded: bool) -> str:
    """Streamlit's document with our style at its end, where it goes before what Streamlit's scripts
    write into the head; `embedded` is as it stands within another page."""
    html = (resources.files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")
    sheets = ["page.css", *(["embed.css"] if embedded else [])]
    style = "\n".join((_ASSETS / sheet).read_text(encoding="utf-8") for sheet in sheets)
    before, end, after = html.rpartition("</body>")
    return f"{before}<style>\n{style}</style>\n{end}{after}"


async def _serve_document(request: Request) -> Response:
    embedded = request.query_params.get("embed", "").lower() == "true"
    # A new version has new scripts: the browser asks each time, as Streamlit has it.
    return HTMLResponse(document(embedded=embedded), headers={"Cache-Control": "no-cache"})


def routes() -> list[BaseRoute]:
    """The route of the page itself."""
    return [Route("/", _serve_document, methods=["GET", "HEAD"])]
