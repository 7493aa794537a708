"""The stock: made once, kept as long as there is room."""

from __future__ import annotations

from threading import Barrier, Event

import pytest

from summitmap.publishing.manifest import File
from summitmap.web.stock import BusyError, Job, Made, Stock


def made(name: str, size: int = 10) -> Made:
    return Made(File(name, "text/plain", b"x" * size, ""))


def test_what_many_ask_for_at_once_is_made_once() -> None:
    stock, open_the_door, calls = Stock(hands=2), Event(), []

    def make(_job: Job) -> Made:
        calls.append(1)
        assert open_the_door.wait(20)
        return made("map")

    jobs = [stock.ask("map", make) for _ in range(8)]
    open_the_door.set()
    files = {id(job.future.result(20)) for job in jobs}
    assert len(files) == len(calls) == 1
    assert stock.ask("map", make).future.result(0).file.name == "map"
    assert len(calls) == 1


def test_two_files_are_made_side_by_side() -> None:
    stock, both = Stock(hands=2), Barrier(2)

    def make(_job: Job) -> Made:
        both.wait(20)
        return made("map")

    jobs = [stock.ask(key, make) for key in ("one", "other")]
    assert all(job.future.result(20) for job in jobs)


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    stock = Stock(room=25)
    stock.keep("a", made("a"))
    stock.keep("b", made("b"))
    assert stock.kept("a")
    stock.keep("c", made("c"))
    assert stock.kept("a")
    assert stock.kept("b") is None
    assert stock.kept("c")


def test_what_is_larger_than_the_room_is_given_and_not_kept() -> None:
    stock = Stock(room=25)
    assert stock.ask("a", lambda _: made("a", 26)).future.result(20).size == 26
    assert stock.kept("a") is None


def test_what_failed_is_told_to_all_who_wait_and_tried_again() -> None:
    stock = Stock()
    answers = iter([ValueError("no paper"), made("map")])

    def make(_job: Job) -> Made:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    with pytest.raises(ValueError, match="no paper"):
        stock.ask("map", make).future.result(20)
    assert stock.ask("map", make).future.result(20).file.name == "map"


def test_more_than_the_hands_can_reach_is_refused() -> None:
    stock, open_the_door = Stock(hands=1, most_waiting=2), Event()

    def make(_job: Job) -> Made:
        assert open_the_door.wait(20)
        return made("map")

    jobs = [stock.ask(key, make) for key in ("one", "other")]
    with pytest.raises(BusyError):
        stock.ask("a third", make)
    # Who asks for what is under way waits with the others.
    assert stock.ask("one", make) is jobs[0]
    open_the_door.set()
    assert all(job.future.result(20) for job in jobs)


def test_a_job_tells_how_far_it_has_come() -> None:
    stock, half_way, go_on = Stock(), Event(), Event()

    def make(job: Job) -> Made:
        job.tell(0.5)
        half_way.set()
        assert go_on.wait(20)
        return made("zip")

    job = stock.ask("zip", make)
    assert half_way.wait(20)
    assert job.part == 0.5
    go_on.set()
    job.future.result(20)
    assert stock.ask("zip", make).part == 1.0


def test_the_same_bytes_have_the_same_fingerprint() -> None:
    assert made("a").tag == made("b").tag
    assert made("a").tag != made("a", 11).tag
