"""The letters of a page: those that it uses, from the fonts that it names, and nothing else."""

from __future__ import annotations

import base64
import io
import re

import pytest
from fontTools.ttLib import TTFont

from summitmap.publishing.letters import letters

RULE = re.compile(
    r'@font-face\{font-family:"([^"]+)";font-weight:(\d+);font-style:(\w+);'
    r"src:url\(data:font/woff2;base64,([A-Za-z0-9+/=]+)\) format\('woff2'\)\}"
)


def faces(text: str) -> dict[tuple[str, str, str], TTFont]:
    sheet = letters(text)
    assert RULE.sub("", sheet).strip() == "", "nothing but the faces"
    return {
        (family, weight, style): TTFont(io.BytesIO(base64.b64decode(data)))
        for family, weight, style, data in RULE.findall(sheet)
    }


def test_the_families_that_the_style_sheets_name_come_along() -> None:
    assert {family for family, _, _ in faces("a")} == {"Source Sans", "Source Serif"}


def test_every_face_has_the_letters_of_the_text_and_those_of_english() -> None:
    text = "Łódź – «æøåÆØÅ» “é”"
    for face, font in faces(text).items():
        assert set(map(ord, f"{text} Kim Jong-un, 2023!")) <= set(font.getBestCmap()), face


def test_letters_that_nobody_uses_are_left_out() -> None:
    for font in faces("abc").values():
        assert ord("ŏ") not in font.getBestCmap()
        assert len(font.getBestCmap()) < 200


def test_a_sign_that_the_fonts_do_not_have_is_no_fault() -> None:
    for font in faces("平壤").values():
        assert ord("平") not in font.getBestCmap()


def test_what_is_cut_out_keeps_the_notices_of_its_makers() -> None:
    for font in faces("a").values():
        assert "Adobe" in str(font["name"].getDebugName(0))
        assert "SIL Open Font License" in str(font["name"].getDebugName(13))


def test_the_same_signs_give_the_same_bytes_in_any_order() -> None:
    letters("something else ŏ")
    assert letters("ŏab") == letters("baŏ")


@pytest.mark.parametrize("text", ["</style><script>alert(1)</script>", "\ud800", "\x00", "\u2028"])
def test_a_hostile_text_leaves_no_trace(text: str) -> None:
    assert set(letters(text)) <= set(letters("a")) | set("+/=")
