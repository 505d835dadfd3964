"""Paths: the ways that people take, step by step and as a whole."""

import streamlit as st

from touchpoints.analyses import flow, variants
from touchpoints.captions import journeys as captions
from touchpoints.captions import words
from touchpoints.i18n import _
from touchpoints.ui import charts, controls, downloads, journeys, session, sidebar

st.title(_("Paths"))
workspace = session.workspace()
controls.needs_events(workspace)
filters = sidebar.filters()

with st.container(horizontal=True):
    over = journeys.between()
    columns = journeys.columns()
    repeats = journeys.repeats()
with st.container(horizontal=True, vertical_alignment="bottom"):
    goal = journeys.goal(workspace)
    reading = journeys.reading(workspace, over)

moves = flow.flow(workspace, filters, over=over, columns=columns, repeats=repeats, reading=reading)
if moves.empty:
    controls.nothing(_("There are no journeys for these filters."))
charts.draw(
    flow.chart(charts.look(), columns, reading.direction),
    flow.bands(moves, reading.direction),
    finding=lambda _bands: flow.finding(words.shown(moves), reading.direction),
    definition=captions.flow_definition(reading),
    key="flow",
)
downloads.row(moves, name="flow", columns=captions.flow_columns())

paths = variants.variants(workspace, filters, over=over, goal=goal, repeats=repeats)
charts.draw(
    variants.chart(charts.look(), has_goal=True),
    paths,
    finding=variants.finding,
    definition=captions.variants_definition(goal),
    key="variants",
)
downloads.row(paths, name="paths", columns=captions.variants_columns())
