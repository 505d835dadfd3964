"""Funnel: how many people reach each step, in order."""

import streamlit as st

from touchpoints.analyses import funnel
from touchpoints.i18n import _
from touchpoints.ui import charts, columns, controls, downloads, session, sidebar, tiles
from touchpoints.ui.compared import draw_before, draw_channels
from touchpoints.ui.leavers import choose_drop, draw_leavers

st.title(_("Funnel"))
workspace = session.workspace()
controls.needs_events(workspace)
filters = sidebar.filters()

with st.container(horizontal=True):
    over = controls.step_kind(workspace)
    within = controls.window()
steps = controls.steps(workspace, over)

table = funnel.funnel(workspace, filters, over=over, steps=steps, within=within)
if not table["people"].iloc[0]:
    controls.nothing(_("No one enters this funnel."))

tiles.funnel(table)
charts.draw(
    funnel.chart(charts.look()),
    table,
    finding=funnel.finding,
    definition=controls.funnel_definition(within),
    key="funnel",
)
downloads.row(table, name="funnel", columns=columns.funnel())

draw_leavers(workspace, filters, choose_drop(table, over, steps, within))
draw_before(workspace, filters, over, steps, within, int(table["still_open"].sum()))
draw_channels(workspace, filters, over, steps, within)
