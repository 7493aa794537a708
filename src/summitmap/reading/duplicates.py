"""Events that tell the same twice: merged, and left out where they say nothing more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from summitmap.reading.draftevent import DraftEvent
from summitmap.reading.extents import is_spot
from summitmap.reading.people import Person
from summitmap.reading.toldclause import NOT_DONE
from summitmap.story.model import Basis, Status

_MOST_NAMES = 20
_MOST_ALIKE = 30
"""How many events of one place and status are looked through for a duplicate, the last first."""


def without_vague_areas(events: Sequence[DraftEvent]) -> tuple[DraftEvent, ...]:
    """The events without those at a country or region that say nothing more than one at a spot in
    it does: without a date of their own."""
    told: dict[str | None, set[Person]] = {}
    for event in events:
        if event.place.place and is_spot(event.place) and event.status is not Status.DENIED:
            told.setdefault(event.place.place.country_code, set()).update(event.people)

    def is_vague(event: DraftEvent) -> bool:
        if is_spot(event.place) or event.place.place is None:
            return False
        there = told.get(event.place.place.country_code)
        # Somebody else's journey is no part of what is told of the spot.
        inside = there is not None and (not event.people or not there.isdisjoint(event.people))
        return inside and (event.when is None or event.date_basis is Basis.INFERRED)

    return tuple(event for event in events if not is_vague(event) or event.status in NOT_DONE)


def merged(events: Sequence[DraftEvent]) -> tuple[DraftEvent, ...]:
    """The events without likely duplicates: one place, one status, and one or no date."""
    kept: list[DraftEvent] = []
    left = {event.place.place_id for event in events if event.present and not event.is_origin}
    by_place: dict[tuple[str | None, Status], list[int]] = {}
    for event in events:
        if event.is_origin and event.when is None and event.place.place_id in left:
            # The text tells more of the place than that somebody came from there.
            continue
        if kept and _is_more_of(kept[-1], event):
            kept[-1] = _joined(kept[-1], event)
            continue
        alike = by_place.setdefault((event.place.place_id, event.status), [])
        near = alike[-_MOST_ALIKE:]
        same = next((number for number in near if _is_same(kept[number], event)), None)
        if same is None:
            alike.append(len(kept))
            kept.append(event)
        else:
            kept[same] = _joined(kept[same], event)
    return tuple(kept)


def _is_more_of(one: DraftEvent, other: DraftEvent) -> bool:
    """Whether a clause only goes on about the event before it: "er i Beijing, der han møter …"."""
    inferred = other.place_basis is Basis.INFERRED and other.date_basis is Basis.INFERRED
    undone = other.status in NOT_DONE and other.status is not one.status
    return (
        not undone
        and inferred
        and one.quote == other.quote
        and one.place.place_id == other.place.place_id
    )


_NEAR_SENTENCES = 2


def _is_same(one: DraftEvent, other: DraftEvent) -> bool:
    apart = one.people and other.people and not set(one.people) & set(other.people)
    if apart and one.present != other.present:
        # What somebody else did there is another event.
        return False
    if one.is_origin != other.is_origin:
        return (one.when if one.is_origin else other.when) is None
    if one.when is None or other.when is None:
        return True
    inferred = Basis.INFERRED in (one.date_basis, other.date_basis)
    if inferred and one.quote.start == other.quote.start:
        return True
    # "… og så venter Tokyo. Der blir det frokost fredag": what points back says when.
    near = other.sentence - one.sentence <= _NEAR_SENTENCES
    vague = one.status is Status.PLANNED or one.when.is_interval
    by_place = other.place_basis is Basis.INFERRED
    if near and vague and one.date_basis is Basis.INFERRED and by_place:
        return True
    if one.when == other.when:
        return True
    stated = one.date_basis is Basis.STATED and other.date_basis is Basis.STATED
    overlap = one.when.earliest <= other.when.latest and other.when.earliest <= one.when.latest
    return overlap and not stated


def _joined(one: DraftEvent, other: DraftEvent) -> DraftEvent:
    """Two tellings of an event as one: the first, with the better date and everybody's names."""
    better = other if _knows_more(other, one) else one
    return replace(
        one,
        place=one.place if one.place_basis is Basis.STATED else other.place,
        place_basis=Basis.STATED
        if Basis.STATED in (one.place_basis, other.place_basis)
        else Basis.INFERRED,
        when=better.when,
        date_basis=better.date_basis,
        quote=better.quote,
        clause=better.clause,
        people=tuple(dict.fromkeys((*one.people, *other.people)))[:_MOST_NAMES],
        sources=tuple(dict.fromkeys((*one.sources, *other.sources)))[:_MOST_NAMES],
        present=one.present or other.present,
        is_origin=one.is_origin or other.is_origin,
    )


def _knows_more(one: DraftEvent, other: DraftEvent) -> bool:
    rank: Mapping[Basis, int] = {Basis.STATED: 2, Basis.INFERRED: 1}
    return (rank[one.date_basis] if one.when else 0) > (rank[other.date_basis] if other.when else 0)
