"""What is drawn of an open story, once for everybody who looks at it, and what the browser fetches
of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Condition
from typing import Any
from urllib.parse import quote

import pandas
import pyarrow
from cachetools import LRUCache, cached
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from summitmap.drawing.article import article
from summitmap.drawing.axis import EVENTS, axis
from summitmap.drawing.card import card
from summitmap.drawing.catalogue import Catalogue, catalogue, known_language
from summitmap.drawing.crowd import is_crowd
from summitmap.drawing.entry import Address, Entry, entries
from summitmap.drawing.map import StoryMap, Telling, story_map
from summitmap.drawing.method import method
from summitmap.drawing.theme import Theme
from summitmap.drawing.timeline import timeline
from summitmap.story.dates import Span
from summitmap.story.model import Language
from summitmap.story.sieve import Sifter
from summitmap.web import addresses, asked, ingredients, packing
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

    A copy for each who shows it, which need not be rendered.
    """
    return _drawn_map(opened).map.copy()


@dataclass(frozen=True)
class _DrawnMap:
    """A map, and what it tells."""

    map: StoryMap
    told: packing.Body


@cached(LRUCache(_STORIES), condition=Condition())
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
    # Before many copy it at once.
    drawn.copy()
    return _DrawnMap(drawn, packing.body(bytes(JSONResponse(tells).body)))


def version(opened: OpenStory) -> str:
    """What changes in the address of what is drawn when the story does."""
    return opened.version[:12]


@cached(LRUCache(_TELLINGS), condition=Condition())
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


@cached(LRUCache(_TELLINGS), condition=Condition())
def how(opened: OpenStory, language: Language) -> Markup:
    """How places and dates were found, and the data to put away."""
    story, places = opened.folder.story, opened.folder.places
    words = catalogue(known_language(language))
    data = [
        (words(f"export.data_{kind}"), addresses.data(story.id, f"events.{kind}", language))
        for kind in ("geojson", "csv", "kml", "ics")
    ]
    return method(story, places, language, words, data, _address(story.id, language))


def draw_ahead(opened: OpenStory, language: Language) -> None:
    """Draw what a page in that language shows and takes a while, unless it has been drawn: nobody
    need wait for it who asks for something else."""
    _drawn_map(opened)
    told(opened, language)
    how(opened, language)


@dataclass(frozen=True)
class ShownAxis:
    """The time axis as Streamlit is given it: `chart` is the specification with its rows as a table
    of Arrow, which is how they are sent. The rest is as in `drawing.axis.Axis`."""

    chart: Mapping[str, Any]
    rows: pyarrow.Table
    undated: int
    events: frozenset[str]
    days: Span

    @property
    def size(self) -> int:
        """About how much room it takes, in bytes."""
        return int(self.rows.nbytes) + _SPECIFICATION


_SPECIFICATION = 20_000
"""What the specification of an axis takes beside its rows, roughly."""

_AXES = 32_000_000
"""How many bytes of axes are kept: each event that is selected has its own."""


def _size(shown: ShownAxis) -> int:
    return shown.size


@cached(LRUCache(_AXES, getsizeof=_size), condition=Condition())
def axis_of(
    opened: OpenStory,
    language: Language,
    theme: Theme,
    selected: str,
    left: tuple[str, ...] | None,
    span: Span | None,
) -> ShownAxis:
    """The time axis, see `drawing.axis.axis`; `span` is what it is opened with."""
    words = catalogue(known_language(language))
    story = opened.folder.story
    drawn = axis(story, language, words, theme, selected=selected, left=left, opened=span)
    rows = pyarrow.Table.from_pandas(pandas.DataFrame(list(drawn.rows)))
    chart = {**drawn.spec, "datasets": {EVENTS: rows}}
    return ShownAxis(chart, rows, drawn.undated, drawn.events, drawn.days)


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
    headers = _kept(request, opened)
    return packing.answer(request, _drawn_map(opened).told, "application/json", headers)


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
    shown = card(entry, said.words, _address(story.id, language))
    return JSONResponse(shown, headers=_kept(request, opened))


def _kept(request: Request, opened: OpenStory) -> Mapping[str, str]:
    """A browser keeps it for good, unless the story has changed since it was named."""
    current = request.path_params["version"] == version(opened)
    return {**ALWAYS, "Cache-Control": ingredients.A_YEAR if current else "no-store"}
