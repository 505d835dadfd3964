"""A real server and a real Chromium, driven as a person would."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FINISHED = (
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
)
# Streamlit looks for its health page below a deep link first, and finds it at the root.
HARMLESS = ("/_stcore/health", "/_stcore/host-config")


@contextlib.contextmanager
def server(data: Path) -> Iterator[str]:
    """The app on a free port with its workspaces in `data`; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    log = (data / "server.log").open("wb")
    process = subprocess.Popen(
        [*command, "--server.headless=true"],
        cwd=ROOT,
        env={**os.environ, "TOUCHPOINTS_DATA": str(data)},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_healthy(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(10)
        log.close()


def _wait_until_healthy(address: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server has stopped"
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
            return
        time.sleep(0.1)
    raise TimeoutError(address)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a screen."""
    executable = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    assert executable, "no Chromium: `make test` installs Debian's, or put one on the PATH"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable,
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


class App:
    """One tab. What goes wrong in it is collected: exceptions, console errors, foreign requests."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.runs = 0
        self.problems: list[str] = []
        page.on("websocket", lambda socket: socket.on("framereceived", self._received))
        page.on("pageerror", lambda error: self.problems.append(f"page error: {error}"))
        page.on("console", self._logged)
        page.on("request", self._requested)

    def _logged(self, message: object) -> None:
        kind, text = getattr(message, "type", ""), getattr(message, "text", "")
        url = str(getattr(message, "location", {}).get("url", ""))
        if kind == "error" and not any(part in url for part in HARMLESS):
            self.problems.append(f"console: {text} {url}")

    def _requested(self, request: object) -> None:
        url = str(getattr(request, "url", ""))
        if url.startswith("http") and not url.startswith(self.address):
            self.problems.append(f"foreign request: {url}")

    def _received(self, frame: str | bytes) -> None:
        if isinstance(frame, str):
            return
        message = ForwardMsg.FromString(frame)
        kind = message.WhichOneof("type")
        if kind == "script_finished" and message.script_finished in FINISHED:
            self.runs += 1
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            if element.WhichOneof("type") == "exception":
                self.problems.append(f"exception: {element.exception.message}")

    def wait_for_run(self, count: int, timeout: float = 45) -> None:
        """Until `count` reruns have finished in all, and their output is on the screen."""
        deadline = time.monotonic() + timeout
        while self.runs < count:
            assert time.monotonic() < deadline, f"still at rerun {self.runs}"
            self.page.wait_for_timeout(20)
        self.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        self.page.wait_for_function("!document.querySelector('[data-stale=\"true\"]')")

    def act(self, action: Callable[[], object]) -> "App":
        """Do something that reruns the page, and wait for what comes of it."""
        count = self.runs
        action()
        self.wait_for_run(count + 1)
        return self

    def open(self, path: str = "/") -> "App":
        """Follow a link."""
        return self.act(lambda: self.page.goto(self.address + path))

    def click(self, name: str, role: str = "button") -> "App":
        """Click the one thing of this name."""
        return self.act(lambda: self.page.get_by_role(role, name=name, exact=True).click())  # type: ignore[arg-type]

    def upload(self, *files: Path) -> "App":
        """Choose files in the upload box."""
        box = '[data-testid="stFileUploader"] input[type=file]'
        return self.act(lambda: self.page.set_input_files(box, list(files)))

    def text(self) -> str:
        """What the page says, its sidebar included."""
        return self.page.inner_text('[data-testid="stApp"]')


@contextlib.contextmanager
def tab(
    browser: Browser,
    address: str,
    language: str = "pt-BR",
    width: int = 1366,
    height: int = 900,
    theme: str = "light",
) -> Iterator[App]:
    """A fresh tab of a visitor with this language, screen and colour scheme."""
    context = browser.new_context(
        locale=language,
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        accept_downloads=True,
    )
    yield App(context.new_page(), address)
    context.close()
