"""Clauses to events: what happened or will at a place, when, to whom, and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise, zip_longest

from babel import Locale

from summitmap.places.gazetteer import fold
from summitmap.reading import cancellations, sequels, statuses
from summitmap.reading.article import Article
from summitmap.reading.attribution import sources
from summitmap.reading.clausenames import ClauseNames
from summitmap.reading.clauses import Clause, Link, Tense, clauses
from summitmap.reading.dateline import dateline_length
from summitmap.reading.dates import DateMention
from summitmap.reading.days import Days, hour
from summitmap.reading.draftevent import DraftEvent
from summitmap.reading.duplicates import merged, without_vague_areas
from summitmap.reading.extents import is_capital, is_inside, is_small, is_spot, is_vast
from summitmap.reading.people import (
    Follower,
    Part,
    Person,
    cast_of,
    protagonist,
    same_nation,
)
from summitmap.reading.phrasebook import Phrasebook, VerbKind, phrasebook, stands
from summitmap.reading.placing import Function, Placing, placings
from summitmap.reading.presence import Presence
from summitmap.reading.resolving import Resolved
from summitmap.reading.statuses import Told
from summitmap.reading.text import Span
from summitmap.reading.toldclause import (
    A_DAY,
    AFTER,
    AS,
    FARTHEST_AFTER,
    NOT_DONE,
    RIGHT_BEHIND,
    ToldClause,
    is_asked_where,
    is_possible,
    placing_of,
    single_day,
)
from summitmap.story.dates import EventDate
from summitmap.story.model import Basis, Place, Role, Status


@dataclass(frozen=True)
class Telling:
    """What an article tells: its events as it tells them, its people, and whose journey it is."""

    events: tuple[DraftEvent, ...]
    people: tuple[Person, ...]
    protagonist: Person | None


def tell(article: Article) -> Telling:
    """The events of an article, whose order is that of the text, with duplicates merged.

    Raises `AssetError` when the word list of its language is missing.
    """
    words = phrasebook(article.language)
    cut = tuple(
        tuple(clauses(sentence, number, words)) for number, sentence in enumerate(article.sentences)
    )
    flat = [clause for each in cut for clause in each]
    named = ClauseNames(article)
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
        ToldClause(
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
    return Telling(without_vague_areas(merged(events)), cast.people, chosen)


def _meanwhile(
    sentence: Sequence[Clause], number: int, led: Mapping[int, Sequence[Placing]]
) -> Iterator[Clause]:
    """The clauses behind one that tell of a coming at the same time and name no place: "thousands
    lined the streets of Oslo as she drove by"."""
    for clause in sentence[number + 1 : number + 1 + _WINDOW]:
        opens = clause.words[0] in AS
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


_WINDOW = 6
"""How many clauses of a sentence before and after one may bear on it."""

_LONGEST_QUOTE = 400
_AREAS_NEED = frozenset({VerbKind.MOVE, VerbKind.LEAVE, VerbKind.MEET, VerbKind.STAY})
_HERE = frozenset({VerbKind.MEET, VerbKind.STAY, VerbKind.MOVE})


class _Teller:
    """Goes through the clauses in order and knows where and when the text has come to."""

    def __init__(
        self, article: Article, words: Phrasebook, chosen: Person | None, named: ClauseNames
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
        self._capitals = [each for each in article.places if is_capital(each)]
        self._next: tuple[Resolved, date] | None = None
        self._came: tuple[Resolved, date] | None = None
        body = (n for n in range(len(article.sentences)) if n not in article.headings)
        self._lead = article.sentences[number].block if (number := next(body, -1)) >= 0 else -1
        self._days = Days(article, words, named, self._lead)
        self._presence = Presence(words, chosen)
        self._given_up = False
        self._made_in = -1
        self._present_in = -1
        self._places_on: dict[str, Resolved] = {}

    def events(self, told: Sequence[ToldClause]) -> Iterator[DraftEvent]:
        """The events that the clauses tell of; headlines only count where there are no others."""
        found = [event for each in told if not each.in_heading for event in self._of_clause(each)]
        if not found:
            found = [event for each in told for event in self._of_clause(each)]
        yield from found

    def _of_clause(self, told: ToldClause) -> Iterator[DraftEvent]:
        clause = told.clause
        self._days.begin(clause)
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
        self._days.end(told, bool(made))
        inner: Resolved | None = None
        for placing, place in zip(told.placings, told.places, strict=True):
            named = placing.function is Function.SUBJECT and is_spot(place)
            gap = placing.span.start - inner.name.span.end if inner else 0
            if inner and gap <= RIGHT_BEHIND and not is_spot(place) and is_inside(inner, place):
                # "Striden sto om Ferrara i Italia. Der …"
                self._last_place = inner
            elif placing.function.is_presence or (named and place.name.role is not Role.METONYM):
                self._last_place = place
            inner = place if is_spot(place) else None
            if is_capital(place):
                self._capital = place

    def _named_places(self, told: ToldClause) -> Iterator[DraftEvent]:
        """An event for each place that somebody is at, comes to or leaves in the clause."""
        led = list(_with_containers(zip(told.placings, told.places, strict=True)))
        spots = [place for placing, place in led if placing.function.is_presence and is_spot(place)]
        for placing, place in led:
            if not self._is_eventful(placing, place, told, spots):
                continue
            when, basis = self._days.when(told, place, self._presence.is_next(told, place))
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
        self, placing: Placing, place: Resolved, told: ToldClause, spots: Sequence[Resolved]
    ) -> bool:
        # "Hanoi er strøket fra programmet" tells of nobody's home.
        lives = (
            told.said.status not in NOT_DONE and not told.dates and self._presence.is_at_home(told)
        )
        if is_vast(place) or lives:
            return False
        if not placing.function.is_presence or place.entry is None:
            if placing.function is Function.OTHER and place.entry is not None:
                named = told.said.status in NOT_DONE and self._is_a_named_stop(placing, told)
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
            return moves and not is_native and (is_spot(place) or kind is VerbKind.LEAVE)
        if is_spot(place) or is_small(place):
            told_of = self._is_about(told) or self._presence.is_occasion(told)
            here = placing.of_visit or (placing.function is Function.AT and told_of)
            undone = told.said.status in NOT_DONE
            # "setter seg på flyet til Delaware".
            boards = not self._words.words["places.vehicles"].isdisjoint(told.clause.words)
            ahead = boards or told.said.status is Status.PLANNED
            here = here or (placing.function is Function.TO and ahead and self._is_about(told))
            if self._is_a_habit(told):
                return False
            return here or kind is not VerbKind.OTHER or bool(told.dates) or undone
        passed = placing.function is Function.VIA and told.said.status not in NOT_DONE
        if any(is_inside(spot, place) for spot in spots) or passed:
            return False
        is_done = kind in _AREAS_NEED or (kind is None and told.said.status in NOT_DONE)
        # "From Nanjing he will attempt the flight to Hawaii".
        leads = any(each.function is Function.FROM for each in told.placings)
        is_done = is_done or (leads and told.said.status is Status.PLANNED)
        # "takket for invitasjonen til Norge", "skulle dra gjennom Iran".
        led = placing.function in (Function.TO, Function.VIA)
        is_done = is_done or (led and told.said.status in NOT_DONE)
        return placing.of_visit or is_done or bool(told.dates)

    def _is_a_habit(self, told: ToldClause) -> bool:
        """Whether it tells what goes on there at all times, and of whom the article does not
        follow: "who studies at Oxford", "it runs schools in Surabaya"."""
        undated = told.said.status is None and not told.dates
        always = undated and told.carrier.tense is Tense.PRESENT
        ours = self._chosen is not None and self._chosen in told.part.subjects
        return (
            always and told.carrier.kind is VerbKind.MEET and (told.clause.is_relative or not ours)
        )

    def _is_left_behind(
        self, placing: Placing, told: ToldClause, spots: Sequence[Resolved]
    ) -> bool:
        """Whether it only comes before what is planned: "Etter møtet i Riga skal han til Oslo"."""
        if not placing.of_visit or told.said.status is not Status.PLANNED or len(spots) == 1:
            return False
        before = [
            word
            for token, word in zip(told.clause.tokens, told.clause.words, strict=True)
            if token.end <= placing.span.start
        ]
        return not AFTER.isdisjoint(before[-FARTHEST_AFTER:])

    def _is_about(self, told: ToldClause) -> bool:
        """Whether a clause tells what somebody does there, and not only that somebody is spoken of:
        "bildene vakte sinne i Kyiv" is no event."""
        if told.carrier.kind is not VerbKind.OTHER or told.said.status in NOT_DONE:
            return True
        planned = told.said.status is Status.PLANNED
        return planned or (self._chosen is not None and self._chosen in told.part.subjects)

    def _is_dropped(self, placing: Placing, told: ToldClause) -> bool:
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
        behind = 0 <= span.start - tokens[-1].end <= RIGHT_BEHIND
        alone = said[0] in _OFF or self._falls(said)
        before = alone and 0 <= tokens[0].start - span.end <= RIGHT_BEHIND
        return behind or before

    def _is_never_named(self, place: Resolved, told: ToldClause) -> bool:
        """Whether a town is said never to have been planned: "Roma sto aldri på listen"."""
        denied = told.said.status is Status.DENIED and told.carrier.kind is VerbKind.STAY
        return denied and is_spot(place)

    def _is_put_forward(self, placing: Placing, told: ToldClause) -> bool:
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

    def _is_a_named_stop(self, placing: Placing, told: ToldClause) -> bool:
        """Whether it only names the stop before it: "The third stop, Cairo, was abandoned"."""
        words = [
            word
            for token, word in zip(told.clause.tokens, told.clause.words, strict=True)
            if token.end <= placing.span.start
        ]
        lists = self._words.words
        stops = lists["places.stop_nouns"] | lists["places.visits"]
        return words[-1:] == [","] and words[-2:-1] != [] and words[-2] in stops

    def _is_asked_for(self, told: ToldClause, spots: Sequence[Resolved]) -> bool:
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

    def _is_to_be_seen(self, placing: Placing, place: Resolved, told: ToldClause) -> bool:
        """Whether somebody is to see it, as far as is told: "urged him to see Baidoa"."""
        ahead = told.said.status is Status.PLANNED or told.said.status in NOT_DONE
        if not ahead or place.entry is None:
            return False
        before = [
            word
            for token, word in zip(told.clause.tokens, told.clause.words, strict=True)
            if token.end <= placing.span.start
        ]
        return bool(before) and before[-1] in self._words.words["places.to_see"]

    def _acts(self, place: Resolved, told: ToldClause) -> bool:
        """Whether a country does something on a day that the clause names: "warned on Monday".

        Where somebody is at a spot in the clause, what is done is done there.
        """
        if place.place is None or is_spot(place) or place.name.role is Role.BACKGROUND:
            return False
        led = zip(told.placings, told.places, strict=True)
        if any(each.function.is_presence and is_spot(where) for each, where in led):
            return False
        past = told.clause.tense in (Tense.PAST, Tense.PERFECT)
        acts = told.clause.kind in (VerbKind.OTHER, VerbKind.MEET) and past
        return acts and bool(told.dates) and told.said.status is Status.HAPPENED

    def _same_place(self, told: ToldClause) -> Iterator[DraftEvent]:
        """An event of a clause that names no place itself: there, or where the text already is."""
        clause = told.clause
        if any(each.function.is_presence for each in told.placings):
            return
        goes = clause.kind is None and not _ANYWHERE.isdisjoint(clause.words)
        usable = self._days.usable(told.clause)
        acts = goes or self._meets(clause) or self._does(told, usable)
        if clause.kind not in _HERE and not acts:
            return
        links_back = clause.link is Link.RELATIVE and clause.words[0] in _WHERE
        links_back = links_back and not is_asked_where(clause, self._article)
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
        away = bool(meant or points in _ANYWHERE) and told.said.status in NOT_DONE
        if here is None or here.entry is None or points in _AWAY or not (present or away):
            return
        when, basis = self._days.when(told, here, self._presence.is_next(told, here))
        event = self._event(told, here, Basis.INFERRED, when, basis)
        if event is None:
            return
        led = points or meant or links_back or goes_on or clause.kind is VerbKind.MEET
        ahead = event.status is Status.PLANNED and bool(led)
        if event.status is Status.HAPPENED or ahead or away:
            yield replace(event, present=here_too)

    def _does(self, told: ToldClause, usable: Sequence[DateMention]) -> bool:
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

    def _visited_before(self, told: ToldClause) -> Resolved | None:
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
        near = bool(places) and clause.start - places[-1].name.span.end <= RIGHT_BEHIND
        return places[-1] if near else None

    def _meets(self, clause: Clause) -> bool:
        """Whether it tells of a meeting by a noun: "hadde samtaler med", "has talks with"."""
        has = not self._words.words["clause.having"].isdisjoint(clause.words)
        return has and not self._words.words["places.occasions"].isdisjoint(clause.words)

    def _at_the_dateline(self, told: ToldClause) -> Iterator[DraftEvent]:
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
        when, basis = self._days.when(told, line.place, self._presence.is_next(told, line.place))
        event = self._event(told, line.place, Basis.INFERRED, when, basis)
        if event is not None and event.status is Status.HAPPENED:
            yield replace(event, present=True)

    def _arrival(self, told: ToldClause) -> Iterator[DraftEvent]:
        """The arrival where the text already is, in a clause that only names a stop on the way:
        "Biden arrived on Monday after a stop on Sal"."""
        arrives = told.clause.words and not self._words.words["places.arriving"].isdisjoint(
            told.clause.words
        )
        acts = self._chosen is not None and self._chosen in told.part.subjects
        stops = [each for each in told.placings if each.function not in _ON_THE_WAY]
        on_the_way = (
            any(word in AFTER for word in told.clause.words)
            and bool(told.placings)
            and all(each.of_visit and each.function is Function.AT for each in stops)
        )
        here = self._here
        if not (arrives and acts and on_the_way) or here is None or here in told.places:
            return
        usable = self._days.usable(told.clause)
        if not usable or told.said.status is not Status.HAPPENED:
            return
        event = self._event(told, here, Basis.INFERRED, usable[0].date, Basis.STATED)
        if event is not None:
            yield event

    def _end_of_a_way(self, told: ToldClause) -> Iterator[DraftEvent]:
        """The coming to the place told before, in a clause that names only where somebody came
        from: "fløy dit fra Beijing", "drove there from Lyon"."""
        clause, here = told.clause, self._last_place
        goes = clause.kind is VerbKind.MOVE and not _ANYWHERE.isdisjoint(clause.words)
        led = [each for each in told.placings if each.function.is_presence]
        if not goes or not led or here is None or here.entry is None:
            return
        if any(each.function not in (Function.FROM, Function.VIA) for each in led):
            return
        when, basis = self._days.when(told, here, self._presence.is_next(told, here))
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
        still = self._here_day is not None and self._here_day >= self._article.published - A_DAY
        return self._here if still and self._next is None else None

    def _place_on(self, usable: Sequence[DateMention]) -> Resolved | None:
        """Where the protagonist was told to be on that day, or else where the text has come to."""
        day = usable[0].date
        if self._here_day is not None and day.earliest < self._here_day:
            came = self._came
            since = came is not None and came[1] <= day.earliest and self._here is not None
            there = self._here if since and came and is_inside(self._here, came[0]) else None
            return self._places_on.get(day.edtf, there)
        return self._places_on.get(day.edtf, self._here)

    def _event(
        self,
        told: ToldClause,
        place: Resolved,
        place_basis: Basis,
        when: EventDate | None,
        date_basis: Basis,
    ) -> DraftEvent | None:
        clause, published, said = told.clause, self._article.published, told.said
        words_say = said.status
        if date_basis is Basis.INFERRED and when is not None and words_say is not None:
            # What was only carried over does not overrule the words.
            when = when if is_possible(words_say, when, published) else None
        supposed = date_basis is Basis.INFERRED and when == single_day(published)
        stays = told.carrier.kind is VerbKind.STAY and supposed
        # "Hun er tilbake i Roma" is so; "i dag er hun tilbake i Roma" will be.
        known = None if stays else when
        status = statuses.status_of(told.said, clause, known, published, told.in_heading)
        if status is None:
            return None
        led = placing_of(told, place)
        goes = led is not None and led.function is Function.TO and not led.of_visit
        goes = goes and said.status is None and clause.kind is not VerbKind.STAY
        stale = when is None or (date_basis is Basis.INFERRED and when.latest < published)
        if goes and stale and clause.tense is Tense.PRESENT and not told.in_heading:
            # "Etterpå setter han seg på flyet til Delaware".
            status, when = Status.PLANNED, None
        is_now = told.carrier.tense is Tense.PRESENT and told.carrier.kind is VerbKind.STAY
        is_now = is_now and told.block == self._lead and not self._presence.is_next(told, place)
        if is_now and when is None and status is Status.HAPPENED and not told.in_heading:
            # "Brende er i Ankara": on the day that this is written.
            when = single_day(published)
        if self._presence.is_next(told, place) and when is None and status is Status.HAPPENED:
            status = Status.PLANNED
        if told.said.past_plan and self._is_given_up(told, status):
            status = Status.CANCELLED
        if status is Status.PROPOSED and when is not None and when.latest < published:
            # The day of the invitation and not of the visit.
            when = None
        if (
            when is not None
            and date_basis is Basis.INFERRED
            and not is_possible(status, when, published)
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
            self._presence.is_there(told, place, self._present_in == clause.sentence),
            clause.sentence,
            hour=hour(told, place, self._words),
        )

    def _is_given_up(self, told: ToldClause, status: Status) -> bool:
        """Whether a plan that was came to nothing, as the text says before or right behind it:
        "skulle til Oslo mandag, men turen ble avlyst"."""
        if status is Status.PLANNED and self._given_up:
            return True
        behind = (each for each in told.sentence if each.start > told.clause.start)
        cancelled = self._words.phrases["status.cancelled"]
        own = (Link.MAIN, Link.SUBORDINATE)
        return any(each.link in own and each.says(cancelled) is not None for each in behind)

    def _sources(self, told: ToldClause) -> tuple[str, ...]:
        names = self._named.speakers(told.sentence[0].start, told.sentence[-1].end)
        return sources(told.sentence, names, self._words)

    def _remember(self, told: ToldClause, event: DraftEvent) -> None:
        self._days.keep(told, event)
        self._made_in = told.clause.sentence
        if event.present:
            self._present_in = told.clause.sentence
        if event.status is Status.PLANNED and event.present and is_spot(event.place):
            day = event.when.earliest if event.when else self._article.published
            self._next = event.place, day
        came = event.present and event.status is Status.HAPPENED and not is_spot(event.place)
        if came and event.when is not None and event.date_basis is Basis.STATED:
            self._came = event.place, event.when.earliest
        if event.present and is_spot(event.place) and event.status is Status.HAPPENED:
            self._here = event.place
            self._here_day = event.when.earliest if event.when else None
            if event.when is not None and event.place_basis is Basis.STATED:
                self._places_on[event.when.edtf] = event.place


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


def _meant_there(
    told: ToldClause, place: Resolved, led: Sequence[tuple[Placing, Resolved]]
) -> ToldClause:
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


_DESCRIBING = ("ske", "ian", "ese", "ish", "an")
_OFF = frozenset({"ut", "av", "off", "from", "out"})
_TO = frozenset({"to", "å"})
_OPENING = 2
_ANYWHERE = frozenset({"dit", "there"})
_TO_BE = frozenset({("is",), ("are",), ("was",), ("were",), ("will",)})
_WHERE = frozenset({"der", "hvor", "where"})
_WHICH = frozenset({"which", "that", "som"})
_BACK = frozenset({"back", "tilbake"})
_AWAY = frozenset({"derfra", "herfra"})
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
        owner = place if placing.function is Function.OTHER and is_spot(place) else None
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
