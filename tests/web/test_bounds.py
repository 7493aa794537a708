"""What a visitor may ask for: nothing is written, nothing is without end, and nothing of the
machine is told."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from summitmap.web import asked, publications
from summitmap.web.bounds import HEADER_BYTES, MOST_HEADERS, Bounds
from summitmap.web.routes import middleware, routes
from summitmap.web.settings import STORIES, Settings
from tests.conftest import KIM, Breaker

STORY = "/stories/kim-russia-2023/"
ENGLISH = {"Accept-Language": "en"}


def client_of(stories: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv(STORIES, str(stories))
    app = Starlette(routes=routes(), middleware=middleware())
    return TestClient(app, follow_redirects=False, raise_server_exceptions=False)


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    return client_of(KIM.parent, monkeypatch)


# Nothing is written


def held(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file below the folder, with its time and what it says."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "PROPFIND", "TRACE"])
def test_nothing_that_is_sent_is_taken(
    broken: Breaker, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    stories = broken().parent
    client = client_of(stories, monkeypatch)
    before = held(stories)
    places = ("", "story.toml", "places.geojson", "new.toml", "events.csv", "map.png")
    targets = (*(f"{STORY}{name}" for name in places), "/", "/oembed", "/_stcore/upload_file/a/b")
    for target in targets:
        answer = client.request(method, target, content=b"id = 'x'", headers=ENGLISH)
        assert answer.status_code == 405, target
        assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
        assert answer.text == (
            f"Nothing here can be changed from outside: {method} is not answered."
            " What is: GET, HEAD, OPTIONS."
        )
    assert held(stories) == before


def test_looking_at_a_story_writes_nothing_even_where_its_places_are_not_found_yet(
    broken: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = broken()
    (story / "places.geojson").unlink()
    before = held(story.parent)
    client = client_of(story.parent, monkeypatch)
    for name in ("events.csv", "events.geojson", "events.ics"):
        assert client.get(f"{STORY}{name}?lang=en").status_code in (200, 400)
    assert held(story.parent) == before


# Nothing is without end


@pytest.mark.parametrize("target", [f"{STORY}?lang=", "/stories/", "/?q=", "/oembed?url="])
def test_an_address_that_is_too_long_is_refused(client: TestClient, target: str) -> None:
    longest = 8192 - len(target.replace("?", ""))
    assert client.get(target + "x" * longest, headers=ENGLISH).status_code != 414
    answer = client.get(target + "x" * (longest + 1), headers=ENGLISH)
    assert (answer.status_code, answer.text) == (
        414,
        "The address is too long: 8192 bytes at most.",
    )


def test_too_many_or_too_long_headers_are_refused(client: TestClient) -> None:
    many = {f"X-{number}": "1" for number in range(MOST_HEADERS)}
    for headers in (many, {"X-Long": "1" * HEADER_BYTES}):
        answer = client.get("/healthz", headers=headers)
        assert answer.status_code == 431
        assert answer.text.startswith("The request has too many headers")


@pytest.mark.parametrize("size", ["65537", "9" * 30, "-1", "1e3"])
def test_a_body_that_is_too_large_is_refused_before_it_comes(client: TestClient, size: str) -> None:
    answer = client.get("/healthz", headers={**ENGLISH, "Content-Length": size})
    assert (answer.status_code, answer.text) == (
        413,
        "The request is too large: 65536 bytes at most, and nothing is uploaded here.",
    )


def test_a_refusal_is_in_the_readers_language_and_kept_by_nobody(client: TestClient) -> None:
    answer = client.post("/", headers={"Accept-Language": "nb"})
    assert answer.text.startswith("Ingenting her kan endres utenfra")
    assert answer.headers["cache-control"] == "no-store"


class Dashboards:
    """A server of websockets, as Streamlit is one, that says back what it is told."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await PlainTextResponse("the page")(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            await send({"type": "websocket.send", "bytes": message["bytes"]})


def test_no_more_dashboards_are_open_at_once_than_there_is_room_for() -> None:
    settings = Settings.of({"SUMMITMAP_DASHBOARDS": "1"})
    client = TestClient(Bounds(Dashboards(), settings))
    with client.websocket_connect("/_stcore/stream"):
        full = client.get("/", headers=ENGLISH)
        assert (full.status_code, full.headers["retry-after"]) == (503, "10")
        assert full.text.startswith("As many readers as there is room for")
        assert client.get("/stories/x/").status_code == 200
        with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/stream"):
            pass
    assert client.get("/").status_code == 200
    with client.websocket_connect("/_stcore/stream") as again:
        again.send_bytes(b"hello")
        assert again.receive_bytes() == b"hello"


def test_a_message_that_is_too_large_ends_its_dashboard() -> None:
    settings = Settings.of({"SUMMITMAP_MESSAGE_BYTES": "10_000"})
    client = TestClient(Bounds(Dashboards(), settings))
    with client.websocket_connect("/_stcore/stream") as stream:
        stream.send_bytes(b"x" * 10_000)
        assert len(stream.receive_bytes()) == 10_000
        stream.send_bytes(b"x" * 10_001)
        with pytest.raises(WebSocketDisconnect) as ended:
            stream.receive_bytes()
    assert ended.value.code == 1009


@pytest.mark.parametrize("query", ["?" + "x" * 9000, ""])
def test_a_websocket_is_bounded_like_any_request(query: str) -> None:
    client = TestClient(Bounds(Dashboards(), Settings.of({})))
    headers = {} if query else {"X-Long": "1" * HEADER_BYTES}
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect(f"/_stcore/stream{query}", headers=headers),
    ):
        pass


# Nothing leads out of the stories

LEADING_OUT = [
    "..",
    "../",
    "../secret/",
    "%2e%2e/",
    "%2e%2e%2f",
    "%252e%252e%252fsecret/",
    "..%5c",
    "..\\secret",
    "a/..%2f..%2fsecret/article.en.md",
    "kim-russia-2023/../../secret/",
    "kim-russia-2023/%2e%2e/%2e%2e/secret/article.en.md",
    "kim-russia-2023/..%2farticle.en.md",
    "%c0%ae%c0%ae%c0%af",
    "%00",
    "kim-russia-2023%00/",
    "kim-russia-2023/map.png%00.txt",
    "%2fetc%2fpasswd",
    "/etc/passwd",
    "C:%5cWindows",
    ".",
    "./",
    "~root/",
    "kim-russia-2023/story.toml",
    "kim-russia-2023/article.nb.md",
]


@pytest.fixture
def beside_a_secret(broken: Breaker, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """The stories in a folder that a secret lies beside, sent as it stands in the address."""
    story = broken()
    stories = story.parent / "stories"
    stories.mkdir()
    story.rename(stories / story.name)
    secret = story.parent / "secret"
    secret.mkdir()
    (secret / "article.en.md").write_text("TOP SECRET", encoding="utf-8")
    return client_of(stories, monkeypatch)


def sent(app: ASGIApp, target: str) -> tuple[int, bytes]:
    """The answer to that very target, which no client has tidied up."""
    path, _, query = target.partition("?")
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": unquote_to_bytes(path).decode("utf-8", "replace"),
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(b"host", b"localhost"), (b"accept-language", b"en")],
        "server": ("localhost", 80),
        "client": ("127.0.0.1", 1),
        "http_version": "1.1",
    }
    said: list[Message] = []

    async def ask() -> None:
        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            said.append(message)

        await app(scope, receive, send)

    # Playwright's loop runs on in the thread of a browser test that came before.
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(asyncio.run, ask()).result()
    return said[0]["status"], b"".join(message.get("body", b"") for message in said[1:])


@pytest.mark.parametrize("start", ["/stories/", "/views/", "/assets/"])
def test_no_way_leads_out_of_the_stories(beside_a_secret: TestClient, start: str) -> None:
    for rest in LEADING_OUT:
        status, body = sent(beside_a_secret.app, f"{start}{rest}")
        # A path that only lacks its last slash is sent on to the one that has it, and ends there.
        assert status in (404, 307, 308), rest
        assert b"SECRET" not in body
        assert b"secret/" not in body.replace(b"..secret", b"")


@given(st.text(alphabet="./\\%2eEfF5cC~ak\x00é", max_size=30))
def test_whatever_the_address_says_it_is_answered_with_a_sentence(rest: str) -> None:
    app = Starlette(routes=routes(), middleware=middleware())
    target = f"/stories/{rest}/x".encode("ascii", "backslashreplace").decode()
    assert sent(app, target)[0] in (404, 400, 414)


def linked(stories: Path, name: str) -> Path:
    """The place of a file or folder outside of the stories."""
    outside = stories.parent / "outside"
    outside.mkdir(exist_ok=True)
    return outside / name


@pytest.mark.parametrize("kind", ["folder", "article.en.md", "story.toml", "nowhere", "itself"])
def test_a_link_that_leads_out_of_the_stories_is_not_followed(
    broken: Breaker, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    story = broken()
    stories = story.parent / "stories"
    stories.mkdir()
    home = story.rename(stories / story.name)
    target = linked(stories, kind)
    if kind == "folder":
        home.rename(target)
        home.symlink_to(target, target_is_directory=True)
    elif kind in ("nowhere", "itself"):
        (home / "more.txt").symlink_to("more.txt" if kind == "itself" else target)
    else:
        (home / kind).rename(target)
        (home / kind).symlink_to(target)
    client = client_of(stories, monkeypatch)
    for name in ("", "events.csv", "map.png"):
        answer = client.get(f"{STORY}{name}", headers=ENGLISH)
        assert (answer.status_code, answer.text) == (
            503,
            "The story “kim-russia-2023” cannot be shown just now: its files are being put right.",
        )


def test_a_link_within_the_stories_is_followed_and_so_is_one_to_all_of_them(
    broken: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = broken()
    # As a container mounts a volume: each file is a link into a folder beside it.
    data = story / "..data"
    data.mkdir()
    for file in [path for path in story.iterdir() if path.is_file()]:
        (story / file.name).rename(data / file.name)
        (story / file.name).symlink_to(Path("..data") / file.name)
    volume = story.parent / "volume"
    volume.mkdir()
    story.rename(volume / story.name)
    (story.parent / "stories").symlink_to(volume, target_is_directory=True)
    client = client_of(story.parent / "stories", monkeypatch)
    assert client.get(f"{STORY}events.csv").status_code == 200


# Nothing of the machine is told


def test_no_error_tells_of_the_machine(
    broken: Breaker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    story = broken()
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "story.toml").write_text("id = ", encoding="utf-8")
    (tmp_path / "unreadable").mkdir()
    (tmp_path / "unreadable" / "story.toml").mkdir()
    client = client_of(tmp_path, monkeypatch)

    def fails(*_values: object) -> None:
        raise RuntimeError(f"a mistake of ours with {story}")

    targets = [
        *("/stories/nothing/", "/stories/bad/", "/stories/bad/map.png", "/stories/unreadable/"),
        *(f"{STORY}?lang=xx", f"{STORY}?event=x", f"{STORY}map.png?size=x", f"{STORY}map.png?a=b"),
        *(
            f"{STORY}map.png?dpi=9999",
            f"{STORY}map.png?theme=x",
            f"{STORY}nothing",
            "/stories/a/b/",
        ),
        *("/assets/x/y", "/views/nothing/x/told.json", "/oembed?url=x", "/oembed?format=xml"),
        *("/" + "x" * 9000, "/nowhere"),
    ]
    answers = [client.get(target, headers=ENGLISH) for target in targets]
    answers.append(client.post(STORY, headers=ENGLISH))
    monkeypatch.setattr(publications, "publication", fails)
    answers.append(fault := client.get(STORY, headers=ENGLISH))
    monkeypatch.setattr(asked, "story_path", fails)
    answers.append(client.get(f"{STORY}events.csv", headers=ENGLISH))
    assert [answer.request.url for answer in answers if answer.status_code < 400] == []
    assert {answer.status_code for answer in answers} == {400, 404, 405, 414, 500, 501, 503}
    assert fault.text == "Something went wrong here. It has been noted; try again in a moment."
    for answer in answers:
        said = f"{answer.text} {answer.headers}"
        for secret in (str(tmp_path), tmp_path.name, str(Path.home()), "Traceback", ".py"):
            assert secret not in said, answer.request.url


def test_a_mistake_of_ours_is_told_in_the_log(
    monkeypatch: pytest.MonkeyPatch, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_values: object) -> None:
        raise RuntimeError("what went wrong")

    monkeypatch.setattr(publications, "publication", fails)
    assert client.get(STORY).status_code == 500
    assert "what went wrong" in caplog.text


def test_what_is_looked_at_passes_unhindered() -> None:
    async def hello(_request: Request) -> Response:
        return PlainTextResponse("hello")

    app = Starlette(routes=[Route("/", hello)], middleware=middleware())
    assert TestClient(app).get("/").text == "hello"
