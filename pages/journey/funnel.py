"""Funnel: how many people reach each step, where they are lost, and who they are."""

import streamlit as st

from touchpoints.analyses import funnel
from touchpoints.i18n import _
from touchpoints.ui import controls, funnel_plan, session, sidebar, tiles
from touchpoints.ui.closer import draw_bars, draw_closer

st.title(_("Funnel"))
workspace = session.workspace()
controls.needs_events(workspace)
filters = sidebar.filters()

asked = funnel_plan.choose(workspace)

table = funnel.funnel(workspace, filters, asked)
if not table["people"].iloc[0]:
    controls.nothing(_("No one enters this funnel."))

tiles.funnel(funnel_plan.named(asked, table))
draw_bars(asked, table)
draw_closer(workspace, filters, asked, table)
