"""The share panel: the link to what is shown, the code that embeds it, how it is cited, and a QR
code for the room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit

import segno
import streamlit as st

from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.figure import Size
from summitmap.drawing.templates import draw
from summitmap.publishing.citation import citation
from summitmap.publishing.embedding import embed_code
from summitmap.story.model import Language, Story
from summitmap.web import addresses

_HERE = {"localhost", "127.0.0.1", "::1"}
"""The names by which a machine calls itself."""

_QUIET = 4
"""Empty modules round a QR code, as ISO/IEC 18004 wants."""


def share_panel(
    story: Story,
    language: Language,
    words: Catalogue,
    server: str,
    query: Mapping[str, str],
    today: date,
) -> None:
    """Show what a reader passes on of a story.

    `server` is where the dashboard is, without a slash at the end, and `query` what stands behind
    the ? in its address; `today` is the day that the story is cited on.
    """
    event = query.get("event")
    page = addresses.shown_page(server, story.id, language, event)
    framed = addresses.embedded_page(server, story.id, language, event)
    cited = citation(
        story, language, words, addresses.shown_page(server, story.id, language, None), today
    )
    if urlsplit(server).hostname in _HERE:
        st.html(draw("notice.html", text=words("share.only_here")))
    left, right = st.columns([3, 1], gap="large")
    with left:
        _copyable(words("share.link"), addresses.view(server, query))
        _copyable(words("share.page"), page)
        _copyable(words("share.frame"), embed_code(framed, story.title[language]))
        _picture(server, story, language, words, event)
        _copyable(words("share.citation"), cited)
    with right:
        st.caption(words("share.code"))
        st.image(qr_code(page), width=200, alt=words("share.code_alt", address=page))


def _picture(
    server: str, story: Story, language: Language, words: Catalogue, event: str | None
) -> None:
    """The address of the map as a picture, in the size that the reader names."""
    said = st.selectbox(
        words("share.picture"),
        list(Size),
        format_func=lambda size: words(f"bundle.size_{size}"),
        key="share-size",
        persist_state="session",
    )
    size: Size = said or Size.WIDE
    asked = {"lang": language, "size": size.value, **({"event": event} if event else {})}
    st.code(addresses.picture(server, story.id, asked), language=None, wrap_lines=True)


def qr_code(address: str) -> str:
    """The address as a QR code in SVG; dark on white whatever is round it, as readers expect."""
    code = segno.make(address, error="m", micro=False)
    return str(code.svg_inline(scale=6, border=_QUIET, dark="#000", light="#fff", omitsize=True))


def _copyable(label: str, text: str) -> None:
    st.caption(label)
    st.code(text, language=None, wrap_lines=True)
