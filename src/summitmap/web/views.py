"""Our views as Streamlit components: the panes of HTML, and the link to the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import resources
from importlib.resources.abc import Traversable

import streamlit as st

_DRAWING = resources.files("summitmap.drawing") / "assets"
_WEB = resources.files("summitmap.web") / "assets"

ICON = _WEB / "icon.png"
"""The picture in the browser's tab."""


def _script(*files: Traversable) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


_PANE = st.components.v2.component(
    "summitmap_pane",
    html='\n<div class="sm-root sm-pane"></div>\n',
    css=(_DRAWING / "summitmap.css").read_text(encoding="utf-8"),
    js=_script(_DRAWING / "summitmap.js", _WEB / "pane.js"),
)

_LINK = st.components.v2.component(
    "summitmap_link",
    js=_script(_DRAWING / "summitmap.js", _WEB / "link.js"),
)


def pane(html: str, key: str) -> None:
    """Show HTML that our package has drawn, linked to the selection of the page."""
    _PANE(key=key, data={"html": html})


@dataclass(frozen=True)
class Asked:
    """What the views are asked to show for once: an event's id, or `place:` and a place's.

    `number` counts the requests, so that the same can be asked for again.
    """

    shown: str = ""
    number: int = 0


def link(event: str, on_select: Callable[[str], None], asked: Asked, drawn: int, key: str) -> None:
    """Select `event` in every view, and call `on_select` with what the reader selects instead.

    `drawn` is how often the whole page was drawn: the browser hears of each time, also when the
    event is the one that it was told of last.
    """

    def selected() -> None:
        chosen = st.session_state[key].event
        if isinstance(chosen, str):
            on_select(chosen)

    _LINK(key=key, data={"event": event, "drawn": drawn, **asdict(asked)}, on_event_change=selected)


def style() -> None:
    """Bring the page's own style sheet into the page."""
    st.html(f"<style>{(_WEB / 'page.css').read_text(encoding='utf-8')}</style>")
