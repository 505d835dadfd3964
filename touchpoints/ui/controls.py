"""The choices that pages offer beside the filters; all of them travel in the link."""

import streamlit as st

from touchpoints.analyses import catalogue, choices
from touchpoints.i18n import _
from touchpoints.model import Dimension, Filters
from touchpoints.ui import charts, navigation
from touchpoints.workspaces import Workspace

DAY = 86_400


def needs_events(workspace: Workspace) -> None:
    """Stop a page about journeys where the workspace holds no events, and say what would help."""
    if not catalogue.totals(workspace, Filters()).events:
        st.info(
            _(
                "This workspace has answers but no events yet. Add a file that says who did what and "
                "when: one row per visit, message, order or call."
            )
        )
        navigation.link("start/data.py", _("Add a file"))
        st.stop()


def needs_answers(workspace: Workspace) -> None:
    """The same for a page about answers."""
    if not catalogue.totals(workspace, Filters()).answers:
        st.info(
            _(
                "This workspace has events but no answers yet. Add a survey or reviews: one row per "
                "respondent, with scores or comments."
            )
        )
        navigation.link("start/data.py", _("Add a file"))
        st.stop()


def needs_feedback(workspace: Workspace) -> None:
    """The same for a page that also shows what people chose."""
    if choices.choices(workspace, Filters()).empty:
        needs_answers(workspace)


def nothing(sentence: str) -> None:
    """Stop a page whose filters leave nothing."""
    st.info(sentence + " " + _("Loosen the filters, or choose other steps."))
    st.stop()


def grouping() -> Dimension:
    """By what feedback is compared."""
    groups = {"channel": _("Channel"), "stage": _("Journey stage"), "touchpoint": _("Touchpoint")}
    chosen = charts.switch(_("Compare by"), "by", groups, default="channel")
    return "stage" if chosen == "stage" else "touchpoint" if chosen == "touchpoint" else "channel"
