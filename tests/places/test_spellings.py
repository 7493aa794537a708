"""Spellings near to a misspelt name: the same as by comparing with every name, only sooner."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from summitmap.places.spellings import Spellings

LETTERS = st.sampled_from("abcåж北")
NAMES = st.integers(1, 7).flatmap(
    lambda length: st.lists(st.text(LETTERS, min_size=length, max_size=length), min_size=1)
)


@given(names=NAMES, key=st.text(LETTERS, min_size=1, max_size=9), most=st.integers(1, 2))
def test_what_is_near_is_what_comparing_with_every_name_gives(
    names: list[str], key: str, most: int
) -> None:
    spellings = Spellings.of("\n".join(names), len(names[0]))
    distances = ((name, OSA.distance(key, name)) for name in names)
    expected = sorted(pair for pair in distances if pair[1] <= most)
    assert sorted(spellings.near(key, most)) == expected
    kept = Spellings.kept(spellings.text, spellings.length, spellings.packed)
    assert sorted(kept.near(key, most)) == expected


@pytest.mark.parametrize(
    ("key", "most", "near"),
    [
        ("bergen", 1, [("bergen", 0)]),
        ("begren", 1, [("bergen", 1)]),
        ("vergen", 1, [("bergen", 1)]),
        ("beggan", 2, [("bergen", 2)]),
        ("havana", 2, []),
    ],
)
def test_a_letter_changed_or_swapped_is_near(
    key: str, most: int, near: list[tuple[str, int]]
) -> None:
    assert list(Spellings.of("beirut\nbergen", 6).near(key, most)) == near


def test_without_names_nothing_is_near() -> None:
    assert list(Spellings.of("", 6).near("bergen", 2)) == []


def test_letters_of_other_names_are_refused() -> None:
    packed = Spellings.of("bergen", 6).packed
    with pytest.raises(ValueError, match="another length"):
        Spellings.kept("bergen\nbeirut", 6, packed)


def test_lines_of_another_length_are_no_spellings() -> None:
    with pytest.raises(ValueError, match="6 letters"):
        Spellings.of("bergen\noslooslo\nnice", 6)
