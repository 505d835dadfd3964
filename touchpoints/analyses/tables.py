"""The small table that answers a query."""

import functools
from collections.abc import Callable, Mapping
from functools import partial
from typing import ParamSpec

import pandas as pd
from cachetools import LRUCache

from touchpoints import queries, recall
from touchpoints.text.masking import masked
from touchpoints.walks import FORMS
from touchpoints.workspaces import Workspace

Asked = ParamSpec("Asked")
MOST_TABLES = 256  # small ones of each kind


def kept(answer: Callable[Asked, pd.DataFrame]) -> Callable[Asked, pd.DataFrame]:
    """Make a function that gives a small table remember its last answers; who asks gets a copy."""
    remembered = recall.remembered(LRUCache(MOST_TABLES))(answer)

    @functools.wraps(answer)
    def copied(*arguments: Asked.args, **options: Asked.kwargs) -> pd.DataFrame:
        return remembered(*arguments, **options).copy()

    return copied


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
    of_segment = "segment_facts" in values
    if is_walked and set(values) == queries.compose(query, None, of_segment=of_segment)[1]:
        found = workspace.kept(query, values, partial(FORMS[query], workspace, values))
    else:
        found = workspace.run(query, values, engine=None if is_walked else engine)
    answer: pd.DataFrame = found.to_pandas()
    if "comment" in answer:
        answer["comment"] = answer["comment"].map(masked, na_action="ignore")
    return answer
