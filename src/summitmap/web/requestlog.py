"""The log of requests: one line each, on standard error, of the logger `summitmap.requests`.

A line says the method, the path, the status, the milliseconds, the bytes and the story. It says
nothing of who asked, nor what stands behind the ?, where a reader's words may stand; the network
address is added only where the operator asks for it.
"""

from __future__ import annotations

import logging
import re
import sys
import time
from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOGGER = logging.getLogger("summitmap.requests")

_LONGEST = 200
"""How many signs of a path are written."""

_STORY = re.compile(r"/(?:stories|views)/([a-z0-9-]{1,80})(?:/|$)")


def to_standard_error() -> None:
    """Write the lines to standard error, each with its time (UTC)."""
    if LOGGER.handlers:
        return
    handler = logging.StreamHandler(sys.stderr)
    formatter = logging.Formatter("%(asctime)sZ %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False


def tell_opened(story: str, language: str) -> None:
    """One line for a reader who opens a story in the dashboard."""
    LOGGER.info("DASHBOARD story=%s language=%s", _plain(story), _plain(language))


class RequestLog:
    """Writes a line for every request and every websocket when it has ended."""

    def __init__(self, app: ASGIApp, *, addresses: bool) -> None:
        self._app = app
        self._addresses = addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status, size = (500, 0) if scope["type"] == "http" else (403, 0)

        async def send_and_count(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "websocket.accept":
                status = 101
            size += len(message.get("body") or message.get("bytes") or b"")
            await send(message)

        try:
            await self._app(scope, receive, send_and_count)
        finally:
            milliseconds = (time.perf_counter() - began) * 1000
            LOGGER.info("%s", self._line(scope, status, milliseconds, size))

    def _line(self, scope: Scope, status: int, milliseconds: float, size: int) -> str:
        path = _plain(scope["path"])
        story = _STORY.match(scope["path"])
        parts = [
            _plain(scope.get("method", "WEBSOCKET")),
            path,
            str(status),
            f"{milliseconds:.1f}ms",
            f"{size}B",
            f"story={story[1] if story else '-'}",
        ]
        if self._addresses:
            parts.append(f"from={_plain((scope.get('client') or ('-',))[0])}")
        return " ".join(parts)


def _plain(text: str) -> str:
    """On one line and without a space, whatever it is: what is no sign of a path is escaped."""
    written = quote(text[:_LONGEST], safe="/:.,;=@+~_-")
    return written if len(text) <= _LONGEST else f"{written}…"
