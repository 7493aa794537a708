"""One file of a story, as somebody asks for it."""

from __future__ import annotations

import pytest

from summitmap.drawing.figure import Figure, Size, Theme
from summitmap.publishing.choice import Choice, draw, file_name, made
from summitmap.publishing.kinds import Kind
from summitmap.story.folder import StoryFolder


@pytest.mark.parametrize(
    ("choice", "name"),
    [
        (Choice(Kind.PNG, "nb"), "kim-russia-2023-map-wide.nb.png"),
        (Choice(Kind.PNG, "nb", dpi=144), "kim-russia-2023-map-wide.nb.png"),
        (Choice(Kind.PNG, "nb", dpi=300), "kim-russia-2023-map-wide.nb.300dpi.png"),
        (Choice(Kind.PNG, "en", Size.A4, dpi=300), "kim-russia-2023-map-a4.en.png"),
        (
            Choice(Kind.SVG, "en", Size.STORY, Theme.DARK, "gifts"),
            "kim-russia-2023-gifts-map-story-dark.en.svg",
        ),
        (Choice(Kind.PDF), "kim-russia-2023-map-wide.nb.pdf"),
        (Choice(Kind.HTML, "en"), "kim-russia-2023.en.html"),
        (Choice(Kind.GEOJSON, "en"), "kim-russia-2023-events.geojson"),
        (Choice(Kind.CSV), "kim-russia-2023-events.csv"),
        (Choice(Kind.CSV, "en"), "kim-russia-2023-events.en.csv"),
        (Choice(Kind.ICS, "nb"), "kim-russia-2023-events.nb.ics"),
        (Choice(Kind.PPTX, "nb"), "kim-russia-2023-deck.nb.pptx"),
    ],
)
def test_a_file_is_called_by_its_story_and_what_was_chosen(
    kim: StoryFolder, choice: Choice, name: str
) -> None:
    assert file_name(choice, kim.story) == name


def test_a_picture_is_made_from_the_figure_of_its_drawing(kim: StoryFolder) -> None:
    asked = []

    def drawn(choice: Choice) -> Figure:
        asked.append(choice)
        return draw(choice, kim.story, kim.places)

    choice = Choice(Kind.PNG, "en", Size.SQUARE, Theme.DARK, "gifts", 24)
    file = made(choice, kim.story, kim.places, drawn)
    assert asked == [Choice(Kind.SVG, "en", Size.SQUARE, Theme.DARK, "gifts")]
    assert file.media_type == "image/png"
    # The width and height of a PNG stand in its first chunk.
    assert (int.from_bytes(file.body[16:20], "big"), int.from_bytes(file.body[20:24], "big")) == (
        270,
        270,
    )


def test_a_table_without_a_language_holds_them_all(kim: StoryFolder) -> None:
    def never(_choice: Choice) -> Figure:
        raise AssertionError("a table has no figure")

    table = made(Choice(Kind.CSV), kim.story, kim.places, never).body.decode("utf-8-sig")
    assert {"headline_nb", "headline_en"} <= set(table.splitlines()[0].split(","))
