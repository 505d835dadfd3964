"""The funnel over time: how many of those who entered in each week get through."""

import datetime as dt

import altair as alt
import numpy as np
import pandas as pd

from touchpoints import charting
from touchpoints.analyses import intervals
from touchpoints.analyses.entrants import entrants
from touchpoints.analyses.funnel import ratio
from touchpoints.analyses.plan import Plan
from touchpoints.analyses.tables import kept, table
from touchpoints.charting import Look
from touchpoints.i18n import _, day, percent
from touchpoints.model import Filters
from touchpoints.workspaces import Workspace


@kept
def entry_weeks(workspace: Workspace, filters: Filters, asked: Plan) -> pd.DataFrame:
    """One row per week from the first entry to the last: week (its Monday), entered, people (who
    reached the last step), conversion with Wilson's low and high, still_open (people whose attempt of
    that week may yet go on), is_open (whether there are any). Weeks are those of the wall clock.

    A later attempt of somebody counts in its own week, should it get further. ChoiceNotPossible.
    """
    found, steps = entrants(workspace, filters, asked), len(asked.steps)
    columns = ["week", "entered", "people", "conversion", "low", "high", "still_open", "is_open"]
    if not len(found.person):
        return pd.DataFrame(columns=columns)
    week = found.week()
    since, there = week.min(), found.reached == steps
    entered = np.bincount(week - since)
    people = np.bincount(week[there] - since, minlength=len(entered))
    still_open = np.bincount(week[found.in_time & ~there] - since, minlength=len(entered))
    low, high = intervals.wilson(people, entered)
    origin = table(workspace, "clock", {})["origin"].iloc[0]
    mondays = [origin + dt.timedelta(weeks=int(since) + place) for place in range(len(entered))]
    return pd.DataFrame(
        {
            "week": pd.to_datetime(mondays),
            "entered": entered,
            "people": people,
            "conversion": ratio(people, entered),
            "low": low,
            "high": high,
            "still_open": still_open,
            "is_open": still_open > 0,
        }
    )


def finding(rows: pd.DataFrame) -> str:
    """Whether the conversion of the last weeks differs from that of the first ones, in one sentence.

    Weeks that are still open are left out; the others are halved.
    """
    over = rows[~rows["is_open"].astype(bool) & (rows["entered"] > 0)]
    if len(over) < 2:
        return _("There are no two weeks yet whose people have had all their time.")
    half = len(over) // 2
    parts = [over.iloc[:half], over.iloc[-half:]]
    people, entered = ([int(part[name].sum()) for part in parts] for name in ("people", "entered"))
    _difference, low, high = intervals.newcombe(
        np.array(people[1:]), np.array(entered[1:]), np.array(people[:1]), np.array(entered[:1])
    )
    before, now = people[0] / entered[0], people[1] / entered[1]
    if min(entered) < intervals.FEW or low[0] <= 0 <= high[0]:
        return _(
            "The share who get through has not changed beyond the margin of error ({before}, then {now})."
        ).format(before=percent(before, 1), now=percent(now, 1))
    told = (
        _("More people get through since {day}: {now}, {before} in the weeks before.")
        if now > before
        else _("Fewer people get through since {day}: {now}, {before} in the weeks before.")
    )
    return told.format(
        day=day(parts[1]["week"].iloc[0]), now=percent(now, 1), before=percent(before, 1)
    )


@charting.drawn
def chart(look: Look) -> alt.TopLevelMixin:
    """For the rows of `entry_weeks`: the share of each week with its interval; hollow while still open."""
    palette = look.palette
    interval = charting.sentence(
        _("{low} to {high}"),
        low=charting.percent("datum.low", 1),
        high=charting.percent("datum.high", 1),
    )
    base = (
        alt.Chart(charting.source())
        .transform_filter("datum.entered > 0")
        .transform_calculate(
            told=charting.percent("datum.conversion", 1),
            interval=interval,
            state=f"datum.is_open ? {charting.sentence(_('still open'))} : {charting.sentence(_('ended'))}",
        )
        .encode(
            x=alt.X(
                "week:T",
                title=_("Week of entry"),
                axis=alt.Axis(format="%d %b", labelOverlap=True, tickCount=8),
            ),
            tooltip=[
                alt.Tooltip("week:T", title=_("Week of entry"), format="%d %b %Y"),
                alt.Tooltip("told:N", title=_("Reach the last step")),
                alt.Tooltip("interval:N", title=_("95% interval")),
                alt.Tooltip("entered:Q", title=_("Enter the funnel"), format=",.0f"),
                alt.Tooltip("state:N", title=_("Their window")),
            ],
        )
    )
    share = alt.Y(
        "conversion:Q",
        title=None,
        scale=alt.Scale(zero=True),
        axis=alt.Axis(format=".0%", grid=True, tickCount=4),
    )
    whisker = base.mark_rule(color=palette.accent, strokeWidth=look.scaled(3), opacity=0.35).encode(
        y=alt.Y("low:Q", title=None), y2="high:Q"
    )
    line = (
        base.transform_filter("!datum.is_open")
        .mark_line(color=palette.accent, strokeWidth=2)
        .encode(y=share)
    )
    dot = base.mark_point(size=look.scaled(56), filled=True, opacity=1, strokeWidth=2).encode(
        y=share,
        stroke=alt.value(palette.accent),
        fill=alt.when("datum.is_open")
        .then(alt.value(palette.paper))
        .otherwise(alt.value(palette.accent)),
    )
    return alt.layer(whisker, line, dot).properties(width="container", height=look.scaled(260))
