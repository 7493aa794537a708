"""What the operator sets for the server."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from summitmap import settings
from summitmap.errors import SettingsError

STORIES = settings.STORIES.name


@dataclass(frozen=True)
class Settings:
    """What `docs/settings.md` tells of.

    `stories` is the folder whose folders are the stories; `address` is where readers find the
    server, without a slash at the end, and is empty where each request says it; `frames` are the
    origins whose pages may show the dashboard in a frame; `log` says whether requests are logged,
    `log_addresses` with the readers' addresses; `url_bytes`, `body_bytes` and `message_bytes` bound
    what one request says, `dashboards` how many are open at once, `stock_bytes`, `drawings` and
    `waiting` the files that are made.
    """

    stories: Path
    address: str
    frames: tuple[str, ...]
    log: bool
    log_addresses: bool
    url_bytes: int
    body_bytes: int
    message_bytes: int
    dashboards: int
    stock_bytes: int
    drawings: int
    waiting: int

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Settings:
        """The settings in that environment, with their defaults.

        Raises `SettingsError` with everything that is wrong with any variable of ours.
        """
        problems = settings.problems(environment)
        if problems:
            raise SettingsError(problems)
        return cls(
            stories=settings.STORIES.of(environment),
            address=settings.ADDRESS.of(environment),
            frames=settings.FRAMES.of(environment),
            log=settings.REQUEST_LOG.of(environment),
            log_addresses=settings.LOG_ADDRESSES.of(environment),
            url_bytes=settings.URL_BYTES.of(environment),
            body_bytes=settings.BODY_BYTES.of(environment),
            message_bytes=settings.MESSAGE_BYTES.of(environment),
            dashboards=settings.DASHBOARDS.of(environment),
            stock_bytes=settings.STOCK_BYTES.of(environment),
            drawings=settings.DRAWINGS.of(environment),
            waiting=settings.WAITING.of(environment),
        )


def current() -> Settings:
    """The settings of this process."""
    return Settings.of(os.environ)


def at_the_door() -> Settings:
    """The settings of this process, which ends with every problem told where they cannot be
    read; what only looks like a setting is told too, and passes."""
    for name in settings.unknown(os.environ):
        print(name, file=sys.stderr)
    try:
        return current()
    except SettingsError as error:
        sys.exit(str(error))
