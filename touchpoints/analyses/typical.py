"""Typical comments: those whose words are most like the words of all of them."""

import numpy as np

from touchpoints.analyses import terms
from touchpoints.analyses.sentiment import EVERY, Choice
from touchpoints.analyses.tables import table
from touchpoints.model import Filters
from touchpoints.workspaces import Workspace


def typical(
    workspace: Workspace, filters: Filters, choice: Choice = EVERY, label: str | None = None
) -> tuple[int, ...]:
    """The numbers of the answers to be read, the most typical comment first.

    Each comment is its terms, rare ones weighing more, in a vector of length 1; the most typical one is
    nearest to the mean of them. Of more than 20,000 comments the newest.
    """
    said, held = terms.read(workspace, filters)
    limits = {"limit": terms.MOST_COMMENTS}
    chosen = table(workspace, "comment_texts", {**filters.values(), **choice.values(), **limits})
    if label is not None:
        chosen = chosen[chosen["label"] == label]
    wanted = said["answer_no"].isin(chosen["answer_no"]).to_numpy()
    looked_at = wanted[held.comments]
    comments, terms_held = held.comments[looked_at], held.held[looked_at]
    counts = np.bincount(terms_held, minlength=len(held.terms))
    rarity = np.log((1 + wanted.sum()) / (1 + counts))
    weight = rarity[terms_held]
    length = np.sqrt(np.bincount(comments, weight**2, minlength=held.size))
    share = weight / np.maximum(length[comments], 1e-12)
    centre = np.bincount(terms_held, share, minlength=len(held.terms))
    closeness = np.bincount(comments, share * centre[terms_held], minlength=held.size)
    order = np.argsort(-closeness, kind="stable")
    numbers = said["answer_no"].to_numpy()
    return tuple(int(numbers[at]) for at in order if wanted[at])
