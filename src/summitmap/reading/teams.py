"""Countries that stand for those who play for them: "slo Brasil", "a win over Haiti", "China were".

Nobody is in Brazil for having beaten it.
"""

from __future__ import annotations

import re

from summitmap.reading.sited import Sited


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def is_a_team(sited: Sited) -> bool:
    """Whether a country is played against or plays; not to be asked of a town, whose ground a match
    is played on."""
    before = sited.before()
    if before in _BEATS:
        return True
    if before in _AGAINST and (_is_a_result(sited) or _is_a_match_before(sited)):
        return True
    return sited.behind() in _PLAY and before in _BEGINS


def _is_a_result(sited: Sited) -> bool:
    """Whether goals are counted before it: "2–2 mot Marokko"."""
    counted = sited.before(2).isdigit() and sited.before(3) in ("–", "-")
    return counted or bool(_RESULT.match(sited.before(2)))


def _is_a_match_before(sited: Sited) -> bool:
    near = [sited.before(steps) for steps in range(2, _FAR)]
    return any(word in _MATCHES or word.endswith(_MATCH_ENDINGS) for word in near)


_FAR = 6
_RESULT = re.compile(r"^\d{1,2}[–-]\d{1,2}$")
_BEATS = _words(
    "slo slår slått slått beat beats beaten defeated defeats thrashed edged outplayed nedkjempet"
    " knuste utklasset overvant faced face faces"
)
_AGAINST = _words("mot over against to for with til")
_MATCHES = _words(
    "match matches game final semi-final semifinal quarter-final quarterfinal win victory defeat"
    " draw loss friendly qualifier tie lost drew won clash kamp kampen kamper finalen finale seier"
    " seieren siger sigeren tap tapet tapte uavgjort spilte spelte spiller spelar møtte rauk røk"
    " privatlandskamp landskampen landskamp oppgjøret"
)
_MATCH_ENDINGS = ("finalen", "finale", "kampen", "kamp", "oppgjøret", "seieren", "tapet")
_PLAY = _words("were are have lost won drew play face meet")
_BEGINS = _words("and but that when while until as then after") | {"", ",", ";", ":", "-"}
