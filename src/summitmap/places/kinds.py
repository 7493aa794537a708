"""The words beside a name that say what sort of place it is: romfartshavn, "port of", elv.

The words are data (`data/kinds.toml`), in families that mean the same: "romfartshavn" and
"spaceport" are both of the family `spaceport`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from summitmap.errors import AssetError
from summitmap.story.model import PlaceKind

_WORD = re.compile(r"\w+")
_MOST_WORDS = 2
"""How many words the longest kind word has: "launch site"; a closing "of" comes on top."""

_LONGEST_TEXT = 1_000


@dataclass(frozen=True)
class Family:
    """Words for one sort of place. `kinds` are what it may be, the likeliest first."""

    id: str
    kinds: tuple[PlaceKind, ...]
    words: frozenset[str]


@cache
def families() -> tuple[Family, ...]:
    """All families, in the order of the file. Raises `AssetError` when the file is missing."""
    try:
        text = files("summitmap.places").joinpath("data", "kinds.toml").read_text("utf-8")
    except OSError as fault:
        raise AssetError(
            "The file places/data/kinds.toml of the package cannot be read: install it again."
        ) from fault
    return tuple(
        Family(
            id=entry["id"],
            kinds=tuple(PlaceKind(kind) for kind in entry["kinds"]),
            words=frozenset(entry["words"]),
        )
        for entry in tomllib.loads(text)["families"]
    )


def named_in(texts: Iterable[str]) -> frozenset[str]:
    """The ids of the families that have a word in one of the texts."""
    return frozenset(family for text in texts for _, _, family in _spots(text))


def beside(text: str, name: str) -> frozenset[str]:
    """The ids of the families that have a word directly before or behind the name in the text.

    The name is looked for word for word, wherever it stands; empty when it stands nowhere.
    """
    found: set[str] = set()
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text) if name.strip() else ():
        before = text[max(0, match.start() - 40) : match.start()]
        behind = text[match.end() : match.end() + 40]
        found |= {family for _, end, family in _spots(before) if not before[end:].strip(" «“\"'")}
        found |= {
            family for start, _, family in _spots(behind) if not behind[:start].strip(" -»”\"'")
        }
    return frozenset(found)


@lru_cache(maxsize=20_000)
def without_kind_words(name: str) -> str:
    """The name without the kind words it begins or ends with; as it is if nothing else is left.

    "port of Vladivostok" and "Vladivostok havn" both give "Vladivostok".
    """
    rest = " ".join(name[:_LONGEST_TEXT].split())
    while (shorter := _shortened(rest)) != rest:
        rest = shorter
    return rest


def _shortened(name: str) -> str:
    for start, end, _ in _spots(name):
        if start == 0 and (rest := name[end:].strip(" -")):
            return rest
        if end == len(name) and (rest := name[:start].strip(" -")):
            return rest
    return name


def _spots(text: str) -> Iterator[tuple[int, int, str]]:
    """Where kind words stand (start, end) and their family; of two that overlap, the longer."""
    known, begin = _family_of_word(), _first_words()
    words = [
        (match.start(), match.end(), match[0].casefold())
        for match in _WORD.finditer(text[:_LONGEST_TEXT])
    ]
    behind = 0
    for at, (start, _, first) in enumerate(words):
        if at < behind or first not in begin:
            continue
        for length in range(min(_MOST_WORDS + 1, len(words) - at), 0, -1):
            run = words[at : at + length]
            family = known.get(" ".join(word for _, _, word in run))
            if family:
                yield start, run[-1][1], family
                behind = at + length
                break


@cache
def _family_of_word() -> dict[str, str]:
    of_word = {word: family.id for family in families() for word in family.words}
    # "port of Vladivostok" as well as "the port": an "of" belongs to the word before it.
    return {f"{word} of": family for word, family in of_word.items()} | of_word


@cache
def _first_words() -> frozenset[str]:
    return frozenset(words.partition(" ")[0] for words in _family_of_word())


def kinds_of(family_ids: Iterable[str]) -> frozenset[PlaceKind]:
    """The kinds that a place of these families may be."""
    wanted = set(family_ids)
    return frozenset(kind for family in families() if family.id in wanted for kind in family.kinds)
