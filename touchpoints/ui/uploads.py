"""Uploads that are kept on disk while they come in, and until they are read.

The upload box stays Streamlit's own, with its progress, its cross, its drag and drop and its keys; but
Streamlit would hold every byte in memory until the visitor leaves. Here a body goes piece by piece
into a temporary file without a name (a small one stays in memory). It is gone as soon as nobody
refers to it: when the file was loaded or taken out, when the visitor left, when the upload broke off,
when the process was killed.
"""

import asyncio
import gc
import re
import shutil
import tempfile
from pathlib import Path
from typing import IO, cast

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.runtime import get_instance
from streamlit.runtime.caching.ttl_cache import TTLCache
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.session_manager import SessionInfo
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager
from streamlit.web.server.starlette.starlette_app_utils import validate_xsrf_token
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

from touchpoints import room
from touchpoints.errors import DiskNearlyFull

LEFT_SECONDS = 60
_PATH = re.compile(r"/_stcore/upload_file/([^/]+)/([^/]+)")
_AROUND_THE_FILE = 64 * 2**10
_PIECE = 2**20


class OnDisk(bytes):
    """What Streamlit keeps in place of the bytes of a file: none, and where they are."""

    file: IO[bytes]

    def __del__(self) -> None:
        self.file.close()


def copy(file: UploadedFile, target: Path) -> None:
    """Write an uploaded file under a name of ours. DiskNearlyFull."""
    found = get_script_run_ctx()
    records = _manager().get_files(found.session_id, [file.file_id]) if found else []
    held = records[0].data if records else b""
    with target.open("wb") as spool:
        if isinstance(held, OnDisk):
            room.require_for_file(held.file.seek(0, 2))
            held.file.seek(0)
            shutil.copyfileobj(held.file, spool, _PIECE)
        else:
            spool.write(file.getbuffer())


def forget(file_id: str) -> None:
    """Give the bytes of an uploaded file back at once, not when the session ends."""
    found = get_script_run_ctx()
    if found is not None:
        _manager().remove_file(found.session_id, file_id)


async def forget_who_left() -> None:
    """Streamlit keeps what a visitor who left had loaded until the next one comes: give it back each minute."""
    while True:
        await asyncio.sleep(LEFT_SECONDS)
        manager = cast(WebsocketSessionManager, get_instance()._session_mgr)
        storage = cast(MemorySessionStorage, manager._session_storage)
        if cast("TTLCache[str, SessionInfo]", storage._cache).expire():
            gc.collect()


def _manager() -> MemoryUploadedFileManager:
    return cast(MemoryUploadedFileManager, get_instance().uploaded_file_mgr)


class _TooLarge(Exception):
    pass


class Uploads:
    """ASGI middleware that takes uploads in before Streamlit would."""

    def __init__(self, inner: ASGIApp) -> None:
        self.inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take an upload in; everything else, and an upload that is not allowed, is Streamlit's to
        answer, which refuses it before it reads the body."""
        found = _PATH.search(scope["path"]) if scope["type"] == "http" else None
        if found is None or scope["method"] != "PUT" or not _is_allowed(Request(scope), found[1]):
            await self.inner(scope, receive, send)
            return
        answer = await _taken(scope, receive, found[1], found[2])
        await answer(scope, receive, send)


def _is_allowed(request: Request, session_id: str) -> bool:
    """Whether a page of ours that is open right now sends this."""
    cookie = request.cookies.get(XSRF_COOKIE_NAME)
    return validate_xsrf_token(
        request.headers.get("X-Xsrftoken"), cookie
    ) and get_instance().is_active_session(session_id)


async def _taken(scope: Scope, receive: Receive, session_id: str, file_id: str) -> Response:
    limit = config.get_option("server.maxUploadSize") * room.MEGABYTE + _AROUND_THE_FILE
    said = _length(scope)
    request = Request(scope, _at_most(limit, receive))
    parser = MultiPartParser(request.headers, request.stream(), max_files=1, max_fields=8)
    try:
        if said > limit:
            raise _TooLarge
        room.require(Path(tempfile.gettempdir()), said)
        form = await parser.parse()
    except (_TooLarge, DiskNearlyFull, MultiPartException, ClientDisconnect) as refused:
        for begun in parser._files_to_close_on_error:
            begun.close()
        status = {_TooLarge: 413, DiskNearlyFull: 507}.get(type(refused), 400)
        return PlainTextResponse("This file was not taken in.", status)
    files = [one for one in form.values() if isinstance(one, UploadFile)]
    if len(files) != 1:
        return PlainTextResponse("This file was not taken in.", 400)
    held = OnDisk()
    held.file = files[0].file
    kind = files[0].content_type or "application/octet-stream"
    _manager().add_file(session_id, UploadedFileRec(file_id, files[0].filename or "", kind, held))
    return Response(status_code=204)


def _length(scope: Scope) -> int:
    """The bytes that a request says it has; 0 where it does not say."""
    said = Request(scope).headers.get("content-length", "0")
    return int(said) if said.isdigit() else 0


def _at_most(limit: int, receive: Receive) -> Receive:
    """The messages of a request; _TooLarge once its body is larger, whatever its header said."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise _TooLarge
        return message

    return counted
