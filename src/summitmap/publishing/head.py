"""The head of the story page: what search engines, messengers and browsers read of it.

Open Graph (https://ogp.me), cards of Twitter, and schema.org in JSON-LD (`graph`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from urllib.parse import quote, urljoin

from babel.core import get_global, parse_locale
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from summitmap.drawing.templates import draw
from summitmap.drawing.theme import Theme, colours
from summitmap.publishing.graph import graph
from summitmap.story.model import Language, Place, Story

PICTURE_WIDTH, PICTURE_HEIGHT = 1800, 1012
"""The pixels of the wide figure as a PNG, which is the picture of a card."""


def head(
    story: Story,
    places: Mapping[str, Place],
    languages: Sequence[Language],
    journey: str,
    base_url: str | None,
    picture: str | None,
    oembed: str | None = None,
) -> Markup:
    """The elements of the head that tell what the page is; `languages` with the page's first.

    `journey` is the journey in a sentence; `base_url` and `picture` are those of `page`, `oembed`
    that of `drawn_page`.
    """
    shown = urljoin(base_url, picture) if base_url and picture else picture
    terms = graph(story, places, languages, base_url, shown)
    return draw(
        "head.html",
        room="publishing",
        title=story.title[languages[0]],
        summary=story.summary[languages[0]],
        languages=languages,
        locales=[locale_of(language) for language in languages],
        published=story.published.isoformat(),
        base_url=base_url,
        picture=shown,
        oembed=oembed,
        journey=journey,
        width=PICTURE_WIDTH,
        height=PICTURE_HEIGHT,
        papers={theme.value: colours(theme).paper for theme in Theme},
        icon=_icon(),
        graph=htmlsafe_json_dumps(terms, separators=(",", ":"), ensure_ascii=False),
    )


def locale_of(language: Language) -> str:
    """The language with the country where most who speak it live, as Open Graph wants it:
    `nb_NO`. From the likely subtags of Unicode CLDR; the bare language where they know none."""
    likely = get_global("likely_subtags").get(language, language)
    territory = parse_locale(likely)[1]
    return f"{language}_{territory}" if territory else language


@cache
def _icon() -> str:
    """The picture in the browser's tab: three stops, the last one expected."""
    accent, paper = colours(Theme.LIGHT).accent, colours(Theme.LIGHT).paper
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" fill="none" '
        f'stroke="{accent}" stroke-width="5">'
        '<path d="M14 48 28 20 50 34"/>'
        f'<g fill="{accent}"><circle cx="14" cy="48" r="8"/><circle cx="28" cy="20" r="8"/></g>'
        f'<circle cx="50" cy="34" r="8" fill="{paper}" stroke-dasharray="6 4"/></svg>'
    )
    return f"data:image/svg+xml,{quote(drawing)}"
