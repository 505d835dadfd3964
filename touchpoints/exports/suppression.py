"""What rests on too few people or answers leaves no exhibit: whoever holds a read-only link never sees it.

`exhibits.exhibit` is the one place through which rows become a finding, a chart and a table.
"""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar

import numpy as np
import numpy.typing as npt
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
    parts = _smallest(rows[[name for name in rows.columns if name in PARTS]])
    smallest = np.where(np.isinf(smallest), parts, smallest)
    is_small = smallest < fewest
    others = smallest[~is_small & np.isfinite(smallest)]
    if is_small.sum() == 1 and others.size:
        is_small |= smallest == others.min()
    told = rows[[name for name in rows.columns if name in ("low", "high")]].notna().to_numpy()
    return rows[~(is_small | (np.isinf(smallest) & told.any(axis=1)))]


def _smallest(counts: pd.DataFrame) -> npt.NDArray[np.float64]:
    """The least of each row that is more than nothing; infinite where there is none."""
    held = counts.to_numpy("float64", na_value=np.nan)
    least: npt.NDArray[np.float64] = np.where(held > 0, held, np.inf).min(axis=1, initial=np.inf)
    return least
