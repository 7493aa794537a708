"""From what a story asks for to a place with its provenance, by whichever geocoder is given.

Nothing here reads a clock or a file: the same entry and the same answers give the same place.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from geopy.geocoders.base import Geocoder

from summitmap.places import kinds
from summitmap.places.answer import Answer, of_location
from summitmap.places.context import (
    Area,
    Context,
    Reading,
    country_of_readers,
    readings,
    regions_behind,
    spread,
)
from summitmap.places.geocoders import OfflineGeocoder
from summitmap.places.online import OnlineGeocoder
from summitmap.places.score import Relation, Scored, doubt, rank, relation_of
from summitmap.story import itinerary
from summitmap.story.model import (
    Candidate,
    CountryArea,
    Doubt,
    Place,
    PlaceEntry,
    PlaceKind,
    PolygonArea,
    Position,
    Story,
)

MOST_CANDIDATES = 5

MOST_ANSWERS = 10
"""How many answers a service is asked for."""

MOST_OWN_ANSWERS = 100
"""How many our own index is asked for, which knows a hundred places called San José."""

WIDEST_NEIGHBOUR_METRES = 500_000
"""An area wider than this has no spot that other places could be near to, only a country."""

NO_CONTEXT = Context()

_MOST_DISTANCES = 20_000
"""How many distances are kept: the same places are weighed against each other many times."""


class Unresolved(StrEnum):
    """Why an entry has no place."""

    NOT_FOUND = "not found"
    """The geocoder knows nothing of that name."""

    NOTHING_FITS = "nothing fits"
    """What it knows lies elsewhere, or is of another kind."""


@dataclass(frozen=True)
class Resolution:
    """What became of an entry: every answer with its score, from best to worst.

    `doubt` says why the best should be looked at.
    """

    entry: PlaceEntry
    ranked: tuple[Scored, ...]
    doubt: Doubt | None

    @property
    def unresolved(self) -> Unresolved | None:
        """Why there is no place; `None` when there is one."""
        if not self.ranked:
            return Unresolved.NOT_FOUND
        return None if self.ranked[0].fits else Unresolved.NOTHING_FITS

    @property
    def best(self) -> Scored | None:
        """The best answer; `None` when it is unresolved."""
        return self.ranked[0] if self.ranked and self.ranked[0].fits else None

    @property
    def others(self) -> tuple[Scored, ...]:
        """The next answers, whatever their kind, as many as are kept with the place."""
        return self.ranked[1 : 1 + MOST_CANDIDATES]

    @property
    def place(self) -> Place | None:
        """The best answer as the place of the entry; `None` when it is unresolved.

        Made anew each time, with the distances of the others: who only weighs asks for `best`.
        """
        chosen = self.best
        if chosen is None:
            return None
        answer = chosen.answer
        kind = answer.kind or self.entry.kind
        return Place(
            id=self.entry.id,
            position=answer.position,
            kind=kind,
            country_code=answer.country_code,
            area=_area(answer, kind),
            precision_metres=answer.precision_metres,
            provenance=answer.provenance,
            score=chosen.score,
            doubt=self.doubt,
            candidates=tuple(_candidate(each, answer) for each in self.others),
        )


def resolve(entry: PlaceEntry, geocoder: Geocoder, context: Context = NO_CONTEXT) -> Place | None:
    """The place that the entry asks for, or `None` when no answer fits: no point is ever invented.

    See `explain`, whose first answer it is. The next become `candidates`, whatever their kind.
    Raises what the geocoder raises.
    """
    return explain(entry, geocoder, context).place


def explain(entry: PlaceEntry, geocoder: Geocoder, context: Context = NO_CONTEXT) -> Resolution:
    """Every answer to the entry with its score, the best first (see `score.rank`).

    The entry's own kind, country and region take the place of those of `context`. Its query is
    read as a name, and where that is not answered as a name with a region behind it ("Vancouver,
    Washington") and without the kind words beside it. An answer whose country is not stated fits
    a stated country only if the geocoder was asked for that country alone. Raises what the
    geocoder raises.
    """
    return _heard(entry, geocoder, context)[1]


def resolve_all(
    story: Story, geocoder: Geocoder, kept: Mapping[str, Place] | None = None
) -> tuple[Place, ...]:
    """The places of the story in its order, without those that were not found.

    `kept` holds places found earlier, by id: one that a person chose is taken over as it is, all
    others are asked for again. Those that are beyond doubt on their own help to place the others.
    Raises what the geocoder raises.
    """
    earlier = kept or {}
    own = {place.id: place for place in earlier.values() if place.chosen_by == "person"}
    contexts = {entry.id: context_of(entry, story) for entry in story.places}
    heard = {
        entry.id: _heard(entry, geocoder, contexts[entry.id])[0]
        for entry in story.places
        if entry.id not in own
    }

    def weighed(entry: PlaceEntry, context: Context) -> Place | None:
        if entry.id in own:
            return own[entry.id]
        return _weighed(entry, heard[entry.id], context).place

    first = [weighed(entry, contexts[entry.id]) for entry in story.places]
    known = [place for place in first if place is not None]
    places = (weighed(entry, context_of(entry, story, known)) for entry in story.places)
    return tuple(place for place in places if place is not None)


def context_of(entry: PlaceEntry, story: Story, known: Iterable[Place] = ()) -> Context:
    """What the story says about the place of an entry.

    The kind words in its names, in its mentions and beside them in the article; where those of
    the `known` other places lie that are beyond doubt; and the country whose readers the original
    was written for.
    """
    others = [place for place in known if place.id != entry.id and place.doubt is None]
    asked = [other.within for other in story.places if other.id != entry.id]
    return Context(
        kind=entry.kind,
        kind_words=_kind_words(entry, story),
        within=entry.within,
        region=entry.region,
        hints=_hints(entry, story),
        others=spread(
            place.position
            for place in others
            if not place.kind.is_area or place.precision_metres <= WIDEST_NEIGHBOUR_METRES
        ),
        countries=tuple(
            code for code in (*asked, *(place.country_code for place in others)) if code
        ),
        published_in=country_of_readers(story.original.language if story.original else None),
    )


def kilometres_between(one: Position, other: Position) -> float:
    """The distance along the earth's ellipsoid, rounded to 0.1 km."""
    # Most of what is asked for is how far a place is from itself.
    return 0.0 if one == other else _kilometres(one, other)


@lru_cache(maxsize=_MOST_DISTANCES)
def _kilometres(one: Position, other: Position) -> float:
    return round(itinerary.kilometres_between(one, other), 1)


@dataclass(frozen=True)
class _Heard:
    """What a geocoder answered to one reading of a query, and what that reading says itself."""

    name: str
    kind_words: frozenset[str]
    region: str | None
    areas: tuple[Area, ...]
    answers: tuple[Answer, ...]


def _written(entry: PlaceEntry, story: Story) -> list[tuple[str, str]]:
    """Each mention of the place, behind the article that it stands in."""
    return [
        (story.articles.get(language, ""), text)
        for mention in story.mentions
        if mention.place == entry.id
        for language, text in mention.text.items()
    ]


def _kind_words(entry: PlaceEntry, story: Story) -> frozenset[str]:
    written = _written(entry, story)
    found = kinds.named_in([entry.query, *entry.name.values(), *(text for _, text in written)])
    return found.union(*(kinds.beside(article, text) for article, text in written))


def _hints(entry: PlaceEntry, story: Story) -> tuple[str, ...]:
    # "USA i Irak" does not place the USA: only a spot is placed by what stands behind it.
    if entry.kind.is_area:
        return ()
    behind = (regions_behind(article, text) for article, text in _written(entry, story))
    return tuple(dict.fromkeys(region for regions in behind for region in regions))


def _heard(
    entry: PlaceEntry, geocoder: Geocoder, context: Context
) -> tuple[tuple[_Heard, ...], Resolution]:
    """The geocoder's answers to the readings of the query, up to the first that is answered by
    something that fits, spelt as it is in the geocoder; and what they come to."""
    heard: list[_Heard] = []
    for reading in _readings(entry.query):
        heard.append(_heard_one(reading, entry, geocoder, context))
        found = _weighed(entry, heard[-1:], context)
        if _is_answered(found):
            return (heard[-1],), found
    return tuple(heard), _weighed(entry, heard, context)


def _is_answered(found: Resolution) -> bool:
    return any(each.fits and not each.answer.provenance.corrected_from for each in found.ranked[:1])


def _readings(query: str) -> Iterator[Reading]:
    """Each reading as it is written, and then each without the kind words in its name."""
    written = readings(query)
    yield from written
    for reading in written:
        plain = kinds.without_kind_words(reading.name)
        if plain != reading.name:
            yield replace(reading, name=plain)


def _heard_one(reading: Reading, entry: PlaceEntry, geocoder: Geocoder, context: Context) -> _Heard:
    within = entry.within or context.within
    region = reading.region or entry.region or context.region
    name, areas = reading.name, context.areas
    if region is not None and _is_our_own(geocoder):
        areas = tuple(_areas(region, within, geocoder)) or areas
    elif region is not None:
        # A service understands "Vancouver, Washington" itself.
        name = f"{reading.name}, {region}"
    answers = tuple(_answers(name, entry.kind, within, geocoder))
    if region is None and _is_our_own(geocoder):
        more = tuple(_answers_in_hints(context.hints, name, entry, answers, within, geocoder))
        answers = (*answers, *more)
        region, areas = _hinted(context.hints, answers, within, geocoder) or (None, areas)
    return _Heard(reading.name, kinds.named_in([entry.query]), region, areas, answers)


def _answers_in_hints(
    hints: Iterable[str],
    name: str,
    entry: PlaceEntry,
    answers: Iterable[Answer],
    within: str | None,
    geocoder: Geocoder,
) -> Iterator[Answer]:
    """Places of the name in the countries that the hints name, where none of the answers lies: a
    small one is not among the likeliest, as Hamilton in Bermuda."""
    asked = {answer.country_code for answer in answers}
    for hint in hints:
        for area in _areas(hint, within, geocoder):
            code = area.country_code
            if code is not None and area.whole_country and code not in asked:
                asked.add(code)
                known = _answers(name, entry.kind, code, geocoder, corrected=False)
                yield from (each for each in known if each.provenance.corrected_from is None)


def _hinted(
    hints: Iterable[str], answers: Iterable[Answer], within: str | None, geocoder: Geocoder
) -> tuple[str, tuple[Area, ...]] | None:
    """The first hint that an answer lies in, with its areas."""
    known = tuple(answers)
    for hint in hints:
        areas = tuple(_areas(hint, within, geocoder))
        if any(relation_of(answer, areas) is Relation.INSIDE for answer in known):
            return hint, areas
    return None


def _areas(region: str, within: str | None, geocoder: Geocoder) -> Iterator[Area]:
    """The countries and regions of that name; of "Washington, USA" those of its first part."""
    for part in (region, *region.split(",")):
        known = [
            answer
            for answer in _answers(part.strip(), PlaceKind.REGION, None, geocoder, corrected=False)
            if answer.kind in (PlaceKind.REGION, PlaceKind.COUNTRY)
            and answer.provenance.corrected_from is None
            and within in (None, answer.country_code)
        ]
        if known:
            yield from (Area.of(answer) for answer in known)
            return


def _is_our_own(geocoder: Geocoder) -> bool:
    """Whether it knows our kinds of place, and costs nothing to be asked again."""
    return isinstance(geocoder, OfflineGeocoder)


def _answers(
    name: str, kind: PlaceKind, within: str | None, geocoder: Geocoder, corrected: bool = True
) -> Iterator[Answer]:
    understood = _parameters(type(geocoder).geocode)
    own = _is_our_own(geocoder)
    narrowing: dict[str, object] = {
        "limit": MOST_OWN_ANSWERS if own else MOST_ANSWERS,
        "country_codes": [within] if within else None,
    }
    # A service of geopy's may mean something else by "kind"; behind our own adapter it does not.
    if own or isinstance(geocoder, OnlineGeocoder):
        narrowing["kind"] = kind
    if not corrected:
        narrowing["corrected"] = False
    wanted = {key: value for key, value in narrowing.items() if key in understood}
    narrowed_to = within if "country_codes" in understood else None
    for location in geocoder.geocode(name, exactly_one=False, **wanted) or ():
        answer = of_location(location, geocoder, narrowed_to)
        if answer is not None and within in (None, answer.country_code):
            yield answer


@lru_cache(maxsize=100)
def _parameters(method: Callable[..., object]) -> frozenset[str]:
    """The names of what a geocoder may be told beside the query."""
    return frozenset(inspect.signature(method).parameters)


def _weighed(entry: PlaceEntry, heard: Iterable[_Heard], context: Context) -> Resolution:
    by_record: dict[object, Scored] = {}
    for each in heard:
        said = replace(
            context,
            kind=entry.kind,
            kind_words=context.kind_words | each.kind_words,
            within=entry.within or context.within,
            region=each.region,
            areas=each.areas,
        )
        for number, scored in enumerate(rank(each.name, said, each.answers)):
            provenance = scored.answer.provenance
            record = provenance.record
            key = (provenance.dataset, record) if record else (each.name, number)
            by_record.setdefault(key, scored)
    # The sort leaves equals in the order of the readings.
    ranked = tuple(sorted(by_record.values(), key=lambda each: (not each.fits, -each.score.total)))
    return Resolution(entry, ranked, doubt(ranked))


def _area(answer: Answer, kind: PlaceKind) -> CountryArea | PolygonArea | None:
    if answer.area is None and kind is PlaceKind.COUNTRY and answer.country_code:
        return CountryArea(country=answer.country_code)
    return answer.area


def _candidate(scored: Scored, chosen: Answer) -> Candidate:
    answer = scored.answer
    return Candidate(
        name=answer.address,
        kind=answer.kind,
        country_code=answer.country_code,
        position=answer.position,
        dataset=answer.provenance.dataset,
        record=answer.provenance.record,
        kilometres=kilometres_between(chosen.position, answer.position),
        score=scored.score,
    )
