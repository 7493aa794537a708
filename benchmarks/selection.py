"""How long from a click until the map has moved, here and in a page that rebuilds its map.

Three pages, the same events, the same run, their steps in turn; a fourth is the dashboard with its
glide. Then the dashboard with twelve and with a thousand events: see `sizes.py`. All is timed
in the browser, from the click's own event on; see the README beside it.
"""

from __future__ import annotations

import argparse
import json
import signal
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError

import sizes
from stage import (
    DASHBOARD,
    ROOT,
    WINDOW,
    BenchmarkError,
    answer_outside,
    browser,
    machine,
    p95,
    serve,
)
from summitmap.story import folder

STORY = ROOT / "data" / "stories" / "kim-russia-2023"
EVENTS = ("summit-talks", "komsomolsk-visit", "vladivostok-visit", "departure")
"""The events at a point, in turn; every page opens with the last of them selected."""

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


_REBUILDING = Path(__file__).with_name("rebuilding_app.py")
_LINK = '.sm-timeline [data-select="{event}"]'
_BUTTON = ".st-key-{event} button"
APPS = (
    App("ours", "dashboard", DASHBOARD, "?lang=en", _LINK, writes_address=True),
    App("basemap", "rebuilt, same basemap", _REBUILDING, "?map=basemap", _BUTTON),
    App("tiles", "rebuilt, tiles", _REBUILDING, "?map=tiles", _BUTTON),
    App("gliding", "dashboard, gliding", DASHBOARD, "?lang=en", _LINK, True, motion=True),
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


# --- measuring ---


def open_page(chromium: Browser, app: App, server: str) -> tuple[Page, list[str]]:
    """Open a page until its map is shown; with it the list of what it asks of the outside."""
    context = chromium.new_context(
        viewport=WINDOW, locale="en", reduced_motion="no-preference" if app.motion else "reduce"
    )
    context.set_default_timeout(PAGE_SECONDS * 1000)
    context.add_init_script(WATCH)
    page = context.new_page()
    asked = answer_outside(page)
    page.goto(f"{server}/{app.query}")
    page.wait_for_function("() => watchSelection.shown()")
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
        chromium = stack.enter_context(browser())
        pages = {app.name: open_page(chromium, app, servers[app.script]) for app in APPS}
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


# --- telling ---


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
    ]
    return "\n".join(lines)


def _verdict(is_reached: bool) -> str:
    return "reached" if is_reached else "NOT reached"


def main() -> int:
    """Measure and print; the exit status tells whether it could be measured, not how well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--steps", type=int, default=24, help="clicks on each page, and rounds (default: 24)"
    )
    parser.add_argument("--only", choices=("pages", "sizes"), help="measure no more than this")
    parser.add_argument("--json", action="store_true", help="print every step too, as JSON")
    chosen = parser.parse_args()
    if chosen.steps not in STEPS:
        parser.error(f"--steps is from {STEPS.start} to {STEPS.stop - 1}")
    # So that the servers end with it, however it is ended.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    parts: dict[str, Callable[[int], tuple[dict[str, Any], str]]]
    parts = {"pages": _pages, "sizes": _sizes}
    found: dict[str, Any] = {"machine": machine()}
    texts = []
    try:
        for name, measured in parts.items():
            if chosen.only in (None, name):
                figures, text = measured(chosen.steps)
                found |= figures
                texts.append(text)
    except (BenchmarkError, PlaywrightError) as error:
        print(error, file=sys.stderr)
        return 1
    texts.append(", ".join(f"{name} {value}" for name, value in found["machine"].items()))
    print(json.dumps(found, indent=1) if chosen.json else "\n\n".join(texts))
    return 0


def _pages(count: int) -> tuple[dict[str, Any], str]:
    """The dashboard beside the rebuilding pages."""
    steps, outside = run(count, _say)
    apps = {app.name: summary([step for step in steps if step.app == app.name]) for app in APPS}
    ratios = {name: round(apps[name]["moved"] / apps["ours"]["moved"], 2) for name in FASTER_THAN}
    found = {"apps": apps, "ratios": ratios, "asked_outside": outside}
    return {**found, "steps": [asdict(step) for step in steps]}, report(found)


def _sizes(count: int) -> tuple[dict[str, Any], str]:
    """The dashboard with many events beside the one with few."""
    measured = sizes.run(count, _say)
    found = sizes.summary(measured)
    told = {"sizes": found, "size_steps": [asdict(step) for step in measured]}
    return told, sizes.report(found)


def _say(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
