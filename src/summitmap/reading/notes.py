"""What an editor is told to look at in a draft, in the language of the article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from summitmap.reading.draftevent import DraftEvent
from summitmap.story.model import Basis


@dataclass(frozen=True)
class Notes:
    """The remarks of one language; each is a whole sentence."""

    method: str
    date: str
    no_date: str
    place: str
    not_found: str
    corrected: str
    doubt: str

    def of(self, event: DraftEvent) -> str:
        """What to look at in an event; empty where nothing is unsure."""
        place = event.place.place
        said = []
        if event.when is None:
            said.append(self.no_date)
        elif event.date_basis is Basis.INFERRED:
            said.append(self.date)
        if event.place_basis is Basis.INFERRED:
            said.append(self.place)
        if place is None:
            said.append(self.not_found)
        elif place.provenance.corrected_from:
            said.append(
                self.corrected.format(
                    written=event.place.name.span.text, found=place.provenance.matched
                )
            )
        if place is not None and place.doubt is not None:
            said.append(self.doubt)
        return " ".join(said)


_NOTES: Mapping[str, Notes] = {
    "nb": Notes(
        method="Et utkast som en maskin har lest ut av saken. Ingen har sett over det ennå.",
        date="Se på datoen: den står ikke ved hendelsen, men er sluttet av teksten rundt.",
        no_date="Se på datoen: saken gir ingen.",
        place="Se på stedet: det står ikke ved hendelsen, men er sluttet av teksten rundt.",
        not_found="Stedet ble ikke funnet.",
        corrected="Se på stedet: «{written}» ble lest som {found}.",
        doubt="Se på stedet: et annet kan være ment, se de andre kandidatene.",
    ),
    "en": Notes(
        method="A draft that a machine read in the article. Nobody has gone through it yet.",
        date="Look at the date: not given with the event, but concluded from the text around it.",
        no_date="Look at the date: the article gives none.",
        place="Look at the place: not given with the event, but concluded from the text around it.",
        not_found="The place was not found.",
        corrected="Look at the place: “{written}” was read as {found}.",
        doubt="Look at the place: another may be meant, see the other candidates.",
    ),
}


def notes(language: str) -> Notes:
    """The remarks in a language, `nb` or `en`."""
    return _NOTES[language]
