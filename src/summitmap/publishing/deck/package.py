"""The zip that a deck is: the same parts in the same bytes, whenever it is written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

_EARLIEST = date(1980, 1, 1)
"""The first day that a zip can tell."""


def rewritten(
    package: bytes, change: Callable[[str, bytes], bytes | None], day: date = _EARLIEST
) -> bytes:
    """The package with each part as `change` gives it for its name and body; `None` leaves the
    part out. Every part is dated that day, so that the time of writing leaves no trace."""
    moment = (max(day, _EARLIEST).year, max(day, _EARLIEST).month, max(day, _EARLIEST).day, 0, 0, 0)
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            body = change(name, old.read(name))
            if body is not None:
                entry = zipfile.ZipInfo(name, moment)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 3  # Unix, whatever the machine
                new.writestr(entry, body)
    return written.getvalue()
