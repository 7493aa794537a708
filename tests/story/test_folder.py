"""Reading a story folder: what is sound opens, and every problem is told at once."""

from __future__ import annotations

import json
import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summitmap.errors import StoryError
from summitmap.story import folder
from summitmap.story.folder import StoryFolder
from summitmap.story.model import Basis, Role, Status
from tests.conftest import KIM, Breaker


def problems_of(path: Path) -> str:
    with pytest.raises(StoryError) as caught:
        folder.read(path)
    return str(caught.value)


def test_every_row_of_the_source_is_an_event_or_background(kim: StoryFolder) -> None:
    assert [event.id for event in kim.story.events] == [
        "departure",
        "arrival",
        "summit-talks",
        "gifts",
        "limousine",
        "invitation",
        "return-visit",
        "peskov-statement",
        "south-korea-warning",
        "komsomolsk-visit",
        "vladivostok-visit",
        "lavrov-visit",
    ]
    assert [item.id for item in kim.story.background] == ["official-visit"]


def test_what_the_article_does_not_say_is_inferred(kim: StoryFolder) -> None:
    story = kim.story
    inferred_places = {e.id for e in story.events if e.place_basis is Basis.INFERRED}
    assert inferred_places == {"departure", "gifts", "limousine"}
    assert story.event("south-korea-warning").date_basis is Basis.INFERRED
    assert story.event("summit-talks").date_basis is Basis.STATED


def test_expected_visits_are_planned_and_the_return_visit_is_proposed(kim: StoryFolder) -> None:
    by_status = {e.id: e.status for e in kim.story.events if e.status is not Status.HAPPENED}
    assert by_status == {
        "return-visit": Status.PROPOSED,
        "komsomolsk-visit": Status.PLANNED,
        "vladivostok-visit": Status.PLANNED,
        "lavrov-visit": Status.PLANNED,
    }


def test_pyongyang_in_the_text_is_a_metonym(kim: StoryFolder) -> None:
    (mention,) = (m for m in kim.story.mentions if m.place == "pyongyang")
    assert mention.role is Role.METONYM


def test_each_language_has_its_article_and_its_quotes(kim: StoryFolder) -> None:
    assert set(kim.story.articles) == {"nb", "en"}
    for event in kim.story.events:
        for language, quote in event.quote.items():
            assert quote in kim.story.articles[language]


def test_no_sentence_of_the_newspaper_stands_in_our_text(kim: StoryFolder) -> None:
    # A few of its phrases, which a retelling would be tempted to keep.
    text = " ".join(kim.story.articles.values())
    for phrase in ("russiskprodusert rifle", "samtaler som varte i over fem timer", "fortsette å"):
        assert phrase not in text


def test_problems_of_every_kind_are_told_at_once(broken: Breaker) -> None:
    path = broken(
        ('date = "2023-09-12"', 'date = "12 September"'),
        ('place = "russia"', 'place = "rusia"'),
        ('sources = ["tass"]', 'sources = ["tas"]'),
        ('quote.nb = "Før mottakelsen', 'quote.nb = "Etter mottakelsen'),
        ('headline.en = "Putin shows a limousine"\n', ""),
        ('status = "planned"', 'status = "hoped"'),
        ('date = "2023-10"', 'date = "2023-08"'),
        ('id = "putin"', 'id = "kim"'),
        ('place = "north-korea"\nstatus = "proposed"', 'status = "proposed"'),
    )
    told = problems_of(path)
    for expected in (
        "event arrival, date: '12 September' is not an EDTF date",
        "'tas' is not the id of a source; add it under [[sources]] or use one of: afp,",
        "event gifts, quote.nb: 'Etter mottakelsen",
        "event limousine, headline: is missing in 'en'; add headline.en",
        "event komsomolsk-visit, status:",
        "event lavrov-visit, date: is planned but lies before publication on 2023-09-14",
        "person kim: the id is given 2 times; rename all but one",
        "event return-visit: has neither a date nor a place; give it one of them",
        "'putin' is not the id of a person",
    ):
        assert expected in told
    assert all(line.startswith("kim-russia-2023/story.toml: ") for line in told.splitlines())


def test_an_unknown_place_is_told_with_those_there_are(broken: Breaker) -> None:
    told = problems_of(broken(('place = "south-korea"\nstatus', 'place = "korea"\nstatus')))
    assert "event south-korea-warning, place: 'korea' is not the id of a place" in told
    assert "pyongyang" in told


def test_a_missing_article_is_named(broken: Breaker) -> None:
    path = broken()
    (path / "article.en.md").unlink()
    assert problems_of(path) == "kim-russia-2023/article.en.md: is missing; add the file"


def test_a_file_that_is_not_utf8_is_named(broken: Breaker) -> None:
    path = broken()
    (path / "article.nb.md").write_bytes("Kim møtte".encode("latin-1"))
    assert "article.nb.md: byte 5: is not UTF-8; save the file as UTF-8" in problems_of(path)


def test_broken_toml_is_told_with_its_line(broken: Breaker) -> None:
    told = problems_of(broken(('id = "kim-russia-2023"', 'id = "kim')))
    assert "story.toml: is not TOML" in told
    assert "line 4" in told


def test_a_misspelt_field_is_not_ignored(broken: Breaker) -> None:
    told = problems_of(broken(("date_basis", "date_bassis")))
    assert "event departure, date_bassis: extra inputs are not permitted" in told
    assert "remove it or correct its spelling" in told


def test_a_stop_needs_the_protagonist(broken: Breaker) -> None:
    told = problems_of(broken(('people = ["kim"]', 'people = ["putin"]')))
    assert "event departure, people: is a stop of 'kim', who is not among its people" in told


def test_only_web_links_are_taken(broken: Breaker) -> None:
    path = broken(('id = "tass"', 'id = "tass"\nlink = "javascript:alert(1)"'))
    assert "source tass, link: a link starts with https:// or http://" in problems_of(path)


def test_a_quote_that_runs_over_two_paragraphs_is_not_found(broken: Breaker) -> None:
    text = "andre spørsmål.\\n\\nFør mottakelsen"
    told = problems_of(broken(('quote.nb = "Før mottakelsen', f'quote.nb = "{text}')))
    assert "event gifts, quote.nb" in told


def test_line_breaks_inside_a_paragraph_do_not_hide_a_quote(broken: Breaker) -> None:
    path = broken(("mer enn fem timer", "mer enn\nfem timer"), file="article.nb.md")
    assert folder.read(path).story.event("summit-talks")


def test_the_id_is_the_folders_name(broken: Breaker, tmp_path: Path) -> None:
    path = broken()
    renamed = path.rename(tmp_path / "another")
    told = problems_of(renamed)
    assert "'kim-russia-2023' is not the name of the folder, 'another'" in told


def test_places_are_written_and_read_back_the_same(kim: StoryFolder, broken: Breaker) -> None:
    path = broken()
    before = (path / "places.geojson").read_bytes()
    folder.write_places(path, [kim.places[entry.id] for entry in kim.story.places])
    assert (path / "places.geojson").read_bytes() == before
    assert folder.read(path).places == kim.places


def test_writing_places_leaves_nothing_else_behind(kim: StoryFolder, broken: Breaker) -> None:
    path = broken()
    folder.write_places(path, kim.places.values())
    assert sorted(file.name for file in path.iterdir()) == sorted(f.name for f in KIM.iterdir())


def test_a_damaged_lock_file_says_how_to_mend_it(broken: Breaker) -> None:
    path = broken()
    (path / "places.geojson").write_text('{"type": "FeatureCollection"}', encoding="utf-8")
    told = problems_of(path)
    assert "places.geojson: is not GeoJSON: it has no list of features" in told
    assert "run summitmap geocode" in told


def test_a_place_that_left_the_story_is_left_out_of_the_lock_file(broken: Breaker) -> None:
    path = broken()
    document = json.loads((path / "places.geojson").read_text(encoding="utf-8"))
    document["features"][0]["properties"]["id"] = "atlantis"
    (path / "places.geojson").write_text(json.dumps(document), encoding="utf-8")
    opened = folder.read(path)
    assert "atlantis" not in opened.places
    assert [entry.id for entry in opened.places_to_find] == ["pyongyang"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=string.printable, max_size=300))
def test_any_story_file_opens_or_tells_its_problems(text: str, tmp_path: Path) -> None:
    (tmp_path / "story.toml").write_text(text, encoding="utf-8")
    with pytest.raises(StoryError) as caught:
        folder.read(tmp_path)
    assert caught.value.problems


_toml_values = st.recursive(
    st.booleans() | st.integers(-9, 9) | st.text(max_size=8) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["nb", "en", "id", "place", "text"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    table=st.dictionaries(
        st.sampled_from(
            [*folder.TABLES, "id", "published", "languages", "title", "summary", "other"]
        ),
        _toml_values,
    )
)
def test_a_story_of_the_wrong_shape_tells_its_problems(
    table: dict[str, object], tmp_path: Path
) -> None:
    (tmp_path / "story.toml").write_text(_toml(table), encoding="utf-8")
    with pytest.raises(StoryError) as caught:
        folder.read(tmp_path)
    assert caught.value.problems


def _toml(table: dict[str, object]) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in table.items())


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value).replace("\\ud", "\\\\ud").replace("\x7f", " ")
    return str(value)


def test_a_story_is_called_by_its_title_in_the_first_language_that_has_one(broken: Breaker) -> None:
    path = broken()
    assert folder.title_of(path, ("de", "en")) == "Kim Jong-un's journey to Russia"
    assert folder.title_of(path, ()) == "Kim Jong-uns reise til Russland"


@pytest.mark.parametrize(
    "text", ["id = ", "title = 3", "title.en = 3", 'title.en = " "', "id = 'no title'"]
)
def test_a_story_that_has_no_title_is_called_by_its_folder(tmp_path: Path, text: str) -> None:
    (tmp_path / "story.toml").write_text(text, encoding="utf-8")
    assert folder.title_of(tmp_path, ("en",)) == tmp_path.name
