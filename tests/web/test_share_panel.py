"""The share panel as Streamlit runs it, without a browser."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from streamlit.testing.v1 import AppTest

from summitmap.drawing.figure import Size
from summitmap.story.folder import StoryFolder
from summitmap.web.share_panel import qr_code


def panel(story: object, language: str, server: str, query: dict[str, str]) -> None:
    """The script that the test runs; it may use only what it imports itself."""
    from datetime import date

    from summitmap.drawing.catalogue import catalogue
    from summitmap.web.share_panel import share_panel

    words = catalogue(language)
    share_panel(story, language, words, server, query, date(2027, 3, 3))  # type: ignore[arg-type]


def shown(kim: StoryFolder, language: str, server: str = "https://maps.example.org") -> AppTest:
    query = {"story": "kim-russia-2023", "event": "gifts", "lang": language, "view": "explore"}
    page = AppTest.from_function(panel, args=(kim.story, language, server, query))
    page.run(timeout=60)
    assert not page.exception
    return page


def test_the_view_the_page_the_code_and_the_citation_can_be_copied(kim: StoryFolder) -> None:
    view, page, frame, picture, cited = (code.value for code in shown(kim, "en").code)
    home = "https://maps.example.org"
    assert view == f"{home}/?story=kim-russia-2023&event=gifts&lang=en&view=explore"
    assert page == f"{home}/stories/kim-russia-2023/?lang=en#event=gifts"
    assert frame.startswith(
        f'<iframe src="{home}/stories/kim-russia-2023/?embed&amp;lang=en#event=gifts" '
        'title="Kim Jong-un&#39;s journey to Russia" '
    )
    assert picture == f"{home}/stories/kim-russia-2023/map.png?lang=en&size=wide&event=gifts"
    assert cited.startswith("“Kim Jong-un's journey to Russia”. ")
    assert cited.endswith(f"{home}/stories/kim-russia-2023/?lang=en (accessed 3 March 2027).")


def test_a_picture_is_shared_in_the_size_that_is_named(kim: StoryFolder) -> None:
    page = shown(kim, "nb")
    (sizes,) = page.selectbox
    assert sizes.options[:2] == ["bredt, 16:9", "kvadratisk"]
    sizes.set_value(Size.SQUARE).run()
    assert any("map.png?lang=nb&size=square&event=gifts" in code.value for code in page.code)


def test_the_code_for_the_room_says_in_words_where_it_leads(kim: StoryFolder) -> None:
    page = shown(kim, "nb")
    (image,) = page.get("image")[0].proto.imgs
    address = "https://maps.example.org/stories/kim-russia-2023/?lang=nb#event=gifts"
    assert image.alt == f"QR-kode med adressen {address}"


def test_an_address_that_only_this_machine_knows_is_told(kim: StoryFolder) -> None:
    def notices(server: str) -> int:
        return len(shown(kim, "en", server).get("html"))

    assert notices("http://localhost:8501") == notices("http://127.0.0.1") == 1
    assert notices("https://maps.example.org") == 0


def test_a_qr_code_is_dark_on_white_with_a_quiet_zone() -> None:
    root = ET.fromstring(qr_code("https://maps.example.org/stories/kim-russia-2023/"))
    ground, modules = root.iter("path")
    assert ground.get("fill") == "#fff"
    assert modules.get("stroke") == "#000"
    # The first row of modules begins four to the right and four down.
    assert str(modules.get("d")).startswith("M4 4.5")
