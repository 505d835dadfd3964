"""The fast form of `following.sql`: where some people go next, each after a moment of their own."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from touchpoints.walks.events import Events, Keys, Limits, Meanings, each_part, ranked, told
from touchpoints.workspaces import Workspace

NOBODY, NEVER = -1, np.iinfo(np.int64).max


def following(workspace: Workspace, values: Mapping[str, Any]) -> pd.DataFrame:
    """The rows of `following.sql`; `people` are in order."""
    kinds = workspace.run("following_kinds", told(values, "channels", "stages", "passed"))
    means = Meanings(kinds)
    people = np.array(values["people"], np.int64)
    moments = np.array(values["moments"], np.int64)

    def follow(events: Events) -> tuple[slice, Keys, Keys]:
        whose = events.person[[0, -1]] if len(events.key) else np.array([0, NOBODY])
        here = slice(*np.searchsorted(people, [whose[0], whose[1] + 1]))
        after = people[here] << events.time_bits | moments[here]
        events = ranked(events, means)
        key, kind = np.append(events.key, NEVER), np.append(events.kind, 0)
        found = np.searchsorted(key, after, side="right")
        goes_on = key[found] >> events.time_bits == people[here]
        return here, np.where(goes_on, kind[found], NOBODY), key[found] - after

    kind, waited = np.full(len(people), NOBODY), np.zeros(len(people), np.int64)
    for here, *found in each_part(workspace, {}, follow, limits=Limits(means.is_left)):
        kind[here], waited[here] = found
    names = pd.Series(kinds["touchpoint"].to_pylist(), index=kinds["kind"].to_numpy(), dtype="str")
    everybody = workspace.run("pseudonyms")
    rows = np.searchsorted(everybody["person_no"].to_numpy(), people)
    return pd.DataFrame(
        {
            "person_no": people,
            "person": everybody["person"].take(rows).to_pandas(),
            "contact": names.reindex(kind).reset_index(drop=True),
            "waited": np.where(kind != NOBODY, waited, np.nan),
        }
    )
