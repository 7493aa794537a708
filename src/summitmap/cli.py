"""The command line: progress on standard error, results on standard output.

Exit 0 when a command did its work, 1 with every problem listed when the input is at fault,
2 on wrong usage. Each command has a file of its own in `commands`.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Sequence

from summitmap.commands import check, geocode, importing, publish, read, serve
from summitmap.errors import SummitMapError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A path or a word that the terminal cannot show is shown by its number.
            stream.reconfigure(errors="backslashreplace")
    chosen = _parser().parse_args(arguments)
    try:
        run: Callable[[argparse.Namespace], int] = chosen.run
        return run(chosen)
    except SummitMapError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or 'a file'}: {error.strerror}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="summitmap", description="Turns a news article into an event map that can be trusted."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in (check, geocode, importing, publish, read, serve):
        command.add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
