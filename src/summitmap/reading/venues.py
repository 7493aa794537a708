"""Buildings, grounds and squares that news names for where something happens, and their cities.

The gazetteer holds few of them, and under some of their names better-known towns. Keys are folded
names; which city each stands in, or which town it stands by, is common knowledge, written down by
us.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from summitmap.places.gazetteer import fold

_BY_CITY: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("London", "GB"): (
        *("Downing Street", "Downing Street 10", "10 Downing Street", "Buckingham Palace"),
        *("Westminster Abbey", "Wembley", "Wimbledon", "Lancaster House", "St Paul's Cathedral"),
    ),
    ("Windsor", "GB"): ("Windsor Castle",),
    ("Wendover", "GB"): ("Chequers",),
    ("Ballater", "GB"): ("Balmoral", "Balmoral Castle"),
    ("Edinburgh", "GB"): ("Holyrood", "Holyroodhouse", "Murrayfield"),
    ("Liverpool", "GB"): ("Anfield",),
    ("Manchester", "GB"): ("Old Trafford",),
    ("Paris", "FR"): (
        *("Élysée", "Élyséepalasset", "Élysée Palace", "Notre-Dame", "Stade de France"),
        *("Roland Garros", "Hôtel Matignon"),
    ),
    ("Versailles", "FR"): ("Palace of Versailles", "Versailles-slottet"),
    ("Berlin", "DE"): (
        "Bellevue Palace",
        "Bellevue-slottet",
        "Brandenburger Tor",
        "Brandenburg Gate",
    ),
    ("Krün", "DE"): ("Schloss Elmau",),
    ("Vienna", "AT"): ("Hofburg",),
    ("Rome", "IT"): ("Palazzo Chigi", "Quirinale"),
    ("Madrid", "ES"): ("Moncloa", "Zarzuela"),
    ("Barcelona", "ES"): ("Camp Nou",),
    ("Vatican City", "VA"): (
        *("Holy See", "Den hellige stol", "Pavestolen", "St Peter's Square", "Petersplassen"),
    ),
    ("Oslo", "NO"): (
        *("Slottet", "Det kongelige slott", "Akershus slott", "Bislett", "Ullevaal"),
        *("Holmenkollen", "Stortinget", "Youngstorget", "Operaen", "Rådhusplassen"),
    ),
    ("Asker", "NO"): ("Skaugum",),
    ("Bergen", "NO"): ("Gamlehaugen",),
    ("Trondheim", "NO"): ("Stiftsgården", "Nidarosdomen"),
    ("Stockholm", "SE"): ("Drottningholm", "Rosenbad"),
    ("Copenhagen", "DK"): ("Amalienborg", "Christiansborg"),
    ("Fredensborg", "DK"): ("Fredensborg slott",),
    ("Naantali", "FI"): ("Kultaranta", "Gullranda"),
    ("Moscow", "RU"): ("Den røde plass", "Røde plass", "Red Square"),
    ("Washington", "US"): ("Capitol Hill", "Oval Office", "Blair House"),
    ("Thurmont", "US"): ("Camp David",),
    ("Palm Beach", "US"): ("Mar-a-Lago",),
    ("New York", "US"): ("Madison Square Garden", "Flushing Meadows", "Ground Zero"),
    ("Honolulu", "US"): ("Pearl Harbor",),
    ("Ottawa", "CA"): ("Rideau Hall",),
    ("Seoul", "KR"): ("Blue House", "Det blå hus"),
    ("Beijing", "CN"): (
        *("Himmelske freds plass", "Den himmelske freds plass", "Tiananmen", "Tiananmen Square"),
        *("Great Hall of the People", "Folkets store hall", "Forbidden City", "Den forbudte by"),
        *("Zhongnanhai", "Diaoyutai"),
    ),
    ("New Delhi", "IN"): ("Rashtrapati Bhavan", "Hyderabad House"),
    ("Agra", "IN"): ("Taj Mahal",),
    ("Jerusalem", "IL"): ("Yad Vashem", "Knesset"),
}

VENUES: Mapping[str, tuple[str, str]] = {
    fold(name): city for city, names in _BY_CITY.items() for name in names
}
"""The city, by its English name, and the ISO 3166-1 code of its country, of each folded name."""


@lru_cache(maxsize=10_000)
def is_venue(name: str) -> bool:
    """Whether the name is that of a building, a ground or a square in the list."""
    return fold(name) in VENUES
