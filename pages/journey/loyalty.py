"""Loyalty: who comes back, when, and how many of each month's newcomers."""

import streamlit as st

from touchpoints.analyses import loyalty
from touchpoints.captions import journeys as captions
from touchpoints.i18n import _
from touchpoints.ui import charts, controls, downloads, journeys, session, sidebar

st.title(_("Loyalty"))
workspace = session.workspace()
controls.needs_events(workspace)
filters = sidebar.filters()
goal = journeys.goal(workspace)

returns = loyalty.returns(workspace, filters, goal=goal)
if returns.empty:
    controls.nothing(_("Nobody reached the goal for these filters."))
journeys.returns_tiles(returns)
finding, definition = loyalty.finding, captions.returns_definition(goal)
chart = loyalty.chart(charts.look())
charts.draw(chart, returns, finding=finding, definition=definition, key="returns")
downloads.row(returns, name="returns", columns=captions.returns_columns())

cohorts = loyalty.cohorts(workspace, filters)
finding, definition = loyalty.finding_of_cohorts, captions.cohorts_definition()
chart = loyalty.chart_of_cohorts(charts.look())
charts.draw(chart, cohorts, finding=finding, definition=definition, key="cohorts")
downloads.row(cohorts, name="cohorts", columns=captions.cohorts_columns())

newcomers = loyalty.newcomers(workspace, filters)
finding, definition = loyalty.finding_of_newcomers, captions.newcomers_definition()
chart = loyalty.chart_of_newcomers(charts.look())
charts.draw(chart, newcomers, finding=finding, definition=definition, key="newcomers")
downloads.row(newcomers, name="new-and-returning", columns=captions.newcomers_columns())
