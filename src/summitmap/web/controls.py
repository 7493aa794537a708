"""What the reader holds in hand under the map: the steps, the filters, the time axis, and the link
between the address and the selection. Of the page nothing else runs when one of them is used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from summitmap.drawing.axis import BRUSH, PICKED, Held
from summitmap.drawing.map import LAYERS
from summitmap.drawing.templates import draw
from summitmap.drawing.theme import Theme
from summitmap.story.sieve import Sieve
from summitmap.web import views
from summitmap.web.drawn import Told, axis_of, told
from summitmap.web.filter_panel import filter_panel
from summitmap.web.library import OpenStory
from summitmap.web.sifted import Sifted, sifted
from summitmap.web.state import (
    SIEVE_NAMES,
    View,
    chosen,
    written_sieve,
)
from summitmap.web.turns import PARTS

_HELD = "summitmap-axis-held"
"""The axis that is shown, by its name, and what the reader's hand did on it."""


@st.fragment
def controls(
    view: View,
    opened: OpenStory,
    asked: views.Asked,
    drawn: int,
    on_event: Callable[[str], None],
) -> None:
    """Show them for what the address says now, and write to it what the reader changes.

    `asked` is what the views are asked to show once, `drawn` how often the whole page was drawn;
    `on_event` is told of the event that is selected.
    """
    with PARTS.one():
        query = st.query_params.to_dict()
        said = told(opened, view.language)
        now = sifted(opened, view.language, query)
        layer, _ = chosen(query, "layer", LAYERS)
        with st.container(key="summitmap-controls", horizontal=True, vertical_alignment="center"):
            views.steps(said.steps, said.words)
            _filters(opened, view, said, now)
        if not now.events:
            st.html(draw("notice.html", text=said.words("filters.empty")))
        _axis(opened, view, said, now)
        told_now = views.Now(
            event=now.selected,
            left=now.events if now.sieve else None,
            language=view.language,
            layer=layer,
            drawn=drawn,
        )
        views.link(told_now, _writers(view, opened), asked, key="link")
    on_event(now.selected)


def _filters(opened: OpenStory, view: View, said: Told, now: Sifted) -> None:
    story, words = opened.folder.story, said.words
    with st.popover(words("filters.title"), icon=":material/filter_list:"):
        filter_panel(story, view.language, words, now.sieve, now.counts, _write_sieve)
    if now.sieve:
        text = words("filters.left", left=len(now.events), all=len(said.entries))
        st.html(draw("left.html", text=text))
        st.button(
            words("filters.all"),
            key="filter-clear",
            icon=":material/close:",
            type="tertiary",
            on_click=_write_sieve,
            args=(Sieve(),),
        )


def forget_axis() -> None:
    """What was held on the axis is gone with it, when the page does not show it for a while."""
    st.session_state.pop(_HELD, None)


def _axis(opened: OpenStory, view: View, said: Told, left: Sifted) -> None:
    """The time axis: a click selects an event, a brush leaves the days that it covers."""
    # In another language it is another chart, which nobody has held yet.
    name = f"axis-{view.story}-{view.language}"
    known, before = st.session_state.get(_HELD, ("", Held()))
    held = (before if known == name else Held()).showing(left.sieve.days)
    st.session_state[_HELD] = (name, held)
    theme = Theme.DARK if st.context.theme.type == "dark" else Theme.LIGHT
    events = left.events if left.sieve else None
    shown = axis_of(opened, view.language, theme, left.selected, events, held.opened)
    key = f"{name}-{held.number}"

    def changed() -> None:
        now = held.after(st.session_state[key], shown.events, shown.days)
        st.session_state[_HELD] = (name, now)
        if now.span != held.span:
            _write_sieve(replace(left.sieve, days=now.span))
        elif now.pick and now.pick != held.pick:
            st.query_params.update(view.selecting(now.pick.event))

    with st.container(key="summitmap-axis"):
        st.vega_lite_chart(
            dict(shown.chart),
            width="stretch",
            height="content",
            theme=None,
            key=key,
            on_select=changed,
            selection_mode=[PICKED, BRUSH],
        )
        if shown.undated:
            st.html(draw("undated.html", text=said.words("axis.undated", count=shown.undated)))


def _write_sieve(sieve: Sieve) -> None:
    query = st.query_params.to_dict()
    kept = {name: value for name, value in query.items() if name not in SIEVE_NAMES}
    # All at once: one step to go back.
    st.query_params.from_dict(kept | written_sieve(sieve))


def _writers(view: View, opened: OpenStory) -> dict[str, Callable[[str], None]]:
    """What is done with what the reader selects in the browser, by its name."""
    known = {event.id for event in opened.folder.story.events}

    def event(chosen: str) -> None:
        if chosen in known:
            st.query_params.update(view.selecting(chosen))

    def layer(chosen: str) -> None:
        if chosen == LAYERS[0]:
            st.query_params.pop("layer", None)
        elif chosen in LAYERS:
            st.query_params["layer"] = chosen

    return {"event": event, "layer": layer}
