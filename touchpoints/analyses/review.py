"""The review queue: the comments that somebody should read, and why."""

import pandas as pd

from touchpoints.analyses import catalogue
from touchpoints.analyses.sentiment import EVERY
from touchpoints.analyses.tables import kept, table
from touchpoints.i18n import _, ngettext, percent
from touchpoints.model import Filters
from touchpoints.workspaces import Workspace

REASONS = ("high score", "low score", "silent")


@kept
def queue(workspace: Workspace, filters: Filters) -> pd.DataFrame:
    """One row per comment and reason: answer_no, reason.

    "high score": a high score with very negative words; "low score": the opposite; "silent": very
    negative words and no event of that person since (only where the workspace holds events).
    """
    found = table(workspace, "review_queue", {**filters.values(), **EVERY.values()})
    if not catalogue.totals(workspace, Filters()).events:
        found = found[found["reason"] != "silent"]
    return found.reset_index(drop=True)


def among(queued: pd.DataFrame, reason: str | None = None) -> tuple[int, ...]:
    """The numbers of the answers in the queue, each once; of one reason or of all."""
    chosen = queued if reason is None else queued[queued["reason"] == reason]
    return tuple(int(number) for number in chosen["answer_no"].drop_duplicates())


def finding(queued: pd.DataFrame, comments: int) -> str:
    """How many of the comments wait to be read."""
    waiting = len(among(queued))
    if not waiting:
        return _(
            "No comment stands out: scores and words agree, and no strong complaint is silent."
        )
    return ngettext(
        "One comment ({share} of all) should be read by somebody.",
        "{count} comments ({share} of all) should be read by somebody.",
        waiting,
    ).format(share=percent(waiting / comments, 1))
