"""The dashboard as a server of its own, wherever it is started from."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

import streamlit as st

from summitmap.web import page_script, routes


def serve(port: int) -> None:
    """Serve the dashboard on this port until it is stopped, with the look that it always has."""
    app = st.App(page_script(), routes=routes.routes(), middleware=routes.middleware())
    app.run(config={**dict(_options(_config())), "server.port": port})


def _config() -> dict[str, Any]:
    """The same as `.streamlit/config.toml`, which Streamlit reads where there is a checkout."""
    file = resources.files("summitmap.web") / "streamlit.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _options(table: Mapping[str, Any], section: str = "") -> Iterator[tuple[str, Any]]:
    """The options of a table by their dotted names, as Streamlit's server takes them."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _options(value, f"{section}{key}.")
        else:
            yield f"{section}{key}", value
