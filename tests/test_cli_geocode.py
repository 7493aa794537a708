"""`summitmap geocode` with online services, the cross-check, and a person's choice."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from summitmap.cli import main
from summitmap.commands import geocode
from summitmap.places.gazetteer import Gazetteer
from summitmap.places.online import OnlineGeocoder
from summitmap.places.services import OSM_CREDIT
from summitmap.story import folder
from summitmap.story.model import Place
from tests.conftest import KIM
from tests.places.fake_service import FakeService, Fault, Hours, Spot, served

Output = pytest.CaptureFixture[str]

VOSTOCHNY = Spot("Vostochny Cosmodrome", 128.40, 51.90, level="aerodrome", osm_id=7)


@pytest.fixture(scope="session")
def geocoded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first story as the offline index in the user's cache folder places it."""
    path = Path(shutil.copytree(KIM, tmp_path_factory.mktemp("geocoded") / KIM.name))
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SUMMITMAP_CACHE", raising=False)
        assert main(["geocode", str(path)]) == 0
    return path


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hours: Hours) -> Iterator[FakeService]:
    """The fake service, set up as an operator sets one up, with a cache that is empty but for the
    index, and a clock that nobody waits for."""
    monkeypatch.delenv("SUMMITMAP_CACHE", raising=False)
    index = Gazetteer.open().path
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / index.name).symlink_to(index)
    monkeypatch.setenv("SUMMITMAP_CACHE", str(cache))
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setattr(
        geocode,
        "_online",
        lambda name: OnlineGeocoder(geocode._configured(name), clock=hours.time, sleep=hours.sleep),
    )
    with served() as service:
        monkeypatch.setenv("SUMMITMAP_CONTACT", "editor@example.org")
        monkeypatch.setenv("SUMMITMAP_GEOCODER_DOMAIN", service.domain)
        monkeypatch.setenv("SUMMITMAP_GEOCODER_SCHEME", "http")
        yield service


@pytest.fixture
def copy(geocoded: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(geocoded, tmp_path / "copy" / KIM.name))


def run(*arguments: str | Path) -> int:
    return main(["geocode", *map(str, arguments)])


def written(path: Path) -> bytes:
    return (path / "places.geojson").read_bytes()


def places(path: Path) -> dict[str, Place]:
    return dict(folder.read(path).places)


# With a service


def test_a_services_answers_are_taken_and_the_others_stay_offline(
    copy: Path, geocoded: Path, fake: FakeService, capsys: Output
) -> None:
    assert run(copy, "--with", "nominatim") == 0
    found = places(copy)
    taken = found["vladivostok"]
    assert taken.provenance.dataset == "Nominatim"
    assert taken.provenance.credit == OSM_CREDIT
    assert taken.position.latitude == 43.115
    before = places(geocoded)
    assert {key: place for key, place in found.items() if key != "vladivostok"} == {
        key: place for key, place in before.items() if key != "vladivostok"
    }
    out, err = capsys.readouterr()
    assert "vladivostok: Vladivostok (Nominatim relation/191617) at longitude 131.87350" in out
    assert "pyongyang: Nominatim has no answer\n" in err


def test_an_area_stays_what_it_is_when_the_service_means_another(
    copy: Path, geocoded: Path, fake: FakeService, capsys: Output
) -> None:
    query = next(entry.query for entry in folder.read(KIM).story.places if entry.id == "amur")
    fake.known[query] = [Spot("Amur", 100.0, 60.0, level="state")]
    assert run(copy, "--with", "nominatim") == 0
    assert places(copy)["amur"] == places(geocoded)["amur"]
    assert "amur: Nominatim gives a point and no area\n" in capsys.readouterr().err


def test_geocoding_twice_with_a_service_writes_the_same_and_asks_once(
    copy: Path, fake: FakeService, hours: Hours
) -> None:
    assert run(copy, "--with", "nominatim") == 0
    first, asked = written(copy), len(fake.asked)
    assert run(copy, "--with", "nominatim") == 0
    assert written(copy) == first
    assert len(fake.asked) == asked >= 9
    # Asked anew after a month, the same answer keeps its date.
    hours.now += 40 * 24 * 3600
    assert run(copy, "--with", "nominatim") == 0
    assert written(copy) == first
    assert len(fake.asked) == 2 * asked


def test_without_the_service_the_offline_answers_come_back(
    copy: Path, geocoded: Path, fake: FakeService
) -> None:
    assert run(copy, "--with", "nominatim") == 0
    assert written(copy) != written(geocoded)
    assert run(copy) == 0
    assert written(copy) == written(geocoded)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (Fault(403), "Nominatim refuses to answer (HTTP 403)"),
        (Fault(429), "Nominatim says that it is asked too often (HTTP 429)"),
        (Fault(500), "Nominatim has a fault of its own (HTTP 500)"),
        (Fault(body="{"), "Nominatim's answer cannot be read"),
    ],
)
def test_a_service_that_fails_is_one_sentence_and_the_offline_answers_are_kept(
    fault: Fault, sentence: str, copy: Path, geocoded: Path, fake: FakeService, capsys: Output
) -> None:
    fake.always = fault
    assert run(copy, "--with", "nominatim") == 1
    assert written(copy) == written(geocoded)
    out, err = capsys.readouterr()
    (line,) = (line for line in err.splitlines() if "Nominatim" in line)
    assert line.startswith(sentence)
    assert line.endswith("; the answers that we had are kept")
    assert len(out.splitlines()) == 10


def test_a_service_that_fails_later_takes_nothing_away(
    copy: Path, fake: FakeService, hours: Hours
) -> None:
    assert run(copy, "--with", "nominatim") == 0
    before = written(copy)
    hours.now += 40 * 24 * 3600
    fake.always = Fault(503)
    assert run(copy, "--with", "nominatim") == 1
    assert written(copy) == before


def test_without_a_contact_nominatim_is_not_asked_and_nothing_is_written(
    copy: Path, fake: FakeService, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.delenv("SUMMITMAP_CONTACT")
    (copy / "places.geojson").unlink()
    for option in ("--with", "--check"):
        assert run(copy, option, "nominatim") == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("Nominatim is not asked, for its usage policy")
        assert len(err.splitlines()) == 1
    assert fake.asked == []
    assert not (copy / "places.geojson").exists()


# The cross-check


def test_a_check_is_a_table_and_changes_no_point(
    copy: Path, geocoded: Path, fake: FakeService, capsys: Output
) -> None:
    fake.known["Vostochny"] = [VOSTOCHNY]
    fake.known["Pyongyang"] = [Spot("Pyongyang", 125.9, 41.0, "kp")]
    assert run(copy, "--check", "nominatim") == 0
    out, _ = capsys.readouterr()
    lines = out.splitlines()
    headings = "Place Chosen point Record Precision Second opinion Kilometres apart Verdict Other"
    assert " ".join(lines[0].split()) == f"{headings} candidates"
    rows = {line.split()[0]: line for line in lines[1:10]}
    assert list(rows) == [entry.id for entry in folder.read(KIM).story.places]
    assert rows["vladivostok"].split()[-2:] == ["1.0", "agrees"]
    assert "GeoNames 2013348" in rows["vladivostok"]
    assert "doubt: 220 km apart" in rows["pyongyang"]
    assert "1. Pyongyang (KP, 18 km away)" in rows["pyongyang"]
    assert "agrees within the precision" in rows["vostochny"]
    assert "not found there" in rows["russia"]
    # The columns stand under each other.
    verdicts = lines[0].index("Verdict")
    assert rows["vladivostok"][verdicts:].startswith("agrees")
    assert rows["russia"][verdicts:].startswith("not found there")
    assert lines[10] == f"written to {copy.resolve() / 'places.geojson'}"
    before = places(geocoded)
    for key, place in places(copy).items():
        assert place.model_copy(update={"second_opinion": None}) == before[key]
        assert place.second_opinion is not None
        assert place.second_opinion.credit == OSM_CREDIT


def test_a_check_twice_writes_the_same_and_geocoding_keeps_it(
    copy: Path, fake: FakeService, hours: Hours
) -> None:
    assert run(copy, "--check", "nominatim") == 0
    first = written(copy)
    hours.now += 40 * 24 * 3600
    assert run(copy, "--check", "nominatim") == 0
    assert written(copy) == first
    assert run(copy) == 0
    assert written(copy) == first


def test_a_check_of_a_story_without_places_finds_them_first(copy: Path, fake: FakeService) -> None:
    (copy / "places.geojson").unlink()
    assert run(copy, "--check", "photon") == 0
    found = places(copy)
    assert len(found) == 9
    assert found["vladivostok"].second_opinion is not None
    assert found["vladivostok"].second_opinion.service == "Photon"


def test_a_check_that_fails_says_so_once_and_loses_nothing(
    copy: Path, fake: FakeService, hours: Hours, capsys: Output
) -> None:
    assert run(copy, "--check", "nominatim") == 0
    before = written(copy)
    hours.now += 40 * 24 * 3600
    fake.always = Fault(403)
    capsys.readouterr()
    assert run(copy, "--check", "nominatim") == 0
    out, err = capsys.readouterr()
    assert out.count("no answer") == 9
    assert err.startswith("Nominatim refuses to answer (HTTP 403)")
    assert len(err.splitlines()) == 1
    assert written(copy) == before


def test_what_a_service_says_does_not_reach_the_terminal_raw(
    copy: Path, fake: FakeService, capsys: Output
) -> None:
    fake.known["Vladivostok"] = [Spot("\x1b[2J\nVladi\u202evostok", 131.87, 43.11)]
    assert run(copy, "--check", "nominatim") == 0
    assert run(copy, "--with", "nominatim") == 0
    out, _ = capsys.readouterr()
    assert "Vladi vostok" in out
    assert not {"\x1b", "\u202e"} & set(out)


def test_one_service_can_check_another(copy: Path, fake: FakeService) -> None:
    assert run(copy, "--with", "photon", "--check", "nominatim") == 0
    place = places(copy)["vladivostok"]
    assert place.provenance.dataset == "Photon"
    assert place.second_opinion is not None
    assert place.second_opinion.service == "Nominatim"


# A person's choice


def test_a_point_of_ones_own_survives_geocoding_until_it_is_taken_back(
    copy: Path, geocoded: Path, fake: FakeService, capsys: Output
) -> None:
    setting = ("--set", "vladivostok=131.9,43.2", "--reason", "the naval base is meant")
    assert run(copy, *setting) == 0
    out, _ = capsys.readouterr()
    assert out.splitlines()[0] == (
        "vladivostok: Vladivostok (Own point) at longitude 131.90000, latitude 43.20000,"
        " set by a person: the naval base is meant"
    )
    chosen = written(copy)
    feature = next(item for item in json.loads(chosen)["features"] if item["id"] == "vladivostok")
    assert feature["properties"]["chosen_by"] == "person"
    assert feature["properties"]["reason"] == "the naval base is meant"
    assert run(copy) == 0
    assert written(copy) == chosen
    assert run(copy, "--with", "nominatim") == 0
    assert places(copy)["vladivostok"].chosen_by == "person"
    assert run(copy, "--unset", "vladivostok") == 0
    assert run(copy) == 0
    assert written(copy) == written(geocoded)


def test_a_candidate_is_chosen_by_its_number(copy: Path, fake: FakeService) -> None:
    before = places(copy)["pyongyang"]
    assert run(copy, "--set", "pyongyang=candidate:1", "--reason", "the province") == 0
    chosen = places(copy)["pyongyang"]
    assert chosen.position == before.candidates[0].position
    assert chosen.provenance.record == before.candidates[0].record
    assert chosen.provenance.licence is not None
    assert chosen.reason == "the province"
    assert chosen.candidates[0].record == before.provenance.record == "1871859"
    assert fake.asked == []
    assert run(copy) == 0
    assert places(copy)["pyongyang"] == chosen


def test_a_choice_in_a_story_without_places_looks_them_up_first(
    copy: Path, fake: FakeService
) -> None:
    (copy / "places.geojson").unlink()
    assert run(copy, "--set", "pyongyang=125.7,39.0", "--reason", "why not") == 0
    assert len(places(copy)) == 9


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--set", "moscow=1,2", "--reason", "x"), "the story has no place 'moscow': use one of"),
        (("--set", "vladivostok=candidate:7", "--reason", "x"), "has no candidate number 7"),
        (("--unset", "vladivostok"), "was not set by a person: there is nothing to take back"),
    ],
)
def test_a_choice_that_cannot_be_made_is_one_sentence_and_writes_nothing(
    arguments: tuple[str, ...],
    said: str,
    copy: Path,
    geocoded: Path,
    fake: FakeService,
    capsys: Output,
) -> None:
    assert run(copy, *arguments) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert len(err.splitlines()) == 1
    assert written(copy) == written(geocoded)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--with", "nominatum"],
        ["--check"],
        ["--set", "vladivostok=1,2"],
        ["--set", "vladivostok=1,2", "--reason", " "],
        ["--reason", "why"],
        ["--set", "vladivostok", "--reason", "why"],
        ["--set", "vladivostok=candidate:one", "--reason", "why"],
        ["--set", "vladivostok=181,0", "--reason", "why"],
        ["--set", "vladivostok=nan,0", "--reason", "why"],
        ["--set", "vladivostok=1,2,3", "--reason", "why"],
        ["--set", "vladivostok=1,2", "--unset", "vladivostok", "--reason", "why"],
        ["--set", "vladivostok=1,2", "--reason", "why", "--check", "photon"],
        ["--unset", "vladivostok", "--with", "photon"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2(
    arguments: list[str], copy: Path, geocoded: Path, capsys: Output
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(copy, *arguments)
    assert ended.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: summitmap geocode")
    assert written(copy) == written(geocoded)


def test_keys_come_from_streamlits_secrets_too_and_the_environment_goes_first(
    copy: Path, fake: FakeService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SUMMITMAP_CONTACT")
    monkeypatch.chdir(tmp_path)
    secrets = tmp_path / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir()
    secrets.write_text(
        'SUMMITMAP_CONTACT = "desk@example.org"\n'
        'SUMMITMAP_GEOCODER_DOMAIN = "unused.example"\nother = 1\n',
        encoding="utf-8",
    )
    assert run("--check", "nominatim", copy) == 0
    assert {asked.user_agent for asked in fake.asked} == {"SummitMap/0.1.0 (+desk@example.org)"}


def test_secrets_that_cannot_be_read_are_one_sentence(
    copy: Path, fake: FakeService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.chdir(tmp_path)
    secrets = tmp_path / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir()
    secrets.write_text("SUMMITMAP_CONTACT = ", encoding="utf-8")
    assert run("--check", "nominatim", copy) == 1
    assert "is not TOML: mend it or remove it" in capsys.readouterr().err
    assert fake.asked == []
