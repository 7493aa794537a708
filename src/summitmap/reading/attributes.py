"""Places that nobody is at in their sentence: they say whose, from where or which way.

"Russlands president", "the mayor of Miami", "utsendinger fra Sverige", "født i Narvik", "a village
north of Stockholm", "krigen i Ukraina".
"""

from __future__ import annotations

from collections.abc import Sequence

from summitmap.reading.sited import Sited


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_OFFICES = {
    "nb": _words(
        "president presidenten presidents statsminister statsministeren utenriksminister"
        " forsvarsminister leder lederen leders statsleder statsoverhode konge kongen dronning"
        " dronningen keiser minister ambassadør ambassadøren ambassade talsmann talsperson"
        " talskvinne visepresident statsråd kansler forbundskansler førstedame mektige øverste"
        " daværende tidligere nye finansminister justisminister regjering regjeringen"
        " myndigheter hær styrker forsvar militære etterretning parlament nasjonalforsamling"
        " diktator president's"
    ),
    "en": _words(
        "president prime premier chancellor foreign defense defence minister leader king queen"
        " emperor ambassador embassy envoy spokesman spokeswoman spokesperson vice deputy"
        " secretary supreme former then-president top government authorities military army"
        " forces parliament diplomat diplomats officials official's dictator supreme crown"
        " prince ruler delegation state national presidential official"
    ),
}
"""What a country has: behind the name of one, the name is an attribute."""


def says_whose(sited: Sited, language: str) -> bool:
    """Whether it only says whose: "Russlands president", "Russia's foreign minister", "President
    Macron of France", "the leaders of Japan", "Venezuela's Nicolás Maduro"."""
    before, earlier = sited.before(), sited.before(2)
    if before in ("of", "av", "for") and earlier in _HAVE_ONE:
        return True
    if language == "en" and before == "of" and sited.words[max(0, sited.first - 2)][:1].isupper():
        return True
    apart = sited.behind() in _APOSTROPHES
    if sited.genitive or apart:
        first = sited.last + (2 if apart else 1)
        if sited.words[first : first + 1] and _names_somebody(sited.words[first : first + 2]):
            return True
    if language == "nb":
        return sited.genitive and sited.behind() in _OFFICES[language]
    return sited.behind(2 if apart else 1) in _OFFICES[language]


def is_an_office(word: str, language: str) -> bool:
    """Whether a country has what the word says: a president, an embassy, an army."""
    return word.casefold() in _OFFICES[language]


def _names_somebody(words: Sequence[str]) -> bool:
    """Whether two names in capitals stand there, as of Nicolás Maduro."""
    return len(words) > 1 and all(word[:1].isupper() and word[1:2].islower() for word in words)


def says_from_where(sited: Sited) -> bool:
    """Whether it only says who somebody is: "Göran Persson fra Sverige", "utsendinger fra USA",
    "born in Fort Smith", "med røter i Burma"."""
    before, earlier = sited.before(), sited.before(2)
    if before in _FROM:
        of_people = earlier in _PEOPLE or earlier.endswith(_OF_AN_AGE)
        return of_people and not _travels(sited)
    return before in _IN and (earlier in _ROOTS or (earlier in _BORN and not _is_dated(sited)))


def _is_dated(sited: Sited) -> bool:
    """Whether a year stands a few words behind it: a birth that is told of as what happened."""
    near = (sited.behind(steps) for steps in range(1, _FARTHEST_VERB))
    return any(word.isdigit() and len(word) == len("1945") for word in near)


def says_which_way(sited: Sited) -> bool:
    """Whether something else lies that way from it: "a village north of Stockholm", "noen mil fra
    Groznyj", "nær grensen til Kina"."""
    before, earlier = sited.before(), sited.before(2)
    if before in _OF and earlier in _DIRECTIONS:
        return True
    if before in _FROM and (earlier in _MEASURES or earlier in ("far", "langt", "away")):
        return True
    crossed = sited.before(3) in _CROSSING or sited.before(4) in _CROSSING
    return before in ("with", "til", "mot", "to") and earlier in _BORDERS and not crossed


def is_a_topic(sited: Sited) -> bool:
    """Whether a war or a want there is spoken of: "krigen i Ukraina", "the situation in Gaza"."""
    return sited.before() in _IN and sited.before(2) in _TOPICS


def _travels(sited: Sited) -> bool:
    """Whether somebody is on the way in the words before."""
    near = (sited.before(steps) for steps in range(2, _FARTHEST_VERB))
    return any(word in _WAYS for word in near)


_FARTHEST_VERB = 8
_APOSTROPHES = frozenset({"'s", "’s", "'", "’"})
_FROM = frozenset({"fra", "frå", "from"})
_IN = frozenset({"i", "in", "at", "på"})
_OF = frozenset({"of", "for", "av"})
_OF_AN_AGE = ("åringen", "åringar", "åringer", "åringane", "åringene", "year-old", "year-olds")
_HAVE_ONE = _words(
    "leader leaders mayor mayors president presidents king queen people citizens governor bishop"
    " archbishop emperor minister ministers ambassador envoy mediator parliament government foes"
    " friends enemies lederne leiarane ordføreren presidenten presidentene kongen dronningen folket"
    " befolkningen erkebiskopen biskopen guvernøren utsending utsendingen ambassadøren flagget flag"
    " flags flaggene"
)
_PEOPLE = _words(
    "people person persons men women man woman fisherman fishermen delegates envoys diplomats"
    " officials soldiers troops tourists victims survivors refugees families relatives students"
    " journalists reporters players athletes supporters fans colleagues visitors guests neighbours"
    " personer folk menn kvinner mann mannen kvinne kvinnen utsendinger utsendingar utsendingen"
    " diplomater soldater turister ofre overlevende flyktninger familier slektninger studenter"
    " journalister spillere utøvere tilhengere kolleger kollegaer kollegar gjester gjestar"
    " representanter delegasjonen delegasjoner ministre ministere statsledere inspektøren"
    " grenseinspektøren fiskeren fiskere bonden bønder skuespilleren forfatteren presten"
)
_BORN = _words("født fødd fødte born raised oppvokst oppvaksen bosatt")
_ROOTS = _words("røter røtter rotfeste bakgrunn roots")
_DIRECTIONS = _words(
    "north south east west northeast northwest southeast southwest nord sør aust øst vest nordøst"
    " nordvest sørøst sørvest sørvestover side utkanten outskirts"
)
_MEASURES = _words(
    "mil kilometer kilometre kilometers kilometres km miles mile hours hour timer minutter minutes"
)
_BORDERS = _words("border borders grense grensen grensa frontier")
_CROSSING = _words("over across krysset kryssa crossed krysser passerte")
_TOPICS = _words(
    "krigen krig konflikten konflikt kampene situasjonen sulten hungersnøden borgerkrigen"
    " menneskerettighetene krisen krisa war wars conflict fighting situation famine hunger crisis"
    " forskningen research"
)
_WAYS = _words(
    "reise reiser reiste reist dra drar dro dratt fly flyr fløy fløyet seile seiler seilte kom kjem"
    " kommer kjørte kjører returnerte ankom gikk går tok tar travelled traveled travels flew flies"
    " fly flown sailed sails drove came comes arrived returned returns went goes moved fled flyktet"
    " hentet evakuert evacuated brought rømte escaped"
)
