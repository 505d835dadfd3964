"""All cells of a table as text in a Parquet file: c1..cn, and beside them row_no (row of the file), extra.

A cell is staged without the blanks around it and without the guard ="..." of Excel; empty is NULL.

`extra` holds, joined, the cells of a record that stand beyond the last column.
"""

import os
import tempfile
import weakref
from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from duckdb import ColumnExpression, ConstantExpression, StarExpression

from touchpoints.importing.cells import text, texts

BATCH = 20_000
PREVIEW_ROWS = 200
AROUND = " \t\r\n\x0b\x0c\xa0\u200b\u200e\u200f\ufeff"


class Staged:
    """A staged table; its file is deleted by `delete()`, or when nothing refers to it any more. `memo` keeps
    what was found out by reading a whole column.

    Where every row of the file from `first_row` on is a row of the table, the Parquet file holds the
    cells only: the place of a row tells its number (see `relation`).
    """

    def __init__(self, path: Path, rows: int, width: int, first_row: int | None = None) -> None:
        self.path = path
        self.rows = rows
        self.width = width
        self.first_row = first_row
        self.memo: dict[object, object] = {}
        self.delete = weakref.finalize(self, path.unlink, missing_ok=True)


def new_path() -> Path:
    """A fresh file of our own in the temporary folder."""
    handle, name = tempfile.mkstemp(prefix="touchpoints-", suffix=".parquet")
    os.close(handle)
    return Path(name)


def cell_column(position: int) -> str:
    """The staged name of the column at a position counted from 1: c1, c2, ..."""
    return f"c{position:d}"


def write(
    records: Iterable[tuple[int, Sequence[object]]],
    width: int,
) -> Staged:
    """Stage records of cells, texts or typed; blank ones are left out, short ones are filled up."""
    names = ["row_no", *(cell_column(i + 1) for i in range(width)), "extra"]
    schema = pa.schema([(names[0], pa.int64()), *((name, pa.string()) for name in names[1:])])
    path = new_path()
    staged = Staged(path, 0, width)
    iterator = iter(records)
    with pq.ParquetWriter(path, schema, compression="zstd", compression_level=1) as writer:
        while batch := list(islice(iterator, BATCH)):
            numbers = pa.array([number for number, _ in batch], pa.int64())
            columns, extra = _columns([cells for _, cells in batch], width)
            table = pa.table([numbers, *columns, extra], schema=schema)
            filled = reduce(pc.or_, (pc.is_valid(column) for column in [*columns, extra]))
            if not pc.all(filled).as_py():
                table = table.filter(filled)
            if table.num_rows:
                writer.write_table(table)
            staged.rows += table.num_rows
    return staged


def clean(cells: pa.Array) -> pa.Array:
    """Cells as they are staged."""
    trimmed = pc.utf8_trim(cells, characters=AROUND)
    guarded = pc.starts_with(trimmed, '="')
    if pc.any(guarded).as_py():
        inside = pc.utf8_trim(pc.utf8_slice_codeunits(trimmed, 2, -1), characters=AROUND)
        ends = pc.and_(guarded, pc.ends_with(trimmed, '"'))
        trimmed = pc.if_else(ends, inside, trimmed)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def _columns(rows: list[Sequence[object]], width: int) -> tuple[list[pa.Array], pa.Array]:
    """The cleaned columns of some rows, and what stands beyond the last."""
    if all(len(cells) == width for cells in rows):
        extra = pa.nulls(len(rows), pa.string())
    else:
        extra = pa.array([_extra(cells, width) for cells in rows], pa.string())
        blanks = [None] * width
        rows = [[*cells[:width], *blanks[len(cells) :]] for cells in rows]
    return [clean(texts(column)) for column in zip(*rows, strict=True)], extra


def _extra(cells: Sequence[object], width: int) -> str | None:
    beyond = [text(cell).strip() for cell in cells[width:]]
    return " | ".join(cell for cell in beyond if cell) or None


def relation(connection: duckdb.DuckDBPyConnection, staged: Staged) -> duckdb.DuckDBPyRelation:
    """A staged table: row_no, c1..cn, extra."""
    if staged.first_row is None:
        return connection.read_parquet(str(staged.path))
    rows = connection.read_parquet(str(staged.path), file_row_number=True)
    number = ColumnExpression("file_row_number") + ConstantExpression(staged.first_row)
    return rows.select(
        number.alias("row_no"),
        StarExpression(exclude=["file_row_number"]),
        ConstantExpression(None).cast("VARCHAR").alias("extra"),
    )


def preview(staged: Staged, rows: int = PREVIEW_ROWS) -> tuple[tuple[str | None, ...], ...]:
    """The first rows as text."""
    for batch in pq.ParquetFile(staged.path).iter_batches(
        batch_size=rows, columns=[cell_column(i + 1) for i in range(staged.width)]
    ):
        columns = [column.to_pylist() for column in batch.columns]
        return tuple(zip(*columns, strict=True)) if columns else ()
    return ()
