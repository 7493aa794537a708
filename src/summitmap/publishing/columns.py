"""The columns of a story's spreadsheet: the same for what is written and what is read back.

The README tells an editor what each holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

REQUIRED = ("date", "headline", "place", "status")
"""What a spreadsheet must have at least; `headline` in one language or more."""

PLAIN = (
    "id",
    "date",
    "date_basis",
    "status",
    "stop",
    "place",
    "place_basis",
    "about",
    "people",
    "sources",
    "place_query",
    "place_kind",
    "place_within",
    "place_region",
    "longitude",
    "latitude",
)
"""The columns that hold the same in every language."""

TEXTS = ("headline", "quote", "note", "place_name", "people_name", "source_name")
"""The columns that a language is written behind, such as `headline_en`."""

TOLD = ("precision_metres", "dataset", "record", "second_opinion_kilometres")
"""What is written for other tools and left aside in reading: geocoding finds it anew."""

_IN_LANGUAGE = re.compile(rf"({'|'.join(TEXTS)})_([a-z]{{2}})")


@dataclass(frozen=True)
class Column:
    """A column that is known; `language` is that of a text, where one is written behind it."""

    name: str
    language: str | None = None

    @property
    def title(self) -> str:
        """What stands at its head."""
        return f"{self.name}_{self.language}" if self.language else self.name


def column(title: str) -> Column | None:
    """The column that a title at the head of a table means; `None` for one that is not known."""
    plain = re.sub(r"[\s_-]+", "_", title.strip().lower())
    if plain in (*PLAIN, *TEXTS, *TOLD):
        return Column(plain)
    found = _IN_LANGUAGE.fullmatch(plain)
    return Column(found[1], found[2]) if found else None


def titles(languages: tuple[str, ...]) -> tuple[str, ...]:
    """The titles of a whole table in these languages, in order."""
    texts = {name: [Column(name, language).title for language in languages] for name in TEXTS}
    return (
        *("id", "date", "date_basis", "status", "stop"),
        *texts["headline"],
        "place",
        *texts["place_name"],
        *("place_basis", "about", "people"),
        *texts["people_name"],
        "sources",
        *texts["source_name"],
        *texts["quote"],
        *texts["note"],
        *("place_query", "place_kind", "place_within", "place_region", "longitude", "latitude"),
        *TOLD,
    )
