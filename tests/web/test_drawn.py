"""What the browser fetches of an open story: what the map tells, and the cards of a crowd."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from summitmap.web import drawn, library
from summitmap.web.settings import STORIES
from tests.conftest import KIM

HOME = f"/views/{KIM.name}"


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv(STORIES, str(KIM.parent))
    return TestClient(Starlette(routes=drawn.routes()))


@pytest.fixture
def version() -> str:
    return drawn.version(library.opened(Path(KIM)))


def test_the_map_is_told_everything_in_every_language_and_keeps_it(
    client: TestClient, version: str
) -> None:
    answer = client.get(f"{HOME}/{version}/told.json")
    assert answer.status_code == 200
    assert set(answer.json()["told"]) == {"nb", "en"}
    assert "summit-talks" in answer.json()["targets"]
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_card_comes_in_the_language_it_is_asked_for(
    client: TestClient, version: str, language: str
) -> None:
    answer = client.get(f"{HOME}/{version}/cards/{language}/summit-talks.json")
    assert answer.status_code == 200
    story = library.opened(Path(KIM)).folder.story
    assert story.event("summit-talks").headline[language] in answer.json()
    assert 'data-event="summit-talks"' in answer.json()
    assert f"lang={language}" in answer.json()
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("path", ["told.json", "cards/en/summit-talks.json"])
def test_what_was_named_by_another_version_is_answered_and_not_kept(
    client: TestClient, path: str
) -> None:
    answer = client.get(f"{HOME}/0123456789ab/{path}")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["told.json", "cards/en/summit-talks.json"])
def test_a_story_that_there_is_not_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(f"/views/nowhere/x/{path}").status_code == 404


@pytest.mark.parametrize("path", ["cards/en/no-such-event.json", "cards/xx/summit-talks.json"])
def test_a_bad_event_or_language_is_refused_with_a_sentence(
    client: TestClient, version: str, path: str
) -> None:
    answer = client.get(f"{HOME}/{version}/{path}")
    assert answer.status_code == 400
    assert answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/views/..%2f..%2fstories/x/told.json",
        "/views/%2e%2e/x/told.json",
        f"{HOME}/x/cards/en/..%2f..%2fstory.json",
        f"{HOME}/x/cards/..%2f..%2fen/summit-talks.json",
    ],
)
def test_a_path_that_leads_elsewhere_finds_nothing(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (400, 404)
