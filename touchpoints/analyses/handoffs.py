"""Hand-offs: what is lost where people change from one channel to another."""

import altair as alt
import pandas as pd

from touchpoints import charting
from touchpoints.analyses import goals, intervals, journeys
from touchpoints.analyses.tables import kept, table
from touchpoints.charting import Look
from touchpoints.i18n import _, percent
from touchpoints.model import Dimension, Filters, Goal
from touchpoints.workspaces import Workspace

MOST = 12


@kept
def handoffs(
    workspace: Workspace,
    filters: Filters,
    *,
    over: Dimension = "channel",
    goal: Goal | None = None,
) -> pd.DataFrame:
    """One row per change from one place to another, most people first: origin, destination, people,
    converted, conversion (the share that reached the goal afterwards) with its Wilson interval low and
    high; stayed, staying, staying_low, staying_high (people, and the same share, for who had two
    contacts in a row at the origin); difference (conversion less staying); differs (whether the two
    intervals have nothing in common).

    A person counts once in a change and once as staying, and may count in both; only contacts up to the
    first one that reaches the goal count. Without a goal it is `goals.usual`.
    """
    values = journeys.bound(
        workspace, filters, over=over, folded=False, goal=goal or goals.usual(workspace)
    )
    found = table(workspace, "handoffs", values)
    found["conversion"] = found["converted"] / found["people"]
    found["low"], found["high"] = intervals.wilson(found["converted"], found["people"])
    stays = found[found["origin"] == found["destination"]].set_index("origin")
    changes = found[found["origin"] != found["destination"]].reset_index(drop=True)
    changes["stayed"] = changes["origin"].map(stays["people"]).fillna(0).astype("int64")
    for name, stay in (("staying", "conversion"), ("staying_low", "low"), ("staying_high", "high")):
        changes[name] = changes["origin"].map(stays[stay]).astype("float64")
    changes["difference"] = changes["conversion"] - changes["staying"]
    changes["differs"] = (changes["low"] > changes["staying_high"]) | (
        changes["high"] < changes["staying_low"]
    )
    return changes


def finding(changes: pd.DataFrame) -> str:
    """The change after which most is lost beyond doubt, in one sentence."""
    sure = changes[
        changes["differs"]
        & (changes["people"] >= intervals.FEW)
        & (changes["stayed"] >= intervals.FEW)
    ].assign(lost=lambda rows: -rows["difference"] * rows["people"])
    if changes.empty:
        return _("Nobody changes from one place to another on the way to the goal.")
    worst = sure.sort_values("lost", ascending=False, kind="stable")
    if worst.empty or worst["lost"].iloc[0] <= 0:
        return _("No change loses more people than staying does, beyond the margin of error.")
    row = worst.iloc[0]
    return _(
        "From “{origin}” to “{destination}” most is lost: {share} go on to the goal, {staying} of those "
        "who stay."
    ).format(
        origin=row["origin"],
        destination=row["destination"],
        share=percent(row["conversion"]),
        staying=percent(row["staying"]),
    )


@charting.drawn
def chart(look: Look, changes: int) -> alt.TopLevelMixin:
    """For the first rows of `handoffs`: the share that goes on after the change as a dot with its
    interval, and that of who stays as a tick; hollow below 30 people."""
    palette = look.palette
    row = look.scaled(52)
    told = charting.sentence(
        _("{share} of {people}; staying {staying}"),
        share=charting.percent("datum.conversion"),
        people=charting.whole("datum.people"),
        staying=f"(isValid(datum.staying) ? {charting.percent('datum.staying')} : '–')",
    )
    interval = charting.sentence(
        _("{low} to {high}"),
        low=charting.percent("datum.low", 1),
        high=charting.percent("datum.high", 1),
    )
    staying = charting.sentence(
        _("{share} of {people}"),
        share=charting.percent("datum.staying", 1),
        people=charting.whole("datum.stayed"),
    )
    base = (
        alt.Chart(charting.source())
        .transform_window(number="row_number()")
        .transform_filter(f"datum.number <= {changes}")
        .transform_calculate(
            way=charting.sentence(
                _("{place} → {next}"), place="datum.origin", next="datum.destination"
            ),
            told=told,
            interval=interval,
            exact=charting.percent("datum.conversion", 1),
            staying_told=f"isValid(datum.staying) ? {staying} : '–'",
            few=f"datum.people < {intervals.FEW}",
            is_worse="datum.differs && datum.difference < 0",
            is_better="datum.differs && datum.difference > 0",
        )
        .encode(
            y=alt.Y("number:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0)),
            tooltip=[
                alt.Tooltip("way:N", title=_("Change")),
                alt.Tooltip("people:Q", title=_("People"), format=",.0f"),
                alt.Tooltip("exact:N", title=_("Reach the goal afterwards")),
                alt.Tooltip("interval:N", title=_("95% interval")),
                alt.Tooltip("staying_told:N", title=_("Of those who stay")),
            ],
        )
    )
    scale = alt.Scale(domain=[0, 1], nice=False)
    axis = alt.Axis(
        orient="top", values=[0, 0.25, 0.5, 0.75, 1], format=".0%", title=None,
        labelColor=palette.quiet, labelFontSize=look.small,
    )  # fmt: skip
    x = alt.X("conversion:Q", axis=axis, scale=scale)
    shade = (
        alt.when("datum.is_worse")
        .then(alt.value(palette.negative))
        .when("datum.is_better")
        .then(alt.value(palette.positive))
        .otherwise(alt.value(palette.quiet))
    )
    down = look.scaled(14)
    line = base.mark_rule(color=palette.line, yOffset=down).encode(
        x=alt.XDatum(0, type="quantitative", axis=axis, scale=scale), x2=alt.X2Datum(1)
    )
    whisker = base.mark_rule(strokeWidth=look.scaled(4), opacity=0.4, yOffset=down).encode(
        x=alt.X("low:Q", axis=axis, scale=scale), x2="high:Q", color=shade
    )
    tick = base.mark_tick(
        color=palette.ink, thickness=2, size=look.scaled(16), yOffset=down
    ).encode(x=alt.X("staying:Q", axis=axis, scale=scale))
    dot = base.mark_point(
        size=look.scaled(64), filled=True, opacity=1, strokeWidth=2, yOffset=down
    ).encode(
        x=x,
        stroke=shade,
        fill=alt.when("datum.few").then(alt.value(palette.paper)).when("datum.is_worse")
        .then(alt.value(palette.negative)).when("datum.is_better")
        .then(alt.value(palette.positive)).otherwise(alt.value(palette.quiet)),
    )  # fmt: skip
    roomy = f"width > {look.scaled(520)}"
    name = base.mark_text(
        align="left", baseline="middle", dy=-look.scaled(6), fontWeight=600, fontSize=look.small,
        limit=alt.ExprRef(f"{roomy} ? width - {look.scaled(190)} : width - {look.scaled(60)}"),
    ).encode(x=alt.value(0), text="way:N")  # fmt: skip
    figure = base.mark_text(
        align="right", baseline="middle", dy=-look.scaled(6), fontSize=look.small,
        color=palette.quiet,
        text=alt.ExprRef(f"{roomy} ? datum.told : datum.exact"),
    ).encode(x=alt.value("width"))  # fmt: skip
    return alt.layer(line, whisker, tick, dot, name, figure).properties(
        width="container", height=alt.Step(row)
    )
