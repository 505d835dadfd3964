"""A full disk and one that cannot be written: a clear sentence, and nothing harmed."""

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.worker import table
from touchpoints import asking, notebook, room, workspaces
from touchpoints.analyses import catalogue
from touchpoints.errors import DiskFull, DiskReadOnly
from touchpoints.importing import load, mapping, sniff
from touchpoints.model import Filters
from touchpoints.workspaces import Workspace


@contextlib.contextmanager
def disk(place: Path, megabytes: int) -> Iterator[Path]:
    """A small disk of its own at `place`."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root may make a small disk")
    try:
        yield place
    finally:
        asking.forget_answers()
        subprocess.run(["umount", "-l", str(place)], check=True)


def loaded(workspace: Workspace, scratch: Path, number: int) -> Workspace:
    path = table(scratch, number)
    accepted = [
        load.Accepted(one, mapping.propose(one).mapping) for one in sniff.read(path, path.name)
    ]
    load.load(workspace.folder, accepted)
    return workspaces.at(workspace.folder)


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and not path.name.startswith(".") and path.stat().st_size
    }


@pytest.fixture(autouse=True)
def to_the_last_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk has filled up since it was asked for its room, so that it is the disk that refuses."""
    monkeypatch.setattr(room, "require", lambda _folder, _needed: None)


def test_a_full_disk_refuses_and_keeps_what_was_there(tmp_path: Path) -> None:
    with disk(tmp_path / "small", megabytes=16) as place:
        workspace = loaded(workspaces.create(place, "shop"), tmp_path, 1)
        before = everything(workspace.folder)
        ballast = place / "ballast"
        with contextlib.suppress(OSError), ballast.open("wb") as file:
            while True:
                file.write(b"x" * 65536)
                file.flush()

        with pytest.raises(DiskFull):
            loaded(workspace, tmp_path, 2)
        with pytest.raises(DiskFull):
            notebook.write(workspace.folder, "notes", {"a": "x" * 100_000})

        assert everything(workspace.folder) == before
        assert catalogue.totals(workspaces.at(workspace.folder), Filters()).events == 50
        ballast.unlink()
        assert catalogue.totals(loaded(workspace, tmp_path, 2), Filters()).events == 100


def test_a_disk_that_cannot_be_written_is_said_and_can_still_be_read(tmp_path: Path) -> None:
    with disk(tmp_path / "small", megabytes=64) as place:
        workspace = loaded(workspaces.create(place, "shop"), tmp_path, 1)
        notebook.write(workspace.folder, "notes", {"a": 1})
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        asking.forget_answers()

        with pytest.raises(DiskReadOnly):
            loaded(workspace, tmp_path, 2)
        with pytest.raises(DiskReadOnly):
            notebook.write(workspace.folder, "notes", {"a": 2})

        assert catalogue.totals(workspaces.at(workspace.folder), Filters()).events == 50
        assert notebook.read(workspace.folder, "notes") == {"a": 1}
