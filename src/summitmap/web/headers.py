"""The security headers of every answer: who may show it in a frame, and what it may do there.

What they mean: https://www.w3.org/TR/CSP3/, https://www.w3.org/TR/permissions-policy/ and
https://html.spec.whatwg.org/multipage/browsers.html#cross-origin-opener-policies. That only
encrypted connections are used (HSTS) is said by whoever encrypts them: deploy/nginx.conf.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NEVER = ("accelerometer", "camera", "geolocation", "gyroscope", "magnetometer", "microphone")
_NEVER_PAID = ("midi", "payment", "usb")
"""What no page of ours, and nothing in it, ever asks the browser for."""

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in (*_NEVER, *_NEVER_PAID)),
}

_OF_THE_STORIES = {
    **_ALWAYS,
    # What is published may be shown and read by everybody.
    "Cross-Origin-Resource-Policy": "cross-origin",
    # A page brings its own; this is of the sentences and redirections beside it.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors *",
}


def frame_ancestors(frames: Sequence[str]) -> str:
    """The directive that lets our own pages and those of these origins frame the dashboard."""
    return " ".join(("frame-ancestors", "'self'", *frames))


def of_the_dashboard(frames: Sequence[str]) -> Mapping[str, str]:
    """The headers of the dashboard and of what it fetches."""
    headers = {
        **_ALWAYS,
        "Content-Security-Policy": frame_ancestors(frames),
        "Cross-Origin-Resource-Policy": "same-origin",
        # The notes of the presentation open in a window that talks with this one.
        "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
    }
    if not frames:
        # For browsers that know no frame-ancestors; it cannot name origins.
        headers["X-Frame-Options"] = "SAMEORIGIN"
    return headers


class Headers:
    """Adds to every answer the security headers that it does not have."""

    def __init__(self, app: ASGIApp, frames: Sequence[str]) -> None:
        self._app = app
        self._of_the_dashboard = of_the_dashboard(frames)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        published = scope["path"].startswith("/stories/") or scope["path"] == "/oembed"
        said = _OF_THE_STORIES if published else self._of_the_dashboard

        async def send_with_them(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in said.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_them)
