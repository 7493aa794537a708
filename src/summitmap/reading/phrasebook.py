"""What the words of a language say about an event, as the files in `words/` list them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from summitmap.errors import AssetError


class VerbKind(StrEnum):
    """What a verb says of somebody and a place."""

    MOVE = "move"
    LEAVE = "leave"
    STAY = "stay"
    MEET = "meet"
    OTHER = "other"


class Form(StrEnum):
    """The form of a verb; one that could be several is told as the first of them here."""

    PAST = "past"
    PRESENT = "present"
    PARTICIPLE = "participle"
    INFINITIVE = "infinitive"
    ING = "ing"


@dataclass(frozen=True)
class VerbForm:
    """A word as the form of a verb."""

    kind: VerbKind
    form: Form

    @property
    def is_finite(self) -> bool:
        """Whether it can carry a clause alone."""
        return self.form in (Form.PAST, Form.PRESENT)


Phrases = Mapping[str, tuple[tuple[str, ...], ...]]
"""Runs of words in small letters by their first word, the longest first."""


@dataclass(frozen=True)
class Phrasebook:
    """The word lists of one language; see the files in `words/` for what each list means."""

    language: str
    verbs: Mapping[str, VerbForm]
    phrases: Mapping[str, Phrases]
    words: Mapping[str, frozenset[str]]

    def has(self, name: str, word: str) -> bool:
        """Whether the word, in small letters, stands in the list of that name."""
        return word in self.words[name]


@cache
def phrasebook(language: str) -> Phrasebook:
    """The word lists of a language, `nb` or `en`.

    Raises `AssetError` when the file is missing or cannot be read.
    """
    table = _table(language)
    flat = {
        f"{section}.{name}": listed
        for section, lists in table.items()
        if section != "verbs"
        for name, listed in lists.items()
    }
    words = {name: frozenset(listed) for name, listed in flat.items()}
    borders = frozenset({",", ";", ":"}).union(
        words["clause.that"], words["clause.relative"], words["clause.coordinators"]
    )
    return Phrasebook(
        language,
        _verbs(table["verbs"], language),
        {name: _phrases(listed) for name, listed in flat.items()},
        {**words, "clause.borders": borders},
    )


def _table(language: str) -> dict[str, Any]:
    name = f"words/{language}.toml"
    try:
        file = resources.files("summitmap.reading").joinpath(name)
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise AssetError(
            f"reading/{name} is missing or damaged: install summitmap again"
        ) from fault


def _phrases(listed: Iterable[str]) -> Phrases:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted((tuple(item.split()) for item in listed), key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(phrases) for first, phrases in found.items()}


def stands(words: Sequence[str], at: int, phrases: Phrases) -> tuple[str, ...] | None:
    """The longest of the phrases that stands in the words from there on, if any does."""
    for phrase in phrases.get(words[at], ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return phrase
    return None


def _verbs(kinds: Mapping[str, list[str]], language: str) -> dict[str, VerbForm]:
    found: dict[str, VerbForm] = {}
    for kind in VerbKind:
        for line in kinds[kind.value]:
            infinitive, present, past, participle = line.split()
            for word, form in (
                (past, Form.PAST),
                (present, Form.PRESENT),
                (participle, Form.PARTICIPLE),
                (infinitive, Form.INFINITIVE),
            ):
                found.setdefault(word, VerbForm(kind, form))
            for word in _ing_forms(infinitive) if language == "en" else ():
                found.setdefault(word, VerbForm(kind, Form.ING))
            if language == "nb" and infinitive.endswith("e"):
                # The passive: "fraktes", "besøkes".
                found.setdefault(f"{infinitive}s", VerbForm(kind, Form.PRESENT))
    return found


def _ing_forms(infinitive: str) -> tuple[str, ...]:
    """The ways English may spell the form: of them all only one is a word, and none is another."""
    return (
        f"{infinitive}ing",
        f"{infinitive.removesuffix('e')}ing",
        f"{infinitive}{infinitive[-1]}ing",
    )
