"""Online services: asked politely and in turn, kept, tried again, and given up in one sentence."""

from __future__ import annotations

import itertools
import multiprocessing
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
from geopy.geocoders.base import Geocoder

from summitmap.errors import OnlineError
from summitmap.places.online import OnlineGeocoder
from summitmap.places.resolve import resolve
from summitmap.places.services import OSM_CREDIT, Service, credit_of, service_names
from summitmap.places.turns import Turns
from summitmap.story.model import PlaceEntry, PlaceKind
from tests.places.fake_service import FakeService, Fault, Hours, Spot, served

CONTACT = "editor@example.org"


@pytest.fixture
def fake() -> Iterator[FakeService]:
    with served() as service:
        yield service


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loopback is reached directly, whatever the machine's settings say."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def hours() -> Hours:
    return Hours()


Opener = Callable[..., OnlineGeocoder]


@pytest.fixture
def opened(
    fake: FakeService, hours: Hours, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Opener:
    """Opens a geocoder that asks the fake service, with a clock of the test's own."""
    monkeypatch.setenv("SUMMITMAP_CACHE", str(tmp_path / "cache"))

    def open_it(name: str = "nominatim", **options: str) -> OnlineGeocoder:
        environment = {
            "SUMMITMAP_CONTACT": CONTACT,
            "SUMMITMAP_GEOCODER_DOMAIN": fake.domain,
            "SUMMITMAP_GEOCODER_SCHEME": "http",
        }
        environment |= {
            f"SUMMITMAP_GEOCODER_{key.upper()}": value for key, value in options.items()
        }
        service = Service.of(name, environment)
        return OnlineGeocoder(service, clock=hours.time, sleep=hours.sleep)

    return open_it


def entry(query: str = "Vladivostok", kind: str = "city", within: str | None = "RU") -> PlaceEntry:
    return PlaceEntry(id="it", name={"en": query}, query=query, kind=PlaceKind(kind), within=within)


# What is answered


@pytest.mark.parametrize("name", ["nominatim", "photon"])
def test_a_service_fits_where_the_offline_geocoder_fits(
    name: str, opened: Opener, fake: FakeService
) -> None:
    geocoder = opened(name)
    assert isinstance(geocoder, Geocoder)
    place = resolve(entry(), geocoder)
    assert place is not None
    assert (place.position.longitude, place.position.latitude) == (131.8735, 43.1150)
    assert place.kind is PlaceKind.CITY
    assert place.country_code == "RU"
    # Half the diagonal of a box of 0.2 degrees at that latitude: 22.2 km by 16.3 km.
    assert place.precision_metres == pytest.approx(13_770, abs=50)
    origin = place.provenance
    assert origin.dataset == geocoder.service.title == name.capitalize()
    assert origin.version == "2026-09-21"
    assert origin.record == "relation/191617"
    assert origin.credit == "© OpenStreetMap contributors, ODbL"
    assert origin.licence == "ODbL 1.0"
    assert origin.link == "https://www.openstreetmap.org/relation/191617"
    assert len(fake.asked) == 1


def test_the_services_own_answer_is_kept_beside_what_we_made_of_it(opened: Opener) -> None:
    location = opened().geocode("Vladivostok")
    assert location.answer["display_name"] == "Vladivostok, Somewhere"
    assert location.raw["record"] == "relation/191617"
    assert location.raw["matched"] == "Vladivostok"


def test_nominatim_is_asked_for_the_country_in_english_and_knows_who_asks(
    opened: Opener, fake: FakeService
) -> None:
    resolve(entry(), opened())
    (asked,) = fake.asked
    assert asked.path == "/search"
    assert asked.query["q"] == "Vladivostok"
    assert asked.query["countrycodes"] == "RU"
    assert asked.query["accept-language"] == "en"
    assert asked.user_agent == f"SummitMap/0.1.0 (+{CONTACT})"


def test_a_service_that_cannot_narrow_is_told_the_country_behind_the_query(
    opened: Opener, fake: FakeService
) -> None:
    resolve(entry(), opened("photon"))
    resolve(entry("Russland", "country"), opened("photon"))
    assert [asked.query["q"] for asked in fake.asked] == ["Vladivostok, Russia", "Russland"]


def test_an_answer_in_another_country_is_no_answer(opened: Opener, fake: FakeService) -> None:
    fake.known["Khasan"] = [Spot("Hassan", 76.1, 13.0, country="in")]
    assert resolve(entry("Khasan"), opened()) is None


def test_several_answers_are_candidates_in_the_services_order(
    opened: Opener, fake: FakeService
) -> None:
    fake.known["Moss"] = [
        Spot("Moss", 10.66, 59.43, "no", "town", 1),
        Spot("Moss", 10.70, 59.50, "no", "hamlet", 2),
    ]
    geocoder = opened()
    place = resolve(entry("Moss", within="NO"), geocoder)
    assert place is not None
    assert place.provenance.record == "relation/1"
    assert [(other.record, other.kilometres) for other in place.candidates] == [("relation/2", 8.1)]
    assert [found.raw["record"] for found in geocoder.geocode("Moss", exactly_one=False)] == [
        "relation/1",
        "relation/2",
    ]


@pytest.mark.parametrize(
    ("level", "kind"),
    [
        ("country", "country"),
        ("state", "region"),
        ("county", "region"),
        ("town", "city"),
        ("municipality", "city"),
        ("sea", "water"),
        ("aerodrome", "facility"),
    ],
)
@pytest.mark.parametrize("name", ["nominatim", "photon"])
def test_the_kind_is_read_from_the_answer(
    level: str, kind: str, name: str, opened: Opener, fake: FakeService
) -> None:
    fake.known["X"] = [Spot("X", 1.0, 2.0, level=level)]
    location = opened(name).geocode("X")
    expected = kind
    # Without an address level, Nominatim's rank of 16 says that a border is a city's.
    if name == "nominatim" and level == "aerodrome":
        expected = "city"
    assert location.raw["kind"] == expected


def test_the_name_that_the_query_met_is_said_where_the_service_gives_names(
    opened: Opener, fake: FakeService
) -> None:
    fake.known["sør korea"] = [
        Spot("South Korea", 127.8, 36.6, "kr", "country", others=("Sydkorea", "Sør-Korea"))
    ]
    raw = opened().geocode("sør korea").raw
    assert (raw["name"], raw["matched"]) == ("South Korea", "Sør-Korea")


@pytest.mark.parametrize("name", ["nominatim", "photon"])
def test_an_empty_result_is_none_and_is_not_asked_again(
    name: str, opened: Opener, fake: FakeService
) -> None:
    geocoder = opened(name)
    for _ in range(2):
        assert geocoder.geocode("Xqzz") is None
        assert geocoder.geocode("Xqzz", exactly_one=False) is None
    assert len(fake.asked) == 1


def test_an_answer_without_a_name_is_left_out(opened: Opener, fake: FakeService) -> None:
    fake.known["X"] = [Spot("", 1.0, 1.0), Spot("Y", 3.0, 4.0)]
    found = opened().geocode("X", exactly_one=False)
    assert [location.raw["name"] for location in found] == ["Y"]


# What goes wrong


FAULTS = [
    (Fault(403, body="no"), 1, "Nominatim refuses to answer (HTTP 403): check the key, SUMMITMAP_"),
    (Fault(401, body="no"), 1, "Nominatim does not accept the key or account (HTTP 401): check"),
    (Fault(429), 3, "Nominatim says that it is asked too often (HTTP 429): try again later"),
    (Fault(500), 3, "Nominatim has a fault of its own (HTTP 500): try again later"),
    (Fault(503, body="<html>"), 3, "Nominatim has a fault of its own (HTTP 503): try again later"),
    (Fault(body="<html>hello"), 3, "Nominatim's answer cannot be read, for it is not JSON: try"),
    (Fault(body="[" * 100_000), 3, "Nominatim's answer cannot be read, for it is not JSON: try"),
    (Fault(body='[{"lat": "north", "lon": "1"}]'), 1, "Nominatim's answer cannot be read: try"),
    (Fault(body="[1, 2]"), 1, "Nominatim's answer cannot be read: try again later"),
]


@pytest.mark.parametrize(("fault", "tries", "sentence"), FAULTS)
def test_a_lasting_fault_is_one_sentence_and_nothing_more_is_asked(
    fault: Fault, tries: int, sentence: str, opened: Opener, fake: FakeService
) -> None:
    fake.always = fault
    geocoder = opened()
    with pytest.raises(OnlineError) as raised:
        geocoder.geocode("Vladivostok")
    said = str(raised.value)
    assert said.startswith(sentence)
    assert "\n" not in said
    assert not said.endswith(".")
    assert len(fake.asked) == tries
    # The next place is not asked for, and the same is said.
    with pytest.raises(OnlineError) as again:
        geocoder.geocode("Moscow")
    assert str(again.value) == said
    assert len(fake.asked) == tries


@pytest.mark.parametrize(
    "fault", [Fault(500), Fault(429), Fault(body="{"), Fault(502), Fault(408)], ids=str
)
def test_a_passing_fault_is_tried_again_with_longer_pauses(
    fault: Fault, opened: Opener, fake: FakeService, hours: Hours
) -> None:
    fake.faults = [fault, fault]
    assert opened().geocode("Vladivostok").raw["name"] == "Vladivostok"
    assert len(fake.asked) == 3
    assert hours.slept == [2.0, 4.0]


def test_a_query_that_is_not_understood_does_not_stop_the_others(
    opened: Opener, fake: FakeService
) -> None:
    fake.faults = [Fault(400), Fault(body='{"error": "no such\\nplace"}')]
    geocoder = opened()
    with pytest.raises(OnlineError, match=r"does not understand the question \(HTTP 400\)"):
        geocoder.geocode("((")
    with pytest.raises(OnlineError, match=r"gives no answer \(no such place\): check the query"):
        geocoder.geocode("((")
    assert geocoder.geocode("Vladivostok") is not None


def test_a_service_that_asks_for_time_is_given_it(
    opened: Opener, fake: FakeService, hours: Hours
) -> None:
    fake.faults = [Fault(429, {"Retry-After": "17"})]
    assert opened().geocode("Vladivostok") is not None
    assert hours.slept == [17.0]


def test_a_service_that_asks_for_much_time_is_left_alone_by_everybody(
    opened: Opener, fake: FakeService, hours: Hours
) -> None:
    fake.faults = [Fault(429, {"Retry-After": "3600"})]
    with pytest.raises(OnlineError, match=r"too often \(HTTP 429\): try again in 3600 seconds$"):
        opened().geocode("Vladivostok")
    hours.now += 1800
    with pytest.raises(OnlineError, match="left alone for another 1800 seconds: try again after"):
        opened().geocode("Vladivostok")
    assert len(fake.asked) == 1
    assert opened("photon").geocode("Vladivostok") is not None
    hours.now += 1801
    assert opened().geocode("Vladivostok") is not None


def test_a_service_that_does_not_answer_in_time_is_not_waited_for(
    opened: Opener, fake: FakeService
) -> None:
    fake.always = Fault(body="[]", delay=30)
    with pytest.raises(
        OnlineError, match=r"^Nominatim did not answer within 0\.2 seconds: try again later$"
    ):
        opened(timeout="0.2").geocode("Vladivostok")
    assert len(fake.asked) == 3


def test_no_network_is_one_sentence(opened: Opener, fake: FakeService) -> None:
    with socket.socket() as unused:
        # Bound but not listening, so that whoever connects is refused.
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        with pytest.raises(
            OnlineError, match=r"^Nominatim cannot be reached \(.+\): check the net"
        ):
            opened(domain=f"127.0.0.1:{port}").geocode("Vladivostok")
    assert fake.asked == []


def test_a_fault_leaves_what_was_kept_to_be_used(opened: Opener, fake: FakeService) -> None:
    opened().geocode("Vladivostok")
    fake.always = Fault(403)
    geocoder = opened()
    with pytest.raises(OnlineError):
        geocoder.geocode("Moscow")
    assert geocoder.geocode("Vladivostok").raw["record"] == "relation/191617"


# What is kept


def test_what_was_answered_is_not_asked_again_by_another_session(
    opened: Opener, fake: FakeService, hours: Hours
) -> None:
    first = opened().geocode("Vladivostok", country_codes="RU")
    hours.now += 29 * 24 * 3600
    second = opened().geocode("Vladivostok", country_codes=["RU"], exactly_one=False)
    assert second[0].raw == first.raw
    assert second[0].raw["version"] == "2026-09-21", "the day when the service said so"
    assert len(fake.asked) == 1


def test_an_answer_expires_after_a_month(opened: Opener, fake: FakeService, hours: Hours) -> None:
    opened().geocode("Vladivostok")
    hours.now += 31 * 24 * 3600
    assert opened().geocode("Vladivostok").raw["version"] == "2026-10-22"
    assert len(fake.asked) == 2


def test_another_question_is_asked_anew(opened: Opener, fake: FakeService) -> None:
    geocoder = opened()
    geocoder.geocode("Vladivostok")
    geocoder.geocode("Vladivostok", country_codes="RU")
    geocoder.geocode("Vladivostok", limit=3)
    opened("photon").geocode("Vladivostok")
    assert len(fake.asked) == 4


def test_a_fault_is_not_kept(opened: Opener, fake: FakeService) -> None:
    fake.faults = [Fault(body='{"error": "overloaded"}')]
    with pytest.raises(OnlineError, match="overloaded"):
        opened().geocode("Vladivostok")
    assert opened().geocode("Vladivostok") is not None
    assert len(fake.asked) == 2


def test_a_key_is_sent_but_never_kept(opened: Opener, fake: FakeService, tmp_path: Path) -> None:
    geocoder = opened("openmapquest", api_key="s3cret/key +1")
    geocoder.geocode("Vladivostok")
    assert fake.asked[0].query["key"] == "s3cret/key +1"
    assert "s3cret" not in repr(geocoder.service)
    held = b"".join(path.read_bytes() for path in (tmp_path / "cache").iterdir())
    assert b"s3cret" not in held
    assert b"{api_key}" in held


# Whose turn it is


def test_requests_are_an_interval_apart_over_all_sessions(
    opened: Opener, fake: FakeService, hours: Hours
) -> None:
    first, second = opened(), opened("photon")
    first.geocode("Vladivostok")
    second.geocode("Vladivostok")
    hours.now += 0.25
    first.geocode("Moscow")
    assert hours.slept == [1.0, 0.75]
    first.geocode("Vladivostok")
    assert hours.slept == [1.0, 0.75], "a kept answer waits for nobody"
    assert len(fake.asked) == 3


def ask_twice(cache: str, domain: str, who: int) -> None:
    """What each of two processes does: two questions, as fast as it may."""
    service = Service(
        "nominatim", {"domain": domain, "scheme": "http"}, CONTACT, 0.4, cache=Path(cache)
    )
    geocoder = OnlineGeocoder(service)
    for number in range(2):
        geocoder.geocode(f"question {number} of {who}")


def test_two_processes_together_ask_no_faster_than_one(fake: FakeService, tmp_path: Path) -> None:
    fake.always = Fault(body="[]", delay=0.05)
    context = multiprocessing.get_context("spawn")
    both = [
        context.Process(target=ask_twice, args=(str(tmp_path), fake.domain, who)) for who in (1, 2)
    ]
    for process in both:
        process.start()
    for process in both:
        process.join(timeout=60)
        assert process.exitcode == 0
    came = sorted(asked.at for asked in fake.asked)
    assert len(came) == 4
    gaps = [later - earlier for earlier, later in itertools.pairwise(came)]
    assert min(gaps) >= 0.4


def test_no_key_stands_in_a_sentence_about_a_fault(opened: Opener) -> None:
    geocoder = opened("openmapquest", api_key="s3cret", domain="no such host")
    with pytest.raises(OnlineError, match="OpenMapQuest cannot be reached") as raised:
        geocoder.geocode("Vladivostok")
    assert "s3cret" not in str(raised.value)


def hold_a_turn(folder: str, held: Event) -> None:
    with Turns(Path(folder)).turn("Nominatim"):
        held.set()
        time.sleep(600)


def test_a_process_that_is_killed_in_its_turn_holds_up_nobody_and_was_seen(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held = context.Event()
    process = context.Process(target=hold_a_turn, args=(str(tmp_path), held))
    process.start()
    assert held.wait(60)
    process.kill()
    process.join()
    slept: list[float] = []
    with Turns(tmp_path, interval=3600, sleep=slept.append).turn("Nominatim"):
        pass
    assert 3000 < slept[-1] <= 3600


def test_a_turn_waits_until_the_other_is_over(tmp_path: Path, hours: Hours) -> None:
    turns = Turns(tmp_path, clock=hours.time, sleep=hours.sleep)
    other = Turns(tmp_path, clock=hours.time, sleep=lambda seconds: next(ending, None))
    held = turns.turn("Nominatim")
    held.__enter__()

    def end() -> Iterator[None]:
        yield
        held.__exit__(None, None, None)
        yield

    ending = end()
    with other.turn("Nominatim"):
        assert next(ending, "over") == "over"


def test_a_turn_that_never_comes_is_one_sentence(tmp_path: Path, hours: Hours) -> None:
    turns = Turns(tmp_path, clock=hours.time, sleep=hours.sleep)
    with (
        turns.turn("Nominatim"),
        pytest.raises(OnlineError, match="others have been asking for 300 seconds"),
        turns.turn("Nominatim"),
    ):
        pass


def test_a_clock_set_back_does_not_stop_the_turns(tmp_path: Path, hours: Hours) -> None:
    turns = Turns(tmp_path, clock=hours.time, sleep=hours.sleep)
    with turns.turn("Nominatim"):
        pass
    hours.now -= 1_000_000
    with turns.turn("Nominatim"):
        pass
    assert hours.slept == [1.0]


def test_the_operator_can_make_the_interval_longer_but_not_shorter() -> None:
    contact = {"SUMMITMAP_CONTACT": CONTACT}
    for given, interval in [("", 1.0), ("0.1", 1.0), ("1", 1.0), ("2.5", 2.5)]:
        environment = {**contact, "SUMMITMAP_ONLINE_INTERVAL": given}
        assert Service.of("nominatim", environment).interval == interval
    for wrong in ("soon", "-1", "0", "nan", "inf", "1e9"):
        with pytest.raises(OnlineError, match="SUMMITMAP_ONLINE_INTERVAL is"):
            Service.of("nominatim", {**contact, "SUMMITMAP_ONLINE_INTERVAL": wrong})


def test_a_cache_that_cannot_be_written_is_one_sentence_and_nothing_is_asked(
    opened: Opener, fake: FakeService, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(OnlineError, match=r"^no service is asked, for .+: set SUMMITMAP_CACHE to"):
        opened().geocode("Vladivostok")
    assert fake.asked == []


@pytest.mark.parametrize("name", ["answers.sqlite", "turns.sqlite", "turn.lock"])
def test_a_damaged_cache_is_begun_anew(
    name: str, opened: Opener, fake: FakeService, tmp_path: Path
) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / name).write_bytes(b"not a database, " * 1000)
    assert opened().geocode("Vladivostok") is not None
    assert len(fake.asked) == 1
    assert opened().geocode("Vladivostok") is not None
    assert len(fake.asked) == 1


# Settings


def test_nominatim_is_not_asked_without_a_contact() -> None:
    with pytest.raises(OnlineError) as raised:
        Service.of("nominatim", {})
    assert str(raised.value) == (
        "Nominatim is not asked, for its usage policy wants to know who asks: set"
        " SUMMITMAP_CONTACT to your e-mail or web address"
    )
    assert Service.of("photon", {}).user_agent == "SummitMap/0.1.0"


@pytest.mark.parametrize("contact", ["a@b\r\nX-Evil: 1", "å@b", "a b", "a)(b"])
def test_a_contact_that_is_no_address_is_refused(contact: str) -> None:
    with pytest.raises(OnlineError, match="neither an e-mail nor a web address"):
        Service.of("photon", {"SUMMITMAP_CONTACT": contact})


def test_every_service_of_geopy_has_a_name_and_a_credit() -> None:
    assert {"nominatim", "photon", "opencage", "arcgis"} <= set(service_names())
    assert credit_of("Nominatim") == credit_of("Photon") == credit_of("PickPoint") == OSM_CREDIT
    assert credit_of("OpenCage") == "OpenCage"
    assert credit_of("GeoNames cities") is None


def test_a_service_that_there_is_not_is_named_with_those_there_are() -> None:
    with pytest.raises(OnlineError, match=r"no service 'nominatum': use one of arcgis, .*nominat"):
        Service.of("nominatum", {})


def test_a_missing_key_names_the_variable(tmp_path: Path) -> None:
    with pytest.raises(
        OnlineError, match=r"needs a key or account: set SUMMITMAP_GEOCODER_API_KEY"
    ):
        OnlineGeocoder(Service("opencage", cache=tmp_path))


def test_an_option_of_one_service_goes_before_that_of_all_and_to_no_other() -> None:
    environment = {
        "SUMMITMAP_GEOCODER_API_KEY": "of all",
        "SUMMITMAP_GEOCODER_MAPBOX_API_KEY": "of mapbox",
        "SUMMITMAP_GEOCODER_TIMEOUT": "3",
        "SUMMITMAP_GEOCODER_PHOTON_DOMAIN": "photon.example",
    }
    assert Service.of("opencage", environment).options == {"api_key": "of all", "timeout": 3.0}
    assert Service.of("mapbox", environment).options == {"api_key": "of mapbox", "timeout": 3.0}
    # Photon has no keys.
    assert Service.of("photon", environment).options == {"domain": "photon.example", "timeout": 3.0}


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("SUMMITMAP_GEOCODER_API_KYE", "x", "no service has the option 'api_kye'"),
        ("SUMMITMAP_GEOCODER_PHOTON_API_KEY", "x", "Photon has no option 'api_key'"),
        ("SUMMITMAP_GEOCODER_USER_AGENT", "x", "no service has the option 'user_agent'"),
        ("SUMMITMAP_GEOCODER_TIMEOUT", "soon", "'soon': give it a number of seconds"),
    ],
)
def test_an_option_that_cannot_be_is_refused(variable: str, value: str, said: str) -> None:
    with pytest.raises(OnlineError, match=said):
        Service.of("photon", {variable: value})


def test_an_option_that_geopy_refuses_is_one_sentence(tmp_path: Path) -> None:
    service = Service("photon", {"scheme": "gopher"}, cache=tmp_path)
    with pytest.raises(
        OnlineError, match=r"^Photon is not asked, for its options do not fit \(Supp"
    ):
        OnlineGeocoder(service)


def test_an_answer_is_kept_with_service_query_date_and_expiry(
    opened: Opener, hours: Hours, tmp_path: Path
) -> None:
    opened().geocode("Vladivostok")
    with sqlite3.connect(tmp_path / "cache" / "answers.sqlite") as database:
        rows = database.execute(
            "SELECT service, query, answered, expires, raw FROM answer"
        ).fetchall()
    database.close()
    ((service, query, answered, expires, raw),) = rows
    assert (service, query, answered) == ("Nominatim", "Vladivostok", hours.now)
    assert expires - answered == 30 * 24 * 3600
    assert raw.startswith('[{"place_id": ')
