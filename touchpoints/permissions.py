"""Who may change a workspace: asked where something is written, answered by whoever knows the visitor.

Without a screen (command line, tests, the server's own work) everything is allowed. `ui.session` answers for
the visitor of a rerun, so that no page can forget to ask.
"""

import contextlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Literal

from touchpoints.errors import NotAllowed, WorkspaceNotFound

Role = Literal["viewer", "editor", "owner"]
ROLES: tuple[Role, ...] = ("viewer", "editor", "owner")

_answer: Callable[[Path], Role | None] = lambda _folder: "owner"  # noqa: E731 replaced by `answered_by`
_granted: ContextVar[bool] = ContextVar("granted", default=False)


def answered_by(answer: Callable[[Path], Role | None]) -> None:
    """From now on `answer` says the role of whoever is asking in the workspace of a folder."""
    global _answer
    _answer = answer


@contextlib.contextmanager
def granted() -> Iterator[None]:
    """Inside the block the app acts for itself: it makes the demo, or a workspace that has no owner yet."""
    token = _granted.set(True)
    try:
        yield
    finally:
        _granted.reset(token)


def role(folder: Path) -> Role | None:
    """The role of whoever is asking; None where the workspace is not theirs."""
    return "owner" if _granted.get() else _answer(folder)


def reaches(has: Role | None, needed: Role) -> bool:
    """Whether a role is enough."""
    return has is not None and ROLES.index(has) >= ROLES.index(needed)


def need(folder: Path, needed: Role) -> None:
    """NotAllowed where the visitor's role is too small; WorkspaceNotFound where there is none."""
    has = role(folder)
    if has is None:
        raise WorkspaceNotFound
    if not reaches(has, needed):
        raise NotAllowed
