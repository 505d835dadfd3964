"""What people write stays, changes all at once, and is refused with a sentence where it cannot."""

from pathlib import Path

import pytest
from filelock import FileLock

from touchpoints import notebook
from touchpoints.errors import WorkspaceBusy


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

    with FileLock(tmp_path / ".notebook.lock"), pytest.raises(WorkspaceBusy):
        notebook.write(tmp_path, "notes", {"a": 2})

    assert notebook.read(tmp_path, "notes") == {"a": 1}


def test_a_write_leaves_one_file_and_a_copy_made_before_it_is_whole(tmp_path: Path) -> None:
    notebook.write(tmp_path, "notes", {"a": 1})
    with (tmp_path / notebook.FILE).open("rb") as copied:
        notebook.write(tmp_path, "notes", {"a": 2})
        (tmp_path / "copy").mkdir()
        (tmp_path / "copy" / notebook.FILE).write_bytes(copied.read())

    assert notebook.read(tmp_path / "copy", "notes") == {"a": 1}
    assert notebook.read(tmp_path, "notes") == {"a": 2}
    assert sorted(path.name for path in tmp_path.glob("*.sqlite*")) == [notebook.FILE]
