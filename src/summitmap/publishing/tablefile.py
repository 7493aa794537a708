"""A file from outside as text: of a bearable size, in one of the encodings that people save in."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from summitmap.errors import Problem, TableError
from summitmap.story import intake
from summitmap.story.intake import LargeFileError, megabytes

LARGEST = 20_000_000
"""Bytes that are read at most."""

_AS_UTF_8 = "save it as CSV UTF-8"

# Control characters that no spreadsheet writes into text.
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True)
class TextFile:
    """What stands in a file; `note` tells when its encoding had to be guessed."""

    name: str
    text: str
    note: str | None = None


def text_of(path: Path) -> TextFile:
    """The file's text: UTF-8 or UTF-16, or else Windows-1252, in which Excel saves a plain CSV.

    Raises `TableError` for a file that is too large or no text, and `OSError` when it cannot be
    read.
    """
    name = path.name
    try:
        body = intake.bytes_of(path, LARGEST)
    except LargeFileError:
        what = f"is larger than {megabytes(LARGEST)}"
        raise _fault(name, what, "give a smaller file") from None
    if body.startswith(b"PK\x03\x04"):
        raise _fault(name, "is a workbook or an archive and not a table of text", _AS_UTF_8)
    note = None
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _decoded(body, "utf-16", name)
    else:
        try:
            text = body.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            text = _decoded(body, "cp1252", name)
            note = (
                f"{name} is not UTF-8 (byte {error.start}); it was read as Windows-1252: look at"
                " its letters beyond a to z, or save it as CSV UTF-8"
            )
    found = _NOT_TEXT.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        what = f"is not text: it has the control character U+{ord(found[0]):04X} in line {line}"
        raise _fault(name, what, "remove it, or " + _AS_UTF_8)
    return TextFile(name, text, note)


def _decoded(body: bytes, encoding: str, name: str) -> str:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        what = f"is neither UTF-8, UTF-16 nor Windows-1252 (byte {error.start})"
        raise _fault(name, what, _AS_UTF_8) from None


def _fault(name: str, what: str, way_out: str) -> TableError:
    return TableError((Problem(name, "", what, way_out),))
