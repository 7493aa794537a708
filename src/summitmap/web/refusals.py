"""Refusals: requests that are answered with a sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from summitmap.drawing.catalogue import catalogue, languages
from summitmap.web.state import preferred_languages

ALWAYS = {"X-Content-Type-Options": "nosniff", "Vary": "Accept-Language"}
"""What every answer about a story says."""

_LONGEST = 80
"""How many signs of what an address says are said again."""

_MOST = 30
"""How many of what could have been asked for are listed."""


class Refusal(Exception):  # noqa: N818 - not a fault: what is asked for is answered with a sentence
    """A request that is answered with a sentence of the catalogue and an HTTP status.

    `allowed` is what could have been asked for; `said` is what was, and is cut short.
    """

    def __init__(self, status: int, key: str, allowed: Iterable[str] = (), **said: str) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.values = {name: value[:_LONGEST] for name, value in said.items()}
        listed = tuple(allowed)
        more = ["…"] if len(listed) > _MOST else []
        self.values["allowed"] = ", ".join([*listed[:_MOST], *more])


def refused(request: Request, refusal: Refusal) -> Response:
    """The answer to a request that is refused."""
    ours = request.query_params.get("lang"), *preferred(request)
    words = catalogue(next((each for each in ours if each in languages()), "en"))
    headers = {"Cache-Control": "no-store", **ALWAYS}
    if refusal.status == 503:
        headers["Retry-After"] = "10"
    sentence = words(refusal.key, **refusal.values)
    return PlainTextResponse(sentence, refusal.status, headers=headers)


def preferred(request: Request) -> tuple[str, ...]:
    """The languages that the reader's browser asks for, the most wanted first."""
    return preferred_languages(request.headers.get("Accept-Language"))
