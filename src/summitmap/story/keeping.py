"""What we write, kept so that nothing is lost: it is in its place whole, or not at all.

Whoever writes into a folder is its only writer meanwhile. What is new is written beside, under a
name that begins with a dot, flushed to the disk, and takes its place at once. Killed at any point,
a run leaves the old or the new; what else it leaves is hidden, and the next writer takes it away.
"""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from summitmap.errors import KeepingError
from summitmap.story import intake

if sys.platform != "win32":
    import fcntl

PATIENCE = 30.0
"""Seconds that a writer waits for another one in the same folder."""

_LOOKS_AGAIN_AFTER = 0.05
_ABANDONED_AFTER_SECONDS = 24 * 3600.0

_NEW = ".summitmap-new-"
_OLD = ".summitmap-old"
_READY = ".summitmap-ready"


def bytes_of(path: Path, largest: int) -> bytes:
    """What stands in a file that is kept; raises what `intake.bytes_of` raises.

    Of several files that change at once, those that a killed run did not come to put in their
    places count already: its reader sees all of them new.
    """
    try:
        return intake.bytes_of(path.parent / _READY / path.name, largest)
    except (FileNotFoundError, NotADirectoryError):
        return intake.bytes_of(path, largest)


@contextmanager
def alone(folder: Path, patience: float | None = None) -> Iterator[Keeper]:
    """Be the only writer in that folder, and wait for another one before.

    The folder is made where it is not there. Gives its keeper, with what an earlier run left put
    in order. Raises
    `KeepingError` when the other one takes longer than `patience` seconds (`PATIENCE` when left
    out), and when the folder cannot be used.
    """
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = _locked(folder, PATIENCE if patience is None else patience)
    try:
        keeper = Keeper(folder, others=descriptor is None)
        with _told(folder):
            keeper.tidy()
        yield keeper
    finally:
        if descriptor is not None:
            os.close(descriptor)


def tidy(folder: Path) -> None:
    """Take away what a killed run has left in a folder, unless another one is at work there."""
    with suppress(KeepingError), alone(folder, patience=0):
        pass


class Keeper:
    """Puts files and folders in their places in one folder. Use `alone`, which gives one.

    `others` tells that there may be other writers, for the system cannot keep them out.
    """

    def __init__(self, folder: Path, *, others: bool) -> None:
        self._folder = folder
        self._others = others

    def put(self, name: str, body: bytes) -> Path:
        """Put a file in the place of an older one, and give its path. Raises `KeepingError`."""
        with _told(self._folder / name), self.beside() as new:
            (new / name).write_bytes(body)
            return self._take(new / name)

    def put_all(self, files: Mapping[str, bytes]) -> None:
        """Put several files in their places: all of them, or none. Raises `KeepingError`."""
        with _told(self._folder), self.beside() as new:
            for name, body in files.items():
                (new / name).write_bytes(body)
                _copy_mode(self._folder / name, new / name)
            _flush_all(new)
            # From here on these are the files, see `bytes_of`.
            new.rename(self._folder / _READY)
            _flush(self._folder)
            self._finish()

    def take(self, new: Path, *, replacing: bool = False) -> Path:
        """Put a file or folder that was made `beside` in its place, under its own name, and give
        its path.

        A file goes in the place of an older one. A folder does when it is `replacing` one, and
        else in that of an empty one at the most. Raises `KeepingError`.
        """
        with _told(self._folder / new.name):
            return self._take(new, replacing=replacing)

    def write(self, path: Path, body: bytes) -> None:
        """Write a file in a folder that is made `beside`. Raises `KeepingError`."""
        _, *inner = path.relative_to(self._folder).parts
        with _told(self._folder.joinpath(*inner)):
            path.write_bytes(body)

    @contextmanager
    def beside(self) -> Iterator[Path]:
        """An empty folder on the same disk, whose name begins with a dot, gone afterwards.

        Raises `KeepingError` when it cannot be made.
        """
        new = self._folder / f"{_NEW}{secrets.token_hex(8)}"
        with _told(self._folder):
            new.mkdir()
        try:
            yield new
        finally:
            shutil.rmtree(new, ignore_errors=True)

    @contextmanager
    def folder_beside(self, name: str) -> Iterator[Path]:
        """The same with an empty folder of that name in it, which `take` may put in its place."""
        with self.beside() as around:
            with _told(self._folder / name):
                (around / name).mkdir()
            yield around / name

    def tidy(self) -> None:
        """Finish what a killed run had begun to put in place, and take away what it has left."""
        self._finish()
        old = self._folder / _OLD
        for left in old.iterdir() if old.is_dir() else ():
            if not os.path.lexists(self._folder / left.name):
                left.rename(self._folder / left.name)
        shutil.rmtree(old, ignore_errors=True)
        oldest = time.time() - _ABANDONED_AFTER_SECONDS
        for left in self._folder.iterdir():
            if not left.name.startswith(_NEW):
                continue
            with suppress(OSError):
                # Where nothing keeps the others out, one of them may be at work in it.
                if not self._others or left.stat().st_mtime < oldest:
                    shutil.rmtree(left)

    def _take(self, new: Path, *, replacing: bool = False) -> Path:
        target = self._folder / new.name
        _flush_all(new)
        if not new.is_dir():
            _copy_mode(target, new)
            new.replace(target)
        elif not (replacing and os.path.lexists(target)):
            if sys.platform == "win32" and target.is_dir():
                # What POSIX systems do of themselves.
                target.rmdir()
            new.rename(target)
        elif not _exchange(new, target):
            old = self._folder / _OLD
            old.mkdir()
            target.rename(old / target.name)
            new.rename(target)
            shutil.rmtree(old, ignore_errors=True)
        _flush(self._folder)
        return target

    def _finish(self) -> None:
        ready = self._folder / _READY
        if not ready.is_dir():
            return
        for file in ready.iterdir():
            file.replace(self._folder / file.name)
        _flush(self._folder)
        ready.rmdir()


def _locked(folder: Path, patience: float) -> int | None:
    """A descriptor of the folder that nobody else holds; `None` where the system has no such lock.

    The system lets go of it when it is closed, and when the process is killed.
    """
    if sys.platform == "win32":
        return None
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    until = time.monotonic() + patience
    try:
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    raise KeepingError(
                        f"{folder} is being written by another run of SummitMap, and nothing of"
                        " this one was kept: try again when that one is done"
                    ) from None
                time.sleep(_LOOKS_AGAIN_AFTER)
            except OSError:
                # Some file systems over a network cannot lock.
                os.close(descriptor)
                return None
            else:
                return descriptor
    except BaseException:
        os.close(descriptor)
        raise


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """What the file system refuses, told as one sentence about what it was that we wrote."""
    try:
        yield
    except OSError as fault:
        way_out = "try again"
        if fault.errno in _FULL:
            way_out = "make room on the disk and try again"
        elif fault.errno in _FORBIDDEN:
            way_out = "ask for the right to write there"
        raise KeepingError(
            f"{target} cannot be written ({fault.strerror or fault}): {way_out}"
        ) from fault


def _copy_mode(old: Path, new: Path) -> None:
    """Let who could read the old file read the new one."""
    if old.exists():
        shutil.copymode(old, new)


def _flush_all(path: Path) -> None:
    """Wait until the file, or the folder with all that is in it, is on the disk."""
    for inner in path.rglob("*") if path.is_dir() else ():
        _flush(inner)
    _flush(path)


def _flush(path: Path) -> None:
    # Windows flushes files alone, and those that are open for writing.
    windows = sys.platform == "win32"
    if windows and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDWR if windows else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


_HERE = -100  # AT_FDCWD of fcntl.h: a path from the working directory
_SWAP = 2  # RENAME_EXCHANGE of linux/fs.h


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places at once, as `renameat2(2)` of Linux does; whether it did.

    Elsewhere, and on file systems that cannot, the caller moves one after the other.
    """
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _SWAP) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL):
        return False
    raise OSError(number, os.strerror(number), str(other))
