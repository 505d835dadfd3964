"""A file on one line of a test, and what was read from it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from touchpoints import asking, workspaces
from touchpoints.importing import sniff
from touchpoints.importing.sniff import Table
from touchpoints.workspaces import Workspace

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """`write("a;b", "1;2", name="x.csv", encoding="cp1252", newline="\\r\\n")`: the file's path."""

    def written(
        *lines: str, name: str = "file.csv", encoding: str = "utf-8", newline: str = "\n"
    ) -> Path:
        path = tmp_path / name
        path.write_bytes((newline.join(lines) + newline).encode(encoding))
        return path

    return written


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    """A workspace in which nothing has been loaded."""
    return workspaces.create(tmp_path, "shop", "shop")


def one_table(path: Path) -> Table:
    tables = sniff.read(path)
    assert len(tables) == 1
    return tables[0]


def ask(workspace: Workspace, sql: str) -> list[tuple[object, ...]]:
    """The rows of a question to the newest version."""
    newest = workspaces.at(workspace.folder)
    with asking.connection_of(str(newest.snapshot)).cursor() as facts:
        return facts.execute(sql).fetchall()


def snapshot_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }
