"""The dashboard shows and does nothing else: it writes nothing and asks nobody."""

from __future__ import annotations

import socket
import tomllib
from pathlib import Path

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from summitmap.errors import GazetteerError
from summitmap.web import library
from tests.conftest import KIM, ROOT, Breaker
from tests.test_layers import FILES, imports_of, room_of
from tests.web.test_bounds import held
from tests.web.test_page import html_of, opened


def asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on whoever asks another machine fails."""

    def refuse(*_values: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_a_reader_who_uses_everything_writes_nothing_and_asks_nobody(
    broken: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = broken()
    (story / "places.geojson").unlink()  # every place has to be found
    before = held(story.parent)
    asks_nobody(monkeypatch)
    page = opened(story.parent, monkeypatch, lang="en", event="gifts", q="kim")
    page.text_input[0].set_value("../../x").run()
    page.get("button_group")[0].set_value("nb").run()
    page.query_params["view"] = "present"
    page.run()
    assert not page.exception
    assert held(story.parent) == before


def test_no_room_that_readers_come_to_knows_how_to_ask_an_online_service() -> None:
    for path in FILES:
        if room_of(path).split(".")[0] in ("web", "drawing", "publishing"):
            asking = {"summitmap.places.online", "summitmap.places.polite"}
            assert not imports_of(path) & asking, room_of(path)


def test_a_link_that_leads_out_of_the_stories_is_told_without_saying_where_to(
    broken: Breaker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stories = tmp_path / "stories"
    stories.mkdir()
    story = broken().rename(stories / KIM.name)
    secret = tmp_path / "secret.md"
    secret.write_text("TOP SECRET", encoding="utf-8")
    (story / "article.en.md").unlink()
    (story / "article.en.md").symlink_to(secret)
    shown = html_of(opened(stories, monkeypatch, lang="en"))
    assert "article.en.md" in shown
    assert "is a link that leads out of the folder of the stories" in shown
    assert "secret" not in shown.lower()
    assert tmp_path.name not in shown


def test_readers_are_not_told_where_the_index_of_places_should_be(
    broken: Breaker,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    story = broken()
    (story / "places.geojson").unlink()

    def none(*_values: object, **_options: object) -> None:
        raise GazetteerError(f"the index cannot be built in {tmp_path}")

    monkeypatch.setattr(library, "with_missing_places", none)
    shown = html_of(opened(story.parent, monkeypatch, lang="en"))
    assert "The places could not be looked up. Whoever runs this server" in shown
    assert tmp_path.name not in shown
    assert str(tmp_path) in caplog.text


def test_a_mistake_of_ours_is_shown_without_its_details(monkeypatch: pytest.MonkeyPatch) -> None:
    page = AppTest.from_string("raise RuntimeError('at /srv/secret')")
    page.run()
    # Streamlit's own test page shows it; the setting that keeps it from readers is held here.
    assert page.exception
    assert streamlit.get_option("client.showErrorDetails") == "none"


def test_streamlit_is_told_to_take_and_give_no_more_than_we_use() -> None:
    said = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    server = said["server"]
    assert server["enableStaticServing"] is False
    assert (server["enableXsrfProtection"], server["enableCORS"]) == (True, True)
    assert (server["maxUploadSize"], server["maxMessageSize"]) == (1, 50)
    assert said["client"]["showErrorDetails"] == "none"
