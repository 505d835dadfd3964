"""The charts of one survey question: how it was scored, and how groups compare."""

from typing import cast

import pandas as pd
import streamlit as st

from touchpoints.analyses import scores
from touchpoints.captions import columns
from touchpoints.captions.voice import groups_definition, score_definition
from touchpoints.i18n import _, ngettext
from touchpoints.model import Dimension, Filters, Measure
from touchpoints.ui import charts, downloads, session
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace


def choose(overall: pd.DataFrame) -> "pd.Series[float]":
    """The row of the question looked at; asked where there are several."""
    names = {str(place): str(name) for place, name in enumerate(overall["question"])}
    chosen = "0"
    if len(names) > 1:
        key = session.hydrate_one("question", list(names), "0")
        st.selectbox(_("Question"), list(names), format_func=names.__getitem__, key=key)
        session.publish("question", "0")
        chosen = str(st.session_state[key])
    return overall.iloc[int(chosen)]


def draw(workspace: Workspace, filters: Filters, overall: pd.DataFrame, by: Dimension) -> None:
    """Distribution and comparison of the chosen question."""
    question = choose(overall)
    measure = cast(Measure, question["measure"])
    given = scores.distribution(workspace, filters)
    given = given[given["question"] == question["question"]]
    charts.draw(
        scores.chart_distribution(charts.look(), measure),
        given,
        finding=lambda _named: scores.finding(overall.loc[[question.name]]),
        definition=score_definition(measure),
        key="distribution",
    )
    downloads.row(given, name="scores", columns=columns.distribution())
    groups = scores.scores(workspace, filters, over=by)
    groups = groups[groups["question"] == question["question"]]
    if len(groups) < 2:
        return
    charts.draw(
        scores.comparison(charts.look(), measure, by, given["score"]),
        groups,
        finding=scores.finding,
        definition=groups_definition(),
        key="scores by group",
    )
    downloads.row(groups, name=f"scores-by-{by}", columns=columns.scores())


def tiles(overall: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Name, figure and small print of the first questions."""
    short = scores.short_names()
    return {
        short[one["measure"]] + " " * place: (
            scores.figure(one["measure"], one["score"]),
            score_definition(one["measure"])
            + " "
            + ngettext(
                "{question} — 95% interval {low} to {high}, from one answer.",
                "{question} — 95% interval {low} to {high}, from {count} answers.",
                one["n"],
            ).format(
                question=plain(one["question"]),
                low=scores.figure(one["measure"], one["low"]),
                high=scores.figure(one["measure"], one["high"]),
            ),
        )
        for place, one in enumerate(overall.head(3).to_dict("records"))
    }
