"""What a place name does in its clause: whether somebody is there, comes there or leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from summitmap.reading.clauses import Clause, Tense
from summitmap.reading.phrasebook import Phrasebook, VerbForm, VerbKind, stands
from summitmap.reading.text import Span


class Function(StrEnum):
    """What a place name does in its clause."""

    AT = "at"
    TO = "to"
    TOWARDS = "towards"
    FROM = "from"
    VIA = "via"
    SUBJECT = "subject"
    WITHIN = "within"
    """Says where the place before it lies: "Teller i Alaska"."""
    OTHER = "other"
    """The owner of something, or what is talked of."""

    @property
    def is_presence(self) -> bool:
        """Whether somebody is, comes or passes there."""
        return self in (Function.AT, Function.TO, Function.VIA, Function.FROM)


@dataclass(frozen=True)
class Placing:
    """A place name in a clause; `of_visit` tells that a noun such as "besøket" leads to it, and
    `is_stop` that it is called a stop itself: "Seoul is next"."""

    span: Span
    function: Function
    of_visit: bool = False
    is_stop: bool = False


_MOST_SKIPPED = 8


@dataclass(frozen=True)
class Toponym:
    """A place name to be placed; `is_area` tells a country or a region, `country` its ISO code."""

    span: Span
    is_area: bool
    country: str | None = None

    def may_hold(self, spot: Toponym) -> bool:
        """Whether it is an area that the spot may lie in, as far as that is known."""
        abroad = None not in (self.country, spot.country) and self.country != spot.country
        return self.is_area and not spot.is_area and not abroad


def placings(
    clause: Clause, names: Sequence[Toponym], dates: Sequence[Span], book: Phrasebook
) -> tuple[Placing, ...]:
    """What each of the names, which begin inside the clause and stand in order, does in it.

    `dates` are the expressions of time in the clause, which nothing hangs on.
    """
    found: list[Placing] = []
    plain = clause.without(dates, book.words["clause.before_dates"])
    for number, name in enumerate(names):
        placing = _placing(plain, name, found[-1] if found else None, book)
        if (
            number > 0
            and name.may_hold(names[number - 1])
            and _is_added(plain, found[-1].span, name.span, book)
        ):
            placing = Placing(name.span, Function.WITHIN)
        if not placing.function.is_presence and _is_told_by_its_day(clause, name.span, dates):
            placing = Placing(name.span, Function.AT, of_visit=True)
        if number > 0 and not name.is_area and _is_beside(plain, found[-1].span, name.span, book):
            placing = Placing(name.span, Function.WITHIN)
        found.append(placing)
    named = dates and (_is_cleft(plain, book) or _is_in_order(plain, book))
    if named or _tells_of_a_stop(plain, book):
        return tuple(_as_stop(each) for each in found)
    if not book.words["places.stop_follows"].isdisjoint(plain.words):
        # "Stockholm and Copenhagen follow", but a country that follows does something.
        return tuple(
            each if name.is_area else _as_stop(each)
            for each, name in zip(found, names, strict=True)
        )
    return tuple(found)


def _is_cleft(clause: Clause, book: Phrasebook) -> bool:
    """Whether it only says where it is on a day: "onsdag er det Egersund"."""
    return clause.says(book.phrases["places.clefts"]) is not None


def _is_told_by_its_day(clause: Clause, span: Span, dates: Sequence[Span]) -> bool:
    """Whether nothing but a day leads to it, in a list of days: ", mandag København og onsdag
    Vest-Berlin", ", on Friday Rome"."""
    first = next(number for number, token in enumerate(clause.tokens) if token.end > span.start)
    day = next((date for date in dates if date.end == span.start - 1), None)
    if day is None or first == 0:
        return False
    before = [token.text for token in clause.tokens[:first] if token.end <= day.start]
    if before and before[-1].lower() in _ON_DAYS:
        before.pop()
    behind = clause.words[first + len(span.text.split()) :][:1]
    ends = not behind or not behind[0].isalpha() or behind[0] in _AND
    return ends and (not before or before[-1].lower() in (*_AND, ",", ";", ":"))


_ON_DAYS = frozenset({"on", "in", "i", "på"})
_AND = frozenset({"and", "og"})


def _is_in_order(clause: Clause, book: Phrasebook) -> bool:
    """Whether it only says which one of several it is: "Tokyo is the last foreign capital", "Geneva
    came first"."""
    finite = [(at, verb) for at, verb in clause.verbs if verb.is_finite]
    if len(finite) != 1 or finite[0][1].kind not in (VerbKind.STAY, VerbKind.MOVE):
        return False
    behind = clause.words[finite[0][0] + 1 :][:_NEAR_ORDER]
    return not book.words["places.which_stop"].isdisjoint(behind)


_NEAR_ORDER = 3


def _tells_of_a_stop(clause: Clause, book: Phrasebook) -> bool:
    """Whether it says which stop of a journey something is: "Seoul is next", "første stopp er"."""
    if clause.says(book.phrases["places.stop_said"]) is not None:
        return True
    finite = next((verb.kind for _, verb in clause.verbs if verb.is_finite), VerbKind.STAY)
    which = book.words["places.which_stop"]
    for at, verb in clause.verbs:
        if at and clause.words[at - 1] in which and verb.is_finite and verb.kind is VerbKind.STAY:
            # "Det andre var Bergen".
            return True
    return finite is VerbKind.STAY and any(
        word in book.words["places.stop_nouns"] and before in book.words["places.which_stop"]
        for before, word in pairwise(clause.words)
    )


def _as_stop(placing: Placing) -> Placing:
    """A place that nothing leads to is itself the stop that is told of."""
    if placing.function is Function.SUBJECT:
        return Placing(placing.span, Function.AT, of_visit=True, is_stop=True)
    return placing


_JOINTS = frozenset({",", "in", "i", "the", "på", "of"})


def _is_added(clause: Clause, spot: Span, area: Span, book: Phrasebook) -> bool:
    """Whether an area stands behind a spot to say where it is: "Yaounde, Cameroon", "Praia, the
    capital of Cape Verde"."""
    between = [
        word
        for token, word in zip(clause.tokens, clause.words, strict=True)
        if spot.end <= token.start and token.end <= area.start
    ]
    if between[:1] != [","]:
        return False
    capitals = book.words["places.capitals"]
    return all(word in _JOINTS or word in capitals for word in between)


def _is_beside(clause: Clause, spot: Span, other: Span, book: Phrasebook) -> bool:
    """Whether a spot behind a spot only says where that is: "flybasen Waterkloof ved Pretoria"."""
    between = [
        word
        for token, word in zip(clause.tokens, clause.words, strict=True)
        if spot.end <= token.start and token.end <= other.start
    ]
    return len(between) == 1 and between[0] in book.words["places.beside"]


def _placing(clause: Clause, name: Toponym, before: Placing | None, book: Phrasebook) -> Placing:
    span = name.span
    first = next(number for number, token in enumerate(clause.tokens) if token.end > span.start)
    if is_owner(clause, span) or _describes(clause, span, book):
        return Placing(span, Function.OTHER)
    after_last = -1
    if before is not None:
        after_last = next(
            (
                number
                for number, token in reversed(tuple(enumerate(clause.tokens)))
                if token.start < before.span.end
            ),
            -1,
        )
    return _walk_back(clause, name, first, after_last, before, book)


_ABBREVIATED = frozenset({"US", "U.S.", "UK", "U.K.", "UAE", "USA", "EU"})


def _describes(clause: Clause, span: Span, book: Phrasebook) -> bool:
    """Whether it only describes the noun behind it: "the US capital"."""
    if span.text not in _ABBREVIATED or book.language != "en":
        return False
    behind = next((n for n, token in enumerate(clause.tokens) if token.start >= span.end), None)
    if behind is None or behind in dict(clause.verbs):
        return False
    word = clause.words[behind]
    if not book.words["sources.titles"].isdisjoint(clause.words[behind : behind + 3]):
        # "U.S. Treasury Secretary Janet Yellen".
        return True
    return word.isalpha() and clause.tokens[behind].text[0].islower() and not _is_link(word, book)


def _is_link(word: str, book: Phrasebook) -> bool:
    lists = ("clause.coordinators", "clause.relative", "places.other", "clause.that")
    return _leads(word, book) is not None or any(word in book.words[name] for name in lists)


def is_owner(clause: Clause, span: Span) -> bool:
    """Whether a genitive stands on the name: "Russlands president", "China's leader"."""
    for number, token in enumerate(clause.tokens):
        if token.start < span.end < token.end:
            return token.text[span.end - token.start :].lower() in ("s", "'s", "’s", "'", "’")
        if token.start == span.end:
            return clause.words[number] in ("'s", "’s", "'", "’") and number + 1 < len(clause.words)
    return False


def _walk_back(
    clause: Clause,
    name: Toponym,
    first: int,
    last_before: int,
    before: Placing | None,
    book: Phrasebook,
) -> Placing:
    """Look for what leads to the name, over articles, adjectives and nouns such as "byen"."""
    verbs = dict(clause.verbs)
    words, span = clause.words, name.span
    part = False
    if any(_ends_with(words[:first], phrase) for phrase in _accordings(book)):
        # "ifølge Kreml": who says so.
        return Placing(span, Function.OTHER)
    for at in range(first - 1, max(-1, first - 2 - _MOST_SKIPPED), -1):
        word = words[at]
        if at == last_before and before is not None:
            # "the Cameroonian capital Yaounde" has none between; "Butsja og Irpin" has a joint.
            return Placing(span, before.function, before.of_visit)
        if word == "," and at > 1 and words[at - 1] in book.words["places.meant"]:
            # "at a school in the capital, Abuja".
            continue
        if word in (",", "/", "(") or word in book.words["clause.coordinators"]:
            joined = before is not None and 0 <= at - 1 - last_before <= 1
            if joined and before is not None:
                return Placing(span, before.function, before.of_visit)
            listed = before is not None and _only_skipped(words, last_before + 1, at, book)
            if listed and before is not None and word != ",":
                return Placing(span, before.function, before.of_visit)
            if word == "," and before is None and at == first - 1 and at <= 2:
                return Placing(span, Function.SUBJECT)
            if word in book.words["clause.coordinators"] and before is None and not at:
                # "and Rio followed".
                return Placing(span, Function.SUBJECT)
            if word != "," and before is None and at > 0:
                # The first of the pair was not seen to be a place: what leads to it leads to both.
                continue
            return Placing(span, Function.OTHER)
        if word in _AFTER and at == first - 1 and _went(clause):
            # "Etter Oslo gikk ferden videre til Bergen".
            return Placing(span, Function.FROM)
        if _is_a_cause(words, at, book):
            return Placing(span, Function.OTHER)
        function = _leads(word, book)
        if function is not None and at not in verbs:
            return _led(clause, name, at, function, last_before, before, book)
        if at in verbs:
            if part:
                # "saw the canals of Amsterdam", "walked the streets of Yaba".
                return Placing(span, Function.AT)
            return Placing(span, _object_of(clause, at, book))
        if word in book.words["places.of"]:
            if at and words[at - 1] in book.words["places.nouns"]:
                part = True
                continue
            if at and words[at - 1] == "out":
                # "flew out of Sanaa".
                return Placing(span, Function.FROM)
            return _of(clause, name, at, book)
        if _is_how_often(words, at):
            continue
        if word in book.words["places.other"]:
            return Placing(span, Function.OTHER)
        if word in ("«", "»", "“", "”", '"', "–", "—", ")", ":"):
            return Placing(span, Function.SUBJECT)
    return Placing(span, Function.SUBJECT)


_AFTER = frozenset({"after", "etter"})


def _went(clause: Clause) -> bool:
    """Whether it tells of going on that is over."""
    return clause.kind is VerbKind.MOVE and clause.tense in (Tense.PAST, Tense.PERFECT)


def _is_a_cause(words: Sequence[str], at: int, book: Phrasebook) -> bool:
    """Whether a cause leads to what stands there: "because of fog in Oslo"."""
    near, causes = words[max(0, at - _LONGEST_CAUSE) : at], book.phrases["places.causes"]
    if causes.keys().isdisjoint(near):
        return False
    return any(stands(near, start, causes) for start in range(len(near)))


_LONGEST_CAUSE = 6


def _leads(word: str, book: Phrasebook) -> Function | None:
    if word in book.words["places.from"]:
        return Function.FROM
    if word in book.words["places.to"]:
        return Function.TO
    if word in book.words["places.at"]:
        return Function.AT
    if word in book.words["places.via"]:
        return Function.VIA
    if word in book.words["places.towards"]:
        return Function.TOWARDS
    return None


def _led(
    clause: Clause,
    name: Toponym,
    at: int,
    function: Function,
    last_before: int,
    before: Placing | None,
    book: Phrasebook,
) -> Placing:
    """A name that a preposition leads to; what stands before that decides what it hangs on."""
    words, span = clause.words, name.span
    noun = words[at - 1] if at else ""
    held = before is not None and before.function not in (Function.OTHER, Function.SUBJECT)
    if held and last_before == at - 1 and function is Function.AT:
        # "mot Marokko i Montpellier": whom a team meets is no part of the town.
        met = before is not None and before.function is Function.TOWARDS and not name.is_area
        return Placing(span, Function.AT if met else Function.WITHIN)
    if noun in book.words["places.capitals"] and function is Function.AT:
        return Placing(span, Function.WITHIN)
    if any(_ends_with(words[: at + 1], phrase) for phrase in _accordings(book)):
        # "med henvisning til Kreml": who says so.
        return Placing(span, Function.OTHER)
    verbs = dict(clause.verbs)
    bound = noun in book.words["places.bound"] and function is not Function.TO
    if bound and _is_inverted_subject(clause, at - 1, book):
        # "Torsdag vandret presidenten gjennom Gaziantep".
        bound = False
    if noun in book.words["places.back"]:
        # "the home of" somebody, but "is home in London".
        bound = bound and at > 1 and words[at - 2] in book.words["clause.before_nouns"]
    if bound and at - 1 not in verbs:
        # "at his home on Crete", "møtte soldater i Kherson": where the noun is, they are.
        people = noun in book.words["places.met"]
        behind = any(number < at for number, _ in clause.verbs)
        met = people and behind and not name.is_area
        titled = noun in book.words["sources.titles"] and clause.kind is VerbKind.MEET
        met = met or (titled and behind and not name.is_area)
        met = met or (not name.is_area and _is_seen(clause, at - 1, book))
        if noun in book.words["places.back"] and clause.kind is VerbKind.LEAVE:
            # "left his home in Dharamshala".
            return Placing(span, Function.FROM)
        there = met or _is_at_building(clause, at - 1, book)
        return Placing(span, function if there else Function.OTHER)
    first = min((number for number, verb in clause.verbs if verb.is_finite), default=-1)
    described = 0 < at < first and words[at - 1].isalpha() and at - 1 not in verbs
    if (
        function is Function.FROM
        and described
        and noun not in book.words["places.away"]
        and noun not in book.words["places.visits"]
    ):
        # "Syklisten fra Tromsø la ut": where somebody is from.
        return Placing(span, Function.OTHER)
    if function is Function.FROM and _is_somebody_new(clause, at - 1, book):
        # "said Ann Lee, a nurse from Tuzla".
        return Placing(span, Function.OTHER)
    if function is Function.TOWARDS and noun in book.words["places.heading"]:
        # "setter kursen mot København".
        return Placing(span, Function.TO)
    if function is Function.FROM and _is_of_a_noun(words, verbs, at, book):
        # "overshadowed by the evacuation from Kabul", "med soldater fra Polen".
        return Placing(span, Function.OTHER)
    if function is Function.TO and noun in book.words["places.ways"] and at - 1 < first:
        # "På vei til Indonesia var han innom Hanoi".
        return Placing(span, Function.TOWARDS)
    of_visit = noun in book.words["places.visits"]
    speaks = function is Function.FROM and clause.kind not in (VerbKind.MOVE, VerbKind.LEAVE)
    if speaks and not book.words["places.speaking"].isdisjoint(words[verb] for verb in verbs):
        # "wrote from the border post of Bab al-Hawa": who writes from there is there.
        return Placing(span, Function.AT)
    return Placing(span, function, of_visit)


def _is_inverted_subject(clause: Clause, at: int, book: Phrasebook) -> bool:
    """Whether the noun there stands right behind the finite verb, as the subject of a Norwegian
    sentence does that begins with another part; only who has a title does anything."""
    verb = dict(clause.verbs).get(at - 1)
    inverted = verb is not None and verb.is_finite and verb.kind is not VerbKind.STAY
    opening = clause.words[0]
    inverted = inverted and (
        at == 1 or _leads(opening, book) is not None or opening in book.words["order.later"]
    )
    return inverted and book.language == "nb" and clause.words[at] in book.words["sources.titles"]


def _is_somebody_new(clause: Clause, at: int, book: Phrasebook) -> bool:
    """Whether the word there is a noun behind "a" that nobody travels by."""
    if at < 1 or clause.words[at - 1] not in _ARTICLES or at in dict(clause.verbs):
        return False
    word = clause.words[at]
    return word.isalpha() and not any(word in book.words[f"places.{name}"] for name in _LOOSE)


_ARTICLES = frozenset({"a", "an", "en", "ei", "ein"})

_LOOSE = ("away", "visits", "vehicles")
"""The lists of what "from" may follow that does not hang on it."""


def _is_of_a_noun(
    words: Sequence[str], verbs: Mapping[int, VerbForm], at: int, book: Phrasebook
) -> bool:
    """Whether a preposition such as "with" leads to what stands right before "from"."""
    if not at or not words[at - 1].isalpha():
        return False
    if any(words[at - 1] in book.words[f"places.{name}"] for name in _LOOSE):
        return False
    if words[at - 1] in book.words["pronouns.persons"]:
        # "gikk sammen med henne fra Aranyaprathet".
        return False
    for before in range(at - 1, max(-1, at - 1 - _MOST_SKIPPED // 2), -1):
        word = words[before]
        if before in verbs or word == "," or _leads(word, book) is not None:
            return False
        if word in book.words["places.other"]:
            return before < at - 1
    return False


def _is_at_building(clause: Clause, at: int, book: Phrasebook) -> bool:
    """Whether the noun there is a building that somebody is at or comes to."""
    if clause.words[at] not in book.words["places.buildings"]:
        return False
    for before in range(at - 1, max(-1, at - 1 - _MOST_SKIPPED // 2), -1):
        word = clause.words[before]
        function = _leads(word, book)
        if function is not None:
            return function in (Function.AT, Function.TO)
        if word in book.words["places.reaching"]:
            # "toured the Ford plant at Dearborn".
            return True
        if before in dict(clause.verbs) or word in book.words["places.other"] or word == ",":
            return False
    return False


def _is_seen(clause: Clause, at: int, book: Phrasebook) -> bool:
    """Whether the noun there is what somebody sees or visits: "see hospitals in Basra"."""
    verbs = dict(clause.verbs)
    for before in range(at - 1, max(-1, at - 1 - _MOST_SKIPPED // 2), -1):
        word = clause.words[before]
        if before in verbs:
            return word in book.words["places.seeing"] or word in book.words["places.reaching"]
        if _leads(word, book) is not None or word in book.words["places.other"] or word == ",":
            return False
    return False


def _accordings(book: Phrasebook) -> Iterator[tuple[str, ...]]:
    for phrases in book.phrases["sources.according"].values():
        yield from phrases


def _ends_with(words: Sequence[str], phrase: tuple[str, ...]) -> bool:
    return tuple(words[-len(phrase) :]) == phrase


def _is_how_often(words: Sequence[str], at: int) -> bool:
    """Whether "for" leads to a number of times: "besøkte for første gang Mariupol"."""
    return words[at] == "for" and not _TIMES.isdisjoint(words[at + 1 : at + 4])


_TIMES = frozenset({"gang", "gong", "time"})


def _of(clause: Clause, name: Toponym, at: int, book: Phrasebook) -> Placing:
    """Behind "of": a visit of, a tour of, a part of a town; else what owns something."""
    noun = clause.words[at - 1] if at else ""
    if clause.words[max(0, at - 2) : at] == ("by", "way"):
        return Placing(name.span, Function.VIA)
    if noun in book.words["places.visits"] and noun not in book.words["places.no_parts"]:
        return Placing(name.span, Function.TO, of_visit=True)
    part = None if name.is_area else _part_led(clause, at, book)
    return Placing(name.span, part or Function.OTHER)


def _part_led(clause: Clause, at: int, book: Phrasebook) -> Function | None:
    """What leads to the part of a town that "of" stands behind: "through the mud of Banda Aceh";
    `None` where nothing does or it is no part: "at the invitation of Oslo"."""
    nouns = clause.words[max(0, at - _LONGEST_PART) : at]
    if not nouns or "the" not in nouns or not nouns[-1].isalpha():
        return None
    if any(nouns[-1] in book.words[name] for name in _NO_PARTS):
        return None
    the = at - len(nouns) + len(nouns) - 1 - nouns[::-1].index("the")
    function = _leads(clause.words[the - 1], book) if the else None
    return function if function in (Function.AT, Function.TO, Function.VIA) else None


_LONGEST_PART = 4
_NO_PARTS = ("places.bound", "places.no_parts", "sources.titles")


def _object_of(clause: Clause, at: int, book: Phrasebook) -> Function:
    """What a name right behind a verb does: "besøkte Butsja", "left Kyiv"; else its subject."""
    if dict(clause.verbs)[at].kind is VerbKind.LEAVE:
        return Function.FROM
    if clause.words[at] in book.words["places.reaching"]:
        return Function.TO
    if clause.words[at] in _TO_SEE:
        return Function.AT
    if clause.words[at] in book.words["places.striking"] | book.words["places.awaiting"]:
        return Function.AT
    return Function.SUBJECT


_TO_SEE = frozenset({"see", "se", "sjå"})
"""Of a town only these tell that somebody comes there: who saw a town may have seen its team."""


def _only_skipped(words: Sequence[str], start: int, end: int, book: Phrasebook) -> bool:
    hours = book.words["order.morning"] | book.words["order.evening"]
    for at in range(start, end):
        hour = words[at + 1 : at + 2] != () and words[at + 1] in hours
        if words[at] in book.verbs or (_leads(words[at], book) is not None and not hour):
            # "reached Brno at noon and Vienna at dusk".
            return False
    return True
