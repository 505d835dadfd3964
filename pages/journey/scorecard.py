"""Scorecard: one row for each touchpoint, with all that is known of it."""

import streamlit as st

from touchpoints.analyses import scorecard
from touchpoints.captions import journeys as captions
from touchpoints.captions import words
from touchpoints.i18n import _
from touchpoints.ui import controls, downloads, journeys, session, sidebar, touchpoint_table
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
st.markdown(f"#### {plain(scorecard.finding(words.shown(table)))}")
touchpoint_table.draw(workspace, filters, table, over)
st.caption(captions.scorecard_definition(goal))
if over == "touchpoint":
    st.caption(captions.critical_definition())
    touchpoint_table.edit(workspace)
rows = touchpoint_table.spoken(table).drop(columns="trend")
downloads.row(rows, name="scorecard", columns=captions.scorecard_columns())
