"""Terms: the words and phrases that set one group of comments apart from another."""

import streamlit as st

from touchpoints.analyses import terms
from touchpoints.captions import columns
from touchpoints.captions import voice as captions
from touchpoints.i18n import _
from touchpoints.ui import charts, controls, downloads, session, sidebar, voice

st.title(_("In their words"))
workspace = session.workspace()
controls.needs_answers(workspace)
filters = sidebar.filters()

comparison = voice.comparison(workspace, filters)
found = terms.terms(workspace, filters, comparison.kind, comparison.group)
if found.empty:
    controls.nothing(_("No word or phrase tells the two groups apart."))
charts.draw(
    terms.chart(charts.look(), comparison.first, comparison.second, comparison.judges),
    terms.pairs_of(found),
    finding=comparison.finding,
    definition=captions.terms_definition(),
    key="terms",
)
downloads.row(found, name="terms", columns=columns.terms(comparison.first, comparison.second))
voice.read_term(workspace, filters, found)
