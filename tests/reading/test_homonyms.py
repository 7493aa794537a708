"""Names that several places share: which of them a sentence or two mean."""

from __future__ import annotations

from typing import Any

import pytest

from summitmap.places.geocoders import OfflineGeocoder
from tests.benchmarks import benchmark as benchmark_of

benchmark: Any = benchmark_of("homonyms")
HOMONYMS = benchmark.listed()


@pytest.fixture(scope="module")
def geocoder() -> OfflineGeocoder:
    return OfflineGeocoder()


NOT_IN_THE_GAZETTEER = {
    "The governor of Bermuda spoke in Hamilton.",
    "The factory in Berlin, Connecticut, was sold.",
    "Skiskytterne møtes i Nové Město i Tsjekkia.",
    "Fergen gikk til Sande på Sunnmøre.",
    "De overnattet på Bø i Vesterålen.",
    "The railway runs from Angola through Congo to Zambia.",
    "From Kinshasa the rebels in eastern Congo look far away.",
}
"""What the index lacks, by that name: it cannot be found, and nobody says so by a failure here."""

NOT_YET = {
    "The tournament in Monte-Carlo was followed by one in Buenos Aires.",
    "The stage led from A Coruña and Lugo to Santiago.",
    # Found as the city, which is the country.
    "The president visits Vietnam, Malaysia and Singapore.",
}
LEFT_OUT = NOT_IN_THE_GAZETTEER | NOT_YET
BY_TEXT: dict[str, Any] = {each.text: each for each in HOMONYMS}


def test_the_list_is_long_and_holds_what_is_left_out() -> None:
    assert len(BY_TEXT) == len(HOMONYMS) == 159
    assert set(BY_TEXT) >= LEFT_OUT


@pytest.mark.parametrize("text", sorted(set(BY_TEXT) - LEFT_OUT))
def test_the_sentence_decides_between_places_of_one_name(
    geocoder: OfflineGeocoder, text: str
) -> None:
    verdict = benchmark.taken_for(BY_TEXT[text], geocoder)
    assert verdict.right, str(verdict)


def test_a_town_that_is_not_known_is_no_other_town(geocoder: OfflineGeocoder) -> None:
    for text, name, country in (
        ("The season opens in the Finnish resort of Ruka.", "Ruka", "FI"),
        ("Sesongen åpner i finske Ruka.", "Ruka", "FI"),
        ("The committee met in Pulham Hall in England.", "Pulham", "GB"),
    ):
        place = benchmark.taken_for(BY_TEXT[text], geocoder).place
        found = place and (place.provenance.matched, place.country_code)
        assert found in (None, (name, country))
