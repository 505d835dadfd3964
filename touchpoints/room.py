"""How much may be written: what is free on a disk, what a workspace may take, what a kill left behind."""

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from touchpoints import settings
from touchpoints.errors import DiskNearlyFull, WorkspaceFull

MEGABYTE = 2**20
# Of a file that is read: a copy of our own, its cells, and what is made of them.
TIMES_A_FILE = 3
OLD_SECONDS = 24 * 60 * 60
MADE_SECONDS = 60
OWN = "touchpoints-server-"


def require(folder: Path, needed: int) -> None:
    """DiskNearlyFull where so many bytes would eat into what stays free on the disk of a folder."""
    left = shutil.disk_usage(folder).free - settings.current().free_megabytes * MEGABYTE
    if left < needed:
        raise DiskNearlyFull(needed=-(-needed // MEGABYTE), left=max(0, left) // MEGABYTE)


def require_for_file(size: int) -> None:
    """DiskNearlyFull where a file of this size cannot be read beside what stays free."""
    require(Path(tempfile.gettempdir()), TIMES_A_FILE * size)


def require_for_version(folder: Path, newest: Path | None) -> None:
    """DiskNearlyFull or WorkspaceFull where a workspace has no room for another version."""
    require(folder, 2 * newest.stat().st_size if newest else 0)
    limit = settings.current().workspace_megabytes
    taken = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    if taken > limit * MEGABYTE:
        raise WorkspaceFull(taken=taken // MEGABYTE, limit=limit)


@contextlib.contextmanager
def scratch() -> Iterator[None]:
    """Inside the block the temporary files of this process stand in a folder of its own, which goes with it.
    Where it is killed, its lock goes and the folder stays, until `sweep`."""
    around = tempfile.gettempdir()
    own = Path(tempfile.mkdtemp(prefix=OWN))
    with FileLock(own / ".lock"):
        tempfile.tempdir = str(own)
        try:
            yield
        finally:
            tempfile.tempdir = around
            shutil.rmtree(own, ignore_errors=True)


def sweep(workspaces: Path) -> None:
    """Delete what killed processes left behind: the folders of their own, and what is a day old: unpacked files,
    staged cells, snapshots that were never finished."""
    around = Path(tempfile.gettempdir())
    if around.name.startswith(OWN):
        around = around.parent
    for path in (*around.glob("touchpoints-*"), *workspaces.glob("*/.building-*")):
        with contextlib.suppress(OSError):
            if not _is_left(path):
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()


def _is_left(path: Path) -> bool:
    """Whether nobody needs it any more: a day later, or when the process is gone whose own folder it is; one that
    has just been made may not be locked yet."""
    age = time.time() - path.stat().st_mtime
    if not path.name.startswith(OWN):
        return age >= OLD_SECONDS
    if age < MADE_SECONDS:
        return False
    try:
        with FileLock(path / ".lock", timeout=0):
            return True
    except Timeout:
        return False
