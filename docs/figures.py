"""Makes the contact sheet of the figure: `.venv/bin/python docs/figures.py`.

Every size once, in both languages, light and dark, and one figure at an event.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from summitmap.drawing.catalogue import catalogue
from summitmap.drawing.figure import Size, Theme, figure, png
from summitmap.story import folder

DOCS = Path(__file__).parent
STORY = DOCS.parent / "data" / "stories" / "kim-russia-2023"
GAP = 24
BACKGROUND = "#8b8f94"
COLOURS = 256


@dataclass(frozen=True)
class Shown:
    """One figure of the sheet; `height` is how high it is shown, in pixels."""

    size: Size
    language: str
    theme: Theme
    height: int
    event: str | None = None


ROWS = (
    (
        Shown(Size.WIDE, "en", Theme.LIGHT, 460),
        Shown(Size.WIDE, "nb", Theme.DARK, 460, "summit-talks"),
    ),
    (
        Shown(Size.SQUARE, "nb", Theme.LIGHT, 640),
        Shown(Size.PORTRAIT, "en", Theme.DARK, 640),
        Shown(Size.COLUMN, "nb", Theme.LIGHT, 440),
    ),
    (
        Shown(Size.STORY, "nb", Theme.DARK, 760, "lavrov-visit"),
        Shown(Size.STORY, "en", Theme.LIGHT, 760),
        Shown(Size.A4, "nb", Theme.LIGHT, 760),
    ),
)


def main() -> None:
    """Draw the figures and lay them out in rows, each row in the middle."""
    story = folder.read(STORY)
    rows = [[picture(shown, story) for shown in row] for row in ROWS]
    wide = max(sum(image.width + GAP for image in row) for row in rows) + GAP
    tall = sum(max(image.height for image in row) + GAP for row in rows) + GAP
    sheet = Image.new("RGB", (wide, tall), BACKGROUND)
    y = GAP
    for row in rows:
        x = (wide - sum(image.width + GAP for image in row) + GAP) // 2
        for image in row:
            sheet.paste(image, (x, y))
            x += image.width + GAP
        y += max(image.height for image in row) + GAP
    # Few colours are in it, and a file in a repository should be small.
    small = sheet.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    small.save(DOCS / "figures.png", optimize=True)


def picture(shown: Shown, story: folder.StoryFolder) -> Image.Image:
    """The figure at the height that it is shown at."""
    words = catalogue(shown.language)
    drawn = figure(
        story.story, story.places, shown.language, words, shown.size, shown.theme, shown.event
    )
    with Image.open(io.BytesIO(png(drawn, 192))) as image:
        width = round(drawn.width * shown.height / drawn.height)
        return image.resize((width, shown.height), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
