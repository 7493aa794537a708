"""The filters as HTML: which values there are to choose, and how many events have each."""

from __future__ import annotations

from summitmap.drawing.catalogue import catalogue
from summitmap.drawing.filters import filters
from summitmap.story.folder import StoryFolder
from summitmap.story.model import Story
from tests.drawing.conftest import HOSTILE, Element, hostile, made, tree


def chips(story: Story, kind: str, language: str = "en") -> list[tuple[str, str, str]]:
    """The value, the name and the count of each chip of a kind."""
    words = catalogue(language)
    return [told(chip) for chip in tree(filters(story, language, words)).find(data_filter=kind)]


def told(chip: Element) -> tuple[str, str, str]:
    name, count = (part.text for part in chip.find("span"))
    return str(chip.attributes["data-value"]), name, count


def test_statuses_stand_in_the_order_of_how_far_an_event_has_come(kim: StoryFolder) -> None:
    assert chips(kim.story, "status") == [
        ("happened", "happened", "8"),
        ("planned", "expected", "3"),
        ("proposed", "proposed", "1"),
    ]


def test_sources_stand_as_the_story_lists_them_and_the_article_itself_last(
    kim: StoryFolder,
) -> None:
    assert chips(kim.story, "source", "nb") == [
        ("tass", "TASS", "1"),
        ("afp", "AFP", "2"),
        ("peskov", "Dmitrij Peskov", "2"),
        ("kcna", "KCNA", "1"),
        ("sputnik", "Sputnik", "2"),
        ("yonhap", "Yonhap", "1"),
        ("caption", "en bildetekst", "1"),
        ("_", "saken selv", "5"),
    ]


def test_a_value_that_no_event_has_is_not_offered() -> None:
    story = made({}, sources=[{"id": "silent", "name": "Silent"}])
    assert chips(story, "status") == [("happened", "happened", "1")]
    assert chips(story, "source") == [("_", "the article itself", "1")]


def test_a_name_with_markup_in_it_is_text() -> None:
    story, _ = hostile()
    assert {name for _, name, _ in chips(story, "source")} == {HOSTILE}
