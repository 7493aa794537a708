"""What each slide of the deck says, before anything is laid out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from babel.dates import format_date

from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.credits import credit_line
from summitmap.drawing.entry import Entry, entries
from summitmap.drawing.figure.fonts import plain
from summitmap.places.crosscheck import credits_of
from summitmap.publishing.deck.fitting import Ink, Paragraph, Run
from summitmap.story.model import Place, Status, Story

_AHEAD = (Status.PLANNED, Status.PROPOSED)

_INNER_MARKS = str.maketrans("«“„»”", "‘‘‘’’")
"""Quotation marks inside a quotation, as both Norwegian and English set them."""


@dataclass(frozen=True)
class Opening:
    """The first slide: the story and its whole journey."""

    title: str
    body: tuple[Paragraph, ...]
    notes: str


@dataclass(frozen=True)
class Telling:
    """The slide of one event, whose map is the one at that event."""

    event: str
    title: str
    body: tuple[Paragraph, ...]
    notes: str


@dataclass(frozen=True)
class Listing:
    """Items under a title, as many as there are: they may need several slides.

    `mapped` tells that the whole journey stands beside them.
    """

    title: str
    items: tuple[tuple[Paragraph, ...], ...]
    mapped: bool


def opening(story: Story, language: str, words: Catalogue) -> Opening:
    """The first slide."""
    known = words("deck.known", date=_day(story, words))
    title, summary = plain(story.title[language]), plain(story.summary[language])
    return Opening(
        title,
        (
            Paragraph((Run(summary),), 20),
            Paragraph((Run(known, ink=Ink.QUIET),), 15, before=16),
        ),
        f"{title}\n{summary}\n{known}",
    )


def tellings(
    story: Story, places: Mapping[str, Place], language: str, words: Catalogue
) -> tuple[Telling, ...]:
    """A slide for each event, in order."""
    return tuple(
        Telling(
            entry.id,
            plain(entry.headline),
            tuple(_body(entry, words)),
            _notes(entry, story, language, words),
        )
        for entry in entries(story, places, language, words)
    )


def expected(
    story: Story, places: Mapping[str, Place], language: str, words: Catalogue
) -> Listing | None:
    """What was still to come at publication; `None` when nothing was."""
    items = tuple(
        (
            Paragraph((Run(plain(entry.date), bold=True, ink=Ink.ACCENT),), 16, before=16),
            Paragraph((Run(plain(entry.headline), heading=True),), 22, before=2),
            _standing(entry, 15, before=2),
        )
        for entry in entries(story, places, language, words)
        if entry.status in _AHEAD
    )
    return Listing(words("deck.expected"), items, mapped=True) if items else None


def sources(story: Story, places: Mapping[str, Place], language: str, words: Catalogue) -> Listing:
    """Who says so, how we know, and whom to name."""
    named = [
        words("event.source", name=source.label(language), about=source.about[language])
        if source.about
        else source.label(language)
        for source in story.sources
    ]
    inferred = words(
        "deck.inferred", date=words("event.date_inferred"), place=words("event.place_inferred")
    )
    method = [story.method[language]] if story.method else []
    original = story.original.link if story.original else None
    credit = [credit_line(places, words), "; ".join(credits_of(places.values()))]
    groups = (
        (words("event.says"), named or [words("event.nobody")]),
        (words("deck.method"), [*method, inferred, words("map.legend_order")]),
        (words("deck.credits"), [text for text in credit if text]),
        (None, [words("deck.original", link=original)] if original else []),
    )
    return Listing(words("deck.sources"), tuple(_grouped(groups)), mapped=False)


def _grouped(groups: tuple[tuple[str | None, list[str]], ...]) -> Iterator[tuple[Paragraph, ...]]:
    """Each text an item of its own, the heading of a group with the first of it."""
    for heading, texts in groups:
        for number, text in enumerate(texts):
            said = Paragraph((Run(plain(text)),), 17, before=4)
            if number == 0 and heading:
                yield Paragraph((Run(heading, bold=True, ink=Ink.ACCENT),), 17, before=16), said
            else:
                yield (said,)


def _day(story: Story, words: Catalogue) -> str:
    return str(format_date(story.published, words("date.day"), locale=words.language))


def _body(entry: Entry, words: Catalogue) -> Iterator[Paragraph]:
    when = [plain(entry.date)]
    if entry.number:
        when.append(words("event.stop", number=entry.number))
    yield Paragraph((Run(" · ".join(when), bold=True, ink=Ink.ACCENT),), 19)
    yield _standing(entry, 17, before=4)
    quote = words("deck.quote", quote=plain(entry.quote).translate(_INNER_MARKS))
    yield Paragraph((Run(quote, italic=True, heading=True),), 25, before=20)
    who = Run(f"{words('event.says')}: ", bold=True)
    said = Run("; ".join(map(plain, entry.sources)), ink=Ink.QUIET)
    yield Paragraph((who, said), 17, before=20)
    if entry.note:
        note = words("deck.note", note=plain(entry.note))
        yield Paragraph((Run(note, ink=Ink.QUIET),), 15, before=10)


def _standing(entry: Entry, size: float, before: float) -> Paragraph:
    """How far the event has come, where it is, and what is inferred or not precise."""
    rest = [plain(text) for text in (entry.place, *entry.marks) if text]
    status = Run(entry.status_word, bold=True)
    behind = Run("".join(f" · {text}" for text in rest), ink=Ink.QUIET)
    return Paragraph((status, behind) if rest else (status,), size, before)


def _notes(entry: Entry, story: Story, language: str, words: Catalogue) -> str:
    """The paragraph of the article that the quote stands in, and what we make of it."""
    paragraphs = story.articles[language].split("\n\n")
    standing = next((text for text in paragraphs if entry.quote in text), entry.quote)
    lines = [words("deck.paragraph"), plain(standing)]
    if entry.note:
        lines += ["", words("deck.note", note=plain(entry.note))]
    if entry.precision:
        lines += ["", f"{words('event.found')}:", plain(" ".join((*entry.found, entry.precision)))]
    return "\n".join(lines)
