"""Whose turn it is to ask: one request at a time over all sessions and processes of a user.

A turn is held while a request is on its way, and the next one begins no sooner than an interval
after it ended. So the service sees the requests at least that far apart, however long each took.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from summitmap.errors import OnlineError
from summitmap.places.sharedfile import SharedFile, unusable

SHORTEST_INTERVAL = 1.0
"""Seconds: what Nominatim's usage policy allows all users of an application together
(operations.osmfoundation.org/policies/nominatim)."""

LONGEST_PATIENCE = 60.0
"""Seconds that we wait when a service asks us to; beyond that we say so instead."""

_LONGEST_BAN = 24 * 3600.0
_LOOKS_AGAIN_AFTER = 0.05
_LONGEST_QUEUE = 300.0
_TABLE = """
CREATE TABLE IF NOT EXISTS turn(
  service TEXT PRIMARY KEY, last REAL NOT NULL, not_before REAL NOT NULL) WITHOUT ROWID
"""

Clock = Callable[[], float]
"""Gives the time in seconds since 1970, UTC."""

Sleep = Callable[[float], None]
"""Lets so many seconds pass."""


class Turns:
    """The turns of all who share that folder."""

    def __init__(
        self,
        directory: Path,
        *,
        interval: float = SHORTEST_INTERVAL,
        clock: Clock = time.time,
        sleep: Sleep = time.sleep,
    ) -> None:
        self._lock_path = directory / "turn.lock"
        self._times = SharedFile(directory / "turns.sqlite", _TABLE)
        self._interval = interval
        self._clock = clock
        self._sleep = sleep

    @contextmanager
    def turn(self, service: str) -> Iterator[None]:
        """Wait until it is our turn, and hold it while the body runs.

        Raises `OnlineError` when the service has asked to be left alone for longer than
        `LONGEST_PATIENCE`, when the turn does not come, and when the folder cannot be used.
        """
        with self._lock():
            self._wait(service)
            # Noted before and after: a process that is killed in between has still been seen.
            self._note(service)
            try:
                yield
            finally:
                self._note(service)

    def leave_alone(self, service: str, seconds: float) -> None:
        """Let nobody ask that service for so long, a day at most.

        Raises `OnlineError` when the folder cannot be used.
        """
        until = self._clock() + min(max(seconds, 0.0), _LONGEST_BAN)
        self._write(
            "INSERT INTO turn(service, last, not_before) VALUES(?, 0, ?)"
            " ON CONFLICT(service) DO UPDATE SET not_before = excluded.not_before",
            (service, until),
        )

    @contextmanager
    def _lock(self) -> Iterator[None]:
        # Closing the connection ends its transaction, as does the end of the process.
        with closing(self._locked()):
            yield

    def _locked(self) -> sqlite3.Connection:
        """A connection that holds the lock, the only one there is."""
        for _ in range(round(_LONGEST_QUEUE / _LOOKS_AGAIN_AFTER)):
            try:
                self._lock_path.parent.mkdir(parents=True, exist_ok=True)
                connection = sqlite3.connect(self._lock_path, timeout=0, isolation_level=None)
                try:
                    connection.execute("BEGIN EXCLUSIVE")
                except BaseException:
                    connection.close()
                    raise
            except (OSError, sqlite3.Error) as fault:
                self._tolerate(fault)
            else:
                return connection
            self._sleep(_LOOKS_AGAIN_AFTER)
        raise OnlineError(
            f"no service is asked, for others have been asking for {_LONGEST_QUEUE:.0f} seconds:"
            " try again later"
        )

    def _tolerate(self, fault: Exception) -> None:
        """Nothing, when somebody else has the lock; else mend it or raise."""
        code = getattr(fault, "sqlite_errorcode", None)
        if code == sqlite3.SQLITE_NOTADB:
            # Nobody can hold a lock on a damaged file.
            self._lock_path.unlink(missing_ok=True)
        elif code != sqlite3.SQLITE_BUSY:
            raise unusable(self._lock_path.parent, fault) from fault

    def _wait(self, service: str) -> None:
        last, not_before = self._times.use(
            lambda database: database.execute(
                "SELECT coalesce(max(last), 0),"
                " coalesce(max(CASE service WHEN ? THEN not_before END), 0) FROM turn",
                (service,),
            ).fetchone()
        )
        # A time that lies too far ahead is from before the clock was set back.
        ban = min(not_before - self._clock(), _LONGEST_BAN)
        if ban > LONGEST_PATIENCE:
            raise OnlineError(
                f"{service} has asked to be left alone for another {ban:.0f} seconds:"
                " try again after that"
            )
        pause = min(last + self._interval - self._clock(), self._interval)
        if max(ban, pause) > 0:
            self._sleep(max(ban, pause))

    def _note(self, service: str) -> None:
        self._write(
            "INSERT INTO turn(service, last, not_before) VALUES(?, ?, 0)"
            " ON CONFLICT(service) DO UPDATE SET last = excluded.last",
            (service, self._clock()),
        )

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        self._times.use(lambda database: database.execute(statement, values))
