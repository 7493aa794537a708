"""The premises: what is served lies in the folder of the stories, wherever a link there leads."""

from __future__ import annotations

from pathlib import Path

from summitmap.errors import Problem, StoryError


def check(story: Path) -> None:
    """Raise `StoryError` where the folder of a story, or a file in it, is a link that leads out of
    the folder that it lies in beside the other stories.

    That folder may itself be a link: it is what the operator named. A link from one story to
    another stays within, as do those that a container mounts a volume by.
    """
    home = story.parent.resolve()
    for path in (story, *_inside(story)):
        if path.is_symlink() and not _leads_into(home, path):
            raise StoryError(
                story.name,
                (
                    Problem(
                        "" if path == story else path.name,
                        "",
                        "is a link that leads out of the folder of the stories",
                        "put there what it leads to",
                    ),
                ),
            )


def _inside(story: Path) -> tuple[Path, ...]:
    try:
        return tuple(story.iterdir())
    except OSError:
        return ()


def _leads_into(home: Path, link: Path) -> bool:
    try:
        return link.resolve().is_relative_to(home)
    except (OSError, RuntimeError):
        # It leads nowhere, or to itself.
        return False
