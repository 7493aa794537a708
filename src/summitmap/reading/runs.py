"""Runs of words that are one name, with the label that the tagger gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class NameKind(StrEnum):
    """What sort of thing a name names."""

    PLACE = "place"
    PERSON = "person"
    ORGANISATION = "organisation"
    DERIVED = "derived"
    """A word made of a name, such as EU-land or Obama-administrasjonen."""
    OTHER = "other"


KINDS: Mapping[str, NameKind] = {
    "LOC": NameKind.PLACE,
    "GPE_LOC": NameKind.PLACE,
    "GPE_ORG": NameKind.PLACE,
    "PER": NameKind.PERSON,
    "ORG": NameKind.ORGANISATION,
    "DRV": NameKind.DERIVED,
}
"""What the labels of the corpora mean; PROD, EVT and MISC are other names."""

PLACE, GOVERNMENT, PERSON, OTHER = "GPE_LOC", "GPE_ORG", "PER", "PROD"
"""Labels that a rule gives or asks for."""


@dataclass(frozen=True)
class Run:
    """The words `first` to `last` of a sentence, the last included, with a label and how likely
    it is, from 0 to 1."""

    first: int
    last: int
    label: str
    score: float

    @property
    def kind(self) -> NameKind:
        """What the label means."""
        return KINDS.get(self.label, NameKind.OTHER)
