"""The log of requests: one line each, and nothing of who asked."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from summitmap.web.requestlog import LOGGER, RequestLog, tell_opened, to_standard_error
from summitmap.web.routes import middleware

LINE = re.compile(r"([A-Z]+) (\S+) (\d{3}) (\d+\.\d)ms (\d+)B story=(\S+)( from=\S+)?")


class Lines(logging.Handler):
    """Keeps the lines that are written."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@pytest.fixture
def lines() -> Iterator[list[str]]:
    handler = Lines()
    LOGGER.addHandler(handler)
    level = LOGGER.level
    LOGGER.setLevel(logging.INFO)
    yield handler.said
    LOGGER.setLevel(level)
    LOGGER.removeHandler(handler)


async def _answer(_request: Request) -> Response:
    return PlainTextResponse("hello")


async def _fail(_request: Request) -> Response:
    raise RuntimeError


async def _talk(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_bytes(b"1234567")
    await websocket.close()


def client(*, addresses: bool = False) -> TestClient:
    served = [
        Route("/fails", _fail),
        WebSocketRoute("/_stcore/stream", _talk),
        Route("/{path:path}", _answer),
    ]
    app = RequestLog(Starlette(routes=served), addresses=addresses)
    return TestClient(app, raise_server_exceptions=False)


def test_a_request_is_one_line_with_method_path_status_time_size_and_story(
    lines: list[str],
) -> None:
    client().get("/stories/kim-russia-2023/map.png?q=private+words&lang=nb")
    (line,) = lines
    said = LINE.fullmatch(line)
    assert said
    assert said.group(1, 2, 3, 5, 6, 7) == (
        *("GET", "/stories/kim-russia-2023/map.png", "200", "5", "kim-russia-2023"),
        None,
    )
    assert float(said[4]) >= 0


def test_the_line_says_nothing_of_who_asked(lines: list[str]) -> None:
    client().get("/?q=private+words", headers={"User-Agent": "A", "Cookie": "b=c"})
    assert re.sub(r"\d+\.\dms", "-", lines[0]) == "GET / 200 - 5B story=-"


def test_the_readers_address_is_named_only_where_the_operator_asks(lines: list[str]) -> None:
    client(addresses=True).get("/")
    assert lines[0].endswith(" from=testclient")


@pytest.mark.parametrize(
    "path",
    [
        "/a%0aGET%20/fake%20200",
        "/a%0d%0ab",
        "/%1b[31mred",
        "/%e2%80%a8x",
        "/" + "x" * 5000,
        "/ a b",
    ],
)
def test_a_path_cannot_write_a_line_of_its_own(lines: list[str], path: str) -> None:
    client().get(path)
    (line,) = lines
    assert line.isascii() or line.count("…") == 1
    assert line.isprintable()
    assert LINE.fullmatch(line)
    assert len(line) < 1000


def test_a_request_that_fails_is_a_line_too(lines: list[str]) -> None:
    client().get("/fails")
    assert lines[0].startswith("GET /fails 500 ")


def test_an_open_dashboard_is_a_line_when_it_is_closed(lines: list[str]) -> None:
    with client().websocket_connect("/_stcore/stream") as stream:
        stream.receive_bytes()
    assert re.sub(r"\d+\.\dms", "-", lines[0]) == "WEBSOCKET /_stcore/stream 101 - 7B story=-"


def test_a_story_that_is_opened_in_the_dashboard_is_a_line(lines: list[str]) -> None:
    tell_opened("kim-russia-2023", "nb")
    assert lines == ["DASHBOARD story=kim-russia-2023 language=nb"]


def test_lines_go_to_standard_error_once_and_with_their_time(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LOGGER, "handlers", [])
    to_standard_error()
    to_standard_error()
    client().get("/healthz")
    said = capsys.readouterr()
    assert said.out == ""
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ GET /healthz 200 .*\n", said.err)


@pytest.mark.parametrize(("said", "logged"), [("yes", True), ("no", False)])
def test_the_operator_says_whether_there_is_a_log(
    monkeypatch: pytest.MonkeyPatch, said: str, logged: bool
) -> None:
    monkeypatch.setenv("SUMMITMAP_REQUEST_LOG", said)
    assert (RequestLog in {each.cls for each in middleware()}) is logged
