"""The day of an event whose clause names none: what the text around it gives."""

from __future__ import annotations

import pytest

from tests.reading.articles import drafted, events_of, stops_of


def days(marked: str, language: str) -> list[tuple[str, str | None]]:
    """Place and date of each event of a marked article."""
    return [event[:2] for event in events_of(drafted(marked, language))]


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("nb", "{Anna Berg} møtte store folkemengder i [Roma] da hun kom <mandag|2024-05-06>."),
        ("nb", "{Anna Berg} ble hyllet i [Roma] idet hun landet <mandag|2024-05-06>."),
        ("nb", "{Anna Berg} møtte mange i [Roma] då ho kom <måndag|2024-05-06>."),
        ("en", "{Anna Berg} was cheered in [Rome] when she landed on <Monday|2024-05-06>."),
        ("en", "{Anna Berg} was met in [Rome] as she arrived on <Monday|2024-05-06>."),
    ],
)
def test_a_clause_that_says_when_gives_the_day_of_the_one_before(
    language: str, marked: str
) -> None:
    assert [day for _, day in days(marked, language)] == ["2024-05-06"]


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        (
            "nb",
            "{Anna Berg} landet i [Roma] <mandag|2024-05-06>.\n\nOm kvelden kom hun til [Paris].",
        ),
        (
            "nb",
            "{Anna Berg} landet i [Roma] <mandag|2024-05-06>.\n\n– Fint her, sa hun.\n\n"
            "Noen timer senere kom hun til [Paris].",
        ),
        (
            "en",
            "{Anna Berg} landed in [Rome] on <Monday|2024-05-06>.\n\nBy nightfall she was in "
            "[Paris].",
        ),
        (
            "en",
            '{Anna Berg} landed in [Rome] on <Monday|2024-05-06>.\n\n"It is fine," she said.\n\n'
            "She had begun the morning in [Paris].",
        ),
    ],
)
def test_an_hour_without_its_day_is_of_the_day_that_the_text_has_come_to(
    language: str, marked: str
) -> None:
    assert [day for _, day in days(marked, language)] == ["2024-05-06"] * 2


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("nb", "Nå er {Anna Berg} på vei til [Roma]."),
        ("nb", "{Anna Berg} er på veg til [Roma]."),
        ("nb", "Før midnatt skal {Anna Berg} være i [Roma]."),
        ("en", "{Anna Berg} is on her way to [Rome]."),
        ("en", "{Anna Berg} is due in [Rome] before midnight."),
    ],
)
def test_who_is_on_the_way_or_due_at_an_hour_comes_on_the_day_of_publication(
    language: str, marked: str
) -> None:
    assert [day for _, day in days(marked, language)] == ["2024-05-08"]


def test_what_the_lead_tells_without_a_day_is_of_the_first_day_of_its_paragraph() -> None:
    made = "{Anna Berg} holdt tale i [Roma]. Hun takket byen <tirsdag|2024-05-07>."
    assert days(made, "nb") == [("Roma", "2024-05-07")]


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        (
            "nb",
            "{Anna Berg} kom <mandag|2024-05-06>. Hun ble kjørt til [Roma], der et ras drepte seks "
            "<29. april|2024-04-29>. Så reiste hun til [Paris].",
        ),
        (
            "en",
            "{Anna Berg} came on <Monday|2024-05-06>. She was driven to [Rome], where a flood "
            "killed six on <29 April|2024-04-29>. Then she went to [Paris].",
        ),
    ],
)
def test_what_was_at_a_place_before_does_not_date_who_comes_there(
    language: str, marked: str
) -> None:
    assert [day for _, day in days(marked, language)] == ["2024-05-06"] * 2


def test_who_left_a_place_was_there_on_the_day_that_is_told_of_it() -> None:
    marked = (
        "{Anna Berg} arrived in [Paris] on <Monday|2024-05-06> from [Rome], where she had met "
        "{Per Dahl} on <Sunday|2024-05-05>."
    )
    assert ("Rome", "2024-05-05") in days(marked, "en")


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("nb", "Etter en natt i [Roma] fløy {Anna Berg} til [Paris] <mandag|2024-05-06>."),
        ("nb", "Etter ei overnatting i [Roma] fór {Anna Berg} til [Paris] <måndag|2024-05-06>."),
        ("en", "After a night in [Rome] {Anna Berg} flew to [Paris] on <Monday|2024-05-06>."),
        (
            "en",
            "After an overnight stop in [Rome], {Anna Berg} went to [Paris] on "
            "<Monday|2024-05-06>.",
        ),
    ],
)
def test_a_night_on_the_way_is_the_one_before_the_day_of_the_clause(
    language: str, marked: str
) -> None:
    assert [day for _, day in days(marked, language)] == ["2024-05-05", "2024-05-06"]


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("nb", "{Anna Berg} har vært i [Roma] siden <mandag|2024-05-06>."),
        ("nb", "{Anna Berg} har vore i [Roma] sidan <måndag|2024-05-06>."),
        ("en", "{Anna Berg} has been in [Rome] since <Monday|2024-05-06>."),
        ("en", "{Anna Berg} has stayed in [Rome] since <last Monday|2024-05-06>."),
    ],
)
def test_who_has_been_somewhere_since_a_day_of_late_came_on_it(language: str, marked: str) -> None:
    assert [day for _, day in days(marked, language)] == ["2024-05-06"]


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("nb", "<Torsdag|2024-05-09> venter [Roma], <fredag|2024-05-10> [Paris]."),
        (
            "nb",
            "{Anna Berg} skal <torsdag|2024-05-09> til [Roma], <fredag|2024-05-10> til [Paris].",
        ),
        (
            "en",
            "On <Thursday|2024-05-09> {Anna Berg} will be in [Rome], on <Friday|2024-05-10> in "
            "[Paris].",
        ),
        (
            "en",
            "{Anna Berg} will be in [Rome] on <Thursday|2024-05-09> and in [Paris] on "
            "<Friday|2024-05-10>.",
        ),
    ],
)
def test_days_that_lead_their_places_are_theirs_and_so_are_days_that_follow(
    language: str, marked: str
) -> None:
    assert days(marked, language)[-2:] == [
        ("Roma" if language == "nb" else "Rome", "2024-05-09"),
        ("Paris", "2024-05-10"),
    ]


def test_a_date_behind_another_place_is_of_that_place() -> None:
    marked = (
        "<3. mai|2024-05-03> talte {Anna Berg} i [Roma] etter angrepet i [Paris] "
        "<dagen før|2024-05-02>."
    )
    assert days(marked, "nb")[0] == ("Roma", "2024-05-03")


def test_two_places_that_are_joined_share_the_date_behind_them() -> None:
    marked = "{Anna Berg} skal på reise til [Roma] og [Paris] <torsdag|2024-05-09>."
    assert [day for _, day in days(marked, "nb")] == ["2024-05-09"] * 2


def test_a_planned_stop_lies_before_the_next_one_that_is_told() -> None:
    marked = (
        "{Anna Berg} will stop in [Rome] and is expected in [Paris]. On <Friday|2024-05-10> she "
        "goes to [Cairo]."
    )
    assert days(marked, "en")[1:] == [("Paris", "2024-05-08/2024-05-10"), ("Cairo", "2024-05-10")]


def test_a_planned_stop_far_from_any_other_is_open_towards_the_future() -> None:
    marked = "{Anna Berg} will stop in [Rome].\n\nShe is tired. She sleeps. She reads."
    assert days(marked, "en") == [("Rome", "2024-05-08/..")]


def test_what_was_late_on_a_day_comes_behind_what_was_on_it() -> None:
    made = drafted(
        "After a meeting in [Rome] late on <Monday|2024-05-06> {Anna Berg} was tired. On "
        "<Monday|2024-05-06> she had been in [Paris].",
        "en",
    )
    assert stops_of(made) == ["Paris", "Rome"]


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("nb", "{Anna Berg} dro fra [Roma] <mandag|2024-05-06>.\n\n{Per Dahl} er i [Paris]."),
        ("nb", "{Anna Berg} dro fra [Roma] <mandag|2024-05-06>. {Per Dahl} ventar no i [Paris]."),
        ("en", "{Anna Berg} left [Rome] on <Monday|2024-05-06>.\n\n{Per Dahl} is in [Paris]."),
        (
            "en",
            "{Anna Berg} left [Rome] on <Monday|2024-05-06>. {Per Dahl} still waits in [Paris].",
        ),
    ],
)
def test_who_is_somewhere_now_is_there_on_the_day_of_publication(
    language: str, marked: str
) -> None:
    assert days(marked, language)[1:] == [("Paris", "2024-05-08")]
