"""Scorecard: one row for each touchpoint, with all that is known of it."""

import streamlit as st

from touchpoints.analyses import scorecard
from touchpoints.i18n import _
from touchpoints.ui import controls, downloads, journeys, session, sidebar
from touchpoints.ui.boundary import plain

st.title(_("Scorecard"))
workspace = session.workspace()
controls.needs_events(workspace)
filters = sidebar.filters()

with st.container(horizontal=True, vertical_alignment="bottom"):
    over = journeys.rows()
    goal = journeys.goal(workspace)

table = scorecard.scorecard(workspace, filters, over=over, goal=goal)
if table.empty:
    controls.nothing(_("There are no events for these filters."))
st.markdown(f"#### {plain(scorecard.finding(downloads.shown(table)))}")
journeys.scorecard(table)
st.caption(journeys.scorecard_definition(goal))
downloads.row(table.drop(columns="trend"), name="scorecard", columns=journeys.scorecard_columns())
