"""Start: what this is, and three steps from a file or the demo to a first finding."""

import streamlit as st

from touchpoints.i18n import _
from touchpoints.ui import projects, welcome

st.title(_("Where do your customers meet you, and where do you lose them?"))
st.markdown(
    _(
        "Touchpoints turns the spreadsheets you already have into a funnel, a touchpoint heatmap and "
        "what your customers say. Nothing leaves this computer."
    )
)

welcome.loaded_before()
uploads = welcome.choose()
welcome.confirm(uploads)
projects.open_one()
