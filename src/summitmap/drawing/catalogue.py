"""The words a reader sees: one catalogue file a language, and how a date or a distance is said."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from babel.dates import format_date
from babel.numbers import format_decimal

from summitmap.errors import AssetError
from summitmap.story.dates import DatePoint, EventDate, Precision

_FOLDER = resources.files("summitmap.drawing") / "words"


@dataclass(frozen=True)
class Catalogue:
    """The words of one language. A key is `section.name`, as in the catalogue file."""

    language: str
    entries: dict[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The words for `key` with its gaps filled; raises `KeyError` for a key not there."""
        return self.entries[key].format(**values)

    def section(self, name: str) -> dict[str, str]:
        """The words of one section of the catalogue file by their names, gaps not yet filled."""
        start = f"{name}."
        return {k.removeprefix(start): v for k, v in self.entries.items() if k.startswith(start)}

    def date(self, when: EventDate | None) -> str:
        """A date as precise as it is and no more: "14. – ca. 20. september 2023"."""
        if when is None:
            return self("date.none")
        if not when.is_interval or when.start == when.end:
            return self._point(when.start, None)
        if when.start is None:
            return self("date.before", end=self._point(when.end, None))
        if when.end is None:
            return self("date.after", start=self._point(when.start, None))
        return self(
            "date.between",
            start=self._point(when.start, when.end),
            end=self._point(when.end, None),
        )

    def distance(self, metres: float) -> str:
        """A distance rounded to what one would say: 350 m, 4 km, 1 520 km."""
        if metres < 950:
            return self("event.metres", number=self._number(round(metres / 50) * 50 or 50))
        kilometres = metres / 1000
        rounded = round(kilometres) if kilometres < 100 else round(kilometres / 10) * 10
        return self("event.kilometres", number=self._number(rounded))

    def _number(self, number: int) -> str:
        return str(format_decimal(number, locale=self.language))

    def _point(self, point: DatePoint | None, until: DatePoint | None) -> str:
        """One end of a date; what it shares with `until`, which follows it, is left out."""
        if point is None:
            return self("date.none")
        words = format_date(point.first, self(_pattern(point, until)), locale=self.language)
        if point.approximate:
            words = self("date.about", date=words)
        return self("date.perhaps", date=words) if point.uncertain else words


def _pattern(point: DatePoint, until: DatePoint | None) -> str:
    alike = until is not None and until.precision is point.precision
    same_year = alike and until is not None and until.first.year == point.first.year
    same_month = same_year and until is not None and until.first.month == point.first.month
    if point.precision is Precision.DAY:
        if same_month:
            return "date.day_of_month"
        return "date.day_of_year" if same_year else "date.day"
    if point.precision is Precision.MONTH:
        return "date.month_of_year" if same_year else "date.month"
    return "date.year"


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language; raises `AssetError` when the package has none."""
    if language not in languages():
        raise AssetError(f"there is no catalogue of words for the language {language!r}")
    table = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return Catalogue(language, dict(_flat(table)))


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a catalogue, in alphabetical order."""
    names = (file.name for file in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def known_language(language: str) -> str:
    """The language itself when it has a catalogue, else English."""
    return language if language in languages() else "en"


def _flat(table: dict[str, object], section: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            rows += _flat(value, f"{section}{key}.")
        else:
            rows.append((f"{section}{key}", str(value)))
    return rows
