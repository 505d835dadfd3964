"""Adjust the reading: the themes, the questions, and what the comments themselves teach."""

import streamlit as st

from touchpoints.i18n import _
from touchpoints.ui import controls, session, theme_editor

st.title(_("Adjust the reading"))
workspace = session.workspace()
controls.needs_answers(workspace)

theme_editor.draw(workspace)
st.subheader(_("All themes"))
theme_editor.draw_all(workspace)
