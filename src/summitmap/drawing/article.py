"""The article: its text with the words that carry an event and the names of places marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from markupsafe import Markup

from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.entry import Address
from summitmap.drawing.templates import draw
from summitmap.story.itinerary import in_order
from summitmap.story.model import Mention, Role, Story


@dataclass(frozen=True)
class Piece:
    """A run of text that lies in the same quotes and in the same mention throughout."""

    text: str
    events: tuple[str, ...] = ()
    mention: Mention | None = field(default=None, compare=False)
    title: str | None = None


@dataclass(frozen=True)
class Quote:
    """Neighbouring pieces that carry the same events; text outside every quote carries none."""

    events: tuple[str, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class _Span:
    """Where something stands in the text, in characters; `end` is the first one after it."""

    start: int
    end: int
    event: str | None = None
    mention: Mention | None = None


def article(story: Story, language: str, words: Catalogue, address: Address) -> Markup:
    """The article's text in `language` as HTML, each quote a link to the event it carries."""
    texts = story.articles[language].split("\n\n")
    paragraphs = [
        tuple(_quotes(text, [*claims, *_mentions(text, story, language)], language, words))
        for text, claims in zip(texts, _claims(texts, story, language), strict=True)
    ]
    return draw(
        "article.html",
        paragraphs=paragraphs,
        background=[item.text[language] for item in story.background],
        method=story.method[language] if story.method else None,
        language=language,
        words=words,
        address=address,
    )


def _quotes(text: str, spans: Sequence[_Span], language: str, words: Catalogue) -> Iterator[Quote]:
    for events, run in groupby(_pieces(text, spans, language, words), lambda piece: piece.events):
        yield Quote(events, tuple(run))


def _claims(texts: Sequence[str], story: Story, language: str) -> list[list[_Span]]:
    """The quotes in each paragraph, in the order of the events: each where it stands first, and
    as whole words where it can."""
    found: list[list[_Span]] = [[] for _ in texts]
    for event in in_order(story.events):
        said = event.quote[language]
        quote = re.escape(said)
        # Where the words do not stand at all needs no closer look: a text may be long.
        holding = [(spans, text) for spans, text in zip(found, texts, strict=True) if said in text]
        for pattern in (rf"(?<!\w){quote}(?!\w)", quote):
            matches = ((spans, re.search(pattern, text)) for spans, text in holding)
            first = next(((spans, match) for spans, match in matches if match), None)
            if first:
                spans, match = first
                spans.append(_Span(match.start(), match.end(), event=event.id))
                break
    return found


def _mentions(text: str, story: Story, language: str) -> list[_Span]:
    """The names of places, the longest first, none inside another.

    A name is a whole word, so that "Russia" is not mentioned by "Russian"; a genitive -s may
    follow it and is not part of it.
    """
    taken: list[_Span] = []
    for mention in sorted(story.mentions, key=lambda m: -len(m.text[language])):
        name = re.compile(rf"(?<!\w){re.escape(mention.text[language])}(?=s?(?!\w))")
        for match in name.finditer(text):
            if all(match.end() <= other.start or other.end <= match.start() for other in taken):
                taken.append(_Span(match.start(), match.end(), mention=mention))
    return taken


def _pieces(text: str, spans: Sequence[_Span], language: str, words: Catalogue) -> Iterator[Piece]:
    """The text cut wherever a quote or a mention begins or ends."""
    cuts = {0, len(text)}
    for span in spans:
        cuts |= {span.start, span.end}
    for start, end in pairwise(sorted(cuts)):
        over = [span for span in spans if span.start <= start and end <= span.end]
        mention = next((span.mention for span in over if span.mention), None)
        yield Piece(
            text[start:end],
            tuple(span.event for span in over if span.event),
            mention,
            _title(mention, language, words) if mention else None,
        )


def _title(mention: Mention, language: str, words: Catalogue) -> str | None:
    """What is worth saying of a name beyond its place."""
    if mention.note:
        return mention.note[language]
    return words("article.metonym") if mention.role is Role.METONYM else None
