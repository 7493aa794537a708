"""The places of a story as the rows of a table: what was chosen, what else, and what others say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from babel.numbers import format_decimal

from summitmap.drawing.catalogue import Catalogue
from summitmap.places.crosscheck import Comparison, Verdict
from summitmap.places.overrides import OWN_POINT
from summitmap.story.dates import EventDate
from summitmap.story.model import Place, Position, SecondOpinion


@dataclass(frozen=True)
class Row:
    """One place in the words of one language; every text is plain and still to be escaped."""

    place_id: str
    place: str
    chosen: str
    record: str
    precision: str
    why: str
    doubt: str
    others: str
    second: str
    kilometres: float | None
    verdict: str
    is_doubt: bool


def rows(comparisons: Iterable[Comparison], language: str, words: Catalogue) -> tuple[Row, ...]:
    """A row for each comparison, in their order, with the places' names in `language`."""
    return tuple(_row(comparison, language, words) for comparison in comparisons)


def _row(comparison: Comparison, language: str, words: Catalogue) -> Row:
    chosen = comparison.chosen
    return Row(
        place_id=comparison.entry.id,
        place=comparison.entry.name[language],
        chosen=_point(chosen.position, words) if chosen else words("places.none"),
        record=_record(chosen, words) if chosen else "",
        precision=_precision(chosen, words) if chosen else "",
        why=_why(chosen, words) if chosen else "",
        doubt=words(f"doubt.{chosen.doubt.value}") if chosen and chosen.doubt else "",
        others=_others(comparison, words),
        second=_second(comparison.opinion, words),
        kilometres=comparison.kilometres,
        verdict=_verdict(comparison, words),
        is_doubt=comparison.verdict.is_doubt,
    )


def _point(position: Position, words: Catalogue) -> str:
    """The latitude first, as one says it."""
    north = "places.north" if position.latitude >= 0 else "places.south"
    east = "places.east" if position.longitude >= 0 else "places.west"
    latitude = words(north, degrees=_degrees(position.latitude, words))
    return f"{latitude}, {words(east, degrees=_degrees(position.longitude, words))}"


def _degrees(angle: float, words: Catalogue) -> str:
    return str(format_decimal(abs(angle), format="0.000", locale=words.language))


def _record(place: Place, words: Catalogue) -> str:
    origin = place.provenance
    if origin.dataset == OWN_POINT:
        record = words("places.own_point")
    elif origin.record:
        record = words("places.numbered", dataset=origin.dataset, record=origin.record)
    else:
        record = origin.dataset
    if place.chosen_by == "person":
        return words("places.by_person", record=record, reason=place.reason or "–")
    return record


def _precision(place: Place, words: Catalogue) -> str:
    return words("places.area") if place.kind.is_area else words.distance(place.precision_metres)


def _others(comparison: Comparison, words: Catalogue) -> str:
    return "; ".join(
        words(
            "places.candidate",
            number=number,
            name=other.name,
            country=other.country_code or "–",
            distance=words.distance(other.kilometres * 1000),
        )
        for number, other in enumerate(comparison.candidates, start=1)
    )


def _why(place: Place, words: Catalogue) -> str:
    """What spoke for the place and against it, the weightiest first, in points."""
    if place.score is None:
        return ""
    weighed = [part for part in place.score.parts if part.points]
    return ", ".join(
        words("score.part", name=words(f"score.{_key(part.name)}"), points=f"{part.points:+g}")
        for part in sorted(weighed, key=lambda part: -abs(part.points))
    )


def _key(part: str) -> str:
    return part.replace(" ", "_").replace("'", "")


def _second(opinion: SecondOpinion | None, words: Catalogue) -> str:
    if opinion is None:
        return ""
    date = words.date(EventDate.parse(opinion.answered.isoformat()))
    if opinion.position is None:
        return words("places.second_none", service=opinion.service, date=date)
    return words(
        "places.second_found",
        service=opinion.service,
        matched=opinion.matched,
        point=_point(opinion.position, words),
        date=date,
    )


def _verdict(comparison: Comparison, words: Catalogue) -> str:
    chosen, opinion = comparison.chosen, comparison.opinion
    gaps: dict[str, str] = {}
    if comparison.verdict is Verdict.FAR:
        gaps["distance"] = words.distance((comparison.kilometres or 0) * 1000)
    elif chosen is not None and opinion is not None:
        if comparison.verdict is Verdict.OTHER_COUNTRY:
            gaps = {"theirs": opinion.country_code or "–", "ours": chosen.country_code or "–"}
        elif comparison.verdict is Verdict.OTHER_KIND:
            theirs = opinion.kind or chosen.kind
            gaps = {
                "theirs": words(f"places.kind_{theirs.value}"),
                "ours": words(f"places.kind_{chosen.kind.value}"),
            }
    return words(f"places.{comparison.verdict.value}", **gaps)
