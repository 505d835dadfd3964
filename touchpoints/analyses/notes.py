"""Notes on the calendar: what changed on a day, as people wrote it, marked in charts over time."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from touchpoints import notebook
from touchpoints.charting import Look, Spec
from touchpoints.errors import ChoiceNotPossible
from touchpoints.i18n import N_, _, day
from touchpoints.workspaces import Workspace

LENGTH = 120
TOPIC = "notes"


@dataclass(frozen=True, order=True)
class Note:
    """What was so on a day: "new checkout"."""

    day: dt.date
    text: str

    @property
    def name(self) -> str:
        """What the note goes by in the notebook."""
        return f"{self.day.isoformat()} {self.text}"


def notes(workspace: Workspace) -> list[Note]:
    """Every note, the earliest first."""
    written = notebook.read(workspace.folder, TOPIC).values()
    return sorted(Note(dt.date.fromisoformat(one["day"]), one["text"]) for one in written)


def write(
    workspace: Workspace, before: Sequence[Note], after: Sequence[Note], *, by: str = ""
) -> None:
    """Keep what was made of the notes `before`, all of it or nothing; notes that others wrote meanwhile
    stay. ChoiceNotPossible where one says nothing."""
    kept = [Note(one.day, " ".join(one.text.split())[:LENGTH]) for one in after]
    if not all(one.text for one in kept):
        raise ChoiceNotPossible(N_("A note needs a day and a text."))
    erased = {one.name: None for one in before}
    entries = {one.name: {"day": one.day.isoformat(), "text": one.text} for one in kept}
    notebook.write(workspace.folder, TOPIC, {**erased, **entries}, by=by)


def marked(spec: Spec, look: Look, written: Sequence[Note], since: dt.date, until: dt.date) -> Spec:
    """The chart over time with a labelled rule on the day of each note from `since` to `until`."""
    values = [
        {"day": f"{one.day}T00:00:00", "on": day(one.day), "text": one.text, "line": place % 3}
        for place, one in enumerate(one for one in written if since <= one.day <= until)
    ]
    if not values:
        return spec
    palette = look.palette
    x = {"field": "day", "type": "temporal"}
    tooltip = [
        {"field": "on", "type": "nominal", "title": _("Day")},
        {"field": "text", "type": "nominal", "title": _("Note")},
    ]
    rule = {
        "data": {"values": values},
        "mark": {"type": "rule", "color": palette.quiet, "strokeDash": [2, 3], "strokeWidth": 1.5},
        "encoding": {"x": x, "tooltip": tooltip},
    }
    label = {
        "data": {"values": values},
        "mark": {
            "type": "text",
            "align": {"expr": "scale('x', datum.day) > width * 0.7 ? 'right' : 'left'"},
            "dx": {"expr": "scale('x', datum.day) > width * 0.7 ? -5 : 5"},
            "y": {"expr": f"6 + datum.line * {look.scaled(14)}"},
            "baseline": "middle",
            "limit": look.scaled(150),
            "fontSize": look.small,
            "color": palette.ink,
        },
        "encoding": {"x": x, "text": {"field": "text", "type": "nominal"}, "tooltip": tooltip},
    }
    return {**spec, "layer": [*spec["layer"], rule, label]}
