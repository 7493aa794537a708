"""The protagonist's stops in the order of the journey, from the events as they are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from summitmap.places.resolve import kilometres_between
from summitmap.story.dates import EventDate, Precision
from summitmap.story.model import Place, PlaceKind, Status

LONGEST_PAUSE = timedelta(days=60)
"""What lies further from the rest of the journey is an earlier or a later one."""

LONGEST_WAIT = timedelta(days=120)
"""The same for what is planned for a season or less: an expedition takes its time."""

SEASON = timedelta(days=92)

LONGEST_LOOK_BACK = timedelta(days=10)
"""The same for what the text tells of out of its order, looking back."""

_MOST = 100
"""How many stops are looked through for one inside an area; no journey has as many."""

_EDGE = 1.3
"""How far outside the circle as large as a region a spot in it may lie; our rule of thumb."""


@dataclass(frozen=True)
class Visit:
    """One presence of the protagonist: which event it is (by number), where and when.

    `place_id` tells places apart, `place` is what was found of it. `is_origin` says that the
    protagonist set out from there, `is_stated` that the date stands in the text, `hour` whether it
    was early (-1) or late (1) in its day.
    """

    event: int
    place_id: str
    place: Place | None
    when: EventDate | None
    status: Status
    is_origin: bool = False
    is_stated: bool = True
    hour: int = 0

    @property
    def is_area(self) -> bool:
        """Whether it is known only as a country, a region or a water."""
        return self.place is not None and self.place.kind.is_area


def journey(visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """The visits that make up the journey, in its order.

    By date, and within a date as the text tells them. Only what happened and what is planned
    counts. Of several journeys with long pauses between them, the one that the article begins
    with is kept. A country or region gives way to a spot inside it on the same day, where the
    protagonist already is, and where it has no day of its own.
    """
    counted = [each for each in visits if each.status in (Status.HAPPENED, Status.PLANNED)]
    one = _one_journey(_without_detours(sorted(counted, key=_order)))
    return tuple(
        visit for number, visit in enumerate(one) if not (visit.is_area and _gives_way(one, number))
    )


def stops(visits: Sequence[Visit]) -> tuple[Visit, ...]:
    """The stops of a journey that is in order: each place once a stay, and none that was not found.

    A country or region is one only where the journey has no spot inside it, or where it comes back
    to it from abroad and no spot is told of.
    """
    spots = list({each.place_id: each for each in visits if not each.is_area}.values())[:_MOST]
    kept: list[Visit] = []
    for number, visit in enumerate(visits):
        inside = visit.is_area and any(_lies_in(spot, visit) for spot in spots)
        if (inside and not _comes_back(visits, number)) or visit.place is None:
            continue
        if kept and _is_one_stop(kept[-1], visit):
            if _is_building(kept[-1]) and not _is_building(visit):
                kept[-1] = visit
            continue
        kept.append(visit)
    return tuple(kept)


SAME_CITY_KM = 20.0
"""How far a building may lie from the middle of its city; our own choice."""

SAME_TOWN_KM = 5.0
"""How far apart two names of parts of one town may lie."""


def _is_one_stop(one: Visit, other: Visit) -> bool:
    """Whether two visits in a row are one stop: the same place, or a city and a building in it."""
    if one.place_id == other.place_id:
        return True
    if one.place is None or other.place is None or one.is_area or other.is_area:
        return False
    abroad = one.place.country_code != other.place.country_code
    building = _is_building(one) or _is_building(other)
    near = SAME_CITY_KM if building else SAME_TOWN_KM
    return not abroad and kilometres_between(one.place.position, other.place.position) <= near


def _is_building(visit: Visit) -> bool:
    return visit.place is not None and visit.place.kind is PlaceKind.FACILITY


def _comes_back(visits: Sequence[Visit], number: int) -> bool:
    """Whether the journey left the area of a visit before, was elsewhere, and ends with it."""
    area = visits[number]
    if area.when is None or not area.is_stated:
        return False
    before = [each for each in visits[max(0, number - _MOST) : number] if not each.is_area]
    behind = (each for each in visits[number + 1 : number + _MOST] if not each.is_area)
    left = any(_lies_in(each, area) for each in before[:-1])
    abroad = left and not _lies_in(before[-1], area)
    return abroad and not any(_lies_in(e, area) for e in behind)


def _order(visit: Visit) -> tuple[bool, tuple[date, date], bool, int]:
    """What to sort by: what happened first, by day; a departure before what the day brought, and
    the morning before the evening."""
    when = visit.when.order if visit.when else (date.max, date.max)
    return (visit.status is Status.PLANNED, when, not visit.is_origin, visit.hour)


def _without_detours(visits: Sequence[Visit]) -> list[Visit]:
    """The visits with those of one day in the order that goes back and forth least: where the
    protagonist was the day before comes first."""
    days = [list(each) for _, each in groupby(visits, key=_day)]
    for number, day in enumerate(days):
        when = day[0].when
        if when is None or when.earliest != when.latest or len(day) > _MOST:
            continue
        before = days[number - 1][-1].place_id if number else None
        after = days[number + 1][0].place_id if number + 1 < len(days) else None
        here = {each.place_id for each in day}
        stays = day[-1].place_id == before == after
        if before in here and before != day[0].place_id and not stays:
            day.sort(key=lambda each: each.place_id != before)
    return [visit for day in days for visit in day]


def _day(visit: Visit) -> tuple[bool, str]:
    return (visit.status is Status.PLANNED, visit.when.edtf if visit.when else "")


def _one_journey(visits: Sequence[Visit]) -> list[Visit]:
    """The run of visits that the article begins with, of those with long pauses between them."""
    runs: list[list[Visit]] = [[]]
    last: date | None = None
    for visit in visits:
        if visit.when is not None:
            before = runs[-1][-1] if runs[-1] else None
            told_later = before is not None and before.event > visit.event
            pause = LONGEST_LOOK_BACK if told_later else LONGEST_PAUSE
            if visit.status is Status.PLANNED and visit.when.latest - visit.when.earliest < SEASON:
                pause = LONGEST_WAIT
            since = last
            if told_later and before is not None and before.when and _is_vague(before.when):
                # "I august var han i Kyiv": of a month that is looked back on, its beginning.
                since = min(since or before.when.earliest, before.when.earliest)
            if since is not None and visit.when.earliest - since > pause:
                runs.append([])
            ends = visit.when.latest
            last = visit.when.earliest if ends == date.max else max(ends, last or ends)
        runs[-1].append(visit)
    chosen = min(runs, key=lambda run: min((visit.event for visit in run), default=0))
    chosen = _after_a_memory(runs, chosen)
    start = next(number for number, run in enumerate(runs) if run is chosen)
    return [*_season_before(runs[:start], chosen), *chosen]


def _after_a_memory(runs: Sequence[list[Visit]], chosen: list[Visit]) -> list[Visit]:
    """The run that is told, where the first is nothing but a place that somebody or something was
    at long before: "eksplosjonen 4. august 2020 i Beirut"."""
    days = [each.when.latest for each in chosen if each.when]
    if not days or len({each.place_id for each in chosen}) > 1:
        return chosen
    for run in runs[next(number for number, each in enumerate(runs) if each is chosen) + 1 :]:
        begins = next((each.when.earliest for each in run if each.when), max(days))
        if begins - max(days) > _LONG_AGO and len({each.place_id for each in run}) > 1:
            return run
    return chosen


_LONG_AGO = timedelta(days=180)


def _is_vague(when: EventDate) -> bool:
    """Whether it names a month or a year and no days."""
    return when.start is not None and when.start.precision is not Precision.DAY


def _season_before(earlier: Sequence[Sequence[Visit]], run: Sequence[Visit]) -> list[Visit]:
    """What belongs to the run of what lies before it: a season or a tour that the article looks
    back on, of several stops without a long break."""
    chain: list[Visit] = []
    begins = next((each.when.earliest for each in run if each.when), None)
    for visit in (visit for each in reversed(earlier) for visit in reversed(each)):
        if begins is None or visit.when is None or begins - visit.when.latest > LONGEST_WAIT:
            break
        long = visit.when.latest - visit.when.earliest > _MONTH
        if long and begins - visit.when.earliest > LONGEST_WAIT:
            # "I fjor høst var han i Lviv": of a season that is looked back on, its beginning.
            break
        chain.insert(0, visit)
        begins = visit.when.earliest
    return chain if len({each.place_id for each in chain}) >= _SEVERAL else []


_SEVERAL = 3
_MONTH = timedelta(days=31)


def _gives_way(visits: Sequence[Visit], number: int) -> bool:
    """Whether an area is no stop of its own."""
    area = visits[number]
    near = visits[max(0, number - _MOST) : number + _MOST]
    inside = [each for each in near if not each.is_area and _lies_in(each, area)]
    if not inside:
        return area.is_origin
    if _comes_back(visits, number):
        return False
    if area.when is None or not area.is_stated or area.is_origin:
        return True
    if any(each.when and _overlap(each.when, area.when) for each in inside):
        return True
    before = [each for each in visits[max(0, number - _MOST) : number] if not each.is_area]
    return bool(before) and _lies_in(before[-1], area)


def _lies_in(spot: Visit, area: Visit) -> bool:
    if spot.place is None or area.place is None:
        return False
    if area.place.kind is PlaceKind.COUNTRY:
        return spot.place.country_code == area.place.country_code
    reach = area.place.precision_metres * _EDGE / 1000
    return kilometres_between(spot.place.position, area.place.position) <= reach


def _overlap(one: EventDate, other: EventDate) -> bool:
    return one.earliest <= other.latest and other.earliest <= one.latest
