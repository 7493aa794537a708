"""The filters: what of the story is left on the map, the axis, the timeline and the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.filters import offered
from summitmap.story.model import Language, Story
from summitmap.story.sieve import KINDS, MOST_WORDS, Sieve

_MOST_PILLS = 12
"""As many values stand side by side; more are in a list that can be searched."""

_SHOWN = "summitmap-filters"
"""What the fields were made for, and how often they were made anew."""


@dataclass(frozen=True)
class _Fields:
    """The fields as they were made: the sieve that they began with, the one that they have come to,
    and a number that tells them from those before."""

    made_for: Sieve
    now: Sieve
    number: int

    def key(self, name: str) -> str:
        """The key of a field in the session."""
        return f"filter-{name}-{self.number}"


def filter_panel(
    story: Story,
    language: Language,
    words: Catalogue,
    sieve: Sieve,
    counts: Mapping[str, Counter[str]],
    on_change: Callable[[Sieve], None],
) -> None:
    """Show what is chosen, and call `on_change` with what the reader chooses instead.

    `counts` tells how many events each value would leave.
    """
    fields = _fields(sieve)

    def changed() -> None:
        state = st.session_state
        picked = {kind: tuple(state.get(fields.key(kind)) or ()) for kind in KINDS}
        sought = str(state.get(fields.key("words")) or "").strip()
        now = replace(sieve, chosen=picked, words=sought)
        state[_SHOWN] = replace(fields, now=now)
        on_change(now)

    st.text_input(
        words("filters.words"),
        fields.made_for.words,
        key=fields.key("words"),
        type="search",
        max_chars=MOST_WORDS,
        live=True,
        on_change=changed,
        placeholder=words("filters.words_where"),
        icon=":material/search:",
    )
    for kind in KINDS:
        choices = offered(story, language, words, kind)
        if len(choices) > 1:
            _choice(
                words(f"filters.{kind}"),
                choices,
                counts[kind],
                fields.made_for.of(kind),
                fields.key(kind),
                changed,
            )


def _fields(sieve: Sieve) -> _Fields:
    """The fields for that sieve: those that are there, if it is what they have come to, else new
    ones. A field keeps what it shows while its panel is closed, whatever it is told."""
    shown = st.session_state.get(_SHOWN)
    if not isinstance(shown, _Fields) or _chosen(shown.now) != _chosen(sieve):
        number = shown.number + 1 if isinstance(shown, _Fields) else 0
        shown = st.session_state[_SHOWN] = _Fields(sieve, sieve, number)
    return shown


def _chosen(sieve: Sieve) -> tuple[object, ...]:
    """What of the sieve is chosen in the fields."""
    return (sieve.words, *(frozenset(sieve.of(kind)) for kind in KINDS))


def _choice(
    label: str,
    named: Mapping[str, str],
    counted: Counter[str],
    chosen: Sequence[str],
    key: str,
    changed: Callable[[], None],
) -> None:
    def name(value: str) -> str:
        return f"{named[value]} ({counted[value]})"

    values, default = list(named), list(chosen)
    if len(values) > _MOST_PILLS:
        st.multiselect(
            label,
            values,
            default,
            key=key,
            format_func=name,
            on_change=changed,
            placeholder="",
        )
        return
    st.pills(
        label,
        values,
        selection_mode="multi",
        default=default,
        key=key,
        format_func=name,
        on_change=changed,
    )
