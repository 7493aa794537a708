"""How fast `summitmap read` is, from loading to the draft, and how much memory it takes.

    python benchmarks/reading_speed.py [--json]

The articles are those of tests/data/reading, joined by language and cut to 400 words; each is read
once, so that no draft profits from having been made before, save that names met in an earlier
article are known. Seconds are those of the processor, on one core. Loading is what a new process
does before its first draft, with the gazetteer's index already built. Memory is
the most that the process held at any time, as the system counts it.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

ARTICLES = Path(__file__).parent.parent / "tests" / "data" / "reading"
PUBLISHED = date(2023, 9, 14)
WORDS = 400
WANTED = {
    "loading seconds": "< 2",
    "articles a second, nb": ">= 20",
    "articles a second, en": ">= 20",
    "most memory, MB": "< 400",
}


def articles(language: str) -> tuple[str, ...]:
    """Articles of 400 words in a language, of whole paragraphs put one behind the other."""
    paths = sorted(ARTICLES.glob(f"*.{language}.txt"))
    return tuple(_cut([path.read_text(encoding="utf-8") for path in paths]))


def _cut(texts: Sequence[str]) -> Iterator[str]:
    gathered: list[str] = []
    for paragraph in "\n\n".join(texts).split("\n\n"):
        gathered.append(paragraph)
        if sum(len(each.split()) for each in gathered) >= WORDS:
            yield "\n\n".join(gathered)
            gathered = []


def measured() -> dict[str, float]:
    """The figures by name; seconds are those of the processor, on one core."""
    begin = time.process_time()
    # Importing is part of loading: it is what a command waits for.
    from summitmap.reading.draft import draft
    from summitmap.reading.many import loaded

    readers = {language: loaded(language) for language in ("nb", "en")}
    found = {"loading seconds": time.process_time() - begin}
    for language, (tagger, geocoder) in readers.items():
        texts = articles(language)
        # The first draft fills what is kept from one article to the next.
        draft(texts[0], language, PUBLISHED, tagger, geocoder)
        begin = time.process_time()
        for text in texts[1:]:
            draft(text, language, PUBLISHED, tagger, geocoder)
        seconds = time.process_time() - begin
        found[f"articles a second, {language}"] = (len(texts) - 1) / seconds
    # Linux counts in kilobytes.
    found["most memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    chosen = parser.parse_args()
    found = measured()
    if chosen.json:
        print(json.dumps(found, indent=1))
        return 0
    for name, figure in found.items():
        print(f"{name:26}{WANTED[name]:>8}{figure:>10.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
