"""The online services that geopy knows, and how the operator wants one of them asked."""

from __future__ import annotations

import inspect
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from geopy.geocoders import SERVICE_TO_GEOCODER as SERVICES
from geopy.geocoders import Nominatim, Photon

from summitmap import settings
from summitmap.errors import OnlineError, SettingsError
from summitmap.places.gazetteer import cache_directory
from summitmap.places.turns import SHORTEST_INTERVAL

CONTACT_VARIABLE = settings.CONTACT.name
OPTION_PREFIX = settings.GEOCODER_PREFIX

OSM_CREDIT = "© OpenStreetMap contributors, ODbL"

# What only a program can give, and what we set ourselves.
_NOT_FROM_OUTSIDE = {"self", "user_agent", "ssl_context", "adapter_factory"}


def service_names() -> tuple[str, ...]:
    """The services that there are, by the names that geopy gives them."""
    return tuple(sorted(SERVICES))


@dataclass(frozen=True)
class Service:
    """A service and how the operator wants it asked.

    `options` are those of its geopy class; `contact` goes into our user agent; `interval` is the
    number of seconds between two requests; `cache` the folder where answers and turns are kept.
    """

    name: str
    options: Mapping[str, str | float] = field(default_factory=dict, repr=False)
    contact: str | None = None
    interval: float = SHORTEST_INTERVAL
    cache: Path = field(default_factory=cache_directory)

    @classmethod
    def of(cls, name: str, environment: Mapping[str, str] | None = None) -> Service:
        """The service of that name as the environment sets it up.

        SUMMITMAP_GEOCODER_<OPTION> sets an option of every service that has it (such as API_KEY,
        DOMAIN, SCHEME, TIMEOUT), SUMMITMAP_GEOCODER_<SERVICE>_<OPTION> one of this service alone.
        SUMMITMAP_CONTACT is an e-mail or web address, and SUMMITMAP_ONLINE_INTERVAL makes the
        seconds between two requests more than one. Another mapping with the same names, such as a
        server's secrets, may be given in place of the environment; a story never is.

        Raises `OnlineError` for a service or an option that there is not and for one that is
        missing or cannot be read.
        """
        given = os.environ if environment is None else environment
        known = name.lower()
        if known not in SERVICES:
            raise OnlineError(
                f"there is no service {name!r}: use one of {', '.join(service_names())}"
            )
        return cls(
            name=known,
            options=_options(known, given),
            contact=_contact(known, given),
            interval=_interval(given),
            cache=cache_directory(),
        )

    @property
    def title(self) -> str:
        """The name as geopy writes it, such as `Nominatim`."""
        return str(SERVICES[self.name].__name__)

    @property
    def is_openstreetmap(self) -> bool:
        """Whether its answers are OpenStreetMap's data and carry its credit."""
        return _is_openstreetmap(self.name)

    @property
    def credit(self) -> str:
        """Whom to name wherever an answer is shown."""
        return OSM_CREDIT if self.is_openstreetmap else self.title

    @property
    def user_agent(self) -> str:
        """How we introduce ourselves, with the contact when there is one."""
        name = f"SummitMap/{version('summitmap')}"
        return f"{name} (+{self.contact})" if self.contact else name


def credit_of(dataset: str) -> str | None:
    """The credit for a dataset that is one of the services, by its title; `None` for any other."""
    for name, kind in SERVICES.items():
        if kind.__name__ == dataset:
            return OSM_CREDIT if _is_openstreetmap(name) else dataset
    return None


def _options_of(name: str) -> set[str]:
    return set(inspect.signature(SERVICES[name].__init__).parameters) - _NOT_FROM_OUTSIDE


def _options(name: str, environment: Mapping[str, str]) -> dict[str, str | float]:
    """The options that the environment sets, those of this service alone before those of all."""
    own, anyones = _options_of(name), set().union(*map(_options_of, SERVICES))
    of_all: dict[str, str] = {}
    of_this: dict[str, str] = {}
    for variable, value in environment.items():
        if not variable.startswith(OPTION_PREFIX) or not value.strip():
            continue
        option = variable.removeprefix(OPTION_PREFIX).lower()
        service = next((other for other in SERVICES if option.startswith(f"{other}_")), None)
        if service is not None:
            if service != name:
                continue
            option = option.removeprefix(f"{service}_")
        if option not in (own if service else anyones):
            whose = f"{SERVICES[name].__name__} has no" if service else "no service has the"
            raise OnlineError(
                f"{variable} is set, but {whose} option {option!r}:"
                f" {SERVICES[name].__name__} has {', '.join(sorted(own))}"
            )
        if option in own:
            (of_this if service else of_all)[option] = value.strip()
    chosen: dict[str, str | float] = {**of_all, **of_this}
    if "timeout" in chosen:
        text = str(chosen["timeout"])
        chosen["timeout"] = _read(settings.GEOCODER_TIMEOUT, {settings.GEOCODER_TIMEOUT.name: text})
    return chosen


def _contact(name: str, environment: Mapping[str, str]) -> str | None:
    contact = settings.CONTACT.of(environment)
    if not contact:
        if SERVICES[name] is Nominatim:
            raise OnlineError(
                "Nominatim is not asked, for its usage policy wants to know who asks: set"
                f" {CONTACT_VARIABLE} to your e-mail or web address"
            )
        return None
    # It becomes part of a header.
    if not (contact.isascii() and contact.isprintable()) or any(sign in contact for sign in " ()"):
        raise OnlineError(f"{CONTACT_VARIABLE} is neither an e-mail nor a web address: correct it")
    return contact


def _interval(environment: Mapping[str, str]) -> float:
    return max(_read(settings.ONLINE_INTERVAL, environment), SHORTEST_INTERVAL)


def _read(setting: settings.Setting[float], environment: Mapping[str, str]) -> float:
    try:
        return setting.of(environment)
    except SettingsError as error:
        raise OnlineError(str(error)) from error


def _is_openstreetmap(name: str) -> bool:
    kind = SERVICES[name]
    return issubclass(kind, Nominatim | Photon)
