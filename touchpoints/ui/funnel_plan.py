"""What is asked of the funnel: the steps and, folded away, how they are counted. All of it travels in the
link."""

from typing import cast

import pandas as pd
import streamlit as st

from touchpoints.analyses import catalogue, plan
from touchpoints.analyses.plan import Order, Plan, Step
from touchpoints.captions.journeys import place_told
from touchpoints.i18n import _, label, ngettext
from touchpoints.model import Dimension
from touchpoints.ui import charts, session
from touchpoints.ui.boundary import plain
from touchpoints.ui.folding import folded
from touchpoints.workspaces import Workspace

DAY = 86_400
WINDOWS = {"1h": 3_600, "1d": DAY, "7d": 7 * DAY, "30d": 30 * DAY, "90d": 90 * DAY, "none": None}
USUAL_WINDOW, NO_LIMIT = "30d", "none"
ORDERS: dict[str, Order] = {"in-order": "in order", "strictly": "strictly", "any": "any"}


def choose(workspace: Workspace) -> Plan:
    """The funnel that is asked for; the page stops until it has two steps."""
    with st.container(horizontal=True):
        kind = _kind(workspace)
        within = WINDOWS[charts.switch(_("All steps within"), "within", windows(), USUAL_WINDOW)]
    if kind == "own":
        steps = _own_steps(workspace)
    else:
        over = cast(Dimension, kind)
        steps = tuple((f"{over}:{value}",) for value in _values(workspace, over))
    if len(steps) < plan.FEWEST_STEPS:
        st.info(_("Choose at least two steps, in the order in which you expect them."))
        st.stop()
    return _options(workspace, steps, within)


def windows() -> dict[str, str]:
    """The time limits that can be chosen."""
    return {
        "1h": _("1 hour"),
        "1d": ngettext("{count} day", "{count} days", 1),
        "7d": ngettext("{count} day", "{count} days", 7),
        "30d": ngettext("{count} day", "{count} days", 30),
        "90d": ngettext("{count} day", "{count} days", 90),
        "none": _("No limit"),
    }


def named(asked: Plan, table: pd.DataFrame) -> pd.DataFrame:
    """The rows of the funnel with its steps called what they are where they have no order."""
    if asked.order != "any":
        return table
    titles = [
        ngettext("Any {count} of the steps", "Any {count} of the steps", count)
        for count in range(1, len(asked.steps) + 1)
    ]
    return table.assign(step=titles)


def _kind(workspace: Workspace) -> str:
    kinds = {
        "stage": _("Journey stages"),
        "touchpoint": _("Touchpoints"),
        "channel": _("Channels"),
        "own": _("Put together"),
    }
    known = len(catalogue.stages(workspace)) >= plan.FEWEST_STEPS
    return charts.switch(_("Steps are"), "over", kinds, "stage" if known else "touchpoint")


def _values(workspace: Workspace, over: Dimension) -> list[str]:
    """The steps in the order in which they were chosen."""
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
        max_selections=plan.MOST_STEPS,
        placeholder=_("Choose at least two steps"),
        select_all=False,
    )
    session.publish(name, usual)
    return list(st.session_state[session.key(name)])


def _own_steps(workspace: Workspace) -> tuple[Step, ...]:
    """A line for each step: any of its places will do; lines can be moved, removed and added."""
    options = plan.places(workspace)
    titles = {place: place_told(place) for place in options}
    lines = _lines(workspace, options)
    st.caption(_("Each line is a step. Of several places in a line, one is enough."))
    chosen: list[Step] = []
    for place, line in enumerate(lines):
        with st.container(horizontal=True, vertical_alignment="bottom", key=f"step line {place}"):
            widget = _line_key(line)
            about = session.beside(widget)
            st.session_state[widget] = st.session_state.get(widget, about["kept"])
            st.multiselect(
                _("Step {number}").format(number=place + 1),
                options,
                format_func=titles.__getitem__,
                key=widget,
                placeholder=_("Choose one or more places"),
                select_all=False,
                width="stretch",
            )
            about["kept"] = st.session_state[widget]
            chosen.append(tuple(st.session_state[widget]))
            for icon, told, move in (
                ("arrow_upward", _("Earlier"), -1),
                ("arrow_downward", _("Later"), 1),
                ("delete", _("Remove"), 0),
            ):
                st.button(
                    "",
                    icon=f":material/{icon}:",
                    help=told,
                    key=f"{widget} {icon}",
                    on_click=_move,
                    args=(place, move),
                    disabled=bool(move) and not 0 <= place + move < len(lines),
                )
    st.button(
        _("Add a step"),
        icon=":material/add:",
        on_click=_add,
        disabled=len(lines) >= plan.MOST_STEPS,
    )
    steps = tuple(step for step in chosen if step)
    texts = [plan.written(step) for step in steps]
    session.beside(session.key("own"))["link"] = texts
    if st.query_params.get_all("own") != texts:
        st.query_params["own"] = texts
    return steps


def _lines(workspace: Workspace, options: list[str]) -> list[int]:
    """The numbers of the lines in their order: of the link where it says something new, else as kept."""
    state, name = st.session_state, session.key("own")
    in_link = st.query_params.get_all("own")
    if name not in state or (in_link and in_link != session.beside(name).get("link")):
        read = [plan.read(text) for text in in_link]
        session.leave_out([place for step in read for place in step if place not in options])
        steps = [[place for place in step if place in options] for step in read]
        over: Dimension = "stage" if len(catalogue.stages(workspace)) > 1 else "touchpoint"
        usual = [[f"{over}:{value}"] for value in catalogue.usual_steps(workspace, over)]
        state[name] = []
        for step in [step for step in steps if step] or usual:
            _add(step)
    return list(state[name])


def _line_key(line: int) -> str:
    return f"{session.key('own')}:{line}"


def _add(step: list[str] | None = None) -> None:
    state, name = st.session_state, session.key("own")
    line = state[f"{name}:next"] = state.get(f"{name}:next", 0) + 1
    session.beside(_line_key(line))["kept"] = step or []
    state[name] = [*state[name], line]


def _move(place: int, by: int) -> None:
    name = session.key("own")
    lines = list(st.session_state[name])
    line = lines.pop(place)
    if by:
        lines.insert(place + by, line)
    st.session_state[name] = lines


def _options(workspace: Workspace, steps: tuple[Step, ...], within: float | None) -> Plan:
    """The choices that few need, each with a sentence; they hold while they are folded too."""
    with folded(_("More options"), "tune", "funnel options") as is_open:
        orders = {
            "in-order": _("In this order"),
            "strictly": _("Strictly in this order"),
            "any": _("In any order"),
        }
        chosen = charts.switch(
            _("The steps come"), "sequence", orders, "in-order", is_drawn=is_open
        )
        order = ORDERS[chosen]
        told = {
            "in order": _("Other events may lie between the steps."),
            "strictly": _("Nothing else may happen at a moment between two steps."),
            "any": _("It counts how many of the steps a person meets, whichever comes first."),
        }
        if is_open:
            st.caption(told[order])
        without = _without(workspace, steps, is_open)
        periods = {"entered": _("Only the first step"), "inside": _("Every event")}
        days = charts.switch(
            _("In the chosen period"), "days", periods, "entered", is_drawn=is_open
        )
        inside = days == "inside"
        if is_open:
            st.caption(
                _("The period of the filters selects who enters; later steps may come after it.")
                if not inside
                else _("Events outside the period of the filters do not count at all.")
            )
        gaps = () if order == "any" else _gaps(len(steps), is_open)
    return Plan(steps, within, gaps, order, without, inside)


def _without(workspace: Workspace, steps: tuple[Step, ...], is_drawn: bool) -> Step:
    taken = {place for step in steps for place in step}
    options = [place for place in plan.places(workspace) if place not in taken]
    key = session.hydrate("without", options)
    if is_drawn:
        titles = {place: place_told(place) for place in options}
        st.multiselect(
            _("Leave out attempts that meet"),
            options,
            format_func=titles.__getitem__,
            key=key,
            placeholder=_("Nothing is left out"),
            select_all=False,
            help=_(
                "An attempt that meets one of these between its first and its last step does not count."
            ),
        )
    session.publish("without")
    return tuple(st.session_state[key])


def _gaps(steps: int, is_drawn: bool) -> tuple[float | None, ...]:
    titles = windows()
    gaps: list[float | None] = []
    if is_drawn:
        st.markdown(plain(_("Time limit of each step, since the step before it")))
    with st.container(horizontal=True):
        for step in range(2, steps + 1):
            name = f"limit{step}"
            key = session.hydrate_one(name, list(titles), NO_LIMIT)
            if is_drawn:
                st.selectbox(
                    _("Step {number}").format(number=step),
                    list(titles),
                    format_func=titles.__getitem__,
                    key=key,
                    width=140,
                )
            session.publish(name, NO_LIMIT)
            gaps.append(WINDOWS[str(st.session_state[key])])
    return tuple(gaps) if any(gaps) else ()
