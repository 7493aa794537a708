"""A reader of the dashboard without a browser: a websocket that speaks Streamlit's protocol.

What a browser says and asks for was read off one, frame by frame: the handshake, the state of the
widgets with each request, the messages of which it says that it still has them, and the files that
it fetches. Nothing is drawn, so that many readers fit into one process.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx2
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.BidiComponent_pb2 import BidiComponent
from streamlit.proto.ButtonGroup_pb2 import ButtonGroup
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin, Subprotocol

from load_server import NO_ENCRYPTION, LoadError
from summitmap.drawing.catalogue import catalogue

PATIENCE = 120
"""Seconds until an answer must be there."""

_RUNS_KEPT = 2
"""For how many runs of the page a browser keeps a message that it may be referred to:
`global.maxCachedMessageAge`."""

_ENDED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)

_HEADERS = {"Accept-Language": "en-GB,en;q=0.9", "Accept-Encoding": "gzip, br"}
_XSRF = "_streamlit_xsrf"
_NO_TOKEN = "PLACEHOLDER_AUTH_TOKEN"
"""What a browser says where it has no such cookie."""


class SessionError(LoadError):
    """The server answered a reader otherwise than it should; the text says how."""


@dataclass
class Session:
    """A reader with the dashboard open.

    `id` is what the server calls the session, `events` are those of the story in order, `shown` is
    what the server last told of the selection: the event and the language.
    """

    address: str
    line: ClientConnection
    client: httpx2.AsyncClient
    story: str
    query: str = ""
    id: str = ""
    shown: dict[str, str] = field(default_factory=dict)
    events: tuple[str, ...] = ()
    received: int = 0
    _page: str = ""
    _link: BidiComponent = field(default_factory=BidiComponent)
    _fragment: str = ""
    _languages: str = ""
    _map: str = ""
    _widgets: dict[str, WidgetState] = field(default_factory=dict)
    _kept: dict[str, tuple[ForwardMsg, int]] = field(default_factory=dict)
    _runs: int = 0

    # --- what a reader does ---

    async def open(self, language: str) -> None:
        """Open the page in that language."""
        self.query = urlencode({"story": self.story, "lang": language})
        await self._run()
        self._expect(language=language)
        if not self.events or not self._map:
            raise SessionError("the page came without its map or its events")

    async def select(self, event: str) -> None:
        """Click on an event, in the map, the timeline or the text."""
        chosen = [{"event": "event", "value": event}]
        trigger = WidgetState(
            id=f"$$STREAMLIT_INTERNAL_KEY_{self._link.id}__events",
            json_trigger_value=json.dumps(chosen, separators=(",", ":")),
        )
        await self._run(trigger, fragment=self._fragment)
        self._expect(event=event)

    async def switch(self, language: str) -> None:
        """Choose another language."""
        self._choose(catalogue(language)("language"))
        await self._run()
        self._expect(language=language)

    @property
    def home(self) -> str:
        """Where the server has what is drawn of the story, without a slash at the end."""
        told = re.search(r'"(/views/[^"]+)/told\.json"', json.loads(self._map)["script"])
        if not told:
            raise SessionError("the map does not say where its story is")
        return told[1]

    async def come_back(self) -> bool:
        """Open the line again after it was lost, as a browser does, with what stands in the
        address; tells whether the server still had the session."""
        before = self.id
        await self.line.close()
        self.line = await _line(self.address, self.client, before)
        await self._run()
        return self.id == before

    async def fetch(self) -> int:
        """Fetch what a browser fetches of ours for the map: scripts, styles, what it tells, the
        basemap and the names on it. Gives the number of bytes as they were sent."""
        arguments = json.loads(self._map)
        story = await self._get(f"{self.home}/told.json")
        words = json.loads(story.content)
        rest = [*arguments["js_links"], *arguments["css_links"], words["basemap"]]
        rest += [words["told"][self.shown["language"]]["labels"]]
        # A browser asks for some of them side by side.
        files = await asyncio.gather(*(self._get(path) for path in dict.fromkeys(rest)))
        return sum(file.num_bytes_downloaded for file in (story, *files))

    async def _get(self, path: str) -> httpx2.Response:
        try:
            answer = await self.client.get(path)
        except httpx2.HTTPError as error:
            raise SessionError(f"{path}: {error!r}") from error
        if answer.status_code != 200:
            raise SessionError(f"{path}: {answer.status_code} {answer.text[:200]}")
        return answer

    # --- what is said for it ---

    async def _run(self, *triggers: WidgetState, fragment: str = "") -> None:
        """Ask for a run of the page, or of a part of it, and take what comes until it has ended."""
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string = self.query
        state.page_script_hash = self._page
        state.fragment_id = fragment
        state.widget_states.widgets.extend([*self._widgets.values(), *triggers])
        state.cached_message_hashes.extend(self._kept)
        state.context_info.url = f"{self.address}/"
        state.context_info.locale = "en-GB"
        state.context_info.timezone = "Europe/Oslo"
        state.context_info.timezone_offset = -60
        state.context_info.color_scheme = "light"
        try:
            async with asyncio.timeout(PATIENCE):
                await self.line.send(asked.SerializeToString())
                await self._take_until_the_end()
        except TimeoutError as error:
            raise SessionError(f"no answer within {PATIENCE} seconds") from error
        except (WebSocketException, OSError) as error:
            raise SessionError(f"the connection was lost: {error}") from error

    async def _take_until_the_end(self) -> None:
        while True:
            body = await self.line.recv(decode=False)
            self.received += len(body)
            message = ForwardMsg.FromString(body)
            kind = message.WhichOneof("type")
            if kind == "script_finished":
                if message.script_finished in _ENDED:
                    self._forget(whole=message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY)
                    return
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise SessionError("the page could not be run")
            elif kind == "new_session":
                self.id = message.new_session.initialize.session_id
                self._page = message.new_session.page_script_hash
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind in ("delta", "ref_hash"):
                self._take(message)

    def _take(self, message: ForwardMsg) -> None:
        """Take what is to be shown, which may be something that was sent before."""
        if message.WhichOneof("type") == "ref_hash":
            if message.ref_hash not in self._kept:
                raise SessionError("the server refers to a message that the reader has not")
            message = self._kept[message.ref_hash][0]
        if message.metadata.cacheable:
            self._kept[message.hash] = (message, self._runs)
        if message.delta.WhichOneof("type") != "new_element":
            return
        element = message.delta.new_element
        match element.WhichOneof("type"):
            case "exception":
                raise SessionError(f"the page shows an error: {element.exception.message}")
            case "bidi_component":
                self._take_component(element.bidi_component, message.delta.fragment_id)
            case "component_instance" if "folium" in element.component_instance.component_name:
                self._map = element.component_instance.json_args
            case "button_group" if not message.delta.fragment_id:
                # The choice of the language; those of the filters are in a part of the page.
                self._take_languages(element.button_group)

    def _take_languages(self, group: ButtonGroup) -> None:
        self._languages = group.id
        chosen = group.raw_values if group.set_value else None
        self._choose(*(chosen or (group.options[number].content for number in group.default)))

    def _choose(self, *languages: str) -> None:
        """What the choice of the language says from now on, by their own names."""
        state = WidgetState(id=self._languages)
        state.string_array_value.data.extend(languages)
        self._widgets[self._languages] = state

    def _take_component(self, component: BidiComponent, fragment: str) -> None:
        if component.component_name.endswith("summitmap_link"):
            told = json.loads(component.json)
            self.shown = {"event": told["event"], "language": told["language"]}
            self._link = BidiComponent(id=component.id)
            self._fragment = fragment
        elif component.component_name.endswith("summitmap_steps"):
            self.events = tuple(event["id"] for event in json.loads(component.json)["events"])

    def _forget(self, *, whole: bool) -> None:
        """A run is over: what was not shown in the last few is not kept."""
        if whole:
            self._runs += 1
        self._kept = {
            name: (message, run)
            for name, (message, run) in self._kept.items()
            if self._runs - run <= _RUNS_KEPT
        }

    def _expect(self, **wanted: str) -> None:
        for name, value in wanted.items():
            if self.shown.get(name) != value:
                raise SessionError(f"asked for {name} {value}, shown {self.shown.get(name)}")


@asynccontextmanager
async def session(address: str, story: str) -> AsyncIterator[Session]:
    """A reader who comes to the dashboard at that address, while the block lasts."""
    async with httpx2.AsyncClient(
        base_url=address, headers=_HEADERS, timeout=PATIENCE, trust_env=False, verify=NO_ENCRYPTION
    ) as client:
        try:
            for path in ("/", "/_stcore/health", "/_stcore/host-config"):
                answer = await client.get(path)
                if answer.status_code != 200:
                    raise SessionError(f"{path}: {answer.status_code}")
        except httpx2.HTTPError as error:
            raise SessionError(f"{path}: {error!r}") from error
        reader = Session(address, await _line(address, client), client, story)
        try:
            yield reader
        finally:
            await reader.line.close()


async def _line(address: str, client: httpx2.AsyncClient, again: str = "") -> ClientConnection:
    """A websocket to the server; `again` is the session that an earlier one had."""
    said = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    protocols = ["streamlit", client.cookies.get(_XSRF) or _NO_TOKEN, *filter(None, [again])]
    try:
        return await connect(
            f"{address.replace('http', 'ws', 1)}/_stcore/stream",
            origin=Origin(address),
            subprotocols=[Subprotocol(name) for name in protocols],
            additional_headers={**_HEADERS, "Cookie": said},
            max_size=None,
            open_timeout=PATIENCE,
            # Streamlit's server packs nothing on it.
            compression=None,
            proxy=None,
        )
    except (WebSocketException, OSError, TimeoutError) as error:
        raise SessionError(f"the websocket: {error!r}") from error
