"""How fast a story page opens, steps, pans and scrolls, beside a page that folium itself saves.

    python benchmarks/page.py [--events 100,1000,10000] [--rounds N] [--json]

The stories are made up, from a fixed seed. Every page is opened anew in turn, so that a busy
machine hits all alike; all times are the browser's own. See the README beside it.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import folium
from playwright.sync_api import Browser, Page, Route, sync_playwright

from made_up import story_of
from stage import ROOT, WINDOW, chromium, from_outside, machine
from summitmap.publishing.page import page
from summitmap.story import folder
from summitmap.story.itinerary import in_order
from summitmap.story.model import Place, Story

KIM = ROOT / "data" / "stories" / "kim-russia-2023"
SIZES = (100, 1_000, 10_000)
MOST_OF_FOLIUM = 1_000
"""Beyond as many markers a page of folium's takes minutes here."""

STEPS = 8
DRAGS = 3
WHEELS = 20

# In every page: the one map of folium's, when its first marker can be seen, and every frame.
WATCH = r"""
window.bench = (() => {
  const seen = {};
  const map = () => window[Object.keys(window).find((name) => /^map_\w+$/.test(name))];
  const ours = () => document.querySelector(".page-map");
  const box = () => document.querySelector(".leaflet-container");

  const once = (name, is) => new Promise((done) => {
    const look = () => {
      let now = false;
      try { now = is(); } catch { /* not there yet */ }
      // What stands ready in this frame has been painted by the next one.
      if (now) requestAnimationFrame(() => { seen[name] = performance.now(); done(); });
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });

  /** Whether an icon can be seen, inside the map. */
  function isSeen(icon) {
    const { left, right, top, bottom, width } = icon.getBoundingClientRect();
    const frame = box().getBoundingClientRect();
    const across = right > frame.left && left < frame.right;
    const down = bottom > frame.top && top < frame.bottom;
    return width > 0 && across && down && icon.checkVisibility();
  }
  const icons = () => [...document.querySelectorAll(".leaflet-marker-icon")].slice(0, 50);
  const marker = () => icons().some(isSeen);
  const done = () => document.readyState === "complete";
  const whole = () => (ours() ? box().dataset.ready === "true" : done());
  const opened = Promise.all([once("marker", marker), once("whole", whole)]).then(() => seen);

  /** From the next event of that kind on: frames and milliseconds until `is` holds. */
  const until = (kind, is) => new Promise((done) => addEventListener(kind, () => {
    const start = performance.now();
    let frames = 0;
    const look = () => {
      frames += 1;
      if (is() || frames > 600) done({ frames, ms: performance.now() - start });
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, { capture: true, once: true }));

  let counting = null;
  function count() {
    counting = [];
    let last = null;
    const tick = (now) => {
      if (!counting) return;
      if (last !== null) counting.push(now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }
  function counted() { const all = counting; counting = null; return all; }

  const waits = {
    step() {
      const before = map().getCenter();
      return until("keydown", () => !map().getCenter().equals(before, 1e-9));
    },
    chosen(id) {
      const pane = document.querySelector(".page-timeline:not([hidden])");
      const { classList } = pane.querySelector(`[data-event="${id}"]`);
      const isChosen = () => classList.contains("sm-selected") && box().dataset.event === id;
      return until("click", isChosen);
    },
    filtered() {
      const { classList } = document.documentElement;
      return until("click", () => classList.contains("page-filtered"));
    },
  };
  let awaited = null;
  const arm = (what, ...given) => { awaited = waits[what](...given); };
  return { opened, map, count, counted, arm, result: () => awaited };
})();
"""

# In folium's page, which has no steps of its own: the next place at each press of a key.
STEP_FOLIUM = r"""(places) => {
  let at = 0;
  addEventListener("keydown", () => {
    at = (at + 1) % places.length;
    bench.map().setView(places[at], bench.map().getZoom(), { animate: false });
  });
}"""


@dataclass(frozen=True)
class Subject:
    """A page to be measured: whose it is, how many events it has, and where it stands."""

    name: str
    ours: bool
    events: Sequence[str]
    places: Sequence[tuple[float, float]]
    path: Path
    built: float


# --- the pages ---


def subjects(sizes: Sequence[int], directory: Path) -> Iterator[Subject]:
    """The pages of the first story and of those made up, ours and folium's."""
    kim = folder.read(KIM)
    yield from _both("first story", kim.story, kim.places, directory)
    for size in sizes:
        yield from _both(f"{size:,} events", *story_of(size), directory)


def _both(
    name: str, story: Story, places: Mapping[str, Place], directory: Path
) -> Iterator[Subject]:
    pinned = [
        (event, place.position)
        for event in in_order(story.events)
        if (place := places.get(event.place or "")) and not place.kind.is_area
    ]
    events = [event.id for event, _ in pinned]
    spots = [(at.latitude, at.longitude) for _, at in pinned]
    start = time.perf_counter()
    ours = directory / f"ours-{len(story.events)}.html"
    ours.write_text(page(story, places, "en"), "utf-8")
    yield Subject(name, True, events, spots, ours, time.perf_counter() - start)
    if len(events) > MOST_OF_FOLIUM:
        return
    start = time.perf_counter()
    saved = folium.Map()
    for event, at in pinned:
        folium.Marker((at.latitude, at.longitude), tooltip=event.headline["en"]).add_to(saved)
    stops = [(at.latitude, at.longitude) for event, at in pinned if event.stop]
    folium.PolyLine(stops).add_to(saved)
    saved.fit_bounds(list(map(list, spots)))
    theirs = directory / f"folium-{len(story.events)}.html"
    saved.save(str(theirs))
    yield Subject(name, False, events, spots, theirs, time.perf_counter() - start)


# --- measuring ---


@contextmanager
def opened(browser: Browser, subject: Subject) -> Iterator[tuple[Page, dict[str, float]]]:
    """The page in a window of its own, with the milliseconds until its marker and its map."""
    context = browser.new_context(viewport=WINDOW, locale="en", reduced_motion="reduce")
    context.set_default_timeout(180_000)
    context.add_init_script(WATCH)

    def answer(route: Route) -> None:
        kind, body = from_outside(route.request.url)
        route.fulfill(body=body, content_type=kind, headers={"Access-Control-Allow-Origin": "*"})

    context.route(re.compile(r"^https:"), answer)
    shown = context.new_page()
    shown.goto(subject.path.as_uri(), wait_until="commit")
    yield shown, shown.evaluate("bench.opened")
    context.close()


def steps(shown: Page, subject: Subject) -> dict[str, float]:
    """From the press of a key until the map has moved, in frames and milliseconds."""
    if subject.ours:
        shown.evaluate("SummitMap.view.set('present')")
        shown.keyboard.press("Home")
    else:
        shown.evaluate(STEP_FOLIUM, list(dict.fromkeys(subject.places))[: STEPS + 2])
    found = []
    for _ in range(STEPS):
        # A step between two events at one place moves nothing, nor does one without a place.
        while subject.ours and not _will_move(shown, subject):
            shown.keyboard.press("PageDown")
        shown.wait_for_timeout(150)
        shown.evaluate("bench.arm('step')")
        shown.keyboard.press("PageDown")
        found.append(shown.evaluate("bench.result()"))
    if subject.ours:
        shown.evaluate("SummitMap.view.set('read')")
    return {
        "frames": max(one["frames"] for one in found),
        "ms": statistics.median(one["ms"] for one in found),
    }


def _will_move(shown: Page, subject: Subject) -> bool:
    where = dict(zip(subject.events, subject.places, strict=True))
    now = shown.evaluate("SummitMap.selected()")
    coming = shown.evaluate("SummitMap.steps.coming()")
    if coming not in where:
        if coming == "story:expected" or coming is None:
            shown.keyboard.press("Home")
        return False
    return now in where and where[now] != where[coming]


def pans(shown: Page) -> list[float]:
    """The milliseconds from frame to frame while the map is dragged to and fro."""
    box = shown.locator(".leaflet-container").bounding_box()
    assert box, "every page has a map"
    middle, height = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.62
    frames: list[float] = []
    for number in range(DRAGS):
        way = 220 if number % 2 else -220
        shown.mouse.move(middle, height)
        shown.mouse.down()
        shown.evaluate("bench.count()")
        for at in range(1, 31):
            shown.mouse.move(middle + way * at / 30, height + way * at / 60)
        frames += shown.evaluate("bench.counted()")
        shown.mouse.up()
        shown.wait_for_timeout(200)
    return frames


def timeline(shown: Page, subject: Subject) -> dict[str, float]:
    """What is done with the list: milliseconds of a frame while it scrolls, and until an event far
    down is selected, and until a filter has been set."""
    pane = shown.locator(".page-timeline:not([hidden])")
    box = pane.bounding_box()
    assert box, "the timeline is shown"
    shown.mouse.move(box["x"] + 60, box["y"] + 200)
    shown.evaluate("bench.count()")
    for _ in range(WHEELS):
        shown.mouse.wheel(0, 700)
    frames = shown.evaluate("bench.counted()")
    far = subject.events[len(subject.events) // 2]
    headline = pane.locator(f'.sm-event[data-event="{far}"] .sm-headline')
    headline.scroll_into_view_if_needed()
    shown.wait_for_timeout(300)
    shown.evaluate("id => bench.arm('chosen', id)", far)
    headline.click()
    select = shown.evaluate("bench.result()")
    shown.locator('[data-act="filter"]:visible').first.click()
    shown.evaluate("bench.arm('filtered')")
    shown.locator(".sm-chip:visible").nth(1).click()
    sifted = shown.evaluate("bench.result()")
    return {
        "scroll": statistics.median(frames),
        "scroll_worst": max(frames),
        "select": select["ms"],
        "filter": sifted["ms"],
    }


def measured(pages: Sequence[Subject], rounds: int) -> list[dict[str, Any]]:
    """Every page, its opening by turns in every round and the rest in the last one."""
    openings: dict[Path, list[dict[str, float]]] = {each.path: [] for each in pages}
    rest: dict[Path, dict[str, Any]] = {}
    with sync_playwright() as driver:
        options = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
        browser = driver.chromium.launch(executable_path=chromium(), args=options)
        # A round before the first counts for nothing: caches fill.
        for number in range(rounds + 1):
            for subject in pages:
                print(f"round {number} of {rounds}: {subject.path.name}", file=sys.stderr)
                with opened(browser, subject) as (shown, seen):
                    if number:
                        openings[subject.path].append(seen)
                    if number == rounds:
                        frames = pans(shown)
                        rest[subject.path] = {
                            "pan": statistics.median(frames),
                            "pan_worst": max(frames),
                            **(timeline(shown, subject) if subject.ours else {}),
                        }
                # Steps have a page that nothing else was done with.
                if number == rounds:
                    with opened(browser, subject) as (shown, _):
                        rest[subject.path] |= steps(shown, subject)
        browser.close()
    return [
        {
            "name": subject.name,
            "ours": subject.ours,
            "kilobytes": subject.path.stat().st_size / 1000,
            "built": subject.built,
            **{
                what: statistics.median(seen[what] for seen in openings[subject.path])
                for what in ("marker", "whole")
            },
            **rest[subject.path],
        }
        for subject in pages
    ]


# --- telling ---

COLUMNS = {
    "kilobytes": "kB",
    "built": "built s",
    "marker": "marker",
    "whole": "whole",
    "frames": "step frames",
    "ms": "step",
    "pan": "pan",
    "pan_worst": "worst",
    "scroll": "scroll",
    "scroll_worst": "worst",
    "select": "select",
    "filter": "filter",
}


def report(found: Sequence[Mapping[str, Any]]) -> str:
    """The figures for a person to read; milliseconds where nothing else is said."""
    lines = ["page".ljust(24) + "".join(head.rjust(12) for head in COLUMNS.values())]
    for one in found:
        name = f"{one['name']}, {'ours' if one['ours'] else 'folium'}"
        cells = (f"{one[key]:,.0f}" if key in one else "–" for key in COLUMNS)
        lines.append(name.ljust(24) + "".join(cell.rjust(12) for cell in cells))
    lines.append("")
    ours = {one["name"]: one for one in found if one["ours"]}
    for one in found:
        if not one["ours"]:
            ratio = ours[one["name"]]["marker"] / one["marker"]
            lines.append(f"{one['name']}: first marker, ours / folium's: {ratio:.2f}; wanted 1")
    made = [one for name, one in ours.items() if name != "first story"]
    if len(made) > 1:
        for what in ("marker", "whole"):
            ratio = made[-1][what] / made[0][what]
            lines.append(
                f"{what}, {made[-1]['name']} / {made[0]['name']}: {ratio:.1f}; wanted under 5"
            )
    lines.append(", ".join(f"{name} {value}" for name, value in machine().items()))
    return "\n".join(lines)


def main() -> int:
    """Measure and print; the exit status tells that it was measured, not how fast it was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--events", default=",".join(map(str, SIZES)), help="sizes of the made-up stories"
    )
    parser.add_argument("--rounds", type=int, default=3, help="how often each page is opened")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    chosen = parser.parse_args()
    sizes = [int(size) for size in chosen.events.split(",") if size]
    if chosen.rounds < 1 or any(size < STEPS + 2 for size in sizes):
        parser.error(f"a round at the least, and stories of {STEPS + 2} events or more")
    with tempfile.TemporaryDirectory() as directory:
        pages = []
        for subject in subjects(sizes, Path(directory)):
            print(f"built {subject.path.name} in {subject.built:.1f} s", file=sys.stderr)
            pages.append(subject)
        found = measured(pages, chosen.rounds)
    print(json.dumps(found, indent=1) if chosen.json else report(found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
