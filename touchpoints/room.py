"""How much may be written: what is free on a disk, what a workspace may take, what a kill left behind."""

import contextlib
import shutil
import tempfile
import time
from pathlib import Path

from touchpoints import settings
from touchpoints.errors import DiskNearlyFull, WorkspaceFull

MEGABYTE = 2**20
# Of a file that is read: a copy of our own, its cells, and what is made of them.
TIMES_A_FILE = 3
OLD_SECONDS = 24 * 60 * 60


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


def sweep(workspaces: Path) -> None:
    """Delete what a killed process left behind a day ago or earlier: unpacked files, staged cells,
    snapshots that were never finished."""
    oldest = time.time() - OLD_SECONDS
    temporary = Path(tempfile.gettempdir()).glob("touchpoints-*")
    for path in (*temporary, *workspaces.glob("*/.building-*")):
        with contextlib.suppress(OSError):
            if path.stat().st_mtime > oldest:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
