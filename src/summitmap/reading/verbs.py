"""Which words of a sentence are verbs: those listed, unless what stands around says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summitmap.reading.phrasebook import Form, Phrasebook, VerbForm, VerbKind
from summitmap.reading.text import Span

_WEAK_PAST = {"nb": ("te", "de", "et"), "en": ("ed",)}
_OF_NATIONS = ("ish", "ian", "ese", "al", "ary")
"""How English adjectives end that stand before "visits" and "talks"."""

_SHORTEST_VERB = 5
_NEAR = 4


def verbs_in(
    words: Sequence[str], tokens: Sequence[Span], book: Phrasebook
) -> Iterator[tuple[int, VerbForm]]:
    """The verbs with the number of their token; `words` are the tokens in small letters."""
    for at, word in enumerate(words):
        verb = book.verbs.get(word) or _guessed(words, tokens, at, book)
        if verb is None or (verb.form is Form.INFINITIVE and _is_noun(words, at, book)):
            continue
        if _is_verb(words, tokens, at, book):
            yield at, verb


def _is_verb(words: Sequence[str], tokens: Sequence[Span], at: int, book: Phrasebook) -> bool:
    word, lists = words[at], book.words
    if " ".join(words[at : at + 2]) in lists["clause.with_particle"]:
        return True
    if word in lists["clause.not_verbs"] or (at and tokens[at].text[0].isupper()):
        return False
    if word in lists["clause.infinitives"]:
        marks = lists["clause.modals"] | {"å", "to"}
        return not marks.isdisjoint(words[max(0, at - _NEAR) : at])
    if word == "landet":
        return _lands(words, tokens, at, book)
    if word not in lists["clause.also_nouns"]:
        return True
    if words[at + 1 : at + 2] == ("to",) and word in lists["clause.with_to"]:
        return True
    before = words[at - 1] if at else ""
    if word in lists["clause.mostly_nouns"]:
        # "the climate talks", but "Biden talks".
        return before in lists["clause.subjects"] or tokens[max(0, at - 1)].text[0].isupper()
    adjective = book.language == "en" and before.endswith(_OF_NATIONS)
    return before not in lists["clause.before_nouns"] and not adjective


def _is_noun(words: Sequence[str], at: int, book: Phrasebook) -> bool:
    """Whether an English word that may be a verb is a noun here: "dropped from the tour", "made an
    unannounced visit"; but "the two leaders meet"."""
    if book.language != "en":
        return False
    for before in range(at - 1, max(-1, at - 1 - _MOST_ADJECTIVES), -1):
        word = words[before]
        if word in _DETERMINERS:
            return True
        acts = word.endswith("s") or word in book.words["places.vehicles"] or word == "to"
        if acts or not word.isalpha() or word in book.verbs or word in book.words["clause.modals"]:
            return False
    return False


_MOST_ADJECTIVES = 3
_DETERMINERS = frozenset(
    ("the", "a", "an", "his", "her", "its", "their", "our", "this", "another", "each", "no")
)


def _guessed(
    words: Sequence[str], tokens: Sequence[Span], at: int, book: Phrasebook
) -> VerbForm | None:
    """A word that is not listed as the past of a regular verb, right behind its subject."""
    word = words[at]
    if not at or len(word) < _SHORTEST_VERB or not word.endswith(_WEAK_PAST[book.language]):
        return None
    named = at > 1 and tokens[at - 1].text[0].isupper() and tokens[at].text[0].islower()
    # "Argentinas nyvalgte president".
    named = named and not (book.language == "nb" and tokens[at - 1].text.endswith("s"))
    if named or words[at - 1] in book.words["clause.subjects"]:
        return VerbForm(VerbKind.OTHER, Form.PAST)
    return None


def _lands(words: Sequence[str], tokens: Sequence[Span], at: int, book: Phrasebook) -> bool:
    """Whether "landet" is "landed" and not "the country"."""
    lists = book.words
    before = words[at - 1] if at else ""
    if before in lists["clause.have"] or before in lists["clause.subjects"]:
        return True
    following = words[at + 1] if at + 1 < len(words) else ""
    goes_on = (
        following in lists["places.at"]
        or following in lists["pronouns.persons"]
        or following in lists["clause.times"]
        or following.endswith(("et", "en"))
    )
    noun = before in lists["clause.before_nouns"]
    named = bool(at) and (tokens[at - 1].text[0].isupper() or before.endswith(("et", "en", "ene")))
    return not noun and (named or goes_on)
