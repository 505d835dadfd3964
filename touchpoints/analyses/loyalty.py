"""Loyalty: who comes back, when, and how many of each month's newcomers."""

import datetime as dt

import altair as alt
import numpy as np
import pandas as pd

from touchpoints import charting
from touchpoints.analyses import goals, intervals
from touchpoints.analyses.tables import kept, table
from touchpoints.charting import Look
from touchpoints.i18n import N_, _, ngettext, percent
from touchpoints.model import Filters, Goal
from touchpoints.workspaces import Workspace

# What the people of a month are called, as a person reads it.
KINDS = {"new": N_("New"), "returning": N_("Returning")}


@kept
def returns(workspace: Workspace, filters: Filters, *, goal: Goal | None = None) -> pd.DataFrame:
    """One row per number of days since the first purchase at which somebody came back or was last
    seen: days, at_risk (people watched that long), came (who bought again on that day), share (bought
    again within so many days: Kaplan and Meier) with low and high (Greenwood, log-log).

    Who has not come back yet is watched until the newest event, so that recent buyers do not count as
    lost. A purchase is an event that reaches the goal; in a stage, events in a row are one.
    """
    goal = goal or goals.usual(workspace)
    clock = table(workspace, "clock", {})["ticks_per_second"].iloc[0].item()
    found = table(
        workspace,
        "second_purchase",
        {
            **filters.values(),
            **goal.values(),
            "run_folded": goal.over != "touchpoint",
            "ticks_per_second": clock,
        },
    )
    days = found.pivot_table(index="days", columns="returned", values="people", aggfunc="sum")
    days = days.reindex(columns=[False, True]).fillna(0).astype("int64").sort_index()
    leave = days.sum(axis=1)
    at_risk = leave[::-1].cumsum()[::-1]
    stays = (1 - days[True] / at_risk).cumprod()
    left = (at_risk - days[True]).where(at_risk > days[True])
    variance = (days[True] / (at_risk * left)).fillna(0).cumsum()
    with np.errstate(divide="ignore", invalid="ignore"):
        width = intervals.Z * np.sqrt(variance) / np.abs(np.log(stays))
        low, high = 1 - stays ** np.exp(-width), 1 - stays ** np.exp(width)
    inside = (stays > 0) & (stays < 1)
    return pd.DataFrame(
        {
            "days": days.index.astype("int64"),
            "at_risk": at_risk.to_numpy(),
            "came": days[True].to_numpy(),
            "share": (1 - stays).to_numpy(),
            "low": low.where(inside, 1 - stays).to_numpy(),
            "high": high.where(inside, 1 - stays).to_numpy(),
        }
    )


def repeat_rate(rows: pd.DataFrame) -> pd.DataFrame:
    """From the rows of `returns`, one row: people (who bought), returned, share with Wilson's low and
    high, median_days (to the second purchase, of those who made one; NaN without any)."""
    people = int(rows["at_risk"].iloc[0]) if len(rows) else 0
    returned = int(rows["came"].sum())
    low, high = intervals.wilson([returned], [people])
    times = np.repeat(rows["days"].to_numpy(), rows["came"].to_numpy())
    return pd.DataFrame(
        {
            "people": [people],
            "returned": [returned],
            "share": [returned / people if people else float("nan")],
            "low": low,
            "high": high,
            "median_days": [float(np.median(times)) if returned else float("nan")],
        }
    )


@kept
def cohorts(workspace: Workspace, filters: Filters) -> pd.DataFrame:
    """One row per cohort (the month of the first event) and month since: cohort, months, people (of the
    cohort seen in that month), size (of the cohort), share. Months that the data do not hold to their
    end have no row, except a cohort's own."""
    found = table(workspace, "cohorts", filters.values())
    if found.empty:
        return pd.DataFrame(columns=["cohort", "months", "people", "size", "share"])
    newest = filters.until or table(workspace, "reach", filters.values())["until"].iloc[0]
    found["cohort"], found["month"] = (
        pd.to_datetime(found["cohort"]),
        pd.to_datetime(found["month"]),
    )
    every = pd.date_range(found["cohort"].min(), found["month"].max(), freq="MS")
    counts = found.set_index(["cohort", "month"])["people"]
    rows = []
    for cohort in found["cohort"].drop_duplicates():
        size = int(counts[cohort, cohort])
        for months, month in enumerate(every[every >= cohort]):
            if months and (month + pd.offsets.MonthEnd(0)).date() > newest:
                break
            people = int(counts.get((cohort, month), 0))
            rows.append((cohort, months, people, size, people / size))
    return pd.DataFrame(rows, columns=["cohort", "months", "people", "size", "share"])


@kept
def newcomers(workspace: Workspace, filters: Filters) -> pd.DataFrame:
    """One row per month and kind of people: month, kind ("new" in their first month, "returning"
    later), people, share (of the month), complete (whether the data hold the month to its end)."""
    found = table(workspace, "cohorts", filters.values())
    newest: dt.date | None = filters.until or (
        table(workspace, "reach", filters.values())["until"].iloc[0] if len(found) else None
    )
    kind = (found["cohort"] == found["month"]).map({True: "new", False: "returning"})
    rows = found.assign(kind=kind).groupby(["month", "kind"], as_index=False).agg(
        people=("people", "sum")
    )  # fmt: skip
    rows["month"] = pd.to_datetime(rows["month"])
    rows["share"] = rows["people"] / rows.groupby("month")["people"].transform("sum")
    ends = rows["month"] + pd.offsets.MonthEnd(0)
    rows["complete"] = [newest is not None and end.date() <= newest for end in ends]
    return rows


def finding(rows: pd.DataFrame) -> str:
    """How many come back, and how soon, in one sentence."""
    rate = repeat_rate(rows).iloc[0]
    if not rate["people"]:
        return _("Nobody reached the goal for these filters.")
    if not rate["returned"]:
        return ngettext(
            "The one person who reached the goal has not come back to it yet.",
            "None of {count} people came back to the goal yet.",
            int(rate["people"]),
        )
    return ngettext(
        "The one person who reached the goal came back to it within {days}.",
        "{share} of {count} people came back to the goal ({low} to {high}); half of these within {days}.",
        int(rate["people"]),
    ).format(
        share=percent(rate["share"]),
        low=percent(rate["low"]),
        high=percent(rate["high"]),
        days=ngettext("{count} day", "{count} days", round(rate["median_days"])),
    )


def finding_of_cohorts(rows: pd.DataFrame) -> str:
    """How many of a month's newcomers are seen the month after, in one sentence."""
    after = rows[rows["months"] == 1]
    if after.empty or not after["size"].sum():
        return _("The data hold too few months to see who comes back.")
    share = after["people"].sum() / after["size"].sum()
    return _("{share} of the newcomers of a month are seen again the month after.").format(
        share=percent(share, 1)
    )


def finding_of_newcomers(rows: pd.DataFrame) -> str:
    """How many of the people of a month are new, in one sentence."""
    whole = rows[rows["complete"]]
    if whole.empty:
        return _("The data hold no whole month yet.")
    last = whole[whole["month"] == whole["month"].max()].set_index("kind")["share"]
    return _("In the last whole month {share} of the people had come before.").format(
        share=percent(float(last.get("returning", 0.0)))
    )


@charting.drawn
def chart(look: Look) -> alt.TopLevelMixin:
    """For the rows of `returns`: the share that has bought again, over days, with its band."""
    palette = look.palette
    told = charting.percent("datum.share", 1)
    band = charting.sentence(
        _("{low} to {high}"),
        low=charting.percent("datum.low", 1),
        high=charting.percent("datum.high", 1),
    )
    base = (
        alt.Chart(charting.source())
        .transform_calculate(told=told, band=band)
        .encode(
            x=alt.X(
                "days:Q",
                scale=alt.Scale(domainMin=0, nice=False),
                axis=alt.Axis(title=_("Days since the first purchase"), tickCount=6, format=",d"),
            ),
            tooltip=[
                alt.Tooltip("days:Q", title=_("Days"), format=",d"),
                alt.Tooltip("told:N", title=_("Bought again")),
                alt.Tooltip("band:N", title=_("95% interval")),
                alt.Tooltip("at_risk:Q", title=_("People watched so long"), format=",.0f"),
            ],
        )
    )
    axis = alt.Axis(title=None, format=".0%", tickCount=4, grid=True)
    y = alt.Y("share:Q", axis=axis, scale=alt.Scale(domainMin=0))
    area = base.mark_area(interpolate="step-after", color=palette.accent, opacity=0.2).encode(
        y=alt.Y("low:Q", axis=axis, scale=alt.Scale(domainMin=0)), y2="high:Q"
    )
    line = base.mark_line(interpolate="step-after", color=palette.accent, strokeWidth=2).encode(y=y)
    point = base.mark_point(size=look.scaled(120), opacity=0, filled=True).encode(y=y)
    return alt.layer(area, line, point).properties(width="container", height=look.scaled(240))


@charting.drawn
def chart_of_cohorts(look: Look) -> alt.TopLevelMixin:
    """For the rows of `cohorts`: a cell for each month since, the share on it, blank where it cannot
    be seen yet."""
    palette = look.palette
    base = (
        alt.Chart(charting.source())
        .transform_filter("datum.months > 0")
        .transform_calculate(
            name=f"timeFormat(datum.cohort, '%b %Y') + ' (' + {charting.whole('datum.size')} + ')'",
            told="format(datum.share, '.0%')",
            exact=charting.percent("datum.share", 1),
        )
        .transform_joinaggregate(largest="max(share)")
        .transform_calculate(
            ink=charting.ink(look, "datum.share / datum.largest"),
            strength="datum.share / datum.largest",
        )
    )
    x = alt.X(
        "months:O",
        axis=alt.Axis(orient="top", title=_("Months since the first"), labelAngle=0),
        scale=alt.Scale(paddingInner=0.04, paddingOuter=0),
    )
    y = alt.Y(
        "name:N",
        sort=alt.EncodingSortField("cohort", op="min"),
        axis=alt.Axis(title=None, labelOverlap=False),
        scale=alt.Scale(paddingInner=0.06, paddingOuter=0),
    )
    cell = base.mark_rect(cornerRadius=3).encode(
        x=x,
        y=y,
        color=alt.Color(
            "strength:Q",
            scale=alt.Scale(domain=[0, 1], range=list(palette.sequential), interpolate="lab"),
            legend=None,
        ),
        opacity=alt.when(f"datum.size < {intervals.FEW}")
        .then(alt.value(0.45))
        .otherwise(alt.value(1)),
        tooltip=[
            alt.Tooltip("name:N", title=_("First came in (people)")),
            alt.Tooltip("months:O", title=_("Months since")),
            alt.Tooltip("people:Q", title=_("Of these seen"), format=",.0f"),
            alt.Tooltip("exact:N", title=_("Share")),
        ],
    )
    room = f"bandwidth('x') / {look.scaled(7)}"
    bare = "format(100 * datum.share, '.0f')"
    fits = f"{room} > length(datum.told) ? datum.told : {room} > length({bare}) ? {bare} : ''"
    figure = base.mark_text(
        baseline="middle",
        fontSize=look.small,
        text=alt.ExprRef(fits),
        color=alt.ExprRef("datum.ink"),
    ).encode(x=x, y=y)
    return alt.layer(cell, figure).properties(width="container", height=alt.Step(look.scaled(30)))


@charting.drawn
def chart_of_newcomers(look: Look) -> alt.TopLevelMixin:
    """For the rows of `newcomers`: a bar per month, the returning people below, the new ones above; pale
    where the month is not whole."""
    palette = look.palette
    kinds = f"datum.kind == 'new' ? {_('New')!r} : {_('Returning')!r}"
    base = alt.Chart(charting.source()).transform_calculate(
        kind_told=kinds,
        told=charting.percent("datum.share"),
        when="timeFormat(datum.month, '%b %Y')",
        place="datum.kind == 'new' ? 1 : 0",
    )
    bars = base.mark_bar(cornerRadius=2).encode(
        x=alt.X(
            "yearmonth(month):O",
            axis=alt.Axis(title=None, format="%b", labelAngle=0, labelOverlap=True),
            scale=alt.Scale(paddingInner=0.25),
        ),
        y=alt.Y("people:Q", axis=alt.Axis(title=None, grid=True, tickCount=4, format="~s")),
        order=alt.Order("place:Q"),
        color=alt.Color(
            "kind_told:N",
            scale=alt.Scale(
                domain=[_("Returning"), _("New")], range=[palette.accent, palette.neutral]
            ),
            legend=alt.Legend(title=None),
        ),
        opacity=alt.when("datum.complete").then(alt.value(1)).otherwise(alt.value(0.45)),
        tooltip=[
            alt.Tooltip("when:N", title=_("Month")),
            alt.Tooltip("kind_told:N", title=_("People who are")),
            alt.Tooltip("people:Q", title=_("People"), format=",.0f"),
            alt.Tooltip("told:N", title=_("Of the month")),
        ],
    )
    sized: alt.Chart = bars.properties(width="container", height=look.scaled(220))
    return sized
