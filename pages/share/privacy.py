"""Privacy: what is stored and why, the erasure of one person, the period of storage, who did what."""

import streamlit as st

from touchpoints.i18n import _
from touchpoints.ui import privacy, session

st.title(_("Privacy"))
workspace = session.workspace()
st.subheader(_("What is stored here, and why"))
privacy.stored()
if session.is_demo():
    st.stop()

st.subheader(_("Erase one person"))
privacy.erasure(workspace)

st.subheader(_("How long it is kept"))
privacy.storage(workspace)
privacy.log(workspace)
