"""Create, open, list, delete workspaces; build their next version.

A workspace is a folder: immutable snapshot files, the pointer `CURRENT`, `workspace.json` (name, key
of the pseudonyms). A version is built aside and appears by two renames, so that a kill at any moment
leaves the old or the new state, and readers never wait.
"""

import contextlib
import datetime as dt
import json
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import duckdb
import pyarrow as pa
from filelock import FileLock, Timeout

from touchpoints import asking, permissions, room, snapshots
from touchpoints.errors import WorkspaceBusy, WorkspaceNotFound, WorkspaceTooNew, of_disk
from touchpoints.snapshots import SCHEMA_VERSION, Erased, Forgotten

ABOUT = "workspace.json"
KEPT_VERSIONS = 3
LOCK_SECONDS = 10
_IDENTIFIER = re.compile(r"[0-9a-z][0-9a-z-]{2,40}")


@dataclass(frozen=True)
class Workspace:
    """One version of a workspace, to be asked. `version` is "" while nothing has been loaded."""

    folder: Path
    version: str
    name: str

    @property
    def identifier(self) -> str:
        """What stands for this workspace in a link."""
        return self.folder.name

    @property
    def snapshot(self) -> Path:
        """The file of this version."""
        return self.folder / f"{self.version}.duckdb"

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been loaded yet."""
        return not self.version

    def run(
        self,
        query: str,
        values: Mapping[str, object] | None = None,
        *,
        engine: str | None = "duckdb",
    ) -> pa.Table:
        """Ask `queries/<query>.sql` with its values bound by name; an answer is kept, bounded in
        memory, until the next version."""
        return asking.ask(self.snapshot, query, values or {}, engine)

    def kept(
        self, query: str, values: Mapping[str, object], answer: Callable[[], pa.Table]
    ) -> pa.Table:
        """The same for an answer that is not asked in SQL but made by `answer`."""
        return asking.kept(self.snapshot, query, values, answer)

    def read(self, query: str, values: Mapping[str, object] | None = None) -> pa.Table:
        """As `run`, for an answer that is too large to keep."""
        return asking.ask_anew(self.snapshot, query, values or {})


def create(root: Path, name: str, identifier: str | None = None) -> Workspace:
    """A new, empty workspace in a folder of its own under `root`."""
    folder = root / (identifier or secrets.token_hex(16))
    folder.mkdir(parents=True)
    about = {
        "name": name,
        "created_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "key": secrets.token_hex(32),
    }
    write_atomically(folder / ABOUT, json.dumps(about, ensure_ascii=False, indent=1))
    return at(folder)


def at(folder: Path) -> Workspace:
    """The newest version of the workspace in `folder`, rewritten first where an older program wrote it.
    WorkspaceNotFound where there is none, WorkspaceTooNew where a newer program wrote it."""
    found = _pointed_at(folder)
    if found.version and (version := _schema_of(str(found.snapshot))) != SCHEMA_VERSION:
        if version > SCHEMA_VERSION:
            raise WorkspaceTooNew(found.name)
        with next_version(folder, renews=True):
            pass
        return _pointed_at(folder)
    return found


@lru_cache(maxsize=512)
def _schema_of(path: str) -> int:
    with duckdb.connect() as connection:
        snapshots.attach(connection, Path(path), "snapshot")
        connection.execute("use snapshot")
        return snapshots.version_of(connection)


def _pointed_at(folder: Path) -> Workspace:
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    except OSError:
        raise WorkspaceNotFound from None
    pointer = folder / "CURRENT"
    version = pointer.read_text(encoding="utf-8").strip() if pointer.exists() else ""
    if version and not (folder / f"{version}.duckdb").exists():
        # A copy of the folder made while a version appeared has its pointer and not yet its file.
        version = max((path.stem for path in folder.glob("v*.duckdb")), default=version)
    return Workspace(folder, version, str(about["name"]))


def open_(root: Path, identifier: str) -> Workspace:
    """The workspace that a link names. WorkspaceNotFound for anything that is not one."""
    if not _IDENTIFIER.fullmatch(identifier):
        raise WorkspaceNotFound
    return at(root / identifier)


def folder_of(root: Path, identifier: str) -> Path | None:
    """The folder of the workspace that a link names; None for anything that is not one."""
    is_one = _IDENTIFIER.fullmatch(identifier) and (root / identifier / ABOUT).exists()
    return root / identifier if is_one else None


def secret(folder: Path) -> str:
    """The key of the pseudonyms of a workspace."""
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    return str(about["key"])


def all_in(root: Path) -> list[Workspace]:
    """Every workspace under `root`, the most recently changed first."""
    folders = [path.parent for path in root.glob(f"*/{ABOUT}")]
    found = [_pointed_at(folder) for folder in folders if _IDENTIFIER.fullmatch(folder.name)]
    return sorted(found, key=changed_at, reverse=True)


def changed_at(workspace: Workspace) -> dt.datetime:
    """When the newest version was published, on the clock of this machine."""
    pointer = workspace.folder / ("CURRENT" if workspace.version else ABOUT)
    return dt.datetime.fromtimestamp(pointer.stat().st_mtime).astimezone()


def delete(workspace: Workspace) -> None:
    """Delete a workspace for good. NotAllowed."""
    permissions.need(workspace.folder, "owner")
    shutil.rmtree(workspace.folder)


def before(workspace: Workspace) -> str | None:
    """The version before this one, where it is still kept: what undoing would lead back to.

    "" is the empty workspace that the first import found.
    """
    number = _number(workspace.version)
    if number == 1:
        return ""
    kept = (path.stem for path in workspace.folder.glob("v*.duckdb"))
    return next((version for version in kept if _number(version) == number - 1), None)


def undo(workspace: Workspace) -> Workspace:
    """Go back to the version before this one; nothing happens where another import came in between
    or the version is no longer kept. NotAllowed, WorkspaceBusy."""
    permissions.need(workspace.folder, "editor")
    try:
        with FileLock(workspace.folder / ".lock", timeout=LOCK_SECONDS):
            earlier = before(workspace)
            if _pointed_at(workspace.folder) == workspace and earlier is not None:
                write_atomically(workspace.folder / "CURRENT", earlier)
                with contextlib.suppress(OSError):
                    (workspace.folder / f"{workspace.version}.duckdb").unlink()
    except Timeout:
        raise WorkspaceBusy from None
    except OSError as error:
        raise of_disk(error) or error from error
    return at(workspace.folder)


def _number(version: str) -> int:
    return int(version[1:7]) if version else 0


@contextlib.contextmanager
def next_version(
    folder: Path,
    beside: Callable[[duckdb.DuckDBPyConnection, Callable[[], None]], None] | None = None,
    *,
    forgotten: Sequence[Forgotten | Erased] = (),
    renews: bool = False,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Build the next snapshot of a workspace: all of it, or nothing.

    Inside the block the connection holds the empty tables of `schema/tables.sql`, the temporary
    `incoming_*` ones to fill, and the version before attached as `previous`. Leaving the block
    publishes; an exception leaves the workspace as it was. NotAllowed, WorkspaceBusy, DiskFull.
    `beside` does the packing that it is given, so that it can watch it. `forgotten` is left behind. With `renews`
    the snapshot takes the place of the newest one, as the same step of what can be undone.
    """
    if not renews:
        permissions.need(folder, "editor")
    try:
        with FileLock(folder / ".lock", timeout=LOCK_SECONDS), _scratch(folder) as scratch:
            current = _pointed_at(folder)
            if not forgotten and not renews:
                room.require_for_version(folder, current.snapshot if current.version else None)
            previous = None
            if current.version:
                previous = scratch / "previous.duckdb"
                shutil.copyfile(folder / f"{current.version}.duckdb", previous)
            building = scratch / "snapshot.duckdb"
            connection = duckdb.connect(str(building), config=asking.limits())
            try:
                snapshots.prepare(connection, previous, forgotten)
                connection.begin()
                yield connection
                pack = partial(snapshots.merge, connection, secret(folder))
                if beside is None:
                    pack()
                else:
                    beside(connection, pack)
                connection.commit()
                connection.execute("detach previous")
                connection.execute("checkpoint")
            finally:
                connection.close()
            _publish(folder, building, _number(current.version) + (0 if renews else 1))
    except Timeout:
        raise WorkspaceBusy from None
    except (OSError, duckdb.Error) as error:
        raise of_disk(error) or error from error


def first_version(folder: Path) -> Path:
    """Where the snapshot of a new workspace is to be written that comes from elsewhere."""
    version = f"v{1:06d}-{secrets.token_hex(4)}"
    write_atomically(folder / "CURRENT", version)
    return folder / f"{version}.duckdb"


@contextlib.contextmanager
def amended(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Change what is told about the facts of the newest snapshot: the connection holds a copy, which takes
    its place, as the same step of what can be undone. All of it or nothing. NotAllowed, WorkspaceBusy,
    DiskFull.
    """
    permissions.need(folder, "editor")
    try:
        with FileLock(folder / ".lock", timeout=LOCK_SECONDS), _scratch(folder) as scratch:
            current = _pointed_at(folder)
            building = scratch / "snapshot.duckdb"
            shutil.copyfile(current.snapshot, building)
            connection = duckdb.connect(str(building), config=asking.limits())
            try:
                connection.begin()
                yield connection
                connection.commit()
                connection.execute("checkpoint")
            finally:
                connection.close()
            _publish(folder, building, _number(current.version))
    except Timeout:
        raise WorkspaceBusy from None
    except (OSError, duckdb.Error) as error:
        raise of_disk(error) or error from error


@contextlib.contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    for left_behind in folder.glob(".building-*"):
        shutil.rmtree(left_behind, ignore_errors=True)
    scratch = Path(tempfile.mkdtemp(prefix=".building-", dir=folder))
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _publish(folder: Path, built: Path, number: int) -> None:
    version = f"v{number:06d}-{secrets.token_hex(4)}"
    with built.open("rb+") as file:
        os.fsync(file.fileno())
    built.replace(folder / f"{version}.duckdb")
    write_atomically(folder / "CURRENT", version)
    others = sorted(path for path in folder.glob("v*.duckdb") if path.stem != version)
    renewed = [path for path in others if _number(path.stem) == number]
    for old in [*renewed, *[path for path in others if path not in renewed][: 1 - KEPT_VERSIONS]]:
        with contextlib.suppress(OSError):
            old.unlink()


def write_atomically(path: Path, text: str) -> None:
    """Write a small file so that a reader sees the old or the new text, never half of it."""
    aside = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    with aside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
