"""What the words themselves say of a name, whatever the tagger holds it to be.

A country is no person, "byen X" is a place, "Oslo lufthavn" too, and the Nobile that the article
names alone begins no longer name with the word before it. Each rule is sure enough to overrule the
tagger, and reads as the sentence that its docstring is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from summitmap.places import kinds
from summitmap.reading import attributes, noplaces, roles
from summitmap.reading.features import PERSON_CLASSES, PLACE_CLASSES, Lexicon, stem
from summitmap.reading.runs import OTHER, PERSON, PLACE, NameKind, Run
from summitmap.reading.venues import is_venue

Words = Sequence[str]
"""The words of one sentence."""

OVERLOOKED_SCORE = 0.6
"""For a place that the tagger did not see; our own choice."""

UNSURE_SCORE = 0.75
"""Below this the tagger's word for an organisation or another thing is no more than a guess."""

_COUNTRY, _CAPITAL, _AT_HOME, _WATER = "C", "K", "N", "W"
_DEFINITE = ("havet", "sjøen", "bukta", "bukten", "kanalen", "stredet", "elva", "elven", "fjorden")
_LARGE = frozenset("CKLM")
_BEHIND_A_DATELINE = frozenset({",", "(", ":", "-", "/"})
_ENDS_A_PHRASE = frozenset({",", ".", ";", ":"})
_AND = frozenset({"og", "and"})
_WHERE = frozenset({"i", "in", "at", "på"})
_AREAS = frozenset("CRK")
_SHORTEST_KNOWN = 4
_LONGEST_KNOWN = 5
_LONGEST_SEAT = 3
_BUILT = frozenset({"airport", "spaceport"})
"""The families of `places.kinds` that make any name that ends with them a place."""


def corrected(
    article: Sequence[Words], found: Sequence[Sequence[Run]], lists: Lexicon, language: str
) -> list[list[Run]]:
    """The names of each sentence, put right by what is obvious."""
    apart = [
        [_as_elsewhere(words, run, places) for run in runs]
        for places in (_sure_places(article, found),)
        for words, runs in zip(article, _one_by_one(article, found), strict=True)
    ]
    known = _WellKnown.of(article, apart, lists)
    rules = _Rules(known, language)
    return [
        list(rules.of_sentence(words, runs)) for words, runs in zip(article, apart, strict=True)
    ]


def _sure_places(article: Sequence[Words], found: Sequence[Sequence[Run]]) -> frozenset[str]:
    """The names that the tagger is sure are places, where it is as sure of nothing else."""
    best: dict[str, tuple[float, bool]] = {}
    for words, runs in zip(article, found, strict=True):
        for run in runs:
            name = stem(" ".join(words[run.first : run.last + 1]))
            seen = (run.score, run.kind is NameKind.PLACE)
            best[name] = max(best.get(name, seen), seen)
    return frozenset(
        name for name, (score, place) in best.items() if place and score >= UNSURE_SCORE
    )


def _as_elsewhere(words: Words, run: Run, places: Collection[str]) -> Run:
    """The run as a place where the same name surely is one elsewhere in the article."""
    name = stem(" ".join(words[run.first : run.last + 1]))
    unsure = run.kind is not NameKind.PLACE and run.score < UNSURE_SCORE
    return replace(run, label=PLACE) if unsure and name in places else run


def _one_by_one(article: Sequence[Words], found: Sequence[Sequence[Run]]) -> Iterator[list[Run]]:
    """The names with two persons in a row apart ("ga Putin Kim en gave"), where the article names
    the first in full or by the end of a longer name, and the second elsewhere too."""
    persons = {
        tuple(words[run.first : run.last + 1])
        for words, runs in zip(article, found, strict=True)
        for run in runs
        if run.kind is NameKind.PERSON
    }
    long = {person for person in persons if len(person) > 1}
    first = long | {person[-1:] for person in long}
    second = first | persons
    for words, runs in zip(article, found, strict=True):
        apart: list[Run] = []
        for run in runs:
            person = run.kind is NameKind.PERSON
            cut = _between_persons(words, run, first, second) if person else None
            apart += [run] if cut is None else [replace(run, last=cut - 1), replace(run, first=cut)]
        yield apart


def _between_persons(
    words: Words,
    run: Run,
    first: Collection[tuple[str, ...]],
    second: Collection[tuple[str, ...]],
) -> int | None:
    """Where the second person of a run begins; `None` when it is one."""
    for cut in range(run.first + 1, run.last + 1):
        if tuple(words[run.first : cut]) in first and tuple(words[cut : run.last + 1]) in second:
            return cut
    return None


@dataclass(frozen=True)
class _WellKnown:
    """Which names can only be places in an article: those of countries and cities that are neither
    a part of a person's name in it (Jordan Pickford) nor a word in small letters (turkey).

    `persons` are the persons' names of several words, and what they end with.
    """

    lists: Lexicon
    others: frozenset[str]
    persons: frozenset[str]

    @classmethod
    def of(
        cls, article: Sequence[Words], found: Sequence[Sequence[Run]], lists: Lexicon
    ) -> _WellKnown:
        persons = [
            words[run.first : run.last + 1]
            for words, runs in zip(article, found, strict=True)
            for run in runs
            if run.kind is NameKind.PERSON and run.last > run.first
        ]
        own = {
            stem(word)
            for person in persons
            for number, word in enumerate(person)
            if number or not _is_owner(word, lists)
        }
        small = {word for words in article for word in words if word[:1].islower()}
        ends = {" ".join(person[start:]) for person in persons for start in range(len(person))}
        return cls(lists, frozenset(own | small), frozenset(ends))

    def is_country(self, words: Words, first: int, last: int) -> bool:
        """Whether the words name a country, perhaps with a genitive -s."""
        known = self.may_be_a_name(words, first, last)
        # "The Vatican" at the head of a sentence is the Vatican; The Gambia is called so.
        article = words[first] == "The" and last > first
        return (
            known
            and _COUNTRY in self.classes(words, first, last)
            and not (article and _COUNTRY in self.classes(words, first + 1, last))
            and not _is_quoted(words, first, last)
        )

    def is_large(self, name: str) -> bool:
        """Whether it is listed as a country or a large city."""
        return not _LARGE.isdisjoint(self.lists.classes(name.casefold().replace("-", " ")))

    def is_capital(self, words: Words, first: int, last: int) -> bool:
        """Whether the words name the capital of another country, which few clubs and companies
        are called by."""
        if not self.may_be_a_name(words, first, last):
            return False
        classes = self.classes(words, first, last)
        there = first > 0 and words[first - 1].casefold() in roles.PUTS_THERE
        # "Athen følger det med uro": a verb stands behind what begins a sentence.
        behind = words[last + 1] if last + 1 < len(words) else ""
        acts = first == 0 and (roles.acts(behind) or roles.is_present(behind))
        sure = there or acts or self.lists.is_always_capital(words[first])
        return _CAPITAL in classes and _AT_HOME not in classes and sure

    def is_city(self, words: Words, first: int, last: int) -> bool:
        """Whether the words name a city or a region, behind a word that puts somebody there:
        "til Rzeszów"."""
        if not self.may_be_a_name(words, first, last):
            return False
        classes = self.classes(words, first, last)
        there = first > 0 and words[first - 1].casefold() in roles.PUTS_THERE
        place = bool(classes & set(PLACE_CLASSES)) and not classes & set(PERSON_CLASSES)
        known = self.lists.clusters(words[first])
        return there and place and (not known or self.lists.is_always_capital(words[first]))

    def is_gone_to(self, words: Words, first: int, last: int) -> bool:
        """Whether somebody travels there by the words before it: "reise til Rzeszow". A name that
        the lists do not know is a place then too, unless the article has a person of that name or
        more of a name follows."""
        if not roles.is_travelled_to(words, first) or not self.may_be_a_name(words, first, last):
            return False
        classes = self.classes(words, first, last)
        behind = words[last + 1] if last + 1 < len(words) else ""
        named = " ".join(words[first : last + 1]) in self.persons or behind[:1].isupper()
        listed = bool(classes & set(PLACE_CLASSES))
        return not named and (listed or not classes) and not words[first].isupper()

    def is_on_a_way(self, words: Words, first: int, last: int) -> bool:
        """Whether it is listed as a place and no person, and stands where a way leads to or from:
        "satte seg på et privatfly til Düsseldorf"."""
        if not roles.is_on_a_way(words, first) or not self.may_be_a_name(words, first, last):
            return False
        classes = self.classes(words, first, last)
        behind = words[last + 1] if last + 1 < len(words) else ""
        place = bool(classes & set(PLACE_CLASSES)) and not classes & set(PERSON_CLASSES)
        return place and not behind[:1].isupper()

    def is_at(self, words: Words, first: int, last: int) -> bool:
        """Whether it is listed as a place and stands behind "at" or as what is visited: "at Cape
        Coast", "besøke Nuuk"."""
        before = words[first - 1].casefold() if first else ""
        classes = self.classes(words, first, last)
        place = bool(classes & set(PLACE_CLASSES)) and not classes & set(PERSON_CLASSES)
        return place and (before in roles.PUTS_THERE_OR_NEAR or before in roles.VISITS)

    def is_dateline(self, words: Words, first: int, last: int) -> bool:
        """Whether it opens a sentence in capitals, as datelines do: "HIROSHIMA, Japan —"."""
        if first:
            return False
        behind = words[last + 1] if last + 1 < len(words) else ""
        capitals = all(word.isupper() for word in words[first : last + 1])
        name = " ".join(words[first : last + 1])
        opens = capitals and len(name) >= _SHORTEST_KNOWN
        place = bool(self.classes(words, first, last) & set(PLACE_CLASSES))
        return opens and place and behind in _BEHIND_A_DATELINE

    def is_likely_visited(self, words: Words, first: int, last: int, language: str) -> bool:
        """Whether an unheard-of name stands where places do: "et opphold i Jakutsk", "i polske
        Chorzow", "went to Qaraqosh"."""
        if words[first].isupper() or not roles.is_visited(words, first, language):
            return False
        if not self.may_be_a_name(words, first, last):
            return False
        classes = self.classes(words, first, last)
        behind = words[last + 1] if last + 1 < len(words) else ""
        named = " ".join(words[first : last + 1]) in self.persons or behind[:1].isupper()
        listed = bool(classes & set(PLACE_CLASSES))
        return not named and (listed or not classes)

    def is_water(self, words: Words, first: int, last: int) -> bool:
        """Whether the words name a water: "over Stillehavet", "crossed the Arabian Sea"; but not
        where more of a name follows, as in the Pacific Fleet."""
        behind = words[last + 1] if last + 1 < len(words) else ""
        if behind[:1].isupper() or not self.may_be_a_name(words, first, last):
            return False
        article = first > 0 and words[first - 1].casefold() == "the"
        classes = self.classes(words, first, last)
        plain = words[last].casefold().endswith(_DEFINITE) and not classes & set(PERSON_CLASSES)
        return _WATER in classes and (article or plain)

    def may_be_a_name(self, words: Words, first: int, last: int) -> bool:
        """Whether it is long enough, in capitals, and neither a person nor a common word here."""
        name = " ".join(words[first : last + 1])
        known = name.casefold() not in noplaces.NO_PLACES and stem(name) not in self.others
        return known and len(name) >= _SHORTEST_KNOWN and name[0].isupper()

    def classes(self, words: Words, first: int, last: int) -> set[str]:
        """The classes of the name in the lists."""
        return set(
            self.lists.classes(" ".join(words[first : last + 1]).casefold().replace("-", " "))
        )


def _is_venue(words: Words, first: int, last: int) -> bool:
    """Whether it is a building or a ground that somebody is put at: "at Chequers"."""
    before = words[first - 1].casefold() if first else ""
    put = before in roles.PUTS_THERE_OR_NEAR or before == "the"
    return put and is_venue(" ".join(words[first : last + 1]))


def _is_owner(word: str, lists: Lexicon) -> bool:
    """Whether the word is a country with a genitive -s."""
    small = word.casefold()
    return small.endswith("s") and small not in lists.names and _COUNTRY in lists.classes(small)


def _is_quoted(words: Words, first: int, last: int) -> bool:
    """Whether it stands alone in quotation marks, as ships do: «Norge»."""
    around = (words[first - 1] if first else "", words[last + 1] if last + 1 < len(words) else "")
    return around == ('"', '"')


@dataclass(frozen=True)
class _Rules:
    """The rules of a language with what is well known in the article."""

    known: _WellKnown
    language: str

    def of_sentence(self, words: Words, found: Sequence[Run]) -> Iterator[Run]:
        """The names of a sentence as the tagger and the words have them."""
        at = 0
        before: Run | None = None
        for run in (*found, None):
            yield from self._overlooked(words, at, run.first if run else len(words))
            if run is None:
                return
            if self._is_second_place(words, run, before):
                run = replace(run, label=PLACE)
            before = run
            for each in self._put_right(words, run):
                # What an earlier name has taken is not taken twice.
                if each.first >= at:
                    yield each
                    at = each.last + 1

    def _overlooked(self, words: Words, start: int, end: int) -> Iterator[Run]:
        """Names of places among words that the tagger holds to be none."""
        place = start
        while place < end:
            last = self._seat_at(words, place, end)
            if last is None:
                last = self._known_at(words, place, end)
            if last is not None:
                yield Run(place, last, PLACE, OVERLOOKED_SCORE)
            place = (place if last is None else last) + 1

    def _known_at(self, words: Words, place: int, end: int) -> int | None:
        """The last word of the name of a place that begins here beyond doubt; `None` for none."""
        if not words[place][:1].isupper():
            return None
        for last in range(min(place + _LONGEST_KNOWN, end) - 1, place - 1, -1):
            if words[last][:1].isupper() and self._is_known(words, place, last):
                return last
        if self._is_stayed_at(words, place, place):
            return place
        called = roles.calls_a_place(words, place, self.language)
        called = called or self._is_a_camp(words, place)
        return place if called or self._is_put_somewhere(words, place, place) else None

    def _is_known(self, words: Words, first: int, last: int) -> bool:
        """Whether the words can only be the name of a place."""
        if self.known.is_dateline(words, first, last) or _is_venue(words, first, last):
            return True
        rules = (
            self.known.is_country,
            self.known.is_capital,
            self.known.is_city,
            self.known.is_water,
            self.known.is_gone_to,
            self.known.is_on_a_way,
        )
        named = self.known.may_be_a_name(words, first, last)
        return named and any(rule(words, first, last) for rule in rules)

    def _seat_at(self, words: Words, place: int, end: int) -> int | None:
        """The last word of the seat that begins here; `None` when none does."""
        if not words[place][:1].isupper():
            return None
        for last in range(min(place + _LONGEST_SEAT, end) - 1, place - 1, -1):
            if self._is_seat(words, place, last):
                return last
        return None

    def _is_seat(self, words: Words, first: int, last: int) -> bool:
        name = " ".join(words[first : last + 1]).casefold()
        return any(roles.is_seat(form, self.language) for form in (name, name.removesuffix("s")))

    def _put_right(self, words: Words, run: Run) -> tuple[Run, ...]:
        """The run with what the words themselves say of it, and what it falls into."""
        if (named := self._end_that_is_called_a_place(words, run)) is not None:
            return (Run(named, run.last, PLACE, run.score),)
        if (full := self._in_full(words, run)) is not None:
            return (full,)
        if (visited := self._behind_a_verb(words, run)) is not None:
            return (visited,)
        if run.kind is NameKind.PLACE:
            ship = _is_quoted(words, run.first, run.last)
            ship = ship and _COUNTRY in self.known.classes(words, run.first, run.last)
            if ship or noplaces.is_no_place(words, run.first, run.last):
                return (replace(run, label=OTHER),)
            return (replace(run, label=PERSON) if self._is_a_person(words, run) else run,)
        if (held := self._where_it_is_held(words, run)) is not None:
            return (held,)
        if (cut := self._behind_a_place(words, run)) is not None:
            first = Run(run.first, cut - 1, PLACE, run.score)
            return (first, Run(cut, run.last, PERSON, run.score))
        if not self._is_a_place(words, run):
            return (run,)
        found = replace(run, label=PLACE)
        for place in range(run.first + 1, run.last):
            # "byene Moss og Halden" are two.
            if words[place] in _AND:
                return (replace(found, last=place - 1), replace(found, first=place + 1))
        return (found,)

    def _end_that_is_called_a_place(self, words: Words, run: Run) -> int | None:
        """Where a place begins inside a run: "Den polske grensebyen Przemyśl" is one name to the
        tagger, and only the end of it is."""
        for place in range(run.last, run.first, -1):
            named = words[place][:1].isupper() and words[place - 1][:1].islower()
            listed = words[place - 1] in _AND
            if named and not listed and roles.calls_a_place(words, place, self.language):
                return place
        return None

    def _in_full(self, words: Words, run: Run) -> Run | None:
        """The run with the words around it that make it the longer name of a country:
        Democratic Republic of the Congo."""
        if run.kind is NameKind.PERSON:
            return None
        for last in range(min(run.last + _LONGEST_SEAT, len(words)) - 1, run.last, -1):
            # "Folkets store hall", "Brandenburg Gate".
            if is_venue(" ".join(words[run.first : last + 1])):
                return Run(run.first, last, PLACE, run.score)
        for first in range(max(0, run.last - _LONGEST_KNOWN + 1), run.first + 1):
            for last in range(min(first + _LONGEST_KNOWN, len(words)) - 1, run.last - 1, -1):
                longer = last - first > run.last - run.first
                bounded = words[first][:1].isupper() and words[last][:1].isupper()
                # "Svalbard og Jan Mayen" has one code and is two places.
                bounded = bounded and not _AND & set(words[first:last])
                if longer and bounded and _COUNTRY in self.known.classes(words, first, last):
                    return Run(first, last, PLACE, run.score)
        return None

    def _is_a_person(self, words: Words, run: Run) -> bool:
        """Whether the end of a person's name was taken for a place: the Leyen of "von der Leyen",
        the Mandela of an article that has named him in full."""
        if noplaces.is_behind_a_particle(words, run.first) or noplaces.is_of_an_age(
            words, run.last
        ):
            return True
        name = " ".join(words[run.first : run.last + 1])
        before = words[run.first - 1].casefold() if run.first else ""
        unsure = run.score < UNSURE_SCORE and before not in roles.PUTS_THERE_OR_NEAR
        return unsure and name in self.known.persons and not self.known.is_large(name)

    def _behind_a_verb(self, words: Words, run: Run) -> Run | None:
        """The place in a run that begins with the verb before it: "visit Chiva"."""
        verb = words[run.first]
        led = verb in roles.VISITS and run.last > run.first and words[run.first + 1][:1].isupper()
        return Run(run.first + 1, run.last, PLACE, run.score) if led else None

    def _where_it_is_held(self, words: Words, run: Run) -> Run | None:
        """The place at the end of an occasion taken for one name: "VM i Budapest"."""
        if run.kind is NameKind.PERSON:
            return None
        for at in range(run.first + 1, run.last):
            named = words[at + 1][:1].isupper()
            listed = self.known.classes(words, at + 1, run.last) & set(PLACE_CLASSES)
            if words[at] in _WHERE and named and listed:
                return Run(at + 1, run.last, PLACE, run.score)
        return None

    def _behind_a_place(self, words: Words, run: Run) -> int | None:
        """Where a person begins behind the name of a place: "Qatars Mutaz Barshim", and "in Nanjing
        Borschberg …" where the article knows that person."""
        if run.last == run.first or run.kind is NameKind.OTHER:
            return None
        first = words[run.first]
        rest = " ".join(words[run.first + 1 : run.last + 1])
        person = run.kind is NameKind.PERSON
        if person and self.language == "nb" and _is_owner(first, self.known.lists):
            return run.first + 1
        classes = self.known.classes(words, run.first, run.first)
        there = run.first > 0 and words[run.first - 1].casefold() in roles.PUTS_THERE
        apart = there and bool(classes & _LARGE) and rest in self.known.persons
        return run.first + 1 if apart and not classes & set(PERSON_CLASSES) else None

    def _is_a_place(self, words: Words, run: Run) -> bool:
        if self._is_seat(words, run.first, run.last) or _is_venue(words, run.first, run.last):
            return True
        if self.known.is_country(words, run.first, run.last):
            return True
        if self.known.is_capital(words, run.first, run.last):
            return True
        if roles.calls_a_place(words, run.first, self.language):
            return True
        if run.last > run.first and _BUILT & kinds.named_in([words[run.last]]):
            return True
        behind = words[run.last + 1] if run.last + 1 < len(words) else ""
        if behind[:1].islower() and _BUILT & kinds.named_in([behind]):
            # "John F. Kennedy airport".
            return True
        if self._is_a_camp(words, run.last) or self._owns_an_office(words, run):
            return True
        if self.known.is_gone_to(words, run.first, run.last):
            return True
        if self.known.is_on_a_way(words, run.first, run.last):
            return True
        if run.kind is not NameKind.PERSON and self._is_stayed_at(words, run.first, run.last):
            return True
        if run.score >= UNSURE_SCORE:
            return False
        put = run.kind is not NameKind.PERSON and self._is_put_somewhere(words, run.first, run.last)
        if put or self.known.is_city(words, run.first, run.last):
            return True
        if self.known.is_likely_visited(words, run.first, run.last, self.language):
            return True
        if run.kind is not NameKind.PERSON and self.known.is_at(words, run.first, run.last):
            return True
        return self.known.is_water(words, run.first, run.last) or self._is_beside_a_place(
            words, run
        )

    def _is_a_camp(self, words: Words, last: int) -> bool:
        """Whether the words behind call it a camp: "the Zaatari refugee camp"."""
        camp = self.language == "en" and roles.is_a_camp(words[last + 1 : last + 3])
        return camp and len(words[last]) >= _SHORTEST_KNOWN and not words[last].isupper()

    def _owns_an_office(self, words: Words, run: Run) -> bool:
        """Whether it is a country with a genitive -s and an office behind it: "Islands
        statsminister", which is not of islands."""
        word, behind = words[run.last], words[run.last + 1 : run.last + 2]
        owner = self.language == "nb" and run.first == run.last and word.endswith("s")
        office = bool(behind) and attributes.is_an_office(behind[0], self.language)
        return owner and office and _COUNTRY in self.known.lists.classes(word[:-1].casefold())

    def _is_stayed_at(self, words: Words, first: int, last: int) -> bool:
        """Whether it is listed as a place and no person, and a verb of visiting or a noun of
        staying leads to it, or its country stands behind a comma: "in Hampton, Virginia"."""
        before = words[first - 1].casefold() if first else ""
        if before not in roles.PUTS_THERE_OR_NEAR and before not in roles.VISITS:
            return False
        classes = self.known.classes(words, first, last)
        listed = bool(classes & set(PLACE_CLASSES))
        if words[last + 1 : last + 2] == [","] and listed:
            return self._is_put_somewhere(words, first, last)
        if roles.is_landed_in(words, first) and " ".join(words[first : last + 1]).istitle():
            return self.known.is_likely_visited(words, first, last, self.language)
        stays = before in roles.VISITS
        stays = stays or self.known.is_likely_visited(words, first, last, self.language)
        return listed and stays and not classes & set(PERSON_CLASSES)

    def _is_second_place(self, words: Words, run: Run, before: Run | None) -> bool:
        """Whether a short name stands between "and" and the end of its phrase, joined to the place
        right before it that somebody goes to: "til Butsja og Irpin, der …"."""
        if before is None or before.kind is not NameKind.PLACE or run.first != before.last + 2:
            return False
        behind = words[run.last + 1] if run.last + 1 < len(words) else "."
        led = before.first > 0 and words[before.first - 1].casefold() in roles.PUTS_THERE
        name = " ".join(words[run.first : run.last + 1])
        alone = run.first == run.last and name not in self.known.persons and not name.isupper()
        return led and alone and words[run.first - 1] in _AND and behind in _ENDS_A_PHRASE

    def _is_beside_a_place(self, words: Words, run: Run) -> bool:
        """Whether it is listed as a place and no person, and an "and" joins it to one that somebody
        goes to: "til Butsja og Irpin"."""
        classes = self.known.classes(words, run.first, run.last)
        place = bool(classes & set(PLACE_CLASSES)) and not classes & set(PERSON_CLASSES)
        joined = run.first > 2 and words[run.first - 1] in _AND
        return place and joined and words[run.first - 3].casefold() in roles.PUTS_THERE

    def _is_put_somewhere(self, words: Words, first: int, last: int) -> bool:
        """Whether somebody is put there and the country stands behind it: "ved Teller i Alaska"."""
        before = words[first - 1].casefold() if first else ""
        behind = words[last + 1].casefold() if last + 1 < len(words) else ""
        beyond = last + 2
        if stem(words[last]) in self.known.others or before not in roles.PUTS_THERE_OR_NEAR:
            return False
        return behind in ("i", "in", ",") and any(
            _AREAS & self.known.classes(words, beyond, end)
            for end in range(beyond, min(beyond + 2, len(words)))
            if words[beyond][:1].isupper()
        )
