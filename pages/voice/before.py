"""Before the answer: where on their journey people were, and what came before a low score."""

import streamlit as st

from touchpoints.analyses import scores
from touchpoints.i18n import _
from touchpoints.ui import before, controls, scorecards, session, sidebar

st.title(_("Before the answer"))
workspace = session.workspace()
controls.needs_answers(workspace)
controls.needs_events(workspace)
filters = sidebar.filters()

overall = scores.scores(workspace, filters)
if overall.empty:
    controls.nothing(_("There are no answers for these filters."))
before.match_rate(workspace, filters)
question = scorecards.choose(overall)

before.draw_contacts(workspace, filters, str(question["question"]))
before.draw_scores(workspace, filters, question)
before.draw_funnel(workspace, filters, str(question["question"]))
before.draw_paths(workspace, filters, str(question["question"]))
