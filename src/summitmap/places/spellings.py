"""Folded names that may be nearest to a misspelt one, found without comparing it with every name.

What two spellings differ in shows in the letters they hold: to change, drop or add a letter
changes at most two entries of the list "which letters there are, and which of them twice", and to
swap neighbours changes none. Few of some hundred thousand names are left by that rule, and only
those are compared letter by letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

_SIGNS = 32
"""How many letters are told apart: those of the alphabet are, others share their places."""

_SIGN = np.left_shift(np.uint64(1), np.arange(_SIGNS, dtype=np.uint64))
_CHANGED_BY_A_LETTER = 2
_KEPT = np.dtype("<u8")
"""How the letters of a name are kept in a file, whatever the machine."""


@dataclass(frozen=True, eq=False)
class Spellings:
    """Folded names of one length, as one text with a line for each, and the letters of each.

    The low half of a number in `letters` says which letters the name holds, the high half which
    of them it holds more than once.
    """

    text: str
    length: int
    letters: npt.NDArray[np.uint64]

    @property
    def packed(self) -> bytes:
        """The letters as they are kept beside the text, to be had without working them out."""
        return self.letters.astype(_KEPT).tobytes()

    @classmethod
    def kept(cls, text: str, length: int, packed: bytes) -> Spellings:
        """The names in the lines of a text with their letters as they were `packed`.

        Raises `ValueError` when there are not as many letters as names.
        """
        letters = np.frombuffer(packed, _KEPT)
        if len(letters) * (length + 1) != len(text) + 1:
            raise ValueError(f"{len(letters)} names of {length} letters have another length")
        return cls(text, length, letters)

    @classmethod
    def of(cls, text: str, length: int) -> Spellings:
        """The names in the lines of a text, each `length` letters long; of the empty text, none.

        Raises `ValueError` when a line is of another length.
        """
        lines = _codes(f"{text}\n" if text else "").reshape(-1, length + 1)
        if not (lines[:, -1] == ord("\n")).all():
            raise ValueError(f"not every line holds {length} letters")
        return cls(text, length, _letters(lines[:, :-1]))

    def near(self, key: str, most: int) -> Iterator[tuple[str, int]]:
        """The names that differ from the key in no more than `most` letters, and in how many:
        changed, dropped, added, or swapped with the next (the optimal string alignment)."""
        differing = np.bitwise_count(self.letters ^ _letters_of(key))
        line = self.length + 1
        alike = [
            self.text[number * line : number * line + self.length]
            for number in np.flatnonzero(differing <= _CHANGED_BY_A_LETTER * most).tolist()
        ]
        for name, distance, _ in process.extract(
            key, alike, scorer=OSA.distance, score_cutoff=most, limit=None
        ):
            yield name, int(distance)


def _codes(text: str) -> npt.NDArray[np.uint8] | npt.NDArray[np.uint32]:
    """The code points of a text."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), np.uint8)
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)


@lru_cache(maxsize=100)
def _letters_of(name: str) -> npt.NDArray[np.uint64]:
    """The letters of one name, which is compared with names of several kinds and lengths."""
    return _letters(_codes(name).reshape(1, -1))


def _letters(names: npt.NDArray[np.uint8] | npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """Which letters stand in each row, and which of them more than once: see `Spellings`."""
    once = np.zeros(len(names), np.uint64)
    twice = np.zeros(len(names), np.uint64)
    for column in names.T:
        letter = _SIGN[column % _SIGNS]
        twice |= once & letter
        once |= letter
    return once | np.left_shift(twice, np.uint64(_SIGNS))
