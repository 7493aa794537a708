"""What sentences of many forms say of the status of each place (data/status_sentences.tsv)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.articles import drafted, events_of

TABLE = Path(__file__).parents[1] / "data" / "status_sentences.tsv"
OF_EACH_LANGUAGE = 150


def sentences() -> list[tuple[str, str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(language, expected, marked) for _, language, expected, marked in rows]


@pytest.mark.parametrize(("language", "expected", "marked"), sentences())
def test_each_place_of_a_sentence_has_the_status_that_is_told_of_it(
    language: str, expected: str, marked: str
) -> None:
    found = events_of(drafted(marked, language))
    assert " | ".join(f"{place} = {status}" for place, _, status in found) == expected


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_table_holds_many_sentences_of_each_language(language: str) -> None:
    assert sum(each == language for each, _, _ in sentences()) >= OF_EACH_LANGUAGE
