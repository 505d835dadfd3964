"""The charts of scores, complaints and waits over time."""

from typing import cast

import pandas as pd
import streamlit as st

from touchpoints.analyses import heatmap, score_trend, scores
from touchpoints.analyses.score_trend import Unit
from touchpoints.captions import columns
from touchpoints.captions.voice import complaints_definition, periods_definition, score_definition
from touchpoints.i18n import _
from touchpoints.model import Filters, Measure
from touchpoints.ui import charts, downloads, notes, scorecards
from touchpoints.workspaces import Workspace


def unit() -> Unit:
    """Weeks or months."""
    units = {"month": _("Month"), "week": _("Week")}
    return cast(Unit, charts.switch(_("A point for each"), "unit", units, default="month"))


def draw_scores(
    workspace: Workspace, filters: Filters, question: "pd.Series[float]", unit: Unit
) -> None:
    """A question's score in each period."""
    rows = score_trend.score_trend(workspace, filters, str(question["question"]), unit)
    if rows.empty:
        st.info(_("None of these answers has a date."))
        return
    measure = cast(Measure, question["measure"])
    charts.draw(
        notes.marked(score_trend.chart(charts.look(), measure, unit), workspace, rows["begins_on"]),
        rows,
        finding=lambda found: score_trend.finding(found, unit),
        definition=score_definition(measure) + " " + periods_definition(),
        key="score trend",
    )
    downloads.row(rows, name=f"scores-by-{unit}", columns=columns.score_trend())


def draw_others(workspace: Workspace, filters: Filters, unit: Unit) -> None:
    """What is known over time beside the events: a question's score, complaints and waits."""
    overall = scores.scores(workspace, filters)
    if len(overall):
        draw_scores(workspace, filters, scorecards.choose(overall), unit)
    draw_complaints(workspace, filters, unit)
    if heatmap.has_waits(workspace):
        draw_waits(workspace, filters, unit)


def draw_waits(workspace: Workspace, filters: Filters, unit: Unit) -> None:
    """The median wait for a reply in each period."""
    rows = score_trend.waits(workspace, filters, unit)
    if len(rows) < 2:
        return
    charts.draw(
        notes.marked(score_trend.chart(charts.look(), "wait", unit), workspace, rows["begins_on"]),
        rows,
        finding=lambda found: score_trend.finding(found, unit),
        definition=_(
            "The median time from a request to the next reply, all hours counted, by when it was asked. "
            "Each line of the scale is a multiple of the one before."
        )
        + " "
        + periods_definition(),
        key="wait trend",
    )
    downloads.row(rows, name=f"waits-by-{unit}", columns=columns.waits())


def draw_complaints(workspace: Workspace, filters: Filters, unit: Unit) -> None:
    """The share of negative comments in each period."""
    rows = score_trend.complaints(workspace, filters, unit)
    if len(rows) < 2:
        return
    charts.draw(
        notes.marked(
            score_trend.chart(charts.look(), "complaints", unit), workspace, rows["begins_on"]
        ),
        rows,
        finding=lambda found: score_trend.finding(found, unit),
        definition=complaints_definition() + " " + periods_definition(),
        key="complaint trend",
    )
    downloads.row(rows, name=f"complaints-by-{unit}", columns=columns.score_trend())
