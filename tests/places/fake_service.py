"""A real HTTP server on loopback that answers as Nominatim and Photon do, and fails on demand."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Spot:
    """What the service knows of a place."""

    name: str
    longitude: float
    latitude: float
    country: str = "ru"
    level: str = "city"
    osm_id: int = 1
    others: tuple[str, ...] = ()
    reach: float = 0.1
    """How far the box around it reaches in each direction, in degrees."""


VLADIVOSTOK = Spot("Vladivostok", 131.8735, 43.1150, osm_id=191617)


@dataclass(frozen=True)
class Asked:
    """A request as the server saw it, and when it came by a clock that all processes share."""

    path: str
    query: Mapping[str, str]
    user_agent: str
    at: float


@dataclass(frozen=True)
class Fault:
    """What the server does in place of an answer."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    delay: float = 0


def nominatim(spots: Sequence[Spot]) -> str:
    """An answer of Nominatim's /search with format=json and addressdetails=1."""
    return json.dumps(
        [
            {
                "place_id": 100000 + spot.osm_id,
                "licence": "Data © OpenStreetMap contributors, ODbL 1.0.",
                "osm_type": "relation",
                "osm_id": spot.osm_id,
                "lat": str(spot.latitude),
                "lon": str(spot.longitude),
                "class": "boundary",
                "type": "administrative",
                "place_rank": 16,
                "importance": 0.7,
                "addresstype": spot.level,
                "name": spot.name,
                "display_name": f"{spot.name}, Somewhere",
                "address": {spot.level: spot.name, "country_code": spot.country},
                "namedetails": {
                    "name": spot.name,
                    **{f"name:x-{number}": name for number, name in enumerate(spot.others)},
                },
                "boundingbox": [
                    str(spot.latitude - spot.reach),
                    str(spot.latitude + spot.reach),
                    str(spot.longitude - spot.reach),
                    str(spot.longitude + spot.reach),
                ],
            }
            for spot in spots
        ]
    )


def photon(spots: Sequence[Spot]) -> str:
    """An answer of Photon's /api."""
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "geometry": {"type": "Point", "coordinates": [spot.longitude, spot.latitude]},
                    "properties": {
                        "osm_type": "R",
                        "osm_id": spot.osm_id,
                        "osm_key": "boundary",
                        "osm_value": "administrative",
                        "type": spot.level,
                        "name": spot.name,
                        "country": "Somewhere",
                        "countrycode": spot.country.upper(),
                        "extent": [
                            spot.longitude - spot.reach,
                            spot.latitude + spot.reach,
                            spot.longitude + spot.reach,
                            spot.latitude - spot.reach,
                        ],
                    },
                }
                for spot in spots
            ],
        }
    )


class FakeService:
    """What the server answers and what it was asked. `known` is asked by the query's text; a
    query that is not there has an empty answer. Each fault is served once, before any answer."""

    def __init__(self) -> None:
        self.known: dict[str, list[Spot]] = {"Vladivostok": [VLADIVOSTOK]}
        self.faults: list[Fault] = []
        self.always: Fault | None = None
        self.asked: list[Asked] = []
        self.domain = ""
        self._lock = threading.Lock()

    def answer(self, path: str, query: Mapping[str, str], user_agent: str) -> Fault:
        with self._lock:
            self.asked.append(Asked(path, query, user_agent, time.time()))
            if self.faults:
                return self.faults.pop(0)
        if self.always is not None:
            return self.always
        text = query.get("q", "")
        spots = self.known.get(text) or self.known.get(text.split(",")[0]) or []
        return Fault(body=(photon if path.startswith("/api") else nominatim)(spots))


@contextmanager
def served() -> Iterator[FakeService]:
    """The service on a free port of this machine, as long as it is needed."""
    service = FakeService()
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        # The name is http.server's.
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            reply = service.answer(parts.path, query, self.headers.get("User-Agent", ""))
            over.wait(reply.delay)
            body = reply.body.encode()
            try:
                self.send_response(reply.status)
                self.send_header("Content-Type", "application/json; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                # Whoever asked has given up waiting.
                self.close_connection = True

        def log_message(self, *_: Any) -> None:  # noqa: ANN401 - as http.server declares it
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        service.domain = f"127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield service
        finally:
            over.set()
            server.shutdown()
            thread.join()


class Hours:
    """A clock that stands still unless somebody sleeps; it remembers for how long each slept."""

    def __init__(self, now: float = 1_790_000_000.0) -> None:
        self.now = now
        self.slept: list[float] = []

    def time(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds
