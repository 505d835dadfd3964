"""Workspace: its name, who may open it, a copy of it, and its end."""

import streamlit as st

from touchpoints.i18n import _
from touchpoints.ui import keeping, links, people, projects, session

st.title(_("Workspace"))
workspace = session.workspace()
if session.is_demo():
    st.info(
        _("The demo belongs to everybody. Load a file of yours to have a workspace of your own.")
    )
    st.stop()

keeping.rename(workspace)

st.subheader(_("Who may open it"))
people.draw(workspace)

st.subheader(_("Read-only links"))
links.draw(workspace)

st.subheader(_("Project file"))
projects.offer(workspace)

st.subheader(_("Copy, archive, delete"))
keeping.copy(workspace)
keeping.archive(workspace)
keeping.delete(workspace)
