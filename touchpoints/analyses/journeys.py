"""What the queries about whole journeys bind: which steps a journey has, and which places stand alone."""

from collections.abc import Sequence

from touchpoints.analyses import catalogue
from touchpoints.errors import ChoiceNotPossible
from touchpoints.i18n import N_, label
from touchpoints.model import Dimension, Filters, Goal
from touchpoints.workspaces import Workspace

ARROW = " › "
MOST_PLACES = 1_000  # what duckdb/variants.sql can pack beside "(other)"


def bound(
    workspace: Workspace,
    filters: Filters,
    *,
    over: Dimension,
    folded: bool,
    goal: Goal | None = None,
    kept: Sequence[str] | None = None,
    anchor: str | None = None,
    backwards: bool = False,
) -> dict[str, object]:
    """The values of `_paths.sql`; without an anchor journeys are read from their start."""
    if anchor is not None and anchor not in catalogue.choices(workspace, over):
        raise ChoiceNotPossible(
            N_("There is no “{value}” in this workspace. Choose one of: {choices}."),
            value=anchor,
            choices=", ".join(catalogue.choices(workspace, over)),
        )
    return {
        **filters.values(),
        **(goal.values() if goal else {"goal_over": over, "goal": None}),
        "over": over,
        "folded": folded,
        "kept": None if kept is None else list(kept),
        "anchor": None if anchor is None else [anchor],
        "backwards": backwards,
    }


def kept_places(workspace: Workspace, over: Dimension, largest: int) -> list[str] | None:
    """The places that stand alone: the `largest` by events, in the order in which to show them; None
    where there are no more than that."""
    places = catalogue.choices(workspace, over)
    if len(places) <= largest:
        return None
    busiest = set(catalogue.busiest(workspace, over)[:largest])
    return [place for place in places if place in busiest]


def told(path: str) -> str:
    """A path with our own names of places in the visitor's language."""
    return ARROW.join(label(place) for place in path.split(ARROW))
