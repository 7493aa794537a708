"""The bounds of what a visitor may ask for: nothing is written, and nothing is without end."""

from __future__ import annotations

import logging
import re

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from summitmap.web.refusals import Refusal, refused
from summitmap.web.settings import Settings

LOGGER = logging.getLogger("summitmap.faults")

METHODS = ("GET", "HEAD", "OPTIONS")
"""What can be done with what is here: look at it."""

MOST_HEADERS = 100
HEADER_BYTES = 32_768
"""How many headers a request may have, and how long they may be together; a browser sends some
twenty of together two thousand bytes."""

_TRY_AGAIN_LATER, _TOO_LARGE = 1013, 1009
"""Why a websocket is closed: https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 and the
registry of IANA that it founds."""

_OURS = ("/stories/", "/views/", "/assets/")
_LEADS_OUT = re.compile(r"(^|[/\\])\.\.([/\\]|$)|[\\\x00-\x1f\x7f]")


class Bounds:
    """Refuses what is too large, too much, no way to look at something, or no address that there
    could be, before anything is made of it; what is refused is told in the reader's language."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._dashboards = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._connect(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive, send)
            return
        answer = refused(Request(_in_short(scope)), refusal)
        if refusal.status == 405:
            answer.headers["Allow"] = ", ".join(METHODS)
        await answer(scope, receive, send)

    def _refusal(self, scope: Scope) -> Refusal | None:
        said = self._settings
        if _url_bytes(scope) > said.url_bytes:
            return Refusal(414, "publication.long_address", most=str(said.url_bytes))
        if not _headers_fit(scope):
            return Refusal(431, "publication.long_headers")
        if scope["method"] not in METHODS:
            return Refusal(405, "publication.no_method", METHODS, method=scope["method"])
        if _body_bytes(scope) > said.body_bytes:
            return Refusal(413, "publication.long_body", most=str(said.body_bytes))
        if scope["path"].startswith(_OURS) and _LEADS_OUT.search(scope["path"]):
            # Streamlit would call it a bad request.
            return Refusal(404, "publication.nowhere")
        if scope["path"] == "/" and self._dashboards >= said.dashboards:
            return Refusal(503, "publication.full")
        return None

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A dashboard that opens: its websocket, which lasts as long as it is open."""
        fits = _url_bytes(scope) <= self._settings.url_bytes and _headers_fit(scope)
        if not fits or self._dashboards >= self._settings.dashboards:
            await receive()
            await send({"type": "websocket.close", "code": _TRY_AGAIN_LATER})
            return
        self._dashboards += 1
        try:
            await self._app(scope, self._bounded(receive, send), send)
        finally:
            self._dashboards -= 1

    def _bounded(self, receive: Receive, send: Send) -> Receive:
        """The messages of a browser; one that is too large is its last."""

        async def receive_bounded() -> Message:
            message = await receive()
            said = message.get("bytes") or message.get("text") or b""
            if len(said) > self._settings.message_bytes:
                await send({"type": "websocket.close", "code": _TOO_LARGE})
                return {"type": "websocket.disconnect", "code": _TOO_LARGE}
            return message

        return receive_bounded


class Caught:
    """Answers with a sentence where we have made a mistake, and tells of it in the log alone."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def send_and_note(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        except Exception:
            LOGGER.exception("a request could not be answered")
            if begun:
                raise
            answer = refused(Request(scope), Refusal(500, "publication.fault"))
            await answer(scope, receive, send)


def _url_bytes(scope: Scope) -> int:
    return len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"])


def _headers_fit(scope: Scope) -> bool:
    headers = scope["headers"]
    together = sum(len(name) + len(value) for name, value in headers)
    return len(headers) <= MOST_HEADERS and together <= HEADER_BYTES


def _body_bytes(scope: Scope) -> int:
    """How large the body is said to be. One whose size is not said is not read by any route, and
    the server does not take in more of it than a buffer."""
    said = dict(scope["headers"]).get(b"content-length", b"0")
    return int(said) if re.fullmatch(rb"[0-9]{1,18}", said) else 10**18


def _in_short(scope: Scope) -> Scope:
    """The request without what may be too long to be looked at."""
    short = [(name, value[:500]) for name, value in scope["headers"][:MOST_HEADERS]]
    return {**scope, "query_string": scope["query_string"][:500], "headers": short}
