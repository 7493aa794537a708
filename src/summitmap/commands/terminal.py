"""What every command prints with: plain text, the bar of progress, a story in a line."""

from __future__ import annotations

import sys
from unicodedata import east_asian_width

from summitmap.story.folder import StoryFolder


def plain(text: str) -> str:
    """The text without what would move a terminal's cursor: some of it comes from outside."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


_LONGEST_CELL = 72


def short(text: str) -> str:
    """The text for a cell of a table, cut where it is too long."""
    shown = plain(text)
    return shown if len(shown) <= _LONGEST_CELL else f"{shown[: _LONGEST_CELL - 1]}…"


def width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def summary(opened: StoryFolder) -> str:
    """What a sound story holds, in a line."""
    story = opened.story
    missing = len(opened.places_to_find)
    places = f"places: {len(story.places)}" + (f" ({missing} not geocoded yet)" if missing else "")
    languages = ", ".join(story.languages)
    return f"in order; events: {len(story.events)}; {places}; languages: {languages}"


_BAR = 24


def progress(part: float, doing: str) -> None:
    """Draw the bar of progress at `part` of 1, with a word on what is being done."""
    end = "\n" if part >= 1 else ""
    bar = ("█" * round(part * _BAR)).ljust(_BAR, "░")
    print(f"\r{bar} {part:4.0%} {doing}\033[K", end=end, file=sys.stderr, flush=True)
