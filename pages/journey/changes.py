"""Moves and hand-offs: from where people go where next, and what is lost on the way."""

import streamlit as st

from touchpoints.analyses import handoffs, transitions
from touchpoints.captions import journeys as captions
from touchpoints.i18n import _
from touchpoints.ui import charts, controls, downloads, journeys, session, sidebar

st.title(_("Moves and hand-offs"))
workspace = session.workspace()
controls.needs_events(workspace)
filters = sidebar.filters()

with st.container(horizontal=True, vertical_alignment="bottom"):
    over = journeys.between()
    goal = journeys.goal(workspace)

changes = handoffs.handoffs(workspace, filters, over=over, goal=goal)
moves = transitions.transitions(workspace, filters, over=over, largest=transitions.LARGEST)
if moves.empty:
    controls.nothing(_("There are no journeys for these filters."))
charts.draw(
    handoffs.chart(charts.look(), min(len(changes), handoffs.MOST)),
    changes,
    finding=handoffs.finding,
    definition=captions.handoffs_definition(goal),
    key="handoffs",
)
downloads.row(changes, name="hand-offs", columns=captions.handoffs_columns())

charts.draw(
    transitions.chart(charts.look()),
    moves,
    finding=transitions.finding,
    definition=captions.transitions_definition(),
    key="transitions",
)
downloads.row(moves, name="moves", columns=captions.transitions_columns())
