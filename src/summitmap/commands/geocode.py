"""`summitmap geocode`: find the places of a story, and put them right."""

from __future__ import annotations

import argparse
import os
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from summitmap.commands.arguments import Commands, resolved, takes_stories
from summitmap.commands.terminal import plain, progress, short, width
from summitmap.drawing.catalogue import catalogue
from summitmap.drawing.placetable import Row, rows
from summitmap.errors import OnlineError, OverrideError
from summitmap.places.crosscheck import ask, cross_check, find, opinions, preferred, with_opinions
from summitmap.places.gazetteer import Gazetteer
from summitmap.places.geocoders import OfflineGeocoder
from summitmap.places.online import OnlineGeocoder
from summitmap.places.overrides import chosen_candidate, own_point
from summitmap.places.resolve import resolve_all
from summitmap.places.services import Service, service_names
from summitmap.story import folder, intake, keeping
from summitmap.story.keeping import Keeper
from summitmap.story.model import Place, PlaceEntry, Position, SecondOpinion

_LARGEST_SECRETS = 1_000_000
"""Bytes of Streamlit's secrets file."""


def add(commands: Commands) -> None:
    """Add the command to the parser's."""
    geocode = commands.add_parser("geocode", help="find the places of a story and write them down")
    takes_stories(geocode, None)
    _takes_services_and_choices(geocode)
    geocode.set_defaults(run=_geocode, wrong=geocode.error)


def _takes_services_and_choices(geocode: argparse.ArgumentParser) -> None:
    geocode.add_argument(
        "--with",
        dest="service",
        metavar="SERVICE",
        type=_service,
        help="ask an online service, such as nominatim or photon, before the offline index",
    )
    geocode.add_argument(
        "--check",
        metavar="SERVICE",
        type=_service,
        help="set an online service's answers beside the chosen points, and change none of them",
    )
    choice = geocode.add_mutually_exclusive_group()
    choice.add_argument(
        "--set",
        dest="choice",
        metavar="PLACE=WHAT",
        type=_choice,
        help="choose for a place: candidate:N of its candidates, or LONGITUDE,LATITUDE",
    )
    choice.add_argument(
        "--unset", metavar="PLACE", help="take back what was chosen for a place with --set"
    )
    geocode.add_argument("--reason", metavar="TEXT", help="why --set is right; kept with the place")


@dataclass(frozen=True)
class _Choice:
    """What a person sets a place to: the candidate of that number, or a point."""

    place: str
    what: int | Position


def _choice(text: str) -> _Choice:
    place, _, what = text.partition("=")
    try:
        if what.startswith("candidate:"):
            return _Choice(place, int(what.removeprefix("candidate:")))
        longitude, latitude = (float(part) for part in what.split(","))
        return _Choice(place, Position(longitude=longitude, latitude=latitude))
    except (ValidationError, ValueError) as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is neither PLACE=candidate:N nor PLACE=LONGITUDE,LATITUDE in degrees"
        ) from error


def _service(text: str) -> str:
    if text.lower() not in service_names():
        raise argparse.ArgumentTypeError(
            f"{text!r} is none of the services that geopy knows: {', '.join(service_names())}"
        )
    return text.lower()


def _geocode(chosen: argparse.Namespace) -> int:
    online = chosen.service or chosen.check
    if online and (chosen.choice or chosen.unset):
        chosen.wrong("--set and --unset stand alone, without --with and --check")
    if bool(chosen.choice) != bool((chosen.reason or "").strip()):
        chosen.wrong("--set needs a --reason, and --reason a --set")
    path = resolved(chosen.story)
    if not path.is_dir():
        folder.read(path)  # Raises with what is missing.
    # From before the story is read, so that nobody's choice of a place is written over.
    with keeping.alone(path) as keeper:
        return _work(chosen, _Geocoding(path, keeper))


def _work(chosen: argparse.Namespace, work: _Geocoding) -> int:
    if chosen.choice:
        return work.set(chosen.choice, chosen.reason)
    if chosen.unset:
        return work.unset(chosen.unset)
    # Whether each may be asked is known before anything is.
    services = {name: _online(name) for name in (chosen.service, chosen.check) if name}
    complete = True
    if chosen.service:
        complete = work.ask(services[chosen.service])
    elif not chosen.check:
        work.look_up()
    if chosen.check:
        return work.check(services[chosen.check])
    work.tell()
    work.write()
    return 0 if complete and len(work.places) == len(work.story.places) else 1


def _online(name: str) -> OnlineGeocoder:
    return OnlineGeocoder(_configured(name))


def _configured(name: str) -> Service:
    return Service.of(name, {**_secrets(), **os.environ})


def _secrets() -> dict[str, str]:
    """The SUMMITMAP_… keys of Streamlit's secrets file, where one works in its folder; the
    environment goes first."""
    file = Path(".streamlit") / "secrets.toml"
    try:
        table = tomllib.loads(intake.bytes_of(file, _LARGEST_SECRETS).decode("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (ValueError, RecursionError):
        raise OnlineError(f"{file} is not TOML: mend it or remove it") from None
    return {key: str(value) for key, value in table.items() if key.startswith("SUMMITMAP_")}


class _Geocoding:
    """The places of a story while one command works on them, by id."""

    def __init__(self, path: Path, keeper: Keeper) -> None:
        self._keeper = keeper
        self._opened = folder.read(path)
        self.story = self._opened.story
        self.places: dict[str, Place] = dict(self._opened.places)

    @cached_property
    def _offline(self) -> OfflineGeocoder:
        return OfflineGeocoder(Gazetteer.open(progress=progress))

    @cached_property
    def _looked_up(self) -> Mapping[str, Place]:
        """What the offline index finds; what a person set stays."""
        found = resolve_all(self.story, self._offline, self.places)
        kept = opinions(self.story, self._opened.places)
        return {place.id: place for place in with_opinions(found, kept)}

    def look_up(self) -> None:
        """Take every place from the offline index, save those that a person set."""
        self.places = dict(self._looked_up)

    def ask(self, geocoder: OnlineGeocoder) -> bool:
        """Take every place from the service, or from the offline index where it has none.

        Gives whether the service answered for all; if not, its earlier answers are kept too.
        """
        earlier = self._opened.places
        self.look_up()
        entries = [entry for entry in self.story.places if not self._is_set(entry.id)]
        asked = find(entries, geocoder)
        title = geocoder.service.title
        for entry in entries:
            before = earlier.get(entry.id)
            if entry.id in asked.found:
                place = preferred(asked.found[entry.id], self.places.get(entry.id), before)
                if place is self.places.get(entry.id):
                    print(f"{entry.id}: {title} gives a point and no area", file=sys.stderr)
                self.places[entry.id] = place
            elif entry.id in asked.not_found:
                print(f"{entry.id}: {title} has no answer", file=sys.stderr)
            elif before is not None and before.provenance.dataset == title:
                self.places[entry.id] = before
        kept = with_opinions(self.places.values(), opinions(self.story, earlier))
        self.places = {place.id: place for place in kept}
        if asked.problem:
            print(f"{asked.problem}; the answers that we had are kept", file=sys.stderr)
        return asked.problem is None

    def check(self, geocoder: OnlineGeocoder) -> int:
        """Set the service's opinions beside the places, print them and write them down."""
        if any(entry.id not in self.places for entry in self.story.places):
            self._fill_in()
        second = ask(self.story.places, geocoder)
        new = {key: item for key, item in second.items() if isinstance(item, SecondOpinion)}
        kept = {**opinions(self.story, self._opened.places), **new}
        self.places = {place.id: place for place in with_opinions(self.places.values(), kept)}
        words = catalogue("en")
        compared = cross_check(self.story, self.places, second)
        print(_table(rows(compared, self.story.languages[0], words)))
        for problem in dict.fromkeys(item.problem for item in compared if item.problem):
            print(f"{problem}; the answers that we had are kept", file=sys.stderr)
        self.write()
        return 0

    def set(self, choice: _Choice, reason: str) -> int:
        """Set a place as a person says, and write it down."""
        entry = self._entry(choice.place)
        if entry.id not in self.places:
            self._fill_in()
        before = self.places.get(entry.id)
        if isinstance(choice.what, Position):
            self.places[entry.id] = own_point(before, entry, choice.what, reason)
        elif before is None:
            raise OverrideError(
                f"place {entry.id} was not found and has no candidates: give a point as"
                " LONGITUDE,LATITUDE"
            )
        else:
            self.places[entry.id] = chosen_candidate(
                before, entry, choice.what, reason, self._offline
            )
        return self._tell_one(entry)

    def unset(self, place_id: str) -> int:
        """Give a place back to the offline index, and write it down."""
        entry = self._entry(place_id)
        if not self._is_set(entry.id):
            raise OverrideError(
                f"place {entry.id} was not set by a person: there is nothing to take back"
            )
        del self.places[entry.id]
        if entry.id in self._looked_up:
            self.places[entry.id] = self._looked_up[entry.id]
        return self._tell_one(entry)

    def tell(self) -> None:
        """Print each place and where it was found."""
        for entry in self.story.places:
            print(_told(entry, self.places.get(entry.id)))

    def write(self) -> None:
        """Write the places down in the story's order."""
        ordered = [self.places[entry.id] for entry in self.story.places if entry.id in self.places]
        written = self._keeper.put(folder.PLACES_FILE, folder.places_written(ordered))
        print(f"written to {written}")

    def _fill_in(self) -> None:
        """Look up the places that there are none of yet, and leave the others."""
        self.places = {**self._looked_up, **self.places}

    def _tell_one(self, entry: PlaceEntry) -> int:
        print(_told(entry, self.places.get(entry.id)))
        self.write()
        return 0

    def _entry(self, place_id: str) -> PlaceEntry:
        try:
            return self.story.place(place_id)
        except KeyError:
            known = ", ".join(entry.id for entry in self.story.places)
            raise OverrideError(
                f"the story has no place {place_id!r}: use one of {known}"
            ) from None

    def _is_set(self, place_id: str) -> bool:
        place = self.places.get(place_id)
        return place is not None and place.chosen_by == "person"


def _told(entry: PlaceEntry, place: Place | None) -> str:
    if place is None:
        return f"{entry.id}: “{entry.query}” was not found"
    origin = place.provenance
    record = f"{origin.dataset} {origin.record}" if origin.record else origin.dataset
    corrected = f", spelling corrected from “{origin.corrected_from}”"
    doubt = f". {catalogue('en')(f'doubt.{place.doubt.value}')}" if place.doubt else ""
    return plain(
        f"{entry.id}: {origin.matched} ({record}) at "
        f"longitude {place.position.longitude:.5f}, latitude {place.position.latitude:.5f}"
        f"{corrected if origin.corrected_from else ''}"
        f"{f', set by a person: {place.reason}' if place.chosen_by == 'person' else ''}"
        f"{doubt}"
    )


def _table(lines: Sequence[Row]) -> str:
    """The rows in columns; the last, of any length, is what may run over."""
    words = catalogue("en")
    names = ("place", "chosen", "record", "precision", "second", "kilometres", "verdict", "others")
    cells = [[words(f"places.{name}") for name in names]]
    for line in lines:
        apart = "" if line.kilometres is None else f"{line.kilometres:.1f}"
        texts = (line.place_id, line.chosen, line.record, line.precision, line.second, apart)
        cells.append([short(text) for text in (*texts, line.verdict)] + [plain(line.others)])
    widths = [max(width(row[column]) for row in cells) for column in range(len(names))]
    return "\n".join(
        "  ".join(
            text + " " * (wide - width(text)) for text, wide in zip(row, widths, strict=True)
        ).rstrip()
        for row in cells
    )
