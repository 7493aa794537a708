"""What the tagger sees of a word: its letters, its neighbours, lists of names, its article.

Every feature is a short text in UTF-8, such as `w0=oslo` (the word), `g0=KL` (it is in the list of
names as a capital and large city) or `doc=small` (the same word stands with a small letter
elsewhere in the article). The lists are those of `data/reading/lexicon.py`.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

from summitmap.errors import AssetError
from summitmap.reading.sentences import UNSEEN

Words = Sequence[str]
"""The words of one sentence."""

Features = list[list[bytes]]
"""The features of each word of a sentence, as the tagger's library takes them soonest."""

PLACE_CLASSES = "CKLMSNRWA"
PERSON_CLASSES = "FE"

_NEIGHBOURS = (-2, -1, 1, 2)
_NEXT_TO = (-1, 1)
"""How far the words stand that a word is seen with, and those that are seen more closely."""

_MOST_WORDS = 5
"""How many words the longest name of the list has that is looked for."""

_MOST_LOOKS, _MOST_STEMS = 20_000, 20_000
"""How many words are kept with what is the same wherever they stand."""

_LONGEST_WORD = 40
_LONGEST_ABBREVIATION = 4
_LONG_FOR_A_NAME = 7
_NORWAY = frozenset({"Norge", "Noreg", "Norway"})
_UNSEEN = re.compile(f"[{UNSEEN}]")
_ONE_SIGN = str.maketrans("‐‑–—«“„»”‘’", '----"""""\'\'')
"""Signs that newspapers choose between."""

_DIGITS = re.compile(r"\d")
_GENITIVE = re.compile(r"(?:['’]s?|s)$", re.IGNORECASE)
_RUNS = re.compile(r"(.)\1+")


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The lists of the package: `names` gives the classes of a name, `words` the clusters of a
    word; `longest` tells how many words the longest name has that begins with a word."""

    names: Mapping[str, str]
    words: Mapping[str, str]
    longest: Mapping[str, int]

    def classes(self, name: str) -> str:
        """The classes of a name in small letters, or of the same without its genitive -s."""
        found = self.names.get(name)
        if found is None and (match := _GENITIVE.search(name)):
            found = self.names.get(name[: match.start()])
        return found or ""

    def clusters(self, word: str) -> str:
        """The line of a word, or of the same without its genitive -s, or of the name that is
        written in capitals, as in SEOUL."""
        found = self.words.get(word)
        if found is None and (match := _GENITIVE.search(word)):
            found = self.words.get(word[: match.start()])
        if found is None and len(word) > _LONGEST_ABBREVIATION and word.isupper():
            found = self.words.get(word.capitalize())
        return found or ""

    def is_foreign_state(self, name: str) -> bool:
        """Whether the name is that of a country or a capital, and of no place in Norway."""
        classes = self.classes(name.casefold().replace("-", " "))
        return bool(set("CK") & set(classes)) and "N" not in classes and name not in _NORWAY

    def is_always_capital(self, word: str) -> bool:
        """Whether English writes the word with this capital and hardly ever without; a long word
        that it does not know is nothing but a name."""
        line = self.clusters(word)
        return line.endswith(("8", "9")) if line else len(word) >= _LONG_FOR_A_NAME


@cache
def lexicon() -> Lexicon:
    """The lists, read once. Raises `AssetError` when a file of them is missing or damaged."""
    names = dict(_lines("names.tsv.gz"))
    longest: dict[str, int] = {}
    for name in names:
        first, _, rest = name.partition(" ")
        if rest:
            longest[first] = max(longest.get(first, 1), 2 + rest.count(" "))
    return Lexicon(names, dict(_lines("words.tsv.gz")), longest)


def _lines(name: str) -> Iterator[tuple[str, str]]:
    try:
        packed = files("summitmap.reading").joinpath("models", name).read_bytes()
        text = gzip.decompress(packed).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as fault:
        raise AssetError(
            f"The file reading/models/{name} of the package cannot be read: install it again."
        ) from fault
    for line in text.splitlines():
        key, _, value = line.partition("\t")
        yield key, value


def seen(word: str) -> str:
    """The word as it looks: composed letters, none that show nothing, one sort of dash and of
    quotation mark, and no longer than 40."""
    if word.isascii():
        return word[:_LONGEST_WORD]
    # Half a surrogate pair is no letter, and nothing can be written with it.
    written = word.encode("utf-8", "replace").decode("utf-8")
    plain = unicodedata.normalize("NFC", _UNSEEN.sub("", written))
    return plain.translate(_ONE_SIGN)[:_LONGEST_WORD]


@lru_cache(maxsize=_MOST_STEMS)
def stem(word: str) -> str:
    """The word in small letters without a genitive -s, to know it again in the article."""
    small = word.casefold()
    if small in ("s", "'s", "’s"):
        return small
    return _GENITIVE.sub("", small) if len(small) > 3 else small


def features(article: Sequence[Words], lists: Lexicon) -> list[Features]:
    """The features of every word of an article, which is a sequence of sentences."""
    small = {word for sentence in article for word in sentence if word[:1].islower()}
    capital = Counter(
        stem(word)
        for sentence in article
        for place, word in enumerate(sentence)
        if place and word[:1].isupper()
    )
    beside = _neighbours(article)
    return [_of_sentence(sentence, lists, small, capital, beside) for sentence in article]


def _neighbours(article: Sequence[Words]) -> Mapping[str, Counter[str]]:
    """What stands before and behind each capitalised word, over the whole article."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in article:
        for place, word in enumerate(sentence):
            if not word[:1].isupper():
                continue
            key = stem(word)
            if place:
                found[key][f"<{sentence[place - 1].casefold()}"] += 1
            if place + 1 < len(sentence):
                found[key][f">{sentence[place + 1].casefold()}"] += 1
    return found


def _of_sentence(
    sentence: Words,
    lists: Lexicon,
    small: set[str],
    capital: Counter[str],
    beside: Mapping[str, Counter[str]],
) -> Features:
    listed = _listed(sentence, lists)
    looks = [_look(word, lists) for word in sentence]
    plain = [word.casefold() for word in sentence]
    last = len(sentence) - 1
    shouted = len(sentence) > 2 and sum(word.isupper() for word in sentence) > 0.6 * len(sentence)
    found: Features = []
    for place, word in enumerate(sentence):
        row = [b"bias", *looks[place][0], *(b"0" + mark for mark in listed[place])]
        for number, offset in enumerate(_NEIGHBOURS, start=1):
            other = place + offset
            if not 0 <= other <= last:
                row.append(b"w%d=%b" % (offset, b"<s>" if other < 0 else b"</s>"))
                continue
            row += looks[other][number]
            if listed[other] and offset in _NEXT_TO:
                row += [b"%d%b" % (offset, mark) for mark in listed[other]]
        here = plain[place]
        before = plain[place - 1] if place else "<s>"
        behind = plain[place + 1] if place < last else "</s>"
        pairs = [f"b-={before}|{here}", f"b+={here}|{behind}", f"b<>={before}|{behind}"]
        if place > 1:
            pairs.append(f"t-={plain[place - 2]}|{before}")
        if place + 1 < last:
            pairs.append(f"t+={behind}|{plain[place + 2]}")
        row += map(str.encode, pairs)
        if word[:1].isupper():
            row += map(str.encode, _in_article(word, before, behind, small, capital, beside))
        if shouted:
            row.append(b"shouted")
        found.append(row)
    return found


def _in_article(
    word: str,
    before: str,
    behind: str,
    small: set[str],
    capital: Counter[str],
    beside: Mapping[str, Counter[str]],
) -> Iterator[str]:
    """How the same word stands elsewhere in the article."""
    key = stem(word)
    if word.casefold() in small:
        yield "doc=small"
    if capital[key]:
        yield f"doc=capital{min(capital[key], 3)}"
    own = (f"<{before}", f">{behind}")
    others = (each for each, times in beside[key].items() if times > (each in own))
    for each in islice(others, 8):
        yield f"doc{each}"


@lru_cache(maxsize=_MOST_LOOKS)
def _look(word: str, lists: Lexicon) -> tuple[tuple[bytes, ...], ...]:
    """What is the same of a word wherever it stands: its own features, and behind them those that
    it gives to the words which see it at each of `_NEIGHBOURS`.

    Nothing but tuples, which the garbage collector leaves alone, however many are kept.
    """
    clusters = tuple(_clusters(word, lists))
    near = (_encoded(_near(word, offset, clusters)) for offset in _NEIGHBOURS)
    return _encoded(_own(word, clusters, lists)), *near


def _encoded(found: Iterable[str]) -> tuple[bytes, ...]:
    return tuple(map(str.encode, found))


def _own(word: str, clusters: Sequence[str], lists: Lexicon) -> list[str]:
    small = word.casefold()
    shape = _shape(word)
    found = [f"w0={small}", f"s0={shape}", f"S0={_squeezed(shape)}"]
    found += [f"p{size}={small[:size]}" for size in range(1, 5) if len(small) > size]
    found += [f"e{size}={small[-size:]}" for size in range(1, 6) if len(small) > size]
    if "-" in word:
        first, _, rest = small.rpartition("-")
        found += ["hyphen", f"h-={first}", f"h+={rest}"]
        found += [f"hg={letter}" for letter in lists.classes(first.replace("-", " "))]
    if "." in word[:-1]:
        found.append("point")
    return found + [f"0{mark}" for mark in clusters]


def _near(word: str, offset: int, clusters: Sequence[str]) -> list[str]:
    small = word.casefold()
    found = [f"w{offset}={small}", f"S{offset}={_squeezed(_shape(word))}"]
    if offset in _NEXT_TO:
        found.append(f"e3{offset}={small[-3:]}")
        found += [f"{offset}{mark}" for mark in clusters]
    return found


@lru_cache(maxsize=1_000)
def _shape(word: str) -> str:
    """The word with X for a capital, x for a small letter and 9 for a digit."""
    letters = []
    for letter in word[:12]:
        if letter.isupper():
            letters.append("X")
        elif letter.isalpha():
            letters.append("x")
        else:
            letters.append("9" if letter.isdigit() else letter)
    return "".join(letters)


@lru_cache(maxsize=10_000)
def _squeezed(shape: str) -> str:
    """A shape with its runs as one: Xx for every name."""
    return _RUNS.sub(r"\1", shape)


def _clusters(word: str, lists: Lexicon) -> Iterator[str]:
    """The Brown clusters of the word, whole and as the upper branches of their trees."""
    line = lists.clusters(word)
    if not line:
        if word[:1].isupper():
            yield "c=none"
        return
    *columns, tenths = line.split("\t")
    for tree, column in zip("nsd", columns, strict=True):
        if column != "-":
            number = int(column, 36)
            yield f"c{tree}={column}"
            yield f"c{tree}8={number & 255}"
            yield f"c{tree}5={number & 31}"
    if word[:1].isupper():
        yield f"c^={tenths}"


def _listed(sentence: Words, lists: Lexicon) -> list[list[bytes]]:
    """The classes of the names that each word is a part of, and which part of the name it is."""
    found: list[list[bytes]] = [[] for _ in sentence]
    keys = [word.casefold().replace("-", " ") for word in sentence]
    for place, word in enumerate(sentence):
        if not word[:1].isupper():
            continue
        most = max(lists.longest.get(keys[place].partition(" ")[0], 1), 1)
        most = min(most, _MOST_WORDS, len(sentence) - place)
        for size in range(most, 0, -1):
            classes = lists.classes(" ".join(keys[place : place + size]))
            if not classes:
                continue
            for step in range(size):
                part = "1" if size == 1 else "B" if step == 0 else "I"
                found[place + step] += [f"g{part}{letter}".encode() for letter in classes]
            found[place].append(f"G={classes}".encode())
            break
    return found


def consensus(article: Sequence[Words], labels: Sequence[Sequence[str]]) -> list[Features]:
    """For the second look: how the first one labelled the same words elsewhere in the article.

    `labels` are IOB2 tags of the first look, one for each word.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for words, tags in zip(article, labels, strict=True):
        for word, tag in zip(words, tags, strict=True):
            if word[:1].isupper():
                votes[stem(word)][tag] += 1
    found = []
    for words, tags in zip(article, labels, strict=True):
        rows: Features = []
        for word, tag in zip(words, tags, strict=True):
            row = [f"first={tag}"]
            if word[:1].isupper():
                others = dict(votes[stem(word)])
                others[tag] -= 1
                row += [f"vote={other}" for other, times in others.items() if times > 0]
                if best := max(others.values(), default=0):
                    row.append(f"most={next(t for t, n in others.items() if n == best)}")
            rows.append(list(map(str.encode, row)))
        found.append(rows)
    return found
