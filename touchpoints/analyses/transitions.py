"""Transitions: from where people go where next, and how long they take."""

import altair as alt
import pandas as pd

from touchpoints import charting
from touchpoints.analyses import catalogue, intervals, journeys
from touchpoints.analyses.tables import kept, table
from touchpoints.charting import Look
from touchpoints.i18n import _, duration, label, number, percent
from touchpoints.model import END, OTHER, START, Dimension, Filters
from touchpoints.workspaces import Workspace

LARGEST = 12
COLUMNS = ["origin", "destination", "times", "people", "share", "low", "high"]
SECONDS = ["median_seconds", "p90_seconds"]
PLACES = ["origin_place", "destination_place"]


@kept
def transitions(
    workspace: Workspace,
    filters: Filters,
    *,
    over: Dimension = "channel",
    repeats: bool = True,
    largest: int = journeys.MOST_PLACES,
) -> pd.DataFrame:
    """One row per pair of places that follow each other: origin, destination, times, people, share (of
    the moves from the origin) with its Wilson interval low and high, median_seconds, p90_seconds;
    origin_place and destination_place (the order in which to show the places).

    Journeys begin at "(start)" and end at "(end)", which take no time. Without `repeats`, moves from a
    place to itself are left out of the rows and the shares. The `largest` places stand alone, the rest
    are "(other)".
    """
    kept = journeys.kept_places(workspace, over, largest)
    clock = table(workspace, "clock", {})
    values = journeys.bound(workspace, filters, over=over, folded=False, kept=kept)
    values["ticks_per_second"] = clock["ticks_per_second"].iloc[0].item()
    found = table(workspace, "transitions", values)
    if not repeats:
        found = found[found["origin"] != found["destination"]].copy()
    total = found.groupby("origin")["times"].transform("sum")
    found["share"] = found["times"] / total
    found["low"], found["high"] = intervals.wilson(found["times"], total)
    order = [START, *(kept or catalogue.choices(workspace, over)), OTHER, END]
    ranks = {place: rank for rank, place in enumerate(order)}
    for name, place in zip(("origin", "destination"), PLACES, strict=True):
        found[place] = found[name].map(ranks)
    return found.sort_values(PLACES, ignore_index=True)[[*COLUMNS, *SECONDS, *PLACES]]


def finding(moves: pd.DataFrame) -> str:
    """Where people most often break off, in one sentence."""
    after = moves[~moves["origin"].isin([START, label(START)])]
    after = after.assign(contacts=after.groupby("origin")["times"].transform("sum"))
    ends = after[
        after["destination"].isin([END, label(END)]) & (after["contacts"] >= intervals.FEW)
    ]
    if ends.empty:
        return _("No place has {few} moves or more yet.").format(few=intervals.FEW)
    worst = ends.sort_values("share", ascending=False, kind="stable").iloc[0]
    return _(
        "Journeys end most often at “{place}”: after {share} of {count} contacts there."
    ).format(
        place=worst["origin"],
        share=percent(worst["share"]),
        count=number(worst["contacts"]),
    )


@charting.drawn
def chart(look: Look) -> alt.TopLevelMixin:
    """A matrix for the rows of `transitions`: from the row to the column, coloured by the share of the
    row, the share on the cell where it fits."""
    palette = look.palette
    base = (
        alt.Chart(charting.source())
        .transform_joinaggregate(total="sum(times)", groupby=["origin"])
        .transform_calculate(
            percent="format(datum.share, '.0%')",
            exact=charting.percent("datum.share", 1),
            interval=charting.sentence(
                _("{low} to {high}"),
                low=charting.percent("datum.low", 1),
                high=charting.percent("datum.high", 1),
            ),
            time=f"isValid(datum.median_seconds) ? {charting.duration('datum.median_seconds')} : '–'",
            slow=f"isValid(datum.p90_seconds) ? {charting.duration('datum.p90_seconds')} : '–'",
            ink=charting.ink(look, "datum.share"),
        )
    )
    x = alt.X(
        "destination:N",
        sort=alt.EncodingSortField("destination_place", op="min"),
        scale=alt.Scale(paddingInner=0.04, paddingOuter=0),
        axis=alt.Axis(**charting.column_titles(look, narrowest=56, longest=180)),
    )
    y = alt.Y(
        "origin:N",
        sort=alt.EncodingSortField("origin_place", op="min"),
        scale=alt.Scale(paddingInner=0.06, paddingOuter=0),
        axis=alt.Axis(title=None, **charting.row_names(look)),
    )
    cell = base.mark_rect(cornerRadius=3).encode(
        x=x,
        y=y,
        color=alt.Color(
            "share:Q",
            scale=alt.Scale(
                domain=[0, 1], range=list(palette.sequential), interpolate="lab", clamp=True
            ),
            legend=None,
        ),
        opacity=alt.when(f"datum.total < {intervals.FEW}")
        .then(alt.value(0.45))
        .otherwise(alt.value(1)),
        tooltip=[
            alt.Tooltip("origin:N", title=_("From")),
            alt.Tooltip("destination:N", title=_("To")),
            alt.Tooltip("exact:N", title=_("Of the moves from there")),
            alt.Tooltip("interval:N", title=_("95% interval")),
            alt.Tooltip("times:Q", title=_("Times"), format=",.0f"),
            alt.Tooltip("people:Q", title=_("People"), format=",.0f"),
            alt.Tooltip("time:N", title=_("Median time between")),
            alt.Tooltip("slow:N", title=_("90th percentile")),
        ],
    )
    room = "bandwidth('x')"
    fits = (
        f"datum.share < 0.005 ? '' : {room} > {look.scaled(34)} ? datum.percent"
        f" : {room} > {look.scaled(15)} ? format(100 * datum.share, '.0f') : ''"
    )
    figure = base.mark_text(
        baseline="middle",
        fontSize=look.small,
        text=alt.ExprRef(fits),
        color=alt.ExprRef("datum.ink"),
    ).encode(x=x, y=y)
    return alt.layer(cell, figure).properties(width="container", height=alt.Step(look.scaled(34)))


def pace(moves: pd.DataFrame) -> str:
    """The slowest frequent move, in one sentence; "" where none is frequent."""
    timed = moves[moves["times"] >= intervals.FEW].dropna(subset=["median_seconds"])
    if timed.empty:
        return ""
    slow = timed.sort_values("median_seconds", kind="stable").iloc[-1]
    return _("The longest wait: {time} (median) from “{origin}” to “{destination}”.").format(
        time=duration(slow["median_seconds"]),
        origin=slow["origin"],
        destination=slow["destination"],
    )
