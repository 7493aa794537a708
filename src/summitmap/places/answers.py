"""What online services answered, kept for a month in one SQLite file that all processes share."""

from __future__ import annotations

import sqlite3
from dataclasses import astuple, dataclass
from pathlib import Path

from summitmap.places.sharedfile import SharedFile

KEPT_SECONDS = 30 * 24 * 3600
"""How long an answer is used before the service is asked again."""

_TABLE = """
CREATE TABLE IF NOT EXISTS answer(
  service TEXT, query TEXT, question TEXT, answered REAL, expires REAL, raw TEXT,
  PRIMARY KEY(service, question)) WITHOUT ROWID
"""
_COLUMNS = "service, query, question, answered, expires, raw"


@dataclass(frozen=True)
class Answer:
    """What a service answered, word for word.

    `query` is what was looked for, `question` the whole address that was asked, with every option
    and with the names of keys in place of the keys. `answered` and `expires` are seconds since
    1970, UTC.
    """

    service: str
    query: str
    question: str
    answered: float
    expires: float
    raw: str


class Answers:
    """The answers kept in a folder. Safe to share between threads and processes."""

    def __init__(self, directory: Path) -> None:
        self._file = SharedFile(directory / "answers.sqlite", _TABLE)

    @property
    def path(self) -> Path:
        """Where the answers lie."""
        return self._file.path

    def find(self, service: str, question: str, now: float) -> Answer | None:
        """The answer to that question, unless there is none or it has expired.

        One from the future, kept before the clock was set back, counts as expired. Raises
        `OnlineError` when the folder cannot be used.
        """

        def read(database: sqlite3.Connection) -> Answer | None:
            row = database.execute(
                f"SELECT {_COLUMNS} FROM answer"
                " WHERE service = ? AND question = ? AND answered <= ? AND expires > ?",
                (service, question, now, now),
            ).fetchone()
            return Answer(*row) if row else None

        return self._file.use(read)

    def keep(self, answer: Answer) -> None:
        """Keep the answer in place of an earlier one, and drop those that expired before it came.

        Raises `OnlineError` when the folder cannot be used.
        """

        def write(database: sqlite3.Connection) -> None:
            database.execute("DELETE FROM answer WHERE expires <= ?", (answer.answered,))
            database.execute(
                f"INSERT OR REPLACE INTO answer({_COLUMNS}) VALUES(?, ?, ?, ?, ?, ?)",
                astuple(answer),
            )

        self._file.use(write)
