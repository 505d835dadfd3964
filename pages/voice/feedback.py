"""Feedback: what customers score and say, and where."""

import streamlit as st

from touchpoints.analyses import catalogue, scores, sentiment
from touchpoints.i18n import _
from touchpoints.ui import (
    charts,
    columns,
    comments,
    controls,
    downloads,
    scorecards,
    session,
    sidebar,
    tiles,
)

st.title(_("Feedback"))
workspace = session.workspace()
controls.needs_answers(workspace)
filters = sidebar.filters()
totals = catalogue.totals(workspace, filters)
if not totals.answers:
    controls.nothing(_("There are no answers for these filters."))

overall = scores.scores(workspace, filters)
tiles.feedback(scorecards.tiles(overall), totals)
by = controls.grouping()

if not overall.empty:
    scorecards.draw(workspace, filters, overall, by)

if totals.comments:
    st.header(_("Comments"))
    for over in (None, by):
        feelings = sentiment.sentiment(workspace, filters, over=over)
        if over and feelings[over].nunique() < 2:
            continue
        charts.draw(
            sentiment.chart(charts.look(), over),
            feelings,
            finding=sentiment.finding,
            definition=controls.sentiment_definition(),
            key=f"sentiment {over}",
        )
        downloads.row(feelings, name=f"sentiment-{over or 'all'}", columns=columns.sentiment())
    comments.reader(workspace, filters)
