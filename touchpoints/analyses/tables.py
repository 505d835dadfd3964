"""The small table that answers a query."""

from collections.abc import Mapping
from functools import partial

import pandas as pd

from touchpoints import queries
from touchpoints.text.masking import masked
from touchpoints.walks import FORMS
from touchpoints.workspaces import Workspace


def table(
    workspace: Workspace,
    query: str,
    values: Mapping[str, object],
    engine: str | None = "duckdb",
) -> pd.DataFrame:
    """The answer to `queries/<query>.sql` with its values bound; the caller may change it.

    It comes from the fast form where there is one that knows these values, unless the portable one is
    asked for (`engine` None).
    Comments are masked here, so that what names a person reaches no screen and no download.
    """
    is_walked = engine == "duckdb" and query in FORMS
    if is_walked and set(values) == queries.compose(query, None)[1]:
        found = workspace.kept(query, values, partial(FORMS[query], workspace, values))
    else:
        found = workspace.run(query, values, engine=None if is_walked else engine)
    answer: pd.DataFrame = found.to_pandas()
    if "comment" in answer:
        answer["comment"] = answer["comment"].map(masked, na_action="ignore")
    return answer
