"""What a place does in its sentence: somewhere to be, a government that acts, or a mere attribute.

"Kim reiste til Moskva" is a location. In "Moskva advarer Seoul" and "ties with Pyongyang" the
capital, the country or the seat stands for those who govern there: a metonym. In "Russlands
president" it is background. The tagger has learnt the difference from Norwegian news; these rules
put right what it could not learn, and are all there is for English, whose corpus does not tell
the two apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summitmap.reading import attributes, teams
from summitmap.reading.sited import Sited as Sited
from summitmap.story.model import Role


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


SEATS = {
    "nb": _words("kreml elyséepalasset élyséepalasset") | {"det hvite hus", "downing street"},
    "en": _words("kremlin élysée elysée whitehall")
    | {"white house", "downing street", "blue house", "buckingham palace", "kensington palace"},
}
"""Buildings that newspapers let speak."""

AREA_WORDS = _words(
    "området områdene regionen provinsen distriktet halvøya halvøyen kysten elva elven floden"
    " fjorden sjøen havet bukta bukten stredet sundet dalen fjellene platået ørkenen"
)
"""What makes a compound with the name of a place a place: Oslo-området."""

_TO_BE_AT = {
    "nb": _words(
        "i på ved utenfor innenfor nær gjennom rundt over via sør nord øst vest nordøst langs"
        " besøke besøker besøkte besøkt vitje vitjar vitja frå utanfor ankom ankommer ankomme"
        " ankommet forlot forlater forlate forlatt nådde passerte krysset innom"
    ),
    "en": _words(
        "in at near outside inside through via around across within into toward towards leaving"
        " leave left visit visits visited visiting reach reached arriving entered toured throughout"
        " tour touring hosting crossing crossed"
    ),
}
"""Words that put what follows somewhere."""

PUTS_THERE = _words("i til fra utenfor via in to from near outside")
"""What stands before the name of a place and seldom before that of anything else."""

PUTS_THERE_OR_NEAR = PUTS_THERE | _words("på ved nær at")
"""What may stand before a place that its country stands behind."""

VISITS = _words(
    "besøke besøker besøkte besøkt gjestet gjester gjeste vitje vitjar vitja visit visits visited"
    " visiting tour toured"
)
"""Verbs whose object is a place, or somebody."""

_TO_GO_TO = {
    "nb": _words(
        "reise reiser reiste reist dra drar dro dratt fly flyr fløy ankom ankommet kom kommer"
        " komme reisen turen besøk besøket veien vei returnerte vendte tilbake ankomst ankomsten"
        " hjem invitere inviterte toget flyet avreise togturen flyturen inviter invitert gikk"
        " innom"
    ),
    "en": _words(
        "go goes going went gone travel travels traveled travelled traveling travelling fly"
        " flies flew flown flying trip trips visit visits journey return returns returned"
        " returning came come comes head heads headed heading flight way back tour move moved"
        " train arrive arrived en invited invite drove sail sailed route moving on"
    ),
}

_DEALINGS = {
    "nb": _words(
        "forbindelser forbindelsene forbindelsen forhold forholdet relasjoner relasjonene"
        " relasjon samtaler samtalene samarbeid samarbeidet avtale avtalen avtaler dialog"
        " dialogen forhandlinger forhandlingene alliansen allianse bånd båndene partnerskap"
        " partnerskapet konflikten krigen handel handelen enighet spenning spenninger spenningen"
        " kontakt kontakten kontakter møtet toppmøtet toppmøte diplomati diplomatiet traktat"
        " traktaten forsoning"
    ),
    "en": _words(
        "relations relation ties talks relationship cooperation agreement agreements deal deals"
        " dialogue negotiations alliance bond bonds partnership conflict war trade tension"
        " tensions contact contacts links link diplomacy treaty accord pact rapprochement"
        " friendship summit standoff friction rivalry détente detente"
    ),
}
"""Whoever has these has them with a government."""

_AT_IT = {
    "nb": _words(
        "støtte støtten sanksjoner sanksjonene advarsel advarsler advarselen våpen hjelp trussel"
        " truslene press presset budskap budskapet kritikk signal angrep våpenleveranser"
        " penger pengar midler milliarder millioner lojalitet bistand lån krav anklager anklagene"
        " beskjed melding tillit"
    ),
    "en": _words(
        "support sanctions sanction warning warnings weapons arms aid threat threats pressure"
        " message criticism signal assistance loans demands accusations allegations condemnation"
        " military-aid concessions loyalty shells ammunition munitions commitment appeal"
    ),
}
_TOWARDS = {"nb": _words("til mot fra for"), "en": _words("to against for on from toward towards")}

_SAYS = {
    "nb": _words(
        "sa sier mener mente advarer advarte fordømmer fordømte krever krevde avviser avviste"
        " nekter nektet benekter benektet anklager anklaget ønsker ønsket bekrefter bekreftet"
        " hevder hevdet kunngjør kunngjorde varsler varslet beskylder beskyldte lover lovet"
        " truer truet frykter fryktet godtar godtok innrømmer innrømmet oppfordrer oppfordret"
        " ber ba håper håpet kritiserer kritiserte uttaler uttalte utstedte utsteder innfører"
        " innførte støtter støttet beklager beklaget avtaler vedtok vedtar foreslår foreslo"
        " tilbyr tilbød signerer signerte undertegner undertegnet uttrykker uttrykte anser anså"
        " opplyser opplyste melder meldte protesterer protesterte svarer svarte reagerer"
        " reagerte godkjente godkjenner anerkjenner anerkjente leverer leverte sendte sender"
        " invaderte angrep annekterte"
    ),
    "en": _words(
        "said says say warned warns warn condemned condemns demanded demands demand rejected"
        " rejects denied denies deny accused accuses accuse wants wanted confirmed confirms"
        " claimed claims announced announces threatened threatens fears feared agreed agrees"
        " agree accepted accepts admitted admits urged urges urge hopes hoped criticized"
        " criticised criticizes criticises issued issues imposed imposes supports supported"
        " backs backed regrets regretted proposed proposes offered offers signed signs expressed"
        " expresses considers considered believes believed insists insisted argues argued"
        " pledged pledges vowed vows called calls responded responds protested protests refused"
        " refuses promised promises recognized recognised declared declares refutes refuted"
        " dismissed dismisses welcomed welcomes praised praises maintains maintained stressed"
        " stresses invaded attacked annexed sees needs sought seeks"
        " voiced voices raised summoned summons declined declines reacted reacts worries worried"
        " objected objects complained complains hailed hails lobbied expelled expels"
    ),
}
_ADDRESSED = {
    "nb": _words(
        "advarte advarer advare ba ber be oppfordret oppfordrer oppfordre anklaget anklager"
        " anklage beskyldte beskylder kritiserte kritiserer kritisere truet truer true presset"
        " presser presse fordømte fordømmer overbevise overtale støtte støtter støttet"
    ),
    "en": _words(
        "warned warns warn urged urges urge accused accuses accuse criticized criticised"
        " criticizes criticises criticize criticise pressed presses press told tells tell"
        " threatened threatens threaten condemned condemns condemn asked asks persuade convince"
        " accusing urging warning pressuring supporting supports support backing thanked thanks"
        " thank arm arming"
    ),
}
"""Verbs whose object can only be somebody."""

_BETWEEN_NAME_AND_VERB = {
    "nb": _words("har hadde også vil skal kan ikke igjen selv nå tidligere sterkt"),
    "en": _words(
        "has had have also will would could can is not itself now earlier strongly again on"
        " monday tuesday wednesday thursday friday saturday sunday repeatedly later previously"
        " publicly did does recently and its since quickly"
    ),
}
_SUBJECT_BEGINS = {
    "nb": _words('at og men som mens fordi hvis da når , : « " – - ; («) om'),
    "en": _words('that and but while because if when as , : “ " – - ; whether what whom after'),
}
_HELPS = _words(
    "er var har hadde blir ble vil ville skal skulle kan kunne må måtte bør får fikk gikk tok møtte"
    " møter traff og eller men som i på til fra med av for om ved mot etter før under mellom ikke"
    " også da når at enn der hvor deltok ga gir viste viser en et ei han hun de vi jeg nord sør"
    " aust øst vest sørvest sørøst nordvest nordøst langt midt tett nær like rett helt hver hvor"
    " hos mandag tirsdag onsdag torsdag fredag lørdag søndag sundag måndag tysdag laurdag"
)
"""What stands behind a name that has no genitive -s."""

_CALLS = {
    "nb": _words(
        "byen byene hovedstaden havnebyen grensebyen millionbyen storbyen landsbyen tettstedet"
        " bygda romfartshavnen romhavnen kosmodromen kosmodromet flyplassen lufthavnen øya øyen"
        " provinsen fylket delstaten oblasten regionen elva elven innsjøen halvøya bydelen flybasen"
        " marinebasen romsenteret grenseovergangen feriestedet industribyen landsbyene provinsene"
        " grensebyene hovedstedene storbyene landene nabolandet havnebyene byer tvillingbyen"
        " oasen basen forstaden fjellet øygruppen kommunen skistedet tettsteder stedet fjelltoppen"
        " leiren flyktningleiren flyktningleiret flyktningeleiren klosteret slottet fengselet"
        " festningen festninga kirken kirka kyrkja tempelet templet moskeen katedralen stadion"
        " hotellet passet fjellpasset grensestasjonen breen isbreen forskningsstasjonen"
        " forskingsstasjonen stasjonen torget ruinbyen oldtidsbyen palasset"
        " presidentpalasset herregården garden gården godset atollen øyriket enklaven distriktet"
        " landskapet nasjonalparken konsentrasjonsleiren militærleiren slettelandet kibbutzen"
    ),
    "en": frozenset(),
}
_CALLS_MANY = {
    "nb": _words(
        "byene landsbyene provinsene grensebyene hovedstedene storbyene landene havnebyene byer"
    ),
    "en": _words("cities towns villages ports provinces regions capitals"),
}
_AND = {"nb": _words("og ,"), "en": _words("and ,")}
_CALLS_WITH_OF = _words(
    "city cities town towns village villages port capital province region island district state"
    " peninsula suburb oblast resort oasis municipality hamlet outskirts camp camps ruins monastery"
    " shrine fortress commune enclave atoll archipelago kibbutz settlement township county"
)

_CALLING_ENDS = (
    *("byen", "bygda", "landsbyen", "provinsen", "distriktet", "delstaten", "fylket", "halvøya"),
    *("øya", "øyen", "flyplassen", "flybasen", "marinebasen", "militærbasen", "havnen"),
)
"""How Norwegian compounds end that say what a place is: "ørkenbyen Dunhuang"."""


def role_of(sited: Sited, language: str, as_government: bool) -> Role:
    """The role of a place; `as_government` is what the tagger made of it."""
    if language == "en" and sited.before() == "the":
        sited = replace(sited, first=sited.first - 1)
    if is_seat(sited.name, language):
        return _role_of_seat(sited, language)
    if _is_dealt_with(sited, language) or _is_addressed(sited, language):
        return Role.METONYM
    if sited.state and teams.is_a_team(sited):
        return Role.METONYM
    if attributes.says_from_where(sited) or attributes.says_which_way(sited):
        return Role.BACKGROUND
    if attributes.is_a_topic(sited):
        return Role.BACKGROUND
    if _is_somewhere_to_be(sited, language):
        return Role.LOCATION
    if attributes.says_whose(sited, language):
        return Role.BACKGROUND
    if as_government or _speaks(sited, language) or _acts(sited, language):
        return Role.METONYM
    return Role.LOCATION


def acts(word: str) -> bool:
    """Whether the word is a verb that a Norwegian sentence has behind its subject."""
    small = word.casefold()
    return small in _SAYS["nb"] or small in _TO_GO_TO["nb"] or small in _HELPS


def is_present(word: str) -> bool:
    """Whether the word ends as the present of Norwegian verbs does: "følger", "vurderer"."""
    return word.islower() and len(word) > len("ser") and word.endswith("er")


def is_seat(name: str, language: str) -> bool:
    """Whether a name in small letters is that of a building that newspapers let speak."""
    return name.removeprefix("the ") in SEATS[language]


def calls_a_place(words: Sequence[str], place: int, language: str) -> bool:
    """Whether the words right before the word say that it is the name of a place: "byen Moss",
    "byene Moss og Halden", "the city of Moss"."""
    before = words[place - 1].casefold() if place else ""
    earlier = words[place - 2].casefold() if place > 1 else ""
    if before in _CALLS[language]:
        return True
    if language == "nb" and before.endswith(_CALLING_ENDS):
        return True
    if language == "en" and before == "of" and earlier in _CALLS_WITH_OF:
        return True
    return before in _AND[language] and _is_listed(words, place - 2, language)


def is_a_camp(behind: Sequence[str]) -> bool:
    """Whether the words behind a name say that it is a camp or a crossing: "the Zaatari refugee
    camp", "the Erez border crossing"."""
    return tuple(behind) in _CAMPS or tuple(behind[:1]) == ("crossing",)


_CAMPS = frozenset(
    {
        *(("refugee", "camp"), ("refugee", "camps"), ("border", "crossing"), ("border", "post")),
        *(("prison", "camp"), ("labour", "camp"), ("labor", "camp"), ("concentration", "camp")),
        *(("death", "camp"), ("air", "base"), ("military", "base")),
    }
)


def is_travelled_to(words: Sequence[str], place: int) -> bool:
    """Whether the word stands right behind "to" and a verb of travelling before that: "reise til",
    "flew to", "travel on to", "returned home to"."""
    if place < 2 or words[place - 1].casefold() not in ("til", "to", "for"):
        return False
    if words[place - 1].casefold() == "for":
        return words[place - 2].casefold() in _LEAVES_FOR
    near = [word.casefold() for word in words[max(0, place - 1 - _FARTHEST_GOING) : place - 1]]
    for word in reversed(near):
        if word in _TRAVELS:
            return True
        if word not in _ON_THE_WAY:
            return False
    return False


def is_on_a_way(words: Sequence[str], place: int) -> bool:
    """Whether the word stands behind "to" or "from", with a word of travelling before that in the
    same clause: "kjørte kortesjen over grensen til Dundalk", "sailed from Cape Town"."""
    if not place or words[place - 1].casefold() not in _TO_OR_FROM:
        return False
    for word in reversed(words[max(0, place - 1 - _FARTHEST_WAY) : place - 1]):
        small = word.casefold()
        if small in _CLAUSE_ENDS:
            return False
        if small in _TRAVELS or small.endswith(_CARRIERS) or small in _GOES_BACK:
            return True
    return False


_TO_OR_FROM = _words("til fra to from in into")
_CLAUSE_ENDS = _words(", ; : . ( ) og and men but som which who der where at that om if")
_CARRIERS = ("fly", "flyet", "toget", "tog", "båt", "båten", "ferge", "grensen", "border", "plane")
_GOES_BACK = _words("back home tilbake hjem hjemme")
_FARTHEST_WAY = 8


def is_visited(words: Sequence[str], place: int, language: str) -> bool:
    """Whether the words right before the word mostly stand before the name of a place: a stay and
    "in", a verb of going and "to", "in" and an adjective of a nation."""
    before = words[place - 1].casefold() if place else ""
    earlier = words[place - 2].casefold() if place > 1 else ""
    if before in _IN and place > 2 and earlier.endswith(("dag", "day")):
        # "landet onsdag i Rzeszow".
        return words[place - 3].casefold() in _STAYS
    if before in _IN and earlier in _STAYS:
        return True
    if before in ("til", "to") and earlier in _TO_GO_TO[language]:
        return True
    return language == "nb" and earlier in _IN and before.endswith(("ske", "tyske"))


def is_landed_in(words: Sequence[str], place: int) -> bool:
    """Whether the words right before the word tell of landing or staying, which nobody does in an
    organisation: "landet i", "oppholdet i", "landet onsdag i"."""
    if place < 2 or words[place - 1].casefold() not in _IN:
        return False
    earlier = words[place - 2].casefold()
    if earlier.endswith(("dag", "day")) and place > 2:
        earlier = words[place - 3].casefold()
    return earlier in _LANDS


_IN = _words("i in at")
_LANDS = _words(
    "landet landa landed mellomlandet mellomlanda overnattet overnatting opphold oppholdet"
    " opphaldet mellomlanding mellomlandinga ankomst ankomsten stopover layover arrived ankom"
)
_STAYS = _words(
    "opphold oppholdet besøk besøket stopp stoppet stans stansen mellomlanding netter stay stop"
    " stopover visit landing layover nights landet landed stopped arrived stayed overnattet ankom"
    " landa opphald opphaldet vitjinga mellomlandet mellomlanda møtet toppmøtet statsbesøk"
    " statsbesøket summit overnatting verdenscupen kvalifiseringen stevnet øvingen"
)
_FARTHEST_GOING = 4
_TRAVELS = _words(
    "reise reiser reiste reist dra drar dro dratt fly flyr fløy fløyet ankom seile seiler seilte"
    " returnere returnerer returnerte kjørte sykle syklet avreise hjemreise reisen flyturen"
    " togturen tur turen kongeskipet skipet travel travels traveled travelled traveling travelling"
    " fly flies flew flown flying"
    " drove sail sails sailed return returns returned returning moved heading heads headed trip"
    " journey"
)
"""Words of travelling behind which "to" leads to a place, and hardly ever to anybody."""

_LEAVES_FOR = _words("left leaves leaving departs departed off bound headed sailed")
_ON_THE_WAY = _words(
    "out ut videre hjem tilbake direkte rett senere også så deretter med tog fly båt on back home"
    " straight directly then later north south east west by train plane boat overnight onwards over"
    " inn"
)


def _is_listed(words: Sequence[str], last: int, language: str) -> bool:
    """Whether the names up to `last` are called places by a plural: "byene Moss, Halden og"."""
    for place in range(last, max(-1, last - _MOST_LISTED), -1):
        word = words[place]
        if word.casefold() in _CALLS_MANY[language]:
            return True
        if not (word[:1].isupper() or word.casefold() in _AND[language] or word == "of"):
            return False
    return False


_MOST_LISTED = 8


def _role_of_seat(sited: Sited, language: str) -> Role:
    before = sited.before()
    # "Kremls talsmann", "Kremlin spokesman" and "White House officials" speak.
    if sited.genitive or attributes.says_whose(sited, language):
        return Role.METONYM
    # "inn i Kreml", "til Det hvite hus": people are there or go there.
    if before in _TO_BE_AT[language] or before in ("til", "to"):
        return Role.LOCATION
    return Role.METONYM


def _is_somewhere_to_be(sited: Sited, language: str) -> bool:
    before = sited.before()
    if before in _TO_BE_AT[language]:
        return True
    if before not in ("til", "to", "for", "mot", "fra", "from"):
        return False
    # "turen til Kina", "on a trip to China": one or a few words lie between.
    return any(sited.before(steps) in _TO_GO_TO[language] for steps in range(2, 7))


def _is_dealt_with(sited: Sited, language: str) -> bool:
    """Whether somebody has dealings with it: "ties with", "samtaler mellom X og Y", "ifølge"."""
    before, earlier = sited.before(), sited.before(2)
    if language == "nb" and (before == "ifølge" or (before == "følge" and earlier == "i")):
        return True
    if language == "en" and before == "to" and earlier == "according":
        return True
    if before in ("med", "with", "mellom", "between"):
        return any(sited.before(steps) in _DEALINGS[language] for steps in (2, 3, 4, 5))
    if before in ("og", "and"):
        return _is_second_of_two(sited, language)
    if before in _TOWARDS[language]:
        return earlier in _AT_IT[language] or (
            before in ("til", "to", "mot", "against") and earlier in _DEALINGS[language]
        )
    return False


def _is_second_of_two(sited: Sited, language: str) -> bool:
    """Whether it is the Seoul of "talks between Washington and Seoul"."""
    near = [sited.before(steps) for steps in range(2, 8)]
    for place, word in enumerate(near):
        if word in ("mellom", "between", "med", "with"):
            return any(other in _DEALINGS[language] for other in near[place + 1 : place + 4])
        if word in _TOWARDS[language]:
            return near[place + 1 : place + 2] != [] and near[place + 1] in _AT_IT[language]
    return False


def _is_addressed(sited: Sited, language: str) -> bool:
    return sited.before() in _ADDRESSED[language] and not sited.genitive


def _acts(sited: Sited, language: str) -> bool:
    """Whether it begins a sentence or a clause and a verb follows that tells what it does: "Seoul
    vurderer", "Kyiv invited", "France and Italy closed". What only is, lies or becomes does
    nothing."""
    before, behind = sited.before(), sited.behind()
    begins = before in ("", "-", '"', "at", "that", "when") and not sited.genitive
    if not (sited.state and begins):
        return False
    steps = _BEHIND_A_SECOND if behind in _AND[language] else 1
    verbs = [sited.behind(steps)]
    if verbs[0] in _BETWEEN_NAME_AND_VERB[language]:
        verbs.append(sited.behind(steps + 1))
    return any(_tells_what_it_does(verb, language) for verb in verbs)


def _tells_what_it_does(verb: str, language: str) -> bool:
    if not verb.isalpha():
        return False
    if language == "nb":
        regular = verb.endswith(("er", "te", "et", "de"))
        return (regular or verb in _IRREGULAR) and verb not in _IS
    return verb.endswith("ed") or verb in _IRREGULAR


_BEHIND_A_SECOND = 3

_IRREGULAR = _words(
    "har hadde vil skal kan bør må tok tar ga gir fikk får gjorde gjør has had will took gave"
    " made won built sent held put kept chose let lets withdrew found counts comment sends lost"
)
_IS = _words(
    "er blir ligger heter finnes grenser består ligget etter under eller over mer der her ser"
    " teller rommer huser venter ventet de et te hver siste beste første andre ute inne uvær"
)
"""What says how a place is, or is no verb."""


def _speaks(sited: Sited, language: str) -> bool:
    """Whether it is the subject of a verb that only somebody can do: "Paris and Berlin agreed",
    "Berlin, which has never liked it, has now refused"."""
    before = sited.before()
    if sited.genitive or not (before == "" or before in _SUBJECT_BEGINS[language]):
        return False
    words = sited.words[sited.last + 1 : sited.last + 1 + _FARTHEST_VERB]
    if words and words[0] == "," and "," in words[2:]:
        words = words[words.index(",", 2) + 1 :]
    for word in words:
        small = word.casefold()
        if small in _SAYS[language]:
            return True
        passed = small in _BETWEEN_NAME_AND_VERB[language] or small in ("and", "og", "the")
        if not (passed or word[0].isupper()):
            return False
    return False


_FARTHEST_VERB = 10
