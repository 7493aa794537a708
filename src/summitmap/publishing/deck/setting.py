"""Setting a slide: text and pictures put into the rooms that a plan has for them."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pptx.enum.text import MSO_AUTO_SIZE
from pptx.oxml.ns import qn
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Emu, Pt

from summitmap.publishing.deck.fitting import Box, Paragraph, Run, fitted
from summitmap.publishing.deck.ground import Frame, Plan, Room

EMU_A_POINT = 12700


def inside(frame: Frame) -> Box:
    """The room that text has in a frame."""
    return Box(frame.width / EMU_A_POINT, frame.height / EMU_A_POINT)


def write_title(slide: Slide, plan: Plan, title: Paragraph, tag: str) -> None:
    """Write the title into its room, as large as it fits; `tag` is its language: `nb-NO`."""
    box = inside(plan.title.frame)
    counted = Box(box.width * plan.title_share, box.height)
    _write(_box(slide, plan.title, "Title"), plan, fitted((title,), counted), tag)


def write_body(slide: Slide, plan: Plan, paragraphs: Sequence[Paragraph], tag: str) -> None:
    """Write the paragraphs into the room for text, as large as they fit, in that language."""
    room = plan.body
    _write(_box(slide, room, "Text"), plan, fitted(paragraphs, inside(room.frame)), tag)


def place(slide: Slide, room: Room, image: bytes, shape: float, alt: str) -> None:
    """Put a picture into the room, whole and in the middle; `shape` is its width to its height,
    and `alt` says in words what it shows."""
    frame = _whole(room.frame, shape)
    sides = (Emu(frame.left), Emu(frame.top), Emu(frame.width), Emu(frame.height))
    filled = _placeholder(slide, room)
    if filled is not None and hasattr(filled, "insert_picture"):
        picture = filled.insert_picture(io.BytesIO(image))
        # A placeholder cuts a picture to its own shape; a map is shown with its edges.
        picture.crop_left = picture.crop_right = picture.crop_top = picture.crop_bottom = 0
        picture.left, picture.top, picture.width, picture.height = sides
    else:
        if filled is not None:
            filled._element.getparent().remove(filled._element)
        picture = slide.shapes.add_picture(io.BytesIO(image), *sides)
    # Read aloud, the text comes before the picture.
    tree = slide.shapes._spTree
    tree.remove(picture._element)
    tree.insert_element_before(picture._element, "p:extLst")
    about = picture._element.nvPicPr.cNvPr
    about.set("descr", alt)
    about.attrib.pop("title", None)


def _whole(room: Frame, shape: float) -> Frame:
    """The largest part of the room with that shape, in its middle."""
    width = min(room.width, int(room.height * shape))
    height = min(room.height, int(room.width / shape))
    left = room.left + (room.width - width) // 2
    return Frame(left, room.top + (room.height - height) // 2, width, height)


def _box(slide: Slide, room: Room, name: str) -> Shape:
    frame = room.frame
    found = _placeholder(slide, room)
    if found is None:
        box = slide.shapes.add_textbox(
            Emu(frame.left), Emu(frame.top), Emu(frame.width), Emu(frame.height)
        )
        box.name = name
        return box
    if (found.left, found.top, found.width, found.height) != (
        frame.left,
        frame.top,
        frame.width,
        frame.height,
    ):
        found.left, found.top = Emu(frame.left), Emu(frame.top)
        found.width, found.height = Emu(frame.width), Emu(frame.height)
    return found


def _placeholder(slide: Slide, room: Room) -> Shape | None:
    if room.placeholder is None:
        return None
    found: Shape = slide.placeholders[room.placeholder]
    return found


def _write(box: Shape, plan: Plan, paragraphs: Sequence[Paragraph], tag: str) -> None:
    text = box.text_frame
    text.word_wrap = True
    text.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    # The whole room is for text, whatever margins a template has.
    text.margin_left = text.margin_right = text.margin_top = text.margin_bottom = Emu(0)
    for number, paragraph in enumerate(paragraphs):
        _set(text, number, paragraph, plan, tag)


def _set(text: TextFrame, number: int, paragraph: Paragraph, plan: Plan, tag: str) -> None:
    # python-pptx says what most of its methods give, but not this one.
    written: _Paragraph = text.paragraphs[0] if number == 0 else text.add_paragraph()  # type: ignore[no-untyped-call]
    written.line_spacing, written.space_after = 1.0, Pt(0)
    written.space_before = Pt(paragraph.before if number else 0)
    properties = written._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    bullets = properties.makeelement(qn("a:buNone"), {})
    properties.append(bullets)
    for run in paragraph.runs:
        _add(written, run, paragraph.size, plan, tag)


def _add(written: _Paragraph, run: Run, size: float, plan: Plan, tag: str) -> None:
    added = written.add_run()
    added.text = run.text
    font = added.font
    font.size, font.bold = Pt(size), run.bold or None
    font.italic = run.italic or None
    if run.heading:
        font.name = "+mj-lt"  # the theme's font for headings
    colour = plan.colour(run.ink)
    if colour is not None:
        font.color.theme_color = colour
    added._r.get_or_add_rPr().set("lang", tag)
