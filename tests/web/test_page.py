"""The page as Streamlit runs it, without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from summitmap.web import page_script
from summitmap.web.settings import STORIES, Settings
from tests.conftest import ROOT, Breaker


def opened(stories: Path, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """The page opened at that address."""
    monkeypatch.setenv(STORIES, str(stories))
    page = AppTest.from_file(str(page_script()), default_timeout=60)
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def html_of(page: AppTest) -> str:
    """All HTML that the page shows through st.html."""
    return "".join(element.proto.body for element in page.get("html"))


def test_the_page_opens_with_headline_and_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = html_of(opened(ROOT / "data" / "stories", monkeypatch, lang="en"))
    assert "<h1>Kim Jong-un&#39;s journey to Russia</h1>" in shown
    assert "met Vladimir Putin at a spaceport" in shown


def test_without_a_language_the_storys_first_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "<h1>Kim Jong-uns reise til Russland</h1>" in html_of(
        opened(ROOT / "data" / "stories", monkeypatch)
    )


def test_choosing_a_language_writes_it_to_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(ROOT / "data" / "stories", monkeypatch, lang="nb", event="gifts")
    page.get("button_group")[0].set_value("en").run()
    assert page.query_params["lang"] == "en"
    assert page.query_params["event"] == "gifts"
    assert "journey to Russia" in html_of(page)


def test_a_bad_value_in_the_address_is_told_and_the_page_opens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened(ROOT / "data" / "stories", monkeypatch, lang="en", event="<b>x</b>", story="y")
    shown = html_of(page)
    assert "no event called “&lt;b&gt;x&lt;/b&gt;”" in shown
    assert "no story called “y”" in shown
    assert "<h1>Kim Jong-un&#39;s journey to Russia</h1>" in shown


def test_a_broken_story_shows_every_problem_in_place_of_the_map(
    broken: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = broken(
        ('date = "2023-09-12"', 'date = "soon"'), ('quote.en = "Before', 'quote.en = "<i>After')
    )
    page = opened(path.parent, monkeypatch, lang="en")
    shown = html_of(page)
    assert "“kim-russia-2023” cannot be shown yet" in shown
    assert "have 2 problem(s)" in shown
    assert "&#39;soon&#39; is not an EDTF date" in shown
    assert "&lt;i&gt;After the reception" in shown
    assert not page.get("component_instance")


def test_a_sound_story_beside_a_broken_one_can_be_chosen(
    broken: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = broken()
    (path.parent / "another").mkdir()
    (path.parent / "another" / "story.toml").write_text("id = ", encoding="utf-8")
    page = opened(path.parent, monkeypatch, lang="en")
    assert "is not TOML" in html_of(page)
    assert page.selectbox[0].options == ["another", "Kim Jong-un's journey to Russia"]
    page.selectbox[0].set_value("kim-russia-2023").run()
    assert "journey to Russia" in html_of(page)
    assert page.query_params["story"] == "kim-russia-2023"


def test_one_story_needs_no_chooser(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not opened(ROOT / "data" / "stories", monkeypatch).selectbox


def test_an_empty_folder_says_what_a_story_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = html_of(opened(tmp_path, monkeypatch, lang="en"))
    assert "There are no stories yet" in shown
    assert "story.toml" in shown


def test_a_story_without_a_lock_file_is_geocoded_on_opening(
    broken: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = broken()
    (path / "places.geojson").unlink()
    page = opened(path.parent, monkeypatch, lang="en")
    assert "Not found" not in html_of(page)
    assert len(page.get("component_instance")) == 1
    assert not (path / "places.geojson").exists()


def test_a_place_that_is_not_found_is_named_and_the_rest_is_shown(
    broken: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = broken(('query = "Vladivostok"', 'query = "Qqqqqxzzzz"'))
    (path / "places.geojson").unlink()
    page = opened(path.parent, monkeypatch, lang="en")
    assert "Not found and therefore not on the map: Vladivostok." in html_of(page)
    assert len(page.get("component_instance")) == 1


def test_a_changed_story_shows_without_a_restart(
    broken: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = broken()
    page = opened(path.parent, monkeypatch, lang="en")
    broken(('title.en = "Kim', 'title.en = "Edited: Kim'))
    page.run()
    assert "<h1>Edited: Kim Jong-un" in html_of(page)


def test_the_stories_folder_comes_from_the_environment(tmp_path: Path) -> None:
    assert Settings.of({STORIES: str(tmp_path)}).stories == tmp_path
    assert Settings.of({}).stories == Path("data/stories").resolve()


def chosen_ids(page: AppTest) -> str:
    """What the reader is told is left."""
    return next((e.proto.body for e in page.get("html") if '"summitmap-left"' in e.proto.body), "")


def test_choosing_a_status_writes_it_to_the_address_and_tells_what_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened(ROOT / "data" / "stories", monkeypatch, lang="en")
    assert not chosen_ids(page)
    pills = next(group for group in page.get("button_group") if group.label == "Status")
    pills.set_value(["planned"]).run()
    assert not page.exception
    assert page.query_params["status"] == "planned"
    assert "3 of 12 events" in chosen_ids(page)


def test_words_are_looked_for_from_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(ROOT / "data" / "stories", monkeypatch, lang="en", q="limousine")
    assert page.text_input[0].value == "limousine"
    assert "1 of 12 events" in chosen_ids(page)


def test_one_click_clears_every_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(
        ROOT / "data" / "stories",
        monkeypatch,
        lang="en",
        q="kim",
        status="planned",
        days="2023-09-12/2023-09-20",
        event="vladivostok-visit",
    )
    assert chosen_ids(page)
    page.button(key="filter-clear").click().run()
    assert not page.exception
    assert {name: page.query_params[name] for name in page.query_params} == {
        "lang": "en",
        "event": "vladivostok-visit",
    }
    assert not chosen_ids(page)
    assert page.text_input[0].value == ""


def test_a_filter_that_leaves_nothing_says_so_and_offers_a_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened(ROOT / "data" / "stories", monkeypatch, lang="en", q="zebra")
    assert "No event fits the filters" in html_of(page)
    page.button(key="filter-clear").click().run()
    assert "No event fits the filters" not in html_of(page)


def test_counts_stand_beside_each_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(ROOT / "data" / "stories", monkeypatch, lang="en", status="planned")
    people = next(group for group in page.get("button_group") if group.label == "People")
    assert [option.content for option in people.proto.options] == [
        "Kim Jong-un (2)",
        "Vladimir Putin (0)",
        "Sergey Lavrov (1)",
        "Dmitry Peskov (0)",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [("view", "studio"), ("layer", "moon"), ("theme", "pink"), ("status", "lost"), ("days", "x")],
)
def test_what_the_address_says_wrongly_is_told_quietly(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    page = opened(ROOT / "data" / "stories", monkeypatch, lang="en", **{name: value})
    assert f"left out: {name}={value}." in html_of(page)
    assert "<h1>Kim Jong-un" in html_of(page)
