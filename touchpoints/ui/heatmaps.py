"""The choices of the heatmaps, their drawing, and the cell that becomes a filter."""

from functools import partial
from typing import Any, Literal, cast

import streamlit as st

from touchpoints.analyses import (
    catalogue,
    consistency,
    goals,
    heatmap,
    heatmap_chart,
    measures,
)
from touchpoints.analyses.heatmap import Quantity, Rows
from touchpoints.captions import columns, words
from touchpoints.captions import heatmaps as captions
from touchpoints.i18n import _, label
from touchpoints.model import Filters, Goal
from touchpoints.ui import cell, charts, controls, downloads, journeys, sheets, sidebar
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace

VALUES = ("index", "worst_value", "best_value")


def rows() -> Literal["stage", "touchpoint", "measures"]:
    """What the rows of the first heatmap are."""
    kinds = {
        "stage": _("Journey stages"),
        "touchpoint": _("Touchpoints"),
        "measures": _("Touchpoints, all measures"),
    }
    chosen = charts.switch(_("Rows"), "rows", kinds, default="stage")
    return cast(Literal["stage", "touchpoint", "measures"], chosen)


def quantity(workspace: Workspace) -> Quantity:
    """What the cells of a heatmap show."""
    offered: dict[str, str] = {
        name: _(heatmap.NAMES[name]) for name in captions.heatmap_definitions()
    }
    if not heatmap.has_waits(workspace):
        del offered["wait"]
    return cast(Quantity, charts.switch(_("Show"), "show", offered, default="events"))


def goal(workspace: Workspace, shown: str, quantity: Quantity) -> Goal:
    """What people are to reach; asked only where it is shown."""
    if shown == "measures" or quantity == "conversion":
        return journeys.goal(workspace)
    return goals.usual(workspace)


def draw_measures(workspace: Workspace, filters: Filters, goal: Goal) -> None:
    """What is known of each touchpoint, side by side."""
    table = measures.measures(workspace, filters, goal=goal)
    if table.empty:
        controls.nothing(_("There are no events for these filters."))
    key = f"measures {filters}"
    charts.draw(
        measures.chart(charts.look()),
        table,
        finding=measures.finding,
        definition=f"{captions.measures_definition(goal)} {captions.click_definition('measures')}",
        key=key,
        on_click=_look,
    )
    cell.draw_touchpoint(
        workspace, filters, key, {label(one): one for one in catalogue.touchpoints(workspace)}
    )
    downloads.row(measures.wide(table), name="measures", columns=captions.measures_columns())


def draw(
    workspace: Workspace, filters: Filters, rows: Rows, quantity: Quantity, goal: Goal
) -> None:
    """One heatmap; a click on a cell of a channel becomes the filter of its channel and stage, one on an
    hour shows who came then."""
    cells = heatmap.cells(workspace, filters, rows, quantity, goal)
    if cells.empty:
        controls.nothing(_("There are no events for these filters."))
    definition = captions.heatmap_definitions()[quantity]
    definition += " " + captions.click_definition(rows)
    key, on_click = f"heatmap {rows} {quantity} {filters}", _look
    if rows != "weekday":
        on_click = partial(_narrow, key, rows, *_known(workspace, rows))
    ends = heatmap.scale(workspace, filters)
    charts.draw(
        heatmap_chart.chart(charts.look(), rows, quantity, *ends),
        cells,
        finding=lambda named: heatmap.finding(named, quantity, *ends),
        definition=definition.format(goal=label(goal.value)),
        key=key,
        on_click=on_click,
    )
    if rows == "weekday":
        cell.draw_hour(workspace, filters, key)
    downloads.row(cells, name=f"heatmap-{rows}", columns=columns.heatmap())


def draw_consistency(workspace: Workspace, filters: Filters) -> None:
    """How alike the channels of each stage are, as a table; nothing where no stage can be told."""
    rows = consistency.consistency(workspace, filters)
    if rows.empty:
        return
    st.subheader(_("Consistency of the stages"))
    named = words.shown(rows)
    named[["worst", "best"]] = named[["worst", "best"]].map(label)
    st.markdown(f"#### {plain(consistency.finding(named))}")
    named["measure"] = named["measure"].map(
        {name: _(n) for name, n in consistency.MEASURES.items()}
    )
    titles = captions.consistency_columns()
    figures = {name: sheets.figure(titles[name]) for name in VALUES}
    rounded = named.round(dict.fromkeys(VALUES, 2))
    st.dataframe(
        rounded, column_config={**titles, **figures}, column_order=list(titles), hide_index=True
    )
    st.caption(captions.consistency_definition())
    downloads.row(named, name="consistency", columns=titles)


def _known(workspace: Workspace, rows: Rows) -> tuple[dict[str, str], dict[str, str]]:
    """The channels and the stages by the names of columns and rows, as the chart shows them."""
    channels = {label(one): one for one in catalogue.channels(workspace)}
    if rows == "touchpoint":
        return channels, {label(one): of for one, of in catalogue.touchpoints(workspace).items()}
    return channels, {label(one): one for one in catalogue.stages(workspace)}


def _look() -> None:
    """A click that changes no filter: what it shows is drawn below the chart."""


def _narrow(key: str, rows: Rows, channels: dict[str, str], stages: dict[str, str]) -> None:
    """Filter by the cell that was clicked on; one that the workspace does not hold is passed over."""
    chosen: list[dict[str, Any]] = st.session_state[key]["selection"]["cell"]
    if chosen:
        one = chosen[0]
        channel, stage = channels.get(str(one.get("channel"))), stages.get(str(one.get(rows)))
        if channel is not None and stage is not None:
            sidebar.narrow(channel=channel, stage=stage)
