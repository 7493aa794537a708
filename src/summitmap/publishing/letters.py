"""The letters that a page brings along: Source Sans and Source Serif, as far as it uses them.

Both are Adobe's, under the SIL Open Font License 1.1; what is cut out of them keeps the notices of
copyright and licence.
"""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from fontTools import subset

_ALWAYS = frozenset(map(chr, range(0x20, 0x7F)))

_LATIN = frozenset(map(chr, (*range(0x20, 0x180), *range(0x2010, 0x2045), *range(0x2190, 0x2194))))
"""Where the letters of nearly every page are; the fonts are cut to them once, and then quickly."""

_NOTICES = (0, 13, 14)
"""Of a font's names: copyright, licence, and where the licence is."""


@dataclass(frozen=True)
class _Face:
    """A style of a family as a page names it; `package` and `file` are where it is from.

    `kerned` tells that pairs of letters keep their own distances, which shows where type is large
    or much is read, and takes a fifth of the room.
    """

    family: str
    weight: int
    style: str
    package: str
    file: str
    kerned: bool = False


_SANS, _SERIF = "font_source_sans_pro", "font_source_serif_pro"
_FACES = (
    _Face("Source Sans", 400, "normal", _SANS, "SourceSansPro-Regular.ttf"),
    _Face("Source Sans", 600, "normal", _SANS, "SourceSansPro-Semibold.ttf"),
    _Face("Source Serif", 400, "normal", _SERIF, "SourceSerifPro-Regular.ttf", kerned=True),
    _Face("Source Serif", 400, "italic", _SERIF, "SourceSerifPro-It.ttf"),
    _Face("Source Serif", 600, "normal", _SERIF, "SourceSerifPro-Semibold.ttf", kerned=True),
)


def letters(text: str) -> str:
    """A style sheet with the letters of `text` in every face; the same signs give the same bytes.

    Signs that the fonts do not have are left to the browser's own.
    """
    return _letters(_ALWAYS.union(text))


@lru_cache(maxsize=8)
def _letters(signs: frozenset[str]) -> str:
    return "\n".join(_rule(face, signs) for face in _FACES)


def _rule(face: _Face, signs: frozenset[str]) -> str:
    data = base64.b64encode(_cut(face, signs)).decode()
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
        f"font-style:{face.style};src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )


def _cut(face: _Face, signs: frozenset[str]) -> bytes:
    """The face with these signs alone, as WOFF 2."""
    source = io.BytesIO(_latin(face)) if signs <= _LATIN else _file(face)
    return _subset(source, face, signs, "woff2")


@cache
def _latin(face: _Face) -> bytes:
    return _subset(_file(face), face, _LATIN, None)


def _file(face: _Face) -> io.BytesIO:
    return io.BytesIO((resources.files(face.package) / "files" / face.file).read_bytes())


def _subset(source: io.BytesIO, face: _Face, signs: frozenset[str], flavour: str | None) -> bytes:
    options = subset.Options(
        flavor=flavour,
        recalc_timestamp=False,
        hinting=False,
        layout_features=["kern"] if face.kerned else [],
        name_IDs=list(_NOTICES),
        notdef_outline=True,
    )
    font = subset.load_font(source, options, dontLoadGlyphNames=True)
    cutting = subset.Subsetter(options)
    cutting.populate(unicodes=map(ord, signs))
    cutting.subset(font)
    packed = io.BytesIO()
    subset.save_font(font, packed, options)
    return packed.getvalue()
