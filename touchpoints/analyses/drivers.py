"""Drivers: which ratings and themes go with the overall score, and which of them to mend first."""

from typing import Literal

import altair as alt
import numpy as np
import pandas as pd

from touchpoints import charting
from touchpoints.analyses import intervals
from touchpoints.analyses.tables import kept, table
from touchpoints.charting import Look
from touchpoints.i18n import N_, _, number, percent
from touchpoints.model import UNKNOWN, Filters
from touchpoints.workspaces import Workspace

Kind = Literal["touchpoint", "question", "theme"]
KINDS: tuple[Kind, ...] = ("touchpoint", "question", "theme")
# What a driver is, by whether it matters more and does better than half of them.
PLACES = {
    "mend": N_("Mend first: matters much, does worse"),
    "keep": N_("Keep: matters much, does better"),
    "watch": N_("Watch: matters less, does worse"),
    "hold": N_("Hold: matters less, does better"),
}


@kept
def drivers(workspace: Workspace, filters: Filters, question: str) -> pd.DataFrame:
    """One row per driver: kind, driver, n, performance (0 to 1), correlation, low, high, explained,
    sure, place; the largest correlation of a kind first.

    `correlation` is Pearson's with the score of `question`, low and high its 95% interval (Fisher's
    z), `explained` its square. `sure` has 30 answers or more and an interval without 0; only these
    have a `place` of PLACES, by the medians of the sure ones of their kind.
    """
    found = table(workspace, "drivers", {**filters.values(), "question": question})
    found = found[found["driver"] != UNKNOWN]
    r = found["correlation"].clip(-0.999999, 0.999999)
    with np.errstate(divide="ignore", invalid="ignore"):
        half = np.where(found["n"] > 3, intervals.Z / np.sqrt(found["n"] - 3.0), np.nan)
    low, high = np.tanh(np.arctanh(r) - half), np.tanh(np.arctanh(r) + half)
    sure = (found["n"] >= intervals.FEW) & ((low > 0) | (high < 0))
    rows = found.assign(low=low, high=high, explained=r**2, sure=sure)
    medians = rows[sure].groupby("kind")[["performance", "correlation"]].median()
    middle = medians.reindex(rows["kind"])
    matters = rows["correlation"].to_numpy() >= middle["correlation"].to_numpy()
    does_well = rows["performance"].to_numpy() >= middle["performance"].to_numpy()
    place = np.where(
        matters, np.where(does_well, "keep", "mend"), np.where(does_well, "hold", "watch")
    )
    rows["place"] = pd.Series(place, rows.index, dtype=object).where(sure, "")
    order = rows["kind"].map({kind: at for at, kind in enumerate(KINDS)})
    return (
        rows.assign(order=order)
        .sort_values(
            ["order", "correlation"], ascending=[True, False], kind="stable", ignore_index=True
        )
        .drop(columns="order")
    )


def finding(rows: pd.DataFrame) -> str:
    """Which of the surely correlated drivers goes with the score most."""
    sure = rows[rows["sure"]]
    if sure.empty:
        return _("Not enough answers to say what drives the score.")
    most = sure.iloc[0]
    holes = {
        "driver": most["driver"],
        "explained": percent(most["explained"]),
        "n": number(most["n"]),
    }
    if len(sure) > 1 and most["low"] <= sure.iloc[1]["high"]:
        return _(
            "“{driver}” goes with the score ({explained} explained), though not clearly more than "
            "“{next}”."
        ).format(**holes, next=sure.iloc[1]["driver"])
    return _(
        "“{driver}” goes with the score most: it explains {explained} of the differences "
        "({n} answers)."
    ).format(**holes)


def finding_places(rows: pd.DataFrame) -> str:
    """What to mend first: of what matters more than half of the drivers, the one that does worst."""
    mend = rows[rows["place"] == "mend"].sort_values("performance", kind="stable")
    if mend.empty:
        return _("Nothing that matters much does worse than the rest.")
    return _(
        "Mend “{driver}” first: it matters more than most and does worst of these ({performance} of "
        "the scale)."
    ).format(driver=mend["driver"].iloc[0], performance=percent(mend["performance"].iloc[0]))


def unsure(rows: pd.DataFrame) -> str:
    """Which drivers cannot be told, in one sentence; "" where there are none."""
    left = rows[~rows["sure"]]
    if left.empty:
        return ""
    names = zip(left["driver"], left["n"], strict=True)
    return _("Not enough answers to say, or no connection: {drivers}.").format(
        drivers=", ".join(f"{driver} ({number(n)})" for driver, n in names)
    )


@charting.drawn
def chart(look: Look) -> alt.TopLevelMixin:
    """The correlation of each sure driver with its interval, the largest first; on the right how much
    it explains and its n."""
    palette = look.palette
    room = f"(width < {look.scaled(560)} ? {look.scaled(86)} : {look.scaled(150)})"
    scale = alt.Scale(domainMax=1, zero=True, nice=False, range=[0, alt.ExprRef(f"width - {room}")])
    axis = alt.Axis(
        orient="top",
        format=".1f",
        tickCount=4,
        grid=True,
        title=None,
        labelColor=palette.quiet,
        labelOverlap="greedy",
        labelSeparation=8,
    )
    explained = charting.percent("datum.explained")
    full = charting.sentence(
        _("explains {share} ({n})"), share=explained, n=charting.whole("datum.n")
    )
    base = (
        alt.Chart(charting.source())
        .transform_filter("datum.sure")
        .transform_calculate(
            written=f"width < {look.scaled(560)} ? {explained} + ' (' + {charting.whole('datum.n')}"
            f" + ')' : {full}",
            interval=charting.sentence(
                _("{low} to {high}"),
                low=charting.decimals("datum.low", 2),
                high=charting.decimals("datum.high", 2),
            ),
        )
        .encode(
            y=alt.Y(
                "driver:N",
                sort=alt.EncodingSortField("correlation", op="max", order="descending"),
                axis=alt.Axis(title=None, **charting.row_names(look)),
            ),
            tooltip=[
                alt.Tooltip("driver:N", title=" "),
                alt.Tooltip("correlation:Q", title=_("Correlation with the score"), format=".2f"),
                alt.Tooltip("interval:N", title=_("95% interval")),
                alt.Tooltip("explained:Q", title=_("Explains of the differences"), format=".0%"),
                alt.Tooltip(
                    "performance:Q", title=_("Performance (share of the scale)"), format=".0%"
                ),
                alt.Tooltip("n:Q", title=_("Answers"), format=",.0f"),
            ],
        )
    )
    whisker = base.mark_rule(strokeWidth=look.scaled(4), opacity=0.35, color=palette.accent).encode(
        x=alt.X("low:Q", scale=scale, axis=axis), x2="high:Q"
    )
    dot = base.mark_point(
        size=look.scaled(80), filled=True, opacity=1, color=palette.accent
    ).encode(x=alt.X("correlation:Q", scale=scale, axis=axis))
    text = base.mark_text(align="right", baseline="middle", fontSize=look.small).encode(
        x=alt.value("width"), text="written:N"
    )
    return alt.layer(whisker, dot, text).properties(
        width="container", height=alt.Step(look.scaled(30))
    )


@charting.drawn
def chart_places(look: Look) -> alt.TopLevelMixin:
    """Importance over performance for the sure drivers, cut at their medians; what to mend first has
    its name, the others too where there is room."""
    palette = look.palette
    x_axis = alt.Axis(
        format=".0%",
        title=_("Performance: mean share of the scale"),
        tickCount=4,
        labelColor=palette.quiet,
        grid=False,
    )
    y_axis = alt.Axis(
        format=".2f",
        title=_("Importance: correlation with the score"),
        tickCount=4,
        labelColor=palette.quiet,
        grid=False,
    )
    is_wide = f"width > {look.scaled(560)}"
    edge = f"({is_wide} ? {look.scaled(130)} : {look.scaled(18)})"
    scale = alt.Scale(zero=False, nice=True, padding=look.scaled(24))
    across = alt.Scale(
        zero=False, nice=False, range=[alt.ExprRef(edge), alt.ExprRef(f"width - {edge}")]
    )
    x = alt.X("performance:Q", axis=x_axis, scale=across)
    y = alt.Y("correlation:Q", axis=y_axis, scale=scale)
    base = alt.Chart(charting.source()).transform_filter("datum.sure")
    rules = [
        base.mark_rule(color=palette.line, strokeWidth=1.5).encode(**{side: field})
        for side, field in (
            ("x", alt.X("median(performance):Q", axis=x_axis, scale=across)),
            ("y", alt.Y("median(correlation):Q", axis=y_axis, scale=scale)),
        )
    ]
    names = [_(name) for name in PLACES.values()]
    colours = [palette.negative, palette.positive, palette.mixed, palette.neutral]
    told = base.transform_calculate(name=f"{names}[indexof({list(PLACES)}, datum.place)]")
    dot = told.mark_point(filled=True, opacity=0.9).encode(
        x=x,
        y=y,
        size=alt.Size(
            "n:Q", scale=alt.Scale(range=[look.scaled(60), look.scaled(420)]), legend=None
        ),
        color=alt.Color(
            "name:N",
            scale=alt.Scale(domain=names, range=colours),
            legend=alt.Legend(
                title=None,
                columns=alt.ExprRef(f"{charting.WHOLE_WIDTH} < {look.scaled(560)} ? 1 : 2"),
                labelLimit=look.scaled(300),
            ),
        ),
        tooltip=[
            alt.Tooltip("driver:N", title=" "),
            alt.Tooltip("name:N", title="  "),
            alt.Tooltip("performance:Q", title=_("Performance (share of the scale)"), format=".0%"),
            alt.Tooltip("correlation:Q", title=_("Correlation with the score"), format=".2f"),
            alt.Tooltip("n:Q", title=_("Answers"), format=",.0f"),
        ],
    )
    # A phone has room for the name that the finding says.
    is_shown = f"{is_wide} || datum.place == 'mend' && datum.performance == datum.worst"
    # Names stand outside where there is room, so that those of two neighbours do not meet.
    leftwards = f"(datum.performance > datum.middle) != ({is_wide})"
    label = (
        told.transform_joinaggregate(middle="median(performance)")
        .transform_joinaggregate(worst="min(performance)", groupby=["place"])
        .transform_calculate(shown=f"{is_shown} ? datum.driver : ''")
        .mark_text(
            baseline="middle",
            fontSize=look.small,
            align=alt.ExprRef(f"{leftwards} ? 'right' : 'left'"),
            dx=alt.ExprRef(f"{leftwards} ? {-look.scaled(12)} : {look.scaled(12)}"),
            color=palette.ink,
        )
        .encode(x=x, y=y, text="shown:N")
    )
    return alt.layer(*rules, dot, label).properties(width="container", height=look.scaled(380))
