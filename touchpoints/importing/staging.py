"""All cells of a table as text in a Parquet file: row_no (row of the file), c1..cn, extra.

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

from touchpoints.importing.delimited import Dialect

BATCH = 20_000
PREVIEW_ROWS = 200
_AROUND = " \t\r\n\x0b\x0c\xa0\u200b\u200e\u200f\ufeff"


class Staged:
    """A staged table; its file is deleted when nothing refers to it any more. `memo` keeps what was
    found out by reading a whole column."""

    def __init__(self, path: Path, rows: int, width: int) -> None:
        self.path = path
        self.rows = rows
        self.width = width
        self.memo: dict[object, object] = {}
        self._delete = weakref.finalize(self, path.unlink, missing_ok=True)


def new_path() -> Path:
    """A fresh file of our own in the temporary folder."""
    handle, name = tempfile.mkstemp(prefix="touchpoints-", suffix=".parquet")
    os.close(handle)
    return Path(name)


def cell_column(position: int) -> str:
    """The staged name of the column at a position counted from 1: c1, c2, ..."""
    return f"c{position:d}"


def write(
    records: Iterable[tuple[int, Sequence[str | None]]],
    width: int,
) -> Staged:
    """Stage records; blank ones are left out, short ones are filled up."""
    names = ["row_no", *(cell_column(i + 1) for i in range(width)), "extra"]
    schema = pa.schema([(names[0], pa.int64()), *((name, pa.string()) for name in names[1:])])
    path = new_path()
    staged = Staged(path, 0, width)
    iterator = iter(records)
    with pq.ParquetWriter(path, schema, compression="zstd", compression_level=1) as writer:
        while batch := list(islice(iterator, BATCH)):
            numbers = pa.array([number for number, _ in batch], pa.int64())
            extra = pa.array([_extra(cells, width) for _, cells in batch], pa.string())
            rows = (
                cells if len(cells) == width else [*cells[:width], *[None] * (width - len(cells))]
                for _, cells in batch
            )
            columns = [clean(pa.array(column, pa.string())) for column in zip(*rows, strict=True)]
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
    trimmed = pc.utf8_trim(cells, characters=_AROUND)
    guarded = pc.starts_with(trimmed, '="')
    if pc.any(guarded).as_py():
        inside = pc.utf8_trim(pc.utf8_slice_codeunits(trimmed, 2, -1), characters=_AROUND)
        ends = pc.and_(guarded, pc.ends_with(trimmed, '"'))
        trimmed = pc.if_else(ends, inside, trimmed)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def _extra(cells: Sequence[str | None], width: int) -> str | None:
    if len(cells) <= width:
        return None
    return " | ".join(cell for cell in cells[width:] if cell and not cell.isspace()) or None


_NUMBERED = """
    select row_number() over () + getvariable('before_first') as row_no, columns(lambda c : starts_with(c, 'c')),
        null::varchar as extra
    from (select nullif(columns(*), '') from texts)
"""
_CLEANED = """
    select row_number() over () + getvariable('before_first') as row_no, columns(lambda c : starts_with(c, 'c')),
        null::varchar as extra
    from (
        select nullif(
            trim(
                case when columns(*) like '="%' then columns(*)[3:-2] else columns(*) end,
                getvariable('around')
            ), '')
        from texts
    )
"""


def write_with_duckdb(
    path: Path, dialect: Dialect, first_row: int, width: int, *, trims: bool
) -> Staged | None:
    """Stage a large regular UTF-8 text without Python touching its rows.

    None where it is not regular: a record has too many cells, or there are blank records, so that
    the numbers of the rows would be wrong. The caller compares the count of rows.
    """
    target = new_path()
    staged = Staged(target, 0, width)
    columns = {cell_column(i + 1): "VARCHAR" for i in range(width)}
    connection = duckdb.connect(config={"memory_limit": "1GB", "threads": 2})
    try:
        connection.execute("set enable_progress_bar = false")
        rows = connection.read_csv(
            str(path),
            columns=columns,
            header=False,
            skiprows=first_row - 1,
            sep=dialect.delimiter,
            quotechar=dialect.quote,
            escapechar=dialect.quote,
            auto_detect=False,
            null_padding=False,
            strict_mode=True,
            max_line_size=8 * 2**20,
        )
        connection.execute("set variable before_first = ?", [first_row - 1])
        rows.create_view("texts")
        connection.execute("set variable around = ?", [_AROUND])
        numbered = connection.sql(_CLEANED if trims else _NUMBERED)
        numbered.write_parquet(str(target), compression="zstd")
        staged.rows = pq.ParquetFile(target).metadata.num_rows
    except duckdb.Error:
        return None
    finally:
        connection.close()
    return staged


def preview(staged: Staged, rows: int = PREVIEW_ROWS) -> tuple[tuple[str | None, ...], ...]:
    """The first rows as text."""
    for batch in pq.ParquetFile(staged.path).iter_batches(
        batch_size=rows, columns=[cell_column(i + 1) for i in range(staged.width)]
    ):
        columns = [column.to_pylist() for column in batch.columns]
        return tuple(zip(*columns, strict=True)) if columns else ()
    return ()
