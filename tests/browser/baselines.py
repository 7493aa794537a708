"""How a screen should look: its picture, stored beside the tests, and what differs from it.

A stored picture has a palette of 256 colours, which puts no channel of a pixel further than six of
255 from what the browser drew, and takes a third of the bytes. Two screens look alike when no more
than one pixel in ten thousand differs to the eye and not by the smoothing of an edge.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops
from pixelmatch.contrib.PIL import pixelmatch
from playwright.sync_api import Page

PICTURES = Path(__file__).parent / "baselines"
REFRESH = ".venv/bin/pytest tests/browser/test_looks.py --refresh-looks"

COLOURS = 256
PALETTE = 6
"""How far the palette may put a channel of a pixel, of 255: what was measured on these screens."""
SEEN = 0.05
"""From which distance two colours differ, of 1 between black and white, as pixelmatch weighs them:
two greys that are 14 of 255 apart. The palette alone is never further away."""
ALLOWED = 1 / 10_000
"""The share of the pixels that may differ."""
STILL = 20
"""How many pictures are taken until two in a row are the same."""


def photograph(page: Page) -> Image.Image:
    """What the window shows, at one pixel a CSS pixel, once two pictures in a row are the same.

    Letters have come, animations stand at their end, and there is no caret. Raises `AssertionError`
    when the screen does not come to rest.
    """
    page.evaluate("document.fonts.ready.then(() => true)")
    before = b""
    for _ in range(STILL):
        taken = page.screenshot(animations="disabled", caret="hide", scale="css")
        if taken == before:
            return Image.open(io.BytesIO(taken)).convert("RGB")
        before = taken
    raise AssertionError(f"of {STILL} pictures in a row no two were the same: something moves")


@dataclass(frozen=True)
class Difference:
    """How many pixels of a screen differ, of how many, and where: red on the stored picture."""

    pixels: int
    of: int
    picture: Image.Image

    @property
    def looks_alike(self) -> bool:
        return self.pixels <= self.of * ALLOWED


def difference(stored: Image.Image, taken: Image.Image) -> Difference:
    """What differs to the eye between two pictures of the same size."""
    of = taken.width * taken.height
    marked = Image.blend(stored.convert("RGB"), Image.new("RGB", stored.size, "white"), 0.8)
    apart = ImageChops.difference(stored.convert("RGB"), taken)
    box = apart.point(lambda channel: channel > PALETTE and 255).getbbox()
    if box is None:
        return Difference(0, of, marked)
    # pixelmatch goes through the pixels one by one: no further than anything differs.
    old, new = (picture.convert("RGBA").crop(box) for picture in (stored, taken))
    mask = Image.new("RGBA", old.size)
    pixels = pixelmatch(old, new, mask, threshold=SEEN, diff_mask=True)
    marked.paste(mask, box, mask)
    return Difference(pixels, of, marked)


def store(picture: Image.Image, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    few = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(path, "PNG", optimize=True)


def fault(stored: Path, taken: Image.Image, beside: Path) -> str:
    """What is wrong with a screen, in a sentence, or nothing; a screen that looks otherwise is
    written into the folder `beside`, with a picture of the difference."""
    with Image.open(stored) as opened:
        expected = opened.convert("RGB")
    actual = beside / f"{stored.stem}.actual.png"
    if expected.size != taken.size:
        taken.save(actual)
        return f"{stored.name} is {expected.size} pixels and the screen {taken.size}: {actual}"
    found = difference(expected, taken)
    if found.looks_alike:
        return ""
    marked = beside / f"{stored.stem}.difference.png"
    taken.save(actual)
    found.picture.save(marked)
    return (
        f"{found.pixels} of {found.of} pixels differ from {stored.name}: look at {actual} and "
        f"{marked}; if it should look so from now on, run {REFRESH}"
    )
