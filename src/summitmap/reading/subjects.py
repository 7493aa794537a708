"""Clauses whose subject is a noun: others, or a thing, and nobody whom the article follows."""

from __future__ import annotations

from collections.abc import Sequence

from summitmap.reading.clauses import Clause, Link
from summitmap.reading.phrasebook import Phrasebook

_OURS = (
    "places.vehicles", "places.visits", "places.occasions", "places.stop_nouns", "sources.guests",
    "pronouns.persons", "subjects.nobody",
)  # fmt: skip
"""The lists of nouns and pronouns that mean the traveller, or nobody else."""

_CARRIED = ("pronouns.plural", "places.vehicles")
"""Who may be carried by others: "A Dakota took the couple to Entebbe"."""

_PREPOSITIONS = (
    "places.at", "places.to", "places.from", "places.towards", "places.other", "places.of",
    "places.via",
)  # fmt: skip


def is_about_others(clause: Clause, book: Phrasebook) -> bool:
    """Whether its subject is a noun that means neither the traveller nor what carries them: "In
    Rome protesters blocked the road", "Rundt 45 japanere ble hentet ut".

    The expressions of time must have been taken out of the clause. Nothing is said of a clause
    whose subject cannot be told apart.
    """
    if clause.link is Link.RELATIVE and not book.has("pronouns.place", clause.words[0]):
        return False
    at = _verb(clause, book)
    if at is None or clause.words[at] in book.words["subjects.awaiting"]:
        return False
    if any(word in book.words[name] for word in clause.words for name in _CARRIED):
        # "Two trucks carried them to Bogota".
        return False
    noun = _before(clause, at, book)
    if book.language == "nb" and not noun:
        noun = _behind(clause, at, book)
    ours = any(_is_ours(word, book) for word in noun)
    return bool(noun) and not ours and _is_of_several_or_any(noun, book)


def _is_of_several_or_any(noun: Sequence[str], book: Phrasebook) -> bool:
    """Whether it means several or somebody new: "the villagers", "a nurse". One who is known, "the
    laureate", may be the traveller, and so may those who are counted: "ti politikere"."""
    if noun[0] in _ANY or not book.words["sources.others"].isdisjoint(noun):
        return True
    return noun[-1].endswith(_MANY[book.language])


_ANY = frozenset({"a", "an", "en", "et", "ei", "ein", "eit"})
_MANY = {"en": ("s",), "nb": ("ene", "erne", "ane", "ere", "ter", "ner", "ger", "ler", "arar")}
"""How the nouns end that mean several."""


def _is_ours(word: str, book: Phrasebook) -> bool:
    if book.language == "nb" and word.endswith(_OUR_ENDS):
        return True
    return any(word in book.words[name] for name in _OURS)


_OUR_ENDS = (
    "turen", "touren", "ferda", "ferden", "reisen", "reisa", "turneen", "skapet", "kampen", "løpet",
    "rennet", "finalen", "finalene", "etappene", "stoppet", "besøket", "vitjinga", "toget", "flyet",
    "båten", "skipet", "familien", "paret", "laget", "jentene", "guttene", "gutane", "spillerne",
    "spelarane", "løperne", "løparane", "sesongen", "konserten", "møtet", "samtalene", "samtalane",
)  # fmt: skip
"""How longer nouns end that mean the journey, what carries it or a team: "europaferda"."""


def _verb(clause: Clause, book: Phrasebook) -> int | None:
    """Where its first finite verb is, or the modal one before it."""
    finite = next((at for at, verb in clause.verbs if verb.is_finite), None)
    modals = book.words["clause.modals"]
    modal = next((at for at, word in enumerate(clause.words) if word in modals), None)
    return modal if finite is None else finite if modal is None else min(modal, finite)


def _leads(word: str, book: Phrasebook) -> bool:
    return any(word in book.words[name] for name in _PREPOSITIONS)


def _before(clause: Clause, verb: int, book: Phrasebook) -> Sequence[str]:
    """The noun before the verb with what belongs to it; nothing where something else leads."""
    words, lists = clause.words, book.words
    first = 0
    while first < verb and (
        not words[first][0].isalnum()
        or words[first] in lists["clause.coordinators"]
        or words[first] in lists["subjects.openers"]
        or (book.language == "en" and words[first] in lists["subjects.adverbs"])
    ):
        first += 1
    if first == verb or words[first] in lists["subjects.adverbs"]:
        return ()
    if _leads(words[first], book) and words[first] not in lists["subjects.quantities"]:
        if book.language == "nb":
            return ()
        first = _behind_the_place(clause, first, verb)
    if words[first] == "having" or first in dict(clause.verbs):
        # "Having spent Monday in Oslo, …": its subject stands behind.
        return ()
    noun = words[first:verb]
    bare = any(
        token.text[0].islower() or (at == 0 and word.isalpha())
        for at, (token, word) in enumerate(zip(clause.tokens[first:verb], noun, strict=True))
    )
    alone = len(noun) == 1 and noun[0] in lists["subjects.quantities"]
    return noun if bare and not alone else ()


def _behind_the_place(clause: Clause, first: int, verb: int) -> int:
    """Where the subject begins behind a place that opens the clause: "In Rome protesters …", "At
    the airport in Rome, protesters …"."""
    commas = [at for at in range(first, verb) if clause.words[at] == ","]
    if commas:
        return commas[-1] + 1
    at = first + 1
    while at < verb and (clause.tokens[at].text[0].isupper() or clause.words[at] == "the"):
        at += 1
    return at if at > first + 1 and clause.tokens[at - 1].text[0].isupper() else verb


_LONGEST_NOUN = 4


def _behind(clause: Clause, verb: int, book: Phrasebook) -> Sequence[str]:
    """The noun behind the verb of a Norwegian clause that something else opens: "I Roma sperret
    demonstranter veien"."""
    words, lists = clause.words, book.words
    at = verb + 1
    while at < len(words) and words[at] in lists["subjects.adverbs"]:
        at += 1
    noun: list[str] = []
    for word in words[at : at + _LONGEST_NOUN]:
        if not word[0].isalnum() or (
            _leads(word, book) and word not in lists["subjects.quantities"]
        ):
            break
        noun.append(word)
    if not noun or clause.tokens[at].text[0].isupper():
        return ()
    if len(noun) == 1 and noun[0] in lists["subjects.quantities"]:
        return ()
    counted = noun[0] in lists["subjects.quantities"] or noun[0][0].isdigit()
    definite = noun[0].endswith(_DEFINITE) and len(noun[0]) > _SHORTEST_DEFINITE
    return noun if counted or definite or noun[0] in lists["sources.others"] else ()


_DEFINITE = ("en", "ene", "ane", "erne", "arne")
_SHORTEST_DEFINITE = 4
