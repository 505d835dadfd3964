"""The part of the funnel page about who left: where they went, when, what they said, who they are."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from touchpoints.analyses import leavers, scores, sentiment
from touchpoints.analyses.leavers import Drop, Summary
from touchpoints.analyses.plan import Plan
from touchpoints.captions import columns, words
from touchpoints.i18n import _, label, ngettext, number, percent
from touchpoints.model import END, OTHER, Filters
from touchpoints.ui import charts, comments, downloads, funnel_plan, person
from touchpoints.ui.boundary import plain
from touchpoints.ui.folding import folded
from touchpoints.workspaces import Workspace


def choose_drop(asked: Plan, table: pd.DataFrame) -> Drop | None:
    """The drop of a funnel that is looked at, the one that loses most unless another is chosen here or
    by a click on the bars; None where nobody is lost. `table` has the rows of `funnel.funnel`."""
    lost = {str(after): int(table["lost"].iloc[after]) for after in range(1, len(table))}
    if not any(lost.values()):
        st.info(_("Nobody was lost here."))
        return None
    names = words.shown(funnel_plan.named(asked, table))["step"]
    titles = {
        after: _("{step}: {people} lost before “{next}”").format(
            step=f"{after}. {names[int(after) - 1]}",
            people=number(people),
            next=names[int(after)],
        )
        for after, people in lost.items()
    }
    usual = max(lost, key=lost.__getitem__)
    return Drop(asked, int(charts.pick(_("Left after the step"), "after", titles, usual)))


def draw_leavers(workspace: Workspace, filters: Filters, drop: Drop | None) -> None:
    """Everything about those who were lost at a drop."""
    if drop is None:
        return
    with st.container(horizontal=True):
        drop = replace(drop, elsewhere=_onward() == "elsewhere")
        parts = st.container(width="content")
    everybody = leavers.summary(workspace, filters, drop)
    if not everybody.people:
        st.info(_("Nobody was lost here."))
        return
    with parts:
        still_open = _group(everybody) if drop.plan.within is not None else None
    people = leavers.summary(workspace, filters, drop, still_open)
    found = people.onward
    told = found.assign(
        contact=[one if one in (END, OTHER) else label(one) for one in found["contact"]]
    )
    rows = found.assign(is_end=found["contact"] == END, contact=_named(found["contact"], drop))
    charts.draw(
        leavers.chart(charts.look(), len(rows)),
        rows,
        finding=lambda _named: leavers.finding(told, people.median_seconds, drop.elsewhere),
        definition=_definition(drop),
        key="next contacts",
    )
    downloads.row(rows, name="after-leaving", columns=columns.next_contacts())
    downloads.people(
        people.people,
        f"left-after-step-{drop.after}.csv",
        lambda: _list(leavers.chosen(leavers.leavers(workspace, filters, drop), still_open), drop),
    )
    _open_journey(people, drop)
    _draw_said(workspace, filters, drop, still_open, people.people)


def _open_journey(people: Summary, drop: Drop) -> None:
    """The way to the journey of one of them."""
    listed = people.first
    told = _("{person}, then: {contact}")
    titles = {
        one: told.format(person=one, contact=contact)
        for one, contact in zip(listed["person"], _named(listed["contact"], drop), strict=True)
    }
    person.pick(titles, people.people, key="one of the leavers")


def _named(contacts: "pd.Series[str]", drop: Drop) -> "pd.Series[str]":
    """How next touchpoints are shown."""
    end = _("Nothing outside the step") if drop.elsewhere else _("Nothing more")
    return contacts.map({one: end if one == END else label(one) for one in contacts.unique()})


def _onward() -> str:
    """Whether the step itself counts as where they went next."""
    titles = {"any": _("Next touchpoint"), "elsewhere": _("First outside the step")}
    return charts.switch(_("Where they went"), "onward", titles, default="any")


def _group(everybody: Summary) -> bool | None:
    """Which of them are looked at, where some have time left and others have not."""
    still = everybody.still_open
    if still in (0, everybody.people):
        if still:
            st.caption(_("All of them are still open: their window has not ended yet."))
        return None
    titles = {
        "lost": _("Lost ({people})").format(people=number(everybody.people - still)),
        "open": _("Still open ({people})").format(people=number(still)),
    }
    return charts.switch(_("Who"), "left", titles, default="lost") == "open"


def _list(people: pd.DataFrame, drop: Drop) -> pd.DataFrame:
    titles = columns.leavers()
    named = people.assign(
        contact=_named(people["contact"], drop),
        still_open=people["still_open"].map({True: _("yes"), False: _("no")}),
    )
    return named[list(titles)].rename(columns=titles)


def _draw_said(
    workspace: Workspace, filters: Filters, drop: Drop, still_open: bool | None, people: int
) -> None:
    said = leavers.said(workspace, filters, drop, still_open)
    st.markdown(f"#### {_('What they said')}")
    st.caption(
        ngettext(
            "{answered} of {count} person ({share}) gave an answer that the filters leave.",
            "{answered} of the {count} people ({share}) gave an answer that the filters leave.",
            people,
        ).format(
            answered=number(said.people),
            share=percent(said.people / people, 1),
        )
    )
    for place in said.scores.index:
        row = said.scores.loc[[place]]
        st.markdown(f"{plain(str(row['question'].iloc[0]))}  \n**{plain(scores.finding(row))}**")
    if said.comments:
        count = len(said.comments)
        title = ngettext("Read {count} comment", "Read {count} comments", count)
        with folded(title, "reviews", "what leavers said") as is_open:
            if is_open:
                comments.reader(workspace, filters, sentiment.Choice(among=said.comments))
    elif said.people:
        st.info(_("None of them left a comment."))


def _definition(drop: Drop) -> str:
    told = (
        _(
            "The first touchpoint after they reached the step that is not part of the step, on the "
            "attempt that counts."
        )
        if drop.elsewhere
        else _(
            "The first touchpoint after they reached the step, on the attempt that counts; it may be "
            "part of the same step once more."
        )
    )
    told += " " + _("Contacts of the very moment are not after it.")
    if drop.plan.within is None:
        return told + " " + _("Without a time limit everybody may still go on.")
    return (
        told + " " + _("A later step may be among them, where it came after the window had ended.")
    )
