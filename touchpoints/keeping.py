"""Keep workspaces: rename, copy and archive them; `workspaces.delete` deletes one for good."""

import json
import secrets
import shutil
from typing import Any

from filelock import FileLock, Timeout

from touchpoints import links, members, notebook, permissions, workspaces
from touchpoints.errors import ChoiceNotPossible, WorkspaceBusy, of_disk
from touchpoints.i18n import N_
from touchpoints.workspaces import ABOUT, Workspace

LONGEST_NAME = 80


def rename(workspace: Workspace, name: str) -> Workspace:
    """Give a workspace another name. NotAllowed, ChoiceNotPossible."""
    describe(workspace, name=named(name))
    return workspaces.at(workspace.folder)


def archive(workspace: Workspace, *, away: bool) -> None:
    """Put a workspace out of sight, or back; its link goes on working. NotAllowed."""
    describe(workspace, archived=away)


def is_archived(workspace: Workspace) -> bool:
    """Whether a workspace was put out of sight."""
    return bool(_described(workspace).get("archived"))


def copy(workspace: Workspace, name: str) -> Workspace:
    """A second workspace with the same data, mappings and notes; its members and links are not copied.

    NotAllowed, ChoiceNotPossible, WorkspaceBusy, DiskFull.
    """
    permissions.need(workspace.folder, "editor")
    folder = workspace.folder.with_name(secrets.token_hex(16))
    building = folder.with_name(f".copy-{folder.name}")
    try:
        with FileLock(workspace.folder / ".lock", timeout=workspaces.LOCK_SECONDS):
            hidden = shutil.ignore_patterns(".*")
            shutil.copytree(workspace.folder, building, ignore=hidden)
        about = {**_described(workspace), "name": named(name), "archived": False}
        workspaces.write_atomically(
            building / ABOUT, json.dumps(about, ensure_ascii=False, indent=1)
        )
        with permissions.granted():
            for topic in (members.TOPIC, links.TOPIC):
                notebook.write(building, topic, dict.fromkeys(notebook.read(building, topic)))
        building.rename(folder)
    except Timeout:
        raise WorkspaceBusy from None
    except OSError as error:
        raise of_disk(error) or error from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return workspaces.at(folder)


def named(name: str) -> str:
    """A name as it is kept. ChoiceNotPossible where there is none."""
    if not name.strip():
        raise ChoiceNotPossible(N_("A workspace needs a name."))
    return name.strip()[:LONGEST_NAME]


def _described(workspace: Workspace) -> dict[str, Any]:
    about: dict[str, Any] = json.loads((workspace.folder / ABOUT).read_text(encoding="utf-8"))
    return about


def describe(workspace: Workspace, **changed: object) -> None:
    """Change what `workspace.json` says. NotAllowed."""
    permissions.need(workspace.folder, "owner")
    about = {**_described(workspace), **changed}
    workspaces.write_atomically(
        workspace.folder / ABOUT, json.dumps(about, ensure_ascii=False, indent=1)
    )
