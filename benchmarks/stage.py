"""Where the benchmarks in a browser are played: servers, and a browser without a network."""

from __future__ import annotations

import base64
import os
import platform
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from xstatic.pkg import leaflet

from load_server import answers, free_port, stop
from summitmap.web.settings import STORIES

ROOT = Path(__file__).resolve().parent.parent
DASHBOARD = ROOT / "dashboard.py"
WINDOW = ViewportSize(width=1400, height=900)


class BenchmarkError(Exception):
    """The benchmark could not be carried out; the text says at what it stopped."""


# --- servers ---


@contextmanager
def serve(script: Path, stories: Path | None = None) -> Iterator[str]:
    """Run a Streamlit script on a free port of this machine while the block lasts; `stories` is the
    folder of stories that it shows, where it is not its own."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    options = {"port": port, "address": "127.0.0.1", "headless": "true", "fileWatcherType": "none"}
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += [f"--server.{name}={value}" for name, value in options.items()]
    command += ["--browser.gatherUsageStats=false"]
    shown = {STORIES: str(stories)} if stories else {}
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **shown},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            if not answers(f"{address}/_stcore/health", server):
                log.seek(0)
                told = log.read().decode(errors="replace")[-2000:]
                raise BenchmarkError(f"{script.name} did not start:\n{told}")
            yield address
        finally:
            stop(server)


# --- what would come from the network ---


@cache
def tile() -> bytes:
    """A map tile: 256 × 256 pixels of one grey, as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = (b"\0" + b"\xd8" * 256) * 256
    header = struct.pack(">IIBBBBB", 256, 256, 8, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@cache
def from_outside(address: str) -> tuple[str, bytes]:
    """Media type and body for an address off this machine: Leaflet's own files, tiles, or nothing.

    What else folium loads (jQuery, Bootstrap, icon fonts) these maps do not use.
    """
    name = Path(urlsplit(address).path).name
    if name.endswith(".png"):
        # Leaflet guesses the folder of its icons as "…/dist", and the slash is lost on the way.
        icon = Path(leaflet.BASE_DIR) / "images" / name.removeprefix("dist")
        return "image/png", icon.read_bytes() if icon.is_file() else tile()
    kind = {".js": "text/javascript", ".css": "text/css"}.get(Path(name).suffix, "text/plain")
    ours = Path(leaflet.BASE_DIR) / name
    return kind, ours.read_bytes() if name in ("leaflet.js", "leaflet.css") else b""


def answer_outside(page: Page) -> list[str]:
    """Answer at once what the page asks of the outside; the list fills with those addresses.

    Not by `page.route`, which turns the browser's cache off: the rebuilding page loads its
    component's own script anew at every step, and a reader's browser would have kept it.
    """
    asked: list[str] = []
    session = page.context.new_cdp_session(page)

    def answer(paused: Mapping[str, Any]) -> None:
        address = paused["request"]["url"]
        asked.append(address)
        kind, body = from_outside(address)
        headers = {"Content-Type": kind, "Access-Control-Allow-Origin": "*"}
        session.send(
            "Fetch.fulfillRequest",
            {
                "requestId": paused["requestId"],
                "responseCode": 200,
                "responseHeaders": [{"name": n, "value": v} for n, v in headers.items()],
                "body": base64.b64encode(body).decode(),
            },
        )

    session.on("Fetch.requestPaused", answer)
    session.send("Fetch.enable", {"patterns": [{"urlPattern": "https://*"}]})
    return asked


# --- the browser ---


def chromium() -> str | None:
    """The Chromium on the path; None is for the one that Playwright fetched."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium without a screen, while the block lasts."""
    options = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=options)
        try:
            yield launched
        finally:
            launched.close()


# --- telling ---


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed, by the nearest rank."""
    return sorted(values)[-(-len(values) * 95 // 100) - 1]


def machine() -> dict[str, str | int]:
    """What the figures were measured on."""
    packages = ("streamlit", "folium", "streamlit-folium", "playwright")
    return {
        "cores": os.cpu_count() or 0,
        "machine": platform.machine(),
        "python": platform.python_version(),
        **{package: version(package) for package in packages},
    }
