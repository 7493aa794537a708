"""The export panel: a file of the story to put away, looked at before it is."""

from __future__ import annotations

from concurrent.futures import wait
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from summitmap.drawing.catalogue import Catalogue, catalogue, languages
from summitmap.drawing.figure import Figure, Size, Theme
from summitmap.drawing.templates import draw
from summitmap.publishing.choice import Choice, file_name, usual_dots
from summitmap.publishing.kinds import MEDIA_TYPES, Kind
from summitmap.story.model import Language
from summitmap.web.library import OpenStory
from summitmap.web.stock import BusyError, Job, ask_for, ask_for_everything, is_kept

_Option = TypeVar("_Option", bound=StrEnum)

_DOTS = (72, 96, 144, 200, 300)
"""How fine a picture can be had here, in dots to an inch."""

_HIGHEST = 430
"""How high the preview is at most, in CSS pixels."""

_LOOK_AGAIN = 0.2
"""Seconds between two looks at how far a file has come."""


class _What(StrEnum):
    """What can be had."""

    MAP = "map"
    DATA = "data"
    SLIDES = "slides"
    PAGE = "page"
    EVERYTHING = "everything"


class _Picture(StrEnum):
    """The formats of the map."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"


class _Data(StrEnum):
    """The formats of the data."""

    GEOJSON = "geojson"
    CSV = "csv"
    KML = "kml"
    ICS = "ics"


class _Moment(StrEnum):
    """What the map shows."""

    JOURNEY = "journey"
    EVENT = "event"


def export_panel(
    opened: OpenStory, language: Language, words: Catalogue, event: tuple[str, str]
) -> None:
    """Show what can be had of a story, a preview of it, and the button that gives it.

    `event` is the id and the headline of the one that is selected. Nothing is made before the
    panel is drawn, and what takes long only when it is asked for.
    """
    left, right = st.columns([2, 3], gap="large")
    with left:
        what = _chosen("what", _What, _What.MAP, words)
    if what is _What.MAP:
        _map(opened, language, words, event, left, right)
        return
    with left:
        choice = _other(what, opened, language, words)
    with right:
        _told(what, choice, words)
        if what in (_What.SLIDES, _What.EVERYTHING):
            _made_first(opened, choice, words)
        else:
            _given(opened, choice, words)


# --- what is chosen ---


def _map(
    opened: OpenStory,
    language: Language,
    words: Catalogue,
    event: tuple[str, str],
    left: st.delta_generator.DeltaGenerator,
    right: st.delta_generator.DeltaGenerator,
) -> None:
    """The map: its choices on the left, its picture on the right."""
    with left:
        picture = _chosen("picture", _Picture, _Picture.PNG, words)
        size = _size(words)
        theme = _chosen("theme", Theme, Theme.LIGHT, words)
        moment = _chosen("moment", _Moment, _Moment.JOURNEY, words)
        if moment is _Moment.EVENT:
            st.html(draw("notice.html", text=event[1]))
        lang = _language(opened, language, words)
        dots = _dots(size, words) if picture is _Picture.PNG else None
    at = event[0] if moment is _Moment.EVENT else None
    choice = Choice(Kind(picture.value), lang, size, theme, at, dots)
    with right:
        figure = _preview(opened, choice, words)
        if figure:
            _given(opened, choice, words, figure)
            st.caption(words("export.alt"))
            st.code(figure.alt, language=None, wrap_lines=True)


def _other(what: _What, opened: OpenStory, language: Language, words: Catalogue) -> Choice | None:
    """What is chosen of the rest; everything is no choice."""
    if what is _What.EVERYTHING:
        return None
    kind = {_What.SLIDES: Kind.PPTX, _What.PAGE: Kind.HTML}.get(what)
    kind = kind or Kind(_chosen("data", _Data, _Data.GEOJSON, words).value)
    if kind is Kind.GEOJSON:
        return Choice(kind)
    return Choice(kind, _language(opened, language, words))


def _chosen(name: str, options: type[_Option], usual: _Option, words: Catalogue) -> _Option:
    """One of a few, side by side."""
    said = st.segmented_control(
        words(f"export.{name}"),
        list(options),
        default=usual,
        required=True,
        format_func=lambda option: words(f"export.{name}_{option}"),
        key=f"export-{name}",
        wrap=True,
        persist_state="session",
    )
    return said or usual


def _size(words: Catalogue) -> Size:
    said = st.selectbox(
        words("export.size"),
        list(Size),
        format_func=lambda size: words(f"bundle.size_{size}"),
        key="export-size",
        persist_state="session",
    )
    return said or Size.WIDE


def _language(opened: OpenStory, language: Language, words: Catalogue) -> Language:
    """The language of the file: that of the page, until another one is chosen."""
    offered = opened.folder.story.languages
    if len(offered) == 1:
        return language
    said = st.segmented_control(
        words("page.language"),
        offered,
        default=language,
        required=True,
        format_func=lambda code: catalogue(code)("language") if code in languages() else code,
        key=f"export-language-{opened.folder.story.id}-{language}",
        persist_state="session",
    )
    return said or language


def _dots(size: Size, words: Catalogue) -> int:
    usual = usual_dots(size)
    return st.select_slider(
        words("export.dots"),
        _DOTS,
        value=usual,
        key=f"export-dots-{usual}",
        persist_state="session",
    )


# --- what is given ---


def _preview(opened: OpenStory, choice: Choice, words: Catalogue) -> Figure | None:
    """The map as it will be, with its alternative text; `None` when there are no hands free."""
    try:
        with st.spinner(words("export.drawing")):
            figure = ask_for(opened, choice.drawing).future.result().figure
    except BusyError:
        st.html(draw("notice.html", text=words("publication.busy")))
        return None
    assert figure is not None, "a drawing is made with its figure"
    width = min(figure.width, _HIGHEST * figure.width / figure.height)
    with st.container(key="export-preview"):
        st.image(figure.svg, width=round(width), alt=figure.alt)
    if figure.left_out:
        names = ", ".join(figure.left_out)
        st.html(draw("notice.html", text=words("export.left_out", names=names)))
    return figure


def _given(
    opened: OpenStory, choice: Choice | None, words: Catalogue, figure: Figure | None = None
) -> None:
    """The button that gives the file, which is made when it is pressed, and what it is called."""
    story = opened.folder.story
    if choice:
        name, media_type = file_name(choice, story), MEDIA_TYPES[choice.kind.value]
    else:
        name, media_type = f"{story.id}.zip", "application/zip"
    st.download_button(
        words("export.download"),
        lambda: _job(opened, choice).future.result().file.body,
        file_name=name,
        mime=media_type,
        key="export-download",
        on_click="ignore",
        icon=":material/download:",
    )
    st.caption(_description(name, choice, words, figure))


def _description(name: str, choice: Choice | None, words: Catalogue, figure: Figure | None) -> str:
    if figure and choice and choice.kind is Kind.PNG:
        # A picture has the whole pixels that its sheet fills.
        width, height = (int(side * choice.dots / 96) for side in (figure.width, figure.height))
        return words("export.named_pixels", name=name, width=width, height=height)
    return name


def _made_first(opened: OpenStory, choice: Choice | None, words: Catalogue) -> None:
    """For what takes long: a button that has it made, with how far it has come, and then the one
    that gives it."""
    if not is_kept(opened, choice):
        place = st.empty()
        if not place.button(words("export.make"), key="export-make"):
            return
        place.empty()
        try:
            _wait(_job(opened, choice), words, tells=choice is None)
        except BusyError:
            st.html(draw("notice.html", text=words("publication.busy")))
            return
    _given(opened, choice, words)


def _wait(job: Job, words: Catalogue, *, tells: bool) -> None:
    """Until the file is made; a bar where the job tells how far it has come."""
    if not tells:
        with st.spinner(words("export.making"), show_time=True):
            job.future.result()
        return
    bar = st.progress(0.0, text=words("export.making"))
    while not job.future.done():
        bar.progress(job.part, text=words("export.making"))
        wait([job.future], timeout=_LOOK_AGAIN)
    bar.empty()
    job.future.result()


def _job(opened: OpenStory, choice: Choice | None) -> Job:
    return ask_for(opened, choice) if choice else ask_for_everything(opened)


def _told(what: _What, choice: Choice | None, words: Catalogue) -> None:
    """A sentence on what the file is for."""
    name = choice.kind.value if what is _What.DATA and choice else what.value
    st.html(draw("notice.html", text=words(f"export.about_{name}")))
