"""What is written like the name of a place and is none: demonyms, titles, dates, bodies.

The taggers hold "the Duchess of Sussex", "Africans" and "Aug. 8" for places now and then; the words
themselves say that they are not.
"""

from __future__ import annotations

from collections.abc import Sequence


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


LANGUAGES = _words(
    "arabic bengali chinese danish dutch english estonian farsi finnish french german greek hebrew"
    " hindi hungarian icelandic italian japanese korean latin latvian lithuanian mandarin norwegian"
    " pashto persian polish portuguese russian sami serbian spanish swahili swedish thai turkish"
    " ukrainian urdu vietnamese welsh"
)
"""What is spoken and is no place: "a speech in German"."""

NO_PLACES = (
    LANGUAGES
    | _words("march may april june august nato fn un tass")
    | _words(
        "eu asean brics opec osse osce efta unesco unicef unhcr taliban hamas hizbollah hezbollah"
    )
    | {"united nations", "the united nations", "european union", "the european union"}
    | {"african union", "the african union", "arab league", "the arab league", "commonwealth"}
    | {"den europeiske union", "den europeiske unionen", "den afrikanske union", "nordisk råd"}
    | {"town hall", "city hall", "the town hall", "the city hall", "great hall", "state house"}
    | {"oval office", "situation room", "air force one", "air force two", "marine one"}
)
"""What the tagger now and then takes for a place: languages, months, organisations, and buildings
that every town has."""

DEMONYMS = _words(
    "africans african americans american asians asian europeans european arabs arab briton britons"
    " brit brits dane danes finn finns swede swedes norwegians icelanders dutchman frenchman"
    " frenchmen englishman englishmen irishman irishmen welshman scot scots pole poles spaniard"
    " spaniards turk turks serb serbs croat croats czechs slovaks hungarians romanians bulgarians"
    " greeks germans russians ukrainians belarusians georgians armenians chechens tatars kurd kurds"
    " iraqis iranians israelis palestinians syrians lebanese egyptians libyans tunisians algerians"
    " moroccans saudis yemenis emiratis afghan afghans pakistanis indians bangladeshis nepalis"
    " tibetans chinese japanese koreans vietnamese cambodians thais burmese rohingya filipinos"
    " indonesians malaysians australians kiwis canadians inuit mexicans cubans haitians colombians"
    " venezuelans brazilians peruvians bolivians chileans argentines argentine nigerians ghanaians"
    " kenyans ethiopians eritreans somalis sudanese ugandans rwandans congolese angolans zambians"
    " zimbabweans scandinavian saudi gazans berliners londoners parisians muscovites"
)
"""Who is from somewhere: no place, though it is written with a capital."""

_NOBLE = _words(
    "duke duchess earl count countess viscount marquess baron baroness lord lady prince princess"
    " hertug hertugen hertuginne hertuginnen greve greven grevinne grevinnen baronen jarl jarlen"
    " prins prinsen prinsesse prinsessen fyrsten dukes duchesses"
)

_PARTICLES = _words("von van bin ibn")
_SECOND_PARTICLES = _words("der den de ten ter zu dem")

_MONTHS = _words(
    "jan january feb february mar march apr april may jun june jul july aug august sep sept"
    " september oct october nov november dec december"
)

_OCCASIONS = _words(
    "agreement accord accords treaty pact protocol convention summit forum conference cup league"
    " open championship championships games prize award festival foundation fund declaration"
)
"""What is called by the place where it was, and is no place."""


def is_of_a_title(words: Sequence[str], first: int) -> bool:
    """Whether somebody is called so: "the Duchess of Sussex", "hertugen av Edinburgh"."""
    of = words[first - 1].casefold() if first > 1 else ""
    return of in ("of", "av") and words[first - 2].casefold() in _NOBLE


def is_behind_a_particle(words: Sequence[str], first: int) -> bool:
    """Whether it ends the name of a person: "von der Leyen", "bin Salman"."""
    before = words[first - 1] if first else ""
    earlier = words[first - 2].casefold() if first > 1 else ""
    if before in _SECOND_PARTICLES:
        return earlier in _PARTICLES
    return before in _PARTICLES


def is_of_an_age(words: Sequence[str], last: int) -> bool:
    """Whether an age stands behind it, which no place has: "Mandela, 71, tires", "Harila (37)"."""
    marks = [" ".join(words[last + 1 : last + 2]), " ".join(words[last + 3 : last + 4])]
    age = words[last + 2] if last + 2 < len(words) else ""
    return marks in ([",", ","], ["(", ")"]) and age.isdigit() and len(age) == _DIGITS_OF_AN_AGE


_DIGITS_OF_AN_AGE = 2


def is_no_place(words: Sequence[str], first: int, last: int) -> bool:
    """Whether the words say that the name which they are is that of no place, whatever it looks
    like: a demonym, a date, an occasion ("the Paris Agreement"), a body such as the EU."""
    name = " ".join(words[first : last + 1]).casefold()
    if name in NO_PLACES or name.removesuffix("s") in NO_PLACES or name in DEMONYMS:
        return True
    if words[first].casefold().rstrip(".") in _MONTHS and words[last].isdigit():
        return True
    if first == last and len(name) > _SHORTEST_OCCASION and name.endswith(_NORWEGIAN_OCCASIONS):
        return True
    behind = words[last + 1] if last + 1 < len(words) else ""
    if behind[:1].isupper() and behind.casefold() in _OCCASIONS:
        return True
    return is_of_a_title(words, first)


_NORWEGIAN_OCCASIONS = (
    *("uka", "uken", "dagene", "dagane", "festivalen", "festspillene", "festspela", "spelet"),
    *(
        "cupen",
        "møtet",
        "prisen",
        "konferansen",
        "avtalen",
        "avtala",
        "krigen",
        "rennet",
        "stevnet",
    ),
    *("løpet", "erklæringen", "erklæringa", "turneringen", "turneringa", "messen", "messa"),
)
"""How Norwegian compounds end that say the same: Arendalsuka, "G7-møtet"."""

_SHORTEST_OCCASION = 6
