"""How often a name that several places share is understood, in a sentence or two of context.

    python benchmarks/homonyms.py [--json] [--wrong]

Every line of `tests/data/homonyms.txt` goes through the resolver that reads articles, with its
names marked as they stand there, so that only the choice of the place is measured. A doubt that is
told is counted apart: a wrong place without one misleads, a right place with one costs a look.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from summitmap.places.geocoders import OfflineGeocoder
from summitmap.places.resolve import kilometres_between
from summitmap.reading.mentions import Name
from summitmap.reading.resolving import resolve_names
from summitmap.reading.runs import NameKind
from summitmap.reading.sentences import sentences
from summitmap.reading.text import Span
from summitmap.story.model import Place, PlaceKind, Position, Role

LISTED = Path(__file__).parents[1] / "tests" / "data" / "homonyms.txt"

NEAR_KILOMETRES = 50

_NAME = re.compile(r"\[\[(?P<asked>[^\]]+)\]\]|\[(?P<other>[^\]]+)\]")


@dataclass(frozen=True)
class Homonym:
    """A text with its names, and what one of them means.

    `kind` is "city", "region", "country", or "none" where the name means no place that we know;
    `position` is that of a city, `country_code` that of an area.
    """

    text: str
    language: str
    names: tuple[Span, ...]
    asked: Span
    kind: str
    position: Position | None
    country_code: str | None

    def is_met_by(self, place: Place | None) -> bool:
        """Whether that place is what the name means."""
        if place is None or self.kind == "none":
            return place is None and self.kind == "none"
        if self.position is not None:
            near = kilometres_between(self.position, place.position) <= NEAR_KILOMETRES
            return near and not place.kind.is_area
        return (place.kind, place.country_code) == (PlaceKind(self.kind), self.country_code)


@dataclass(frozen=True)
class Verdict:
    """What a name was taken for."""

    homonym: Homonym
    place: Place | None

    @property
    def right(self) -> bool:
        """Whether it is what the list says."""
        return self.homonym.is_met_by(self.place)

    @property
    def doubted(self) -> bool:
        """Whether the place says itself that it should be looked at."""
        return self.place is not None and self.place.doubt is not None

    def __str__(self) -> str:
        place = self.place
        found = (
            f"{place.provenance.matched} ({place.kind}, {place.country_code})"
            f" {place.position.latitude:.1f}, {place.position.longitude:.1f}"
            if place
            else "nothing"
        )
        return f"{found}{', doubted' if self.doubted else ''} ← {self.homonym.text}"


def listed() -> tuple[Homonym, ...]:
    """The list, in its order."""
    return tuple(_listed())


def _listed() -> Iterator[Homonym]:
    for line in LISTED.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        language, kind, where, marked = (part.strip() for part in line.split("|", 3))
        text, names, asked = _unmarked(marked)
        latitude, _, longitude = where.partition(",")
        spot = kind == "city"
        yield Homonym(
            text,
            language,
            names,
            asked,
            kind,
            Position(longitude=float(longitude), latitude=float(latitude)) if spot else None,
            None if spot else where or None,
        )


def _unmarked(marked: str) -> tuple[str, tuple[Span, ...], Span]:
    """The text without the brackets, where its names stand, and the one that is asked for."""
    text, names, asked, behind = "", [], None, 0
    for match in _NAME.finditer(marked):
        text += marked[behind : match.start()]
        name = match["asked"] or match["other"]
        span = Span(len(text), len(text) + len(name), name)
        names.append(span)
        asked = span if match["asked"] else asked
        text += name
        behind = match.end()
    if asked is None:
        raise ValueError(f"No name in double brackets: {marked}")
    return text + marked[behind:], tuple(names), asked


def taken_for(homonym: Homonym, geocoder: OfflineGeocoder) -> Verdict:
    """What the resolver of articles takes the name for."""
    names = [Name(span, NameKind.PLACE, Role.LOCATION, 1.0) for span in homonym.names]
    cut = sentences([Span(0, len(homonym.text), homonym.text)], homonym.language)
    found = resolve_names(names, cut, homonym.language, geocoder)
    return Verdict(homonym, next(each.place for each in found if each.name.span == homonym.asked))


def figures(verdicts: Sequence[Verdict]) -> Mapping[str, float]:
    """The counts, and the share that is right in percent."""
    right = sum(verdict.right for verdict in verdicts)
    wrong = [verdict for verdict in verdicts if not verdict.right]
    return {
        "names": len(verdicts),
        "right": right,
        "right_percent": round(100 * right / len(verdicts), 1),
        "wrong_silently": sum(each.place is not None and not each.doubted for each in wrong),
        "wrong_with_a_doubt": sum(each.doubted for each in wrong),
        "unresolved": sum(each.place is None for each in wrong),
        "right_with_a_doubt": sum(each.right and each.doubted for each in verdicts),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--wrong", action="store_true", help="also list what was not right")
    given = parser.parse_args()
    geocoder = OfflineGeocoder()
    verdicts = [taken_for(homonym, geocoder) for homonym in listed()]
    counted = figures(verdicts)
    if given.json:
        print(json.dumps(counted, indent=2))
    else:
        for name, value in counted.items():
            print(f"{name.replace('_', ' '):24} {value}")
    if given.wrong:
        for verdict in verdicts:
            if not verdict.right:
                print(verdict)


if __name__ == "__main__":
    main()
