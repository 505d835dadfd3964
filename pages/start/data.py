"""Data: what this workspace holds, file by file, and the way to add more."""

import streamlit as st

from touchpoints.analyses import catalogue
from touchpoints.i18n import _
from touchpoints.model import Filters
from touchpoints.ui import figures, imports, session, tiles, welcome, wizard

st.title(_("Data"))
workspace = session.workspace()
if wizard.result():
    welcome.first_finding(workspace)
tiles.totals(catalogue.totals(workspace, Filters()), catalogue.period(workspace))

st.subheader(_("Loaded files"))
imports.history(workspace)
if not session.is_demo():
    imports.undo(workspace)

figures.draw(workspace)

st.subheader(_("Add files"))
if session.is_demo():
    st.info(
        _(
            "Nothing can be added to the demo. Files that you upload here start a workspace of yours."
        )
    )
wizard.confirm(None if session.is_demo() else workspace, wizard.choose())
