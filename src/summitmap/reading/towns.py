"""Towns that the tagger did not see, where somebody is or goes: the gazetteer is asked for them.

What the taggers learnt from knows few small towns abroad, so that "i Ruhpolding" reads to them like
"i Telenor". A name behind such a word that is a town's, and neither a person's nor any word that is
often written, is a town.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import islice, takewhile

from summitmap.places.gazetteer import fold
from summitmap.places.geocoders import OfflineGeocoder
from summitmap.places.remembering import remembering
from summitmap.reading import roles
from summitmap.reading.evidence import OVERLOOKED_SCORE
from summitmap.reading.features import PERSON_CLASSES, Lexicon, lexicon
from summitmap.reading.mentions import Name, NameKind
from summitmap.reading.text import Sentence, Span
from summitmap.story.model import PlaceKind, Role

_MOST_ASKED = 100
"""How many names of a text are asked for; no article has as many."""

_MOST_WORDS = 3
_SHORTEST = 4

_OF_PERSONS = frozenset(PERSON_CLASSES)
_OPEN = frozenset({NameKind.ORGANISATION, NameKind.OTHER})
"""What a town may have been taken for."""


def with_towns(
    names: Sequence[Name], sentences: Sequence[Sentence], geocoder: OfflineGeocoder
) -> tuple[Name, ...]:
    """The names, which are in the order of the text, with the towns that are none yet.

    Raises what the geocoder raises, and `AssetError` when a list of the package is missing.
    """
    starts = [name.span.start for name in names]
    persons = {
        word for name in names if name.kind is NameKind.PERSON for word in name.span.text.split()
    }
    by = remembering(geocoder, corrects=False)
    found = {name.span.start: name for name in names}
    ends = {name.span.end for name in names if name.kind is NameKind.PLACE}
    for span in islice(_candidates(sentences, lexicon(), ends), _MOST_ASKED):
        there = list(_overlapping(names, starts, span))
        free = all(name.span == span and name.kind in _OPEN for name in there)
        if free and persons.isdisjoint(span.text.split()) and _is_a_town(span.text, by):
            found[span.start] = Name(span, NameKind.PLACE, Role.LOCATION, OVERLOOKED_SCORE)
            ends.add(span.end)
    return tuple(found[start] for start in sorted(found))


def _overlapping(names: Sequence[Name], starts: Sequence[int], span: Span) -> Iterator[Name]:
    for name in names[max(0, bisect_right(starts, span.start) - 1) :]:
        if name.span.start >= span.end:
            return
        if name.span.end > span.start:
            yield name


def _candidates(
    sentences: Sequence[Sentence], lists: Lexicon, ends: Collection[int]
) -> Iterator[Span]:
    """The unheard-of names where a place stands; `ends` are where the names of places end."""
    for sentence in sentences:
        tokens = sentence.tokens
        for place in range(1, len(tokens)):
            if not _is_name(tokens[place]) or not _leads_there(tokens, place, ends):
                continue
            name = list(takewhile(_is_name, tokens[place : place + _MOST_WORDS + 1]))
            first = name[0].text
            fits = len(first) >= _SHORTEST and len(name) <= _MOST_WORDS
            if fits and _is_strange(first, lists):
                yield sentence.cut(name[0].start, name[-1].end)


def _leads_there(tokens: Sequence[Span], place: int, ends: Collection[int]) -> bool:
    """Whether a place stands there by what stands before: "til", "i sveitsiske", "Nuuk og"."""
    word = tokens[place - 1].text.lower()
    if word in _LEADS_THERE:
        return True
    if place < 2:
        return False
    farther = tokens[place - 2]
    if word.endswith(_OF_A_COUNTRY):
        return farther.text.lower() in _LEADS_THERE
    return word in _AND and farther.end in ends


def _is_strange(word: str, lists: Lexicon) -> bool:
    """Whether English has no such word and nobody is called so."""
    known = lists.clusters(word).partition("\t")[0] not in ("", "-")
    return not known and _OF_PERSONS.isdisjoint(lists.classes(word.casefold()))


_AND = frozenset({"og", "and"})
_OF_A_COUNTRY = "ske"
_LEADS_THERE = roles.PUTS_THERE_OR_NEAR | roles.VISITS


def _is_name(token: Span) -> bool:
    return token.text[:1].isupper() and not token.text.isupper()


def _is_a_town(name: str, geocoder: OfflineGeocoder) -> bool:
    """Whether a place bears the name that is no building: "i Stortinget" is in a parliament."""
    found = geocoder.geocode(name, exactly_one=False) or []
    return any(
        each.record.kind is not PlaceKind.FACILITY and fold(each.record.name) == fold(name)
        for each in found
    )
