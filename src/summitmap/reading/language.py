"""Which of the languages that we read an article is in."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from summitmap.errors import ReadingError

if TYPE_CHECKING:
    # The package ships without type information.
    from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]

_READ = {"no": "nb", "nb": "nb", "nn": "nb", "da": "nb", "en": "en"}
"""Codes of ISO 639-1 as the model gives them, and what they are read as.

Short Norwegian texts pass for nynorsk or Danish; their grammar of dates and names is near enough.
"""

_COMMONEST = {
    "nb": frozenset({"og", "ikke", "til", "av", "fra", "også", "ble", "hadde", "etter", "som"}),
    "en": frozenset({"the", "of", "and", "to", "was", "were", "with", "that", "from", "has"}),
}
"""Words of which every few words of a language are one; Swedish and German share none but "som"."""

_SAMPLE = 6_000
_FEWEST_WORDS = 40
_CLEAR_SHARE, _NO_SHARE = 0.06, 0.02
_LEAST_LIKELIHOOD = 0.3
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """The language of an article: "nb" (Norwegian) or "en" (English), from its first pages.

    Raises `ReadingError` when it is in neither, or says too little to tell.
    """
    sample = text[:_SAMPLE]
    words = [word.casefold() for word in _WORD.findall(sample)]
    if not words:
        raise ReadingError("the article has no words; check what was pasted")
    return _by_commonest_words(words) or _by_model(sample)


def _by_commonest_words(words: list[str]) -> str | None:
    """The language whose commonest words are clearly there and those of the other are not."""
    if len(words) < _FEWEST_WORDS:
        return None
    shares = {
        language: sum(word in common for word in words) / len(words)
        for language, common in _COMMONEST.items()
    }
    for language, share in shares.items():
        others = [other for name, other in shares.items() if name != language]
        if share >= _CLEAR_SHARE and max(others) <= _NO_SHARE:
            return language
    return None


def _by_model(sample: str) -> str:
    ranking = _model().rank(sample)
    best, likelihood = ranking[0]
    if best in _READ:
        return _READ[best]
    ours = max(_READ.values(), key=lambda language: _likelihood(language, ranking))
    if _likelihood(ours, ranking) >= likelihood:
        return ours
    if likelihood < _LEAST_LIKELIHOOD:
        raise ReadingError("the article is too short to tell its language; say which it is")
    raise ReadingError(
        f"the article seems to be in another language ({best}), and Norwegian (nb) and English "
        "(en) are read; say so if it is one of them"
    )


def _likelihood(language: str, ranking: list[tuple[str, float]]) -> float:
    return sum(likelihood for code, likelihood in ranking if _READ.get(code) == language)


@cache
def _model() -> LanguageIdentifier:
    # Loading takes two seconds, which an article that is plainly in one language need not wait for.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
