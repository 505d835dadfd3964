"""Goals: what a journey is meant to reach."""

from touchpoints.analyses import catalogue
from touchpoints.analyses.tables import kept
from touchpoints.errors import ChoiceNotPossible
from touchpoints.i18n import N_
from touchpoints.importing.stages import stage_of
from touchpoints.model import UNKNOWN, Dimension, Goal
from touchpoints.workspaces import Workspace

NO_GOAL: dict[str, object] = {"goal_over": "touchpoint", "goal": None}
_OURS = "purchase"


def choices(workspace: Workspace) -> list[Goal]:
    """What can be chosen as a goal: the stages in order, then the touchpoints, most events first."""
    overs: tuple[Dimension, ...] = ("stage", "touchpoint")
    return [
        Goal(over, value)
        for over in overs
        for value in catalogue.choices(workspace, over)
        if value != UNKNOWN
    ]


@kept
def usual(workspace: Workspace) -> Goal:
    """The goal to begin with: the stage of purchase, else the touchpoint whose name tells a purchase
    (of several the rarest, which is the last one on the way), else the last stage, else the rarest
    touchpoint. ChoiceNotPossible where nothing has a name."""
    known = choices(workspace)
    stages = [goal for goal in known if goal.over == "stage"]
    touchpoints = [goal for goal in known if goal.over == "touchpoint"]
    found = [
        *(goal for goal in stages if _OURS in (goal.value, stage_of(goal.value))),
        *reversed([goal for goal in touchpoints if stage_of(goal.value) == _OURS]),
        *reversed(stages),
        *reversed(touchpoints),
    ]
    if not found:
        raise ChoiceNotPossible(
            N_("No touchpoint or stage has a name here, so there is no goal to choose.")
        )
    return found[0]


def named(workspace: Workspace, value: str) -> Goal:
    """The goal that a stage or touchpoint of this name is. ChoiceNotPossible where there is none."""
    known = {goal.value: goal for goal in reversed(choices(workspace))}
    if value not in known:
        raise ChoiceNotPossible(
            N_("There is no “{value}” in this workspace. Choose one of: {choices}."),
            value=value,
            choices=", ".join(known),
        )
    return known[value]
