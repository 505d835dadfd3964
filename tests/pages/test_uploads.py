"""An upload goes to disk piece by piece, from a page of ours that is open, and nowhere else."""

import asyncio
import weakref
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit import config
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.session_manager import SessionInfo
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string

from touchpoints.ui import uploads

TOKEN = generate_xsrf_token_string()
BOUNDARY = "seam"
CONTENT = b"cliente;evento\n" * 200_000


def body(content: bytes, name: str = "../../etc/passwd") -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="f"; filename="{name}"\r\n'
    return head.encode() + b"\r\n" + content + f"\r\n--{BOUNDARY}--\r\n".encode()


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> MemoryUploadedFileManager:
    """What Streamlit keeps; one page is open, its session is called "open"."""
    manager = MemoryUploadedFileManager("/upload")
    runtime = SimpleNamespace(
        uploaded_file_mgr=manager, is_active_session=lambda session_id: session_id == "open"
    )
    monkeypatch.setattr(uploads, "get_instance", lambda: runtime)
    return manager


def put(
    pieces: list[bytes], *, session: str = "open", token: str = TOKEN, breaks_off: bool = False
) -> int:
    """The status of an upload; 0 where it was left to Streamlit, which refuses it."""
    answers: list[Message] = []
    messages: list[Message] = [
        {"type": "http.request", "body": piece, "more_body": True} for piece in pieces
    ]
    messages.append({"type": "http.disconnect"} if breaks_off else {"type": "http.request"})

    async def receive() -> Message:
        return messages.pop(0)

    async def send(message: Message) -> None:
        answers.append(message)

    async def inner(_scope: Scope, _receive: Receive, _send: Send) -> None:
        answers.append({"status": 0})

    headers = {
        "content-type": f"multipart/form-data; boundary={BOUNDARY}",
        "cookie": f"_streamlit_xsrf={TOKEN}",
        "x-xsrftoken": token,
    }
    scope: Scope = {
        "type": "http",
        "method": "PUT",
        "path": f"/_stcore/upload_file/{session}/file-1",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    with ThreadPoolExecutor(1) as pool:  # the browser's own loop may run in this thread
        pool.submit(asyncio.run, uploads.Uploads(inner)(scope, receive, send)).result()
    return int(answers[0]["status"])


def test_the_bytes_are_on_disk_and_gone_with_the_file(kept: MemoryUploadedFileManager) -> None:
    whole = body(CONTENT)

    assert put([whole[:1000], whole[1000:]]) == 204

    (record,) = kept.get_files("open", ["file-1"])
    held = record.data
    assert isinstance(held, uploads.OnDisk)
    assert len(held) == 0
    assert held.file.fileno() > 0, "more than a megabyte is in no memory"
    held.file.seek(0)
    assert held.file.read() == CONTENT
    assert record.name.endswith("passwd"), "a name to show, never a path"


@pytest.mark.parametrize(
    ("session", "token"),
    [("other", TOKEN), ("open", ""), ("open", generate_xsrf_token_string())],
    ids=["of a page that is not open", "without token", "with a foreign token"],
)
def test_an_upload_from_elsewhere_is_left_to_streamlit_unread(
    session: str, token: str, kept: MemoryUploadedFileManager
) -> None:
    assert put([body(b"a")], session=session, token=token) == 0

    assert not kept.file_storage


def test_half_an_upload_leaves_nothing(kept: MemoryUploadedFileManager) -> None:
    assert put([body(CONTENT)[:-1000]], breaks_off=True) == 400

    assert not kept.file_storage


def test_a_body_past_the_limit_is_cut_whatever_it_says(
    kept: MemoryUploadedFileManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "get_option", lambda _name: 1)

    assert put([body(CONTENT)]) == 413

    assert not kept.file_storage


def test_what_is_no_file_is_not_taken(kept: MemoryUploadedFileManager) -> None:
    assert put([b"no file at all"]) == 400

    assert not kept.file_storage


def test_what_a_visitor_held_is_given_back_though_nobody_comes_after(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    storage = MemorySessionStorage(ttl_seconds=0)
    session: Any = type("Session", (), {"id": "left"})()
    session.is_in_a_cycle = session
    storage.save(SessionInfo(client=None, session=session))
    held = weakref.ref(session)
    del session
    runtime = SimpleNamespace(_session_mgr=SimpleNamespace(_session_storage=storage))
    monkeypatch.setattr(uploads, "get_instance", lambda: runtime)
    monkeypatch.setattr(uploads, "LEFT_SECONDS", 0)

    async def a_moment() -> None:
        await asyncio.wait([asyncio.create_task(uploads.forget_who_left())], timeout=0.1)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, a_moment()).result()

    assert held() is None
