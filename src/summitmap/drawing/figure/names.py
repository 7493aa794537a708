"""The names on the figure: which are wanted, how each is written, and where it could stand."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from summitmap.drawing.figure.cells import WATER, Cells, area_cells, without
from summitmap.drawing.figure.fonts import ASCENT, Face, Style, plain, shortened, width, wrapped
from summitmap.drawing.figure.projection import Point, Projection
from summitmap.drawing.figure.shapes import Ring
from summitmap.drawing.figure.signs import Marker
from summitmap.drawing.labels import Box, Option, Wanted, beside
from summitmap.places import basemap
from summitmap.places.basemap import Label, LabelKind

_MOST_CITIES = 24
_WATERS = (LabelKind.OCEAN, LabelKind.SEA, LabelKind.LAKE, LabelKind.RIVER)
_CITIES = (LabelKind.CAPITAL, LabelKind.CITY)


@dataclass(frozen=True)
class Line:
    """One line of a name."""

    text: str
    style: Style
    tone: str


@dataclass(frozen=True)
class Form:
    """One way to write a name: its lines from top to bottom; `cost` is what the way is worth."""

    lines: tuple[Line, ...]
    cost: float = 0.0

    @property
    def width(self) -> float:
        # The space after the last letter is not seen.
        return max(width(line.text, line.style) - line.style.spacing for line in self.lines)

    @property
    def height(self) -> float:
        return sum(line.style.line_height for line in self.lines[1:]) + self.lines[0].style.size


@dataclass(frozen=True)
class Name:
    """A name that is wanted, with its forms; `wanted` holds the boxes, one form each."""

    text: str
    forms: tuple[Form, ...]
    wanted: Wanted
    anchored: bool
    halo: str
    dot: Point | None = None


@dataclass(frozen=True)
class Scene:
    """What the names are placed on: the view, its cells, and the size of a stop's name."""

    projection: Projection
    frame: Box
    cells: Cells
    type_size: float
    least: float

    @property
    def zoom(self) -> float:
        """The zoom level of a web map that shows as much with as large type."""
        across = 2 * math.pi * self.projection.scale * math.cos(math.radians(self._latitude))
        return math.log2(across / 256) - math.log2(self.type_size / 14)

    @property
    def _latitude(self) -> float:
        middle = self.projection.position(Point(self.frame.x, self.frame.y))
        return min(abs(middle.latitude), 75.0) if middle else 0.0

    def size(self, share: float) -> float:
        """A type size in proportion to that of a stop's name, but never less than the least."""
        return max(self.type_size * share, self.least)


def stop_name(marker: Marker, date: str, scene: Scene, tones: tuple[str, str]) -> Name:
    """The name of a marker with its date; `tones` are the colours of name and date."""
    size = scene.type_size if marker.label else scene.size(0.86)
    style = Style(Face.SEMIBOLD if marker.label else Face.REGULAR, size)
    small = Style(Face.REGULAR, scene.size(0.8))
    text = plain(marker.name)
    one = (shortened(text, style, size * 15),)
    two = wrapped(text, style, max(size * 7.5, width(text, style) * 0.55))[:3]
    forms = []
    for lines, cost in ((one, 0.0), (two, 0.5)):
        named = tuple(Line(line, style, tones[0]) for line in lines)
        for measure, more in ((11.0, 0.0), (6.5, 0.25)) if date else ():
            dated = wrapped(plain(date), small, size * measure)
            if len(dated) < 3:
                lower = tuple(Line(line, small, tones[1]) for line in dated)
                forms.append(Form((*named, *lower), cost + more))
        forms.append(Form(named, cost + (1.2 if date else 0.0)))
    gap = scene.type_size * 0.36
    options = tuple(
        Option(box, cost + form.cost, number)
        for number, form in enumerate(forms)
        for box, cost in beside(
            marker.at.x,
            marker.at.y,
            (marker.reach + gap, marker.radius + gap * 0.8),
            form.width,
            form.height,
        )
    )
    wanted = Wanted(f"stop {marker.place}", options, crossing=0.08, insists=True)
    return Name(text, tuple(forms), wanted, True, "halo")


def region_names(regions: Mapping[str, tuple[str, Sequence[Ring]]], scene: Scene) -> Iterator[Name]:
    """The names of regions, by their keys, each somewhere in what is seen of it; none for a region
    that is out of view. In a region that holds another one its name stands beside that."""
    grid = scene.cells.grid
    cells = {key: area_cells(grid, rings, scene.projection) for key, (_, rings) in regions.items()}
    for key, (text, _) in regions.items():
        own = cells[key]
        count = own.count(1)
        inner = [other for other in cells.values() if 0 < other.count(1) < count]
        alone = without(own, inner)
        if alone.count(1) < 6:
            alone = own
        if alone.count(1) < 6:
            continue
        style = Style(Face.ITALIC, scene.size(0.86))
        forms = _forms(plain(text), style, "name", 9)
        options = tuple(_inside(forms, alone, 1, None, scene, 0.55))
        yield Name(plain(text), forms, Wanted(f"region {key}", options), False, "halo")


def country_names(language: str, scene: Scene, told_of: frozenset[str]) -> Iterator[Name]:
    """The countries in view, those that the story tells of before others, then the largest."""
    grid = scene.cells.grid
    whole = grid.rows * grid.columns
    seen: set[str] = set()
    counted = []
    for label in basemap.labels(language):
        number = scene.cells.numbers.get(label.id)
        if label.kind is LabelKind.COUNTRY and number is not None and label.id not in seen:
            seen.add(label.id)
            counted.append((label, number, scene.cells.count(number)))
    counted.sort(key=lambda found: (found[0].id not in told_of, -found[2], found[0].id))
    for label, number, count in counted:
        told = label.id in told_of
        if count < (2 if told else 10):
            continue
        size = scene.size(0.98 if count > whole * 0.12 else 0.82 if count > whole * 0.02 else 0.72)
        style = Style(Face.SEMIBOLD, size, size * 0.14)
        forms = _forms(label.text.upper(), style, "name", 4)
        if not told and count * grid.size**2 < forms[-1].width * forms[-1].height * 1.1:
            continue
        at = scene.projection.point(label.position.longitude, label.position.latitude)
        options = tuple(_inside(forms, scene.cells, number, at, scene, 0.45 if told else 0.8))
        if options:
            yield Name(label.text, forms, Wanted(f"country {label.id}", options), False, "halo")


def water_names(language: str, scene: Scene) -> Iterator[Name]:
    """Oceans, seas, lakes and rivers in view, each on the water that it names."""
    for label in basemap.labels(language):
        if label.kind not in _WATERS or label.rank > scene.zoom + 1.2:
            continue
        at = scene.projection.point(label.position.longitude, label.position.latitude)
        near = scene.frame.grown(scene.type_size * 5)
        if not near.holds(Box.round(at.x, at.y, 0, 0)):
            continue
        size = scene.size(1.0 if label.kind is LabelKind.OCEAN else 0.84)
        style = Style(Face.ITALIC, size, size * 0.03)
        forms = _forms(label.text, style, "water_name", 5)
        options = tuple(_afloat(forms, at, label.kind, scene))
        if options:
            wanted = Wanted(f"water {label.id}", options)
            halo = "halo" if label.kind is LabelKind.RIVER else "sea"
            yield Name(label.text, forms, wanted, False, halo)


def city_names(language: str, scene: Scene, markers: Sequence[Marker]) -> Iterator[Name]:
    """Cities in view to find one's way by, the most important first; none that is a stop."""
    taken = {marker.name.casefold() for marker in markers}
    clear = scene.frame.grown(-scene.type_size * 0.4)
    count = 0
    for label in basemap.labels(language):
        if label.kind not in _CITIES or label.rank > scene.zoom - 0.1 or count >= _MOST_CITIES:
            continue
        at = scene.projection.point(label.position.longitude, label.position.latitude)
        if not clear.holds(Box.round(at.x, at.y, 0, 0)) or label.text.casefold() in taken:
            continue
        if any(math.dist((at.x, at.y), (m.spot.x, m.spot.y)) < m.radius * 1.6 for m in markers):
            continue
        count += 1
        yield _city(label, at, scene)


def _city(label: Label, at: Point, scene: Scene) -> Name:
    style = Style(Face.REGULAR, scene.size(0.76))
    form = Form((Line(label.text, style, "name"),))
    dot = scene.type_size * 0.14
    reach = dot + scene.type_size * 0.16
    options = tuple(
        Option(box, cost)
        for box, cost in beside(at.x, at.y, (reach, reach), form.width, form.height)
    )
    mark = Box.round(at.x, at.y, 2 * dot, 2 * dot)
    return Name(
        label.text, (form,), Wanted(f"city {label.id}", options, mark=mark), True, "halo", at
    )


@lru_cache(maxsize=4096)
def _forms(text: str, style: Style, tone: str, longest: float) -> tuple[Form, ...]:
    """In one line, and broken when it is longer than so many times its size."""
    one = Form((Line(text, style, tone),))
    if width(text, style) < style.size * longest:
        return (one,)
    parts = text.replace("-", "- ")
    longest_word = max(width(word, style) for word in parts.split())
    lines = wrapped(parts, style, max(width(text, style) * 0.62, longest_word))
    joined = tuple(line.replace("- ", "-") for line in lines)
    if not 1 < len(joined) < 4:
        return (one,)
    return (one, Form(tuple(Line(line, style, tone) for line in joined), 0.25))


def _inside(
    forms: Sequence[Form],
    cells: Cells,
    number: int,
    favourite: Point | None,
    scene: Scene,
    least: float,
) -> Iterator[Option]:
    """Boxes in an area, those that lie in it wholly and near its middle before others."""
    middle = cells.middle(number)
    if middle is None:
        return
    far = math.hypot(scene.frame.width, scene.frame.height) / 2
    shown = favourite is not None and scene.frame.holds(Box.round(favourite.x, favourite.y, 0, 0))
    aim = favourite if shown and favourite is not None else middle
    around = [
        Point(middle.x + across * scene.type_size, middle.y + down * scene.type_size)
        for across in (-2, -1, 0, 1, 2)
        for down in (-1, -0.5, 0, 0.5, 1)
    ]
    for at in [aim, middle, *around, *cells.sample(number, 60)]:
        off = math.dist((at.x, at.y), (aim.x, aim.y)) / far
        for place, form in enumerate(forms):
            box = _roomy(form, at)
            share = cells.share(box, number)
            if share >= least and scene.frame.holds(box):
                yield Option(box, form.cost + off + 3 * (1 - share), place)


def _roomy(form: Form, at: Point) -> Box:
    """A box for a name in the middle of what it names, with room at its sides: beside the name of
    a stop it must not read as its next words."""
    size = form.lines[0].style.size
    return Box.round(at.x, at.y, form.width + size, form.height + size * 0.2)


def _afloat(forms: Sequence[Form], at: Point, kind: LabelKind, scene: Scene) -> Iterator[Option]:
    """Boxes on the water round a point; a lake or a river may be narrower than its name."""
    step = scene.type_size * 0.9
    narrow = kind in (LabelKind.LAKE, LabelKind.RIVER)
    steps = range(-1, 2) if narrow else range(-5, 6)
    for across in steps:
        for down in steps:
            middle = Point(at.x + across * step * 1.4, at.y + down * step)
            for place, form in enumerate(forms):
                box = _roomy(form, middle)
                if not scene.frame.holds(box):
                    continue
                if narrow or scene.cells.share(box, WATER) >= 0.97:
                    yield Option(box, form.cost + 0.08 * math.hypot(across, down), place)


def baselines(form: Form, box: Box) -> Iterator[tuple[Line, float]]:
    """The lines of a name with the height that each stands at, in pixels from the top."""
    y = box.y - form.height / 2 + form.lines[0].style.size * ASCENT
    for place, line in enumerate(form.lines):
        if place:
            y += line.style.line_height
        yield line, y


def anchor_of(box: Box, sign: Point) -> str:
    """Whether lines of different lengths are set from the left, the right or the middle, so that
    they stand close to their sign."""
    if box.left >= sign.x:
        return "start"
    return "end" if box.right <= sign.x else "middle"
