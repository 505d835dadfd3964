"""Touchpoint heatmap: where and when people meet the business, and how it goes there."""

import streamlit as st

from touchpoints.i18n import _
from touchpoints.ui import controls, heatmaps, session, sidebar

st.title(_("Touchpoint heatmap"))
workspace = session.workspace()
controls.needs_events(workspace)
filters = sidebar.filters()

rows = heatmaps.rows()
quantity = heatmaps.quantity(workspace)
goal = heatmaps.goal(workspace, rows, quantity)

if rows == "measures":
    heatmaps.draw_measures(workspace, filters, goal)
else:
    heatmaps.draw(workspace, filters, rows, quantity, goal)
heatmaps.draw(workspace, filters, "weekday", quantity, goal)
if rows == "stage":
    heatmaps.draw_consistency(workspace, filters)
