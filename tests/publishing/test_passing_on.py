"""What a reader passes on: the code that embeds a story, and how it is cited."""

from __future__ import annotations

from datetime import date

import pytest

from summitmap.drawing.catalogue import catalogue
from summitmap.publishing.citation import citation
from summitmap.publishing.embedding import embed_code
from summitmap.story.folder import StoryFolder
from tests.publishing.documents import document

ADDRESS = "https://example.org/stories/kim-russia-2023/?lang=nb"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "nb",
            "«Kim Jong-uns reise til Russland». Kart og tidslinje etter en artikkel publisert "
            f"14. september 2023. SummitMap. {ADDRESS} (lest 3. mars 2027).",
        ),
        (
            "en",
            "“Kim Jong-un's journey to Russia”. Map and timeline of an article published "
            f"14 September 2023. SummitMap. {ADDRESS} (accessed 3 March 2027).",
        ),
    ],
)
def test_a_citation_says_what_of_when_where_and_when_it_was_read(
    kim: StoryFolder, language: str, line: str
) -> None:
    read = date(2027, 3, 3)
    assert citation(kim.story, language, catalogue(language), ADDRESS, read) == line


def test_the_code_that_embeds_is_one_frame_with_a_title() -> None:
    code = embed_code(f"{ADDRESS}&embed#event=gifts", "A journey", 600, 400)
    assert "\n" not in code
    (frame,) = document(code).find("iframe")
    assert frame.attributes["src"] == f"{ADDRESS}&embed#event=gifts"
    assert frame.attributes["title"] == "A journey"
    assert (frame.attributes["width"], frame.attributes["height"]) == ("600", "400")


def test_a_hostile_title_stays_a_title() -> None:
    title = '"><script>alert(1)</script>'
    (frame,) = document(embed_code(ADDRESS, title)).find("iframe")
    assert frame.attributes["title"] == title
    assert frame.attributes["width"] == "100%"
    assert not document(embed_code(ADDRESS, title)).find("script")
