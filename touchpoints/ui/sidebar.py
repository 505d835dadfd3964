"""The filters of every page, the sentence that says them, and the language switch."""

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from touchpoints import i18n
from touchpoints.analyses import catalogue
from touchpoints.captions.filters import sentence
from touchpoints.i18n import _, label
from touchpoints.model import STAGES, Filters
from touchpoints.ui import glossary, navigation, segment_filter, session, sign_in, views
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace

# The pages that show the whole workspace, whatever is filtered.
UNFILTERED = ("", "missing", "data", "privacy", "adjust")
NAMES = ("channel", "stage", "from", "to", "segment")
DATE_FORMATS = {"pt": "DD/MM/YYYY", "es": "DD/MM/YYYY", "en": "YYYY-MM-DD"}


def draw() -> None:
    """Everything in the sidebar below the menu."""
    with st.sidebar:
        above, below = st.container(), st.container()
        with below:
            if session.is_guest():
                glossary.offer()
            else:
                views.copy_link()
                navigation.link("share/glossary.py", _("What the figures mean"))
            session.choose_language()
            sign_in.draw()
        with above:
            workspace = session.open_workspace()
            if workspace is not None and not workspace.is_empty:
                st.markdown(f"**{plain(workspace.name)}**")
                page = st.session_state["page"]
                if page in UNFILTERED or (page == "workspace" and session.is_demo()):
                    session.pass_by(*NAMES)
                else:
                    _draw_filters(workspace)
                views.draw(workspace)


def _draw_filters(workspace: Workspace) -> None:
    session.take_up(*NAMES)
    channels, stages = catalogue.channels(workspace), catalogue.stages(workspace)
    for name, title, everything, options in (
        ("channel", _("Channels"), _("All channels"), channels),
        ("stage", _("Journey stages"), _("All stages"), stages),
    ):
        labels = {option: label(option) for option in options}
        st.multiselect(
            title,
            options,
            format_func=labels.__getitem__,
            key=session.hydrate(name, options),
            placeholder=everything,
            select_all=False,
        )
        session.publish(name)
    _draw_period(workspace)
    segment_filter.choose(workspace)


def _draw_period(workspace: Workspace) -> None:
    period = catalogue.period(workspace)
    if period is None:
        return
    first, last = period
    widget = session.key("from")
    _follow_link(widget, first, last)
    st.date_input(
        _("Period"),
        min_value=first,
        max_value=last,
        key=widget,
        format=DATE_FORMATS[i18n.language()],
    )
    chosen = st.session_state[widget]
    since, until = chosen if len(chosen) == 2 else (first, last)
    for name, value, usual in (("from", since, first), ("to", until, last)):
        if value == usual:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != value.isoformat():
            st.query_params[name] = value.isoformat()
    page = st.session_state.get("page")
    session.beside(widget).update(kept=(since, until), link=_period_in_link(), page=page)


def _period_in_link() -> list[str]:
    return [st.query_params.get(name, "") for name in ("from", "to")]


def _follow_link(widget: str, first: dt.date, last: dt.date) -> None:
    """Before the widget: the link's period where it is another than before, else the kept one."""
    state, linked = st.session_state, _period_in_link()
    about = session.beside(widget)
    seen, kept = about.get("link", ["", ""]), about.get("kept", (first, last))
    is_cleared = any(seen) and about.get("page") == state.get("page")
    if any(linked) and linked != seen:
        session.leave_out([day for day in linked if day and not session.is_day(day)])
        kept = session.linked_day("from") or first, session.linked_day("to") or last
    elif not any(linked) and is_cleared:
        kept = first, last
    elif widget in state:
        return
    since, until = (max(first, min(day, last)) for day in kept)
    state[widget] = (min(since, until), max(since, until))


def filters() -> Filters:
    """The filters in force; where there are any, the sentence that says them and a reset."""
    found = in_force()
    session.show_left_out()
    if found != Filters():
        with st.container(horizontal=True, vertical_alignment="center", key="filters"):
            st.caption(plain(sentence(found)))
            st.button(_("Clear filters"), type="tertiary", on_click=_clear, icon=":material/close:")
    return found


def narrow(**chosen: str) -> None:
    """From a callback: filter by these values alone (channel=..., stage=...)."""
    for name, value in chosen.items():
        st.session_state[session.key(name)] = [value]


def _clear() -> None:
    session.forget(*NAMES)


def sentence_in_force() -> str:
    """What is filtered, also where nothing is."""
    found = in_force()
    return _("Everything, no filter.") if found == Filters() else sentence(found)


def _ordered(chosen: Sequence[str] | None) -> tuple[str, ...] | None:
    """What was chosen, in one order whatever was chosen first: an answer that is kept serves all of them."""
    place = {stage: at for at, stage in enumerate(STAGES)}
    return tuple(sorted(chosen or (), key=lambda one: (place.get(one, len(place)), one))) or None


def in_force() -> Filters:
    """What is filtered."""
    state = st.session_state
    period = {name: session.linked_day(name) for name in ("from", "to")}
    return Filters(
        channels=_ordered(state.get(session.key("channel"))),
        stages=_ordered(state.get(session.key("stage"))),
        since=period["from"],
        until=period["to"],
        segment=segment_filter.chosen(),
    )
