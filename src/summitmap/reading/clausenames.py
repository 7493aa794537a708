"""The names and dates of an article, to be asked for by clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from summitmap.reading.article import Article
from summitmap.reading.clauses import Clause
from summitmap.reading.dates import DateMention
from summitmap.reading.extents import is_spot
from summitmap.reading.mentions import Name, NameKind
from summitmap.reading.people import Part, Person
from summitmap.reading.phrasebook import phrasebook
from summitmap.reading.placing import Function, Placing, Toponym, is_owner
from summitmap.reading.resolving import Resolved
from summitmap.reading.text import Span


class ClauseNames:
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
                not is_spot(each),
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
