"""The findings of a workspace, each with the page that proves it."""

from collections.abc import Iterator

import streamlit as st

from touchpoints.analyses import catalogue, funnel, heatmap, intervals, scores, sentiment
from touchpoints.analyses.catalogue import Totals
from touchpoints.i18n import _, ngettext, number, percent
from touchpoints.model import Filters
from touchpoints.ui import controls, downloads, navigation, scorecards, tiles
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace

Finding = tuple[str, str, str]
MONTH = 30 * controls.DAY


def figures(workspace: Workspace, filters: Filters, totals: Totals) -> None:
    """How much there is, how many get through, how satisfied they are, what they complain of."""
    found = {_("People"): (number(totals.people), _("Customers with at least one event."))}
    steps = catalogue.usual_steps(workspace, "stage")
    if totals.events and len(steps) >= funnel.FEWEST_STEPS:
        last = funnel.funnel(workspace, filters, over="stage", steps=steps, within=MONTH).iloc[-1]
        found[_("Reach the last stage")] = (
            percent(last["share"], 1),
            _("Of those who enter the first stage, within 30 days, every stage in order."),
        )
    found |= scorecards.tiles(scores.scores(workspace, filters))
    if totals.comments:
        feelings = sentiment.sentiment(workspace, filters)
        negative = feelings[feelings["label"] == "negative"].iloc[0]
        found[_("Negative comments")] = (
            percent(negative["share"]),
            ngettext(
                "Of one comment that says how it feels; 95 % interval {low} to {high}.",
                "Of {count} comments that say how they feel; 95 % interval {low} to {high}.",
                negative["n"],
            ).format(
                low=percent(negative["low"]),
                high=percent(negative["high"]),
            ),
        )
    tiles.row(found)


def findings(workspace: Workspace, filters: Filters, totals: Totals) -> Iterator[Finding]:
    """(question, finding, page) for whatever the workspace can answer."""
    steps = catalogue.usual_steps(workspace, "stage")
    if totals.events and len(steps) >= funnel.FEWEST_STEPS:
        options = {"over": "stage", "steps": steps, "within": MONTH}
        whole = funnel.funnel(workspace, filters, **options)  # type: ignore[arg-type]
        yield (
            _("Where do we lose them?"),
            funnel.finding(downloads.shown(whole)),
            "journey/funnel.py",
        )
        split = funnel.by_channel(workspace, filters, **options)  # type: ignore[arg-type]
        yield (
            _("Does it matter where they come in?"),
            funnel.finding_by_channel(downloads.shown(split)),
            "journey/funnel.py",
        )
    if totals.events:
        cells = heatmap.weekday_by_hour(workspace, filters)
        yield (
            _("When are they here?"),
            heatmap.finding(cells, "events"),
            "journey/heatmap.py",
        )
    for measure in ("nps", "csat"):
        rated = scores.scores(workspace, filters, over="touchpoint")
        rated = rated[(rated["measure"] == measure) & (rated["n"] >= intervals.FEW)]
        if len(rated) > 1:
            yield (
                _("Which touchpoint pleases, which one hurts?"),
                scores.finding(downloads.shown(rated)),
                "voice/feedback.py",
            )
            break
    if totals.comments:
        feelings = sentiment.sentiment(workspace, filters, over="touchpoint")
        yield (
            _("What do they complain about?"),
            sentiment.finding(downloads.shown(feelings)),
            "voice/feedback.py",
        )


def cards(found: Iterator[Finding]) -> None:
    """Each finding as a card: the question, the answer, the way to its page."""
    for question, sentence, page in found:
        with st.container(border=True):
            st.caption(question)
            st.markdown(f"#### {plain(sentence)}")
            navigation.link(page, _("See how"))
