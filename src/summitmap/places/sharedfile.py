"""A small SQLite file in the cache folder that several processes use at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from summitmap.errors import OnlineError

_LOCKED_SECONDS = 10

_Result = TypeVar("_Result")


class SharedFile:
    """The file and the statement that makes its one table. Safe to share between threads: each
    use is a transaction of its own on a connection of its own."""

    def __init__(self, path: Path, table: str) -> None:
        self.path = path
        self._table = table

    def use(self, action: Callable[[sqlite3.Connection], _Result]) -> _Result:
        """What the action gives, its changes written as a whole or not at all.

        A damaged file is replaced by an empty one. Raises `OnlineError` when the folder cannot be
        used.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            try:
                return self._attempt(action)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                # Its journal too, which SQLite would else roll back into the new file.
                for path in (self.path.with_name(f"{self.path.name}-journal"), self.path):
                    path.unlink(missing_ok=True)
                return self._attempt(action)
        except (OSError, sqlite3.Error) as fault:
            raise unusable(self.path.parent, fault) from fault

    def _attempt(self, action: Callable[[sqlite3.Connection], _Result]) -> _Result:
        connection = sqlite3.connect(self.path, timeout=_LOCKED_SECONDS)
        with closing(connection), connection:
            connection.execute(self._table)
            return action(connection)


def unusable(directory: Path, fault: Exception) -> OnlineError:
    """The error that says that nothing is asked, for the folder cannot be written."""
    return OnlineError(
        f"no service is asked, for {directory}, where answers and turns are kept, cannot be used"
        f" ({fault}): set SUMMITMAP_CACHE to a folder that can be written"
    )
