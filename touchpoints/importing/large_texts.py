"""A large regular text staged by DuckDB, which never hands its rows to Python.

DuckDB's count of rows is taken only if it is what the bytes of the file say; those are looked through
in a thread of their own while DuckDB reads.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from duckdb import ColumnExpression

from touchpoints.importing import footers, staging
from touchpoints.importing.delimited import Dialect
from touchpoints.importing.staging import Staged, cell_column
from touchpoints.importing.watch import Tell, listen, watched

# A block and what it is compared with fit together into a processor's own cache.
BLOCK = 128 * 2**10
BEGIN = 2**20
BATCH = 122_880
_FEW = 0.1
_JUDGED = 20_000
_WIDE_BLANKS = (b"\xc2\xa0", b"\xe2\x80", b"\xef\xbb\xbf")
_NEWLINE, _RETURN, _SPACE, _TAB = 10, 13, 32, 9
_Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Bytes:
    """What the bytes of a UTF-8 text say: how many records it has (None where that is not sure), and
    whether a cell may have blanks or a guard around it (a blank inside a quoted cell also counts)."""

    records: int | None
    needs_cleaning: bool


# A wide blank and the mark beside it may stand on both sides of a seam between blocks.
_SEAM = 8


def look_through(path: Path, dialect: Dialect) -> Bytes:
    """Count the newlines outside quotes; look for blanks beside delimiters, quotes and newlines."""
    quote, count, inside, cleaning = dialect.quote.encode(), 0, False, False
    before, left = b"\n", _size_without_last_newlines(path)
    with path.open("rb", buffering=0) as file:
        while block := file.read(min(BLOCK, left)):
            while block.endswith(b"\r") and len(block) < left:
                block += file.read(1)
            left -= len(block)
            together = np.frombuffer(before[-1:] + block, np.uint8)
            newlines = together[1:] == _NEWLINE
            if (newlines & (together[:-1] == _NEWLINE)).any() or _has_odd_returns(block, before):
                return Bytes(None, True)
            cleaning = cleaning or _has_blanks(together, before + block, dialect)
            if inside or quote in block:
                opened = np.bitwise_xor.accumulate(together[1:] == quote[0])
                outside = opened == inside
                cleaning = cleaning or bool((newlines & ~outside).any())
                newlines &= outside
                inside ^= bool(opened[-1])
            count += int(np.count_nonzero(newlines))
            before = (before + block)[-_SEAM:]
    cleaning = cleaning or before.endswith((b" ", b"\t", *_WIDE_BLANKS))
    return Bytes(None if inside else count + 1, cleaning)


def _size_without_last_newlines(path: Path) -> int:
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - BEGIN))
        tail = file.read()
    return size - len(tail) + len(tail.rstrip(b"\r\n"))


def _has_odd_returns(block: bytes, before: bytes) -> bool:
    """Returns without a newline, or a line that holds nothing but its end."""
    if b"\r" not in block:
        return False
    blank = b"\n\r" in block or (block.startswith(b"\r") and before.endswith(b"\n"))
    return blank or block.count(b"\r") != block.count(b"\r\n")


def _has_blanks(together: _Bytes, block: bytes, dialect: Dialect) -> bool:
    mark, quote = ord(dialect.delimiter), ord(dialect.quote)
    blank = together == _SPACE
    if mark != _TAB:
        blank |= together == _TAB
    beside = (together == mark) | (together == quote) | (together == _NEWLINE)
    if b"\r" in block:
        beside |= together == _RETURN
    if (blank[1:] & beside[:-1]).any() or (blank[:-1] & beside[1:]).any():
        return True
    return b'="' in block or any(
        wide[:1] in block and _stands_beside(wide, block, dialect) for wide in _WIDE_BLANKS
    )


def _stands_beside(blank: bytes, block: bytes, dialect: Dialect) -> bool:
    beside = (dialect.delimiter.encode(), dialect.quote.encode(), b"\n", b"\r")
    return blank in block and any(
        blank + byte in block or byte + blank in block for byte in beside if byte in block
    )


def stage(
    path: Path, dialect: Dialect, first_row: int, width: int, tell: Tell, left: Counter[str]
) -> Staged | None:
    """Stage the records of a UTF-8 text from `first_row` on; None where it is not regular: a record
    has too many or too few cells, or there are blank lines, so that row numbers would be wrong. `left`
    counts the totals and notes below the last row.

    Whether cells need cleaning is judged by the beginning of the text, until all of it was seen.
    """
    with path.open("rb") as file:
        begin = file.read(BEGIN)
    cleaned = _has_blanks(np.frombuffer(b"\n" + begin, np.uint8), begin, dialect)
    with ThreadPoolExecutor(1) as pool:
        looking = pool.submit(look_through, path, dialect)
        written = _written(path, dialect, first_row, width, tell, cleaned=cleaned)
        seen = looking.result()
    if written is not None and seen.needs_cleaning and not cleaned and seen.records is not None:
        written = _written(path, dialect, first_row, width, tell, cleaned=True)
    if written is None or seen.records is None:
        return None
    staged, found = written
    if found.records != seen.records - (first_row - 1):
        return None
    left.update(found.below)
    return _without_blank_records(staged) if found.has_blank_records else staged


def _without_blank_records(staged: Staged) -> Staged:
    """Without records that are nothing but delimiters, which still count where rows are numbered."""
    cells = [ColumnExpression(cell_column(i + 1)) for i in range(staged.width)]
    with duckdb.connect(config={"memory_limit": "1GB", "threads": 2}) as connection:
        connection.execute("set enable_progress_bar = false")
        rows = staging.relation(connection, staged)
        kept = Staged(staging.new_path(), 0, staged.width)
        filled = rows.filter(reduce(or_, (cell.isnotnull() for cell in cells)))
        filled.write_parquet(str(kept.path), compression="snappy")
        kept.rows = pq.ParquetFile(kept.path).metadata.num_rows
    return kept


@dataclass(frozen=True)
class _Found:
    """How many records were read, whether some are nothing but delimiters, and what of them stands below
    the last row."""

    records: int = 0
    has_blank_records: bool = False
    below: Counter[str] = field(default_factory=Counter)


def _written(
    path: Path, dialect: Dialect, first_row: int, width: int, tell: Tell, *, cleaned: bool
) -> tuple[Staged, _Found] | None:
    """The staged records, and what was found on the way."""
    staged = Staged(staging.new_path(), 0, width, first_row=first_row)
    with duckdb.connect(config={"memory_limit": "1GB", "threads": 2}) as connection:
        listen(connection)
        rows = connection.read_csv(
            str(path),
            columns={cell_column(i + 1): "VARCHAR" for i in range(width)},
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
        rows.create_view("texts")
        connection.execute("set variable around = ?", [staging.AROUND])
        chosen = connection.sql(_CLEANED) if cleaned else rows
        try:
            found = watched(connection, lambda: _write(chosen, staged), tell)
        except duckdb.Error:
            return None
        except OSError as error:  # what DuckDB finds while pyarrow asks it for rows has no number
            if error.errno is not None:
                raise
            return None
    return staged, found


def _write(rows: duckdb.DuckDBPyRelation, staged: Staged) -> _Found:
    """Write the cells batch by batch; what stands below the last row is judged before the last one."""
    batches = rows.to_arrow_reader(BATCH)
    waiting = next(batches, None)
    if waiting is None:
        return _Found()
    records = 0
    has_blank_records = False
    with pq.ParquetWriter(
        staged.path, waiting.schema, use_dictionary=_repeated(waiting), write_statistics=False
    ) as writer:

        def write(batch: pa.RecordBatch) -> None:
            nonlocal has_blank_records
            writer.write_batch(batch)
            staged.rows += batch.num_rows
            has_blank_records = has_blank_records or _has_blank_record(batch)

        for batch in batches:
            if batch.num_rows < footers.MOST:
                waiting = pa.concat_batches([waiting, batch])
                continue
            records += waiting.num_rows
            write(waiting)
            waiting = batch
        records += waiting.num_rows
        below = Counter[str]()
        write(_without_footer(waiting, below))
    return _Found(records, has_blank_records, below)


def _without_footer(batch: pa.RecordBatch, below: Counter[str]) -> pa.RecordBatch:
    """The last records of a text without what stands below its last row."""
    tail = batch.slice(max(0, batch.num_rows - footers.MOST))
    cells = enumerate(zip(*(column.to_pylist() for column in tail.columns), strict=True))
    kept = sum(1 for _ in footers.without(cells, batch.num_columns, below))
    return batch.slice(0, batch.num_rows - tail.num_rows + kept)


def _repeated(batch: pa.RecordBatch) -> list[str]:
    """The columns of few different values, which are written once and pointed at."""
    return [
        name
        for name, cells in zip(batch.schema.names, batch.columns, strict=True)
        if pc.count_distinct(cells[:_JUDGED]).as_py() <= _FEW * min(_JUDGED, batch.num_rows)
    ]


def _has_blank_record(batch: pa.RecordBatch) -> bool:
    if any(column.null_count == 0 for column in batch.columns):
        return False
    return bool(pc.any(reduce(pc.and_, (column.is_null() for column in batch.columns))).as_py())


_CLEANED = """
    select nullif(
        trim(
            case when columns(*) like '="%' then columns(*)[3:-2] else columns(*) end,
            getvariable('around')
        ), '')
    from texts
"""
