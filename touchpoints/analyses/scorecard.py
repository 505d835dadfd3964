"""Scorecard: one row for each touchpoint, with all that is known of it."""

from typing import Any

import pandas as pd

from touchpoints.analyses import (
    catalogue,
    classes,
    drivers,
    goals,
    heatmap,
    hours,
    intervals,
    journeys,
    response,
    scores,
)
from touchpoints.analyses.tables import kept, table
from touchpoints.i18n import _, number, percent
from touchpoints.model import Dimension, Filters, Goal
from touchpoints.workspaces import Workspace

WEEKS = 26
COLUMNS = [
    *("place", "people", "share", "events"),
    *("met", "conversion", "low", "high", "others", "without", "without_low", "without_high"),
    *("association", "rating", "rating_low", "rating_high", "ratings"),
    *("negative", "negative_low", "negative_high", "comments", "wait", "replies", "trend"),
]
CRITICAL = ["importance", "gap", "critical"]


@kept
def scorecard(
    workspace: Workspace,
    filters: Filters,
    *,
    over: Dimension = "touchpoint",
    goal: Goal | None = None,
) -> pd.DataFrame:
    """One row per place, most people first: place, people, share (of all people), events; met (people
    who met it before the goal), conversion, low, high (of them, how many reached the goal, Wilson);
    others, without, without_low, without_high (the same of everybody else); association ("higher",
    "lower", "unclear", "few" below 30 people on a side); rating, rating_low, rating_high, ratings (how
    many); negative, negative_low, negative_high (share of the comments that say how they feel), comments
    (how many these are); wait (median seconds from a request to its reply), replies (of how many); trend
    (events in each of the last 26 weeks, the oldest first). A touchpoint also has importance, gap and
    critical (see `_critical`), medium, setting, directness and owner.
    """
    goal = goal or goals.usual(workspace)
    asked = {**filters.values(), "over": over}
    found = table(workspace, "place_reach", asked)
    everybody = table(workspace, "reach", filters.values())["people"].iloc[0].item()
    found["share"] = found["people"] / everybody
    values = journeys.bound(workspace, filters, over=over, folded=False, goal=goal)
    met = table(workspace, "place_conversion", values).rename(columns={"people": "met"})
    voice = table(workspace, "place_voice", asked)
    found = found.merge(met, on="place", how="left").merge(voice, on="place", how="left")
    counts = ["met", "converted", "ratings", "negative", "told"]
    found[counts] = found[counts].fillna(0).astype("int64")
    found["others"] = everybody - found["met"]
    # Where every event reaches the goal, nobody met anything before it.
    reached = met["everybody_converted"].max() if len(met) else everybody
    elsewhere = reached - found["converted"]
    for share, low, high, hits, base in (
        ("conversion", "low", "high", found["converted"], found["met"]),
        ("without", "without_low", "without_high", elsewhere, found["others"]),
        ("negative", "negative_low", "negative_high", found["negative"], found["told"]),
    ):
        found[low], found[high] = intervals.wilson(hits, base)
        found[share] = (hits / base.where(base > 0)).astype("float64")
    found["rating_low"], found["rating_high"] = intervals.mean(
        found["rating"].astype("float64"), found["deviation"].astype("float64"), found["ratings"]
    )
    found["association"] = "unclear"
    found.loc[found["low"] > found["without_high"], "association"] = "higher"
    found.loc[found["high"] < found["without_low"], "association"] = "lower"
    found.loc[found[["met", "others"]].min(axis=1) < intervals.FEW, "association"] = "few"
    weeks = _weeks(workspace, filters, over)
    found["trend"] = [weeks.get(place, []) for place in found["place"]]
    found = found.rename(columns={"told": "comments"})
    found = found.merge(_waits(workspace, filters, over), on="place", how="left")
    found["replies"] = found["replies"].fillna(0).astype("int64")
    found = found.sort_values(["people", "events"], ascending=False, ignore_index=True)[COLUMNS]
    if over != "touchpoint":
        return found
    found[CRITICAL] = _critical(workspace, filters, found)
    about = classes.rows(workspace).rename(columns={"touchpoint": "place"})
    return found.merge(about, on="place", how="left")


def _waits(workspace: Workspace, filters: Filters, over: Dimension) -> pd.DataFrame:
    given = response.exchange(workspace)
    asked = response.requests(workspace, filters, given, open_=hours.hours(workspace))
    found = response.response(asked, given.target, over)[["place", "median", "answered"]]
    return found.rename(columns={"median": "wait", "answered": "replies"})


def _critical(workspace: Workspace, filters: Filters, rows: pd.DataFrame) -> pd.DataFrame:
    """How critical each touchpoint is, ours alone: critical = share of all people x importance x gap,
    times 100; NaN where one of them is not known.

    Importance is the correlation of the touchpoint's rating with the score of the workspace's first
    question where it is sure, else the difference of conversion with and without it where that is beyond
    the margin of error; gap how far its mean rating is below the best one, as a part of the scale. Means of
    fewer than 30 ratings do not count.
    """
    importance = (rows["conversion"] - rows["without"]).abs()
    importance = importance.where(rows["association"].isin(["higher", "lower"]))
    overall = scores.scores(workspace, filters)
    if len(overall):
        found = drivers.drivers(workspace, filters, str(overall["question"].iloc[0]))
        sure = found[found["sure"] & (found["kind"] == "touchpoint")].set_index("driver")
        importance = rows["place"].map(sure["correlation"].abs()).fillna(importance)
    rating = rows["rating"].astype("float64").where(rows["ratings"] >= intervals.FEW)
    worst, best = heatmap.scale(workspace, filters)
    quality = (rating - worst) / (best - worst)
    gap = quality.max() - quality
    critical = 100 * rows["share"] * importance * gap
    return pd.DataFrame({"importance": importance, "gap": gap, "critical": critical})


def _weeks(workspace: Workspace, filters: Filters, over: Dimension) -> dict[str, list[int]]:
    period = catalogue.period(workspace)
    found = table(
        workspace,
        "trend",
        {**filters.values(), **goals.NO_GOAL, "over": over, "unit": "week"},
    )
    if found.empty or period is None:
        return {}
    begins = pd.to_datetime(found["begins_on"])
    every = pd.date_range(begins.min(), begins.max(), freq="7D")[-WEEKS:]
    wide = found.assign(begins_on=begins).pivot(index="place", columns="begins_on", values="events")
    wide = wide.reindex(columns=every).fillna(0).astype("int64")
    return {str(place): row.to_list() for place, row in wide.iterrows()}


def finding(rows: pd.DataFrame) -> str:
    """The place whose people convert least against those without it, in one sentence."""
    lower = rows[rows["association"] == "lower"].assign(
        lost=lambda frame: (frame["without"] - frame["conversion"]) * frame["met"]
    )
    if lower.empty:
        return _("No place goes with fewer people at the goal, beyond the margin of error.")
    worst = lower.sort_values("lost", ascending=False, kind="stable").iloc[0]
    return _(
        "Of those who meet “{place}” before the goal {share} reach it, of those who do not {without}."
    ).format(
        place=worst["place"], share=percent(worst["conversion"]), without=percent(worst["without"])
    )


def most_critical(rows: pd.DataFrame) -> "pd.Series[Any] | None":
    """The row of the most critical touchpoint; None where none is known."""
    known = rows.dropna(subset=["critical"]).sort_values("critical", ascending=False, kind="stable")
    return None if known.empty or not known["critical"].iloc[0] else known.iloc[0]


def finding_critical(rows: pd.DataFrame) -> str:
    """The most critical touchpoint and why, in one sentence; "" where none is known."""
    worst = most_critical(rows)
    if worst is None:
        return ""
    return _(
        "“{place}” first: {share} of all people meet it, it matters for what they do or say in the end, and its "
        "mean rating of {rating} ({ratings} answers) is {gap} of the scale below the best."
    ).format(
        place=worst["place"],
        share=percent(worst["share"]),
        rating=number(worst["rating"], 1),
        ratings=number(worst["ratings"]),
        gap=percent(worst["gap"]),
    )
