"""The story page: one HTML file that reads, presents and embeds, with no network at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup
from rcssmin import cssmin
from rjsmin import jsmin
from xstatic.pkg import leaflet

from summitmap.drawing.article import article
from summitmap.drawing.catalogue import Catalogue, catalogue, known_language
from summitmap.drawing.credits import credit_line
from summitmap.drawing.entry import Address, entries
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
from summitmap.story.model import Place, Story

_DRAWING = resources.files("summitmap.drawing") / "assets"
_OURS = resources.files("summitmap.publishing") / "assets"
_LEAFLET = Path(leaflet.BASE_DIR)

_SHEETS = ("page.css", "present.css", "notes.css", "embed.css", "print.css")
_SCRIPTS = (
    *("words.js", "said.js", "story.js", "filters.js", "address.js", "steps.js"),
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
"""The page's own scripts, each after those that it calls; the last one starts them all."""


@dataclass(frozen=True)
class View:
    """The story told in one language, ready to stand in the page."""

    language: str
    name: str
    title: str
    summary: str
    words: Catalogue
    credits: str
    journey: str
    filters: Markup
    timeline: Markup
    article: Markup
    plain: Markup

    @property
    def text(self) -> str:
        """All of it, one after another."""
        plain = (self.name, self.title, self.summary, self.credits, self.journey)
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
    of the picture that a card of it shows, relative to the page. The same story gives the same
    bytes.
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
    )
    around = excerpt(places)
    thin = {key: around.thinned(place) for key, place in places.items()}
    drawn = parts(story_map(story, thin, tellings, assets, online=False))
    alternative = Alternative(story, thin, around.topology)
    views = [
        _view(story, places, telling, alternative, first=telling is tellings[0])
        for telling in tellings
    ]
    told = _json(drawn.told)
    said = _json({telling.language: telling.words.section("story_page") for telling in tellings})
    labels = {
        telling.words.language: _json(names(telling.words.language, around.is_worth))
        for telling in tellings
    }
    first = _script("early.js")
    scripts = [*_scripts(), Markup(jsmin(drawn.script))]
    styles = [Markup(letters(_text(views, [said, told, *labels.values()]))), _style()]
    allowed = policy(styles, [first, *scripts])
    html = draw(
        "page.html",
        room="publishing",
        language=language,
        words=tellings[0].words,
        views=views,
        head=head(story, places, ordered, views[0].journey, base_url, picture, oembed),
        map=Markup(drawn.html),
        said=said,
        packed={
            "summitmap-basemap": packed(around.topology),
            "summitmap-told": packed(told.encode()),
            **{f"summitmap-labels-{code}": packed(json.encode()) for code, json in labels.items()},
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
    alternative: Alternative,
    *,
    first: bool,
) -> View:
    language, words, address = telling.language, telling.words, telling.address
    told = entries(story, places, language, words)
    return View(
        language=language,
        name=words("language") if words.language == language else language,
        title=story.title[language],
        summary=story.summary[language],
        words=words,
        credits=credit_line(places, words),
        journey=alternative.journey(told, telling),
        filters=filters(story, language, words),
        timeline=timeline(told, story.published, words, address),
        article=article(story, language, words, address),
        plain=alternative.draw(told, telling, first=first),
    )


@cache
def _style() -> Markup:
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
    return Markup(cssmin("\n".join(sheets)))


@cache
def _scripts() -> tuple[Markup, ...]:
    """Leaflet, the views' scripts and the page's; the map's own script calls them."""
    library = (_LEAFLET / "leaflet.js").read_text("utf-8")
    without_map = re.sub(r"\n//# sourceMappingURL=.*", "", library)
    views = ("summitmap.js", "basemap.js", "names.js", "map.js")
    ours = [(_DRAWING / name).read_text("utf-8") for name in views]
    return Markup(without_map), *(Markup(jsmin(script)) for script in ours), *map(_script, _SCRIPTS)


def _script(name: str) -> Markup:
    return Markup(jsmin((_OURS / name).read_text("utf-8")))


def _json(value: object) -> Markup:
    """A value as JSON without spaces, which cannot end the element that it stands in."""
    return htmlsafe_json_dumps(value, separators=(",", ":"), ensure_ascii=False)
