"""Whether the last s of a name is an ending or a part of it: Russlands, but Paris and Guterres."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from summitmap.reading import roles
from summitmap.reading.features import PERSON_CLASSES, PLACE_CLASSES, Lexicon
from summitmap.reading.runs import NameKind

_WITH_APOSTROPHE = ("'s", "’s", "'S", "’S", "'", "’")


@dataclass(frozen=True)
class Genitive:
    """What tells an ending from a part of the name: the lists, and the words of the article."""

    lists: Lexicon
    language: str
    written: Counter[str]

    @classmethod
    def of(cls, article: Sequence[Sequence[str]], lists: Lexicon, language: str) -> Genitive:
        """That of an article, given as the words of its sentences."""
        return cls(lists, language, Counter(word for words in article for word in words))

    def length(self, name: Sequence[str], behind: str, kind: NameKind) -> int:
        """How many characters at the end of the name are an ending; `behind` is the word behind."""
        last = name[-1]
        for ending in _WITH_APOSTROPHE:
            if last.endswith(ending) and len(last) > len(ending):
                return len(ending)
        return int(self.language == "nb" and self._ends_in_genitive(name, behind, kind))

    def _ends_in_genitive(self, name: Sequence[str], behind: str, kind: NameKind) -> bool:
        last = name[-1]
        if len(last) < 3 or not last.endswith("s"):
            return False
        if last[:-1].isupper():
            return True
        key = " ".join(name).casefold().replace("-", " ")
        whole, plain = (self.lists.names.get(form, "") for form in (key, key[:-1]))
        if whole or plain:
            return _standing(plain) < _standing(whole)
        if self.written[last[:-1]]:
            return True
        # Nobody is named only in the genitive, time and again.
        often = kind is NameKind.PERSON and self.written[last] > 1
        named = kind in (NameKind.PLACE, NameKind.PERSON) and not often
        return named and behind[:1].islower() and not roles.acts(behind)


def _standing(classes: str) -> int:
    """How well known a name of these classes is; less is better."""
    order = f"{PLACE_CLASSES}{PERSON_CLASSES}"
    return min((order.index(letter) for letter in classes), default=len(order))
