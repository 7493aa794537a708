"""Events of a file from outside: what is written is read back, and what is wrong is all told."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from summitmap.errors import TableError
from summitmap.publishing import storyfile
from summitmap.publishing.geojson import geojson
from summitmap.publishing.importing import Imported, NewStory, events_from, import_events
from summitmap.publishing.spreadsheet import csv
from summitmap.publishing.tablefile import LARGEST
from summitmap.story import folder
from summitmap.story.folder import StoryFolder
from summitmap.story.model import Event, Person, PlaceEntry, Source
from tests.conftest import KIM

NEW = NewStory(date(2023, 9, 14))
HEAD = "date,headline,place,status"


class Nowhere(Geocoder):  # type: ignore[misc] # geopy ships without types
    """A geocoder that knows of nothing, so that no test waits for the index."""

    def __init__(self) -> None:
        super().__init__()

    def geocode(self, query: str, *, exactly_one: bool = True) -> None:
        return None


class Oslo(Geocoder):  # type: ignore[misc] # geopy ships without types
    """A geocoder that finds everything in Oslo."""

    def __init__(self) -> None:
        super().__init__()

    def geocode(self, query: str, *, exactly_one: bool = True) -> Location | list[Location]:
        raw = {"address": {"country_code": "no"}, "osm_type": "node", "osm_id": 1, "type": "city"}
        found = Location(query, (59.91, 10.75), raw)
        return found if exactly_one else [found]


def take(file: Path, target: Path, new: NewStory = NEW) -> Imported:
    return import_events(file, target, new, Nowhere)


def table(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def problems(file: Path, target: Path, new: NewStory = NEW) -> list[str]:
    """What is wrong with the file, said by the import that wrote nothing."""
    before = sorted(target.parent.rglob("*"))
    with pytest.raises(TableError) as caught:
        take(file, target, new)
    assert sorted(target.parent.rglob("*")) == before
    return [str(problem) for problem in caught.value.problems]


def exported(opened: StoryFolder, path: Path) -> Path:
    write = {".csv": csv, ".geojson": geojson}[path.suffix]
    path.write_bytes(write(opened.story, opened.places))
    return path


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(KIM, tmp_path / "stories" / KIM.name))


KINDS = pytest.mark.parametrize("kind", ["csv", "geojson"])


# Read back


@KINDS
def test_a_story_that_is_read_back_into_itself_is_left_as_it_was(
    kind: str, kim: StoryFolder, copy: Path, tmp_path: Path
) -> None:
    done = take(exported(kim, tmp_path / f"events.{kind}"), copy)
    assert (done.added, done.changed, done.removed) == ((), (), ())
    for file in KIM.iterdir():
        assert (copy / file.name).read_bytes() == file.read_bytes(), file.name


@KINDS
def test_what_was_changed_and_removed_in_a_copy_comes_back(
    kind: str, kim: StoryFolder, copy: Path, tmp_path: Path
) -> None:
    text = (copy / "story.toml").read_text("utf-8")
    parts = text.split("[[events]]")
    parts[2] = parts[2].replace('date = "2023-09-12"', 'date = "2023-09-11"  # why')
    parts[3] = parts[3].replace('sources = ["tass"]\n', "")
    text = "[[events]]".join([parts[0], *parts[2:4], parts[1], *parts[5:]])
    (copy / "story.toml").write_text(text, "utf-8")
    assert len(folder.read(copy).story.events) == 11
    done = take(exported(kim, tmp_path / f"events.{kind}"), copy)
    assert (done.added, done.changed) == (("gifts",), ("arrival", "summit-talks"))
    assert folder.read(copy).story == kim.story
    assert folder.read(copy).places == kim.places
    after = (copy / "story.toml").read_text("utf-8")
    assert 'date = "2023-09-12"  # why' in after
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert [line for line in after.splitlines() if line.startswith("#")] == comments


@KINDS
def test_a_new_folder_has_the_same_events_and_is_sound(
    kind: str, kim: StoryFolder, tmp_path: Path
) -> None:
    target = tmp_path / "a" / "again"
    done = take(exported(kim, tmp_path / f"events.{kind}"), target)
    assert done.is_new
    read = folder.read(target)
    assert read.story.events == kim.story.events
    assert read.story.protagonist == "kim"
    assert read.story.published == kim.story.published
    assert {entry.id for entry in kim.story.places} - {entry.id for entry in read.story.places} == (
        {"amur", "far-east"} if kind == "csv" else set()
    )
    for entry in read.story.places:
        assert entry == kim.story.place(entry.id)


def test_geojson_carries_the_title_and_the_sources_too(kim: StoryFolder, tmp_path: Path) -> None:
    target = tmp_path / "again"
    take(exported(kim, tmp_path / "events.geojson"), target)
    read = folder.read(target).story
    assert (read.title, read.summary, read.method) == (
        kim.story.title,
        kim.story.summary,
        kim.story.method,
    )
    assert {source.id: source for source in read.sources} == {
        source.id: source for source in kim.story.sources
    }


def test_an_event_keeps_what_a_table_does_not_carry(
    kim: StoryFolder, copy: Path, tmp_path: Path
) -> None:
    row = "gifts,2023-09-13,Presents,vostochny,happened"
    file = table(tmp_path / "t.csv", f"id,date,headline_en,place,status\n{row}\n")
    done = take(file, copy)
    assert len(done.removed) == 11
    (event,) = folder.read(copy).story.events
    before = kim.story.event("gifts")
    assert event.headline == {"nb": before.headline["nb"], "en": "Presents"}
    assert event == before.model_copy(update={"headline": event.headline})


# Generated stories

LETTERS = st.one_of(
    st.characters(exclude_categories=["Cs", "Cc"]),
    st.sampled_from([*",;\"'=+-@\n\t\\#[]{}", "\r\n", "\u202e", "👩\u200d🚀", "æ", "\ufeff"]),
)
TEXTS = st.one_of(
    st.lists(LETTERS, min_size=1, max_size=12).map("".join).filter(str.strip),
    st.sampled_from(["a", "B", "c"]),
)
LOCAL = st.fixed_dictionaries({"nb": TEXTS, "en": TEXTS})
QUOTES = LOCAL.map(lambda told: {key: " ".join(text.split()) for key, text in told.items()}).filter(
    lambda told: all(told.values())
)
# Few and short, so that one's id is at times another's name; and as long as they may be.
IDS = st.one_of(
    st.sampled_from(["a", "b", "c", "a-b"]),
    st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True),
    st.just("x" * 64),
)
PAST = ("2023", "2023-08?", "2023-09-13", "2023-09-01/2023-09-10~", "/2023-09-12", "../2023-09-12")
AHEAD = ("2023-10", "2024~", "2023-09-14/2023-09-20~", "2023-09-15/..", "2023-12-24%")


@st.composite
def stories(draw: st.DrawFn) -> dict[str, Any]:
    """The parts of a sound story in two languages, with every kind of text in every field."""
    people = [Person(id=key, name=draw(LOCAL)) for key in draw(st.sets(IDS, max_size=3))]
    sources = [
        Source(id=key, name=draw(st.one_of(TEXTS, LOCAL)), about=draw(st.none() | LOCAL))
        for key in draw(st.sets(IDS, max_size=3))
    ]
    places = [
        PlaceEntry(
            id=key,
            name=draw(LOCAL),
            query=draw(TEXTS),
            kind=draw(st.sampled_from(["city", "country", "facility"])),
            within=draw(st.sampled_from([None, "NO"])),
            region=draw(st.none() | TEXTS),
        )
        for key in draw(st.sets(IDS, max_size=3))
    ]
    some = [place.id for place in places]
    # A table tells of a place that an event is only about by its id alone: where another place has
    # that for its name, nobody can tell which is meant.
    called = {(key, place.id) for place in places for key in (*place.name.values(), place.query)}
    assume(not any(key.strip().casefold() in some and key != own for key, own in called))
    events = []
    for key in draw(st.sets(IDS, min_size=1, max_size=4)):
        ahead = draw(st.booleans())
        place = draw(st.sampled_from([None, *some]))
        stop = bool(place and people and draw(st.booleans()))
        named = draw(st.lists(st.sampled_from([p.id for p in people] or ["-"]), unique=True))
        with_first = [people[0].id, *(p for p in named if p != people[0].id)] if people else []
        event = Event.model_validate(
            {
                "id": key,
                "date": draw(st.sampled_from([*(AHEAD if ahead else PAST)])),
                "date_basis": draw(st.sampled_from(["stated", "inferred"])),
                "place": place,
                "place_basis": draw(st.sampled_from(["stated", "inferred"])),
                "about": draw(st.sampled_from([None, *some])),
                "status": draw(st.sampled_from(["planned", "proposed", "cancelled"]))
                if ahead
                else draw(st.sampled_from(["happened", "denied"])),
                "stop": stop,
                "people": with_first if stop else [p for p in named if people],
                "sources": draw(
                    st.lists(st.sampled_from([s.id for s in sources]), unique=True)
                    if sources
                    else st.just([])
                ),
                "headline": draw(LOCAL),
                "quote": draw(QUOTES),
                "note": draw(st.none() | LOCAL),
            }
        )
        events.append(event)
    return {"people": people, "sources": sources, "places": places, "events": events}


def write_story(target: Path, parts: Mapping[str, Any]) -> StoryFolder:
    target.mkdir(parents=True)
    head = {
        "id": target.name,
        "published": date(2023, 9, 14),
        "languages": ["nb", "en"],
        **({"protagonist": parts["people"][0].id} if parts["people"] else {}),
        "title": {"nb": "T", "en": "T"},
        "summary": {"nb": "S", "en": "S"},
    }
    (target / "story.toml").write_text(storyfile.written(head, parts), "utf-8", newline="\n")
    for language in ("nb", "en"):
        text = "\n\n".join(event.quote[language] for event in parts["events"])
        (target / f"article.{language}.md").write_text(text, "utf-8", newline="\n")
    return folder.read(target)


def disturbed(event: Event) -> Event:
    """Another event of the same id, as sound as that one."""
    return event.model_copy(
        update={
            "headline": {"nb": "Noe annet", "en": "Something else"},
            "note": None if event.note else {"nb": "N", "en": "N"},
            "sources": (),
            "about": None,
        }
    )


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(stories(), st.sampled_from(["csv", "geojson"]))
def test_every_story_comes_back_as_it_was(parts: dict[str, Any], kind: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        opened = write_story(base / "one" / "story", parts)
        file = exported(opened, base / f"events.{kind}")
        other = {**parts, "events": [disturbed(event) for event in reversed(parts["events"])]}
        write_story(base / "two" / "story", other)
        take(file, base / "two" / "story")
        assert folder.read(base / "two" / "story").story.events == opened.story.events
        take(file, base / "three" / "story")
        assert folder.read(base / "three" / "story").story.events == opened.story.events


# A spreadsheet that an editor wrote


def test_four_columns_make_a_sound_story(tmp_path: Path) -> None:
    text = f"{HEAD}\n2023-09-13,Kim møter Putin,Oslo,happened\n2023-10,Nytt møte,Oslo,planned\n"
    target = tmp_path / "ny-sak"
    new = NewStory(date(2023, 9, 14), language="nb", title="En reise")
    done = import_events(table(tmp_path / "t.csv", text), target, new, Oslo)
    read = folder.read(target)
    assert done.folder == read
    assert read.story.title == {"nb": "En reise"}
    assert [event.id for event in read.story.events] == ["kim-moter-putin", "nytt-mote"]
    assert read.story.events[0].quote == {"nb": "Kim møter Putin"}
    assert read.story.articles == {"nb": "Kim møter Putin\n\nNytt møte"}
    (place,) = read.story.places
    assert (place.id, place.name, place.query) == ("oslo", {"nb": "Oslo"}, "Oslo")
    assert read.places["oslo"].position.latitude == 59.91


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_as_excel_saves_it(separator: str, encoding: str, tmp_path: Path) -> None:
    text = f"{HEAD}\r\n13.09.2023,Blåbær,,skjedd\r\n,,,\r\n".replace(",", separator)
    done = take(table(tmp_path / "t.csv", text, encoding), tmp_path / "story")
    (event,) = done.folder.story.events
    assert event.headline == {"en": "Blåbær"}
    assert event.date is not None
    assert event.date.edtf == "2023-09-13"
    assert event.status == "happened"
    assert bool(done.notes) == (encoding == "cp1252")


def test_a_line_that_tells_excel_the_separator_is_no_row(tmp_path: Path) -> None:
    text = f"sep=;\n{HEAD.replace(',', ';')}\n2023;A;;happened\n"
    assert len(events_from(table(tmp_path / "t.csv", text)).rows) == 1


def test_people_and_sources_are_found_by_name_or_added(copy: Path, tmp_path: Path) -> None:
    head = (
        "date,headline_nb,headline_en,quote_nb,quote_en,place,status,people,sources,source_name_en"
    )
    quotes = "kom til Russland 12. september,came to Russia on 12 September"
    row = f"2023-09-12,Hei,Hi,{quotes},Russland,happened,KIM JONG-UN; Ola Nordmann,NTB,NTB agency"
    done = take(table(tmp_path / "t.csv", f"{head}\n{row}\n"), copy)
    story = done.folder.story
    (event,) = story.events
    assert (event.place, event.people, event.sources) == (
        "russia",
        ("kim", "ola-nordmann"),
        ("ntb",),
    )
    assert story.person("ola-nordmann").name == {"nb": "Ola Nordmann", "en": "Ola Nordmann"}
    assert story.source("ntb").name == {"nb": "NTB agency", "en": "NTB agency"}
    assert len(story.places) == 9


def test_a_position_in_the_table_moves_the_place_and_says_so(copy: Path, tmp_path: Path) -> None:
    opened = folder.read(copy)
    file = exported(opened, tmp_path / "moved.csv")
    file.write_text(file.read_text("utf-8").replace("128.334,51.884", '"128,4",51.9'), "utf-8")
    take(file, copy)
    place = folder.read(copy).places["vostochny"]
    assert (place.position.longitude, place.position.latitude) == (128.4, 51.9)
    assert (place.chosen_by, place.reason) == ("person", "as moved.csv has it")
    assert place.candidates[0].position == opened.places["vostochny"].position
    assert folder.read(copy).story == opened.story


# What is wrong


def test_every_bad_row_is_told_at_once_with_its_column_and_the_way_out(tmp_path: Path) -> None:
    text = "\n".join(
        [
            "id,date,headline,place,status,longitude,latitude,stop",
            "A b,2023-13-01,,Oslo,plannd,abc,1,maybe",
            "x,,No date,,happened,,,",
            "x,,Twice,,happened,12.5,,",
            "y,2023,Far,Oslo,happened,1,95,",
            "z,2023,Wide,,happened,,,no,more",
            "w,2024,Ahead,,happened,,,",
        ]
    )
    told = problems(table(tmp_path / "t.csv", text), tmp_path / "story")
    for expected in (
        "t.csv: row 2, column id: 'A b' is not an id; write at most 64 small letters",
        "t.csv: row 2, column date: '2023-13-01' is not an EDTF date",
        "t.csv: row 2, column headline: is empty; fill it in",
        "t.csv: row 2, column status: 'plannd' is none of happened, planned,",
        "t.csv: row 2, column longitude: 'abc' is not a number of degrees",
        "t.csv: row 2, column stop: 'maybe' is neither yes nor no; write yes or no",
        "t.csv: row 3: has neither a date nor a place; give it one of them",
        "t.csv: row 4, column id: 'x' is the id of row 3 too; change it, or leave it empty",
        "t.csv: row 4, column place: is empty beside a position",
        "t.csv: row 5, column latitude: 95 is not on the earth",
        "t.csv: row 6: has 9 cells under 8 columns; put quotation marks round its texts",
        "t.csv: row 7, column date: has happened but lies after publication on 2023-09-14",
    ):
        assert sum(line.startswith(expected) for line in told) == 1, (expected, told)
    assert len(told) == 12
    numbers = [int(line.split("row ")[1][0]) for line in told]
    assert numbers == sorted(numbers)


def test_a_quote_that_the_article_does_not_have_is_told_of_its_row(
    kim: StoryFolder, copy: Path, tmp_path: Path
) -> None:
    file = exported(kim, tmp_path / "t.csv")
    file.write_text(file.read_text("utf-8").replace("more than five hours", "5 hours"), "utf-8")
    (told,) = problems(file, copy)
    assert told.startswith("t.csv: row 4, column quote_en: 'Their talks lasted 5 hours' does not")


def test_a_place_that_was_changed_in_one_cell_only_is_told(
    kim: StoryFolder, copy: Path, tmp_path: Path
) -> None:
    file = exported(kim, tmp_path / "t.csv")
    file.write_text(file.read_text("utf-8").replace(",vladivostok,", ",Moscow,"), "utf-8")
    (told,) = problems(file, copy)
    assert "row 12, column place: is 'Moscow', but what stands beside it describes" in told


def test_two_positions_of_one_place_are_told(tmp_path: Path) -> None:
    text = f"{HEAD},longitude,latitude\n2023,A,Oslo,happened,10,59\n2023,B,Oslo,happened,11,59\n"
    (told,) = problems(table(tmp_path / "t.csv", text), tmp_path / "story")
    assert "row 3, column longitude: puts 'oslo' elsewhere than an earlier row does" in told


def test_a_stop_of_nobody_is_told(tmp_path: Path) -> None:
    text = f"{HEAD},stop\n2023,A,Oslo,happened,yes\n"
    (told,) = problems(table(tmp_path / "t.csv", text), tmp_path / "story")
    assert told.startswith("t.csv: row 2, column stop: is a stop of nobody")


def test_the_day_of_publication_that_was_only_assumed_is_said_with_the_fault(
    tmp_path: Path,
) -> None:
    file = table(tmp_path / "t.csv", f"{HEAD}\n2023,A,Oslo,planned\n")
    assumed = NewStory(date(2030, 1, 1), published_is_assumed=True)
    told = problems(file, tmp_path / "story", assumed)
    assert len(told) == 2
    assert "taken to be published today, 2030-01-01" in told[0]
    assert "--published" in told[0]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("date,headline,status", "column place: is missing; add it"),
        ("date,place,status", "column headline_en: is missing; add it"),
        (f"{HEAD},headlin", "column 'headlin': is not a column that we know; is headline meant?"),
        (f"{HEAD},headline_en", "column headline_en: headline_en is given twice"),
        ("", "is empty; give it the columns date, headline, place, status"),
        (HEAD, "has no events; give it a row an event"),
    ],
)
def test_wrong_columns_are_told(head: str, said: str, tmp_path: Path) -> None:
    told = problems(table(tmp_path / "t.csv", head), tmp_path / "story")
    assert any(said in line for line in told), told


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"PK\x03\x04...", "is a workbook or an archive"),
        (f"{HEAD}\n2023,a\x00b,,happened".encode(), "the control character U+0000 in line 2"),
        (b"\xff\xfea", "is neither UTF-8, UTF-16 nor Windows-1252"),
        (b"date,\x81\x8d,headline", "is neither UTF-8, UTF-16 nor Windows-1252 (byte 5)"),
        (f'{HEAD}\n2023,"open,,happened'.encode(), "row 2, line 2: cannot be read as a table"),
        (f"{HEAD}\n2023,{'x' * 200_000},,happened".encode(), "field larger than field limit"),
        (f"{HEAD}\n2023,{'x' * 20_000},,happened".encode(), "row 2, column headline: string"),
        (b"x" * (LARGEST + 1), "is larger than 20 MB; give a smaller file"),
        (b'{"type": "Feature"}', "is not a FeatureCollection of GeoJSON"),
        (b'{"type": ', "is not JSON"),
        (b'{"a": NaN}', "NaN is not a number"),
        (b'{"a": ' + b"[" * 100_000, "is nested too deeply"),
        (b'{"a": ' + b"9" * 5000 + b"}", "is not JSON"),
        (b'{"type": "FeatureCollection", "features": []}', "has no events"),
        (b'{"type": "FeatureCollection", "features": [1]}', "is no feature with properties"),
    ],
    ids=lambda value: value[:12] if isinstance(value, bytes) else "",
)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(
    body: bytes, said: str, tmp_path: Path
) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes(body)
    told = problems(file, tmp_path / "story")
    assert any(said in line for line in told), told


def feature(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any property of a feature
    properties = {
        "id": "a",
        "date": "2023",
        "status": "happened",
        "headline": {"en": "A"},
        "place": "Oslo",
    }
    geometry = changes.pop("geometry", None)
    return {"type": "Feature", "geometry": geometry, "properties": {**properties, **changes}}


def collection(path: Path, *items: object, **members: object) -> Path:
    document = {"type": "FeatureCollection", "features": items, **members}
    path.write_text(json.dumps(document), "utf-8")
    return path


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"geometry": {"type": "Point", "coordinates": [10, 91]}}, "does not lie on the earth"),
        ({"geometry": {"type": "Point", "coordinates": [10**400, 1]}}, "that are not numbers"),
        ({"geometry": {"type": "Point", "coordinates": [[10], 1]}}, "that are not numbers"),
        ({"geometry": {"type": "Point", "coordinates": [True, 1]}}, "that are not numbers"),
        ({"geometry": {"type": "Point"}}, "has no longitude and latitude"),
        ({"geometry": {"type": ["Point"]}}, "is no geometry of GeoJSON"),
        ({"geometry": "Point"}, "is no geometry of GeoJSON"),
        ({"date": 2023}, "feature 1, date: is not a text"),
        ({"status": ["happened"]}, "feature 1, status: this is none of happened,"),
        ({"stop": "often"}, "feature 1, stop:"),
        ({"headline": "A"}, "feature 1, headline"),
        ({"headline": {"en": {"en": {}}}}, "feature 1, headline.en"),
        ({"headline": {"en\n[[x]]": "A"}}, "feature 1, headline"),
        ({"headline": {"en": "\ud800"}}, "feature 1, headline.en"),
        ({"id": 7}, "feature 1, id: is not a text"),
        ({"id": "../x"}, "feature 1, id: '../x' is not an id"),
        ({"place": 7}, "feature 1, place: has no id"),
        ({"place": {"id": "x", "kind": "moon"}}, "feature 1, place.kind: 'moon' is none of"),
        ({"place": {"id": "x", "within": "Norway"}}, "feature 1, place.within: 'Norway' is no"),
        ({"place": {"id": "x", "name": {"e\n": "x"}}}, "feature 1, place.name"),
        ({"sources": [{"id": "s", "link": "javascript:x"}]}, "a link starts with https://"),
        ({"role": "moon"}, "feature 1, role: 'moon' is none of event, leg, place"),
    ],
)
def test_a_bad_feature_is_told(changes: dict[str, Any], said: str, tmp_path: Path) -> None:
    file = collection(tmp_path / "t.geojson", feature(**changes))
    told = problems(file, tmp_path / "story")
    assert any(said in line for line in told), told


@pytest.mark.parametrize(
    "story",
    [
        {"title": {"en\n[[events]]": "x"}},
        {"published": "soon"},
        {"protagonist": "A B"},
        {"summary": "x"},
    ],
)
def test_what_a_file_says_of_the_story_is_checked_too(
    story: dict[str, Any], tmp_path: Path
) -> None:
    file = collection(tmp_path / "t.geojson", feature(), story=story)
    (told,) = problems(file, tmp_path / "story")
    assert told.startswith(f"t.geojson: story, {next(iter(story))}")


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_file_ends_in_anything_but_a_story_or_a_list_of_problems(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "t.geojson"
        names = ("id", "date", "status", "headline", "place", "people", "sources", "about", "note")
        changes = data.draw(st.dictionaries(st.sampled_from([*names, "geometry", "stop"]), JSON))
        item = data.draw(st.just(feature(**changes)) | JSON)
        file.write_text(json.dumps({"type": "FeatureCollection", "features": [item]}), "utf-8")
        with suppress(TableError):
            take(file, Path(name) / "story")
            assert folder.read(Path(name) / "story").story.events


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=80) | st.text(max_size=60).map(str.encode))
def test_no_bytes_end_in_anything_but_a_story_or_a_list_of_problems(tail: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "t.csv"
        file.write_bytes(f"{HEAD},longitude,latitude,people\n2023,".encode() + tail)
        with suppress(TableError):
            take(file, Path(name) / "story")
            assert folder.read(Path(name) / "story").story.events


@pytest.mark.parametrize("name", ["Not A Name", "-x", "x" * 65])
def test_a_folder_that_cannot_be_a_storys_is_told(name: str, tmp_path: Path) -> None:
    file = table(tmp_path / "t.csv", f"{HEAD}\n2023,A,,happened\n")
    (told,) = problems(file, tmp_path / name)
    assert "is not a name that a story can have" in told


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "diary.txt").write_text("x")
    file = table(tmp_path / "t.csv", f"{HEAD}\n2023,A,,happened\n")
    (told,) = problems(file, tmp_path / "full")
    assert "holds something else than a story" in told


def test_a_story_that_cannot_be_opened_is_told_and_left_alone(copy: Path, tmp_path: Path) -> None:
    (copy / "article.nb.md").unlink()
    file = table(tmp_path / "t.csv", f"{HEAD}\n2023,A,,happened\n")
    before = (copy / "story.toml").read_bytes()
    with pytest.raises(folder.StoryError, match=r"article\.nb\.md: is missing"):
        take(file, copy)
    assert (copy / "story.toml").read_bytes() == before


# The story file


def test_lists_that_are_written_in_brackets_are_changed_too(tmp_path: Path) -> None:
    target = tmp_path / "story"
    target.mkdir()
    (target / "article.en.md").write_text("A")
    row = '{id = "a", date = "2023", status = "happened", headline.en = "A", quote.en = "A"}'
    head = 'id = "story"\nlanguages = ["en"]\ntitle.en = "T"\nsummary.en = "S"  # said\n'
    text = f"{head}events = [{row}]\npublished = 2023-09-14\n"
    (target / "story.toml").write_text(text)
    file = table(
        tmp_path / "t.csv", "id,date,headline_en,place,status,people\na,2022,B,X,denied,P\n"
    )
    take(file, target)
    (event,) = folder.read(target).story.events
    assert (event.headline, event.place, event.people) == ({"en": "B"}, "x", ("p",))
    assert "# said" in (target / "story.toml").read_text()
