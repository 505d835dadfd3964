"""The funnel of each channel, class of touchpoint, or segment."""

from collections.abc import Mapping

import altair as alt
import numpy as np
import numpy.typing as npt
import pandas as pd

from touchpoints import charting
from touchpoints.analyses import intervals
from touchpoints.analyses.entrants import Entrants, entrants, reaching
from touchpoints.analyses.funnel import ratio
from touchpoints.analyses.plan import Plan
from touchpoints.analyses.segments import are_in
from touchpoints.analyses.tables import kept
from touchpoints.charting import Look
from touchpoints.i18n import _, percent
from touchpoints.model import UNKNOWN, Filters, Segment
from touchpoints.workspaces import Workspace

People = dict[str, npt.NDArray[np.int64]]


@kept
def by_channel(workspace: Workspace, filters: Filters, asked: Plan) -> pd.DataFrame:
    """One row per channel and step: group (the channel), step, people, share (of the channel's first
    step), conversion (of the step before), low, high (Wilson's interval of the conversion).

    People are split by the channel of the event that opened their counted attempt, so that the
    channels add up to the funnel; those with most people come first. ChoiceNotPossible.
    """
    found = entrants(workspace, filters, asked)
    return _rows(_split(found, found.opened("channel"), len(asked.steps)), asked)


def by_class(
    workspace: Workspace, filters: Filters, asked: Plan, class_of: Mapping[str, str]
) -> pd.DataFrame:
    """The same by the class of the touchpoint that opened the counted attempt."""
    found = entrants(workspace, filters, asked)
    opened = found.opened("touchpoint").map(lambda name: class_of.get(name, UNKNOWN))
    return _rows(_split(found, opened, len(asked.steps)), asked)


@kept
def by_segment(
    workspace: Workspace, filters: Filters, asked: Plan, chosen: tuple[Segment, ...]
) -> pd.DataFrame:
    """The same of the people of each segment; a person may be in several."""
    found, steps = entrants(workspace, filters, asked), len(asked.steps)
    people = {
        one.name: reaching(found.reached[are_in(workspace, found.person, one)], steps)
        for one in chosen
    }
    return _rows(people, asked)


def _split(found: Entrants, group: "pd.Series[str]", steps: int) -> People:
    codes, names = pd.factorize(group, sort=True)
    return {
        str(name): reaching(found.reached[codes == code], steps) for code, name in enumerate(names)
    }


def _rows(people_of: People, asked: Plan) -> pd.DataFrame:
    steps = asked.names
    wide = pd.DataFrame(people_of.values(), index=list(people_of), columns=range(len(steps)))
    wide = wide.astype("int64")
    wide = wide[wide[0] > 0].sort_values(list(wide.columns), ascending=False, kind="stable")
    people = wide.to_numpy()
    before = np.pad(people[:, :-1], ((0, 0), (1, 0)))
    low, high = intervals.wilson(people, before)
    return pd.DataFrame(
        {
            "group": np.repeat(wide.index.to_numpy(), len(steps)),
            "step": steps * len(wide),
            "people": people.ravel(),
            "share": ratio(people, people[:, :1]).ravel(),
            "conversion": ratio(people, before).ravel(),
            "low": low.ravel(),
            "high": high.ravel(),
        }
    )


@charting.drawn
def chart(look: Look, groups: int, steps: int, numbered: bool = True) -> alt.TopLevelMixin:
    """For the rows of `by_channel`: under each step one line per group, its conversion from the step
    before as a dot with its interval, best first; hollow below 30 people. Steps are `numbered` where all
    of them are there."""
    palette = look.palette
    row, header = look.scaled(30), 1.25
    value = charting.sentence(
        _("{share} of {people}"),
        share=charting.percent("datum.conversion"),
        people=charting.whole("datum.base"),
    )
    interval = charting.sentence(
        _("{low} to {high}"),
        low=charting.percent("datum.low", 1),
        high=charting.percent("datum.high", 1),
    )
    names = f"min({look.scaled(190)}, width * 0.34)"
    values = f"{look.scaled(90)}"
    base = (
        alt.Chart(charting.source())
        .transform_window(number="row_number()", groupby=["group"])
        .transform_window(base="lag(people)", groupby=["group"])
        .transform_filter("datum.number > 1")
        .transform_window(
            place="row_number()",
            sort=[
                alt.SortField("number", order="ascending"),
                alt.SortField("conversion", order="descending"),
                alt.SortField("base", order="descending"),
            ],
        )
        .transform_calculate(
            line=f"datum.place + (datum.number - 1) * {header} - 0.5",
            heading=f"(datum.number - 1) * ({groups} + {header}) - {groups} - 0.45",
            value=f"datum.base > 0 ? {value} : '–'",
            interval=f"datum.base > 0 ? {interval} : '–'",
            few=f"datum.base < {intervals.FEW}",
            lines=charting.wrapped("datum.group", look.scaled(600)),
        )
    )
    height = (steps - 1) * (groups + header)
    down = alt.Scale(domain=[0, height], reverse=True, nice=False)
    x = alt.Scale(
        domain=[0, 1],
        range=[alt.ExprRef(names), alt.ExprRef(f"width - {values} - {look.scaled(12)}")],
    )
    percents = alt.Axis(
        orient="top", values=[0, 0.5, 1], format=".0%", title=None, labelColor=palette.quiet
    )
    rows = base.encode(
        y=alt.Y("line:Q", axis=None, scale=down),
        tooltip=[
            alt.Tooltip("group:N", title=_("Group")),
            alt.Tooltip("step:N", title=_("Step")),
            alt.Tooltip("value:N", title=_("Of the previous step")),
            alt.Tooltip("interval:N", title=_("95% interval")),
            alt.Tooltip("people:Q", title=_("People"), format=",.0f"),
        ],
    )
    zero = rows.mark_rule(color=palette.line).encode(
        x=alt.XDatum(0, type="quantitative", axis=percents, scale=x), x2=alt.X2Datum(1)
    )
    whisker = rows.mark_rule(color=palette.accent, strokeWidth=look.scaled(4), opacity=0.4).encode(
        x=alt.X("low:Q", axis=percents, scale=x), x2="high:Q"
    )
    dot = rows.mark_point(size=look.scaled(64), filled=True, opacity=1, strokeWidth=2).encode(
        x=alt.X("conversion:Q", axis=percents, scale=x),
        **charting.hollow_where_few(look),
    )
    name = rows.mark_text(
        align="left", baseline="middle", fontSize=look.small, **charting.centred_lines(look)
    ).encode(x=alt.value(0), text="lines:N")
    figure = rows.mark_text(align="right", baseline="middle", fontSize=look.small).encode(
        x=alt.value("width"), text="value:N"
    )
    heading = (
        base.transform_aggregate(groupby=["number", "step", "heading"])
        .transform_calculate(title="datum.number + '. ' + datum.step" if numbered else "datum.step")
        .mark_text(align="left", baseline="middle", fontWeight=600, limit=alt.ExprRef("width"))
        .encode(
            x=alt.value(0),
            y=alt.Y("heading:Q", axis=None, scale=down),
            text="title:N",
        )
    )
    return alt.layer(zero, whisker, dot, name, figure, heading).properties(
        width="container", height=height * row
    )


def finding(table: pd.DataFrame) -> str:
    """At which step the groups part most, in one sentence; that nothing can be said where the
    intervals overlap or people are few."""
    if not _worst_and_best(table):
        return _("No two groups have {few} people or more to compare.").format(few=intervals.FEW)
    apart = furthest_apart(table)
    if apart is None:
        return _("These groups do not differ beyond the margin of error.")
    worst, best = apart
    return _("On the way to “{step}”, {least} of “{worst}” go on, and {most} of “{best}”.").format(
        step=worst["step"],
        worst=worst["group"],
        least=percent(worst["conversion"]),
        best=best["group"],
        most=percent(best["conversion"]),
    )


def furthest_apart(table: pd.DataFrame) -> tuple[pd.Series, pd.Series] | None:
    """The worst and the best group of the step at which they part most; None where none do."""
    apart = [pair for pair in _worst_and_best(table) if pair[0]["high"] < pair[1]["low"]]
    return max(apart, key=lambda pair: pair[1]["conversion"] - pair[0]["conversion"], default=None)


def _worst_and_best(table: pd.DataFrame) -> list[tuple[pd.Series, pd.Series]]:
    rows = table.assign(base=table.groupby("group", sort=False)["people"].shift())
    sure = rows[rows["base"] >= intervals.FEW].sort_values("conversion", kind="stable")
    pairs = [(step.iloc[0], step.iloc[-1]) for _name, step in sure.groupby("step", sort=False)]
    return [(worst, best) for worst, best in pairs if worst["group"] != best["group"]]
