"""What a file from outside tells: its events as it has them, before they are set into a story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from summitmap.errors import Problem
from summitmap.story.model import Position


@dataclass(frozen=True)
class Reference:
    """A place, a person or a source as a file names it.

    `text` is its id or its name. `entry` holds what else the file says of it, in the fields of
    the story's entry; `position` where the file puts it.
    """

    text: str
    entry: Mapping[str, Any] = field(default_factory=dict)
    position: Position | None = None


@dataclass(frozen=True)
class Row:
    """One event of a file.

    `number` counts as a person would: a spreadsheet's rows from its head, which is row 1, and
    features from 1. `fields` are those of the event that the file carries, still unchecked;
    `references` are what it names, by the event's field, and hold a field only if the file does.
    """

    number: int
    fields: Mapping[str, Any]
    references: Mapping[str, tuple[Reference, ...]]


@dataclass(frozen=True)
class Table:
    """The events of a file, in its order.

    `word` is what the file's entries are called, `row` or `feature`. `titles` are a spreadsheet's
    columns as they stand at its head, by the name that we know them by. `others` name places
    that no event happens at. `story` is what the file says of the story as a whole, `notes` what
    a person should know of how it was read, and `problems` what is wrong with its rows.
    """

    file: str
    word: str
    rows: tuple[Row, ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    others: tuple[Row, ...] = ()
    story: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def problem(self, row: Row, path: tuple[str, ...], what: str, way_out: str) -> Problem:
        """A fault at a field of a row, such as `("headline", "en")`, said with the file's words."""
        entry = f"{self.word} {row.number}"
        if path and self.word == "row":
            entry += f", column {self._title(path)}"
        elif path:
            entry += f", {'.'.join(path)}"
        return Problem(self.file, entry, what, way_out)

    def _title(self, path: tuple[str, ...]) -> str:
        name = "_".join(path)
        return self.titles.get(name, name)
