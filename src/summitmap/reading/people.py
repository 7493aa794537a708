"""Who is in the article, and who each clause is about.

A person goes by the full name and then by a part of it ("Kim" after "Kim Jong-un"), by a title
("presidenten", "the pope") and by a pronoun.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from summitmap.places.gazetteer import fold
from summitmap.reading.clauses import Clause, Link
from summitmap.reading.lexicon import Lexicon, VerbKind
from summitmap.reading.text import Span


@dataclass(frozen=True)
class Person:
    """Somebody the article names; `name` is the fullest form of the name that it uses.

    `titles` are the words before the name in small letters, `nations` the folded names of the
    countries in the genitive before it.
    """

    name: str
    titles: frozenset[str] = frozenset()
    nations: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Cast:
    """The people of an article, and which of them each name in the text means, by its start."""

    people: tuple[Person, ...]
    by_start: Mapping[int, Person]


@dataclass(frozen=True)
class Part:
    """Who a clause is about: its subjects, and everybody else that it speaks of.

    `subject_is_thing` tells that something else, such as a country, is the subject.
    """

    subjects: tuple[Person, ...] = ()
    others: tuple[Person, ...] = ()
    by_vehicle: bool = False
    subject_is_thing: bool = False

    @property
    def all(self) -> tuple[Person, ...]:
        """Everybody in the clause, each once."""
        return tuple(dict.fromkeys((*self.subjects, *self.others)))


def cast_of(names: Sequence[Span], clauses: Sequence[Clause], lexicon: Lexicon) -> Cast:
    """The people behind the names of persons, which stand in the order of the text."""
    met = _Met()
    numbers = {span.start: met.number(span.text) for span in names if _parts(span.text)}
    titles: list[set[str]] = [set() for _ in met.full]
    nations: list[set[str]] = [set() for _ in met.full]
    starts = [clause.start for clause in clauses]
    for span in names:
        at = bisect_right(starts, span.start) - 1
        if span.start in numbers and at >= 0 and clauses[at].covers(span):
            title, nation = _introduced(span, clauses[at], lexicon)
            titles[numbers[span.start]].update(title)
            nations[numbers[span.start]].update(nation)
    people = tuple(
        Person(name, frozenset(title), frozenset(nation))
        for name, title, nation in zip(met.full, titles, nations, strict=True)
    )
    return Cast(people, {start: people[number] for start, number in numbers.items()})


class _Met:
    """The people met so far, by the fullest form of their names and by each part of it."""

    def __init__(self) -> None:
        self.full: list[str] = []
        self._by_part: dict[str, list[int]] = {}

    def number(self, name: str) -> int:
        """Whom the name means, the last met first; somebody new where it fits nobody."""
        parts = _parts(name)
        for number in reversed(self._by_part.get(parts[-1], []) + self._by_part.get(parts[0], [])):
            theirs = _parts(self.full[number])
            if set(parts) <= set(theirs):
                return number
            # "Putin" in the headline, "Vladimir Putin" below it.
            if len(theirs) == 1:
                self.full[number] = name
                self._list(parts, number)
                return number
        self.full.append(name)
        self._list(parts, len(self.full) - 1)
        return len(self.full) - 1

    def _list(self, parts: Iterable[str], number: int) -> None:
        for part in parts:
            listed = self._by_part.setdefault(part, [])
            if number not in listed[-_FEW:]:
                listed.append(number)
                # A hostile text names thousands of one surname: only the last few are told apart.
                del listed[:-_FEW]


_FEW = 20


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part for part in (fold(word) for word in name.split()) if part)


def _introduced(span: Span, clause: Clause, lexicon: Lexicon) -> tuple[set[str], set[str]]:
    """The titles and the nations right before a name: "Nord-Koreas leder Kim"."""
    titles: set[str] = set()
    nations: set[str] = set()
    first = next(n for n, token in enumerate(clause.tokens) if token.end > span.start)
    for at in range(first - 1, max(-1, first - 6), -1):
        word = clause.words[at]
        if word in lexicon.words["sources.titles"]:
            titles.add(word)
        elif word.endswith("s") and clause.tokens[at].text[0].isupper():
            nations.add(fold(word.removesuffix("s")))
        elif word in ("'s", "’s") and at:
            nations.add(fold(clause.words[at - 1]))
        elif titles and _is_demonym(clause.tokens[at].text, lexicon):
            nations.add(fold(word))
        elif word in (",", "og", "and"):
            break
    return titles, nations


def _is_demonym(word: str, lexicon: Lexicon) -> bool:
    if lexicon.language == "en":
        return word[0].isupper()
    return word.lower().endswith(("ske", "sk", "ste"))


@dataclass
class Follower:
    """Goes through the clauses in order and knows whom a pronoun or a title means there.

    `protagonist` is whom a vehicle ("flyet", "the delegation") carries, once that is known.
    """

    cast: Cast
    lexicon: Lexicon
    protagonist: Person | None = None
    _recent: list[Person] = field(default_factory=list)
    _last: Part = field(default_factory=Part)

    def part(self, clause: Clause, things: Sequence[Span]) -> Part:
        """Who the clause is about; `things` are the names in it that are no people's."""
        references = tuple(self._references(clause, things))
        subjects = tuple(each for each in references if each.is_subject)
        people = [each.person for each in subjects if each.person is not None]
        vehicle = any(each.is_vehicle for each in subjects[:1])
        thing = bool(subjects) and subjects[0].person is None and not vehicle
        if vehicle and self.protagonist is not None:
            people = [self.protagonist]
        if not subjects:
            people, vehicle, thing = self._inherited(clause)
        others = [each.person for each in references if each.person is not None]
        part = Part(
            tuple(dict.fromkeys(people)),
            tuple(person for person in dict.fromkeys(others) if person not in people),
            by_vehicle=vehicle,
            subject_is_thing=thing,
        )
        for person in (*reversed(part.others), *reversed(part.subjects)):
            if clause.link is Link.MAIN or not vehicle:
                self._remember(person, person in part.subjects)
        self._last = part
        return part

    def _remember(self, person: Person, is_subject: bool) -> None:
        if not is_subject and person in self._recent:
            return
        if person in self._recent:
            self._recent.remove(person)
        if is_subject:
            self._recent.append(person)
        else:
            self._recent.insert(0, person)

    def _inherited(self, clause: Clause) -> tuple[list[Person], bool, bool]:
        """A clause without a subject goes on with the one before: "landet og møtte Kim"."""
        if clause.first == 0:
            return [], False, False
        if clause.link is Link.RELATIVE and self._last.others:
            return list(self._last.others[-1:]), False, False
        return list(self._last.subjects), self._last.by_vehicle, self._last.subject_is_thing

    def _references(self, clause: Clause, things: Sequence[Span]) -> Iterator[_Reference]:
        """Everybody and everything that the clause may be about, in order."""
        taken = False
        finite = next((at for at, verb in clause.verbs if verb.is_finite), len(clause.words))
        thing_at = {_token_of(clause, span): span for span in things}
        for at, token in enumerate(clause.tokens):
            person = self._person(clause, at)
            vehicle = clause.words[at] in self.lexicon.words["places.vehicles"]
            if person is None and not vehicle and at not in thing_at:
                continue
            free = self._is_free(clause, at, finite)
            joined = taken and self._is_joined(clause, at)
            is_subject = free and (not taken or (joined and person is not None))
            owner = person is not None and self._owns(clause, at)
            if person is None and not is_subject:
                continue
            yield _Reference(
                None if person is None else person,
                is_subject and not owner,
                vehicle and person is None,
            )
            taken = taken or (is_subject and not owner)
            del token

    def _person(self, clause: Clause, at: int) -> Person | None:
        named = self.cast.by_start.get(clause.tokens[at].start)
        if named is not None:
            return named
        word = clause.words[at]
        if word in self.lexicon.words["pronouns.singular"]:
            return self._recent[-1] if self._recent else None
        if word in self.lexicon.words["sources.titles"] and self._is_definite(clause, at):
            return self._by_title(clause, at)
        return None

    def _is_definite(self, clause: Clause, at: int) -> bool:
        """Whether a title stands alone for a person: "presidenten", "the pope"."""
        following = clause.tokens[at + 1] if at + 1 < len(clause.tokens) else None
        if following is not None and following.start in self.cast.by_start:
            return False
        if following is not None and following.text[0].isupper() and self.lexicon.language == "en":
            return False
        if self.lexicon.language == "nb":
            return clause.words[at].endswith(("en", "a")) and clause.words[at] != "dronningen av"
        before = clause.words[max(0, at - 3) : at]
        return "the" in before

    def _by_title(self, clause: Clause, at: int) -> Person | None:
        word = clause.words[at]
        adjectives = [fold(each) for each in clause.words[max(0, at - 2) : at]]
        titled = [
            person
            for person in self.cast.people
            if any(_same_title(word, title) for title in person.titles)
        ]
        national = [
            person
            for person in (titled or self.cast.people)
            if any(_same_nation(each, nation) for each in adjectives for nation in person.nations)
        ]
        chosen = national or titled
        recent = [person for person in self._recent if person in chosen]
        if recent:
            return recent[-1]
        return chosen[0] if len(chosen) == 1 else None

    def _is_free(self, clause: Clause, at: int, finite: int) -> bool:
        """Whether no preposition leads to it and it is no object: the first free one is subject."""
        prepositions = (
            self.lexicon.words["places.at"]
            | self.lexicon.words["places.to"]
            | self.lexicon.words["places.from"]
            | self.lexicon.words["places.towards"]
            | self.lexicon.words["places.other"]
            | self.lexicon.words["places.of"]
        )
        for before in range(at - 1, max(-1, at - 6), -1):
            word = clause.words[before]
            if word in prepositions:
                return False
            if before == finite or word in (",", "og", "and"):
                return True
        del finite
        return True

    def _is_joined(self, clause: Clause, at: int) -> bool:
        """Whether "and" joins it to the one before: "Kim og president Putin"."""
        for before in range(at - 1, max(-1, at - 5), -1):
            if clause.words[before] in self.lexicon.words["clause.coordinators"]:
                return True
            if not (
                clause.words[before] in self.lexicon.words["sources.titles"]
                or clause.tokens[before].text[0].isupper()
            ):
                return False
        return False

    def _owns(self, clause: Clause, at: int) -> bool:
        """Whether a genitive makes it the owner of something else: "Putins fly", "his plane"."""
        word = clause.words[at]
        if word in ("hans", "hennes", "his", "her"):
            following = clause.words[at + 1] if at + 1 < len(clause.words) else ""
            return following.isalpha() and following not in self.lexicon.words["places.at"]
        person = self.cast.by_start.get(clause.tokens[at].start)
        if person is None:
            return False
        for later in range(at, min(at + 4, len(clause.tokens))):
            text = clause.words[later]
            if text in ("'s", "’s"):
                return True
            if not clause.tokens[later].text[0].isupper():
                return False
            last = fold(person.name.split()[-1])
            if fold(text) == f"{last}s" and self.lexicon.language == "nb":
                return True
        return False


@dataclass(frozen=True)
class _Reference:
    person: Person | None
    is_subject: bool
    is_vehicle: bool


def _token_of(clause: Clause, span: Span) -> int:
    return next((n for n, token in enumerate(clause.tokens) if token.end > span.start), -1)


def _same_title(word: str, title: str) -> bool:
    """"presidenten" and "president" are one title, and so are "kongen" and "kong"."""
    short, long = sorted((word, title), key=len)
    return long == short or long in (f"{short}en", f"{short}n", f"{short}a", f"{short}et")


def _same_nation(adjective: str, nation: str) -> bool:
    """Whether an adjective and the name of a country begin alike: "russiske" and "Russland"."""
    return len(adjective) > 3 and len(nation) > 2 and adjective[:4] == nation[:4]


_WEIGHTS = {VerbKind.MOVE: 3, VerbKind.LEAVE: 3, VerbKind.MEET: 1, VerbKind.STAY: 1}


def protagonist(
    parts: Iterable[tuple[Clause, Part, bool]],
) -> Person | None:
    """Whose journey it is: the person who is most often said to go and to meet, and where.

    Each clause comes with its part and with whether a place stands in it. Those that come first
    in the text win a tie.
    """
    points: Counter[Person] = Counter()
    for clause, part, has_place in parts:
        if clause.kind is None and not has_place:
            continue
        weight = (_WEIGHTS.get(clause.kind, 0) if clause.kind else 0) + (2 if has_place else 0)
        for person in part.subjects:
            points[person] += weight
        for person in part.others:
            points[person] += weight // 3
    return max(points, key=lambda person: points[person], default=None)
