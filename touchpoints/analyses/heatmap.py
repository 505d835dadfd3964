"""Heatmap: where and when events, people, conversion, ratings, complaints and waits fall."""

from typing import Any, Literal

import pandas as pd

from touchpoints import i18n
from touchpoints.analyses import catalogue, goals, hours, intervals, response
from touchpoints.analyses.tables import kept, table
from touchpoints.i18n import N_, _, duration, ngettext, number, percent, weekdays
from touchpoints.model import Filters, Goal
from touchpoints.workspaces import Workspace

Rows = Literal["stage", "channel", "touchpoint", "weekday"]
Quantity = Literal["events", "people", "conversion", "rating", "complaints", "wait"]

# Nouns of the tables' columns, as a person reads them.
NAMES = {
    "stage": N_("Stage"),
    "touchpoint": N_("Touchpoint"),
    "channel": N_("Channel"),
    "weekday": N_("Weekday"),
    "hour": N_("Hour"),
    "events": N_("Events"),
    "people": N_("People"),
    "conversion": N_("Conversion"),
    "rating": N_("Mean rating"),
    "complaints": N_("Negative comments"),
    "wait": N_("Median wait"),
}
# What a quantity that is a mean, a share or a median is of.
BASES: dict[Quantity, str] = {
    "conversion": "met",
    "rating": "answers",
    "complaints": "told",
    "wait": "replies",
}


@kept
def stage_by_channel(workspace: Workspace, filters: Filters) -> pd.DataFrame:
    """One row per cell: stage, channel, events, people, rating, answers, negative, told.

    `rating` is the mean score of the workspace's rating question (see `rating_question`) on its own
    scale, NaN where there is none; `answers` how many scores it has. `people` are distinct people. Of
    the comments that say how they feel (`told`), `negative` ones.
    """
    return _by_channel(workspace, filters, "stage", catalogue.stages(workspace))


@kept
def touchpoint_by_channel(workspace: Workspace, filters: Filters) -> pd.DataFrame:
    """One row per cell: touchpoint, channel, and the rest of `stage_by_channel`."""
    return _by_channel(workspace, filters, "touchpoint", list(catalogue.touchpoints(workspace)))


def _by_channel(
    workspace: Workspace, filters: Filters, over: Rows, order: list[str]
) -> pd.DataFrame:
    cells = table(workspace, "place_by_channel", {**filters.values(), "over": over})
    orders: dict[str, list[str]] = {over: order, "channel": catalogue.channels(workspace)}
    ranks = {
        name: {value: rank for rank, value in enumerate(known)} for name, known in orders.items()
    }
    return cells.rename(columns={"place": over}).sort_values(
        list(orders), key=lambda column: column.map(ranks[str(column.name)]), ignore_index=True
    )


@kept
def weekday_by_hour(workspace: Workspace, filters: Filters) -> pd.DataFrame:
    """One row per cell: weekday (1 = Monday), hour, and the rest of `stage_by_channel`.

    Weekday and hour are those of the wall clock as the file gives it.
    """
    return table(workspace, "weekday_by_hour", filters.values())


@kept
def over(
    workspace: Workspace,
    filters: Filters,
    rows: Rows,
) -> pd.DataFrame:
    """The heatmap whose rows are `rows`; "channel" is the one of stages by channels."""
    if rows == "touchpoint":
        return touchpoint_by_channel(workspace, filters)
    if rows == "weekday":
        return weekday_by_hour(workspace, filters)
    return stage_by_channel(workspace, filters)


@kept
def cells(
    workspace: Workspace,
    filters: Filters,
    rows: Rows,
    quantity: Quantity = "events",
    goal: Goal | None = None,
) -> pd.DataFrame:
    """The cells of `over` with the quantity asked for: complaints (the share of negative comments);
    conversion (of the people who were there before the goal, how many reached it) and how many met the
    cell; wait (median seconds up to a reply) and of how many replies. Shares and waits with low and high."""
    found = over(workspace, filters, rows)
    keys = [str(name) for name in found.columns[:2]]
    if quantity == "conversion":
        goal = goal or goals.usual(workspace)
        values = {**filters.values(), **goal.values(), "over": rows}
        reached = table(workspace, "cell_conversion", values)
        reached = reached.rename(columns={"place": keys[0], "across": keys[1]})
        if rows == "weekday":
            reached[keys] = reached[keys].astype("int64")
        found = found.merge(reached, on=keys, how="left")
        found[["met", "converted"]] = found[["met", "converted"]].fillna(0).astype("int64")
        return _share(found, "conversion", "converted", "met")
    if quantity == "wait":
        return found.merge(_waits(workspace, filters, keys), on=keys, how="left")
    return _share(found, "complaints", "negative", "told")


def _share(found: pd.DataFrame, name: str, hits: str, base: str) -> pd.DataFrame:
    found[name] = found[hits] / found[base].where(found[base] > 0)
    found["low"], found["high"] = intervals.wilson(found[hits], found[base])
    return found


def _waits(workspace: Workspace, filters: Filters, keys: list[str]) -> pd.DataFrame:
    asked = response.requests(
        workspace, filters, response.exchange(workspace), open_=hours.hours(workspace)
    ).dropna(subset=["waited"])
    grouped = asked.groupby(keys, observed=True)["waited"]
    found = pd.DataFrame({"wait": grouped.median(), "replies": grouped.count()})
    ends = [intervals.median(values) for _cell, values in grouped]
    found["low"] = [low for low, _high in ends]
    found["high"] = [high for _low, high in ends]
    return found.reset_index().astype(dict.fromkeys(keys, "int64" if "hour" in keys else "str"))


def has_waits(workspace: Workspace) -> bool:
    """Whether it is known which touchpoints are requests and which replies."""
    given = response.exchange(workspace)
    return bool(given.inbound and given.outbound)


def rating_question(workspace: Workspace, filters: Filters) -> dict[str, object] | None:
    """The question that `rating` comes from: question, measure, low, high, best, answers, rating."""
    found = table(workspace, "rating_question", filters.values()).to_dict(orient="records")
    return {str(name): value for name, value in found[0].items()} if found else None


def scale(workspace: Workspace, filters: Filters) -> tuple[float, float]:
    """The worst and the best end of the scale of `rating`."""
    question = rating_question(workspace, filters)
    if question is None:
        return 1.0, 5.0
    low, high = float(str(question["low"])), float(str(question["high"]))
    return (high, low) if question["best"] == "low" else (low, high)


def name(column: str, value: Any) -> str:
    """A value of a dimension as a person reads it."""
    if column == "weekday":
        return weekdays()[int(value) - 1]
    return i18n.hour(int(value)) if column == "hour" else str(value)


def finding(cells: pd.DataFrame, quantity: Quantity, worst: float = 1, best: float = 5) -> str:
    """What the heatmap shows, in one sentence: where most happens, or where ratings are worst; `worst`
    and `best` are the ends of their scale."""
    rows, columns = cells.columns[:2]
    if quantity in ("conversion", "complaints", "wait"):
        return _extreme(cells, quantity)
    if quantity == "rating":
        sure = cells[cells["answers"] >= intervals.FEW].dropna(subset=["rating"])
        if sure.empty:
            return _("No cell has {few} ratings or more yet.").format(few=intervals.FEW)
        cell = sure.sort_values("rating", ascending=worst < best, kind="stable").iloc[0]
        told = (
            _("Worst mean rating: {rating}, {row} at {column} ({answers} ratings).")
            if rows == "weekday"
            else _("Worst mean rating: {rating}, at “{row}” and “{column}” ({answers} ratings).")
        )
        return told.format(
            rating=number(cell["rating"], 1),
            row=name(rows, cell[rows]),
            column=name(columns, cell[columns]),
            answers=number(cell["answers"]),
        )
    if cells.empty or cells["events"].sum() == 0:
        return _("There are no events for these filters.")
    most = cells.sort_values(quantity, ascending=False, kind="stable").iloc[0]
    holes = {
        "count": number(most[quantity]),
        "row": name(rows, most[rows]),
        "column": name(columns, most[columns]),
        "share": percent(most["events"] / cells["events"].sum()),
    }
    if quantity == "people" and rows == "weekday":
        return ngettext(
            "Hour with most people: {row} at {column}, with {count} person.",
            "Hour with most people: {row} at {column}, with {count} people.",
            int(most["people"]),
        ).format(**holes)
    if quantity == "people":
        return _("Most people: {count}, at “{row}” and “{column}”.").format(**holes)
    if rows == "weekday":
        return ngettext(
            "Busiest hour: {row} at {column}, with {count} event ({share} of all).",
            "Busiest hour: {row} at {column}, with {count} events ({share} of all).",
            int(most["events"]),
        ).format(**holes)
    return _("Most events: {count} ({share} of all), at “{row}” and “{column}”.").format(**holes)


def _extreme(cells: pd.DataFrame, quantity: Quantity) -> str:
    """The worst cell, where its interval has nothing in common with that of the best."""
    base = BASES[quantity]
    sure = cells[cells[base] >= intervals.FEW].dropna(subset=[quantity, "low"])
    if sure.empty:
        return _("No cell has {few} cases or more yet.").format(few=intervals.FEW)
    sure = sure.sort_values(quantity, ascending=quantity == "conversion", kind="stable")
    worst, best = sure.iloc[0], sure.iloc[-1]
    if worst["low"] <= best["high"] and best["low"] <= worst["high"]:
        return _("No two cells differ beyond the margin of error.")
    rows, columns = (str(column) for column in cells.columns[:2])
    at = _("{row} at {column}") if rows == "weekday" else _("“{row}” and “{column}”")
    told = duration if quantity == "wait" else percent
    sentences = {
        "conversion": _("Lowest conversion: {worst}, at {cell}; the best cell has {best}."),
        "complaints": _("Most negative comments: {worst}, at {cell}; the best cell has {best}."),
        "wait": _("Longest wait: {worst}, at {cell}; the best cell has {best}."),
    }
    return sentences[quantity].format(
        worst=told(worst[quantity]),
        best=told(best[quantity]),
        cell=at.format(row=name(rows, worst[rows]), column=name(columns, worst[columns])),
    )
