"""Scores, complaints and waits over time: by day, week or month, with their intervals."""

import datetime as dt
from typing import Literal

import altair as alt
import pandas as pd
from babel.dates import format_skeleton

from touchpoints import charting, i18n
from touchpoints.analyses import hours, intervals, response, scores, sentiment
from touchpoints.analyses.tables import kept, table
from touchpoints.charting import Look
from touchpoints.i18n import _, duration, percent
from touchpoints.model import Filters, Measure
from touchpoints.workspaces import Workspace

Unit = Literal["day", "week", "month"]
Quantity = Measure | Literal["complaints", "wait"]
_FREQUENCIES = {"day": "D", "week": "W-SUN", "month": "M"}


@kept
def score_trend(
    workspace: Workspace, filters: Filters, question: str, unit: Unit = "month"
) -> pd.DataFrame:
    """One row per period with answers to the question, in order: begins_on (its first day,
    "2026-05-01") and the
    columns of `scores.scores`."""
    found = table(workspace, "scores_over_time", {**filters.values(), "unit": unit})
    found = found[found["question"] == question].reset_index(drop=True)
    return scores.summarised(_written(found), "begins_on")


def _written(found: pd.DataFrame) -> pd.DataFrame:
    """The periods by their first day as text: a browser reads a date in its own time zone."""
    return found.assign(place=pd.to_datetime(found["place"]).dt.strftime("%Y-%m-%d"))


@kept
def complaints(workspace: Workspace, filters: Filters, unit: Unit = "month") -> pd.DataFrame:
    """One row per period with comments that say how they feel: begins_on, measure ("complaints"),
    score (the share that is negative), low, high, n, few."""
    found = table(workspace, "sentiment_over_time", {**filters.values(), "unit": unit})
    rows = sentiment.summarised(_written(found), "begins_on")
    rows = rows[(rows["label"] == "negative") & (rows["n"] > 0)].reset_index(drop=True)
    rows = rows.rename(columns={"share": "score"}).assign(measure="complaints")
    return rows[["begins_on", "measure", "score", "low", "high", "n", "few"]]


@kept
def waits(workspace: Workspace, filters: Filters, unit: Unit = "month") -> pd.DataFrame:
    """One row per period with answered requests: begins_on, measure ("wait"), score (the median seconds
    from a request to its reply, by when it was asked), low, high, n, few."""
    given = response.exchange(workspace)
    asked = response.requests(workspace, filters, given, open_=hours.hours(workspace))
    asked = asked.dropna(subset=["waited", "asked_at"])
    periods = asked["asked_at"].dt.to_period(_FREQUENCIES[unit]).dt.start_time
    grouped = asked.groupby(periods.dt.strftime("%Y-%m-%d"))["waited"]
    ends = [intervals.median(waited) for _period, waited in grouped]
    rows = pd.DataFrame({"measure": "wait", "score": grouped.median(), "n": grouped.count()})
    rows["low"], rows["high"] = zip(*ends, strict=True) if ends else ([], [])
    rows["few"] = rows["n"] < intervals.FEW
    return rows.rename_axis("begins_on").reset_index()


def finding(rows: pd.DataFrame, unit: Unit) -> str:
    """Between which periods a score surely differs most; or that none does."""
    sure = rows[~rows["few"]].sort_values("score", kind="stable")
    if len(sure) < 2:
        return _("Fewer than two periods have {few} answers or more.").format(few=intervals.FEW)
    lowest, highest = sure.iloc[0], sure.iloc[-1]
    if highest["low"] <= lowest["high"]:
        return _(
            "{score}: no clear change over time; the differences are within the margin of error."
        ).format(score=_name(lowest["measure"]))
    holes = {
        "score": _name(lowest["measure"]),
        "highest": period(highest["begins_on"], unit),
        "top": _figure(highest["measure"], highest["score"]),
        "lowest": period(lowest["begins_on"], unit),
        "bottom": _figure(lowest["measure"], lowest["score"]),
    }
    if highest["measure"] == "complaints":
        return _(
            "Most complaints in {highest} ({top} of the comments), fewest in {lowest} ({bottom})."
        ).format(**holes)
    if highest["measure"] == "wait":
        return _(
            "Longest waits in {highest} (half of them {top} or more), shortest in {lowest} ({bottom})."
        ).format(**holes)
    return _("{score}: highest in {highest} ({top}), lowest in {lowest} ({bottom}).").format(
        **holes
    )


def _name(measure: str) -> str:
    """What the measure is called."""
    others = {"complaints": _("Negative comments"), "wait": _("Median wait")}
    return others.get(measure) or scores.short_names()[measure]


def period(begins_on: str, unit: Unit) -> str:
    """How a period is called: "May 2026", the week by its first day, or the day."""
    first = dt.date.fromisoformat(begins_on)
    if unit == "month":
        locale = i18n.LOCALES[i18n.language()]
        return str(format_skeleton("yMMMM", first, locale=locale))
    if unit == "day":
        return i18n.day(first)
    return _("the week of {day}").format(day=i18n.day(first))


def _figure(measure: str, score: float) -> str:
    if measure == "wait":
        return duration(score)
    return percent(score) if measure == "complaints" else scores.figure(measure, score)


def _written_as(measure: Quantity, expression: str, share_digits: int = 0) -> str:
    """A Vega expression: a figure of this kind as it is read."""
    if measure == "wait":
        return charting.duration(expression)
    if measure in ("csat", "complaints"):
        return charting.percent(expression, share_digits)
    return charting.decimals(expression, 0 if measure == "nps" else 1)


@charting.drawn
def chart(look: Look, measure: Quantity = "nps", unit: Unit = "month") -> alt.TopLevelMixin:
    """A line with the band of its interval, a dot for each period, hollow where there are few answers;
    the newest figure stands at its end."""
    palette = look.palette
    is_share = measure in ("csat", "complaints")
    colour = palette.negative if measure == "complaints" else palette.accent
    written = _written_as(measure, "datum.score")
    interval = charting.sentence(
        _("{low} to {high}"),
        low=_written_as(measure, "datum.low", 1),
        high=_written_as(measure, "datum.high", 1),
    )
    room = look.scaled(78 if measure == "wait" else 58)
    x = alt.X(
        "begins_on:T",
        scale=alt.Scale(type="utc", range=[look.scaled(8), alt.ExprRef(f"width - {room}")]),
        axis=alt.Axis(
            title=None,
            format="%b %Y" if unit == "month" else "%d %b",
            tickCount=alt.ExprRef(f"max(2, floor(width / {look.scaled(95)}))"),
            labelFlush=False,
            labelOverlap=True,
            labelPadding=look.scaled(12),
        ),
    )
    axis = alt.Axis(
        title=None,
        format=".0%" if is_share else ",.0f" if measure == "nps" else ",.1f",
        tickCount=4,
        grid=True,
        labelColor=palette.quiet,
    )
    scale = alt.Scale(zero=measure == "complaints", nice=True)
    if measure == "wait":  # one late reply among few would press all others to the ground
        axis = alt.Axis(
            title=None,
            values=response.TICKS,
            grid=True,
            labelColor=palette.quiet,
            labelExpr=charting.duration("datum.value"),
            labelOverlap=True,
            labelSeparation=6,
        )
        scale = alt.Scale(type="symlog", constant=response.MINUTE, zero=True, nice=False)
    base = (
        alt.Chart(charting.source())
        .transform_joinaggregate(newest="max(begins_on)")
        .transform_calculate(
            written=written,
            interval=f"isValid(datum.low) ? {interval} : '–'",
            # Days are days, wherever the reader's clock stands.
            from_day="utcFormat(toDate(datum.begins_on), '%d %b %Y')",
        )
        .encode(x=x)
    )
    band = base.mark_area(opacity=0.18, color=colour, interpolate="linear").encode(
        y=alt.Y("low:Q", axis=axis, scale=scale), y2="high:Q"
    )
    y = alt.Y("score:Q", axis=axis, scale=scale)
    line = base.mark_line(color=colour, strokeWidth=2).encode(y=y)
    dot = base.mark_point(
        size=look.scaled(50),
        opacity=1,
        strokeWidth=2,
        stroke=colour,
        fill=alt.ExprRef(f"datum.few ? {palette.paper!r} : {colour!r}"),
    ).encode(
        y=y,
        tooltip=[
            alt.Tooltip("from_day:N", title=_("From")),
            alt.Tooltip(
                "written:N",
                title={"complaints": _("Negative"), "wait": _("Median wait")}.get(
                    measure, _("Score")
                ),
            ),
            alt.Tooltip("interval:N", title=_("95% interval")),
            alt.Tooltip(
                "n:Q", title=_("Replies") if measure == "wait" else _("Answers"), format=",.0f"
            ),
        ],
    )
    newest = (
        base.transform_filter("datum.begins_on == datum.newest")
        .mark_text(align="left", baseline="middle", dx=9, fontWeight=600)
        .encode(y=y, text="written:N")
    )
    return alt.layer(band, line, dot, newest).properties(width="container", height=look.scaled(260))
