"""The cells of a spreadsheet: text that no program takes for a formula, and lists in one cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

# What a spreadsheet program may take for the beginning of a formula, the full-width forms
# included (https://owasp.org/www-community/attacks/CSV_Injection). The apostrophes before it are
# those of a cell that was defused, or that looks as if it were.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def defused(text: str) -> str:
    """The text with an apostrophe before it where it would start a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def restored(cell: str) -> str:
    """The text that `defused` made the cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def joined(items: Iterable[str]) -> str:
    """Several texts in one cell, apart by semicolons; one that has a semicolon is in quotes."""
    listed = list(items)
    if not any(re.search(r'[;"\r\n]', item) for item in listed):
        return "; ".join(listed)
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerow(listed)
    return written.getvalue().removesuffix("\r\n")


def parted(cell: str) -> tuple[str, ...]:
    """The texts of a cell that `joined` made, or that a person wrote; none for an empty one.

    Raises `ValueError` for quotes that do not close.
    """
    if not cell.strip():
        return ()
    try:
        rows = list(
            csv.reader(
                io.StringIO(cell, newline=""), delimiter=";", skipinitialspace=True, strict=True
            )
        )
    except csv.Error as error:
        raise ValueError(f"its quotation marks do not pair up ({error})") from None
    if len(rows) != 1:
        raise ValueError("has a line break between its items")
    return tuple(item.strip() for item in rows[0] if item.strip())
