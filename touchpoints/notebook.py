"""What people write about a workspace: notes, owners, states, classes, saved views.

It is kept in `notebook.sqlite` beside the snapshots, which are never written again. An entry is any
JSON value under a topic and a name; each module that keeps entries names its topic once.
"""

import contextlib
import datetime as dt
import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from touchpoints import permissions
from touchpoints.errors import DiskFull, DiskReadOnly, WorkspaceBusy

FILE = "notebook.sqlite"
LOCK_SECONDS = 5.0
_TABLE = """
    create table if not exists entries (
        topic text, name text, entry text, written_at text, written_by text, primary key (topic, name)
    ) without rowid
"""


def read(folder: Path, topic: str) -> dict[str, Any]:
    """Every entry of a topic by its name, in the order of the names; {} where nothing was written."""
    if not (folder / FILE).exists():
        return {}
    with _opened(folder) as connection:
        # A disk that was full when the first entry was written left an empty file.
        if not connection.execute("select 1 from sqlite_master where name = 'entries'").fetchone():
            return {}
        rows = connection.execute(
            "select name, entry from entries where topic = ? order by name", (topic,)
        ).fetchall()
    return {name: json.loads(entry) for name, entry in rows}


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
    with _opened(folder) as connection:
        connection.execute("begin immediate")
        connection.execute(_TABLE)
        connection.executemany("insert or replace into entries values (?, ?, ?, ?, ?)", kept)
        connection.executemany("delete from entries where topic = ? and name = ?", erased)
        connection.execute("commit")


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[sqlite3.Connection]:
    connection = None
    try:
        connection = sqlite3.connect(folder / FILE, timeout=LOCK_SECONDS, isolation_level=None)
        yield connection
    except sqlite3.Error as error:
        raise _told(error) from error
    finally:
        if connection is not None:
            connection.close()


def _told(error: sqlite3.Error) -> Exception:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    if primary == sqlite3.SQLITE_FULL:
        return DiskFull()
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
        return DiskReadOnly()
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return WorkspaceBusy()
    return error
