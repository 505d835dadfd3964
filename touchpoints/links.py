"""Read-only links: whoever holds one sees chosen findings of one workspace, until it ends or is revoked.

A link's token is the workspace's identifier, the link's and a signature of both. What it opens stands in
the notebook: chosen findings, filters that the visitor cannot change, its last day.
"""

import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from touchpoints import notebook, permissions, settings, workspaces
from touchpoints.errors import ChoiceNotPossible, WorkspaceNotFound
from touchpoints.i18n import N_
from touchpoints.model import Filters, Rule, Segment
from touchpoints.workspaces import Workspace

TOPIC = "links"
MOST = 50
LONGEST_NAME = 60
COMMENTS = "comments"


@dataclass(frozen=True)
class Link:
    """What a read-only link opens; `ends_on` is its last day (UTC)."""

    identifier: str
    name: str
    findings: tuple[str, ...]
    filters: Filters
    ends_on: dt.date
    comments: bool = False


def create(
    folder: Path,
    name: str,
    findings: Sequence[str],
    filters: Filters,
    ends_on: dt.date,
    *,
    comments: bool = False,
    by: str = "",
) -> Link:
    """A new link. NotAllowed for who is no owner, ChoiceNotPossible."""
    permissions.need(folder, "owner")
    if not name.strip():
        raise ChoiceNotPossible(N_("Say for whom the link is."))
    chosen = tuple(one for one in findings if comments or one != COMMENTS)
    if not chosen:
        raise ChoiceNotPossible(N_("Tick at least one finding."))
    if len(links(folder)) >= MOST:
        raise ChoiceNotPossible(
            N_("There are {most} links, the most there can be. Revoke one first."), most=MOST
        )
    made = Link(
        secrets.token_hex(8), name.strip()[:LONGEST_NAME], chosen, filters, ends_on, comments
    )
    notebook.write(folder, TOPIC, {made.identifier: _entry(made)}, by=by)
    return made


def revoke(folder: Path, identifier: str, *, by: str = "") -> None:
    """From now on the link opens nothing. NotAllowed."""
    permissions.need(folder, "owner")
    notebook.write(folder, TOPIC, {identifier: None}, by=by)


def links(folder: Path) -> list[Link]:
    """Every link of a workspace that was not revoked, the one that ends first before the others."""
    found = [_link(name, entry) for name, entry in notebook.read(folder, TOPIC).items()]
    return sorted(found, key=lambda link: (link.ends_on, link.name))


def token(folder: Path, link: Link) -> str:
    """What stands for the link in an address."""
    return f"{folder.name}.{link.identifier}.{_signature(folder, link.identifier)}"


def check(root: Path, given: str, today: dt.date) -> tuple[Workspace, Link]:
    """The workspace and what of it a token opens. WorkspaceNotFound for one that is wrong, over or
    revoked: they look alike."""
    identifier, _dot, rest = given.partition(".")
    name, _dot, signature = rest.partition(".")
    folder = workspaces.folder_of(root, identifier)
    if folder is None or not hmac.compare_digest(
        _signature(folder, name).encode(), signature.encode()
    ):
        raise WorkspaceNotFound
    found = next((link for link in links(folder) if link.identifier == name), None)
    if found is None or today > found.ends_on:
        raise WorkspaceNotFound
    return workspaces.open_(root, identifier), found


def _signature(folder: Path, name: str) -> str:
    key = f"link:{settings.current().cookie_secret}:{workspaces.secret(folder)}"
    signed = hmac.new(key.encode(), f"{folder.name}.{name}".encode(), hashlib.sha256)
    return signed.hexdigest()[:32]


def _entry(link: Link) -> dict[str, object]:
    filters, segment = link.filters, link.filters.segment
    return {
        "name": link.name,
        "findings": list(link.findings),
        "ends_on": link.ends_on.isoformat(),
        "comments": link.comments,
        "channels": filters.channels,
        "stages": filters.stages,
        "since": filters.since and filters.since.isoformat(),
        "until": filters.until and filters.until.isoformat(),
        "segment": segment
        and {
            "name": segment.name,
            "rules": [[list(rule.facts), rule.has] for rule in segment.rules],
            "outside": segment.outside,
        },
    }


def _link(identifier: str, entry: Mapping[str, Any]) -> Link:
    segment = entry["segment"] and Segment(
        entry["segment"]["name"],
        tuple(Rule(tuple(facts), has) for facts, has in entry["segment"]["rules"]),
        entry["segment"]["outside"],
    )
    days = [entry[one] and dt.date.fromisoformat(entry[one]) for one in ("since", "until")]
    places = [None if entry[one] is None else tuple(entry[one]) for one in ("channels", "stages")]
    return Link(
        identifier,
        entry["name"],
        tuple(entry["findings"]),
        Filters(places[0], places[1], days[0], days[1], segment),
        dt.date.fromisoformat(entry["ends_on"]),
        entry["comments"],
    )
