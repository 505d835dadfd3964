"""Scores over time: how a question and the complaints change by week or month."""

import streamlit as st

from touchpoints.analyses import scores
from touchpoints.i18n import _
from touchpoints.ui import controls, scorecards, session, sidebar, trends

st.title(_("Scores over time"))
workspace = session.workspace()
controls.needs_answers(workspace)
filters = sidebar.filters()

overall = scores.scores(workspace, filters)
if overall.empty:
    controls.nothing(_("There are no answers for these filters."))
question = scorecards.choose(overall)
unit = trends.unit()

trends.draw_scores(workspace, filters, question, unit)
trends.draw_complaints(workspace, filters, unit)
