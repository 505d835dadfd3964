"""Report: the findings that you choose, in one file to send, print or present."""

import streamlit as st

from touchpoints.exports.exhibits import Asked
from touchpoints.i18n import _
from touchpoints.ui import reports, session, sidebar

st.title(_("Report"))
workspace = session.workspace()
asked = Asked(workspace, sidebar.filters())
st.markdown(
    _(
        "One file with the findings that you tick: the sentence, its chart, its table and how it was "
        "counted, for the filters in force and in the language of this page."
    )
)

above = st.container()
chosen = reports.choose(asked)
with above:
    reports.make(asked, chosen, reports.kind())
