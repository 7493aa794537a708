"""The dates that an article names, in EDTF, anchored on the day it was published.

Every phrase that says when: a day, a week, a month, a season, a year, a stretch of them. How long
something took, how old somebody is and when in the day it was is not read; "hver mandag" is no
date. What is chosen where the words leave a choice stands in `grammar.anchoring`; a night
"til mandag" is dated to the Monday that it ends on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise, zip_longest

from summitmap.reading.grammar.anchoring import resolve
from summitmap.reading.grammar.fallback import leftover_dates
from summitmap.reading.grammar.meanings import Day, Meaning, Relative, Shift, Unit, Weekday
from summitmap.reading.grammar.nearest import Anchors, Found
from summitmap.reading.grammar.phrases import phrases_in
from summitmap.reading.grammar.tense import Tense, tense_at
from summitmap.reading.grammar.tokens import tokens_of
from summitmap.reading.grammar.vocabulary import Vocabulary, vocabulary
from summitmap.reading.text import Sentence, Span
from summitmap.story.dates import EventDate, Precision

_RECENT = 6
"""Sentences within which "the same day" is that of a day named before."""

_LONGEST_PIECE = 10_000
"""Characters that are looked at together; a sentence of sound length is much shorter."""


_APPOSED = re.compile(r"\s?[,(–—-]?\s?(?:(?:on|den|the)\s)?", re.IGNORECASE)
"""What stands between a distance and the date that it comes to."""


@dataclass(frozen=True)
class DateMention:
    """Words of the text that say when.

    `certain` is false where the date hangs on another one in the text, is rough, or was chosen
    from several that the words allow.
    """

    span: Span
    date: EventDate
    certain: bool


def dates(sentences: Sequence[Sentence], published: date, language: str) -> tuple[DateMention, ...]:
    """The dates in the order of the text; spans are those of the text behind the sentences.

    "Samme dag" and the like go by the date before them in the text, else by publication. Raises
    `ReadingError` for a language other than "nb" and "en".
    """
    words = vocabulary(language)
    anchors = Anchors(published)
    last_day = -_RECENT
    mentions: list[DateMention] = []
    for number, sentence in enumerate(sentences):
        if number - last_day > _RECENT:
            anchors = replace(anchors, recent_day=None)
        for piece in _pieces(sentence.span):
            for when in _expressions(piece, words):
                found = when.found(anchors)
                if found is None:
                    continue
                mentions.append(DateMention(when.span, found.date, found.certain))
                if when.is_of_the_speaker and _is_spoken(piece, when.span):
                    # "Today" is of the day that it was said on.
                    continue
                anchors = replace(anchors, spoken_of=found.date.earliest)
                if when.may_lead_on and (day := _day_of(found.date)) is not None:
                    anchors = replace(anchors, day=day, recent_day=day)
                    last_day = number
    return tuple(mentions)


@dataclass(frozen=True)
class _Expression:
    """A phrase of the grammar that is yet to be anchored, or a date that needs no anchor."""

    span: Span
    meaning: Meaning | EventDate
    tense: Tense = Tense.NONE

    @property
    def is_of_the_speaker(self) -> bool:
        """Whether it is "today", "tomorrow" and the like."""
        return isinstance(self.meaning, Relative) and not self.meaning.from_text

    @property
    def may_lead_on(self) -> bool:
        """Whether "the next day" may count from it: not from a week, nor from "overnight", behind
        which it is the day that the night led to."""
        return not isinstance(self.meaning, Relative) or self.meaning.unit not in _NO_DAYS

    def found(self, anchors: Anchors) -> Found | None:
        """The date that is meant, if the calendar has one."""
        if isinstance(self.meaning, EventDate):
            return Found(self.meaning)
        return resolve(self.meaning, anchors, self.tense)


def _expressions(piece: Span, words: Vocabulary) -> list[_Expression]:
    """What says when in a piece of text, in order; what the grammar leaves comes from elsewhere."""
    tokens = tokens_of(piece.text)
    expressions: list[_Expression] = []
    taken: list[tuple[int, int]] = []
    phrases = list(phrases_in(tokens, words))
    dated = {place for phrase in phrases for place in range(phrase.start, phrase.end)}
    # "mandag og tirsdag": what joins two dates stands between no clauses.
    dated |= {one.end for one, other in pairwise(phrases) if other.start == one.end + 1}
    for phrase in phrases:
        start, end = tokens[phrase.start].start, tokens[phrase.end - 1].end
        tense = tense_at(tokens, phrase.start, phrase.end, dated, words.signs)
        expressions.append(_Expression(_part(piece, start, end), phrase.meaning, tense))
        taken.append((start, end))
    expressions += (
        _Expression(_part(piece, start, end), day)
        for start, end, day in leftover_dates(piece.text, taken, words)
    )
    expressions.sort(key=lambda one: one.span.start)
    return [
        one
        for one, after in zip_longest(expressions, expressions[1:])
        if (after is None or not _is_told_better(one, after, piece))
        and not _leads_from_a_clause(one, expressions, piece)
    ]


def _leads_from_a_clause(one: _Expression, all_of_them: Sequence[_Expression], piece: Span) -> bool:
    """Whether it only says how long before a date of the same sentence something else was:
    "landet 7. august, 101 døgn etter at de dro", "talte mandag, dagen etter at han landet"."""
    is_distance = isinstance(one.meaning, (Relative, Shift)) and one.meaning.from_text
    if not is_distance or not one.span.text.lower().endswith(_BEFORE_A_CLAUSE):
        return False
    following = piece.text[one.span.end - piece.start :].split(maxsplit=1)
    if not following or not following[0][0].isalpha() or following[0].lower() in _JOINS:
        # "landet 7. august og dro noen dager etter."
        return False
    named = [
        each
        for each in all_of_them
        if each.span.start < one.span.start and not isinstance(each.meaning, (Relative, Shift))
    ]
    if isinstance(one.meaning, Shift) or not named:
        return bool(named)
    between = piece.text[named[-1].span.end - piece.start : one.span.start - piece.start]
    return bool(_APPOSED.fullmatch(between))


_BEFORE_A_CLAUSE = ("etter", "after", "før", "before")
_JOINS = ("og", "men", "and", "but")
_NO_DAYS = (Unit.HOUR, Unit.WEEK, Unit.WEEKEND, Unit.COMING_WEEKEND)
_SPEECH_BEGINS = ("–", "—", "- ")


def _is_spoken(piece: Span, when: Span) -> bool:
    """Whether a date stands in what is quoted: behind a dash or between quotation marks."""
    before = piece.text[: when.start - piece.start]
    straight = before.count('"') % 2 == 1
    opened = before.count("“") + before.count("«") > before.count("”") + before.count("»")
    return straight or opened or piece.text.startswith(_SPEECH_BEGINS)


def _is_told_better(one: _Expression, after: _Expression, piece: Span) -> bool:
    """Whether a distance is followed by its date: "the day after, on 13 September"."""
    between = piece.text[one.span.end - piece.start : after.span.start - piece.start]
    is_distance = isinstance(one.meaning, (Relative, Shift)) and one.meaning.from_text
    is_day = isinstance(after.meaning, (Day, Weekday))
    return is_distance and is_day and bool(_APPOSED.fullmatch(between))


def _part(piece: Span, start: int, end: int) -> Span:
    return Span(piece.start + start, piece.start + end, piece.text[start:end])


def _day_of(found: EventDate) -> date | None:
    """The day that "the day after" goes by behind a date: its last one, if it is known."""
    end = found.end
    if end is None or end.precision is not Precision.DAY or end.approximate:
        return None
    return end.first


def _pieces(span: Span) -> Iterator[Span]:
    """The sentence, or if it is endless, pieces of it cut at a space where there is one."""
    start = 0
    while len(span.text) - start > _LONGEST_PIECE:
        end = span.text.rfind(" ", start, start + _LONGEST_PIECE)
        end = end if end > start else start + _LONGEST_PIECE
        yield _part(span, start, end)
        start = end
    yield _part(span, start, len(span.text))
