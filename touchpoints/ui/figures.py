"""Figures of reports without people, on the page of the data."""

import datetime as dt
from textwrap import shorten

import pandas as pd
import streamlit as st

from touchpoints import i18n
from touchpoints.analyses import figures
from touchpoints.i18n import _, label
from touchpoints.model import UNKNOWN
from touchpoints.ui import downloads
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace


def draw(workspace: Workspace) -> None:
    """One table per report, and its course where it tells days; nothing where there is no report."""
    found = figures.figures(workspace)
    if found.empty:
        return
    st.subheader(_("Figures without people"))
    st.caption(
        _(
            "Totals by channel, page or day, as the reports told them. They name no person, so they take no "
            "part in funnels, journeys or feedback."
        )
    )
    for import_no, rows in found.groupby("import_no", sort=False):
        told = shorten(", ".join(dict.fromkeys(rows["figure"])), 60, placeholder="…")
        title = plain(f"{rows['file'].iloc[0]} · {told}")
        with st.expander(title, icon=":material/bar_chart:"):
            _draw_report(rows, str(import_no))


def _draw_report(rows: pd.DataFrame, key: str) -> None:
    names = list(dict.fromkeys(rows["figure"]))
    days = rows.dropna(subset="since").loc[lambda each: each["since"] == each["until"], "since"]
    if days.nunique() >= 3:
        chosen = st.selectbox(_("Figure"), names, key=f"figure {key}")
        course = rows[rows["figure"] == chosen].assign(
            place=lambda each: each["item"].fillna(each["channel"].map(label))
        )
        if not course.duplicated(["since", "place"]).any() and course["place"].nunique() <= 8:
            st.line_chart(course, x="since", y="value", color="place", x_label="", y_label="")
    table = figures.as_reported(rows)
    downloads.row(
        table.assign(
            since=table["since"].map(_day, na_action="ignore"),
            until=table["until"].map(_day, na_action="ignore"),
            channel=table["channel"].where(table["channel"] != UNKNOWN),
        ).dropna(axis="columns", how="all"),
        name=f"figures-{key}",
        columns={
            "since": _("From"),
            "until": _("Until"),
            "channel": _("Channel"),
            "item": _("What it is about"),
            **{name: name for name in names},
        },
    )


def _day(day: dt.date) -> str:
    return i18n.day(day)
