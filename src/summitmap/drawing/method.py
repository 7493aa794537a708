"""The method: how the places and the dates of a story were found, and what is our own inference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from babel.numbers import format_decimal
from markupsafe import Markup

from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.credits import credit_line
from summitmap.drawing.entry import Address, dataset_of
from summitmap.drawing.templates import draw
from summitmap.places.overrides import OWN_POINT
from summitmap.story.dates import EventDate
from summitmap.story.itinerary import in_order
from summitmap.story.model import Basis, Event, Place, Status, Story

MOST = 100
"""How many items a list names; a longer one says how many more there are."""


@dataclass(frozen=True)
class Dataset:
    """A dataset in its version: how many places are from it, and whom to name for it. `link` is
    there when one address stands for all of them."""

    name: str
    places: int
    credits: tuple[str, ...]
    link: str | None


@dataclass(frozen=True)
class Remark:
    """What is to be said of a place by its name; the text is plain and still to be escaped."""

    place: str
    text: str


@dataclass(frozen=True)
class FoundPlaces:
    """How the places were found: those from each dataset, the most used first, and the remarks on
    those that a person set, whose spelling was corrected, or that are doubtful.

    `looked_up` are those that no person set, `areas` those drawn without a point, and `missing`
    the names of those that were not found.
    """

    looked_up: int
    areas: int
    datasets: tuple[Dataset, ...]
    by_person: tuple[Remark, ...]
    corrected: tuple[Remark, ...]
    doubtful: tuple[Remark, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Grounds:
    """Of how many events something is stated in the article, inferred by us, or not given."""

    stated: int
    inferred: int
    unknown: int


@dataclass(frozen=True)
class Inferred:
    """An event of which we inferred the date, the place or both, and why."""

    id: str
    headline: str
    date: bool
    place: bool
    note: str | None


@dataclass(frozen=True)
class Used:
    """A status that events of the story have, and how many."""

    status: Status
    events: int


def method(
    story: Story,
    places: Mapping[str, Place],
    language: str,
    words: Catalogue,
    downloads: Sequence[tuple[str, str]],
    address: Address,
) -> Markup:
    """The method as HTML, in `language` with the words of the catalogue.

    `downloads` are the data to put away, each by its label and its address; `address` is that of
    an event. What it needs to look as it should are summitmap.css and method.css.
    """
    return draw(
        "method.html",
        found=found_places(story, places, language, words),
        dates=grounds((event.date, event.date_basis) for event in story.events),
        spots=grounds((event.place, event.place_basis) for event in story.events),
        inferred=inferred(story, language),
        statuses=statuses(story),
        travels=sum(event.stop for event in story.events) > 1,
        published=words.date(EventDate.parse(story.published.isoformat())),
        original=story.original.link if story.original else None,
        remark=story.method[language] if story.method else None,
        background=[item.text[language] for item in story.background],
        credits=credit_line(places, words),
        downloads=downloads,
        most=MOST,
        number=lambda count: format_decimal(count, locale=words.language),
        words=words,
        address=address,
    )


def found_places(
    story: Story, places: Mapping[str, Place], language: str, words: Catalogue
) -> FoundPlaces:
    """How the places of the story were found, as their provenance tells it."""
    found = [
        (entry.name[language], places[entry.id]) for entry in story.places if entry.id in places
    ]
    by_person = tuple(
        Remark(name, place.reason or "–") for name, place in found if place.chosen_by == "person"
    )
    return FoundPlaces(
        looked_up=len(found) - len(by_person),
        areas=sum(place.kind.is_area for _, place in found),
        datasets=_datasets([place for _, place in found], words),
        by_person=by_person,
        corrected=tuple(
            Remark(name, words("event.corrected", spelling=place.provenance.corrected_from))
            for name, place in found
            if place.provenance.corrected_from
        ),
        doubtful=tuple(
            Remark(name, words(f"doubt.{place.doubt.value}"))
            for name, place in found
            if place.doubt
        ),
        missing=tuple(entry.name[language] for entry in story.places if entry.id not in places),
    )


def _datasets(found: Iterable[Place], words: Catalogue) -> tuple[Dataset, ...]:
    of_dataset: dict[str, list[Place]] = {}
    for place in found:
        is_own = place.provenance.dataset == OWN_POINT
        name = words("places.own_point") if is_own else dataset_of(place.provenance)
        of_dataset.setdefault(name, []).append(place)
    datasets = (_dataset(name, group, words) for name, group in of_dataset.items())
    return tuple(sorted(datasets, key=lambda dataset: -dataset.places))


def _dataset(name: str, found: Sequence[Place], words: Catalogue) -> Dataset:
    origins = [place.provenance for place in found if place.provenance.dataset != OWN_POINT]
    named = (
        words("method.credit", credit=origin.credit, licence=origin.licence)
        if origin.licence
        else origin.credit
        for origin in origins
    )
    links = {origin.link for origin in origins}
    return Dataset(
        name, len(found), tuple(dict.fromkeys(named)), links.pop() if len(links) == 1 else None
    )


def grounds(claims: Iterable[tuple[object | None, Basis]]) -> Grounds:
    """Counts dates or places by what they rest on; one that is not there rests on nothing."""
    counted = Counter(basis if what is not None else None for what, basis in claims)
    return Grounds(counted[Basis.STATED], counted[Basis.INFERRED], counted[None])


def inferred(story: Story, language: str) -> tuple[Inferred, ...]:
    """The events of which something is inferred, in order."""
    told = (_inferred(event, language) for event in in_order(story.events))
    return tuple(each for each in told if each.date or each.place)


def _inferred(event: Event, language: str) -> Inferred:
    return Inferred(
        event.id,
        event.headline[language],
        event.date is not None and event.date_basis is Basis.INFERRED,
        event.place is not None and event.place_basis is Basis.INFERRED,
        event.note[language] if event.note else None,
    )


def statuses(story: Story) -> tuple[Used, ...]:
    """The statuses that the events of the story have, what has happened first."""
    counted = Counter(event.status for event in story.events)
    return tuple(Used(status, counted[status]) for status in Status if counted[status])
