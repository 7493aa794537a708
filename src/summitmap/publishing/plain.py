"""Text as every file format can hold it."""

from __future__ import annotations

import re

# XML 1.0 §2.2 and RFC 5545 §3.1 both leave these out, so that no escape can stand for them.
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def plain(text: str) -> str:
    """The text without control characters, its line ends all alike."""
    return _NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
