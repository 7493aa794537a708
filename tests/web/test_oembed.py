"""How a story is embedded, as a machine asks for it."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from summitmap.web.routes import routes
from summitmap.web.settings import STORIES
from tests.conftest import KIM
from tests.publishing.documents import document

HERE = "http://testserver"
PAGE = f"{HERE}/stories/kim-russia-2023/"


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv(STORIES, str(KIM.parent))
    return TestClient(Starlette(routes=routes()), headers={"Accept-Language": "en"})


def frame_of(html: object) -> dict[str, str | None]:
    (frame,) = document(str(html)).find("iframe")
    return dict(frame.attributes)


def test_the_address_of_a_story_gives_its_frame_and_its_picture(client: TestClient) -> None:
    response = client.get("/oembed", params={"url": f"{PAGE}?lang=nb"})
    assert response.headers["content-type"] == "application/json"
    assert response.headers["x-content-type-options"] == "nosniff"
    answer = response.json()
    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    assert answer["title"] == "Kim Jong-uns reise til Russland"
    assert (answer["provider_name"], answer["provider_url"]) == ("SummitMap", f"{HERE}/")
    assert (answer["width"], answer["height"]) == (800, 640)
    frame = frame_of(answer["html"])
    assert frame["src"] == f"{PAGE}?embed&lang=nb"
    assert frame["title"] == "Kim Jong-uns reise til Russland"
    assert (frame["width"], frame["height"]) == ("800", "640")
    assert answer["thumbnail_url"] == f"{PAGE}map.png?lang=nb&dpi=72"
    assert (answer["thumbnail_width"], answer["thumbnail_height"]) == (900, 506)


@pytest.mark.parametrize(
    "address",
    [
        f"{HERE}/?story=kim-russia-2023&event=gifts&lang=en",
        f"{PAGE}#event=gifts&lang=en",
        f"{PAGE}?event=gifts&lang=en",
        "https://testserver/stories/kim-russia-2023?lang=en#event=gifts",
    ],
)
def test_the_event_of_the_address_is_the_one_that_the_frame_opens_at(
    client: TestClient, address: str
) -> None:
    answer = client.get("/oembed", params={"url": address, "format": "json"}).json()
    assert frame_of(answer["html"])["src"] == f"{PAGE}?embed&lang=en#event=gifts"


def test_what_is_not_understood_of_the_address_is_left_out(client: TestClient) -> None:
    answer = client.get("/oembed", params={"url": f'{PAGE}#event="><script>&lang=fr'}).json()
    assert frame_of(answer["html"])["src"] == f"{PAGE}?embed&lang=en"


@pytest.mark.parametrize(
    ("most", "size", "thumbnail"),
    [
        ({"maxwidth": 600}, (600, 640), (600, 337)),
        ({"maxheight": 300}, (800, 300), (300, 168)),
        ({"maxwidth": 320, "maxheight": 160}, (320, 160), None),
        ({"maxwidth": 99_999}, (800, 640), (900, 506)),
    ],
)
def test_nothing_is_larger_than_asked_for(
    client: TestClient,
    most: dict[str, int],
    size: tuple[int, int],
    thumbnail: tuple[int, int] | None,
) -> None:
    answer = client.get("/oembed", params={"url": PAGE, **most}).json()
    assert (answer["width"], answer["height"]) == size
    frame = frame_of(answer["html"])
    assert (frame["width"], frame["height"]) == tuple(map(str, size))
    if thumbnail:
        assert (answer["thumbnail_width"], answer["thumbnail_height"]) == thumbnail
    else:
        assert "thumbnail_url" not in answer


def test_the_small_picture_has_the_size_that_is_told(client: TestClient) -> None:
    answer = client.get("/oembed", params={"url": PAGE, "maxwidth": 320}).json()
    picture = client.get(answer["thumbnail_url"]).content
    # The width and height of a PNG stand in its first chunk.
    size = int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")
    assert size == (answer["thumbnail_width"], answer["thumbnail_height"]) == (300, 168)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 404),
        ({"url": ""}, 404),
        ({"url": "https://example.org/stories/kim-russia-2023/"}, 404),
        ({"url": f"http://user@testserver.example.org/?{PAGE}"}, 404),
        ({"url": f"{HERE}/"}, 404),
        ({"url": f"{HERE}/?story=nothing"}, 404),
        ({"url": f"{HERE}/stories/nothing/"}, 404),
        ({"url": f"{HERE}/stories/..%2f..%2fdata/"}, 404),
        ({"url": f"{HERE}/stories/kim-russia-2023/map.png"}, 404),
        ({"url": "javascript://testserver/?story=kim-russia-2023"}, 404),
        ({"url": "http://[/"}, 404),
        ({"url": PAGE, "format": "xml"}, 501),
        ({"url": PAGE, "maxwidth": "wide"}, 400),
        ({"url": PAGE, "maxheight": "0"}, 400),
    ],
)
def test_what_is_not_ours_or_not_understood_is_refused(
    client: TestClient, query: dict[str, str], status: int
) -> None:
    answer = client.get("/oembed", params=query)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.endswith(".")
