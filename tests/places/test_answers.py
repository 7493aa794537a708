"""The kept answers: found again, expired, replaced, and written by several at once."""

from __future__ import annotations

import multiprocessing
import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summitmap.errors import OnlineError
from summitmap.places.answers import Answer, Answers


def answer(question: str = "?q=Oslo", raw: str = "[]", answered: float = 1000.0) -> Answer:
    return Answer("Nominatim", "Oslo", question, answered, answered + 100, raw)


def test_an_answer_is_found_by_service_and_question(tmp_path: Path) -> None:
    answers = Answers(tmp_path / "new" / "folder")
    answers.keep(answer())
    assert answers.find("Nominatim", "?q=Oslo", 1050) == answer()
    assert Answers(tmp_path / "new" / "folder").find("Nominatim", "?q=Oslo", 1050) == answer()
    assert answers.find("Photon", "?q=Oslo", 1050) is None
    assert answers.find("Nominatim", "?q=Bergen", 1050) is None


@pytest.mark.parametrize(
    ("now", "found"), [(999, False), (1000, True), (1099, True), (1100, False)]
)
def test_an_answer_counts_from_when_it_was_given_until_it_expires(
    now: float, found: bool, tmp_path: Path
) -> None:
    answers = Answers(tmp_path)
    answers.keep(answer())
    assert (answers.find("Nominatim", "?q=Oslo", now) is not None) is found


def test_a_new_answer_takes_the_place_of_the_old_and_drops_what_has_expired(
    tmp_path: Path,
) -> None:
    answers = Answers(tmp_path)
    answers.keep(answer("?q=Bergen"))
    answers.keep(answer(raw="old"))
    answers.keep(answer(raw="new", answered=1200))
    found = answers.find("Nominatim", "?q=Oslo", 1200)
    assert found is not None
    assert found.raw == "new"
    database = sqlite3.connect(answers.path)
    assert database.execute("SELECT count(*) FROM answer").fetchone() == (1,)
    database.close()


@given(st.text(st.characters(exclude_categories=["Cs"])))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_an_answer_comes_back_word_for_word(tmp_path: Path, raw: str) -> None:
    answers = Answers(tmp_path)
    answers.keep(answer(question=raw, raw=raw))
    found = answers.find("Nominatim", raw, 1050)
    assert found is not None
    assert found.raw == raw


def write_many(folder: str, who: int) -> None:
    answers = Answers(Path(folder))
    for number in range(40):
        answers.keep(answer(f"?q={number}", raw=f"{who}" * 5000))


def test_two_writers_leave_whole_answers(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=write_many, args=(str(tmp_path), who)) for who in (1, 2)]
    for process in both:
        process.start()
    for process in both:
        process.join(timeout=60)
        assert process.exitcode == 0
    answers = Answers(tmp_path)
    for number in range(40):
        found = answers.find("Nominatim", f"?q={number}", 1050)
        assert found is not None
        assert found.raw in ("1" * 5000, "2" * 5000)


def test_threads_share_the_answers(tmp_path: Path) -> None:
    answers = Answers(tmp_path)
    threads = [
        threading.Thread(target=answers.keep, args=(answer(f"?q={number}"),)) for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(answers.find("Nominatim", f"?q={number}", 1050) for number in range(8))


def test_a_damaged_file_is_begun_anew(tmp_path: Path) -> None:
    answers = Answers(tmp_path)
    answers.path.write_bytes(b"no database at all" * 100)
    assert answers.find("Nominatim", "?q=Oslo", 1050) is None
    answers.keep(answer())
    assert answers.find("Nominatim", "?q=Oslo", 1050) == answer()


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(
        OnlineError, match=r"^no service is asked, for .+ cannot be used \(.+\): set"
    ):
        Answers(tmp_path / "file").find("Nominatim", "?q=Oslo", 1050)
