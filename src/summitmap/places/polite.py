"""How a service is asked: kept answers first, then in turn, and again after a passing fault.

geopy's geocoders send their requests through an adapter; this is ours.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from urllib.parse import quote, quote_plus

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter, URLLibAdapter, get_retry_after
from geopy.exc import (
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderServiceError,
    GeocoderTimedOut,
)

from summitmap.errors import OnlineError
from summitmap.places.answers import KEPT_SECONDS, Answer, Answers
from summitmap.places.services import CONTACT_VARIABLE, OPTION_PREFIX, Service
from summitmap.places.turns import LONGEST_PATIENCE, Clock, Sleep, Turns

TIMEOUT_SECONDS = 10.0
MOST_TRIES = 3
FIRST_BACKOFF_SECONDS = 2.0
"""The pause before the second try; it doubles with each."""

_NOT_SECRET = {"domain", "auth_domain", "scheme", "timeout", "proxies"}
_IN_PASSING = (408, 429)


# geopy ships without type information, so that its base class is of an unknown type.
class PoliteAdapter(BaseSyncAdapter):  # type: ignore[misc]
    """What geopy's geocoders send their requests through: kept answers, turns, and patience."""

    is_available = True

    def __init__(self, service: Service, clock: Clock, sleep: Sleep) -> None:
        super().__init__(proxies=None, ssl_context=None)
        self._service = service
        self._clock = clock
        self._sleep = sleep
        self._answers = Answers(service.cache)
        self._turns = Turns(service.cache, interval=service.interval, clock=clock, sleep=sleep)
        self._sender: BaseSyncAdapter = None
        self._query = ""
        self._new: list[Answer] = []
        self._oldest: float | None = None
        self._trouble: str | None = None

    def ready(self, *, proxies: object, ssl_context: object) -> PoliteAdapter:
        """This adapter, as geopy's `adapter_factory` makes one.

        It sends with urllib, which sends what it is told once: the adapter that geopy prefers
        repeats a request on its own, past our turns.
        """
        self._sender = URLLibAdapter(proxies=proxies, ssl_context=ssl_context)
        return self

    def begin(self, query: str) -> None:
        """What is asked from now on is asked for the sake of that query."""
        self._query, self._new, self._oldest = query, [], None

    def keep(self) -> date:
        """Keep what was answered, now that it has been understood; gives the day of the answer."""
        for answer in self._new:
            self._answers.keep(answer)
        answered = self._clock() if self._oldest is None else self._oldest
        return datetime.fromtimestamp(answered, UTC).date()

    def refused(self, sentence: str, error: Exception) -> OnlineError:
        """The error to raise; unless it concerns this query alone, nothing more is asked."""
        about_this_query = isinstance(error, GeocoderQueryError)
        if not about_this_query:
            self._trouble = sentence
        return OnlineError(sentence)

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        return self._text(url, timeout, headers, is_json=False)

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> object:
        return json.loads(self._text(url, timeout, headers, is_json=True))

    def _text(self, url: str, timeout: float, headers: Mapping[str, str], is_json: bool) -> str:
        question = _without_secrets(url, self._service)
        kept = self._answers.find(self._service.title, question, self._clock())
        if kept is None:
            if self._trouble is not None:
                raise OnlineError(self._trouble)
            kept = self._asked(question, url, timeout, headers, is_json)
            self._new.append(kept)
        self._oldest = kept.answered if self._oldest is None else min(self._oldest, kept.answered)
        return kept.raw

    def _asked(
        self, question: str, url: str, timeout: float, headers: Mapping[str, str], is_json: bool
    ) -> Answer:
        for attempt in range(1, MOST_TRIES + 1):
            try:
                with self._turns.turn(self._service.title):
                    raw = self._sender.get_text(url, timeout=timeout, headers=headers)
                if is_json:
                    _must_be_json(raw)
            except (AdapterHTTPError, GeocoderServiceError) as error:
                if not _passes(error):
                    raise
                self._wait_or_give_up(error, attempt)
            except OnlineError as error:
                self._trouble = str(error)
                raise
            else:
                now = self._clock()
                return Answer(
                    service=self._service.title,
                    query=self._query,
                    question=question,
                    answered=now,
                    expires=now + KEPT_SECONDS,
                    raw=raw,
                )
        raise AssertionError("the last try returns or raises")

    def _wait_or_give_up(self, error: Exception, attempt: int) -> None:
        pause = FIRST_BACKOFF_SECONDS * 2 ** (attempt - 1)
        asked_for = get_retry_after(error.headers) if isinstance(error, AdapterHTTPError) else None
        if asked_for is not None:
            # Everybody else is to wait as well.
            self._turns.leave_alone(self._service.title, asked_for)
            pause = max(pause, asked_for)
        if attempt == MOST_TRIES or pause > LONGEST_PATIENCE:
            raise self.refused(complaint(self._service, error), error) from error
        self._sleep(pause)


def _must_be_json(raw: str) -> None:
    try:
        json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise GeocoderParseError("not JSON") from error


def _passes(error: Exception) -> bool:
    """Whether the fault may be gone at the next try."""
    status = status_of(error)
    return status is None or status in _IN_PASSING or status >= 500


def status_of(error: BaseException | None) -> int | None:
    """The HTTP status behind an error, through what geopy made of it."""
    seen = 0
    while error is not None and seen < 10:
        if isinstance(error, AdapterHTTPError):
            return int(error.status_code)
        error, seen = error.__cause__ or error.__context__, seen + 1
    return None


def complaint(service: Service, error: Exception) -> str:
    """One sentence on what happened and what to do, without its full stop."""
    title, status = service.title, status_of(error)
    if status == 429:
        cause = error if isinstance(error, AdapterHTTPError) else error.__cause__
        headers = cause.headers if isinstance(cause, AdapterHTTPError) else {}
        seconds = get_retry_after(headers)
        when = f"in {seconds:.0f} seconds" if seconds else "later"
        return f"{title} says that it is asked too often (HTTP 429): try again {when}"
    if status == 403:
        return (
            f"{title} refuses to answer (HTTP 403): check the key, {CONTACT_VARIABLE} and the"
            " service's usage policy"
        )
    if status in (401, 402, 407):
        return (
            f"{title} does not accept the key or account (HTTP {status}): check the variables"
            f" {OPTION_PREFIX}…"
        )
    if status is not None and status >= 500:
        return f"{title} has a fault of its own (HTTP {status}): try again later"
    if status is not None and status not in _IN_PASSING:
        return f"{title} does not understand the question (HTTP {status}): check the query"
    if status == 408 or isinstance(error, GeocoderTimedOut):
        seconds = float(service.options.get("timeout", TIMEOUT_SECONDS))
        return f"{title} did not answer within {seconds:g} seconds: try again later"
    if isinstance(error, GeocoderParseError):
        return f"{title}'s answer cannot be read, for it is not JSON: try again later"
    return f"{title} cannot be reached ({reason_of(error, service)}): check the network"


def reason_of(error: Exception, service: Service) -> str:
    """What an error says, on one line of bounded length and without keys."""
    return " ".join(_without_secrets(str(error), service).split())[:200] or type(error).__name__


def _without_secrets(text: str, service: Service) -> str:
    """An address or a message with the names of keys in place of the keys."""
    for name, value in service.options.items():
        if name not in _NOT_SECRET:
            for written in {str(value), quote(str(value), safe=""), quote_plus(str(value))}:
                text = text.replace(written, f"{{{name}}}")
    return text
