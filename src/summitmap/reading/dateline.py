"""The dateline that agencies begin with: "SEOUL, 12 June (Reuters) –", which says where it was."""

from __future__ import annotations

from summitmap.reading.text import Sentence

_ENDS = frozenset({"—", "–", "-", ":"})
_LONGEST = 12
"""Words before the dash in "PANMUNJOM, South Korea (AP) —"."""

_IN_SMALL_LETTERS = frozenset(
    (
        *("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september"),
        *("oktober", "november", "desember"),
        *("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    )
)
"""Words in small letters that a Norwegian dateline may hold."""


def dateline_length(sentence: Sentence) -> int:
    """How many tokens stand before the mark that ends the dateline of a sentence; 0 for none.

    Only names, figures and marks do, and in a bracket the agency in any letters.
    """
    for at, token in enumerate(sentence.tokens[: _LONGEST + 1]):
        if token.text in _ENDS:
            return at
        small = token.text[0].islower() and token.text.lower() not in _IN_SMALL_LETTERS
        if small and sentence.tokens[at - 1].text not in ("(", "/"):
            return 0
    return 0
