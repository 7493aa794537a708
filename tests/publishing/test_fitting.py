"""The size of type: whatever a text says, it stays inside its box."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from summitmap.publishing.deck.fitting import (
    SMALLEST,
    Box,
    Paragraph,
    Run,
    fitted,
    height,
    pages,
)

texts = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=600)
paragraphs = st.lists(
    st.builds(
        Paragraph,
        st.lists(st.builds(Run, texts, st.booleans()), min_size=1, max_size=3).map(tuple),
        st.floats(10, 44),
        st.floats(0, 20),
    ),
    max_size=6,
)
boxes = st.builds(Box, st.floats(60, 900), st.floats(40, 500))


def said(some: Paragraph) -> str:
    return "".join(run.text for run in some.runs)


@given(paragraphs, boxes)
def test_what_was_fitted_is_never_higher_than_its_box(some: list[Paragraph], box: Box) -> None:
    assert height(fitted(some, box), box.width) <= box.height


@given(paragraphs, boxes)
def test_fitted_type_is_no_larger_than_asked_and_never_tiny(
    some: list[Paragraph], box: Box
) -> None:
    for before, after in zip(some, fitted(some, box), strict=False):
        assert before.size * SMALLEST - 0.5 <= after.size <= before.size


@given(paragraphs, boxes)
def test_what_is_cut_begins_as_it_did_and_ends_with_an_ellipsis(
    some: list[Paragraph], box: Box
) -> None:
    for before, after in zip(some, fitted(some, box), strict=False):
        if said(after) != said(before):
            assert said(after).endswith("…")
            assert said(before).startswith(said(after)[:-1])


def test_what_fits_is_left_as_it_is() -> None:
    some = (Paragraph((Run("Kim sets out"),), 34),)
    assert fitted(some, Box(400, 60)) == some


def test_a_text_is_cut_at_the_end_of_a_word() -> None:
    paragraph = Paragraph((Run("Kim sets out for Russia"),), 10)
    assert said(paragraph.cut(14)) == "Kim sets out…"
    assert paragraph.cut(23) is paragraph


def test_a_word_may_go_on_in_the_next_run() -> None:
    one = Paragraph((Run("Vostochny"),), 20)
    two = Paragraph((Run("Vosto"), Run("chny")), 20)
    assert height([one], 60) == height([two], 60)


def test_a_longer_list_goes_on_on_the_next_page_and_no_item_is_divided() -> None:
    items = tuple(
        (Paragraph((Run(f"{number}"),), 20), Paragraph((Run("more"),), 20)) for number in range(9)
    )
    box = Box(300, 150)
    divided = tuple(pages(items, box))
    assert [len(page) for page in divided] == [6, 6, 6]
    assert tuple(line for page in divided for line in page) == tuple(
        line for item in items for line in item
    )


def test_an_item_that_fills_a_page_alone_has_one() -> None:
    long = (Paragraph((Run("word " * 400),), 20),)
    short = (Paragraph((Run("word"),), 20),)
    assert tuple(pages((short, long, short), Box(200, 100))) == (short, long, short)


@pytest.mark.parametrize("bold", [False, True])
def test_text_is_measured_as_wide_as_in_the_widest_common_stand_in(bold: bool) -> None:
    name = "DejaVuSerif-Bold.ttf" if bold else "DejaVuSerif.ttf"
    try:
        font = ImageFont.truetype(name, 100)
    except OSError:
        pytest.skip(f"{name} is not installed: apt install fonts-dejavu")
    line = "Kim og Putin møtes på romfartshavnen, og to byer til står for tur"
    width = font.getlength(line) / 100
    paragraph = Paragraph((Run(line, bold=bold),), 20)
    # As wide as the stand-in less two in a hundred, it takes two lines.
    assert height([paragraph], width * 20 * 0.98) == 2 * 20 * 1.2
