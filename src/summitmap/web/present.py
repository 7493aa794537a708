"""The presentation: the story page in a frame that fills the window, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from urllib.parse import quote, urlencode

import streamlit as st

from summitmap.drawing.catalogue import Catalogue
from summitmap.web.state import View

_ASSETS = resources.files("summitmap.web") / "assets"

_PRESENTATION = st.components.v2.component(
    "summitmap_presentation",
    html='<div class="bar"><button type="button"></button></div>'
    '<iframe allow="fullscreen; clipboard-write"></iframe>',
    css=(_ASSETS / "present.css").read_text(encoding="utf-8"),
    js=(_ASSETS / "present.js").read_text(encoding="utf-8"),
)


def present(
    view: View,
    title: str,
    words: Catalogue,
    on_select: Callable[[str], None],
    on_leave: Callable[[], None],
) -> None:
    """Show the story from the view's event on; `on_select` is told of each event that is shown,
    `on_leave` when the reader has had enough."""
    key = f"presentation-{view.story}"

    def selected() -> None:
        event = st.session_state[key].event
        if isinstance(event, str):
            on_select(event)

    def left() -> None:
        if st.session_state[key].left:
            on_leave()

    data = {
        "address": address(view, st.context.theme.type or "light"),
        "title": words("publication.presentation", title=title),
        "back": words("publication.back"),
    }
    _PRESENTATION(key=key, data=data, on_event_change=selected, on_left_change=left)


def address(view: View, theme: str) -> str:
    """Where the story page presents what the view shows, in the theme `light` or `dark`."""
    asked = urlencode({"lang": view.language, "theme": theme})
    shown = urlencode({"event": view.event, "lang": view.language, "view": "present"})
    return f"/stories/{quote(view.story)}/?{asked}#{shown}"
