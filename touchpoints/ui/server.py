"""The server around the pages: what is loaded before the first visitor, headers, uncaught errors."""

import asyncio
import base64
import datetime as dt
import gc
import hashlib
import importlib
import logging
import pkgutil
import re
import socket
import sys
import threading
import time
from asyncio import base_events
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from google.protobuf.message import DecodeError
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg

from touchpoints import demo, i18n, privacy, room, settings, workspaces
from touchpoints.analyses import funnel
from touchpoints.charting import Look
from touchpoints.errors import SettingsWrong, UserError
from touchpoints.ui import boundary, builtin, health, logs, session, sign_in, uploads

log = logging.getLogger("touchpoints")
SCRIPT = Path(__file__).parent / "shell.py"
ONE_YEAR = 365 * 86_400
CLOSED = ("/_stcore/metrics", "/_stcore/agent/")
# What a page asks for. Left out: the state of the source code, the caches of everybody, tools for developers.
ASKED = ("rerun_script", "stop_script", "file_urls_request", "app_heartbeat")
OPERATIONS = ("deferred_file", "dataframe_chunk")
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, object]]:
    """Before the first visitor: the imports of every page, and the demo."""
    for module in pkgutil.iter_modules([str(SCRIPT.parent)]):
        if module.name != SCRIPT.stem:
            importlib.import_module(f"touchpoints.ui.{module.name}")

    session.folder().mkdir(parents=True, exist_ok=True)
    demo.prepare(session.folder())
    threading.Thread(target=_sweep_every_day, name="sweep", daemon=True).start()
    leaving = asyncio.create_task(uploads.forget_who_left())
    # A full collection runs after every rerun; what is alive now need not be looked at again.
    gc.collect()
    gc.freeze()
    threading.Thread(target=_warm_up, name="warm up", daemon=True).start()
    with room.scratch():
        yield {}
    leaving.cancel()


def _warm_up() -> None:
    """What the first visitor would wait for, made while their browser fetches the app: the languages, and
    what the first widget and the first chart need."""
    importlib.import_module("streamlit.emojis")
    for language in i18n.LANGUAGES:
        i18n.use(language)
        builtin.table()
        funnel.chart(Look(language), clickable=True)


def _sweep_every_day() -> None:
    while True:
        room.sweep(session.folder())
        for workspace in workspaces.all_in(session.folder()):
            try:
                privacy.sweep(workspace, dt.datetime.now(dt.UTC).date())
            except UserError as error:
                told = {"workspace": workspace.identifier, "why": type(error).__name__}
                log.warning("what is too old stays in %(workspace)s for now: %(why)s", told)
        time.sleep(86_400)


def configure() -> None:
    """Tell Streamlit what the settings say; a setting that cannot be meant ends the start here."""
    base_events._set_nodelay = send_at_once  # type: ignore[attr-defined]
    try:
        told = settings.current()
    except SettingsWrong as wrong:
        sys.exit(f"Touchpoints does not start. {wrong}")
    config.set_option("server.maxUploadSize", told.upload_megabytes)
    if told.is_hosted:
        logs.as_json()
        config.set_option("server.allowedHosts", [told.host.partition(":")[0]])
        config.set_option("browser.serverAddress", told.host.partition(":")[0])
        config.set_option("server.cookieSecret", told.cookie_secret)
        # Behind a proxy of the same machine every visitor seems to sit at it: no offers to its developer.
        config.set_option("server.headless", True)
    if told.sign_in_header:
        config.set_option("server.trustedUserHeaders", {told.sign_in_header: "email"})


def send_at_once(connection: socket.socket) -> None:
    """Let a connection send what it has, instead of waiting for the browser to acknowledge what came before:
    40 ms for every file and message. asyncio asks for it where a socket is known to speak TCP, and
    Streamlit makes its own without saying so."""
    if connection.family in (socket.AF_INET, socket.AF_INET6):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def middleware() -> list[Middleware]:
    """What every request passes, the outermost first."""
    told = settings.current()
    if not told.is_hosted:
        return [Middleware(SecurityHeaders), Middleware(uploads.Uploads)]
    known = [told.host.partition(":")[0], "127.0.0.1", "localhost"]
    return [
        Middleware(TrustedHostMiddleware, allowed_hosts=known),
        Middleware(SecurityHeaders, is_hosted=True, is_behind_tls=sign_in.is_behind_tls()),
        Middleware(Closed),
        Middleware(uploads.Uploads),
    ]


def routes() -> list[Route]:
    """The addresses of our own beside Streamlit's."""
    return [Route("/healthz", health.answer)]


def on_script_error(error: Exception) -> bool:
    """What the boundary did not see: callbacks, and the frame itself."""
    return boundary.show_bug(error)


def _content_security_policy() -> str:
    index = Path(st.__file__).parent / "static" / "index.html"
    hashes = [
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in _INLINE_SCRIPT.findall(index.read_text(encoding="utf-8"))
    ]
    scripts = " ".join(f"'sha256-{digest}'" for digest in hashes)
    return (
        f"default-src 'self'; script-src 'self' blob: {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
        "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'self'"
    )


class SecurityHeaders:
    """ASGI middleware: nothing from elsewhere is loaded, framed, sniffed or told where we came from."""

    def __init__(
        self, inner: ASGIApp, is_hosted: bool = False, is_behind_tls: bool = False
    ) -> None:
        self.inner = inner
        self.is_behind_tls = is_behind_tls
        self.headers = {
            "Content-Security-Policy": _content_security_policy(),
            "X-Frame-Options": "SAMEORIGIN",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
        if is_hosted:
            self.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to every HTTP answer; behind TLS, let no cookie of it travel without."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self.headers)
                if self.is_behind_tls:
                    cookies = headers.getlist("set-cookie")
                    del headers["set-cookie"]
                    for cookie in cookies:
                        headers.append("set-cookie", f"{cookie}; Secure")
            await send(message)

        await self.inner(scope, receive, send_with_headers if scope["type"] == "http" else send)


class Closed:
    """ASGI middleware of a hosted server: what Streamlit tells about itself and its visitors to anybody who
    asks is not there, and of what a page may ask for only what ours do."""

    def __init__(self, inner: ASGIApp) -> None:
        self.inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 404, or pass the request on."""

        async def receive_known() -> Message:
            message = await receive()
            while message["type"] == "websocket.receive" and not is_asked_by_us(message):
                message = await receive()
            return message

        is_closed = scope["type"] == "http" and scope["path"].startswith(CLOSED)
        answer = PlainTextResponse("Not Found", 404) if is_closed else self.inner
        await answer(scope, receive_known if scope["type"] == "websocket" else receive, send)


def is_asked_by_us(message: Message) -> bool:
    """Whether a page of ours would send this; what is no message at all is left to Streamlit to refuse."""
    try:
        asked = BackMsg.FromString(message.get("bytes") or b"")
    except DecodeError:
        return True
    kind = asked.WhichOneof("type")
    if kind == "backend_operation_request":
        return asked.backend_operation_request.WhichOneof("payload") in OPERATIONS
    return kind in ASKED
