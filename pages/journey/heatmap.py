"""Touchpoint heatmap: where and when people meet the business."""

import streamlit as st

from touchpoints.analyses import heatmap
from touchpoints.i18n import _
from touchpoints.ui import charts, columns, controls, downloads, session, sidebar

st.title(_("Touchpoint heatmap"))
workspace = session.workspace()
controls.needs_events(workspace)
filters = sidebar.filters()

with st.container(horizontal=True):
    quantity = controls.heatmap_quantity()
    rows = controls.heatmap_rows()
low, high = controls.rating_scale(workspace, filters)
definitions = controls.heatmap_definitions()

for place in (rows, "weekday"):
    cells = heatmap.over(workspace, filters, place)
    if cells.empty:
        controls.nothing(_("There are no events for these filters."))
    charts.draw(
        heatmap.chart(charts.look(), place, quantity, low, high),
        cells,
        finding=lambda named: heatmap.finding(named, quantity),
        definition=definitions[quantity],
        key=f"heatmap {place}",
    )
    downloads.row(cells, name=f"heatmap-{place}", columns=columns.heatmap())
