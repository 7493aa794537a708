"""Reading the address of the page."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs

from hypothesis import given
from hypothesis import strategies as st

from summitmap.story.dates import Span
from summitmap.story.folder import StoryFolder
from summitmap.story.sieve import Sieve
from summitmap.web.state import (
    SIEVE_NAMES,
    Notice,
    View,
    chosen,
    chosen_event,
    chosen_language,
    chosen_sieve,
    chosen_story,
    preferred_languages,
    written_sieve,
)


def test_the_address_names_the_event(kim: StoryFolder) -> None:
    assert chosen_event({"event": "gifts"}, kim.story) == ("gifts", ())


def test_without_an_event_the_first_in_order_is_selected(kim: StoryFolder) -> None:
    assert chosen_event({}, kim.story) == ("departure", ())


def test_an_unknown_event_gives_the_first_and_a_notice(kim: StoryFolder) -> None:
    event, notices = chosen_event({"event": "../etc"}, kim.story)
    assert event == "departure"
    assert notices == (Notice("page.unknown_event", "../etc"),)


def test_an_unknown_story_gives_the_first_and_a_notice() -> None:
    names = ("one", "two")
    assert chosen_story({"story": "two"}, names) == ("two", ())
    assert chosen_story({"story": "three"}, names) == (
        "one",
        (Notice("page.unknown_story", "three"),),
    )


def test_the_language_of_the_address_goes_before_the_browsers() -> None:
    assert chosen_language({"lang": "en"}, ("nb", "en"), ("nb",)) == ("en", ())


def test_the_browsers_language_is_taken_when_the_address_says_none() -> None:
    assert chosen_language({}, ("nb", "en"), ("de", "en")) == ("en", ())


def test_a_story_in_one_language_is_shown_in_it() -> None:
    assert chosen_language({"lang": "en"}, ("nb",), ()) == (
        "nb",
        (Notice("page.unknown_language", "en"),),
    )


def test_every_kind_of_norwegian_is_shown_bokmaal() -> None:
    assert preferred_languages("nn-NO,no;q=0.8,en;q=0.9") == ("nb", "en")


def test_the_most_wanted_language_comes_first() -> None:
    assert preferred_languages("de;q=0.3, nb, en;q=0.8") == ("nb", "en", "de")


@given(st.none() | st.text())
def test_any_accept_language_header_is_read(header: str | None) -> None:
    assert isinstance(preferred_languages(header), tuple)


def test_an_address_opens_the_same_view_with_that_event() -> None:
    view = View("kim-russia-2023", "en", "gifts")
    assert parse_qs(view.address("summit-talks")[1:]) == {
        "story": ["kim-russia-2023"],
        "event": ["summit-talks"],
        "lang": ["en"],
    }


def test_an_event_that_the_filters_take_out_gives_way_to_the_first_that_is_left(
    kim: StoryFolder,
) -> None:
    assert chosen_event({"event": "gifts"}, kim.story, ("arrival", "seoul-warning")) == (
        "arrival",
        (),
    )
    assert chosen_event({"event": "gifts"}, kim.story, ("arrival", "gifts"))[0] == "gifts"


def test_a_value_that_is_not_allowed_gives_the_first_and_a_notice() -> None:
    assert chosen({"view": "present"}, "view", ("explore", "present")) == ("present", ())
    assert chosen({}, "view", ("explore", "present")) == ("explore", ())
    assert chosen({"view": "studio!"}, "view", ("explore", "present")) == (
        "explore",
        (Notice("page.unknown_value", "view=studio!"),),
    )


def test_the_filters_of_an_address_are_read(kim: StoryFolder) -> None:
    query = {
        "status": "planned,proposed",
        "source": "_",
        "person": "kim",
        "place": "vladivostok",
        "q": " rifle ",
        "days": "2023-09-12/2023-09-14",
    }
    sieve, notices = chosen_sieve(query, kim.story)
    assert notices == ()
    assert sieve.of("status") == ("planned", "proposed")
    assert sieve.of("source") == ("_",)
    assert (sieve.of("person"), sieve.of("place")) == (("kim",), ("vladivostok",))
    assert sieve.words == "rifle"
    assert sieve.days == Span(date(2023, 9, 12), date(2023, 9, 14))
    assert written_sieve(sieve) == {**query, "q": "rifle"}


def test_a_filter_that_there_is_not_is_told_and_the_others_hold(kim: StoryFolder) -> None:
    sieve, notices = chosen_sieve({"status": "planned,lost", "days": "soon"}, kim.story)
    assert sieve == Sieve(
        {"status": ("planned",), "source": (), "person": (), "place": ()}, days=None
    )
    assert notices == (
        Notice("page.unknown_value", "status=lost"),
        Notice("page.unknown_value", "days=soon"),
    )


def test_days_are_read_from_the_first_to_the_last(kim: StoryFolder) -> None:
    sieve, _ = chosen_sieve({"days": "2023-09-14/2023-09-12"}, kim.story)
    assert sieve.days == Span(date(2023, 9, 12), date(2023, 9, 14))


@given(st.dictionaries(st.sampled_from([*SIEVE_NAMES]), st.text(max_size=40)))
def test_whatever_stands_in_the_address_it_is_a_sieve_that_can_be_written_again(
    kim: StoryFolder, query: dict[str, str]
) -> None:
    sieve, _ = chosen_sieve(query, kim.story)
    assert chosen_sieve(written_sieve(sieve), kim.story) == (sieve, ())
