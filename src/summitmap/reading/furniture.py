"""What a line says that stands around articles on web pages and is no part of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any


class Reason(StrEnum):
    """Why a part of a text is no part of the article."""

    ADVERTISEMENT = "advertisement"
    LINK = "link"
    COMMENTS = "comments"
    RELATED = "related"
    COOKIES = "cookies"
    SHARE = "share"
    SUBSCRIPTION = "subscription"
    BYLINE = "byline"
    NAVIGATION = "navigation"
    CREDIT = "credit"
    EMBED = "embed"
    METADATA = "metadata"
    ORNAMENT = "ornament"
    REPEATED = "repeated"


_LONGEST_LABEL = 300
_LONGEST_NOTICE = 1500

# The marks and the counts at either end: "» Kommentarer (3)" says "kommentarer".
_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]{1,255}\.[a-z]{2,24}|!\[[^\]]*\]\([^)]*\)",
    re.IGNORECASE,
)
_NAME = r"[A-ZÆØÅÄÖÉ][\w.'’-]{0,40}"
_NAMES = rf"{_NAME}(?:[ ,/&]{{1,3}}(?:(?:og|and|for|i|in)\s)?{_NAME}){{0,9}}"
_BYLINE = re.compile(
    rf"(?:Av|By|AV|BY|Skrevet av|Written by):?\s{_NAMES}(?:\s?[|•·–—]\s.{{0,80}})?"
)


@dataclass(frozen=True)
class _Furniture:
    """The words of the file; `begins` and `stamps` match at the start of a line."""

    whole: Mapping[str, Reason]
    begins: re.Pattern[str]
    stamps: re.Pattern[str]
    holds: tuple[tuple[tuple[str, ...], Reason], ...]


def reason_of(line: str) -> Reason | None:
    """Why a line is no part of an article by its own words; `None` where it may be."""
    if not any(character.isalpha() for character in line[:_LONGEST_NOTICE]):
        return Reason.ORNAMENT if len(line) <= _LONGEST_NOTICE else None
    if len(line) > _LONGEST_NOTICE:
        return None
    folded = " ".join(line.casefold().split())
    if len(line) <= _LONGEST_LABEL and (reason := _label(line, folded)):
        return reason
    return next(
        (reason for parts, reason in _furniture().holds if all(part in folded for part in parts)),
        None,
    )


def said(line: str) -> str:
    """What a line says, without case and without the marks and counts at either end."""
    return _ENDS.sub("", " ".join(line.casefold().split()))


def _label(line: str, folded: str) -> Reason | None:
    furniture = _furniture()
    if _ADDRESS.fullmatch(line):
        return Reason.LINK
    if _BYLINE.fullmatch(line):
        return Reason.BYLINE
    if reason := furniture.whole.get(said(line)):
        return reason
    start = folded.lstrip("*_#>-–•» ")
    found = furniture.begins.match(start) or furniture.stamps.match(start)
    return Reason(str(found.lastgroup)) if found else None


@cache
def _furniture() -> _Furniture:
    words = resources.files("summitmap.reading") / "words" / "furniture.toml"
    tables = tomllib.loads(words.read_text(encoding="utf-8"))
    return _Furniture(
        whole={line: Reason(name) for name, table in tables.items() for line in table["whole"]},
        begins=_openings(tables, "begins", then=""),
        stamps=_openings(tables, "stamps", then=r"\s?(?::|\W{0,3}\d|for \d)"),
        holds=tuple(
            (tuple(parts), Reason(name))
            for name, table in tables.items()
            for parts in table.get("holds", ())
        ),
    )


def _openings(tables: Mapping[str, Any], kind: str, then: str) -> re.Pattern[str]:
    """A pattern for the openings of that kind, in which a group tells the reason."""
    groups = (
        f"(?P<{Reason(name)}>{'|'.join(map(re.escape, table[kind]))})"
        for name, table in tables.items()
        if kind in table
    )
    return re.compile(f"(?:{'|'.join(groups)}){then}")
