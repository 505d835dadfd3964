"""What there is no room for is refused before anything is written, and says so."""

import os
import shutil
import tempfile
import time
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Journeys, Setting
from touchpoints import room, workspaces
from touchpoints.cli import main
from touchpoints.errors import DiskNearlyFull, FileRefused, WorkspaceFull
from touchpoints.importing import sniff

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch, setting: Setting) -> Callable[[int], None]:
    """`left(600)`: the disk has 600 MB, of which 500 stay free."""

    def free(megabytes: int) -> None:
        usage = Usage(10**12, 10**12, megabytes * room.MEGABYTE)
        monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)

    setting("FREE_MEGABYTES", "500")
    return free


def test_a_file_needs_three_times_its_size_beside_what_stays_free(
    left: Callable[[int], None],
) -> None:
    left(800)
    room.require_for_file(100 * room.MEGABYTE)

    left(799)
    with pytest.raises(DiskNearlyFull, match="needs 300 MB of room and 299 MB are left"):
        room.require_for_file(100 * room.MEGABYTE)


def test_the_command_line_reads_no_file_for_which_there_is_no_room(
    tmp_path: Path, left: Callable[[int], None], capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "events.csv"
    file.write_text("id,date\na,2026-03-13\n", encoding="utf-8")
    left(500)

    assert main(["import", str(file), "--workspace", str(tmp_path / "shop")]) == 3

    assert "This needs 1 MB of room and 0 MB are left" in capsys.readouterr().err
    assert not (tmp_path / "shop").exists()


def test_a_workspace_is_not_written_on_a_disk_that_is_nearly_full(
    journeys: Journeys, left: Callable[[int], None]
) -> None:
    workspace = journeys({"ana": "ad buy"})
    left(500)

    with pytest.raises(DiskNearlyFull), workspaces.next_version(workspace.folder):
        pass

    assert workspaces.at(workspace.folder) == workspace
    assert not list(workspace.folder.glob(".building-*"))


def test_a_workspace_takes_no_more_than_its_room_and_keeps_what_it_has(
    journeys: Journeys, setting: Setting
) -> None:
    workspace = journeys({"ana": "ad buy"})
    setting("WORKSPACE_MEGABYTES", "0")

    with (
        pytest.raises(WorkspaceFull, match="may take 0 MB"),
        workspaces.next_version(workspace.folder),
    ):
        pass

    assert workspaces.at(workspace.folder) == workspace


def test_a_table_of_more_rows_than_the_setting_is_refused(tmp_path: Path, setting: Setting) -> None:
    path = tmp_path / "three.csv"
    path.write_text("cliente;evento\na;x\nb;y\nc;z\n")
    setting("ROWS_PER_FILE", "3")
    assert sniff.read(path)[0].rows == 3

    setting("ROWS_PER_FILE", "2")
    with pytest.raises(FileRefused, match="has 3 rows and the limit is 2"):
        sniff.read(path)


def test_what_a_kill_left_behind_is_swept_after_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    kept = [tmp_path / "tmp" / "others", tmp_path / "tmp" / "touchpoints-new"]
    old = [tmp_path / "tmp" / "touchpoints-old", tmp_path / "shop" / ".building-old"]
    for folder in (*kept, *old):
        folder.mkdir(parents=True)
        (folder / "cells").write_text("a")
    staged = tmp_path / "tmp" / "touchpoints-old.parquet"
    staged.write_text("a")
    for path in (kept[0], *old, staged):
        os.utime(path, (time.time() - 2 * room.OLD_SECONDS,) * 2)

    room.sweep(tmp_path)

    assert [path.exists() for path in (*kept, *old, staged)] == [True, True, False, False, False]


def test_the_temporary_files_of_a_server_go_with_it_and_those_of_a_killed_one_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(room, "MADE_SECONDS", -60)
    killed = tmp_path / "touchpoints-server-killed"
    killed.mkdir()
    (killed / "cells").write_text("a")

    with room.scratch():
        own = Path(tempfile.mkdtemp())
        (own / "cells").write_text("a")
        room.sweep(tmp_path)
        assert (own / "cells").exists()
        assert not killed.exists()

    assert list(tmp_path.iterdir()) == []
