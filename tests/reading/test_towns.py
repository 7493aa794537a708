"""Towns that the tagger did not see: asked for where a place stands, and left where none does."""

from __future__ import annotations

import pytest

from summitmap.places.gazetteer import Gazetteer
from summitmap.places.geocoders import OfflineGeocoder
from summitmap.reading.mentions import Name, NameKind
from summitmap.reading.sentences import sentences
from summitmap.reading.text import Span
from summitmap.reading.towns import with_towns
from summitmap.story.model import Role


def places(text: str, language: str = "nb", **held: NameKind) -> list[str]:
    """The places of a text in which the tagger held some words to be names of a kind."""
    names = [
        Name(Span(at, at + len(word), word), kind, Role.BACKGROUND, 0.9)
        for word, kind in held.items()
        for at in (text.index(word),)
    ]
    names.sort(key=lambda name: name.span.start)
    found = with_towns(
        names,
        sentences([Span(0, len(text), text)], language),
        OfflineGeocoder(Gazetteer.open()),
    )
    assert all(name.span.text == text[name.span.start : name.span.end] for name in found)
    return [name.span.text for name in found if name.kind is NameKind.PLACE]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hun vant begge rennene i Ruhpolding.", "nb"),
        ("Han skal besøke Ruhpolding i mai.", "nb"),
        ("De bodde i bayerske Ruhpolding.", "nb"),
        ("She won both races in Ruhpolding.", "en"),
    ],
)
def test_a_town_is_found_where_somebody_is_or_goes(text: str, language: str) -> None:
    assert places(text, language) == ["Ruhpolding"]


def test_a_town_that_was_taken_for_an_organisation_is_none() -> None:
    found = places("Hun vant i Ruhpolding.", Ruhpolding=NameKind.ORGANISATION)
    assert found == ["Ruhpolding"]


def test_a_second_town_follows_the_first() -> None:
    assert places("De dro til Ruhpolding og Hochfilzen.") == ["Ruhpolding", "Hochfilzen"]


@pytest.mark.parametrize(
    "text",
    [
        "Ruhpolding vant kampen.",
        "Hun jobber i Statkraftverket.",
        "Hun jobber i Harmony.",
        "Hun ringte til Ingeborg.",
        "Hun er i RUHPOLDING.",
    ],
)
def test_what_stands_elsewhere_is_no_town_or_a_known_word_is_none(text: str) -> None:
    assert places(text) == []


def test_a_person_of_that_name_stays_one() -> None:
    assert places("Brevet til Ruhpolding kom.", Ruhpolding=NameKind.PERSON) == []


def test_a_part_of_a_longer_name_stays_one() -> None:
    text = "Hun er ansatt i Ruhpolding Skiklubb."
    names = [Name(Span(16, 35, "Ruhpolding Skiklubb"), NameKind.ORGANISATION, Role.BACKGROUND, 0.9)]
    found = with_towns(
        names, sentences([Span(0, len(text), text)], "nb"), OfflineGeocoder(Gazetteer.open())
    )
    assert found == tuple(names)


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Hun forlot Magdeburg tirsdag.", "nb", "Magdeburg"),
        ("Ekspedisjonen nådde Nanga Parbat i juni.", "nb", "Nanga Parbat"),
        ("De sto på toppen av Cho Oyu.", "nb", "Cho Oyu"),
        ("She left Antofagasta on Tuesday.", "en", "Antofagasta"),
        ("They reached Sylhet on May 4.", "en", "Sylhet"),
        ("BIRATNAGAR (AP) — The minister met voters here.", "en", "BIRATNAGAR"),
    ],
)
def test_a_place_is_found_where_somebody_comes_from_or_gets_to(
    text: str, language: str, name: str
) -> None:
    assert places(text, language) == [name]


@pytest.mark.parametrize("kind", [NameKind.PERSON, NameKind.ORGANISATION])
def test_a_large_city_is_none_other_behind_a_word_for_places_alone(kind: NameKind) -> None:
    assert places("Kongen åpner broen i Pereira fredag.", Pereira=kind) == ["Pereira"]


def test_a_person_is_no_place_behind_a_word_for_persons_too() -> None:
    assert places("Hun ga boken til Pereira.", Pereira=NameKind.PERSON) == []
    assert places("She has faith in Pereira.", "en", Pereira=NameKind.PERSON) == []


def test_somebody_named_in_full_is_no_place_anywhere() -> None:
    text = "Ana Pereira kom sent. De så talent i Pereira."
    names = [Name(Span(0, 11, "Ana Pereira"), NameKind.PERSON, Role.BACKGROUND, 0.9)]
    found = with_towns(
        names, sentences([Span(0, len(text), text)], "nb"), OfflineGeocoder(Gazetteer.open())
    )
    assert [name.span.text for name in found] == ["Ana Pereira"]


@pytest.mark.parametrize(
    ("text", "seen", "name"),
    [
        ("They met in Sharm el-Sheikh on Friday.", "Sharm", "Sharm el-Sheikh"),
        ("He landed in Newcastle upon Tyne late.", "Newcastle", "Newcastle upon Tyne"),
        ("They crossed the South China Sea.", "South China", "South China Sea"),
    ],
)
def test_a_place_gets_the_longer_name_that_the_text_writes_out(
    text: str, seen: str, name: str
) -> None:
    assert places(text, "en", **{seen: NameKind.PLACE}) == [name]


def test_two_places_that_were_taken_for_one_name_are_two() -> None:
    held = {"Frekhaug nord for Bergen": NameKind.ORGANISATION}
    assert places("Han køyrde ved Frekhaug nord for Bergen.", **held) == ["Frekhaug", "Bergen"]


def test_a_place_whose_own_name_holds_a_preposition_stays_one() -> None:
    assert places("Hun er fra Mo i Rana.", **{"Mo i Rana": NameKind.PLACE}) == ["Mo i Rana"]


def test_an_institution_that_is_named_by_its_place_stays_one() -> None:
    held = {"Universitetet i Bergen": NameKind.ORGANISATION}
    assert places("Hun er ved Universitetet i Bergen.", **held) == []


@pytest.mark.parametrize(
    ("text", "held", "name"),
    [
        ("Tirsdag besøkte Anna Berg Magdeburg.", "Anna Berg Magdeburg", "Magdeburg"),
        ("Mandag forlot Anna Berg Pereira.", "Anna Berg Pereira", "Pereira"),
    ],
)
def test_what_the_subject_stands_before_is_no_part_of_its_name(
    text: str, held: str, name: str
) -> None:
    assert places(text, **{held: NameKind.PERSON}) == [name]


def test_a_town_is_found_behind_the_day_of_another() -> None:
    text = "Han var i Bergen tirsdag og Magdeburg onsdag."
    assert places(text, Bergen=NameKind.PLACE) == ["Bergen", "Magdeburg"]


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("The people of Chiva cheered.", "en", "Chiva"),
        ("The mayor of Paiporta met them.", "en", "Paiporta"),
        ("The 3,000 residents of Kotzebue stayed.", "en", "Kotzebue"),
        ("Slepet gikk til Aasiaat på Grønland.", "nb", "Aasiaat"),
        ("Han flyr til Troy i Alabama.", "nb", "Troy"),
        ("Den la til i Ormara på kysten av Pakistan.", "nb", "Ormara"),
        ("They drove to Letur in Spain.", "en", "Letur"),
        ("Hun har besøkt Idomeni helt nord i Hellas.", "nb", "Idomeni"),
    ],
)
def test_a_name_whose_people_or_land_are_named_is_a_place_whatever_it_was_taken_for(
    text: str, language: str, name: str
) -> None:
    for kind in (NameKind.PERSON, NameKind.ORGANISATION):
        assert places(text, language, **{name: kind})[0] == name


def test_somebody_who_is_visited_in_a_land_is_no_place() -> None:
    assert "Hansen" not in places("Han besøkte Hansen i Norge.", Hansen=NameKind.PERSON)


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("De bor i Cambridge Bay om vinteren.", "nb", "Cambridge Bay"),
        ("They sang at the Royal Albert Hall twice.", "en", "Royal Albert Hall"),
        ("They marched on Avenue Habib Bourguiba today.", "en", "Avenue Habib Bourguiba"),
        ("The hut near Scott Base was dark.", "en", "Scott Base"),
        ("He took a picture of Exit Glacier there.", "en", "Exit Glacier"),
        ("Leiren Khao I Dang er full.", "nb", "Khao I Dang"),
        ("The Council is at St. James's Palace tomorrow.", "en", "St. James's Palace"),
    ],
)
def test_a_name_that_says_what_place_it_is_is_one_whatever_it_was_taken_for(
    text: str, language: str, name: str
) -> None:
    for kind in (NameKind.PERSON, NameKind.ORGANISATION, NameKind.OTHER):
        assert places(text, language, **{name: kind}) == [name]


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Kongen kom til Akershus festning.", "nb", "Akershus festning"),
        ("Soldatene dro til Rena leir.", "nb", "Rena leir"),
        ("De gikk mot Eidsvolls plass.", "nb", "Eidsvolls plass"),
        ("The convoy waits at Rafah crossing.", "en", "Rafah crossing"),
        ("She was led out of Chamartín station.", "en", "Chamartín station"),
    ],
)
def test_a_small_word_for_a_building_ends_the_name(text: str, language: str, name: str) -> None:
    assert places(text, language) == [name]


def test_what_a_sentence_sets_out_from_is_a_place() -> None:
    assert places("Fra Lukla fløy de til Katmandu.")[:1] == ["Lukla"]
    assert places("From Pereira she flew home.", "en", Pereira=NameKind.PERSON) == ["Pereira"]
    assert places("Fra Pereira kom et brev.", Pereira=NameKind.PERSON) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The pilot turned over the Alps.", "Alps"),
        ("He crossed from the Caribbean to Panama.", "Caribbean"),
        ("He spent a day near the Clyde.", "Clyde"),
    ],
)
def test_mountains_seas_and_rivers_stand_behind_an_article(text: str, name: str) -> None:
    assert name in places(text, "en")


def test_what_is_proven_a_place_is_one_all_through_the_article() -> None:
    text = "The people of Chiva cheered. He had come to Chiva before."
    second = text.rindex("Chiva")
    names = [Name(Span(second, second + 5, "Chiva"), NameKind.ORGANISATION, Role.BACKGROUND, 0.9)]
    found = with_towns(
        names, sentences([Span(0, len(text), text)], "en"), OfflineGeocoder(Gazetteer.open())
    )
    assert [(name.span.text, name.kind) for name in found] == [("Chiva", NameKind.PLACE)] * 2


def test_several_words_that_the_tagger_guessed_and_nobody_knows_are_no_place() -> None:
    text = "Grandpa Wenn is here, and Hurricane Dorrian too. He is in Little Wenning."
    names = [
        Name(Span(at, at + len(name), name), NameKind.PLACE, Role.LOCATION, 0.5)
        for name in ("Grandpa Wenn", "Hurricane Dorrian")
        for at in (text.index(name),)
    ]
    found = with_towns(
        names, sentences([Span(0, len(text), text)], "en"), OfflineGeocoder(Gazetteer.open())
    )
    assert [name.kind for name in found] == [NameKind.OTHER, NameKind.OTHER]
