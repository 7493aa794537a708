"""The colours of what is drawn, by name, in light and in dark.

Land is pale, the sea is quiet, and one accent carries the journey. The accent is a vermilion, which
the usual forms of colour blindness still tell from land and sea by how dark it is; nothing is said
by colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Theme(StrEnum):
    """Which of the two sets of colours."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Colours:
    """Each colour by what it is for, as `#rrggbb`.

    `paper` lies behind text, `ink` is text and `quiet` text that steps back; `name` and
    `water_name` are names on the map, with `halo` round those on land; `faint` is for what is
    still to come at an event.
    """

    paper: str
    ink: str
    quiet: str
    rule: str
    sea: str
    land: str
    border: str
    coast: str
    river: str
    name: str
    water_name: str
    halo: str
    accent: str
    tint: str
    faint: str


_LIGHT = Colours(
    paper="#fffdf9",
    ink="#1f2328",
    quiet="#5c574d",
    rule="#c9c0b0",
    sea="#dde7ec",
    land="#f7f4ed",
    border="#b9ae9b",
    coast="#93aab8",
    river="#a5c5d5",
    name="#625c51",
    water_name="#3f6377",
    halo="#f7f4ed",
    accent="#b3360c",
    tint="#f0d6cb",
    faint="#8d857a",
)

_DARK = Colours(
    paper="#16191d",
    ink="#ebe9e4",
    quiet="#b3b1ab",
    rule="#4d555c",
    sea="#12171c",
    land="#2a3035",
    border="#5f686f",
    coast="#4d5f6b",
    river="#3a596a",
    name="#bdbab3",
    water_name="#86abc0",
    halo="#20262b",
    accent="#ff8f66",
    tint="#573a30",
    faint="#8a8f93",
)


def colours(theme: Theme) -> Colours:
    """The colours of a theme."""
    return _DARK if theme is Theme.DARK else _LIGHT
