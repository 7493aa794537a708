"""A name where it stands: the words before and behind it in its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Sited:
    """A name in its sentence: the words `first` to `last`, the last included.

    `genitive` tells whether an -s was cut off, `state` whether it is a foreign country or its
    capital.
    """

    words: Sequence[str]
    first: int
    last: int
    genitive: bool
    state: bool = False

    def before(self, steps: int = 1) -> str:
        """The word so many steps before the name in small letters, empty where there is none."""
        place = self.first - steps
        return self.words[place].casefold() if place >= 0 else ""

    def behind(self, steps: int = 1) -> str:
        """The word so many steps behind the name in small letters, empty where there is none."""
        place = self.last + steps
        return self.words[place].casefold() if place < len(self.words) else ""

    @property
    def name(self) -> str:
        """The name in small letters, without a genitive of its own."""
        text = " ".join(self.words[self.first : self.last + 1]).casefold()
        return text[:-1] if self.genitive and text.endswith("s") else text
