"""The small table that answers a query."""

from collections.abc import Mapping

import pandas as pd

from touchpoints.text.masking import masked
from touchpoints.workspaces import Workspace


def table(
    workspace: Workspace,
    query: str,
    values: Mapping[str, object],
    engine: str | None = "duckdb",
) -> pd.DataFrame:
    """The answer to `queries/<query>.sql` with its values bound; the caller may change it.

    Comments are masked here, so that what names a person reaches no screen and no download.
    """
    answer: pd.DataFrame = workspace.run(query, values, engine=engine).to_pandas()
    if "comment" in answer:
        answer["comment"] = answer["comment"].map(masked, na_action="ignore")
    return answer
