"""The choices that pages offer beside the filters; all of them travel in the link."""

import streamlit as st

from touchpoints.analyses import catalogue, funnel
from touchpoints.captions.journeys import (
    funnel_definition as funnel_definition,
)
from touchpoints.captions.journeys import (
    heatmap_definitions as heatmap_definitions,
)
from touchpoints.captions.voice import (
    sentiment_definition as sentiment_definition,
)
from touchpoints.i18n import _, label, ngettext
from touchpoints.model import Dimension, Filters
from touchpoints.ui import charts, navigation, session
from touchpoints.workspaces import Workspace

DAY = 86_400
WINDOWS = {"1h": 3_600, "1d": DAY, "7d": 7 * DAY, "30d": 30 * DAY, "90d": 90 * DAY, "none": None}
USUAL_WINDOW = "30d"


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


def nothing(sentence: str) -> None:
    """Stop a page whose filters leave nothing."""
    st.info(sentence + " " + _("Loosen the filters, or choose other steps."))
    st.stop()


def step_kind(workspace: Workspace) -> Dimension:
    """What the steps of a funnel are."""
    kinds = {"stage": _("Journey stages"), "touchpoint": _("Touchpoints"), "channel": _("Channels")}
    known = len(catalogue.stages(workspace)) >= funnel.FEWEST_STEPS
    chosen = charts.switch(
        _("Steps are"), "over", kinds, default="stage" if known else "touchpoint"
    )
    return "stage" if chosen == "stage" else "channel" if chosen == "channel" else "touchpoint"


def steps(workspace: Workspace, over: Dimension) -> list[str]:
    """The steps in the order in which they were chosen; a page stops until there are two."""
    options = catalogue.choices(workspace, over)
    usual = catalogue.usual_steps(workspace, over)
    labels = {option: label(option) for option in options}
    # Stages and touchpoints keep choices of their own.
    name = {"stage": "step", "touchpoint": "touchpoint", "channel": "via"}[over]
    st.multiselect(
        _("Steps, in order"),
        options,
        format_func=labels.__getitem__,
        key=session.hydrate(name, options, usual),
        max_selections=funnel.MOST_STEPS,
        placeholder=_("Choose at least two steps"),
        select_all=False,
    )
    session.publish(name, usual)
    chosen = list(st.session_state[session.key(name)])
    if len(chosen) < funnel.FEWEST_STEPS:
        st.info(_("Choose at least two steps, in the order in which you expect them."))
        st.stop()
    return chosen


def window() -> int | None:
    """How long a person may take from the first step to the last, in seconds; None for no limit."""
    titles = {
        "1h": _("1 hour"),
        "1d": ngettext("{count} day", "{count} days", 1),
        "7d": ngettext("{count} day", "{count} days", 7),
        "30d": ngettext("{count} day", "{count} days", 30),
        "90d": ngettext("{count} day", "{count} days", 90),
        "none": _("No limit"),
    }
    return WINDOWS[charts.switch(_("All steps within"), "within", titles, default=USUAL_WINDOW)]


def grouping() -> Dimension:
    """By what feedback is compared."""
    groups = {"channel": _("Channel"), "stage": _("Journey stage"), "touchpoint": _("Touchpoint")}
    chosen = charts.switch(_("Compare by"), "by", groups, default="channel")
    return "stage" if chosen == "stage" else "touchpoint" if chosen == "touchpoint" else "channel"
