"""Norwegian news as English the tagger can learn from: the frequent words around names translated.

The English corpus is small and of the web: reviews, letters, forums. What stands around names in
the news is much alike in both languages, so that the Norwegian sentences, with their function
words, verbs of saying and going, and titles in English and all other small words left out of the
features, teach the English tagger what a newspaper does. The table is common knowledge, written
down by us; a phrase is translated as one word, for only neighbours count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summitmap.reading.features import Lexicon

Row = tuple[str, str]
"""A word and its IOB2 tag."""

LABELS = {
    "PER": "PER",
    "ORG": "ORG",
    "LOC": "LOC",
    "GPE_LOC": "LOC",
    "GPE_ORG": "LOC",
}
"""What the labels of NorNE are called in the English corpus, which has no others."""

UNKNOWN = "·"
"""For a word in small letters that the table does not have."""

_TABLE = """
i in | på on | til to | fra from | av of | for for | med with | om about | ved at | mot against
mellom between | etter after | før before | under during | over over | gjennom through
uten without | rundt around | blant among | hos at | utenfor outside | innenfor inside
mens while | og and | eller or | men but | at that | som who | når when | da when | hvis if
fordi because | enn than | så so | ifølge to | den the | det it | de the | en a | et a | ei a
dette this | denne this | disse these | han he | hun she | jeg i | vi we | du you | dere you
man one | seg himself | sin his | sitt his | sine his | hans his | hennes her | deres their
vår our | vårt our | min my | mitt my | hans his | ham him | henne her | er is | var was | har has
hadde had | blir becomes | ble was | blitt been | vært been | vil will | ville would | skal will
skulle should | kan can | kunne could | må must | måtte had | bør should | får gets | fikk got
ikke not | også also | bare only | nå now | her here | der where | hvor where | sa said
sier says | sagt said | mener believes | mente believed | forteller says | fortalte told
skriver writes | skrev wrote | opplyser says | opplyste said | uttaler says | uttalte said
melder reports | meldte reported | hevder claims | hevdet claimed | forklarer explains | spør asks
spurte asked | svarer answers | svarte answered | tror thinks | trodde thought | ønsker wants
ønsket wanted | krever demands | krevde demanded | advarer warns | advarte warned | lover promises
kom came | kommer comes | komme come | kommet come | dro went | drar goes | dra go
reiste traveled | reiser travels | reise travel | gikk went | går goes | gå go | bor lives
bodde lived | bo live | møter meets | møtte met | møte meet | besøker visits | besøkte visited
besøke visit | besøk visit | ankom arrived | landet landed | flyttet moved | født born | døde died
vant won | vinner wins | spilte played | spiller player | slo beat | tapte lost | tok took
tar takes | ta take | ga gave | gir gives | gi give | gjør does | gjorde did | ser sees | så saw
heter named | kalt called | president president | presidenten president | statsminister minister
statsministeren minister | utenriksminister minister | finansminister minister | minister minister
ministeren minister | leder leader | lederen leader | sjef head | direktør director
direktøren director | konge king | kong king | dronning queen | prins prince | prinsesse princess
kronprins prince | general general | talsmann spokesman | ambassadør ambassador
professor professor | forsker researcher | lege doctor | politiker politician | ordfører mayor
advokat lawyer | trener coach | kaptein captain | redaktør editor | journalist journalist
forfatter author | partiet party | parti party | tidligere former | avdøde late | daværende then
ny new | nye new | gamle old | unge young | norske norwegian | norsk norwegian
amerikanske american | britiske british | russiske russian | franske french | tyske german
svenske swedish | danske danish | kinesiske chinese | regjeringen government
regjering government | politiet police | byen city | by town | bydel district | landet country
land country | hovedstaden capital | kommune municipality | fylke county | provinsen province
delstaten state | øya island | elva river | fjorden fjord | havet sea | sør south | nord north
øst east | vest west | nær near | hjemme home | hjem home | borte away | selskapet company
selskap company | avisen newspaper | avisa newspaper | klubben club | laget team
universitetet university | skolen school | sykehuset hospital | kirken church | retten court
mandag monday | tirsdag tuesday | onsdag wednesday | torsdag thursday | fredag friday
lørdag saturday | søndag sunday | januar january | februar february | mars march | april april
mai may | juni june | juli july | august august | september september | oktober october
november november | desember december | år year | året year | i_dag today | siden since
første first | andre second | to two | tre three | fire four | fem five | flere several
mange many | alle all | noen some | hele whole | samme same | begge both | ingen no | andre other
stor large
"""

_ENGLISH = dict(entry.split() for entry in re.split(r"[|\n]", _TABLE) if entry.strip())


def in_english(article: Sequence[Sequence[Row]], lists: Lexicon) -> list[list[Row]]:
    """A Norwegian article as one to learn English from: words, genitives and labels."""
    return [[row for old in sentence for row in _row(*old, lists)] for sentence in article]


def _row(word: str, tag: str, lists: Lexicon) -> Iterator[Row]:
    label = LABELS.get(tag[2:])
    own = f"{tag[:2]}{label}" if label else "O"
    if _is_genitive(word, lists):
        yield word[:-1], own
        yield "'s", "O"
    else:
        yield _translated(word), own


def _translated(word: str) -> str:
    """The word as the English tagger shall see it: names and marks as they are."""
    if word[:1].islower():
        return _ENGLISH.get(word, UNKNOWN)
    english = _ENGLISH.get(word.casefold())
    return english.capitalize() if english and word.istitle() else word


def _is_genitive(word: str, lists: Lexicon) -> bool:
    """Whether the list of names knows the word without its last s and not with it."""
    if len(word) < 5 or not word[0].isupper() or not word.endswith("s"):
        return False
    key = word.casefold()
    return key not in lists.names and key[:-1] in lists.names
