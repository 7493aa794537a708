"""What of a pasted text is the article, and what stood around it on the page.

Nothing is changed and nothing is lost: the text is cut into spans of itself, and those that are no
part of the article are set aside with the reason. A photograph's caption tells of an event and is
kept; the credit behind it is not part of it. What no span covers is white space, characters that
show nothing, and the marks with which Markdown begins a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summitmap.reading import furniture
from summitmap.reading.furniture import Reason
from summitmap.reading.text import Span

_NARROWEST, _WIDEST = 40, 100
"""Characters between which a column that breaks its lines is wide."""

_LONGEST_HEADLINE = 140
_MOST_HEADLINES = 6
"""How many headlines may follow "Les også"."""

_FEWEST_PARAGRAPHS = 2
"""Paragraphs of prose that must stand above the readers' comments."""

_BLANK = "".join(
    character
    for character in map(chr, [*range(0x3001), 0xFEFF])
    if character.isspace() or unicodedata.category(character) in ("Cc", "Cf")
)
"""Characters that show nothing: white space, controls, zero width, direction."""

_LEAD = re.compile(r"(?:#{1,6}[ \t]+|(?:>[ \t]?)+|[-*+•][ \t]+)++(?=[\w(\[\"'«“–-])")
_METADATA = re.compile(r"---[ \t]*\r?\n(?:[^\r\n]{0,500}\r?\n){1,60}?---[ \t]*(?=[\r\n]|\Z)")
_MARKER = re.compile(
    r"(?P<advertisement>\[/?(?:annonse|reklame|advertisement|ads?)[ _-]?\d{0,4}\])"
    r"|(?P<embed>\[/?(?:caption|embed|gallery|video|audio|playlist|[a-z]{1,20}_\d{1,6})"
    r"(?:\s[^\]\r\n]{0,300})?\])",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:[(\[]\s?)?\b(?:foto|photo|photograph|photos|bilde|illustrasjon|illustration|image|video)"
    r"(?: credit| by)?\s?:\s?[^.!?:\r\n]{1,80}\.?\s?[)\]]?$"
    r"|\((?=[^()]{0,90}(?:photo|foto|getty images|scanpix|via ap\b|via reuters))"
    r"[^()\r\n]{1,90}\)\.?$",
    re.IGNORECASE,
)
_REACH_OF_CREDIT = 130
_SITE = re.compile(r"\s[|–—-]\s")
_SENTENCE_END = (".", "!", "?", "…", ":", "»", "”", '"')


@dataclass(frozen=True)
class SetAside:
    """A part of the text that is not read, and why."""

    span: Span
    reason: Reason


@dataclass(frozen=True)
class Cleaned:
    """The paragraphs of the article in their order, and what was set aside, in its order."""

    kept: tuple[Span, ...]
    set_aside: tuple[SetAside, ...]


@dataclass(frozen=True)
class _Block:
    """A paragraph or a line of its own; `reason` is `None` as long as it is the article."""

    span: Span
    reason: Reason | None


def clean(text: str) -> Cleaned:
    """Cut a text as it was pasted into the article's paragraphs and what is not the article.

    A line is a paragraph; lines that a narrow column broke are put together again. Offsets are
    those of `text`, and no two spans overlap. Takes any text, in time in proportion to its length.
    """
    blocks = list(_blocks(text))
    for rule in (_headlines_set_aside, _comments_set_aside, _repeats_set_aside):
        blocks = rule(blocks)
    return Cleaned(
        tuple(block.span for block in blocks if block.reason is None),
        tuple(SetAside(block.span, block.reason) for block in blocks if block.reason is not None),
    )


def _blocks(text: str) -> Iterator[_Block]:
    start = 0
    if metadata := _METADATA.match(text):
        start = metadata.end()
        yield _Block(Span(0, start, text[:start]), Reason.METADATA)
    for paragraph in _paragraphs(text, start):
        for piece, reason in _cut_at_markers(text, paragraph):
            if reason is not None:
                yield _Block(piece, reason)
            elif (label := furniture.reason_of(piece.text)) is not None:
                yield _Block(piece, label)
            else:
                yield from _without_credit(text, piece)


def _paragraphs(text: str, start: int) -> Iterator[Span]:
    """The lines that show something, those of one column put together."""
    stanza: list[Span] = []
    for line in text[start:].splitlines(keepends=True):
        shown = _trimmed(text, start, start + len(line))
        start += len(line)
        if shown is not None:
            stanza.append(shown)
        if shown is None or len(shown.text) > _WIDEST:
            yield from _unwrapped(text, stanza)
            stanza = []
    yield from _unwrapped(text, stanza)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """What a line shows, without blanks around it and Markdown before it; `None` for nothing."""
    line = text[start:end]
    body = line.lstrip(_BLANK)
    start += len(line) - len(body)
    if lead := _LEAD.match(body):
        start, body = start + lead.end(), body[lead.end() :]
    body = body.rstrip(_BLANK)
    return Span(start, start + len(body), body) if body else None


def _unwrapped(text: str, lines: Sequence[Span]) -> Sequence[Span]:
    """Lines without an empty one between them: one paragraph if a column broke it, else as is."""
    if not _broken_by_a_column(lines):
        return lines
    start, end = lines[0].start, lines[-1].end
    return [Span(start, end, text[start:end])]


def _broken_by_a_column(lines: Sequence[Span]) -> bool:
    """Whether each line is so full that the next one's first word had no room in it."""
    if len(lines) < 2:
        return False
    width = max(len(line.text) for line in lines)
    pairs = list(pairwise(lines))
    full = all(len(line.text) + 1 + len(after.text.split()[0]) > width for line, after in pairs)
    goes_on = [
        not line.text.endswith(_SENTENCE_END) and (len(lines) > 2 or after.text[0].islower())
        for line, after in pairs
    ]
    return _NARROWEST <= width <= _WIDEST and full and any(goes_on)


def _cut_at_markers(text: str, paragraph: Span) -> Iterator[tuple[Span, Reason | None]]:
    """The paragraph in pieces: what stands between the markers of a page, and the markers."""
    at = paragraph.start
    for marker in _MARKER.finditer(paragraph.text):
        start, end = paragraph.start + marker.start(), paragraph.start + marker.end()
        if before := _trimmed(text, at, start):
            yield before, None
        yield Span(start, end, marker[0]), Reason(str(marker.lastgroup))
        at = end
    if after := _trimmed(text, at, paragraph.end):
        yield after, None


def _without_credit(text: str, piece: Span) -> Iterator[_Block]:
    """A caption and the credit behind it apart; a piece without a credit as it is."""
    reach = max(0, len(piece.text) - _REACH_OF_CREDIT)
    credit = _CREDIT.search(piece.text, reach)
    if credit is None:
        yield _Block(piece, None)
        return
    start = piece.start + credit.start()
    if caption := _trimmed(text, piece.start, start):
        yield _Block(caption, None)
    yield _Block(Span(start, piece.end, credit[0]), Reason.CREDIT)


def _headlines_set_aside(blocks: Sequence[_Block]) -> list[_Block]:
    """With "Les også" alone on its line, the headlines under it are not the article either."""
    result: list[_Block] = []
    left = 0
    for block in blocks:
        if block.reason is Reason.RELATED:
            left = _MOST_HEADLINES if _is_bare_label(block.span.text) else 0
        elif left and block.reason is None and _is_headline(block.span.text):
            left -= 1
            result.append(_Block(block.span, Reason.RELATED))
            continue
        elif block.reason is None:
            left = 0
        result.append(block)
    return result


def _is_bare_label(line: str) -> bool:
    return len(line) < 40 and ":" not in line.rstrip(": ")


def _is_headline(line: str) -> bool:
    return len(line) <= _LONGEST_HEADLINE and not line.endswith((".", "!", "…"))


def _is_prose(block: _Block) -> bool:
    return block.reason is None and not _is_headline(block.span.text)


def _comments_set_aside(blocks: Sequence[_Block]) -> list[_Block]:
    """What stands under a heading for comments is the readers', if the article stands above it."""
    lengths = [len(block.span.text) if _is_prose(block) else 0 for block in blocks]
    above, count, total = 0, 0, sum(lengths)
    for place, block in enumerate(blocks):
        if block.reason is Reason.COMMENTS and count >= _FEWEST_PARAGRAPHS and 2 * above >= total:
            return [
                *blocks[:place],
                *(_Block(one.span, one.reason or Reason.COMMENTS) for one in blocks[place:]),
            ]
        above += lengths[place]
        count += lengths[place] > 0
    return list(blocks)


def _repeats_set_aside(blocks: Sequence[_Block]) -> list[_Block]:
    """The second time that a headline, a caption or a paragraph stands in the text."""
    seen: set[str] = set()
    result: list[_Block] = []
    for block in blocks:
        if block.reason is None:
            line = furniture.said(block.span.text)
            if line in seen:
                block = _Block(block.span, Reason.REPEATED)
            seen.add(line)
            if len(line) <= _LONGEST_HEADLINE and (site := list(_SITE.finditer(line))):
                # "Headline | The newspaper" is the page's title, which the headline repeats.
                seen.add(furniture.said(line[: site[-1].start()]))
        result.append(block)
    return result
