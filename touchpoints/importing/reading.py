"""How the dates and the numbers of a whole column are written; asked for where that is ambiguous."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from touchpoints.importing import names
from touchpoints.importing.profile import script, set_formats, shape, stage
from touchpoints.importing.sniff import Table
from touchpoints.model import DateOrder

_SETTLED = 0.05
_TIME_WORDS = frozenset({
    "date", "data", "fecha", "time", "hora", "datetime", "timestamp", "ts", "at", "dia", "when", "quando",
    "cuando", "epoch", "created", "updated", "criado", "creado", "criacao", "creacion", "occurred", "submitted",
    "inicio", "start", "compra", "pedido", "visita",
})  # fmt: skip


@dataclass(frozen=True)
class DateReading:
    """How a column of dates is read.

    `style` is "text", "compact" (20260131), "serial" (Excel), "seconds" or "milliseconds" since
    1970, "nth day" of the period of a report; `order` is None where it must be asked, with two
    `examples` that can be read two ways.
    `all_quick` says that no filled cell needs the rules of _moments, `by_formats` that none is in
    ISO form either.
    """

    style: str
    order: DateOrder | None
    has_offsets: bool
    readable: int
    filled: int
    examples: tuple[str, str] | None = None
    all_quick: bool = False
    by_formats: bool = False


def dates(
    connection: duckdb.DuckDBPyConnection, table: Table, column: str, order: DateOrder | None = None
) -> DateReading:
    """Settle by the whole column how its dates are written; `order` is the person's own answer.

    Leaves the formats that most of its dates have on the connection.
    """
    if table.period is not None and names.is_nth_day(column):
        stage(connection, table, "cells", {"cell": column})
        filled, readable = connection.execute(script("nth_day_reading")).fetchone() or (0, 0)
        return DateReading("nth day", "ymd", False, readable, filled)
    position = table.position(column) - 1
    set_formats(connection, (row[position] for row in table.preview))
    key = ("dates", column)
    if key not in table.staged.memo:
        stage(connection, table, "cells", {"cell": column})
        first = next((cell for row in table.preview if (cell := row[position])), "")
        counts = _counted(connection, "day_first_reading") if shape(first) else None
        if counts is None or counts["others"]:
            counts = _counted(connection, "quick_date_reading")
        if counts["others"]:
            counts = _together(counts, _counted(connection, "date_reading"))
        table.staged.memo[key] = counts
    return _reading(column, table.staged.memo[key], order)  # type: ignore[arg-type]


def _counted(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, Any]:
    result = connection.execute(script(name))
    named = [part[0] for part in result.description or ()]
    row = result.fetchone()
    assert row is not None
    return dict(zip(named, row, strict=True))


def _together(quick: Mapping[str, Any], others: Mapping[str, Any]) -> dict[str, Any]:
    """The counts of two parts of a column as one, with the first and the last example."""
    counts: dict[str, Any] = {}
    for name, count in quick.items():
        both = [count, others.get(name, 0)]
        told = [each for each in both if each is not None]
        if name == "first_example":
            counts[name] = min(told, default=None)
        elif name == "last_example":
            counts[name] = max(told, default=None)
        else:
            counts[name] = sum(both)
    return counts


def _reading(column: str, counts: dict[str, int], order: DateOrder | None) -> DateReading:
    filled = int(counts["filled"])
    text = max(int(counts[key]) for key in ("dmy", "mdy", "ymd"))
    style, readable = _style(column, counts, text, filled)
    if style != "text":
        return DateReading(style, "ymd", False, readable, filled)
    has_offsets = int(counts["with_offset"]) > 0
    all_quick = not counts["others"]
    by_formats = all_quick and not counts["ymd"]
    if order is not None:
        readable = int(counts[order])
        return DateReading(
            "text", order, has_offsets, readable, filled, None, all_quick, by_formats
        )
    settled = _order(counts)
    examples = (str(counts["first_example"]), str(counts["last_example"]))
    asked = None if settled or counts["first_example"] is None else examples
    return DateReading("text", settled, has_offsets, text, filled, asked, all_quick, by_formats)


def _style(column: str, counts: dict[str, int], text: int, filled: int) -> tuple[str, int]:
    if text >= 0.5 * max(1, filled):
        return "text", text
    says_time = bool(_TIME_WORDS & set(names.plain(column).split()))
    if counts["compact"] > 0.8 * filled:
        return "compact", counts["compact"]
    if says_time:
        for style in ("serial", "seconds", "milliseconds"):
            if counts[style] > 0.8 * filled:
                return style, counts[style]
    return "text", text


def _order(counts: dict[str, int]) -> DateOrder | None:
    """The order that one value past 12 settles; None where two are left and differ."""
    only_dmy, only_mdy = counts["only_dmy"], counts["only_mdy"]
    if min(only_dmy, only_mdy) > _SETTLED * (only_dmy + only_mdy):
        return None
    most = max(counts["dmy"], counts["mdy"], counts["ymd"])
    best: list[DateOrder] = [order for order in _ORDERS if counts[order] == most]
    if counts["dmy_or_ymd"] + counts["mdy_or_ymd"] and not counts["dashed"] and len(best) > 1:
        best = [order for order in best if order != "ymd"]  # 25/03/26 is no 2025
    if len(best) == 1:
        return best[0]
    differ = (
        ({"dmy", "mdy"} <= set(best) and counts["dmy_or_mdy"])
        or ({"dmy", "ymd"} <= set(best) and counts["dmy_or_ymd"])
        or ({"mdy", "ymd"} <= set(best) and counts["mdy_or_ymd"])
    )
    return None if differ else best[-1]


_ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy", "ymd")


@dataclass(frozen=True)
class NumberReading:
    """The decimal mark of a column, and how many of its filled cells are no numbers."""

    mark: str
    unreadable: int


def numbers(connection: duckdb.DuckDBPyConnection, table: Table, column: str) -> NumberReading:
    """Settle the decimal mark of a column by all of its values."""
    key = ("numbers", column)
    if key not in table.staged.memo:
        stage(connection, table, "cells", {"cell": column})
        table.staged.memo[key] = connection.execute(script("number_reading")).fetchone()
    counts: tuple[int, ...] = table.staged.memo[key]  # type: ignore[assignment]
    mark = _mark(*counts)
    return NumberReading(mark, counts[0] - (counts[1] if mark == "," else counts[2]))


def _mark(
    filled: int,
    comma: int,
    point: int,
    only_comma: int,
    only_point: int,
    by_point: int,
    by_comma: int,
    ungrouped: int,
) -> str:
    """Cells that make sense with one mark only decide. Else 1.234 is a thousand where every number
    has such groups, and 1,234 is one where a point never contradicts it."""
    if only_comma != only_point:
        return "," if only_comma > only_point else "."
    if by_point and by_point == filled and not ungrouped:
        return ","
    if by_comma and ungrouped:
        return ","
    return "." if point >= comma or by_comma else ","
