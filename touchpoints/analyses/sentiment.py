"""Sentiment: how the comments feel, and the comments themselves."""

from typing import Literal

import pandas as pd

from touchpoints.analyses import intervals
from touchpoints.analyses.tables import table
from touchpoints.model import Dimension, Filters
from touchpoints.workspaces import Workspace

LABELS = ("negative", "mixed", "neutral", "positive")
Order = Literal["most negative", "most positive", "newest"]


def sentiment(
    workspace: Workspace, filters: Filters, over: Dimension | None = None
) -> pd.DataFrame:
    """One row per label (and value of `over`): [over], label, comments, share, low, high, n, few,
    coverage.

    The share is of the n comments in which at least one word says how they feel, with Wilson's
    interval; `coverage` is the share of all comments that these are. `few` marks n below 30.
    """
    found = table(workspace, "sentiment", {**filters.values(), "over": over})
    wide = found.pivot(index="place", columns="label", values="comments")
    wide = wide.reindex(columns=[*LABELS, "no_evidence"]).fillna(0).astype("int64")
    every = wide.sum(axis=1)
    n = every - wide["no_evidence"]
    long = wide[list(LABELS)].melt(ignore_index=False, value_name="comments").reset_index()
    long = long.sort_values("place", kind="stable", ignore_index=True)
    long["n"] = long["place"].map(n).astype("int64")
    long["share"] = (long["comments"] / long["n"]).where(long["n"] > 0)
    long["low"], long["high"] = intervals.wilson(long["comments"], long["n"])
    long["few"] = long["n"] < intervals.FEW
    long["coverage"] = long["place"].map(n / every).astype("float64")
    columns = ["label", "comments", "share", "low", "high", "n", "few", "coverage"]
    return long.rename(columns={"place": over or "place"})[[over, *columns] if over else columns]


def comments(
    workspace: Workspace,
    filters: Filters,
    *,
    label: str | None = None,
    order: Order = "most negative",
    limit: int = 20,
    offset: int = 0,
) -> pd.DataFrame:
    """One row per comment: answer_no, answered_at, channel, touchpoint, stage, question, measure,
    score, comment, language, sentiment (-1 to 1), label.

    `label` None gives every comment; "no_evidence" those in which no word says how they feel.
    """
    page = {"label": label, "order": order, "limit": limit, "offset": offset}
    return table(workspace, "comments", {**filters.values(), **page})
