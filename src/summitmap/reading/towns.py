"""Places that the tagger did not see, where somebody is or goes: the gazetteer is asked for them.

What the taggers learnt from knows few small towns abroad, so that "i Ruhpolding" reads to them like
"i Telenor" and "forlot Holguín" like "forlot Hansen". A name that a place bears, where a place
stands, is a place; how well known it must be depends on what else the name may be.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from summitmap.places.geocoders import OfflineGeocoder
from summitmap.reading import roles
from summitmap.reading.dateline import dateline_length
from summitmap.reading.evidence import OVERLOOKED_SCORE, UNSURE_SCORE
from summitmap.reading.features import PERSON_CLASSES, Lexicon, lexicon
from summitmap.reading.mentions import Name, NameKind
from summitmap.reading.text import Sentence, Span
from summitmap.story.model import Role


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MOST_ASKED = 200
"""How many names of a text are asked for; no article has as many."""

_MOST_WORDS = 5
_SHORTEST = 4

_WELL_KNOWN = 15_000.0
"""As many people as a place must have whose name somebody is called by, or that is a word."""

_LARGE = 100_000.0
"""The same for one that the tagger is sure is an organisation: clubs are called as their cities."""

_NEVER = float("inf")

_OF_PERSONS = frozenset(PERSON_CLASSES)
_OPEN = frozenset({NameKind.ORGANISATION, NameKind.OTHER, NameKind.PLACE})
_CAPITALISED = re.compile(r"(?<!\S)[^\W\d_a-zæøåäöü]\S*(?: [^\W\d_a-zæøåäöü]\S*)*")
_PARTING = _words("i in nord sør aust øst vest ved near outside venter awaits comes")
"""Words that stand between the names of two places and seldom inside one."""


@dataclass(frozen=True)
class _Candidate:
    """A name where a place may stand; `leads` tells that only a place stands there, `behind` where
    the name ends that it is joined to, if it stands there for no other reason."""

    span: Span
    words: tuple[str, ...]
    leads: bool
    behind: int | None


def with_towns(
    names: Sequence[Name], sentences: Sequence[Sentence], geocoder: OfflineGeocoder
) -> tuple[Name, ...]:
    """The names, which are in the order of the text, with the places that are none yet.

    A place whose longer name the text writes out gets that. Raises what the geocoder raises, and
    `AssetError` when a list of the package is missing.
    """
    ends = {name.span.end for name in names if name.kind is NameKind.PLACE}
    asked = list(islice(_candidates(sentences), _MOST_ASKED))
    several = list(islice(_of_several(names), _MOST_ASKED))
    spans = [each.span for each in asked]
    spans += [part for name, parts in several for part in (name.span, *parts)]
    known = geocoder.prominences({span.text for span in spans})
    judge = _Judge(names, known, lexicon())
    found = {name.span.start: name for name in names}
    for name, parts in several:
        if name.span.text not in known and all(part.text in known for part in parts):
            found.update((part.start, _place(part)) for part in parts)
    taken = -1
    for each in asked:
        apart_from = each.behind is not None and each.behind not in ends
        if each.span.start < taken or apart_from or not judge.is_a_place(each):
            continue
        for name in judge.overlapping(each.span):
            found.pop(name.span.start, None)
        found[each.span.start] = _place(each.span)
        taken = each.span.end
        ends.add(taken)
    return tuple(found[start] for start in sorted(found))


def _place(span: Span) -> Name:
    return Name(span, NameKind.PLACE, Role.LOCATION, OVERLOOKED_SCORE)


def _of_several(names: Sequence[Name]) -> Iterator[tuple[Name, list[Span]]]:
    """The names that fall into several at words which stand in none, with those: "Frekhaug nord
    for Bergen"."""
    for name in names:
        if name.kind not in _OPEN or _PARTING.isdisjoint(name.span.text.split()):
            continue
        start = name.span.start
        parts = [
            Span(start + match.start(), start + match.end(), match[0])
            for match in _CAPITALISED.finditer(name.span.text)
        ]
        if len(parts) > 1:
            yield name, parts


class _Judge:
    """Tells whether a candidate is a place, from the names found and what the gazetteer knows."""

    def __init__(self, names: Sequence[Name], known: Mapping[str, float], lists: Lexicon) -> None:
        self._names = names
        self._starts = [name.span.start for name in names]
        self._known = known
        self._lists = lists
        self._persons = {
            word
            for name in names
            if name.kind is NameKind.PERSON and " " in name.span.text
            for word in name.span.text.split()
        }

    def overlapping(self, span: Span) -> list[Name]:
        """The names that share words with a span."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_left(self._starts, span.end)
        return [name for name in self._names[first:last] if name.span.end > span.start]

    def is_a_place(self, each: _Candidate) -> bool:
        known = self._known.get(each.span.text)
        if known is None or each.span.text.casefold() in roles.NO_PLACES:
            return False
        there = self.overlapping(each.span)
        if any(not _covers(each.span, name.span) for name in there):
            return False
        if any(name.kind is NameKind.PLACE for name in there):
            # "Sharm el-Sheikh", of which the tagger saw the first word.
            longer = all(name.span != each.span for name in there)
            seat = any(roles.is_seat(name.span.text.casefold(), "en") for name in there)
            return longer and not seat
        if not self._persons.isdisjoint(each.words):
            return False
        return known >= self._least(each, there)

    def _least(self, each: _Candidate, there: Sequence[Name]) -> float:
        """How many people a place must have to be the one that is meant."""
        first = each.words[0]
        person = any(name.kind is NameKind.PERSON for name in there)
        sure = any(
            name.kind is NameKind.ORGANISATION and name.score >= UNSURE_SCORE for name in there
        )
        if self._is_strange(first) and not person:
            return 0.0
        if person or sure:
            led = each.leads or (sure and len(each.words) > 1)
            return _NEVER if not led else _LARGE if sure else _WELL_KNOWN
        shouted = first.isupper() and each.leads
        name = shouted or len(each.words) > 1 or self._lists.is_always_capital(first)
        return _WELL_KNOWN if name else _NEVER

    def _is_strange(self, word: str) -> bool:
        """Whether English has no such word and nobody is called so."""
        known = self._lists.clusters(word).partition("\t")[0] not in ("", "-")
        return not known and _OF_PERSONS.isdisjoint(self._lists.classes(word.casefold()))


def _covers(span: Span, other: Span) -> bool:
    return span.start <= other.start and other.end <= span.end


def _candidates(sentences: Sequence[Sentence]) -> Iterator[_Candidate]:
    """The names where a place may stand, the longer before the shorter."""
    for sentence in sentences:
        tokens = sentence.tokens
        line = dateline_length(sentence)
        for place, token in enumerate(tokens):
            if not token.text[:1].isupper():
                continue
            opens = line > 0 and place == 0 and token.text.isupper()
            leads = opens or _leads(tokens, place)
            may = leads or _may_lead(tokens, place)
            joined = not may and place > 1 and tokens[place - 1].text.lower() in _AND
            behind = _end_before(tokens, place - 2) if joined else None
            longest = min(place + _MOST_WORDS, len(tokens))
            for last in range(longest - 1, place - 1, -1):
                words = tuple(each.text for each in tokens[place : last + 1])
                whole = _is_name(words, opens) and (may or joined or len(words) > 1)
                ended = last + 1 == len(tokens) or not _is_capital(tokens[last + 1].text, opens)
                if whole and ended:
                    span = sentence.cut(token.start, tokens[last].end)
                    yield _Candidate(span, words, leads, None if len(words) > 1 else behind)


def _end_before(tokens: Sequence[Span], last: int) -> int:
    """Where the name ends that a name may be joined to, over its day: "Bergen tirsdag og"."""
    for at in (last, last - 1):
        if at > 0 and tokens[at].text.lower().endswith(("dag", "day")):
            last = at - 1
    if last > 0 and tokens[last].text.lower() == "on":
        last -= 1
    return tokens[last].end


def _is_name(words: Sequence[str], shouted: bool) -> bool:
    if not _is_capital(words[0], shouted) or not _is_capital(words[-1], shouted):
        return False
    inner = all(word in _INSIDE or _is_capital(word, shouted) for word in words)
    inner = inner and "." not in words[-1] and words[:1] != ("The",)
    return inner and len(" ".join(words)) >= _SHORTEST


def _is_capital(word: str, shouted: bool) -> bool:
    first = word[_ARTICLE_LENGTH:][:1] if word[:_ARTICLE_LENGTH] in _ARTICLES else word[:1]
    return first.isupper() and (shouted or not word.isupper())


def _leads(tokens: Sequence[Span], place: int) -> bool:
    """Whether hardly anything but a place stands behind the words before: "i", "landet i"."""
    if not place:
        return False
    word = tokens[place - 1].text.lower()
    if word in _LEADS:
        return place < 2 or tokens[place - 2].text.lower() not in _TRUST
    if word in _OF and place > 1 and tokens[place - 2].text.lower() in _PARTS:
        return True
    words = [token.text for token in tokens[max(0, place - _FARTHEST_WAY) : place + 1]]
    last = len(words) - 1
    return roles.is_travelled_to(words, last) or roles.is_on_a_way(words, last)


def _may_lead(tokens: Sequence[Span], place: int) -> bool:
    """Whether a place may stand there: "til", "i sveitsiske", "forlot"."""
    if not place:
        return False
    word = tokens[place - 1].text.lower()
    if word.endswith(_OF_A_COUNTRY) and place > 1:
        word = tokens[place - 2].text.lower()
    return word in _MAY_LEAD


_ARTICLES = frozenset({"el-", "al-", "ed-", "ad-", "ar-", "as-", "es-", "an-"})
_ARTICLE_LENGTH = 3
"""Of "Sharm el-Sheikh"."""

_FARTHEST_WAY = 12
"""How many words before a name may tell that somebody is on the way to it."""

_AND = frozenset({"og", "and", ","})
_OF_A_COUNTRY = "ske"
_LEADS = _words(
    "i in via innom off near outside utenfor nådde nåddes reached reaching ankom forlot"
)
_OF = frozenset({"av", "of"})
_PARTS = _words(
    "toppen foten utkanten kysten sentrum bredden skråningene gatene havnen summit top foot peak"
    " outskirts coast shores slopes banks streets centre center harbour edge"
)
"""What a place has: "toppen av Cho Oyu"."""

_TRUST = _words(
    "tro tror trodde tillit interesse confidence trust faith interest interested believe"
    " believes believed"
)
"""What "in" may follow that leads to a person."""

_MAY_LEAD = (
    roles.PUTS_THERE_OR_NEAR
    | roles.VISITS
    | _words(
        "forlate forlater forlatt nå når nådd nåddes passerte passerer etter før mellom rundt mot"
        " leave leaves left leaving reach reaches reached after before between around towards"
        " toward for over"
    )
)
_INSIDE = _words(
    "upon de del della delle des di da do dos das du la las le les los el al of the on under over"
    " sur am an der den im bei i na nad - and"
)
"""What may stand inside the name of a place in small letters."""
