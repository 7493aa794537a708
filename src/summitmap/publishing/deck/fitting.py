"""The size of type: how large a text can be set so that it stays inside its box.

Which font a slide is shown in is known only to the machine that shows it: Georgia may be there or
a stand-in. So text is measured in a font that we have and taken to be wider than it is, by enough
for the widest stand-in that is common (`_WIDER`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from summitmap.drawing.figure.fonts import Face, Style, width

LINE_HEIGHT = 1.2
"""Of a line, in ems: the ascent and descent of the common fonts lie between 1.14 and 1.22."""

_WIDER = 1.25
"""DejaVu Serif, which LibreOffice sets where Georgia is missing, is 1.24 times as wide as Source
Sans Pro over both languages of our first story, DejaVu Sans 1.22, Arial 1.07 times."""

_WIDER_BOLD = 1.38
"""The same for bold type: DejaVu Sans 1.38, DejaVu Serif 1.37, Arial 1.15 times."""

SMALLEST = 0.55
"""Of the size that was wished for; below that a text is cut short instead."""

_STEP = 0.05


class Ink(Enum):
    """What colour a run of text has."""

    TEXT = auto()
    QUIET = auto()
    ACCENT = auto()


@dataclass(frozen=True)
class Run:
    """Text in one look; `heading` sets it in the font of headings."""

    text: str
    bold: bool = False
    italic: bool = False
    heading: bool = False
    ink: Ink = Ink.TEXT


@dataclass(frozen=True)
class Paragraph:
    """Runs on the same lines; `size` in points, `before` the space above it in points."""

    runs: tuple[Run, ...]
    size: float
    before: float = 0.0

    @property
    def length(self) -> int:
        """In characters."""
        return sum(len(run.text) for run in self.runs)

    def scaled(self, scale: float) -> Paragraph:
        """The same words, larger or smaller; sizes are kept to half points, as slides have them."""
        return replace(self, size=int(self.size * scale * 2) / 2, before=self.before * scale)

    def cut(self, length: int) -> Paragraph:
        """The first words, of no more characters than that, and an ellipsis where some are gone."""
        if self.length <= length:
            return self
        runs: list[Run] = []
        left = length - 1
        for run in self.runs:
            if len(run.text) > left:
                whole_words = run.text[:left].rpartition(" ")[0] or run.text[:left]
                runs.append(replace(run, text=f"{whole_words.rstrip(' ,;:–-')}…"))
                break
            runs.append(run)
            left -= len(run.text)
        return replace(self, runs=tuple(runs))


@dataclass(frozen=True)
class Box:
    """The room that text has, in points, without the margins around it."""

    width: float
    height: float


def height(paragraphs: Sequence[Paragraph], across: float) -> float:
    """How high the paragraphs stand in a box `across` wide, in points, and never higher."""
    lines = (_lines(paragraph, across) for paragraph in paragraphs)
    return sum(
        paragraph.before + count * paragraph.size * LINE_HEIGHT
        for paragraph, count in zip(paragraphs, lines, strict=True)
    )


def fitted(paragraphs: Sequence[Paragraph], box: Box) -> tuple[Paragraph, ...]:
    """The paragraphs as large as they fit, no larger than they ask for.

    Where they do not fit at the smallest size, the longest are cut short; where even their first
    words do not, the last paragraphs are left out.
    """
    for scale in _scales():
        scaled = tuple(paragraph.scaled(scale) for paragraph in paragraphs)
        if height(scaled, box.width) <= box.height:
            return scaled
    longest = max((paragraph.length for paragraph in scaled), default=0)
    length = _most(range(8, longest), lambda n: _fits_cut(scaled, n, box))
    if length is not None:
        return tuple(paragraph.cut(length) for paragraph in scaled)
    return fitted(paragraphs[:-1], box)


def pages(
    items: Sequence[tuple[Paragraph, ...]], box: Box, scale: float = 0.8
) -> Iterator[tuple[Paragraph, ...]]:
    """The items on as many pages as they need, none of them divided, each page set at this part
    of the wished size or larger."""
    page: tuple[Paragraph, ...] = ()
    for item in items:
        longer = (*page, *item)
        full = height([paragraph.scaled(scale) for paragraph in longer], box.width) > box.height
        if page and full:
            yield page
            longer = item
        page = longer
    if page:
        yield page


def _scales() -> Iterator[float]:
    steps = round((1 - SMALLEST) / _STEP)
    return (1 - step * _STEP for step in range(steps + 1))


def _fits_cut(paragraphs: Sequence[Paragraph], length: int, box: Box) -> bool:
    return height([paragraph.cut(length) for paragraph in paragraphs], box.width) <= box.height


def _most(numbers: range, fits: Callable[[int], bool]) -> int | None:
    """The last of the numbers that fits, by halves; those before it are taken to fit too."""
    found = None
    low, high = 0, len(numbers) - 1
    while low <= high:
        middle = (low + high) // 2
        if fits(numbers[middle]):
            found, low = numbers[middle], middle + 1
        else:
            high = middle - 1
    return found


def _lines(paragraph: Paragraph, across: float) -> int:
    """How many lines the paragraph takes: words stay whole where they can."""
    count, used = 1, 0.0
    for word, space in _words(paragraph):
        if used and used + word > across:
            count, used = count + 1, 0.0
        # A word wider than the line goes on over several.
        count += int(word // across) if word > across else 0
        used += (word % across if word > across else word) + space
    return count


def _words(paragraph: Paragraph) -> Iterator[tuple[float, float]]:
    """The width of each word and of the space behind it, in points; a word may span runs."""
    style = Style(Face.REGULAR, paragraph.size)
    word = 0.0
    for run in paragraph.runs:
        wider = _WIDER_BOLD if run.bold else _WIDER
        space = width(" ", style) * wider
        *whole, last = run.text.split(" ")
        for part in whole:
            yield word + width(part, style) * wider, space
            word = 0.0
        word += width(last, style) * wider
    yield word, 0.0
