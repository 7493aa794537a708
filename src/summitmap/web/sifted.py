"""What an address leaves of a story, found out once for everybody who asks for the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Condition

from cachetools import LRUCache, cached

from summitmap.story.model import Language
from summitmap.story.sieve import Sieve
from summitmap.web.drawn import told
from summitmap.web.library import OpenStory
from summitmap.web.state import SIEVE_NAMES, Notice, chosen_event, chosen_sieve

_MOST = 256
"""How many different wishes are remembered; most readers have none but their event."""

_NAMES = (*SIEVE_NAMES, "event")


@dataclass(frozen=True)
class Sifted:
    """What is left: the sieve that the address says, the ids of the `events` that it leaves, in the
    story's order, the one that is `selected`, and how many events each further choice would leave.
    `notices` tell what of the address was not taken."""

    sieve: Sieve
    events: tuple[str, ...]
    selected: str
    counts: Mapping[str, Counter[str]]
    notices: tuple[Notice, ...]


def sifted(opened: OpenStory, language: Language, query: Mapping[str, str]) -> Sifted:
    """What that address leaves of the story."""
    wanted = tuple((name, query[name]) for name in _NAMES if name in query)
    return _sifted(opened, language, wanted)


@cached(LRUCache(_MOST), condition=Condition())
def _sifted(opened: OpenStory, language: Language, wanted: tuple[tuple[str, str], ...]) -> Sifted:
    query, story = dict(wanted), opened.folder.story
    sieve, about_sieve = chosen_sieve(query, story)
    sifter = told(opened, language).sifter
    left = sifter.left(sieve)
    event, about_event = chosen_event(query, story, left)
    return Sifted(sieve, left, event, sifter.counts(sieve), (*about_event, *about_sieve))
