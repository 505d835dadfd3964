"""Adjust the reading: the themes, the questions, and what the comments themselves teach."""

import streamlit as st

from touchpoints.i18n import _
from touchpoints.ui import charts, controls, learning, question_editor, session, theme_editor

st.title(_("Adjust the reading"))
workspace = session.workspace()
controls.needs_answers(workspace)

parts = {"themes": _("Themes"), "questions": _("Questions"), "learning": _("Learn from comments")}
part = charts.switch(_("What to adjust"), "part", parts, default="themes")

if part == "themes":
    theme_editor.draw(workspace)
    st.subheader(_("All themes"))
    theme_editor.draw_all(workspace)
elif part == "questions":
    question_editor.draw(workspace)
else:
    learning.draw(workspace)
