"""A draft as a story folder: it passes the check, and what is unsure says so."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from summitmap.errors import ReadingError
from summitmap.reading.storywriter import story_id, write_story
from summitmap.story.folder import StoryFolder, read
from summitmap.story.model import Basis, Role, Status
from tests.reading.articles import drafted

JOURNEY = """Berg på reise

Statsminister {Anna Berg} forlot [Oslo] <3. mai|2024-05-03>, melder (NTB). Derfra fløy hun til \
[Paris], hvor hun møtte «{Marie Roux}» \\ og andre.

{Anna Berg} ventes i [Roma]. {Per Dahl} inviterte henne til [Tokyo]. Forholdet til \
[Pyongyang;metonym] er kjølig.
"""


def written(tmp_path: Path, marked: str = JOURNEY) -> StoryFolder:
    return read(write_story(drafted(marked), tmp_path))


def test_what_is_written_opens_without_a_problem(tmp_path: Path) -> None:
    opened = written(tmp_path)
    assert [(event.place, event.status, event.stop) for event in opened.story.events] == [
        ("oslo", Status.HAPPENED, True),
        ("paris", Status.HAPPENED, True),
        ("roma", Status.PLANNED, True),
        ("tokyo", Status.PROPOSED, False),
    ]
    assert opened.story.protagonist == "anna-berg"
    assert opened.story.published.isoformat() == "2024-05-08"
    assert opened.places_to_find == ()


def test_a_story_is_called_after_its_headline_and_day(tmp_path: Path) -> None:
    folder = write_story(drafted(JOURNEY), tmp_path)
    assert folder == tmp_path / "berg-pa-reise-2024-05-08"


def test_a_story_without_a_headline_is_called_after_whose_journey_it_is() -> None:
    assert story_id(drafted("{Anna Berg} kom til [Oslo].")) == "anna-berg-2024-05-08"


def test_a_long_headline_is_cut_between_words() -> None:
    made = drafted(f"{'Ordrik overskrift ' * 8}\n\n{{Anna Berg}} kom til [Oslo].")
    assert len(story_id(made)) <= 64
    assert "overskri-" not in story_id(made)


def test_two_stories_of_one_name_are_told_apart(tmp_path: Path) -> None:
    first = write_story(drafted(JOURNEY), tmp_path)
    second = write_story(drafted(JOURNEY), tmp_path, {first.name})
    assert second.name == "berg-pa-reise-2024-05-08-2"


def test_a_folder_that_is_there_is_not_touched(tmp_path: Path) -> None:
    folder = write_story(drafted(JOURNEY), tmp_path)
    (folder / "story.toml").write_text("mended by hand", encoding="utf-8")
    with pytest.raises(ReadingError, match="is there already"):
        write_story(drafted(JOURNEY), tmp_path)
    assert (folder / "story.toml").read_text(encoding="utf-8") == "mended by hand"


def test_an_article_without_an_event_is_no_story(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="no event"):
        write_story(drafted("{Anna Berg} liker kaffe."), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_was_concluded_is_marked_and_says_what_to_look_at(tmp_path: Path) -> None:
    oslo, paris, *_ = written(tmp_path).story.events
    assert (oslo.date_basis, oslo.note) == (Basis.STATED, None)
    assert paris.date_basis is Basis.INFERRED
    assert paris.note is not None
    assert paris.note["nb"].startswith("Se på datoen:")


def test_the_article_is_kept_so_that_quotes_stand_in_it(tmp_path: Path) -> None:
    opened = written(tmp_path)
    text = opened.story.articles["nb"]
    assert text.startswith("Berg på reise\n\nStatsminister Anna Berg forlot Oslo 3. mai")
    assert all(event.quote["nb"] in text for event in opened.story.events)


def test_sources_and_people_have_entries(tmp_path: Path) -> None:
    story = written(tmp_path).story
    assert [source.name for source in story.sources] == ["NTB"]
    assert story.events[0].sources == ("ntb",)
    assert {person.id for person in story.people} >= {"anna-berg", "per-dahl"}


def test_a_metonym_is_a_mention_and_no_event(tmp_path: Path) -> None:
    story = written(tmp_path).story
    roles = {mention.place: mention.role for mention in story.mentions}
    assert roles["pyongyang"] is Role.METONYM
    assert "pyongyang" not in {event.place for event in story.events}


def test_quotation_marks_backslashes_and_control_characters_do_no_harm(tmp_path: Path) -> None:
    marked = '{Anna Berg} sa "\\u0022 \x7f \x1b[31m" og kom til [Oslo]\u2028 <i går|2024-05-07>.'
    opened = written(tmp_path, marked)
    assert opened.story.events[0].place == "oslo"


def test_headlines_of_events_are_short(tmp_path: Path) -> None:
    marked = f"{{Anna Berg}} kom til [Oslo] {'etter en lang natt ' * 20}<i går|2024-05-07>."
    story = written(tmp_path, marked).story
    assert len(story.events[0].headline["nb"]) <= 90
    assert story.events[0].headline["nb"].endswith("…")


def test_the_file_begins_with_what_it_is(tmp_path: Path) -> None:
    text = (write_story(drafted(JOURNEY), tmp_path) / "story.toml").read_text(encoding="utf-8")
    assert text.startswith("# A draft, read by a machine")
    assert tomllib.loads(text)["languages"] == ["nb"]
