"""The country that an adjective before a place's name says."""

from __future__ import annotations

import pytest

from summitmap.reading.nationalities import country_before


@pytest.mark.parametrize(
    ("before", "language", "country"),
    [
        ("Sesongen åpnet i finske ", "nb", "FI"),
        ("Finske ", "nb", "FI"),
        ("den franske byen ", "nb", "FR"),
        ("den argentinske havnebyen ", "nb", "AR"),
        ("det sveitsiske skistedet ", "nb", "CH"),
        ("the Finnish resort of ", "en", "FI"),
        ("The Lebanese city of ", "en", "LB"),
        ("in the Ukrainian Black Sea port of ", "en", "UA"),
        ("the northern Lebanese port city of ", "en", "LB"),
        ("the North Korean city of ", "en", "KP"),
        ("the Indian capital ", "en", "IN"),
    ],
)
def test_an_adjective_before_the_name_says_the_country(
    before: str, language: str, country: str
) -> None:
    assert country_before(before, language) == country


@pytest.mark.parametrize(
    ("before", "language"),
    [
        ("Statsministeren reiste til ", "nb"),
        ("den franske avisen ", "nb"),
        ("den amerikanske flybasen ", "nb"),
        ("de finske løperne reiste til ", "nb"),
        ("the port of ", "en"),
        ("Chinese ", "en"),
        ("the Finnish president came to the city where the German minister was born, ", "en"),
        ("", "nb"),
        ("", "en"),
    ],
)
def test_other_words_before_the_name_say_no_country(before: str, language: str) -> None:
    assert country_before(before, language) is None
