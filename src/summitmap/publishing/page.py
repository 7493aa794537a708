"""The story page: one HTML file that reads, presents and embeds, with no network at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup
from rcssmin import cssmin
from rjsmin import jsmin
from xstatic.pkg import leaflet, leaflet_markercluster

from summitmap.drawing.article import article
from summitmap.drawing.catalogue import Catalogue, catalogue, known_language
from summitmap.drawing.credits import credit_line
from summitmap.drawing.crowd import SHELF, is_crowd
from summitmap.drawing.entry import Address, Entry, entries
from summitmap.drawing.filters import filters
from summitmap.drawing.map import Assets, Telling, parts, story_map
from summitmap.drawing.names import names
from summitmap.drawing.templates import draw
from summitmap.drawing.timeline import timeline
from summitmap.places.excerpt import excerpt
from summitmap.publishing.alternative import Alternative
from summitmap.publishing.head import head
from summitmap.publishing.letters import letters
from summitmap.publishing.packed import packed
from summitmap.publishing.policy import policy
from summitmap.story.itinerary import in_order
from summitmap.story.model import Place, Story

_DRAWING = resources.files("summitmap.drawing") / "assets"
_OURS = resources.files("summitmap.publishing") / "assets"
_LEAFLET = Path(leaflet.BASE_DIR)
_CLUSTERS = Path(leaflet_markercluster.BASE_DIR)

_SHEETS = ("page.css", "present.css", "notes.css", "embed.css", "print.css")
_FIRST_SCRIPTS = ("unfolding.js", "words.js", "said.js", "story.js")
_CROWD_SCRIPTS = ("cards.js", "details.js")
_SCRIPTS = (
    *("filters.js", "address.js", "steps.js"),
    *(
        "presenting.js",
        "notes.js",
        "embedding.js",
        "sharing.js",
        "actions.js",
        "keys.js",
        "page.js",
    ),
)
"""The page's own scripts, each after those that it calls; the last one starts them all. Those of
a crowd stand between the first and the others."""


@dataclass(frozen=True)
class View:
    """The story told in one language, ready to stand in the page."""

    language: str
    name: str
    title: str
    summary: str
    words: Catalogue
    credits: str
    filters: Markup
    timeline: Markup
    article: Markup
    plain: Markup

    @property
    def text(self) -> str:
        """All of it, one after another."""
        plain = (self.name, self.title, self.summary, self.credits)
        return "".join((*plain, self.filters, self.timeline, self.article, self.plain))


@dataclass(frozen=True)
class Drawn:
    """A page, and its content security policy for a server to send along."""

    html: str
    policy: str


def page(
    story: Story,
    places: Mapping[str, Place],
    language: str,
    base_url: str | None = None,
    picture: str | None = None,
) -> str:
    """The whole page; `language` is the one that it opens in when its address names none.

    `base_url` is where the page will stand, for its canonical address; `picture` is the address
    of the wide figure as a PNG, relative to the page, for the card that messengers show. The same
    story gives the same bytes. Raises `AssetError` when the package has lost a file.
    """
    return drawn_page(story, places, language, base_url, picture).html


def drawn_page(
    story: Story,
    places: Mapping[str, Place],
    language: str,
    base_url: str | None = None,
    picture: str | None = None,
    oembed: str | None = None,
) -> Drawn:
    """The page as `page` gives it, with its policy; `oembed` is where a server tells how it is
    embedded (https://oembed.com)."""
    ordered = (language, *(other for other in story.languages if other != language))
    tellings = [Telling(each, catalogue(known_language(each)), _address(each)) for each in ordered]
    assets = Assets(
        scripts=(),
        styles=(),
        basemap="#summitmap-basemap",
        labels={t.words.language: f"#summitmap-labels-{t.words.language}" for t in tellings},
        told="#summitmap-told",
        crowds=True,
    )
    crowded = is_crowd(story)
    around = excerpt(places)
    thin = {key: around.thinned(place) for key, place in places.items()}
    made = {each.language: entries(story, places, each.language, each.words) for each in tellings}
    drawn = parts(story_map(story, thin, tellings, assets, online=False, told=made))
    journey = drawn.told["told"][language]["words"]["label"]
    alternative = None if crowded else Alternative(story, thin, around.topology)
    views = [
        _view(
            story,
            places,
            telling,
            made[telling.language],
            alternative,
            first=telling is tellings[0],
        )
        for telling in tellings
    ]
    told = _json(drawn.told)
    cards = {
        f"summitmap-cards-{each}-{number}": _json(shelf)
        for each, shelves in drawn.shelves.items()
        for number, shelf in enumerate(shelves)
    }
    said = _json({telling.language: telling.words.section("story_page") for telling in tellings})
    labels = {
        telling.words.language: _json(names(telling.words.language, around.is_worth))
        for telling in tellings
    }
    first = _script("early.js")
    drawing, scripts = [*_map_scripts(crowded), Markup(jsmin(drawn.script))], _page_scripts(crowded)
    written = _text(views, [said, told, *labels.values(), *cards.values()])
    styles = [Markup(letters(written)), _style(crowded)]
    allowed = policy(styles, [first, *drawing, *scripts])
    html = draw(
        "page.html",
        room="publishing",
        language=language,
        words=tellings[0].words,
        views=views,
        head=head(_leading(story), places, ordered, journey, base_url, picture, oembed),
        # The map has its first pins before what is told beside it has been read.
        map=Markup(drawn.html) + Markup().join(map(_running, drawing)),
        said=said,
        packed={
            "summitmap-basemap": packed(around.topology),
            "summitmap-told": packed(told.encode()),
            **{f"summitmap-labels-{code}": packed(json.encode()) for code, json in labels.items()},
            **{name: packed(json.encode()) for name, json in cards.items()},
        },
        styles=styles,
        first=first,
        scripts=scripts,
        policy=allowed,
    )
    return Drawn(html, allowed)


def _text(views: Iterable[View], scripts: Iterable[str]) -> str:
    """Everything that is written on the page, with the marks around it."""
    return "".join((*(view.text for view in views), *scripts))


def _address(language: str) -> Address:
    """The address of an event within the page."""
    return lambda event: f"#event={event}&lang={language}"


def _view(
    story: Story,
    places: Mapping[str, Place],
    telling: Telling,
    told: Sequence[Entry],
    alternative: Alternative | None,
    *,
    first: bool,
) -> View:
    """The views of one language; for a crowd the timeline is the alternative to the map."""
    language, words, address = telling.language, telling.words, telling.address
    shelf = None if alternative else SHELF
    days = timeline(told, story.published, words, address, shelf)
    text = article(story, language, words, address)
    return View(
        language=language,
        name=words("language") if words.language == language else language,
        title=story.title[language],
        summary=story.summary[language],
        words=words,
        credits=credit_line(places, words),
        filters=filters(story, language, words),
        timeline=days if first else _folded(days),
        article=text if first and alternative else _folded(text),
        plain=alternative.draw(told, telling, first=first) if alternative else Markup(),
    )


def _running(script: Markup) -> Markup:
    return Markup("<script>{}</script>").format(script)


def _folded(html: Markup) -> Markup:
    """What a browser with scripts reads only when it is asked for, see unfolding.js. Nothing in it
    ends the element before its time: its text is escaped, and it holds no other such element."""
    return Markup("<noscript>{}</noscript>").format(html)


def _leading(story: Story) -> Story:
    """The story as its head tells it to machines: of a crowd the first events, for nobody reads a
    head of megabytes."""
    if not is_crowd(story):
        return story
    return story.model_copy(update={"events": in_order(story.events)[:SHELF]})


@cache
def _style(crowded: bool) -> Markup:
    """Every style sheet, in one; Leaflet's pictures are of parts that the page does not have."""
    sheets = [
        re.sub(
            r"[^{}]*\{[^{}]*url\(images/[^{}]*\}",
            "",
            (_LEAFLET / "leaflet.css").read_text("utf-8"),
        ),
        *((_DRAWING / name).read_text("utf-8") for name in ("summitmap.css", "map.css")),
        *((_OURS / name).read_text("utf-8") for name in _SHEETS),
    ]
    if crowded:
        sheets.append((_CLUSTERS / "MarkerCluster.css").read_text("utf-8"))
        sheets.append((_DRAWING / "crowd.css").read_text("utf-8"))
    return Markup(cssmin("\n".join(sheets)))


@cache
def _map_scripts(crowded: bool) -> tuple[Markup, ...]:
    """The libraries and the views' scripts; the map's own script calls them."""
    libraries = [_library(_LEAFLET / "leaflet.js")]
    views = ["summitmap.js", "basemap.js", "names.js", "map.js"]
    if crowded:
        libraries.append(_library(_CLUSTERS / "leaflet.markercluster.js"))
        views.append("crowd.js")
    return *libraries, *(Markup(jsmin((_DRAWING / name).read_text("utf-8"))) for name in views)


@cache
def _page_scripts(crowded: bool) -> tuple[Markup, ...]:
    ours = (*_FIRST_SCRIPTS, *(_CROWD_SCRIPTS if crowded else ()), *_SCRIPTS)
    return tuple(map(_script, ours))


def _library(path: Path) -> Markup:
    """A library as it came, without the address of its map, which is not there."""
    return Markup(re.sub(r"\n//# sourceMappingURL=.*", "", path.read_text("utf-8")))


def _script(name: str) -> Markup:
    return Markup(jsmin((_OURS / name).read_text("utf-8")))


def _json(value: object) -> Markup:
    """A value as JSON without spaces, which cannot end the element that it stands in."""
    return htmlsafe_json_dumps(value, separators=(",", ":"), ensure_ascii=False)
