"""The published stories over HTTP: who gets what, in which language, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from summitmap.errors import GazetteerError
from summitmap.web import library, publications
from summitmap.web.routes import routes
from summitmap.web.settings import STORIES
from tests.conftest import KIM, Breaker
from tests.publishing.documents import document

PAGE = "/stories/kim-russia-2023/"
EVENTS = (
    *("departure", "arrival", "summit-talks", "gifts", "limousine", "invitation"),
    *("return-visit", "peskov-statement", "south-korea-warning"),
    *("komsomolsk-visit", "vladivostok-visit", "lavrov-visit"),
)


def client_of(stories: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv(STORIES, str(stories))
    return TestClient(Starlette(routes=routes()), follow_redirects=False)


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    return client_of(KIM.parent, monkeypatch)


def title_of(html: str) -> str:
    found = re.search(r"<title>(.*?)</title>", html)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("lang", "title"),
    [("nb", "Kim Jong-uns reise til Russland"), ("en", "Kim Jong-un&#39;s journey to Russia")],
)
def test_a_story_opens_in_the_language_of_the_address(
    client: TestClient, lang: str, title: str
) -> None:
    answer = client.get(PAGE, params={"lang": lang})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert title_of(answer.text) == title


@pytest.mark.parametrize(
    ("wanted", "lang"), [("en-GB,en;q=0.9", "en"), ("no", "nb"), ("fr", "nb"), ("", "nb")]
)
def test_without_one_it_opens_in_the_readers_language(
    client: TestClient, wanted: str, lang: str
) -> None:
    answer = client.get(PAGE, headers={"Accept-Language": wanted})
    assert f'<html lang="{lang}"' in answer.text
    assert "Accept-Language" in answer.headers["vary"]


def test_the_policy_of_the_page_comes_as_a_header_and_any_page_may_embed_it(
    client: TestClient,
) -> None:
    answer = client.get(PAGE)
    policy = answer.headers["content-security-policy"]
    (meta,) = document(answer.text).find("meta", http_equiv="Content-Security-Policy")
    assert policy == f"{meta.attributes['content']}; frame-ancestors *"
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"


def test_the_operator_says_where_the_server_is_and_no_visitor_does(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    canonical = '<link rel="canonical" href="{}/stories/kim-russia-2023/">'.format
    made_up = client.get(PAGE, headers={"Host": "evil.example"})
    assert canonical("http://evil.example") in made_up.text
    monkeypatch.setenv("SUMMITMAP_ADDRESS", "https://maps.example.org")
    answer = client.get(PAGE, headers={"Host": "evil.example"})
    assert canonical("https://maps.example.org") in answer.text
    assert "evil.example" not in answer.text


def test_a_browser_that_has_the_page_is_not_sent_it_again(client: TestClient) -> None:
    first = client.get(PAGE)
    tag = first.headers["etag"]
    for said in (tag, f'"other", W/{tag}'):
        again = client.get(PAGE, headers={"If-None-Match": said})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    assert client.get(PAGE, headers={"If-None-Match": '"other"'}).status_code == 200
    english = client.get(PAGE, params={"lang": "en"}, headers={"If-None-Match": tag})
    assert english.status_code == 200


def test_a_page_is_drawn_once_and_again_when_its_story_changes(
    broken: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of the story as it is in the repository a page may be there already.
    story = broken(("Kim Jong-uns reise til Russland", "Reise nummer én"))
    drawn = []
    drawing = publications.drawn_page

    def counted(*values: object) -> object:
        drawn.append(values)
        return drawing(*values)  # type: ignore[arg-type]

    monkeypatch.setattr(publications, "drawn_page", counted)
    client = client_of(story.parent, monkeypatch)
    first, again = client.get(PAGE), client.get(PAGE)
    assert first.headers["etag"] == again.headers["etag"]
    assert len(drawn) == 1
    broken(("Reise nummer én", "En reise"))
    changed = client.get(PAGE)
    assert title_of(changed.text) == "En reise"
    assert changed.headers["etag"] != first.headers["etag"]


def test_an_address_without_its_slash_leads_to_the_one_with_it(client: TestClient) -> None:
    answer = client.get("/stories/kim-russia-2023?lang=en&embed=")
    assert answer.status_code == 308
    assert answer.headers["location"] == "kim-russia-2023/?lang=en&embed="
    assert client.get("/stories/kim-russia-2023", follow_redirects=True).status_code == 200


def test_an_event_in_the_query_is_selected_behind_the_hash(client: TestClient) -> None:
    answer = client.get(PAGE, params={"event": "gifts", "lang": "en", "embed": "1"})
    assert answer.status_code == 307
    assert answer.headers["location"] == "./?lang=en&embed=1#event=gifts&lang=en"


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/stories/nothing/", 404, "There is no story called “nothing” here."),
        ("/stories/..%2f..%2fsrc/", 404, None),
        ("/stories/%2e%2e/", 404, None),
        ("/stories/.hidden/", 404, "There is no story called “.hidden” here."),
        (
            f"{PAGE}?lang=fr",
            400,
            "“fr” is not a language of this story. It can be read in: nb, en.",
        ),
        (f"{PAGE}?lang=", 400, "“” is not a language of this story. It can be read in: nb, en."),
        (
            f"{PAGE}?event=nothing",
            400,
            f"This story has no event called “nothing”. It has: {', '.join(EVENTS)}.",
        ),
    ],
)
def test_what_there_is_not_is_refused_with_a_sentence(
    client: TestClient, path: str, status: int, sentence: str | None
) -> None:
    answer = client.get(path, headers={"Accept-Language": "en"})
    assert answer.status_code == status
    if sentence:
        assert answer.text == sentence
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_refusal_is_in_the_readers_language(client: TestClient) -> None:
    answer = client.get("/stories/ingenting/", headers={"Accept-Language": "nb"})
    assert answer.text == "Her er det ingen sak som heter «ingenting»."


def test_a_refusal_repeats_no_more_than_a_line_and_never_as_html(client: TestClient) -> None:
    answer = client.get(f"{PAGE}?event={'<script>' * 100}", headers={"Accept-Language": "en"})
    assert answer.status_code == 400
    assert answer.text.startswith("This story has no event called “<script><script>")
    assert answer.text.count("<script>") == 10
    assert answer.headers["content-type"].startswith("text/plain")


def test_a_broken_story_is_refused_without_a_word_of_its_files(
    broken: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = broken(('status = "happened"', 'status = "perhaps"'))
    answer = client_of(story.parent, monkeypatch).get(PAGE, headers={"Accept-Language": "en"})
    assert answer.status_code == 503
    assert answer.text == (
        "The story “kim-russia-2023” cannot be shown just now: its files are being put right."
    )
    assert answer.headers["cache-control"] == "no-store"


def test_a_story_is_shown_with_the_places_it_has_when_others_cannot_be_looked_up(
    broken: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost() -> None:
        raise GazetteerError("the index is missing")

    monkeypatch.setattr(library, "OfflineGeocoder", lost)
    story = broken()
    (story / "places.geojson").unlink()
    answer = client_of(story.parent, monkeypatch).get(PAGE)
    assert answer.status_code == 200
    assert title_of(answer.text) == "Kim Jong-uns reise til Russland"


def test_a_head_request_gets_the_headers_alone(client: TestClient) -> None:
    answer = client.head(PAGE)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["etag"] == client.get(PAGE).headers["etag"]


def test_the_page_says_where_it_is_what_picture_it_has_and_how_it_is_embedded(
    client: TestClient,
) -> None:
    page = document(client.get(PAGE, params={"lang": "en"}).text)
    (canonical,) = page.find("link", rel="canonical")
    assert canonical.attributes["href"] == f"http://testserver{PAGE}"
    (picture,) = page.find("meta", property="og:image")
    assert picture.attributes["content"] == f"http://testserver{PAGE}map.png?lang=en"
    (oembed,) = page.find("link", type="application/json+oembed")
    address = str(oembed.attributes["href"])
    assert client.get(address).json()["title"] == "Kim Jong-un's journey to Russia"
