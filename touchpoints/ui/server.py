"""The server around the pages: what is loaded before the first visitor, headers, uncaught errors."""

import base64
import datetime as dt
import gc
import hashlib
import logging
import re
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from touchpoints import demo, privacy, room, settings, workspaces
from touchpoints.errors import SettingsWrong, UserError
from touchpoints.ui import boundary, session, uploads

log = logging.getLogger("touchpoints")
SCRIPT = Path(__file__).parent / "shell.py"
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, object]]:
    """Before the first visitor: heavy imports and the demo."""
    import altair  # noqa: F401 heavy, and wanted before the first visitor
    import pandas  # noqa: F401

    session.folder().mkdir(parents=True, exist_ok=True)
    room.sweep(session.folder())
    demo.prepare(session.folder())
    threading.Thread(target=_sweep_every_day, name="sweep", daemon=True).start()
    # A full collection runs after every rerun; what is alive now need not be looked at again.
    gc.collect()
    gc.freeze()
    yield {}


def _sweep_every_day() -> None:
    while True:
        for workspace in workspaces.all_in(session.folder()):
            try:
                privacy.sweep(workspace, dt.datetime.now(dt.UTC).date())
            except UserError as error:
                log.warning("what is too old stays in %s for now: %s", workspace.identifier, error)
        time.sleep(86_400)


def configure() -> None:
    """Tell Streamlit what the settings say; a setting that cannot be meant ends the start here."""
    try:
        told = settings.current()
    except SettingsWrong as wrong:
        sys.exit(f"Touchpoints does not start. {wrong}")
    config.set_option("server.maxUploadSize", told.upload_megabytes)
    if told.is_hosted:
        config.set_option("server.allowedHosts", [told.host.partition(":")[0]])
        config.set_option("browser.serverAddress", told.host.partition(":")[0])
        config.set_option("server.cookieSecret", told.cookie_secret)
    if told.sign_in_header:
        config.set_option("server.trustedUserHeaders", {told.sign_in_header: "email"})


def middleware() -> list[Middleware]:
    """What every request passes, the outermost first."""
    told = settings.current()
    found = [Middleware(SecurityHeaders), Middleware(uploads.Uploads)]
    if told.is_hosted:
        known = [told.host.partition(":")[0], "127.0.0.1", "localhost"]
        found.insert(0, Middleware(TrustedHostMiddleware, allowed_hosts=known))
    return found


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

    def __init__(self, inner: ASGIApp) -> None:
        self.inner = inner
        self.headers = {
            "Content-Security-Policy": _content_security_policy(),
            "X-Frame-Options": "SAMEORIGIN",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to every HTTP answer."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        await self.inner(scope, receive, send_with_headers if scope["type"] == "http" else send)
