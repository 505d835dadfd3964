"""Heatmap: where and when events, people and ratings fall."""

from typing import Literal

import pandas as pd

from touchpoints.analyses.tables import table
from touchpoints.model import Filters
from touchpoints.workspaces import Workspace


def stage_by_channel(workspace: Workspace, filters: Filters) -> pd.DataFrame:
    """One row per cell: stage, channel, events, people, rating, answers.

    `rating` is the mean score of the workspace's rating question (see `rating_question`) on its own
    scale, NaN where there is none; `answers` how many scores it has. `people` are distinct people.
    """
    return table(workspace, "stage_by_channel", filters.values())


def touchpoint_by_channel(workspace: Workspace, filters: Filters) -> pd.DataFrame:
    """One row per cell: touchpoint, channel, events, people, rating, answers."""
    return table(workspace, "touchpoint_by_channel", filters.values())


def weekday_by_hour(workspace: Workspace, filters: Filters) -> pd.DataFrame:
    """One row per cell: weekday (1 = Monday), hour, events, people, rating, answers.

    Weekday and hour are those of the wall clock as the file gives it.
    """
    return table(workspace, "weekday_by_hour", filters.values())


def over(
    workspace: Workspace,
    filters: Filters,
    rows: Literal["stage", "channel", "touchpoint", "weekday"],
) -> pd.DataFrame:
    """The heatmap whose rows are `rows`; "channel" is the one of stages by channels."""
    if rows == "touchpoint":
        return touchpoint_by_channel(workspace, filters)
    if rows == "weekday":
        return weekday_by_hour(workspace, filters)
    return stage_by_channel(workspace, filters)


def rating_question(workspace: Workspace, filters: Filters) -> dict[str, object] | None:
    """The question that `rating` comes from: question, measure, low, high, answers, rating."""
    found = table(workspace, "rating_question", filters.values()).to_dict(orient="records")
    return {str(name): value for name, value in found[0].items()} if found else None
