"""Typed cells as text that reads one way only: dates in ISO form, numbers with a decimal point."""

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_EXACT_BELOW = 1e15
_PLAIN_BELOW = 1e9  # larger fractions are written with an exponent at once
_PLAIN_FROM = 1e-4
_TEXTS = frozenset({str, type(None)})
_DAY = 10


def text(value: object) -> str:
    """A typed cell as text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT_BELOW else repr(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return str(value)
    return "" if value is None else str(value)


def texts(cells: Sequence[object]) -> pa.StringArray:
    """The cells of a column as `text` has them, many at once; None stays NULL."""
    kinds = set(map(type, cells))
    if kinds <= _TEXTS:
        return pa.array(cells, pa.string())
    found = pa.array([cell if cell.__class__ is str else None for cell in cells], pa.string())
    for kind in kinds - _TEXTS:
        of_kind = [cell if cell.__class__ is kind else None for cell in cells]
        if kind is float:
            written = _numbers(of_kind)
        elif kind is dt.datetime:
            written = _moments(of_kind)
        else:
            written = _one_by_one(of_kind)
        found = pc.coalesce(found, written)
    return found


def _one_by_one(cells: Sequence[object]) -> pa.StringArray:
    return pa.array([None if cell is None else text(cell) for cell in cells], pa.string())


def _numbers(cells: Sequence[object]) -> pa.StringArray:
    numbers = pa.array(cells, pa.float64())
    with np.errstate(invalid="ignore"):
        values = numbers.fill_null(0.0).to_numpy()
        size = np.abs(values)
        whole = (np.trunc(values) == values) & (size < _EXACT_BELOW)
        plain = whole | ((size >= _PLAIN_FROM) & (size < _PLAIN_BELOW))
    if not plain.all():
        return _one_by_one(cells)
    integers = pa.array(np.where(whole, values, 0).astype(np.int64)).cast(pa.string())
    written = pc.if_else(pa.array(whole), integers, numbers.cast(pa.string()))
    return pc.if_else(numbers.is_valid(), written, pa.scalar(None, pa.string()))


def _moments(cells: Sequence[object]) -> pa.StringArray:
    moments = pa.array(cells, pa.timestamp("us"))
    if pc.any(pc.not_equal(pc.microsecond(moments), 0)).as_py() or (
        pc.any(pc.not_equal(pc.millisecond(moments), 0)).as_py()
    ):
        return _one_by_one(cells)
    written = moments.cast(pa.timestamp("s")).cast(pa.string())
    midnight = pc.equal(moments, pc.floor_temporal(moments, unit="day"))
    return pc.if_else(midnight, pc.utf8_slice_codeunits(written, 0, _DAY), written)
