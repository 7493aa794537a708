"""Names that the sources lack, or give in a form that does not fit on a map; chosen by hand.

Norwegian forms are those of Norwegian newspapers; Russian names follow the Norwegian rules of
transcription (Jekaterinburg, Blagovesjtsjensk).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

WaterKind = Literal["ocean", "sea", "lake", "river"]


class Names(NamedTuple):
    """One name in the two languages of the map."""

    nb: str
    en: str


@dataclass(frozen=True)
class Water:
    """A named water and where its label stands; `rank` as in `Label` of the package."""

    id: str
    names: Names
    kind: WaterKind
    longitude: float
    latitude: float
    rank: int


COUNTRY_NAMES: dict[str, Names] = {
    # Short forms; Babel hands out only the long ones of CLDR.
    "BA": Names("Bosnia-Hercegovina", "Bosnia and Herzegovina"),
    "CC": Names("Kokosøyene", "Cocos Islands"),
    "CD": Names("Kongo-Kinshasa", "DR Congo"),
    "CG": Names("Kongo-Brazzaville", "Congo-Brazzaville"),
    "HK": Names("Hongkong", "Hong Kong"),
    "MM": Names("Myanmar", "Myanmar"),
    "MO": Names("Macao", "Macao"),
    "PS": Names("Palestina", "Palestine"),
}

SECOND_LABELS: dict[str, tuple[float, float]] = {
    # longitude, latitude: where a map of the Amur basin finds the names of its great neighbours.
    "RU": (132.5, 53.2),
    "CN": (125.0, 45.2),
}

NOT_CAPITALS = frozenset(
    {
        # What GeoNames lists is disputed (Security Council resolution 478 (1980) for Jerusalem).
        "IL",
        "PS",
        "EH",
        # A military base.
        "IO",
        # Cities that are their own territory.
        "HK",
        "MO",
    }
)

ENGLISH_NAMES: dict[tuple[str, str], str] = {
    # (country, GeoNames name): the English name, where GeoNames lists a quarter or a local form.
    ("DE", "Köln"): "Cologne",
    ("RU", "Artëm"): "Artyom",
    ("IQ", "Al Başrah al Qadīmah"): "Basra",
    ("IQ", "Al Mawşil al Jadīdah"): "Mosul",
}

NORWEGIAN_NAMES: dict[tuple[str, str], str] = {
    # (country, English name): the Norwegian name, where CLDR has no time zone named for the city.
    ("BY", "Homyel'"): "Homel",
    ("CU", "Havana"): "Havanna",
    ("DE", "Cologne"): "Köln",
    ("DE", "Munich"): "München",
    ("DE", "Nuremberg"): "Nürnberg",
    ("IT", "Genoa"): "Genova",
    ("IT", "Milan"): "Milano",
    ("IT", "Naples"): "Napoli",
    ("IT", "Turin"): "Torino",
    ("KR", "Jeju City"): "Jeju",
    ("KZ", "Karagandy"): "Karaganda",
    ("MX", "Mexico City"): "Mexico by",
    ("RO", "Bucharest"): "Bucuresti",
    ("RU", "Artyom"): "Artjom",
    ("RU", "Blagoveshchensk"): "Blagovesjtsjensk",
    ("RU", "Cheboksary"): "Tsjeboksary",
    ("RU", "Chelyabinsk"): "Tsjeljabinsk",
    ("RU", "Izhevsk"): "Izjevsk",
    ("RU", "Komsomolsk-on-Amur"): "Komsomolsk-na-Amure",
    ("RU", "Krasnoyarsk"): "Krasnojarsk",
    ("RU", "Makhachkala"): "Makhatsjkala",
    ("RU", "Naberezhnyye Chelny"): "Naberezjnyje Tsjelny",
    ("RU", "Nizhniy Novgorod"): "Nizjnij Novgorod",
    ("RU", "Rostov-on-Don"): "Rostov-na-Donu",
    ("RU", "Ryazan’"): "Rjazan",
    ("RU", "Saint Petersburg"): "St. Petersburg",
    ("RU", "Tolyatti"): "Toljatti",
    ("RU", "Tyumen"): "Tjumen",
    ("RU", "Ulyanovsk"): "Uljanovsk",
    ("RU", "Ussuriysk"): "Ussurijsk",
    ("RU", "Voronezh"): "Voronezj",
    ("RU", "Yaroslavl"): "Jaroslavl",
    ("RU", "Yekaterinburg"): "Jekaterinburg",
    ("RU", "Yuzhno-Sakhalinsk"): "Juzjno-Sakhalinsk",
    ("SE", "Gothenburg"): "Göteborg",
    ("TM", "Ashgabat"): "Asjkhabad",
    ("TR", "İzmir"): "Izmir",
    ("UA", "Kryvyy Rih"): "Kryvyj Rih",
    ("UA", "Zaporizhzhya"): "Zaporizjzja",
    ("US", "New York City"): "New York",
    ("VN", "Ho Chi Minh City"): "Ho Chi Minh-byen",
}

WATERS: tuple[Water, ...] = (
    Water("pacific-north", Names("Stillehavet", "Pacific Ocean"), "ocean", 175.0, 25.0, 1),
    Water("pacific-south", Names("Stillehavet", "Pacific Ocean"), "ocean", -125.0, -20.0, 1),
    Water("atlantic-north", Names("Atlanterhavet", "Atlantic Ocean"), "ocean", -42.0, 33.0, 1),
    Water("atlantic-south", Names("Atlanterhavet", "Atlantic Ocean"), "ocean", -15.0, -25.0, 1),
    Water("indian", Names("Det indiske hav", "Indian Ocean"), "ocean", 78.0, -18.0, 1),
    Water("arctic", Names("Nordishavet", "Arctic Ocean"), "ocean", 175.0, 80.0, 2),
    Water("southern", Names("Sørishavet", "Southern Ocean"), "ocean", 90.0, -60.5, 2),
    Water("sea-of-japan", Names("Japanhavet", "Sea of Japan"), "sea", 134.5, 40.2, 4),
    Water("yellow-sea", Names("Gulehavet", "Yellow Sea"), "sea", 123.2, 35.8, 4),
    Water("sea-of-okhotsk", Names("Okhotskhavet", "Sea of Okhotsk"), "sea", 146.8, 55.2, 3),
    Water("east-china-sea", Names("Øst-Kina-havet", "East China Sea"), "sea", 125.0, 29.0, 4),
    Water("south-china-sea", Names("Sør-Kina-havet", "South China Sea"), "sea", 114.5, 14.5, 3),
    Water("bohai", Names("Bohaibukta", "Bohai Sea"), "sea", 119.6, 38.5, 6),
    Water("korea-strait", Names("Koreastredet", "Korea Strait"), "sea", 129.2, 34.3, 6),
    Water("tatar-strait", Names("Tatarsundet", "Strait of Tartary"), "sea", 140.9, 49.2, 6),
    Water("philippine-sea", Names("Filippinerhavet", "Philippine Sea"), "sea", 133.0, 19.0, 3),
    Water("bering-sea", Names("Beringhavet", "Bering Sea"), "sea", -178.5, 57.5, 3),
    Water("east-siberian", Names("Øst-Sibirhavet", "East Siberian Sea"), "sea", 164.0, 72.5, 4),
    Water("laptev-sea", Names("Laptevhavet", "Laptev Sea"), "sea", 126.0, 76.0, 4),
    Water("kara-sea", Names("Karahavet", "Kara Sea"), "sea", 70.5, 75.0, 4),
    Water("chukchi-sea", Names("Tsjuktsjerhavet", "Chukchi Sea"), "sea", -170.0, 69.5, 4),
    Water("barents-sea", Names("Barentshavet", "Barents Sea"), "sea", 38.0, 74.0, 3),
    Water("white-sea", Names("Kvitsjøen", "White Sea"), "sea", 37.8, 65.5, 6),
    Water("norwegian-sea", Names("Norskehavet", "Norwegian Sea"), "sea", 3.0, 68.0, 3),
    Water("greenland-sea", Names("Grønlandshavet", "Greenland Sea"), "sea", -6.0, 75.0, 4),
    Water("north-sea", Names("Nordsjøen", "North Sea"), "sea", 3.2, 56.3, 4),
    Water("skagerrak", Names("Skagerrak", "Skagerrak"), "sea", 9.2, 58.0, 6),
    Water("baltic-sea", Names("Østersjøen", "Baltic Sea"), "sea", 19.6, 57.6, 4),
    Water("gulf-of-bothnia", Names("Bottenviken", "Gulf of Bothnia"), "sea", 19.9, 62.3, 5),
    Water("gulf-of-finland", Names("Finskebukta", "Gulf of Finland"), "sea", 26.6, 59.9, 6),
    Water("celtic-sea", Names("Keltiske hav", "Celtic Sea"), "sea", -7.5, 50.3, 5),
    Water("bay-of-biscay", Names("Biscayabukta", "Bay of Biscay"), "sea", -4.8, 45.3, 4),
    Water("mediterranean", Names("Middelhavet", "Mediterranean Sea"), "sea", 18.5, 34.6, 3),
    Water("adriatic-sea", Names("Adriaterhavet", "Adriatic Sea"), "sea", 15.7, 42.8, 5),
    Water("aegean-sea", Names("Egeerhavet", "Aegean Sea"), "sea", 25.1, 38.6, 5),
    Water("black-sea", Names("Svartehavet", "Black Sea"), "sea", 34.3, 43.2, 4),
    Water("sea-of-azov", Names("Azovhavet", "Sea of Azov"), "sea", 36.6, 46.1, 6),
    Water("caspian-sea", Names("Det kaspiske hav", "Caspian Sea"), "sea", 50.5, 42.0, 4),
    Water("red-sea", Names("Rødehavet", "Red Sea"), "sea", 38.3, 20.2, 4),
    Water("persian-gulf", Names("Persiabukta", "Persian Gulf"), "sea", 51.3, 27.3, 4),
    Water("gulf-of-aden", Names("Adenbukta", "Gulf of Aden"), "sea", 48.3, 12.3, 5),
    Water("arabian-sea", Names("Arabiahavet", "Arabian Sea"), "sea", 64.0, 14.5, 3),
    Water("bay-of-bengal", Names("Bengalbukta", "Bay of Bengal"), "sea", 88.3, 14.5, 3),
    Water("andaman-sea", Names("Andamanhavet", "Andaman Sea"), "sea", 95.8, 10.8, 5),
    Water("java-sea", Names("Javahavet", "Java Sea"), "sea", 111.0, -5.0, 5),
    Water("arafura-sea", Names("Arafurahavet", "Arafura Sea"), "sea", 135.5, -9.5, 5),
    Water("coral-sea", Names("Korallhavet", "Coral Sea"), "sea", 154.5, -17.5, 3),
    Water("tasman-sea", Names("Tasmanhavet", "Tasman Sea"), "sea", 160.5, -38.0, 3),
    Water("gulf-of-guinea", Names("Guineabukta", "Gulf of Guinea"), "sea", 3.0, 2.5, 4),
    Water("caribbean", Names("Det karibiske hav", "Caribbean Sea"), "sea", -75.5, 14.8, 3),
    Water("gulf-of-mexico", Names("Mexicogolfen", "Gulf of Mexico"), "sea", -90.5, 25.3, 3),
    Water("hudson-bay", Names("Hudsonbukta", "Hudson Bay"), "sea", -86.0, 59.5, 4),
    Water("baffin-bay", Names("Baffinbukta", "Baffin Bay"), "sea", -67.0, 73.5, 4),
    Water("labrador-sea", Names("Labradorhavet", "Labrador Sea"), "sea", -53.0, 58.0, 4),
    Water("gulf-of-alaska", Names("Alaskabukta", "Gulf of Alaska"), "sea", -146.0, 57.0, 4),
    Water("weddell-sea", Names("Weddellhavet", "Weddell Sea"), "sea", -42.0, -71.5, 4),
    Water("ross-sea", Names("Rosshavet", "Ross Sea"), "sea", -175.0, -75.0, 4),
    Water("baikal", Names("Bajkalsjøen", "Lake Baikal"), "lake", 108.1, 53.6, 5),
    Water("khanka", Names("Khankasjøen", "Lake Khanka"), "lake", 132.42, 45.0, 6),
    Water("ladoga", Names("Ladoga", "Lake Ladoga"), "lake", 31.4, 60.9, 6),
    Water("victoria", Names("Victoriasjøen", "Lake Victoria"), "lake", 33.1, -1.2, 5),
    Water("superior", Names("Øvresjøen", "Lake Superior"), "lake", -87.8, 47.7, 5),
    Water("amur", Names("Amur", "Amur"), "river", 136.2, 49.9, 5),
)
