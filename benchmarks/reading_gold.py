"""How well `summitmap read` reads the gold set in tests/data/reading: part of `reading.py`.

    python benchmarks/reading_gold.py [--json] [--details]

The halves are scored apart. `--details` prints what went wrong in the tuned half; of the half for
testing nothing but the figures is ever shown.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from summitmap.places.gazetteer import Gazetteer
from summitmap.places.geocoders import OfflineGeocoder
from summitmap.places.resolve import kilometres_between
from summitmap.reading.draft import Draft, draft
from summitmap.reading.mentions import Tagger
from summitmap.story.dates import EventDate
from summitmap.story.model import Place, PlaceKind, Position

GOLD = Path(__file__).parent.parent / "tests" / "data" / "reading"
NEAR_KM = 50.0
WIDEST = 14
"""Days: a date wider than this is as good as none, unless the text gives no narrower one."""
WANTED = {"mentions": 0.92, "places": 0.95, "dates": 0.92, "status": 0.85, "itinerary": 0.85}

Reader = Callable[["Gold"], Draft]


@dataclass(frozen=True)
class GoldPlace:
    """Where a place is: a point and how near one must come to it, or a country."""

    country_code: str | None
    position: Position | None
    within_km: float

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> GoldPlace:
        if "country_code" in table:
            return cls(table["country_code"], None, 0.0)
        position = Position(longitude=table["longitude"], latitude=table["latitude"])
        return cls(None, position, float(table.get("within_km", NEAR_KM)))

    def kilometres_to(self, place: Place | None) -> float:
        """How far a place is from the point; nothing to a country."""
        if place is None or self.position is None:
            return 0.0
        return kilometres_between(self.position, place.position)

    def is_met_by(self, place: Place | None) -> bool:
        if place is None:
            return False
        if self.position is None:
            return place.kind is PlaceKind.COUNTRY and place.country_code == self.country_code
        return kilometres_between(self.position, place.position) <= self.within_km


@dataclass(frozen=True)
class GoldSpan:
    """A run of the text with what it means: the id of a place, or an EDTF date."""

    start: int
    end: int
    meaning: str
    role: str = ""


@dataclass(frozen=True)
class GoldEvent:
    place: str
    date: EventDate | None
    status: str


@dataclass(frozen=True)
class Gold:
    """An article of the set and what a careful person reads in it."""

    name: str
    text: str
    language: str
    published: date
    test_only: bool
    places: Mapping[str, GoldPlace]
    mentions: tuple[GoldSpan, ...]
    dates: tuple[GoldSpan, ...]
    events: tuple[GoldEvent, ...]
    itinerary: tuple[str, ...]


def gold_set(folder: Path = GOLD) -> tuple[Gold, ...]:
    """Every article of the set, by name."""
    return tuple(_gold(path) for path in sorted(folder.glob("*.toml")))


def _gold(path: Path) -> Gold:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    return Gold(
        path.stem,
        text,
        table["language"],
        table["published"],
        table["test_only"],
        {name: GoldPlace.of(place) for name, place in table["places"].items()},
        tuple(
            _span(text, row, row["place"], row.get("role", "location")) for row in table["mentions"]
        ),
        tuple(_span(text, row, row["edtf"]) for row in table["dates"]),
        tuple(
            GoldEvent(row["place"], _date(row.get("edtf")), row["status"])
            for row in table["events"]
        ),
        tuple(table["itinerary"]),
    )


def _date(edtf: str | None) -> EventDate | None:
    return EventDate.parse(edtf) if edtf else None


def _span(text: str, row: Mapping[str, Any], meaning: str, role: str = "") -> GoldSpan:
    start = -1
    for _ in range(row.get("nth", 1)):
        start = text.index(row["text"], start + 1)
    return GoldSpan(start, start + len(row["text"]), meaning, role)


@dataclass
class Score:
    """Counts over articles; `wrong` tells what went wrong, a line each."""

    counts: Counter[str] = field(default_factory=Counter)
    itinerary: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """The figures, each from 0 to 1: see `WANTED` for those that have a target."""
        count = self.counts
        return {
            "mentions": _f1(count["mention"], count["mention found"], count["mention gold"]),
            "places": _share(count["place"], count["mention"]),
            "roles": _share(count["role"], count["mention"]),
            "dates": _share(count["date"], count["date gold"]),
            "dates found in error": _share(count["date extra"], count["date gold"]),
            "status": _share(count["status"], count["event gold"]),
            "events found": _share(count["event"], count["event gold"]),
            "events beside": _share(count["event extra"], count["event gold"]),
            "itinerary": sum(self.itinerary) / max(1, len(self.itinerary)),
            "itinerary exact": _share(
                sum(each == 1 for each in self.itinerary), len(self.itinerary)
            ),
        }


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def _f1(right: int, found: int, gold: int) -> float:
    return 2 * right / (found + gold) if found + gold else 1.0


def score(drafts: Iterable[tuple[Gold, Draft]]) -> Score:
    """The counts over several articles."""
    total = Score()
    for gold, made in drafts:
        for part in (_mentions, _dates, _events, _itinerary):
            total.wrong += [f"{gold.name}: {line}" for line in part(gold, made, total)]
    return total


def _mentions(gold: Gold, made: Draft, total: Score) -> Iterator[str]:
    found = {(each.name.span.start, each.name.span.end): each for each in made.article.places}
    wanted = {(each.start, each.end): each for each in gold.mentions}
    total.counts["mention found"] += len(found)
    total.counts["mention gold"] += len(wanted)
    for at in sorted(found.keys() - wanted.keys()):
        yield f"no mention: {gold.text[slice(*at)]!r} at {at[0]}"
    for at, want in sorted(wanted.items()):
        each = found.get(at)
        if each is None:
            yield f"mention missed: {gold.text[slice(*at)]!r} at {at[0]}"
            continue
        total.counts["mention"] += 1
        total.counts["role"] += each.name.role.value == want.role
        if each.name.role.value != want.role:
            told = f"{each.name.role.value}, not {want.role}"
            yield f"role of {gold.text[slice(*at)]!r} at {at[0]}: {told}"
        if gold.places[want.meaning].is_met_by(each.place):
            total.counts["place"] += 1
        else:
            got = each.place.provenance.matched if each.place else "nothing"
            yield f"place of {gold.text[slice(*at)]!r}: {got}"


def _dates(gold: Gold, made: Draft, total: Score) -> Iterator[str]:
    left = list(made.article.dates)
    total.counts["date gold"] += len(gold.dates)
    for want in gold.dates:
        near = [each for each in left if each.span.start < want.end and want.start < each.span.end]
        right = [each for each in near if each.date.edtf == want.meaning]
        total.counts["date"] += bool(right)
        if not right:
            got = ", ".join(each.date.edtf for each in near) or "nothing"
            yield f"date {gold.text[want.start : want.end]!r}: {got}, not {want.meaning}"
        left = [each for each in left if each not in near]
    total.counts["date extra"] += len(left)
    yield from (f"no date: {each.span.text!r} {each.date.edtf}" for each in left)


def _events(gold: Gold, made: Draft, total: Score) -> Iterator[str]:
    left = list(made.events)
    total.counts["event gold"] += len(gold.events)
    for want in gold.events:
        there = [each for each in left if gold.places[want.place].is_met_by(each.place.place)]
        fitting = [each for each in there if _fits(want.date, each.when)]
        best = max(
            fitting,
            key=lambda each: (
                each.when == want.date,
                -gold.places[want.place].kilometres_to(each.place.place),
                each.status.value == want.status,
            ),
            default=None,
        )
        when = want.date.edtf if want.date else "no date"
        if best is None:
            got = (
                ", ".join(f"{_written(each.when)} {each.status.value}" for each in there) or "none"
            )
            yield f"event missed: {want.place} {when} {want.status} (there: {got})"
            continue
        left.remove(best)
        total.counts["event"] += 1
        total.counts["status"] += best.status.value == want.status
        if best.status.value != want.status:
            yield f"status of {want.place} {when}: {best.status.value}, not {want.status}"
    total.counts["event extra"] += len(left)
    for each in left:
        yield f"event beside: {each.place.name.span.text} {_written(each.when)} {each.status.value}"


def _fits(want: EventDate | None, got: EventDate | None) -> bool:
    if want is None or got is None:
        return want is None
    if want != got and (got.latest - got.earliest).days > max(
        WIDEST, (want.latest - want.earliest).days
    ):
        return False
    return want.earliest <= got.latest and got.earliest <= want.latest


def _written(when: EventDate | None) -> str:
    return when.edtf if when else "no date"


def _itinerary(gold: Gold, made: Draft, total: Score) -> Iterator[str]:
    got = [made.events[number].place for number in made.itinerary]
    length = _common(
        gold.itinerary, got, lambda want, each: gold.places[want].is_met_by(each.place)
    )
    figure = _f1(length, len(got), len(gold.itinerary))
    total.itinerary.append(figure)
    if figure < 1:
        names = " → ".join(each.name.span.text for each in got)
        yield f"itinerary {figure:.2f}: {names or 'none'}, not {' → '.join(gold.itinerary)}"


def _common(one: Sequence[Any], other: Sequence[Any], same: Callable[[Any, Any], bool]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for left in one:
        before = row
        row = [0]
        for number, right in enumerate(other):
            row.append(
                before[number] + 1 if same(left, right) else max(row[number], before[number + 1])
            )
    return row[-1]


def reader() -> Reader:
    """Reads as the command does, with our own taggers and the offline index."""
    taggers = {language: Tagger.load(language) for language in ("nb", "en")}
    geocoder = OfflineGeocoder(Gazetteer.open())

    def read_it(gold: Gold) -> Draft:
        return draft(gold.text, gold.language, gold.published, taggers[gold.language], geocoder)

    return read_it


def measured(read_it: Reader, details: bool = False) -> dict[str, dict[str, float]]:
    """The figures of both halves, by name."""
    found: dict[str, dict[str, float]] = {}
    for name, test_only in (("tuned half", False), ("half for testing only", True)):
        half = [each for each in gold_set() if each.test_only is test_only]
        total = score((each, read_it(each)) for each in half)
        found[name] = total.figures()
        if details and not test_only:
            print("\n".join(total.wrong), file=sys.stderr)
    return found


def table(found: Mapping[str, Mapping[str, float]]) -> str:
    """The figures as lines: one for each, a column for each half."""
    rows = [f"{'':24}{'wanted':>8}" + "".join(f"{name:>24}" for name in found)]
    for name in next(iter(found.values())):
        wanted = f"{WANTED[name]:.2f}" if name in WANTED else ""
        cells = "".join(f"{half[name]:>24.3f}" for half in found.values())
        rows.append(f"{name:24}{wanted:>8}{cells}")
    return "\n".join(rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    parser.add_argument("--details", action="store_true", help="what went wrong in the tuned half")
    chosen = parser.parse_args()
    found = measured(reader(), chosen.details)
    print(json.dumps(found, indent=1) if chosen.json else table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
