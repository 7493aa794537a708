"""What many readers share: drawn once however many ask, kept within bounds, and new when a story
has changed on disk."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event

import pytest
from cachetools import Cache
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from summitmap.drawing.theme import Theme
from summitmap.publishing.page import Drawn
from summitmap.web import (
    drawn,
    ingredients,
    library,
    packing,
    page_script,
    publications,
    sifted,
    stock,
)
from summitmap.web.library import OpenStory
from summitmap.web.routes import routes
from summitmap.web.settings import STORIES
from summitmap.web.turns import Turns
from tests.conftest import KIM, Breaker

PAGE = f"/stories/{KIM.name}/"
TITLE = "Kim Jong-un's journey to Russia"
PATIENCE = 30


def client_of(stories: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv(STORIES, str(stories))
    return TestClient(Starlette(routes=routes()))


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    return client_of(KIM.parent, monkeypatch)


def titled(broken: Breaker, title: str, before: str = TITLE) -> OpenStory:
    """The first story under another English title, which makes it another story."""
    return library.opened(broken((f'title.en = "{before}"', f'title.en = "{title}"')))


def together(many: int, ask: Callable[[], object]) -> list[object]:
    """What so many are answered who ask at the same moment."""
    ready = Barrier(many)

    def one(_number: int) -> object:
        ready.wait(PATIENCE)
        return ask()

    with ThreadPoolExecutor(many) as threads:
        return list(threads.map(one, range(many)))


# --- once for all ---


@pytest.mark.parametrize(
    ("part", "ask"),
    [
        ("entries", lambda story: drawn.told(story, "en")),
        ("method", lambda story: drawn.how(story, "en")),
        ("story_map", drawn.folium_map),
        ("axis", lambda story: drawn.axis_of(story, "en", Theme.LIGHT, "gifts", None, None)),
    ],
)
def test_what_many_ask_for_at_once_is_drawn_once(
    broken: Breaker,
    monkeypatch: pytest.MonkeyPatch,
    part: str,
    ask: Callable[[OpenStory], object],
) -> None:
    story = titled(broken, f"A journey of which the {part} is drawn once")
    drawing, calls = getattr(drawn, part), []

    def counted(*values: object, **named: object) -> object:
        # The map is made of the entries in both languages.
        calls.append((values[1:3], threading.get_ident()))
        return drawing(*values, **named)

    monkeypatch.setattr(drawn, part, counted)
    assert len(together(6, lambda: ask(story))) == 6
    assert len(calls) == 1


def test_a_story_that_many_open_at_once_is_read_once(
    broken: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, reading, calls = broken(), library.folder.read, []

    def counted(folder: Path) -> object:
        calls.append(folder)
        return reading(folder)

    monkeypatch.setattr(library.folder, "read", counted)
    found = together(6, lambda: library.opened(path))
    # The dashboard and the routes share it.
    found.append(library.open_story(path, lambda _part, _doing: None))
    assert len({id(story) for story in found}) == len(calls) == 1


def test_a_page_that_many_ask_for_at_once_is_drawn_once(
    broken: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = broken(("Kim Jong-uns reise til Russland", "En side for mange"))
    drawing, calls = publications.drawn_page, []

    def counted(*values: object) -> Drawn:
        calls.append(values)
        return drawing(*values)  # type: ignore[arg-type]

    monkeypatch.setattr(publications, "drawn_page", counted)
    pages = together(6, lambda: publications.publication(path, "nb", "http://here"))
    assert len({id(page) for page in pages}) == len(calls) == 1


def test_nobody_waits_while_something_else_is_drawn(
    broken: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = titled(broken, "A journey that takes long to draw")
    quick = titled(broken, "A journey that does not", "A journey that takes long to draw")
    drawing, begun, go_on = drawn.entries, Event(), Event()

    def waited_for(story: object, *rest: object) -> object:
        if story is slow.folder.story:
            begun.set()
            assert go_on.wait(PATIENCE)
        return drawing(story, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(drawn, "entries", waited_for)
    with ThreadPoolExecutor(1) as thread:
        first = thread.submit(drawn.told, slow, "en")
        assert begun.wait(PATIENCE)
        assert drawn.told(quick, "en").entries
        assert not first.done()
        go_on.set()
        assert first.result(PATIENCE).entries


def test_each_who_shows_a_map_has_a_copy_that_is_written_as_folium_writes_it() -> None:
    opened = library.opened(KIM)
    one, other = drawn.folium_map(opened), drawn.folium_map(opened)
    assert one is not other
    assert one.get_root() is not other.get_root()
    assert one.get_name() == other.get_name()
    one._id = "shown"
    assert other.get_name() != one.get_name()
    # What folium has written is shared, and asked again it is not written again.
    assert one.get_root().header is other.get_root().header
    head = other.get_root().header.render()
    assert "leaflet.js" in head
    assert other.render() == ""
    assert other.get_root().header.render() == head


# --- within bounds ---

CACHES = {
    "stories": library._opened.cache,
    "stories shown": library._shown.cache,
    "tellings": drawn.told.cache,
    "methods": drawn.how.cache,
    "maps": drawn._drawn_map.cache,
    "axes": drawn.axis_of.cache,
    "wishes": sifted._sifted.cache,
    "pages": publications._publication.cache,
}


@pytest.mark.parametrize("name", CACHES)
def test_nothing_is_kept_without_a_bound(name: str) -> None:
    cache = CACHES[name]
    assert isinstance(cache, Cache)
    assert 0 < cache.maxsize <= 64_000_000


def test_more_wishes_than_are_remembered_push_out_the_oldest() -> None:
    opened, cache = library.opened(KIM), sifted._sifted.cache
    for number in range(int(cache.maxsize) + 20):
        found = sifted.sifted(opened, "en", {"q": f"zebra {number}"})
        assert found.events == ()
    assert len(cache) == cache.maxsize


def test_pages_are_kept_as_long_as_there_is_room(
    broken: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = broken(("Kim Jong-uns reise til Russland", "Mange store sider"))
    large = packing.Body(b"x" * 10_000_000, None)
    monkeypatch.setattr(
        publications, "_drawn", lambda *_: publications.Publication(large, "default-src 'none'")
    )
    for number in range(12):
        publications.publication(path, "nb", f"http://host-{number}")
    cache = publications._publication.cache
    assert 50_000_000 < cache.currsize <= cache.maxsize
    cache.clear()


# --- new when the story is ---


@pytest.fixture
def own_stock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock, "STOCK", stock.Stock())


def dashboard(path: Path) -> Iterator[str]:
    """All that the page shows, each time it is drawn in one session."""
    page = AppTest.from_file(str(page_script()), default_timeout=60)
    page.query_params["lang"] = "en"
    while True:
        page.run()
        assert not page.exception
        yield "".join(element.proto.body for element in page.get("html"))


def test_an_edited_story_shows_without_a_restart_in_page_picture_data_map_and_card(
    broken: Breaker, monkeypatch: pytest.MonkeyPatch, own_stock: None
) -> None:
    path = broken()
    client = client_of(path.parent, monkeypatch)
    screens = dashboard(path)

    def seen() -> dict[str, str]:
        home = f"/views/{path.name}/{drawn.version(library.opened(path))}"
        return {
            "dashboard": next(screens),
            "page": client.get(PAGE, params={"lang": "en"}).text,
            "picture": client.get(f"{PAGE}map.svg", params={"lang": "en"}).text,
            "data": client.get(f"{PAGE}events.csv").text,
            "map": client.get(f"{home}/told.json").text,
            "card": client.get(f"{home}/cards/en/gifts.json").text,
        }

    before = seen()
    broken(
        ('title.en = "Kim', 'title.en = "Edited: Kim'),
        ('headline.en = "Gifts change hands', 'headline.en = "Edited: Gifts change hands'),
    )
    after = seen()
    assert [name for name, text in before.items() if "Edited: " in text] == []
    assert [name for name, text in after.items() if "Edited: " in text] == list(after)


# --- packed once ---


def test_what_is_sent_packed_is_what_is_sent_plain(client: TestClient) -> None:
    told = f"/views/{KIM.name}/{drawn.version(library.opened(KIM))}/told.json"
    basemap = ingredients.address("basemap.json")
    for path in (basemap, told, f"{PAGE}?lang=en"):
        plain = client.get(path, headers={"Accept-Encoding": "identity"})
        packed = client.get(path, headers={"Accept-Encoding": "br, gzip;q=0.8"})
        assert "content-encoding" not in plain.headers
        assert packed.headers["content-encoding"] == "gzip"
        assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2
        assert packed.content == plain.content
        assert "Accept-Encoding" in packed.headers["vary"]
        assert packed.headers["vary"] == plain.headers["vary"]


@pytest.mark.parametrize("said", ["gzip;q=0", "gzip; q=0.0", "br", "", "x-gzippy"])
def test_a_browser_that_unpacks_nothing_gets_nothing_packed(client: TestClient, said: str) -> None:
    answer = client.get(ingredients.address("map.js"), headers={"Accept-Encoding": said})
    assert "content-encoding" not in answer.headers
    assert b"SummitMap" in answer.content


def test_the_same_bytes_are_packed_alike_and_small_ones_not_at_all() -> None:
    text = json.dumps(list(range(2000))).encode()
    first, second = packing.body(text), packing.body(text)
    assert first.packed == second.packed
    assert first.packed is not None
    assert gzip.decompress(first.packed) == text
    assert first.size == len(text) + len(first.packed)
    assert packing.body(b"a few words").packed is None


# --- in turns ---


def test_no_more_have_a_turn_than_there_are() -> None:
    turns, at_once, most = Turns(2), [], []
    lock = threading.Lock()

    def work() -> None:
        with turns.one():
            with lock:
                at_once.append(1)
                most.append(len(at_once))
            Event().wait(0.005)
            with lock:
                at_once.pop()

    together(8, work)
    assert len(most) == 8
    assert max(most) <= 2


def test_whoever_has_a_turn_needs_no_other() -> None:
    pages, parts = Turns(1), Turns(1)

    def work() -> str:
        with pages.one(), pages.one(), parts.one():
            return "done"

    with parts.one(), ThreadPoolExecutor(1) as thread:
        assert thread.submit(work).result(PATIENCE) == "done"


def test_a_turn_is_given_back_by_whoever_fails() -> None:
    turns = Turns(1)
    with pytest.raises(ValueError, match="no paper"), turns.one():
        raise ValueError("no paper")
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(lambda: turns.one().__enter__()).result(PATIENCE) is None
