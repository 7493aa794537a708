"""The outputs: which files there are, what they are called, and what is in them."""

from __future__ import annotations

import pytest

from summitmap.drawing.figure import Size, Theme
from summitmap.publishing import outputs as module
from summitmap.publishing.kinds import MEDIA_TYPES, Kind
from summitmap.publishing.manifest import manifest
from summitmap.publishing.outputs import outputs
from summitmap.story.folder import StoryFolder
from tests.publishing.conftest import Sketches

LOOKS = ("a4", "column", "portrait", "square", "story", "wide", "wide-dark")


def names(kim: StoryFolder, *kinds: Kind) -> list[str]:
    return [output.name for output in outputs(kim.story, kim.places, kinds or tuple(Kind))]


def test_everything_of_a_story_in_two_languages_has_its_name(kim: StoryFolder) -> None:
    both = [
        *(f"map-{look}.{{}}.{kind}" for look in LOOKS for kind in ("pdf", "png", "svg", "txt")),
        *("deck.{}.pptx", "events.{}.kml", "events.{}.ics"),
    ]
    assert sorted(names(kim)) == sorted(
        [
            *("index.html", "events.geojson", "events.csv"),
            *(name.format(language) for language in ("nb", "en") for name in both),
        ]
    )


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Kind.HTML, ["index.html"]),
        (Kind.GEOJSON, ["events.geojson"]),
        (Kind.CSV, ["events.csv"]),
        (Kind.KML, ["events.nb.kml", "events.en.kml"]),
        (Kind.ICS, ["events.nb.ics", "events.en.ics"]),
        (Kind.PPTX, ["deck.nb.pptx", "deck.en.pptx"]),
    ],
)
def test_of_one_kind_there_is_no_other_file(
    kind: Kind, expected: list[str], kim: StoryFolder
) -> None:
    assert names(kim, kind) == expected


@pytest.mark.parametrize("kind", [Kind.SVG, Kind.PNG, Kind.PDF])
def test_a_picture_comes_with_its_alternative_text_beside_it(kind: Kind, kim: StoryFolder) -> None:
    found = names(kim, kind)
    assert len(found) == 28
    assert {name.rpartition(".")[2] for name in found} == {kind.value, "txt"}
    assert {name.rpartition(".")[0] for name in found[::2]} == {
        name.rpartition(".")[0] for name in found[1::2]
    }


def test_names_and_descriptions_are_fit_for_a_manifest_and_none_is_given_twice(
    kim: StoryFolder, sketches: Sketches
) -> None:
    pictures = outputs(kim.story, kim.places, (Kind.SVG, Kind.CSV))
    listed = manifest(kim.story, kim.places, [output.file() for output in pictures])
    for said in ([item.name for item in listed.files], [item.what for item in listed.files]):
        assert len(set(said)) == len(said) == 29


def test_every_ending_has_its_media_type(kim: StoryFolder) -> None:
    assert {name.rpartition(".")[2] for name in names(kim)} == MEDIA_TYPES.keys()


def test_each_figure_is_drawn_once_for_all_its_files(kim: StoryFolder, sketches: Sketches) -> None:
    kinds = (Kind.SVG, Kind.PNG, Kind.PDF)
    files = {output.name: output.file() for output in outputs(kim.story, kim.places, kinds)}
    assert len(files) == 56
    assert sorted(sketches.asked) == sorted(
        (language, size, theme, None)
        for language in ("nb", "en")
        for size, theme in [*((size, Theme.LIGHT) for size in Size), (Size.WIDE, Theme.DARK)]
    )
    assert files["map-wide-dark.en.svg"].body == b"<svg>en wide dark None</svg>"
    assert files["map-a4.nb.txt"].body == b"Alt nb a4 light None\n"


def test_nothing_is_made_before_it_is_asked_for(kim: StoryFolder, sketches: Sketches) -> None:
    outputs(kim.story, kim.places)
    assert sketches.asked == []


def test_pictures_for_print_have_three_hundred_dots_to_an_inch(
    kim: StoryFolder, sketches: Sketches, monkeypatch: pytest.MonkeyPatch
) -> None:
    dots: dict[float, int] = {}
    monkeypatch.setattr(
        module, "png", lambda figure, dpi: dots.setdefault(figure.width, dpi) and b""
    )
    for output in outputs(kim.story, kim.places, (Kind.PNG,)):
        output.file()
    assert dots == {160: 144, 100: 144, 80: 144, 90: 144, 85: 300, 210: 300}


@pytest.mark.parametrize(
    ("kinds", "base_url", "expected"),
    [
        (tuple(Kind), "https://example.org/maps", "map-wide.nb.png"),
        (tuple(Kind), "https://example.org/maps/", "map-wide.nb.png"),
        ((Kind.HTML,), "https://example.org/maps", None),
    ],
)
def test_the_page_is_told_where_it_will_stand_and_which_picture_stands_beside_it(
    kinds: tuple[Kind, ...],
    base_url: str,
    expected: str | None,
    kim: StoryFolder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[object] = []

    def page(*arguments: object) -> str:
        told.extend(arguments[2:])
        return "<!doctype html>"

    monkeypatch.setattr(module, "page", page)
    (first, *_) = outputs(kim.story, kim.places, kinds, base_url)
    assert first.file().body == b"<!doctype html>"
    assert told == ["nb", "https://example.org/maps/kim-russia-2023/", expected]


def test_a_story_in_a_language_that_we_have_no_words_for_is_told_in_english(
    kim: StoryFolder, sketches: Sketches
) -> None:
    german = kim.story.model_copy(update={"languages": ("de",)})
    (picture, *_) = outputs(german, kim.places, (Kind.SVG,))
    assert picture.name == "map-wide.de.svg"
    assert picture.what == "Map as a drawing, wide, 16:9 (de)"
