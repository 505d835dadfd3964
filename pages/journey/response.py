"""Response time: how long customers wait for a reply, where and at what hour."""

import streamlit as st

from touchpoints.analyses import response
from touchpoints.i18n import _
from touchpoints.ui import controls, session, sidebar
from touchpoints.ui import response as screen

st.title(_("Response time"))
workspace = session.workspace()
controls.needs_events(workspace)
filters = sidebar.filters()
given, open_ = screen.settings(workspace)

with st.container(horizontal=True):
    business = screen.business()
    over = screen.over()

found = response.requests(workspace, filters, given, open_=open_, business=business)
if found.empty:
    controls.nothing(_("There are no requests for these filters."))
whole = response.response(found, given.target)
st.markdown(f"#### {response.finding(whole, given.target)}")
screen.draw_tiles(whole, given.target)
screen.draw(found, given.target, over, business)
screen.draw(found, given.target, "hour", business)
