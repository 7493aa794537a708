"""What the tests of publishing share: figures that take no time to draw."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from PIL import Image

from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.figure import Figure, Size, Theme
from summitmap.publishing import deck, outputs
from summitmap.story.model import Place, Story

SHAPES = {
    Size.WIDE: (160, 90),
    Size.SQUARE: (100, 100),
    Size.PORTRAIT: (80, 100),
    Size.STORY: (90, 160),
    Size.COLUMN: (85, 100),
    Size.A4: (210, 297),
}


@dataclass
class Sketches:
    """Plain sheets in the place of figures; `asked` is what was to be drawn, in order."""

    asked: list[tuple[str, Size, Theme, str | None]] = field(default_factory=list)

    def figure(
        self,
        story: Story,
        places: Mapping[str, Place],
        language: str,
        words: Catalogue,
        size: Size = Size.WIDE,
        theme: Theme = Theme.LIGHT,
        event: str | None = None,
    ) -> Figure:
        self.asked.append((language, size, theme, event))
        width, height = SHAPES[size]
        told = f"{language} {size.value} {theme.value} {event}"
        return Figure(f"<svg>{told}</svg>", "Title", f"Alt {told}", language, width, height, ())

    def png(self, figure: Figure, dpi: int = 144) -> bytes:
        image = io.BytesIO()
        Image.new("RGB", (int(figure.width), int(figure.height)), "white").save(image, "PNG")
        return image.getvalue()

    def pdf(self, figure: Figure) -> bytes:
        return f"%PDF {figure.alt}".encode()


@pytest.fixture
def sketches(monkeypatch: pytest.MonkeyPatch) -> Sketches:
    """Decks and outputs with plain sheets for figures, where the figure is not what is tested."""
    sketched = Sketches()
    for module in (deck, outputs):
        for name in ("figure", "png", "pdf"):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, getattr(sketched, name))
    return sketched
