"""`summitmap serve`: the dashboard."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from summitmap.commands.arguments import Commands


def add(commands: Commands) -> None:
    """Add the command to the parser's."""
    serve = commands.add_parser("serve", help="run the dashboard")
    serve.add_argument(
        "--stories",
        metavar="DIR",
        type=Path,
        default=Path("data/stories"),
        help="the folder whose folders are the stories (default: data/stories)",
    )
    serve.add_argument(
        "--port", metavar="N", type=_port, default=8501, help="the port (default: 8501)"
    )
    serve.set_defaults(run=_serve)


def _port(text: str) -> int:
    port = int(text)
    if not 0 < port < 65536:
        raise ValueError(text)
    return port


def _serve(chosen: argparse.Namespace) -> int:
    stories: Path = chosen.stories.resolve()
    if not stories.is_dir():
        print(f"{chosen.stories} is not a folder; give one with --stories DIR", file=sys.stderr)
        return 1
    # Streamlit is heavy, and only this command needs it.
    from summitmap.web.settings import STORIES, at_the_door

    os.environ[STORIES] = str(stories)
    at_the_door()
    from summitmap.web.server import serve

    serve(chosen.port)
    return 0
