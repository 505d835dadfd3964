"""Reading room: the comments themselves, and which of them somebody should read."""

import streamlit as st

from touchpoints.analyses import catalogue
from touchpoints.i18n import _
from touchpoints.ui import controls, reading, session, sidebar

st.title(_("Reading room"))
workspace = session.workspace()
controls.needs_answers(workspace)
filters = sidebar.filters()
total = catalogue.totals(workspace, filters).comments
if not total:
    controls.nothing(_("There are no comments for these filters."))

choice = reading.choose(workspace, filters, total)
reading.read(workspace, filters, choice)
