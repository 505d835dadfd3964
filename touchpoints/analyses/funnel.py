"""Funnel: how many people reach each step, and how long they take."""

import altair as alt
import numpy as np
import numpy.typing as npt
import pandas as pd

from touchpoints import charting
from touchpoints.analyses import intervals
from touchpoints.analyses.entrants import entrants, reaching
from touchpoints.analyses.plan import Plan
from touchpoints.analyses.tables import kept
from touchpoints.charting import Look
from touchpoints.i18n import _, duration, ngettext, number, percent
from touchpoints.model import Filters
from touchpoints.workspaces import Workspace


@kept
def funnel(workspace: Workspace, filters: Filters, asked: Plan) -> pd.DataFrame:
    """One row per step: step, people, share (of the first), conversion (of the step before) with
    its Wilson interval low and high, lost (since the step before), still_open (of the lost, those
    whose window had not ended), median_seconds, mean_seconds, p90_seconds (since the step before).

    In any order the rows are any one, any two, ... of the steps, and `step` is their number.
    ChoiceNotPossible.
    """
    found, steps = entrants(workspace, filters, asked), len(asked.steps)
    people = reaching(found.reached, steps)
    stopped = np.bincount(found.reached, minlength=steps + 1)[1:]
    still_open = np.bincount(found.reached[found.still_open], minlength=steps + 1)[1:]
    seconds = np.full((3, steps), np.nan)
    for step in range(2, int(found.reached.max(initial=0)) + 1):
        legs = found.seconds(step, since=step - 1)
        seconds[[0, 2], step - 1] = np.quantile(legs, [0.5, 0.9])
        seconds[1, step - 1] = legs.mean()
    before = np.append(0, people[:-1])
    low, high = intervals.wilson(people, before)
    return pd.DataFrame(
        {
            "step": asked.names,
            "people": people,
            "share": ratio(people, people[0]),
            "conversion": ratio(people, before),
            "low": low,
            "high": high,
            "lost": np.append(0, stopped[:-1]),
            "still_open": np.append(0, still_open[:-1]),
            "median_seconds": seconds[0],
            "mean_seconds": seconds[1],
            "p90_seconds": seconds[2],
        }
    )


def ratio(part: npt.ArrayLike, whole: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """part / whole, NaN where the whole is 0."""
    one, every = np.asarray(part, np.float64), np.asarray(whole, np.float64)
    ratio = np.full(one.shape, np.nan)
    np.divide(one, every, out=ratio, where=every != 0)
    return ratio


def finding(table: pd.DataFrame) -> str:
    """What the funnel shows, in one sentence: how many get through and where most are lost."""
    first, last = table.iloc[0], table.iloc[-1]
    if first["people"] == 0:
        return _("Nobody entered this funnel.")
    lost = table.sort_values("lost", ascending=False, kind="stable").iloc[0]
    if lost["lost"] == 0:
        return ngettext(
            "Everybody who starts reaches “{last}”: {count} person.",
            "Everybody who starts reaches “{last}”: {count} people.",
            int(first["people"]),
        ).format(last=last["step"])
    return ngettext(
        "The one person who starts does not reach “{last}” and is lost on the way to “{step}”.",
        "{share} of {count} people reach “{last}”; most are lost on the way to “{step}” ({lost}).",
        int(first["people"]),
    ).format(
        share=percent(last["share"], 0 if last["share"] >= 0.1 else 1),
        last=last["step"],
        step=lost["step"],
        lost=number(lost["lost"]),
    )


def pace(table: pd.DataFrame) -> str:
    """The slowest step, in one sentence; "" where nobody got beyond the first."""
    timed = table.dropna(subset=["median_seconds"]).sort_values("median_seconds", kind="stable")
    if timed.empty:
        return ""
    row = timed.iloc[-1]
    return _("The slowest step is “{step}”: half of the people take longer than {time}.").format(
        step=row["step"], time=duration(row["median_seconds"])
    )


@charting.drawn
def chart(look: Look, clickable: bool = False, dense: bool = False) -> alt.TopLevelMixin:
    """Bars from top to bottom, for the rows of `funnel`: people, the part lost since the step before
    as a pale bar, the interval of the conversion as a whisker. A click on a `clickable` one selects the
    `number` of the step as "drop". `dense` steps stand closer, for a room that needs large letters."""
    palette = look.palette
    percents = charting.sentence(
        _("{share} of the first, {conversion} of the previous step"),
        share=charting.percent("datum.share"),
        conversion=charting.percent("datum.conversion"),
    )
    times = charting.sentence(_("; median {time}"), time=charting.duration("datum.median_seconds"))
    interval = charting.sentence(
        _("{low} to {high}"),
        low=charting.percent("datum.low", 1),
        high=charting.percent("datum.high", 1),
    )
    unknown = "!isValid(datum.conversion)"
    base = (
        alt.Chart(charting.source())
        .transform_window(number="row_number()")
        .transform_window(before="lag(people)")
        .transform_calculate(
            title="datum.number + '. ' + datum.step",
            amount=charting.counted(
                "datum.people",
                _("{people} person"),
                _("{people} people"),
                people=charting.whole("datum.people"),
            ),
            note=(
                f"{unknown} ? '' : {percents}"
                f" + (width < {look.scaled(430)} || !isValid(datum.median_seconds) ? '' : {times})"
            ),
            least="datum.low * datum.before",
            most="datum.high * datum.before",
            from_first=charting.percent("datum.share", 1),
            from_previous=f"{unknown} ? '–' : {charting.percent('datum.conversion', 1)}",
            interval=f"{unknown} ? '–' : {interval}",
            time=f"isValid(datum.median_seconds) ? {charting.duration('datum.median_seconds')} : '–'",
        )
        .encode(
            y=alt.Y("number:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0)),
            tooltip=[
                alt.Tooltip("title:N", title=_("Step")),
                alt.Tooltip("people:Q", title=_("People"), format=",.0f"),
                alt.Tooltip("from_first:N", title=_("Of the first step")),
                alt.Tooltip("from_previous:N", title=_("Of the previous step")),
                alt.Tooltip("interval:N", title=_("95% interval")),
                alt.Tooltip("lost:Q", title=_("Lost since the previous step"), format=",.0f"),
                alt.Tooltip("still_open:Q", title=_("Of these, still open"), format=",.0f"),
                alt.Tooltip("time:N", title=_("Median time from the previous step")),
            ],
        )
    )
    across = alt.Scale(zero=True, nice=False)
    thick, above, below = look.scaled(20), -look.scaled(24), look.scaled(22)
    amount = alt.X("people:Q", axis=None, scale=across)
    lost = base.mark_bar(size=thick, color=palette.ghost).encode(
        x=alt.X("before:Q", axis=None, scale=across)
    )
    reached = base.mark_bar(size=thick, color=palette.accent).encode(x=amount)
    converted = base.transform_filter("isValid(datum.conversion)")
    whisker = converted.mark_rule(color=palette.ink, strokeWidth=1.5).encode(
        x=alt.X("least:Q", axis=None, scale=across), x2="most:Q"
    )
    ends = [
        converted.mark_tick(color=palette.ink, thickness=1.5, size=look.scaled(9)).encode(
            x=alt.X(f"{end}:Q", axis=None, scale=across)
        )
        for end in ("least", "most")
    ]
    title = base.mark_text(
        align="left",
        baseline="middle",
        dy=above,
        fontWeight=600,
        limit=alt.ExprRef(f"width - {look.scaled(110)}"),
    ).encode(x=alt.value(0), text="title:N")
    people = base.mark_text(align="right", baseline="middle", dy=above, fontWeight=600).encode(
        x=alt.value("width"), text="amount:N"
    )
    note = base.mark_text(
        align="left", baseline="middle", dy=below, fontSize=look.small, color=palette.quiet
    ).encode(x=alt.value(0), text="note:N")
    layers = [lost, reached, whisker, *ends, title, people, note]
    if clickable:
        drop = alt.selection_point(name="drop", fields=["number"], empty=False)
        row = base.mark_rect(opacity=0, cursor="pointer").encode(
            x=alt.value(0), x2=alt.value("width")
        )
        layers.append(row.add_params(drop))
    return alt.layer(*layers).properties(
        width="container", height=alt.Step(look.scaled(66 if dense else 78))
    )
