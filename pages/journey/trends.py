"""Trends: events, people and conversion over time, beside the period before."""

from functools import partial

import streamlit as st

from touchpoints.analyses import trends
from touchpoints.i18n import _
from touchpoints.ui import charts, controls, downloads, journeys, notes, session, sidebar

st.title(_("Trends"))
workspace = session.workspace()
controls.needs_events(workspace)
filters = sidebar.filters()

with st.container(horizontal=True, vertical_alignment="bottom"):
    unit = journeys.unit()
    goal = journeys.goal(workspace)

table = trends.trends(workspace, filters, unit=unit, goal=goal)
if table.empty:
    controls.nothing(_("There are no events for these filters."))
for quantity in journeys.QUANTITIES:
    charts.draw(
        notes.marked(trends.chart(charts.look(), quantity, unit), workspace, table["begins_on"]),
        table,
        finding=partial(trends.finding, quantity=quantity),
        definition=journeys.trends_definition(quantity, goal),
        key=f"trend {quantity}",
    )
notes.edit(workspace)
downloads.row(table, name="trends", columns=journeys.trends_columns())
