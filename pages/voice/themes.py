"""Themes: what the comments talk about, how they feel about it, and what it does to the score."""

import streamlit as st

from touchpoints.analyses import scores, themes
from touchpoints.captions import columns
from touchpoints.captions import voice as captions
from touchpoints.i18n import _
from touchpoints.ui import charts, controls, downloads, scorecards, session, sidebar, voice

st.title(_("Themes"))
workspace = session.workspace()
controls.needs_answers(workspace)
filters = sidebar.filters()

found = themes.themes(workspace, filters)
if found.empty:
    controls.nothing(_("No comment names one of the themes."))
charts.draw(
    themes.chart(charts.look()),
    themes.pairs_of(found),
    finding=themes.finding,
    definition=captions.themes_definition(),
    key="themes",
)
downloads.row(found, name="themes", columns=columns.themes())
voice.read_theme(workspace, filters, found)

by = controls.grouping()
cells = themes.themes(workspace, filters, over=by)
charts.draw(
    themes.chart_over(charts.look(), by),
    cells,
    finding=themes.finding_over,
    definition=captions.cells_definition(),
    key=f"themes by {by}",
)
downloads.row(cells, name=f"themes-by-{by}", columns=columns.themes())

overall = scores.scores(workspace, filters)
if not overall.empty:
    voice.draw_impact(workspace, filters, scorecards.choose(overall))
