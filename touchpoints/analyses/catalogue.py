"""What a workspace holds: the choices that a page offers, and how much there is."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from touchpoints.analyses.tables import kept, table
from touchpoints.model import UNKNOWN, Dimension, Filters
from touchpoints.workspaces import Workspace


@dataclass(frozen=True)
class Totals:
    """How much the filters leave. A respondent is a person where the file names them, else a row."""

    events: int
    people: int
    answers: int
    respondents: int
    comments: int


def _places(workspace: Workspace) -> pd.DataFrame:
    return table(workspace, "places", {})


@kept
def _ordered(workspace: Workspace, dimension: str) -> tuple[str, ...]:
    sums = _places(workspace).groupby(dimension, sort=True)[["events", "answers"]].sum()
    return tuple(sums.sort_values(["events", "answers"], ascending=False, kind="stable").index)


def channels(workspace: Workspace) -> list[str]:
    """The channels, the one with most events first."""
    return list(_ordered(workspace, "channel"))


def stages(workspace: Workspace) -> list[str]:
    """The stages in the order of the journey."""
    return list(_stages(workspace))


@kept
def _stages(workspace: Workspace) -> tuple[str, ...]:
    places = _places(workspace).sort_values("position", kind="stable")
    return tuple(places["stage"].drop_duplicates())


def touchpoints(workspace: Workspace) -> dict[str, str]:
    """The touchpoints, the one with most events first, each with the stage it is mostly in."""
    return dict(_touchpoints(workspace))


@kept
def _touchpoints(workspace: Workspace) -> dict[str, str]:
    stage_of = _places(workspace).drop_duplicates("touchpoint").set_index("touchpoint")["stage"]
    return {touchpoint: stage_of[touchpoint] for touchpoint in _ordered(workspace, "touchpoint")}


def busiest_channel(workspace: Workspace) -> dict[str, str]:
    """The channel in which each touchpoint has most events."""
    return dict(_busiest_channel(workspace))


@kept
def _busiest_channel(workspace: Workspace) -> dict[str, str]:
    sums = _places(workspace).groupby(["touchpoint", "channel"], as_index=False)["events"].sum()
    sums = sums[sums["channel"] != UNKNOWN].sort_values("events", ascending=False, kind="stable")
    most = sums.drop_duplicates("touchpoint").set_index("touchpoint")["channel"]
    return {touchpoint: most.get(touchpoint, UNKNOWN) for touchpoint in touchpoints(workspace)}


def choices(workspace: Workspace, over: Dimension) -> list[str]:
    """What can be chosen of a dimension, in the order in which to offer it."""
    if over == "stage":
        return stages(workspace)
    return channels(workspace) if over == "channel" else list(touchpoints(workspace))


def busiest(workspace: Workspace, over: Dimension) -> list[str]:
    """The values of a dimension, the one with most events first."""
    return list(_ordered(workspace, over))


@kept
def period(workspace: Workspace) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of the events and answers; None while there are none."""
    found = table(workspace, "period", Filters().values()).iloc[0]
    return (found["since"], found["until"]) if found["since"] else None


@kept
def totals(workspace: Workspace, filters: Filters) -> Totals:
    """How many events, people, answers, respondents and comments the filters leave."""
    reach = table(workspace, "reach", filters.values()).iloc[0]
    answers = table(workspace, "answer_totals", filters.values()).iloc[0]
    return Totals(
        events=int(reach["events"]),
        people=int(reach["people"]),
        answers=int(answers["answers"]),
        respondents=int(answers["respondents"]),
        comments=int(answers["comments"]),
    )


def usual_steps(workspace: Workspace, over: Dimension) -> list[str]:
    """Steps to begin with: the stages in order, or the busiest touchpoint (channel) of each stage.

    Where fewer than two stages are known, the three values with most events.
    """
    known = [stage for stage in stages(workspace) if stage != UNKNOWN]
    if over == "stage":
        return known[:8]
    places = _places(workspace)
    found: list[str] = []
    for stage in known if len(known) > 1 else ():
        inside = places[places["stage"] == stage].groupby(over)["events"].sum()
        free = inside[~inside.index.isin([*found, UNKNOWN])]
        if len(free):
            found.append(str(free.idxmax()))
    return found if len(found) > 1 else choices(workspace, over)[:3]
