"""Trends: events, people and conversion beside the period before; scores, complaints and waits."""

from functools import partial

import streamlit as st

from touchpoints.analyses import trends
from touchpoints.captions import journeys as captions
from touchpoints.i18n import _
from touchpoints.ui import charts, controls, downloads, journeys, notes, session, sidebar
from touchpoints.ui import trends as courses

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
        definition=captions.trends_definition(quantity, goal),
        key=f"trend {quantity}",
    )
downloads.row(table, name="trends", columns=captions.trends_columns())
courses.draw_others(workspace, filters, unit)
notes.edit(workspace)
