"""Trends: events, people and conversion over days, weeks or months, beside the period before."""

import datetime as dt
from typing import Literal

import altair as alt
import numpy as np
import pandas as pd

from touchpoints import charting
from touchpoints.analyses import catalogue, goals, intervals
from touchpoints.analyses.tables import kept, table
from touchpoints.charting import Look
from touchpoints.i18n import N_, _, number, percent
from touchpoints.model import Filters, Goal
from touchpoints.workspaces import Workspace

Unit = Literal["day", "week", "month"]
Quantity = Literal["events", "people", "conversion"]

FREQUENCIES = {"day": "D", "week": "W-MON", "month": "MS"}
_LASTS = {
    "day": pd.DateOffset(days=0),
    "week": pd.DateOffset(days=6),
    "month": pd.offsets.MonthEnd(0),
}
NAMES = {"events": N_("Events"), "people": N_("People"), "conversion": N_("Conversion")}


@kept
def trends(
    workspace: Workspace, filters: Filters, *, unit: Unit = "week", goal: Goal | None = None
) -> pd.DataFrame:
    """One row per day, week or month of the period: begins_on, complete (whether the data hold it to its
    end), events, people, converted, conversion (of the people with an event in it, those who reach the
    goal in it) with Wilson's low and high; previous_begins_on, previous_events, previous_people,
    previous_conversion: the same of as many units directly before, NaN where the data do not hold them.

    The period begins with the unit that holds the first day of the filters; without one it is the later
    half of the data. Weeks begin on Monday.
    """
    goal = goal or goals.usual(workspace)
    values = {**filters.values(), **goal.values(), "since": None, "over": None, "unit": unit}
    found = table(workspace, "trend", values)
    begins = pd.to_datetime(found["begins_on"])
    if found.empty:
        return pd.DataFrame(columns=COLUMNS)
    every = pd.date_range(begins.min(), begins.max(), freq=FREQUENCIES[unit])
    series = found.set_index(begins)[["events", "people", "converted"]].reindex(every, fill_value=0)
    series["conversion"] = series["converted"] / series["people"].where(series["people"] > 0)
    first = _first(every, filters.since, unit)
    now = series.iloc[first:].copy()
    now["low"], now["high"] = intervals.wilson(now["converted"], now["people"])
    oldest, newest = catalogue.period(workspace) or (dt.date.min, dt.date.max)
    newest = filters.until or newest
    now["complete"] = [(begin + _LASTS[unit]).date() <= newest for begin in now.index]
    held = np.arange(len(now)) + first - len(now)
    if oldest > every[0].date():
        held[held == 0] = -1  # the data do not hold the first unit from its beginning
    before = series.reset_index(names="begins_on").reindex(held)
    for name in ("begins_on", "events", "people", "conversion"):
        now[f"previous_{name}"] = before[name].to_numpy()
    return now.reset_index(names="begins_on")[COLUMNS]


COLUMNS = [
    *("begins_on", "complete", "events", "people", "converted", "conversion", "low", "high"),
    *("previous_begins_on", "previous_events", "previous_people", "previous_conversion"),
]


def _first(every: pd.DatetimeIndex, since: dt.date | None, unit: Unit) -> int:
    if since is None:
        return len(every) // 2
    day = pd.Timestamp(since)
    begin = {"day": day, "week": day - pd.Timedelta(days=day.weekday())}.get(
        unit, day.replace(day=1)
    )
    place = int(np.searchsorted(every.to_numpy(), begin.to_datetime64()))
    return min(place, len(every) - 1)


def finding(rows: pd.DataFrame, quantity: Quantity) -> str:
    """How the period compares with the one before, in one sentence; whole units on both sides only."""
    whole = rows[rows["complete"].astype(bool)].dropna(subset=["previous_people"])
    if whole.empty:
        return _("The data hold no period before this one to compare with.")
    if quantity == "conversion":
        people, earlier = whole["people"].sum(), whole["previous_people"].sum()
        hits = whole["converted"].sum()
        previous_hits = (whole["previous_conversion"] * whole["previous_people"]).fillna(0).sum()
        low, high = intervals.wilson([hits, previous_hits], [people, earlier])
        if not people or not earlier or (low[0] <= high[1] and low[1] <= high[0]):
            return _(
                "Conversion does not differ from the period before beyond the margin of error."
            )
        return _("Conversion {now}, in the period before {before}.").format(
            now=percent(hits / people, 1), before=percent(previous_hits / earlier, 1)
        )
    now, before = whole[quantity].mean(), whole[f"previous_{quantity}"].mean()
    holes = {
        "what": _(NAMES[quantity]),
        "now": number(now),
        "before": number(before),
        "change": percent(abs(now / before - 1)) if before else "–",
    }
    if now >= before:
        return _(
            "{what}: {now} on average, {change} more than in the period before ({before})."
        ).format(**holes)
    return _(
        "{what}: {now} on average, {change} less than in the period before ({before})."
    ).format(**holes)


@charting.drawn
def chart(look: Look, quantity: Quantity = "people", unit: Unit = "week") -> alt.TopLevelMixin:
    """For the rows of `trends`: the period as a line (of a conversion with its band), the one before as
    a dashed one; what is not over yet is hollow."""
    palette = look.palette
    is_share = quantity == "conversion"
    told = charting.percent if is_share else charting.whole
    day = "'%b %Y'" if unit == "month" else "'%d %b %Y'"
    previous = f"datum.previous_{quantity}"
    base = (
        alt.Chart(charting.source())
        .transform_calculate(
            when=f"timeFormat(datum.begins_on, {day})",
            when_before=f"isValid({previous}) ? timeFormat(datum.previous_begins_on, {day}) : '–'",
            told=told(f"datum.{quantity}"),
            told_before=f"isValid({previous}) ? {told(previous)} : '–'",
        )
        .encode(
            x=alt.X(
                "begins_on:T",
                axis=alt.Axis(title=None, tickCount=6, labelOverlap=True, format="%d %b"),
            ),
            tooltip=[
                alt.Tooltip("when:N", title=_("From")),
                alt.Tooltip("told:N", title=_(NAMES[quantity])),
                alt.Tooltip("when_before:N", title=_("Before: from")),
                alt.Tooltip("told_before:N", title=_("Before")),
            ],
        )
    )
    axis = alt.Axis(
        title=None,
        grid=True,
        tickCount=4,
        labelExpr=charting.percent("datum.value") if is_share else charting.short("datum.value"),
    )
    scale = alt.Scale(domainMin=0)
    band = base.mark_area(color=palette.accent, opacity=0.2).encode(
        y=alt.Y("low:Q", axis=axis, scale=scale), y2="high:Q"
    )
    now = alt.Y(f"{quantity}:Q", axis=axis, scale=scale)
    before = base.mark_line(color=palette.quiet, strokeDash=[4, 3], strokeWidth=1.5).encode(
        y=alt.Y(f"previous_{quantity}:Q", axis=axis, scale=scale)
    )
    line = base.mark_line(color=palette.accent, strokeWidth=2).encode(y=now)
    dots = base.mark_point(size=look.scaled(40), filled=True, opacity=1, strokeWidth=1.5).encode(
        y=now,
        stroke=alt.value(palette.accent),
        fill=alt.when("datum.complete")
        .then(alt.value(palette.accent))
        .otherwise(alt.value(palette.paper)),
    )
    layers = [*([band] if is_share else []), before, line, dots]
    return alt.layer(*layers).properties(width="container", height=look.scaled(260))
