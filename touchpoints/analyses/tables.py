"""The small table that answers a query, and what analyses make of such tables, kept between two clicks."""

import functools
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ParamSpec, TypeVar, cast

import pandas as pd
from cachetools import LRUCache
from cachetools.keys import hashkey

from touchpoints import asking, notebook, queries, recall
from touchpoints.text.masking import masked
from touchpoints.walks import FORMS
from touchpoints.workspaces import Workspace

# For the few rows of an answer Arrow's texts cost a multiple of Python's.
pd.set_option("mode.string_storage", "python")

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
CACHE_BYTES = 64 * 2**20


def _bytes(found: object) -> int:
    """About what an answer takes in memory."""
    if isinstance(found, pd.DataFrame):
        return 2_048 + int(found.memory_usage(deep=True).sum())
    return 16_384


@recall.remembered(LRUCache(CACHE_BYTES, _bytes), key=lambda name, _answer: name)
def _remembered(_name: object, answer: Callable[[], object]) -> object:
    return answer()


def kept(answer: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Make a function of a workspace remember what it answered, until another version is looked at or
    somebody writes in the notebook. It tells nothing in words, which have a language; the caller may
    change a table that it gets, and nothing else."""
    name = f"{answer.__module__}.{answer.__qualname__}"

    @functools.wraps(answer)
    def given(*asked: Asked.args, **options: Asked.kwargs) -> Answer:
        written = notebook.state(cast(Workspace, asked[0]).folder)
        key = hashkey(name, written, *asked, **cast(Any, options))
        found = _remembered(key, partial(answer, *asked, **options))
        return cast(Answer, found.copy(deep=False) if isinstance(found, pd.DataFrame) else found)

    return given


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
    return _table(workspace, query, asking.frozen(values), engine)


@kept
def _table(
    workspace: Workspace, query: str, frozen: asking.Frozen, engine: str | None
) -> pd.DataFrame:
    values = asking.thawed(frozen)
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
