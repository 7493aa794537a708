"""The text of a Word document: paragraphs and rows of tables, an empty line between."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.table import _Cell
from docx.text.paragraph import Paragraph

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Row


def unpacked_size(raw: bytes) -> int:
    """How many bytes the parts of a `.docx` have unpacked; raises what `zipfile` raises."""
    with zipfile.ZipFile(BytesIO(raw)) as parts:
        return sum(part.file_size for part in parts.infolist())


def document_text(raw: bytes) -> str:
    """The text of a `.docx`; raises whatever the part that is damaged makes the library raise."""
    return "\n\n".join(_paragraphs(docx.Document(BytesIO(raw))))


def _paragraphs(document: Document) -> Iterator[str]:
    for part in document.iter_inner_content():
        if isinstance(part, Paragraph):
            texts = [part.text]
        else:
            texts = [_row_text(row) for row in part.rows]
        yield from (text for text in texts if text.strip())


def _row_text(row: _Row) -> str:
    """The text of a row, that of a cell once, over however many columns it says that it goes:
    `row.cells` has such a cell once for each, of which a broken file may name a billion."""
    cells = (_Cell(cell, row.table) for cell in row._tr.tc_lst)
    return " ".join(text for cell in cells if (text := cell.text.replace("\n", " ")))
