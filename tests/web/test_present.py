"""The presentation in the dashboard: how it is entered, and where it leads."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from summitmap.web.present import address
from summitmap.web.state import View
from tests.conftest import KIM
from tests.web.test_page import html_of, opened


def presentation(page: AppTest) -> bool:
    """Whether the page shows the presentation, and nothing of the dashboard beside it."""
    return "<h1>" not in html_of(page)


def test_the_story_page_is_opened_where_the_reader_is() -> None:
    view = View("kim-russia-2023", "en", "gifts")
    home = "/stories/kim-russia-2023/?lang=en&theme=dark"
    assert address(view, "dark") == f"{home}#event=gifts&lang=en&view=present"


def test_the_address_opens_the_presentation(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(KIM.parent, monkeypatch, lang="en", event="gifts", view="present")
    assert presentation(page)
    assert page.query_params["view"] == "present"


@pytest.mark.parametrize(("lang", "label"), [("en", "Present"), ("nb", "Presenter")])
def test_a_button_in_the_head_begins_it_at_the_selected_event(
    monkeypatch: pytest.MonkeyPatch, lang: str, label: str
) -> None:
    page = opened(KIM.parent, monkeypatch, lang=lang, event="gifts")
    assert not presentation(page)
    button = page.button(key="present")
    assert button.label == label
    button.click().run()
    assert presentation(page)
    assert page.query_params["view"] == "present"
    assert page.query_params["event"] == "gifts"
    assert page.query_params["lang"] == lang


def test_a_broken_story_cannot_be_presented(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "story.toml").write_text("id = ", encoding="utf-8")
    page = opened(tmp_path, monkeypatch, lang="en", view="present")
    assert "is not TOML" in html_of(page)
    assert not page.button
