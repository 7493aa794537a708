"""On which day the events of an article are, by their clauses and by where the text has come to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from summitmap.reading.article import Article
from summitmap.reading.clausenames import ClauseNames
from summitmap.reading.clauses import Clause, Link, Tense
from summitmap.reading.dates import DateMention
from summitmap.reading.draftevent import DraftEvent
from summitmap.reading.phrasebook import Phrasebook, VerbKind, stands
from summitmap.reading.placing import Function
from summitmap.reading.resolving import Resolved
from summitmap.reading.text import Span
from summitmap.reading.toldclause import (
    A_DAY,
    AFTER,
    AS,
    FARTHEST_AFTER,
    LATELY,
    NOT_DONE,
    RIGHT_BEHIND,
    ToldClause,
    is_asked_where,
    is_earlier,
    is_possible,
    placing_of,
    single_day,
)
from summitmap.story.dates import EventDate
from summitmap.story.model import Basis, Status


class Days:
    """Goes through the clauses in order and knows which day the text has come to."""

    def __init__(self, article: Article, words: Phrasebook, named: ClauseNames, lead: int) -> None:
        """`lead` is the number of the first paragraph that is no headline."""
        self._article = article
        self._words = words
        self._named = named
        self._lead = lead
        self._lead_day = _first_day(article, lead)
        self._block_before = _blocks_before(article)
        self._day: dict[bool, tuple[EventDate, int]] = {}
        self._evening: date | None = None
        self._in_sentence: tuple[int, EventDate | None] = (-1, None)
        self._days_of: dict[str | None, EventDate] = {}

    def begin(self, clause: Clause) -> None:
        """Go on to a clause."""
        if self._in_sentence[0] != clause.sentence:
            self._in_sentence = (clause.sentence, None)

    def end(self, told: ToldClause, makes_events: bool) -> None:
        """Leave a clause that is gone through and keep its day, if its events have not."""
        usable = self.usable(told.clause)
        if not usable and (since := self._since(told)) is not None:
            self._note_day(told, since, ahead=False)
        if usable and not makes_events:
            self._in_sentence = (told.clause.sentence, usable[-1].date)
            day = usable[-1].date
            self._note_day(told, day, day.earliest > self._article.published)

    def keep(self, told: ToldClause, event: DraftEvent) -> None:
        """Keep the day of an event of a clause."""
        if event.when is not None and event.status in (Status.HAPPENED, Status.PLANNED):
            self._note_day(told, event.when, event.status is Status.PLANNED)
        if event.when is not None and event.date_basis is Basis.STATED:
            self._in_sentence = (told.clause.sentence, event.when)
        late = event.hour > 0 and event.when is not None
        self._evening = event.when.earliest if late and event.when else None
        if event.when is not None:
            self._days_of.setdefault(event.place.place_id, event.when)

    def when(
        self, told: ToldClause, place: Resolved, is_next: bool
    ) -> tuple[EventDate | None, Basis]:
        """The date of a place in a clause: the nearest there, or one carried over; `is_next` tells
        that the place is called a stop that is still to come."""
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
        if told.said.status in NOT_DONE or is_earlier(told.clause, self._words):
            return None, Basis.INFERRED
        since = self._since(told) if told.carrier.kind is VerbKind.STAY else None
        if since is not None:
            return since, Basis.STATED
        if is_next:
            # "London is her last stop".
            return None, Basis.INFERRED
        return self._left(told) or self._day_gone_on(told), Basis.INFERRED

    def _day_named(self, told: ToldClause, place: Resolved) -> tuple[EventDate, Basis] | None:
        """The date that the clause itself gives a place."""
        led = placing_of(told, place)
        if led is not None and led.function is Function.FROM:
            # "arrived on Monday from Rome, where he met the pope on Sunday".
            left = self._day_there(told, place)
            if left is not None:
                return left, Basis.STATED
        usable = [each for each in self.usable(told.clause) if self._is_for(told, each, place)]
        if not usable and told.carrier is not told.clause:
            # "Til Haugesund, der han ble født, kommer han til våren".
            usable = self.usable(told.carrier)
        if not usable:
            return None
        near = [each for each in usable if not self._is_of_a_purpose(told, each, place)]
        day = _date_of(
            place.name.span, near or usable, _places_beside(told, place), self._joins(told.clause)
        ).date
        if self._is_of_a_night_before(told, place) and day.earliest > date.min:
            return single_day(day.earliest - A_DAY), Basis.INFERRED
        return day, Basis.STATED

    def _joins(self, clause: Clause) -> list[int]:
        """Where "and" or a comma stands in a clause."""
        joins = self._words.words["clause.coordinators"]
        return [
            token.start
            for token, word in zip(clause.tokens, clause.words, strict=True)
            if word == "," or word in joins
        ]

    def _is_of_a_night_before(self, told: ToldClause, place: Resolved) -> bool:
        """Whether a night was spent there before the day of the clause: "after a night in Rome she
        flew to Paris on Monday"."""
        nights = self._words.phrases["order.after_a_night"]
        at = next(
            (n for n, each in enumerate(told.clause.tokens) if each.start >= place.name.span.start),
            0,
        )
        words = told.clause.words
        return any(stands(words, n, nights) for n in range(max(0, at - _LONGEST_NIGHT), at))

    def _day_gone_on(self, told: ToldClause) -> EventDate | None:
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
            return single_day(self._article.published)
        if block == told.block:
            return self._next_morning(told, carried)
        if block != before:
            return None
        # The second paragraph mostly says more of what the first has told.
        lead = block == self._lead and told.carrier.tense is Tense.PAST and not ahead
        later = not self._words.words["order.later"].isdisjoint(told.clause.words)
        return carried if lead or later or by_the_hour else None

    def _next_morning(self, told: ToldClause, carried: EventDate | None) -> EventDate | None:
        """The day behind an evening where a morning follows: "arrived on Monday evening. In the
        morning she drove to Krakow"."""
        early = not self._words.words["order.morning"].isdisjoint(told.clause.words)
        day = carried.earliest if carried and carried.earliest == carried.latest else None
        if not early or day is None or day != self._evening or day >= self._article.published:
            return carried
        return single_day(day + A_DAY)

    def _is_under_way(self, told: ToldClause) -> bool:
        """Whether somebody is on the way or there now: "Nå er hun på vei til Brussel"."""
        if told.carrier.tense is not Tense.PRESENT:
            return False
        stays = told.carrier.kind is VerbKind.STAY and told.said.status is None
        then = not self._words.words["order.later"].isdisjoint(told.clause.words)
        now = stays and told.clause.says(self._words.phrases["order.now"]) is not None
        now = now or (stays and not then and not _IS.isdisjoint(told.carrier.words))
        return now or told.clause.says(self._words.phrases["order.under_way"]) is not None

    def _day_right_before(self, told: ToldClause) -> EventDate | None:
        """The day that the clause goes on from: "until Friday, when she goes to Warsaw"."""
        if told.clause.words[0] not in AS:
            return None
        start = told.clause.start
        each = self._named.date_before(start)
        return each.date if each and start - each.span.end <= RIGHT_BEHIND else None

    def _day_of_a_when(self, told: ToldClause) -> EventDate | None:
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
        days = [day.date for each in whole for day in self.usable(each)]
        status = told.said.status
        if status is None and told.carrier.tense is Tense.PRESENT:
            status = Status.PLANNED
        if status is None or len(days) != 1:
            return None
        return days[0] if is_possible(status, days[0], self._article.published) else None

    def _since(self, told: ToldClause) -> EventDate | None:
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

    def _opening_day(self, told: ToldClause) -> EventDate | None:
        """The day on which what is held there begins, as the clause behind says: "VM i Trondheim,
        som åpner 26. februar"."""
        behind = [each for each in told.sentence if each.start > told.clause.start][:1]
        if not behind or not behind[0].is_relative or not told.placings:
            return None
        if self._words.words["places.beginning"].isdisjoint(behind[0].words):
            return None
        return next((each.date for each in self._named.dates_in(behind[0])), None)

    def _day_there(self, told: ToldClause, place: Resolved) -> EventDate | None:
        """The day that the clause behind gives, which tells what goes on at the place before it:
        "til Monza, hvor det settes punktum 25. juli", "in Jakarta, which hosted a summit on
        Thursday"."""
        clause = told.clause
        behind = next((each for each in told.sentence if each.start >= clause.end), None)
        if behind is None or not behind.is_relative or is_asked_where(behind, self._article):
            return None
        last = max(told.places, key=lambda each: each.name.span.start, default=None)
        if last is not place or behind.start - place.name.span.end > RIGHT_BEHIND:
            return None
        if self._named.places_in(behind):
            return None
        past = (Tense.PAST, Tense.PERFECT)
        done = told.said.status is Status.HAPPENED
        if told.clause.tense is not None and (behind.tense in past) is not done:
            return None
        days = [each.date for each in self._named.dates_in(behind)]
        near = [each for each in days if abs(each.earliest - self._article.published) <= LATELY]
        if not near or len(days) > 1 or self._is_background(told, place, behind, near[0]):
            return None
        return near[0]

    def _is_background(
        self, told: ToldClause, place: Resolved, behind: Clause, day: EventDate
    ) -> bool:
        """Whether a clause tells what was at the place before the text came there: "were driven to
        Utiel, where the river rose on 29 October"."""
        led = placing_of(told, place)
        comes = led is not None and led.function is not Function.FROM
        if not comes or not self._words.words["pronouns.persons"].isdisjoint(behind.words[1:3]):
            return False
        come = self._day_gone_on(told)
        return come is not None and day.latest < come.earliest

    def _left(self, told: ToldClause) -> EventDate | None:
        """The day of the place that the clause goes on from: "Fra Borodjanka fortsatte han", "Etter
        møtet i Roma fortsatte han"."""
        for placing, place in zip(told.placings, told.places, strict=True):
            before = [
                word
                for token, word in zip(told.clause.tokens, told.clause.words, strict=True)
                if token.end <= placing.span.start
            ]
            behind = placing.of_visit and not AFTER.isdisjoint(before[-FARTHEST_AFTER:])
            if placing.function is Function.FROM or behind:
                return self._days_of.get(place.place_id)
        return None

    def _is_of_a_purpose(self, told: ToldClause, mention: DateMention, place: Resolved) -> bool:
        """Whether a date stands behind a purpose that stands behind the place: "lander onsdag i
        Dubai for å åpne møtet dagen etter"."""
        purpose = self._words.phrases["clause.purposes"]
        between = [
            word
            for token, word in zip(told.clause.tokens, told.clause.words, strict=True)
            if place.name.span.end <= token.start and token.end <= mention.span.start
        ]
        return any(stands(between, at, purpose) for at in range(len(between)))

    def _is_for(self, told: ToldClause, mention: DateMention, place: Resolved) -> bool:
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

    def _is_of_the_next(self, told: ToldClause, mention: DateMention, place: Resolved) -> bool:
        """Whether a date stands behind an "and" with another place, where the first has its own:
        "skal torsdag til Oslo, og dagen derpå til Bergen"."""
        start, end = place.name.span.start, place.name.span.end
        if not any(each.span.end <= start for each in self.usable(told.clause)):
            return False
        coordinators = self._words.words["clause.coordinators"]
        joined = any(
            word in coordinators
            for token, word in zip(told.clause.tokens, told.clause.words, strict=True)
            if end <= token.start and token.end <= mention.span.start
        )
        return joined and any(each.name.span.start > mention.span.end for each in told.places)

    def usable(self, clause: Clause) -> list[DateMention]:
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

    def _note_day(self, told: ToldClause, day: EventDate, ahead: bool) -> None:
        """Keep the day that the text has come to, unless the clause only explains, by what was
        before: "to Utiel, where the river rose on 29 October"."""
        come, block = self._day.get(ahead, (None, -1))
        older = come is not None and block == told.block and day.latest < come.earliest
        had = told.carrier.tense is Tense.PERFECT
        # "31. oktober 1517 slo Martin Luther opp tesene": what comes next is not of that day.
        ago = self._article.published - day.latest > _LONG_AGO
        ago = ago and come is not None and self._article.published - come.latest <= LATELY
        if not ago and not (older and (told.clause.is_relative or had)):
            self._day[ahead] = (day, told.block)


def hour(told: ToldClause, place: Resolved, book: Phrasebook) -> int:
    """When on its day something is at the place: -1 early or before what else the clause tells, 1
    late, else 0."""
    return -1 if _is_before_the_rest(told, place, book) else _hour(told, book)


def _is_before_the_rest(told: ToldClause, place: Resolved, book: Phrasebook) -> bool:
    """Whether the place comes before what else the clause tells: "left for Rome after three
    days in Oslo"."""
    last = None
    words = told.clause.words
    if told.clause.is_relative and _follows_an_after(told):
        return True
    for at, token in enumerate(told.clause.tokens):
        if token.start >= place.name.span.start:
            break
        day = at and words[at - 1] in book.words["clause.times"]
        if words[at] in AFTER and words[at + 1] not in _BY_THE_PLAN and not day:
            last = token.end
    if last is None:
        return False
    verbs = (told.clause.tokens[at].start for at, _ in told.clause.verbs)
    return not any(last <= verb < place.name.span.start for verb in verbs)


def _follows_an_after(told: ToldClause) -> bool:
    """Whether it tells of what "after" leads to: "is back after a journey that took him to"."""
    clause = told.clause
    before = next((each for each in reversed(told.sentence) if each.end <= clause.start), None)
    if before is None or before.words[-1] in AFTER:
        # "caught a cold in Paris, after which they rested at Geilo".
        return False
    last = max((at for at, _ in before.verbs), default=-1)
    return not AFTER.isdisjoint(before.words[last + 1 :])


def _hour(told: ToldClause, book: Phrasebook) -> int:
    words = book.words
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


_SMALL_HOURS = frozenset({("natt", "til"), ("natta", "til"), ("natten", "til"), ("early", "hours")})
_LATE_HOURS = frozenset(
    ("late", word)
    for word in (
        *("on", "in", "at", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"),
        "sunday",
    )
)
_BY_THE_PLAN = frozenset({"planen", "hensikten", "alt", "all", "which", "that"})
"""What "etter" leads to that is no time: "etter planen"."""


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


def _places_beside(told: ToldClause, place: Resolved) -> list[Span]:
    """The other places of a clause, without those that only say where one of them lies."""
    within = (Function.WITHIN, Function.OTHER)
    led = zip(told.placings, told.places, strict=True)
    return [
        other.name.span
        for placing, other in led
        if other is not place and placing.function not in within
    ]


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


_IS = frozenset({"er", "is", "are"})
_LONG_AGO = timedelta(days=1000)
"""What lies further back is told for its likeness, and the text goes on from where it was."""

_LONGEST_BOUND = 40
"""How many characters before a date "since" may stand."""

_LONGEST_NIGHT = 6
"""How many words before its place "after spending the night" may begin."""

_SPEECH = ("–", "—", "-", "«", "»", '"', "“", "”", "'", "‘")
"""What a paragraph begins with that quotes somebody."""

_OF_LATE = timedelta(days=14)
"""How long before publication a journey that the article reports may lie."""

_SINCE = frozenset({"siden", "sidan", "since"})
_LONGEST_SINCE = 5
"""How many words before a date "since" may stand, with no verb between."""

_BOUNDS = frozenset({"siden", "sidan", "inntil", "since", "until", "till", "etter", "enn", "than"})
