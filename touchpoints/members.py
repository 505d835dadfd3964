"""Whose a workspace is: people by their e-mail address, each with a role, kept in its notebook."""

import re
from pathlib import Path

from touchpoints import notebook, permissions, workspaces
from touchpoints.errors import ChoiceNotPossible
from touchpoints.i18n import N_
from touchpoints.permissions import Role
from touchpoints.workspaces import Workspace

TOPIC = "members"
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def members(folder: Path) -> dict[str, Role]:
    """Everybody's role by their address."""
    return notebook.read(folder, TOPIC)


def role_of(folder: Path, address: str) -> Role | None:
    """The role of one person; None for everybody else."""
    return members(folder).get(_same(address))


def theirs(root: Path, address: str) -> list[Workspace]:
    """The workspaces that a person may open, the most recently changed first."""
    return [one for one in workspaces.all_in(root) if role_of(one.folder, address)]


def owned(root: Path, address: str) -> int:
    """How many workspaces a person owns."""
    return sum(role_of(one.folder, address) == "owner" for one in theirs(root, address))


def found(folder: Path, address: str) -> None:
    """Make a person the owner of a workspace that has just been created."""
    with permissions.granted():
        notebook.write(folder, TOPIC, {_same(address): "owner"}, by=_same(address))


def invite(folder: Path, address: str, role: Role, *, by: str) -> None:
    """Give a person a role, or another one. NotAllowed, ChoiceNotPossible."""
    if not _ADDRESS.fullmatch(address.strip()):
        raise ChoiceNotPossible(N_("“{address}” is no e-mail address."), address=address)
    _change(folder, _same(address), role, by)


def remove(folder: Path, address: str, *, by: str) -> None:
    """Take a person's role away. NotAllowed, ChoiceNotPossible."""
    _change(folder, _same(address), None, by)


def _change(folder: Path, address: str, role: Role | None, by: str) -> None:
    permissions.need(folder, "owner")
    after = {**members(folder), address: role}
    if "owner" not in after.values():
        raise ChoiceNotPossible(
            N_("A workspace needs an owner. Make somebody else an owner first.")
        )
    notebook.write(folder, TOPIC, {address: role}, by=by)


def _same(address: str) -> str:
    return address.strip().casefold()
