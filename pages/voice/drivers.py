"""Drivers: what goes with the overall score, and what to mend first."""

import streamlit as st

from touchpoints.analyses import drivers, scores
from touchpoints.captions import columns
from touchpoints.captions import voice as captions
from touchpoints.i18n import _
from touchpoints.ui import charts, controls, downloads, scorecards, session, sidebar, voice

st.title(_("Drivers of the score"))
workspace = session.workspace()
controls.needs_answers(workspace)
filters = sidebar.filters()

overall = scores.scores(workspace, filters)
if overall.empty:
    controls.nothing(_("There are no answers for these filters."))
question = scorecards.choose(overall)
found = voice.drivers(workspace, filters, str(question["question"]))

charts.draw(
    drivers.chart(charts.look()),
    found,
    finding=drivers.finding,
    definition=captions.drivers_definition(),
    key="drivers",
)
voice.unsure(found)
downloads.row(found, name="drivers", columns=columns.drivers())
if found["sure"].sum() > 2:
    charts.draw(
        drivers.chart_places(charts.look()),
        found[found["sure"]],
        finding=drivers.finding_places,
        definition=captions.places_definition(),
        key="importance and performance",
    )
