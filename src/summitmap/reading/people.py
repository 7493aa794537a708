"""Who is in the article, and who each clause is about.

A person goes by the full name and then by a part of it ("Kim" after "Kim Jong-un"), by a title
("presidenten", "the pope") and by a pronoun.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile

from summitmap.places.gazetteer import fold
from summitmap.reading.clauses import Clause, Link
from summitmap.reading.phrasebook import Phrasebook, VerbKind
from summitmap.reading.subjects import is_about_others
from summitmap.reading.text import Span


@dataclass(frozen=True)
class Person:
    """Somebody the article names; `name` is the fullest form of the name that it uses.

    `titles` are the words before the name in small letters, `nations` the folded names of the
    countries in the genitive before it. `is_company` tells a band, a team, a crew or a ship that
    travels as one.
    """

    name: str
    titles: frozenset[str] = frozenset()
    nations: frozenset[str] = frozenset()
    is_company: bool = False


@dataclass(frozen=True)
class Cast:
    """The people of an article, and which of them each name in the text means, by its start."""

    people: tuple[Person, ...]
    by_start: Mapping[int, Person]


@dataclass(frozen=True)
class Part:
    """Who a clause is about: its subjects, and everybody else that it speaks of.

    `subject_is_thing` tells that something else, such as a country, is the subject, and `by_others`
    that a noun is that means neither the traveller nor what carries them.
    """

    subjects: tuple[Person, ...] = ()
    others: tuple[Person, ...] = ()
    by_vehicle: bool = False
    subject_is_thing: bool = False
    by_others: bool = False

    @property
    def all(self) -> tuple[Person, ...]:
        """Everybody in the clause, each once."""
        return tuple(dict.fromkeys((*self.subjects, *self.others)))


def cast_of(names: Sequence[Span], clauses: Sequence[Clause], book: Phrasebook) -> Cast:
    """The people behind the names of persons, which stand in the order of the text."""
    names = _joined_up(names)
    known = _known(names)
    names = [span for each in names for span in _apart(each, known)]
    met = _Met()
    plain = {span.start: _untitled(span.text, book) for span in names}
    royal = book.words["sources.her_titles"] | book.words["sources.his_titles"]
    numbers = {
        start: met.number(name)
        for start, name in plain.items()
        if _parts(name) and name.lower() not in royal
    }
    titles: list[set[str]] = [set() for _ in met.full]
    nations: list[set[str]] = [set() for _ in met.full]
    starts = [clause.start for clause in clauses]
    for span in names:
        at = bisect_right(starts, span.start) - 1
        if span.start in numbers and at >= 0 and clauses[at].covers(span):
            title, nation = _introduced(span, clauses[at], book)
            title |= {word for word in span.text.lower().split() if is_title(word, book)}
            titles[numbers[span.start]].update(title)
            nations[numbers[span.start]].update(nation)
    people = tuple(
        Person(name, frozenset(title), frozenset(nation))
        for name, title, nation in zip(met.full, titles, nations, strict=True)
    )
    return Cast(people, {start: people[number] for start, number in numbers.items()})


def _joined_up(names: Sequence[Span]) -> list[Span]:
    """The names with one that was seen as two made whole: "Kim" and "Jong-un", where the second
    never stands without somebody's name right before it."""
    adjacent = [
        number > 0 and name.start == names[number - 1].end + 1 for number, name in enumerate(names)
    ]
    alone = {name.text for name, after in zip(names, adjacent, strict=True) if not after}
    whole: list[Span] = []
    for name, after in zip(names, adjacent, strict=True):
        if after and name.text not in alone:
            first = whole.pop()
            name = Span(first.start, name.end, f"{first.text} {name.text}")
        whole.append(name)
    return whole


def _known(names: Sequence[Span]) -> Counter[tuple[str, ...]]:
    """How often each name stands in the text, and each first and last part of one."""
    found: Counter[tuple[str, ...]] = Counter()
    for name in names:
        parts = _parts(name.text)
        found.update({parts, parts[:1], parts[-1:]})
    return found


def _apart(name: Span, known: Mapping[tuple[str, ...], int]) -> tuple[Span, ...]:
    """Two people whose names stand side by side: "ga Putin Kim et par hansker"."""
    words = name.text.split(" ")
    if not 1 < len(words) <= _MOST_WORDS:
        return (name,)
    whole = _parts(name.text)
    own = {whole, whole[:1], whole[-1:]}
    for cut in range(1, len(words)):
        pair = [" ".join(words[:cut]), " ".join(words[cut:])]
        # Each must be known from elsewhere, and not only from this name.
        if all(known.get(_parts(each), 0) > (_parts(each) in own) * known[whole] for each in pair):
            middle = name.start + len(pair[0])
            return (
                Span(name.start, middle, pair[0]),
                Span(middle + 1, name.end, pair[1]),
            )
    return (name,)


_MOST_WORDS = 6
_MOST_RECENT = 20
_SHORTEST_SURNAME = 2
_MOST_DESCRIBED = 50
"""How many people with a title are told apart by it; more are in no article that is one."""


def _untitled(name: str, book: Phrasebook) -> str:
    """The name without the titles that it begins with, unless it is nothing else."""
    words = name.split()
    while len(words) > 1 and is_title(words[0].lower(), book):
        del words[0]
    return " ".join(words)


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


def _introduced(span: Span, clause: Clause, book: Phrasebook) -> tuple[set[str], set[str]]:
    """The titles and the nations right before a name: "Nord-Koreas leder Kim"."""
    titles: set[str] = set()
    nations: set[str] = set()
    first = next(n for n, token in enumerate(clause.tokens) if token.end > span.start)
    verbs = {at for at, verb in clause.verbs if verb.is_finite}
    for at in range(first - 1, max(-1, first - 6), -1):
        word = clause.words[at]
        if is_title(word, book):
            titles.add(word)
        elif word.endswith("s") and clause.tokens[at].text[0].isupper():
            nations.add(fold(word.removesuffix("s")))
        elif word in ("'s", "’s") and at:
            nations.add(fold(clause.words[at - 1]))
        elif titles and _is_demonym(clause.tokens[at].text, book):
            nations.add(fold(word))
        elif word == "," and at == first - 1 and is_title(clause.words[at - 1], book):
            # "Ukraine's president, Volodymyr Zelensky".
            continue
        elif word in (",", "og", "and") or at in verbs or word in _APART:
            break
    return titles, nations


def is_title(word: str, book: Phrasebook) -> bool:
    """Whether a word in small letters is a title, or what somebody is known as: "forfatteren"."""
    if word in book.words["sources.titles"] or word in book.words["sources.callings"]:
        return True
    return book.language == "nb" and len(word) > _SHORTEST_LONG and word.endswith(_LONG_TITLES)


_APART = frozenset(
    {"til", "ved", "fra", "frå", "mot", "med", "to", "from", "with", "by", "at", "on"}
)
"""Prepositions that a title before them and a name behind them are of two people by."""

_SHORTEST_LONG = 9
_LONG_TITLES = (
    "minister", "ministeren", "president", "presidenten", "leder", "lederen", "leiar", "leiaren",
    "sjef", "sjefen", "mester", "mesteren", "meister", "meisteren", "vinner", "vinneren", "vinnar",
    "vinnaren", "kommissær", "kommissæren", "utsending", "utsendingen", "direktør", "direktøren",
    "formann", "formannen", "spiller", "spilleren", "spelar", "spelaren", "løper", "løperen",
    "løpar", "løparen",
)  # fmt: skip
"""How longer titles end: "innvandringsministeren"."""


def _is_demonym(word: str, book: Phrasebook) -> bool:
    if book.language == "en":
        return word[0].isupper() or word.endswith(("ian", "ese", "ish", "an"))
    return word.lower().endswith(("ske", "sk", "ste"))


@dataclass
class Follower:
    """Goes through the clauses in order and knows whom a pronoun or a title means there.

    `protagonist` is whom a vehicle ("flyet", "the delegation") carries, once that is known;
    `taken` are the offsets of words that are names of something else.
    """

    cast: Cast
    book: Phrasebook
    protagonist: Person | None = None
    taken: frozenset[int] = frozenset()
    _by_surname: dict[str, Person] = field(default_factory=dict)
    _recent: list[Person] = field(default_factory=list)
    _known_people: tuple[Person, ...] = ()
    _is_she: dict[Person, bool] = field(default_factory=dict)
    _telling: frozenset[str] = frozenset()
    _opening: Person | None = None
    """The first subject of the text, whom "the 23-year-old" means before it is known whose journey
    it is."""

    def __post_init__(self) -> None:
        self._telling = _THE_TWO_WORDS.union(*(self.book.words[name] for name in _TELLING))
        described = (each for each in self.cast.people if each.titles or each.nations)
        self._known_people = tuple(islice(described, _MOST_DESCRIBED))
        for person in self.cast.people:
            parts = _parts(person.name)
            for part in (parts[0], parts[-1]):
                if len(part) >= _SHORTEST_SURNAME and len(parts) > 1:
                    self._by_surname.setdefault(part, person)

        for person in self.cast.people:
            for title in person.titles:
                if title in self.book.words["sources.her_titles"]:
                    self._is_she[person] = True
                elif title in self.book.words["sources.his_titles"]:
                    self._is_she[person] = False

    _last: Part = field(default_factory=Part)
    _above: Part = field(default_factory=Part)
    _was_relative: bool = False
    _ended_with: Person | None = None

    def part(self, clause: Clause, timeless: Clause, things: Sequence[Span]) -> Part:
        """Who the clause is about; `timeless` is it without its expressions of time, `things` are
        the names in it that are no people's."""
        references = tuple(self._references(timeless, things))
        goes_on = self._goes_on(timeless)
        if goes_on:
            references = tuple(replace(each, is_subject=False) for each in references)
        subjects = tuple(each for each in references if each.is_subject)
        people = [each.person for each in subjects if each.person is not None]
        vehicle = any(each.is_vehicle for each in subjects[:1])
        thing = bool(subjects) and subjects[0].person is None and not vehicle
        thing = thing or (not subjects and self._is_about_many(clause))
        others = not subjects and is_about_others(timeless, self.book)
        if vehicle and self.protagonist is not None:
            people = [self.protagonist]
        if not references and timeless.words[:2] in _SO_IT_WAS:
            # "That was in Rome on Monday": where the last sentence was.
            people, vehicle = list(self._above.subjects), self._above.by_vehicle
            others = False
        if not subjects and (goes_on or self._has_no_subject(clause)):
            people, vehicle, thing = self._inherited(clause)
            others = False
        spoken_of = [each.person for each in references if each.person is not None]
        carried = clause.kind in _CARRYING and any(each.is_vehicle for each in references)
        if carried and self.protagonist is not None and not people:
            # "Stormen holdt båten i Ålesund": where the vehicle is, the traveller is.
            spoken_of.append(self.protagonist)
        part = Part(
            tuple(dict.fromkeys(people)),
            tuple(person for person in dict.fromkeys(spoken_of) if person not in people),
            by_vehicle=vehicle,
            subject_is_thing=thing,
            by_others=others,
        )
        # "Putin tok imot ham": who a pronoun means is whom the text is about.
        meant = {
            each.person
            for each in references
            if each.is_pronoun and each.person is not None and each.person == self.protagonist
        }
        # Of several subjects it is the traveller, or else the first, who is gone on about.
        recent = [*reversed(part.others), *reversed(part.subjects)]
        recent.sort(
            key=lambda person: (
                person in meant or person in part.subjects,
                person == self.protagonist,
            )
        )
        if recent and any(word.isalpha() for word in clause.words):
            lists = self.book.words
            saying = (lists["sources.says"], lists["sources.reacts"])
            speaks = not all(each.isdisjoint(clause.words) for each in saying)
            quoted = not _QUOTES.isdisjoint(token.text for token in clause.tokens)
            top = clause.link is Link.MAIN and not quoted and not speaks
            for person in recent:
                named = top or (person == self.protagonist and not quoted)
                self._remember(person, named and (person in part.subjects or person in meant))
        self._last = part
        self._was_relative = clause.is_relative
        if not clause.is_relative:
            self._above = part
        self._ended_with = self._at_the_end(clause)
        return part

    def _is_about_many(self, clause: Clause) -> bool:
        """Whether others are its subject, who are not named: "i juli kommer statslederne"."""
        finite = next((at for at, verb in clause.verbs if verb.is_finite), None)
        modals = self.book.words["clause.modals"]
        modal = next((at for at, word in enumerate(clause.words) if word in modals), None)
        at = finite if modal is None else modal if finite is None else min(modal, finite)
        if at is None:
            return False
        beside = [at - 1] if self.book.language == "en" else [at - 1, at + 1]
        return any(
            0 <= near < len(clause.words) and self._are_others(clause, near) for near in beside
        )

    def _are_others(self, clause: Clause, at: int) -> bool:
        word, lists = clause.words[at], self.book.words
        if self.book.language == "nb":
            others = word.endswith(_MANY) and word not in lists["pronouns.plural"]
            return (
                others and word not in lists["places.vehicles"] and clause.tokens[at].text == word
            )
        return word in lists["sources.others"] and clause.tokens[at].text == word

    def _at_the_end(self, clause: Clause) -> Person | None:
        """The person whose name ends the clause, a comma left aside."""
        for at in range(len(clause.tokens) - 1, max(-1, len(clause.tokens) - 6), -1):
            person = self.cast.by_start.get(clause.tokens[at].start)
            if person is not None:
                return person
            text = clause.tokens[at].text
            if text not in (",", "–", "-") and not text[0].isupper():
                return None
        return None

    def _remember(self, person: Person, is_subject: bool) -> None:
        if not is_subject and person in self._recent:
            return
        if person in self._recent:
            self._recent.remove(person)
        if is_subject:
            self._opening = self._opening or person
            self._recent.append(person)
        else:
            self._recent.insert(0, person)
        # Whom nobody has spoken of for long no pronoun means.
        del self._recent[:-_MOST_RECENT]

    def _inherited(self, clause: Clause) -> tuple[list[Person], bool, bool]:
        """A clause without a subject goes on with the one before: "landet og møtte Kim"."""
        if clause.first == 0:
            return [], False, False
        if clause.link is Link.RELATIVE:
            behind = self._behind(clause)
            return ([behind] if behind else []), False, behind is None
        if clause.looks_back or (clause.link is Link.SUBORDINATE and clause.tense is None):
            above = self._above
            return list(above.subjects), above.by_vehicle, above.subject_is_thing
        # "The envoy, who came from Oslo, flew on": the verb goes on behind the relative clause.
        resumes = self._was_relative and clause.words[0] == "," and clause.opens_with_its_verb
        last = self._above if resumes and self._above.subjects else self._last
        return list(last.subjects), last.by_vehicle, last.subject_is_thing

    def _goes_on(self, clause: Clause) -> bool:
        """Whether a verb opens it right behind "and": "and then landed in Ahmedabad"."""
        if clause.link is not Link.MAIN or clause.first == 0:
            return False
        finite = {at for at, verb in clause.verbs if verb.is_finite}
        opened = False
        for at, word in enumerate(clause.words[:_LONGEST_OPENING]):
            if at in finite or word in self.book.words["clause.modals"]:
                return opened
            later = clause.words[at + 1 : at + 2]
            then = word == "," and any(each in self.book.words["order.later"] for each in later)
            opened = opened or then or word in self.book.words["clause.coordinators"]
            if at and word not in self.book.words["order.later"]:
                return False
        return False

    def _has_no_subject(self, clause: Clause) -> bool:
        no_verb = (clause.tense is None or clause.looks_back) and clause.first > 0
        opens = clause.first > 0 and clause.opens_with_its_verb
        return clause.link is Link.RELATIVE or self._goes_on(clause) or no_verb or opens

    def _behind(self, clause: Clause) -> Person | None:
        """Whom a relative clause goes on about: the person whose name stands right before it."""
        if clause.words[0] in self.book.words["pronouns.place"] | {"where", "hvor"}:
            return None
        return self._ended_with

    def _references(self, clause: Clause, things: Sequence[Span]) -> Iterator[_Reference]:
        """Everybody and everything that the clause may be about, in order."""
        taken = last = False
        subject: Person | None = None
        thing_at = {_token_of(clause, span) for span in things}
        for at, token in enumerate(clause.tokens):
            if not (self._may_tell(token, clause.words[at]) or at in thing_at):
                continue
            person = self._person(clause, at) or self._together(clause, at)
            if person is not None and (self._owns(clause, at) or self._is_left_out(clause, at)):
                continue
            if subject is not None and clause.words[at] in self.book.words["pronouns.nominative"]:
                # "Luxon sier at han forstår det": the one who was just named.
                person = subject
            vehicle = self._carries(clause.words[at])
            if vehicle and at and clause.words[at - 1] in _POSSESSIVE:
                # "His party left Oslo".
                person = self._by_pronoun(clause.words[at - 1])
            unknown = person is None and self._is_somebody_unknown(clause, at)
            if person is None and not vehicle and not unknown and at not in thing_at:
                continue
            free = self._is_free(clause, at)
            joined = last and person is not None and self._is_joined(clause, at)
            is_subject = free and (not taken or joined)
            if person is not None or is_subject or vehicle:
                yield _Reference(
                    person,
                    is_subject,
                    vehicle and person is None,
                    clause.words[at] in self.book.words["pronouns.singular"],
                )
            taken, last = taken or is_subject, is_subject
            subject = subject or (person if is_subject else None)

    def _may_tell(self, token: Span, word: str) -> bool:
        """Whether a word may be about anybody at all, which few are."""
        text = token.text
        tells = word in self._telling or text[0].isupper() or text[0].isdigit()
        return tells or token.start in self.cast.by_start or is_title(word, self.book)

    def _is_left_out(self, clause: Clause, at: int) -> bool:
        """Whether it is said not to be them: "Kamala Harris, not Biden, will go"."""
        before = clause.words[max(0, at - 2) : at]
        return before[:1] == (",",) and before[1:] in (("not",), ("ikke",))

    def _carries(self, word: str) -> bool:
        """Whether it is a word for what carries the traveller or for the company they are in; "the
        royal couple" is so only for one of them."""
        if word not in self.book.words["places.vehicles"]:
            return False
        titles = _COUPLES.get(word)
        person = self.protagonist
        if titles is None or person is None or not person.titles:
            return True
        return any(title.startswith(titles) for title in person.titles)

    def _is_somebody_unknown(self, clause: Clause, at: int) -> bool:
        """Whether a title stands before a name that was not seen to be one: "Utenriksminister
        Annalena Baerbock"."""
        if not is_title(clause.words[at], self.book):
            return False
        words = clause.tokens[at + 1 : at + 3]
        named = any(self.cast.by_start.get(token.start) for token in words)
        return len(words) > 1 and all(token.text[0].isupper() for token in words) and not named

    def _person(self, clause: Clause, at: int) -> Person | None:
        named = self.cast.by_start.get(clause.tokens[at].start) or self._by_part(clause, at)
        if named is not None:
            return named
        word = clause.words[at]
        if word in self.book.words["pronouns.singular"]:
            return self._by_pronoun(word)
        if _AGED.fullmatch(word) or word in self.book.words["sources.guests"]:
            return self._single or self._opening
        if word in self.book.words["sources.nationals"] and self._recent:
            return self._recent[-1]
        if is_title(word, self.book) and self._is_definite(clause, at):
            return self._by_title(clause, at)
        return None

    @property
    def _single(self) -> Person | None:
        """The protagonist, if that is one person."""
        return None if self.protagonist and self.protagonist.is_company else self.protagonist

    def _by_pronoun(self, word: str) -> Person | None:
        """Whom "han" or "her" means: the last one spoken of who is not known to be the other.

        Whom a pronoun has once meant goes on being a he or a she. An object is the protagonist,
        where that may be: "møtte ham på rullebanen".
        """
        she = word in self.book.words["pronouns.she"]
        fitting = [
            each
            for each in self._recent
            if self._is_she.get(each, she) is she and not each.is_company
        ]
        objective = word in self.book.words["pronouns.objective"]
        chosen = fitting[-1] if fitting else None
        if objective and self.protagonist in fitting:
            chosen = self.protagonist
        known = [each for each in fitting[-_CLOSE:] if each in self._is_she]
        if she and known:
            # Most people in the news are men: "hun" is rather one who was called so before.
            chosen = known[-1]
        if not self._recent and self._is_she.get(self._single or _NOBODY, she) is she:
            # "He had left the pickets behind him": who is named further down.
            return self._single
        if chosen is not None:
            self._is_she.setdefault(chosen, she)
        return chosen

    def _together(self, clause: Clause, at: int) -> Person | None:
        """ "they", "both" and "the two presidents" take in the protagonist, if just spoken of."""
        if self.protagonist is None:
            return None
        plural = clause.words[at] in self.book.words["pronouns.plural"]
        pair = clause.words[max(0, at - 1) : at + 1] in _THE_TWO
        if not (plural or pair):
            return None
        verbs = {number for number, _ in clause.verbs}
        modals = self.book.words["clause.modals"]
        modal = at + 1 < len(clause.words) and clause.words[at + 1] in modals
        inverted = self.book.language == "nb" and at - 2 in verbs
        two = pair and (modal or at + 1 in verbs or inverted)
        if not (plural or two):
            return None
        if clause.words[at] in ("de", "dei") and not modal and not verbs & {at - 1, at + 1}:
            return None
        if clause.words[at].endswith(("ne", "s")) and not {"to", "two"} & set(clause.words[:at]):
            return None
        recent = self._recent if self.protagonist.is_company else self._recent[-3:]
        return self.protagonist if self.protagonist in recent else None

    def _is_definite(self, clause: Clause, at: int) -> bool:
        """Whether a title stands alone for a person: "presidenten", "the pope"."""
        following = clause.tokens[at + 1] if at + 1 < len(clause.tokens) else None
        if following is not None and following.start in self.cast.by_start:
            return False
        if following is not None and following.text[0].isupper() and self.book.language == "en":
            return False
        if self._is_named_behind(clause, at):
            return False
        if self.book.language == "nb":
            return clause.words[at].endswith(("en", "a"))
        if self.book.has("sources.half_titles", clause.words[at]) and following is not None:
            word = clause.words[at + 1]
            if word.isalpha() and at + 1 not in dict(clause.verbs) and not self._leads(word):
                return False
        before = clause.words[max(0, at - 3) : at]
        return "the" in before

    def _is_named_behind(self, clause: Clause, at: int) -> bool:
        """Whether a comma and somebody's name follow the title: "the chief inspector, Richard
        Butler"; it is theirs."""
        for comma in range(at + 1, min(at + 5, len(clause.words) - 1)):
            if clause.words[comma] == ",":
                return clause.tokens[comma + 1].start in self.cast.by_start
            if comma in dict(clause.verbs):
                return False
        return False

    def _leads(self, word: str) -> bool:
        """Whether it is a preposition, a conjunction or a modal verb."""
        lists = self.book.words
        return (
            any(word in lists[name] for name in _PREPOSITIONS)
            or word in lists["clause.coordinators"]
            or word in lists["clause.modals"]
        )

    def _by_part(self, clause: Clause, at: int) -> Person | None:
        """Whom a bare surname means that was not seen to be a name."""
        token = clause.tokens[at]
        if not token.text[0].isupper() or token.start in self.taken:
            return None
        if (
            at
            and clause.tokens[at - 1].text[0].isupper()
            and clause.words[at - 1].isalpha()
            and at > 1
        ):
            return None
        return self._by_surname.get(fold(token.text))

    def _by_title(self, clause: Clause, at: int) -> Person | None:
        word = clause.words[at]
        people = self._known_people
        titled = [each for each in people if any(_same_title(word, title) for title in each.titles)]
        adjectives = [
            fold(each) for each in clause.words[max(0, at - 2) : at] if _is_demonym(each, self.book)
        ]
        chosen = titled
        if adjectives:
            national = [
                each
                for each in people
                if any(same_nation(adjectives[-1], nation) for nation in each.nations)
            ]
            # "den russiske lederen" is the Russian, whatever his title, and nobody else.
            chosen = [each for each in titled if each in national] or national
        if self.protagonist in chosen and not adjectives:
            return self.protagonist
        recent = [person for person in self._recent if person in chosen]
        if recent:
            return recent[-1]
        single = self._single
        if not chosen and single and not (adjectives and single.nations):
            generic = self.book.has("sources.generic_titles", word)
            callings = self.book.words["sources.callings"]
            compatible = self.book.words["sources.courtesies"]
            compatible |= callings if word in callings else frozenset()
            untitled = single.titles <= compatible
            untitled = untitled and not self.book.has("sources.local_titles", word)
            return single if generic or untitled else None
        return chosen[0] if len(chosen) == 1 else None

    def _is_free(self, clause: Clause, at: int) -> bool:
        """Whether it can be the subject: nothing leads to it but titles and what describes it.

        English puts its subject before the verb, save beside words that were said.
        """
        if clause.words[at] in self.book.words["pronouns.nominative"]:
            return True
        if clause.words[at] in self.book.words["pronouns.objective"]:
            return False
        lists = self.book.words
        finite = next((number for number, verb in clause.verbs if verb.is_finite), None)
        if self.book.language == "en" and finite is not None and 0 < finite < at:
            return clause.words[finite] in lists["sources.says"] and finite <= 1
        for before in range(at - 1, max(-1, at - 7), -1):
            word = clause.words[before]
            if any(word in lists[name] for name in _PREPOSITIONS):
                return False
            describes = (
                is_title(word, self.book)
                or clause.tokens[before].text[0].isupper()
                or word in lists["pronouns.describing"]
                or word.endswith(("ske", "'s", "’s"))
            )
            joined = word in lists["clause.coordinators"] and before > 0
            if joined and clause.tokens[before - 1].text[0].isupper():
                # "Etter stopp i Lom og Vågå": what leads to the first leads to the second.
                continue
            if not describes:
                return True
        return True

    def _is_joined(self, clause: Clause, at: int) -> bool:
        """Whether "and" joins it to the one before: "Kim og president Putin"."""
        for before in range(at - 1, max(-1, at - 5), -1):
            if clause.words[before] in self.book.words["clause.coordinators"]:
                return True
            if not (
                is_title(clause.words[before], self.book) or clause.tokens[before].text[0].isupper()
            ):
                return False
        return False

    def _owns(self, clause: Clause, at: int) -> bool:
        """Whether a genitive makes it the owner of something else: "Putins fly", "his plane"."""
        word = clause.words[at]
        if word in ("hans", "hennes", "his", "her"):
            following = clause.words[at + 1] if at + 1 < len(clause.words) else ""
            return following[:1].isalpha() and following not in self.book.words["places.at"]
        if clause.words[at + 1 : at + 2] in _OF:
            # "the prince's first tour".
            return True
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
            if fold(text) == f"{last}s" and self.book.language == "nb":
                return True
        return False


_MANY = ("erne", "arane", "istene", "folkene")
"""How words end that mean several people, as "forskerne" does."""

_AGED = re.compile(r"\d{2}-(?:åringen|year-old)")
"""Somebody by their age: "32-åringen", "the 84-year-old"."""

_COUPLES = {
    "kongeparet": ("kong", "dronning"),
    "kongefamilien": ("kong", "dronning", "kronprins"),
    "kronprinsfamilien": ("kronprins",),
    "kronprinsparet": ("kronprins",),
    "presidentparet": ("president",),
}
"""Couples, with how the titles begin of those who are one half of them."""

_OF = (("'s",), ("’s",))
_POSSESSIVE = frozenset({"his", "her", "hans", "hennes", "hennar"})
_SO_IT_WAS = frozenset({("that", "was"), ("this", "was"), ("that", "happened"), ("det", "skjedde")})
_NOBODY = Person("")
_CLOSE = 3
_QUOTES = frozenset('«»“”„–"')
_THE_TWO = (
    ("the", "two"), ("the", "pair"), ("the", "three"), ("the", "four"), ("the", "five"),
    ("the", "six"), ("de", "to"), ("de", "tre"), ("de", "fire"), ("de", "fem"), ("de", "seks"),
    ("dei", "to"), ("dei", "tre"), ("dei", "fire"), ("dei", "fem"), ("dei", "seks"),
)  # fmt: skip
_THE_TWO_WORDS = frozenset(second for _, second in _THE_TWO)
_TELLING = (
    "pronouns.singular", "pronouns.nominative", "pronouns.plural", "sources.guests",
    "sources.nationals", "sources.titles", "sources.callings", "places.vehicles",
)  # fmt: skip
"""The lists of words that somebody may be meant by."""

_LONGEST_OPENING = 4
_PREPOSITIONS = (
    "places.at", "places.to", "places.from", "places.towards", "places.other", "places.of",
    "places.via",
)  # fmt: skip


@dataclass(frozen=True)
class _Reference:
    person: Person | None
    is_subject: bool
    is_vehicle: bool
    is_pronoun: bool = False


def _token_of(clause: Clause, span: Span) -> int:
    return next((n for n, token in enumerate(clause.tokens) if token.end > span.start), -1)


def _same_title(word: str, title: str) -> bool:
    """ "presidenten" and "president" are one title, and so are "kongen" and "kong", "pontiff" and
    "pope"."""
    if title in _MEANT_BY.get(word, ()):
        return True
    short, long = sorted((word, title), key=len)
    return long == short or long in (f"{short}en", f"{short}n", f"{short}a", f"{short}et")


_MEANT_BY = {
    "pontiff": ("pope",),
    "monarch": ("king", "queen", "emperor", "sultan"),
    "premier": ("prime", "minister"),
    "monarken": ("kong", "konge", "dronning", "keiser"),
    "majesteten": ("kong", "dronning"),
    "statssjefen": ("president",),
    "regjeringssjefen": ("statsminister",),
}
"""Further words for whoever has a title."""


def same_nation(adjective: str, nation: str) -> bool:
    """Whether an adjective and the name of a country begin alike: "russiske" and "Russland"."""
    pairs = zip(adjective, nation, strict=False)
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return alike >= max(_LEAST_ALIKE, _SHARE_ALIKE * len(nation))


_LEAST_ALIKE = 3
_SHARE_ALIKE = 0.4


_CARRYING = frozenset({VerbKind.MOVE, VerbKind.STAY, VerbKind.MEET})

_WEIGHTS = {VerbKind.MOVE: 3, VerbKind.LEAVE: 3, VerbKind.MEET: 1, VerbKind.STAY: 1}


_NAMED = 2
"""What it counts to be named once more."""

_FIRST = 4
"""What it counts to be the subject of the first sentence, which says what the article is about."""


def protagonist(
    parts: Iterable[tuple[Clause, Part, bool]],
    first: Collection[int] = (),
    named: Iterable[Person] = (),
    companies: Mapping[int, Person] | None = None,
    book: Phrasebook | None = None,
) -> Person | None:
    """Whose journey it is: the person who is most often said to go and to meet, and where.

    Each clause comes with its part and with whether a place stands in it; `first` numbers the
    sentences that say what the article is about, such as the headline, and `named` are the people
    of the article, each as often as by name. Those that come first in the text win a tie. Where a
    band, a team or a ship is told more of than anybody, it is theirs: `companies` are the names
    that may be one, by the start of the clause that they are the subject of.
    """
    points: Counter[Person] = Counter()
    for person in named:
        points[person] += _NAMED
    together: Counter[Person] = Counter()
    shared = told = 0
    for clause, part, has_place in parts:
        company = (companies or {}).get(clause.start)
        noun = _company_noun(clause, part, book)
        weight = (_WEIGHTS.get(clause.kind, 0) if clause.kind else 0) + (2 if has_place else 0)
        opening = _FIRST if clause.sentence in first else 0
        if company is not None and not part.subjects:
            together[company] += weight + opening + _NAMED
        elif noun is not None:
            together[Person(noun, is_company=True)] += 0
            shared += weight + opening
            told += 1
        points.update(dict.fromkeys(part.subjects, opening))
        if clause.kind is None and not has_place:
            continue
        for person in part.subjects:
            points[person] += weight
        for person in part.others:
            points[person] += weight // 3
    best = max(points, key=lambda person: points[person], default=None)
    troop = max(together, key=lambda person: together[person], default=None)
    if best is None or troop is None or together[troop] + shared <= points[best]:
        return best
    return troop if told > 1 or (told and together[troop]) else best


def _company_noun(clause: Clause, part: Part, book: Phrasebook | None) -> str | None:
    """The noun of the company that is the subject of a clause: "bandet", "the crew"."""
    if book is None or not part.by_vehicle or part.subjects:
        return None
    nouns = book.words["places.companies"]
    return next((word for word in clause.words if word in nouns), None)
