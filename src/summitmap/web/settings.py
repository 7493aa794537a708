"""What the operator sets, in the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

STORIES = "SUMMITMAP_STORIES"


@dataclass(frozen=True)
class Settings:
    """`stories` is the folder whose folders are the stories (SUMMITMAP_STORIES)."""

    stories: Path

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Settings:
        """The settings in that environment, with their defaults."""
        return cls(stories=Path(environment.get(STORIES, "data/stories")).resolve())


def current() -> Settings:
    """The settings of this process."""
    return Settings.of(os.environ)
