"""Tables whose rows are not one event or one respondent each: items of an order, several dates."""

import duckdb
from duckdb import ColumnExpression, ConstantExpression, DuckDBPyRelation, FunctionExpression

from touchpoints.i18n import N_
from touchpoints.importing import profile, reading, staging
from touchpoints.importing.profile import script
from touchpoints.importing.reading import DateReading
from touchpoints.importing.sniff import Table
from touchpoints.importing.staging import cell_column
from touchpoints.model import EVENT_NOUNS, FIGURE_NOUNS, ColumnMapping, DateOrder, Kind

ANOTHER_ITEM = N_("Another item of the same order.")


def time_noun(kind: Kind) -> str:
    """The noun of a kind's moment."""
    return "answered_at" if kind == "answers" else "occurred_at"


def time_columns(mapping: ColumnMapping) -> list[str]:
    """The columns that say when: several where each row holds several dates."""
    if mapping.moments:
        return [moment.column for moment in mapping.moments]
    column = mapping.columns.get(time_noun(mapping.kind))
    return [] if column is None else [column]


def value_columns(mapping: ColumnMapping) -> list[str]:
    """The columns of values."""
    own = [moment.value for moment in mapping.moments]
    named = [mapping.columns.get("value")] if not mapping.moments else own
    return [column for column in named if column is not None]


def dates(
    connection: duckdb.DuckDBPyConnection, table: Table, mapping: ColumnMapping
) -> DateReading | None:
    """How the dates of a table are written, settled by all of their columns; None without a column."""
    read = [
        reading.dates(connection, table, column, mapping.date_order)
        for column in time_columns(mapping)
    ]
    filled = [each for each in read if each.readable] or read[:1]
    if len(filled) < 2:
        return filled[0] if filled else None
    settled = [each for each in filled if each.order is not None]
    asked = [each for each in filled if each.order is None]
    orders: list[DateOrder] = [each.order for each in settled if each.order not in (None, "ymd")]
    order = orders[0] if orders else None if asked else settled[0].order
    return DateReading(
        filled[0].style,
        order,
        any(each.has_offsets for each in filled),
        sum(each.readable for each in filled),
        sum(each.filled for each in filled),
        asked[0].examples if asked and order is None else None,
        all(each.all_quick for each in read),
    )


def narrow(
    connection: duckdb.DuckDBPyConnection, table: Table, mapping: ColumnMapping
) -> dict[str, int]:
    """Make `kept_rows` (row_no), the rows that say something of their own; how many are left out, by
    reason. An order is told by its first row, whatever stands in the rows of its other items."""
    if not is_narrow(mapping):
        return {}
    left = [[rule.column, text, rule.reason] for rule in mapping.left_out for text in rule.begins]
    connection.execute(
        "create or replace temp table left_out (place varchar, text varchar, reason varchar)"
    )
    places = {rule.column: f"p{i:04d}" for i, rule in enumerate(mapping.left_out)}
    for column, text, reason in left:
        connection.execute("insert into left_out values (?, ?, ?)", [places[column], text, reason])
    names: dict[str, str | None] = {"order_id": mapping.order, "pack": mapping.pack}
    profile.stage(connection, table, "orders_of_rows", names)
    profile.stage(
        connection, table, "told_of_rows", {place: column for column, place in places.items()} or {"p0000": None}
    )  # fmt: skip
    connection.execute("set variable another_item = ?", [ANOTHER_ITEM])
    connection.execute("set variable has_items = ?", [mapping.order is not None])
    connection.execute(script("kept_rows"))
    rows = connection.execute(
        "select reason, count(*) from row_reasons where reason is not null group by reason"
    )
    return {str(reason): int(count) for reason, count in rows.fetchall()}


def is_narrow(mapping: ColumnMapping) -> bool:
    """Whether some rows are left out on purpose."""
    return mapping.order is not None or bool(mapping.left_out)


def stage(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    view: str,
    names: dict[str, str | None],
    mapping: ColumnMapping,
) -> None:
    """As `profile.stage`, of the rows that are kept, with the constants of the mapping."""
    constants = {
        noun: text
        for noun, text in mapping.constants.items()
        if noun in names and names[noun] is None
    }
    rows = staging.relation(connection, table.staged)
    _view(connection, view, _kept(_select(rows, table, names, constants), mapping))


def stage_report(
    connection: duckdb.DuckDBPyConnection, table: Table, view: str, mapping: ColumnMapping
) -> None:
    """Make a view of what the rows of a report are about: row_no, occurred_at, channel, item."""
    rows = staging.relation(connection, table.staged)
    nouns: dict[str, str | None] = {noun: mapping.columns.get(noun) for noun in FIGURE_NOUNS}
    blank: duckdb.Expression = ConstantExpression(None).cast("VARCHAR")
    items = [_cell(table, column) for column in mapping.items]
    item = FunctionExpression("concat_ws", ConstantExpression(" · "), *items) if items else blank
    named = [
        (
            _cell(table, column)
            if column is not None
            else ConstantExpression(mapping.constants[noun])
            if noun in mapping.constants
            else blank
        ).alias(noun)
        for noun, column in nouns.items()
    ]
    chosen = rows.select(
        ColumnExpression("row_no"),
        *named,
        FunctionExpression("nullif", item, ConstantExpression("")).alias("item"),
    )
    _view(connection, view, _kept(chosen, mapping))


def stage_events(
    connection: duckdb.DuckDBPyConnection, table: Table, mapping: ColumnMapping
) -> None:
    """Make the view `staged_events`: a row per row of the file, or per date of a row that has several;
    a row without any date stays, so that it is refused with its reason."""
    nouns: dict[str, str | None] = {noun: mapping.columns.get(noun) for noun in EVENT_NOUNS}
    constants = {noun: text for noun, text in mapping.constants.items() if nouns.get(noun) is None}
    whole = staging.relation(connection, table.staged)
    parts: list[DuckDBPyRelation] = []
    for moment in mapping.moments:
        columns = {**nouns, "occurred_at": moment.column, "value": moment.value}
        if moment.channel is not None:
            columns["channel"] = moment.channel
        texts = {k: v for k, v in constants.items() if columns.get(k) is None}
        texts["touchpoint"] = moment.touchpoint
        if moment.stage is not None:
            texts["stage"] = moment.stage
        filled = whole.filter(_cell(table, moment.column).isnotnull())
        if moment.unless_same_as is not None:
            other = _cell(table, moment.unless_same_as)
            filled = filled.filter((_cell(table, moment.column) != other) | other.isnull())
        parts.append(_select(filled, table, columns, texts))
    if mapping.moments:
        undated = whole
        for moment in mapping.moments:
            undated = undated.filter(_cell(table, moment.column).isnull())
        parts.append(_select(undated, table, {**nouns, "occurred_at": None}, constants))
    else:
        parts.append(_select(whole, table, nouns, constants))
    together = parts[0]
    for part in parts[1:]:
        together = together.union(part)
    _view(connection, "staged_events", _kept(together, mapping))


def _cell(table: Table, column: str) -> duckdb.Expression:
    return ColumnExpression(cell_column(table.position(column)))


def _select(
    rows: DuckDBPyRelation,
    table: Table,
    names: dict[str, str | None],
    constants: dict[str, str],
) -> DuckDBPyRelation:
    chosen = [ColumnExpression("row_no"), ColumnExpression("extra")]
    for noun, column in names.items():
        if noun in constants:
            chosen.append(ConstantExpression(constants[noun]).alias(noun))
        elif column is None:
            chosen.append(ConstantExpression(None).cast("VARCHAR").alias(noun))
        else:
            chosen.append(_cell(table, column).alias(noun))
    return rows.select(*chosen)


def _kept(rows: DuckDBPyRelation, mapping: ColumnMapping) -> DuckDBPyRelation:
    return rows.filter("row_no in (select row_no from kept_rows)") if is_narrow(mapping) else rows


def _view(connection: duckdb.DuckDBPyConnection, view: str, rows: DuckDBPyRelation) -> None:
    connection.execute("create or replace temp view " + view + " as " + rows.sql_query())
