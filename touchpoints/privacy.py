"""What the law asks for: erase one person, keep nothing longer than agreed, say who did what.

LGPD art. 18, GDPR art. 17 (erasure), art. 5(1)(e) (storage limitation).
"""

import contextlib
import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

from touchpoints import asking, notebook, permissions, snapshots, workspaces
from touchpoints.errors import ChoiceNotPossible
from touchpoints.i18n import N_
from touchpoints.model import Filters
from touchpoints.snapshots import Erased, Forgotten
from touchpoints.workspaces import ABOUT, Workspace

TOPIC = "privacy"
LOG = "access.jsonl"
LONGEST_DAYS = 36_500


def erase(workspace: Workspace, identifier: str) -> bool:
    """Erase a person, by the id that the files have: every snapshot that held them is deleted, so that
    nothing can be undone to before. Whether there was such a person. NotAllowed, WorkspaceBusy,
    DiskFull."""
    permissions.need(workspace.folder, "owner")
    secret = str(json.loads((workspace.folder / ABOUT).read_text(encoding="utf-8"))["key"])
    erased = Erased(identifier, snapshots.pseudonym(secret, identifier))
    if not any(_holds(path, erased) for path in workspace.folder.glob("v*.duckdb")):
        return False
    with workspaces.next_version(workspace.folder, forgotten=[erased]):
        pass
    _forget_versions_before(workspaces.at(workspace.folder))
    return True


def _holds(path: Path, erased: Erased) -> bool:
    values = {"person": erased.person, "identifier": erased.identifier}
    held = Workspace(path.parent, path.stem, "").run("is_held", values)
    return bool(held["held"][0].as_py())


def _forget_versions_before(newest: Workspace) -> None:
    for path in newest.folder.glob("v*.duckdb"):
        if path.stem != newest.version:
            with contextlib.suppress(OSError):
                path.unlink()
    asking.forget_answers()


def kept_days(folder: Path) -> int | None:
    """For how many days this workspace keeps what happened; None for as long as it exists."""
    return notebook.read(folder, TOPIC).get("days")


def keep_for(folder: Path, days: int | None) -> None:
    """Agree for how long what happened is kept. NotAllowed, ChoiceNotPossible."""
    permissions.need(folder, "owner")
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        raise ChoiceNotPossible(N_("A period of storage is one day or more."))
    notebook.write(folder, TOPIC, {"days": days})


def sweep(workspace: Workspace, today: dt.date) -> Workspace:
    """Forget what happened before the agreed time; the workspace as it is afterwards."""
    days = kept_days(workspace.folder)
    if days is None or workspace.is_empty:
        return workspace
    since = workspace.run("period", Filters().values())
    oldest, last_day = since["since"][0].as_py(), today - dt.timedelta(days=days)
    if oldest is None or oldest >= last_day:
        return workspace
    until = last_day - dt.timedelta(days=1)
    with (
        permissions.granted(),
        workspaces.next_version(workspace.folder, forgotten=[Forgotten(None, oldest, until)]),
    ):
        pass
    swept = workspaces.at(workspace.folder)
    _forget_versions_before(swept)
    return swept


def note(folder: Path, who: str, what: str, detail: str = "") -> None:
    """Add a line to the access log: who did what."""
    line = {
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "who": who,
        "what": what,
        "detail": detail[:200],
    }
    with contextlib.suppress(OSError), (folder / LOG).open("ab+") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - 1))
        begun = b"" if file.read() in (b"", b"\n") else b"\n"
        file.write(begun + json.dumps(line, ensure_ascii=False).encode() + b"\n")


def log(folder: Path) -> list[dict[str, Any]]:
    """The access log, newest first. NotAllowed."""
    permissions.need(folder, "owner")
    try:
        lines = (folder / LOG).read_text(encoding="utf-8", errors="replace").split("\n")
    except FileNotFoundError:
        return []
    return [told for line in reversed(lines) if (told := _told(line))]


def _told(line: str) -> dict[str, Any] | None:
    """A line of the log; None for one that a kill left half written."""
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
