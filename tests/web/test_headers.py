"""The security headers of every answer, and who may show it in a frame."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from summitmap.web.routes import middleware, routes
from summitmap.web.settings import STORIES
from tests.conftest import KIM

STORY = "/stories/kim-russia-2023/"
PUBLISHED = (
    *(STORY, STORY.rstrip("/"), f"{STORY}events.csv", f"{STORY}events.geojson"),
    *(f"{STORY}nothing", "/stories/nothing/", "/stories/x/y/z", f"{STORY}?lang=xx"),
    "/oembed?url=http://testserver/stories/kim-russia-2023/",
)
OF_THE_DASHBOARD = ("/", "/?embed=true", "/?theme=dark", "/healthz", "/assets/x/nothing", "/none")


def client_of(monkeypatch: pytest.MonkeyPatch, frames: str = "") -> TestClient:
    monkeypatch.setenv(STORIES, str(KIM.parent))
    monkeypatch.setenv("SUMMITMAP_FRAMES", frames)
    return TestClient(Starlette(routes=routes(), middleware=middleware()), follow_redirects=False)


@pytest.mark.parametrize("path", [*PUBLISHED, *OF_THE_DASHBOARD])
def test_every_answer_has_the_headers_that_cost_nothing(
    monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    headers = client_of(monkeypatch).get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=()" in headers["permissions-policy"]
    assert "content-security-policy" in headers


@pytest.mark.parametrize("path", PUBLISHED)
def test_what_is_published_may_be_framed_and_read_by_everybody(
    monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    headers = client_of(monkeypatch).get(path).headers
    assert "x-frame-options" not in headers
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors *" in policy or "frame-ancestors" not in policy


@pytest.mark.parametrize("name", ["events.geojson", "events.csv"])
def test_data_may_still_be_fetched_by_the_pages_of_others(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    headers = client_of(monkeypatch).get(f"{STORY}{name}").headers
    assert headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", OF_THE_DASHBOARD)
def test_the_dashboard_is_framed_by_its_own_pages_alone(
    monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    headers = client_of(monkeypatch).get(path).headers
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["content-security-policy"].endswith("frame-ancestors 'self'")
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin-allow-popups"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("path", OF_THE_DASHBOARD)
def test_the_operator_names_who_else_may_frame_it(
    monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    headers = client_of(monkeypatch, "https://cms.example.org https://b.example").get(path).headers
    assert "x-frame-options" not in headers
    assert headers["content-security-policy"].endswith(
        "frame-ancestors 'self' https://cms.example.org https://b.example"
    )


def test_the_dashboard_runs_no_script_from_elsewhere_and_none_made_of_a_string(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    policy = client_of(monkeypatch).get("/").headers["content-security-policy"]
    said = dict(part.split(" ", 1) for part in policy.split("; "))
    assert said["default-src"] == "'self'"
    sources = said["script-src"].split()
    assert {"'self'", "blob:"} < set(sources)
    assert all(source.startswith("'sha256-") for source in set(sources) - {"'self'", "blob:"})
    assert (said["object-src"], said["base-uri"]) == ("'none'", "'self'")


@pytest.mark.parametrize(
    ("host", "sockets"),
    [
        ("maps.example.org", " ws://maps.example.org wss://maps.example.org"),
        ("[::1]:8501", " ws://[::1]:8501 wss://[::1]:8501"),
        ("evil.example; script-src *", " ws://testserver wss://testserver"),
        ("*", ""),
    ],
)
def test_the_dashboard_talks_with_its_own_host_alone(
    monkeypatch: pytest.MonkeyPatch, host: str, sockets: str
) -> None:
    answer = client_of(monkeypatch).get("/", headers={"Host": host})
    assert f"; connect-src 'self'{sockets}; " in answer.headers["content-security-policy"]
