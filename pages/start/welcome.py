"""Start: what this is, an upload box, the demo, and the way back to what was loaded before."""

import streamlit as st

from touchpoints import i18n, workspaces
from touchpoints.i18n import _
from touchpoints.ui import navigation, session, wizard
from touchpoints.ui.boundary import plain

st.title(_("Where do your customers meet you, and where do you lose them?"))
st.markdown(
    _(
        "Touchpoints turns the spreadsheets you already have into a funnel, a touchpoint heatmap and "
        "what your customers say. Nothing leaves this computer."
    )
)

with st.container(horizontal=True, gap="medium"):
    with st.container(width=500):
        uploads = wizard.choose()
    with st.container(width=330, border=True):
        st.subheader(_("No file at hand?"))
        st.markdown(
            _("Look around in a small shop: 3,000 customers, 8 channels, 1,200 answered surveys.")
        )
        if st.button(_("Try it with the demo"), type="primary", icon=":material/play_arrow:"):
            session.show_demo()
            navigation.go("start/overview.py")

wizard.confirm(None, uploads)

for number, known in enumerate(session.own_workspaces()):
    if number == 0:
        st.subheader(_("Your workspaces"))
    named = f"{known.name} · {i18n.moment(workspaces.changed_at(known))}"
    if st.button(plain(named), key=known.identifier, icon=":material/folder_open:"):
        session.show(known)
        navigation.go("start/overview.py")
