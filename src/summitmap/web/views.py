"""Our views as Streamlit components: the panes of HTML, and the link to the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from importlib.resources.abc import Traversable

import streamlit as st

from summitmap.drawing.catalogue import Catalogue

_DRAWING = resources.files("summitmap.drawing") / "assets"
_WEB = resources.files("summitmap.web") / "assets"

ICON = _WEB / "icon.png"
"""The picture in the browser's tab."""


def _joined(*files: Traversable) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


_PANE = st.components.v2.component(
    "summitmap_pane",
    html='\n<div class="sm-root sm-pane"></div>\n',
    css=_joined(_DRAWING / "summitmap.css", _WEB / "pane.css"),
    js=_joined(_DRAWING / "summitmap.js", _WEB / "pane.js"),
)

_LEAF = st.components.v2.component(
    "summitmap_leaf",
    html='\n<div class="sm-root"></div>\n',
    css="\n".join((_DRAWING / name).read_text("utf-8") for name in ("summitmap.css", "method.css")),
    js=_joined(_DRAWING / "summitmap.js", _WEB / "pane.js"),
)

_LINK = st.components.v2.component(
    "summitmap_link",
    js=_joined(_DRAWING / "summitmap.js", _WEB / "link.js"),
)

_STEPS = st.components.v2.component(
    "summitmap_steps",
    html=(_WEB / "steps.html").read_text(encoding="utf-8"),
    css=(_WEB / "steps.css").read_text(encoding="utf-8"),
    js=_joined(_DRAWING / "summitmap.js", _WEB / "steps.js"),
)

_AWAY = st.components.v2.component(
    "summitmap_away",
    html='<div class="away" role="alert" hidden><p></p><button type="button"></button></div>',
    css=(_WEB / "away.css").read_text(encoding="utf-8"),
    js=(_WEB / "away.js").read_text(encoding="utf-8"),
)

_THEME = st.components.v2.component(
    "summitmap_theme",
    html='<button type="button"></button>',
    css=(_WEB / "theme.css").read_text(encoding="utf-8"),
    js=(_WEB / "theme.js").read_text(encoding="utf-8"),
)


def theme_button(words: Catalogue) -> None:
    """The button that opens the same address in the other theme, light or dark."""
    other = "light" if st.context.theme.type == "dark" else "dark"
    _THEME(key="theme", data={"name": words("page.theme"), "other": other}, width="content")


def pane(html: str, key: str) -> None:
    """Show HTML that our package has drawn, linked to the selection of the page."""
    _PANE(key=key, data={"html": html})


def leaf(html: str, key: str) -> None:
    """The same, as long as it is, without a pane of its own."""
    _LEAF(key=key, data={"html": html})


def steps(told: Sequence[Mapping[str, str]], words: Catalogue) -> None:
    """The buttons to the event before and after, which the arrow keys press too, and what is said
    of a change to those who do not see it.

    `told` is each event in order: its `id`, and what is `said` of it.
    """
    named = ("previous", "next", "place", "selected", "left", "everything", "empty")
    spoken = {name: words.section("steps")[name] for name in named}
    _STEPS(key="steps", data={"events": list(told), "words": spoken})


def away(words: Catalogue) -> None:
    """Tell when the server does not answer, and offer the way on; when it is back, the page is
    drawn anew. Not for a part of the page: a server that was started anew knows of none."""
    told = {"told": words("page.away"), "again": words("page.again")}
    _AWAY(key="away", data=told, on_back_change=lambda: None)


@dataclass(frozen=True)
class Asked:
    """What the views are asked to show for once: an event's id, or `place:` and a place's.

    `number` counts the requests, so that the same can be asked for again.
    """

    shown: str = ""
    number: int = 0


@dataclass(frozen=True)
class Now:
    """What the address says: the event that is selected, the events that the filters leave (`None`
    without a filter), the language, and the map that lies under the journey.

    `drawn` is another number each time that the whole page is drawn: the browser hears of each
    time, also when the event is the one that it was told of last.
    """

    event: str
    left: Sequence[str] | None
    language: str
    layer: str
    drawn: int


def link(now: Now, writers: Mapping[str, Callable[[str], None]], asked: Asked, key: str) -> None:
    """Bring every view to what the address says now, and call the writer of `event` or `layer`
    with what the reader selects instead."""

    def told(name: str) -> Callable[[], None]:
        def changed() -> None:
            chosen = getattr(st.session_state[key], name)
            if isinstance(chosen, str):
                writers[name](chosen)

        return changed

    _LINK(
        key=key,
        data={**asdict(now), **asdict(asked)},
        on_event_change=told("event"),
        on_layer_change=told("layer"),
    )
