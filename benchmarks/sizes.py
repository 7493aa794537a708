"""How much longer what a reader does takes in a dashboard with a thousand events than with twelve.

Two made-up stories on one server, each in a window of its own, every step done in one and then in
the other. `selection.py --only sizes` tells it; see the README beside it.
"""

from __future__ import annotations

import random
import re
import statistics
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Locator, Page

from made_up import SEED, story_of, write_story
from stage import DASHBOARD, WINDOW, BenchmarkError, browser, p95, serve
from summitmap.drawing.catalogue import catalogue
from summitmap.story.itinerary import in_order
from summitmap.story.model import Place, Status, Story

FEW, MANY = 12, 1_000
WANTED = 3.0
"""To be reached: under so many times the time of few events."""

KINDS = {
    "select": "select in the timeline",
    "next": "next, by key",
    "previous": "previous, by key",
    "filter": "filter by a status",
    "clear": "take the filter off",
    "language": "other language",
}
"""What is done in every round, in this order, and what it is called."""

_LEFT = Status.PLANNED
"""The status that the filter leaves."""

_SECONDS = 20

# In the page: from a click or a key on, until all that shows it has been painted.
_WATCH = r"""
if (window === window.top) window.watchSizes = (() => {
  const frame = () => [...document.querySelectorAll(".st-key-summitmap-map iframe")].at(-1);
  const box = () => frame()?.contentDocument?.querySelector(".sm-map");
  const text = (selector) => document.querySelector(selector)?.textContent ?? "";
  // A view of ours has a shadow tree of its own.
  const around = () => [...document.querySelectorAll(".st-key-timeline *")];
  const tree = () => around().find((each) => each.shadowRoot)?.shadowRoot;
  const inTimeline = (selector) => [...(tree()?.querySelectorAll(selector) ?? [])];

  /** How many events the pins and clusters stand for; every pin of these stories has one. */
  function onTheMap() {
    const alone = ".leaflet-marker-pane .sm-stop:not(.sm-lone, .sm-out)";
    const pins = box().querySelectorAll(alone).length;
    const clusters = [...box().querySelectorAll(".sm-cluster")];
    return clusters.reduce((sum, each) => sum + Number(each.textContent.replace(/\D/g, "")), pins);
  }

  const shown = {
    moved({ event, place }) {
      const { dataset } = box();
      if (dataset.event !== event || dataset.moving === "true") return false;
      if (!box().querySelector(".leaflet-marker-pane .sm-stop.sm-selected")) return false;
      const map = frame().contentWindow.map;
      return map.latLngToContainerPoint(place).distanceTo(map.getSize().divideBy(2)) <= 3;
    },
    sifted({ left, all }) {
      const told = text(".st-key-summitmap-controls .summitmap-left").match(/\d+/g)?.join() ?? "";
      if (told !== (left === all ? "" : `${left},${all}`)) return false;
      return onTheMap() === left && inTimeline(".sm-event:not(.sm-out)").length === left;
    },
    said({ title, event, headline, language }) {
      if (text(".summitmap-title h1") !== title) return false;
      if (frame().contentDocument.documentElement.lang !== language) return false;
      if (!box().getAttribute("aria-label").startsWith(title)) return false;
      return inTimeline(`[data-event="${event}"] .sm-headline`)[0]?.textContent === headline;
    },
  };

  /** Milliseconds from the next click or key on; `null` when it is not shown within the limit. */
  const next = ({ what, by, limit, ...wanted }) => new Promise((resolve) => {
    function begin({ timeStamp: start }) {
      let ready = false;
      const look = () => {
        // What stood ready in the frame before has been painted by now.
        if (ready) { resolve(performance.now() - start); return; }
        ready = box() ? shown[what](wanted) : false;
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }
    window.addEventListener(by, begin, { capture: true, once: true });
    setTimeout(() => resolve(null), limit);
  });

  const watch = { result: null, shown };
  watch.arm = (step) => { watch.result = next(step); };
  return watch;
})();
"""


@dataclass(frozen=True)
class Took:
    """A step of one of the `KINDS`: its milliseconds with so many events."""

    events: int
    kind: str
    milliseconds: float


class _Dashboard:
    """A window with one of the stories, and a reader before it."""

    def __init__(
        self, page: Page, server: str, story: Story, places: Mapping[str, Place], seed: int
    ) -> None:
        self._page = page
        self._places = places
        self._story = story
        self._order = in_order(story.events)
        self._chance = random.Random(seed)
        self._at = 0
        self._language = "en"
        page.goto(f"{server}/?story={story.id}&lang=en")
        page.wait_for_function(
            "() => document.querySelector('.st-key-summitmap-map iframe')?.contentDocument"
            "?.querySelector('.sm-map')?.dataset.ready === 'true'"
        )
        self._rests()

    def does(self, kind: str) -> Took:
        """Do it, as a reader would, and tell how long it took until it was shown."""
        self._page.bring_to_front()
        took = {
            "select": self._select,
            "next": lambda: self._steps("ArrowRight", 1),
            "previous": lambda: self._steps("ArrowLeft", -1),
            "filter": self._filters,
            "clear": self._clears,
            "language": self._switches,
        }[kind]()
        self._rests()
        return Took(len(self._order), kind, took)

    def _rests(self) -> None:
        """Wait until the server has said all, and the browser has drawn it."""
        self._page.wait_for_timeout(150)
        self._page.locator('[data-test-script-state="notRunning"]').wait_for()
        self._page.wait_for_timeout(250)

    def _timed(self, what: str, act: Callable[[], None], by: str, **wanted: object) -> float:
        step = {"what": what, "by": by, "limit": _SECONDS * 1000, **wanted}
        self._page.evaluate("step => watchSizes.arm(step)", step)
        act()
        took = self._page.evaluate("watchSizes.result")
        if took is None:
            raise BenchmarkError(
                f"{len(self._order)} events: {wanted} was not shown within {_SECONDS} seconds"
            )
        return float(took)

    def _moved(self, act: Callable[[], None], by: str) -> float:
        event = self._order[self._at]
        at = self._places[event.place or ""].position
        spot = (at.latitude, at.longitude)
        return self._timed("moved", act, by, event=event.id, place=spot)

    def _select(self) -> float:
        # Neither end of the story, so that there is a next one.
        others = [n for n in range(1, len(self._order) - 1) if n != self._at]
        self._at = self._chance.choice(others)
        link = f'.sm-timeline [data-select="{self._order[self._at].id}"]'
        headline = self._page.locator(link).first
        headline.scroll_into_view_if_needed()
        return self._moved(headline.click, "click")

    def _steps(self, key: str, by: int) -> float:
        self._at += by
        return self._moved(lambda: self._page.keyboard.press(key), "keydown")

    def _filters(self) -> float:
        # The whole journey is in view, so that what is on the map can be counted.
        self._page.frame_locator(".st-key-summitmap-map iframe").last.locator(
            ".sm-overview"
        ).click()
        self._page.get_by_role("button", name=self._word("filters.title")).click()
        left = [event for event in self._order if event.status is _LEFT]
        took = self._sifted(len(left))
        # The event that was selected gave way to the first that is left.
        self._at = self._order.index(left[0])
        return took

    def _clears(self) -> float:
        took = self._sifted(len(self._order))
        self._page.keyboard.press("Escape")
        return took

    def _sifted(self, left: int) -> float:
        act = self._choice("filter-status", "button", self._word(f"status.{_LEFT.value}")).click
        return self._timed("sifted", act, "click", left=left, all=len(self._order))

    def _switches(self) -> float:
        language = self._language = "nb" if self._language == "en" else "en"
        act = self._choice("language", "radio", self._word("language")).click
        event = self._order[self._at]
        return self._timed(
            "said",
            act,
            "click",
            title=self._story.title[language],
            event=event.id,
            headline=event.headline[language],
            language=language,
        )

    def _choice(self, key: str, role: Literal["button", "radio"], name: str) -> Locator:
        begins = re.compile(rf"^{re.escape(name)}")
        return self._page.locator(f'[class*="st-key-{key}"]').get_by_role(role, name=begins)

    def _word(self, key: str) -> str:
        return catalogue(self._language)(key)


def run(rounds: int, tell: Callable[[str], None]) -> list[Took]:
    """Every step of every round, done in both dashboards in turn."""
    with tempfile.TemporaryDirectory() as directory:
        stories = Path(directory)
        for count in (FEW, MANY):
            write_story(stories, count)
        with serve(DASHBOARD, stories) as server, browser() as chromium:
            boards = [
                _Dashboard(_window(chromium), server, *story_of(count), SEED)
                for count in (FEW, MANY)
            ]
            measured = []
            # Two rounds before the first count for nothing: both languages are drawn, caches fill.
            for number in range(-2, rounds):
                tell(f"round {number + 1} of {rounds}" if number >= 0 else "warming up")
                for kind in KINDS:
                    for board in boards:
                        took = board.does(kind)
                        if number >= 0:
                            measured.append(took)
            return measured


def _window(chromium: Browser) -> Page:
    context = chromium.new_context(viewport=WINDOW, locale="en", reduced_motion="reduce")
    context.set_default_timeout(_SECONDS * 1000)
    context.add_init_script(_WATCH)
    return context.new_page()


def summary(measured: Sequence[Took]) -> dict[str, Any]:
    """Of each kind the median and what 95 of 100 do not exceed, in milliseconds, with few and with
    many events, and how many times the one is of the other."""
    found: dict[str, Any] = {}
    for kind in KINDS:
        times = {
            count: [
                each.milliseconds for each in measured if (each.events, each.kind) == (count, kind)
            ]
            for count in (FEW, MANY)
        }
        middle = {count: statistics.median(each) for count, each in times.items()}
        late = {count: p95(each) for count, each in times.items()}
        found[kind] = {
            "few": round(middle[FEW], 1),
            "few_p95": round(late[FEW], 1),
            "many": round(middle[MANY], 1),
            "many_p95": round(late[MANY], 1),
            "ratio": round(middle[MANY] / middle[FEW], 2),
            "ratio_p95": round(late[MANY] / late[FEW], 2),
        }
    return found


def report(found: Mapping[str, Any]) -> str:
    """The figures for a person to read."""
    heads = (f"{FEW} events", "p95", f"{MANY:,} events", "p95", "ratio", "ratio p95")
    lines = ["ms, median and p95".ljust(24) + "".join(head.rjust(14) for head in heads)]
    for kind, figures in found.items():
        verdict = "reached" if figures["ratio"] < WANTED else "NOT reached"
        row = "".join(f"{value:14g}" for value in figures.values())
        lines.append(KINDS[kind].ljust(24) + row + f"  {verdict}")
    lines.append(f"wanted: a ratio of the medians under {WANTED:g}")
    return "\n".join(lines)
