"""Files to text: plain text, Markdown, HTML and Word documents.

Text and Markdown come out as they stand in the file. Offsets of everything that is read later
count the characters of what `text_of` returned.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from pathlib import Path

from summitmap.errors import ReadingError
from summitmap.story import intake
from summitmap.story.intake import LargeFileError, megabytes

LARGEST_FILE = 20_000_000
"""Bytes that an article may have, and that a Word document may unpack to."""

LONGEST_TEXT = 500_000
"""Characters that an article may have: as many as a novel."""

MOST_TAGS = 100_000
"""That a web page may have: a newspaper's has some thousands."""

_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


def text_of(path: Path) -> str:
    """The text of the article in a file: `.txt`, `.md`, `.html`, `.htm` or `.docx`.

    A byte order mark is left out; line ends stay as they are. Raises `ReadingError` for another
    kind of file, one that cannot be opened, is larger than `LARGEST_FILE` or than an article is,
    is broken or is not text, and for one that says nothing.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        kinds = ", ".join(_READERS)
        raise ReadingError(f"{path}: articles are read from {kinds}; save it as one of these")
    text = reader(path, _bytes_of(path))
    if len(text) > LONGEST_TEXT:
        raise ReadingError(
            f"{path} has more than {LONGEST_TEXT:,} characters of text; give one article"
        )
    if not text.strip():
        raise ReadingError(f"{path} has no text in it; paste the article into it")
    return text


def _bytes_of(path: Path) -> bytes:
    try:
        return intake.bytes_of(path, LARGEST_FILE)
    except LargeFileError:
        raise _too_large(path) from None
    except OSError as error:
        raise ReadingError(f"{path} cannot be read ({error.strerror}); check the path") from None


def _too_large(path: Path) -> ReadingError:
    return ReadingError(f"{path} is larger than {megabytes(LARGEST_FILE)}; shorten it")


def _plain(path: Path, raw: bytes, encoding: str = "utf-8") -> str:
    for mark, marked in _BYTE_ORDER_MARKS.items():
        if raw.startswith(mark):
            raw, encoding = raw[len(mark) :], marked
            break
    try:
        text = raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise ReadingError(f"{path} is not text in {encoding.upper()}; save it as UTF-8") from None
    if "\0" in text:
        raise ReadingError(f"{path} is not text; save the article as plain text in UTF-8")
    return text


# The two libraries are loaded when such a file is read: together they take half a second.


def _web_page(path: Path, raw: bytes) -> str:
    from summitmap.reading import webpage

    page = _plain(path, raw, webpage.declared_encoding(raw) or "utf-8")
    if page.count("<") > MOST_TAGS:
        raise ReadingError(f"{path} has more than {MOST_TAGS:,} tags; save the article as .txt")
    return webpage.article_text(page)


def _word_document(path: Path, raw: bytes) -> str:
    from summitmap.reading import worddocument

    try:
        size = worddocument.unpacked_size(raw)
        text = worddocument.document_text(raw) if size <= LARGEST_FILE else ""
    except Exception:
        # Each damaged part of the format fails in its own way, some inside the XML parser.
        raise ReadingError(
            f"{path} is not a whole Word document; save it anew as .docx or .txt"
        ) from None
    if size > LARGEST_FILE:
        raise _too_large(path)
    return text


_READERS: Mapping[str, Callable[[Path, bytes], str]] = {
    ".txt": _plain,
    ".md": _plain,
    ".html": _web_page,
    ".htm": _web_page,
    ".docx": _word_document,
}
