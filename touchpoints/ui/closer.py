"""The parts of the funnel page below its bars: who left, how long it takes, groups, comparisons, weeks."""

import datetime as dt
from collections.abc import Callable

import pandas as pd
import streamlit as st

from touchpoints.analyses import (
    catalogue,
    classes,
    compared,
    durations,
    entry_weeks,
    funnel,
    groups,
    segments,
)
from touchpoints.analyses.plan import Plan
from touchpoints.captions import columns, words
from touchpoints.captions.journeys import funnel_definition
from touchpoints.i18n import _, day, ngettext
from touchpoints.model import Filters
from touchpoints.ui import charts, downloads, funnel_plan, session
from touchpoints.ui.leavers import choose_drop, draw_leavers
from touchpoints.workspaces import Workspace

BEFORE, WHOLE = "before", "0"


def draw_bars(asked: Plan, table: pd.DataFrame) -> None:
    """The bars of the funnel; a click on one opens who left on the way to it."""
    rows = funnel_plan.named(asked, table)
    clicked = _("Click a bar to see who was lost on the way to it.")
    charts.draw(
        funnel.chart(charts.look(), clickable=True),
        rows,
        finding=funnel.finding,
        definition=f"{funnel_definition(asked)} {clicked}",
        key="funnel",
        on_click=_open_drop,
    )
    downloads.row(rows, name="funnel", columns=columns.funnel())


def _open_drop() -> None:
    chosen = st.session_state["funnel"]["selection"].get("drop") or []
    if chosen:
        st.session_state[session.key("after")] = str(max(int(chosen[0]["number"]) - 1, 1))
        st.session_state[session.key("closer")] = "left"


def draw_closer(workspace: Workspace, filters: Filters, asked: Plan, table: pd.DataFrame) -> None:
    """The part that is looked at."""
    parts: dict[str, tuple[str, Callable[[], None]]] = {
        "left": (
            _("Who left"),
            lambda: draw_leavers(workspace, filters, choose_drop(asked, table)),
        ),
        "time": (_("How long it takes"), lambda: _draw_times(workspace, filters, asked)),
        "groups": (_("By group"), lambda: _draw_groups(workspace, filters, asked)),
        "compare": (_("Compare"), lambda: _draw_compared(workspace, filters, asked, table)),
        "weeks": (_("Week by week"), lambda: _draw_weeks(workspace, filters, asked)),
    }
    titles = {name: title for name, (title, _draw) in parts.items()}
    parts[charts.switch(_("Look closer"), "closer", titles, "left")][1]()


def _draw_times(workspace: Workspace, filters: Filters, asked: Plan) -> None:
    rows = durations.durations(workspace, filters, asked)
    names = words.shown(funnel_plan.named(asked, pd.DataFrame({"step": asked.names})))["step"]
    titles = {WHOLE: _("Whole funnel")} | {
        str(number): f"{number}. {names[number - 1]}" for number in rows["number"] if number
    }
    chosen = charts.pick(_("Time to"), "leg", titles, WHOLE)
    row = rows[rows["number"] == int(chosen)].iloc[0]
    bars = durations.histogram(workspace, filters, asked, int(chosen))
    if bars.empty:
        st.info(_("Nobody got this far."))
        return
    bars = bars.assign(name=durations.ranges(bars))
    told = (
        _("From the first step to the last, on the attempt that counts.")
        if chosen == WHOLE
        else _("From the step before to this one, on the attempt that counts.")
    )
    charts.draw(
        durations.chart(charts.look(), len(bars)),
        bars,
        finding=lambda _rows: durations.finding(row),
        definition=f"{told} {durations.people_told(row)}",
        key="durations",
    )
    downloads.row(bars, name="funnel-times", columns=columns.histogram())


def _draw_groups(workspace: Workspace, filters: Filters, asked: Plan) -> None:
    kinds = {"channel": _("Channel"), "segment": _("Segment")} | {
        name: classes.name(name) for name in classes.CLASSES
    }
    kind = charts.switch(_("Groups are"), "split", kinds, "channel")
    told = _("A person counts in the group of the event that opened their counted attempt.")
    if kind == "channel":
        rows = groups.by_channel(workspace, filters, asked)
    elif kind == "segment":
        chosen = segments.all_of(workspace)
        rows = groups.by_segment(workspace, filters, asked, tuple(chosen.values()))
        rows["group"] = rows["group"].map(lambda name: segments.title(chosen[name]))
        told = _("A person may belong to several segments, so that they need not add up.")
    else:
        class_of = {one: vars(own)[kind] for one, own in classes.classes(workspace).items()}
        rows = groups.by_class(workspace, filters, asked, class_of)
        rows["group"] = rows["group"].map(classes.name)
    if rows.empty:
        st.info(_("There are no such groups here."))
        return
    steps = len(asked.steps)
    rows["step"] = list(funnel_plan.named(asked, rows.head(steps))["step"]) * (len(rows) // steps)
    charts.draw(
        groups.chart(charts.look(), rows["group"].nunique(), steps),
        rows,
        finding=groups.finding,
        definition=told,
        key="funnel by group",
    )
    downloads.row(rows, name="funnel-by-group", columns=columns.funnel_by_group())


def _draw_compared(
    workspace: Workspace, filters: Filters, asked: Plan, table: pd.DataFrame
) -> None:
    period = catalogue.period(workspace)
    before, known = compared.period_before(filters, period), segments.all_of(workspace)
    titles = {BEFORE: _("The period before")} if before else {}
    titles |= {
        f"segment:{name}": segments.title(one)
        for name, one in known.items()
        if one != filters.segment
    }
    if not titles:
        st.info(_("Choose a period that begins later, or write a segment, to compare with."))
        return
    chosen = charts.pick(_("Compare with"), "with", titles, next(iter(titles)))
    if chosen == BEFORE and before:
        one, other = filters, before
        told = _against_before(before, period, int(table["still_open"].sum()))
    else:
        segment = known[chosen.partition(":")[2]]
        one, other = compared.against(filters, segment)
        told = (
            _("“{name}” against everybody else.").format(name=segments.title(segment))
            if filters.segment is None
            else _("“{name}” against “{other}”; whoever is in both counts on both sides.").format(
                name=segments.title(filters.segment), other=segments.title(segment)
            )
        )
    rows = compared.compared(workspace, one, other, asked)
    if rows["difference"].isna().all():
        st.info(_("Nobody entered the funnel on the other side."))
        return
    names = words.shown(funnel_plan.named(asked, table))["step"]
    rows["step"] = [
        *(f"{place}. {names[place - 1]}" for place in range(2, len(names) + 1)),
        _("Whole funnel"),
    ]
    charts.draw(
        compared.chart(charts.look(), len(rows)),
        rows,
        finding=compared.finding,
        definition=told
        + " "
        + _(
            "Conversion from the step before, the difference in percentage points with Newcombe's "
            "95% interval: coloured where it leaves out zero, hollow below 30 people."
        ),
        key="compared",
    )
    downloads.row(rows, name="funnel-compared", columns=columns.compared())


def _against_before(
    before: Filters, period: tuple[dt.date, dt.date] | None, still_open: int
) -> str:
    assert before.since is not None
    assert before.until is not None
    assert period is not None
    told = _("This period against {since} to {until}.").format(
        since=day(before.since), until=day(before.until)
    )
    if before.since < period[0]:
        told += " " + _("The data begin on {first}: the period before is not whole.").format(
            first=day(period[0])
        )
    if still_open:
        told += " " + ngettext(
            "{count} person of this period is still open and may yet go on.",
            "{count} people of this period are still open and may yet go on.",
            still_open,
        )
    return told


def _draw_weeks(workspace: Workspace, filters: Filters, asked: Plan) -> None:
    rows = entry_weeks.entry_weeks(workspace, filters, asked)
    charts.draw(
        entry_weeks.chart(charts.look()),
        rows,
        finding=entry_weeks.finding,
        definition=_(
            "Of the people who entered in each week, how many reached the last step, with the 95% "
            "interval; hollow where some of them may yet go on."
        ),
        key="funnel by week",
    )
    downloads.row(rows, name="funnel-by-week", columns=columns.entry_weeks())
