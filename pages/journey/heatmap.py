"""Touchpoint heatmap: where and when people meet the business."""

import streamlit as st

from touchpoints.analyses import heatmap
from touchpoints.i18n import _
from touchpoints.ui import charts, controls, downloads, session, sidebar, titles

st.title(_("Touchpoint heatmap"))
workspace = session.workspace()
filters = sidebar.filters()
controls.needs_events(workspace)

measure = controls.heatmap_measure(workspace, filters)
