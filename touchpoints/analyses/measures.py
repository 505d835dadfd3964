"""Touchpoints by measures: what is known of each touchpoint, side by side, each measure on its own scale."""

import altair as alt
import numpy as np
import pandas as pd

from touchpoints import charting
from touchpoints.analyses import heatmap, intervals, scorecard
from touchpoints.analyses.heatmap import NAMES, Quantity
from touchpoints.analyses.heatmap_chart import JUDGED, figures, ink
from touchpoints.analyses.tables import kept
from touchpoints.charting import Look
from touchpoints.i18n import _, number
from touchpoints.model import Filters, Goal
from touchpoints.workspaces import Workspace

MOST = 30
# Of the scorecard: where each measure stands, and what it is of.
_COLUMNS: dict[Quantity, tuple[str, str | None]] = {
    "people": ("people", None),
    "events": ("events", None),
    "conversion": ("conversion", "met"),
    "rating": ("rating", "ratings"),
    "complaints": ("negative", "comments"),
    "wait": ("wait", "replies"),
}


@kept
def measures(workspace: Workspace, filters: Filters, *, goal: Goal | None = None) -> pd.DataFrame:
    """One row per touchpoint and measure that is known of it, most people first: touchpoint, measure,
    value, n (what it is of; the value itself for events and people), strength (0 to 1 within the
    measure; 1 is the most, or the best of ratings, complaints and waits). The first 30 touchpoints."""
    rows = scorecard.scorecard(workspace, filters, goal=goal).head(MOST)
    ends = heatmap.scale(workspace, filters)
    parts = []
    for measure, (column, base) in _COLUMNS.items():
        value = rows[column].astype("float64")
        parts.append(
            pd.DataFrame(
                {
                    "touchpoint": rows["place"],
                    "measure": measure,
                    "value": value,
                    "n": rows[base or column].astype("float64"),
                    "strength": _strength(measure, value, *ends),
                }
            )
        )
    return pd.concat(parts, ignore_index=True).dropna(subset=["value"], ignore_index=True)


def _strength(
    measure: Quantity, value: "pd.Series[float]", worst: float, best: float
) -> "pd.Series[float]":
    if measure == "rating":
        return (value - worst) / (best - worst)
    if measure == "complaints":
        return 1 - value
    if measure == "wait":
        logs = value.clip(lower=1).map(np.log)
        spread = logs.max() - logs.min()
        return (logs.max() - logs) / spread if spread else logs * 0 + 0.5
    return value / value.max()


def wide(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per touchpoint: touchpoint, each measure, and as `n_...` what it is of."""
    order = rows["touchpoint"].drop_duplicates()
    values = rows.pivot(index="touchpoint", columns="measure", values="value")
    counts = rows.pivot(index="touchpoint", columns="measure", values="n").add_prefix("n_")
    return values.join(counts).loc[order].reset_index()


def finding(rows: pd.DataFrame) -> str:
    """The touchpoint that most people meet, and how it stands, in one sentence."""
    first = rows[rows["touchpoint"] == rows["touchpoint"].iloc[0]].set_index("measure")["value"]
    return _("Most people meet “{touchpoint}”: {people}.").format(
        touchpoint=rows["touchpoint"].iloc[0], people=number(first["people"])
    )


@charting.drawn
def chart(look: Look) -> alt.TopLevelMixin:
    """A row for each touchpoint and a column for each measure, each column coloured on its own scale."""
    palette = look.palette
    titles = "{" + ", ".join(f"{name}: {_(NAMES[name])!r}" for name in _COLUMNS) + "}"
    told, brief = (_by_measure(place) for place in (0, 1))
    judged = " || ".join(f"datum.measure == '{name}'" for name in JUDGED)
    counted = "datum.measure != 'people' && datum.measure != 'events'"
    base = (
        alt.Chart(charting.source())
        .transform_calculate(
            exact=told,
            brief=brief,
            title=f"{titles}[datum.measure]",
            of=f"{counted} ? 'n ' + {charting.short('datum.n')} : ''",
            answers=f"{counted} ? datum.n : {intervals.FEW}",
            judged=judged,
        )
        .transform_calculate(
            ink=f"datum.judged ? {ink(look, True, 'answers')} : {ink(look, False, 'answers')}"
        )
        .encode(
            x=alt.X(
                "title:N",
                sort=[_(NAMES[name]) for name in _COLUMNS],
                scale=alt.Scale(paddingInner=0.04, paddingOuter=0),
                axis=alt.Axis(**charting.column_titles(look, narrowest=62, longest=160)),
            ),
            y=alt.Y(
                "touchpoint:N",
                sort=None,
                scale=alt.Scale(paddingInner=0.06, paddingOuter=0),
                axis=alt.Axis(title=None, **charting.row_names(look)),
            ),
        )
    )
    tooltip = [
        alt.Tooltip("touchpoint:N", title=_("Touchpoint")),
        alt.Tooltip("title:N", title=_("Measure")),
        alt.Tooltip("exact:N", title=_("Value")),
        alt.Tooltip("n:Q", title="n", format=",.0f"),
    ]
    few = alt.when(f"datum.answers < {intervals.FEW}").then(alt.value(0.45)).otherwise(alt.value(1))
    cells = [
        base.transform_filter(which)
        .mark_rect(cornerRadius=3)
        .encode(
            color=alt.Color(
                "strength:Q",
                scale=alt.Scale(domain=[0, 1], range=list(ramp), interpolate="lab"),
                legend=None,
            ),
            opacity=few,
            tooltip=tooltip,
        )
        for which, ramp in (
            ("!datum.judged", palette.sequential),
            ("datum.judged", palette.diverging),
        )
    ]
    room = "bandwidth('x')"
    figure = base.mark_text(
        baseline="middle",
        fontSize=look.small,
        dy=alt.ExprRef(f"datum.of == '' ? 0 : {look.scaled(-6)}"),
        text=alt.ExprRef(
            f"{room} > length(datum.exact) * {look.scaled(7.5)} ? datum.exact : datum.brief"
        ),
        color=alt.ExprRef("datum.ink"),
    )
    of = base.mark_text(
        baseline="middle",
        dy=look.scaled(9),
        fontSize=look.scaled(11),
        text=alt.ExprRef("datum.of"),
        color=alt.ExprRef("datum.ink"),
    )
    # A click anywhere on a row; whoever draws the chart may listen to it.
    pane = (
        base.mark_rect(opacity=0, cursor="pointer")
        .encode(tooltip=tooltip)
        .add_params(alt.selection_point(name="cell", fields=["touchpoint"]))
    )
    drawn: alt.LayerChart = alt.layer(*cells, figure, of, pane).resolve_scale(color="independent")
    return drawn.properties(width="container", height=alt.Step(look.scaled(42)))


def _by_measure(place: int) -> str:
    """A Vega expression: the value in the words of its measure, exact (0) or in few characters (1)."""
    *most, last = (figures(name, "value")[place] for name in _COLUMNS)
    tests = [
        f"datum.measure == '{name}' ? {said} : " for name, said in zip(_COLUMNS, most, strict=False)
    ]
    return "".join(tests) + last
