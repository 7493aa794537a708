"""The deck, opened with python-pptx and, where it is installed, with LibreOffice."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_AUTO_SIZE
from pypdf import PdfReader

from summitmap.drawing.catalogue import catalogue
from summitmap.drawing.figure import Size
from summitmap.errors import TemplateError
from summitmap.publishing.deck import check_template, deck
from summitmap.publishing.deck.fitting import Paragraph, Run, height
from summitmap.story.folder import StoryFolder
from summitmap.story.model import Place, Story
from tests.drawing.conftest import HOSTILE, hostile, made, place
from tests.publishing.conftest import Sketches

POTX = "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


def told(
    story: Story, places: dict[str, Place], language: str = "en", template: bytes | None = None
) -> Any:  # noqa: ANN401 - python-pptx's presentation
    body = deck(story, places, language, catalogue(language), template)
    return Presentation(io.BytesIO(body))


def texts(slide: Any) -> list[str]:  # noqa: ANN401 - a slide of python-pptx
    """What stands on the slide beside its title."""
    return [
        paragraph.text
        for shape in slide.shapes
        if shape.has_text_frame and shape != slide.shapes.title
        for paragraph in shape.text_frame.paragraphs
    ]


def pictures(slide: Any) -> list[Any]:  # noqa: ANN401 - a slide of python-pptx
    return [shape for shape in slide.shapes if shape._element.tag.endswith("}pic")]


def template_of(change: Callable[[Any], None] = lambda slides: None) -> bytes:
    """python-pptx's own template, 4:3, changed."""
    slides = Presentation()
    change(slides)
    written = io.BytesIO()
    slides.save(written)
    return written.getvalue()


def keep(*names: str) -> Callable[[Any], None]:
    """Remove the layouts that are not named."""

    def change(slides: Any) -> None:  # noqa: ANN401 - python-pptx's presentation
        for layout in list(slides.slide_layouts):
            if layout.name not in names:
                slides.slide_layouts.remove(layout)

    return change


def repacked(package: bytes, old: bytes, new: bytes, part: str = "[Content_Types].xml") -> bytes:
    """The package with other words in one of its parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as read, zipfile.ZipFile(written, "w") as archive:
        for name in read.namelist():
            body = read.read(name)
            archive.writestr(name, body.replace(old, new) if name == part else body)
    return written.getvalue()


pytestmark = pytest.mark.usefixtures("sketches")


# What the slides say


def test_the_deck_is_the_story_an_event_a_slide_what_is_expected_and_the_sources(
    kim: StoryFolder,
) -> None:
    slides = told(kim.story, dict(kim.places))
    titles = [slide.shapes.title.text_frame.text for slide in slides.slides]
    assert titles[0] == "Kim Jong-un's journey to Russia"
    assert titles[1:4] == [
        "Kim sets out",
        "Kim arrives in Russia",
        "Kim and Putin meet at the spaceport",
    ]
    assert titles[-2:] == ["What is expected", "Sources and method"]
    assert len(titles) == len(kim.story.events) + 3
    assert (slides.slide_width, slides.slide_height) == (12191695, 6858000)


def test_an_events_slide_tells_date_status_marks_quote_source_and_note(kim: StoryFolder) -> None:
    slides = told(kim.story, dict(kim.places))
    gifts = next(
        slide for slide in slides.slides if slide.shapes.title.text_frame.text.startswith("Gifts")
    )
    assert texts(gifts) == [
        "13 September 2023 · Stop 2",
        "happened · Vostochny Cosmodrome · date inferred · place inferred",
        "“Before the reception they exchanged gifts”",
        "Says who: AFP, international news agency based in Paris; Dmitry Peskov, spokesman for the"
        " Kremlin; KCNA, North Korean state news agency",
        "Our note: The article ties the gifts to the reception but gives neither day nor place. We"
        " assume those of the talks.",
    ]


def test_a_quotation_within_a_quote_has_inner_marks(kim: StoryFolder) -> None:
    every = [
        line for slide in told(kim.story, dict(kim.places), "nb").slides for line in texts(slide)
    ]
    assert "«Det gjelder også det militære, et felt han kalte ‘sensitivt’»" in every


def test_the_speakers_notes_hold_the_paragraph_that_the_quote_stands_in(kim: StoryFolder) -> None:
    slides = told(kim.story, dict(kim.places), "nb")
    paragraphs = kim.story.articles["nb"].split("\n\n")
    for event, slide in zip(kim.story.events[:3], list(slides.slides)[1:4], strict=True):
        (standing,) = (text for text in paragraphs if event.quote["nb"] in text)
        assert standing in slide.notes_slide.notes_text_frame.text


def test_the_maps_are_those_of_the_whole_journey_and_of_each_event(
    kim: StoryFolder, sketches: Sketches
) -> None:
    slides = told(kim.story, dict(kim.places))
    asked = [event for _, size, _, event in sketches.asked if size is Size.SQUARE]
    assert asked[0] is None
    assert sorted(filter(None, asked)) == sorted(event.id for event in kim.story.events)
    assert len(asked) == len(kim.story.events) + 1 == len(sketches.asked)
    for slide in list(slides.slides)[:-1]:
        (picture,) = pictures(slide)
        assert picture._element.nvPicPr.cNvPr.get("descr").startswith("Alt en square light")
        assert picture.width == pytest.approx(picture.height, rel=0.001)
        assert (picture.crop_left, picture.crop_top) == (0, 0)
    assert pictures(slides.slides[len(slides.slides) - 1]) == []


def test_what_is_expected_lists_what_is_planned_and_proposed(kim: StoryFolder) -> None:
    slides = told(kim.story, dict(kim.places))
    lines = texts(slides.slides[len(slides.slides) - 2])
    assert lines[1::3] == [
        "Kim is expected in Komsomolsk-on-Amur",
        "Kim is expected in Vladivostok",
        "Lavrov is to visit North Korea",
        "Putin may pay a return visit",
    ]
    assert "proposed · North Korea · area, no exact place" in lines


def test_a_story_with_nothing_to_come_has_no_such_slide() -> None:
    slides = told(made({"date": "2023-09-13", "place": "a"}), {"a": place("a", 10, 50)})
    assert [slide.shapes.title.text_frame.text for slide in slides.slides] == [
        "Title",
        "H",
        "Sources and method",
    ]


def test_the_last_slide_names_the_sources_the_method_and_the_makers_of_the_map(
    kim: StoryFolder,
) -> None:
    slides = told(kim.story, dict(kim.places))
    lines = texts(slides.slides[len(slides.slides) - 1])
    assert "TASS, Russian state news agency" in lines
    assert (
        "The article gives days and months but no year. That it is 2023 is our inference." in lines
    )
    assert "Basemap: Natural Earth, public domain. Places: GeoNames, CC BY 4.0." in lines


def test_sources_that_do_not_fit_one_slide_go_on_on_the_next(kim: StoryFolder) -> None:
    many = tuple(
        kim.story.sources[0].model_copy(update={"id": f"s-{number}", "name": f"Agency {number}"})
        for number in range(60)
    )
    slides = told(kim.story.model_copy(update={"sources": (*kim.story.sources, *many)}), {})
    last = [slide for slide in slides.slides if "Sources" in slide.shapes.title.text_frame.text]
    assert len(last) > 2
    assert last[1].shapes.title.text_frame.text == f"Sources and method (2 of {len(last)})"
    said = [line.split(",")[0] for slide in last for line in texts(slide)]
    assert [line for line in said if line.startswith("Agency")] == [
        f"Agency {n}" for n in range(60)
    ]


# How it is set


def test_every_word_stands_in_a_placeholder_and_has_its_language(kim: StoryFolder) -> None:
    for language, tag in (("nb", "nb-NO"), ("en", "en-GB")):
        slides = told(kim.story, dict(kim.places), language)
        for slide in slides.slides:
            assert all(shape.is_placeholder for shape in slide.shapes)
            for shape in slide.shapes:
                if shape.has_text_frame:
                    tags = {
                        run.get("lang") for run in shape._element.iter() if run.tag.endswith("}rPr")
                    }
                    assert tags == {tag}
        assert slides.core_properties.language == tag


def test_read_aloud_the_title_comes_first_and_the_map_after_the_text(kim: StoryFolder) -> None:
    for slide in list(told(kim.story, dict(kim.places)).slides)[:-1]:
        first, text, last = slide.shapes
        assert first == slide.shapes.title
        assert text.has_text_frame
        assert last._element.tag.endswith("}pic")


def test_texts_of_any_length_stay_in_their_boxes_and_are_cut_with_an_ellipsis() -> None:
    long = {"en": "word " * 1900 + "end"}
    events = [
        {"date": "2023-09-13", "place": "a", "headline": long, "quote": long, "note": long},
        {"date": "2023-09-15", "status": "planned", "place": "a", "headline": long, "quote": long},
    ]
    story = made(*events, article=long["en"], title=long, summary=long, method=long)
    slides = told(story, {"a": place("a", 10, 50)})
    boxes = [shape for slide in slides.slides for shape in slide.shapes if shape.has_text_frame]
    # Title and text of the first slide and of the two events.
    assert all("…" in box.text_frame.text for box in boxes[:6])
    for box in boxes:
        set_in = [
            Paragraph(
                tuple(Run(run.text, bold=bool(run.font.bold)) for run in line.runs),
                line.runs[0].font.size.pt,
                line.space_before.pt,
            )
            for line in box.text_frame.paragraphs
        ]
        assert height(set_in, box.width.pt) <= box.height.pt


def test_a_storys_text_is_text_and_nothing_else() -> None:
    story, places = hostile()
    body = deck(story, places, "en", catalogue("en"))
    slides = Presentation(io.BytesIO(body))
    assert slides.slides[0].shapes.title.text_frame.text == HOSTILE
    odd = {"en": "a\x00b\x1b[2J\u202ec\nd"}
    strange = made({"date": "2023-09-13", "headline": odd}, title=odd)
    title, event = (
        slide.shapes.title.text_frame.text for slide in list(told(strange, {}).slides)[:2]
    )
    assert title == event == "ab[2Jc d"


def test_the_same_story_gives_the_same_bytes_dated_as_the_story(kim: StoryFolder) -> None:
    one, other = (deck(kim.story, kim.places, "nb", catalogue("nb")) for _ in range(2))
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2023, 9, 14, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "thumbnail" in name or "printer" in name]
    about = Presentation(io.BytesIO(one)).core_properties
    assert about.created == about.modified == datetime(2023, 9, 14)
    assert (about.title, about.author) == ("Kim Jong-uns reise til Russland", "SummitMap")


def lines_of(pdf: Path) -> Iterator[tuple[int, float, float, str]]:
    """Each piece of text of a PDF: its page from 0, x and y in points from the lower left."""
    for number, page in enumerate(PdfReader(pdf).pages):
        found: list[tuple[int, float, float, str]] = []

        def visit(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:  # noqa: ANN401
            if text.strip():
                # The text's own matrix within that of the page.
                x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                found.append((number, x, y, text))  # noqa: B023 - used within the same round

        page.extract_text(visitor_text=visit)
        yield from found


@pytest.mark.parametrize("language", ["nb", "en"])
def test_in_libreoffice_no_text_leaves_its_box(
    language: str, kim: StoryFolder, tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: apt install libreoffice-impress")
    slides = told(kim.story, dict(kim.places), language)
    bottoms: dict[int, float] = {}
    tall = slides.slide_height / 12700
    for number, slide in enumerate(slides.slides):
        boxes = [shape for shape in slide.shapes if shape.has_text_frame]
        for shape in boxes:
            # Set as it is, with no help from the program.
            shape.text_frame.auto_size = MSO_AUTO_SIZE.NONE
        bottoms[number] = tall - max(shape.top + shape.height for shape in boxes) / 12700
    slides.save(tmp_path / "deck.pptx")
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = [office, home, "--headless", "--convert-to", "pdf", "deck.pptx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    found = list(lines_of(tmp_path / "deck.pdf"))
    assert {number for number, *_ in found} == set(bottoms)
    assert [text for number, _, y, text in found if y < bottoms[number]] == []


# A template of the newsroom's own


def test_a_template_gives_its_size_its_layouts_and_none_of_its_slides(kim: StoryFolder) -> None:
    def add_a_slide(slides: Any) -> None:  # noqa: ANN401 - python-pptx's presentation
        old = slides.slides.add_slide(slides.slide_layouts[0])
        old.shapes.title.text = "Last year's figures"
        old.notes_slide.notes_text_frame.text = "Secret"

    template = template_of(add_a_slide)
    body = deck(kim.story, kim.places, "en", catalogue("en"), template)
    slides = Presentation(io.BytesIO(body))
    assert (slides.slide_width, slides.slide_height) == (9144000, 6858000)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Last year" not in everything
    assert b"Secret" not in everything
    assert len(slides.slides) >= len(kim.story.events) + 3
    assert body == deck(kim.story, kim.places, "en", catalogue("en"), template)


def test_a_room_for_a_picture_is_filled_with_the_whole_map(kim: StoryFolder) -> None:
    def widen(slides: Any) -> None:  # noqa: ANN401 - python-pptx's presentation
        keep("Picture with Caption", "Title and Content")(slides)
        for shape in slides.slide_layouts.get_by_name("Picture with Caption").placeholders:
            if shape.placeholder_format.type is PP_PLACEHOLDER.BODY:
                shape.height *= 2

    slides = told(kim.story, dict(kim.places), template=template_of(widen))
    slide = slides.slides[1]
    assert slide.slide_layout.name == "Picture with Caption"
    (picture,) = pictures(slide)
    assert picture.is_placeholder
    room = slide.slide_layout.placeholders[1]
    assert picture.left >= room.left
    assert picture.left + picture.width <= room.left + room.width
    assert picture.top + picture.height <= room.top + room.height
    assert (picture.crop_left, picture.crop_right, picture.crop_top) == (0, 0, 0)


@pytest.mark.parametrize(
    "layouts", [["Two Content"], ["Title and Content"], ["Title Only"], ["Blank"]]
)
def test_any_layout_will_do_and_nothing_overlaps(layouts: list[str], kim: StoryFolder) -> None:
    slides = told(kim.story, dict(kim.places), template=template_of(keep(*layouts)))
    for slide in slides.slides:
        shapes = list(slide.shapes)
        assert not [shape for shape in shapes if shape.has_text_frame and not shape.text_frame.text]
        for number, one in enumerate(shapes):
            assert one.left >= 0
            assert one.left + one.width <= slides.slide_width
            assert one.top + one.height <= slides.slide_height
            for other in shapes[number + 1 :]:
                beside = one.left + one.width <= other.left or other.left + other.width <= one.left
                apart = one.top + one.height <= other.top or other.top + other.height <= one.top
                assert beside or apart
        assert len(shapes) == 3 or "Sources" in shapes[0].text_frame.text


def test_a_template_file_is_taken_as_well_as_a_presentation(kim: StoryFolder) -> None:
    potx = repacked(template_of(), PPTX.encode(), POTX.encode())
    with zipfile.ZipFile(io.BytesIO(potx)) as archive:
        assert POTX.encode() in archive.read("[Content_Types].xml")
    body = deck(kim.story, kim.places, "en", catalogue("en"), potx)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert POTX.encode() not in archive.read("[Content_Types].xml")


def test_sections_of_a_template_go_with_its_slides(kim: StoryFolder) -> None:
    sections = (
        b'<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst xmlns:p14='
        b'"http://schemas.microsoft.com/office/powerpoint/2010/main"/></p:ext></p:extLst>'
        b"</p:presentation>"
    )
    template = repacked(template_of(), b"</p:presentation>", sections, "ppt/presentation.xml")
    body = deck(kim.story, kim.places, "en", catalogue("en"), template)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert b"sectionLst" not in archive.read("ppt/presentation.xml")


def zipped(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return written.getvalue()


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (b"", "is not a file of slides"),
        (b"PK\x03\x04 and no more", "is not a file of slides"),
        (b"A letter.", "is not a file of slides"),
        (zipped(a=b"b"), "is not a file of slides"),
        (zipped(**{"[Content_Types].xml": b"<"}), "is not a file of slides"),
        (template_of()[:-2000], "is not a file of slides"),
        (repacked(template_of(), b"<p:sldMasterIdLst>", b"<", "ppt/presentation.xml"), "slides"),
        (repacked(template_of(), PPTX.encode(), b"macroEnabled.main+xml"), "holds macros"),
    ],
    ids=["empty", "cut off", "text", "a zip", "no types", "half", "broken xml", "macros"],
)
def test_what_is_no_template_is_one_clear_error(template: bytes, said: str) -> None:
    with pytest.raises(TemplateError, match=said) as raised:
        check_template(template)
    assert "\n" not in str(raised.value)


def test_a_template_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summitmap.publishing.deck.ground._LARGEST_TEMPLATE", 10_000)
    with pytest.raises(TemplateError, match="unpacks to more than"):
        check_template(template_of())
