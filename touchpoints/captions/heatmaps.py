"""What is written around heatmaps: how their cells are counted, what a click does, and titles of columns."""

from typing import Literal

from touchpoints.analyses import heatmap
from touchpoints.captions.voice import complaints_definition, rating_definition
from touchpoints.i18n import _, label
from touchpoints.model import Goal


def heatmap_definitions() -> dict[heatmap.Quantity, str]:
    """How the cells are counted, in small print; the hole {goal} is a goal's name."""
    few = _("Below each number what it is of (n); pale where that is fewer than 30.")
    return {
        "events": _("Each contact counts once, at the wall clock of the file."),
        "people": _("Each person counts once in a cell, and may count in several cells."),
        "conversion": _(
            "Of the people who were there before they reached “{goal}”, or never reached it, how many "
            "reached it: an association, not an effect."
        )
        + " "
        + few,
        "rating": rating_definition() + " " + few,
        "complaints": complaints_definition() + " " + few,
        "wait": wait_definition() + " " + few,
    }


def wait_definition() -> str:
    """What a wait is, in small print."""
    return _(
        "The median time from a request there to the next reply, all hours counted; see the page "
        "about response times."
    )


def click_definition(rows: heatmap.Rows | Literal["measures"]) -> str:
    """What a click on a cell does."""
    if rows == "weekday":
        return _("A click on a cell shows who came then.")
    if rows == "measures":
        return _("A click on a row shows who met that touchpoint.")
    if rows == "touchpoint":
        return _("A click on a cell filters by its channel and the stage of its touchpoint.")
    return _("A click on a cell filters by its channel and stage.")


def measures_definition(goal: Goal) -> str:
    """How the touchpoints stand side by side, in small print."""
    return _(
        "Each column has its own scale: a stronger colour is more; blue is better and orange worse for ratings, "
        "negative comments and waits. Conversion: of the people who met the touchpoint before they "
        "reached “{goal}”, or never reached it, how many reached it. Below each number what it is of (n); "
        "pale where that is fewer than 30."
    ).format(goal=label(goal.value))


def measures_columns() -> dict[str, str]:
    """Of `analyses.measures.wide`."""
    return {
        "touchpoint": _("Touchpoint"),
        "people": _("People"),
        "events": _("Events"),
        "conversion": _("Conversion"),
        "n_conversion": _("People there before the goal"),
        "rating": _("Mean rating"),
        "n_rating": _("Ratings"),
        "complaints": _("Negative comments"),
        "n_complaints": _("Comments that say how they feel"),
        "wait": _("Median seconds"),
        "n_wait": _("Requests with a reply"),
    }


def consistency_definition() -> str:
    """How the consistency of a stage is counted, in small print."""
    return _(
        "Index = 1 − (largest − smallest value of a channel) / range of the scale, from 0 (as unlike as "
        "can be) to 1 (alike). Each value is first drawn to the mean of the stage, as if ten cases more had "
        "that mean, so that few cases do not weigh much. Ratings on their own scale, shares from 0 to 1; "
        "only stages with two channels or more of at least ten cases each."
    )


def consistency_columns() -> dict[str, str]:
    """Of `analyses.consistency.consistency`."""
    return {
        "stage": _("Journey stage"),
        "measure": _("Measure"),
        "index": _("Index"),
        "worst": _("Worst channel"),
        "worst_value": _("Its value"),
        "best": _("Best channel"),
        "best_value": _("Value there"),
        "channels": _("Channels"),
        "n": "n",
    }
