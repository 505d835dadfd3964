"""Feedback: what customers score and say, and where."""

import streamlit as st

from touchpoints.analyses import catalogue, scores
from touchpoints.i18n import _
from touchpoints.ui import choices, comments, controls, scorecards, session, sidebar, tiles

st.title(_("Feedback"))
workspace = session.workspace()
controls.needs_feedback(workspace)
filters = sidebar.filters()
totals = catalogue.totals(workspace, filters)

if totals.answers:
    overall = scores.scores(workspace, filters)
    tiles.feedback(scorecards.tiles(overall), totals)
    by = controls.grouping()
    if not overall.empty:
        scorecards.draw(workspace, filters, overall, by)
    if totals.comments:
        st.header(_("Comments"))
        comments.draw_feelings(workspace, filters, by)
        comments.reader(workspace, filters)

if not choices.draw(workspace, filters) and not totals.answers:
    controls.nothing(_("There are no answers for these filters."))
