"""The files of a story over HTTP: what each address gives, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import icalendar
import pytest
from PIL import Image
from pypdf import PdfReader
from starlette.applications import Starlette
from starlette.testclient import TestClient

from summitmap.web import stock
from summitmap.web.routes import routes
from summitmap.web.settings import STORIES
from summitmap.web.stock import Stock
from tests.conftest import KIM, Breaker

STORY = "/stories/kim-russia-2023"
ENGLISH = {"Accept-Language": "en"}
FILES = "map.png, map.svg, map.pdf, events.geojson, events.csv, events.kml, events.ics, deck.pptx"


def client_of(stories: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv(STORIES, str(stories))
    return TestClient(Starlette(routes=routes()), headers=ENGLISH, follow_redirects=False)


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    return client_of(KIM.parent, monkeypatch)


def test_the_map_is_served_as_a_picture_of_the_size_and_fineness_asked_for(
    client: TestClient,
) -> None:
    answer = client.get(f"{STORY}/map.png?lang=en&size=square&theme=dark&dpi=48")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert picture.size == (540, 540)
        assert picture.getpixel((2, 2)) == (0x16, 0x19, 0x1D)
        assert str(picture.info["Description"]).startswith("Kim Jong-un's journey to Russia.")
    assert answer.headers["content-disposition"] == (
        'inline; filename="kim-russia-2023-map-square-dark.en.48dpi.png"'
    )


def test_the_map_is_served_as_a_drawing_in_the_readers_language(client: TestClient) -> None:
    answer = client.get(f"{STORY}/map.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")
    assert "Accept-Language" in answer.headers["vary"]
    root = ET.fromstring(answer.text)
    assert (root.get("width"), root.get("height")) == ("1200", "675")
    assert "Vostochny Cosmodrome" in answer.text
    norwegian = client.get(f"{STORY}/map.svg?lang=nb")
    assert "Kim Jong-uns reise til Russland" in norwegian.text
    assert norwegian.headers["content-disposition"] == (
        'inline; filename="kim-russia-2023-map-wide.nb.svg"'
    )


def test_the_map_is_served_as_a_page_for_print_with_the_state_at_an_event(
    client: TestClient,
) -> None:
    answer = client.get(f"{STORY}/map.pdf?size=column&event=summit-talks&lang=nb")
    assert answer.headers["content-type"] == "application/pdf"
    (page,) = PdfReader(io.BytesIO(answer.content)).pages
    assert float(page.mediabox.width) / 72 * 25.4 == pytest.approx(85, abs=0.1)
    assert answer.headers["content-disposition"] == (
        'inline; filename="kim-russia-2023-summit-talks-map-column.nb.pdf"'
    )


def test_the_data_are_served_for_other_tools_to_read(client: TestClient) -> None:
    features = client.get(f"{STORY}/events.geojson")
    assert features.headers["content-type"] == "application/geo+json"
    assert features.headers["access-control-allow-origin"] == "*"
    assert features.headers["content-disposition"] == (
        'attachment; filename="kim-russia-2023-events.geojson"'
    )
    assert json.loads(features.content)["type"] == "FeatureCollection"
    places = client.get(f"{STORY}/events.kml?lang=en")
    assert places.headers["content-type"] == "application/vnd.google-earth.kml+xml"
    assert ET.fromstring(places.text).tag == "{http://www.opengis.net/kml/2.2}kml"
    days = client.get(f"{STORY}/events.ics?lang=nb")
    assert days.headers["content-type"] == "text/calendar; charset=utf-8"
    # What has no date has no day in a calendar.
    assert len(icalendar.Calendar.from_ical(days.content).events) == 11
    assert 'filename="kim-russia-2023-events.nb.ics"' in days.headers["content-disposition"]


def test_a_table_is_in_every_language_until_one_is_asked_for(client: TestClient) -> None:
    def columns(address: str) -> set[str]:
        text = client.get(address).content.decode("utf-8-sig")
        return set(next(csv.reader(io.StringIO(text))))

    assert {"headline_nb", "headline_en"} <= columns(f"{STORY}/events.csv")
    english = columns(f"{STORY}/events.csv?lang=en")
    assert "headline_en" in english
    assert "headline_nb" not in english


def test_the_same_features_are_served_in_whichever_language_they_are_asked_for(
    client: TestClient,
) -> None:
    one, other = (client.get(f"{STORY}/events.geojson{q}") for q in ("", "?lang=en"))
    assert one.content == other.content
    assert one.headers["etag"] == other.headers["etag"]


def test_the_slides_are_served(client: TestClient) -> None:
    answer = client.get(f"{STORY}/deck.pptx?lang=nb")
    assert answer.headers["content-type"].endswith("presentationml.presentation")
    assert 'filename="kim-russia-2023-deck.nb.pptx"' in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert "ppt/presentation.xml" in packed.namelist()


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/stories/nothing/map.png", 404, "There is no story called “nothing” here."),
        (f"{STORY}/map.gif", 404, f"A story has no file called “map.gif”. It has: {FILES}."),
        (f"{STORY}/story.toml", 404, None),
        (f"{STORY}/../../pyproject.toml", 404, None),
        ("/stories/..%2f..%2fdata/map.png", 404, None),
        ("/stories/%2e%2e/map.png", 404, None),
        (f"{STORY}/%2e%2e%2fmap.png", 404, None),
        (f"{STORY}/a/b/map.png", 404, None),
        (
            f"{STORY}/map.png?size=huge",
            400,
            "There is no size called “huge”. There are: wide, square, portrait, story, column, a4.",
        ),
        (
            f"{STORY}/map.png?theme=red",
            400,
            "There are no colours called “red”. There are: light, dark.",
        ),
        (
            f"{STORY}/map.svg?lang=fr",
            400,
            "“fr” is not a language of this story. It can be read in: nb, en.",
        ),
        (f"{STORY}/map.svg?lang=", 400, None),
        (f"{STORY}/map.pdf?event=nothing", 400, None),
        (
            f"{STORY}/map.png?dpi=23",
            400,
            "“dpi” is a whole number (24–300), and not “23”.",
        ),
        (f"{STORY}/map.png?dpi=301", 400, None),
        (f"{STORY}/map.png?dpi=-96", 400, None),
        (f"{STORY}/map.png?dpi=96.5", 400, None),
        (f"{STORY}/map.png?dpi={'9' * 6000}", 400, None),
        (f"{STORY}/map.png?dpi=٩٦", 400, None),
        (
            f"{STORY}/map.svg?dpi=96",
            400,
            "“dpi” cannot be chosen here. What can be: event, lang, size, theme.",
        ),
        (
            f"{STORY}/events.csv?size=wide",
            400,
            "“size” cannot be chosen here. What can be: lang.",
        ),
        (
            f"{STORY}/map.png?size=wide&size=a4",
            400,
            "“size” stands more than once in the address.",
        ),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(
    client: TestClient, path: str, status: int, sentence: str | None
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert len(answer.text) < 1_000
    if sentence:
        assert answer.text == sentence
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.headers["cache-control"] == "no-store"


def test_a_browser_that_has_the_file_is_not_sent_it_again(client: TestClient) -> None:
    first = client.get(f"{STORY}/events.kml?lang=nb")
    tag = first.headers["etag"]
    again = client.get(f"{STORY}/events.kml?lang=nb", headers={"If-None-Match": f"W/{tag}"})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    other = client.get(f"{STORY}/events.kml?lang=en", headers={"If-None-Match": tag})
    assert other.status_code == 200


def test_a_head_request_gets_the_headers_alone(client: TestClient) -> None:
    answer = client.head(f"{STORY}/events.geojson")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["etag"] == client.get(f"{STORY}/events.geojson").headers["etag"]


def test_a_figure_is_drawn_once_for_all_its_pictures_until_the_story_changes(
    broken: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = broken()
    drawn = []
    drawing = stock.draw

    def counted(*values: object) -> object:
        drawn.append(values)
        return drawing(*values)  # type: ignore[arg-type]

    monkeypatch.setattr(stock, "draw", counted)
    monkeypatch.setattr(stock, "STOCK", Stock())
    client = client_of(story.parent, monkeypatch)
    first = client.get(f"{STORY}/map.png?dpi=24")
    assert client.get(f"{STORY}/map.png?dpi=24").content == first.content
    assert "Kim Jong-un" in client.get(f"{STORY}/map.svg").text
    assert len(drawn) == 1
    broken(('title.en = "Kim Jong-un\'s journey to Russia"', 'title.en = "A journey"'))
    assert ">A journey</title>" in client.get(f"{STORY}/map.svg").text
    assert len(drawn) == 2


def test_a_broken_story_is_refused_without_a_word_of_its_files(
    broken: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = broken(('status = "happened"', 'status = "perhaps"'))
    answer = client_of(story.parent, monkeypatch).get(f"{STORY}/map.png")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
    assert "perhaps" not in answer.text


def test_a_server_with_its_hands_full_says_so(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stock, "STOCK", Stock(most_waiting=0))
    answer = client.get(f"{STORY}/events.csv")
    assert answer.status_code == 503
    assert answer.text == "Too much is being made just now. Ask again in a moment."
