"""What is concluded from the names, places and dates of an article."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from summitmap.places.geocoders import OfflineGeocoder
from summitmap.reading.contract import as_json
from summitmap.reading.draft import Draft, draft
from summitmap.reading.mentions import Tagger
from summitmap.story.model import Basis, Status
from tests.reading.articles import drafted, events_of, stops_of

ARTICLE = os.environ.get("SUMMITMAP_ARTICLE")


# dates


def test_a_place_takes_the_nearest_date_of_its_clause() -> None:
    made = drafted(
        "{Anna Berg} forlot [Oslo] <3. mai|2024-05-03> og landet i [Roma] <5. mai|2024-05-05>."
    )
    assert events_of(made) == [
        ("Oslo", "2024-05-03", "happened"),
        ("Roma", "2024-05-05", "happened"),
    ]


def test_a_date_is_carried_over_and_then_inferred() -> None:
    made = drafted(
        "{Anna Berg} kom til [Oslo] <3. mai|2024-05-03>. Derfra reiste hun til [Bergen]."
    )
    assert events_of(made)[1] == ("Bergen", "2024-05-03", "happened")
    assert [event.date_basis for event in made.events] == [Basis.STATED, Basis.INFERRED]


def test_a_date_behind_since_is_not_when_it_happened() -> None:
    made = drafted("{Anna Berg} har ikke vært hjemme siden <2019|2019>, men er nå i [Oslo].")
    assert events_of(made) == [("Oslo", "2024-05-08", "happened")]


def test_what_is_planned_without_a_date_lies_after_publication() -> None:
    made = drafted("{Anna Berg} skal besøke [Oslo].")
    assert events_of(made) == [("Oslo", "2024-05-08/..", "planned")]
    assert made.events[0].date_basis is Basis.INFERRED


# places


def test_a_relative_clause_tells_of_the_place_before_it() -> None:
    made = drafted("{Anna Berg} reiste til [Oslo], hvor hun <3. mai|2024-05-03> møtte {Per Dahl}.")
    assert events_of(made) == [("Oslo", "2024-05-03", "happened")]


def test_where_somebody_is_without_a_name_is_where_the_text_left_them() -> None:
    made = drafted(
        "{Anna Berg} kom til [Oslo] <3. mai|2024-05-03>."
        " <Dagen etter|2024-05-04> møtte hun {Per Dahl}."
    )
    assert events_of(made)[1] == ("Oslo", "2024-05-04", "happened")
    assert made.events[1].place_basis is Basis.INFERRED


@pytest.mark.parametrize(
    "marked",
    [
        "{Anna Berg} kritiserte forholdet til [Pyongyang;metonym].",
        "[Frankrike;metonym]s president {Anna Berg} er syk.",
        "{Anna Berg} var ambassadør i [Kyiv].",
        "[Italia;metonym] vil ikke si noe.",
        "Avisen skriver om {Anna Berg} <i går|2024-05-07>, med henvisning til [Roma].",
    ],
)
def test_a_place_that_nobody_is_at_makes_no_event(marked: str) -> None:
    assert events_of(drafted(marked)) == []


def test_a_government_that_acts_on_a_day_is_an_event_but_no_stop() -> None:
    made = drafted(
        "[Sør-Korea;metonym] sendte en advarsel til [Norge;metonym] <mandag|2024-05-06>,"
        " ifølge (Yonhap)."
    )
    assert events_of(made) == [("Sør-Korea", "2024-05-06", "happened")]
    assert made.itinerary == ()


def test_what_lies_around_a_spot_is_no_event_of_its_own() -> None:
    made = drafted("{Anna Berg} landet i [Hanoi] i [Vietnam] <3. mai|2024-05-03>.")
    assert events_of(made) == [("Hanoi", "2024-05-03", "happened")]


def test_both_of_a_pair_of_places_are_where_the_preposition_says() -> None:
    made = drafted("{Anna Berg} forventes å besøke byene [Oslo] og byen [Bergen].")
    assert [event[::2] for event in events_of(made)] == [("Oslo", "planned"), ("Bergen", "planned")]


# duplicates


def test_one_event_told_twice_is_one() -> None:
    made = drafted(
        "{Anna Berg} møtte {Per Dahl} i [Oslo] <3. mai|2024-05-03>, melder (NTB).\n\n"
        "{Anna Berg} kom til [Oslo] <3. mai|2024-05-03>, skriver (VG)."
    )
    assert events_of(made) == [("Oslo", "2024-05-03", "happened")]
    assert made.events[0].sources == ("NTB", "VG")


def test_a_headline_is_not_an_event_beside_what_it_tells_of() -> None:
    made = drafted(
        "{Berg} i [Oslo]\n\n{Anna Berg} kom til [Oslo] <3. mai|2024-05-03>. Hun skal bli lenge."
    )
    assert events_of(made) == [("Oslo", "2024-05-03", "happened")]


# people and sources


def test_a_pronoun_and_a_title_mean_who_was_named() -> None:
    made = drafted(
        "Statsminister {Anna Berg} kom til [Oslo] <3. mai|2024-05-03>. Hun dro til [Bergen]"
        " <4. mai|2024-05-04>. Statsministeren ventes i [Roma]."
    )
    assert [[person.name for person in event.people] for event in made.events] == [
        ["Anna Berg"]
    ] * 3


def test_a_title_with_a_nation_means_the_one_of_that_nation() -> None:
    made = drafted(
        "[Norge;metonym]s leder {Anna Berg} ringte [Frankrike;metonym]s president {Marie Roux}."
        " Den franske lederen er i [Roma]."
    )
    assert [person.name for person in made.events[0].people] == ["Marie Roux"]


def test_two_names_side_by_side_are_two_people() -> None:
    made = drafted(
        "{Anna Berg} og {Per Dahl} møttes i [Oslo]. I [Roma] ga {Dahl Berg} en bok.", "nb"
    )
    assert [person.name for person in made.people] == ["Anna Berg", "Per Dahl"]


def test_a_name_that_was_seen_as_two_is_one() -> None:
    made = drafted("{Kim} {Jong-un} kom til [Oslo]. Der møtte {Kim} kongen.")
    assert [person.name for person in made.people] == ["Kim Jong-un"]


@pytest.mark.parametrize(
    ("language", "marked", "source"),
    [
        ("nb", "{Anna Berg} kom til [Oslo], ifølge (TASS).", "TASS"),
        ("nb", "{Anna Berg} kom til [Oslo], melder nyhetsbyrået (Kyodo).", "Kyodo"),
        ("nb", "{Anna Berg} kom til [Oslo], sier {Per Dahl} til avisen.", "Per Dahl"),
        ("en", "{Anna Berg} came to [Oslo], according to (Yonhap).", "Yonhap"),
        ("en", "{Anna Berg} came to [Oslo], (Tass) reported.", "Tass"),
        ("en", "{Anna Berg} came to [Oslo], said {Per Dahl}, a spokesman.", "Per Dahl"),
    ],
)
def test_who_says_so_is_named(language: str, marked: str, source: str) -> None:
    assert drafted(marked, language).events[0].sources == (source,)


def test_who_is_only_spoken_of_is_no_source() -> None:
    made = drafted("Avisen melder at {Anna Berg} kom til [Oslo].")
    assert made.events[0].sources == ()


# the itinerary


def test_the_protagonist_is_who_travels() -> None:
    made = drafted(
        "{Per Dahl} sier at alt er klart. {Anna Berg} kom til [Oslo] <3. mai|2024-05-03> og reiste"
        " til [Bergen] <4. mai|2024-05-04>."
    )
    assert made.protagonist is not None
    assert made.protagonist.name == "Anna Berg"


def test_stops_stand_in_the_order_of_the_journey() -> None:
    made = drafted(
        "{Anna Berg} landet i [Roma] <mandag|2024-05-06>. <Fredag|2024-05-03> var hun i [Paris],"
        " og <onsdag|2024-05-01> forlot hun [Oslo]. <Torsdag|2024-05-09> ventes hun i [Tokyo]."
    )
    assert stops_of(made) == ["Oslo", "Paris", "Roma", "Tokyo"]


def test_where_others_go_is_no_stop() -> None:
    made = drafted(
        "{Anna Berg} landet i [Roma] <mandag|2024-05-06>."
        " Utenriksminister {Per Dahl} skal til [Tokyo] <fredag|2024-05-10>."
    )
    assert stops_of(made) == ["Roma"]


@pytest.mark.parametrize(
    "told",
    [
        "Turen til [Tokyo] ble avlyst.",
        "{Per Dahl} inviterte henne til [Tokyo].",
        "{Per Dahl} benektet at {Anna Berg} var i [Tokyo].",
        "Forholdet til [Tokyo;metonym] er godt.",
        "I <mai 2019|2019-05> var hun i [Tokyo].",
    ],
)
def test_what_did_not_come_about_and_earlier_journeys_are_no_stops(told: str) -> None:
    made = drafted(f"{{Anna Berg}} landet i [Roma] <mandag|2024-05-06>. {told}")
    assert stops_of(made) == ["Roma"]


def test_a_country_gives_way_to_the_spots_inside_it() -> None:
    made = drafted(
        "{Anna Berg} ankom [Frankrike] <3. mai|2024-05-03>. <Dagen etter|2024-05-04> møtte hun"
        " {Per Dahl} i [Lyon]."
    )
    assert stops_of(made) == ["Lyon"]
    assert [made.events[number].place.name.span.text for number in made.on_journey] == [
        "Frankrike",
        "Lyon",
    ]


def test_a_country_is_a_stop_where_no_spot_in_it_is_told() -> None:
    made = drafted("{Anna Berg} is in [Rome]. She will visit [Egypt] and [Kenya] next.", "en")
    assert stops_of(made) == ["Rome", "Egypt", "Kenya"]


def test_a_place_left_and_come_back_to_is_two_stops() -> None:
    made = drafted(
        "{Anna Berg} came to [Paris] on <1 May|2024-05-01>, flew to [Rome] on <2 May|2024-05-02>"
        " and returned to [Paris] on <3 May|2024-05-03>.",
        "en",
    )
    assert stops_of(made) == ["Paris", "Rome", "Paris"]


def test_a_place_set_out_from_comes_first() -> None:
    made = drafted("{Anna Berg} arrived in [Rome] on <3 May|2024-05-03> from [Cairo].", "en")
    assert stops_of(made) == ["Cairo", "Rome"]


# the contract


def test_the_json_has_the_fields_of_the_contract() -> None:
    made = as_json(drafted("{Anna Berg} ventes i [Oslo] <10. mai|2024-05-10>."))
    assert made["language"] == "nb"
    assert made["published"] == "2024-05-08"
    assert made["mentions"] == [
        {
            "text": "Oslo",
            "start": 19,
            "end": 23,
            "role": "location",
            "score": 1.0,
            "place": {
                "name": "Oslo",
                "longitude": 10.75,
                "latitude": 59.91,
                "country_code": "NO",
                "kind": "city",
                "source": "a test",
                "id": None,
                "doubt": None,
            },
            "candidates": [],
        }
    ]
    assert made["dates"] == [
        {"text": "10. mai", "start": 24, "end": 31, "edtf": "2024-05-10", "certain": True}
    ]
    (event,) = made["events"]
    assert {key: event[key] for key in ("place", "edtf", "status", "start", "end")} == {
        "place": "Oslo",
        "edtf": "2024-05-10",
        "status": "planned",
        "start": 0,
        "end": 32,
    }
    assert made["itinerary"] == [{"name": "Oslo", "longitude": 10.75, "latitude": 59.91}]


# all of it


SPACEPORT = """Lederen på romfartshavnen

Landets leder Kim Jong-un ankom Russland 12. september og møtte president Vladimir Putin dagen \
etter på romfartshavnen Vostochny i Amur-provinsen, ifølge TASS.

Kim blir i Russland i noen dager til. Han ventes i byene Kimsomolsk-na-Amure og Vladivostok. \
Utenriksminister Sergej Lavrov skal etter planen besøke Nord-Korea i oktober, sa talsmannen, som \
håper på gode forbindelser med Pyongyang.
"""


@pytest.fixture(scope="module")
def geocoder() -> OfflineGeocoder:
    return OfflineGeocoder()


@pytest.fixture(scope="module")
def spaceport(geocoder: OfflineGeocoder) -> Draft:
    return draft(SPACEPORT, "nb", date(2023, 9, 14), Tagger.load("nb"), geocoder)


def placed(made: Draft) -> dict[str, str]:
    return {
        each.name.span.text: each.place.provenance.matched
        for each in made.article.places
        if each.place
    }


def test_an_article_is_read_from_its_bare_text(spaceport: Draft) -> None:
    assert stops_of(spaceport)[-3:] == ["Vostochny", "Kimsomolsk-na-Amure", "Vladivostok"]
    assert "Komsomolsk" in placed(spaceport)["Kimsomolsk-na-Amure"]
    assert ("Nord-Korea", "2023-10", "planned") in events_of(spaceport)


def test_offsets_are_those_of_the_text_as_given(spaceport: Draft) -> None:
    made = as_json(spaceport)
    for part in ("mentions", "dates"):
        for each in made[part]:
            assert SPACEPORT[each["start"] : each["end"]] == each["text"]


def test_nobody_and_no_agency_is_on_the_map(spaceport: Draft) -> None:
    assert not {"Kim", "Kim Jong-un", "Putin", "TASS", "Lavrov"} & placed(spaceport).keys()


@pytest.mark.skipif(not ARTICLE, reason="SUMMITMAP_ARTICLE does not name the source article")
def test_the_source_article_is_read_as_it_lies(geocoder: OfflineGeocoder) -> None:
    text = Path(ARTICLE or "").read_text(encoding="utf-8")
    made = draft(text, "nb", date(2023, 9, 14), Tagger.load("nb"), geocoder)
    names = placed(made)
    assert {
        "Vostochny",
        "Amur-provinsen",
        "Vladivostok",
        "Russland",
        "Nord-Korea",
        "Sør-Korea",
    } <= (names.keys())
    assert "Komsomolsk" in names["Kimsomolsk-na-Amure"]
    roles = {each.name.span.text: each.name.role.value for each in made.article.places}
    assert roles["Pyongyang"] == "metonym"
    found = {each.date.edtf for each in made.article.dates}
    assert {"2023-09-12", "2023-09-13", "2023-09-14", "2023-10"} <= found
    planned = {event[0] for event in events_of(made) if event[2] == "planned"}
    assert {"Kimsomolsk-na-Amure", "Vladivostok"} <= planned
    assert not {"Kim", "Kim Jong-un", "Putin", "Putin Kim", "TASS", "AFP", "KCNA"} & names.keys()


# stops that are told of without a verb of going


def test_a_place_that_is_called_the_first_stop_is_one() -> None:
    made = drafted(
        "{Anna Berg} forlot [Oslo] <3. mai|2024-05-03>. "
        "Første stopp <4. mai|2024-05-04> var [Roma]."
    )
    assert stops_of(made) == ["Oslo", "Roma"]


def test_a_place_that_is_next_is_planned() -> None:
    made = drafted("{Anna Berg} was in [Oslo] <on 3 May|2024-05-03>. [Bergen] is next.", "en")
    assert events_of(made)[1] == ("Bergen", "2024-05-08/..", "planned")


def test_places_that_are_on_the_programme_are_stops() -> None:
    made = drafted(
        "{Anna Berg} kom til [Oslo] <3. mai|2024-05-03>. <4. mai|2024-05-04> sto [Bergen] og [Roma]"
        " på programmet."
    )
    assert stops_of(made) == ["Oslo", "Bergen", "Roma"]


def test_a_lunch_that_is_nobodys_is_the_travellers() -> None:
    made = drafted(
        "{Anna Berg} kom til [Oslo] <3. mai|2024-05-03>. Dagen etter var det lunsj i [Bergen]."
    )
    assert stops_of(made) == ["Oslo", "Bergen"]


def test_a_journey_of_nobody_by_name_has_stops() -> None:
    made = drafted(
        "Landslaget møttes i [Oslo] <3. mai|2024-05-03>. <4. mai|2024-05-04> dro laget til [Roma]."
    )
    assert made.protagonist is None
    assert stops_of(made) == ["Oslo", "Roma"]


def test_where_the_boat_is_kept_the_traveller_is() -> None:
    made = drafted(
        "{Anna Berg} sailed from [Oslo] <on 3 May|2024-05-03>. A storm kept the boat in [Bergen].",
        "en",
    )
    assert stops_of(made) == ["Oslo", "Bergen"]


def test_a_day_with_nothing_but_a_place_is_a_stop() -> None:
    made = drafted(
        "{Anna Berg} kom til [Oslo] <3. mai|2024-05-03>, og <4. mai|2024-05-04> var det [Bergen]."
    )
    assert stops_of(made) == ["Oslo", "Bergen"]


def test_a_visit_that_was_put_off_is_cancelled() -> None:
    made = drafted("Besøket i [Oslo] er skjøvet på, sier {Anna Berg}.")
    assert [event.status for event in made.events] == [Status.CANCELLED]


def test_a_plan_that_is_called_off_in_the_same_sentence_did_not_happen() -> None:
    made = drafted(
        "{Anna Berg} skulle til [Oslo] <3. mai|2024-05-03>, men turen ble avlyst på kort varsel."
    )
    assert events_of(made) == [("Oslo", "2024-05-03", "cancelled")]


def test_what_opens_a_sentence_may_be_denied_behind() -> None:
    made = drafted("At {Anna Berg} skal møte pressen i [Oslo], avvises av regjeringen.")
    assert [event.status for event in made.events] == [Status.DENIED]


def test_a_visit_that_is_not_ruled_out_is_proposed() -> None:
    made = drafted("The palace has not ruled out a visit to [Oslo], {Anna Berg} said.", "en")
    assert [event.status for event in made.events] == [Status.PROPOSED]


def test_a_meeting_that_takes_place_is_where_the_traveller_is() -> None:
    made = drafted("{Anna Berg} kom <3. mai|2024-05-03> til [Oslo]. Møtet fant sted i [Bergen].")
    assert stops_of(made) == ["Oslo", "Bergen"]
