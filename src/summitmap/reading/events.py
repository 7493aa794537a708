"""Clauses to events: what happened or will at a place, when, to whom, and who says so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise, zip_longest

from babel import Locale

from summitmap.places.gazetteer import fold
from summitmap.reading import cancellations, sequels, statuses
from summitmap.reading.article import Article
from summitmap.reading.attribution import sources
from summitmap.reading.clauses import Clause, Link, Tense, clauses
from summitmap.reading.dateline import dateline_length
from summitmap.reading.dates import DateMention
from summitmap.reading.features import lexicon
from summitmap.reading.mentions import Name, NameKind
from summitmap.reading.people import (
    Follower,
    Part,
    Person,
    cast_of,
    is_title,
    protagonist,
    same_nation,
)
from summitmap.reading.phrasebook import Form, Phrasebook, VerbKind, phrasebook, stands
from summitmap.reading.placing import Function, Placing, Toponym, is_owner, placings
from summitmap.reading.resolving import Resolved
from summitmap.reading.statuses import Told
from summitmap.reading.text import Span
from summitmap.story.dates import DatePoint, EventDate, Precision
from summitmap.story.model import Basis, Place, PlaceKind, Role, Status


@dataclass(frozen=True)
class DraftEvent:
    """Something that the article says happened or will at a place.

    `place` is the mention that names it, `when` its date (`None` where the text gives none), each
    with its basis. `clause` carries the claim and lies inside `quote`. `present` tells that the
    protagonist is there, `is_origin` that the clause tells of setting out from there. `hour` is -1
    for what was early in its day or before what else is told, 1 for what was late, else 0.
    """

    place: Resolved
    place_basis: Basis
    when: EventDate | None
    date_basis: Basis
    status: Status
    quote: Span
    clause: Span
    people: tuple[Person, ...]
    sources: tuple[str, ...]
    present: bool
    sentence: int
    is_origin: bool = False
    hour: int = 0


@dataclass(frozen=True)
class Telling:
    """What an article tells: its events as it tells them, its people, and whose journey it is."""

    events: tuple[DraftEvent, ...]
    people: tuple[Person, ...]
    protagonist: Person | None


@dataclass(frozen=True)
class _Told:
    """A clause with everything that stands in it, in order."""

    clause: Clause
    sentence: tuple[Clause, ...]
    part: Part
    placings: tuple[Placing, ...]
    places: tuple[Resolved, ...]
    dates: tuple[DateMention, ...]
    said: Told
    carrier: Clause
    block: int
    in_heading: bool
    meanwhile: tuple[Part, ...]


def tell(article: Article) -> Telling:
    """The events of an article, whose order is that of the text, with duplicates merged.

    Raises `AssetError` when the word list of its language is missing.
    """
    words = phrasebook(article.language)
    cut = tuple(
        tuple(clauses(sentence, number, words)) for number, sentence in enumerate(article.sentences)
    )
    flat = [clause for each in cut for clause in each]
    named = _Names(article)
    cast = cast_of(named.people, flat, words)
    led = {
        clause.start: placings(
            clause, named.toponyms_in(clause), named.date_spans_in(clause), words
        )
        for clause in flat
    }

    timeless = {
        clause.start: clause.without(
            named.date_spans_in(clause), words.words["clause.before_dates"]
        )
        for clause in flat
    }
    things = {clause.start: named.things_in(clause, led[clause.start]) for clause in flat}

    def parts(follower: Follower) -> dict[int, Part]:
        return {
            clause.start: follower.part(clause, timeless[clause.start], things[clause.start])
            for clause in flat
        }

    first = parts(Follower(cast, words, taken=named.taken))
    chosen = protagonist(
        ((clause, first[clause.start], bool(led[clause.start])) for clause in flat),
        _openings(article),
        cast.by_start.values(),
        named.companies(flat, things, first),
        words,
    )
    if chosen is not None and chosen.is_company:
        cast = replace(cast, by_start={**cast.by_start, **named.of_company(chosen)})
    final = parts(Follower(cast, words, chosen, named.taken)) if chosen else first
    final.update(_of_clefts(cut, final))
    told = [
        _Told(
            clause,
            each[max(0, number - _WINDOW) : number + 1 + _WINDOW],
            final[clause.start],
            led[clause.start],
            named.places_in(clause),
            named.dates_in(clause),
            *_carried(each, number, words, after),
            article.sentences[clause.sentence].block,
            clause.sentence in article.headings,
            tuple(final[other.start] for other in _meanwhile(each, number, led)),
        )
        for each, after in zip_longest(cut, cut[1:], fillvalue=())
        for number, clause in enumerate(each)
    ]
    events = tuple(_Teller(article, words, chosen, named).events(told))
    return Telling(_without_vague_areas(_merged(events)), cast.people, chosen)


def _meanwhile(
    sentence: Sequence[Clause], number: int, led: Mapping[int, Sequence[Placing]]
) -> Iterator[Clause]:
    """The clauses behind one that tell of a coming at the same time and name no place: "thousands
    lined the streets of Oslo as she drove by"."""
    for clause in sentence[number + 1 : number + 1 + _WINDOW]:
        opens = clause.words[0] in _AS
        if opens and clause.kind is VerbKind.MOVE and not led[clause.start]:
            yield clause


def _of_clefts(
    cut: Iterable[Sequence[Clause]], parts: Mapping[int, Part]
) -> Iterator[tuple[int, Part]]:
    """Who the clauses are about that only bring out a place or a day, as the clause behind says:
    "It was in Rome that Anna Berg met her"."""
    for sentence in cut:
        for clause, behind in pairwise(sentence):
            own = parts[clause.start]
            if clause.words[:2] in _CLEFTS and behind.link is Link.THAT and not own.all:
                told = parts[behind.start]
                if told.subjects or told.by_others or told.subject_is_thing:
                    yield clause.start, told


_CLEFTS = frozenset({("it", "was"), ("it", "is"), ("det", "var"), ("det", "er"), ("det", "blir")})


def _openings(article: Article) -> frozenset[int]:
    """The numbers of the headlines and of the first sentence of the text below."""
    body = (n for n in range(len(article.sentences)) if n not in article.headings)
    return frozenset({*article.headings, next(body, 0)})


def _carried(
    sentence: Sequence[Clause], number: int, words: Phrasebook, after: Sequence[Clause]
) -> tuple[Told, Clause]:
    """What is said of the status of a clause, and the clause whose verb says it; `after` are the
    clauses of the next sentence."""
    clause = sentence[number]
    behind = sentence[number + 1 : number + 1 + _WINDOW]
    before = sentence[max(0, number - _WINDOW) : number]
    if sequels.denied(clause, before, behind, after, words):
        return Told(Status.DENIED, certain=True), clause
    carrier = statuses.carrier(clause, behind, words)
    at = number
    while sentence[at] is not carrier:
        at += 1
    said = statuses.told(carrier, sentence[max(0, at - _WINDOW) : at], words)
    became = sequels.ended(said, carrier, sentence[at + 1 : at + 1 + _WINDOW], after, words)
    return (Told(became, certain=True) if became else said), carrier


class _Names:
    """The names and dates of an article, to be asked for by clause."""

    def __init__(self, article: Article) -> None:
        self._places = article.places
        self._starts = [each.name.span.start for each in article.places]
        self._dates = article.dates
        self._date_starts = [each.span.start for each in article.dates]
        agencies = phrasebook(article.language).words["sources.agencies"]
        of_people = [
            each
            for each in article.names
            if each.kind is NameKind.PERSON
            and each.span.text.lower() not in agencies
            and not _is_a_vessel(each.span, article)
        ]
        self.people = [each.span for each in of_people]
        people = {each.span.start for each in of_people}
        self.taken = frozenset(
            start + offset
            for each in article.names
            if each.span.start not in people
            for start in (each.span.start,)
            for offset in _word_starts(each.span.text)
        )
        self._others: list[Name] = [
            each for each in article.names if each.kind in (NameKind.ORGANISATION, NameKind.OTHER)
        ]
        self._agencies = agencies
        self._other_starts = [each.span.start for each in self._others]
        self._speakers = [
            each for each in article.names if each.kind in (NameKind.ORGANISATION, NameKind.PERSON)
        ]
        self._speaker_starts = [each.span.start for each in self._speakers]

    def places_in(self, clause: Clause) -> tuple[Resolved, ...]:
        low, high = _range(self._starts, clause)
        return self._places[low:high]

    def toponyms_in(self, clause: Clause) -> list[Toponym]:
        return [
            Toponym(
                each.name.span,
                not _is_spot(each),
                each.place.country_code if each.place else None,
            )
            for each in self.places_in(clause)
        ]

    def date_spans_in(self, clause: Clause) -> list[Span]:
        return [each.span for each in self.dates_in(clause)]

    def dates_in(self, clause: Clause) -> tuple[DateMention, ...]:
        low, high = _range(self._date_starts, clause)
        return self._dates[low:high]

    def date_before(self, offset: int) -> DateMention | None:
        """The last date that stands before an offset."""
        at = bisect_left(self._date_starts, offset)
        return self._dates[at - 1] if at else None

    def things_in(self, clause: Clause, led: Sequence[Placing]) -> list[Span]:
        """What may be the subject of the clause without being a person."""
        low, high = _range(self._other_starts, clause)
        others = (each.span for each in self._others[low:high])
        things = [span for span in others if not is_owner(clause, span)]
        return things + [each.span for each in led if each.function is Function.SUBJECT]

    def companies(
        self,
        clauses: Iterable[Clause],
        things: Mapping[int, Sequence[Span]],
        parts: Mapping[int, Part],
    ) -> dict[int, Person]:
        """The names that may be those of bands, teams and ships, by the start of each clause that
        they are the subject of."""
        others = {
            each.span.start for each in self._others if each.span.text.lower() not in self._agencies
        }
        found: dict[int, Person] = {}
        for clause in clauses:
            subject = next(iter(things[clause.start]), None)
            if subject and subject.start in others and parts[clause.start].subject_is_thing:
                found[clause.start] = Person(_bare(subject.text), is_company=True)
        return found

    def of_company(self, company: Person) -> dict[int, Person]:
        """Where the company is named, by offset."""
        named = (each.span for each in self._others)
        return {span.start: company for span in named if _bare(span.text) == company.name}

    def speakers(self, start: int, end: int) -> list[Span]:
        """The names of people and organisations between two offsets."""
        low = bisect_left(self._speaker_starts, start)
        high = bisect_left(self._speaker_starts, end)
        return [each.span for each in self._speakers[low:high]]


def _bare(name: str) -> str:
    """A name without its article: "The Beatles"."""
    return name.removeprefix("The ")


def _is_a_vessel(name: Span, article: Article) -> bool:
    """Whether a vessel's word stands right before a name: "the cruiser Colbert"."""
    before = article.text[max(0, name.start - _LONGEST_WORD) : name.start].split()
    vessels = phrasebook(article.language).words["places.vessels"]
    return bool(before) and before[-1].lower() in vessels


_LONGEST_WORD = 30


def _word_starts(text: str) -> Iterator[int]:
    """Where the words of a name begin in it."""
    yield from (at for at in range(len(text)) if at == 0 or text[at - 1] == " ")


def _range(starts: Sequence[int], clause: Clause) -> tuple[int, int]:
    return bisect_left(starts, clause.start), bisect_left(starts, clause.end)


_WINDOW = 6
"""How many clauses of a sentence before and after one may bear on it."""

_LONGEST_QUOTE = 400
_MOST_NAMES = 20
_MOST_ALIKE = 30
"""How many events of one place and status are looked through for a duplicate, the last first."""

_AREAS_NEED = frozenset({VerbKind.MOVE, VerbKind.LEAVE, VerbKind.MEET, VerbKind.STAY})
_HERE = frozenset({VerbKind.MEET, VerbKind.STAY, VerbKind.MOVE})
_NOT_DONE = frozenset({Status.DENIED, Status.CANCELLED, Status.PROPOSED})


class _Teller:
    """Goes through the clauses in order and knows where and when the text has come to."""

    def __init__(
        self, article: Article, words: Phrasebook, chosen: Person | None, named: _Names
    ) -> None:
        self._article = article
        self._words = words
        self._chosen = chosen
        self._named = named
        self._dateline = _dateline(article)
        self._here: Resolved | None = self._dateline.place if self._dateline else None
        self._here_day: date | None = None
        self._last_place: Resolved | None = self._here
        self._capital: Resolved | None = None
        self._capitals = [each for each in article.places if _is_capital(each)]
        self._next: tuple[Resolved, date] | None = None
        self._came: tuple[Resolved, date] | None = None
        body = (n for n in range(len(article.sentences)) if n not in article.headings)
        self._lead = article.sentences[number].block if (number := next(body, -1)) >= 0 else -1
        self._lead_day = _first_day(article, self._lead)
        self._block_before = _blocks_before(article)
        self._day: dict[bool, tuple[EventDate, int]] = {}
        self._given_up = False
        self._evening: date | None = None
        self._in_sentence: tuple[int, EventDate | None] = (-1, None)
        self._made_in = -1
        self._present_in = -1
        self._places_on: dict[str, Resolved] = {}
        self._days_of: dict[str | None, EventDate] = {}

    def events(self, told: Sequence[_Told]) -> Iterator[DraftEvent]:
        """The events that the clauses tell of; headlines only count where there are no others."""
        found = [event for each in told if not each.in_heading for event in self._of_clause(each)]
        if not found:
            found = [event for each in told for event in self._of_clause(each)]
        yield from found

    def _of_clause(self, told: _Told) -> Iterator[DraftEvent]:
        clause = told.clause
        if self._in_sentence[0] != clause.sentence:
            self._in_sentence = (clause.sentence, None)
        if told.said.status is Status.CANCELLED and cancellations.is_all_off(clause, self._words):
            self._given_up = True
        made = (
            [*self._named_places(told), *self._arrival(told), *self._end_of_a_way(told)]
            or list(self._same_place(told))
            or list(self._at_the_dateline(told))
        )
        for event in made:
            self._remember(told, event)
            yield event
        usable = self._usable_dates(told.clause)
        if not usable and (since := self._since(told)) is not None:
            self._note_day(told, since, ahead=False)
        if usable and not made:
            self._in_sentence = (clause.sentence, usable[-1].date)
            day = usable[-1].date
            self._note_day(told, day, day.earliest > self._article.published)
        inner: Resolved | None = None
        for placing, place in zip(told.placings, told.places, strict=True):
            named = placing.function is Function.SUBJECT and _is_spot(place)
            gap = placing.span.start - inner.name.span.end if inner else 0
            if inner and gap <= _RIGHT_BEHIND and not _is_spot(place) and _is_inside(inner, place):
                # "Striden sto om Ferrara i Italia. Der …"
                self._last_place = inner
            elif placing.function.is_presence or (named and place.name.role is not Role.METONYM):
                self._last_place = place
            inner = place if _is_spot(place) else None
            if _is_capital(place):
                self._capital = place

    def _named_places(self, told: _Told) -> Iterator[DraftEvent]:
        """An event for each place that somebody is at, comes to or leaves in the clause."""
        led = list(_with_containers(zip(told.placings, told.places, strict=True)))
        spots = [
            place for placing, place in led if placing.function.is_presence and _is_spot(place)
        ]
        for placing, place in led:
            if not self._is_eventful(placing, place, told, spots):
                continue
            when, basis = self._when(told, place)
            line = self._dateline
            lost = place.place is None and line is not None
            if lost and line is not None and told.clause.sentence == line.sentence:
                # "laid a wreath at the Peace Memorial": in the city that the report is from.
                place = line.place
            event = self._event(_meant_there(told, place, led), place, Basis.STATED, when, basis)
            if event is None:
                continue
            origin = placing.function is Function.FROM
            if origin and told.clause.kind is not VerbKind.LEAVE:
                others = any(each.function in (Function.TO, Function.AT) for each in told.placings)
                if others:
                    # Who comes from there on a day has left on it, as far as is told.
                    day = event.when if basis is Basis.STATED else None
                    event = replace(event, when=day, date_basis=Basis.INFERRED)
            yield replace(event, is_origin=origin)

    def _is_eventful(
        self, placing: Placing, place: Resolved, told: _Told, spots: Sequence[Resolved]
    ) -> bool:
        # "Hanoi er strøket fra programmet" tells of nobody's home.
        lives = told.said.status not in _NOT_DONE and not told.dates and self._is_at_home(told)
        if _is_vast(place) or lives:
            return False
        if not placing.function.is_presence or place.entry is None:
            if placing.function is Function.OTHER and place.entry is not None:
                named = told.said.status in _NOT_DONE and self._is_a_named_stop(placing, told)
                return named or self._is_asked_for(told, spots)
            if placing.function is not Function.SUBJECT:
                return False
            asks = self._is_asked_for(told, spots) or self._is_to_be_seen(placing, place, told)
            off = self._is_dropped(placing, told) or self._is_never_named(place, told)
            off = off or self._is_put_forward(placing, told)
            return asks or off or self._acts(place, told)
        proposing = told.said.status is Status.PROPOSED and bool(told.dates)
        if placing.span.start < told.said.from_offset and not proposing:
            return False
        if self._is_left_behind(placing, told, spots):
            return False
        kind = told.carrier.kind
        goes = kind in (VerbKind.MOVE, VerbKind.LEAVE) or placing.of_visit
        if place.name.role is Role.METONYM and not goes:
            return False
        if placing.function is Function.FROM:
            moves = kind in (VerbKind.MOVE, VerbKind.LEAVE) or placing.of_visit
            # "Hun kommer fra Kautokeino".
            is_native = told.carrier.tense is Tense.PRESENT and not told.dates
            is_native = is_native and not self._words.words["places.native"].isdisjoint(
                told.clause.words
            )
            return moves and not is_native and (_is_spot(place) or kind is VerbKind.LEAVE)
        if _is_spot(place) or _is_small(place):
            told_of = self._is_about(told) or self._is_occasion(told)
            here = placing.of_visit or (placing.function is Function.AT and told_of)
            undone = told.said.status in _NOT_DONE
            # "setter seg på flyet til Delaware".
            boards = not self._words.words["places.vehicles"].isdisjoint(told.clause.words)
            ahead = boards or told.said.status is Status.PLANNED
            here = here or (placing.function is Function.TO and ahead and self._is_about(told))
            if self._is_a_habit(told):
                return False
            return here or kind is not VerbKind.OTHER or bool(told.dates) or undone
        passed = placing.function is Function.VIA and told.said.status not in _NOT_DONE
        if any(_is_inside(spot, place) for spot in spots) or passed:
            return False
        is_done = kind in _AREAS_NEED or (kind is None and told.said.status in _NOT_DONE)
        # "From Nanjing he will attempt the flight to Hawaii".
        leads = any(each.function is Function.FROM for each in told.placings)
        is_done = is_done or (leads and told.said.status is Status.PLANNED)
        # "takket for invitasjonen til Norge", "skulle dra gjennom Iran".
        led = placing.function in (Function.TO, Function.VIA)
        is_done = is_done or (led and told.said.status in _NOT_DONE)
        return placing.of_visit or is_done or bool(told.dates)

    def _is_a_habit(self, told: _Told) -> bool:
        """Whether it tells what goes on there at all times, and of whom the article does not
        follow: "who studies at Oxford", "it runs schools in Surabaya"."""
        undated = told.said.status is None and not told.dates
        always = undated and told.carrier.tense is Tense.PRESENT
        ours = self._chosen is not None and self._chosen in told.part.subjects
        return (
            always and told.carrier.kind is VerbKind.MEET and (told.clause.is_relative or not ours)
        )

    def _is_left_behind(self, placing: Placing, told: _Told, spots: Sequence[Resolved]) -> bool:
        """Whether it only comes before what is planned: "Etter møtet i Riga skal han til Oslo"."""
        if not placing.of_visit or told.said.status is not Status.PLANNED or len(spots) == 1:
            return False
        before = [
            word
            for token, word in zip(told.clause.tokens, told.clause.words, strict=True)
            if token.end <= placing.span.start
        ]
        return not _AFTER.isdisjoint(before[-_FARTHEST_AFTER:])

    def _is_about(self, told: _Told) -> bool:
        """Whether a clause tells what somebody does there, and not only that somebody is spoken of:
        "bildene vakte sinne i Kyiv" is no event."""
        if told.carrier.kind is not VerbKind.OTHER or told.said.status in _NOT_DONE:
            return True
        planned = told.said.status is Status.PLANNED
        return planned or (self._chosen is not None and self._chosen in told.part.subjects)

    def _is_dropped(self, placing: Placing, told: _Told) -> bool:
        """Whether the place is what was called off: "New Zealand er strøket fra programmet", "har
        strøket Hanoi av listen"."""
        if told.said.status is not Status.CANCELLED:
            return False
        if told.carrier.kind is VerbKind.STAY:
            return True
        phrases = self._words.phrases["status.cancelled"]
        at = told.clause.says(phrases)
        said = None if at is None else stands(told.clause.words, at, phrases)
        if at is None or said is None:
            return False
        span, tokens = placing.span, told.clause.tokens[at : at + len(said)]
        behind = 0 <= span.start - tokens[-1].end <= _RIGHT_BEHIND
        alone = said[0] in _OFF or self._falls(said)
        before = alone and 0 <= tokens[0].start - span.end <= _RIGHT_BEHIND
        return behind or before

    def _is_never_named(self, place: Resolved, told: _Told) -> bool:
        """Whether a town is said never to have been planned: "Roma sto aldri på listen"."""
        denied = told.said.status is Status.DENIED and told.carrier.kind is VerbKind.STAY
        return denied and _is_spot(place)

    def _is_put_forward(self, placing: Placing, told: _Told) -> bool:
        """Whether the place is what somebody proposes: "Tigrene foreslo Oslo"."""
        phrases = self._words.phrases["status.put_forward"]
        at = told.clause.says(phrases) if told.said.status is Status.PROPOSED else None
        if at is None:
            return False
        return 0 <= placing.span.start - told.clause.tokens[at].end <= 1

    def _falls(self, said: Sequence[str]) -> bool:
        """Whether a phrase tells of what comes to nothing by itself: "utgår", "måtte utgå"."""
        falls = self._words.phrases["status.falls"]
        return any(stands(said, at, falls) is not None for at in range(len(said)))

    def _is_a_named_stop(self, placing: Placing, told: _Told) -> bool:
        """Whether it only names the stop before it: "The third stop, Cairo, was abandoned"."""
        words = [
            word
            for token, word in zip(told.clause.tokens, told.clause.words, strict=True)
            if token.end <= placing.span.start
        ]
        lists = self._words.words
        stops = lists["places.stop_nouns"] | lists["places.visits"]
        return words[-1:] == [","] and words[-2:-1] != [] and words[-2] in stops

    def _is_asked_for(self, told: _Told, spots: Sequence[Resolved]) -> bool:
        """Whether the subject wants to be visited: "Norway would like her back", "Kina har bedt ham
        på besøk"."""
        carrier = told.carrier
        modals = self._words.words["clause.modals"]
        verbs = {at for at, _ in carrier.verbs}
        verbs |= {at for at, word in enumerate(carrier.words) if word in modals}
        first = min(verbs, default=None)
        led = any(each.function is Function.TO for each in told.placings)
        if told.said.status is not Status.PROPOSED or spots or led or first is None:
            return False
        if told.places[0].name.span.start > carrier.tokens[first].start:
            return False
        lists = (
            *("places.visits", "places.back", "places.stop_nouns", "pronouns.place"),
            *("status.coming", "status.guests_asked"),
        )
        behind = carrier.words[first:]
        return any(not self._words.words[name].isdisjoint(behind) for name in lists)

    def _is_to_be_seen(self, placing: Placing, place: Resolved, told: _Told) -> bool:
        """Whether somebody is to see it, as far as is told: "urged him to see Baidoa"."""
        ahead = told.said.status is Status.PLANNED or told.said.status in _NOT_DONE
        if not ahead or place.entry is None:
            return False
        before = [
            word
            for token, word in zip(told.clause.tokens, told.clause.words, strict=True)
            if token.end <= placing.span.start
        ]
        return bool(before) and before[-1] in self._words.words["places.to_see"]

    def _acts(self, place: Resolved, told: _Told) -> bool:
        """Whether a country does something on a day that the clause names: "warned on Monday".

        Where somebody is at a spot in the clause, what is done is done there.
        """
        if place.place is None or _is_spot(place) or place.name.role is Role.BACKGROUND:
            return False
        led = zip(told.placings, told.places, strict=True)
        if any(each.function.is_presence and _is_spot(where) for each, where in led):
            return False
        past = told.clause.tense in (Tense.PAST, Tense.PERFECT)
        acts = told.clause.kind in (VerbKind.OTHER, VerbKind.MEET) and past
        return acts and bool(told.dates) and told.said.status is Status.HAPPENED

    def _same_place(self, told: _Told) -> Iterator[DraftEvent]:
        """An event of a clause that names no place itself: there, or where the text already is."""
        clause = told.clause
        if any(each.function.is_presence for each in told.placings):
            return
        goes = clause.kind is None and not _ANYWHERE.isdisjoint(clause.words)
        usable = self._usable_dates(told.clause)
        acts = goes or self._meets(clause) or self._does(told, usable)
        if clause.kind not in _HERE and not acts:
            return
        links_back = clause.link is Link.RELATIVE and clause.words[0] in _WHERE
        links_back = links_back and not self._is_asked_where(clause)
        meant = self._visited_before(told) or self._meant(clause)
        points = None if meant else self._pointer(clause)
        goes_on = clause.link is Link.MAIN and clause.first > 0 and self._made_in == clause.sentence
        present = self._chosen is not None and self._chosen in told.part.all
        if links_back or points or meant:
            here = meant or self._last_place
            here_too = present or (not told.part.all and clause.kind is not VerbKind.MEET)
            present = present or bool(usable)
        else:
            here = self._place_on(usable) if usable else None
            if usable and usable[0].date.earliest > self._article.published:
                here = self._expected_at(usable[0].date)
            resumes = told.said.status is Status.PLANNED or clause.opens_with_its_verb
            if goes_on and resumes and usable:
                here = self._last_place
            here_too = present
            if self._comes(clause) and usable and self._last_place is not None:
                # "Stormen rammet Brno 30. april. Mandag kom Berg for å se skadene."
                here = self._last_place
            visits = not self._words.words["places.visiting"].isdisjoint(clause.words)
            visits = visits or self._comes(clause)
            stays = clause.kind is not VerbKind.MOVE or visits
            present = present and stays and not told.said.past_plan
        away = bool(meant or points in _ANYWHERE) and told.said.status in _NOT_DONE
        if here is None or here.entry is None or points in _AWAY or not (present or away):
            return
        when, basis = self._when(told, here)
        event = self._event(told, here, Basis.INFERRED, when, basis)
        if event is None:
            return
        led = points or meant or links_back or goes_on or clause.kind is VerbKind.MEET
        ahead = event.status is Status.PLANNED and bool(led)
        if event.status is Status.HAPPENED or ahead or away:
            yield replace(event, present=here_too)

    def _does(self, told: _Told, usable: Sequence[DateMention]) -> bool:
        """Whether the protagonist did something on a day of its own, and did not only say it: "the
        next day he promised …", "in the capital she got half an hour with …"."""
        acts = self._chosen is not None and self._chosen in told.part.subjects
        says = not self._words.words["sources.says"].isdisjoint(told.clause.words)
        over = told.clause.tense in (Tense.PAST, Tense.PERFECT)
        first = min((at for at, verb in told.clause.verbs if verb.is_finite), default=0)
        has_only = told.clause.words[first] in self._words.words["order.had"]
        past = bool(usable) and usable[0].date.latest <= self._article.published
        return acts and over and past and not (says or has_only or told.clause.is_relative)

    def _comes(self, clause: Clause) -> bool:
        """Whether it tells of somebody's coming and says neither where to nor that it is home."""
        words = self._words.words
        if words["places.coming"].isdisjoint(clause.words):
            return False
        verbs = dict(clause.verbs)
        led = any(
            word in words["places.to"] and at + 1 not in verbs
            for at, word in enumerate(clause.words)
        )
        return not led and (words["places.back"] | _BACK).isdisjoint(clause.words)

    def _visited_before(self, told: _Told) -> Resolved | None:
        """The place right before the clause that it says somebody visited: "Botswana, which he saw
        in 2003", "øya, som hun besøkte i fjor"."""
        clause, lists = told.clause, self._words.words
        if not clause.is_relative or clause.words[0] not in _WHICH:
            return None
        seen = lists["places.reaching"] | lists["places.seeing"]
        by_somebody = not lists["pronouns.persons"].isdisjoint(clause.words[1:2])
        if not by_somebody or not any(clause.words[at] in seen for at, _ in clause.verbs):
            return None
        before = next((each for each in reversed(told.sentence) if each.end <= clause.start), None)
        places = self._named.places_in(before) if before else ()
        near = bool(places) and clause.start - places[-1].name.span.end <= _RIGHT_BEHIND
        return places[-1] if near else None

    def _meets(self, clause: Clause) -> bool:
        """Whether it tells of a meeting by a noun: "hadde samtaler med", "has talks with"."""
        has = not self._words.words["clause.having"].isdisjoint(clause.words)
        return has and not self._words.words["places.occasions"].isdisjoint(clause.words)

    def _is_asked_where(self, clause: Clause) -> bool:
        """Whether "where" asks and does not go on: "it is unclear where he will play"."""
        if not clause.first:
            return True
        before = self._article.sentences[clause.sentence].tokens[clause.first - 1].text
        return before[0].islower()

    def _at_the_dateline(self, told: _Told) -> Iterator[DraftEvent]:
        """An event of the sentence behind the dateline that names no other place: there."""
        line, clause = self._dateline, told.clause
        if line is None or clause.sentence != line.sentence or clause.tense is None:
            return
        acts = self._chosen is not None and self._chosen in told.part.subjects
        elsewhere = any(
            each.function.is_presence and each.span != line.place.name.span
            for each in told.placings
        )
        if clause.link is not Link.MAIN or not acts or elsewhere:
            return
        when, basis = self._when(told, line.place)
        event = self._event(told, line.place, Basis.INFERRED, when, basis)
        if event is not None and event.status is Status.HAPPENED:
            yield replace(event, present=True)

    def _arrival(self, told: _Told) -> Iterator[DraftEvent]:
        """The arrival where the text already is, in a clause that only names a stop on the way:
        "Biden arrived on Monday after a stop on Sal"."""
        arrives = told.clause.words and not self._words.words["places.arriving"].isdisjoint(
            told.clause.words
        )
        acts = self._chosen is not None and self._chosen in told.part.subjects
        stops = [each for each in told.placings if each.function not in _ON_THE_WAY]
        on_the_way = (
            any(word in _AFTER for word in told.clause.words)
            and bool(told.placings)
            and all(each.of_visit and each.function is Function.AT for each in stops)
        )
        here = self._here
        if not (arrives and acts and on_the_way) or here is None or here in told.places:
            return
        usable = self._usable_dates(told.clause)
        if not usable or told.said.status is not Status.HAPPENED:
            return
        event = self._event(told, here, Basis.INFERRED, usable[0].date, Basis.STATED)
        if event is not None:
            yield event

    def _end_of_a_way(self, told: _Told) -> Iterator[DraftEvent]:
        """The coming to the place told before, in a clause that names only where somebody came
        from: "fløy dit fra Beijing", "drove there from Lyon"."""
        clause, here = told.clause, self._last_place
        goes = clause.kind is VerbKind.MOVE and not _ANYWHERE.isdisjoint(clause.words)
        led = [each for each in told.placings if each.function.is_presence]
        if not goes or not led or here is None or here.entry is None:
            return
        if any(each.function not in (Function.FROM, Function.VIA) for each in led):
            return
        when, basis = self._when(told, here)
        event = self._event(told, here, Basis.INFERRED, when, basis)
        if event is not None:
            present = self._chosen is not None and self._chosen in told.part.all
            yield replace(event, present=present or event.present)

    def _meant(self, clause: Clause) -> Resolved | None:
        """The place told before that a bare noun means: "reiste videre til hovedstaden", "in the
        city"."""
        lists = self._words.words
        for at, word in enumerate(clause.words):
            if word not in lists["places.meant"] or not at:
                continue
            number = at - 1
            if clause.words[number].endswith(_DESCRIBING) and number:
                number -= 1
            if clause.words[number] in ("the", "den") and number:
                number -= 1
            elif self._words.language == "en":
                continue
            before = clause.words[number]
            behind = clause.tokens[at + 1].text if at + 1 < len(clause.tokens) else ""
            bare = not behind[:1].isupper() and behind not in lists["places.of"]
            if bare and (before in lists["places.at"] or before in lists["places.to"]):
                if word not in lists["places.capital"]:
                    return self._last_place
                return self._capital_of(clause.words[at - 1])
        return None

    def _capital_of(self, adjective: str) -> Resolved | None:
        """The capital that "the capital" or "den ungarske hovedstaden" means; `adjective` stands
        before the noun, and may be none."""
        if not adjective.endswith(_DESCRIBING):
            return self._capital
        for place in self._capitals:
            if place.place and same_nation(fold(adjective), self._country(place.place)):
                return place
        return None

    def _country(self, place: Place) -> str:
        """The folded name of the country that a place lies in, empty where it is in none."""
        names = Locale(self._article.language).territories
        return fold(str(names.get(place.country_code or "", "")))

    def _pointer(self, clause: Clause) -> str | None:
        """A word that means a place told before: one at the beginning, or "dit" anywhere."""
        places = self._words.words["pronouns.place"]
        back = next((word for word in clause.words if word in _BACK), None)
        if back is not None and clause.kind is VerbKind.STAY and clause.words[-2:-1] == (back,):
            # "I 2019 var hun i Oslo. Mandag var hun tilbake."
            return back
        for at, word in enumerate(clause.words):
            exists = clause.words[at + 1 : at + 2] in _TO_BE or clause.words[at - 1 : at] in _TO_BE
            last = not any(each.isalpha() for each in clause.words[at + 1 :])
            if word in places and (at < _OPENING or last or word in _ANYWHERE) and not exists:
                return word
        return None

    def _expected_at(self, when: EventDate) -> Resolved | None:
        """Where the protagonist is to be on a day ahead of which the text names no place: where the
        journey was last said to go, or where it is if nothing was said of going on."""
        if self._next is not None and self._next[1] <= when.earliest:
            return self._next[0]
        still = self._here_day is not None and self._here_day >= self._article.published - _A_DAY
        return self._here if still and self._next is None else None

    def _place_on(self, usable: Sequence[DateMention]) -> Resolved | None:
        """Where the protagonist was told to be on that day, or else where the text has come to."""
        day = usable[0].date
        if self._here_day is not None and day.earliest < self._here_day:
            came = self._came
            since = came is not None and came[1] <= day.earliest and self._here is not None
            there = self._here if since and came and _is_inside(self._here, came[0]) else None
            return self._places_on.get(day.edtf, there)
        return self._places_on.get(day.edtf, self._here)

    def _event(
        self,
        told: _Told,
        place: Resolved,
        place_basis: Basis,
        when: EventDate | None,
        date_basis: Basis,
    ) -> DraftEvent | None:
        clause, published, said = told.clause, self._article.published, told.said
        words_say = said.status
        if date_basis is Basis.INFERRED and when is not None and words_say is not None:
            # What was only carried over does not overrule the words.
            when = when if _is_possible(words_say, when, published) else None
        supposed = date_basis is Basis.INFERRED and when == _single_day(published)
        stays = told.carrier.kind is VerbKind.STAY and supposed
        # "Hun er tilbake i Roma" is so; "i dag er hun tilbake i Roma" will be.
        known = None if stays else when
        status = statuses.status_of(told.said, clause, known, published, told.in_heading)
        if status is None:
            return None
        led = _placing_of(told, place)
        goes = led is not None and led.function is Function.TO and not led.of_visit
        goes = goes and said.status is None and clause.kind is not VerbKind.STAY
        stale = when is None or (date_basis is Basis.INFERRED and when.latest < published)
        if goes and stale and clause.tense is Tense.PRESENT and not told.in_heading:
            # "Etterpå setter han seg på flyet til Delaware".
            status, when = Status.PLANNED, None
        is_now = told.carrier.tense is Tense.PRESENT and told.carrier.kind is VerbKind.STAY
        is_now = is_now and told.block == self._lead and not self._is_next(told, place)
        if is_now and when is None and status is Status.HAPPENED and not told.in_heading:
            # "Brende er i Ankara": on the day that this is written.
            when = _single_day(published)
        if self._is_next(told, place) and when is None and status is Status.HAPPENED:
            status = Status.PLANNED
        if told.said.past_plan and self._is_given_up(told, status):
            status = Status.CANCELLED
        if status is Status.PROPOSED and when is not None and when.latest < published:
            # The day of the invitation and not of the visit.
            when = None
        if (
            when is not None
            and date_basis is Basis.INFERRED
            and not _is_possible(status, when, published)
        ):
            when = None
        sentence = self._article.sentences[clause.sentence].span
        body = Span(clause.start, clause.end, self._article.text[clause.start : clause.end])
        quote = sentence if len(sentence.text) <= _LONGEST_QUOTE else body
        return DraftEvent(
            place,
            place_basis,
            when,
            Basis.INFERRED if when is None else date_basis,
            status,
            quote,
            body,
            told.part.all,
            self._sources(told),
            self._is_present(told, place),
            clause.sentence,
            hour=-1 if self._is_before_the_rest(told, place) else self._hour(told),
        )

    def _is_before_the_rest(self, told: _Told, place: Resolved) -> bool:
        """Whether the place comes before what else the clause tells: "left for Rome after three
        days in Oslo"."""
        last = None
        words = told.clause.words
        if told.clause.is_relative and self._follows_an_after(told):
            return True
        for at, token in enumerate(told.clause.tokens):
            if token.start >= place.name.span.start:
                break
            day = at and words[at - 1] in self._words.words["clause.times"]
            if words[at] in _AFTER and words[at + 1] not in _BY_THE_PLAN and not day:
                last = token.end
        if last is None:
            return False
        verbs = (told.clause.tokens[at].start for at, _ in told.clause.verbs)
        return not any(last <= verb < place.name.span.start for verb in verbs)

    def _follows_an_after(self, told: _Told) -> bool:
        """Whether it tells of what "after" leads to: "is back after a journey that took him to"."""
        clause = told.clause
        before = next((each for each in reversed(told.sentence) if each.end <= clause.start), None)
        if before is None or before.words[-1] in _AFTER:
            # "caught a cold in Paris, after which they rested at Geilo".
            return False
        last = max((at for at, _ in before.verbs), default=-1)
        return not _AFTER.isdisjoint(before.words[last + 1 :])

    def _hour(self, told: _Told) -> int:
        words = self._words.words
        had = told.carrier.tense is Tense.PERFECT and words["order.had"].intersection(
            told.carrier.words
        )
        early = words["order.morning"].intersection(told.clause.words)
        pairs = set(pairwise(told.clause.words))
        tomorrow = ("i", "morgen") in pairs
        # The night to a day is its beginning.
        small_hours = not pairs.isdisjoint(_SMALL_HOURS)
        if had or told.clause.looks_back or small_hours or (early and not tomorrow):
            return -1
        if not pairs.isdisjoint(_LATE_HOURS):
            return 1
        return int(not words["order.evening"].isdisjoint(told.clause.words))

    def _is_present(self, told: _Told, place: Resolved) -> bool:
        """Whether the protagonist is there in the clause."""
        placing = _placing_of(told, place)
        if placing and placing.function is Function.SUBJECT:
            return False
        if told.said.status is Status.PROPOSED:
            return False
        if self._is_before_all_this(told.clause) or self._is_at_home(told):
            return False
        if placing is not None and placing.function is Function.VIA and not _is_spot(place):
            return False
        part, kind = told.part, told.carrier.kind
        comes = any(self._chosen in each.subjects for each in told.meanwhile)
        if comes and self._chosen is not None:
            return True
        if self._is_contrasted(told):
            return False
        if self._chosen in part.all or (placing is not None and placing.is_stop):
            return True
        if self._chosen is None and not part.all:
            # Nobody is named whose journey it is: "Landslaget", "the British couple".
            return part.by_vehicle or not part.subject_is_thing
        if (
            not part.all
            and told.clause.opens_with_its_verb
            and self._present_in == told.clause.sentence
        ):
            # "The club began its tour in Dubai, played in Riyadh".
            return True
        waits = statuses.somebody_waits(told.carrier, self._words) and told.placings
        if waits or self._is_received(told):
            return True
        if part.subjects or part.subject_is_thing or self._is_moved(told.clause):
            return False
        if part.by_others and not (placing is not None and placing.of_visit):
            return False
        if _is_of_the_subject_behind(told.clause):
            return True
        if self._is_occasion(told) and placing is not None and placing.function is Function.AT:
            return not self._is_owned(told.clause)
        goes = kind in (VerbKind.MOVE, VerbKind.LEAVE) or kind is None
        returns = told.clause.says(self._words.phrases["places.back"]) is not None
        awaited = told.said.status is None and kind is VerbKind.STAY
        awaited = awaited or statuses.is_awaited(told.carrier, self._words)
        awaited = awaited and bool(told.placings)
        return goes or returns or awaited or bool(placing and placing.of_visit)

    def _is_owned(self, clause: Clause) -> bool:
        """Whether the occasion is somebody's who is named: "NATOs toppmøte holdes i Vilnius"."""
        occasions = self._words.words["places.occasions"]
        return any(
            word in occasions and before.text[0].isupper() and before.text.endswith("s")
            for before, word in zip(clause.tokens, clause.words[1:], strict=False)
            if self._words.language == "nb"
        )

    def _is_contrasted(self, told: _Told) -> bool:
        """Whether the traveller only comes behind a "while" that somebody else goes before:
        "Persson reiser videre til Roma, mens Bondevik drar hjem"."""
        if not told.part.subjects or self._chosen in told.part.subjects:
            return False
        return not _WHILE.isdisjoint(told.clause.words)

    def _is_received(self, told: _Told) -> bool:
        """Whether somebody else receives there, and nobody is said to be received but the
        traveller: "Macron tok imot på trappen i Paris", "Franco received the three in Madrid"."""
        if self._chosen is None or len(told.part.all) != 1:
            return False
        words, lists = told.clause.words, self._words.words
        for at, word in enumerate(words):
            if word not in lists["places.receiving"]:
                continue
            behind = words[at + 1 : at + 3]
            together = behind in _SEVERAL or not lists["places.vehicles"].isdisjoint(behind)
            alone = not behind or behind[0] in lists["places.at"] or not behind[0].isalnum()
            named = told.part.all[0].name.split()[0].lower() in words[at + 1 : at + 5]
            if together or alone or (word in lists["places.awaiting"] and named):
                return True
        return False

    def _is_moved(self, clause: Clause) -> bool:
        """Whether it tells of something that is moved: "the match was moved there from Kazan"."""
        passive, moved = self._words.words["clause.passive"], self._words.words["places.moved"]
        return any(one in passive and other in moved for one, other in pairwise(clause.words))

    def _is_given_up(self, told: _Told, status: Status) -> bool:
        """Whether a plan that was came to nothing, as the text says before or right behind it:
        "skulle til Oslo mandag, men turen ble avlyst"."""
        if status is Status.PLANNED and self._given_up:
            return True
        behind = (each for each in told.sentence if each.start > told.clause.start)
        cancelled = self._words.phrases["status.cancelled"]
        own = (Link.MAIN, Link.SUBORDINATE)
        return any(each.link in own and each.says(cancelled) is not None for each in behind)

    def _is_next(self, told: _Told, place: Resolved) -> bool:
        """Whether the place is called a stop of the journey in the present: "Seoul is next"."""
        placing = _placing_of(told, place)
        is_stop = placing is not None and placing.is_stop
        return is_stop and told.said.status is None and told.carrier.tense is Tense.PRESENT

    def _is_occasion(self, told: _Told) -> bool:
        """Whether it tells of a lunch or a meeting without saying whose."""
        held = told.carrier.says(self._words.phrases["places.taking_place"]) is not None
        occasions = self._words.words["places.occasions"]
        is_told = held or told.carrier.kind is VerbKind.STAY
        return is_told and not occasions.isdisjoint(told.clause.words)

    def _is_earlier(self, clause: Clause) -> bool:
        # "Hours earlier" is of the same day.
        hours = clause.says(self._words.phrases["order.hours"]) is not None
        return not hours and clause.says(self._words.phrases["order.earlier"]) is not None

    def _is_before_all_this(self, clause: Clause) -> bool:
        """Whether it tells of an earlier journey: "earlier", but not "earlier this week"."""
        at = clause.says(self._words.phrases["order.earlier"])
        if at is None or clause.words[max(0, at - 1)] in self._words.words["clause.times"]:
            # "A day earlier": the date says how much.
            return False
        if any(is_title(word, self._words) for word in clause.words[at + 1 : at + 2]):
            # "den tidligere statsministeren".
            return False
        return self._words.words["order.same"].isdisjoint(clause.words[at + 1 : at + 2])

    def _is_at_home(self, told: _Told) -> bool:
        """Whether it tells where somebody lives, is from or mostly goes, on no day: "They live in
        Montecito", "he usually begins in Monte Carlo"."""
        phrases = self._words.phrases
        if told.clause.says(phrases["places.habits"]) is not None:
            return True
        return not told.dates and told.clause.says(phrases["places.residing"]) is not None

    def _sources(self, told: _Told) -> tuple[str, ...]:
        names = self._named.speakers(told.sentence[0].start, told.sentence[-1].end)
        return sources(told.sentence, names, self._words)

    def _when(self, told: _Told, place: Resolved) -> tuple[EventDate | None, Basis]:
        """The date of a place in a clause: the nearest there, or one carried over."""
        named = self._day_named(told, place)
        if named is not None:
            return named
        opening = self._opening_day(told) or self._day_there(told, place)
        if opening is not None:
            return opening, Basis.STATED
        number, day = self._in_sentence
        is_over = told.carrier.tense is Tense.PERFECT and told.carrier.link is Link.MAIN
        if number == told.clause.sentence and day is not None and not is_over:
            return day, Basis.INFERRED
        then = self._day_of_a_when(told) or self._day_right_before(told)
        if then is not None:
            return then, Basis.STATED
        if told.said.status in _NOT_DONE or self._is_earlier(told.clause):
            return None, Basis.INFERRED
        since = self._since(told) if told.carrier.kind is VerbKind.STAY else None
        if since is not None:
            return since, Basis.STATED
        if self._is_next(told, place):
            # "London is her last stop".
            return None, Basis.INFERRED
        return self._left(told) or self._day_gone_on(told), Basis.INFERRED

    def _day_named(self, told: _Told, place: Resolved) -> tuple[EventDate, Basis] | None:
        """The date that the clause itself gives a place."""
        led = _placing_of(told, place)
        if led is not None and led.function is Function.FROM:
            # "arrived on Monday from Rome, where he met the pope on Sunday".
            left = self._day_there(told, place)
            if left is not None:
                return left, Basis.STATED
        usable = [
            each for each in self._usable_dates(told.clause) if self._is_for(told, each, place)
        ]
        if not usable and told.carrier is not told.clause:
            # "Til Haugesund, der han ble født, kommer han til våren".
            usable = self._usable_dates(told.carrier)
        if not usable:
            return None
        near = [each for each in usable if not self._is_of_a_purpose(told, each, place)]
        day = _date_of(
            place.name.span, near or usable, _places_beside(told, place), self._joins(told.clause)
        ).date
        if self._is_of_a_night_before(told, place) and day.earliest > date.min:
            return _single_day(day.earliest - _A_DAY), Basis.INFERRED
        return day, Basis.STATED

    def _joins(self, clause: Clause) -> list[int]:
        """Where "and" or a comma stands in a clause."""
        joins = self._words.words["clause.coordinators"]
        return [
            token.start
            for token, word in zip(clause.tokens, clause.words, strict=True)
            if word == "," or word in joins
        ]

    def _is_of_a_night_before(self, told: _Told, place: Resolved) -> bool:
        """Whether a night was spent there before the day of the clause: "after a night in Rome she
        flew to Paris on Monday"."""
        nights = self._words.phrases["order.after_a_night"]
        at = next(
            (n for n, each in enumerate(told.clause.tokens) if each.start >= place.name.span.start),
            0,
        )
        words = told.clause.words
        return any(stands(words, n, nights) for n in range(max(0, at - _LONGEST_NIGHT), at))

    def _day_gone_on(self, told: _Told) -> EventDate | None:
        """The day that the text has come to, where it goes on with it: in the same paragraph, in
        the one behind the first, by "then", or by an hour that needs a day."""
        ahead = told.said.status is Status.PLANNED or (
            told.said.status is None and told.carrier.tense is Tense.PRESENT
        )
        by_the_hour = told.clause.says(self._words.phrases["order.hours"]) is not None
        before = self._block_before.get(told.block, -1)
        carried, block = self._day.get(ahead, (None, before))
        if carried is None and not ahead and self._lead in (told.block, before):
            carried, block = self._lead_day, self._lead
        if ahead and (self._is_under_way(told) or (carried is None and by_the_hour)):
            return _single_day(self._article.published)
        if block == told.block:
            return self._next_morning(told, carried)
        if block != before:
            return None
        # The second paragraph mostly says more of what the first has told.
        lead = block == self._lead and told.carrier.tense is Tense.PAST and not ahead
        later = not self._words.words["order.later"].isdisjoint(told.clause.words)
        return carried if lead or later or by_the_hour else None

    def _next_morning(self, told: _Told, carried: EventDate | None) -> EventDate | None:
        """The day behind an evening where a morning follows: "arrived on Monday evening. In the
        morning she drove to Krakow"."""
        early = not self._words.words["order.morning"].isdisjoint(told.clause.words)
        day = carried.earliest if carried and carried.earliest == carried.latest else None
        if not early or day is None or day != self._evening or day >= self._article.published:
            return carried
        return _single_day(day + _A_DAY)

    def _is_under_way(self, told: _Told) -> bool:
        """Whether somebody is on the way or there now: "Nå er hun på vei til Brussel"."""
        if told.carrier.tense is not Tense.PRESENT:
            return False
        stays = told.carrier.kind is VerbKind.STAY and told.said.status is None
        then = not self._words.words["order.later"].isdisjoint(told.clause.words)
        now = stays and told.clause.says(self._words.phrases["order.now"]) is not None
        now = now or (stays and not then and not _IS.isdisjoint(told.carrier.words))
        return now or told.clause.says(self._words.phrases["order.under_way"]) is not None

    def _day_right_before(self, told: _Told) -> EventDate | None:
        """The day that the clause goes on from: "until Friday, when she goes to Warsaw"."""
        if told.clause.words[0] not in _AS:
            return None
        start = told.clause.start
        each = self._named.date_before(start)
        return each.date if each and start - each.span.end <= _RIGHT_BEHIND else None

    def _day_of_a_when(self, told: _Told) -> EventDate | None:
        """The day that the clause behind gives, which says when: "sto langs gatene i Adelaide da
        gruppen kom fredag", "was cheered in Lima when the team landed on Friday"."""
        later = (each for each in told.sentence if each.start >= told.clause.end)
        behind = next(
            (each for each in later if not each.is_relative or self._named.dates_in(each)), None
        )
        if behind is None or behind.words[0] not in self._words.words["order.when"]:
            return None
        whole = [behind]
        if not behind.finite:
            # "when Trudeau, his wife and three children touched down on Saturday".
            whole += [each for each in told.sentence if each.start >= behind.end][:1]
        days = [day.date for each in whole for day in self._usable_dates(each)]
        status = told.said.status
        if status is None and told.carrier.tense is Tense.PRESENT:
            status = Status.PLANNED
        if status is None or len(days) != 1:
            return None
        return days[0] if _is_possible(status, days[0], self._article.published) else None

    def _since(self, told: _Told) -> EventDate | None:
        """The day of late since which something has gone on: "har vært her siden mandag"."""
        if told.said.status is not Status.HAPPENED or _SINCE.isdisjoint(told.clause.words):
            return None
        published = self._article.published
        for each in self._named.dates_in(told.clause):
            day = each.date
            late = timedelta(0) < published - day.earliest <= _OF_LATE
            before = [
                word
                for token, word in zip(told.clause.tokens, told.clause.words, strict=True)
                if token.end <= each.span.start
            ]
            # Not "since the wave of Dec. 26".
            if late and day.earliest == day.latest and not _SINCE.isdisjoint(before[-2:]):
                return day
        return None

    def _opening_day(self, told: _Told) -> EventDate | None:
        """The day on which what is held there begins, as the clause behind says: "VM i Trondheim,
        som åpner 26. februar"."""
        behind = [each for each in told.sentence if each.start > told.clause.start][:1]
        if not behind or not behind[0].is_relative or not told.placings:
            return None
        if self._words.words["places.beginning"].isdisjoint(behind[0].words):
            return None
        return next((each.date for each in self._named.dates_in(behind[0])), None)

    def _day_there(self, told: _Told, place: Resolved) -> EventDate | None:
        """The day that the clause behind gives, which tells what goes on at the place before it:
        "til Monza, hvor det settes punktum 25. juli", "in Jakarta, which hosted a summit on
        Thursday"."""
        clause = told.clause
        behind = next((each for each in told.sentence if each.start >= clause.end), None)
        if behind is None or not behind.is_relative or self._is_asked_where(behind):
            return None
        last = max(told.places, key=lambda each: each.name.span.start, default=None)
        if last is not place or behind.start - place.name.span.end > _RIGHT_BEHIND:
            return None
        if self._named.places_in(behind):
            return None
        past = (Tense.PAST, Tense.PERFECT)
        done = told.said.status is Status.HAPPENED
        if told.clause.tense is not None and (behind.tense in past) is not done:
            return None
        days = [each.date for each in self._named.dates_in(behind)]
        near = [each for each in days if abs(each.earliest - self._article.published) <= _LATELY]
        if not near or len(days) > 1 or self._is_background(told, place, behind, near[0]):
            return None
        return near[0]

    def _is_background(self, told: _Told, place: Resolved, behind: Clause, day: EventDate) -> bool:
        """Whether a clause tells what was at the place before the text came there: "were driven to
        Utiel, where the river rose on 29 October"."""
        led = _placing_of(told, place)
        comes = led is not None and led.function is not Function.FROM
        if not comes or not self._words.words["pronouns.persons"].isdisjoint(behind.words[1:3]):
            return False
        come = self._day_gone_on(told)
        return come is not None and day.latest < come.earliest

    def _left(self, told: _Told) -> EventDate | None:
        """The day of the place that the clause goes on from: "Fra Borodjanka fortsatte han", "Etter
        møtet i Roma fortsatte han"."""
        for placing, place in zip(told.placings, told.places, strict=True):
            before = [
                word
                for token, word in zip(told.clause.tokens, told.clause.words, strict=True)
                if token.end <= placing.span.start
            ]
            behind = placing.of_visit and not _AFTER.isdisjoint(before[-_FARTHEST_AFTER:])
            if placing.function is Function.FROM or behind:
                return self._days_of.get(place.place_id)
        return None

    def _is_of_a_purpose(self, told: _Told, mention: DateMention, place: Resolved) -> bool:
        """Whether a date stands behind a purpose that stands behind the place: "lander onsdag i
        Dubai for å åpne møtet dagen etter"."""
        purpose = self._words.phrases["clause.purposes"]
        between = [
            word
            for token, word in zip(told.clause.tokens, told.clause.words, strict=True)
            if place.name.span.end <= token.start and token.end <= mention.span.start
        ]
        return any(stands(between, at, purpose) for at in range(len(between)))

    def _is_for(self, told: _Told, mention: DateMention, place: Resolved) -> bool:
        """Whether a date may be that of the place: one right behind a stop that a noun tells of
        ("etter et opphold i Jakutsk tirsdag") belongs to that alone."""
        if self._is_of_the_next(told, mention, place):
            return False
        for placing in told.placings:
            gap = mention.span.start - placing.span.end
            if placing.of_visit and 0 <= gap <= 1 and placing.span.start != place.name.span.start:
                # "til Dhaka og Colombo til høsten".
                return self._are_joined(place.name.span, placing.span)
        return True

    def _are_joined(self, one: Span, other: Span) -> bool:
        """Whether only "and" or a comma stands between two places."""
        between = self._article.text[one.end : other.start].split()
        joins = self._words.words["clause.coordinators"] | {","}
        return bool(between) and all(word.lower() in joins for word in between)

    def _is_of_the_next(self, told: _Told, mention: DateMention, place: Resolved) -> bool:
        """Whether a date stands behind an "and" with another place, where the first has its own:
        "skal torsdag til Oslo, og dagen derpå til Bergen"."""
        start, end = place.name.span.start, place.name.span.end
        if not any(each.span.end <= start for each in self._usable_dates(told.clause)):
            return False
        coordinators = self._words.words["clause.coordinators"]
        joined = any(
            word in coordinators
            for token, word in zip(told.clause.tokens, told.clause.words, strict=True)
            if end <= token.start and token.end <= mention.span.start
        )
        return joined and any(each.name.span.start > mention.span.end for each in told.places)

    def _usable_dates(self, clause: Clause) -> list[DateMention]:
        """The dates of a clause that say when, and not since when or until when."""
        return [each for each in self._named.dates_in(clause) if not self._is_a_bound(clause, each)]

    def _is_a_bound(self, clause: Clause, mention: DateMention) -> bool:
        first = next(
            (n for n, token in enumerate(clause.tokens) if token.end > mention.span.start), 0
        )
        if first > 0 and clause.words[first - 1] in _BOUNDS:
            return True
        # "since the wave of Dec. 26".
        since = (
            at for at in range(max(0, first - _LONGEST_SINCE), first) if clause.words[at] in _SINCE
        )
        last = max(since, default=None)
        return last is not None and not any(last < at < first for at, _ in clause.verbs)

    def _note_day(self, told: _Told, day: EventDate, ahead: bool) -> None:
        """Keep the day that the text has come to, unless the clause only explains, by what was
        before: "to Utiel, where the river rose on 29 October"."""
        come, block = self._day.get(ahead, (None, -1))
        older = come is not None and block == told.block and day.latest < come.earliest
        had = told.carrier.tense is Tense.PERFECT
        # "31. oktober 1517 slo Martin Luther opp tesene": what comes next is not of that day.
        ago = self._article.published - day.latest > _LONG_AGO
        ago = ago and come is not None and self._article.published - come.latest <= _LATELY
        if not ago and not (older and (told.clause.is_relative or had)):
            self._day[ahead] = (day, told.block)

    def _remember(self, told: _Told, event: DraftEvent) -> None:
        if event.when is not None and event.status in (Status.HAPPENED, Status.PLANNED):
            self._note_day(told, event.when, event.status is Status.PLANNED)
        if event.when is not None and event.date_basis is Basis.STATED:
            self._in_sentence = (told.clause.sentence, event.when)
        self._made_in = told.clause.sentence
        late = event.hour > 0 and event.when is not None
        self._evening = event.when.earliest if late and event.when else None
        if event.present:
            self._present_in = told.clause.sentence
        if event.status is Status.PLANNED and event.present and _is_spot(event.place):
            day = event.when.earliest if event.when else self._article.published
            self._next = event.place, day
        if event.when is not None:
            self._days_of.setdefault(event.place.place_id, event.when)
        came = event.present and event.status is Status.HAPPENED and not _is_spot(event.place)
        if came and event.when is not None and event.date_basis is Basis.STATED:
            self._came = event.place, event.when.earliest
        if event.present and _is_spot(event.place) and event.status is Status.HAPPENED:
            self._here = event.place
            self._here_day = event.when.earliest if event.when else None
            if event.when is not None and event.place_basis is Basis.STATED:
                self._places_on[event.when.edtf] = event.place


def _blocks_before(article: Article) -> dict[int, int]:
    """The paragraph before each one, where those that only quote somebody do not count."""
    found: dict[int, int] = {}
    last = told = -1
    for each in article.sentences:
        if each.block != last:
            found[each.block] = told
            last = each.block
            told = told if each.span.text.startswith(_SPEECH) else each.block
    return found


def _first_day(article: Article, block: int) -> EventDate | None:
    """The first day in a paragraph that is of what the article reports: on or shortly before the
    day of publication."""
    inside = [each.span for each in article.sentences if each.block == block]
    if not inside:
        return None
    start, end = inside[0].start, inside[-1].end
    for each in article.dates:
        day = each.date
        before = article.text[max(start, each.span.start - _LONGEST_BOUND) : each.span.start]
        bound = not _SINCE.isdisjoint(before.lower().split()[-_LONGEST_SINCE:])
        inside_it = start <= each.span.start < end and day.earliest == day.latest and not bound
        if inside_it and timedelta(0) <= article.published - day.earliest <= _OF_LATE:
            return day
    return None


@dataclass(frozen=True)
class _Dateline:
    """The place that an article begins with, and the number of the sentence that it opens."""

    place: Resolved
    sentence: int


def _dateline(article: Article) -> _Dateline | None:
    numbers = range(len(article.sentences))
    number = next((each for each in numbers if each not in article.headings), None)
    if number is None or not dateline_length(article.sentences[number]):
        return None
    start = article.sentences[number].span.start
    place = next((each for each in article.places if each.name.span.start == start), None)
    return _Dateline(place, number) if place is not None and place.place is not None else None


def _is_of_the_subject_behind(clause: Clause) -> bool:
    """Whether it opens a sentence with what its subject had done: "Having spent Monday in Oslo, …",
    "Arriving in Oslo, …"."""
    return clause.first == 0 and (
        clause.words[0] == "having"
        or any(at == 0 and verb.form is Form.ING for at, verb in clause.verbs)
    )


def _meant_there(told: _Told, place: Resolved, led: Sequence[tuple[Placing, Resolved]]) -> _Told:
    """The clause as it is meant of the place: what something was called off for is not off."""
    if told.said.status is Status.PROPOSED and place.name.span.start < told.said.from_offset:
        # "In Oslo on Monday she proposed a fund".
        return replace(told, said=statuses.of_a_purpose(told.clause))
    purpose = told.said.purpose_offset
    if purpose is None or place.name.span.start < purpose:
        return told
    first = next((word for word in told.carrier.tokens if word.start == purpose), None)
    leads = first is None or first.text in _TO
    if leads and all(each.span.start > purpose for each, _ in led):
        # "dropped plans to go to Rome".
        return told
    return replace(told, said=statuses.of_a_purpose(told.clause))


def _places_beside(told: _Told, place: Resolved) -> list[Span]:
    """The other places of a clause, without those that only say where one of them lies."""
    within = (Function.WITHIN, Function.OTHER)
    led = zip(told.placings, told.places, strict=True)
    return [
        other.name.span
        for placing, other in led
        if other is not place and placing.function not in within
    ]


def _placing_of(told: _Told, place: Resolved) -> Placing | None:
    """What the place does in the clause, if it stands there."""
    start = place.name.span.start
    return next((each for each in told.placings if each.span.start == start), None)


_WHILE = frozenset({"mens", "medan", "while", "whereas"})
_SEVERAL = frozenset(
    (article, number)
    for article, numbers in (
        ("the", ("two", "three", "four", "five", "six", "seven")),
        ("de", ("to", "tre", "fire", "fem", "seks", "sju")),
        ("dei", ("to", "tre", "fire", "fem", "seks", "sju")),
    )
    for number in numbers
)
_DESCRIBING = ("ske", "ian", "ese", "ish", "an")
_A_DAY = timedelta(days=1)
_SMALL_HOURS = frozenset({("natt", "til"), ("natta", "til"), ("natten", "til"), ("early", "hours")})
_OFF = frozenset({"ut", "av", "off", "from", "out"})
_TO = frozenset({"to", "å"})
_LATE_HOURS = frozenset(
    ("late", word)
    for word in (
        *("on", "in", "at", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"),
        "sunday",
    )
)
_IS = frozenset({"er", "is", "are"})
_OPENING = 2
_ANYWHERE = frozenset({"dit", "there"})
_TO_BE = frozenset({("is",), ("are",), ("was",), ("were",), ("will",)})
_WHERE = frozenset({"der", "hvor", "where"})
_WHICH = frozenset({"which", "that", "som"})
_BY_THE_PLAN = frozenset({"planen", "hensikten", "alt", "all", "which", "that"})
"""What "etter" leads to that is no time: "etter planen"."""

_AS = frozenset({"as", "when", "da", "idet", "mens", "while"})
_BACK = frozenset({"back", "tilbake"})
_AWAY = frozenset({"derfra", "herfra"})
_FARTHEST_AFTER = 6
_LONG_AGO = timedelta(days=1000)
"""What lies further back is told for its likeness, and the text goes on from where it was."""

_RIGHT_BEHIND = 4
"""How many characters may stand between a place and what tells of it: " in "."""

_LATELY = timedelta(days=90)
"""What lies further from publication is what the place is known for."""
_LONGEST_BOUND = 40
"""How many characters before a date "since" may stand."""

_LONGEST_NIGHT = 6
"""How many words before its place "after spending the night" may begin."""

_SPEECH = ("–", "—", "-", "«", "»", '"', "“", "”", "'", "‘")
"""What a paragraph begins with that quotes somebody."""

_OF_LATE = timedelta(days=14)
"""How long before publication a journey that the article reports may lie."""

_AFTER = frozenset({"after", "following", "etter"})
_ON_THE_WAY = frozenset({Function.WITHIN, Function.OTHER, Function.VIA})


def _with_containers(
    led: Iterable[tuple[Placing, Resolved]],
) -> Iterator[tuple[Placing, Resolved]]:
    """Each place of a clause; one that was not found gives way to what it is said to lie in:
    "på Capella-hotellet på øya Sentosa i Singapore"."""
    missed: tuple[Placing, Resolved] | None = None
    owner: Resolved | None = None
    for placing, place in led:
        gap = placing.span.start - owner.name.span.end if owner else 0
        if owner is not None and place.place is None and gap <= len("'s "):
            # "landed at Belgrade's Nikola Tesla Airport".
            yield placing, replace(place, place=owner.place)
            continue
        owner = place if placing.function is Function.OTHER and _is_spot(place) else None
        within = placing.function is Function.WITHIN
        if missed is not None and within and place.place is not None:
            yield replace(missed[0], span=placing.span), place
            missed = None
            continue
        if missed is not None and not within:
            yield missed
            missed = None
        if placing.function.is_presence and place.place is None:
            missed = placing, place
        else:
            yield placing, place
    if missed is not None:
        yield missed


_SINCE = frozenset({"siden", "sidan", "since"})
_LONGEST_SINCE = 5
"""How many words before a date "since" may stand, with no verb between."""

_BOUNDS = frozenset({"siden", "sidan", "inntil", "since", "until", "till", "etter", "enn", "than"})


def _date_of(
    span: Span, dates: Sequence[DateMention], others: Sequence[Span], joins: Sequence[int]
) -> DateMention:
    """The date of the place at the span: the nearest with the fewest `others` between; `joins` are
    the offsets of "and" and of commas.

    Where dates lead, it is the last before it: "I morgen venter Hongkong, lørdag Macao".
    """
    before = [each for each in dates if each.span.start < span.start]
    places = [each.start for each in (*others, span)]
    first, last = min(each.span.start for each in dates), max(each.span.start for each in dates)
    if before and first < min(places) and last < max(places):
        return before[-1]

    def distance(each: DateMention) -> tuple[int, int]:
        low, high = sorted((each.span.start, span.start))
        between = sum(low < other.start < high for other in others)
        # "Saturday she was in Oslo, and Monday she …".
        goes_on = bool(before) and any(low < at < high for at in joins)
        return between + goes_on, min(
            abs(each.span.start - span.end), abs(span.start - each.span.end)
        )

    return min(dates, key=distance)


def _is_possible(status: Status, when: EventDate, published: date) -> bool:
    """Whether a date that was carried over can be that of an event of the status."""
    if status is Status.HAPPENED:
        return when.earliest <= published
    return when.latest >= published


def _is_spot(place: Resolved) -> bool:
    kind = place.place.kind if place.place else place.entry.kind if place.entry else None
    return kind is not None and not kind.is_area


_SMALL_METRES = 60_000


def _is_small(place: Resolved) -> bool:
    """Whether it is an island, a strait or the like: who does something there is there."""
    where = place.place
    small = where is not None and where.precision_metres <= _SMALL_METRES
    return small and where is not None and where.kind in (PlaceKind.REGION, PlaceKind.WATER)


def _single_day(day: date) -> EventDate:
    point = DatePoint(day, Precision.DAY)
    return EventDate(day.isoformat(), point, point, is_interval=False)


def _is_capital(place: Resolved) -> bool:
    return "K" in lexicon().classes(place.name.span.text.casefold().replace("-", " "))


_VAST_METRES = 600_000
"""Half as wide as a continent or an ocean; our own choice."""


def _is_vast(place: Resolved) -> bool:
    """Whether it is a continent, an ocean or the like: who is there is not told to be anywhere."""
    where = place.place
    return (
        where is not None
        and where.kind.is_area
        and where.country_code is None
        and where.precision_metres >= _VAST_METRES
    )


def _is_inside(spot: Resolved | None, area: Resolved) -> bool:
    if spot is None or spot.place is None or area.place is None:
        return False
    return spot.place.country_code == area.place.country_code


def _without_vague_areas(events: Sequence[DraftEvent]) -> tuple[DraftEvent, ...]:
    """The events without those at a country or region that say nothing more than one at a spot in
    it does: without a date of their own."""
    told: dict[str | None, set[Person]] = {}
    for event in events:
        if event.place.place and _is_spot(event.place) and event.status is not Status.DENIED:
            told.setdefault(event.place.place.country_code, set()).update(event.people)

    def is_vague(event: DraftEvent) -> bool:
        if _is_spot(event.place) or event.place.place is None:
            return False
        there = told.get(event.place.place.country_code)
        # Somebody else's journey is no part of what is told of the spot.
        inside = there is not None and (not event.people or not there.isdisjoint(event.people))
        return inside and (event.when is None or event.date_basis is Basis.INFERRED)

    return tuple(event for event in events if not is_vague(event) or event.status in _NOT_DONE)


def _merged(events: Sequence[DraftEvent]) -> tuple[DraftEvent, ...]:
    """The events without likely duplicates: one place, one status, and one or no date."""
    kept: list[DraftEvent] = []
    left = {event.place.place_id for event in events if event.present and not event.is_origin}
    by_place: dict[tuple[str | None, Status], list[int]] = {}
    for event in events:
        if event.is_origin and event.when is None and event.place.place_id in left:
            # The text tells more of the place than that somebody came from there.
            continue
        if kept and _is_more_of(kept[-1], event):
            kept[-1] = _joined(kept[-1], event)
            continue
        alike = by_place.setdefault((event.place.place_id, event.status), [])
        near = alike[-_MOST_ALIKE:]
        same = next((number for number in near if _is_same(kept[number], event)), None)
        if same is None:
            alike.append(len(kept))
            kept.append(event)
        else:
            kept[same] = _joined(kept[same], event)
    return tuple(kept)


def _is_more_of(one: DraftEvent, other: DraftEvent) -> bool:
    """Whether a clause only goes on about the event before it: "er i Beijing, der han møter …"."""
    inferred = other.place_basis is Basis.INFERRED and other.date_basis is Basis.INFERRED
    undone = other.status in _NOT_DONE and other.status is not one.status
    return (
        not undone
        and inferred
        and one.quote == other.quote
        and one.place.place_id == other.place.place_id
    )


_NEAR_SENTENCES = 2


def _is_same(one: DraftEvent, other: DraftEvent) -> bool:
    apart = one.people and other.people and not set(one.people) & set(other.people)
    if apart and one.present != other.present:
        # What somebody else did there is another event.
        return False
    if one.is_origin != other.is_origin:
        return (one.when if one.is_origin else other.when) is None
    if one.when is None or other.when is None:
        return True
    inferred = Basis.INFERRED in (one.date_basis, other.date_basis)
    if inferred and one.quote.start == other.quote.start:
        return True
    # "… og så venter Tokyo. Der blir det frokost fredag": what points back says when.
    near = other.sentence - one.sentence <= _NEAR_SENTENCES
    vague = one.status is Status.PLANNED or one.when.is_interval
    by_place = other.place_basis is Basis.INFERRED
    if near and vague and one.date_basis is Basis.INFERRED and by_place:
        return True
    if one.when == other.when:
        return True
    stated = one.date_basis is Basis.STATED and other.date_basis is Basis.STATED
    overlap = one.when.earliest <= other.when.latest and other.when.earliest <= one.when.latest
    return overlap and not stated


def _joined(one: DraftEvent, other: DraftEvent) -> DraftEvent:
    """Two tellings of an event as one: the first, with the better date and everybody's names."""
    better = other if _knows_more(other, one) else one
    return replace(
        one,
        place=one.place if one.place_basis is Basis.STATED else other.place,
        place_basis=Basis.STATED
        if Basis.STATED in (one.place_basis, other.place_basis)
        else Basis.INFERRED,
        when=better.when,
        date_basis=better.date_basis,
        quote=better.quote,
        clause=better.clause,
        people=tuple(dict.fromkeys((*one.people, *other.people)))[:_MOST_NAMES],
        sources=tuple(dict.fromkeys((*one.sources, *other.sources)))[:_MOST_NAMES],
        present=one.present or other.present,
        is_origin=one.is_origin or other.is_origin,
    )


def _knows_more(one: DraftEvent, other: DraftEvent) -> bool:
    rank: Mapping[Basis, int] = {Basis.STATED: 2, Basis.INFERRED: 1}
    return (rank[one.date_basis] if one.when else 0) > (rank[other.date_basis] if other.when else 0)
