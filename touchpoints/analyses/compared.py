"""A funnel against the same funnel of other people, step by step: the period before, a segment."""

import datetime as dt
from dataclasses import replace

import altair as alt
import numpy as np
import pandas as pd

from touchpoints import charting
from touchpoints.analyses import funnel, intervals
from touchpoints.analyses.plan import Plan
from touchpoints.analyses.tables import kept
from touchpoints.charting import Look
from touchpoints.i18n import _, number, percent
from touchpoints.model import Filters, Segment
from touchpoints.workspaces import Workspace

WHOLE = "(whole)"


def period_before(filters: Filters, period: tuple[dt.date, dt.date] | None) -> Filters | None:
    """The same filters over as many days just before theirs; None where no day is filtered away at the
    beginning, or where the data, which go from day to day of `period`, hold nothing before."""
    if filters.since is None or period is None:
        return None
    first, last = period
    days = ((filters.until or last) - filters.since).days + 1
    until = filters.since - dt.timedelta(days=1)
    if days < 1 or until < first:
        return None
    return replace(filters, since=filters.since - dt.timedelta(days=days), until=until)


def against(filters: Filters, segment: Segment) -> tuple[Filters, Filters]:
    """The filters of the two sides of a comparison with a segment: the people of the filters' own segment
    against it; where they have none, the people of it against everybody else."""
    if filters.segment is None:
        everybody_else = replace(segment, outside=not segment.outside)
        return replace(filters, segment=segment), replace(filters, segment=everybody_else)
    return filters, replace(filters, segment=segment)


@kept
def compared(workspace: Workspace, filters: Filters, other: Filters, asked: Plan) -> pd.DataFrame:
    """One row per step from the second on, and WHOLE (from the first to the last): step, people, base,
    conversion (of the step before), other_people, other_base, other_conversion; difference (conversion
    less the other one) with Newcombe's interval low and high; differs (whether it leaves out 0), few
    (whether a base is below 30). ChoiceNotPossible."""
    one, two = (
        funnel.funnel(workspace, part, asked)["people"].to_numpy() for part in (filters, other)
    )
    people, base = np.append(one[1:], one[-1]), np.append(one[:-1], one[0])
    other_people, other_base = np.append(two[1:], two[-1]), np.append(two[:-1], two[0])
    difference, low, high = intervals.newcombe(people, base, other_people, other_base)
    return pd.DataFrame(
        {
            "step": [*asked.names[1:], WHOLE],
            "people": people,
            "base": base,
            "conversion": funnel.ratio(people, base),
            "other_people": other_people,
            "other_base": other_base,
            "other_conversion": funnel.ratio(other_people, other_base),
            "difference": difference,
            "low": low,
            "high": high,
            "differs": (low > 0) | (high < 0),
            "few": np.minimum(base, other_base) < intervals.FEW,
        }
    )


def points(difference: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    return ("+" if difference > 0 else "") + number(100 * difference, 1)


def finding(rows: pd.DataFrame) -> str:
    """Which step differs most from the other side, beyond the margin of error, in one sentence."""
    sure = rows[rows["differs"] & ~rows["few"]]
    if sure.empty and rows["few"].all():
        return _("One of the two sides has fewer than {few} people.").format(few=intervals.FEW)
    if sure.empty:
        return _("No step differs between the two sides beyond the margin of error.")
    row = sure.iloc[int(sure["difference"].abs().argmax())]
    told = (
        _(
            "“{step}” is higher: {now} against {before}, {points} points (95% interval {low} to {high})."
        )
        if row["difference"] > 0
        else _(
            "“{step}” is lower: {now} against {before}, {points} points (95% interval {low} to {high})."
        )
    )
    return told.format(
        step=row["step"],
        before=percent(row["other_conversion"], 1),
        now=percent(row["conversion"], 1),
        points=points(row["difference"]),
        low=points(row["low"]),
        high=points(row["high"]),
    )


@charting.drawn
def chart(look: Look, rows: int) -> alt.TopLevelMixin:
    """For the `rows` rows of `compared`: the difference as a dot with its interval beside the line of no
    difference, hollow below 30 people; both conversions beside the name."""
    palette = look.palette

    def signed(expression: str) -> str:
        return f"format(100 * {expression}, '+,.1f')"

    pair = charting.sentence(
        _("{now} against {before}"),
        before=charting.percent("datum.other_conversion", 1),
        now=charting.percent("datum.conversion", 1),
    )
    shares = [
        charting.sentence(
            _("{share} of {people}"),
            share=charting.percent(f"datum.{name}conversion", 1),
            people=charting.whole(f"datum.{name}base"),
        )
        for name in ("", "other_")
    ]
    interval = charting.sentence(
        _("{low} to {high}"), low=signed("datum.low"), high=signed("datum.high")
    )
    base = (
        alt.Chart(charting.source())
        .transform_window(number="row_number()")
        .transform_filter("isValid(datum.difference)")
        .transform_calculate(
            pair=pair,
            now=shares[0],
            before=shares[1],
            told=signed("datum.difference"),
            interval=interval,
            figure=f"{pair} + '  (' + {signed('datum.difference')} + ')'",
        )
        .encode(
            y=alt.Y("number:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0)),
            tooltip=[
                alt.Tooltip("step:N", title=_("Step")),
                alt.Tooltip("now:N", title=_("This side")),
                alt.Tooltip("before:N", title=_("The other side")),
                alt.Tooltip("told:N", title=_("Difference in points")),
                alt.Tooltip("interval:N", title=_("95% interval")),
            ],
        )
    )
    scale = alt.Scale(zero=True, nice=True)
    axis = alt.Axis(
        orient="top", tickCount=5, title=_("Difference in percentage points"),
        labelExpr="datum.value == 0 ? '0' : format(100 * datum.value, '+,.2~f')",
        labelColor=palette.quiet, labelFontSize=look.small, grid=True,
        gridColor={
            "condition": {"test": "datum.value == 0", "value": palette.ink}, "value": palette.line,
        },
    )  # fmt: skip
    shade = (
        alt.when("datum.differs && datum.difference < 0")
        .then(alt.value(palette.negative))
        .when("datum.differs && datum.difference > 0")
        .then(alt.value(palette.positive))
        .otherwise(alt.value(palette.quiet))
    )
    fill = (
        alt.when("datum.few")
        .then(alt.value(palette.paper))
        .when("datum.differs && datum.difference < 0")
        .then(alt.value(palette.negative))
        .when("datum.differs && datum.difference > 0")
        .then(alt.value(palette.positive))
        .otherwise(alt.value(palette.quiet))
    )
    down, up = look.scaled(13), -look.scaled(7)
    whisker = base.mark_rule(strokeWidth=look.scaled(4), opacity=0.4, yOffset=down).encode(
        x=alt.X("low:Q", axis=axis, scale=scale), x2="high:Q", color=shade
    )
    dot = base.mark_point(
        size=look.scaled(64), filled=True, opacity=1, strokeWidth=2, yOffset=down
    ).encode(x=alt.X("difference:Q", axis=axis, scale=scale), stroke=shade, fill=fill)
    name = base.mark_text(
        align="left", baseline="middle", dy=up, fontSize=look.small, fontWeight=600,
        limit=alt.ExprRef(f"width - {look.scaled(170)}"),
    ).encode(x=alt.value(0), text="step:N")  # fmt: skip
    figure = base.mark_text(align="right", baseline="middle", dy=up, fontSize=look.small).encode(
        x=alt.value("width"), text="figure:N"
    )
    return alt.layer(whisker, dot, name, figure).properties(
        width="container", height=rows * look.scaled(46)
    )
