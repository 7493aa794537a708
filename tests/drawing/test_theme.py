"""The colours: told apart, and read, by everyone."""

from __future__ import annotations

import re
from dataclasses import asdict

import pytest

from summitmap.drawing.theme import Colours, Theme, colours

# How the colour-blind see: G. Machado, M. Oliveira and L. Fernandes, "A Physiologically-based Model
# for Simulation of Color Vision Deficiency", IEEE Transactions on Visualization and Computer
# Graphics 15 (2009), the matrices of severity 1.0, for linear sRGB.
SEEN_AS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> list[float]:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour: str, seen: str = "normal") -> float:
    """Relative luminance as WCAG 2 has it, of the colour as it is seen."""
    rgb = [
        min(max(sum(weight * part for weight, part in zip(row, linear(colour), strict=True)), 0), 1)
        for row in SEEN_AS[seen]
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), rgb, strict=True))


def contrast(one: str, other: str, seen: str = "normal") -> float:
    light, dark = sorted((luminance(one, seen), luminance(other, seen)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(params=list(Theme))
def palette(request: pytest.FixtureRequest) -> Colours:
    return colours(request.param)


def test_every_colour_is_written_in_full(palette: Colours) -> None:
    for name, colour in asdict(palette).items():
        assert re.fullmatch(r"#[0-9a-f]{6}", colour), name


def test_text_on_paper_is_read_easily(palette: Colours) -> None:
    for tone in (palette.ink, palette.quiet, palette.accent):
        assert contrast(tone, palette.paper) >= 4.5


def test_names_on_the_map_are_read_easily(palette: Colours) -> None:
    for tone in (palette.ink, palette.quiet, palette.name):
        assert contrast(tone, palette.halo) >= 4.5
    assert contrast(palette.water_name, palette.sea) >= 4.5


def test_a_stop_s_number_is_read_in_each_kind_of_marker(palette: Colours) -> None:
    assert contrast(palette.halo, palette.accent) >= 4.5
    assert contrast(palette.accent, palette.paper) >= 4.5
    assert contrast(palette.accent, palette.tint) >= 3


@pytest.mark.parametrize("seen", SEEN_AS)
def test_the_journey_stands_out_from_land_and_sea_for_the_colour_blind_too(
    palette: Colours, seen: str
) -> None:
    for ground in (palette.land, palette.sea, palette.paper):
        assert contrast(palette.accent, ground, seen) >= 3


def test_what_is_still_to_come_is_faint_but_seen(palette: Colours) -> None:
    for ground in (palette.land, palette.sea):
        assert 2.4 <= contrast(palette.faint, ground) < contrast(palette.accent, ground)


def test_light_and_dark_are_the_other_way_round() -> None:
    light, dark = colours(Theme.LIGHT), colours(Theme.DARK)
    assert luminance(light.paper) > 0.9
    assert luminance(dark.paper) < 0.05
    assert luminance(light.land) > luminance(light.ink)
    assert luminance(dark.land) < luminance(dark.ink)
