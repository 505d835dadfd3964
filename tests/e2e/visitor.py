"""A visitor without a browser: Streamlit's own websocket and its addresses, and every byte that comes back.

What is said on the screen is not what is checked here, but what reaches the visitor's machine at all.
"""

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self, cast
from urllib.parse import urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.e2e.driver import FINISHED

XSRF = "_streamlit_xsrf"


class Visitor:
    """One tab: `open` is a reload, `go` a click in the menu, `press` and `choose` are what one does there."""

    def __init__(self, address: str, language: str = "en", **headers: str) -> None:
        self.address, self.language = address, language
        self.http = httpx.Client(base_url=address, headers=headers, timeout=120)
        self._left = ExitStack()
        self.socket: ClientConnection | None = None
        self.frames: list[bytes] = []
        self.elements: list[Any] = []
        self.folded: list[str] = []
        self.pages: dict[str, str] = {}
        self.session, self.page, self.query, self.way = "", "", "", ""
        self._states: dict[str, WidgetState] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()
        self.http.close()

    def close(self) -> None:
        """Leave the page."""
        self._left.close()

    def open(self, path: str = "/") -> Self:
        """Follow a link: what a new tab or a reload does."""
        self.close()
        asked = urlsplit(path)
        if XSRF not in self.http.cookies:
            self.http.get("/").raise_for_status()
            self.http.get("/_stcore/health")
        host = urlsplit(self.address).netloc
        cookies = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        headers = {
            name: value for name, value in self.http.headers.items() if name.startswith("x-")
        }
        opened = connect(
            f"ws://{host}/_stcore/stream",
            origin=Origin(self.address),
            subprotocols=[
                Subprotocol("streamlit"),
                Subprotocol(self.http.cookies[XSRF]),
            ],
            additional_headers={**headers, "Cookie": cookies},
            max_size=None,
        )
        self.socket = self._left.enter_context(opened)
        self._states = {}
        self.page, self.query = "", asked.query
        return self._rerun(page_name=asked.path.strip("/"))

    def sign_in(self) -> Self:
        """Press the button on the first page, and follow where it leads: to the provider and back."""
        self.press("Sign in")
        self.http.get(self.way, follow_redirects=True).raise_for_status()
        return self

    def go(self, page: str) -> Self:
        """Click a page of the menu by its address ("funnel")."""
        self.page, self.query = self.pages[page], ""
        return self._rerun()

    def press(self, label: str, place: int = 0) -> Self:
        """Click a button."""
        button = self.find(("button",), label, place)
        return self._rerun(WidgetState(id=button.id, trigger_value=True))

    def unfold(self) -> Self:
        """Open every line that can be unfolded."""
        for line in self.folded:
            self._states[line] = WidgetState(id=line, bool_value=True)
        return self._rerun()

    def type(self, label: str, text: str) -> Self:
        """Write into a field of one line; a form sends it with its button."""
        field = self.find(("text_input", "text_area"), label)
        state = WidgetState(id=field.id, string_value=text)
        return self._keep(state, field.form_id)

    def choose(self, label: str, *values: str) -> Self:
        """Choose in a list."""
        field = self.find(("multiselect", "selectbox"), label)
        state = WidgetState(id=field.id)
        if hasattr(field, "raw_values"):
            state.string_array_value.data[:] = values
        else:
            (state.string_value,) = values
        return self._keep(state, field.form_id)

    def _keep(self, state: WidgetState, form: str) -> Self:
        self._states[state.id] = state
        return self if form else self._rerun()

    def states(self) -> list[WidgetState]:
        """What was written and chosen on this page."""
        return list(self._states.values())

    def forge(self, states: Sequence[WidgetState]) -> Self:
        """Send what a page that another visitor sees would send."""
        return self._rerun(*states)

    def found(self, *kinds: str) -> Iterator[Any]:
        """The elements of these kinds, from the top of the page."""
        for element in self.elements:
            kind = element.WhichOneof("type")
            if kind in kinds:
                yield getattr(element, kind)

    def find(self, kinds: Sequence[str], label: str, place: int = 0) -> Any:
        """The one element of these kinds with this label."""
        return [one for one in self.found(*kinds) if one.label == label][place]

    def download(self, button: Any) -> bytes:
        """What a download button gives; b"" where the server does not give it."""
        message = BackMsg()
        asked = message.backend_operation_request
        asked.request_id, asked.session_id = uuid.uuid4().hex, self.session
        asked.deferred_file.file_id = button.deferred_file_id
        answer = self._answer(message, "backend_operation_response").backend_operation_response
        return self.http.get(answer.deferred_file.url).content if answer.deferred_file.url else b""

    def upload(self, name: str, content: bytes) -> Self:
        """Choose a file in the upload box, and wait until the page has read it."""
        box = next(self.found("file_uploader"))
        addresses = self.addresses(name)
        sent = self.http.put(
            addresses.upload_url,
            files={"file": (name, content)},
            headers={"X-Xsrftoken": self.http.cookies[XSRF]},
        )
        sent.raise_for_status()
        state = WidgetState(id=box.id)
        chosen = state.file_uploader_state_value.uploaded_file_info.add()
        chosen.name, chosen.size, chosen.file_id = name, len(content), addresses.file_id
        chosen.file_urls.CopyFrom(addresses)
        return self._keep(state, "")

    def addresses(self, name: str) -> FileURLs:
        """Where a file may be sent to."""
        message = BackMsg()
        asked = message.file_urls_request
        asked.request_id, asked.session_id = uuid.uuid4().hex, self.session
        asked.file_names.append(name)
        answer = self._answer(message, "file_urls_response").file_urls_response
        (found,) = answer.file_urls
        return cast(FileURLs, found)

    def send(self, message: BackMsg) -> None:
        """Any message, whether a page of ours would send it or not."""
        assert self.socket is not None
        self.socket.send(message.SerializeToString())

    def _answer(self, message: BackMsg, kind: str) -> ForwardMsg:
        self.send(message)
        return self._receive(lambda found: found.WhichOneof("type") == kind)

    def _rerun(self, *more: WidgetState, page_name: str = "") -> Self:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash, asked.page_name = (
            self.query,
            self.page,
            page_name,
        )
        asked.widget_states.widgets.extend([*self._states.values(), *more])
        asked.context_info.locale, asked.context_info.timezone = self.language, "UTC"
        asked.context_info.url = self.address
        self.send(message)
        self._receive(lambda found: found.script_finished in FINISHED if _ends(found) else False)
        return self

    def _receive(self, is_last: Callable[[ForwardMsg], bool]) -> ForwardMsg:
        assert self.socket is not None
        while True:
            frame = self.socket.recv(timeout=120)
            assert isinstance(frame, bytes)
            self.frames.append(frame)
            message: ForwardMsg = ForwardMsg.FromString(frame)
            self._note(message)
            if is_last(message):
                return message

    def _note(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session, self.page = (
                message.new_session.initialize.session_id,
                message.new_session.page_script_hash,
            )
            self.elements, self.folded = [], []
        elif kind == "navigation":
            self.page = message.navigation.page_script_hash
            self.pages = {
                one.url_pathname: one.page_script_hash for one in message.navigation.app_pages
            }
        elif kind == "auth_redirect":
            self.way = message.auth_redirect.url
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self.elements.append(message.delta.new_element)
        elif kind == "delta" and message.delta.add_block.expandable.id:
            self.folded.append(message.delta.add_block.expandable.id)


def _ends(message: ForwardMsg) -> bool:
    return message.WhichOneof("type") == "script_finished"
