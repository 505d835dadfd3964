"""The overview: five figures with their course, what to mend first, and the findings with their proof."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

import pandas as pd
import streamlit as st

from touchpoints import i18n
from touchpoints.analyses import (
    catalogue,
    funnel,
    groups,
    heatmap,
    intervals,
    plan,
    pulse,
    scorecard,
    scores,
    sentiment,
)
from touchpoints.analyses.catalogue import Totals
from touchpoints.captions import figures as figure_captions
from touchpoints.captions import words
from touchpoints.charting import Look, Spec
from touchpoints.errors import ChoiceNotPossible
from touchpoints.i18n import _, nameless
from touchpoints.model import Dimension, Filters
from touchpoints.ui import charts, controls, navigation
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace

MONTH = 30 * controls.DAY
PLACES: tuple[Dimension, ...] = ("touchpoint", "channel", "stage")  # the finest first


@dataclass(frozen=True)
class Finding:
    """A question, the sentence that answers it, the page that proves it, a chart where one helps, and the
    touchpoint that it is about where there are comments on it."""

    question: str
    sentence: str
    page: str
    spec: Callable[[Look], Spec] | None = None
    table: pd.DataFrame | None = None
    touchpoint: str | None = None


def figures(workspace: Workspace, filters: Filters) -> None:
    """The figures in a row, each with its course and the newest whole period against the one before."""
    whole = pulse.span(workspace, filters)
    found = pulse.pulse(workspace, filters, whole)
    if not found:
        return
    with (
        st.container(key="pulse"),
        st.grid(len(found), min_column_width=150, row_height="content"),
    ):
        for figure in found:
            course = figure.rows["value"].dropna().to_list()
            values, periods = pulse.newest(figure, whole)
            st.metric(
                plain(figure_captions.title(figure)),
                pulse.told(figure, figure.value),
                i18n.unbroken(values) or None,
                delta_color=_tone(figure),
                delta_arrow=_arrow(figure),
                delta_description=periods or None,
                help=" ".join(
                    part
                    for part in (
                        figure_captions.meaning(figure),
                        plain(figure_captions.explained(figure)),
                        _course(figure),
                    )
                    if part
                ),
                border=True,
                chart_data=course if len(course) > 1 else None,
                height="stretch",
            )


def _arrow(figure: pulse.Figure) -> Literal["up", "down", "off"]:
    change = pulse.change(figure)
    return change if change in ("up", "down") else "off"


def _tone(figure: pulse.Figure) -> Literal["normal", "inverse", "off"]:
    if _arrow(figure) == "off":
        return "off"
    return "inverse" if figure.name in ("negative", "response") else "normal"


def _course(figure: pulse.Figure) -> str:
    """What the pill and the line under a figure say."""
    return {
        "up": _("The newest whole period is above the one before it, beyond the margin of error."),
        "down": _(
            "The newest whole period is below the one before it, beyond the margin of error."
        ),
        "unclear": _("The two newest whole periods do not differ beyond the margin of error."),
        "unknown": _("There are too few figures over time to compare."),
    }[pulse.change(figure)]


def findings(workspace: Workspace, filters: Filters, totals: Totals) -> Iterator[Finding]:
    """Whatever the workspace can answer, the most pressing first."""
    if totals.events:
        yield from _about_journeys(workspace, filters)
    for measure in ("nps", "csat"):
        rated = scores.scores(workspace, filters, over="touchpoint")
        rated = rated[(rated["measure"] == measure) & (rated["n"] >= intervals.FEW)]
        if (~rated["touchpoint"].isin(nameless())).sum() > 1:
            yield Finding(
                _("Which touchpoint pleases, which one hurts?"),
                scores.finding(words.shown(rated)),
                "voice/feedback.py",
            )
            break
    if totals.comments:
        yield Finding(
            _("What do they complain about?"), _complaints(workspace, filters), "voice/feedback.py"
        )


def _complaints(workspace: Workspace, filters: Filters) -> str:
    """Where most complain, by the finest places that the comments name."""
    for over in PLACES:
        feelings = sentiment.sentiment(workspace, filters, over=over)
        if not feelings[over].isin(nameless()).all():
            return sentiment.finding(words.shown(feelings))
    return sentiment.finding(sentiment.sentiment(workspace, filters))


def _about_journeys(workspace: Workspace, filters: Filters) -> Iterator[Finding]:
    steps = catalogue.usual_steps(workspace, "stage")
    if len(steps) >= plan.FEWEST_STEPS:
        asked = plan.plan("stage", steps, MONTH)
        whole = funnel.funnel(workspace, filters, asked)
        yield Finding(
            _("Where do we lose them?"),
            funnel.finding(words.shown(whole)),
            "journey/funnel.py",
            funnel.chart,
            whole,
        )
    yield from _to_mend(workspace, filters)
    if len(steps) >= plan.FEWEST_STEPS:
        split = groups.by_channel(workspace, filters, asked)
        yield Finding(
            _("Does it matter where they come in?"),
            groups.finding(words.shown(split)),
            "journey/funnel.py",
        )
    cells = heatmap.weekday_by_hour(workspace, filters)
    yield Finding(_("When are they here?"), heatmap.finding(cells, "events"), "journey/heatmap.py")


def _to_mend(workspace: Workspace, filters: Filters) -> Iterator[Finding]:
    try:
        rows = scorecard.scorecard(workspace, filters)
    except ChoiceNotPossible:
        return
    worst = scorecard.most_critical(rows)
    if worst is not None:
        yield Finding(
            _("What should be mended first?"),
            scorecard.finding_critical(words.shown(rows)),
            "journey/scorecard.py",
            touchpoint=str(worst["place"]) if worst["comments"] else None,
        )


def cards(found: Iterator[Finding]) -> None:
    """The first finding large with its chart, the others beside each other; none where there is none."""
    for finding in islice(found, 1):
        _card(finding)
    with st.grid("auto", min_column_width=330):
        for finding in found:
            _card(finding)


def _card(finding: Finding) -> None:
    with st.container(border=True, height="stretch"):
        st.caption(finding.question)
        st.markdown(f"#### {plain(finding.sentence)}")
        if finding.spec is not None and finding.table is not None:
            charts.place(
                finding.spec(charts.look()), finding.table, finding.sentence, key=finding.page
            )
        with st.container(horizontal=True):
            navigation.link(finding.page, _("See how"))
            if finding.touchpoint is not None:
                navigation.comments_on(finding.touchpoint)
