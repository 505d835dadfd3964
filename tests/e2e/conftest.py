"""One server and one browser for all flows; each flow opens tabs of its own, and none may complain."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.driver import App, server, tab

Visit = Callable[..., App]


@pytest.fixture(scope="session")
def workspaces_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workspaces")


@pytest.fixture(scope="session")
def address(workspaces_folder: Path) -> Iterator[str]:
    with server(workspaces_folder) as started:
        yield started


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """`visit("es")`: a fresh tab of a visitor whose browser speaks Spanish. When the test is over, no
    tab may have seen an exception, an error on the console, a dialog or a request to elsewhere."""
    with contextlib.ExitStack() as open_tabs:
        tabs: list[App] = []

        def fresh(language: str = "pt", at: str = address, **screen: object) -> App:
            app = open_tabs.enter_context(tab(browser, at, language, **screen))  # type: ignore[arg-type]
            tabs.append(app)
            return app

        yield fresh
        assert [problem for app in tabs for problem in app.problems] == []
