"""The figure as a picture and as a page: PNG and PDF of the SVG, with its words inside."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any

import vl_convert
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from summitmap.drawing.figure.fonts import FOLDERS

CSS_PIXELS_AN_INCH = 96
POINTS_A_CSS_PIXEL = 72 / CSS_PIXELS_AN_INCH


@cache
def register_fonts() -> None:
    """Let vl-convert find the fonts that the figure is measured with; once a process."""
    for folder in FOLDERS:
        vl_convert.register_font_directory(str(folder))


def png_of(svg: str, title: str, description: str, dpi: int) -> bytes:
    """The SVG as a PNG with so many pixels to an inch, which it says itself, as it does its title
    and its description."""
    register_fonts()
    scale = dpi / CSS_PIXELS_AN_INCH
    drawn = vl_convert.svg_to_png(svg, scale=scale, ppi=72)
    words = PngInfo()
    words.add_itxt("Title", title)
    words.add_itxt("Description", description)
    body = io.BytesIO()
    with Image.open(io.BytesIO(drawn)) as picture:
        # Nothing shows through the paper.
        picture.convert("RGB").save(body, "PNG", dpi=(dpi, dpi), pnginfo=words)
    return body.getvalue()


def pdf_of(svg: str, title: str, description: str, language: str) -> bytes:
    """The SVG as a PDF page of its size on paper, with its title, description and language."""
    register_fonts()
    reader = PdfReader(io.BytesIO(vl_convert.svg_to_pdf(svg)))
    writer = PdfWriter()
    for page in reader.pages:
        _in_order(page)
        _silence_halos(page)
        # svg2pdf takes a CSS pixel for a point.
        writer.add_page(page).scale_by(POINTS_A_CSS_PIXEL)
    for page in writer.pages:
        page.compress_content_streams()
    writer.metadata = None
    writer.add_metadata({"/Title": title, "/Subject": description, "/Producer": "SummitMap"})
    writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    body = io.BytesIO()
    writer.write(body)
    return body.getvalue()


def _silence_halos(page: PageObject) -> None:
    """Mark the letters that only make a halo as standing for no text.

    svg2pdf draws the outline of a text as letters of their own (text rendering mode 1); without
    the mark, who copies a name or has it read aloud gets it twice. ISO 32000-1, 14.9.4.
    """
    contents = page.get_contents()
    if contents is None:
        return
    drawn = re.sub(
        rb"\b1 Tr\b.*?(?=\b[02] Tr\b|\Z)",
        lambda halo: re.sub(rb"\bBT\b.*?\bET\b", _silenced, halo[0], flags=re.DOTALL),
        contents.get_data(),
        flags=re.DOTALL,
    )
    stream = DecodedStreamObject()
    stream.set_data(drawn)
    page[NameObject("/Contents")] = stream


def _silenced(letters: re.Match[bytes]) -> bytes:
    return b"/Span <</ActualText ()>> BDC\n" + letters[0] + b"\nEMC"


def _in_order(found: Any) -> None:  # noqa: ANN401 - any object of a PDF
    """Sort what is named in a page: svg2pdf lists the fonts in another order each time, and the
    same story shall give the same bytes."""
    seen: set[int] = set()

    def sort(value: Any) -> None:  # noqa: ANN401 - any object of a PDF
        value = value.get_object() if hasattr(value, "get_object") else value
        if id(value) in seen:
            return
        seen.add(id(value))
        if isinstance(value, DictionaryObject):
            items = sorted(dict.items(value), key=lambda item: item[0])
            if not isinstance(value, StreamObject):
                dict.clear(value)
                for name, item in items:
                    dict.__setitem__(value, name, item)
            for name, item in items:
                if name != "/Parent":
                    sort(item)
        elif isinstance(value, ArrayObject):
            for item in list.__iter__(value):
                sort(item)

    sort(found)
