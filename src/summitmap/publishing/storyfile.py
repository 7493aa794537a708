"""story.toml as text: written anew, or changed so that a person's comments stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import tomlkit
from pydantic import BaseModel
from tomlkit.items import AoT, Table

from summitmap.story.model import Event

_HEADINGS = {
    "people": "people",
    "sources": "who says so",
    "places": "places: `query` is what the geocoder is asked",
    "events": "what happened, and what is to come",
}

Entries = Mapping[str, Sequence[BaseModel]]
"""Entries of a story by the name of their list, such as `people`."""


def written(head: Mapping[str, Any], entries: Entries) -> str:
    """A new story file: the story's own fields, and then its lists."""
    parts = [_lines(head)]
    for name, rows in entries.items():
        if rows:
            parts.append(f"# --- {_HEADINGS[name]} ---\n")
            parts += [_entry(name, row) for row in rows]
    return "\n".join(parts)


def changed(text: str, events: Sequence[Event], before: Iterable[Event], new: Entries) -> str:
    """The story file with these events in place of those before, and the new entries added.

    What is the same is not touched, and comments stay with what they stand at. Raises
    `tomlkit.exceptions.TOMLKitError` for a text that the library cannot read.
    """
    document = tomlkit.parse(text)
    for name, rows in new.items():
        if rows:
            _put(document, name, [*_tables(document, name), *(_table(name, row) for row in rows)])
    kept = {event.id: event for event in before}
    tables = {str(table["id"]): table for table in _tables(document, "events")}
    ordered = []
    for event in events:
        table = tables.get(event.id)
        if table is None:
            table = _table("events", event)
        elif event != kept.get(event.id):
            _update(table, event)
        ordered.append(table)
    if not isinstance(document.get("events"), AoT) or ordered != [*tables.values()]:
        _put(document, "events", ordered)
    return tomlkit.dumps(document)


def _tables(document: tomlkit.TOMLDocument, name: str) -> list[Table]:
    """The tables of a list; of one that is written in brackets, in tables of their own."""
    rows = document.get(name)
    if isinstance(rows, AoT):
        return list(rows)
    return [_parsed(name, row) for row in rows.unwrap()] if rows is not None else []


def _put(document: tomlkit.TOMLDocument, name: str, tables: Sequence[Table]) -> None:
    """Put the tables in place of the list. What stands between it and the next one, such as that
    one's heading, stays at its end."""
    rows = document.get(name)
    if not isinstance(rows, AoT):
        if rows is not None:
            document.remove(name)
        document.append(name, AoT(list(tables)))
        return
    tail = _cut_tail(rows[-1])
    rows[-1].add(tomlkit.nl())
    document[name] = AoT(list(tables))
    _cut_tail(tables[-1])
    tables[-1].value.body.extend(tail)


def _cut_tail(table: Table) -> list[Any]:
    """Take off the comments and empty lines behind a table's last key."""
    body = table.value.body
    tail: list[Any] = []
    while body and body[-1][0] is None:
        tail.insert(0, body.pop())
    return tail


def _update(table: Table, event: Event) -> None:
    """Change the keys of an event that differ, and leave the others with their comments."""
    wanted, there = _fields(event), table.unwrap()
    tail = _cut_tail(table)
    for key in [key for key in there if key not in wanted]:
        table.remove(key)
    added = {}
    for key, value in wanted.items():
        if key not in there:
            added[key] = value
        elif isinstance(value, dict) and value.keys() == there[key].keys():
            for language in value:
                if value[language] != there[key][language]:
                    table[key][language] = value[language]
        elif isinstance(value, dict):
            table.remove(key)
            added[key] = value
        elif value != there[key]:
            table[key] = value
    for added_key, item in tomlkit.parse(_lines(added)).body:
        if added_key is not None:
            table.append(added_key, item)
    table.value.body.extend(tail)


def _table(name: str, row: BaseModel) -> Table:
    return _parsed(name, _fields(row))


def _parsed(name: str, fields: Mapping[str, Any]) -> Table:
    rows = tomlkit.parse(f"[[{name}]]\n{_lines(fields)}\n")[name]
    table = rows[0] if isinstance(rows, AoT) else None
    assert isinstance(table, Table)
    return table


def _entry(name: str, row: BaseModel) -> str:
    return f"[[{name}]]\n{_lines(_fields(row))}"


def _fields(row: BaseModel) -> dict[str, Any]:
    """The fields that say something: those that are as they would be anyway are left out."""
    return row.model_dump(mode="json", exclude_defaults=True, exclude_none=True)


def _lines(fields: Mapping[str, Any]) -> str:
    """A line for each field, and for each language of a text."""
    lines = []
    for key, value in fields.items():
        if isinstance(value, dict):
            lines += [f"{key}.{name} = {_value(item)}" for name, item in value.items()]
        else:
            lines.append(f"{key} = {_value(value)}")
    return "".join(f"{line}\n" for line in lines)


def _value(value: Any) -> str:  # noqa: ANN401 - whatever TOML can hold
    text: str = tomlkit.item(value).as_string()
    return text
