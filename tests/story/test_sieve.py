"""What a reader's choice leaves of a story."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitmap.story.dates import Span
from summitmap.story.folder import StoryFolder
from summitmap.story.itinerary import in_order
from summitmap.story.sieve import KINDS, NO_SOURCE, Sieve, Sifter, values


@pytest.fixture(scope="module")
def english(kim: StoryFolder) -> Sifter:
    return Sifter(kim.story, "en")


def test_an_empty_sieve_leaves_every_event_in_order(kim: StoryFolder, english: Sifter) -> None:
    assert not Sieve()
    assert english.left(Sieve()) == tuple(event.id for event in in_order(kim.story.events))


def test_a_status_leaves_the_events_of_that_status(english: Sifter) -> None:
    assert english.left(Sieve({"status": ("proposed",)})) == ("return-visit",)


def test_two_values_of_a_kind_leave_the_events_of_either(english: Sifter) -> None:
    both = Sieve({"source": ("tass", "yonhap")})
    assert english.left(both) == ("summit-talks", "south-korea-warning")


def test_values_of_two_kinds_must_both_hold(english: Sifter) -> None:
    planned = Sieve({"status": ("planned",), "place": ("vladivostok",)})
    assert english.left(planned) == ("vladivostok-visit",)
    assert english.left(Sieve({"status": ("proposed",), "place": ("vladivostok",)})) == ()


def test_an_event_without_a_source_is_the_articles_own(kim: StoryFolder, english: Sifter) -> None:
    own = english.left(Sieve({"source": (NO_SOURCE,)}))
    assert own == tuple(e.id for e in in_order(kim.story.events) if not e.sources)


@pytest.mark.parametrize("words", ["gloves", "GLOVES", "  spacesuit   gloves "])
def test_words_are_looked_for_in_headline_and_paragraph_alike(english: Sifter, words: str) -> None:
    assert "gifts" in english.left(Sieve(words=words))


def test_words_that_stand_apart_must_all_stand_there(english: Sifter) -> None:
    assert english.left(Sieve(words="gloves zebra")) == ()


def test_accents_make_no_difference(kim: StoryFolder) -> None:
    norwegian = Sifter(kim.story, "nb")
    assert norwegian.left(Sieve(words="mote")) == ()  # ø is a letter of its own
    assert norwegian.left(Sieve(words="MØTES")) == norwegian.left(Sieve(words="møtes")) != ()


def test_days_leave_what_may_lie_on_one_of_them(english: Sifter) -> None:
    left = english.left(Sieve(days=Span(date(2023, 9, 15), date(2023, 9, 15))))
    assert set(left) == {"komsomolsk-visit", "vladivostok-visit"}


def test_what_has_no_date_lies_on_no_day(kim: StoryFolder, english: Sifter) -> None:
    undated = {event.id for event in kim.story.events if event.date is None}
    assert undated
    assert undated.isdisjoint(english.left(Sieve(days=Span(date(1900, 1, 1), date(2100, 1, 1)))))


def test_a_count_tells_what_a_value_would_leave_beside_the_other_kinds(english: Sifter) -> None:
    counts = english.counts(Sieve({"status": ("planned",)}))
    # What is chosen of a kind does not count against the others of that kind.
    assert counts["status"]["happened"] == english.counts(Sieve())["status"]["happened"]
    assert counts["place"]["vladivostok"] == 1
    assert counts["place"]["pyongyang"] == 0


_CHOICES = {
    "status": ("happened", "planned", "proposed"),
    "source": ("tass", "afp", NO_SOURCE),
    "person": ("kim", "putin", "lavrov"),
    "place": ("vostochny", "vladivostok", "russia"),
}


@given(
    st.fixed_dictionaries(
        {kind: st.lists(st.sampled_from(some), unique=True) for kind, some in _CHOICES.items()}
    ),
    st.sampled_from(["", "kim", "russia putin"]),
)
def test_each_count_is_what_choosing_the_value_alone_of_its_kind_leaves(
    english: Sifter, chosen: dict[str, list[str]], words: str
) -> None:
    sieve = Sieve({kind: tuple(some) for kind, some in chosen.items()}, words)
    counts = english.counts(sieve)
    for kind in KINDS:
        for value in _CHOICES[kind]:
            alone = Sieve({**sieve.chosen, kind: (value,)}, words)
            assert counts[kind][value] == len(english.left(alone))


def test_an_unknown_kind_is_an_error_that_names_those_there_are(kim: StoryFolder) -> None:
    with pytest.raises(ValueError, match="status, source, person, place"):
        values(kim.story.events[0], "colour")
