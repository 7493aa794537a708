"""Which clauses put somebody somewhere: the forms in which a text says that they were there."""

from __future__ import annotations

import pytest

from tests.reading.articles import drafted, events_of, stops_of

BEFORE = {
    "nb": "{Anna Berg} kom til [Oslo] <3. mai|2024-05-03>. ",
    "en": "{Anna Berg} arrived in [Oslo] <on 3 May|2024-05-03>. ",
}


def places_behind(told: str, language: str) -> list[str]:
    """The places of the events that a sentence tells of behind an arrival in Oslo."""
    made = drafted(BEFORE[language] + told, language)
    return [place for place, _, _ in events_of(made) if place != "Oslo"]


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ("She flew out of [Paris] <on Monday|2024-05-06>.", "en"),
        ("She drove out of [Lyon] <on Monday|2024-05-06> in a hired car.", "en"),
        ("<On Monday|2024-05-06> she toured the Ford plant at [Lyon].", "en"),
        ("She visited the hospital in [Lyon] <on Monday|2024-05-06>.", "en"),
        ("She saw the canals of [Bergen] <on Monday|2024-05-06>.", "en"),
        ("She walked the streets of [Cairo] <on Monday|2024-05-06>.", "en"),
        ("She spoke <on Monday|2024-05-06> from the border post of [Lyon].", "en"),
        ("<On Monday|2024-05-06> she saw hospitals in [Cairo].", "en"),
        ("<Mandag|2024-05-06> besøkte hun soldater i [Kyiv].", "nb"),
        ("<Mandag|2024-05-06> inspiserte hun sykehus i [Kyiv].", "nb"),
    ],
)
def test_who_sees_or_leaves_a_part_of_a_place_is_there(told: str, language: str) -> None:
    assert len(places_behind(told, language)) == 1


@pytest.mark.parametrize(
    "told",
    [
        "<Torsdag|2024-05-02> vandret presidenten gjennom [Kyiv].",
        "<Torsdag|2024-05-02> møtte statsministeren i [Kyiv] to dusin velgere.",
        "<Torsdag|2024-05-02> gikk dronningen i land i [Bergen].",
        "<Torsdag|2024-05-02> talte paven i [Roma].",
    ],
)
def test_whoever_does_something_behind_the_verb_does_it_there(told: str) -> None:
    assert len(places_behind(told, "nb")) == 1


@pytest.mark.parametrize(
    "told",
    [
        "Han er ambassadør i [Kyiv].",
        "Hun ringte statsministeren i [Paris].",
        "Hun ble president i [Frankrike].",
    ],
)
def test_an_office_in_a_place_puts_nobody_there(told: str) -> None:
    assert places_behind(told, "nb") == []


@pytest.mark.parametrize(
    ("told", "language", "places"),
    [
        (
            "Flere byer får besøk, <mandag|2024-05-06> [Bergen] og <onsdag|2024-05-08> [Lyon].",
            "nb",
            [("Bergen", "2024-05-06"), ("Lyon", "2024-05-08")],
        ),
        (
            "The tour goes on, <on Monday|2024-05-06> [Bergen] and <on Wednesday|2024-05-08>"
            " [Lyon].",
            "en",
            [("Bergen", "2024-05-06"), ("Lyon", "2024-05-08")],
        ),
    ],
)
def test_a_list_of_days_and_places_is_a_list_of_stops(
    told: str, language: str, places: list[tuple[str, str]]
) -> None:
    made = drafted(BEFORE[language] + told, language)
    assert [(place, when) for place, when, _ in events_of(made) if place != "Oslo"] == places


@pytest.mark.parametrize(
    ("told", "language", "place"),
    [
        ("[Tokyo] is the last capital, <on 10 May|2024-05-10>.", "en", "Tokyo"),
        ("[Rome] came first, <on 2 May|2024-05-02>.", "en", "Rome"),
        ("[Tokyo] er siste by ut, <10. mai|2024-05-10>.", "nb", "Tokyo"),
        ("[Roma] var første stopp, <2. mai|2024-05-02>.", "nb", "Roma"),
    ],
)
def test_a_place_that_comes_first_or_last_on_a_day_is_a_stop(
    told: str, language: str, place: str
) -> None:
    assert places_behind(told, language) == [place]


@pytest.mark.parametrize(
    ("told", "language", "place"),
    [
        ("[Kenya], which she visited <in 2003|2003>, has asked her back.", "en", "Kenya"),
        ("[Cairo], which she saw <in 2003|2003>, has changed.", "en", "Cairo"),
        ("[Bergen], som hun besøkte <i 2003|2003>, er ikke på listen.", "nb", "Bergen"),
    ],
)
def test_a_place_that_somebody_is_said_to_have_visited_has_seen_them(
    told: str, language: str, place: str
) -> None:
    made = drafted(BEFORE[language] + told, language)
    assert (place, "2003", "happened") in events_of(made)


def test_a_match_against_a_country_is_where_it_is_played() -> None:
    told = "<6. mai|2024-05-06> ble det 2–2 mot [Norge] i [Lyon]."
    assert places_behind(told, "nb") == ["Lyon"]


def test_who_walks_with_somebody_from_a_place_comes_from_there() -> None:
    told = "<Mandag|2024-05-06> hadde tusen mennesker gått sammen med henne fra [Lyon] til [Paris]."
    assert places_behind(told, "nb") == ["Lyon", "Paris"]


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ("<On Monday|2024-05-06> she walked through the mud of [Cairo].", "en"),
        ("<On Monday|2024-05-06> she spoke in the main square of [Lyon].", "en"),
        ("She sailed into the old harbour of [Bergen] <on Monday|2024-05-06>.", "en"),
        ("<Mandag|2024-05-06> besøkte hun for første gang det okkuperte [Kyiv].", "nb"),
        ("Gunmen killed 26 people <on Monday|2024-05-06> near [Cairo].", "en"),
        ("She will fly on to see [Bergen] <on 10 May|2024-05-10>.", "en"),
    ],
)
def test_what_happens_in_a_part_of_a_place_or_to_its_people_happens_there(
    told: str, language: str
) -> None:
    assert len(places_behind(told, language)) == 1


@pytest.mark.parametrize(
    "told",
    [
        "She came at the invitation of [Paris].",
        "She spoke in the name of [Paris] <on Monday|2024-05-06>.",
        "She spoke to the mayor of [Paris] <on Monday|2024-05-06>.",
    ],
)
def test_what_a_place_has_that_is_no_part_of_it_is_nowhere_to_be(told: str) -> None:
    assert places_behind(told, "en") == []


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ("She had flown there from [Paris] <on 2 May|2024-05-02>.", "en"),
        ("Hun fløy dit fra [Paris] <2. mai|2024-05-02>.", "nb"),
        ("Hun kjørte dit fra [Lyon] via [Paris] <2. mai|2024-05-02>.", "nb"),
    ],
)
def test_who_comes_there_from_somewhere_is_there_then(told: str, language: str) -> None:
    made = drafted(BEFORE[language] + told, language)
    assert ("Oslo", "2024-05-02", "happened") in events_of(made)


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ("<In 2003|2003> she met {Per Dahl} there.", "en"),
        ("<I 2003|2003> møtte hun {Per Dahl} der.", "nb"),
    ],
)
def test_there_at_the_end_is_where_the_text_has_come_to(told: str, language: str) -> None:
    made = drafted(BEFORE[language] + told, language)
    assert ("Oslo", "2003", "happened") in events_of(made)


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ("Thousands lined the streets of [Lyon] <on Monday|2024-05-06> as she drove by.", "en"),
        ("Tusenvis sto langs gatene i [Lyon] <mandag|2024-05-06> da hun kjørte forbi.", "nb"),
    ],
)
def test_who_passes_while_something_happens_is_there(told: str, language: str) -> None:
    assert stops_of(drafted(BEFORE[language] + told, language)) == ["Oslo", "Lyon"]


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ("She left for [Rome] <on Tuesday|2024-05-07> after three days in [Lyon].", "en"),
        ("Hun dro <tirsdag|2024-05-07> til [Roma] etter tre dager i [Lyon].", "nb"),
        ("After [Lyon] she went on to [Rome] <on Tuesday|2024-05-07>.", "en"),
        ("Etter [Lyon] gikk ferden <tirsdag|2024-05-07> videre til [Roma].", "nb"),
    ],
)
def test_a_place_behind_after_comes_before_the_rest(told: str, language: str) -> None:
    stops = stops_of(drafted(BEFORE[language] + told, language))
    assert stops[-1] in ("Rome", "Roma")
    assert "Lyon" in stops[:-1]


def test_after_the_plan_is_no_time() -> None:
    told = "<Tirsdag|2024-05-07> var hun i [Roma] og etter planen hjemme i [Lyon]."
    assert stops_of(drafted(BEFORE["nb"] + told)) == ["Oslo", "Roma", "Lyon"]


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ("The plane landed there because of fog in [Lyon].", "en"),
        ("Flyet landet der på grunn av tåke i [Lyon].", "nb"),
    ],
)
def test_nobody_is_where_a_cause_lies(told: str, language: str) -> None:
    assert places_behind(told, language) == []


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ("She was in [Rome] <in 2019|2019>. <On Monday|2024-05-06> she was back.", "en"),
        ("Hun var i [Roma] <i 2019|2019>. <Mandag|2024-05-06> var hun tilbake.", "nb"),
    ],
)
def test_who_is_back_is_where_the_text_has_come_to(told: str, language: str) -> None:
    made = drafted(BEFORE[language] + told, language)
    assert [when for _, when, _ in events_of(made)] == ["2024-05-03", "2019", "2024-05-06"]


@pytest.mark.parametrize(
    ("told", "language", "place", "when"),
    [
        (
            "She is in [Paris] until <Friday|2024-05-10>, when she goes to [Rome].",
            "en",
            "Rome",
            "2024-05-10",
        ),
        (
            "Hun er i [Paris] til <fredag|2024-05-10>, da hun reiser til [Roma].",
            "nb",
            "Roma",
            "2024-05-10",
        ),
        (
            "She reached [Paris] <on Monday evening|2024-05-06>. In the morning she drove to"
            " [Lyon].",
            "en",
            "Lyon",
            "2024-05-07",
        ),
        (
            "A storm struck [Lyon] <on 30 April|2024-04-30>. <On Monday|2024-05-06> she came to"
            " see the damage.",
            "en",
            "Lyon",
            "2024-05-06",
        ),
        (
            "En storm rammet [Lyon] <30. april|2024-04-30>. <Mandag|2024-05-06> kom hun for å se"
            " skadene.",
            "nb",
            "Lyon",
            "2024-05-06",
        ),
        (
            "She reached [Paris] at noon and [Lyon] at dusk <on Monday|2024-05-06>.",
            "en",
            "Lyon",
            "2024-05-06",
        ),
        (
            "She met the prime minister in [Paris] <on Monday|2024-05-06>.",
            "en",
            "Paris",
            "2024-05-06",
        ),
    ],
)
def test_the_day_that_is_not_said_is_that_of_the_words_around(
    told: str, language: str, place: str, when: str
) -> None:
    made = drafted(BEFORE[language] + told, language)
    assert (place, when) in [(each, day) for each, day, _ in events_of(made)]


@pytest.mark.parametrize(
    ("told", "language", "stops"),
    [
        ("She made an unannounced visit to [Paris] <on Monday|2024-05-06>.", "en", ["Paris"]),
        ("[Rome] was dropped from the tour. She flew to [Paris].", "en", ["Paris"]),
        ("Et stopp i [Roma] ble sløyfet, og {Ursula von der Leyen} dro til [Paris].", "nb", []),
        (
            "Hun er tilbake i [Roma] etter en reise som førte henne til [Lyon].",
            "nb",
            ["Lyon", "Roma"],
        ),
        ("Det er ingen planer om at hun skal til [Roma], ifølge [Paris].", "nb", []),
    ],
)
def test_nouns_and_names_are_no_verbs_and_sources_no_stops(
    told: str, language: str, stops: list[str]
) -> None:
    assert stops_of(drafted(BEFORE[language] + told, language)) == ["Oslo", *stops]


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ("{Eva Lund}, who studies at [Lyon], disagreed.", "en"),
        ("The company runs schools in [Cairo] and [Lyon].", "en"),
        ("{Per Dahl}, som spiller i [Roma], var uenig.", "nb"),
        ("{Eva Lund}, who was born in [Lyon], disagreed.", "en"),
        ("{Eva Lund} bor i [Lyon] med familien.", "nb"),
        ("Prime ministers usually go to [Paris] first.", "en"),
        ("It was fun, said {Eva Lund}, a nurse from [Lyon].", "en"),
        ("Det var gøy, sa {Eva Lund}, en lærer fra [Lyon].", "nb"),
    ],
)
def test_what_goes_on_at_all_times_is_no_event(told: str, language: str) -> None:
    assert places_behind(told, language) == []
