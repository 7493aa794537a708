"""The events of a spreadsheet: one that `spreadsheet` wrote, or one that an editor did."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from typing import Any

from pydantic import ValidationError

from summitmap.drawing.catalogue import catalogue, languages
from summitmap.errors import Problem, TableError
from summitmap.publishing.cells import parted, restored
from summitmap.publishing.columns import PLAIN, REQUIRED, TEXTS, Column, column
from summitmap.publishing.rows import Reference, Row, Table
from summitmap.publishing.tablefile import TextFile
from summitmap.story.folder import MOST_ENTRIES
from summitmap.story.model import Position, Status

_SEPARATORS = (",", ";", "\t")

# What Excel and LibreOffice make of yes and no in Norwegian and English.
_YES = frozenset({"yes", "y", "true", "1", "x", "ja", "j", "sann"})
_NO = frozenset({"no", "n", "false", "0", "nei", "usann", ""})

_NORWEGIAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_NUMBER = re.compile(r"-?\d{1,3}(?:[.,]\d{1,20})?")

_MOST_COLUMNS = 500

_Cells = Mapping[Column, str]


def read_table(file: TextFile, language: str) -> Table:
    """The events of a CSV file; a text column without a language behind it is in `language`.

    Cells may be apart by commas, semicolons or tabs. Faults of the cells are with the table.
    Raises `TableError` for a file that is no table, with every fault of its head.
    """
    text = re.sub(r"\Asep=.\r?\n", "", file.text)
    lines = _lines(file.name, text, _separator(text))
    try:
        _, head = next(lines)
    except StopIteration:
        what, way_out = "is empty", f"give it the columns {', '.join(REQUIRED)} and a row an event"
        raise TableError((Problem(file.name, "", what, way_out),)) from None
    columns = _columns(file.name, head, language)
    titles = {item.title: title.strip() for item, title in zip(columns, head, strict=True) if item}
    rows: list[Row] = []
    problems: list[Problem] = []
    table = Table(file.name, "row", (), titles, notes=(file.note,) if file.note else ())
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        row = Row(number, {}, {})
        extra = [cell for cell in cells[len(head) :] if cell.strip()]
        if extra:
            what = f"has {len(cells)} cells under {len(head)} columns"
            problems.append(table.problem(row, (), what, "put quotation marks round its texts"))
            continue
        padded = [restored(cell) for cell in cells] + [""] * (len(head) - len(cells))
        told = {item: cell for item, cell in zip(columns, padded, strict=False) if item}
        if len(rows) == MOST_ENTRIES:
            what = f"has more than {MOST_ENTRIES:,} events"
            raise TableError((Problem(file.name, "", what, "make several stories of it"),))
        rows.append(_Reading(table, row, told, problems).row())
    if not rows and not problems:
        problems.append(Problem(file.name, "", "has no events", "give it a row an event"))
    return replace(table, rows=tuple(rows), problems=tuple(problems))


def _separator(text: str) -> str:
    """What stands between the cells: by which the head has most columns that are known, or else
    most columns."""

    def columns(separator: str) -> tuple[int, int]:
        try:
            head = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
        except csv.Error:
            return 0, 0
        return sum(column(title) is not None for title in head), len(head)

    return max(_SEPARATORS, key=columns)


def _lines(name: str, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of the table, counted from 1."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            entry = f"row {number}, line {reader.line_num}"
            what = f"cannot be read as a table: {error}"
            way_out = "see that every quotation mark has its pair"
            raise TableError((Problem(name, entry, what, way_out),)) from None
        yield number, cells


def _columns(name: str, head: list[str], language: str) -> list[Column | None]:
    """What each column means, `None` for one without a title. Raises `TableError`."""
    if len(head) > _MOST_COLUMNS:
        what, way_out = f"has {len(head):,} columns", "give it a column for each thing told"
        raise TableError((Problem(name, "", what, way_out),))
    problems = []
    columns: list[Column | None] = []
    for title in head:
        meant = column(title) if title.strip() else None
        if meant and meant.name in TEXTS and meant.language is None:
            meant = Column(meant.name, language)
        if title.strip() and meant is None:
            near = get_close_matches(title.strip().lower(), (*PLAIN, *TEXTS), n=1)
            way_out = f"is {near[0]} meant?" if near else "remove it"
            what = "is not a column that we know"
            problems.append(Problem(name, f"column {title.strip()[:40]!r}", what, way_out))
        if meant and meant in columns:
            what = f"{meant.title} is given twice"
            problems.append(Problem(name, f"column {title.strip()}", what, "remove one of them"))
        columns.append(meant)
    names = {item.name for item in columns if item}
    for missing in (item for item in REQUIRED if item not in names):
        title = f"{missing}_{language}" if missing in TEXTS else missing
        problems.append(Problem(name, f"column {title}", "is missing", "add it"))
    if problems:
        raise TableError(tuple(problems))
    return columns


class _Reading:
    """One row while its cells are read; what is wrong with them joins the problems."""

    def __init__(self, table: Table, row: Row, cells: _Cells, problems: list[Problem]) -> None:
        self._table = table
        self._row = row
        self._cells = cells
        self._problems = problems

    def row(self) -> Row:
        fields: dict[str, Any] = {}
        for name, parse in _PARSERS.items():
            item = Column(name)
            if item in self._cells:
                try:
                    fields[name] = parse(self._cells[item].strip())
                except ValueError as error:
                    self._fault((name,), *error.args)
        for name in ("headline", "quote", "note"):
            texts = self._texts(name)
            if texts:
                fields[name] = texts
        references = {}
        for name in ("place", "about"):
            if Column(name) in self._cells:
                references[name] = self._place(name)
        for name, word in (("people", "people_name"), ("sources", "source_name")):
            if Column(name) in self._cells:
                references[name] = self._listed(name, word)
        return Row(self._row.number, fields, references)

    def _texts(self, name: str) -> dict[str, str]:
        """A text in each language that has a column, the empty ones too."""
        return {
            item.language: cell
            for item, cell in self._cells.items()
            if item.name == name and item.language
        }

    def _cell(self, name: str) -> str:
        return self._cells.get(Column(name), "").strip()

    def _place(self, name: str) -> tuple[Reference, ...]:
        text = self._cell(name)
        if not text:
            if name == "place" and (self._cell("longitude") or self._cell("latitude")):
                self._fault((name,), "is empty beside a position", "name the place that lies there")
            return ()
        if name == "about":
            return (Reference(text),)
        entry: dict[str, Any] = {
            "name": {key: cell.strip() for key, cell in self._texts("place_name").items() if cell},
            "query": self._cell("place_query"),
            "kind": self._cell("place_kind").lower(),
            "within": self._cell("place_within").upper(),
            "region": self._cell("place_region"),
        }
        told = {key: value for key, value in entry.items() if value}
        return (Reference(text, told, self._position()),)

    def _position(self) -> Position | None:
        numbers: dict[str, float] = {}
        for name in ("longitude", "latitude"):
            cell = self._cell(name)
            if not cell:
                continue
            if not _NUMBER.fullmatch(cell):
                what, way_out = f"{cell[:40]!r} is not a number of degrees", "write such as 131.885"
                self._fault((name,), what, way_out)
                return None
            numbers[name] = float(cell.replace(",", "."))
        if not numbers:
            return None
        for name in ("longitude", "latitude"):
            if name not in numbers:
                self._fault((name,), "is missing beside the other", "give both or none")
                return None
        try:
            return Position(**numbers)
        except ValidationError as error:
            for detail in error.errors():
                path = (str(detail["loc"][0]),)
                what = f"{detail['input']:g} is not on the earth"
                self._fault(path, what, "write degrees, east and north counted positive")
            return None

    def _listed(self, name: str, word: str) -> tuple[Reference, ...]:
        try:
            items = parted(self._cell(name))
        except ValueError as error:
            self._fault((name,), str(error), "write a semicolon between two")
            return ()
        names: dict[str, tuple[str, ...]] = {}
        for language, cell in self._texts(word).items():
            try:
                names[language] = parted(cell)
            except ValueError as error:
                self._fault((word, language), str(error), "write a semicolon between two")
                continue
            if names[language] and len(names[language]) != len(items):
                what = f"has {len(names[language])} names for {len(items)} under {name}"
                self._fault((word, language), what, "give one for each, or none")
        return tuple(
            Reference(
                item,
                {"name": {key: told[at] for key, told in names.items() if len(told) == len(items)}},
            )
            for at, item in enumerate(items)
        )

    def _fault(self, path: tuple[str, ...], what: str, way_out: str) -> None:
        self._problems.append(self._table.problem(self._row, path, what, way_out))


def _text(cell: str) -> str | None:
    return cell or None


def _date(cell: str) -> str | None:
    """EDTF, or a day as a Norwegian spreadsheet rewrites it: 13.09.2023."""
    day = _NORWEGIAN_DAY.fullmatch(cell)
    return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}" if day else cell or None


def _status(cell: str) -> str | None:
    """One of ours, or the word for it that a reader sees."""
    return _statuses().get(cell.casefold(), cell) or None


@cache
def _statuses() -> Mapping[str, str]:
    return {
        catalogue(language)(f"status.{status.value}").casefold(): status.value
        for language in languages()
        for status in Status
    }


def _yes_or_no(cell: str) -> bool:
    if cell.casefold() not in _YES | _NO:
        raise ValueError(f"{cell[:40]!r} is neither yes nor no", "write yes or no")
    return cell.casefold() in _YES


_PARSERS: Mapping[str, Callable[[str], object]] = {
    "id": _text,
    "date": _date,
    "date_basis": _text,
    "status": _status,
    "stop": _yes_or_no,
    "place_basis": _text,
}
