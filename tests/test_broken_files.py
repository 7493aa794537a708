"""Every reader of a file: what is broken is a list of problems or one sentence, and soon.

The commands are run as they are, on files that are broken in the ways that files are broken, by
accident or on purpose. A traceback is an exception that `main` lets out, and fails the test; what
never ends is cut off by the alarm of each test.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import signal
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import docx
import pptx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summitmap.cli import main
from summitmap.errors import StoryError, SummitMapError
from summitmap.publishing.deck import check_template
from summitmap.publishing.importing import events_from
from summitmap.reading.documents import text_of
from summitmap.settings import CACHE
from summitmap.story import folder
from tests.conftest import KIM

LONGEST_SECONDS = 60
"""Far more than any of these takes: only what hangs is cut off."""

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def alarm() -> Iterator[None]:
    def cut_off(*_: object) -> None:
        pytest.fail("it hangs")

    before = signal.signal(signal.SIGALRM, cut_off)
    signal.alarm(LONGEST_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return Path(shutil.copytree(KIM, tmp_path / KIM.name))


def word_document() -> bytes:
    made = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Kim arrived in Vladivostok on Monday.")
    document.add_table(1, 2).rows[0].cells[0].text = "In a table"
    document.save(made)
    return made.getvalue()


def slides() -> bytes:
    made = io.BytesIO()
    pptx.Presentation().save(made)
    return made.getvalue()


def features() -> bytes:
    event = {
        "id": "a",
        "date": "2023",
        "status": "happened",
        "headline": {"en": "A"},
        "place": {"id": "vladivostok", "name": {"en": "Vladivostok"}, "kind": "city"},
        "people": ["Kim"],
    }
    point = {"type": "Point", "coordinates": [131.9, 43.1]}
    feature = {"type": "Feature", "geometry": point, "properties": event}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


SOUND = {
    "story.toml": (KIM / "story.toml").read_bytes(),
    "places.geojson": (KIM / "places.geojson").read_bytes(),
    "article.en.md": (KIM / "article.en.md").read_bytes(),
    "events.csv": b"date,headline_en,place,status\n2023-09-13,Kim arrives,Vladivostok,happened\n",
    "events.geojson": features(),
    "news.txt": b"Kim arrived in Vladivostok on Monday.",
    "news.md": b"# Journey\n\nKim arrived in Vladivostok on Monday.",
    "news.html": b"<html><body><article><p>Kim arrived in Vladivostok.</p></article></body>",
    "news.docx": word_document(),
    "house.pptx": slides(),
}
"""A sound file of each kind that is read."""

Read = Callable[[Path], int]


@pytest.fixture(params=SOUND)
def read(
    request: pytest.FixtureRequest, story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, Read]:
    """A path where a file of that kind stands, and the command that reads it."""
    # The index in the user's cache folder, which is built once and not at each run.
    monkeypatch.delenv(CACHE.name, raising=False)
    name = request.param
    if (story / name).exists():
        return story / name, lambda path: main(["check", str(path.parent)])
    target, drafts, out = (str(tmp_path / name) for name in ("target", "drafts", "out"))
    path = tmp_path / name
    commands: dict[str, Callable[[Path], list[str]]] = {
        "events": lambda path: ["import", str(path), "--to", target],
        "news": lambda path: ["read", str(path), "--published", "2023-09-14", "--to", drafts],
        "house": lambda path: [
            *("publish", str(KIM), "--only", "csv", "--to", out),
            *("--template", str(path)),
        ],
    }
    return path, lambda path: main(commands[path.stem](path))


def told(capsys: Output) -> str:
    """What was told, by which a person can mend the file: each line a whole sentence."""
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    assert "a fault in SummitMap" not in out + err
    lines = [line for line in (out + err).replace("\r", "\n").splitlines() if "%" not in line]
    assert lines
    assert sum(map(len, lines)) < 500_000
    return "\n".join(lines)


def refusal(action: Callable[[], object]) -> str | None:
    """What is said against it, by one of our own errors; `None` when it is done."""
    try:
        action()
    except (SummitMapError, OSError) as error:
        assert len(str(error)) < 500_000  # noqa: PT017 - of whatever is raised
        return str(error)
    return None


# What stands there is no file of its kind


def a_folder(path: Path) -> None:
    path.mkdir()


def a_circle_of_links(path: Path) -> None:
    path.symlink_to(path.name)


def a_pipe_that_nobody_writes_into(path: Path) -> None:
    os.mkfifo(path)


def a_device_without_an_end(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_file_that_is_far_too_large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200_000_000)


@pytest.mark.parametrize(
    "lay",
    [
        a_folder,
        a_circle_of_links,
        a_pipe_that_nobody_writes_into,
        a_device_without_an_end,
        a_file_that_is_far_too_large,
    ],
)
def test_what_is_no_file_to_be_read_is_named(
    lay: Callable[[Path], None], read: tuple[Path, Read], capsys: Output
) -> None:
    path, command = read
    path.unlink(missing_ok=True)
    lay(path)
    assert command(path) == 1
    assert path.name in told(capsys)


# It is one of its kind, and broken


def emptied(body: bytes) -> bytes:
    return b""


def cut_in_half(body: bytes) -> bytes:
    return body[: len(body) // 2]


def with_a_nul(body: bytes) -> bytes:
    return body[:20] + b"\0" + body[20:]


def in_utf_16(body: bytes) -> bytes:
    return body.decode("utf-8", "replace").encode("utf-16")


def in_another_encoding(body: bytes) -> bytes:
    return body[:30] + "æøå".encode("latin-1") + body[30:]


def with_a_byte_order_mark(body: bytes) -> bytes:
    return b"\xef\xbb\xbf" + body


def noise(body: bytes) -> bytes:
    return random.Random(1).randbytes(10_000)


def ten_megabytes_of_one_line(body: bytes) -> bytes:
    return body + b"x" * 10_000_000


def nested_deeply(body: bytes) -> bytes:
    return b'{"a":' * 100_000 + b"[" * 100_000


def two_after_each_other(body: bytes) -> bytes:
    return body + b"\n" + body


@pytest.mark.parametrize(
    "broken",
    [
        emptied,
        cut_in_half,
        with_a_nul,
        in_utf_16,
        in_another_encoding,
        with_a_byte_order_mark,
        noise,
        ten_megabytes_of_one_line,
        nested_deeply,
        two_after_each_other,
    ],
)
def test_a_broken_file_is_told_or_read(
    broken: Callable[[bytes], bytes], read: tuple[Path, Read], capsys: Output
) -> None:
    path, _ = read
    path.write_bytes(broken(SOUND[path.name]))
    assert refusal(lambda: opened(path)) != ""


def opened(path: Path) -> None:
    """Read the file as the command does, and go no further."""
    readers: dict[str, Callable[[Path], object]] = {
        "news": text_of,
        "events": events_from,
        "house": lambda path: check_template(path.read_bytes()),
    }
    readers.get(path.stem, lambda path: folder.read(path.parent))(path)


@pytest.mark.parametrize("name", ["story.toml", "article.en.md", "places.geojson"])
def test_a_byte_order_mark_is_no_part_of_a_storys_file(name: str, story: Path) -> None:
    whole = folder.read(story)
    (story / name).write_bytes(with_a_byte_order_mark(SOUND[name]))
    assert folder.read(story) == whole


# The story file


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id = 1\nid = 2", "is not TOML"),
        ("[[places]]\nid = 'a'\nid = 'b'", "is not TOML"),
        ("published = " + "9" * 5_000, "is not TOML"),
        ("published = 0x" + "f" * 100_000, "published"),
        ("published = 1e999", "published"),
        ("published = nan", "published"),
        ("a = " + "[" * 100_000, "is not TOML"),
        ("a = " + "{a=" * 100_000, "is not TOML"),
        (".".join(["a"] * 1_000_000) + " = 1", "a key has more than 50 parts"),
        ("[" + ".".join(['"a"'] * 500_000) + "]", "a key has more than 50 parts"),
        ("." + " " * 3_000_000 + "x", "is not TOML"),
        ("events = [" + "{}," * 100_000 + "]", "at most 5000 can be shown"),
        ("[[events]]\n" + "".join(f"a{n} = 1\n" for n in range(20_000)), "of which these are"),
        ('title.en = "\\ud800"', "is not TOML"),
        ("a = *b\nb = &a [*a]", "is not TOML"),
        ("x" * 4_000_001, "is larger than 4 MB"),
    ],
    ids=lambda value: value[:24],
)
def test_a_broken_story_file_is_told(text: str, said: str, story: Path, capsys: Output) -> None:
    (story / "story.toml").write_text(text, "utf-8")
    assert main(["check", str(story)]) == 1
    assert said in told(capsys)


def test_an_article_is_no_longer_than_a_book(story: Path, capsys: Output) -> None:
    (story / "article.en.md").write_text("word " * 200_001, "utf-8")
    assert main(["check", str(story)]) == 1
    assert "article.en.md: is larger than 1 MB" in told(capsys)


def test_a_story_in_a_circle_of_links_is_told(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "round").symlink_to("round")
    assert main(["check", str(tmp_path / "round")]) == 1
    assert "story.toml: cannot be read" in told(capsys)


def test_a_path_that_is_no_text_is_told(tmp_path: Path, capsys: Output) -> None:
    assert main(["check", os.fsdecode(os.fsencode(tmp_path) + b"/\xff")]) == 1
    assert "\\udcff/story.toml: is missing" in told(capsys)


WRONG = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["\ud800", "9" * 400, "../x", "<b>", "2023-13", "\x00"])
    | st.just(10**400),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)
FEW = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def paths_in(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value inside, the outermost first."""
    yield path
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        # The first of many are like the others.
        items = enumerate(value[:3])
    for key, item in items:
        yield from paths_in(item, (*path, key))


def replaced(value: Any, path: tuple[Any, ...], new: object) -> Any:  # noqa: ANN401 - any JSON
    if not path:
        return new
    changed = value.copy()
    changed[path[0]] = replaced(value[path[0]], path[1:], new)
    return changed


LOCK = json.loads(SOUND["places.geojson"])
LOCK["features"] = [feature for feature in LOCK["features"] if len(json.dumps(feature)) < 20_000]
LOCK_PATHS = list(paths_in(LOCK))
FEATURES = json.loads(SOUND["events.geojson"])
FEATURE_PATHS = list(paths_in(FEATURES))


@FEW
@given(path=st.sampled_from(LOCK_PATHS), new=WRONG)
def test_a_lock_file_with_anything_in_any_place_is_told_or_read_and_written_again(
    path: tuple[Any, ...], new: object
) -> None:
    with tempfile.TemporaryDirectory() as name:
        story = Path(shutil.copytree(KIM, Path(name) / KIM.name))
        (story / "places.geojson").write_text(json.dumps(replaced(LOCK, path, new)), "utf-8")
        with suppress(StoryError):
            places = folder.read(story).places
            folder.write_places(story, places.values())
            assert folder.read(story).places == places


@pytest.mark.parametrize(
    "coordinates",
    [
        [],
        [[]],
        [[[0, 0], [1, 1], [0, 0]]],
        [[[0, 0], [1, 1], [1, 0], [0, 91]]],
        [[[0, 0], [1, 1], [1, 0], ["a", 0]]],
        [[[0, 0], [1, 1], [1, 0], {}]],
        [[[[0, 0], [1, 1], [1, 0], [0, 0]]]],
        "abc",
    ],
)
def test_an_area_that_cannot_be_drawn_is_told(coordinates: object, story: Path) -> None:
    geometry = {"type": "Polygon", "coordinates": coordinates}
    lock = replaced(LOCK, ("features", 0, "geometry"), geometry)
    (story / "places.geojson").write_text(json.dumps(lock), "utf-8")
    with pytest.raises(StoryError, match="coordinates"):
        folder.read(story)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"features": [], "features": []}', "the name 'features' stands twice"),
        ('{"features": NaN}', "NaN is not a number"),
        ('{"features": ' + "9" * 5_000 + "}", "is not JSON"),
        ('{"features": {"a": ' + "[" * 100_000, "is nested too deeply"),
        ('{"features": ["\\ud800"]}', "holds what is no text in Unicode"),
        ('{"features": [7]}', "a feature has no properties"),
        ("[]", "it has no list of features"),
    ],
    ids=lambda value: value[:24],
)
def test_a_broken_lock_file_is_told(text: str, said: str, story: Path, capsys: Output) -> None:
    (story / "places.geojson").write_text(text, "utf-8")
    assert main(["check", str(story)]) == 1
    assert said in told(capsys)


def test_a_place_that_is_locked_twice_is_told(story: Path, capsys: Output) -> None:
    twice = {**LOCK, "features": [*LOCK["features"], LOCK["features"][0]]}
    (story / "places.geojson").write_text(json.dumps(twice), "utf-8")
    assert main(["check", str(story)]) == 1
    assert f"{LOCK['features'][0]['id']} is given twice" in told(capsys)


# Tables and features


@FEW
@given(path=st.sampled_from(FEATURE_PATHS), new=WRONG)
def test_features_with_anything_in_any_place_are_told_or_read(
    path: tuple[Any, ...], new: object
) -> None:
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "events.geojson"
        file.write_text(json.dumps(replaced(FEATURES, path, new)), "utf-8")
        assert refusal(lambda: events_from(file)) != ""


HEAD = b"date,headline_en,place,status,people\n"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (HEAD + b"2023,A,X,happened,\n" * 5_001, "has more than 5,000 events"),
        (b"a," * 1_000_000, "has 1,000,001 columns"),
        (
            HEAD
            + b"".join(
                b"2023,A,X,happened,"
                + b";".join(b"%d" % n for n in range(row, row + 2_000))
                + b"\n"
                for row in (1_000, 3_000, 5_000)
            ),
            "names more than 5,000 different people",
        ),
        (b'{"type": "FeatureCollection", "features": [' + b"1," * 15_000 + b"1]}", "15,000 feat"),
    ],
    ids=["rows", "columns", "people", "features"],
)
def test_a_table_that_no_story_can_hold_is_told(
    body: bytes, said: str, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(CACHE.name, raising=False)
    (tmp_path / "events.csv").write_bytes(body)
    assert main(["import", str(tmp_path / "events.csv"), "--to", str(tmp_path / "target")]) == 1
    assert said in told(capsys)
    assert not (tmp_path / "target").exists()


# Archives


def packed(body: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with that part changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(made, "w", 8) as new:
        for part in old.namelist():
            said = old.read(part)
            new.writestr(part, change(said) if part == name else said)
    return made.getvalue()


def bomb(text: bytes) -> bytes:
    return text + b" " * 45_000_000


def entities(text: bytes) -> bytes:
    """A billion laughs: entities that grow by ten at each of nine steps."""
    steps = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    head, _, rest = text.partition(b"?>")
    return (
        head
        + f'?><!DOCTYPE x [<!ENTITY a0 "ha">{steps}]>'.encode()
        + rest.replace(b">", b">&a9;", 2)
    )


def a_billion_columns(text: bytes) -> bytes:
    return text.replace(b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="1000000000"/>', 1)


@pytest.mark.parametrize("change", [bomb, entities, cut_in_half, a_billion_columns, noise])
def test_a_word_document_is_told_or_read(change: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / "news.docx"
    path.write_bytes(packed(SOUND["news.docx"], "word/document.xml", change))
    said = refusal(lambda: text_of(path))
    assert said is None or "news.docx" in said
    assert said or len(text_of(path)) < 1_000


@pytest.mark.parametrize("change", [bomb, entities, cut_in_half, noise])
@pytest.mark.parametrize(
    "part", ["ppt/presentation.xml", "ppt/slideLayouts/slideLayout1.xml", "[Content_Types].xml"]
)
def test_a_template_is_told_or_read(part: str, change: Callable[[bytes], bytes]) -> None:
    template = packed(SOUND["house.pptx"], part, change)
    said = refusal(lambda: check_template(template))
    assert said is None or "template" in said


@pytest.mark.parametrize("size", [b"", b"x", b"1.5", b"0", b"-1", b"9" * 400])
def test_slides_of_no_size_are_no_template(size: bytes) -> None:
    def change(text: bytes) -> bytes:
        changed = re.sub(rb'<p:sldSz cx="[0-9]+"', b'<p:sldSz cx="%b"' % size, text)
        assert changed != text
        return changed

    template = packed(SOUND["house.pptx"], "ppt/presentation.xml", change)
    assert "is not a file of slides" in (refusal(lambda: check_template(template)) or "")


@FEW
@given(
    name=st.sampled_from(["news.docx", "house.pptx"]),
    at=st.floats(0, 0.999),
    new=st.binary(min_size=1, max_size=40),
)
def test_an_archive_with_any_bytes_anywhere_is_told_or_read(
    name: str, at: float, new: bytes
) -> None:
    body = SOUND[name]
    start = int(len(body) * at)
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / name
        path.write_bytes(body[:start] + new + body[start + len(new) :])
        assert refusal(lambda: opened(path)) != ""


# Web pages


@pytest.mark.parametrize(
    "page",
    [
        b"<p>" * 200_000,
        b"<article>x" * 20_000,
        b"<table><tr><td>x" * 10_000,
        b"<a " + b"b=c " * 500_000 + b">x",
        b"&amp;" * 400_000,
        b"<!--" * 20_000,
        b"<meta charset='utf-7'>+ADw-script+AD4-x",
    ],
    ids=lambda value: value[:12].decode(),
)
def test_a_hostile_page_is_told_or_read(page: bytes, tmp_path: Path) -> None:
    path = tmp_path / "news.html"
    path.write_bytes(page)
    said = refusal(lambda: text_of(path))
    assert said is None or "news.html" in said


# What a command works on beside the story


@pytest.mark.parametrize(
    "body", [b"\xff", b"a = [", b"a = " + b"9" * 5_000, b"a = " + b"[" * 9_999]
)
def test_secrets_that_are_no_toml_are_one_sentence(
    body: bytes, story: Path, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_bytes(body)
    assert main(["geocode", str(story), "--with", "nominatim"]) == 1
    assert "secrets.toml is not TOML" in told(capsys)


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000, b'{"story": "\\ud800"}'])
def test_a_manifest_that_is_none_of_ours_is_left_alone(
    body: bytes, tmp_path: Path, capsys: Output
) -> None:
    there = tmp_path / "out" / KIM.name / "manifest.json"
    there.parent.mkdir(parents=True)
    there.write_bytes(body)
    assert main(["publish", str(KIM), "--only", "csv", "--to", str(tmp_path / "out")]) == 1
    assert "was not published by SummitMap" in told(capsys)
    assert there.read_bytes() == body
