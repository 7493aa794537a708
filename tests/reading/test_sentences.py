"""Sentences and tokens, and that their offsets are always those of the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitmap.reading.sentences import sentences
from summitmap.reading.text import Sentence, Span


def read(text: str, language: str = "nb") -> tuple[Sentence, ...]:
    return sentences([Span(0, len(text), text)], language)


def split(text: str, language: str = "nb") -> list[str]:
    return [sentence.span.text for sentence in read(text, language)]


def tokens(text: str, language: str = "nb") -> list[str]:
    return [token.text for sentence in read(text, language) for token in sentence.tokens]


def test_a_full_stop_before_a_capital_ends_a_sentence() -> None:
    assert split("Ministeren landet i Oslo. Hun dro videre til Bodø.") == [
        "Ministeren landet i Oslo.",
        "Hun dro videre til Bodø.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Han kom bl.a. Finland rundt på fem dager.",
        "De møtte dr. Hansen og St. Hallvard.",
        "Avreisen er kl. 18 fra Moss.",
        "Hun leste J.R.R. Tolkien på flyet.",
        "Prisen er ca. Kr 200 i dag.",
    ],
)
def test_a_norwegian_abbreviation_ends_no_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "They met Mr. Hansen and Gen. Smith.",
        "The visit began on Sept. 13 in Oslo.",
        "The U.S. President left.",
        "She flew to St. John's.",
    ],
)
def test_an_english_abbreviation_ends_no_sentence(text: str) -> None:
    assert split(text, "en") == [text]


def test_an_abbreviation_may_also_be_the_last_word_of_a_sentence() -> None:
    assert split("He lives in the U.S. She does not.", "en") == [
        "He lives in the U.S.",
        "She does not.",
    ]
    assert split("De kjøpte fisk, brød osv. Deretter dro de.") == [
        "De kjøpte fisk, brød osv.",
        "Deretter dro de.",
    ]


def test_the_point_of_an_ordinal_belongs_to_the_number() -> None:
    text = "Møtet er 12.–14. september i Bergen."
    assert tokens(text)[:6] == ["Møtet", "er", "12.", "–", "14.", "september"]
    assert split(text) == [text]


def test_a_number_may_end_a_sentence() -> None:
    assert split("De møttes i 2019. Siden har de ringt.") == [
        "De møttes i 2019.",
        "Siden har de ringt.",
    ]
    assert split("She came on September 13. He did not.", "en")[0] == "She came on September 13."


def test_a_closing_quote_belongs_to_the_sentence_before_it() -> None:
    assert split("«Vi drar i morgen.» Det sa hun.") == ["«Vi drar i morgen.»", "Det sa hun."]
    assert split('"We leave." She said so.', "en") == ['"We leave."', "She said so."]


def test_a_question_inside_a_sentence_does_not_end_it() -> None:
    assert split("«Kommer du?» spurte han. Hun nikket.") == [
        "«Kommer du?» spurte han.",
        "Hun nikket.",
    ]


def test_a_missing_space_behind_a_full_stop_still_ends_the_sentence() -> None:
    assert split("De landet i Riga.Ministeren gikk av.") == [
        "De landet i Riga.",
        "Ministeren gikk av.",
    ]


def test_hyphens_stay_inside_a_word() -> None:
    assert tokens("Tog til Stratford-upon-Avon, 18-åringen på 22-tallet") == [
        "Tog", "til", "Stratford-upon-Avon", ",", "18-åringen", "på", "22-tallet",
    ]  # fmt: skip


def test_an_english_genitive_is_a_token_of_its_own_and_a_norwegian_is_none() -> None:
    assert tokens("Finland's border", "en") == ["Finland", "'s", "border"]
    assert tokens("EU's grense") == ["EU's", "grense"]
    assert tokens("Côte d'Ivoire and Xi'an", "en") == ["Côte", "d'Ivoire", "and", "Xi'an"]


def test_each_block_has_sentences_of_its_own() -> None:
    text = "En overskrift uten punktum\nBrødteksten begynner."
    blocks = [Span(0, 26, text[:26]), Span(27, len(text), text[27:])]
    found = sentences(blocks, "nb")
    assert [(sentence.span.text, sentence.block) for sentence in found] == [
        ("En overskrift uten punktum", 0),
        ("Brødteksten begynner.", 1),
    ]
    assert found[1].tokens[0].start == 27


def test_an_empty_line_inside_a_block_ends_the_sentence() -> None:
    assert split("Uten punktum\n \nNy tekst") == ["Uten punktum", "Ny tekst"]


def test_a_soft_hyphen_does_not_cut_a_word() -> None:
    assert tokens("Vladi\u00advostok nå") == ["Vladi\u00advostok", "nå"]


def test_nothing_gives_no_sentence() -> None:
    assert read("") == ()
    assert read(" \n\u200b\t ") == ()


HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("ab.A1 \n\t-'’\"«»().,!?…–\u00ad\u200b\u202e\u0301@:/&"),
    ),
    max_size=200,
)


@given(HOSTILE, st.sampled_from(["nb", "en", "xx"]), st.integers(0, 50))
def test_offsets_are_exact_and_tokens_stand_in_order(text: str, language: str, start: int) -> None:
    whole = " " * start + text
    at = start
    for sentence in sentences([Span(start, len(whole), text)], language):
        assert whole[sentence.span.start : sentence.span.end] == sentence.span.text
        assert sentence.tokens[0].start == sentence.span.start
        assert sentence.tokens[-1].end == sentence.span.end
        for token in sentence.tokens:
            assert token.text == whole[token.start : token.end] != ""
            assert token.start >= at
            at = token.end


@given(HOSTILE)
def test_every_letter_and_digit_stands_in_a_token(text: str) -> None:
    held = "".join(tokens(text))
    assert sum(letter.isalnum() for letter in held) == sum(letter.isalnum() for letter in text)
