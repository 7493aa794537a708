"""The letters of the figure: how wide a text is, where it breaks, and the fonts that go with it.

Text is measured with the very font files that it is drawn with: Source Sans and Source Serif, from
the packages `font-source-sans-pro` and `font-source-serif-pro` (SIL Open Font License).
"""

from __future__ import annotations

import base64
import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FOLDERS = (
    Path(font_source_sans_pro.font_directory),
    Path(font_source_serif_pro.font_directory),
)

ASCENT = 0.76
"""How far letters rise over the line, in parts of the type size; accents on capitals go beyond."""

DESCENT = 0.24

_LINES_TO_EVEN = 12

_ELSEWHERE = (
    "'Noto Sans','Noto Sans CJK KR','Noto Sans CJK JP','Apple SD Gothic Neo','Malgun Gothic',"
    "'Hiragino Sans','PingFang SC','Microsoft YaHei','Noto Sans Arabic','Segoe UI',sans-serif"
)
"""Where a reader's machine finds the letters that our fonts have not."""


class Face(Enum):
    """A face of type: folder, file, family, weight, style."""

    REGULAR = (FOLDERS[0], "SourceSansPro-Regular.ttf", "Source Sans Pro", 400, "normal")
    SEMIBOLD = (FOLDERS[0], "SourceSansPro-Semibold.ttf", "Source Sans Pro", 600, "normal")
    ITALIC = (FOLDERS[1], "SourceSerifPro-It.ttf", "Source Serif Pro", 400, "italic")
    HEADLINE = (FOLDERS[1], "SourceSerifPro-Bold.ttf", "Source Serif Pro", 700, "normal")

    @property
    def file(self) -> Path:
        return self.value[0] / self.value[1]

    @property
    def family(self) -> str:
        return self.value[2]

    @property
    def weight(self) -> int:
        return self.value[3]

    @property
    def slope(self) -> str:
        return self.value[4]


@dataclass(frozen=True)
class Style:
    """A face at a size in pixels; `spacing` is what is added after each letter, in pixels."""

    face: Face
    size: float
    spacing: float = 0.0

    @property
    def line_height(self) -> float:
        """From one line of text to the next, in pixels."""
        return self.size * (1.12 if self.face is Face.HEADLINE else 1.22)

    def sized(self, size: float) -> Style:
        """The same face at another size, its spacing in proportion."""
        return Style(self.face, size, self.spacing * size / self.size)


def width(text: str, style: Style) -> float:
    """How wide a text is in pixels, without kerning, which makes it narrower if anything.

    Letters that the font has not are taken to be as wide as those of other scripts can be.
    """
    return sum(_widths(text, style))


def wrapped(text: str, style: Style, most: float) -> tuple[str, ...]:
    """The text in lines no wider than `most` pixels; a word that is wider is broken.

    Lines are as even as they can be without being more.
    """
    lines = _greedy(text, style, most)
    if not 2 <= len(lines) <= _LINES_TO_EVEN:
        return lines
    # A narrower measure with as many lines leaves no single word behind.
    low, high = most * 0.5, most
    for _ in range(6):
        middle = (low + high) / 2
        if len(_greedy(text, style, middle)) <= len(lines):
            high = middle
        else:
            low = middle
    even = _greedy(text, style, high)
    return even if not _breaks_a_word(text, even) else lines


def shortened(text: str, style: Style, most: float) -> str:
    """The text, cut with an ellipsis where it is wider than `most` pixels."""
    if width(text, style) <= most:
        return text
    return text[: _fitting(text, style, most - width("…", style))].rstrip() + "…"


def plain(text: str) -> str:
    """The text in one line, without control characters, which a drawing cannot hold, and without
    marks that turn the direction of what follows."""
    kept = (
        " " if letter.isspace() else letter
        for letter in text
        if letter.isspace() or _is_drawable(letter)
    )
    return " ".join("".join(kept).split())


def family_of(face: Face, embedded: str) -> str:
    """The families to try, the one that is embedded first."""
    generic = "serif" if face in (Face.ITALIC, Face.HEADLINE) else "sans-serif"
    return f"'{embedded}','{face.family}',{_ELSEWHERE if generic == 'sans-serif' else generic}"


def subset(face: Face, letters: frozenset[str]) -> str:
    """The face with these letters alone, as WOFF in a `data:` address; the same bytes each time."""
    return _subset(face, "".join(sorted(letters)))


@cache
def _advances(face: Face) -> Mapping[str, float]:
    """The width of each letter in parts of the type size."""
    with TTFont(face.file, lazy=True) as font:
        units = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        return {chr(code): metrics[glyph][0] / units for code, glyph in font.getBestCmap().items()}


def _guessed(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    return 1.05 if unicodedata.east_asian_width(letter) in "WF" else 0.8


def _is_drawable(letter: str) -> bool:
    if unicodedata.category(letter) in ("Cc", "Cs", "Cn", "Co"):
        return False
    # Embeddings, overrides, isolates and directional marks of Unicode Standard Annex 9.
    return not (
        "\u202a" <= letter <= "\u202e" or "\u2066" <= letter <= "\u2069" or letter in "\u200e\u200f"
    )


def _greedy(text: str, style: Style, most: float) -> tuple[str, ...]:
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width(longer, style) <= most:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _broken(word, style, most)
        lines += whole
    return (*lines, line) if line else tuple(lines)


def _broken(word: str, style: Style, most: float) -> list[str]:
    """A word in parts that each fit, after a hyphen where there is one."""
    parts: list[str] = []
    rest = word
    while (fitting := max(_fitting(rest, style, most), 1)) < len(rest):
        hyphen = rest.rfind("-", 1, fitting)
        cut = hyphen + 1 if hyphen > 0 else fitting
        parts.append(rest[:cut])
        rest = rest[cut:]
    return [*parts, rest]


def _fitting(text: str, style: Style, most: float) -> int:
    """How many letters of a text fit from its start."""
    wide = 0.0
    for number, letter in enumerate(_widths(text, style)):
        wide += letter
        if wide > most:
            return number
    return len(text)


def _widths(text: str, style: Style) -> Iterator[float]:
    """How far each letter moves the next one."""
    advances = _advances(style.face)
    for letter in text:
        units = advances[letter] if letter in advances else _guessed(letter)
        yield units * style.size + style.spacing


def _breaks_a_word(text: str, lines: tuple[str, ...]) -> bool:
    return " ".join(lines) != " ".join(text.split())


@lru_cache(maxsize=64)
def _subset(face: Face, letters: str) -> str:
    options = Options()
    options.flavor = "woff"
    options.hinting = False
    options.desubroutinize = True
    options.layout_features = ["kern", "liga", "mark", "mkmk", "ccmp", "locl"]
    options.notdef_outline = True
    font = TTFont(face.file, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    font.flavor = "woff"
    body = io.BytesIO()
    font.save(body)
    return "data:font/woff;base64," + base64.b64encode(body.getvalue()).decode("ascii")
