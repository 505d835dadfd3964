"""One journey: what a single person, known by a pseudonym, did and said."""

import streamlit as st

from touchpoints.analyses import timeline
from touchpoints.i18n import _
from touchpoints.ui import controls, downloads, person, session, sidebar

st.title(_("One journey"))
workspace = session.workspace()
controls.needs_events(workspace)
filters = sidebar.filters()

chosen = person.choose(workspace, filters)
if chosen is None:
    controls.nothing(_("There are no events for these filters."))
else:
    rows = timeline.timeline(workspace, chosen)
    st.markdown(f"#### {timeline.finding(rows)}")
    person.draw(rows)
    st.caption(_("The filters choose among whom to look; the journey itself is shown whole."))
    downloads.row(rows, name="journey", columns=person.columns())
