"""The dashboard as a server of its own, wherever it is started from."""

from __future__ import annotations

import streamlit as st

from summitmap.web import page_script, routes


def serve(port: int) -> None:
    """Serve the dashboard on this port until it is stopped.

    The look and the behaviour come from `.streamlit/config.toml` beside the page's script.
    """
    st.App(page_script(), routes=routes.routes()).run(config={"server.port": port})
