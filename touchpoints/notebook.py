"""What people write about a workspace: notes, owners, states, classes, saved views.

It is kept in `notebook.sqlite` beside the snapshots. An entry is any JSON value under a topic and a name;
each module that keeps entries names its topic once. A write makes the file anew and puts it in place of the
older one at once, so that a kill, a full disk or a copy of the folder never meets half a file.
"""

import contextlib
import datetime as dt
import json
import os
import secrets
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from touchpoints import permissions
from touchpoints.errors import DiskFull, DiskReadOnly, WorkspaceBusy, of_disk

FILE = "notebook.sqlite"
LOCK_SECONDS = 5.0
_TABLE = """
    create table if not exists entries (
        topic text, name text, entry text, written_at text, written_by text, primary key (topic, name)
    ) without rowid
"""


def read(folder: Path, topic: str) -> dict[str, Any]:
    """Every entry of a topic by its name, in the order of the names; {} where nothing was written."""
    path = folder / FILE
    if not path.exists():
        return {}
    with contextlib.closing(
        sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)
    ) as connection:
        rows = connection.execute(
            "select name, entry from entries where topic = ? order by name", (topic,)
        ).fetchall()
    return {name: json.loads(entry) for name, entry in rows}


def state(folder: Path) -> tuple[int, ...]:
    """What changes with every write; () where nothing was written."""
    try:
        found = (folder / FILE).stat()
    except FileNotFoundError:
        return ()
    return found.st_ino, found.st_mtime_ns, found.st_size


def write(folder: Path, topic: str, entries: Mapping[str, Any], *, by: str = "") -> None:
    """Write entries by their names, all or nothing; one that is None is erased. `by` is who writes.

    NotAllowed, WorkspaceBusy, DiskFull, DiskReadOnly: nothing was changed.
    """
    permissions.need(folder, "editor")
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    kept = [
        (topic, name, json.dumps(entry, ensure_ascii=False), now, by)
        for name, entry in entries.items()
        if entry is not None
    ]
    erased = [(topic, name) for name, entry in entries.items() if entry is None]
    aside = folder / f".{FILE}-{secrets.token_hex(4)}"
    try:
        with FileLock(folder / ".notebook.lock", timeout=LOCK_SECONDS):
            if (folder / FILE).exists():
                shutil.copyfile(folder / FILE, aside)
            _fill(aside, kept, erased)
            aside.replace(folder / FILE)
    except Timeout:
        raise WorkspaceBusy from None
    except OSError as error:
        raise of_disk(error) or error from error
    finally:
        with contextlib.suppress(OSError):
            aside.unlink()


def _fill(path: Path, kept: Sequence[tuple[str, ...]], erased: Sequence[tuple[str, str]]) -> None:
    try:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            # Nobody else sees this file: a journal would guard nothing.
            connection.execute("pragma journal_mode = off")
            connection.execute("pragma synchronous = off")
            connection.execute(_TABLE)
            connection.executemany("insert or replace into entries values (?, ?, ?, ?, ?)", kept)
            connection.executemany("delete from entries where topic = ? and name = ?", erased)
            connection.commit()
    except sqlite3.OperationalError as error:
        code = error.sqlite_errorcode & 0xFF
        if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise DiskFull from error
        if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise DiskReadOnly from error
        raise
    with path.open("rb+") as file:
        os.fsync(file.fileno())
