"""The article's text as HTML: every claim a link, every place name marked, no letter changed."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitmap.drawing.article import article
from summitmap.drawing.catalogue import catalogue
from summitmap.story.folder import StoryFolder
from summitmap.story.model import Story
from tests.drawing.conftest import HOSTILE, Element, address, hostile, made, tree


def drawn(story: Story, language: str = "en") -> str:
    return article(story, language, catalogue(language), address)


def paragraphs(drawing: str) -> list[str]:
    """The text of each paragraph, without tags."""
    _, _, text = drawing.partition("<div lang=")
    inside = re.findall(r"<p>(.*?)</p>", text.partition("</div>")[0], flags=re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]*>", "", paragraph)) for paragraph in inside]


def quoting(text: str, *quotes: str, names: tuple[str, ...] = ()) -> Story:
    """A story of one article that has these quotes, and mentions these names."""
    rows = [{"date": "2023-09-13", "quote": {"en": quote}} for quote in quotes]
    mentions = [{"text": {"en": name}, "place": "somewhere"} for name in names]
    return made(*rows, article=text, mentions=mentions)


def claims(drawing: str) -> list[tuple[str, str | None]]:
    """The text of each link, and the events that it carries."""
    return [
        (link.text, link.attributes["data-event"])
        for link in tree(drawing).find("a", class_="sm-claim")
    ]


def names(element: Element) -> list[str]:
    return [mention.text for mention in element.find("span", class_="sm-mention")]


# The Kim story


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_quote_is_a_link_that_carries_its_event(kim: StoryFolder, language: str) -> None:
    carried = {event: text for text, event in claims(drawn(kim.story, language))}
    assert carried == {event.id: event.quote[language] for event in kim.story.events}


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_link_selects_its_event_and_opens_the_address_that_was_given(
    kim: StoryFolder, language: str
) -> None:
    for link in tree(drawn(kim.story, language)).find("a"):
        event = link.attributes["data-select"]
        assert event == link.attributes["data-event"]
        assert link.attributes["href"] == address(event or "")


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_text_is_whole(kim: StoryFolder, language: str) -> None:
    drawing = drawn(kim.story, language)
    assert "\n\n".join(paragraphs(drawing)) == kim.story.articles[language]
    assert tree(drawing).one("div").attributes["lang"] == language


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("nb", "Her står navnet for Nord-Koreas myndigheter, ikke for byen."),
        ("en", "Here the name stands for North Korea's government, not for the city."),
    ],
)
def test_pyongyang_is_marked_as_a_metonym(kim: StoryFolder, language: str, note: str) -> None:
    mention = tree(drawn(kim.story, language)).one("span", class_="sm-role-metonym")
    assert mention.text == "Pyongyang"
    assert mention.attributes["data-place"] == "pyongyang"
    assert mention.attributes["title"] == note


def test_a_metonym_without_a_note_says_what_it_is() -> None:
    story = made(
        {"date": "2023-09-13"},
        article="It happened, Pyongyang said.",
        mentions=[{"text": {"en": "Pyongyang"}, "place": "pyongyang", "role": "metonym"}],
    )
    mention = tree(drawn(story)).one("span", class_="sm-mention")
    assert mention.attributes["title"] == "a name for its government, not a place"


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("nb", "Skrevet slik i saken. Byen heter Komsomolsk-na-Amure."),
        ("en", "Spelt this way in the article. The city is Komsomolsk-on-Amur."),
    ],
)
def test_the_misspelt_kimsomolsk_carries_its_note(
    kim: StoryFolder, language: str, note: str
) -> None:
    mention = tree(drawn(kim.story, language)).one("span", data_place="komsomolsk")
    assert mention.text == "Kimsomolsk-na-Amure"
    assert mention.attributes["title"] == note


@pytest.mark.parametrize(
    ("language", "place", "name", "times"),
    [
        ("en", "russia", "Russia", 5),
        ("nb", "russia", "Russland", 5),
        ("en", "north-korea", "North Korea", 5),
        ("nb", "north-korea", "Nord-Korea", 5),  # once as "Nord-Koreas"
        ("en", "vostochny", "Vostochny spaceport", 1),
        ("nb", "vostochny", "romfartshavnen Vostochny", 1),
    ],
)
def test_a_place_name_is_marked_wherever_it_stands_as_a_word_of_its_own(
    kim: StoryFolder, language: str, place: str, name: str, times: int
) -> None:
    mentions = tree(drawn(kim.story, language)).find("span", data_place=place)
    assert [mention.text for mention in mentions] == [name] * times


def test_a_name_is_not_marked_inside_a_longer_word_or_name(kim: StoryFolder) -> None:
    # "Russia" stands in "Russian rifle" and in "Russian Far East".
    marked = names(tree(drawn(kim.story)))
    assert marked.count("Russia") == len(re.findall(r"Russia\b", kim.story.articles["en"]))
    assert marked.count("Russian Far East") == 1
    assert "a Russian rifle" in drawn(kim.story)


def test_a_name_is_not_marked_at_the_end_of_a_longer_word() -> None:
    assert names(tree(drawn(quoting("Transamur and amur", "and", names=("amur",))))) == ["amur"]


def test_of_a_name_inside_another_the_longer_one_is_marked() -> None:
    story = quoting("North Korea and Korea", "and", names=("Korea", "North Korea"))
    assert names(tree(drawn(story))) == ["North Korea", "Korea"]


@pytest.mark.parametrize("language", ["nb", "en"])
def test_background_and_method_are_told_after_the_text(kim: StoryFolder, language: str) -> None:
    story = kim.story
    assert story.method
    small = [text.text for text in tree(drawn(story, language)).find("p", class_="sm-small")]
    assert small == [story.background[0].text[language], story.method[language]]


def test_without_background_and_method_there_are_no_headings_for_them() -> None:
    assert not tree(drawn(made({"date": "2023-09-13"}))).find("h3")


# Quotes that lie over each other


def test_two_events_in_the_same_words_share_one_link() -> None:
    story = quoting("So they met and spoke.", "they met", "they met")
    assert claims(drawn(story)) == [("they met", "event-1 event-2")]
    assert tree(drawn(story)).one("a").attributes["href"] == address("event-1")
    assert paragraphs(drawn(story)) == ["So they met and spoke."]


def test_quotes_that_overlap_share_what_they_have_in_common() -> None:
    story = quoting("one two three", "one two", "two three")
    assert claims(drawn(story)) == [
        ("one ", "event-1"),
        ("two", "event-1 event-2"),
        (" three", "event-2"),
    ]
    assert paragraphs(drawn(story)) == ["one two three"]


def test_a_quote_inside_another_carries_both_events() -> None:
    story = quoting("one two three", "one two three", "two")
    assert claims(drawn(story)) == [
        ("one ", "event-1"),
        ("two", "event-1 event-2"),
        (" three", "event-1"),
    ]


def test_a_name_across_the_edge_of_a_quote_is_marked_on_both_sides() -> None:
    story = quoting("to North Korea soon", "to North", names=("North Korea",))
    assert names(tree(drawn(story))) == ["North", " Korea"]
    assert claims(drawn(story)) == [("to North", "event-1")]
    assert paragraphs(drawn(story)) == ["to North Korea soon"]


def test_quotes_that_touch_are_two_links() -> None:
    assert claims(drawn(quoting("onetwo", "one", "two"))) == [
        ("one", "event-1"),
        ("two", "event-2"),
    ]


TEXT = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("<>&\"' {}%#\n"), min_size=1
).filter(lambda text: "\n\n" not in text)


@settings(deadline=None)  # the machine may be busy
@given(TEXT, st.data())
def test_whatever_is_quoted_and_named_the_text_stays_as_it_is(
    text: str, data: st.DataObject
) -> None:
    def cut() -> str:
        start = data.draw(st.integers(0, len(text) - 1))
        return text[start : data.draw(st.integers(start + 1, len(text)))].strip()

    quotes = [cut() for _ in range(data.draw(st.integers(1, 5)))]
    named = [cut() for _ in range(data.draw(st.integers(0, 4)))]
    story = quoting(
        text,
        *(quote or "nowhere" for quote in quotes),
        names=tuple(name for name in named if name),
    )
    drawing = drawn(story)
    assert paragraphs(drawing) == [text]
    carried = {
        event
        for link in tree(drawing).find("a")
        for event in (link.attributes["data-event"] or "").split()
    }
    assert carried >= {f"event-{i}" for i, quote in enumerate(quotes, start=1) if quote}


# Text is text


def test_no_text_of_the_story_becomes_html() -> None:
    story, _ = hostile()
    drawing = drawn(story)
    assert "<script" not in drawing
    assert "<img" not in drawing
    assert paragraphs(drawing) == [HOSTILE, f"{HOSTILE} {HOSTILE}"]
    assert {mention.attributes["title"] for mention in tree(drawing).find("span")} == {HOSTILE}


@pytest.mark.parametrize("text", ["{{ 7*7 }}", "{% bad %}", "{# unseen #}", "{name}"])
def test_braces_are_letters_like_others(text: str) -> None:
    assert paragraphs(drawn(quoting(f"It is {text} here.", text))) == [f"It is {text} here."]
