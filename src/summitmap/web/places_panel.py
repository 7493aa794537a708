"""The places panel: where each place was put, what else it could be, and a second opinion."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.placetable import Row, rows
from summitmap.drawing.templates import draw
from summitmap.places.crosscheck import cross_check, opinions
from summitmap.story.model import Place, SecondOpinion, Story

_COLUMNS = (
    "place",
    "verdict",
    "chosen",
    "record",
    "precision",
    "doubt",
    "second",
    "kilometres",
    "others",
    "why",
)


def places_panel(
    story: Story,
    places: Mapping[str, Place],
    language: str,
    words: Catalogue,
    on_select: Callable[[str], None],
    key: str = "places",
) -> None:
    """Show the places of the story as a table, and call `on_select` with the id of the place whose
    row the reader selects.

    The second opinions are those kept with the places; nothing is asked. `key` is the table's in
    the session.
    """
    second = opinions(story, places)
    shown = rows(cross_check(story, places, second), language, words)

    def selected() -> None:
        place_id = chosen_row(st.session_state[key], shown)
        if place_id is not None:
            on_select(place_id)

    st.caption(words("places.lead"))
    # A data frame shows text as text: there is nothing to escape.
    st.dataframe(
        {name: [_cell(row, name) for row in shown] for name in _COLUMNS},
        key=key,
        hide_index=True,
        column_config=_headings(words),
        on_select=selected,
        selection_mode="single-row",
        width="stretch",
        placeholder="",
        alt=words("places.title"),
    )
    st.html(draw("notice.html", text=_credit(second, words)))


def chosen_row(state: Mapping[str, Any], shown: Sequence[Row]) -> str | None:
    """The id of the place whose row is selected in the state of the table; `None` for none."""
    numbers: Sequence[int] = state.get("selection", {}).get("rows", [])
    if len(numbers) == 1 and 0 <= numbers[0] < len(shown):
        return shown[numbers[0]].place_id
    return None


def _cell(row: Row, name: str) -> str | float | None:
    value: str | float | None = getattr(row, name)
    return value


def _headings(words: Catalogue) -> dict[str, Any]:
    text = {
        name: st.column_config.TextColumn(words(f"places.{name}"))
        for name in _COLUMNS
        if name != "kilometres"
    }
    number = st.column_config.NumberColumn(words("places.kilometres"), format="%.1f")
    return {**text, "kilometres": number}


def _credit(second: Mapping[str, SecondOpinion | str], words: Catalogue) -> str:
    """Whom the second opinions are from, or how to get some."""
    named = dict.fromkeys(
        opinion.credit for opinion in second.values() if isinstance(opinion, SecondOpinion)
    )
    if not named:
        return words("places.no_second")
    return words("places.credit", credits=", ".join(named))
