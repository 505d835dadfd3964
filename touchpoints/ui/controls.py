"""The choices that pages offer beside the filters; all of them travel in the link."""

import streamlit as st

from touchpoints.analyses import catalogue, choices
from touchpoints.i18n import _
from touchpoints.model import Dimension, Filters
from touchpoints.ui import charts, navigation, templates
from touchpoints.workspaces import Workspace

DAY = 86_400


def needs_events(workspace: Workspace) -> None:
    """Stop a page about journeys where the workspace holds no events, and say what would help."""
    if not catalogue.totals(workspace, Filters()).events:
        _ask_for_events()
        st.stop()


def needs_answers(workspace: Workspace) -> None:
    """The same for a page about answers."""
    if not catalogue.totals(workspace, Filters()).answers:
        _ask_for_answers()
        st.stop()


def ask_for_the_other_half(workspace: Workspace) -> None:
    """Say what would help where the workspace holds events without answers, or the reverse."""
    found = catalogue.totals(workspace, Filters())
    if not found.answers:
        _ask_for_answers()
    elif not found.events:
        _ask_for_events()


def needs_feedback(workspace: Workspace) -> None:
    """The same for a page that also shows what people chose."""
    if choices.choices(workspace, Filters()).empty:
        needs_answers(workspace)


def _ask_for_events() -> None:
    st.info(
        _(
            "This workspace has answers but no events yet. Add a file that says who did what and "
            "when: one row per visit, message, order or call."
        )
    )
    _add_a_file("events")


def _ask_for_answers() -> None:
    st.info(
        _(
            "This workspace has events but no answers yet. Add a survey or reviews: one row per "
            "respondent, with scores or comments."
        )
    )
    _add_a_file("answers")


def _add_a_file(template: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        navigation.link("start/data.py", _("Add a file"))
        templates.offer(template)


def nothing(sentence: str) -> None:
    """Stop a page whose filters leave nothing."""
    st.info(sentence + " " + _("Loosen the filters, or choose other steps."))
    st.stop()


def grouping() -> Dimension:
    """By what feedback is compared."""
    groups = {"channel": _("Channel"), "stage": _("Journey stage"), "touchpoint": _("Touchpoint")}
    chosen = charts.switch(_("Compare by"), "by", groups, default="channel")
    return "stage" if chosen == "stage" else "touchpoint" if chosen == "touchpoint" else "channel"
