"""The letters that a page brings along: Source Sans and Source Serif, as far as it uses them.

Both are Adobe's, under the SIL Open Font License 1.1; what is cut out of them keeps the notices of
copyright and licence.
"""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from fontTools import subset

_ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset(
    "ÆØÅæøåÄÖÜäöüÁáÀàÉéÈèÊêËëÍíÏïÓóÔôÚúÇçÑñßŠšŽž«»“”‘’„–—…·•×°§½→←⌘"
)
"""What stories in Norwegian and English are written with; most pages then share their letters."""

_NOTICES = (0, 13, 14)
"""Of a font's names: copyright, licence, and where the licence is."""

_FEATURES = ("kern", "liga", "mark", "mkmk", "ccmp", "locl")


@dataclass(frozen=True)
class _Face:
    """A style of a family as a page names it; `package` and `file` are where it is from."""

    family: str
    weight: int
    style: str
    package: str
    file: str


_SANS, _SERIF = "font_source_sans_pro", "font_source_serif_pro"
_FACES = (
    _Face("Source Sans", 400, "normal", _SANS, "SourceSansPro-Regular.ttf"),
    _Face("Source Sans", 600, "normal", _SANS, "SourceSansPro-Semibold.ttf"),
    _Face("Source Serif", 400, "normal", _SERIF, "SourceSerifPro-Regular.ttf"),
    _Face("Source Serif", 400, "italic", _SERIF, "SourceSerifPro-It.ttf"),
    _Face("Source Serif", 600, "normal", _SERIF, "SourceSerifPro-Semibold.ttf"),
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
    options = subset.Options(
        flavor="woff2",
        recalc_timestamp=False,
        hinting=False,
        layout_features=list(_FEATURES),
        name_IDs=list(_NOTICES),
        notdef_outline=True,
    )
    source = resources.files(face.package) / "files" / face.file
    with resources.as_file(source) as path:
        font = subset.load_font(str(path), options, dontLoadGlyphNames=True)
        cutting = subset.Subsetter(options)
        cutting.populate(unicodes=map(ord, signs))
        cutting.subset(font)
        packed = io.BytesIO()
        subset.save_font(font, packed, options)
    return packed.getvalue()
