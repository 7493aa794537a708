"""The index page: every story on a shelf with its picture, in each of their languages."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from babel.dates import format_date
from markupsafe import Markup

from summitmap.drawing.catalogue import Catalogue, catalogue, languages
from summitmap.drawing.templates import draw
from summitmap.publishing.manifest import Manifest

_ASSETS = resources.files("summitmap.publishing") / "assets"


@dataclass(frozen=True)
class Link:
    """An address relative to the index page, and the words that stand for it."""

    address: str
    text: str


@dataclass(frozen=True)
class Card:
    """A story as the index page shows it in one language.

    `language` is the one that title and summary are written in, which is another where the story
    is not told in the page's own. `picture` and `dark` are addresses; `page` is that of the story
    page, where it was published.
    """

    story: str
    language: str
    title: str
    summary: str
    published: str
    page: str | None
    picture: str | None
    dark: str | None
    files: tuple[Link, ...]


@dataclass(frozen=True)
class Section:
    """The whole list in one language."""

    words: Catalogue
    cards: tuple[Card, ...]


def index_page(stories: Sequence[Manifest]) -> str:
    """The page as one HTML file that needs nothing but the pictures beside it.

    The stories stand in the order given. The page is in each language that one of them is told in
    and that we have words for, and opens in the first story's. The same stories give the same
    bytes.
    """
    told = [language for story in stories for language in story.languages]
    known = [language for language in dict.fromkeys(told) if language in languages()]
    sections = [
        Section(words, tuple(_card(story, words) for story in stories))
        for words in map(catalogue, known or languages())
    ]
    style = _style(len(sections))
    page = draw(
        "index.html",
        room="publishing",
        title=" · ".join(section.words("bundle.index") for section in sections),
        sections=sections,
        style=style,
        policy=f"default-src 'none'; img-src 'self'; style-src {_digest(style)}; base-uri 'none'; "
        "form-action 'none'",
    )
    return str(page)


@cache
def _style(sections: int) -> Markup:
    """The style sheet; only the chosen language shows, where the browser can tell which it is."""
    numbers = range(1, sections + 1)
    chosen = "".join(
        f'body:has([name="language"][value="{number}"]:checked) '
        f"section:not(.section-{number}) {{ display: none; }}\n"
        for number in numbers
    )
    return Markup((_ASSETS / "index.css").read_text("utf-8") + chosen)


def _digest(style: Markup) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _card(story: Manifest, words: Catalogue) -> Card:
    language = words.language if words.language in story.languages else story.languages[0]
    there = {file.name: f"{story.story}/{file.name}" for file in story.files}
    return Card(
        story=story.story,
        language=language,
        title=story.title[language],
        summary=story.summary[language],
        published=format_date(story.published, words("date.day"), locale=words.language),
        page=there.get("index.html"),
        picture=_picture(there, f"map-wide.{language}"),
        dark=_picture(there, f"map-wide-dark.{language}"),
        files=_files(story, there, language, words),
    )


def _picture(there: Mapping[str, str], stem: str) -> str | None:
    return there.get(f"{stem}.png") or there.get(f"{stem}.svg")


def _files(
    story: Manifest, there: Mapping[str, str], language: str, words: Catalogue
) -> tuple[Link, ...]:
    named = (
        (f"deck.{language}.pptx", "bundle.index_slides"),
        (f"map-a4.{language}.pdf", "bundle.index_print"),
        ("events.csv", "bundle.index_table"),
        (f"events.{language}.ics", "bundle.index_calendar"),
    )
    everything = Link(f"{story.story}/{story.story}.zip", words("bundle.index_everything"))
    return (*(Link(there[name], words(key)) for name, key in named if name in there), everything)
