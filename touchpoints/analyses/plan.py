"""What is asked of a funnel: its steps, and how they are counted.

A place is written "touchpoint:checkout", "stage:service" or "channel:store", so that a step may mix
them, a link can carry it and a query can bind it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal, cast, get_args
from urllib.parse import unquote

from touchpoints.analyses import catalogue
from touchpoints.errors import ChoiceNotPossible
from touchpoints.i18n import N_, label
from touchpoints.model import Dimension, Filters
from touchpoints.workspaces import Workspace

FEWEST_STEPS, MOST_STEPS = 2, 10

Order = Literal["in order", "strictly", "any"]
Step = tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """The steps of a funnel, each the places of which one is enough, and how they are counted.

    `within` is the window in seconds from the first step to the last, `gaps` the one of each step
    since the step before it (the first of them belongs to the second step); None is no limit. An
    attempt that meets a place of `without` between its first and its last event does not count. The
    days of the filters select who enters, or with `inside` every event.
    """

    steps: tuple[Step, ...]
    within: float | None = None
    gaps: tuple[float | None, ...] = ()
    order: Order = "in order"
    without: Step = ()
    inside: bool = False

    @property
    def names(self) -> list[str]:
        """What each row of the funnel is called: the values of its step side by side."""
        return [" / ".join(value_of(place) for place in step) for step in self.steps]


def plan(
    over: Dimension, steps: Sequence[str | Sequence[str]], within: float | None = None
) -> Plan:
    """The plan whose steps are values of one dimension, each one value or several."""
    members = [[step] if isinstance(step, str) else step for step in steps]
    return Plan(tuple(tuple(f"{over}:{value}" for value in step) for step in members), within)


def value_of(place: str) -> str:
    """ "stage:service" -> "service"."""
    return place.partition(":")[2]


def dimension_of(place: str) -> Dimension:
    """ "stage:service" -> "stage"."""
    return cast(Dimension, place.partition(":")[0])


def places(workspace: Workspace) -> list[str]:
    """Every place of a workspace: its stages, touchpoints and channels, each in their usual order."""
    kinds: tuple[Dimension, ...] = ("stage", "touchpoint", "channel")
    return [f"{over}:{value}" for over in kinds for value in catalogue.choices(workspace, over)]


def written(step: Step) -> str:
    """A step as links write it: its places, joined by "|". The address bar quotes the rest."""
    return "|".join(place.replace("%", "%25").replace("|", "%7C") for place in step)


def read(text: str) -> Step:
    """The step that `written` wrote."""
    return tuple(unquote(place) for place in text.split("|") if place)


def checked(workspace: Workspace, asked: Plan) -> Plan:
    """The plan, where it makes sense in this workspace. ChoiceNotPossible."""
    if not FEWEST_STEPS <= len(asked.steps) <= MOST_STEPS or not all(asked.steps):
        raise ChoiceNotPossible(
            N_("A funnel has {fewest} to {most} steps. Choose the steps in the order you expect."),
            fewest=FEWEST_STEPS,
            most=MOST_STEPS,
        )
    known = set(places(workspace))
    for place in (*chain.from_iterable(asked.steps), *asked.without):
        if place not in known:
            over = dimension_of(place)
            choices = catalogue.choices(workspace, over) if over in get_args(Dimension) else ()
            raise ChoiceNotPossible(
                N_("There is no “{value}” in this workspace. Choose one of: {choices}."),
                value=value_of(place) or place,
                choices=", ".join(choices),
            )
    if any(limit is not None and limit <= 0 for limit in (asked.within, *asked.gaps)):
        raise ChoiceNotPossible(N_("The window must be longer than nothing. Try 30 days."))
    if len(asked.gaps) >= len(asked.steps):
        raise ChoiceNotPossible(N_("There are more time limits between steps than steps."))
    both = set(asked.without) & set(chain.from_iterable(asked.steps))
    if both:
        raise ChoiceNotPossible(
            N_("“{value}” is a step of the funnel. It cannot be left out as well."),
            value=label(value_of(min(both))),
        )
    if asked.order == "any" and any(asked.gaps):
        raise ChoiceNotPossible(
            N_("Steps in any order have no time limit of their own. Limit the whole funnel.")
        )
    return asked


def values(workspace: Workspace, filters: Filters, asked: Plan) -> dict[str, object]:
    """What `funnel_people.sql` binds. ChoiceNotPossible."""
    checked(workspace, asked)
    second = workspace.run("clock").to_pylist()[0]["ticks_per_second"]

    def ticks(limit: float | None) -> int | None:
        return None if limit is None else round(limit * second)

    gaps = [None, *map(ticks, asked.gaps)]
    steps: dict[str, object] = {f"step_{place}": [] for place in range(1, MOST_STEPS + 1)}
    steps |= {f"step_{place}": list(step) for place, step in enumerate(asked.steps, start=1)}
    return {
        **replace(filters, segment=None).values(),
        **steps,
        "window": ticks(asked.within),
        "gaps": gaps + [None] * (MOST_STEPS - len(gaps)),
        "strictly": asked.order == "strictly",
        "in_any_order": asked.order == "any",
        "without": list(asked.without),
        "inside": asked.inside,
    }
