"""What is drawn of an open story, once for everybody who looks at it, and what the browser fetches
of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from summitmap.drawing.article import article
from summitmap.drawing.card import card
from summitmap.drawing.catalogue import Catalogue, catalogue, known_language
from summitmap.drawing.crowd import is_crowd
from summitmap.drawing.entry import Address, Entry, entries
from summitmap.drawing.map import StoryMap, Telling, story_map
from summitmap.drawing.timeline import timeline
from summitmap.story.model import Language
from summitmap.story.sieve import Sifter
from summitmap.web import asked, ingredients
from summitmap.web.library import OpenStory
from summitmap.web.refusals import ALWAYS, Refusal, refused
from summitmap.web.state import View

_STORIES = 16
"""How many stories are kept drawn; a large one takes some megabytes."""

_TELLINGS = 2 * _STORIES
"""The same in two languages."""


@dataclass(frozen=True)
class Told:
    """A story told in one language."""

    words: Catalogue
    entries: Sequence[Entry]
    timeline: Markup
    article: Markup
    sifter: Sifter

    @cached_property
    def steps(self) -> Sequence[Mapping[str, str]]:
        """Of each event its `id`, and what is `said` of it to those who do not see it."""
        return [
            {
                "id": entry.id,
                "said": self.words(
                    "steps.said",
                    headline=entry.headline,
                    date=entry.date,
                    status=entry.status_word,
                ),
            }
            for entry in self.entries
        ]


def folium_map(opened: OpenStory) -> StoryMap:
    """The map in every language of the story; the browser tells in which it is shown.

    A copy for each who shows it: folium changes a map as it writes it out.
    """
    return deepcopy(_drawn_map(opened).map)


@dataclass(frozen=True)
class _DrawnMap:
    """A map that nobody writes out, and what it tells."""

    map: StoryMap
    told: Mapping[str, Any]


@lru_cache(maxsize=_STORIES)
def _drawn_map(opened: OpenStory) -> _DrawnMap:
    story, places = opened.folder.story, opened.folder.places
    tellings = [
        Telling(each, catalogue(known_language(each)), _address(story.id, each))
        for each in story.languages
    ]
    made = {each: told(opened, each).entries for each in story.languages}
    home = f"/views/{quote(story.id)}/{version(opened)}/told.json"
    assets = ingredients.map_assets(home, crowds=is_crowd(story))
    drawn = story_map(story, places, tellings, assets, online=True, told=made)
    tells, drawn.told, drawn.shelves = drawn.told, {}, {}
    return _DrawnMap(drawn, tells)


def version(opened: OpenStory) -> str:
    """What changes in the address of what is drawn when the story does."""
    return opened.version[:12]


@lru_cache(maxsize=_TELLINGS)
def told(opened: OpenStory, language: Language) -> Told:
    """What stands beside the map."""
    story, places = opened.folder.story, opened.folder.places
    words = catalogue(known_language(language))
    address = _address(story.id, language)
    made = entries(story, places, language, words)
    return Told(
        words=words,
        entries=made,
        timeline=timeline(made, story.published, words, address),
        article=article(story, language, words, address),
        sifter=Sifter(story, language),
    )


def _address(story: str, language: Language) -> Address:
    return lambda event: View(story, language, event).address(event)


def routes() -> list[BaseRoute]:
    """The routes of what the map is told and of the cards of a crowd."""
    home = "/views/{story}/{version}"
    return [
        Route(f"{home}/told.json", _serve_told, methods=["GET", "HEAD"]),
        Route(f"{home}/cards/{{language}}/{{event}}.json", _serve_card, methods=["GET", "HEAD"]),
    ]


def _serve_told(request: Request) -> Response:
    # Not a coroutine: drawing takes a moment, and Starlette gives this a thread of its own.
    try:
        opened = asked.opened(request.path_params["story"])
    except Refusal as refusal:
        return refused(request, refusal)
    return _answer(request, opened, _drawn_map(opened).told)


def _serve_card(request: Request) -> Response:
    wanted = request.path_params
    try:
        opened = asked.opened(wanted["story"])
        story = opened.folder.story
        language = asked.language({"lang": wanted["language"]}, story)
        event = asked.event({"event": wanted["event"]}, story)
    except Refusal as refusal:
        return refused(request, refusal)
    assert language, "it was asked for"
    said = told(opened, language)
    entry = next(entry for entry in said.entries if entry.id == event)
    return _answer(request, opened, card(entry, said.words, _address(story.id, language)))


def _answer(request: Request, opened: OpenStory, value: object) -> Response:
    """JSON that a browser keeps for good, unless the story has changed since it was named."""
    current = request.path_params["version"] == version(opened)
    kept = ingredients.A_YEAR if current else "no-store"
    return JSONResponse(value, headers={**ALWAYS, "Cache-Control": kept})
