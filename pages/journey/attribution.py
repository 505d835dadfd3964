"""Attribution: which contacts the conversions are owed to."""

import streamlit as st

from touchpoints.analyses import attribution
from touchpoints.captions import journeys as captions
from touchpoints.i18n import _
from touchpoints.ui import charts, controls, downloads, journeys, session, sidebar

st.title(_("Attribution"))
workspace = session.workspace()
controls.needs_events(workspace)
filters = sidebar.filters()

with st.container(horizontal=True, vertical_alignment="bottom"):
    over = journeys.between()
    goal = journeys.goal(workspace)
with st.container(horizontal=True):
    lookback = journeys.lookback()
    by_value = journeys.by_value()

table = attribution.attribution(
    workspace, filters, over=over, goal=goal, lookback=lookback, by_value=by_value
)
if not table["credit"].sum():
    controls.nothing(_("Nobody reached the goal, so there is nothing to credit."))
charts.draw(
    attribution.chart(charts.look(), table["place"].nunique()),
    table,
    finding=attribution.finding,
    definition=captions.attribution_definition(goal, lookback),
    key="attribution",
)
downloads.row(table, name="attribution", columns=captions.attribution_columns())
