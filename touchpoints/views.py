"""Saved views: a name for a page with its filters and choices, for everybody who opens the workspace.

A view never holds the workspace's identifier, so that it means the same in a copy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from touchpoints import notebook
from touchpoints.errors import ChoiceNotPossible
from touchpoints.i18n import N_

TOPIC = "views"
LONGEST_NAME = 60
MOST = 100
# Whose link it is and how it is read: no part of what is seen.
NEVER_KEPT = frozenset({"w", "lang", "s"})


@dataclass(frozen=True)
class View:
    """A page by its address ("funnel") and the values that its link carries."""

    name: str
    page: str
    values: Mapping[str, Sequence[str]]


def views(folder: Path) -> list[View]:
    """Every view of a workspace, in the order of their names."""
    entries = notebook.read(folder, TOPIC)
    found = [View(name, entry["page"], entry["values"]) for name, entry in entries.items()]
    return sorted(found, key=lambda view: view.name.casefold())


def save(folder: Path, view: View, *, by: str = "") -> None:
    """Keep a view; an older one of this name is replaced. ChoiceNotPossible, NotAllowed."""
    name, known = _checked(view.name), views(folder)
    if len(known) >= MOST and name not in {one.name for one in known}:
        raise ChoiceNotPossible(
            N_("There are {most} saved views, the most there can be. Delete one first."), most=MOST
        )
    notebook.write(folder, TOPIC, {name: _entry(view)}, by=by)


def rename(folder: Path, view: View, name: str, *, by: str = "") -> None:
    """Give a view another name. ChoiceNotPossible, NotAllowed."""
    name = _checked(name)
    if name != view.name and name in {one.name for one in views(folder)}:
        raise ChoiceNotPossible(N_("There is a view “{name}” already."), name=name)
    notebook.write(folder, TOPIC, {view.name: None} | {name: _entry(view)}, by=by)


def delete(folder: Path, name: str) -> None:
    """Forget a view. NotAllowed."""
    notebook.write(folder, TOPIC, {name: None})


def _entry(view: View) -> dict[str, object]:
    kept = {name: list(v) for name, v in view.values.items() if name not in NEVER_KEPT}
    return {"page": view.page, "values": kept}


def _checked(name: str) -> str:
    if not name.strip():
        raise ChoiceNotPossible(N_("A view needs a name."))
    return name.strip()[:LONGEST_NAME]
