"""Blocks to sentences and tokens, in Norwegian and English, with exact offsets.

A token is a word with its inner hyphens ("Komsomolsk-na-Amure"), a number, an ordinal with its
point ("13." of "13. september"), an abbreviation with its points, an English 's, or one mark.
Every character that can be seen stands in exactly one token; the time is in proportion to length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summitmap.reading.text import Sentence, Span

UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Characters that show nothing (soft hyphen, zero width, direction), as a part of a regex set."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_MONTHS = (
    "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
    "|january|february|march|may|june|july|october|december"
)
_ABBREVIATIONS = {
    "nb": _words(
        "adm adv ang ank apr aug avd bl.a bla ca cand d.e des dir div dr dvs e.kr eks ekskl"
        " et.al evt f f.eks f.kr f.o.m f.t feb fhv fr frk gt hhv hr ifm iht inkl int jan jf jr"
        " jul jun kap kgl kl kt lt mag mht min mr mrs ms nov nr o.a obs okt ph.d pga pr pres"
        " prof red.anm s sept skt st stk t.h t.o.m t.v tlf v vedr vol vs"
    ),
    "en": _words(
        "adm apr approx aug ave brig capt cf cmdr col cpl dec dept dr e.g est feb fr gen gov i.e"
        " jan lt ltd maj messrs mr mrs ms mt nov nr oct pp pres prof rep rev sen sept sgt st"
        " supt vol vs"
    ),
}
"""Abbreviations that stand before something and end no sentence, without their last point."""

_MAY_END = {
    "nb": _words("etc kr m.fl m.m mfl mill mm mrd mv o.l o.s.v ol osv pst"),
    "en": _words("a.m co corp d.c e.u etc inc jr ltd p.m sr u.a.e u.k u.n u.s u.s.a"),
}
"""Abbreviations that a sentence may end with: it does where a new one clearly begins."""

_WITH_A_POINT = {
    language: _ABBREVIATIONS[language] | _MAY_END[language] for language in ("nb", "en")
}

_BEGINNERS = {
    "nb": None,
    "en": _words(
        "a after an and as at both but during earlier for from he her his however if in it its"
        " last later meanwhile no not of on one our she since so some that the their then there"
        " these they this those though to we what when while who with yesterday you"
    ),
}
"""Words that begin a sentence behind such an abbreviation; `None` where any capital does."""

_ENDS = frozenset({".", "!", "?", "…"})
_CLOSING = frozenset("»”’\"')]")
_OPENING = frozenset("«“‘„\"'([-–—")

_TOKEN = re.compile(
    rf"""
    (?P<address>(?:https?://|www\.)[^\s<>«»"]{{1,2000}}[^\s<>«»".,;:!?)\]]
        | [\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{1,4}})
    | (?P<initials>(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!\w))?)
    | (?P<number>\d++(?:[.,:/]\d++)*+(?![-‐‑]?[\w{UNSEEN}\u0300-\u036f]))
    | (?P<clitic>['’](?:s|S|m|ve|re|ll|d)(?!\w))
    | (?P<word>[\w\u0300-\u036f]+(?:
          [{UNSEEN}]++[\w\u0300-\u036f]+
        | [-‐‑][{UNSEEN}]*[\w\u0300-\u036f]+
        | ['’](?!(?:s|S|m|ve|re|ll|d)(?!\w))[\w\u0300-\u036f]+
        | \.(?=[a-zæøåäö\d])[\w\u0300-\u036f]+
        | &(?=\w)[\w\u0300-\u036f]+
      )*)
    | (?P<dots>\.{{2,}})
    | (?P<mark>[^\s{UNSEEN}])
    """,
    re.VERBOSE,
)
_ORDINAL_POINT = re.compile(
    rf"\.(?=\s{{0,3}}[-–—]\s{{0,3}}\d|\s{{0,3}}(?:[a-zæøåäö]|(?i:{_MONTHS})\b))"
)
_NORWEGIAN_GENITIVE = re.compile(r"['’][sS](?!\w)")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True)
class _Token:
    span: Span
    is_abbreviation: bool


def sentences(blocks: Sequence[Span], language: str) -> tuple[Sentence, ...]:
    """The sentences of each block in order, with offsets of the text that the blocks are cut from.

    `language` is "nb" or "en" and says which abbreviations there are; in any other none is known.
    A block with nothing to be seen in it gives no sentence.
    """
    return tuple(
        sentence
        for number, block in enumerate(blocks)
        for sentence in _sentences_of(block, number, language)
    )


def _sentences_of(block: Span, number: int, language: str) -> Iterator[Sentence]:
    held: list[_Token] = []
    tokens = list(_tokens(block, language))
    for place, token in enumerate(tokens):
        held.append(token)
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if after is None or _ends_between(held, after, block, language):
            start, end = held[0].span.start, held[-1].span.end
            text = block.text[start - block.start : end - block.start]
            yield Sentence(Span(start, end, text), tuple(one.span for one in held), number)
            held = []


def _tokens(block: Span, language: str) -> Iterator[_Token]:
    text, at = block.text, 0
    while match := _TOKEN.search(text, at):
        start, end = match.span()
        abbreviation = match.lastgroup == "initials"
        if match.lastgroup == "word":
            end, abbreviation = _word_end(text, start, end, language)
        elif match.lastgroup == "number" and language == "nb" and end - start <= 3:
            end += bool(_ORDINAL_POINT.match(text, end))
        elif match.lastgroup == "clitic" and language != "en":
            end = start + 1
        yield _Token(Span(block.start + start, block.start + end, text[start:end]), abbreviation)
        at = end


def _word_end(text: str, start: int, end: int, language: str) -> tuple[int, bool]:
    """Where the word ends, and whether it is an abbreviation, whose point then belongs to it."""
    if language == "nb" and (genitive := _NORWEGIAN_GENITIVE.match(text, end)):
        return genitive.end(), False
    if text[end : end + 1] != ".":
        return end, False
    known = _WITH_A_POINT.get(language, frozenset())
    word = text[start:end]
    initial = end - start == 1 and word.isupper() and word != "I"
    if initial or (end - start <= 12 and word.casefold() in known):
        return end + 1, True
    return end, False


def _ends_between(held: Sequence[_Token], after: _Token, block: Span, language: str) -> bool:
    """Whether the sentence is over before the token `after`."""
    gap = block.text[held[-1].span.end - block.start : after.span.start - block.start]
    if "\n" in gap and _EMPTY_LINE.search(gap):
        return True
    last = _last_that_counts(held)
    if last is None or (after.span.text in _CLOSING and not gap):
        return False
    word = last.span.text.casefold()
    if last.is_abbreviation:
        beginners = _BEGINNERS.get(language)
        return (
            word.rstrip(".") in _MAY_END.get(language, frozenset())
            and after.span.text[0].isupper()
            and (beginners is None or after.span.text.casefold() in beginners)
        )
    return (word in _ENDS or word.startswith("..")) and _may_begin(after, gap)


def _may_begin(token: _Token, gap: str) -> bool:
    """Whether a sentence may begin with the token, which stands `gap` behind the one before."""
    first = token.span.text[0]
    return first.isupper() or first.isdigit() or (first in _OPENING and bool(gap))


def _last_that_counts(held: Sequence[_Token]) -> _Token | None:
    """The last token that is no closing quote or bracket; `None` when there is none."""
    for token in reversed(held[-4:]):
        if token.span.text not in _CLOSING:
            return token
    return None
