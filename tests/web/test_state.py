"""Reading the address of the page."""

from __future__ import annotations

from urllib.parse import parse_qs

from hypothesis import given
from hypothesis import strategies as st

from summitmap.story.folder import StoryFolder
from summitmap.web.state import (
    Notice,
    View,
    chosen_event,
    chosen_language,
    chosen_story,
    preferred_languages,
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
