"""Places that the tagger did not see, where somebody is or goes: the gazetteer is asked for them.

What the taggers learnt from knows few small towns abroad, so that "i Ruhpolding" reads to them like
"i Telenor" and "forlot Holguín" like "forlot Hansen". A name that a place bears, where a place
stands, is a place; how well known it must be depends on what else the name may be.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from summitmap.places import kinds
from summitmap.places.geocoders import OfflineGeocoder
from summitmap.reading import noplaces, roles
from summitmap.reading.dateline import dateline_length
from summitmap.reading.evidence import OVERLOOKED_SCORE, UNSURE_SCORE
from summitmap.reading.features import PERSON_CLASSES, Lexicon, lexicon
from summitmap.reading.mentions import Name, NameKind
from summitmap.reading.text import Sentence, Span
from summitmap.story.model import Role


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MOST_ASKED = 400
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
_BEFORE_A_SUBJECT = roles.VISITS | _words("forlot forlater forlèt nådde når når gjesta")
"""Verbs that Norwegian may put before both their subject and the place that is their object."""

_PARTING = _words(
    "i in via til fra to from nord sør aust øst vest ved near outside venter awaits comes"
)
"""Words that stand between the names of two places and seldom inside one."""


@dataclass(frozen=True)
class _Candidate:
    """A name where a place may stand; `leads` tells that only a place stands there, `proven` that
    the words around it say so whoever else may be called like that ("the people of Chiva", "til
    Troy i Alabama"), `behind` where the name ends that it is joined to, if it stands there for no
    other reason."""

    span: Span
    words: tuple[str, ...]
    leads: bool
    proven: bool
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
    behind = list(islice(_behind_persons(names, sentences), _MOST_ASKED))
    guessed = [name for name in names if _is_a_guess(name)]
    spans = [each.span for each in asked] + [name.span for name in guessed]
    spans += [part for name, parts in several for part in (name.span, *parts)]
    spans += [part for _, part in behind]
    known = geocoder.prominences({span.text for span in spans})
    led = {each.span.start for each in asked if each.leads}
    judge = _Judge(names, known, lexicon(), led)
    found = {name.span.start: name for name in names}
    for name in guessed:
        if name.span.text not in known and not judge.is_led(name.span):
            found[name.span.start] = replace(name, kind=NameKind.OTHER, role=Role.BACKGROUND)
    for name, parts in several:
        if name.span.text not in known and all(part.text in known for part in parts):
            found.update((part.start, _place(part)) for part in parts)
    for name, place in behind:
        if known.get(place.text, 0.0) >= _WELL_KNOWN:
            length = place.start - 1 - name.span.start
            person = Span(name.span.start, place.start - 1, name.span.text[:length])
            found[name.span.start] = replace(name, span=person)
            found[place.start] = _place(place)
    taken = -1
    proven: set[str] = set()
    for each in asked:
        apart_from = each.behind is not None and each.behind not in ends
        if each.span.start < taken or apart_from or not judge.is_a_place(each):
            continue
        for name in judge.overlapping(each.span):
            found.pop(name.span.start, None)
        found[each.span.start] = _place(each.span)
        taken = each.span.end
        ends.add(taken)
        proven |= {each.span.text} if each.proven else set()
    return tuple(_alike(found[start], proven) for start in sorted(found))


def _is_a_guess(name: Name) -> bool:
    """Whether the tagger is not sure that several words are a place, and none of them says so."""
    text = name.span.text
    guess = name.kind is NameKind.PLACE and name.score < UNSURE_SCORE and " " in text
    return guess and _PARTING.isdisjoint(text.split()) and not kinds.named_in([text])


def _alike(name: Name, proven: Collection[str]) -> Name:
    """The name as a place where the text proves elsewhere that it is one."""
    return _place(name.span) if name.span.text in proven else name


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


def _behind_persons(
    names: Sequence[Name], sentences: Sequence[Sentence]
) -> Iterator[tuple[Name, Span]]:
    """What may be a place at the end of a person's name, with that name: "besøkte Anna Berg Moss",
    "forlot Springsteen Ullevi", where the subject stands between the verb and what it visits."""
    persons = Counter(name.span.text for name in names if name.kind is NameKind.PERSON)
    starts = [sentence.span.start for sentence in sentences]
    for name in names:
        head, _, last = name.span.text.rpartition(" ")
        if name.kind is not NameKind.PERSON or not head:
            continue
        sentence = sentences[max(0, bisect_right(starts, name.span.start) - 1)]
        tokens = sentence.tokens
        at = bisect_left(tokens, name.span.start, key=lambda token: token.start)
        led = at > 0 and tokens[at - 1].text.lower() in _BEFORE_A_SUBJECT
        if led and (" " in head or persons[head]):
            start = name.span.end - len(last)
            yield name, Span(start, name.span.end, last)


class _Judge:
    """Tells whether a candidate is a place, from the names found and what the gazetteer knows."""

    def __init__(
        self,
        names: Sequence[Name],
        known: Mapping[str, float],
        lists: Lexicon,
        led: Collection[int],
    ) -> None:
        """`led` is where the names begin that only a place stands before."""
        self._names = names
        self._led = led
        self._starts = [name.span.start for name in names]
        self._known = known
        self._lists = lists
        self._persons: dict[str, set[str]] = {}
        for name in names:
            if name.kind is NameKind.PERSON and " " in name.span.text:
                for word in name.span.text.split():
                    self._persons.setdefault(word, set()).add(name.span.text)

    def overlapping(self, span: Span) -> list[Name]:
        """The names that share words with a span."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_left(self._starts, span.end)
        return [name for name in self._names[first:last] if name.span.end > span.start]

    def is_led(self, span: Span) -> bool:
        """Whether a word that puts somebody somewhere stands before it."""
        return span.start in self._led

    def is_a_place(self, each: _Candidate) -> bool:
        known = self._known.get(each.span.text)
        if known is None or each.span.text.casefold() in noplaces.NO_PLACES:
            return False
        there = self.overlapping(each.span)
        if any(not _covers(each.span, name.span) for name in there):
            return False
        if any(name.kind is NameKind.PLACE for name in there):
            # "Sharm el-Sheikh", of which the tagger saw the first word.
            longer = all(name.span != each.span for name in there)
            seat = any(roles.is_seat(name.span.text.casefold(), "en") for name in there)
            return longer and not seat
        if self._is_of_a_person(each) and not _says_what_it_is(each.words):
            return False
        return known >= self._least(each, there)

    def _is_of_a_person(self, each: _Candidate) -> bool:
        """Whether a word of it stands in the name of a person, other than these very words."""
        return any(self._persons.get(word, set()) - {each.span.text} for word in each.words)

    def _least(self, each: _Candidate, there: Sequence[Name]) -> float:
        """How many people a place must have to be the one that is meant."""
        first = each.words[0]
        person = any(name.kind is NameKind.PERSON for name in there)
        sure = any(
            name.kind is NameKind.ORGANISATION and name.score >= UNSURE_SCORE for name in there
        )
        if each.proven or _says_what_it_is(each.words):
            return 0.0
        if self._is_strange(first) and not person:
            return 0.0
        if person or sure:
            led = each.leads or (sure and len(each.words) > 1)
            return _NEVER if not led else _LARGE if sure else _WELL_KNOWN
        shouted = first.isupper() and each.leads
        many = first.endswith("s") and not _LANDS.isdisjoint(self._lists.classes(first.casefold()))
        name = shouted or many or len(each.words) > 1 or self._lists.is_always_capital(first)
        return _WELL_KNOWN if name else _NEVER

    def _is_strange(self, word: str) -> bool:
        """Whether English has no such word and nobody is called so."""
        known = self._lists.clusters(word).partition("\t")[0] not in ("", "-")
        return not known and _OF_PERSONS.isdisjoint(self._lists.classes(word.casefold()))


def _says_what_it_is(words: Sequence[str]) -> bool:
    """Whether a word in a name of several says what place it is: Scott Base, Cambridge Bay, Avenue
    Habib Bourguiba."""
    if len(words) < 2:
        return False
    if words[-1] in _SMALL_LAST_WORDS:
        return True
    return words[-1].casefold() in _LAST_WORDS or words[0].casefold() in _FIRST_WORDS


_LAST_WORDS = _words(
    "base station bay hall palace castle square park stadium arena cathedral abbey island islands"
    " lake glacier river falls mountain mountains hill hills beach street avenue bridge point"
    " harbour harbor lodge prison peninsula pass strait canal valley cove inlet sound fjord reef"
    " atoll plateau desert court buildings quay wharf circus gardens plassen slottet slott"
    " kirke kyrkje kloster stadion festning"
)
_FIRST_WORDS = _words(
    "cape mount lake fort avenue plaza plaça praça piazza place stade estadio estádio palazzo villa"
    " schloss château camp bab khao wat kapp puerta puerto porto playa isla isle île col monte"
)


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
            for last in range(_end_of_names(tokens, place, opens) - 1, place - 1, -1):
                words = tuple(each.text for each in tokens[place : last + 1])
                ended = last + 1 == len(tokens) or not _is_capital(tokens[last + 1].text, opens)
                if not ended or not _is_name(words, opens):
                    continue
                proven = _is_proven(tokens, place, last)
                if may or joined or proven or len(words) > 1:
                    span = sentence.cut(token.start, tokens[last].end)
                    parted = behind if len(words) == 1 and not proven else None
                    yield _Candidate(span, words, leads or proven, proven, parted)


def _end_of_names(tokens: Sequence[Span], place: int, shouted: bool) -> int:
    """Up to where the words from there on may belong to one name."""
    last = place + 1
    while last < min(place + _MOST_WORDS, len(tokens)):
        word = tokens[last].text
        if not (word in _INSIDE or word in _SMALL_LAST_WORDS or _is_capital(word, shouted)):
            break
        last += 1
    return last


def _end_before(tokens: Sequence[Span], last: int) -> int:
    """Where the name ends that a name may be joined to, over its day: "Bergen tirsdag og"."""
    for at in (last, last - 1):
        if at > 0 and tokens[at].text.lower().endswith(("dag", "day")):
            last = at - 1
    if last > 0 and tokens[last].text.lower() == "on":
        last -= 1
    return tokens[last].end


def _is_name(words: Sequence[str], shouted: bool) -> bool:
    last = _is_capital(words[-1], shouted) or (len(words) > 1 and words[-1] in _SMALL_LAST_WORDS)
    if not _is_capital(words[0], shouted) or not last:
        return False
    inner = all(word in _INSIDE or _is_capital(word, shouted) for word in words[:-1])
    inner = inner and "." not in words[-1] and words[:1] != ("The",)
    return inner and len(" ".join(words)) >= _SHORTEST


_SMALL_LAST_WORDS = _words(
    "festning leir slott plass kirke domkirke kyrkje kloster skisenter stadion stasjon sykehus"
    " sjukehus fengsel gods gård gard hotell konserthus rådhus museum øy fyr torg gate bro bru park"
    " skole flystasjon kraftverk gruve krigskirkegård camp crossing prison station monastery"
    " cemetery glacier reef"
)
"""What ends the name of a place in small letters: "Akershus festning", "Rafah crossing"."""


def _is_capital(word: str, shouted: bool) -> bool:
    first = word[_ARTICLE_LENGTH:][:1] if word[:_ARTICLE_LENGTH] in _ARTICLES else word[:1]
    # The I of "Khao I Dang" is no abbreviation.
    return first.isupper() and (shouted or len(word) == 1 or not word.isupper())


def _leads(tokens: Sequence[Span], place: int) -> bool:
    """Whether hardly anything but a place stands behind the words before: "i", "landet i"."""
    if not place:
        return False
    word = tokens[place - 1].text.lower()
    if word == "the" and place > 1 and _has_an_article(tokens[place]):
        # "over the Alps".
        word = tokens[place - 2].text.lower()
    if word in _LEADS:
        return place < 2 or tokens[place - 2].text.lower() not in _TRUST
    if word in _OF and place > 1 and tokens[place - 2].text.lower() in _PARTS:
        return True
    if word in _FROM and _goes_on(tokens, place):
        return True
    if word not in _WAYS:
        return False
    words = [token.text for token in tokens[max(0, place - _FARTHEST_WAY) : place + 1]]
    last = len(words) - 1
    return roles.is_travelled_to(words, last) or roles.is_on_a_way(words, last)


def _goes_on(tokens: Sequence[Span], place: int) -> bool:
    """Whether somebody goes on from what opens the sentence: "Fra Rana fløy hun til Oslo"."""
    behind = tokens[place + 1 : place + 1 + _FARTHEST_GOING]
    return place == 1 and any(token.text.lower() in _GOES for token in behind)


_FROM = frozenset({"fra", "frå", "from"})
_FARTHEST_GOING = 4
_GOES = _words(
    "fløy flaug flyr flyg flys fly dro drog drar dreg reiste reiser gikk gjekk går kjørte køyrde"
    " kjører seilte seiler segla syklet fortsatte fortsetter bar bærer flew flies flown sailed"
    " sails drove drives went goes travelled traveled travels headed heads continued continues set"
    " moved took takes"
)


def _is_proven(tokens: Sequence[Span], place: int, last: int) -> bool:
    """Whether its people are spoken of, or somebody comes to it or leaves it and its land is named
    behind it: "residents of Kotzebue", "besøkt Idomeni helt nord i Hellas"."""
    if not place:
        return False
    word = tokens[place - 1].text.lower()
    if word in _OF and place > 1 and tokens[place - 2].text.lower() in _PEOPLE:
        return True
    # Somebody may visit Hansen in Norway.
    met = word in roles.VISITS and not _OF_PERSONS.isdisjoint(_classes(tokens[last].text))
    led = word in roles.PUTS_THERE_OR_NEAR or word in _MAY_LEAD
    return led and not met and _lies_in_a_land(tokens, last + 1)


def _classes(name: str) -> str:
    return lexicon().classes(name.casefold())


def _lies_in_a_land(tokens: Sequence[Span], at: int) -> bool:
    """Whether words of where lead from there to a country or a region: "på kysten av Pakistan"."""
    for end in range(at, min(at + _FARTHEST_LAND, len(tokens))):
        word = tokens[end].text
        if word.lower() in _WHERE_IT_LIES:
            continue
        return end > at and word[:1].isupper() and _is_a_land(tokens[end : end + 2])
    return False


def _is_a_land(tokens: Sequence[Span]) -> bool:
    names = (tokens[0].text, " ".join(token.text for token in tokens))
    return any(not _LANDS.isdisjoint(_classes(name)) for name in names)


def _has_an_article(token: Span) -> bool:
    """Whether it is listed as what English puts "the" before: the Alps, the Clyde, the Bahamas."""
    return not _WITH_ARTICLE.isdisjoint(_classes(token.text))


_WITH_ARTICLE = frozenset("CRW")
_LANDS = frozenset("CR")
_FARTHEST_LAND = 6
_WHERE_IT_LIES = _words(
    "i in på on av of nord sør aust øst vest helt lengst langt like the northern southern eastern"
    " western nordlige sørlige østlige vestlige kysten coast nordkysten sørkysten vestkysten"
    " østkysten austkysten far north south east west"
)
_PEOPLE = _words(
    "people residents inhabitants villagers townspeople citizens mayor archbishop bishop siege"
    " battle streets suburb outskirts village town villages towns harbour ruins fisherman"
)


def _may_lead(tokens: Sequence[Span], place: int) -> bool:
    """Whether a place may stand there: "til", "i sveitsiske", "forlot"."""
    if not place:
        return False
    word = tokens[place - 1].text.lower()
    article = word == "the" and _has_an_article(tokens[place])
    if (article or word.endswith(_OF_A_COUNTRY)) and place > 1:
        word = tokens[place - 2].text.lower()
    return word in _MAY_LEAD


_ARTICLES = frozenset({"el-", "al-", "ed-", "ad-", "ar-", "as-", "es-", "an-"})
_ARTICLE_LENGTH = 3
"""Of "Sharm el-Sheikh"."""

_WAYS = frozenset({"til", "to", "for", "fra", "from", "in", "into"})
"""What leads to a place behind a word of travelling."""

_FARTHEST_WAY = 12
"""How many words before a name may tell that somebody is on the way to it."""

_AND = frozenset({"og", "and", ","})
_OF_A_COUNTRY = "ske"
_LEADS = _words(
    "i in via innom off near nearby outside utenfor nådde nåddes reached reaching ankom forlot"
)
_OF = frozenset({"av", "of"})
_PARTS = _words(
    "turn toppen foten utkanten kysten sentrum bredden skråningene gatene havnen summit top foot"
    " peak outskirts coast shores slopes banks streets centre center harbour edge"
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
    " sur am an der den im bei i na nad - and 's ’s"
)
"""What may stand inside the name of a place in small letters."""
