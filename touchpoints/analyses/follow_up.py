"""Who looks after a comment, and how far that is: new, seen or answered.

Kept in the notebook under a key made of who said what, so that it is found again where a file is loaded anew.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

from cachetools import LRUCache

from touchpoints import notebook, recall
from touchpoints.analyses.sentiment import EVERY
from touchpoints.i18n import N_
from touchpoints.model import Filters
from touchpoints.workspaces import Workspace

TOPIC = "follow-up"

State = Literal["new", "seen", "answered"]
STATES: tuple[State, ...] = ("new", "seen", "answered")
NAMES = {"new": N_("Not seen yet"), "seen": N_("Seen"), "answered": N_("Answered")}


@dataclass(frozen=True)
class FollowUp:
    """How far a comment is, and who looks after it ("" for nobody)."""

    state: State = "new"
    owner: str = ""


UNTOUCHED = FollowUp()


def key(person: str, answered_at: object, question: str, comment: str) -> str:
    """What stands for a comment: the person's pseudonym, else the moment; the question and the words."""
    said = "\x1f".join((person or str(answered_at), question, comment))
    return hashlib.sha256(said.encode()).hexdigest()[:24]


@recall.remembered(LRUCache(4))
def keys(workspace: Workspace) -> dict[int, str]:
    """The key of every comment by the number of its answer."""
    rows = workspace.read("every_comment", {**Filters().values(), **EVERY.values()}).to_pylist()
    return {
        row["answer_no"]: key(row["person"], row["answered_at"], row["question"], row["comment"])
        for row in rows
    }


def read(workspace: Workspace) -> dict[int, FollowUp]:
    """What was written, by the number of the answer; comments that nobody touched are not in it."""
    entries = notebook.read(workspace.folder, TOPIC)
    if not entries:
        return {}
    return {
        answer_no: FollowUp(**entries[name])
        for answer_no, name in keys(workspace).items()
        if name in entries
    }


def write(workspace: Workspace, answer_no: int, follow_up: FollowUp, *, by: str = "") -> None:
    """Write how far a comment is. NotAllowed, WorkspaceBusy, DiskFull: nothing was changed."""
    entry = None if follow_up == UNTOUCHED else asdict(follow_up)
    notebook.write(workspace.folder, TOPIC, {keys(workspace)[answer_no]: entry}, by=by)


def owners(written: dict[int, FollowUp]) -> list[str]:
    """Who looks after any comment, by name."""
    return sorted({one.owner for one in written.values()} - {""})


def of(
    numbers: Iterable[int],
    written: dict[int, FollowUp],
    state: State | None = None,
    owner: str | None = None,
) -> tuple[int, ...]:
    """Those of some answers that are in a state and with an owner; None for any."""
    return tuple(
        number
        for number in numbers
        if (found := written.get(number, UNTOUCHED))
        and state in (None, found.state)
        and owner in (None, found.owner)
    )
