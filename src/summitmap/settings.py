"""What the operator sets: each SUMMITMAP_* variable of the environment, its default and how it is
read. `docs/settings.md` tells what each is for; a test holds that it tells of all of them."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import platformdirs

from summitmap.errors import SettingsError

Value_co = TypeVar("Value_co", covariant=True)

_LIKE = 0.9
"""From where on two names are so alike, from 0 to 1, that the one may be meant by the other."""

_LONGEST = 80
"""How many signs of a value are said again."""


@dataclass(frozen=True)
class Setting(Generic[Value_co]):
    """A variable: `default` is what it says where it is not set, and is empty where there is
    nothing to say; `read` takes what it says, or raises `ValueError` with the way out."""

    name: str
    default: str
    read: Callable[[str], Value_co]

    def of(self, environment: Mapping[str, str]) -> Value_co:
        """Its value in that environment. Raises `SettingsError`."""
        text = environment.get(self.name, "").strip() or self.default
        try:
            return self.read(text)
        except ValueError as error:
            said = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
            raise SettingsError((f"{self.name} is {said!r}: {error}",)) from error


def _folder(text: str) -> Path:
    try:
        return Path(text).resolve()
    except (OSError, RuntimeError) as error:
        raise ValueError("give it the path of a folder") from error


def _cache(text: str) -> Path:
    return Path(text) if text else Path(platformdirs.user_cache_dir("summitmap"))


def _as_it_is(text: str) -> str:
    return text


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds <= 3600:
        raise ValueError("give it a number of seconds from 0 to 3600")
    return seconds


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        digits = text.replace("_", "")
        number = int(digits) if re.fullmatch(r"[0-9]{1,12}", digits) else -1
        if not least <= number <= most:
            raise ValueError(f"give it a whole number from {least} to {most}")
        return number

    return read


def _yes_or_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError("write yes or no")
    return text == "yes"


_ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9.-]+(:[0-9]{1,5})?|\*", re.IGNORECASE)


def _origins(text: str) -> tuple[str, ...]:
    origins = tuple(text.split())
    if not all(map(_ORIGIN.fullmatch, origins)):
        raise ValueError(
            "write origins such as https://cms.example.org with a space between two, or * for all"
        )
    return origins


_ADDRESS = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?", re.IGNORECASE)


def _address(text: str) -> str:
    if text and not _ADDRESS.fullmatch(text):
        raise ValueError("write it like https://maps.example.org, without a slash at the end")
    return text


STORIES = Setting("SUMMITMAP_STORIES", "data/stories", _folder)
CACHE = Setting("SUMMITMAP_CACHE", "", _cache)
CONTACT = Setting("SUMMITMAP_CONTACT", "", _as_it_is)
ONLINE_INTERVAL = Setting("SUMMITMAP_ONLINE_INTERVAL", "1", _seconds)
GEOCODER_TIMEOUT = Setting("SUMMITMAP_GEOCODER_TIMEOUT", "10", _seconds)

ADDRESS = Setting("SUMMITMAP_ADDRESS", "", _address)
FRAMES = Setting("SUMMITMAP_FRAMES", "", _origins)
REQUEST_LOG = Setting("SUMMITMAP_REQUEST_LOG", "yes", _yes_or_no)
LOG_ADDRESSES = Setting("SUMMITMAP_LOG_ADDRESSES", "no", _yes_or_no)
URL_BYTES = Setting("SUMMITMAP_URL_BYTES", "8192", _whole(256, 65_536))
BODY_BYTES = Setting("SUMMITMAP_BODY_BYTES", "65536", _whole(0, 1_000_000))
MESSAGE_BYTES = Setting("SUMMITMAP_MESSAGE_BYTES", "1000000", _whole(10_000, 25_000_000))
DASHBOARDS = Setting("SUMMITMAP_DASHBOARDS", "200", _whole(1, 10_000))
STOCK_BYTES = Setting("SUMMITMAP_STOCK_BYTES", "96000000", _whole(0, 100_000_000_000))
DRAWINGS = Setting("SUMMITMAP_DRAWINGS", "2", _whole(1, 64))
WAITING = Setting("SUMMITMAP_WAITING", "40", _whole(1, 10_000))

GEOCODER_PREFIX = "SUMMITMAP_GEOCODER_"
"""What the names of the services' own options begin with."""

ALL: tuple[Setting[object], ...] = (
    *(STORIES, CACHE, CONTACT, ONLINE_INTERVAL, GEOCODER_TIMEOUT),
    *(
        ADDRESS,
        FRAMES,
        REQUEST_LOG,
        LOG_ADDRESSES,
        URL_BYTES,
        BODY_BYTES,
        MESSAGE_BYTES,
        DASHBOARDS,
    ),
    *(STOCK_BYTES, DRAWINGS, WAITING),
)
"""Every variable that has a name of its own."""


def problems(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Whatever is wrong with the settings of that environment, a sentence each, without a full
    stop; nothing where all can be read."""
    found: list[str] = []
    for setting in ALL:
        try:
            setting.of(environment)
        except SettingsError as error:
            found += error.problems
    return tuple(found)


def unknown(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The variables that are named like ours and are none, a sentence each, without a full stop:
    most often a slip of the pen."""
    known = [setting.name for setting in ALL]
    found = []
    for name in sorted(environment):
        if (
            name.startswith("SUMMITMAP_")
            and name not in known
            and not name.startswith(GEOCODER_PREFIX)
        ):
            near = difflib.get_close_matches(name, known, n=1, cutoff=_LIKE)
            found.append(f"{name} is no setting{f': is {near[0]} meant?' if near else ''}")
    return tuple(found)
