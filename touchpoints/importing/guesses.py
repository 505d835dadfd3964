"""The shape of a table of no known tool: items of an order, several dates in a row. Only what its
values bear out is taken; anything else stays one event a row."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import duckdb

from touchpoints.importing import names, profile
from touchpoints.importing.profile import Profile, script
from touchpoints.importing.sniff import Table
from touchpoints.importing.stages import stage_of
from touchpoints.model import ColumnMapping, Moment

_NEARLY_ALL = 0.98
_NAMED = 0.4


def shape(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    mapping: ColumnMapping,
    profiles: Sequence[Profile],
) -> ColumnMapping:
    """The mapping of a table of events with the shape that its names and values tell."""
    if mapping.kind != "events" or "person" not in mapping.columns:
        return mapping
    return with_dates(with_orders(connection, table, mapping, profiles), profiles)


def with_orders(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    mapping: ColumnMapping,
    profiles: Sequence[Profile],
) -> ColumnMapping:
    """One event an order, where the rows of an order differ in their item and in nothing else."""
    filled = [seen.column for seen in profiles]
    order = _first(filled, "order")
    items = [column for column in filled if is_item(column)]
    if order is None or not items:
        return mapping
    columns = {
        noun: column
        for noun, column in mapping.columns.items()
        if noun != "touchpoint" or column not in items
    }
    if columns.get("value") in items or not _differ_in_items(
        connection, table, columns, order, items
    ):
        return mapping
    constants = {} if "touchpoint" in columns else {"touchpoint": order}
    if "stage" not in columns:
        constants["stage"] = "purchase"
    return replace(mapping, columns=columns, order=order, constants=constants)


def _differ_in_items(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    columns: Mapping[str, str],
    order: str,
    items: Sequence[str],
) -> bool:
    named: dict[str, str | None] = {noun: columns.get(noun) for noun in _OF_ORDER}
    profile.stage(connection, table, "order_rows", {"order_id": order, "item": items[0], **named})
    found = connection.execute(script("line_items")).fetchone()
    assert found is not None
    several, constant, varied = found
    return bool(several > 0 and constant >= _NEARLY_ALL * several and varied >= 0.5 * several)


_OF_ORDER = ("person", "occurred_at", "touchpoint", "value")


def with_dates(mapping: ColumnMapping, profiles: Sequence[Profile]) -> ColumnMapping:
    """One event a date, where a row has several dates that say what happened, and no column does."""
    touchpoint = mapping.columns.get("touchpoint")
    if touchpoint is not None and names.fit("touchpoint", touchpoint)[0] >= _NAMED:
        return mapping
    main = mapping.columns.get("occurred_at")
    dates = [
        seen.column
        for seen in profiles
        if seen.looks == "date" and (seen.column == main or _happens(seen.column))
    ]
    if main not in dates or len(dates) < 2:
        return mapping
    stages = {column: stage_of(column) for column in dates}
    bought = next((c for c in dates if stages[c] == "purchase"), main)
    value = mapping.columns.get("value")
    kept = {
        n: c for n, c in mapping.columns.items() if n not in ("occurred_at", "touchpoint", "value")
    }
    moments = tuple(
        Moment(
            column,
            column,
            None if "stage" in kept else stages[column],
            value=value if column == bought else None,
        )
        for column in dates
    )
    constants = {noun: text for noun, text in mapping.constants.items() if noun == "channel"}
    return replace(mapping, columns=kept, moments=moments, constants=constants)


def _happens(column: str) -> bool:
    """Whether a date is of something that happened: it says what, and it is no plan and no record."""
    words = names.plain(column).split()
    never = set(names.read("shapes")["dates"]["never"])
    says = set(words) - _ONLY_TIME
    return bool(says) and not never & set(words) and names.fit("occurred_at", column)[0] >= 0


_ONLY_TIME = frozenset({
    "date", "data", "fecha", "time", "hora", "datetime", "timestamp", "utc", "at", "de", "da", "do", "del", "la",
    "e", "y", "and", "of", "the", "em", "en", "on", "dia", "ts",
})  # fmt: skip


def is_item(column: str) -> bool:
    """Whether a column is told of an item of an order."""
    return _is_named(column, names.read("shapes")["order"]["item"])


def _first(columns: Sequence[str], entry: str) -> str | None:
    aliases = names.read("shapes")[entry]["whole"]
    return next((column for column in columns if _is_named(column, aliases)), None)


def _is_named(column: str, aliases: Sequence[str]) -> bool:
    plain = names.plain(column)
    return any(
        plain == alias or (alias.endswith("*") and plain.startswith(alias[:-1]))
        for alias in aliases
    )
