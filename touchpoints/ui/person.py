"""The choice of one person and the drawing of their journey."""

from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from touchpoints import i18n
from touchpoints.analyses import sentiment, timeline
from touchpoints.analyses.leavers import MOST_LISTED
from touchpoints.analyses.timeline import Person
from touchpoints.errors import UserError
from touchpoints.i18n import _, label, number
from touchpoints.model import UNKNOWN, Filters
from touchpoints.ui import navigation
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace

MOST = 200
MINUTE = 60
ICONS = {
    "negative": ":material/sentiment_dissatisfied:",
    "mixed": ":material/sentiment_neutral:",
    "neutral": ":material/sentiment_neutral:",
    "positive": ":material/sentiment_satisfied:",
}


def choose(workspace: Workspace, filters: Filters) -> Person | None:
    """The person whom the link names, else the first of the list; the ways to another one."""
    wanted = st.query_params.get("person", "")
    found = _named(workspace, filters, wanted) or timeline.person_at(workspace, filters, 0)
    if found is None:
        return None
    with st.container(horizontal=True, vertical_alignment="center"):
        for title, icon, target in (
            (_("Previous"), "arrow_back", timeline.person_at(workspace, filters, found.place - 1)),
            (_("Next"), "arrow_forward", timeline.person_at(workspace, filters, found.place + 1)),
            (_("At random"), "casino", timeline.anybody(workspace, filters)),
        ):
            st.button(
                title,
                icon=f":material/{icon}:",
                key=f"person {icon}",
                on_click=_go,
                args=(target.pseudonym if target else "",),
            )
        st.caption(
            _("Person {pseudonym}, {place} of {people}").format(
                pseudonym=plain(found.pseudonym),
                place=number(found.place + 1),
                people=number(found.people),
            )
        )
    return found


def pick(titles: dict[str, str], people: int, *, key: str) -> None:
    """The way to the journey of one of some people: `titles` names the first of them by their pseudonyms."""
    chosen = st.selectbox(
        _("See the journey of one of them"),
        list(titles),
        index=None,
        format_func=lambda person: titles.get(person, person),
        key=key,
        placeholder=_("Choose a person"),
        help=_("The first {most} are listed; the file has them all.").format(
            most=number(MOST_LISTED)
        )
        if people > MOST_LISTED
        else None,
    )
    if chosen:
        navigation.go("journey/person.py", person=chosen)


def _named(workspace: Workspace, filters: Filters, wanted: str) -> Person | None:
    if not wanted:
        return None
    try:
        return timeline.named(workspace, filters, wanted)
    except UserError as unknown:
        st.warning(plain(unknown.sentence()))
        return None


def _go(pseudonym: str) -> None:
    st.query_params["person"] = pseudonym


def draw(rows: pd.DataFrame) -> None:
    """The journey day by day: what was done, and what was said, in its place."""
    today = None
    for row in rows.head(MOST).to_dict("records"):
        day = row["moment"].date() if not pd.isna(row["moment"]) else None
        if day != today or today is None:
            st.markdown(f"**{i18n.day(day) if day else _('Without a date')}**")
            today = day
        if row["kind"] == "event":
            st.markdown(_event(row))
        else:
            with st.container(border=True):
                st.markdown(_answer(row))
    if len(rows) > MOST:
        st.caption(
            _("The first {shown} of {all}; the table below holds them all.").format(
                shown=number(MOST), all=number(len(rows))
            )
        )


def _event(row: dict[Hashable, Any]) -> str:
    places = [str(row[name]) for name in ("channel", "stage") if row[name] != UNKNOWN]
    parts = [
        f"{row['moment']:%H:%M} &nbsp; **{plain(label(str(row['touchpoint'])))}**",
        *(plain(label(place)) for place in places),
    ]
    if not pd.isna(row["value"]):
        parts.append(plain(number(row["value"], 2)))
    if row["waited"] >= MINUTE:
        told = _("after {time}").format(time=i18n.unbroken(i18n.duration(row["waited"])))
        parts.append(f":gray[{plain(told)}]")
    return " · ".join(parts)


def _answer(row: dict[Hashable, Any]) -> str:
    icon = ICONS.get(str(row["label"]), ":material/chat:")
    parts = [f"{icon} {plain(str(row['question']))}"]
    if not pd.isna(row["score"]):
        parts.append(f"**{number(float(str(row['score'])))}**")
    if isinstance(row["comment"], str) and row["comment"]:
        parts.append(f"“{plain(row['comment'])}”")
        if row["label"] in sentiment.NAMES:
            parts.append(f":gray[{_(sentiment.NAMES[str(row['label'])])}]")
    return " · ".join(parts)


def columns() -> dict[str, str]:
    """Of `analyses.timeline.timeline`."""
    return {
        "moment": _("When"),
        "kind": _("Event or answer"),
        "channel": _("Channel"),
        "touchpoint": _("Touchpoint"),
        "stage": _("Journey stage"),
        "value": _("Value"),
        "waited": _("Seconds since the event before"),
        "question": _("Question"),
        "score": _("Score"),
        "comment": _("Comment"),
        "label": _("Sentiment"),
    }
