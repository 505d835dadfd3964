"""Funnel: how many people reach each step, in order."""

import streamlit as st

from touchpoints.analyses import funnel
from touchpoints.i18n import _
from touchpoints.ui import charts, columns, controls, downloads, leavers, session, sidebar, tiles

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
leavers.draw(workspace, filters, leavers.choose(table, over, steps, within))

by_channel = funnel.by_channel(workspace, filters, over=over, steps=steps, within=within)
charts.draw(
    funnel.chart_by_channel(charts.look(), by_channel["channel"].nunique(), len(steps)),
    by_channel,
    finding=funnel.finding_by_channel,
    definition=_("A person counts in the channel of the event that opened their best attempt."),
    key="funnel by channel",
)
downloads.row(by_channel, name="funnel-by-channel", columns=columns.funnel_by_channel())
