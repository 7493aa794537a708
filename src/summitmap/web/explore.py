"""The page that readers explore: the map, the timeline and the article, linked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from random import randrange

import streamlit as st
from streamlit_folium import st_folium

from summitmap.drawing.catalogue import Catalogue, catalogue, known_language, languages
from summitmap.drawing.map import LAYERS
from summitmap.drawing.templates import draw
from summitmap.errors import StoryError
from summitmap.story.itinerary import in_order
from summitmap.web import library, requestlog, views
from summitmap.web.controls import controls, forget_axis
from summitmap.web.drawn import draw_ahead, folium_map, how, told, version
from summitmap.web.export_panel import export_panel
from summitmap.web.places_panel import places_panel
from summitmap.web.present import present
from summitmap.web.settings import Settings
from summitmap.web.share_panel import share_panel
from summitmap.web.sifted import sifted
from summitmap.web.state import (
    THEMES,
    VIEWS,
    Notice,
    View,
    chosen,
    chosen_language,
    chosen_story,
    preferred_languages,
)
from summitmap.web.turns import PAGES

_ASKED = "summitmap-asked"
"""What the table of places asked the views to show."""

_LEFT = "summitmap-left"
"""Whether the presentation was left, which is a part of the page, and the page is to be drawn."""

_TOLD = "summitmap-told"
"""The number of the last such request that the page was drawn for."""

_DRAWN = "summitmap-drawn"
"""Another number each time that the whole page is drawn, also by a server that was started anew."""

_LOGGED = "summitmap-logged"
"""The story whose opening stands in the log."""

_KEPT = ("lang", "theme", "layer")
"""What of the address stays with another story."""

_EXPORT, _SHARE = "summitmap-export", "summitmap-share"
"""Whether these panels are open."""

_DRAWN_FOR = "summitmap-drawn-for"
"""The event that the open panels were drawn for."""


def explore(settings: Settings) -> None:
    """Draw the page for the address that it was opened with."""
    query = st.query_params.to_dict()
    preferred = preferred_languages(st.context.headers.get("Accept-Language"))
    ours, _ = chosen_language(query, languages(), (*preferred, "en"))
    words = catalogue(ours)
    st.set_page_config(page_title=words("page.app"), page_icon=str(views.ICON), layout="wide")
    names = library.names(settings.stories)
    if not names:
        _say_there_are_none(words)
        return
    name, notices = chosen_story(query, names)
    path = settings.stories / name
    titles = library.titles(settings.stories, names, (ours, *preferred))
    try:
        opened = _open(path, words)
    except StoryError as error:
        _head(error.story, "", words, titles, name, languages(), ours)
        st.html(draw("problems.html", story=name, problems=error.problems, words=words))
        return
    _show(opened, query_notices=notices, titles=titles, preferred=preferred)


def _open(path: Path, words: Catalogue) -> library.OpenStory:
    """The story; while its places are still being found, a bar tells how far it has come."""
    place = st.empty()

    def progress(part: float, _doing: str) -> None:
        place.progress(min(max(part, 0.0), 1.0), text=words("page.finding"))

    try:
        return library.open_story(path, progress)
    finally:
        place.empty()


def _show(
    opened: library.OpenStory,
    query_notices: tuple[Notice, ...],
    titles: Mapping[str, str],
    preferred: Sequence[str],
) -> None:
    query = st.query_params.to_dict()
    story = opened.folder.story
    language, about_language = chosen_language(query, story.languages, preferred)
    if st.session_state.get(_LOGGED) != story.id:
        st.session_state[_LOGGED] = story.id
        requestlog.tell_opened(story.id, language)
    words = catalogue(known_language(language))
    left = sifted(opened, language, query)
    event = left.selected
    shown, about_view = chosen(query, "view", VIEWS)
    _, about_layer = chosen(query, "layer", LAYERS)
    _, about_theme = chosen(query, "theme", ("", *THEMES))
    notices = (*about_language, *left.notices, *about_view, *about_layer, *about_theme)
    view = View(story.id, language, event, (*query_notices, *notices))
    if shown == "present":
        forget_axis()
        _present(view, story.title[language], words)
        return
    st.session_state[_DRAWN] = st.session_state.get(_DRAWN, randrange(2**31)) + 1
    st.session_state[_DRAWN_FOR] = event
    draw_ahead(opened, language)
    if st.context.is_embedded:
        with PAGES.one():
            _embedded(view, opened, words)
        return
    with PAGES.one():
        _head(
            story.title[language],
            story.summary[language],
            words,
            titles,
            story.id,
            story.languages,
            language,
            presentable=True,
        )
        _tell(view.notices, opened, language, words)
        _views(view, opened, words)
    with st.container(key="summitmap-panels", horizontal=True):
        _method(view, opened, words)
        _places(view, opened, words)
        _export(view, opened, words)
        _share(view, opened, words)


def _embedded(view: View, opened: library.OpenStory, words: Catalogue) -> None:
    """The story within another page: nothing but what is told of it."""
    st.html(draw("title.html", title=opened.folder.story.title[view.language], summary=""))
    _views(view, opened, words)


def _views(view: View, opened: library.OpenStory, words: Catalogue) -> None:
    """The map with what is held in hand under it, the timeline and the article."""
    said = told(opened, view.language)
    with st.container(key="summitmap"):
        left, middle, right = st.columns([50, 26, 24], gap="medium")
        with left:
            with st.container(key="summitmap-map"):
                st_folium(
                    folium_map(opened),
                    key=f"map-{view.story}-{version(opened)}",
                    height=600,
                    use_container_width=True,
                    returned_objects=[],
                    render=False,
                )
            controls(view, opened, _asked(), st.session_state[_DRAWN], _refresh_panels)
        with middle:
            views.pane(said.timeline, key="timeline")
        with right:
            views.pane(said.article, key="article")
    views.away(words)


@st.fragment
def _present(view: View, title: str, words: Catalogue) -> None:
    """The story page in the whole window; what it shows stands in the address, and leaving it
    leads back to the same event."""

    def select(event: str) -> None:
        st.query_params["event"] = event

    def leave() -> None:
        del st.query_params["view"]
        st.session_state[_LEFT] = True

    present(view, title, words, select, leave)
    if st.session_state.pop(_LEFT, False):
        st.rerun()


def _method(view: View, opened: library.OpenStory, words: Catalogue) -> None:
    with st.expander(words("method.title")):
        views.leaf(how(opened, view.language), key="method")


@st.fragment
def _places(view: View, opened: library.OpenStory, words: Catalogue) -> None:
    """The table of places, under the views; a row selects the place's first event, or shows the
    place alone on the map when nothing happens there."""
    story = opened.folder.story

    def select(place_id: str) -> None:
        here = [event.id for event in in_order(story.events) if event.place == place_id]
        if here:
            st.query_params.update(view.selecting(here[0]))
        asked = views.Asked(here[0] if here else f"place:{place_id}", _asked().number + 1)
        st.session_state[_ASKED] = asked

    with st.expander(words("places.title")):
        key = f"places-{story.id}-{view.language}"
        places_panel(story, opened.folder.places, view.language, words, select, key)
    if st.session_state.get(_TOLD, 0) != _asked().number:
        # The link to the views is another part of the page.
        st.session_state[_TOLD] = _asked().number
        st.rerun()


def _asked() -> views.Asked:
    asked = st.session_state.get(_ASKED)
    return asked if isinstance(asked, views.Asked) else views.Asked()


@st.fragment
def _export(view: View, opened: library.OpenStory, words: Catalogue) -> None:
    """What can be put away; drawn when it is opened."""
    panel = st.expander(words("export.title"), key=_EXPORT, on_change="rerun")
    if panel.open:
        event = opened.folder.story.event(_event_shown(view, opened))
        with panel:
            export_panel(opened, view.language, words, (event.id, event.headline[view.language]))


@st.fragment
def _share(view: View, opened: library.OpenStory, words: Catalogue) -> None:
    """What can be passed on; drawn when it is opened."""
    panel = st.expander(words("share.title"), key=_SHARE, on_change="rerun")
    if panel.open:
        event = _event_shown(view, opened)
        # Everything that the address says, the story and the event first.
        asked = st.query_params.to_dict()
        query = view.selecting(event) | asked | view.selecting(event)
        with panel:
            share_panel(opened.folder.story, view.language, words, _server(), query, _today())


def _event_shown(view: View, opened: library.OpenStory) -> str:
    """The event that is selected, which the panels are now drawn for."""
    event = sifted(opened, view.language, st.query_params.to_dict()).selected
    st.session_state[_DRAWN_FOR] = event
    return event


def _refresh_panels(event: str) -> None:
    """What is exported and shared of an event is another part of the page than its selection."""
    panels_open = st.session_state.get(_EXPORT) or st.session_state.get(_SHARE)
    if panels_open and st.session_state.get(_DRAWN_FOR) != event:
        st.rerun()


def _server() -> str:
    """Where the reader's browser found this page, without a slash at the end."""
    return (st.context.url or "http://localhost").rstrip("/")


def _today() -> date:
    """The day that it is for the reader."""
    offset = timedelta(minutes=-(st.context.timezone_offset or 0))
    return datetime.now(timezone(offset)).date()


def _head(
    title: str,
    summary: str,
    words: Catalogue,
    titles: Mapping[str, str],
    name: str,
    offered: Sequence[str],
    language: str,
    *,
    presentable: bool = False,
) -> None:
    """The headline and one sentence, and beside them the way to the presentation and the choice of
    language and of story."""
    with st.container(key="summitmap-head", horizontal=True, vertical_alignment="center"):
        st.html(draw("title.html", title=title, summary=summary))
        if presentable:
            st.button(words("story_page.present"), key="present", on_click=_begin)
        if len(titles) > 1:
            _story_chooser(words, titles, name)
        _language_chooser(words, offered, language)
        views.theme_button(words)


def _begin() -> None:
    st.query_params["view"] = "present"


def _story_chooser(words: Catalogue, titles: Mapping[str, str], name: str) -> None:
    """`titles` are what the stories are called, by the names of their folders."""

    def choose() -> None:
        query = st.query_params.to_dict()
        now = {"story": str(st.session_state["story"])}
        now |= {name: query[name] for name in _KEPT if name in query}
        st.query_params.from_dict(now)

    st.session_state["story"] = name
    st.selectbox(
        words("page.story"),
        list(titles),
        format_func=lambda each: titles[each],
        key="story",
        on_change=choose,
        label_visibility="collapsed",
        width=260,
    )


def _language_chooser(words: Catalogue, offered: Sequence[str], language: str) -> None:
    def choose() -> None:
        st.query_params["lang"] = st.session_state["language"] or language

    def name(code: str) -> str:
        return catalogue(code)("language") if code in languages() else code

    st.session_state["language"] = language
    st.segmented_control(
        words("page.language"),
        offered,
        key="language",
        format_func=name,
        on_change=choose,
        label_visibility="collapsed",
        width="content",
    )


def _tell(
    notices: Sequence[Notice], opened: library.OpenStory, language: str, words: Catalogue
) -> None:
    """What of the address was not taken, and which places are not on the map."""
    for notice in notices:
        key = notice.key.removeprefix("page.unknown_")
        st.html(draw("notice.html", text=words(notice.key, **{key: notice.value[:80]})))
    if opened.trouble:
        st.html(draw("notice.html", text=words("page.no_gazetteer")))
    missing = ", ".join(entry.name[language] for entry in opened.folder.places_to_find)
    if missing:
        st.html(draw("notice.html", text=words("page.not_found", names=missing)))


def _say_there_are_none(words: Catalogue) -> None:
    st.html(draw("title.html", title=words("page.none"), summary=words("page.none_lead")))
