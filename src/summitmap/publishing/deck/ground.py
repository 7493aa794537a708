"""The ground of a deck: the empty slides that it is made from, our own or the newsroom's."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import BaseOxmlElement, OxmlElement
from pptx.presentation import Presentation as Slides
from pptx.shapes.placeholder import LayoutPlaceholder, MasterPlaceholder
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Emu, Inches

from summitmap.drawing.theme import Theme, colours
from summitmap.errors import TemplateError
from summitmap.publishing.deck.fitting import Ink
from summitmap.publishing.deck.package import rewritten
from summitmap.story.intake import megabytes

_SMALLEST_SIDE, _LARGEST_SIDE = Inches(1), Inches(56)
"""Of a slide, as its format allows (ECMA-376-1, ST_SlideSizeCoordinate)."""

_TOLD = (".xml", ".rels")
_LARGEST_TOLD = 40_000_000
"""Bytes of what a template says, which has to be held as a whole; pictures are not read."""

_LARGEST_TEMPLATE = 300_000_000
"""Bytes that a template may unpack to; beyond that it is no template but an attack or a slip."""

_MAIN = "application/vnd.openxmlformats-officedocument.presentationml"


@dataclass(frozen=True)
class Frame:
    """A part of a slide, in English Metric Units from its upper left corner."""

    left: int
    top: int
    width: int
    height: int

    @property
    def area(self) -> int:
        return self.width * self.height

    def split(self, share: float, gap: int) -> tuple[Frame, Frame]:
        """A left part of that share and the right rest, the gap between them."""
        left = int((self.width - gap) * share)
        rest = self.left + left + gap
        return (
            Frame(self.left, self.top, left, self.height),
            Frame(rest, self.top, self.width - left - gap, self.height),
        )


@dataclass(frozen=True)
class Room:
    """Where something goes: a frame, and the index of the placeholder that it fills, if any."""

    frame: Frame
    placeholder: int | None = None


@dataclass(frozen=True)
class Plan:
    """A layout with the rooms that a slide of ours needs; `picture` is `None` where it has none.

    `inks` are the theme's colours for text; what is not among them is as the layout has it. A title
    may count on `title_share` of its width.
    """

    layout: SlideLayout
    title: Room
    body: Room
    picture: Room | None
    inks: tuple[tuple[Ink, MSO_THEME_COLOR], ...] = ()
    title_share: float = 1.0

    def colour(self, ink: Ink) -> MSO_THEME_COLOR | None:
        """The theme's colour for that ink."""
        return dict(self.inks).get(ink)


@dataclass(frozen=True)
class Ground:
    """Slides with none in them yet, and the plans for ours. `title_size` is in points."""

    slides: Slides
    opening: Plan
    mapped: Plan
    plain: Plan
    title_size: float
    opening_title_size: float


def ground_of(template: bytes | None) -> Ground:
    """The ground for a deck. Raises `TemplateError` when the template is not a file of slides."""
    if template is not None:
        return _newsrooms(template)
    base = _house()
    _forget(base.slides)
    return base


def _forget(slides: Slides) -> None:
    """Drop the small picture of the slides that were here before, and their printer."""
    package = slides.part.package
    for part, kind in ((package, "THUMBNAIL"), (slides.part, "PRINTER_SETTINGS")):
        relations = part._rels
        for key in [
            key for key in relations if relations[key].reltype == getattr(RELATIONSHIP_TYPE, kind)
        ]:
            relations.pop(key)


# --- our own ---

_SIDE = 0.55
_TEXT_WIDE = 4.75
_MAP_LEFT = 13.333 - 7.5

_GEOMETRY = {
    "Title Slide": {
        0: (_SIDE, 0.7, _TEXT_WIDE, 3.1),
        1: (_SIDE, 4.0, _TEXT_WIDE, 2.9),
        13: (_MAP_LEFT, 0, 7.5, 7.5),
    },
    "Picture with Caption": {
        0: (_SIDE, 0.45, _TEXT_WIDE, 1.55),
        1: (_MAP_LEFT, 0, 7.5, 7.5),
        2: (_SIDE, 2.15, _TEXT_WIDE, 4.85),
    },
    "Title and Content": {0: (_SIDE, 0.45, 12.2, 0.95), 1: (_SIDE, 1.55, 12.2, 5.4)},
}
"""Our layouts and where their placeholders stand, in inches: left, top, width, height. A square map
fills the right of a slide from top to bottom."""

_ON_LIGHT = ((Ink.QUIET, MSO_THEME_COLOR.TEXT_2), (Ink.ACCENT, MSO_THEME_COLOR.ACCENT_1))
_ON_DARK = ((Ink.QUIET, MSO_THEME_COLOR.BACKGROUND_2), (Ink.ACCENT, MSO_THEME_COLOR.ACCENT_2))


def _house() -> Ground:
    """Our own slides: 16:9, python-pptx's layouts with our places, colours and fonts."""
    slides = Presentation(io.BytesIO(_in_our_look()))
    slides.slide_width, slides.slide_height = Inches(13.333), Inches(7.5)
    _stretch(slides)
    for layout in list(slides.slide_layouts):
        if layout.name not in _GEOMETRY:
            slides.slide_layouts.remove(layout)
    opening, mapped, plain = (
        next(layout for layout in slides.slide_layouts if layout.name == name) for name in _GEOMETRY
    )
    _add_picture_room(opening, mapped)
    for layout in (opening, mapped, plain):
        for placeholder in _placeholders_of(layout):
            place = _GEOMETRY[layout.name].get(placeholder.placeholder_format.idx)
            if place is None:
                placeholder._element.getparent().remove(placeholder._element)
                continue
            left, top, width, height = map(Inches, place)
            placeholder.left, placeholder.top = left, top
            placeholder.width, placeholder.height = width, height
    fill = opening.background.fill
    fill.solid()
    fill.fore_color.theme_color = MSO_THEME_COLOR.TEXT_1
    _set(opening, 0, size=44, anchor="b", colour="bg1")
    _set(opening, 1, size=20, anchor="t", colour="bg1")
    _set(mapped, 0, size=34, anchor="b", colour="tx1")
    _set(mapped, 2, size=18, anchor="t", colour="tx1")
    _set(plain, 0, size=34, anchor="b", colour="tx1")
    _set(plain, 1, size=18, anchor="t", colour="tx1")
    return Ground(
        slides,
        _plan_of(opening, title=0, body=1, picture=13, inks=_ON_DARK),
        _plan_of(mapped, title=0, body=2, picture=1, inks=_ON_LIGHT),
        _plan_of(plain, title=0, body=1, picture=None, inks=_ON_LIGHT),
        title_size=34,
        opening_title_size=44,
    )


def _plan_of(
    layout: SlideLayout,
    title: int,
    body: int,
    picture: int | None,
    inks: tuple[tuple[Ink, MSO_THEME_COLOR], ...],
) -> Plan:
    rooms = {room.placeholder: room for _, room in _placeholders(layout)}
    return Plan(layout, rooms[title], rooms[body], rooms.get(picture), inks)


def _in_our_look() -> bytes:
    """python-pptx's own empty presentation with our colours and fonts in its theme."""
    empty = io.BytesIO()
    Presentation().save(empty)
    light, dark = colours(Theme.LIGHT), colours(Theme.DARK)
    looks = {
        "dk1": light.ink,
        "lt1": light.paper,
        "dk2": light.quiet,
        "lt2": light.rule,
        "accent1": light.accent,
        "accent2": dark.accent,
        "accent3": light.water_name,
        "accent4": light.coast,
        "accent5": light.faint,
        "accent6": light.border,
        "hlink": light.accent,
        "folHlink": light.quiet,
    }

    def ours(name: str, body: bytes) -> bytes:
        if name != "ppt/theme/theme1.xml":
            return body
        theme = parse_xml(body)
        theme.set("name", "SummitMap")
        for slot, colour in looks.items():
            (place,) = theme.iter(qn(f"a:{slot}"))
            for old in list(place):
                place.remove(old)
            place.append(_element("a:srgbClr", val=colour.removeprefix("#").upper()))
        for slot, font in (("majorFont", "Georgia"), ("minorFont", "Arial")):
            (fonts,) = theme.iter(qn(f"a:{slot}"))
            fonts.find(qn("a:latin")).set("typeface", font)
        return serialize_part_xml(theme)

    return rewritten(empty.getvalue(), ours)


def _placeholders_of(
    owner: SlideLayout | SlideMaster,
) -> list[LayoutPlaceholder | MasterPlaceholder]:
    return list(owner.placeholders)


def _numbered(layout: SlideLayout, index: int) -> LayoutPlaceholder | MasterPlaceholder:
    (found,) = (item for item in _placeholders_of(layout) if item.placeholder_format.idx == index)
    return found


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(key, value)
    return element


def _stretch(slides: Slides) -> None:
    """The master of 4:3 in the width of 16:9."""
    for shape in _placeholders_of(slides.slide_master):
        shape.left, shape.width = Emu(shape.left * 4 // 3), Emu(shape.width * 4 // 3)


def _add_picture_room(opening: SlideLayout, mapped: SlideLayout) -> None:
    """Give the layout of the first slide a room for a picture, as that of an event has."""
    element = copy.deepcopy(_numbered(mapped, 1)._element)
    element.nvSpPr.cNvPr.set("id", "20")
    element.nvSpPr.nvPr.find(qn("p:ph")).set("idx", "13")
    opening.shapes._spTree.append(element)


def _set(layout: SlideLayout, index: int, size: int, anchor: str, colour: str) -> None:
    """The look of a placeholder's text: left, without bullets."""
    text = _numbered(layout, index)._element.txBody
    assert text is not None, "a placeholder for text holds text"
    properties = text.find(qn("a:bodyPr"))
    for name, value in (("anchor", anchor), ("lIns", "0"), ("rIns", "0"), ("tIns", "0")):
        properties.set(name, value)
    properties.set("bIns", "0")
    style = text.find(qn("a:lstStyle"))
    for level in list(style):
        style.remove(level)
    first = _element("a:lvl1pPr", marL="0", indent="0", algn="l")
    letters = _element("a:defRPr", sz=str(size * 100), b="0")
    fill = _element("a:solidFill")
    fill.append(_element("a:schemeClr", val=colour))
    letters.append(fill)
    first.append(_element("a:buNone"))
    first.append(letters)
    style.append(first)


# --- the newsroom's ---

_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_TEXTS = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.SUBTITLE)
_SMALLEST_PICTURE = 0.15
"""Of the slide; a room smaller than that is for a portrait or a logo and not for a map."""

_SMALLEST_TEXT = 0.12
"""The same for text: a caption's room does not hold what an event's slide says."""

_TITLE_SHARE = 0.74
"""A newsroom's titles may be bold and in capitals, which are 1.69 times as wide as Source Sans Pro
in DejaVu Serif, where we count on 1.25 times."""


def _newsrooms(template: bytes) -> Ground:
    slides = _opened(template)
    try:
        return _planned(slides)
    except TemplateError:
        raise
    except Exception as error:
        # What lacks a part, or has a word for a number, fails in python-pptx wherever it is used.
        raise TemplateError(
            "the layouts of the template are damaged: save it again from a slide program"
        ) from error


def _planned(slides: Slides) -> Ground:
    """The slides without those that are there, and how ours will stand on their layouts."""
    _empty(slides)
    _forget(slides)
    layouts = [layout for master in slides.slide_masters for layout in master.slide_layouts]
    if not layouts:
        raise TemplateError("the template has no layouts: save it again from a slide program")
    mapped = max((_mapped(layout, slides) for layout in layouts), key=lambda item: item[0])[1]
    plain = max((_plain(layout, slides) for layout in layouts), key=lambda item: item[0])[1]
    size = _title_size(mapped.layout)
    return Ground(slides, mapped, mapped, plain, size, size)


def _opened(template: bytes) -> Slides:
    """The slides in the file. A template (.potx) is a presentation by another name."""
    refusal = TemplateError(
        "the template is not a file of slides: give a .pptx or a .potx that a slide program opens"
    )
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > _LARGEST_TEMPLATE:
                raise TemplateError(
                    f"the template unpacks to more than {megabytes(_LARGEST_TEMPLATE)}: "
                    "remove its pictures and films"
                )
            told = (part.file_size for part in parts if part.filename.endswith(_TOLD))
            if sum(told) > _LARGEST_TOLD:
                raise TemplateError(
                    f"the slides of the template are larger than {megabytes(_LARGEST_TOLD)}: "
                    "remove them and keep its layouts"
                )
            types = archive.read("[Content_Types].xml")
        if b"macroEnabled" in types:
            raise TemplateError("the template holds macros: save it as a .pptx or a .potx")
        slides = Presentation(io.BytesIO(rewritten(template, _as_presentation)))
        whole = isinstance(slides, Slides) and all(
            side and _SMALLEST_SIDE <= side <= _LARGEST_SIDE
            for side in (slides.slide_width, slides.slide_height)
        )
    except TemplateError:
        raise
    except Exception as error:
        # A damaged file fails in python-pptx, in lxml or in zipfile, each in its own ways.
        raise refusal from error
    if not whole:
        raise refusal
    return slides


def _as_presentation(name: str, body: bytes) -> bytes:
    if name != "[Content_Types].xml":
        return body
    return body.replace(f"{_MAIN}.template.main".encode(), f"{_MAIN}.presentation.main".encode())


def _empty(slides: Slides) -> None:
    """Take out the template's own slides, and the lists that name them."""
    root = slides.part._element
    for slide in list(root.sldIdLst) if root.sldIdLst is not None else []:
        slides.part.drop_rel(slide.rId)
        root.sldIdLst.remove(slide)
    for name in ("p:custShowLst", "p:extLst"):
        for listed in root.findall(qn(name)):
            root.remove(listed)


def _mapped(layout: SlideLayout, slides: Slides) -> tuple[tuple[int, int], Plan]:
    """How a title, text and a map stand on the layout, and how well: a room made for a picture
    beside one for text goes first, then two rooms for anything, then one that is shared."""
    title, texts, pictures = _rooms(layout, slides)
    room = _whole(slides).area
    gap = Emu(Inches(0.3))
    pictures = [item for item in pictures if item.frame.area >= room * _SMALLEST_PICTURE]
    if pictures and texts:
        picture, body, rank = pictures[0], texts[0], 3
    elif len(texts) > 1 and texts[1].frame.area >= room * _SMALLEST_PICTURE:
        # The one to the left is read first.
        body, picture = sorted(texts[:2], key=lambda item: item.frame.left)
        rank = 2
    else:
        shared = texts[0] if texts else Room(_under(title, slides))
        left, right = shared.frame.split(0.42, gap)
        body, picture = Room(left, shared.placeholder), Room(right)
        rank = 1 if texts else 0
    return (rank + 4 * (title.placeholder is not None), picture.frame.area), Plan(
        layout, title, body, picture, title_share=_TITLE_SHARE
    )


def _plain(layout: SlideLayout, slides: Slides) -> tuple[tuple[int, int], Plan]:
    """How a title and text stand on the layout, and how well: the fewer rooms are left empty, the
    better."""
    title, texts, pictures = _rooms(layout, slides)
    body = texts[0] if texts else Room(_under(title, slides))
    titled = 10 * (title.placeholder is not None) + 5 * bool(texts)
    return (titled - len(texts) - len(pictures), body.frame.area), Plan(
        layout, title, body, None, title_share=_TITLE_SHARE
    )


def _rooms(layout: SlideLayout, slides: Slides) -> tuple[Room, list[Room], list[Room]]:
    """The rooms for the title, for text and for a picture, the largest of each first."""
    found: dict[str, list[Room]] = {"title": [], "text": [], "picture": []}
    for kind, room in _placeholders(layout):
        if kind in _TITLES:
            found["title"].append(room)
        elif kind is PP_PLACEHOLDER.PICTURE:
            found["picture"].append(room)
        elif kind in _TEXTS:
            found["text"].append(room)
    for rooms in found.values():
        rooms.sort(key=lambda room: -room.frame.area)
    whole = _whole(slides)
    texts = [room for room in found["text"] if room.frame.area >= whole.area * _SMALLEST_TEXT]
    margin = whole.width // 20
    top = Frame(margin, margin, whole.width - 2 * margin, whole.height // 8)
    return next(iter(found["title"]), Room(top)), texts, found["picture"]


def _placeholders(layout: SlideLayout) -> Iterator[tuple[PP_PLACEHOLDER, Room]]:
    for shape in _placeholders_of(layout):
        sides = (shape.left, shape.top, shape.width, shape.height)
        if all(side is not None for side in sides) and shape.width and shape.height:
            form = shape.placeholder_format
            yield form.type, Room(Frame(*map(int, sides)), form.idx)


def _under(title: Room, slides: Slides) -> Frame:
    """What is left of the slide under the title."""
    whole = _whole(slides)
    margin = whole.width // 20
    top = title.frame.top + title.frame.height + margin // 2
    if top > whole.height // 2:
        top = margin
    return Frame(margin, top, whole.width - 2 * margin, whole.height - top - margin)


def _whole(slides: Slides) -> Frame:
    """A slide from edge to edge."""
    return Frame(0, 0, int(slides.slide_width or 0), int(slides.slide_height or 0))


def _title_size(layout: SlideLayout) -> float:
    """How large the template sets titles, in points: as the layout says, else its master."""
    master = layout.slide_master
    own = "./p:txBody/a:lstStyle/a:lvl1pPr/a:defRPr/@sz"
    for shape in (*_placeholders_of(layout), *_placeholders_of(master)):
        if shape.placeholder_format.type in _TITLES:
            sizes = shape._element.xpath(own)
            if sizes:
                return int(sizes[0]) / 100
    sizes = master._element.xpath("./p:txStyles/p:titleStyle/a:lvl1pPr/a:defRPr/@sz")
    return int(sizes[0]) / 100 if sizes else 28
