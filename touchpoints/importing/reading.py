"""How the dates and the numbers of a whole column are written; asked for where that is ambiguous."""

from dataclasses import dataclass

import duckdb

from touchpoints.importing import names
from touchpoints.importing.profile import script, stage
from touchpoints.importing.sniff import Table
from touchpoints.model import DateOrder

_SETTLED = 0.05
_TIME_WORDS = frozenset(
    (
        "date",
        "data",
        "fecha",
        "time",
        "hora",
        "datetime",
        "timestamp",
        "ts",
        "at",
        "dia",
        "when",
        "quando",
    )
    + (
        "cuando",
        "epoch",
        "created",
        "updated",
        "criado",
        "creado",
        "criacao",
        "creacion",
        "occurred",
    )
    + ("submitted", "inicio", "start", "compra", "pedido", "visita")
)


@dataclass(frozen=True)
class DateReading:
    """How a column of dates is read.

    `style` is "text", "compact" (20260131), "serial" (Excel), "seconds" or "milliseconds" since
    1970; `order` is None where it must be asked, with two `examples` that can be read two ways.
    """

    style: str
    order: DateOrder | None
    has_offsets: bool
    readable: int
    filled: int
    examples: tuple[str, str] | None = None


def dates(
    connection: duckdb.DuckDBPyConnection, table: Table, column: str, order: DateOrder | None = None
) -> DateReading:
    """Settle by the whole column how its dates are written; `order` is the person's own answer."""
    stage(connection, table, "cells", {"cell": column})
    result = connection.execute(script("date_reading"))
    named = [part[0] for part in result.description or ()]
    row = result.fetchone()
    assert row is not None
    counts = dict(zip(named, row, strict=True))
    filled = int(counts["filled"])
    text = max(int(counts[key]) for key in ("dmy", "mdy", "ymd"))
    style, readable = _style(column, counts, text, filled)
    if style != "text":
        return DateReading(style, "ymd", False, readable, filled)
    has_offsets = int(counts["with_offset"]) > 0
    if order is not None:
        return DateReading("text", order, has_offsets, int(counts[order]), filled)
    settled = _order(counts)
    examples = (str(counts["first_example"]), str(counts["last_example"]))
    asked = None if settled or counts["first_example"] is None else examples
    return DateReading("text", settled, has_offsets, text, filled, asked)


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
    if len(best) == 1:
        return best[0]
    differ = (
        ({"dmy", "mdy"} <= set(best) and counts["dmy_or_mdy"])
        or ({"dmy", "ymd"} <= set(best) and counts["dmy_or_ymd"])
        or ({"mdy", "ymd"} <= set(best) and counts["mdy_or_ymd"])
    )
    return None if differ else best[-1]


_ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy", "ymd")


def decimal_mark(connection: duckdb.DuckDBPyConnection, table: Table, column: str) -> str:
    """The decimal mark of a column: "," or ".", by all of its values."""
    stage(connection, table, "cells", {"cell": column})
    row = connection.execute(script("number_reading")).fetchone()
    assert row is not None
    filled, comma, point, only_comma, only_point, by_point, by_comma, ungrouped = row
    if only_comma != only_point:
        return "," if only_comma > only_point else "."
    if by_point and by_point == filled - (comma - by_point) and not ungrouped and not by_comma:
        return ","
    if by_comma and ungrouped:
        return ","
    return "." if point >= comma or by_comma else ","
