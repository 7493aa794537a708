"""The page in a real browser, with the network cut."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import NewReader, Serve, Server, free_port
from tests.conftest import Breaker

pytestmark = pytest.mark.browser

EVENTS = (
    *("departure", "arrival", "summit-talks", "gifts", "limousine", "invitation"),
    *("return-visit", "peskov-statement", "south-korea-warning"),
    *("komsomolsk-visit", "vladivostok-visit", "lavrov-visit"),
)
STOPS = ("departure", "summit-talks", "komsomolsk-visit", "vladivostok-visit")


def test_the_map_is_drawn_with_the_network_cut(dashboard: Server, reader: NewReader) -> None:
    person = reader()
    person.opens(f"{dashboard.address}/?lang=en")
    names = person.map.locator(".sm-name-stop")
    expect(names).to_have_text(
        ["Pyongyang", "Vostochny Cosmodrome", "Komsomolsk-on-Amur", "Vladivostok"]
    )
    assert len(person.map.locator("path.sm-land").get_attribute("d") or "") > 1_000
    expect(person.map.locator(".leaflet-overlay-pane path.sm-leg")).to_have_count(3)
    expect(person.map.locator(".leaflet-control-scale-line")).to_have_text(re.compile(r"\d+ km"))
    expect(person.map.locator(".leaflet-control-attribution")).to_contain_text("Natural Earth")


def test_a_name_is_placed_anew_when_its_letters_come(dashboard: Server, reader: NewReader) -> None:
    region, letters = ".sm-name-region >> nth=0", re.compile(r"Italic.*woff2")
    prompt, late = reader(), reader()
    prompt.opens(f"{dashboard.address}/?lang=en")
    prompt.sees_it_at_rest()
    held: list[Route] = []
    late.page.route(letters, lambda route: held.append(route))
    with late.page.expect_request(letters):
        late.page.goto(f"{dashboard.address}/?lang=en")
    expect(late.map.locator(region)).to_be_visible()
    before = late.map.locator(region).get_attribute("style")
    late.page.route(letters, lambda route: route.continue_())
    assert held
    for route in held:
        route.continue_()
    late.sees_it_at_rest()
    expected = prompt.map.locator(region).get_attribute("style") or ""
    assert before != expected
    expect(late.map.locator(region)).to_have_attribute("style", expected)


def test_the_whole_journey_fits_the_first_view(dashboard: Server, reader: NewReader) -> None:
    person = reader()
    person.opens(f"{dashboard.address}/?lang=en")
    frame = person.map_box.bounding_box()
    assert frame is not None
    for number in range(4):
        pin = person.map.locator(".sm-stop").nth(number).bounding_box()
        assert pin is not None
        assert frame["x"] < pin["x"]
        assert pin["x"] + pin["width"] < frame["x"] + frame["width"]
        assert frame["y"] < pin["y"]
        assert pin["y"] + pin["height"] < frame["y"] + frame["height"]


def test_the_first_screen_shows_all_three_and_the_first_event(
    dashboard: Server, reader: NewReader
) -> None:
    person = reader()
    person.opens(f"{dashboard.address}/?lang=en")
    expect(person.page.locator("h1")).to_have_text("Kim Jong-un's journey to Russia")
    person.sees_selected("departure")
    expect(person.event("departure")).to_be_in_viewport()
    expect(person.claim("departure").first).to_be_in_viewport()
    expect(person.page.get_by_text("Deploy")).to_have_count(0)


def test_each_event_selected_in_the_timeline_is_seen_in_the_other_two(
    dashboard: Server, reader: NewReader
) -> None:
    person = reader(reduced_motion="reduce")
    person.opens(f"{dashboard.address}/?lang=en")
    for event in (*EVENTS[1:], EVENTS[0]):
        person.event(event).locator(".sm-headline").click()
        person.sees_selected(event)
        person.sees_in_the_address(event=event, lang="en")
        expect(person.event(event)).to_be_in_viewport()
        expect(person.claim(event).first).to_be_in_viewport()


def test_each_event_selected_in_the_text_is_seen_in_the_other_two(
    dashboard: Server, reader: NewReader
) -> None:
    person = reader(reduced_motion="reduce")
    person.opens(f"{dashboard.address}/?lang=nb")
    for event in (*EVENTS[1:], EVENTS[0]):
        person.claim(event).first.click()
        person.sees_selected(event)
        person.sees_in_the_address(event=event, lang="nb")
        expect(person.event(event)).to_be_in_viewport()


def test_each_stop_selected_on_the_map_is_seen_in_the_other_two(
    dashboard: Server, reader: NewReader
) -> None:
    person = reader(reduced_motion="reduce")
    person.opens(f"{dashboard.address}/?lang=en")
    for event in (*STOPS[1:], STOPS[0]):
        person.asks_the_map_for(event)
        person.sees_selected(event)
        person.sees_in_the_address(event=event)
        expect(person.event(event)).to_be_in_viewport()
        expect(person.claim(event).first).to_be_in_viewport()


def test_a_country_selected_on_the_map_selects_its_event(
    dashboard: Server, reader: NewReader
) -> None:
    person = reader(reduced_motion="reduce")
    person.opens(f"{dashboard.address}/?lang=en")
    person.map.locator("path.sm-area.sm-planned").dispatch_event("click")
    person.sees_selected("lavrov-visit")


def test_clicking_a_stop_again_goes_through_its_events(
    dashboard: Server, reader: NewReader
) -> None:
    person = reader(reduced_motion="reduce")
    person.opens(f"{dashboard.address}/?lang=en")
    for event in ("summit-talks", "gifts", "limousine", "invitation", "summit-talks"):
        person.pin("summit-talks").click()
        person.sees_selected(event)


def test_the_card_tells_the_event_and_how_its_place_was_found(
    dashboard: Server, reader: NewReader
) -> None:
    person = reader(reduced_motion="reduce")
    person.opens(f"{dashboard.address}/?lang=en")
    card = person.map.locator(".sm-card")
    expect(card).to_be_hidden()
    person.pin("komsomolsk-visit").click()
    for words in (
        "14 – about 20 September 2023",
        "Kim is expected in Komsomolsk-on-Amur",
        "expected",
        "the article itself",
        "He is expected in the city of",
        "record 2021851",
        "Spelling corrected from “Kimsomolsk-na-Amure”",
    ):
        expect(card).to_contain_text(words)
    person.page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_the_pin_stays_beside_the_card(dashboard: Server, reader: NewReader) -> None:
    person = reader(reduced_motion="reduce")
    person.opens(f"{dashboard.address}/?lang=en")
    for event in STOPS:
        person.asks_the_map_for(event)
        person.sees_selected(event)
        expect(person.map_box).not_to_have_attribute("data-moving", "true")
        pin, card = person.pin(event).bounding_box(), person.map.locator(".sm-card").bounding_box()
        assert pin is not None
        assert card is not None
        assert pin["x"] + pin["width"] < card["x"]


def test_a_stop_opens_with_the_keyboard(dashboard: Server, reader: NewReader) -> None:
    person = reader(reduced_motion="reduce")
    person.opens(f"{dashboard.address}/?lang=en")
    person.pin("vladivostok-visit").focus()
    person.page.keyboard.press("Enter")
    person.sees_selected("vladivostok-visit")


def test_a_timeline_link_opens_with_the_keyboard(dashboard: Server, reader: NewReader) -> None:
    person = reader(reduced_motion="reduce")
    person.opens(f"{dashboard.address}/?lang=en")
    person.event("arrival").locator(".sm-headline").focus()
    person.page.keyboard.press("Enter")
    person.sees_selected("arrival")


def test_a_copied_address_opens_the_same_view(dashboard: Server, reader: NewReader) -> None:
    person = reader(reduced_motion="reduce")
    person.opens(f"{dashboard.address}/?lang=nb")
    person.event("vladivostok-visit").locator(".sm-headline").click()
    person.sees_in_the_address(event="vladivostok-visit", lang="nb")
    other = reader()
    other.opens(person.page.url)
    other.sees_selected("vladivostok-visit")
    expect(other.page.locator("h1")).to_have_text("Kim Jong-uns reise til Russland")
    other.page.reload()
    other.sees_the_map()
    other.sees_selected("vladivostok-visit")


def test_back_and_forward_select_what_was_selected(dashboard: Server, reader: NewReader) -> None:
    person = reader(reduced_motion="reduce")
    person.opens(f"{dashboard.address}/?lang=en")
    for event in ("arrival", "gifts"):
        person.event(event).locator(".sm-headline").click()
        person.sees_in_the_address(event=event)
    person.page.go_back()
    person.sees_selected("arrival")
    person.page.go_forward()
    person.sees_selected("gifts")


def test_back_in_the_moment_of_the_click_selects_what_the_address_says(
    dashboard: Server, reader: NewReader
) -> None:
    person = reader(reduced_motion="reduce")
    person.opens(f"{dashboard.address}/?lang=en")
    person.event("arrival").locator(".sm-headline").click()
    person.sees_in_the_address(event="arrival")
    # The address is written before the server's answer reaches the views.
    person.page.evaluate(
        """() => {
          const push = history.pushState;
          history.pushState = function (...step) {
            push.apply(this, step);
            setTimeout(() => history.back());
          };
        }"""
    )
    person.event("gifts").locator(".sm-headline").click()
    person.page.wait_for_function("() => !location.search.includes('gifts')")
    person.sees_in_the_address(event="arrival")
    person.sees_selected("arrival")


def test_quick_clicks_end_at_the_last_one(dashboard: Server, reader: NewReader) -> None:
    person = reader(reduced_motion="reduce")
    person.opens(f"{dashboard.address}/?lang=en")
    for event in (*EVENTS, *reversed(EVENTS[:-1])):
        person.event(event).locator(".sm-headline").evaluate("link => link.click()")
    person.event("gifts").locator(".sm-headline").evaluate("link => link.click()")
    person.sees_in_the_address(event="gifts")
    person.sees_selected("gifts")


def test_a_selection_keeps_the_zoom_and_the_map_itself(
    dashboard: Server, reader: NewReader
) -> None:
    person = reader(reduced_motion="reduce")
    person.opens(f"{dashboard.address}/?lang=en")
    person.map_box.evaluate("box => { box.dataset.same = 'yes' }")
    person.map.locator(".leaflet-control-zoom-in").click()
    expect(person.map_box).not_to_have_attribute("data-moving", "true")
    before = person.map_box.evaluate("() => window.map.getZoom()")
    for event in ("vladivostok-visit", "summit-talks"):
        person.event(event).locator(".sm-headline").click()
        person.sees_selected(event)
        person.sees_in_the_address(event=event)
    assert person.map_box.evaluate("() => window.map.getZoom()") == before
    expect(person.map_box).to_have_attribute("data-same", "yes")


def test_the_basemap_is_fetched_once(dashboard: Server, reader: NewReader) -> None:
    person = reader(reduced_motion="reduce")
    fetched: list[str] = []
    person.page.on("request", lambda request: fetched.append(request.url))
    person.opens(f"{dashboard.address}/?lang=en")
    for event in STOPS[1:]:
        person.event(event).locator(".sm-headline").click()
        person.sees_in_the_address(event=event)
    assert len([address for address in fetched if address.endswith("/basemap.json")]) == 1


def test_the_language_is_switched_on_the_page(dashboard: Server, reader: NewReader) -> None:
    person = reader()
    person.opens(f"{dashboard.address}/?lang=en&event=gifts")
    person.page.get_by_role("radio", name="Norsk").click()
    expect(person.page.locator("h1")).to_have_text("Kim Jong-uns reise til Russland")
    expect(person.map.locator(".sm-name-stop").nth(1)).to_have_text("romfartshavnen Vostochny")
    person.sees_the_map()
    person.sees_selected("gifts")
    person.sees_in_the_address(lang="nb", event="gifts")
    expect(person.map.get_by_text("Tegnforklaring")).to_be_visible()


def test_the_language_follows_the_browser(dashboard: Server, reader: NewReader) -> None:
    norwegian = reader(locale="nb-NO")
    norwegian.opens(dashboard.address)
    expect(norwegian.page.locator("h1")).to_have_text("Kim Jong-uns reise til Russland")


@pytest.mark.parametrize("language", ["nb", "en"])
def test_nothing_scrolls_sideways_on_a_phone(
    dashboard: Server, reader: NewReader, language: str
) -> None:
    person = reader(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    person.opens(f"{dashboard.address}/?lang={language}")
    wide = "element => element.scrollWidth - element.clientWidth"
    assert person.page.locator("html").evaluate(wide) <= 0
    assert person.page.locator('[data-testid="stMain"]').evaluate(wide) <= 0
    frame = person.map_box.bounding_box()
    timeline = person.page.locator(".sm-timeline").bounding_box()
    assert frame is not None
    assert timeline is not None
    assert frame["width"] <= 390
    assert frame["y"] + frame["height"] <= timeline["y"]


def test_a_tap_on_a_stop_opens_its_card_on_a_phone(dashboard: Server, reader: NewReader) -> None:
    person = reader(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    person.opens(f"{dashboard.address}/?lang=en")
    person.pin("summit-talks").tap()
    person.sees_selected("summit-talks")
    expect(person.map.locator(".sm-card")).to_contain_text("Kim and Putin meet at the spaceport")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_map_follows_the_theme(dashboard: Server, reader: NewReader, theme: str) -> None:
    person = reader(color_scheme=theme)
    person.opens(f"{dashboard.address}/?lang=en")
    expect(person.map_box).to_have_attribute("data-theme", theme)


def test_the_map_stays_complete_when_online_tiles_fail(
    dashboard: Server, reader: NewReader
) -> None:
    person = reader()
    person.opens(f"{dashboard.address}/?lang=en")
    person.map.locator(".leaflet-control-layers").hover()
    person.map.get_by_text("OpenStreetMap (online)").click()
    expect(person.map.locator(".sm-notice-layer")).to_have_text(
        "The online map cannot be reached. The built-in map is shown."
    )
    expect(person.map.locator("path.sm-land")).to_be_visible()
    expect(person.map.locator(".sm-name-country").first).to_be_visible()
    assert person.left_the_machine
    assert all("tile.openstreetmap.org" in address for address in person.left_the_machine)
    # Asked for by the reader, and refused here: neither is a fault of the page.
    person.left_the_machine.clear()
    person.complaints[:] = [text for text in person.complaints if "ERR_FAILED" not in text]


def test_an_event_without_a_place_says_so_on_the_map(dashboard: Server, reader: NewReader) -> None:
    person = reader()
    person.opens(f"{dashboard.address}/?lang=en&event=peskov-statement")
    expect(person.map.locator(".sm-notice:not(.sm-notice-layer)")).to_contain_text(
        "has no place on the map"
    )


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("event=nowhere", "This story has no event called “nowhere”."),
        ("story=nothing", "There is no story called “nothing”."),
        ("lang=xx", "“xx” is not a language of this story."),
        ("event=<script>alert(1)</script>", "no event called “<script>alert(1)</script>”"),
    ],
)
def test_a_bad_address_is_told_and_the_story_still_opens(
    dashboard: Server, reader: NewReader, query: str, told: str
) -> None:
    person = reader()
    person.opens(f"{dashboard.address}/?{query}")
    person.sees_selected("departure")
    expect(person.page.locator(".summitmap-notice").first).to_contain_text(told)


@pytest.fixture
def several(serve: Serve, broken: Breaker) -> Server:
    """`summitmap serve` on a folder with a sound story and a broken one."""
    sound = broken()
    stories = sound.parent
    torn = stories / "torn"
    torn.mkdir()
    text = (sound / "story.toml").read_text(encoding="utf-8")
    torn_text = text.replace('"kim-russia-2023"', '"torn"', 1).replace("Their talks", "<b>Their")
    (torn / "story.toml").write_text(torn_text, encoding="utf-8")
    for name in ("article.nb.md", "article.en.md"):
        (torn / name).write_bytes((sound / name).read_bytes())
    port = free_port()
    command = ["summitmap.cli", "serve", "--stories", str(stories), "--port", str(port)]
    return serve(command, port)


def test_a_broken_story_shows_its_problems_and_the_others_still_open(
    several: Server, reader: NewReader
) -> None:
    person = reader()
    person.page.goto(f"{several.address}/?story=torn&lang=en")
    problems = person.page.locator(".summitmap-problems")
    expect(problems).to_contain_text("“torn” cannot be shown yet")
    expect(problems).to_contain_text("'<b>Their lasted more than five hours' does not stand")
    person.page.get_by_role("combobox").click()
    person.page.get_by_role("option", name="(kim-russia-2023)").click()
    person.sees_the_map()
    person.sees_selected("departure")


def test_one_story_needs_no_chooser(dashboard: Server, reader: NewReader) -> None:
    person = reader()
    person.opens(f"{dashboard.address}/?lang=en")
    expect(person.page.get_by_role("combobox")).to_have_count(0)


def test_a_story_edited_on_disk_shows_at_the_next_opening(
    several: Server, reader: NewReader, broken: Breaker
) -> None:
    person = reader()
    person.opens(f"{several.address}/?story=kim-russia-2023&lang=en")
    broken(('title.en = "Kim Jong-un\'s journey to Russia"', 'title.en = "An edited headline"'))
    person.page.reload()
    expect(person.page.locator("h1")).to_have_text("An edited headline")


def test_a_row_of_the_table_of_places_shows_the_place_on_the_map(
    dashboard: Server, reader: NewReader
) -> None:
    person = reader(reduced_motion="reduce")
    person.opens(f"{dashboard.address}/?lang=en")
    person.page.locator('[data-testid="stExpander"] summary', has_text="Places").click()
    table = person.page.locator('[data-testid="stDataFrame"]')
    expect(table.locator("canvas").first).to_be_visible()
    table.scroll_into_view_if_needed()
    # A table is drawn on a canvas: its rows are 35 pixels high, below a head of the same height.
    for row, shown in ((4, "vladivostok-visit"), (5, "place:amur")):
        corner = table.bounding_box()
        assert corner is not None
        person.page.mouse.click(corner["x"] + 16, corner["y"] + 35 * row + 17)
        expect(person.map_box).to_have_attribute("data-event", shown)
    person.sees_in_the_address(event="vladivostok-visit")
    expect(person.map.locator("path.sm-area.sm-mentioned.sm-selected")).to_have_count(1)
