"""Consistency: whether a journey stage is as good in one channel as in another."""

import pandas as pd

from touchpoints.analyses import heatmap, hours, response
from touchpoints.analyses.heatmap import NAMES
from touchpoints.analyses.tables import kept
from touchpoints.i18n import N_, _, number
from touchpoints.model import Filters
from touchpoints.workspaces import Workspace

LEAST = 10
MEASURES = {
    "rating": NAMES["rating"],
    "complaints": NAMES["complaints"],
    "in target": N_("Replies within the target"),
}
COLUMNS = [
    "stage",
    "measure",
    "index",
    "channels",
    "n",
    "worst",
    "worst_value",
    "best",
    "best_value",
]


@kept
def consistency(workspace: Workspace, filters: Filters) -> pd.DataFrame:
    """One row per stage and measure with two channels or more of ten cases each, the least consistent
    first: stage, measure ("rating", "complaints": the share of negative comments, "in target": the share
    of requests with a reply in time), index, channels (how many), n (cases in them), worst and best (the
    channels) with their worst_value and best_value as they are.

    index = 1 - (largest - smallest channel value, each drawn to the stage's mean as if ten cases more
    had that mean) / range of the scale. 1 is the same everywhere.
    """
    cells = heatmap.stage_by_channel(workspace, filters)
    worst, best = heatmap.scale(workspace, filters)
    parts = [
        _index(cells, "rating", cells["rating"], cells["answers"], worst, best),
        _index(cells, "complaints", cells["negative"] / cells["told"], cells["told"], 1, 0),
    ]
    if heatmap.has_waits(workspace):
        replies = _in_target(workspace, filters)
        parts.append(_index(replies, "in target", replies["share"], replies["judged"], 0, 1))
    rows = pd.concat(parts, ignore_index=True)
    return rows.sort_values("index", kind="stable", ignore_index=True)


def _in_target(workspace: Workspace, filters: Filters) -> pd.DataFrame:
    given = response.exchange(workspace)
    asked = response.requests(workspace, filters, given, open_=hours.hours(workspace))
    parts = [
        response.response(found, given.target, "channel").assign(stage=stage)
        for stage, found in asked.groupby("stage", observed=True)
    ]
    columns = ["stage", "channel", "share", "judged"]
    if not parts:
        return pd.DataFrame(columns=columns)
    return pd.concat(parts, ignore_index=True).rename(columns={"place": "channel"})[columns]


def _index(
    cells: pd.DataFrame,
    measure: str,
    value: "pd.Series[float]",
    n: "pd.Series[int]",
    worst: float,
    best: float,
) -> pd.DataFrame:
    rows = []
    known = cells[["stage", "channel"]].assign(value=value.astype("float64"), n=n)
    for stage, found in known[known["n"] >= LEAST].groupby("stage", sort=False, observed=True):
        if len(found) < 2:
            continue
        mean = (found["value"] * found["n"]).sum() / found["n"].sum()
        drawn = (found["value"] * found["n"] + mean * LEAST) / (found["n"] + LEAST)
        ranked = found.loc[(drawn / (best - worst)).sort_values(kind="stable").index]
        rows.append(
            {
                "stage": stage,
                "measure": measure,
                "index": 1 - (drawn.max() - drawn.min()) / abs(best - worst),
                "channels": len(found),
                "n": int(found["n"].sum()),
                "worst": ranked["channel"].iloc[0],
                "worst_value": ranked["value"].iloc[0],
                "best": ranked["channel"].iloc[-1],
                "best_value": ranked["value"].iloc[-1],
            }
        )
    return pd.DataFrame(rows, columns=COLUMNS)


def finding(rows: pd.DataFrame) -> str:
    """The least consistent stage, in one sentence."""
    one = rows.iloc[0]
    return _(
        "Least alike: “{stage}”, {measure} — “{worst}” is worst, “{best}” best (index {index})."
    ).format(
        stage=one["stage"],
        measure=_(MEASURES[one["measure"]]),
        worst=one["worst"],
        best=one["best"],
        index=number(one["index"], 2),
    )
