"""What the names of an article's places mean, with the whole article around them."""

from __future__ import annotations

import pytest

from summitmap.places.geocoders import OfflineGeocoder
from summitmap.reading import resolving
from summitmap.reading.mentions import Name, NameKind
from summitmap.reading.resolving import Resolved, resolve_names
from summitmap.reading.sentences import sentences
from summitmap.reading.text import Span
from summitmap.story.model import Doubt, PlaceKind, Role


@pytest.fixture(scope="module")
def geocoder() -> OfflineGeocoder:
    return OfflineGeocoder()


def resolved(
    text: str, names: list[str], geocoder: OfflineGeocoder, language: str = "nb"
) -> list[Resolved]:
    """The places of a text in which these names stand, in this order; a person's begins with @, a
    government's with ~."""
    found, at = [], 0
    for name in names:
        plain = name.lstrip("@~")
        start = text.index(plain, at)
        at = start + len(plain)
        kind = NameKind.PERSON if name.startswith("@") else NameKind.PLACE
        role = Role.METONYM if name.startswith("~") else Role.LOCATION
        found.append(Name(Span(start, at, plain), kind, role, 1.0))
    cut = sentences([Span(0, len(text), text)], language)
    return list(resolve_names(found, cut, language, geocoder))


def test_each_name_of_a_place_is_answered_in_the_order_of_the_text(
    geocoder: OfflineGeocoder,
) -> None:
    text = "Kongen reiste fra Oslo til Helsingfors."
    found = resolved(text, ["Oslo", "Helsingfors"], geocoder)
    assert [each.place.country_code for each in found if each.place] == ["NO", "FI"]
    assert [each.name.span.text for each in found] == ["Oslo", "Helsingfors"]


def test_persons_are_no_places(geocoder: OfflineGeocoder) -> None:
    text = "Paris Hilton kom til Paris."
    found = resolved(text, ["@Paris Hilton", "Paris"], geocoder)
    assert len(found) == 1
    assert found[0].name.span.start == text.rindex("Paris")


def test_the_word_beside_a_name_says_what_kind_of_place_it_is(geocoder: OfflineGeocoder) -> None:
    (found,) = resolved("De landet på romfartshavnen Vostochny.", ["Vostochny"], geocoder)
    assert found.entry is not None
    assert found.entry.kind is PlaceKind.FACILITY
    (found,) = resolved("Flommen rammet Amur-provinsen.", ["Amur-provinsen"], geocoder)
    assert found.entry is not None
    assert (found.entry.kind, found.entry.within) == (PlaceKind.REGION, "RU")


def test_a_bare_name_means_the_place_that_another_sentence_calls_a_spaceport(
    geocoder: OfflineGeocoder,
) -> None:
    text = "Vostochny er ny. De fløy til romfartshavnen Vostochny mandag. Fra Vostochny gikk toget."
    found = resolved(text, ["Vostochny"] * 3, geocoder)
    assert {each.place_id for each in found} == {found[0].place_id}
    assert found[0].entry is not None
    assert found[0].entry.kind is PlaceKind.FACILITY


def test_a_city_keeps_its_name_beside_its_airport(geocoder: OfflineGeocoder) -> None:
    text = "Flyet gikk fra Oslo lufthavn. I Oslo var det regn."
    airport, city = resolved(text, ["Oslo lufthavn", "Oslo"], geocoder)
    assert airport.place is not None
    assert city.place is not None
    assert (airport.place.kind, city.place.kind) == (PlaceKind.FACILITY, PlaceKind.CITY)


def test_two_names_of_one_record_are_one_place(geocoder: OfflineGeocoder) -> None:
    text = "Fra Moskva, som heter Moscow på engelsk."
    first, second = resolved(text, ["Moskva", "Moscow"], geocoder)
    assert first.place_id == second.place_id


def test_the_country_behind_the_comma_decides_between_namesakes(
    geocoder: OfflineGeocoder,
) -> None:
    text = "The delegation met in Tripoli, Lebanon, on Monday."
    tripoli, _ = resolved(text, ["Tripoli", "Lebanon"], geocoder, "en")
    assert tripoli.place is not None
    assert tripoli.place.country_code == "LB"
    text = "The delegation met in Tripoli on Monday."
    (tripoli,) = resolved(text, ["Tripoli"], geocoder, "en")
    assert tripoli.place is not None
    assert tripoli.place.country_code == "LY"


def test_other_places_of_the_article_decide_between_namesakes(
    geocoder: OfflineGeocoder,
) -> None:
    text = "From Ottawa and Toronto she went by car to London and Hamilton."
    names = ["Ottawa", "Toronto", "London", "Hamilton"]
    found = resolved(text, names, geocoder, "en")
    assert found[3].place is not None
    assert found[3].place.country_code == "CA"


def test_a_much_smaller_namesake_is_not_meant_for_being_near(geocoder: OfflineGeocoder) -> None:
    found = resolved("Fra Miami dro hun til Brisbane.", ["Miami", "Brisbane"], geocoder)
    assert [each.place.country_code for each in found if each.place] == ["US", "AU"]


def test_a_single_stop_beside_a_small_namesake_does_not_decide_for_it(
    geocoder: OfflineGeocoder,
) -> None:
    text = "From Toronto she flew to London. From there he flew to Washington."
    found = resolved(text, ["Toronto", "London", "Washington"], geocoder, "en")
    assert [each.place.country_code for each in found if each.place] == ["CA", "GB", "US"]


def test_places_that_are_in_doubt_alone_speak_for_each_other(geocoder: OfflineGeocoder) -> None:
    text = "He campaigned in Dundee, Stirling and Perth."
    found = resolved(text, ["Dundee", "Stirling", "Perth"], geocoder, "en")
    assert {each.place.country_code for each in found if each.place} == {"GB"}


def test_a_country_is_not_the_city_whose_name_begins_like_it(geocoder: OfflineGeocoder) -> None:
    text = "He flew from Panama City on Sunday. In Panama he had toured the canal."
    city, country = resolved(text, ["Panama City", "Panama"], geocoder, "en")
    assert city.place is not None
    assert country.place is not None
    assert (city.place.kind, country.place.kind) == (PlaceKind.CITY, PlaceKind.COUNTRY)


def test_a_state_is_better_known_than_a_town_of_its_name_elsewhere(
    geocoder: OfflineGeocoder,
) -> None:
    (found,) = resolved("Han fløy hjem til Delaware.", ["Delaware"], geocoder)
    assert found.place is not None
    assert found.place.kind is PlaceKind.REGION


def test_one_goes_to_the_city_and_not_to_the_province_of_its_name(
    geocoder: OfflineGeocoder,
) -> None:
    (city,) = resolved("Paven reiser videre til Quebec.", ["Quebec"], geocoder)
    (province,) = resolved("Det brenner i Quebec.", ["Quebec"], geocoder)
    assert city.place is not None
    assert province.place is not None
    assert (city.place.kind, province.place.kind) == (PlaceKind.CITY, PlaceKind.REGION)


def test_a_word_in_a_towns_own_name_does_not_say_what_kind_it_is(
    geocoder: OfflineGeocoder,
) -> None:
    for name, region in [("Green Bay", "Wisconsin"), ("Canton", "Ohio")]:
        found, _ = resolved(f"He spoke in {name}, {region}.", [name, region], geocoder, "en")
        assert found.place is not None, name
        assert (found.place.kind, found.place.country_code) == (PlaceKind.CITY, "US")


def test_what_has_a_capital_is_a_country(geocoder: OfflineGeocoder) -> None:
    text = "He stopped in Praia, the capital of Cape Verde."
    _, found = resolved(text, ["Praia", "Cape Verde"], geocoder, "en")
    assert found.place is not None
    assert (found.place.kind, found.place.country_code) == (PlaceKind.COUNTRY, "CV")


def test_an_adjective_before_the_name_decides_and_leaves_overseas_lands(
    geocoder: OfflineGeocoder,
) -> None:
    (seefeld,) = resolved("Rennet går i østerrikske Seefeld.", ["Seefeld"], geocoder)
    (ruka,) = resolved("Rennet går i finske Ruka.", ["Ruka"], geocoder)
    (island,) = resolved("Stormen traff franske Guadeloupe.", ["Guadeloupe"], geocoder)
    (faroes,) = resolved("De bor i danske Tórshavn.", ["Tórshavn"], geocoder)
    assert seefeld.place is not None
    assert seefeld.place.country_code == "AT"
    assert ruka.place is None or ruka.place.country_code == "FI"
    assert island.place is not None
    assert faroes.place is not None
    assert faroes.place.country_code == "FO"


def test_a_short_name_is_not_corrected_to_another_town(geocoder: OfflineGeocoder) -> None:
    text = "Skipet gikk via Pulham i England."
    found, _ = resolved(text, ["Pulham", "England"], geocoder)
    assert found.place is None or found.place.provenance.corrected_from is None


def test_a_capital_is_not_a_village_of_its_name_in_the_country_of_the_article(
    geocoder: OfflineGeocoder,
) -> None:
    text = "He goes to San José, Costa Rica, and from there to Santo Domingo."
    found = resolved(text, ["San José", "Costa Rica", "Santo Domingo"], geocoder, "en")
    assert [each.place.country_code for each in found if each.place] == ["CR", "CR", "DO"]


def test_a_government_is_no_neighbour_of_the_places_of_the_article(
    geocoder: OfflineGeocoder,
) -> None:
    text = "Fra Belfast kjørte de til Dundalk. Washington sier ingenting."
    found = resolved(text, ["Belfast", "Dundalk", "~Washington"], geocoder)
    assert [each.place.country_code for each in found if each.place][1] == "IE"


def test_bali_is_the_island(geocoder: OfflineGeocoder) -> None:
    (bali,) = resolved("De to møttes på Bali i november.", ["Bali"], geocoder)
    assert bali.place is not None
    assert bali.place.country_code == "ID"


def test_a_misspelt_name_is_corrected_where_the_article_confirms_it(
    geocoder: OfflineGeocoder,
) -> None:
    text = "Fra Vladivostok dro de til byen Kimsomolsk-na-Amure i Russland."
    names = ["Vladivostok", "Kimsomolsk-na-Amure", "Russland"]
    found = resolved(text, names, geocoder)[1]
    assert found.place is not None
    assert found.place.provenance.corrected_from == "Kimsomolsk-na-Amure"
    assert found.entry is not None
    assert found.entry.name == {"nb": "Komsomolsk-na-Amure"}


def test_a_short_form_is_the_place_of_the_full_name(geocoder: OfflineGeocoder) -> None:
    text = "Toget gikk til Komsomolsk-na-Amure. Komsomolsk er en industriby."
    first, second = resolved(text, ["Komsomolsk-na-Amure", "Komsomolsk"], geocoder)
    assert first.place_id == second.place_id == "komsomolsk-na-amure"


def test_a_name_that_no_gazetteer_has_is_kept_without_a_place(geocoder: OfflineGeocoder) -> None:
    (found,) = resolved("Han bor i Xqzwyvgården.", ["Xqzwyvgården"], geocoder)
    assert found.place is None
    assert found.place_id is not None
    assert found.entry is not None


def test_an_unheard_of_village_is_not_drawn_for_a_name_that_nothing_confirms(
    geocoder: OfflineGeocoder,
) -> None:
    assert geocoder.geocode("Štore") is not None
    (found,) = resolved("Nobody came to Store on Monday.", ["Store"], geocoder, "en")
    assert found.place is None


def test_a_misspelt_name_that_nothing_confirms_is_not_drawn(geocoder: OfflineGeocoder) -> None:
    assert geocoder.geocode("Blinken") is not None
    (found,) = resolved("Nobody came to Blinken on Monday.", ["Blinken"], geocoder, "en")
    assert found.place is None


def test_an_abbreviation_is_no_town_of_its_letters(geocoder: OfflineGeocoder) -> None:
    (found,) = resolved("Talks with the EU failed.", ["EU"], geocoder, "en")
    assert found.place is None


def test_the_white_house_is_the_one_in_washington(geocoder: OfflineGeocoder) -> None:
    (found,) = resolved("They met in the White House.", ["White House"], geocoder, "en")
    assert found.place is not None
    assert found.place.country_code == "US"


def test_a_square_is_the_city_it_lies_in(geocoder: OfflineGeocoder) -> None:
    (found,) = resolved("De gikk over Den røde plass.", ["Den røde plass"], geocoder)
    assert found.place is not None
    assert found.place.country_code == "RU"


def test_ids_are_such_as_a_story_allows(geocoder: OfflineGeocoder) -> None:
    text = "Fra Åsgårdstrand til St. Petersburg, Côte d'Ivoire og Владивосток."
    names = ["Åsgårdstrand", "St. Petersburg", "Côte d'Ivoire", "Владивосток"]
    for each in resolved(text, names, geocoder):
        assert each.entry is not None
        assert each.entry.id == each.place_id
        each.entry.model_validate(each.entry.model_dump())


def test_the_same_article_gives_the_same_places(geocoder: OfflineGeocoder) -> None:
    text = "Fra Oslo til Paris og Oslo."
    names = ["Oslo", "Paris", "Oslo"]
    assert resolved(text, names, geocoder) == resolved(text, names, geocoder)


def test_a_text_of_more_places_than_any_article_has_is_still_answered(
    geocoder: OfflineGeocoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resolving, "MOST_PLACES", 2)
    names = ["Oslo", "Bergen", "Bodø", "Oslo"]
    found = resolved(", ".join(names), names, geocoder)
    assert [each.place is not None for each in found] == [True, True, False, True]


def test_nothing_has_no_places(geocoder: OfflineGeocoder) -> None:
    assert resolved("", [], geocoder) == []


@pytest.mark.parametrize(
    ("text", "name", "language"),
    [
        ("DJIBOUTI, April 3 (AP) — They burned the boat.", "DJIBOUTI", "en"),
        ("They walked through the streets of Luxembourg.", "Luxembourg", "en"),
        ("Skipet ligger utenfor Djibouti.", "Djibouti", "nb"),
        ("De gikk i gatene i Luxembourg.", "Luxembourg", "nb"),
    ],
)
def test_a_dateline_and_streets_are_of_the_city_and_not_of_its_country(
    text: str, name: str, language: str, geocoder: OfflineGeocoder
) -> None:
    (found,) = resolved(text, [name], geocoder, language)
    assert found.place is not None
    assert found.place.kind is PlaceKind.CITY


def test_a_country_stays_one_where_somebody_goes_to_it(geocoder: OfflineGeocoder) -> None:
    (found,) = resolved("Hun reiste til Luxembourg.", ["Luxembourg"], geocoder)
    assert found.place is not None
    assert found.place.kind is PlaceKind.COUNTRY


@pytest.mark.parametrize(
    ("text", "name", "language"),
    [("She flew to Congo.", "Congo", "en"), ("Hun fløy til Kongo.", "Kongo", "nb")],
)
def test_congo_alone_asks_which(
    text: str, name: str, language: str, geocoder: OfflineGeocoder
) -> None:
    (found,) = resolved(text, [name], geocoder, language)
    assert found.place is not None
    assert found.place.doubt is Doubt.RIVAL
    assert {found.place.country_code, found.place.candidates[0].country_code} == {"CD", "CG"}


def test_a_town_of_france_is_not_the_seat_of_an_overseas_department(
    geocoder: OfflineGeocoder,
) -> None:
    text = "De flyr fra Marseille til Paris og spiller i Saint-Denis."
    *_, found = resolved(text, ["Marseille", "Paris", "Saint-Denis"], geocoder)
    assert found.place is not None
    assert found.place.country_code == "FR"


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Vest-Berlin", "DE"),
        ("Øst-Pakistan", "BD"),
        ("Vest-Samoa", "WS"),
        ("Kampuchea", "KH"),
        ("Øvre Volta", "BF"),
        ("Rhodesia", "ZW"),
        ("Kisjinev", "MD"),
    ],
)
def test_a_former_name_is_the_land_of_today(
    name: str, country: str, geocoder: OfflineGeocoder
) -> None:
    (found,) = resolved(f"Hun reiste til {name}.", [name], geocoder)
    assert found.place is not None
    assert found.place.country_code == country


def test_a_hamlet_of_our_own_files_is_known_wherever_it_is_named(
    geocoder: OfflineGeocoder,
) -> None:
    (found,) = resolved("He skied from Ny-Ålesund.", ["Ny-Ålesund"], geocoder, "en")
    assert found.place is not None
    assert found.place.provenance.record == "ny-alesund"


@pytest.mark.parametrize(
    ("text", "name", "language", "country"),
    [
        ("She flew to Hamilton, Bermuda.", "Hamilton", "en", "BM"),
        ("Hun bodde i Hamilton på Bermuda.", "Hamilton", "nb", "BM"),
        ("She flew to Victoria, Seychelles.", "Victoria", "en", "SC"),
    ],
)
def test_a_small_town_is_found_in_the_country_behind_it_however_many_are_larger(
    text: str, name: str, language: str, country: str, geocoder: OfflineGeocoder
) -> None:
    (found,) = resolved(text, [name], geocoder, language)
    assert found.place is not None
    assert (found.place.country_code, found.place.doubt) == (country, None)
