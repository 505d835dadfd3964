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

from playwright.sync_api import Browser, Dialog, Page, sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ROOT = Path(__file__).resolve().parents[2]
LOCALES = {"pt": "pt-BR", "es": "es-419", "en": "en-US"}
MENU_LINK = '[data-testid="stTopNavLink"], [data-testid="stTopNavDropdownLink"]'
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FINISHED = (
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
)
# Streamlit looks for its health page below a deep link first, and finds it at the root.
HARMLESS = ("/_stcore/health", "/_stcore/host-config")

# The last message has come, but what it says is drawn a little later: wait until nothing moves.
QUIET = """() => new Promise(done => {
  const watch = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(end, 150) })
  const end = () => { watch.disconnect(); clearTimeout(limit); done() }
  let timer = setTimeout(end, 150)
  const limit = setTimeout(end, 4000)
  watch.observe(document.body, { childList: true, subtree: true, characterData: true })
})"""


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Address(str):
    """Where a server answers, and its process."""

    __slots__ = ("process",)
    process: "subprocess.Popen[bytes]"


@contextlib.contextmanager
def server(
    data: Path, *options: str, port: str = "", hosted_as: str = "", **environment: str
) -> Iterator[Address]:
    """The app on this or a free port with its workspaces in `data`; gives its address.

    `options` are Streamlit's ("--server.runOnSave=false"), `environment` ours (TOUCHPOINTS_MODE);
    `hosted_as` names the setting that takes the server's own host.
    """
    port = port or str(free_port())
    if hosted_as:
        environment[hosted_as] = f"127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
    command += [f"--server.port={port}", *options]
    log = (data / "server.log").open("wb")
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "TOUCHPOINTS_DATA": str(data), **environment},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    address = Address(f"http://127.0.0.1:{port}")
    address.process = process
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
        page.on("dialog", self._asked)

    def _logged(self, message: object) -> None:
        kind, text = getattr(message, "type", ""), getattr(message, "text", "")
        url = str(getattr(message, "location", {}).get("url", ""))
        if kind == "error" and not any(part in url for part in HARMLESS):
            self.problems.append(f"console: {text} {url}")

    def _requested(self, request: object) -> None:
        url = str(getattr(request, "url", ""))
        if url.startswith("http") and not url.startswith(self.address):
            self.problems.append(f"foreign request: {url}")

    def _asked(self, dialog: Dialog) -> None:
        self.problems.append(f"dialog: {dialog.message}")
        dialog.dismiss()

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
        self.page.wait_for_selector('[data-stale="true"]', state="detached")
        self.settle()

    def settle(self) -> None:
        """Wait until nothing moves on the screen any more."""
        self.page.evaluate(QUIET)

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

    def load(self) -> "App":
        """Press the button that loads what was chosen, and arrive at the page of the data."""
        self.act(self.page.locator(".st-key-load button:enabled").click)
        self.page.wait_for_url("**/data?*", wait_until="commit")
        return self

    def filter(self, place: int, *options: str) -> "App":
        """Choose options in one of the sidebar's lists: 0 for the channels, 1 for the stages."""
        box = self.page.get_by_test_id("stSidebar").get_by_test_id("stMultiSelect").nth(place)
        for option in options:
            box.locator("input").fill(option)
            self.click(option, role="option")
            self.page.keyboard.press("Escape")
            self.page.get_by_role("listbox").wait_for(state="detached")
        return self

    def since(self, digits: str) -> "App":
        """Type the first day of the period, in the order in which the field shows it."""
        parts = self.page.get_by_test_id("stDateInput").locator("[role=spinbutton]")
        parts.first.focus()
        self.page.keyboard.type(digits, delay=20)
        return self.act(self.page.get_by_role("heading", level=1).click)

    def upload(self, *files: Path) -> "App":
        """Choose files in the upload box."""
        box = '[data-testid="stFileUploader"] input[type=file]'
        return self.act(lambda: self.page.set_input_files(box, list(files)))

    def menu(self) -> dict[str, str]:
        """The pages as the menu shows them: address ("" for the start) -> title."""
        found = {}
        for _ in self._sections():
            for link in self.page.locator(MENU_LINK).all():
                address = str(link.get_attribute("href")).rpartition("/")[2]
                found[address] = link.inner_text().splitlines()[-1]
        return found

    def _sections(self) -> Iterator[None]:
        """The menu as it is, then with each of its sections opened in turn."""
        yield
        for section in self.page.get_by_test_id("stTopNavSection").all():
            section.click()
            self.page.get_by_test_id("stTopNavDropdownLink").first.wait_for()
            yield
            self.page.keyboard.press("Escape")
            self.page.get_by_test_id("stTopNavDropdownLink").first.wait_for(state="detached")

    def follow(self, page: str) -> "App":
        """Click a page of the menu by its address ("funnel")."""
        for _ in self._sections():
            link = self.page.locator(MENU_LINK).and_(self.page.locator(f'[href$="/{page}"]'))
            if link.count():
                return self.act(link.click)
        raise LookupError(page)

    def text(self) -> str:
        """What the page says, its sidebar and the words in its charts included."""
        return self.page.inner_text('[data-testid="stApp"]')

    def figures(self) -> dict[str, str]:
        """The tiles of the page: title -> figure."""
        self.page.get_by_test_id("stMetric").first.wait_for()
        found, before = self._tiles(), None
        while found != before or "" in found:
            self.settle()
            found, before = self._tiles(), found
        return found

    def _tiles(self) -> dict[str, str]:
        read = """() => [...document.querySelectorAll('[data-testid="stMetric"]')].map(tile =>
            ['Label', 'Value'].map(part =>
                (tile.querySelector(`[data-testid="stMetric${part}"]`)?.innerText ?? '').trim()))"""
        return dict(self.page.evaluate(read))

    def filter_sentence(self) -> str:
        """The sentence that says what is filtered; "" where nothing is."""
        found = self.page.locator(
            '[data-testid="stMain"] .st-key-filters [data-testid="stCaptionContainer"]'
        )
        return found.inner_text() if found.count() else ""

    def tooltip(self, chart: int = 0) -> str:
        """What a chart says when the pointer rests on its first mark."""
        mark = self.page.get_by_test_id("stVegaLiteChart").nth(chart).locator("svg .mark-rect path")
        mark.first.scroll_into_view_if_needed()
        place = mark.first.bounding_box()
        assert place is not None
        self.page.mouse.move(0, 0)
        self.page.mouse.move(place["x"] + 6, place["y"] + 6, steps=3)
        bubble = self.page.locator("#vg-tooltip-element.visible")
        bubble.wait_for()
        return bubble.inner_text()

    def marks(self, chart: int = 0) -> list[str]:
        """The words and figures inside a chart, its axes included."""
        drawn = self.page.get_by_test_id("stVegaLiteChart").nth(chart).locator("svg text")
        drawn.first.wait_for()
        return [text for text in drawn.all_text_contents() if text]


@contextlib.contextmanager
def tab(
    browser: Browser,
    address: str,
    language: str = "pt",
    width: int = 1366,
    height: int = 900,
    theme: str = "light",
) -> Iterator[App]:
    """A fresh tab of a visitor with this language, screen and colour scheme."""
    context = browser.new_context(
        locale=LOCALES.get(language, language),
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        accept_downloads=True,
    )
    yield App(context.new_page(), address)
    context.close()
