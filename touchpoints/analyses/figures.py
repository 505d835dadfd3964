"""Figures of reports without people, as their files told them."""

import pandas as pd

from touchpoints.analyses.tables import kept, table
from touchpoints.workspaces import Workspace


@kept
def figures(workspace: Workspace) -> pd.DataFrame:
    """One row per figure: import_no, file, file_row, since, until, channel, item, figure, value."""
    return table(workspace, "figures", {})


def as_reported(found: pd.DataFrame) -> pd.DataFrame:
    """The figures of one import as its report had them: since, until, channel, item, then one column per
    figure."""
    about = found.groupby("file_row", sort=True)[["since", "until", "channel", "item"]].first()
    told = found.pivot(index="file_row", columns="figure", values="value")
    return about.join(told[list(dict.fromkeys(found["figure"]))]).reset_index(drop=True)
