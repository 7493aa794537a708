"""The figure as a picture and as a page: PNG and PDF of the SVG, with its words inside."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import vl_convert
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

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
    reader = PdfReader(io.BytesIO(vl_convert.svg_to_pdf(svg, scale=POINTS_A_CSS_PIXEL)))
    for page in reader.pages:
        _in_order(page)
    writer = PdfWriter()
    for page in reader.pages:
        writer.add_page(page)
    writer.metadata = None
    writer.add_metadata({"/Title": title, "/Subject": description, "/Producer": "SummitMap"})
    writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    body = io.BytesIO()
    writer.write(body)
    return body.getvalue()


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
            items = sorted(value.raw_items() if hasattr(value, "raw_items") else dict.items(value))
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
