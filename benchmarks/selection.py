"""How long from a click until the map has moved, here and in a page that rebuilds its map.

Three pages, the same events, the same run, their steps in turn; a fourth is the dashboard with its
glide. Everything is timed in the browser, from the click's own event on; see the README beside it.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import platform
import shutil
import signal
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from xstatic.pkg import leaflet

from summitmap.story import folder

ROOT = Path(__file__).resolve().parent.parent
STORY = ROOT / "data" / "stories" / "kim-russia-2023"
EVENTS = ("summit-talks", "komsomolsk-visit", "vladivostok-visit", "departure")
"""The events at a point, in turn; every page opens with the last of them selected."""

WINDOW = ViewportSize(width=1400, height=900)
SERVER_SECONDS = 60
PAGE_SECONDS = 60
STEP_SECONDS = 20
STEPS = range(1, 201)
FASTER_THAN = {"basemap": 8.0, "tiles": 3.0}
"""What is to be reached: how many times faster than each rebuilding page."""

# In the page: frame by frame, from the click on, what every map in it looks like.
WATCH = r"""
if (window === window.top) window.watchSelection = (() => {
  const QUIET = 400; // ms that a step is still watched for after all has come

  const frames = () => [...document.querySelectorAll("iframe")];
  const boxIn = (frame) => frame.contentDocument?.querySelector(".leaflet-container");
  const mapIn = (frame) => frame.contentWindow.map?._loaded && frame.contentWindow.map;
  const addressed = () => new URLSearchParams(location.search).get("event");

  /** Whether the frame is on the screen and shows a map: markers, and a ground under them. */
  function drawn(frame) {
    const box = boxIn(frame);
    if (!box?.querySelector(".leaflet-marker-icon")) return false;
    if (frame.offsetWidth < 50 || frame.offsetHeight < 50) return false;
    if (!frame.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const pane = box.classList.contains("sm-map") ? "land" : "overlay";
    // A shape that lies wholly outside the view is drawn by Leaflet as "M0 0".
    const land = `.leaflet-${pane}-pane path[d]:not([d="M0 0"])`;
    return box.querySelector(`${land}, .leaflet-tile-loaded`) !== null;
  }

  /** How far, in pixels, a place is from the middle of the map; Infinity when there is none. */
  function off(frame, place) {
    const map = mapIn(frame);
    if (!map) return Infinity;
    return map.latLngToContainerPoint(place).distanceTo(map.getSize().divideBy(2));
  }

  function inPlace(frame, step) {
    const box = boxIn(frame);
    if (!box?.querySelector(".leaflet-marker-icon") || off(frame, step.place) > 3) return false;
    if (!box.classList.contains("sm-map")) return true;
    return box.dataset.event === step.event && box.dataset.moving === "false";
  }

  /** What is seen from the next click on, until all has come and nothing more happens. */
  const next = (step) => new Promise((resolve) => {
    let clicked, last, before, inTheFrameBefore = false, blank = false;
    const seen = { began: null, moved: null, shown: null, address: null };
    const sums = { blank: 0, blankFrames: 0, longest: 0 };
    const once = (name, is, now) => { if (is) seen[name] ??= now - clicked; };

    function look() {
      const now = performance.now();
      if (blank) sums.blank += now - last;
      sums.longest = Math.max(sums.longest, now - last);
      last = now;
      const maps = frames();
      once("began", !maps.some((frame) => off(frame, before) < 0.5), now);
      // What stood ready in the frame before has been painted by now.
      once("moved", inTheFrameBefore, now);
      inTheFrameBefore ||= maps.some((frame) => inPlace(frame, step));
      once("address", addressed() === step.event, now);
      blank = !maps.some(drawn);
      if (blank) { sums.blankFrames += 1; seen.shown = null; }
      once("shown", !blank, now);
      const awaited = [seen.moved, seen.shown, step.writesAddress ? seen.address : 0];
      const rest = awaited.includes(null) ? Infinity : Math.max(...awaited) + QUIET;
      if (now - clicked < rest) requestAnimationFrame(look);
      else resolve({ ...seen, ...sums });
    }

    window.addEventListener("click", () => {
      clicked = last = performance.now();
      before = mapIn(frames().find(mapIn)).getCenter();
      requestAnimationFrame(look);
    }, { capture: true, once: true });
    setTimeout(() => resolve(null), step.limit);
  });

  const watch = { shown: () => frames().some(drawn), result: null };
  watch.arm = (step) => { watch.result = next(step); };
  return watch;
})();
"""


@dataclass(frozen=True)
class App:
    """A page to be measured.

    `select` is the CSS selector of what selects an event. `writes_address` says whether the page
    writes the event to its address; `motion` is false for a reader who asked for less of it.
    """

    name: str
    title: str
    script: Path
    query: str
    select: str
    writes_address: bool = False
    motion: bool = False


_DASHBOARD = ROOT / "dashboard.py"
_REBUILDING = Path(__file__).with_name("rebuilding_app.py")
_LINK = '.sm-timeline [data-select="{event}"]'
_BUTTON = ".st-key-{event} button"
APPS = (
    App("ours", "dashboard", _DASHBOARD, "?lang=en", _LINK, writes_address=True),
    App("basemap", "rebuilt, same basemap", _REBUILDING, "?map=basemap", _BUTTON),
    App("tiles", "rebuilt, tiles", _REBUILDING, "?map=tiles", _BUTTON),
    App("gliding", "dashboard, gliding", _DASHBOARD, "?lang=en", _LINK, True, motion=True),
)


@dataclass(frozen=True)
class Step:
    """One click; times in milliseconds from its event on.

    `moved` is until the map in its new place has been painted, `began` until its middle is no
    longer where it was, `address` until the event stands in the address (None where a page writes
    none). `blank` is the time without a map on the screen, `blank_frames` the animation frames
    that found it so; `longest` is the longest time from one frame to the next.
    """

    app: str
    event: str
    moved: float
    began: float
    address: float | None
    blank: float
    blank_frames: int
    longest: float


class BenchmarkError(Exception):
    """The benchmark could not be carried out; the text says at what it stopped."""


# --- servers ---


@contextmanager
def serve(script: Path) -> Iterator[str]:
    """Run a Streamlit script on a free port of this machine while the block lasts."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    options = {"port": port, "address": "127.0.0.1", "headless": "true", "fileWatcherType": "none"}
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += [f"--server.{name}={value}" for name, value in options.items()]
    command += ["--browser.gatherUsageStats=false"]
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        try:
            if not _answers(f"{address}/_stcore/health", server):
                log.seek(0)
                told = log.read().decode(errors="replace")[-2000:]
                raise BenchmarkError(f"{script.name} did not start:\n{told}")
            yield address
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(address: str, server: subprocess.Popen[bytes]) -> bool:
    end = time.monotonic() + SERVER_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


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


# --- measuring ---


def chromium() -> str | None:
    """The Chromium on the path; None is for the one that Playwright fetched."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


def open_page(browser: Browser, app: App, server: str) -> tuple[Page, list[str]]:
    """Open a page until its map is shown; with it the list of what it asks of the outside."""
    context = browser.new_context(
        viewport=WINDOW, locale="en", reduced_motion="no-preference" if app.motion else "reduce"
    )
    context.set_default_timeout(PAGE_SECONDS * 1000)
    context.add_init_script(WATCH)
    page = context.new_page()
    asked = answer_outside(page)
    page.goto(f"{server}/{app.query}")
    page.wait_for_function("watchSelection.shown()")
    page.locator(app.select.format(event=EVENTS[0])).wait_for()
    return page, asked


def measure(page: Page, app: App, event: str, place: tuple[float, float]) -> Step:
    """Click on an event as a reader would, and tell what the browser showed from then on."""
    page.bring_to_front()
    limit = STEP_SECONDS * 1000
    step = {"event": event, "place": place, "limit": limit, "writesAddress": app.writes_address}
    page.evaluate("step => watchSelection.arm(step)", step)
    page.locator(app.select.format(event=event)).click(timeout=limit)
    seen = page.evaluate("watchSelection.result")
    if seen is None:
        raise BenchmarkError(f"{app.title}: {event} was not shown within {STEP_SECONDS} seconds")
    return Step(
        app=app.name,
        event=event,
        moved=seen["moved"],
        began=seen["began"],
        address=seen["address"] if app.writes_address else None,
        blank=seen["blank"],
        blank_frames=seen["blankFrames"],
        longest=seen["longest"],
    )


def run(steps: int, tell: Callable[[str], None]) -> tuple[list[Step], dict[str, int]]:
    """The measured steps, and how many requests each page sent to the outside."""
    places = _places()
    with ExitStack() as stack:
        scripts = dict.fromkeys(app.script for app in APPS)
        servers = {script: stack.enter_context(serve(script)) for script in scripts}
        browser = stack.enter_context(_browser())
        pages = {app.name: open_page(browser, app, servers[app.script]) for app in APPS}
        measured = []
        # A round before the first counts for nothing: caches fill, scripts are compiled.
        for number in range(-len(EVENTS), steps):
            event = EVENTS[number % len(EVENTS)]
            tell(f"step {number + 1} of {steps}" if number >= 0 else "warming up")
            for app in APPS:
                step = measure(pages[app.name][0], app, event, places[event])
                if number >= 0:
                    measured.append(step)
        return measured, {name: len(asked) for name, (_, asked) in pages.items()}


def _places() -> dict[str, tuple[float, float]]:
    """Latitude and longitude of each event, as Leaflet wants them."""
    opened = folder.read(STORY)
    found = {}
    for event in EVENTS:
        position = opened.places[opened.story.event(event).place or ""].position
        found[event] = (position.latitude, position.longitude)
    return found


@contextmanager
def _browser() -> Iterator[Browser]:
    options = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=options)
        try:
            yield browser
        finally:
            browser.close()


# --- telling ---


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed, by the nearest rank."""
    return sorted(values)[-(-len(values) * 95 // 100) - 1]


def summary(steps: Sequence[Step]) -> dict[str, Any]:
    """The figures of one page; times in milliseconds, medians of all steps unless told."""
    moved = [step.moved for step in steps]
    written = [step.address for step in steps if step.address is not None]
    return {
        "steps": len(steps),
        "moved": round(statistics.median(moved), 1),
        "moved_p95": round(p95(moved), 1),
        "began": round(statistics.median(step.began for step in steps), 1),
        "address": round(statistics.median(written), 1) if written else None,
        "blank": round(statistics.median(step.blank for step in steps), 1),
        "blank_frames": statistics.median(step.blank_frames for step in steps),
        "blank_frames_total": sum(step.blank_frames for step in steps),
        "longest_frame": round(statistics.median(step.longest for step in steps), 1),
    }


def machine() -> dict[str, str | int]:
    """What the figures were measured on."""
    packages = ("streamlit", "folium", "streamlit-folium", "playwright")
    return {
        "cores": os.cpu_count() or 0,
        "machine": platform.machine(),
        "python": platform.python_version(),
        **{package: version(package) for package in packages},
    }


def report(found: Mapping[str, Any]) -> str:
    """The figures for a person to read."""
    heads = {
        "steps": "steps",
        "moved": "median ms",
        "moved_p95": "p95 ms",
        "blank_frames": "blank frames",
        "blank_frames_total": "in all",
        "blank": "blank ms",
        "longest_frame": "longest frame",
    }
    apps, ratios = found["apps"], found["ratios"]
    titles = {app.name: app.title for app in APPS}
    lines = ["click to map moved   ".ljust(22) + "".join(head.rjust(14) for head in heads.values())]
    for name, figures in apps.items():
        lines.append(titles[name].ljust(22) + "".join(f"{figures[key]:14g}" for key in heads))
    lines.append("")
    for name, wanted in FASTER_THAN.items():
        verdict = _verdict(ratios[name] >= wanted)
        lines.append(
            f"{titles[name]} / dashboard: {ratios[name]:.1f}; wanted {wanted:g}, {verdict}"
        )
    blank = sum(apps[name]["blank_frames_total"] for name in ("ours", "gliding"))
    lines.append(f"blank frames in the dashboard: {blank}; wanted 0, {_verdict(blank == 0)}")
    ours, gliding = apps["ours"], apps["gliding"]
    lines += [
        f"gliding: the map begins to move at {gliding['began']:g} ms and is there at "
        f"{gliding['moved']:g} ms",
        f"the event stands in the address at {ours['address']:g} ms "
        f"({gliding['address']:g} ms gliding)",
        "asked of the outside: "
        + ", ".join(f"{titles[name]} {count}" for name, count in found["asked_outside"].items()),
        ", ".join(f"{name} {value}" for name, value in found["machine"].items()),
    ]
    return "\n".join(lines)


def _verdict(is_reached: bool) -> str:
    return "reached" if is_reached else "NOT reached"


def main() -> int:
    """Measure and print; the exit status tells whether it could be measured, not how well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=24, help="clicks on each page (default: 24)")
    parser.add_argument("--json", action="store_true", help="print every step too, as JSON")
    chosen = parser.parse_args()
    if chosen.steps not in STEPS:
        parser.error(f"--steps is from {STEPS.start} to {STEPS.stop - 1}")
    # So that the servers end with it, however it is ended.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        steps, outside = run(chosen.steps, lambda text: print(text, file=sys.stderr))
    except (BenchmarkError, PlaywrightError) as error:
        print(error, file=sys.stderr)
        return 1
    apps = {app.name: summary([step for step in steps if step.app == app.name]) for app in APPS}
    ratios = {name: round(apps[name]["moved"] / apps["ours"]["moved"], 2) for name in FASTER_THAN}
    found = {"machine": machine(), "apps": apps, "ratios": ratios, "asked_outside": outside}
    if chosen.json:
        print(json.dumps({**found, "steps": [asdict(step) for step in steps]}, indent=1))
    else:
        print(report(found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
