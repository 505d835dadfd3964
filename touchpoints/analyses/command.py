"""`python -m touchpoints run ...`: an analysis without a screen."""

import argparse
import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any, get_args

import pandas as pd

from touchpoints import workspaces
from touchpoints.analyses import (
    attribution,
    classes,
    drivers,
    flow,
    follow_up,
    funnel_command,
    goals,
    handoffs,
    heatmap,
    hours,
    journey,
    loyalty,
    measures,
    response,
    review,
    score_trend,
    scorecard,
    scores,
    segments,
    sentiment,
    terms,
    themes,
    transitions,
    trends,
    variants,
)
from touchpoints.errors import ChoiceNotPossible, UserError
from touchpoints.i18n import N_, _
from touchpoints.model import Dimension, Filters, Goal
from touchpoints.workspaces import Workspace

JOURNEYS = (
    "transitions",
    "variants",
    "flow",
    "handoffs",
    "attribution",
    "scorecard",
    "loyalty",
    "trends",
)
VOICE = ("before", "follow-up", "match", "score-trend", "theme-impact", "trails")
ANALYSES = (
    "classes",
    "drivers",
    "funnel",
    "heatmap",
    "leavers",
    "measures",
    "response",
    "scores",
    "sentiment",
    "terms",
    "themes",
    *JOURNEYS,
    *VOICE,
)
REFUSED = 3
OVER = ("touchpoint", "stage", "channel", "weekday", "hour")
_BY_CLOCK = {"weekday": ("heatmap", "response"), "hour": ("response",)}


def add_parser(subparsers: Any) -> None:
    """Add `run` to the command line."""
    parser = subparsers.add_parser("run", help=_("Print the rows of an analysis."))
    parser.add_argument("analysis", choices=ANALYSES)
    parser.add_argument("--workspace", type=Path, required=True, metavar="DIR")
    parser.add_argument("--over", choices=OVER, help=_("What the steps, rows or groups are."))
    funnel_command.add_arguments(parser)
    parser.add_argument(
        "--measure",
        choices=get_args(heatmap.Quantity),
        default="events",
        help=_("What the cells of the heatmap hold."),
    )
    parser.add_argument(
        "--business", action="store_true", help=_("Only the time while the business is open.")
    )
    parser.add_argument("--goal", help=_("The stage or touchpoint that journeys are to reach."))
    add_filters(parser)
    parser.add_argument("--json", action="store_true", help=_("One JSON array of rows."))
    parser.set_defaults(run=run)


def add_filters(parser: argparse.ArgumentParser) -> None:
    """The arguments that `asked_filters` reads."""
    parser.add_argument("--channel", action="append", help=_("Only this channel; may be repeated."))
    parser.add_argument("--stage", action="append", help=_("Only this stage; may be repeated."))
    parser.add_argument("--segment", help=_("Only the people of this segment of the workspace."))
    parser.add_argument("--from", dest="since", type=dt.date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument("--to", dest="until", type=dt.date.fromisoformat, metavar="YYYY-MM-DD")


def asked_filters(workspace: Workspace, arguments: argparse.Namespace) -> Filters:
    """The part of the workspace that the command line asks for."""
    return Filters(
        channels=None if arguments.channel is None else tuple(arguments.channel),
        stages=None if arguments.stage is None else tuple(arguments.stage),
        since=arguments.since,
        until=arguments.until,
        segment=segments.named(workspace, arguments.segment) if arguments.segment else None,
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the rows of one analysis; the exit code is 0, or 3 with one sentence on stderr."""
    try:
        table = _table(arguments)
    except UserError as error:
        print(error.sentence(), file=sys.stderr)
        return REFUSED
    print(as_json(table) if arguments.json else table.to_string(index=False, na_rep="–"))
    return 0


def as_json(table: pd.DataFrame) -> str:
    """The rows as one JSON array of objects; what is unknown is null, times are ISO 8601."""
    rows = [
        {
            name: None if not isinstance(value, list) and pd.isna(value) else value
            for name, value in row.items()
        }
        for row in table.to_dict(orient="records")
    ]
    return json.dumps(rows, ensure_ascii=False, default=lambda value: value.isoformat())


def _table(arguments: argparse.Namespace) -> pd.DataFrame:
    workspace = workspaces.at(arguments.workspace)
    if workspace.is_empty:
        raise ChoiceNotPossible(N_("This workspace is empty. Load a file into it first."))
    filters = asked_filters(workspace, arguments)
    over = arguments.over
    possible = _BY_CLOCK.get(over)
    if possible and arguments.analysis not in possible:
        raise ChoiceNotPossible(
            N_("--over {over} is only for: {analyses}."), over=over, analyses=", ".join(possible)
        )
    goal = goals.named(workspace, arguments.goal) if arguments.goal else None
    if arguments.analysis in JOURNEYS:
        return _journeys(workspace, filters, arguments, goal)
    if arguments.analysis in VOICE:
        return _voice(workspace, filters, arguments.analysis)
    match arguments.analysis:
        case "classes":
            return classes.rows(workspace)
        case "drivers":
            return _drivers(workspace, filters)
        case "funnel":
            return funnel_command.funnel(workspace, filters, arguments)
        case "heatmap":
            return heatmap.cells(workspace, filters, over or "stage", arguments.measure, goal)
        case "measures":
            return measures.wide(measures.measures(workspace, filters, goal=goal))
        case "leavers":
            return funnel_command.leavers(workspace, filters, arguments)
        case "response":
            return _response(workspace, filters, arguments)
        case "scores":
            return scores.scores(workspace, filters, over)
        case "terms":
            return _terms(workspace, filters)
        case "themes":
            return themes.themes(workspace, filters, over)
        case _:
            return sentiment.sentiment(workspace, filters, over)


def _journeys(
    workspace: Workspace, filters: Filters, arguments: argparse.Namespace, goal: Goal | None
) -> pd.DataFrame:
    """Over channels where nothing else is said. Variants without a goal are whole journeys."""
    over: Dimension = arguments.over or "channel"
    match arguments.analysis:
        case "transitions":
            return transitions.transitions(workspace, filters, over=over)
        case "variants":
            return variants.variants(workspace, filters, over=over, goal=goal)
        case "flow":
            return flow.flow(workspace, filters, over=over)
        case "trends":
            return trends.trends(workspace, filters, goal=goal)
        case "loyalty":
            return loyalty.returns(workspace, filters, goal=goal)
        case "scorecard":
            over = arguments.over or "touchpoint"
            return scorecard.scorecard(workspace, filters, over=over, goal=goal)
        case "attribution":
            return attribution.attribution(workspace, filters, over=over, goal=goal)
        case _:
            return handoffs.handoffs(workspace, filters, over=over, goal=goal)


def _response(
    workspace: Workspace, filters: Filters, arguments: argparse.Namespace
) -> pd.DataFrame:
    """By touchpoints where nothing else is said; --within is the target, --business counts only the hours
    of business."""
    given = response.exchange(workspace)
    if not (given.inbound and given.outbound):
        raise ChoiceNotPossible(
            N_(
                "No touchpoint is known as a request or as a reply. Say which are, on the page about "
                "response times."
            )
        )
    found = response.requests(
        workspace,
        filters,
        given,
        open_=hours.hours(workspace),
        business=arguments.business,
    )
    target = funnel_command.seconds(arguments.within) or given.target
    return response.response(found, target, arguments.over or "touchpoint")


def _terms(workspace: Workspace, filters: Filters) -> pd.DataFrame:
    """Low against high scores where there are both, else negative against positive comments."""
    possible = terms.comparisons(workspace, filters)
    if not possible or possible[0] not in terms.SIDES:
        raise ChoiceNotPossible(N_("There are no two groups of comments to compare."))
    return terms.terms(workspace, filters, possible[0])


def _voice(workspace: Workspace, filters: Filters, analysis: str) -> pd.DataFrame:
    """What is asked of one question, is asked of the first one of the workspace."""
    match analysis:
        case "match":
            found = journey.match_rate(workspace, filters)
            return pd.DataFrame(list(found.items()), columns=["matched", "respondents"])
        case "follow-up":
            written = follow_up.read(workspace)
            waiting = review.queue(workspace, filters)
            states = [written.get(no, follow_up.UNTOUCHED) for no in waiting["answer_no"]]
            return waiting.assign(
                state=[one.state for one in states], owner=[one.owner for one in states]
            )
    question = _first_question(workspace, filters)
    match analysis:
        case "score-trend":
            return score_trend.score_trend(workspace, filters, question)
        case "theme-impact":
            return themes.impact(workspace, filters, question)
        case "trails":
            return journey.trails_before(workspace, filters, question)
        case _:
            return journey.contacts_before(workspace, filters, question)


def _drivers(workspace: Workspace, filters: Filters) -> pd.DataFrame:
    """Of the first question of the workspace."""
    return drivers.drivers(workspace, filters, _first_question(workspace, filters))


def _first_question(workspace: Workspace, filters: Filters) -> str:
    overall = scores.scores(workspace, filters)
    if overall.empty:
        raise ChoiceNotPossible(N_("There are no scores in this workspace."))
    return str(overall["question"].iloc[0])
