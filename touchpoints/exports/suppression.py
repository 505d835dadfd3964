"""What rests on too few people or answers leaves no exhibit: whoever holds a read-only link never sees it.

`exhibits.exhibit` is the one place through which rows become a finding, a chart and a table.
"""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar

import pandas as pd

FEWEST = 5
# Whole numbers that count nothing, or a part of what another column counts. Every other one is what a
# row rests on, so that a column nobody thought of here is suppressed rather than shown.
PLACES = frozenset(
    {"answer_no", "days", "destination_place", "hour", "months", "order", "origin_place", "score"}
    | {"side", "step", "steps", "weekday"}
)
PARTS = frozenset(
    {"came", "converted", "count", "detractors", "happy", "lost", "mixed", "negative", "neutral"}
    | {"others", "passives", "positive", "promoters", "stayed", "still_open", "told", "unhappy"}
)
# Counts that are no whole numbers: shared among places, or missing where there was no time before.
COUNTS = frozenset({"credit", "previous_events", "previous_people"})

_fewest: ContextVar[int] = ContextVar("fewest", default=0)


@contextlib.contextmanager
def at_least(fewest: int = FEWEST) -> Iterator[None]:
    """Inside the block every exhibit leaves out what rests on fewer."""
    token = _fewest.set(fewest)
    try:
        yield
    finally:
        _fewest.reset(token)


def bases(rows: pd.DataFrame) -> list[str]:
    """The columns that say on how many people, answers or events a row rests."""
    return [
        name
        for name in rows.columns
        if name in COUNTS
        or (pd.api.types.is_integer_dtype(rows[name].dtype) and name not in PLACES | PARTS)
    ]


def kept(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that may be seen. A single row that is left out could be worked out from a total: the
    smallest of the others go with it. Rows that do not say on how many they rest are left out: all where no
    column counts anything, those that count nothing and yet tell an interval."""
    fewest = _fewest.get()
    if not fewest or rows.empty:
        return rows
    counts = rows[bases(rows)]
    if counts.empty:
        return rows.head(0)
    smallest = _smallest(counts)
    smallest = smallest.fillna(_smallest(rows[rows.columns.intersection(sorted(PARTS))]))
    is_small = smallest < fewest
    others = smallest[~is_small].dropna()
    if is_small.sum() == 1 and not others.empty:
        is_small |= smallest == others.min()
    interval = rows[rows.columns.intersection(["low", "high"])]
    return rows[~is_small & ~(smallest.isna() & interval.notna().any(axis="columns"))]


def _smallest(counts: pd.DataFrame) -> "pd.Series[float]":
    """The least of each row that is more than nothing."""
    return counts.where(counts > 0).min(axis="columns").astype(float)
