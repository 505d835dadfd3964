"""What people chose in surveys, question by question. These are no scores."""

import pandas as pd

from touchpoints.analyses import intervals
from touchpoints.analyses.tables import kept, table
from touchpoints.model import Filters
from touchpoints.workspaces import Workspace


@kept
def choices(workspace: Workspace, filters: Filters) -> pd.DataFrame:
    """One row per question and choice, the most chosen first: question, choice, people, respondents, share
    with low and high. Where several may be chosen the shares add up to more than one."""
    found = table(workspace, "choices", filters.values())
    found["share"] = found["people"] / found["respondents"]
    found["low"], found["high"] = intervals.wilson(found["people"], found["respondents"])
    return found[["question", "choice", "people", "respondents", "share", "low", "high"]]
