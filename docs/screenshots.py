"""Makes the pictures of the README: `.venv/bin/python docs/screenshots.py`.

Needs what the tests need (`pip install --editable '.[test]'`, and a Chromium). Each picture is the
page as a reader opens it, with the network cut.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

DOCS = Path(__file__).parent
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]


@dataclass(frozen=True)
class Picture:
    """A picture: where the page is opened, how, and what is asked for there, if anything: the card
    of a stop, or a panel by its title."""

    name: str
    address: str
    width: int = 1400
    height: int = 900
    theme: str = "light"
    stop: str | None = None
    panel: str | None = None


PAGE = "/stories/kim-russia-2023/"
PRESENT = f"{PAGE}#event=summit-talks&lang=nb&view=present"

PICTURES = (
    Picture("explore-en-light", "/?lang=en&event=summit-talks"),
    Picture("explore-nb-dark", "/?lang=nb", theme="dark", stop="3"),
    Picture("explore-nb-phone", "/?lang=nb", width=390, height=844),
    Picture("explore-en-brush", "/?lang=en&event=summit-talks&days=2023-09-13/2023-09-20"),
    Picture("export-en-light", "/?lang=en", panel="Export"),
    Picture("share-en-light", "/?lang=en&event=gifts", panel="Share"),
    Picture("page-en-light", f"{PAGE}#event=gifts&lang=en"),
    Picture("page-nb-present", PRESENT, 1280, 720, "dark"),
    Picture("page-en-embed", f"{PAGE}?embed#event=komsomolsk-visit&lang=en", 720, 460),
)


def main() -> None:
    """Start the dashboard, take every picture, stop the dashboard."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["streamlit", "run", "dashboard.py", "--server.port", str(port)]
    server = subprocess.Popen(
        [sys.executable, "-m", *command, "--server.headless", "true"], cwd=DOCS.parent
    )
    try:
        wait_for(f"http://localhost:{port}/healthz", server)
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            for picture in PICTURES:
                take(picture, browser, f"http://localhost:{port}")
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Until the address answers; raises `RuntimeError` when the server ends before that."""
    while server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            continue
        return
    raise RuntimeError("the dashboard ended before it answered")


def take(picture: Picture, browser: Browser, address: str) -> None:
    """Open the page, wait until the map stands still, and write the picture."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme=picture.theme,
        reduced_motion="reduce",
        device_scale_factor=2 if picture.width < 500 else 1,
    )
    page = context.new_page()
    page.goto(f"{address}{picture.address}")
    in_frame = page.frame_locator(".st-key-summitmap-map iframe")
    frame = page if picture.address.startswith(PAGE) else in_frame
    ready = frame.locator(".sm-map[data-ready=true][data-moving=false] .sm-name-stop")
    expect(ready.first).to_be_visible(timeout=30_000)
    if picture.stop is not None:
        frame.locator(".sm-stop", has_text=picture.stop).click()
        expect(frame.locator(".sm-card")).to_be_visible()
        page.wait_for_url("**event=**")
    if picture.panel is not None:
        page.get_by_text(picture.panel, exact=True).click()
        inside = page.locator(".st-key-summitmap-panels details[open] img")
        expect(inside.last).to_be_visible(timeout=60_000)
        page.get_by_text(picture.panel, exact=True).evaluate("it => it.scrollIntoView()")
    if frame is not page:
        expect(page.locator(".st-key-summitmap-axis .vega-embed")).to_be_visible()
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    page.screenshot(path=DOCS / f"{picture.name}.png")
    context.close()


if __name__ == "__main__":
    main()
