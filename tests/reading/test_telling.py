"""What the words around a place tell: datelines, bare nouns, wishes, denials, order in a day."""

from __future__ import annotations

from datetime import date

import pytest

from summitmap.reading.dateline import dateline_length
from summitmap.reading.dates import dates
from summitmap.reading.draft import Draft
from summitmap.reading.sentences import sentences
from summitmap.reading.text import Span
from summitmap.reading.venues import VENUES, is_venue
from tests.reading.articles import drafted, events_of, stops_of


def names_of(made: Draft) -> list[str]:
    return [event.place.name.span.text for event in made.events]


# where


def test_what_the_first_sentence_tells_happens_at_the_dateline() -> None:
    made = drafted("[Paris] (NTB): {Anna Berg} la <tirsdag|2024-05-07> ned en krans.")
    assert events_of(made) == [("Paris", "2024-05-07", "happened")]


def test_a_dateline_ends_with_a_dash_or_a_colon_and_holds_no_words_in_small_letters() -> None:
    def length(text: str) -> int:
        return dateline_length(sentences([Span(0, len(text), text)], "en")[0])

    assert length("SEOUL, June 12 (Reuters) - Kim arrived.") == 7
    assert length("Kim arrived in Seoul - at last.") == 0


def test_the_capital_without_a_name_is_the_last_one_that_was_told_of() -> None:
    made = drafted(
        "{Anna Berg} var i [Lyon] <2. mai|2024-05-02>, ikke i [Paris]. "
        "<Lørdag|2024-05-04> reiste hun til hovedstaden."
    )
    assert ("Paris", "2024-05-04", "happened") in events_of(made)


def test_a_spot_beside_a_spot_only_says_where_that_is() -> None:
    made = drafted("{Anna Berg} landet i [Lyon] ved [Paris] <2. mai|2024-05-02>.")
    assert names_of(made) == ["Lyon"]


def test_who_is_on_the_way_somewhere_is_not_there_yet() -> None:
    made = drafted("På vei til [Tokyo] var {Anna Berg} innom [Hanoi] <2. mai|2024-05-02>.")
    assert names_of(made) == ["Hanoi"]


def test_whom_one_meets_at_a_home_one_meets_in_its_place() -> None:
    made = drafted(
        "{Anna Berg} met the king at his home in [Oslo] on <2 May|2024-05-02>.", language="en"
    )
    assert events_of(made) == [("Oslo", "2024-05-02", "happened")]


def test_a_venue_stands_for_its_city() -> None:
    assert is_venue("Folkets store hall")
    assert VENUES["chequers"] == ("Wendover", "GB")
    assert all(len(name) > 3 for name in VENUES)


# whether


@pytest.mark.parametrize(
    ("language", "marked", "status"),
    [
        ("en", "A detour to [Hanoi] was ruled out by {Anna Berg}.", "denied"),
        ("en", "{Anna Berg} said she had no plans to go to [Hanoi].", "denied"),
        ("en", "{Anna Berg} ruled out a stop in [Hanoi].", "denied"),
        ("nb", "{Per Dahl} håper at {Anna Berg} vil besøke [Hanoi].", "proposed"),
        ("nb", "{Per Dahl} ba {Anna Berg} komme til [Hanoi].", "proposed"),
        ("en", "{Per Dahl} asked the minister to come to [Hanoi].", "proposed"),
        ("en", "{Anna Berg} refused to say whether she would visit [Hanoi].", "proposed"),
        ("en", "{Anna Berg} has accepted an invitation to [Hanoi].", "planned"),
        ("nb", "Et besøk i [Hanoi] var på tale, men ble skrinlagt.", "cancelled"),
        ("nb", "{Anna Berg} måtte stå over [Hanoi] på grunn av skade.", "cancelled"),
        ("nb", "Etterpå setter {Anna Berg} seg på flyet til [Hanoi].", "planned"),
    ],
)
def test_the_words_tell_whether_it_comes_to_anything(
    language: str, marked: str, status: str
) -> None:
    told = {place: found for place, _, found in events_of(drafted(marked, language=language))}
    assert told == {"Hanoi": status}


# who


def test_an_object_is_the_traveller_and_not_the_host_who_was_just_named() -> None:
    made = drafted(
        "{Anna Berg} reiste til [Paris] <2. mai|2024-05-02>. {Per Dahl} var vert for en middag. "
        "{Ole Lie} møtte henne i [Lyon] <3. mai|2024-05-03>."
    )
    assert stops_of(made) == ["Paris", "Lyon"]


def test_whom_a_title_names_without_our_knowing_them_is_not_the_traveller() -> None:
    made = drafted(
        "{Anna Berg} kom til [Paris] <2. mai|2024-05-02>. "
        "Utenriksminister Kari Lund drar <3. mai|2024-05-03> til [Hanoi]."
    )
    assert stops_of(made) == ["Paris"]


# when


def test_a_date_of_a_purpose_is_not_that_of_the_place_before_it() -> None:
    made = drafted(
        "{Anna Berg} landet <2. mai|2024-05-02> i [Paris] for å åpne møtet <3. mai|2024-05-03>."
    )
    assert events_of(made) == [("Paris", "2024-05-02", "happened")]


def test_where_somebody_is_they_are_on_the_day_of_publication() -> None:
    made = drafted("{Anna Berg} er i [Paris].")
    assert events_of(made) == [("Paris", "2024-05-08", "happened")]


def test_where_one_was_the_day_before_comes_first_in_a_day() -> None:
    made = drafted(
        "{Anna Berg} kom til [Roma] <3. mai|2024-05-03>. Hun var i [Paris] <2. mai|2024-05-02>, "
        "og <3. mai|2024-05-03> møtte hun {Per Dahl} i [Paris]."
    )
    assert stops_of(made) == ["Paris", "Roma"]


def test_a_season_that_the_article_looks_back_on_belongs_to_the_journey() -> None:
    made = drafted(
        "{Anna Berg} vant i [Tokyo] <2. mai|2024-05-02>. "
        "Hun vant i [Paris] <2. januar|2024-01-02>, i [Lyon] <2. februar|2024-02-02> "
        "og i [Roma] <2. mars|2024-03-02>."
    )
    assert stops_of(made) == ["Paris", "Lyon", "Roma", "Tokyo"]


def dates_of(text: str, language: str, published: date = date(2024, 5, 8)) -> list[str]:
    found = dates(sentences([Span(0, len(text), text)], language), published, language)
    return [each.date.edtf for each in found]


def test_overnight_leads_to_the_day_after_the_one_just_told_of() -> None:
    assert dates_of("On 3 May he was in Rome. He flew overnight to Berlin.", "en") == [
        "2024-05-03",
        "2024-05-04",
    ]
    assert dates_of("He flew overnight to Berlin.", "en") == ["2024-05-08"]


def test_how_long_after_something_a_dated_event_came_is_no_date() -> None:
    text = "De landet 3. mai, 101 døgn etter at de la ut."
    assert dates_of(text, "nb") == ["2024-05-03"]


def test_this_saturday_is_that_of_the_week() -> None:
    assert dates_of("It was meant to end this Saturday.", "en") == ["2024-05-11"]


def test_what_somebody_does_in_the_present_lies_ahead() -> None:
    assert dates_of("On Tuesday he goes to Oslo.", "en") == ["2024-05-14"]


# what is no stop, or one only


def test_where_somebody_lives_and_what_is_done_every_year_is_no_stop() -> None:
    made = drafted(
        "{Anna Berg} came to [Rome] on <3 May|2024-05-03>. She lives in [Paris]."
        " She usually begins the season in [Cairo].",
        "en",
    )
    assert stops_of(made) == ["Rome"]


def test_a_month_that_is_looked_back_on_is_no_part_of_the_journey() -> None:
    made = drafted(
        "{Anna Berg} kom <mandag|2024-05-06> til [Hanoi]. Hun var <i april|2024-04> i [Kyiv]."
    )
    assert stops_of(made) == ["Hanoi"]


def test_a_couple_is_the_traveller_only_where_the_traveller_is_one_of_them() -> None:
    made = drafted(
        "Kronprins {Haakon} kom <mandag|2024-05-06> til [Hanoi]."
        " Kongeparet var <tirsdag|2024-05-07> i [Paris]."
    )
    assert stops_of(made) == ["Hanoi"]


def test_who_is_said_not_to_go_does_not_go() -> None:
    made = drafted(
        "{Anna Berg} came to [Rome] on <3 May|2024-05-03>."
        " {Kari Holm}, not {Berg}, will go to [Paris] on <10 May|2024-05-10>.",
        "en",
    )
    assert stops_of(made) == ["Rome"]


def test_others_who_come_somewhere_are_not_the_traveller() -> None:
    made = drafted(
        "{Anna Berg} kom <mandag|2024-05-06> til [Hanoi]."
        " <I juli|2024-07> kommer forskerne til [Paris]."
    )
    assert stops_of(made) == ["Hanoi"]


def test_the_capital_of_a_people_is_that_of_their_country() -> None:
    made = drafted(
        "{Anna Berg} skal til [Kyiv] <torsdag|2024-05-09>."
        " <Mandag|2024-05-06> traff hun ministeren i den vietnamesiske hovedstaden."
        " Hun kom til [Hanoi] <søndag|2024-05-05>."
    )
    assert ("Hanoi", "2024-05-06", "happened") in events_of(made)


def test_the_traveller_of_two_subjects_is_gone_on_about() -> None:
    made = drafted(
        "{Anna Berg} kom <mandag|2024-05-06> til [Hanoi]. Nå er {Kari Holm} og {Berg} venner."
        " <Torsdag|2024-05-09> reiser hun til [Tokyo]."
    )
    assert stops_of(made) == ["Hanoi", "Tokyo"]


def test_where_a_course_is_set_for_one_will_be() -> None:
    made = drafted(
        "{Anna Berg} kom <mandag|2024-05-06> til [Hanoi]."
        " <Torsdag|2024-05-09> setter flyet kursen mot [Tokyo]."
    )
    assert stops_of(made) == ["Hanoi", "Tokyo"]


# what comes to nothing, or before


@pytest.mark.parametrize(
    ("sentence", "language", "status"),
    [
        ("Planen var egentlig å reise via [Paris].", "nb", "cancelled"),
        ("Et besøk i [Paris] ble tatt ut av programmet.", "nb", "cancelled"),
        ("A visit to [Paris], planned for <10 May|2024-05-10>, was called off.", "en", "cancelled"),
        ("Mediene melder om samtaler i [Paris], noe {Berg} avviser.", "nb", "denied"),
        ("Eit besøk i [Paris] vart avlyst.", "nb", "cancelled"),
    ],
)
def test_what_is_given_up_or_denied_behind_did_not_happen(
    sentence: str, language: str, status: str
) -> None:
    made = drafted(f"{{Anna Berg}} kom til [Roma] <fredag|2024-05-03>. {sentence}", language)
    told = {place: what for place, _, what in events_of(made)}
    assert told["Paris"] == status


def test_what_hangs_behind_a_relative_clause_shares_the_status_of_the_main_one() -> None:
    made = drafted(
        "{Anna Berg} came to [Rome] on <3 May|2024-05-03>. On <9 May|2024-05-09> she plans to see"
        " a village that had to be moved, before returning to [Paris].",
        "en",
    )
    assert [place for place, _, status in events_of(made) if status == "planned"] == ["Paris"]


def test_what_was_a_day_earlier_is_of_this_journey() -> None:
    made = drafted(
        "{Anna Berg} came to [Rome] on <3 May|2024-05-03>."
        " She was welcomed in [Paris] <a day earlier|2024-05-02>.",
        "en",
    )
    assert stops_of(made) == ["Paris", "Rome"]


def test_nynorsk_is_read_as_well() -> None:
    made = drafted(
        "{Anna Berg} kom <måndag|2024-05-06> til [Hanoi], der ho møtte presidenten."
        " <Torsdag|2024-05-09> reiser ho vidare til [Tokyo]."
    )
    assert events_of(made) == [
        ("Hanoi", "2024-05-06", "happened"),
        ("Tokyo", "2024-05-09", "planned"),
    ]


def test_what_happened_there_happened_at_the_spot_and_not_in_its_country() -> None:
    made = drafted(
        "{Anna Berg} kom til [Paris] <1. mai|2024-05-01>. Striden sto om [Hanoi] i [Vietnam]."
        " Der møtte {Anna Berg} kongen <4. mai|2024-05-04>."
    )
    assert ("Hanoi", "2024-05-04", "happened") in events_of(made)


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        (
            "{Anna Berg} drar videre til [Paris], hvor det settes punktum <25. mai|2024-05-25>.",
            "nb",
            ("Paris", "2024-05-25", "planned"),
        ),
        (
            "{Anna Berg} began her tour in [Paris], which hosted a summit on <2 May|2024-05-02>.",
            "en",
            ("Paris", "2024-05-02", "happened"),
        ),
        (
            "Til [Paris], der {Per Dahl} ble født, kommer {Anna Berg} <25. mai|2024-05-25>.",
            "nb",
            ("Paris", "2024-05-25", "planned"),
        ),
    ],
)
def test_the_day_of_a_place_may_stand_in_the_clause_behind(
    text: str, language: str, told: tuple[str, str, str]
) -> None:
    assert told in events_of(drafted(text, language))


def test_what_a_place_is_known_for_lends_it_no_day() -> None:
    made = drafted("{Anna Berg} drove to [Paris], where the king died in <1610|1610>.", "en")
    assert ("Paris", "1610", "happened") not in events_of(made)


def test_since_when_something_is_so_is_not_when_it_happened() -> None:
    made = drafted(
        "{Anna Berg} flew to [Paris], her last stop since the wave of <2 May|2024-05-02>.", "en"
    )
    assert [when for _, when, _ in events_of(made)] != ["2024-05-02"]


def test_who_comes_from_a_place_on_a_day_has_left_it_on_that_day() -> None:
    made = drafted("{Anna Berg} kom med fly fra [Paris] til [Oslo] <mandag|2024-05-06>.")
    assert ("Paris", "2024-05-06", "happened") in events_of(made)
    assert stops_of(made) == ["Paris", "Oslo"]


def test_the_night_to_a_day_comes_before_that_day() -> None:
    made = drafted(
        "{Anna Berg} landet i [Oslo] <mandag|2024-05-06>."
        " Natt til <mandag|2024-05-06> var {Anna Berg} i [Paris]."
    )
    assert stops_of(made) == ["Paris", "Oslo"]


def test_who_goes_on_after_a_time_is_the_one_who_was_told_of() -> None:
    made = drafted(
        "{Anna Berg} landed in [Oslo] on <Monday|2024-05-06>,"
        " and <the next morning|2024-05-07> saw the market in [Bergen].",
        "en",
    )
    assert stops_of(made) == ["Oslo", "Bergen"]


def test_a_day_behind_and_belongs_to_the_next_place() -> None:
    made = drafted(
        "<Torsdag 9. mai|2024-05-09> skal {Anna Berg} til [Oslo], og"
        " <dagen derpå|2024-05-10> til [Bergen]."
    )
    assert events_of(made) == [
        ("Oslo", "2024-05-09", "planned"),
        ("Bergen", "2024-05-10", "planned"),
    ]


def test_what_opens_a_sentence_without_a_subject_is_of_the_one_who_follows() -> None:
    made = drafted(
        "Having spent <Monday|2024-05-06> in [Oslo], {Anna Berg} moved on to [Bergen].", "en"
    )
    assert stops_of(made) == ["Oslo", "Bergen"]


def present_in(marked: str, language: str = "nb") -> list[str]:
    """The places where the traveller is, as the text tells them."""
    return [
        event.place.name.span.text for event in drafted(marked, language).events if event.present
    ]


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        (
            "nb",
            "{Liv Berg} kom til [Oslo] <mandag|2024-05-06>. Skuespilleren dro til [Bergen] "
            "<tirsdag|2024-05-07>.",
        ),
        (
            "nb",
            "{Liv Berg} kom til [Oslo] <mandag|2024-05-06>. Statsråden reiste til [Bergen] "
            "<tirsdag|2024-05-07>.",
        ),
        (
            "nb",
            "{Liv Berg} kom til [Oslo] <måndag|2024-05-06>. Forfattaren reiste til [Bergen] "
            "<tysdag|2024-05-07>.",
        ),
        (
            "nb",
            "Fiskeriminister {Liv Berg} kom til [Oslo] <mandag|2024-05-06>. Fiskeriministeren dro "
            "til [Bergen] <tirsdag|2024-05-07>.",
        ),
        (
            "en",
            "{Ann Hill} came to [Oslo] on <Monday|2024-05-06>. The billionaire flew to [Bergen] on "
            "<Tuesday|2024-05-07>.",
        ),
        (
            "en",
            "Ms {Ann Hill} came to [Oslo] on <Monday|2024-05-06>. The prime minister flew to "
            "[Bergen] on <Tuesday|2024-05-07>.",
        ),
    ],
)
def test_who_travels_is_known_by_what_they_are(language: str, marked: str) -> None:
    assert present_in(marked, language) == ["Oslo", "Bergen"]


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        (
            "en",
            "{Ann Hill} came to [Oslo] on <Monday|2024-05-06>. The chief inspector, {Tom Dale}, "
            "flew to [Bergen] on <Tuesday|2024-05-07>.",
        ),
        (
            "en",
            "{Ann Hill} came to [Oslo] on <Monday|2024-05-06>. Protesters marched to [Bergen] on "
            "<Tuesday|2024-05-07>.",
        ),
        (
            "nb",
            "{Liv Berg} kom til [Oslo] <mandag|2024-05-06>. Rundt 45 soldater reiste til [Bergen] "
            "<tirsdag|2024-05-07>.",
        ),
        (
            "nb",
            "{Liv Berg} kom til [Oslo] <mandag|2024-05-06>. <Tirsdag|2024-05-07> kom tusener av "
            "flyktninger til [Bergen].",
        ),
        (
            "nb",
            "{Liv Berg} kom til [Oslo] <mandag|2024-05-06>. En ordfører reiste til [Bergen] "
            "<tirsdag|2024-05-07>.",
        ),
    ],
)
def test_where_others_are_by_a_noun_the_traveller_is_not(language: str, marked: str) -> None:
    assert present_in(marked, language) == ["Oslo"]


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        (
            "nb",
            "{Liv Berg} kom til [Oslo] <mandag|2024-05-06>. <Tirsdag|2024-05-07> tok {Per Dal} "
            "imot på trappen i [Bergen].",
        ),
        (
            "nb",
            "{Liv Berg} kom til [Oslo] <mandag|2024-05-06>. <Tirsdag|2024-05-07> tok {Per Dal} "
            "imot henne i [Bergen].",
        ),
        (
            "en",
            "{Ann Hill} came to [Oslo] on <Monday|2024-05-06>. {Tom Dale} received the three in "
            "[Bergen] on <Tuesday|2024-05-07>.",
        ),
    ],
)
def test_where_the_traveller_is_received_is_a_stop(language: str, marked: str) -> None:
    assert present_in(marked, language) == ["Oslo", "Bergen"]


def test_whom_a_pronoun_meant_travels_on() -> None:
    made = drafted(
        "{Per Dal} landet i [Oslo] <mandag|2024-05-06>. <Tirsdag|2024-05-07> tok president "
        "{Jan Vik} imot ham i [Bergen]. <Onsdag|2024-05-08> reiste han til [Roma]."
    )
    assert stops_of(made) == ["Oslo", "Bergen", "Roma"]


def test_a_former_minister_is_on_no_earlier_journey() -> None:
    assert present_in(
        "{Liv Berg} kom til [Oslo] <mandag|2024-05-06>. – Det var fint, sa den tidligere "
        "statsministeren på en pressekonferanse i [Bergen] <tirsdag|2024-05-07>."
    ) == ["Oslo", "Bergen"]


def test_that_was_where_the_last_sentence_left_them() -> None:
    assert present_in(
        "{Ann Hill} called it a disaster. That was in [Bergen] on <Tuesday|2024-05-07>.", "en"
    ) == ["Bergen"]


def test_where_it_was_that_others_agreed_the_traveller_was_not() -> None:
    assert present_in(
        "{Ann Hill} came to [Oslo] on <Monday|2024-05-06>. It was in [Bergen] on "
        "<Tuesday|2024-05-07> that {Tom Dale} signed the treaty.",
        "en",
    ) == ["Oslo"]


def test_a_band_may_be_who_travels() -> None:
    made = drafted(
        "(Havmåkene) kom til [Oslo] <mandag|2024-05-06>. – Moro, sa {Per Dal}. "
        "<Tirsdag|2024-05-07> spilte bandet i [Bergen]. Så dro de til [Roma] <onsdag|2024-05-08>."
    )
    assert made.protagonist is not None
    assert made.protagonist.name == "Havmåkene"
    assert stops_of(made) == ["Oslo", "Bergen", "Roma"]


def test_a_place_that_somebody_was_at_long_before_is_not_the_journey() -> None:
    made = drafted(
        "{Per Dal} minnes eksplosjonen i [Kyiv] <4. august 2020|2020-08-04>. Han landet i [Oslo] "
        "<mandag|2024-05-06>. <Tirsdag|2024-05-07> reiste han til [Bergen]."
    )
    assert stops_of(made) == ["Oslo", "Bergen"]


def test_the_pontiff_is_the_pope() -> None:
    assert present_in(
        "Pope {John Hill} landed in [Oslo] on <Monday|2024-05-06>. President {Tom Dale} spoke. The "
        "pontiff flew to [Bergen] on <Tuesday|2024-05-07>.",
        "en",
    ) == ["Oslo", "Bergen"]


def test_whose_party_it_is_travels() -> None:
    made = drafted(
        "{Ann Hill} spoke in [Oslo] on <Monday|2024-05-06>. Her party left [Bergen] on "
        "<Tuesday|2024-05-07>. {Tom Dale} was in [Rome] on <Wednesday|2024-05-08>.",
        "en",
    )
    assert made.protagonist is not None
    assert made.protagonist.name == "Ann Hill"
    assert stops_of(made) == ["Oslo", "Bergen"]


def test_who_only_comes_behind_while_does_not_go_along() -> None:
    assert present_in(
        "{Liv Berg} landet i [Oslo] <mandag|2024-05-06>. {Per Dal} reiste <tirsdag|2024-05-07> "
        "videre til [Roma], mens {Liv Berg} og følget."
    ) == ["Oslo"]


def test_an_occasion_of_others_is_no_stop() -> None:
    assert present_in(
        "{Liv Berg} landet i [Oslo] <mandag|2024-05-06>. Unionens toppmøte holdes i [Roma] "
        "<10. mai|2024-05-10>."
    ) == ["Oslo"]
