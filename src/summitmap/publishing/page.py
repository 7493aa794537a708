"""The story page: one HTML file that reads, presents and embeds, with no network at all."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup
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
    filters: Markup
    timeline: Markup
    article: Markup


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
) -> Drawn:
    """The page as `page` gives it, with its policy."""
    ordered = (language, *(other for other in story.languages if other != language))
    tellings = [Telling(each, catalogue(known_language(each)), _address(each)) for each in ordered]
    assets = Assets(
        scripts=(),
        styles=(),
        basemap="#summitmap-basemap",
        labels={t.words.language: f"#summitmap-labels-{t.words.language}" for t in tellings},
    )
    around = excerpt(places)
    thin = {key: around.thinned(place) for key, place in places.items()}
    drawn = parts(story_map(story, thin, tellings, assets, online=False))
    styles = [_style()]
    first = _script("early.js")
    scripts = [*_scripts(), Markup(drawn.script)]
    policy = _policy(styles, [first, *scripts])
    html = draw(
        "page.html",
        room="publishing",
        language=language,
        words=tellings[0].words,
        views=[_view(story, places, telling) for telling in tellings],
        map=Markup(drawn.html),
        data={
            "summitmap-basemap": Markup(_inline(around.topology.decode())),
            "summitmap-words": htmlsafe_json_dumps(
                {telling.language: telling.words.section("story_page") for telling in tellings}
            ),
            **{
                f"summitmap-labels-{code}": _json(names(code, around.is_worth))
                for code in dict.fromkeys(telling.words.language for telling in tellings)
            },
        },
        styles=styles,
        first=first,
        scripts=scripts,
        policy=policy,
    )
    return Drawn(html, policy)


def _address(language: str) -> Address:
    """The address of an event within the page."""
    return lambda event: f"#event={event}&lang={language}"


def _view(story: Story, places: Mapping[str, Place], telling: Telling) -> View:
    language, words, address = telling.language, telling.words, telling.address
    told = entries(story, places, language, words)
    return View(
        language=language,
        name=words("language") if words.language == language else language,
        title=story.title[language],
        summary=story.summary[language],
        words=words,
        credits=credit_line(places, words),
        filters=filters(story, language, words),
        timeline=timeline(told, story.published, words, address),
        article=article(story, language, words, address),
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
    return Markup("\n".join(sheets))


@cache
def _scripts() -> tuple[Markup, ...]:
    """Leaflet, the views' scripts and the page's; the map's own script calls them."""
    library = (_LEAFLET / "leaflet.js").read_text("utf-8")
    without_map = re.sub(r"\n//# sourceMappingURL=.*", "", library)
    ours = ("summitmap.js", "basemap.js", "names.js", "map.js")
    return (
        Markup(without_map),
        *(Markup((_DRAWING / name).read_text("utf-8")) for name in ours),
        *map(_script, _SCRIPTS),
    )


def _script(name: str) -> Markup:
    return Markup((_OURS / name).read_text("utf-8"))


def _json(value: object) -> Markup:
    """A value as JSON without spaces, which cannot end the element that it stands in."""
    return htmlsafe_json_dumps(value, separators=(",", ":"), ensure_ascii=False)


def _inline(json: str) -> str:
    """JSON of our own files, so that it cannot end the element that it stands in."""
    return json.replace("<", "\\u003c")


def _policy(styles: list[Markup], scripts: list[Markup]) -> str:
    """The content security policy that allows what the page holds, and nothing from outside."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_digests(scripts)}",
            f"style-src {_digests(styles)}",
            "img-src data:",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _digests(texts: list[Markup]) -> str:
    digests = (hashlib.sha256(str(text).encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
