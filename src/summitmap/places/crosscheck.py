"""The places of a story beside what another service says of them, with agreement or doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from summitmap.errors import OnlineError
from summitmap.places.online import OnlineGeocoder
from summitmap.places.overrides import OWN_POINT
from summitmap.places.resolve import kilometres_between, resolve
from summitmap.places.services import credit_of
from summitmap.story.model import (
    Candidate,
    Place,
    PlaceEntry,
    PlaceKind,
    Position,
    SecondOpinion,
    Story,
)

SAME_SPOT_KILOMETRES = 1.0
"""Two points of one town or site that lie no farther apart agree, whatever their precision."""

LARGEST_TOWN_METRES = 25_000
"""What the second opinion's own precision counts for at most: the box around a city may reach far
beyond it, as Tokyo's does to islands a thousand kilometres away."""


class Verdict(StrEnum):
    """What the second opinion means for the chosen point."""

    AGREES = "agrees"
    WITHIN_PRECISION = "within_precision"
    FAR = "far"
    OTHER_COUNTRY = "other_country"
    OTHER_KIND = "other_kind"
    ONLY_THERE = "only_there"
    """We have no point, and the other service has one."""
    NOT_FOUND = "not_found"
    NOT_ASKED = "not_asked"
    FAILED = "failed"

    @property
    def is_doubt(self) -> bool:
        """Whether a person should look at the place."""
        return self in (
            Verdict.FAR,
            Verdict.OTHER_COUNTRY,
            Verdict.OTHER_KIND,
            Verdict.ONLY_THERE,
        )


@dataclass(frozen=True)
class Comparison:
    """One place of the story: what was chosen, what the other service says, and the verdict.

    `chosen` is `None` for a place that was not found. `kilometres` lie between the two points.
    `problem` says in one sentence why there is no second opinion.
    """

    entry: PlaceEntry
    chosen: Place | None
    opinion: SecondOpinion | None
    kilometres: float | None
    verdict: Verdict
    problem: str | None = None

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """What else the name could have meant."""
        return self.chosen.candidates if self.chosen else ()


@dataclass(frozen=True)
class Asked:
    """What a service said of the places it was asked for, by place id, and what went wrong."""

    found: Mapping[str, Place]
    not_found: tuple[str, ...]
    problem: str | None


def cross_check(
    story: Story, places: Mapping[str, Place], second: Mapping[str, SecondOpinion | str]
) -> tuple[Comparison, ...]:
    """Every place of the story, in its order, beside its second opinion.

    `places` are the chosen ones and `second` the opinions, both by place id; a sentence in place
    of an opinion says why there is none.
    """
    return tuple(
        _comparison(entry, places.get(entry.id), second.get(entry.id)) for entry in story.places
    )


def opinions(story: Story, places: Mapping[str, Place]) -> dict[str, SecondOpinion | str]:
    """The second opinions that are kept with the places and answer what the story asks now."""
    return {
        entry.id: place.second_opinion
        for entry in story.places
        if (place := places.get(entry.id)) is not None
        and place.second_opinion is not None
        and place.second_opinion.is_about(entry)
    }


def with_opinions(
    places: Iterable[Place], second: Mapping[str, SecondOpinion | str]
) -> tuple[Place, ...]:
    """The places, each with its opinion of these and no other.

    An opinion that only repeats the one that a place has leaves it as it is, with its date.
    """
    return tuple(_with_opinion(place, second.get(place.id)) for place in places)


def ask(entries: Iterable[PlaceEntry], geocoder: OnlineGeocoder) -> dict[str, SecondOpinion | str]:
    """The service's opinion on each of the entries, or the sentence that says why there is none.

    After a fault of the service as a whole it is not asked for the others: only answers that are
    kept are given for them.
    """
    answered: dict[str, SecondOpinion | str] = {}
    for entry in entries:
        try:
            answered[entry.id] = _opinion(entry, geocoder)
        except OnlineError as error:
            answered[entry.id] = str(error)
    return answered


def find(entries: Iterable[PlaceEntry], geocoder: OnlineGeocoder) -> Asked:
    """The places that the service finds for the entries. Raises nothing of the service's."""
    found: dict[str, Place] = {}
    missing: list[str] = []
    problem: str | None = None
    for entry in entries:
        try:
            place = resolve(entry, geocoder)
        except OnlineError as error:
            problem = problem or str(error)
            continue
        if place is None:
            missing.append(entry.id)
        else:
            found[entry.id] = place
    return Asked(found, tuple(missing), problem)


def preferred(place: Place, offline: Place | None, earlier: Place | None) -> Place:
    """A service's place as it is written down.

    A service gives a point and no shape. So an area keeps the shape that our own index has for it
    when both mean the same one, and otherwise our own place stays, for an area without a shape
    cannot be drawn. An answer that only repeats an earlier one keeps that one's date, so
    that geocoding twice writes the same.
    """
    same = offline and _judged(offline, _Other.of_place(place)) is Verdict.AGREES
    if offline is not None and same and place.kind.is_area:
        shape = {"area": offline.area, "precision_metres": offline.precision_metres}
        place = place.model_copy(update=shape)
    elif offline is not None and offline.area is not None and place.area is None:
        return offline
    if earlier is None:
        return place
    origin = place.provenance.model_copy(update={"version": earlier.provenance.version})
    repeated = place.model_copy(
        update={"provenance": origin, "second_opinion": earlier.second_opinion}
    )
    return repeated if repeated == earlier else place


def credits_of(places: Iterable[Place]) -> tuple[str, ...]:
    """Whom to name wherever these places are shown, each once, in the order of the places.

    A service is named for its candidates too, for they are shown with the chosen point.
    """
    named: dict[str, None] = {}
    for place in places:
        if place.provenance.dataset != OWN_POINT:
            named[place.provenance.credit] = None
        for candidate in place.candidates:
            credit = credit_of(candidate.dataset)
            if credit is not None:
                named[credit] = None
    return tuple(named)


def _comparison(
    entry: PlaceEntry, chosen: Place | None, second: SecondOpinion | str | None
) -> Comparison:
    if second is None:
        return Comparison(entry, chosen, None, None, Verdict.NOT_ASKED)
    if isinstance(second, str):
        return Comparison(entry, chosen, None, None, Verdict.FAILED, second)
    if chosen is None:
        verdict = Verdict.NOT_FOUND if second.position is None else Verdict.ONLY_THERE
        return Comparison(entry, None, second, None, verdict)
    if second.position is None:
        return Comparison(entry, chosen, second, None, Verdict.NOT_FOUND)
    kilometres = kilometres_between(chosen.position, second.position)
    other = _Other(second.position, second.kind, second.country_code, second.precision_metres or 0)
    return Comparison(entry, chosen, second, kilometres, _judged(chosen, other))


@dataclass(frozen=True)
class _Other:
    """What is set beside a chosen place."""

    position: Position
    kind: PlaceKind | None
    country_code: str | None
    precision_metres: float

    @classmethod
    def of_place(cls, place: Place) -> _Other:
        return cls(place.position, place.kind, place.country_code, place.precision_metres)


def _judged(chosen: Place, other: _Other) -> Verdict:
    codes = {chosen.country_code, other.country_code}
    if len(codes) > 1 and None not in codes:
        return Verdict.OTHER_COUNTRY
    kind = other.kind or chosen.kind
    if kind is not chosen.kind and (kind.is_area or chosen.kind.is_area):
        return Verdict.OTHER_KIND
    kilometres = kilometres_between(chosen.position, other.position)
    if chosen.kind.is_area:
        # Two points in one area may lie far apart and mean the same.
        same = chosen.kind is PlaceKind.COUNTRY and None not in codes
        inside = kilometres * 1000 <= chosen.precision_metres
        return Verdict.AGREES if same or inside else Verdict.FAR
    if kilometres <= SAME_SPOT_KILOMETRES:
        return Verdict.AGREES
    theirs = min(other.precision_metres, LARGEST_TOWN_METRES)
    within = kilometres * 1000 <= max(chosen.precision_metres, theirs)
    return Verdict.WITHIN_PRECISION if within else Verdict.FAR


def _with_opinion(place: Place, second: SecondOpinion | str | None) -> Place:
    opinion = second if isinstance(second, SecondOpinion) else None
    earlier = place.second_opinion
    if opinion is not None and earlier is not None:
        repeated = opinion.model_copy(update={"answered": earlier.answered})
        opinion = earlier if repeated == earlier else opinion
    return place.model_copy(update={"second_opinion": opinion})


def _opinion(entry: PlaceEntry, geocoder: OnlineGeocoder) -> SecondOpinion:
    place = resolve(entry, geocoder)
    asked: dict[str, Any] = {
        "service": geocoder.service.title,
        "answered": geocoder.answered,
        "query": entry.query,
        "within": entry.within,
        "credit": geocoder.service.credit,
    }
    if place is None:
        return SecondOpinion(**asked)
    return SecondOpinion(
        **asked,
        matched=place.provenance.matched,
        position=place.position,
        kind=place.kind,
        country_code=place.country_code,
        precision_metres=place.precision_metres,
        record=place.provenance.record,
        link=place.provenance.link,
    )
