"""What stands before and around the servers: the image of the README's steps, and nginx before
several replicas, run here for real with two small servers in their place."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.conftest import ROOT
from tests.servers import free_port
from tests.test_package import readme_command

DEPLOY = ROOT / "deploy"


# The image


def instructions(name: str) -> list[str]:
    """What stands behind that word in the Dockerfile, line by line of instruction."""
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return re.findall(rf"^{name} +(.+)$", text, re.MULTILINE)


def test_the_image_is_made_of_the_readmes_steps() -> None:
    (command,) = instructions("CMD")
    steps = [step for step in instructions("RUN") if step.startswith("python3 -m venv")]
    assert f"{steps[0]} && {' '.join(json.loads(command))}" == readme_command("Run it")


def test_nobody_in_the_image_may_write_where_the_program_lies() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert instructions("USER") == ["summitmap"]
    assert text.index("COPY") < text.index("RUN python3") < text.index("\nUSER ")
    assert "chown" not in text


def test_the_image_is_of_the_oldest_python_that_we_support() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert instructions("FROM") == ["python:3.11-slim"]
    assert 'requires-python = ">=3.11"' in project


def test_the_health_of_a_container_is_asked_for_where_it_is_served() -> None:
    (check,) = instructions("HEALTHCHECK")
    (port,) = instructions("EXPOSE")
    assert f"http://127.0.0.1:{port}/healthz" in check
    compile(json.loads(check.partition("CMD ")[2])[2], "the check", "exec")


# nginx


@dataclass
class Replica:
    """A server that says its name, and what it was asked."""

    name: str
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    server: ThreadingHTTPServer = field(init=False)
    connections: list[socket.socket] = field(default_factory=list)

    def __post_init__(self) -> None:
        replica = self

        class Answers(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                super().setup()
                replica.connections.append(self.connection)

            def do_GET(self) -> None:
                replica.asked.append((self.path, dict(self.headers)))
                body = (replica.name * 2000).encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/plain")
                self.send_header("Content-Length", str(len(body)))
                if self.path.startswith("/stories/"):
                    self.send_header("Cache-Control", "no-cache")
                    self.send_header("Vary", "Accept-Language")
                if self.path.startswith("/assets/"):
                    self.send_header("Cache-Control", "public, max-age=31536000, immutable")
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815 - the name it has there

            def log_message(self, *_values: object) -> None:
                """Say nothing on standard error."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.server.daemon_threads = True
        Thread(target=self.server.serve_forever, daemon=True).start()

    def stops(self) -> None:
        """As when its process is killed: what is connected is cut off."""
        self.server.shutdown()
        self.server.server_close()
        for connection in self.connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: str


@dataclass(frozen=True)
class Nginx:
    """nginx before two replicas."""

    port: int
    replicas: tuple[Replica, Replica]

    def get(self, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
        """The answer to a request whose headers are given with `_` for `-`."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body=body or None, headers=given)
        answer = connection.getresponse()
        said = Answer(answer.status, dict(answer.headers), answer.read().decode("utf-8", "replace"))
        connection.close()
        return said

    def asked(self, path: str) -> list[Mapping[str, str]]:
        """The headers of the requests for that path that reached a replica."""
        everything = [each for replica in self.replicas for each in replica.asked]
        return [headers for asked, headers in everything if asked == path]


def program() -> str:
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail("nginx is not installed: apt install nginx-light")
    pytest.skip("nginx is not installed: apt install nginx-light")


def laid_out(folder: Path, port: int, replicas: tuple[Replica, Replica]) -> list[str]:
    """The configuration as an operator fills it in, and how nginx is started with it."""
    for file in DEPLOY.glob("*.conf"):
        shutil.copy(file, folder)
    site = f"listen 127.0.0.1:{port};\nserver_name 127.0.0.1;\n"
    (folder / "site.conf").write_text(site, encoding="utf-8")
    pattern = (DEPLOY / "replicas.conf").read_text(encoding="utf-8").splitlines()[-1]
    lines = [pattern.replace("8502", str(each.server.server_port)) for each in replicas]
    (folder / "replicas.conf").write_text("\n".join(lines), encoding="utf-8")
    (folder / "prefix").mkdir()
    # A master that is root gives its workers to another user, who may not come in here.
    ours = "daemon off;" + (" user root;" if os.geteuid() == 0 else "")
    prefix = f"{folder / 'prefix'}/"
    return [program(), "-p", prefix, "-c", str(folder / "nginx.conf"), "-g", ours]


@contextmanager
def running(folder: Path) -> Iterator[Nginx]:
    replicas = Replica("a"), Replica("b")
    port = free_port()
    command = laid_out(folder, port, replicas)
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, timeout=60)
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    nginx = Nginx(port, replicas)
    try:
        for _ in range(100):
            try:
                nginx.get("/healthz")
                break
            except OSError:
                assert process.poll() is None, "nginx has ended"
                time.sleep(0.05)
        yield nginx
    finally:
        process.terminate()
        process.communicate(timeout=60)
        for replica in replicas:
            replica.stops()


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    with running(tmp_path_factory.mktemp("nginx")) as started:
        yield started


def marked(mark: str) -> str:
    return f"summitmap_replica={mark}"


def test_a_browser_is_marked_once_where_it_opens_the_dashboard(nginx: Nginx) -> None:
    said = nginx.get("/").headers["Set-Cookie"]
    assert re.fullmatch(r"summitmap_replica=[0-9a-f]{32}; Path=/; HttpOnly; SameSite=Lax", said)
    assert "Set-Cookie" not in nginx.get("/", Cookie=marked("x")).headers
    assert "Set-Cookie" not in nginx.get("/stories/x/").headers


def test_a_mark_leads_to_one_replica_and_marks_to_all_of_them(nginx: Nginx) -> None:
    of_each = {}
    for mark in map(str, range(20)):
        answers = {nginx.get("/_stcore/health", Cookie=marked(mark)).body[0] for _ in range(4)}
        assert len(answers) == 1
        of_each[mark] = answers.pop()
    assert set(of_each.values()) == {"a", "b"}


@pytest.mark.parametrize(
    "path", ["/_stcore/health", "/component/st_folium/main.js", "/media/x.png"]
)
def test_whatever_a_replica_has_for_its_own_readers_is_asked_of_it(nginx: Nginx, path: str) -> None:
    for mark in map(str, range(20)):
        home = nginx.get("/", Cookie=marked(mark)).body[0]
        assert nginx.get(path, Cookie=marked(mark)).body[0] == home


def test_a_browser_without_cookies_stays_where_it_is_too(nginx: Nginx) -> None:
    assert len({nginx.get("/media/x", User_Agent="Firefox").body[0] for _ in range(6)}) == 1


def test_a_published_story_is_asked_for_once_in_each_language(nginx: Nginx) -> None:
    for language in ("nb", "en", "nb", "en", "nb"):
        assert nginx.get("/stories/kept/", Accept_Language=language).status == 200
    assert [each["Accept-Language"] for each in nginx.asked("/stories/kept/")] == ["nb", "en"]
    nginx.get("/stories/kept/?lang=en")
    assert len(nginx.asked("/stories/kept/?lang=en")) == 1


def test_the_dashboard_is_never_kept_and_what_is_named_by_its_content_is(nginx: Nginx) -> None:
    for _ in range(3):
        nginx.get("/?story=x")
        nginx.get("/assets/0123456789/map.js")
    assert len(nginx.asked("/?story=x")) == 3
    assert len(nginx.asked("/assets/0123456789/map.js")) == 1


def test_what_is_packed_is_packed_by_nginx(nginx: Nginx) -> None:
    answer = nginx.get("/stories/packed/", Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    (asked,) = nginx.asked("/stories/packed/")
    assert "Accept-Encoding" not in asked


def test_the_replicas_are_told_the_name_and_never_what_a_visitor_wrote(nginx: Nginx) -> None:
    nginx.get("/named", X_Forwarded_For="10.1.2.3", X_Forwarded_Proto="https")
    (asked,) = nginx.asked("/named")
    assert asked["Host"] == f"127.0.0.1:{nginx.port}"
    assert (asked["X-Forwarded-Proto"], asked["X-Forwarded-For"]) == ("http", "127.0.0.1")


def test_another_name_is_not_answered(nginx: Nginx) -> None:
    assert nginx.get("/other", Host="evil.example").status == 421
    absolute = nginx.get(f"http://127.0.0.1:{nginx.port}/absolute", Host="evil.example")
    assert absolute.status == 200
    assert {each["Host"] for each in nginx.asked("/absolute")} == {f"127.0.0.1:{nginx.port}"}
    assert nginx.asked("/other") == []


def test_how_a_replica_fares_is_not_told_outside(nginx: Nginx) -> None:
    assert nginx.get("/_stcore/metrics").status == 404
    assert nginx.asked("/_stcore/metrics") == []


def test_what_is_too_large_does_not_reach_a_replica(nginx: Nginx) -> None:
    assert nginx.get("/large", "POST", b"x" * 70_000).status == 413
    assert nginx.get(f"/{'x' * 9000}").status == 414
    assert nginx.asked("/large") == []


def test_the_log_says_nothing_of_the_readers(tmp_path: Path) -> None:
    with running(tmp_path) as nginx:
        nginx.get("/?q=private", User_Agent="Firefox")
    log = (tmp_path / "prefix" / "access.log").read_text(encoding="utf-8")
    assert re.search(r"^\S+ GET / 200 \S+ s 2000 bytes - 127\.0\.0\.1:\d+$", log, re.MULTILINE)
    assert "private" not in log
    assert "Firefox" not in log


def test_when_a_replica_is_gone_its_readers_are_with_the_other(tmp_path: Path) -> None:
    with running(tmp_path) as nginx:
        nginx.get("/stories/kept/")
        gone, left = nginx.replicas
        gone.stops()
        for mark in map(str, range(20)):
            answer = nginx.get("/_stcore/health", Cookie=marked(mark))
            assert (answer.status, answer.body[0]) == (200, left.name)
        left.stops()
        # With none left, what is published is still there.
        assert nginx.get("/stories/kept/").status == 200
        assert nginx.get("/_stcore/health").status == 502
