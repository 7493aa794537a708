"""Names in articles: what is a place, what is not, and what a place does in its sentence."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summitmap.reading.mentions import Name, NameKind, Tagger
from summitmap.reading.sentences import sentences
from summitmap.reading.text import Span
from summitmap.story.model import Role

TAGGERS = {language: Tagger.load(language) for language in ("nb", "en")}


def read(text: str, language: str = "nb") -> tuple[Name, ...]:
    return TAGGERS[language].names(sentences([Span(0, len(text), text)], language))


def places(text: str, language: str = "nb") -> list[str]:
    return [name.span.text for name in read(text, language) if name.kind is NameKind.PLACE]


def role(text: str, place: str, language: str = "nb") -> Role:
    """The role of the last place of that name."""
    found = [
        name.role
        for name in read(text, language)
        if name.kind is NameKind.PLACE and name.span.text == place
    ]
    assert found, f"{place} was not found"
    return found[-1]


def test_places_are_found_in_norwegian_news() -> None:
    text = "Utenriksministeren reiste fra Oslo til Helsingfors, og derfra med tog til Warszawa."
    assert places(text) == ["Oslo", "Helsingfors", "Warszawa"]


def test_places_are_found_in_english_news() -> None:
    text = "The minister flew from Oslo to Helsinki on Monday and went on to Tampere by train."
    assert places(text, "en") == ["Oslo", "Helsinki", "Tampere"]


def test_persons_and_agencies_are_no_places() -> None:
    text = "Ifølge Reuters møtte Erna Solberg president Emmanuel Macron i Paris."
    kinds = {name.span.text: name.kind for name in read(text)}
    assert kinds["Erna Solberg"] is NameKind.PERSON
    assert kinds["Emmanuel Macron"] is NameKind.PERSON
    assert places(text) == ["Paris"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Finlands statsminister kom til Danmark.", "Finland"),
        ("USAs president kom til Danmark.", "USA"),
        ("Møtet fant sted i Paris mandag.", "Paris"),
        ("De dro til Honduras og Texas.", "Honduras"),
        ("De dro fra Honduras til Texas.", "Texas"),
    ],
)
def test_a_genitive_s_is_no_part_of_the_name_but_an_s_of_its_own_is(text: str, place: str) -> None:
    assert place in places(text)


def test_a_person_who_is_named_again_and_again_keeps_the_s() -> None:
    text = "António Guterres kom til Oslo. Guterres takket verten. Guterres ga ham en gave."
    persons = [name.span.text for name in read(text) if name.kind is NameKind.PERSON]
    assert persons == ["António Guterres", "Guterres", "Guterres"]


def test_an_english_genitive_is_no_part_of_the_name() -> None:
    text = "Finland's prime minister arrived in Denmark on Monday."
    assert places(text, "en") == ["Finland", "Denmark"]


def test_a_name_covers_exactly_its_words() -> None:
    text = "Statsministeren landet på Oslo lufthavn og dro til New York."
    for name in read(text):
        assert text[name.span.start : name.span.end] == name.span.text
    assert places(text) == ["Oslo lufthavn", "New York"]


def test_what_the_word_before_calls_a_place_is_one() -> None:
    assert "Brzwyk" in places("De besøkte byen Brzwyk i går.")
    assert places("De besøkte byene Brzwyk og Hrdlov i går.") == ["Brzwyk", "Hrdlov"]
    assert "Brzwyk" in places("They saw the city of Brzwyk yesterday.", "en")


def test_a_country_or_a_capital_is_a_place_whatever_the_tagger_says() -> None:
    assert places("Cuba, Bern og Buenos Aires.") == ["Cuba", "Bern", "Buenos Aires"]


def test_a_country_that_is_part_of_a_persons_name_is_none() -> None:
    text = "Jordan Pickford reddet straffen. Etter kampen var Jordan glad."
    assert places(text) == []


def test_a_known_water_is_a_place() -> None:
    assert "Arabian Sea" in places("The next day she crossed the Arabian Sea alone.", "en")
    assert places("Seilbåten krysset Stillehavet på tre uker.") == ["Stillehavet"]


def test_a_region_made_of_a_name_is_a_place() -> None:
    assert "Donetsk-regionen" in places("Han besøkte Donetsk-regionen i går.")


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("nb", "Myndighetene tilbakeviser at Modi også vil reise til Kursk.", "Kursk"),
        ("nb", "Opprinnelig skulle Modi fly til Rzeszow, men planen ble skrinlagt.", "Rzeszow"),
        ("nb", "I går satte han seg på et privatfly til Düsseldorf, opplyser laget.", "Düsseldorf"),
        ("en", "The crew of the icebreaker sailed from Cape Town on 5 February.", "Cape Town"),
        ("nb", "Flyet kom sent etter et opphold i Jakutsk tirsdag.", "Jakutsk"),
        ("en", "He met the prime minister at Chequers on Monday.", "Chequers"),
        ("nb", "De spiste i Folkets store hall i går.", "Folkets store hall"),
        ("en", "HIROSHIMA, Japan - The president laid a wreath.", "HIROSHIMA"),
    ],
)
def test_where_somebody_travels_or_stays_is_a_place(language: str, text: str, place: str) -> None:
    assert place in places(text, language)


def test_a_language_and_the_united_nations_are_no_places() -> None:
    assert "German" not in places("King Charles spoke in German to the guests.", "en")
    assert places("She told the United Nations that it was over.", "en") == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Sverige har gode forbindelser med Helsingfors.", "Helsingfors"),
        ("Samtalene mellom Paris og Berlin går dårlig.", "Berlin"),
        ("Tirsdag kveld advarte Paris mot avtalen.", "Paris"),
        ("Ifølge Berlin er saken avsluttet.", "Berlin"),
        ("De vedtok nye sanksjoner mot Iran.", "Iran"),
        ("Berlin sier at møtet var nyttig.", "Berlin"),
        ("Kreml avviser påstandene.", "Kreml"),
        ("Det hvite hus sier at møtet er utsatt.", "Det hvite hus"),
    ],
)
def test_a_norwegian_place_that_acts_or_is_dealt_with_is_a_government(
    text: str, place: str
) -> None:
    assert role(text, place) is Role.METONYM


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Sweden has good ties with Helsinki.", "Helsinki"),
        ("The talks between Paris and Berlin failed.", "Berlin"),
        ("According to Berlin, the case is closed.", "Berlin"),
        ("They imposed new sanctions against Iran.", "Iran"),
        ("Berlin said that the meeting had been useful.", "Berlin"),
        ("The ministry warned Tehran on Monday.", "Tehran"),
        ("The Kremlin denied the report.", "Kremlin"),
        ("The White House said the meeting was postponed.", "White House"),
    ],
)
def test_an_english_place_that_acts_or_is_dealt_with_is_a_government(text: str, place: str) -> None:
    assert role(text, place, "en") is Role.METONYM


@pytest.mark.parametrize(
    ("text", "place", "language"),
    [
        ("Hun landet i Helsingfors mandag.", "Helsingfors", "nb"),
        ("Hun drar på besøk til Berlin.", "Berlin", "nb"),
        ("De møttes i Kreml.", "Kreml", "nb"),
        ("She landed in Helsinki on Monday.", "Helsinki", "en"),
        ("She left for Berlin on a visit to Germany.", "Germany", "en"),
        ("They met in the Kremlin.", "Kremlin", "en"),
    ],
)
def test_where_somebody_is_or_goes_is_a_location(text: str, place: str, language: str) -> None:
    assert role(text, place, language) is Role.LOCATION


def test_a_country_that_only_says_whose_is_no_stop() -> None:
    assert role("Spain's foreign minister arrived on Monday.", "Spain", "en") is Role.BACKGROUND
    assert role("Spanias utenriksminister kom mandag.", "Spania") is Role.BACKGROUND
    assert role("President Sergio Mattarella of Italy came.", "Italy", "en") is Role.BACKGROUND


def test_a_foreign_country_that_does_something_is_a_government() -> None:
    assert role("Finland innkalte ambassadøren.", "Finland") is Role.METONYM
    assert role("Finland summoned the ambassador.", "Finland", "en") is Role.METONYM
    assert role("Finland grenser til Sverige.", "Finland") is Role.LOCATION


def test_a_ship_in_quotation_marks_is_no_country() -> None:
    assert places("Luftskipet «Norge» gikk til værs.") == []


def test_a_country_before_a_person_is_a_name_of_its_own() -> None:
    text = "Finlands Kaisa Mäkäräinen vant foran Norges Marte Olsbu Røiseland."
    assert places(text) == ["Finland", "Norge"]


def test_a_known_longer_name_is_taken_whole() -> None:
    text = "He flew to the Democratic Republic of the Congo on Monday."
    assert places(text, "en") == ["Democratic Republic of the Congo"]


def test_two_persons_in_a_row_are_two_where_the_article_names_them_apart() -> None:
    text = "Erna Solberg møtte Emmanuel Macron. I gave ga Solberg Macron et maleri."
    found = [name.span.text for name in read(text) if name.kind is NameKind.PERSON]
    assert found[-2:] == ["Solberg", "Macron"]


def test_scores_are_shares() -> None:
    for name in read("Erna Solberg og Jens Stoltenberg møttes i Drammen ved Drammenselva."):
        assert 0 <= name.score <= 1


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="not in 'fr'"):
        Tagger.load("fr")


def test_nothing_has_no_names() -> None:
    assert read("") == ()


HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("AaBb sS.,-'’\"«» \n\u00ad\u200b\u202eОø")),
    max_size=120,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(HOSTILE, st.sampled_from(["nb", "en"]))
def test_offsets_are_exact_whatever_the_text(text: str, language: str) -> None:
    last = 0
    for name in read(text, language):
        assert text[name.span.start : name.span.end] == name.span.text != ""
        assert name.span.start >= last
        last = name.span.end


def test_the_same_article_gives_the_same_names() -> None:
    words = ["Oslo", "Paris", "Erna", "Solberg", "i", "til", "møtte", ".", "FN", "Kina"]
    text = " ".join(random.Random(7).choices(words, k=300))
    assert read(text) == read(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Duke and Duchess of Cambridge waved.", "en"),
        ("Prince Edward, the Duke of Edinburgh, waved.", "en"),
        ("Hertugen av Edinburgh vinket.", "nb"),
        ("It brought internet to millions of Africans.", "en"),
        ("The Saudi crown prince and the Briton left.", "en"),
        ("The fire began on Aug. 8 and spread.", "en"),
        ("They were received at the Town Hall.", "en"),
        ("She saw the mayor at City Hall.", "en"),
        ("Han står over Arendalsuka i år.", "nb"),
        ("Utsendingen fra EU svarte.", "nb"),
        ("Det sa Ursula von der Leyen.", "nb"),
        ("They signed the Paris Agreement.", "en"),
        ("Mandela, 71, tires easily.", "en"),
        ("Pereira (37) er trøtt.", "nb"),
    ],
)
def test_titles_demonyms_dates_and_occasions_are_no_places(text: str, language: str) -> None:
    assert places(text, language) == []


def test_the_end_of_a_persons_name_is_no_place_behind_a_particle_or_before_an_age() -> None:
    assert "Leyen" not in places("I dag var von der Leyen i Roma.")
    assert "Lincoln" not in places("Lincoln, 52, was born in Kansas.", "en")


def test_an_article_at_the_head_of_a_sentence_is_no_part_of_the_name() -> None:
    assert places("The Vatican had announced a prayer.", "en") == ["Vatican"]
    assert places("The Gambia welcomed him.", "en") == ["The Gambia"]


@pytest.mark.parametrize("text", ["Athen følger det hele med uro.", "Noreg slo Brasil tysdag."])
def test_a_capital_or_country_that_opens_a_sentence_is_a_place(text: str) -> None:
    assert places(text)[:1] == [text.split()[0]]


def test_a_republic_is_named_in_full() -> None:
    text = "He came from the Republic of Congo to the Democratic Republic of Congo."
    assert places(text, "en") == ["Republic of Congo", "Democratic Republic of Congo"]


def test_an_s_before_an_adverb_is_no_genitive() -> None:
    assert "Skala Sikaminias" in places("Hun falt i havet utenfor Skala Sikaminias nord på Lesvos.")


@pytest.mark.parametrize(
    ("text", "place", "language"),
    [
        ("She met the leaders of Japan and left.", "Japan", "en"),
        ("The mayor of Miami tore it up.", "Miami", "en"),
        ("Venezuela's Nicolas Maduro flew on.", "Venezuela", "en"),
        ("Carney, who was born in Ottawa, joked.", "Ottawa", "en"),
        ("The village lies an hour west of Dublin.", "Dublin", "en"),
        ("They spoke of the war in Ukraine.", "Ukraine", "en"),
        ("De møtte utsendinger fra USA der.", "USA", "nb"),
        ("Blant dem var Russlands Sergej Lavrov.", "Russland", "nb"),
        ("23-åringen fra Bergen vant.", "Bergen", "nb"),
        ("De var i en landsby nord for Amsterdam.", "Amsterdam", "nb"),
        ("Mange av dem har røter i Burma.", "Burma", "nb"),
        ("Krigen i Ukraina sto øverst.", "Ukraina", "nb"),
    ],
)
def test_what_only_says_whose_whence_or_which_way_is_background(
    text: str, place: str, language: str
) -> None:
    assert role(text, place, language) is Role.BACKGROUND


@pytest.mark.parametrize(
    ("text", "place", "language"),
    [
        ("Støre reiste fra Oslo mandag.", "Oslo", "nb"),
        ("Kortesjen kjørte over grensen til Sverige.", "Sverige", "nb"),
        ("Tourists fled from Bangkok by bus.", "Bangkok", "en"),
    ],
)
def test_who_travels_from_a_place_has_been_there(text: str, place: str, language: str) -> None:
    assert role(text, place, language) is Role.LOCATION


@pytest.mark.parametrize(
    ("text", "place", "language"),
    [
        ("It began with a scrappy win over Haiti in Brisbane.", "Haiti", "en"),
        ("China were hit for six.", "China", "en"),
        ("England beat Nigeria on penalties.", "Nigeria", "en"),
        ("Åttedelsfinalen mot Italia er lørdag.", "Italia", "nb"),
        ("Det ble 2–2 mot Marokko onsdag.", "Marokko", "nb"),
        ("De slo Brasil tirsdag.", "Brasil", "nb"),
    ],
)
def test_a_country_that_plays_is_no_place_to_be(text: str, place: str, language: str) -> None:
    assert role(text, place, language) is Role.METONYM


@pytest.mark.parametrize(
    ("text", "place", "language"),
    [
        ("The minister visited the Zaatari refugee camp.", "Zaatari", "en"),
        ("They waited at the Erez border crossing.", "Erez", "en"),
        ("Hun besøkte flyktningleiren Zaatari i går.", "Zaatari", "nb"),
        ("De møttes på hotellet Soria Moria.", "Soria Moria", "nb"),
        ("De ba i klosteret Valaam.", "Valaam", "nb"),
        ("Islands statsminister, Steingrímur Hermannsson, kalte det en seier.", "Island", "nb"),
    ],
)
def test_the_words_beside_it_call_it_a_place(text: str, place: str, language: str) -> None:
    assert place in places(text, language)


def test_a_camp_that_is_no_place_is_none() -> None:
    assert places("The Summer camp was full. The Thatcher camp disagreed.", "en") == []


def test_the_balkans_are_a_place_in_norwegian() -> None:
    assert places("Erdogan er på rundreise på Balkan.") == ["Balkan"]
