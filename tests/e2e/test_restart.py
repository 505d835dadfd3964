"""A server that is killed while people use it: they come back to their view, signed in; half an upload is gone."""

import contextlib
import socket
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

from httpx import HTTPError
from websockets.exceptions import WebSocketException

from tests.conftest import build
from tests.e2e.driver import free_port, server
from tests.e2e.test_hosted import provider
from tests.e2e.visitor import XSRF, Visitor
from touchpoints import members

PEOPLE = {f"a{n}": "ad/web/awareness buy/shop/purchase" for n in range(30)}
MEGABYTE = 2**20


def half_an_upload(visitor: Visitor) -> socket.socket:
    """Send half of a file and wait."""
    to = visitor.addresses("half.csv").upload_url
    at = urlsplit(visitor.address)
    connection = socket.create_connection((str(at.hostname), at.port or 80))
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.http.cookies.items())
    head = (
        f"PUT {to} HTTP/1.1\r\nHost: {at.netloc}\r\nCookie: {cookies}\r\n"
        f"X-Xsrftoken: {visitor.http.cookies[XSRF]}\r\nContent-Length: {8 * MEGABYTE}\r\n"
        "Content-Type: multipart/form-data; boundary=seam\r\n\r\n"
        '--seam\r\nContent-Disposition: form-data; name="f"; filename="half.csv"\r\n\r\n'
    )
    connection.sendall(head.encode() + b"half a file\n" * (4 * MEGABYTE // 12))
    return connection


def held(process: int, folder: Path) -> list[str]:
    """The files without a name that a process holds open in a folder."""
    leads = [str(one.readlink()) for one in Path(f"/proc/{process}/fd").iterdir()]
    return [to for to in leads if to.startswith(str(folder))]


def test_visitors_come_back_to_their_view_and_are_signed_in_and_half_an_upload_is_gone(
    tmp_path: Path,
) -> None:
    root, scratch = tmp_path / "all", tmp_path / "scratch"
    root.mkdir()
    scratch.mkdir()
    workspace = build(root, PEOPLE)
    members.found(workspace.folder, "ana@example.com")
    (tmp_path / "visitor").write_text("ana@example.com")
    port = str(free_port())
    with provider(tmp_path / "visitor") as told, Visitor(f"http://127.0.0.1:{port}") as ana:
        settings = {**told, "TMPDIR": str(scratch), "TOUCHPOINTS_UPLOAD_MEGABYTES": "20"}
        with server(root, port=port, hosted_as="TOUCHPOINTS_HOST", **settings) as address:
            ana.open("/?lang=en").sign_in()
            ana.open(f"/funnel?lang=en&w={workspace.identifier}").choose("Channels", "web")
            view = f"/funnel?{ana.query}"
            before = [one.body for one in ana.found("metric")]
            with Visitor(address) as other, half_an_upload(ana):
                busy = threading.Thread(target=look_around, args=(other,))
                busy.start()
                deadline = time.monotonic() + 30
                while not held(address.process.pid, scratch) and time.monotonic() < deadline:
                    time.sleep(0.05)
                assert held(address.process.pid, scratch)
                address.process.kill()
                address.process.wait()
                busy.join()
        files = [one for one in scratch.rglob("*") if one.is_file()]
        assert [one for one in files if b"half a file" in one.read_bytes()] == []

        with server(root, port=port, hosted_as="TOUCHPOINTS_HOST", **settings):
            ana.open(view)

            assert "channel=web" in view
            assert list(ana.find(("multiselect",), "Channels").raw_values) == ["web"]
            assert before
            assert [one.body for one in ana.found("metric")] == before


def look_around(visitor: Visitor) -> None:
    """Open pages until the server is gone."""
    with contextlib.suppress(OSError, WebSocketException, HTTPError):
        while True:
            visitor.open("/overview?lang=en&w=demo")
