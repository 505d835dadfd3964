"""The scorecard's table, and the classes and owners of touchpoints to be changed below it."""

from typing import Any

import pandas as pd
import streamlit as st

from touchpoints import i18n
from touchpoints.analyses import classes, sentiment, timeline
from touchpoints.analyses.classes import CLASSES, Classes
from touchpoints.captions import words
from touchpoints.captions.journeys import scorecard_columns
from touchpoints.i18n import _, label
from touchpoints.model import UNKNOWN, Dimension, Filters
from touchpoints.ui import navigation, sheets, writing
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace

SHARES = ("share", "conversion", "without", "negative", "gap")
COUNTS = ("events", "met", "others", "ratings", "comments", "replies")
DIGITS = {"rating": 2, "wait": 1, "importance": 2, "critical": 1}


def draw(workspace: Workspace, filters: Filters, rows: pd.DataFrame, over: Dimension) -> None:
    """The rows of `analyses.scorecard.scorecard` as a table to sort, a line of weeks in each row; a row
    that is chosen leads to the journey of somebody who was there."""
    told = {
        "higher": _("↑ more with it"),
        "lower": _("↓ fewer with it"),
        "unclear": _("no clear difference"),
        "few": _("few people"),
    }
    shown = spoken(rows).assign(association=rows["association"].map(told))
    shown["wait"] /= 3_600
    shown = shown.round({**dict.fromkeys(SHARES, 2), **DIGITS})
    titles = {**scorecard_columns(), "wait": _("Median hours to the reply")}
    configured = {
        "place": st.column_config.TextColumn(titles["place"], pinned=True),
        "share": st.column_config.ProgressColumn(
            titles["share"], format="percent", min_value=0, max_value=1
        ),
        "trend": st.column_config.AreaChartColumn(titles["trend"], y_min=0),
        **{name: sheets.share(titles[name]) for name in SHARES[1:]},
        **{name: sheets.figure(titles[name]) for name in (*COUNTS, *DIGITS)},
    }
    order = [
        *("place", "share", "events", "trend", "conversion", "without", "association"),
        *("met", "others", "rating", "ratings", "negative", "comments", "wait", "replies"),
        *("critical", "importance", "gap", *CLASSES, "owner"),
    ]
    chosen = st.dataframe(
        shown,
        column_config={**titles, **configured},
        column_order=[name for name in order if name in shown],
        hide_index=True,
        width="stretch",
        height=min(35 * (len(rows) + 1) + 3, 900),
        placeholder="–",
        on_select="rerun",
        selection_mode="single-row",
        key=f"scorecard {over} {filters} {i18n.language()}",
    )["selection"]["rows"]
    if not chosen:
        st.caption(
            _("Choose a row to read its comments and to see the journey of somebody who was there.")
        )
        return
    place = str(rows["place"].iloc[chosen[0]])
    if over == "touchpoint" and sentiment.counts(
        workspace, filters, sentiment.Choice(touchpoint=place)
    ):
        navigation.comments_on(place)
    somebody = timeline.somebody_at(workspace, filters, over, place)
    if somebody is not None:
        title = _("The journey of somebody who met “{place}”").format(place=plain(label(place)))
        navigation.link("journey/person.py", title, person=somebody)


def spoken(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with places and classes in the visitor's language."""
    names = {name: rows[name].map(classes.name) for name in CLASSES if name in rows}
    return words.shown(rows).assign(**names)


def edit(workspace: Workspace) -> None:
    """The classes and the owner of each touchpoint, to be changed and kept all at once."""
    writing.say_kept()
    with st.expander(_("Change classes and owners"), icon=":material/edit:"):
        st.caption(
            _(
                "Medium, setting and directness are proposed from the names of touchpoints and channels. "
                "Change what is wrong, name who answers for each touchpoint, and save."
            )
        )
        allowed = writing.allowed(workspace)
        known = classes.rows(workspace)
        shown = known.assign(touchpoint=known["touchpoint"].map(label))
        with st.form("classes", border=False):
            edited = st.data_editor(
                shown,
                hide_index=True,
                disabled=["touchpoint"] if allowed else True,
                column_config=_editors(),
                key=f"classes {i18n.language()} {workspace.version}",
            )
            if st.form_submit_button(_("Save"), type="primary", disabled=not allowed):
                writing.keep(lambda: classes.write(workspace, _changed(known, edited)))


def _editors() -> dict[str, Any]:
    choices: dict[str, Any] = {
        name: st.column_config.SelectboxColumn(
            _(classes.NAMES[name]),
            options=[*values, UNKNOWN],
            format_func=lambda value: classes.name(str(value)),
            required=True,
        )
        for name, values in CLASSES.items()
    }
    owner = _(classes.NAMES["owner"])
    return {
        "touchpoint": st.column_config.TextColumn(_("Touchpoint"), pinned=True),
        **choices,
        "owner": st.column_config.TextColumn(owner, max_chars=classes.OWNER_LENGTH),
    }


def _changed(known: pd.DataFrame, edited: pd.DataFrame) -> dict[str, Classes]:
    """The touchpoints whose row was changed; the rows stand in the same order."""
    edited = edited.fillna({"owner": ""}).assign(touchpoint=known["touchpoint"])
    differs = (edited[known.columns] != known).any(axis=1)
    return {
        str(row.pop("touchpoint")): Classes(
            **{str(name): str(value) for name, value in row.items()}
        )
        for row in edited[differs].to_dict(orient="records")
    }
