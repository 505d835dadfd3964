"""Pulse: the figures of a workspace in a row, each over time and against the month or week before."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd
from babel.dates import format_skeleton

from touchpoints import i18n
from touchpoints.analyses import (
    catalogue,
    goals,
    hours,
    intervals,
    response,
    score_trend,
    scores,
    sentiment,
)
from touchpoints.analyses.tables import kept, table
from touchpoints.errors import ChoiceNotPossible
from touchpoints.i18n import duration, number, percent
from touchpoints.model import Filters, Goal
from touchpoints.workspaces import Workspace

Name = Literal["people", "conversion", "score", "negative", "response"]
Unit = Literal["week", "month"]
Change = Literal["up", "down", "unclear", "unknown"]

# Months where the data hold so many whole ones, else weeks.
FEWEST_MONTHS = 3
MEASURES = ("nps", "csat", "ces", "rating")


@dataclass(frozen=True)
class Span:
    """The whole months or weeks of a period, by their first days: "2026-05-01"."""

    unit: Unit
    begins: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """One figure over all that the filters leave, with its interval and n; a count has none.

    `rows` has one row per whole month or week: begins_on, value, low, high, n. `about` is the goal of a
    conversion, the measure and the question of a score.
    """

    name: Name
    value: float
    low: float
    high: float
    n: int
    rows: pd.DataFrame = field(repr=False)
    about: tuple[str, ...] = ()


@kept
def span(workspace: Workspace, filters: Filters) -> Span:
    """By what figures are followed: months, or weeks where fewer than three are whole."""
    first, last = catalogue.period(workspace) or (dt.date.min, dt.date.min)
    since, until = filters.since or first, filters.until or last
    months = _whole(since, until, "MS", pd.offsets.MonthEnd(0))
    if len(months) >= FEWEST_MONTHS:
        return Span("month", months)
    return Span("week", _whole(since, until, "W-MON", pd.DateOffset(days=6)))


def _whole(
    since: dt.date, until: dt.date, frequency: str, last_day: pd.DateOffset | pd.offsets.MonthEnd
) -> tuple[str, ...]:
    begins = pd.date_range(since, until, freq=frequency)
    return tuple(f"{begin:%Y-%m-%d}" for begin in begins if (begin + last_day).date() <= until)


@kept
def pulse(workspace: Workspace, filters: Filters, whole: Span) -> list[Figure]:
    """The figures that the workspace can answer: people; the share of them that reaches the usual goal;
    the score of the first question (NPS before others); the share of the comments that is negative; the
    median response time in seconds."""
    return [
        *_of_events(workspace, filters, whole),
        *_of_scores(workspace, filters, whole),
        *_of_comments(workspace, filters, whole),
        *_of_response(workspace, filters, whole),
    ]


def _of_events(workspace: Workspace, filters: Filters, whole: Span) -> list[Figure]:
    people = int(table(workspace, "reach", filters.values())["people"].iloc[0])
    if not people:
        return []
    goal = _usual_goal(workspace)
    asked = goal.values() if goal else goals.NO_GOAL
    found = table(
        workspace, "trend", {**filters.values(), **asked, "over": None, "unit": whole.unit}
    )
    rows = _inside(found.assign(n=found["people"]), whole)
    count = rows.assign(value=rows["n"], low=rows["n"], high=rows["n"])
    figures = [Figure("people", people, people, people, people, count)]
    if goal is not None:
        places = table(workspace, "place_reach", {**filters.values(), "over": goal.over})
        hits = int(places.loc[places["place"] == goal.value, "people"].sum())
        low, high = intervals.wilson([hits], [people])
        rows["low"], rows["high"] = intervals.wilson(rows["converted"], rows["n"])
        rows["value"] = rows["converted"] / rows["n"]
        overall = hits / people, float(low[0]), float(high[0]), people
        figures.append(Figure("conversion", *overall, rows, (goal.value,)))
    return figures


def _usual_goal(workspace: Workspace) -> Goal | None:
    try:
        return goals.usual(workspace)
    except ChoiceNotPossible:
        return None


def _of_scores(workspace: Workspace, filters: Filters, whole: Span) -> list[Figure]:
    asked = scores.scores(workspace, filters)
    asked = asked.assign(order=asked["measure"].map(MEASURES.index)).sort_values(
        "order", kind="stable"
    )
    return [
        Figure(
            "score",
            one["score"],
            one["low"],
            one["high"],
            int(one["n"]),
            _inside(
                score_trend.score_trend(workspace, filters, one["question"], whole.unit), whole
            ).rename(columns={"score": "value"}),
            (one["measure"], one["question"]),
        )
        for one in asked.head(1).to_dict("records")
    ]


def _of_comments(workspace: Workspace, filters: Filters, whole: Span) -> list[Figure]:
    feelings = sentiment.sentiment(workspace, filters)
    negative = feelings[(feelings["label"] == "negative") & (feelings["n"] > 0)]
    if negative.empty:
        return []
    one = negative.iloc[0]
    rows = _inside(score_trend.complaints(workspace, filters, whole.unit), whole)
    overall = one["share"], one["low"], one["high"], int(one["n"])
    return [Figure("negative", *overall, rows.rename(columns={"score": "value"}))]


def _of_response(workspace: Workspace, filters: Filters, whole: Span) -> list[Figure]:
    given = response.exchange(workspace)
    if not (given.inbound and given.outbound):
        return []
    asked = response.requests(workspace, filters, given, open_=hours.hours(workspace))
    period = asked["asked_at"].dt.to_period("M" if whole.unit == "month" else "W-SUN")
    asked = asked.assign(begins_on=period.dt.start_time)
    found = [
        _waited(part, given.target).assign(begins_on=begin)
        for begin, part in asked.groupby("begins_on")
    ]
    overall = _waited(asked, given.target)
    if not overall["n"].sum():
        return []
    one = overall.iloc[0]
    return [
        Figure(
            "response",
            one["value"],
            one["low"],
            one["high"],
            int(one["n"]),
            _inside(pd.concat(found), whole),
        )
    ]


def _waited(asked: pd.DataFrame, target: int) -> pd.DataFrame:
    rows = response.response(asked, target)[["median", "median_low", "median_high", "answered"]]
    return rows.set_axis(["value", "low", "high", "n"], axis=1)


def _inside(rows: pd.DataFrame, whole: Span) -> pd.DataFrame:
    begins = pd.to_datetime(rows["begins_on"]).dt.strftime("%Y-%m-%d")
    rows = rows.assign(begins_on=begins)
    return rows[begins.isin(whole.begins)].sort_values("begins_on", ignore_index=True)


def change(figure: Figure) -> Change:
    """The newest whole period against the one before it: "up" or "down" beyond the margin of error,
    "unknown" where one of them rests on few answers or there is none."""
    if len(figure.rows) < 2 or min(figure.rows["n"].iloc[-2:]) < intervals.FEW:
        return "unknown"
    before, now = figure.rows.iloc[-2], figure.rows.iloc[-1]
    if now["low"] > before["high"]:
        return "up"
    return "down" if now["high"] < before["low"] else "unclear"


def newest(figure: Figure, whole: Span) -> tuple[str, str]:
    """The two newest whole periods, the older first: their values ("19 → 22") and their names; two empty
    texts where they cannot be compared."""
    if change(figure) == "unknown":
        return "", ""
    two = figure.rows.iloc[-2:]
    values = " → ".join(told(figure, value) for value in two["value"])
    return values, " → ".join(_short(begins, whole.unit) for begins in two["begins_on"])


def told(figure: Figure, value: float) -> str:
    """A value of the figure as it is read."""
    if figure.name == "people":
        return number(value)
    if figure.name == "response":
        return duration(value)
    if figure.name == "score":
        return scores.figure(figure.about[0], value)
    return percent(value, 1 if value < 0.1 else 0)


def _short(begins_on: str, unit: Unit) -> str:
    first = dt.date.fromisoformat(begins_on)
    skeleton = "MMM" if unit == "month" else "MMMd"
    return str(format_skeleton(skeleton, first, locale=i18n.LOCALES[i18n.language()]))
