"""Sheets of one workbook that repeat one another: a copy that somebody kept beside the first."""

from collections import Counter
from collections.abc import Sequence

import pyarrow.parquet as pq

from touchpoints.i18n import N_
from touchpoints.importing.staging import Staged, cell_column

COPIED = N_("The sheet repeats another sheet of its workbook.")
_MOSTLY = 0.8


def repeats(
    columns: Sequence[str], staged: Staged, columns_before: Sequence[str], before: Staged
) -> bool:
    """Whether two sheets have the same columns and the same rows, for the most part."""
    shared = [column for column in columns if column in columns_before]
    if len(shared) < _MOSTLY * max(len(columns), len(columns_before)):
        return False
    most = max(staged.rows, before.rows)
    if min(staged.rows, before.rows) < _MOSTLY * most:
        return False
    both = _rows(columns, staged, shared) & _rows(columns_before, before, shared)
    return both.total() >= _MOSTLY * most


def _rows(
    columns: Sequence[str], staged: Staged, shared: Sequence[str]
) -> Counter[tuple[str | None, ...]]:
    names = [cell_column(columns.index(column) + 1) for column in shared]
    cells = pq.read_table(staged.path, columns=names).to_pydict()
    return Counter(zip(*(cells[name] for name in names), strict=True))
