"""The real thing: the dashboard as a process, and a browser whose network ends at this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    FrameLocator,
    Locator,
    Page,
    Playwright,
    Request,
    Route,
    expect,
    sync_playwright,
)

from summitmap.publishing.page import page as story_page_of
from summitmap.story.folder import StoryFolder
from tests.browser.visitor import Visitor, settles, visit
from tests.conftest import ROOT
from tests.servers import free_port, started

HOW_TO_GET_ONE = (
    "no Chromium was found: install one with `apt install chromium` or "
    "`.venv/bin/playwright install chromium`"
)
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")

PATIENCE_MS = 60_000
"""A busy machine may take its time; what is there is seen at once."""

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright_driver: Playwright) -> Iterator[Browser]:
    """A Chromium; without one the tests are skipped, and fail where CI says that it is CI."""
    own = playwright_driver.chromium.executable_path
    found = next(filter(None, map(shutil.which, NAMES)), own if Path(own).exists() else None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(HOW_TO_GET_ONE)
        pytest.skip(HOW_TO_GET_ONE)
    browser = playwright_driver.chromium.launch(executable_path=found, args=FLAGS)
    yield browser
    browser.close()


@dataclass
class Server:
    """A dashboard that runs, and where its log is."""

    address: str
    log: Path


Serve = Callable[..., Server]


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Start a dashboard by a command of ours and wait until it answers."""
    running: list[subprocess.Popen[bytes]] = []

    def start(command: list[str], port: int, **environment: str) -> Server:
        log = tmp_path_factory.mktemp("server") / "log.txt"
        headless = {**os.environ, "STREAMLIT_SERVER_HEADLESS": "true", **environment}
        program = [sys.executable, "-m", *command]
        running.append(started(program, port, log, cwd=ROOT, env=headless))
        return Server(f"http://localhost:{port}", log)

    yield start
    for process in running:
        process.terminate()
    for process in running:
        process.wait(timeout=60)


@pytest.fixture(scope="session")
def dashboard(serve: Serve) -> Server:
    """`streamlit run dashboard.py`, as the README says."""
    port = free_port()
    return serve(["streamlit", "run", "dashboard.py", "--server.port", str(port)], port)


@dataclass
class Reader:
    """A person in front of the page; what went wrong behind their back is kept."""

    page: Page
    left_the_machine: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def map(self) -> FrameLocator:
        # While another map takes its place, Streamlit keeps the old one hidden before it.
        return self.page.frame_locator(".st-key-summitmap-map iframe").last

    @property
    def map_box(self) -> Locator:
        return self.map.locator(".sm-map")

    def event(self, event: str) -> Locator:
        """The event in the timeline."""
        return self.page.locator(f'.sm-timeline .sm-event[data-event="{event}"]')

    def claim(self, event: str) -> Locator:
        """The words of the article that carry the event."""
        return self.page.locator(f'.sm-article [data-event~="{event}"]')

    def pin(self, event: str) -> Locator:
        """The stop on the map, by the number that the timeline gives the event."""
        number = self.event(event).locator(".sm-pin").inner_text()
        return self.map.locator(".sm-stop", has_text=re.compile(rf"^{number}$"))

    def asks_the_map_for(self, event: str) -> None:
        """Click the stop where it can be seen: with no card open, in view of the whole journey."""
        if self.map.locator(".sm-card").is_visible():
            self.map.locator(".sm-close").click()
        self.map.locator(".sm-overview").click()
        expect(self.map_box).not_to_have_attribute("data-moving", "true")
        self.pin(event).click()

    def opens(self, address: str) -> None:
        """Open the page and wait until the map has been drawn."""
        self.page.goto(address)
        self.sees_the_map()

    def sees_the_map(self) -> None:
        expect(self.map_box).to_have_attribute("data-ready", "true")
        expect(self.map_box).not_to_have_attribute("data-moving", "true")

    def sees_it_at_rest(self) -> None:
        """Streamlit has run the page to its end, and nothing of an earlier run stands in it."""
        app = self.page.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-script-state", "notRunning")
        expect(app.locator("[data-stale=true], [data-testid=stSkeleton]")).to_have_count(0)

    def sees_selected(self, event: str) -> None:
        """The event is marked in the map, the timeline and the article, and in the address."""
        expect(self.map_box).to_have_attribute("data-event", event)
        expect(self.event(event)).to_have_class(re.compile(r"\bsm-selected\b"))
        expect(self.page.locator(".sm-timeline .sm-event.sm-selected")).to_have_count(1)
        expect(self.claim(event).first).to_have_class(re.compile(r"\bsm-selected\b"))
        settles(self.page)

    def sees_in_the_address(self, **values: str) -> None:
        for key, value in values.items():
            expect(self.page).to_have_url(re.compile(rf"[?&]{key}={value}(&|$)"))


NewReader = Callable[..., Reader]


@pytest.fixture
def reader(browser: Browser) -> Iterator[NewReader]:
    """Open a browser window; the test fails on a request that leaves the machine, on an error in
    the console, and on an error of a script."""
    windows: list[tuple[BrowserContext, Reader]] = []

    def open_window(**options: object) -> Reader:
        size = {"width": 1400, "height": 900}
        context = browser.new_context(**{"viewport": size, "locale": "en-GB", **options})
        context.set_default_timeout(PATIENCE_MS)
        person = Reader(context.new_page())

        def cut_the_network(route: Route, request: Request) -> None:
            if re.match(r"https?://(localhost|127\.0\.0\.1)[:/]|data:|blob:", request.url):
                route.continue_()
            else:
                person.left_the_machine.append(request.url)
                route.abort()

        def listen(message: ConsoleMessage) -> None:
            if message.type == "error":
                person.complaints.append(message.text)

        context.route("**/*", cut_the_network)
        person.page.on("console", listen)
        person.page.on("pageerror", lambda error: person.complaints.append(str(error)))
        windows.append((context, person))
        return person

    yield open_window
    for context, person in windows:
        context.close()
        assert person.left_the_machine == []
        assert person.complaints == []


@dataclass(frozen=True)
class Shelf:
    """A folder of published files, as files and from a server of its own."""

    folder: Path
    address: str

    def puts(self, name: str, html: str) -> None:
        (self.folder / name).write_text(html, encoding="utf-8")

    def file(self, name: str = "index.html") -> str:
        return (self.folder / name).as_uri()

    def web(self, name: str = "index.html") -> str:
        return f"{self.address}/{name}"


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has there
        """Say nothing on standard error."""


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory, kim: StoryFolder) -> Iterator[Shelf]:
    """The page of the first story, in Norwegian first, as `index.html`."""
    folder = tmp_path_factory.mktemp("published")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    shelf = Shelf(folder, f"http://127.0.0.1:{server.server_port}")
    shelf.puts("index.html", story_page_of(kim.story, kim.places, "nb"))
    yield shelf
    server.shutdown()
    server.server_close()


NewVisitor = Callable[..., Visitor]


@pytest.fixture
def visitor(browser: Browser, shelf: Shelf) -> Iterator[NewVisitor]:
    """Open a browser window; the test fails on a request that leaves the shelf, on a word in the
    console, on an error of a script and on a dialog of the browser."""
    windows: list[tuple[BrowserContext, Visitor]] = []
    own = re.compile("|".join(map(re.escape, (shelf.address, shelf.folder.as_uri(), "data:"))))

    def open_window(**options: object) -> Visitor:
        size = {"width": 1400, "height": 900}
        calm = {"viewport": size, "locale": "en-GB", "reduced_motion": "reduce"}
        context = browser.new_context(**{**calm, **options})
        context.set_default_timeout(PATIENCE_MS)
        person = visit(context, own)
        windows.append((context, person))
        return person

    yield open_window
    for context, person in windows:
        context.close()
        assert person.left_the_machine == []
        assert person.complaints == []
