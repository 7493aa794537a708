"""Files from outside, taken in within bounds: ordinary files, no larger than their reader says."""

from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path
from typing import Any, NoReturn


class LargeFileError(OSError):
    """A file has more bytes than its reader takes."""


def bytes_of(path: Path, largest: int) -> bytes:
    """What stands in a file of `largest` bytes at most.

    Raises `LargeFileError` beyond that, and `OSError` for what cannot be opened or is no ordinary
    file: a pipe that nobody writes into, or a device without an end, would keep us for ever.
    """
    # Without O_NONBLOCK a pipe is waited for before one can ask what it is.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "Not an ordinary file", str(path))
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            body = file.read(largest + 1)
    finally:
        os.close(descriptor)
    if len(body) > largest:
        raise LargeFileError(errno.EFBIG, f"Larger than {megabytes(largest)}", str(path))
    return body


def json_of(text: str) -> object:
    """What a text of JSON says (RFC 8259).

    Raises `ValueError`, in a clause about the text, for what is none: also for numbers that JSON
    does not have, for a name that stands twice in one object, and for what is nested too deeply.
    """
    try:
        return json.loads(text, parse_constant=_refused, object_pairs_hook=_each_name_once)
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    except ValueError as error:
        raise ValueError(f"is not JSON: {error}") from None


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a number")


def _each_name_once(members: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(members)
    if len(found) < len(members):
        names = [name for name, _ in members]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the name {twice[:40]!r} stands twice in one object")
    return found


def megabytes(size: int) -> str:
    """A bound as it is told: 4 MB."""
    return f"{size / 1_000_000:g} MB"
