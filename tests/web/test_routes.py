"""The HTTP routes beside the page."""

from __future__ import annotations

import json

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from summitmap.web.ingredients import address, map_assets
from summitmap.web.routes import middleware, routes


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=routes()))


def test_the_health_check_answers(client: TestClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_everything_that_the_map_names_is_served(client: TestClient) -> None:
    assets = map_assets("/told.json", crowds=True)
    for path in (*assets.scripts, *assets.styles, assets.basemap, *assets.labels.values()):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_basemap_is_one_topology(client: TestClient) -> None:
    topology = client.get(address("basemap.json")).json()
    assert topology["type"] == "Topology"
    assert set(topology["objects"]) == {"countries", "borders", "coast", "lakes", "rivers"}


@pytest.mark.parametrize(("language", "name"), [("nb", "Nord-Korea"), ("en", "North Korea")])
def test_names_are_in_the_readers_language(client: TestClient, language: str, name: str) -> None:
    labels = client.get(map_assets("/told.json", crowds=False).labels[language]).json()
    assert name in {label["text"] for label in labels if label["kind"] == "country"}


def test_leaflets_style_sheet_finds_its_pictures(client: TestClient) -> None:
    sheet = address("leaflet.css")
    assert client.get(f"{sheet.rsplit('/', 1)[0]}/images/layers.png").status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "map.py",
        "../map.py",
        "..%2f..%2fpage.py",
        "%2e%2e/%2e%2e/page.py",
        "images/../../__init__.py",
        "/etc/passwd",
        "",
    ],
)
def test_only_the_listed_files_are_served(client: TestClient, name: str) -> None:
    assert client.get(f"/assets/x/{name}").status_code == 404


@pytest.mark.parametrize("path", ["/stories/..%2f..%2fx/map.png", "/stories/a/..%5cmap.png"])
def test_a_path_that_leads_out_of_the_stories_is_not_found_even_before_streamlit_refuses_it(
    path: str,
) -> None:
    def refuse(_request: Request) -> Response:
        return Response("Bad Request", 400)

    everything = Route("/{path:path}", refuse)
    client = TestClient(Starlette(routes=[everything], middleware=middleware()))
    assert client.get(path).status_code == 404
    assert client.get("/elsewhere").status_code == 400


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("/?theme=dark", "/?theme=dark&embed_options=dark_theme"),
        (
            "/?story=a&theme=light&embed_options=dark_theme&q=x%26y",
            "/?story=a&theme=light&q=x%26y&embed_options=light_theme",
        ),
    ],
)
def test_a_page_asked_for_in_a_theme_is_opened_in_it(asked: str, given: str) -> None:
    client = TestClient(Starlette(middleware=middleware()), follow_redirects=False)
    answer = client.get(asked)
    assert (answer.status_code, answer.headers["location"]) == (307, given)


@pytest.mark.parametrize("asked", ["/", "/?theme=pink", "/?theme=dark&embed_options=dark_theme"])
def test_a_page_in_no_theme_or_the_one_it_has_is_not_sent_on(asked: str) -> None:
    answer = TestClient(Starlette(middleware=middleware()), follow_redirects=False).get(asked)
    assert answer.status_code == 404  # there is no Streamlit behind it here


def test_an_address_changes_with_its_file() -> None:
    assert address("map.js").split("/")[2] != address("map.css").split("/")[2]


def test_labels_are_compact_json(client: TestClient) -> None:
    body = client.get(map_assets("/told.json", crowds=False).labels["nb"]).text
    assert json.dumps(json.loads(body), ensure_ascii=False, separators=(",", ":")) == body
