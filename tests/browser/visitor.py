"""A person in front of the story page, whose network ends at this machine."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Locator,
    Page,
    Request,
    Route,
    expect,
)


def settles(page: Page) -> None:
    """Wait until what is selected has been scrolled into sight, with the frame after next."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


@dataclass
class Visitor:
    """A window with the story page; what went wrong behind its back is kept."""

    page: Page
    left_the_machine: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def map(self) -> Locator:
        return self.page.locator(".sm-map")

    @property
    def headline(self) -> Locator:
        """The headline of the event that is shown alone."""
        return self.page.locator(".page-timeline:visible .sm-event.sm-selected .sm-headline")

    def event(self, event: str) -> Locator:
        """The event in the timeline of the language that is shown."""
        return self.page.locator(f'.page-timeline:not([hidden]) .sm-event[data-event="{event}"]')

    def claim(self, event: str) -> Locator:
        """The words of the article that carry the event."""
        return self.page.locator(f'.page-article:not([hidden]) [data-event~="{event}"]')

    def button(self, action: str) -> Locator:
        """The button of that action, where it can be seen."""
        return self.page.locator(f'[data-act="{action}"]:visible').first

    def opens(self, address: str) -> None:
        """Open the page and wait until the map has been drawn."""
        self.page.goto(address)
        self.sees_the_map()

    def sees_the_map(self) -> None:
        expect(self.map).to_have_attribute("data-ready", "true")
        expect(self.map).not_to_have_attribute("data-moving", "true")

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def sees_selected(self, event: str) -> None:
        """The event is marked in the map and the timeline, alone, and stands in the address."""
        expect(self.map).to_have_attribute("data-event", event)
        expect(self.event(event)).to_have_class(re.compile(r"\bsm-selected\b"))
        expect(
            self.page.locator(".page-timeline:not([hidden]) .sm-event.sm-selected")
        ).to_have_count(1)
        self.sees_in_the_address(event=event)
        settles(self.page)

    def sees_in_the_address(self, **values: str) -> None:
        for key, value in values.items():
            expect(self.page).to_have_url(re.compile(rf"[#&]{key}={re.escape(value)}(&|$)"))

    def sees_view(self, view: str) -> None:
        expect(self.page.locator("html")).to_have_attribute("data-summitmap-view", view)

    def listens(self, page: Page) -> None:
        """Keep what goes wrong in a window."""

        def hear(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                self.complaints.append(message.text)

        def dismiss(dialog: Dialog) -> None:
            self.complaints.append(f"a dialog: {dialog.message}")
            dialog.dismiss()

        page.on("console", hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", dismiss)


def visit(context: BrowserContext, own: re.Pattern[str]) -> Visitor:
    """A window of the context, in which only addresses that match `own` are answered."""
    visitor = Visitor(context.new_page())

    def cut_the_network(route: Route, request: Request) -> None:
        if own.match(request.url):
            route.continue_()
        else:
            visitor.left_the_machine.append(request.url)
            route.abort()

    context.route("**/*", cut_the_network)
    visitor.listens(visitor.page)
    context.on("page", visitor.listens)
    return visitor
