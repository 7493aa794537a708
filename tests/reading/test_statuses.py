"""How far an event has come: happened, planned, proposed, cancelled or denied."""

from __future__ import annotations

import pytest

from summitmap.reading.clauses import clauses
from summitmap.reading.phrasebook import phrasebook
from summitmap.reading.sentences import sentences
from summitmap.reading.text import Span
from tests.reading.articles import drafted, events_of

HAPPENED = [
    ("nb", "{Anna Berg} ankom [Oslo] <mandag|2024-05-06>."),
    ("nb", "{Anna Berg} har besøkt [Oslo]."),
    ("nb", "<Mandag|2024-05-06> ble {Anna Berg} tatt imot i [Oslo]."),
    ("nb", "{Anna Berg} og {Per Dahl} i [Oslo] <mandag|2024-05-06>."),
    ("nb", "{Anna Berg} er i [Oslo]."),
    ("en", "{Anna Berg} arrived in [Oslo] on <Monday|2024-05-06>."),
    ("en", "{Anna Berg} has visited [Oslo]."),
    ("en", "{Anna Berg} was received in [Oslo] on <Monday|2024-05-06>."),
    ("en", "{Anna Berg} is visiting [Oslo]."),
]
PLANNED = [
    ("nb", "{Anna Berg} skal besøke [Oslo] <fredag|2024-05-10>."),
    ("nb", "{Anna Berg} ventes i [Oslo] <fredag|2024-05-10>."),
    ("nb", "{Anna Berg} er ventet i [Oslo]."),
    ("nb", "{Anna Berg} forventes å besøke [Oslo]."),
    ("nb", "{Anna Berg} skal etter planen møte {Per Dahl} i [Oslo]."),
    ("nb", "{Anna Berg} planlegger en reise til [Oslo]."),
    ("nb", "Senere reiser {Anna Berg} videre til [Oslo]."),
    ("nb", "Et besøk i [Oslo] er under planlegging, sier {Anna Berg}."),
    ("en", "{Anna Berg} will travel to [Oslo] on <Friday|2024-05-10>."),
    ("en", "{Anna Berg} is expected in [Oslo]."),
    ("en", "{Anna Berg} is due to meet {Per Dahl} in [Oslo]."),
    ("en", "{Anna Berg} plans to visit [Oslo]."),
    ("en", "{Anna Berg} leaves for [Oslo] on <Friday|2024-05-10>."),
]
PROPOSED = [
    ("nb", "{Per Dahl} ønsker henne velkommen til [Oslo], sier {Anna Berg}."),
    ("nb", "{Per Dahl} har sendt {Anna Berg} en invitasjon til [Oslo]."),
    ("nb", "{Per Dahl} inviterte {Anna Berg} til [Oslo]."),
    ("nb", "{Per Dahl} har foreslått et besøk i [Oslo]."),
    ("nb", "{Anna Berg} vurderer å reise til [Oslo]."),
    ("nb", "{Anna Berg} kan reise til [Oslo]."),
    ("nb", "Det er ikke kjent om {Anna Berg} reiser til [Oslo]."),
    ("en", "{Per Dahl} invited {Anna Berg} to [Oslo]."),
    ("en", "{Anna Berg} has offered to go to [Oslo]."),
    ("en", "{Anna Berg} may visit [Oslo]."),
]
CANCELLED = [
    ("nb", "Et besøk i [Oslo] måtte vike, sier {Anna Berg}."),
    ("nb", "{Anna Berg} kom seg aldri til [Oslo]."),
    ("en", "{Anna Berg} never made it to [Oslo]."),
    ("nb", "Stevnet i [Oslo] sto hun over, sier {Anna Berg}."),
    ("nb", "Møtet i [Oslo] er utsett på ubestemt tid, seier {Anna Berg}."),
    ("nb", "{Anna Berg} avlyste besøket i [Oslo]."),
    ("nb", "Turen til [Oslo] er utsatt, opplyser {Anna Berg}."),
    ("nb", "Turen til [Oslo], som var satt opp i programmet, ble avlyst."),
    ("nb", "{Anna Berg} skulle egentlig ha besøkt [Oslo]."),
    ("nb", "{Anna Berg} kommer ikke til [Oslo]."),
    ("en", "{Anna Berg} cancelled a trip to [Oslo]."),
    ("en", "A visit to [Oslo] was called off."),
    ("en", "A visit to [Oslo] that diplomats had discussed was postponed."),
    ("en", "{Anna Berg} had planned to visit [Oslo], but stayed at home."),
]
DENIED = [
    ("nb", "Ryktene om et stopp i [Oslo] avfeies av {Anna Berg}."),
    ("nb", "Meldinger om at {Anna Berg} skal ha vært i [Oslo], tilbakevises."),
    ("en", "Reports that {Anna Berg} had been in [Oslo] are false."),
    ("en", "{Anna Berg} denied she was going to [Oslo]."),
    ("nb", "Et opphold i [Oslo] er bare oppspinn, ifølge {Anna Berg}."),
    ("nb", "Ryktene vil ha det til at {Anna Berg} reiste til [Oslo]. Det stemmer ikke."),
    ("en", "Talk of a trip to [Oslo] is untrue, {Anna Berg} said."),
    ("nb", "{Per Dahl} benektet at {Anna Berg} skal reise til [Oslo]."),
    ("nb", "{Per Dahl} avviste ryktene om at møtet skulle flyttes til [Oslo]."),
    ("en", "{Per Dahl} denied that {Anna Berg} would travel to [Oslo]."),
    ("en", "Reports that {Anna Berg} would move to [Oslo] were denied."),
]


def status(language: str, marked: str) -> list[str]:
    return [event[2] for event in events_of(drafted(marked, language))]


@pytest.mark.parametrize(("language", "marked"), HAPPENED)
def test_what_is_told_in_the_past_has_happened(language: str, marked: str) -> None:
    assert status(language, marked) == ["happened"]


@pytest.mark.parametrize(("language", "marked"), PLANNED)
def test_what_is_expected_is_planned(language: str, marked: str) -> None:
    assert status(language, marked) == ["planned"]


@pytest.mark.parametrize(("language", "marked"), PROPOSED)
def test_what_somebody_asks_for_or_may_do_is_proposed(language: str, marked: str) -> None:
    assert status(language, marked) == ["proposed"]


@pytest.mark.parametrize(("language", "marked"), CANCELLED)
def test_what_was_given_up_is_cancelled(language: str, marked: str) -> None:
    assert status(language, marked) == ["cancelled"]


@pytest.mark.parametrize(("language", "marked"), DENIED)
def test_what_somebody_denies_is_denied(language: str, marked: str) -> None:
    assert status(language, marked) == ["denied"]


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("nb", "{Anna Berg} reiste ikke til [Oslo] <mandag|2024-05-06>."),
        ("en", "{Anna Berg} did not travel to [Oslo] on <Monday|2024-05-06>."),
    ],
)
def test_what_did_not_happen_is_no_event(language: str, marked: str) -> None:
    assert status(language, marked) == []


def test_who_denies_something_is_not_where_it_is_denied_to_happen() -> None:
    marked = "{Per Dahl}, speaking in [Rome], rejected the claim."
    assert events_of(drafted(marked, "en")) == []


def test_a_date_after_publication_overrules_the_past_tense() -> None:
    marked = "{Anna Berg} sa at hun reiste til [Oslo] <10. mai|2024-05-10>."
    assert status("nb", marked) == ["planned"]


def test_a_plan_whose_day_is_over_has_happened() -> None:
    marked = "{Anna Berg} skulle møte {Per Dahl} i [Oslo] <mandag|2024-05-06>."
    assert status("nb", marked) == ["happened"]


def test_a_plan_told_of_after_it_was_given_up_is_cancelled_too() -> None:
    marked = (
        "{Anna Berg} har avlyst reisen til [Oslo]. Før det var hun ventet i [Bergen]"
        " <fredag|2024-05-10>."
    )
    assert events_of(drafted(marked)) == [
        ("Oslo", None, "cancelled"),
        ("Bergen", "2024-05-10", "cancelled"),
    ]


def test_every_token_of_a_sentence_stands_in_one_clause() -> None:
    text = "Han sa at hun, som var i Oslo, ikke kom, men skrev; så dro han – og ingen vet hvor."
    (sentence,) = sentences([Span(0, len(text), text)], "nb")
    cut = clauses(sentence, 0, phrasebook("nb"))
    assert [token for clause in cut for token in clause.tokens] == list(sentence.tokens)
