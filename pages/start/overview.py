"""Overview: what a workspace says, in ten seconds."""

import streamlit as st

from touchpoints.analyses import catalogue
from touchpoints.i18n import _
from touchpoints.ui import controls, overview, session, sidebar

st.title(_("Overview"))
workspace = session.workspace()
filters = sidebar.filters()
totals = catalogue.totals(workspace, filters)
if not totals.events and not totals.answers:
    controls.nothing(_("There is nothing for these filters."))

overview.figures(workspace, filters)
overview.cards(overview.findings(workspace, filters, totals))
controls.ask_for_the_other_half(workspace)
