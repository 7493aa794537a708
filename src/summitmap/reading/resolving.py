"""From the names of places to places: one place for all its names, found with the whole article.

The article says more about a place than its name does: the word beside it ("romfartshavnen
Vostochny"), the country behind it ("Tripoli, Libanon"), its other places, the language that its
readers read. All of it goes to `places.resolve`, and nothing is put on a map that does not fit.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from summitmap.places import kinds
from summitmap.places.answer import Answer
from summitmap.places.context import Context, country_of_readers, regions_behind, spread
from summitmap.places.gazetteer import REGION_SHARE, Record, fold
from summitmap.places.geocoders import OfflineGeocoder
from summitmap.places.remembering import remembering as kept
from summitmap.places.resolve import WIDEST_NEIGHBOUR_METRES, Resolution, explain
from summitmap.places.score import (
    CORRECTED_POINTS,
    NEAREST_POINTS,
    POINTS_PER_TENFOLD,
    STORY_COUNTRY_POINTS,
    Scored,
)
from summitmap.reading.dateline import dateline_length
from summitmap.reading.features import lexicon
from summitmap.reading.mentions import Name, NameKind
from summitmap.reading.nationalities import country_before, territories_of
from summitmap.reading.roles import AREA_WORDS, SEATS, is_seat
from summitmap.reading.sentences import UNSEEN
from summitmap.reading.text import Sentence
from summitmap.reading.venues import VENUES
from summitmap.story.model import Place, PlaceEntry, PlaceKind, Position, Role

KNOWN_BY_ITS_NAME_POINTS = 7.0
"""For its size in `places.score` (5,000 people): a smaller town must be confirmed by the article,
for a name that is no place is mostly borne by some village."""

MOST_PLACES = 200
"""How many places of one text are looked up; no article names as many, and those beyond are left
without one."""

MOST_OTHERS = 100
"""How many other places of the text are weighed for each."""

LONGEST_QUERY = 100

_MOST_REMEMBERED = 1_000
"""How many answers are kept from one article to the next."""

_UNSEEN = re.compile(f"[{UNSEEN}]")
_SPACE = re.compile(r"\s+")
_NOT_IN_AN_ID = re.compile(r"[^a-z0-9]+")
_LEAST_CORRECTED = 8
_MOST_HINTS = 5
_LONGEST_ABBREVIATION = 3
_POINT_KINDS = frozenset({PlaceKind.CITY, PlaceKind.FACILITY})


@dataclass(frozen=True)
class Resolved:
    """A name of a place and what it was resolved to.

    All names of one place share `place_id` and `entry`. `place` is `None` where nothing fits;
    its `doubt` tells why it should be looked at.
    """

    name: Name
    place_id: str | None
    entry: PlaceEntry | None
    place: Place | None


@dataclass(frozen=True)
class _Asked:
    """One place as the article asks for it, by all names that mean it.

    `hints` are countries and regions that the text puts it in, `within` the country that a venue
    or an adjective says. `is_gone_to` tells whether somebody goes "to" it: one comes to a city, and
    not to the province of its name. `is_urban` tells that a dateline names it, or its streets or
    its harbour are spoken of: the city of Djibouti, and not the country.
    """

    query: str
    names: tuple[Name, ...]
    kind_words: frozenset[str]
    hints: tuple[str, ...]
    within: str | None = None
    is_gone_to: bool = False
    is_urban: bool = False


def resolve_names(
    names: Sequence[Name],
    sentences: Sequence[Sentence],
    language: str,
    geocoder: OfflineGeocoder,
) -> tuple[Resolved, ...]:
    """What each name of a place means, in the order of the text; other names are left out.

    `language` ("nb" or "en") tells whose readers the article is for. Raises what the geocoder
    raises.
    """
    places = [name for name in names if name.kind is NameKind.PLACE]
    asked = _with_short_forms(_asked(places, sentences, language))
    home = country_of_readers(language)
    ask = [kept(geocoder, _may_be_corrected(one)) for one in asked[:MOST_PLACES]]
    first = [_first(one, home, by) for one, by in zip(asked, ask, strict=False)]
    there = [each for one, each in zip(asked, first, strict=False) if _is_somewhere(one)]
    sure = [each for each in there if each.best is not None and each.doubt is None]
    said = frozenset(
        found.best.answer.country_code
        for found in sure
        if found.best is not None and found.best.answer.kind is PlaceKind.COUNTRY
    )
    # Dundee, Stirling and Perth: none is sure, and together they are.
    speaking = sure if len(sure) > 1 else [each for each in there if _is_likely(each)]
    spots = _spots(speaking)
    second = [
        _again(found, by, _context(one, home, _others(found, speaking), spots), said)
        if _is_open(found)
        else found
        for one, found, by in zip(asked, first, ask, strict=False)
    ]
    beyond = (Resolved(name, None, None, None) for one in asked[MOST_PLACES:] for name in one.names)
    found = (*_resolved(asked[:MOST_PLACES], second, language, geocoder), *beyond)
    return tuple(sorted(found, key=lambda each: each.name.span.start))


def _asked(names: Iterable[Name], sentences: Sequence[Sentence], language: str) -> list[_Asked]:
    """The names in groups that are written alike, with what stands around any of them."""
    starts = [sentence.span.start for sentence in sentences]
    found: dict[tuple[str, bool], list[_Asked]] = {}
    for name in names:
        text = _plain(name.span.text)
        at = bisect_right(starts, name.span.start) - 1
        around = _around(sentences[at], name) if at >= 0 else _NAME
        words = _words_in(text) | kinds.beside(around, _NAME)
        if _SEAT_OF.search(around):
            words -= _CITY_WORDS
        hints = (*regions_behind(around, _NAME), *_AFTER_COMMA.findall(around))
        query, within = VENUES.get(fold(text), (_without_area_word(text), None))
        before = around.partition(_NAME)[0]
        within = within or country_before(before, language)
        # "Oslo" and the airport in "Oslo lufthavn" are two places of one name.
        built = not kinds.kinds_of(words).isdisjoint({PlaceKind.FACILITY})
        towards = before.endswith(_TOWARDS)
        urban = bool(_URBAN.search(before)) or (at >= 0 and _is_dateline(sentences[at], name))
        one = _Asked(query, (name,), words, hints, within, towards, urban)
        found.setdefault((fold(query) or text, built), []).append(one)
    return [_as_one(group) for group in found.values()]


def _as_one(group: Sequence[_Asked]) -> _Asked:
    """Groups of one place as one, by the query of the first."""
    hints = dict.fromkeys(hint for one in group for hint in one.hints)
    return replace(
        group[0],
        names=tuple(name for one in group for name in one.names),
        kind_words=frozenset(word for one in group for word in one.kind_words),
        hints=tuple(hints)[:_MOST_HINTS],
        within=next((one.within for one in group if one.within), None),
        is_gone_to=any(one.is_gone_to for one in group),
        is_urban=any(one.is_urban for one in group),
    )


def _is_dateline(sentence: Sentence, name: Name) -> bool:
    """Whether the name opens the sentence in the capitals of a dateline: "DJIBOUTI (AP) —"."""
    opens = name.span.start == sentence.span.start and name.span.text.isupper()
    return opens and len(name.span.text) > _LONGEST_ABBREVIATION and dateline_length(sentence) > 0


_AROUND = 120
"""How many characters beside a name are looked at."""


_NAME = "\ufffc"
"""What stands for the name in the text around it: patterns with it are made once."""

_AFTER_COMMA = re.compile(rf"(?<!\w){_NAME}, ([A-ZÆØÅ][\w-]+(?: [A-ZÆØÅ][\w-]+)?)")
"""The Libanon of "Tripoli, Libanon"."""


_SEAT_OF = re.compile(rf"\b(?:capital|hovedstad(?:en)?) (?:of|i) (?:the )?{_NAME}", re.IGNORECASE)
"""The capital of Congo: a land and no city, whatever word stands beside it."""

_CITY_WORDS = frozenset({"city"})

_TOWARDS = (" til ", " to ")

_URBAN = re.compile(
    r"\b(?:(?:gatene|gatane|havna|havnen|hamna|sentrum|flyplassen|lufthavnen|utkanten|innbyggerne"
    r"|rådhuset|domkirken|katedralen) (?:i|av)|utenfor|utanfor"
    r"|(?:streets|port|harbou?r|centre|center|airport|outskirts|mayor|city hall|cathedral)"
    r" (?:of|in)|downtown|outside) $",
    re.IGNORECASE,
)
"""What a city has and a country has not: "the streets of Luxembourg"."""


@lru_cache(maxsize=_MOST_REMEMBERED)
def _words_in(text: str) -> frozenset[str]:
    """The families of the kind words in a name that is more than such a word: not of Canton."""
    return kinds.named_in([text]) if kinds.without_kind_words(text) != text else frozenset()


def _around(sentence: Sentence, name: Name) -> str:
    start, end = (at - sentence.span.start for at in (name.span.start, name.span.end))
    before = _UNSEEN.sub("", sentence.span.text[max(0, start - _AROUND) : start])
    behind = _UNSEEN.sub("", sentence.span.text[end : end + _AROUND])
    return _SPACE.sub(" ", f"{before.replace(_NAME, ' ')}{_NAME}{behind.replace(_NAME, ' ')}")


def _plain(text: str) -> str:
    return _SPACE.sub(" ", _UNSEEN.sub("", text)).strip()


def _without_area_word(text: str) -> str:
    """The Oslo of Oslo-området; other compounds are left to the gazetteer, which knows them."""
    first, hyphen, rest = text.rpartition("-")
    alone = hyphen and rest.casefold() in AREA_WORDS and not kinds.named_in([rest])
    return (first if alone else text)[:LONGEST_QUERY]


def _with_short_forms(asked: Sequence[_Asked]) -> list[_Asked]:
    """The groups in the order of the text, with a short form joined to the full name: Komsomolsk to
    Komsomolsk-na-Amure, and the bare Vostochny to the spaceport that another sentence calls so."""
    full: dict[str, list[list[_Asked]]] = {}
    for one in sorted(asked, key=_completeness, reverse=True):
        alike = full.setdefault(_parts(one.query)[0], [])
        joined = next((each for each in alike if _is_short_for(one, each[0])), None)
        if joined is None:
            alike.append([one])
        else:
            joined.append(one)
    groups = (_as_one(each) for alike in full.values() for each in alike)
    return sorted(groups, key=lambda one: min(name.span.start for name in one.names))


def _parts(name: str) -> list[str]:
    """The words of a name, folded."""
    return [fold(part) for part in re.split(r"[\s-]+", name)]


def _completeness(one: _Asked) -> tuple[int, int]:
    return len(fold(one.query)), len(one.kind_words)


def _is_short_for(short: _Asked, full: _Asked) -> bool:
    built = PlaceKind.FACILITY in kinds.kinds_of(full.kind_words)
    if fold(short.query) == fold(full.query):
        # A large city keeps its name beside its airport.
        return built and not short.kind_words and not _is_well_known(short.query)
    if _COUNTRY in _classes(short.query):
        # Panama is not Panama City.
        return False
    parts, wanted = _parts(full.query), _parts(short.query)
    joined = parts[: len(wanted)] == wanted and len(parts) > len(wanted)
    rest = parts[len(wanted) : len(wanted) + 1]
    if not joined or short.kind_words - full.kind_words or len(fold(short.query)) < 5:
        return False
    return rest[0] in _JOINS or (built and not _is_well_known(short.query))


_JOINS = frozenset({"na", "on", "am", "upon", "ved", "pa", "i", "in", "city", "dc", "an", "sur"})
"""What goes on a name that is also used alone: Frankfurt am Main, Washington D.C."""

_COUNTRY = "C"
_WELL_KNOWN = frozenset("CKLM")


def _is_well_known(name: str) -> bool:
    return not _WELL_KNOWN.isdisjoint(_classes(name))


def _classes(name: str) -> str:
    return lexicon().classes(name.casefold().replace("-", " "))


def _may_be_corrected(one: _Asked) -> bool:
    """Whether a corrected spelling could be credible: see `_is_credible`, which asks for a long
    name: Pulham is not Fulham."""
    return len(fold(one.query)) >= _LEAST_CORRECTED


def _is_somewhere(one: _Asked) -> bool:
    """Whether any of its names is more than a government, which is no neighbour of anything."""
    return any(name.role is not Role.METONYM for name in one.names)


def _context(
    one: _Asked,
    home: str | None,
    others: Iterable[Answer] = (),
    spots: Collection[Position] = (),
) -> Context:
    """What is known of a place beside its name; `spots` are those of the others that count."""
    near = tuple(others)
    return Context(
        kind_words=one.kind_words,
        within=one.within,
        hints=one.hints,
        others=tuple(answer.position for answer in near if answer.position in spots),
        countries=tuple(answer.country_code for answer in near if answer.country_code),
        published_in=home,
    )


def _spots(sure: Iterable[Resolution]) -> frozenset[Position]:
    """Where the article plays: of places that lie together the first."""
    return frozenset(
        spread(
            found.best.answer.position
            for found in sure
            if found.best is not None and _is_neighbour(found.best.answer)
        )
    )


def _is_area(answer: Answer) -> bool:
    return answer.kind is not None and answer.kind.is_area


def _is_neighbour(answer: Answer) -> bool:
    """Whether it is a spot, or an area so narrow, that others can be near to; a country says more
    by being the article's own than by where its middle lies."""
    if answer.kind is PlaceKind.COUNTRY:
        return answer.precision_metres <= _CITY_STATE_METRES
    return not _is_area(answer) or answer.precision_metres <= WIDEST_NEIGHBOUR_METRES


def _others(own: Resolution, sure: Iterable[Resolution]) -> Iterator[Answer]:
    """The places of the article beside this one that are beyond doubt, the first of them."""
    others = (other.best.answer for other in sure if other is not own and other.best is not None)
    return islice(others, MOST_OTHERS)


def _first(one: _Asked, home: str | None, geocoder: OfflineGeocoder) -> Resolution:
    """What the name means with no other place known."""
    context = _context(one, home)
    found = _looked_up(one.query, one.within, context, geocoder)
    if found.best is None and one.within is not None:
        # What belongs to a country may have a code of its own: "franske Réunion".
        other = _looked_up(one.query, None, replace(context, within=None), geocoder)
        return other if _may_belong_to(other, one.within) else found
    gone_to = one.is_gone_to and not one.kind_words and _has_a_city_of_its_name(found)
    if gone_to or (one.is_urban and _has_a_capital_of_its_name(found)):
        return _explained(found.entry, PlaceKind.CITY, context, geocoder)
    return found


def _may_belong_to(found: Resolution, country: str) -> bool:
    if found.best is None:
        return False
    answer = found.best.answer
    return _is_area(answer) or answer.country_code in territories_of(country)


@lru_cache(maxsize=_MOST_REMEMBERED)
def _looked_up(
    query: str, within: str | None, context: Context, geocoder: OfflineGeocoder
) -> Resolution:
    """What the name means by itself, with no other place known."""
    kind = _kind(query, context.kind_words, geocoder)
    entry = PlaceEntry(id="place", name={"nb": query}, query=query, kind=kind, within=within)
    return explain(entry, geocoder, _said_of(kind, context))


def _explained(
    entry: PlaceEntry, kind: PlaceKind, context: Context, geocoder: OfflineGeocoder
) -> Resolution:
    """The entry weighed as a place of that kind."""
    asked = entry if kind is entry.kind else entry.model_copy(update={"kind": kind})
    return explain(asked, geocoder, _said_of(kind, context))


def _has_a_city_of_its_name(found: Resolution) -> bool:
    """Whether the best answer is a region with a city of its name, which is hardly less known."""
    best = found.best
    if best is None or best.answer.kind is not PlaceKind.REGION:
        return False
    region = best.answer
    least = best.score.part("size").points - _HALF_POINTS
    return any(
        each.answer.kind is PlaceKind.CITY
        and each.score.part("name").why == "own"
        and each.score.part("size").points >= least
        and (each.answer.country_code, each.answer.admin1) == (region.country_code, region.admin1)
        for each in found.others
    )


def _has_a_capital_of_its_name(found: Resolution) -> bool:
    """Whether the best answer is a country that is called as its capital: Djibouti, Luxembourg."""
    best = found.best
    return (
        best is not None
        and best.answer.kind is PlaceKind.COUNTRY
        and any(
            _is_capital(each) and each.answer.country_code == best.answer.country_code
            for each in found.others
        )
    )


_HALF_POINTS = 3.0
"""In `places.score` what half as many people come to."""


def _said_of(kind: PlaceKind, context: Context) -> Context:
    """The context for a place of that kind: an area is not placed by what stands behind it, for
    "USA i Irak" is not in Iraq."""
    return replace(context, hints=()) if kind.is_area else context


def _again(
    found: Resolution,
    geocoder: OfflineGeocoder,
    context: Context,
    countries: Collection[str | None],
) -> Resolution:
    """The place with the others of the article known; `countries` are those that the article
    itself names."""
    if not (context.others or context.countries):
        return found
    kind = found.entry.kind if context.kind_words else _kind_here(found, context.countries)
    other = _explained(found.entry, kind, context, geocoder)
    lesser = _is_lesser(other.best, found.best)
    said = other.best is not None and other.best.answer.country_code in countries
    capital = found.best is not None and _is_capital(found.best)
    return found if lesser and (capital or not said) else other


def _kind_here(found: Resolution, countries: Sequence[str]) -> PlaceKind:
    """The kind of place that a name of several kinds has in an article of these countries: Georgia
    is a state of the USA where all other places lie there."""
    best = found.best
    if best is None or not _is_area(best.answer) or best.answer.country_code in countries:
        return found.entry.kind
    own = best.score.part("name").points
    rivals = [
        (_renown(other) + _at_home(other.answer, countries), other.answer.kind)
        for other in found.ranked
        if other.answer.kind is not None
        and _is_area(other.answer)
        and other.answer.kind is not best.answer.kind
        and other.score.part("name").points >= own
    ]
    most, kind = max(rivals, default=(0.0, found.entry.kind), key=lambda each: each[0])
    return kind if most > _renown(best) else found.entry.kind


def _renown(place: Scored) -> float:
    """How well known it is by its name, in points of `places.score`, alike for all kinds."""
    size = place.score.part("size").points + place.score.part("standing").points
    if place.answer.kind is PlaceKind.REGION:
        return size - POINTS_PER_TENFOLD * math.log10(REGION_SHARE)
    return size


def _at_home(answer: Answer, countries: Sequence[str]) -> float:
    share = countries.count(answer.country_code or "") / (len(countries) + 1)
    return _AT_HOME_POINTS * share


_AT_HOME_POINTS = 25.0
"""More than twice what a town earns for its country: a state is seldom named in an article about
other countries, and in one about its own it is named as such."""


def _is_capital(place: Scored) -> bool:
    return place.score.part("standing").points > 0


def _is_lesser(other: Scored | None, place: Scored | None) -> bool:
    """Whether the article's other places speak for a smaller namesake without being near it, or
    for one so much smaller that nobody means it without saying so: the Miami near Brisbane."""
    if other is None or place is None:
        return False
    if other.answer.provenance.record == place.answer.provenance.record:
        return False
    smaller = place.score.part("size").points - other.score.part("size").points
    if smaller >= _MUCH_SMALLER_POINTS:
        return other.score.part("nearness").points < _BESIDE_POINTS
    return smaller > 0 and not _is_near(other)


_MUCH_SMALLER_POINTS = 15.0
"""In `places.score` what some thirty times as many people come to."""

_BESIDE_POINTS = 0.6 * NEAREST_POINTS
"""More than what a single neighbour can come to: the place lies among several others."""


def _is_near(place: Scored) -> bool:
    return place.kilometres is not None and place.kilometres <= _NEAR_KILOMETRES


def _is_likely(found: Resolution) -> bool:
    """Whether the best answer is a place that the name may well mean, though it is in doubt."""
    best = found.best
    return best is not None and best.score.part("size").points >= KNOWN_BY_ITS_NAME_POINTS


def _is_open(found: Resolution) -> bool:
    """Whether the other places of the article may decide for another place of the name, or
    confirm one that would not be drawn without."""
    best = found.best
    if best is None or found.doubt is not None:
        return best is not None
    if not _is_credible(found):
        return True
    if _is_area(best.answer):
        return any(_is_area(rival.answer) for rival in found.others)
    least = best.score.total - NEAREST_POINTS - STORY_COUNTRY_POINTS
    rivals = (rival for rival in found.others if rival.answer.kind is best.answer.kind)
    return any(rival.score.total > least for rival in rivals)


def _kind(query: str, kind_words: frozenset[str], geocoder: OfflineGeocoder) -> PlaceKind:
    """What kind of place is meant: what the words beside the name allow, of what there is."""
    if any(is_seat(query.casefold(), language) for language in SEATS):
        return PlaceKind.FACILITY
    records = [location.record for location in geocoder.geocode(query, exactly_one=False) or ()]
    known = [record.kind for record in records]
    said = [kind for family in kinds.families() if family.id in kind_words for kind in family.kinds]
    for kind in said:
        if kind in known:
            return kind
    # Green Bay is a town that bears the word.
    key = fold(query)
    if said and not any(fold(record.matched) == key for record in records):
        return said[0]
    return _likeliest(records) if records else PlaceKind.CITY


def _likeliest(records: Sequence[Record]) -> PlaceKind:
    """The kind of the place that a name means which is all that is said."""
    first = records[0]
    if first.kind is PlaceKind.CITY:
        country = _first_of(PlaceKind.COUNTRY, records)
        if first.capital and country is not None and _is_land_of(country, first):
            return PlaceKind.COUNTRY
        region = _first_of(PlaceKind.REGION, records)
        if region is not None and _is_larger_elsewhere(region, first):
            return PlaceKind.REGION
    return first.kind


def _first_of(kind: PlaceKind, records: Sequence[Record]) -> Record | None:
    """The first of that kind that goes by the name it was asked by."""
    return next(
        (
            record
            for record in records
            if record.kind is kind and fold(record.matched) == fold(record.name)
        ),
        None,
    )


def _is_land_of(country: Record, capital: Record) -> bool:
    """Whether a country is more than its capital: Luxembourg is, and Singapore is not."""
    wide = country.precision_metres > _CITY_STATE_METRES
    return wide and country.country_code == capital.country_code


_CITY_STATE_METRES = 20_000
"""The radius of a country that is a city."""


def _is_larger_elsewhere(region: Record, city: Record) -> bool:
    """Whether a region is better known than a city of its name that is not its own: Delaware."""
    people = region.prominence / REGION_SHARE * _STRANGE_REGION_SHARE
    own = (city.country_code, city.admin1) == (region.country_code, region.admin1)
    return region.country_code in _FEDERATIONS and not own and people > city.prominence


_FEDERATIONS = frozenset({"AU", "BR", "CA", "DE", "IN", "MX", "US"})
"""Countries whose states newspapers abroad name without saying that they are states."""


_STRANGE_REGION_SHARE = 0.25
"""What the people of a region count for against a city that lies elsewhere: see `REGION_SHARE`,
which is for its own."""


def _resolved(
    asked: Sequence[_Asked],
    found: Sequence[Resolution],
    language: str,
    geocoder: OfflineGeocoder,
) -> Iterator[Resolved]:
    """Each name with its place; what turned out to be the same record is one place."""
    ids: dict[str, int] = {}
    by_record: dict[tuple[str, str], Resolved] = {}
    order = sorted(zip(asked, found, strict=True), key=lambda each: each[0].names[0].span.start)
    for one, answer in order:
        place = _drawn(answer, geocoder) if _is_credible(answer) else None
        record = place.provenance.record if place else None
        key = (place.provenance.dataset, record) if place and record else None
        shared = by_record.get(key) if key else None
        if shared is None:
            shared = _named(one, answer.entry, place, language, ids)
            if key:
                by_record[key] = shared
        for name in one.names:
            yield replace(shared, name=name)


def _drawn(found: Resolution, geocoder: OfflineGeocoder) -> Place | None:
    """The place with its outline, which nothing is weighed by and which is therefore read last."""
    place = found.place
    if place is None or not place.kind.is_area or place.area is not None:
        return place
    return place.model_copy(update={"area": geocoder.outline_of(place.provenance)})


def _named(
    one: _Asked, entry: PlaceEntry, place: Place | None, language: str, ids: dict[str, int]
) -> Resolved:
    """The entry and the place under an id of their own, which `ids` then counts."""
    text = place.provenance.matched if place and place.provenance.corrected_from else one.query
    slug = _NOT_IN_AN_ID.sub("-", _ascii(text)).strip("-")[:_LONGEST_ID] or "place"
    ids[slug] = ids.get(slug, 0) + 1
    place_id = slug if ids[slug] == 1 else f"{slug}-{ids[slug]}"
    own = entry.model_copy(
        update={
            "id": place_id,
            "name": {language: text},
            "kind": place.kind if place else entry.kind,
            "within": place.country_code if place else entry.within,
        }
    )
    kept = place.model_copy(update={"id": place_id}) if place else None
    return Resolved(one.names[0], place_id, own, kept)


_LONGEST_ID = 50


def _ascii(text: str) -> str:
    """The text in small ASCII letters, word by word as the gazetteer folds it."""
    words = (fold(word) for word in re.split(r"[^\w]+|_", text))
    return "-".join(word for word in words if word.isascii())


def _is_credible(found: Resolution) -> bool:
    """Whether the best answer may be drawn: what is small and unheard of must be confirmed by the
    article, and so must a name whose spelling had to be corrected, unless it is long."""
    best = found.best
    if best is None:
        return False
    query, answer, score = found.entry.query, best.answer, best.score
    # The EU is not the town of Eu.
    if query.isupper() and len(query) <= _LONGEST_ABBREVIATION and answer.kind in _POINT_KINDS:
        return False
    if answer.kind is not PlaceKind.CITY and not answer.provenance.corrected_from:
        return True
    if _is_in_the_news(found):
        return True
    said = any(score.part(part).points > 0 for part in ("region", "country", "kind words"))
    near = _is_near(best)
    at_home = score.part("published in").points > 0
    in_story = score.part("story's countries").points > 0
    large = score.part("size").points >= KNOWN_BY_ITS_NAME_POINTS
    if answer.provenance.corrected_from:
        one_letter = score.part("spelling").points >= CORRECTED_POINTS
        # Who errs in a name seldom errs in its first letter.
        alike = fold(query)[:1] == fold(answer.provenance.matched)[:1]
        long = len(fold(query)) >= _LEAST_CORRECTED
        confirmed = said or (one_letter and large and (near or in_story or at_home))
        return alike and long and confirmed
    if score.part("name").why == "loose":
        return said or near or at_home
    return said or near or at_home or large or in_story


def _is_in_the_news(found: Resolution) -> bool:
    """Whether it is a place of our own files, which hold what news names however few live there,
    and no other is as likely: Ny-Ålesund."""
    best = found.best
    if best is None or best.answer.provenance.dataset != _OWN_DATASET:
        return False
    own = best.score.part("name").why == "own" and not best.answer.provenance.corrected_from
    return own and found.doubt is None and len(fold(found.entry.query)) >= _LEAST_IN_THE_NEWS


_OWN_DATASET = "SummitMap supplement"
_LEAST_IN_THE_NEWS = 6

_NEAR_KILOMETRES = 850
"""As near as this to another place of the article, what is small may be meant."""
