"""What kind of contact each touchpoint is, and who owns it: proposed from names, changed by people."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal

import pandas as pd

from touchpoints import notebook
from touchpoints.analyses import catalogue
from touchpoints.analyses.tables import kept
from touchpoints.i18n import N_, _, label
from touchpoints.importing import names
from touchpoints.model import UNKNOWN
from touchpoints.workspaces import Workspace

Class = Literal["medium", "setting", "directness"]

CLASSES: dict[Class, tuple[str, ...]] = {
    "medium": ("physical", "digital", "human", "social"),
    "setting": ("online", "offline", "product"),
    "directness": ("direct", "indirect"),
}
NAMES = {
    "medium": N_("Medium"),
    "setting": N_("Setting"),
    "directness": N_("Direct or indirect"),
    "owner": N_("Owner"),
    "physical": N_("Physical"),
    "digital": N_("Digital"),
    "human": N_("Human"),
    "social": N_("Social"),
    "online": N_("Online"),
    "offline": N_("Offline"),
    "product": N_("Through the product"),
    "direct": N_("Direct"),
    "indirect": N_("Indirect"),
}
OWNER_LENGTH = 80
TOPIC = "touchpoints"


@dataclass(frozen=True)
class Classes:
    """The three classes of a touchpoint, "(unknown)" where nothing tells them, and its owner ("" where
    nobody was named)."""

    medium: str = UNKNOWN
    setting: str = UNKNOWN
    directness: str = UNKNOWN
    owner: str = ""


def proposed(touchpoint: str, channel: str = UNKNOWN) -> Classes:
    """What the name of a touchpoint tells, else the name of its channel."""
    told = names.heading("classes", touchpoint) or names.heading("classes", channel)
    if told is None:
        return Classes()
    entry = names.read("classes")[told]
    return Classes(**{name: entry[name] for name in CLASSES})


def classes(workspace: Workspace) -> dict[str, Classes]:
    """The classes and the owner of each touchpoint, the one with most events first: what people wrote,
    else what its name or its busiest channel tells."""
    found = _proposals(workspace)
    for touchpoint, written in notebook.read(workspace.folder, TOPIC).items():
        if touchpoint in found:
            found[touchpoint] = Classes(**{**asdict(found[touchpoint]), **written})
    return found


def of(workspace: Workspace, name: Class) -> dict[str, str]:
    """One class of each touchpoint: {"checkout": "digital", ...}."""
    return {touchpoint: getattr(one, name) for touchpoint, one in classes(workspace).items()}


@kept
def rows(workspace: Workspace) -> pd.DataFrame:
    """One row per touchpoint: touchpoint, medium, setting, directness, owner."""
    found = classes(workspace)
    told = [{"touchpoint": touchpoint, **asdict(one)} for touchpoint, one in found.items()]
    return pd.DataFrame(told, columns=["touchpoint", *CLASSES, "owner"])


def write(workspace: Workspace, changed: Mapping[str, Classes], *, by: str = "") -> None:
    """Keep what was changed, all of it or nothing; what a name tells anyway is not kept.

    A class that does not exist is a ValueError. WorkspaceBusy, DiskFull, DiskReadOnly.
    """
    proposals = _proposals(workspace)
    entries = {}
    for touchpoint, one in changed.items():
        usual = asdict(proposals.get(touchpoint, Classes()))
        written = {**asdict(one), "owner": one.owner.strip()[:OWNER_LENGTH]}
        for name, values in CLASSES.items():
            if written[name] not in (*values, UNKNOWN):
                raise ValueError(f"{written[name]} is no {name}")
        entries[touchpoint] = {k: v for k, v in written.items() if v != usual[k]} or None
    notebook.write(workspace.folder, TOPIC, entries, by=by)


def _proposals(workspace: Workspace) -> dict[str, Classes]:
    channel_of = catalogue.busiest_channel(workspace)
    return {
        touchpoint: proposed(touchpoint, channel_of[touchpoint])
        for touchpoint in catalogue.touchpoints(workspace)
    }


def name(value: str) -> str:
    """A class as a person reads it."""
    return _(NAMES[value]) if value in NAMES else label(value)
