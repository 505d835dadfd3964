"""What people write stays, changes all at once, and is refused with a sentence where it cannot."""

import sqlite3
from pathlib import Path

import pytest

from touchpoints import notebook
from touchpoints.errors import DiskReadOnly, WorkspaceBusy


def test_what_was_written_is_read_back_by_topic(tmp_path: Path) -> None:
    notebook.write(tmp_path, "notes", {"2026-03-02": {"text": "new checkout"}}, by="ana")
    notebook.write(tmp_path, "owners", {"checkout": "bia"})

    assert notebook.read(tmp_path, "notes") == {"2026-03-02": {"text": "new checkout"}}
    assert notebook.read(tmp_path, "owners") == {"checkout": "bia"}
    assert notebook.read(tmp_path, "views") == {}


def test_a_later_entry_replaces_and_none_erases(tmp_path: Path) -> None:
    notebook.write(tmp_path, "owners", {"checkout": "bia", "call": "caio"})
    notebook.write(tmp_path, "owners", {"checkout": "duda", "call": None})

    assert notebook.read(tmp_path, "owners") == {"checkout": "duda"}


def test_nothing_is_made_by_reading(tmp_path: Path) -> None:
    assert notebook.read(tmp_path, "notes") == {}
    assert list(tmp_path.iterdir()) == []


def test_while_another_writes_one_is_asked_to_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook, "LOCK_SECONDS", 0.1)
    notebook.write(tmp_path, "notes", {"a": 1})
    other = sqlite3.connect(tmp_path / notebook.FILE, isolation_level=None)
    other.execute("begin immediate")

    with pytest.raises(WorkspaceBusy):
        notebook.write(tmp_path, "notes", {"a": 2})

    other.close()
    assert notebook.read(tmp_path, "notes") == {"a": 1}


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(DiskReadOnly):
        notebook.write(tmp_path / "gone", "notes", {"a": 1})
