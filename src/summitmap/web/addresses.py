"""The addresses of what this server has: the dashboard, the story page, how it is embedded."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from starlette.requests import Request

from summitmap.web import settings


def server_of(request: Request) -> str:
    """Where the server is, as the operator says or else as the reader addressed it, without a slash
    at the end."""
    return settings.current().address or str(request.base_url).rstrip("/")


def view(server: str, query: Mapping[str, str]) -> str:
    """The dashboard as it is shown: `query` is what stands behind the ? in its address."""
    return f"{server}/?{urlencode(query)}"


def story_page(server: str, story: str) -> str:
    """The story page."""
    return f"{server}/stories/{quote(story, safe='')}/"


def shown_page(server: str, story: str, language: str, event: str | None) -> str:
    """The story page, opened at an event in a language."""
    return f"{story_page(server, story)}?{urlencode({'lang': language})}{_at(event)}"


def embedded_page(server: str, story: str, language: str, event: str | None) -> str:
    """The story page as it stands within another page."""
    return f"{story_page(server, story)}?embed&{urlencode({'lang': language})}{_at(event)}"


def data(story: str, name: str, language: str) -> str:
    """A file of the story, from the page of the dashboard: `name` such as `events.csv`."""
    return f"/stories/{quote(story, safe='')}/{name}?{urlencode({'lang': language})}"


def picture(server: str, story: str, asked: Mapping[str, str]) -> str:
    """The map as a picture; `asked` is what stands behind the ?: `lang`, `size`, `event` …"""
    return f"{story_page(server, story)}map.png?{urlencode(asked)}"


def oembed(server: str, address: str) -> str:
    """Where the server tells how an address of its own is embedded."""
    return f"{server}/oembed?{urlencode({'url': address, 'format': 'json'})}"


def _at(event: str | None) -> str:
    return f"#event={event}" if event else ""
