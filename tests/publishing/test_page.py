"""The story page as a file: whole, small, safe, and told without its script."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from summitmap.publishing.page import drawn_page, page
from summitmap.story.folder import StoryFolder
from summitmap.story.model import Place, Story
from tests.conftest import KIM
from tests.drawing.conftest import Element, hostile, made, place
from tests.publishing.documents import document

KILOBYTE = 1000

HOSTILE = (
    "</script><script>window.broken = 1</script>",
    "<!-- <script>",
    "\"'><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% raw %}{# x #}",
    "${window.broken = 1}`",
    "]]></style></title></svg></desc></noscript></textarea>",
    "\u202eevil\u202c\u2066\u2069",
    "line\u2028separator\u2029end",
    "&lt;b&gt; &amp;amp; &#x3c;",
    "\\u003cscript\\u003e \\ \\\\",
    "javascript:alert(1)",
)


@pytest.fixture(scope="module")
def html(kim: StoryFolder) -> str:
    return page(kim.story, kim.places, "nb")


@pytest.fixture(scope="module")
def shown(html: str) -> Element:
    return document(html)


def packed(shown: Element, name: str) -> Any:  # noqa: ANN401 - JSON of any shape
    """What an element of the page holds, unpacked."""
    element = shown.one("script", id=name)
    assert element.attributes["type"] == "application/gzip"
    return json.loads(gzip.decompress(base64.b64decode(element.text)))


def in_language(shown: Element, class_: str, language: str) -> Element:
    (found,) = shown.find(class_=class_, lang=language)
    return found


def test_the_page_with_both_languages_is_small(html: str) -> None:
    whole = html.encode()
    assert len(whole) < 500 * KILOBYTE
    assert len(gzip.compress(whole, 9)) < 200 * KILOBYTE


def test_the_same_story_gives_the_same_bytes_in_another_process(html: str) -> None:
    made_there = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, pathlib; from summitmap.story import folder;"
            "from summitmap.publishing.page import page;"
            "kim = folder.read(pathlib.Path(sys.argv[1]));"
            "sys.stdout.buffer.write(page(kim.story, kim.places, 'nb').encode())",
            str(KIM),
        ],
        # Sets and their like go through their members in another order there.
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        check=True,
    ).stdout
    assert hashlib.sha256(made_there).hexdigest() == hashlib.sha256(html.encode()).hexdigest()


def test_nothing_is_fetched_from_outside(html: str, shown: Element) -> None:
    for element in shown.walk():
        for name in ("src", "href", "action", "poster", "data", "srcset"):
            address = element.attributes.get(name)
            if address is not None and element.tag != "a":
                assert address.startswith(("#", "data:")), f"<{element.tag} {name}={address}>"
    for sheet in shown.find("style"):
        assert not re.search(r"@import|url\((?!data:|#|\"?#)", sheet.text)


def test_the_policy_allows_what_the_page_holds_and_nothing_else(
    kim: StoryFolder, html: str
) -> None:
    drawn = drawn_page(kim.story, kim.places, "nb")
    assert drawn.html == html
    shown = document(html)
    (meta,) = shown.find("meta", http_equiv="Content-Security-Policy")
    assert meta.attributes["content"] == drawn.policy
    allowed = dict(part.split(" ", 1) for part in drawn.policy.split("; "))
    assert allowed["default-src"] == allowed["base-uri"] == allowed["form-action"] == "'none'"
    assert allowed["img-src"] == allowed["font-src"] == "data:"
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        held = {
            f"'sha256-{base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()}'"
            for element in shown.find(tag)
            if "type" not in element.attributes
        }
        assert set(allowed[directive].split()) == held


def test_no_attribute_holds_a_style_or_a_script(shown: Element) -> None:
    for element in shown.walk():
        assert "style" not in element.attributes, element.tag
        assert not [name for name in element.attributes if name.startswith("on")], element.tag


def test_the_policy_is_told_before_anything_that_it_rules(shown: Element) -> None:
    first = [element.tag for element in shown.one("head").walk()][:2]
    assert first == ["meta", "meta"]
    second = shown.one("head").find("meta")[1]
    assert second.attributes["http-equiv"] == "Content-Security-Policy"


def test_the_page_opens_in_the_language_that_is_asked_for(kim: StoryFolder) -> None:
    for language, other in (("nb", "en"), ("en", "nb")):
        shown = document(page(kim.story, kim.places, language))
        assert shown.one("html").attributes["lang"] == language
        assert "hidden" not in in_language(shown, "page-title", language).attributes
        assert "hidden" in in_language(shown, "page-title", other).attributes
        assert packed(shown, "summitmap-told")["language"] == language


def test_the_map_is_told_in_every_language(shown: Element) -> None:
    told = packed(shown, "summitmap-told")
    assert set(told["told"]) == {"nb", "en"}
    for language in ("nb", "en"):
        names = packed(shown, f"summitmap-labels-{language}")
        assert told["told"][language]["labels"] == f"#summitmap-labels-{language}"
        assert {"text", "kind", "zoom", "longitude", "latitude"} == set(names[0])
    basemap = packed(shown, "summitmap-basemap")
    assert set(basemap["objects"]) == {"countries", "borders", "coast", "lakes", "rivers"}


def test_its_letters_are_those_of_the_story(shown: Element) -> None:
    faces = re.findall(r"base64,([A-Za-z0-9+/=]+)\)", shown.find("style")[0].text)
    assert len(faces) > 2
    for face in faces:
        letters = TTFont(io.BytesIO(base64.b64decode(face))).getBestCmap()
        assert set(map(ord, "Kim Jong-un på «reise» – æøå")) <= set(letters)
        assert ord("Ж") not in letters


# --- without the map, and without a script ---


def test_the_map_stands_as_a_list_of_stops_and_areas(shown: Element) -> None:
    listed = in_language(shown, "page-list", "en")
    (stops,) = listed.find("ol")
    assert [item.text.strip() for item in stops.find("li")] == [
        "Pyongyang (happened, place inferred), by 12 September 2023",
        "Vostochny Cosmodrome (happened), 13 September 2023",
        "Komsomolsk-on-Amur (expected), 14 – about 20 September 2023",
        "Vladivostok (expected), 14 – about 20 September 2023",
    ]
    links = stops.find("a")
    assert links[1].attributes["href"] == "#event=summit-talks&lang=en"
    assert links[1].attributes["data-select"] == "summit-talks gifts limousine invitation"
    (areas,) = listed.find("ul")
    assert [item.text.strip() for item in areas.find("li")] == [
        "Amur province (named in the text)",
        "Russian Far East (named in the text)",
        "Russia (happened)",
        "North Korea (expected)",
        "South Korea (happened)",
    ]


def test_without_a_script_there_are_a_picture_and_a_table_in_every_language(
    shown: Element, kim: StoryFolder
) -> None:
    for language, title in (
        ("nb", "Kim Jong-uns reise til Russland"),
        ("en", "Kim Jong-un's journey to Russia"),
    ):
        plain = in_language(shown, "page-plain", language)
        assert "hidden" not in plain.attributes
        assert plain.one("h2").text == title
        assert plain.one("svg").attributes["role"] == "img"
        rows = plain.one("tbody").find("tr")
        assert len(rows) == len(kim.story.events)
        assert all(len(row.find("td")) == 4 and len(row.find("th")) == 1 for row in rows)
    cells = in_language(shown, "page-plain", "en").one("tbody").find("tr")[2]
    assert [cell.text for cell in cells.find()] == [
        "13 September 2023",
        "Kim and Putin meet at the spaceport",
        "Vostochny Cosmodrome",
        "happened",
        "TASS, Russian state news agency",
    ]


def test_the_picture_tells_the_journey_in_a_sentence(shown: Element) -> None:
    picture = in_language(shown, "page-plain", "en").one("svg")
    assert "Stops in order: 1. Pyongyang (happened), 2. Vostochny Cosmodrome (happened)" in (
        picture.one("desc").text
    )


def test_every_id_stands_once(shown: Element) -> None:
    ids = [element.attributes["id"] for element in shown.walk() if "id" in element.attributes]
    assert sorted(ids) == sorted(set(ids))


# --- a hostile story ---


def scripts(shown: Element) -> list[str]:
    """The scripts that run."""
    return [each.text for each in shown.find("script") if "type" not in each.attributes]


def shape(shown: Element) -> list[tuple[str, tuple[str, ...]]]:
    """The elements and their attributes' names, in order, but for the names in the picture: how
    many find room there hangs on how long they are."""
    elements = (element for element in shown.walk() if element.tag != "text")
    return [(element.tag, tuple(element.attributes)) for element in elements]


def told_by(text: str) -> tuple[Story, dict[str, Place]]:
    """A story that says the same everywhere."""
    words = {"en": text}
    event = {"headline": words, "note": words, "quote": words, "sources": ["one"]}
    story = made(
        {**event, "date": "2023-09-12", "place": "city", "stop": True},
        {**event, "date": "2023-09-14", "status": "planned", "place": "site", "stop": True},
        {**event, "date": "2023-10", "status": "proposed"},
        article=f"{text}\n\n{text}",
        title=words,
        summary=words,
        method=words,
        people=[{"id": "kim", "name": words}],
        sources=[{"id": "one", "name": text, "about": words, "link": "https://x.example/?a=1&b='"}],
        places=[
            {"id": name, "name": words, "query": text, "kind": kind}
            for name, kind in (("city", "city"), ("site", "facility"))
        ],
        mentions=[{"text": words, "place": "city", "note": words}],
        background=[{"id": "background", "text": words, "quote": words}],
    )
    places = {"city": place("city", 131.9, 43.1), "site": place("site", 128.3, 51.9)}
    return story, places


def page_of(text: str) -> Element:
    return document(page(*told_by(text), "en", "https://x.example/", "map.png"))


@cache
def harmless() -> Element:
    return page_of("harmless")


def is_text_everywhere(text: str) -> None:
    """The page of a story that says `text` has the elements of one that says something harmless."""
    shown = page_of(text)
    assert shape(shown) == shape(harmless())
    assert scripts(shown) == scripts(harmless())
    stripped = text.strip()
    assert shown.one("head").one("title").text == stripped
    assert stripped in shown.one("h1").text
    graph = json.loads(shown.one("script", type="application/ld+json").text)
    assert graph["@graph"][0]["name"] == stripped
    told = packed(shown, "summitmap-told")["told"]["en"]
    assert stripped in told["words"]["label"]
    for card in told["cards"].values():
        assert document(card).one(class_="sm-headline").text == stripped
    in_table = in_language(shown, "page-plain", "en").one("tbody").find("th")
    assert [cell.text for cell in in_table] == [stripped] * 3


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_text_everywhere(text: str) -> None:
    is_text_everywhere(text)


@settings(
    max_examples=15,
    deadline=None,
    # Each page takes a moment, and making a failing text shorter would take minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(HOSTILE),
            # HTML takes a carriage return for a line's end, and has no place for the sign null.
            st.text(
                st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=8
            ),
        ),
        min_size=1,
        max_size=5,
    ).map(lambda parts: f"a{''.join(parts)}b")
)
def test_any_text_is_text_everywhere(text: str) -> None:
    is_text_everywhere(text)


def test_every_kind_of_place_and_text_may_be_hostile() -> None:
    story, places = hostile()
    shown = document(page(story, places, "en"))
    assert not shown.find("img")
    # All but the map's own, which draws other places.
    (own,) = (script for script in scripts(shown) if script.startswith("var map_"))
    others = [script for script in scripts(harmless()) if not script.startswith("var map_")]
    assert [script for script in scripts(shown) if script != own] == others
    assert "alert" not in own


def test_links_lead_to_web_pages_or_stay_in_the_page(html: str, shown: Element) -> None:
    for link in shown.find("a"):
        address = link.attributes["href"] or ""
        if not address.startswith("#"):
            assert address.startswith(("https://", "http://"))
            assert "noopener" in (link.attributes.get("rel") or "")


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "//x.example", " https"]
)
def test_a_link_that_is_no_web_address_makes_no_story(link: str) -> None:
    with pytest.raises(ValueError, match="starts with https:// or http://"):
        made({"date": "2023-09-12"}, sources=[{"id": "one", "name": "One", "link": link}])


def test_an_address_with_hostile_signs_stays_in_its_attribute(kim: StoryFolder) -> None:
    shown = document(page(kim.story, kim.places, "en", 'https://x.example/"><script>', "a'b.png"))
    (canonical,) = shown.find("link", rel="canonical")
    assert canonical.attributes["href"] == 'https://x.example/"><script>'


def with_events(events: int) -> tuple[Story, Mapping[str, Place]]:
    names = [f"place-{number % 20}" for number in range(events)]
    story = made(*({"date": "2023-09-12", "place": name} for name in names))
    return story, {
        name: place(name, float(index), 50.0) for index, name in enumerate(sorted(set(names)))
    }


def test_a_story_with_more_events_has_a_page_larger_by_those_events_only() -> None:
    small, middle, large = (len(page(*with_events(number), "en")) for number in (10, 60, 110))
    assert (large - middle) < 1.5 * (middle - small)
