"""The export panel as Streamlit runs it, without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from summitmap.drawing.figure import Size
from summitmap.web import stock
from summitmap.web.library import OpenStory
from summitmap.web.stock import Stock
from tests.conftest import KIM, Breaker


def panel(path: str, language: str, event: tuple[str, str]) -> None:
    """The script that the test runs; it may use only what it imports itself."""
    from pathlib import Path

    from summitmap.drawing.catalogue import catalogue
    from summitmap.web import library
    from summitmap.web.export_panel import export_panel

    opened = library.opened(Path(path))
    export_panel(opened, language, catalogue(language), event)


def shown(
    language: str = "en", event: tuple[str, str] = ("gifts", "Gifts"), story: Path = KIM
) -> AppTest:
    page = AppTest.from_function(panel, args=(str(story), language, event), default_timeout=120)
    page.run()
    assert not page.exception
    return page


def choose(page: AppTest, name: str, value: str) -> AppTest:
    (control,) = (item for item in page.get("button_group") if item.key == f"export-{name}")
    control.set_value(value).run()
    assert not page.exception
    return page


def pictures(page: AppTest) -> list[str]:
    return [image.alt for item in page.get("image") for image in item.proto.imgs]


def texts(page: AppTest) -> str:
    notices = [element.proto.body for element in page.get("html")]
    return "\n".join([*(caption.value for caption in page.caption), *notices])


@pytest.fixture
def empty_stock(monkeypatch: pytest.MonkeyPatch) -> Stock:
    stock_of_its_own = Stock()
    monkeypatch.setattr(stock, "STOCK", stock_of_its_own)
    return stock_of_its_own


def test_it_opens_with_the_wide_map_its_words_and_its_file_name() -> None:
    page = shown("nb")
    told = "Kim Jong-uns reise til Russland. Stopp i rekkefølge: 1. Pyongyang (skjedd), "
    assert page.code[0].value.startswith(told)
    assert pictures(page) == [page.code[0].value]
    assert "kim-russia-2023-map-wide.nb.png, 1800 × 1012 piksler" in texts(page)
    (button,) = page.get("download_button")
    assert button.proto.label == "Last ned"


def test_what_is_chosen_shows_in_the_name_and_in_the_picture() -> None:
    page = shown(event=("gifts", "Gifts change hands"))
    page = choose(page, "theme", "dark")
    page.selectbox(key="export-size").set_value(Size.COLUMN).run()
    assert "kim-russia-2023-map-column-dark.en.png, 1003 × " in texts(page)
    page = choose(page, "moment", "event")
    assert "kim-russia-2023-gifts-map-column-dark.en.png" in texts(page)
    assert "Gifts change hands" in texts(page)
    assert "Shown: 13 September 2023" in page.code[0].value
    page = choose(page, "picture", "pdf")
    assert "kim-russia-2023-gifts-map-column-dark.en.pdf" in texts(page)
    assert not page.get("select_slider")


def test_a_choice_outlives_the_panel_that_was_put_away() -> None:
    page = choose(shown(), "theme", "dark")
    page = choose(choose(page, "what", "data"), "data", "csv")
    assert "kim-russia-2023-events.en.csv" in texts(page)
    page = choose(page, "what", "map")
    assert "kim-russia-2023-map-wide-dark.en.png" in texts(page)


def test_data_are_given_in_the_language_that_is_chosen_and_not_made_before() -> None:
    page = choose(shown(), "what", "data")
    assert "kim-russia-2023-events.geojson" in texts(page)
    assert not pictures(page)
    page = choose(page, "data", "ics")
    (control,) = (item for item in page.get("button_group") if "language" in str(item.key))
    control.set_value("nb").run()
    assert "kim-russia-2023-events.nb.ics" in texts(page)


def test_slides_are_made_when_they_are_asked_for_and_then_given(
    empty_stock: Stock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    make = stock.made

    def counted(choice: object, *rest: object) -> object:
        asked.append(choice)
        return make(choice, *rest)  # type: ignore[arg-type]

    page = shown()
    monkeypatch.setattr(stock, "made", counted)
    page = choose(page, "what", "slides")
    assert not page.get("download_button")
    assert asked == []
    page.button(key="export-make").click().run()
    assert not page.exception
    assert "kim-russia-2023-deck.en.pptx" in texts(page)
    assert len(page.get("download_button")) == len(asked) == 1
    # The next time it is there at once.
    page.run()
    assert len(page.get("download_button")) == len(asked) == 1


def test_a_server_with_its_hands_full_says_so_in_place_of_the_preview(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stock, "STOCK", Stock(most_waiting=0))
    page = shown()
    assert "Too much is being made just now." in texts(page)
    assert not page.get("download_button")


def test_text_of_the_story_is_shown_as_text(broken: Breaker) -> None:
    hostile = "![x](https://example.org/x.png) <b>bold</b> :red[red]"
    story = broken(('title.en = "Kim Jong-un\'s journey to Russia"', f'title.en = "{hostile}"'))
    page = choose(shown(event=("gifts", hostile), story=story), "moment", "event")
    assert "&lt;b&gt;bold&lt;/b&gt;" in texts(page)
    assert not any(hostile in caption.value for caption in page.caption)
    assert page.code[0].value.startswith("![x](https://example.org/x.png)")


def test_everything_is_one_zip(empty_stock: Stock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock, "outputs", lambda *_: ())
    page = choose(shown(), "what", "everything")
    assert not page.get("download_button")
    page.button(key="export-make").click().run()
    assert "kim-russia-2023.zip" in texts(page)
    assert len(page.get("download_button")) == 1


def test_a_story_that_changed_has_another_version(broken: Breaker) -> None:
    from summitmap.web import library

    before: OpenStory = library.opened(broken())
    broken(('title.en = "Kim Jong-un\'s journey to Russia"', 'title.en = "A journey"'))
    assert library.opened(broken()).version != before.version
