"""Heatmap: where and when events, people and ratings fall."""

from typing import Any, Literal

import altair as alt
import pandas as pd

from touchpoints import charting
from touchpoints.analyses import catalogue, intervals
from touchpoints.analyses.tables import table
from touchpoints.charting import Look
from touchpoints.i18n import N_, _, ngettext, number, percent, weekdays
from touchpoints.model import Filters
from touchpoints.workspaces import Workspace

Rows = Literal["stage", "channel", "touchpoint", "weekday"]
Quantity = Literal["events", "people", "rating"]

# Nouns of the tables' columns, as a person reads them.
NAMES = {
    "stage": N_("Stage"),
    "touchpoint": N_("Touchpoint"),
    "channel": N_("Channel"),
    "weekday": N_("Weekday"),
    "hour": N_("Hour"),
    "events": N_("Events"),
    "people": N_("People"),
    "rating": N_("Mean rating"),
}


def stage_by_channel(workspace: Workspace, filters: Filters) -> pd.DataFrame:
    """One row per cell: stage, channel, events, people, rating, answers.

    `rating` is the mean score of the workspace's rating question (see `rating_question`) on its own
    scale, NaN where there is none; `answers` how many scores it has. `people` are distinct people.
    """
    cells = table(workspace, "stage_by_channel", filters.values())
    return _in_order(
        cells, stage=catalogue.stages(workspace), channel=catalogue.channels(workspace)
    )


def touchpoint_by_channel(workspace: Workspace, filters: Filters) -> pd.DataFrame:
    """One row per cell: touchpoint, channel, events, people, rating, answers."""
    cells = table(workspace, "touchpoint_by_channel", filters.values())
    touchpoints = list(catalogue.touchpoints(workspace))
    return _in_order(cells, touchpoint=touchpoints, channel=catalogue.channels(workspace))


def weekday_by_hour(workspace: Workspace, filters: Filters) -> pd.DataFrame:
    """One row per cell: weekday (1 = Monday), hour, events, people, rating, answers.

    Weekday and hour are those of the wall clock as the file gives it.
    """
    return table(workspace, "weekday_by_hour", filters.values())


def over(
    workspace: Workspace,
    filters: Filters,
    rows: Rows,
) -> pd.DataFrame:
    """The heatmap whose rows are `rows`; "channel" is the one of stages by channels."""
    if rows == "touchpoint":
        return touchpoint_by_channel(workspace, filters)
    if rows == "weekday":
        return weekday_by_hour(workspace, filters)
    return stage_by_channel(workspace, filters)


def rating_question(workspace: Workspace, filters: Filters) -> dict[str, object] | None:
    """The question that `rating` comes from: question, measure, low, high, answers, rating."""
    found = table(workspace, "rating_question", filters.values()).to_dict(orient="records")
    return {str(name): value for name, value in found[0].items()} if found else None


def _in_order(cells: pd.DataFrame, **orders: list[str]) -> pd.DataFrame:
    """The cells sorted by the order in which each dimension is to be read."""
    ranks = {
        name: {value: rank for rank, value in enumerate(order)} for name, order in orders.items()
    }
    return cells.sort_values(
        list(orders), key=lambda column: column.map(ranks[str(column.name)]), ignore_index=True
    )


def _name(column: str, value: Any) -> str:
    if column == "weekday":
        return weekdays()[int(value) - 1]
    return str(int(value)) if column == "hour" else str(value)


def finding(cells: pd.DataFrame, quantity: Quantity) -> str:
    """What the heatmap shows, in one sentence: where most happens, or where ratings are worst."""
    rows, columns = cells.columns[:2]
    if quantity == "rating":
        sure = cells[cells["answers"] >= intervals.FEW].dropna(subset=["rating"])
        if sure.empty:
            return _("No cell has {few} ratings or more yet.").format(few=intervals.FEW)
        worst = sure.sort_values("rating", kind="stable").iloc[0]
        told = (
            _("Lowest mean rating: {rating}, {row} at {column} h ({answers} ratings).")
            if rows == "weekday"
            else _("Lowest mean rating: {rating}, at “{row}” and “{column}” ({answers} ratings).")
        )
        return told.format(
            rating=number(worst["rating"], 1),
            row=_name(rows, worst[rows]),
            column=_name(columns, worst[columns]),
            answers=number(worst["answers"]),
        )
    if cells.empty or cells["events"].sum() == 0:
        return _("There are no events for these filters.")
    most = cells.sort_values(quantity, ascending=False, kind="stable").iloc[0]
    holes = {
        "count": number(most[quantity]),
        "row": _name(rows, most[rows]),
        "column": _name(columns, most[columns]),
        "share": percent(most["events"] / cells["events"].sum()),
    }
    if quantity == "people" and rows == "weekday":
        return ngettext(
            "Hour with most people: {row} at {column} h, with {count} person.",
            "Hour with most people: {row} at {column} h, with {count} people.",
            int(most["people"]),
        ).format(**holes)
    if quantity == "people":
        return _("Most people: {count}, at “{row}” and “{column}”.").format(**holes)
    if rows == "weekday":
        return ngettext(
            "Busiest hour: {row} at {column} h, with {count} event ({share} of all).",
            "Busiest hour: {row} at {column} h, with {count} events ({share} of all).",
            int(most["events"]),
        ).format(**holes)
    return _("Most events: {count} ({share} of all), at “{row}” and “{column}”.").format(**holes)


def _ink(look: Look, is_rating: bool) -> str:
    """A Vega expression: the colour of a number that can be read on its cell."""
    palette, light = look.palette, look.theme == "light"
    if not is_rating:
        strong, weak = (palette.on_dark, palette.on_light)[:: 1 if light else -1]
        return f"datum.strength > {0.5 if light else 0.62} ? {strong!r} : {weak!r}"
    vivid, pale = (palette.on_dark, palette.on_light)[:: 1 if light else -1]
    ends = "datum.strength < 0.12 || datum.strength > 0.86"
    return f"datum.answers >= {intervals.FEW} && ({ends}) ? {vivid!r} : {pale!r}"


@charting.drawn
def chart(
    look: Look,
    rows: Rows = "stage",
    quantity: Quantity = "events",
    low: float = 1,
    high: float = 5,
) -> alt.TopLevelMixin:
    """Cells with their number on them, for the rows of a heatmap; `low` and `high` are the ends of the
    rating's scale. Weekdays stand side by side over the hours, so that a phone can show them."""
    palette = look.palette
    down, across = {
        "stage": ("stage", "channel"),
        "channel": ("stage", "channel"),
        "touchpoint": ("touchpoint", "channel"),
        "weekday": ("hour", "weekday"),
    }[rows]
    is_rating = quantity == "rating"
    names = f"[{', '.join(repr(name) for name in weekdays())}]"
    shown = f"{names}[datum.weekday - 1]" if across == "weekday" else f"datum.{across}"
    base = (
        alt.Chart(charting.source())
        .transform_joinaggregate(across_total="sum(events)", groupby=[across])
        .transform_joinaggregate(down_total="sum(events)", groupby=[down])
        .transform_filter("isValid(datum.rating)" if is_rating else f"datum.{quantity} > 0")
        .transform_joinaggregate(largest=f"max({quantity})")
        .transform_calculate(
            strength=f"(datum.rating - {low}) / {high - low}"
            if is_rating
            else f"datum.{quantity} / datum.largest",
            exact=charting.decimals("datum.rating")
            if is_rating
            else charting.whole(f"datum.{quantity}"),
            brief=charting.decimals("datum.rating")
            if is_rating
            else charting.short(f"datum.{quantity}"),
            column=shown,
            mean=f"isValid(datum.rating) ? {charting.decimals('datum.rating', 2)} : '–'",
        )
        .transform_calculate(length="length(datum.brief)")
        .transform_joinaggregate(longest="max(length)")
        .transform_calculate(
            ink=_ink(look, is_rating),
        )
    )
    many = across == "channel"
    # Narrow columns have upright names; wider ones wrap those that are longer than their column.
    narrow = f"bandwidth('x') < {look.scaled(48)}"
    letters = f"max(7, floor(bandwidth('x') / {look.scaled(6.4)}))"
    lines = " + ".join(
        f"test(regexp('[^|]{{' + ({times} * {letters} + 1) + ',}}'), join(domain('x'), '|'))"
        for times in (1, 2, 3)
    )
    by_events = [
        alt.EncodingSortField(f"{side}_total", op="max", order="descending")
        for side in ("across", "down")
    ]
    x = alt.X(
        f"{across}:{'O' if across == 'weekday' else 'N'}",
        sort=by_events[0] if many else "ascending",
        scale=alt.Scale(paddingInner=0.04, paddingOuter=0),
        axis=alt.Axis(
            orient="top",
            title=None,
            labelExpr=f"{names}[datum.value - 1]"
            if across == "weekday"
            else f"{narrow} ? datum.label : {charting.wrapped('datum.label', 1e9, letters)}",
            labelAngle=alt.ExprRef(f"{narrow} ? -90 : 0") if many else 0,
            labelAlign=alt.ExprRef(f"{narrow} ? 'left' : 'center'") if many else "center",
            labelBaseline=alt.ExprRef(f"{narrow} ? 'middle' : 'bottom'") if many else "bottom",
            labelPadding=alt.ExprRef(f"6 + ({narrow} ? 0 : {look.scaled(14)} * ({lines}))")
            if many
            else 6,
            labelLimit=look.scaled(220),
            labelOverlap=False,
            labelFontSize=look.small,
        ),
    )
    y = alt.Y(
        f"{down}:{'O' if down == 'hour' else 'N'}",
        sort="ascending" if down == "hour" else by_events[1] if down == "touchpoint" else None,
        scale=alt.Scale(paddingInner=0.06, paddingOuter=0),
        axis=alt.Axis(
            title=None,
            **(
                {"labelExpr": charting.sentence(_("{hour} h"), hour="datum.label")}
                if down == "hour"
                else charting.row_names(look)
            ),
        ),
    )
    tooltip = [
        alt.Tooltip(f"{down}:N", title=_(NAMES[down])),
        alt.Tooltip("column:N", title=_(NAMES[across])),
        alt.Tooltip("events:Q", title=_("Events"), format=",.0f"),
        alt.Tooltip("people:Q", title=_("People"), format=",.0f"),
        alt.Tooltip("mean:N", title=_("Mean rating")),
        alt.Tooltip("answers:Q", title=_("Ratings"), format=",.0f"),
    ]
    ramp = list(palette.diverging if is_rating else palette.sequential)
    cell = base.mark_rect(cornerRadius=3).encode(
        x=x,
        y=y,
        color=alt.Color(
            "strength:Q", scale=alt.Scale(domain=[0, 1], range=ramp, interpolate="lab"), legend=None
        ),
        tooltip=tooltip,
        opacity=alt.when(f"datum.answers < {intervals.FEW}")
        .then(alt.value(0.45))
        .otherwise(alt.value(1))
        if is_rating
        else alt.value(1),
    )
    room = "bandwidth('x')"
    fits = (
        f"{room} > length(datum.exact) * {look.scaled(7.5)} ? datum.exact"
        f" : {room} > datum.longest * {look.scaled(5.2)} ? datum.brief : ''"
    )
    tight = f"{room} < datum.longest * {look.scaled(7)} ? {look.scaled(10)} : {look.small}"
    figure = base.mark_text(
        baseline="middle",
        fontSize=alt.ExprRef(tight),
        text=alt.ExprRef(fits),
        color=alt.ExprRef("datum.ink"),
    ).encode(x=x, y=y)
    height = 24 if down == "hour" else 36
    return alt.layer(cell, figure).properties(
        width="container", height=alt.Step(look.scaled(height))
    )
