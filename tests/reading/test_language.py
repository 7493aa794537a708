"""Which language an article is in, and what is said when it is in neither."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from summitmap.errors import ReadingError
from summitmap.reading.language import language_of

STORY = Path(__file__).parents[2] / "data" / "stories" / "kim-russia-2023"

SHORT = {
    "Statsministeren drar til Kyiv onsdag": "nb",
    "Kim reiste til Russland.": "nb",
    "Eg reiste til Bergen for å møte dei andre i går.": "nb",
    "Foreign minister visits Oslo": "en",
    "Kim came to Russia.": "en",
    "KONGEN OG DRONNINGEN KOM TIL TRONDHEIM I DAG": "nb",
}


@pytest.mark.parametrize("language", ["nb", "en"])
def test_an_article_is_known_by_its_commonest_words(language: str) -> None:
    text = (STORY / f"article.{language}.md").read_text(encoding="utf-8")
    assert language_of(text) == language


def test_the_model_is_not_loaded_for_a_text_that_is_plainly_in_one_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "py3langid.langid", None)
    assert language_of((STORY / "article.nb.md").read_text(encoding="utf-8")) == "nb"


@pytest.mark.parametrize(("text", "language"), SHORT.items())
def test_a_headline_is_enough(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Le président est arrivé à Paris hier soir pour rencontrer ses alliés.", "fr"),
        ("Der Präsident kam gestern nach Berlin und traf den Kanzler.", "de"),
        ("Statsministern åkte till Finland på torsdagen för att träffa presidenten.", "sv"),
        ("Президент приехал в Москву, где встретился с министром.", "ru"),
    ],
)
def test_an_article_in_another_language_is_refused_with_its_name(text: str, code: str) -> None:
    with pytest.raises(ReadingError, match=rf"another language \({code}\)"):
        language_of(text)


def test_a_long_swedish_article_does_not_pass_for_norwegian() -> None:
    swedish = (
        "Utrikesministern reser på torsdagen till Helsingfors för att träffa sin kollega. Det är "
        "första gången som de möts efter valet, och samtalen väntas handla om gränsen i öst. "
        "Efter mötet fortsätter hon till Åbo, där hon ska hålla tal och svara på frågor från "
        "studenter. På fredagen är hon tillbaka i Stockholm."
    )
    with pytest.raises(ReadingError, match=r"\(sv\)"):
        language_of(swedish)


@pytest.mark.parametrize("text", ["", "12 345 !?", "\u200b"])
def test_a_text_without_words_has_no_language(text: str) -> None:
    with pytest.raises(ReadingError, match="has no words"):
        language_of(text)


def test_a_bare_name_is_too_little_to_tell() -> None:
    with pytest.raises(ReadingError, match="too short to tell"):
        language_of("Putin")
