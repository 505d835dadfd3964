"""`python -m touchpoints run funnel|leavers`: how a funnel is said on the command line."""

import argparse
import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from touchpoints.analyses import (
    catalogue,
    compared,
    durations,
    entry_weeks,
    groups,
    plan,
    segments,
)
from touchpoints.analyses import funnel as whole
from touchpoints.analyses import leavers as left
from touchpoints.analyses.plan import Plan, Step
from touchpoints.errors import ChoiceNotPossible
from touchpoints.i18n import N_, _
from touchpoints.model import UNKNOWN, Dimension, Filters
from touchpoints.workspaces import Workspace

ORDERS: dict[str, plan.Order] = {"in-order": "in order", "strictly": "strictly", "any": "any"}
BY = ("step", "channel", "segment", "before", "time", "week")
_SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86400, "w": 604800}


def add_arguments(parser: Any) -> None:
    """The arguments that only the funnel and its leavers have."""
    parser.add_argument(
        "--step",
        action="append",
        help=_("A step of the funnel, in order: ad, or ad|mail, or stage:service|channel:store."),
    )
    parser.add_argument("--after", type=int, help=_("Who left after this step (1, 2, ...)."))
    parser.add_argument("--within", metavar="7d", help=_("The window: 90s, 30min, 12h, 7d or 2w."))
    parser.add_argument(
        "--step-within",
        action="append",
        default=[],
        metavar="2=1d",
        help=_("The time limit of one step since the step before it; may be repeated."),
    )
    parser.add_argument("--order", choices=tuple(ORDERS), default="in-order")
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        help=_("Attempts that meet this place do not count; may be repeated."),
    )
    parser.add_argument(
        "--inside", action="store_true", help=_("All events, not only the entry, in the period.")
    )
    parser.add_argument("--by", choices=BY, default="step", help=_("What the rows are."))
    parser.add_argument(
        "--against", metavar="SEGMENT", help=_("Compare with the people of this segment.")
    )
    parser.add_argument(
        "--people", action="store_true", help=_("The people who left, one row each.")
    )


def funnel(workspace: Workspace, filters: Filters, arguments: argparse.Namespace) -> pd.DataFrame:
    """The rows that --by and --against ask for."""
    asked = _plan(workspace, arguments)
    if arguments.against:
        one, other = compared.against(filters, segments.named(workspace, arguments.against))
        return compared.compared(workspace, one, other, asked)
    match arguments.by:
        case "channel":
            return groups.by_channel(workspace, filters, asked)
        case "segment":
            chosen = tuple(segments.all_of(workspace).values())
            return groups.by_segment(workspace, filters, asked, chosen)
        case "before":
            before = compared.period_before(filters, catalogue.period(workspace))
            if before is None:
                raise ChoiceNotPossible(
                    N_("There is no period before. Choose with --from a day after the first one.")
                )
            return compared.compared(workspace, filters, before, asked)
        case "time":
            return durations.durations(workspace, filters, asked)
        case "week":
            return entry_weeks.entry_weeks(workspace, filters, asked)
        case _:
            return whole.funnel(workspace, filters, asked)


def leavers(workspace: Workspace, filters: Filters, arguments: argparse.Namespace) -> pd.DataFrame:
    """Where they went, those still open included; without --after those of the step that loses most."""
    asked = _plan(workspace, arguments)
    after = arguments.after
    if after is None:
        after = max(int(whole.funnel(workspace, filters, asked)["lost"].argmax()), 1)
    people = left.leavers(workspace, filters, left.Drop(asked, after))
    return people.drop(columns="person_no") if arguments.people else left.next_contacts(people)


def _plan(workspace: Workspace, arguments: argparse.Namespace) -> Plan:
    """Without steps: the stages in the order of the journey."""
    over: Dimension = arguments.over or ("touchpoint" if arguments.step else "stage")
    known = set(plan.places(workspace))
    usual = [value for value in catalogue.choices(workspace, over) if value != UNKNOWN]
    steps = [_step(text, over, known) for text in arguments.step or usual[: plan.MOST_STEPS]]
    return Plan(
        tuple(steps),
        seconds(arguments.within),
        _gaps(arguments.step_within, len(steps)),
        ORDERS[arguments.order],
        tuple(place for text in arguments.without for place in _step(text, over, known)),
        arguments.inside,
    )


def _step(text: str, over: Dimension, known: set[str]) -> Step:
    """A name that stands in the data is taken as it is, else it is several, joined by "|"."""
    whole_name = _place(text, over, known)
    names = [text] if whole_name in known else text.split("|")
    return tuple(_place(name, over, known) for name in names)


def _place(name: str, over: Dimension, known: set[str]) -> str:
    plainly = f"{over}:{name}"
    return name if plainly not in known and name in known else plainly


def _gaps(texts: Sequence[str], steps: int) -> tuple[float | None, ...]:
    gaps: list[float | None] = [None] * (steps - 1)
    for text in texts:
        number, _equals, window = text.partition("=")
        if not number.isdecimal() or not 2 <= int(number) <= steps:
            raise ChoiceNotPossible(
                N_("“{text}” is not a time limit of a step. Write 2=1d for the second step."),
                text=text,
            )
        gaps[int(number) - 2] = seconds(window)
    return tuple(gaps) if any(gaps) else ()


def seconds(window: str | None) -> int | None:
    """ "7d" -> 604800. ChoiceNotPossible where it cannot be read."""
    if window is None:
        return None
    found = re.fullmatch(r"(\d+)\s*(s|min|h|d|w)", window.strip())
    if not found:
        raise ChoiceNotPossible(
            N_("“{window}” is not a window. Write 90s, 30min, 12h, 7d or 2w."), window=window
        )
    return int(found[1]) * _SECONDS[found[2]]
