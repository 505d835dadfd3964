"""The parts of the page about what people met before they answered."""

from typing import cast

import pandas as pd
import streamlit as st

from touchpoints.analyses import goals, groups, journey, scores, sentiment, verdict_paths
from touchpoints.analyses.journey import ARROW
from touchpoints.captions import columns
from touchpoints.captions import voice as captions
from touchpoints.captions.voice import before_definition, verdict_paths_definition
from touchpoints.i18n import _, label
from touchpoints.model import Filters, Measure
from touchpoints.ui import charts, downloads, journeys
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace


def match_rate(workspace: Workspace, filters: Filters) -> None:
    """How many answers have a place on the journey, and what the others lack."""
    st.markdown(plain(journey.finding_match(journey.match_rate(workspace, filters))))


def draw_contacts(workspace: Workspace, filters: Filters, question: str) -> None:
    """The contacts shortly before low scores, one by one and as trails."""
    contacts = journey.contacts_before(workspace, filters, question)
    if contacts.empty:
        st.info(_("No one who answered this question has a contact in the 30 days before."))
        return
    charts.draw(
        journey.chart_before(charts.look()),
        journey.pairs_of(contacts),
        finding=journey.finding_before,
        definition=before_definition(),
        key="contacts before",
    )
    downloads.row(contacts, name="contacts-before", columns=columns.contacts_before())
    trails = journey.trails_before(workspace, filters, question)
    trails["trail"] = [ARROW.join(map(label, trail)) for trail in trails["trail"]]
    charts.draw(
        journey.chart_before(charts.look(), "trail"),
        journey.pairs_of(trails),
        finding=journey.finding_before,
        definition=_(
            "The last three contacts in the 30 days before the answer, in order; the twelve trails "
            "that most respondents came by."
        ),
        key="trails before",
    )
    downloads.row(trails, name="trails-before", columns=columns.contacts_before())


def draw_scores(workspace: Workspace, filters: Filters, question: "pd.Series[float]") -> None:
    """The scores of a question, and how comments feel, by the touchpoint before the answer."""
    measure = cast(Measure, question["measure"])
    groups = journey.scores_by_contact(workspace, filters)
    groups = groups[groups["question"] == question["question"]]
    if len(groups) > 1:
        given = scores.distribution(workspace, filters)
        charts.draw(
            scores.comparison(
                charts.look(),
                measure,
                "touchpoint",
                given.loc[given["question"] == question["question"], "score"],
            ),
            groups,
            finding=scores.finding,
            definition=_place_definition(),
            key="scores by contact",
        )
        downloads.row(groups, name="scores-by-contact", columns=columns.scores())
    feelings = journey.sentiment_by_contact(workspace, filters)
    if feelings["touchpoint"].nunique() > 1:
        charts.draw(
            sentiment.chart(charts.look(), "touchpoint"),
            feelings,
            finding=sentiment.finding,
            definition=captions.sentiment_definition(),
            key="sentiment by contact",
        )
        downloads.row(feelings, name="sentiment-by-contact", columns=columns.sentiment())


def draw_funnel(workspace: Workspace, filters: Filters, question: str) -> None:
    """The funnel of those who scored high against that of those who scored low."""
    steps = journey.funnel_by_verdict(workspace, filters, question)
    if steps.empty:
        return
    names = {"happy": _("High score"), "unhappy": _("Low score")}
    steps["group"] = steps["group"].map(names)
    charts.draw(
        groups.chart(charts.look(), 2, steps["step"].nunique()),
        steps,
        finding=journey.finding_funnel,
        definition=_(
            "The steps in order, without a time limit. Whoever answered several times counts by the "
            "newest answer. Those who score low need not be lost: see where their conversion falls."
        ),
        key="funnel by verdict",
    )
    titles = {**columns.funnel_by_group(), "group": _("Score")}
    downloads.row(steps, name="funnel-by-score", columns=titles)


def draw_paths(workspace: Workspace, filters: Filters, question: str) -> None:
    """The paths of those who scored high beside those of who scored low."""
    st.subheader(_("The ways of low and high scores"))
    goal = goals.usual(workspace)
    rows = verdict_paths.paths(workspace, filters, question, over=journeys.between(), goal=goal)
    if rows.empty:
        st.info(_("Nobody of those who score low, or high, has a journey."))
        return
    charts.draw(
        verdict_paths.chart(charts.look()),
        rows,
        finding=verdict_paths.finding,
        definition=verdict_paths_definition(goal),
        key="paths by verdict",
    )
    named = rows.assign(side=rows["side"].map({0: _("Low score"), 1: _("High score")}))
    downloads.row(named, name="paths-by-score", columns=columns.verdict_paths())


def _place_definition() -> str:
    return _(
        "By the touchpoint that the answer names, else by the last contact of that person in the 30 "
        "days before. Two groups whose intervals overlap are not ranked one above the other."
    )
