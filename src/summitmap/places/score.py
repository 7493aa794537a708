"""How well each answer fits a name and its context, in parts that a person can read.

The points are on one scale: ten points are a factor of ten in people. What the text itself says
(the kind, the region) outweighs most differences in size between towns of one name; what merely
makes a place likely outweighs a factor of a hundred (the publishing country), or at the
very most of some thousand (several other places of the story right beside it, and none elsewhere).
The weights are our own judgement, held by the tests of the well-known traps.
"""

from __future__ import annotations

import math
import re
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from rapidfuzz.distance import OSA

from summitmap.places import kinds
from summitmap.places.answer import Answer
from summitmap.places.context import Area, Context
from summitmap.places.gazetteer import REGION_SHARE, answers, fold
from summitmap.story.model import Doubt, PlaceKind, Position, Score, ScorePart

NOT_STATED = "not stated"

_MOST_PARTS = 20_000
"""How many parts of scores are kept: most of them say the same of many answers."""

OWN_NAME_POINTS = 30
SHORT_NAME_POINTS = 26
"""For a name that goes on in the place's own: Seefeld for Seefeld in Tirol, Frankfurt."""
OTHER_NAME_POINTS = 20
LOOSE_NAME_POINTS = 0
"""For a name that agrees only without its spaces ("kha san"), has one or two letters or is written
small ("ruka" for Luqa), and is not the place's own: such names coincide."""

SAME_LETTERS_POINTS = 5
"""For a name with the same accents and words: Mandal is not Māndal. A hyphen is as good as a
space: Monte Carlo is Monte-Carlo."""
JOINED_POINTS = 3
"""For a name that has the same letters and joins or parts its words otherwise: Montecarlo."""

GENITIVE_POINTS = -5
"""For a place that is found only without the last s of the name: Moss is not of a place Mos."""

CORRECTED_POINTS = -12
"""For each letter that was corrected."""

SAME_KIND_POINTS = 40
RELATED_KIND_POINTS = 10
OTHER_KIND_POINTS = -40
KIND_WORD_POINTS = 25

COUNTRY_POINTS = 20
IN_REGION_POINTS = 30
OUTSIDE_REGION_POINTS = -40

NEAREST_POINTS = 30
"""For a place right beside two others of a story that plays nowhere else. One neighbour alone says
half of that, for anybody may have flown there; and a story that goes all round the world
comes near to some namesake of everything (see `_nearness`)."""
NEAREST_KILOMETRES = 50
"""As near as this to another place of the story earns all points of nearness …"""
FARTHEST_KILOMETRES = 1_500
"""… and as far as this none; between them they fall with the logarithm of the distance, squared:
a hundred kilometres are a neighbourhood, and four hundred are hardly one."""

STORY_COUNTRY_POINTS = 10
"""For a country that all of the story's many other places lie in; see `_story_country`."""
PUBLISHED_POINTS = 20

POINTS_PER_TENFOLD = 10
SMALLEST_POPULATION = 1_000
MOST_SIZE_POINTS = 40
CAPITAL_POINTS = 6
"""As much as the gazetteer gives it: four times the people."""
SOVEREIGN_POINTS = 15
"""For a country, as against a city or region of its name."""

FIRST_ANSWER_POINTS = 10
NEXT_ANSWER_POINTS = -2
"""A service that does not state populations has weighed its answers itself."""

DOUBT_POINTS = 9
UNSURE_DOUBT_POINTS = 15
SMALL_PLACE_POPULATION = 100_000
DOUBT_KILOMETRES = 100
"""A place is in doubt when another scores less than 9 points below it (as much as eight times the
people) and lies more than 100 km away (so that the map of a country would show the mistake). A
place of less than 100,000 people is known to few by its name alone, and a by-name means less than
the rival's own name: then, unless something around the name confirms the place, the difference
must be 15 points."""

CONFIRMING_KILOMETRES = 480
"""As near as this to one of the story's other places a doubtful name is confirmed."""

_STYLE = str.maketrans("-", " ", ".'’ʼ")
_LONGEST_WHY = 100
_LOOSE_UP_TO_LETTERS = 8
_SHORT_NAME_LETTERS = 2
# A region is longer than wide: its ends lie farther out than a circle of its size reaches.
_INSIDE_RADII = 1.5
_OUTSIDE_RADII = 2.0
_OUTSIDE_MARGIN_KM = 100
_EARTH_RADIUS_KM = 6371.0088


@dataclass(frozen=True)
class Scored:
    """An answer with its score; `fits` tells whether it may stand for what was asked at all.

    `kilometres` is how far the nearest of the story's other places lies; `None` without any.
    """

    answer: Answer
    score: Score
    fits: bool
    kilometres: float | None = None


class Relation(Enum):
    """How a place lies to a region."""

    INSIDE = "inside"
    BESIDE = "beside"
    OUTSIDE = "outside"
    UNKNOWN = NOT_STATED


def rank(name: str, context: Context, found: Iterable[Answer]) -> tuple[Scored, ...]:
    """The answers from best to worst: those that fit first, then by score, then as they came.

    An answer fits when it lies in the country `within`, is not clearly outside the region that
    is named, and is of a kind that may stand for the wanted one (see `gazetteer.answers`; without
    a wanted kind, for one that the kind words allow). What it does not state does not count
    against it, but for the country.
    """
    scored = [_scored(name, context, answer, place) for place, answer in enumerate(found)]
    # The sort leaves equals in the order they came.
    return tuple(sorted(scored, key=lambda each: (not each.fits, -each.score.total)))


def doubt(ranked: Sequence[Scored]) -> Doubt | None:
    """Why the first of ranked answers should be looked at; `None` when nothing speaks for it."""
    if not ranked:
        return None
    best, *others = ranked
    confirmed = _is_confirmed(best)
    if any(other.fits and _rivals(best, other, confirmed) for other in others):
        return Doubt.RIVAL
    if best.score.part("region").why.startswith(Relation.BESIDE.value):
        return Doubt.REGION
    if (
        best.score.part("kind words").points < 0
        and best.score.part("kind").points < SAME_KIND_POINTS
    ):
        return Doubt.KIND
    if best.score.part("name").why == "loose" and not confirmed:
        return Doubt.NAME
    in_country = best.score.part("country").points > 0
    if best.answer.provenance.corrected_from and not (confirmed or in_country):
        return Doubt.SPELLING
    return None


def kilometres_apart(one: Position, other: Position) -> float:
    """The distance on a sphere as large as the earth: within 0.5 % of the ellipsoid's."""
    south, north = math.radians(one.latitude), math.radians(other.latitude)
    east = math.radians(other.longitude - one.longitude)
    half = (
        math.sin((north - south) / 2) ** 2
        + math.cos(south) * math.cos(north) * math.sin(east / 2) ** 2
    )
    return 2 * _EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


@dataclass(frozen=True)
class _Neighbours:
    """The other places of the story as seen from one: how far the two nearest are, in kilometres
    from where its land ends, and which share of them is not beyond `FARTHEST_KILOMETRES`."""

    kilometres: tuple[float, ...]
    near_share: float


_NO_NEIGHBOURS = _Neighbours((), 0.0)


def _neighbours(answer: Answer, others: Sequence[Position]) -> _Neighbours:
    """By the sum of `kilometres_apart`, of which the arc is only taken for the two nearest."""
    if not others:
        return _NO_NEIGHBOURS
    one, radius = answer.position, _radius_km(answer)
    south = math.radians(one.latitude)
    cosine, longitude = math.cos(south), one.longitude
    halves = sorted(
        [
            math.sin((north - south) / 2) ** 2
            + cosine * math.cos(north) * math.sin(math.radians(east - longitude) / 2) ** 2
            for east, north in map(_east_and_north, others)
        ]
    )
    farthest = math.sin((FARTHEST_KILOMETRES + radius) / (2 * _EARTH_RADIUS_KM)) ** 2
    apart = (2 * _EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half))) for half in halves[:2])
    return _Neighbours(
        tuple(max(0.0, each - radius) for each in apart), bisect(halves, farthest) / len(halves)
    )


def _east_and_north(position: Position) -> tuple[float, float]:
    """The longitude in degrees and the latitude in radians."""
    return position.longitude, math.radians(position.latitude)


def _rivals(best: Scored, other: Scored, confirmed: bool) -> bool:
    small = best.score.part("size").points < _people(SMALL_PLACE_POPULATION, "").points
    by_name = best.score.part("name").why != "own" and other.score.part("name").why == "own"
    least = UNSURE_DOUBT_POINTS if not confirmed and (small or by_name) else DOUBT_POINTS
    apart = kilometres_apart(best.answer.position, other.answer.position)
    # An area that reaches to the other place does not contradict it; two countries of a name do.
    countries = best.answer.kind is other.answer.kind is PlaceKind.COUNTRY
    reach = 0.0 if countries else max(_radius_km(best.answer), _radius_km(other.answer))
    return best.score.total - other.score.total < least and apart - reach > DOUBT_KILOMETRES


def _is_confirmed(scored: Scored) -> bool:
    score = scored.score
    return (
        score.part("region").points > 0
        or score.part("kind words").points >= KIND_WORD_POINTS
        or (scored.kilometres is not None and scored.kilometres <= CONFIRMING_KILOMETRES)
        or score.part("published in").points > 0
    )


def _fits(context: Context, answer: Answer) -> bool:
    if context.within is not None and answer.country_code != context.within:
        return False
    if context.areas and relation_of(answer, context.areas) is Relation.OUTSIDE:
        return False
    if answer.kind is None:
        return True
    if context.kind is not None:
        return answers(answer.kind, context.kind)
    # Thunder Bay is a town that bears the word: it need not be water.
    if not context.kind_words or _own_words(answer) & context.kind_words:
        return True
    return any(answers(answer.kind, kind) for kind in kinds.kinds_of(context.kind_words))


def _scored(name: str, context: Context, answer: Answer, place: int) -> Scored:
    others = _neighbours(answer, context.others)
    score = Score(
        parts=(
            _name(name, answer),
            _spelling(name, answer),
            _kind(context, answer),
            _kind_words(context, answer),
            _country(context, answer),
            _region(context, answer),
            _nearness(others, answer),
            _story_country(context, answer),
            _size(answer),
            _standing(answer),
            _published_in(context, answer),
            _order(answer, place),
        )
    )
    return Scored(answer, score, _fits(context, answer), next(iter(others.kilometres), None))


@lru_cache(maxsize=_MOST_PARTS)
def _part(name: str, points: float = 0.0, why: str = NOT_STATED) -> ScorePart:
    return ScorePart(
        name=name, points=round(points, 1) + 0.0, why=why[:_LONGEST_WHY].strip() or NOT_STATED
    )


def _name(asked: str, answer: Answer) -> ScorePart:
    """`own`, `short`, `other` or `loose`: which of the names it is, and how well it fits."""
    matched = answer.provenance.matched
    if answer.kind is None:
        return _service_name(asked, answer)
    if not _keys(answer.name).isdisjoint(_keys(matched)):
        return _part("name", OWN_NAME_POINTS, "own")
    if answer.kind is PlaceKind.CITY and _is_short_form(matched, answer.name):
        return _part("name", SHORT_NAME_POINTS, "short")
    if answer.kind is PlaceKind.CITY and _is_loose(
        answer.provenance.corrected_from or asked, matched
    ):
        return _part("name", LOOSE_NAME_POINTS, "loose")
    return _part("name", OTHER_NAME_POINTS, "other")


_LONG_FORM = re.compile(
    r"(?: an der|-on-|-sur-|-sous-|-am-| in| im| am| an| bei| ob| upon| on| by| sur| na| nad| pod"
    r"| de| del| di)\b",
    re.IGNORECASE,
)
"""What goes on a name that is also used alone."""


@lru_cache(maxsize=_MOST_PARTS)
def _is_short_form(matched: str, name: str) -> bool:
    long = _LONG_FORM.search(name)
    return long is not None and fold(name[: long.start()]) == fold(matched)


@lru_cache(maxsize=_MOST_PARTS)
def _keys(name: str) -> frozenset[str]:
    """The name folded, as it is and without kind words."""
    return frozenset({fold(name), fold(kinds.without_kind_words(name))})


def _service_name(asked: str, answer: Answer) -> ScorePart:
    key = fold(kinds.without_kind_words(asked))
    if key and key in (fold(answer.name), fold(kinds.without_kind_words(answer.name))):
        return _part("name", OWN_NAME_POINTS, "own")
    if key and key in fold(answer.address):
        return _part("name", OTHER_NAME_POINTS, "other")
    return _part("name")


def _is_loose(asked: str, matched: str) -> bool:
    """Whether a town's by-name agrees only by chance: it is tiny, or its words break elsewhere."""
    key = fold(matched)
    if len(key) <= _SHORT_NAME_LETTERS or (matched.islower() and not asked.islower()):
        return True
    breaks = {len(text.replace("-", " ").split()) for text in (asked, matched)}
    return len(key) <= _LOOSE_UP_TO_LETTERS and fold(asked) == key and len(breaks) > 1


def _spelling(asked: str, answer: Answer) -> ScorePart:
    """`same letters`, `same but for spaces`, `same but for accents`, `without -s` or `without a
    word`, or how many letters were corrected."""
    matched, corrected_from = answer.provenance.matched, answer.provenance.corrected_from
    if answer.kind is None:
        return _part("spelling")
    if corrected_from is not None:
        letters = max(1, OSA.distance(fold(corrected_from), fold(matched)))
        return _part("spelling", CORRECTED_POINTS * letters, f"{letters} corrected")
    # A point or an apostrophe is a matter of style: St. Petersburg, St Petersburg.
    written, found = (text.casefold().translate(_STYLE) for text in (asked, matched))
    if written == found:
        return _part("spelling", SAME_LETTERS_POINTS, "same letters")
    if written.replace(" ", "") == found.replace(" ", ""):
        return _part("spelling", JOINED_POINTS, "same but for spaces")
    if fold(asked) == fold(matched) + "s":
        return _part("spelling", GENITIVE_POINTS, "without -s")
    alike = fold(asked) == fold(matched)
    return _part("spelling", why="same but for accents" if alike else "without a word")


def _kind(context: Context, answer: Answer) -> ScorePart:
    if context.kind is None or answer.kind is None:
        return _part("kind")
    if answer.kind is context.kind:
        return _part("kind", SAME_KIND_POINTS, answer.kind)
    fits = answers(answer.kind, context.kind)
    return _part("kind", RELATED_KIND_POINTS if fits else OTHER_KIND_POINTS, answer.kind)


def _kind_words(context: Context, answer: Answer) -> ScorePart:
    """The words beside the name against the words in the place's own names, else its kind."""
    if not context.kind_words:
        return _part("kind words")
    if shared := sorted(_own_words(answer) & context.kind_words):
        return _part("kind words", KIND_WORD_POINTS, shared[0])
    if answer.kind is None:
        return _part("kind words")
    allowed = kinds.kinds_of(context.kind_words)
    if answer.kind not in allowed:
        return _part("kind words", -KIND_WORD_POINTS, answer.kind)
    # A facility of another sort, or of none that is stated, is of the right kind at the most.
    points = 0 if answer.kind is PlaceKind.FACILITY else KIND_WORD_POINTS / 2
    return _part("kind words", points, answer.kind)


def _own_words(answer: Answer) -> frozenset[str]:
    """The families of the kind words that stand in the place's own names."""
    return _families_in(answer.address, answer.provenance.matched)


@lru_cache(maxsize=_MOST_PARTS)
def _families_in(*names: str) -> frozenset[str]:
    return kinds.named_in(names)


def _country(context: Context, answer: Answer) -> ScorePart:
    if context.within is None or answer.country_code is None:
        return _part("country")
    inside = answer.country_code == context.within
    return _part("country", COUNTRY_POINTS if inside else -COUNTRY_POINTS, answer.country_code)


def _region(context: Context, answer: Answer) -> ScorePart:
    if context.region is None:
        return _part("region")
    relation = relation_of(answer, context.areas)
    if relation is Relation.UNKNOWN:
        rest = answer.address.partition(",")[2]
        named = bool(fold(context.region)) and fold(context.region) in fold(rest)
        relation = Relation.INSIDE if named else relation
    points = {Relation.INSIDE: IN_REGION_POINTS, Relation.OUTSIDE: OUTSIDE_REGION_POINTS}
    if relation is Relation.UNKNOWN:
        return _part("region")
    return _part("region", points.get(relation, 0), f"{relation.value} {context.region}")


def relation_of(answer: Answer, areas: Iterable[Area]) -> Relation:
    """How the answer lies to those of the areas that suit it best; unknown without areas."""
    relations = {_relation_to(answer, area) for area in areas}
    for relation in (Relation.INSIDE, Relation.BESIDE, Relation.OUTSIDE):
        if relation in relations:
            return relation
    return Relation.UNKNOWN


def _relation_to(answer: Answer, area: Area) -> Relation:
    both_countries = answer.country_code is not None and area.country_code is not None
    if both_countries and answer.country_code != area.country_code:
        return Relation.OUTSIDE
    if area.whole_country and both_countries:
        return Relation.INSIDE
    coded = both_countries and area.admin1 is not None and answer.admin1 is not None
    if coded and answer.admin1 == area.admin1:
        return Relation.INSIDE
    apart = max(0.0, kilometres_apart(answer.position, area.position) - _radius_km(answer))
    # Regions are redrawn and sources differ, so that another code alone does not settle it.
    if not coded and apart <= _INSIDE_RADII * area.radius_km:
        return Relation.INSIDE
    if apart <= _OUTSIDE_RADII * area.radius_km + _OUTSIDE_MARGIN_KM:
        return Relation.BESIDE
    return Relation.OUTSIDE


def _nearness(others: _Neighbours, answer: Answer) -> ScorePart:
    """How near the two nearest others are, one that is missing being far; times the root of the
    share of the others that are anywhere near, for a journey round the world.

    An area that another place lies in needs no second one: Atlanta speaks for Georgia.
    """
    if not others.kilometres:
        return _part("nearness")
    nearest = others.kilometres[0]
    is_around = nearest == 0 and answer.kind is not None and answer.kind.is_area
    beside = 1 if is_around else sum(map(_closeness, others.kilometres)) / 2
    points = NEAREST_POINTS * beside * math.sqrt(others.near_share)
    return _part("nearness", points, f"{nearest:.0f} km")


def _closeness(kilometres: float) -> float:
    """1 as near as can be, falling to 0 at the farthest."""
    if kilometres >= FARTHEST_KILOMETRES:
        return 0.0
    steps = math.log(max(kilometres, NEAREST_KILOMETRES) / NEAREST_KILOMETRES)
    return (1 - steps / math.log(FARTHEST_KILOMETRES / NEAREST_KILOMETRES)) ** 2


def _radius_km(answer: Answer) -> float:
    """How far an area reaches from its point; a point reaches nowhere."""
    return answer.precision_metres / 1000 if answer.kind and answer.kind.is_area else 0.0


def _story_country(context: Context, answer: Answer) -> ScorePart:
    """By the share of the other places that lie there, as if one more lay elsewhere: one place
    alone makes no country the story's own."""
    if not context.countries or answer.country_code is None:
        return _part("story's countries")
    share = context.countries.count(answer.country_code) / (len(context.countries) + 1)
    return _part("story's countries", STORY_COUNTRY_POINTS * share, answer.country_code)


def _size(answer: Answer) -> ScorePart:
    """The people of a place; of one that has none, what the gazetteer counts it for."""
    if answer.population is not None:
        share = REGION_SHARE if answer.kind is PlaceKind.REGION else 1.0
        return _people(answer.population * share, f"{answer.population} people")
    if answer.prominence is not None:
        return _people(answer.prominence, f"counts as {answer.prominence:.0f} people")
    return _part("size")


def _people(number: float, why: str) -> ScorePart:
    points = POINTS_PER_TENFOLD * math.log10(max(1.0, number / SMALLEST_POPULATION))
    return _part("size", min(points, MOST_SIZE_POINTS), why)


def _standing(answer: Answer) -> ScorePart:
    if answer.kind is PlaceKind.COUNTRY:
        return _part("standing", SOVEREIGN_POINTS, "country")
    if answer.kind is not PlaceKind.CITY or answer.capital is None:
        return _part("standing")
    if answer.capital:
        return _part("standing", CAPITAL_POINTS, "capital")
    return _part("standing", why="no capital")


def _published_in(context: Context, answer: Answer) -> ScorePart:
    if context.published_in is None or answer.country_code is None:
        return _part("published in")
    at_home = answer.country_code == context.published_in
    return _part("published in", PUBLISHED_POINTS if at_home else 0.0, answer.country_code)


def _order(answer: Answer, place: int) -> ScorePart:
    if answer.kind is not None:
        return _part("service's order")
    points = max(0, FIRST_ANSWER_POINTS + NEXT_ANSWER_POINTS * place)
    return _part("service's order", points, f"number {place + 1}")
