"""Bytes to tables. Nothing here knows our nouns."""

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from touchpoints.errors import FileRefused
from touchpoints.i18n import N_
from touchpoints.importing import (
    containers,
    delimited,
    encodings,
    layout,
    staging,
    structured,
    workbooks,
)
from touchpoints.importing.containers import Content
from touchpoints.importing.delimited import Dialect, Record
from touchpoints.importing.layout import Layout
from touchpoints.importing.staging import Staged

MAX_BYTES = 1024 * 2**20
MAX_COLUMNS = 1500
LARGE = 48 * 2**20
_BLANKS = (b" ", b"\t", b"\xc2\xa0", b"\xe2\x80", b"\xef\xbb\xbf")


@dataclass(frozen=True, eq=False)
class Table:
    """A table of a file, all its cells as text.

    `header_row` is the row of the file, counted from 1, 0 where there is none. `columns` are unique
    names, `labels` the longer text of each column where the file gives one (the question of a
    survey). `staged` holds the cells (see `staging`). `notes` say what was done to read it. `left_out`
    are (reason, how many) of what was read and is no row, such as the notices in a chat.
    """

    file: str
    sheet: str | None
    container: str
    encoding: str | None
    delimiter: str | None
    header_row: int
    columns: tuple[str, ...]
    preview: tuple[tuple[str | None, ...], ...]
    rows: int
    staged: Staged = field(repr=False)
    labels: tuple[str, ...] = ()
    hidden: bool = False
    notes: tuple[str, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()

    def position(self, column: str) -> int:
        """The place of a column, counted from 1. ValueError where there is none of that name."""
        return self.columns.index(column) + 1


def read(path: Path, name: str | None = None, *, max_bytes: int = MAX_BYTES) -> list[Table]:
    """The tables of a file. FileRefused, with a sentence that says what to do, where it has none."""
    called = name or path.name
    tables: list[Table] = []
    empty: list[str] = []
    with tempfile.TemporaryDirectory(prefix="touchpoints-") as folder:
        scratch = Path(folder)
        for content in containers.open_file(path, called, scratch, max_bytes=max_bytes):
            for table in _tables(content, scratch):
                if table.rows:
                    tables.append(table)
                elif table.columns:
                    empty.append(table.file)
    if tables:
        return tables
    if empty:
        raise FileRefused(
            N_("{file} has a header but no rows. Export it again with its data."), file=empty[0]
        )
    raise FileRefused(N_("{file} is empty. Export it again and send the new file."), file=called)


def _tables(content: Content, scratch: Path) -> Iterator[Table]:
    if content.container in ("xlsx", "xls", "xlsb", "ods"):
        yield from _of_workbook(content)
    elif content.container == "csv":
        yield from _of_text(content, scratch)
    elif content.container == "parquet":
        yield from _one(_staged(content, structured.parquet(content)))
    else:
        yield from _of_marked_text(content, scratch)


def _one(table: Table | None) -> Iterator[Table]:
    if table is not None:
        yield table


def _in_utf_8(content: Content, scratch: Path) -> tuple[Path, str]:
    """A text in UTF-8 (the file itself where it is), and the encoding that it had."""
    encoding = encodings.detect(content.path)
    if encoding == "utf-8":
        return content.path, encoding
    source = scratch / f"{content.path.name}.utf-8"
    encodings.to_utf_8(content.path, encoding, source)
    return source, encoding.removesuffix("-sig")


def _of_marked_text(content: Content, scratch: Path) -> Iterator[Table]:
    source, encoding = _in_utf_8(content, scratch)
    is_page = content.container == "html"
    records = structured.html(source) if is_page else structured.json_records(content, source)
    yield from _one(_staged(content, records, encoding=encoding))


def _of_workbook(content: Content) -> Iterator[Table]:
    for sheet in workbooks.sheets(content):
        table = _staged(content, sheet.records(), sheet=sheet.name, encoding=None, delimiter=None)
        if table is not None:
            yield _with_hidden(table, sheet.hidden)


def _with_hidden(table: Table, hidden: bool) -> Table:
    if not hidden:
        return table
    values = {name: getattr(table, name) for name in table.__dataclass_fields__}
    notes = (*table.notes, N_("The sheet is hidden in its workbook."))
    return Table(**{**values, "hidden": True, "notes": notes})


def _of_text(content: Content, scratch: Path) -> Iterator[Table]:
    source, encoding = _in_utf_8(content, scratch)
    _refuse_chat(content, source)
    try:
        dialect = delimited.detect(source)
        if source.stat().st_size > LARGE:
            table = _of_large_text(content, source, dialect, encoding)
            if table is not None:
                yield table
                return
        records = delimited.records(source, dialect)
        for block in _blocks(records):
            yield from _one(_staged(content, block, encoding=encoding, delimiter=dialect.delimiter))
    except (csv.Error, UnicodeDecodeError) as error:
        raise FileRefused(
            N_("{file} cannot be read as a table. Save it as XLSX or as CSV in UTF-8."),
            file=content.name,
        ) from error


def _blocks(records: Iterable[Record]) -> Iterator[Iterator[Record]]:
    """The tables of one text, told apart by the comment lines above each ("# Start date: ...")."""
    after_rows = False
    iterator = iter(records)
    left: list[Record] = []

    def block() -> Iterator[Record]:
        nonlocal after_rows
        rows = 0
        yield from left
        left.clear()
        for number, cells in iterator:
            comment = layout.is_comment(cells)
            if comment and rows > 1:
                left.append((number, cells))
                return
            rows += not comment and any(cell.strip() for cell in cells)
            yield number, cells
        after_rows = True

    while not after_rows:
        yield block()


_CHAT = re.compile(
    r"[\u200e\ufeff]*\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
    r"(?:\s?[ap]\.?\s?m\.?)?(?:\]| -)[: ]", re.IGNORECASE
)  # fmt: skip


def _refuse_chat(content: Content, source: Path) -> None:
    with source.open(encoding="utf-8") as file:
        lines = [line for line in (file.readline(2000) for _ in range(40)) if line.strip()]
    if len(lines) > 1 and sum(bool(_CHAT.match(line)) for line in lines) >= 0.5 * len(lines):
        raise FileRefused(
            N_("{file} is a chat. Chats cannot be loaded yet: send a table of events or answers."),
            file=content.name,
        )


def _of_large_text(content: Content, source: Path, dialect: Dialect, encoding: str) -> Table | None:
    """A large text read by DuckDB; None where its count of rows is not what the bytes say."""
    head = list(islice(delimited.records(source, dialect), layout.HEAD_RECORDS))
    plan = layout.find([cells for _, cells in head])
    if plan is None or plan.first_data >= len(head):
        return None
    first_row = head[plan.first_data][0]
    expected = _count_records(source, dialect.quote)
    if expected is None or dialect.skip_space:
        return None
    trims = _has_blanks_around_cells(source, dialect)
    staged = staging.write_with_duckdb(source, dialect, first_row, len(plan.columns), trims=trims)
    if staged is None or staged.rows != expected - (first_row - 1):
        return None
    return _table(
        content,
        plan,
        staged,
        head,
        encoding=encoding,
        delimiter=dialect.delimiter,
    )


def _has_blanks_around_cells(path: Path, dialect: Dialect) -> bool:
    """Whether any cell of a UTF-8 text may need cleaning; a blank inside a quoted cell also counts."""
    mark, quote = dialect.delimiter.encode(), dialect.quote.encode()
    with path.open("rb") as file:
        while block := file.read(8 * 2**20):
            beside = [byte for byte in (mark, quote, b"\n") if byte in block]
            for blank in _BLANKS:
                if blank == mark or blank not in block:
                    continue
                if any(blank + byte in block or byte + blank in block for byte in beside):
                    return True
            if b'="' in block:
                return True
    return False


def _count_records(path: Path, quote: str) -> int | None:
    """Records of a UTF-8 text by its newlines outside quotes; None where that is not sure."""
    count = 0
    inside = False
    last = b"\n"
    mark = quote.encode()
    with path.open("rb") as file:
        while block := file.read(8 * 2**20):
            if block.endswith(b"\r"):
                block += file.read(1)
            lone = block.count(b"\r") != block.count(b"\r\n")
            if lone or re.search(rb"\n\r?\n", last + block):
                return None
            if mark not in block and not inside:
                count += block.count(b"\n")
            else:
                parts = block.split(mark)
                for position, part in enumerate(parts):
                    if not inside:
                        count += part.count(b"\n")
                    if position < len(parts) - 1:
                        inside = not inside
            last = block[-2:]
    return None if inside else count + (not last.endswith(b"\n"))


def _staged(
    content: Content,
    records: Iterable[Record],
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> Table | None:
    iterator = iter(records)
    head = list(islice(iterator, layout.HEAD_RECORDS))
    plan = layout.find([cells for _, cells in head])
    if plan is None:
        return None
    if len(plan.columns) > MAX_COLUMNS:
        raise FileRefused(
            N_("{file} has more than {limit} columns. Keep the columns that matter and try again."),
            file=content.name,
            limit=MAX_COLUMNS,
        )
    staged = staging.write(chain(head[plan.first_data :], iterator), len(plan.columns))
    return _table(content, plan, staged, head, encoding=encoding, delimiter=delimiter, sheet=sheet)


def _table(
    content: Content,
    plan: Layout,
    staged: Staged,
    head: Sequence[Record],
    *,
    encoding: str | None,
    delimiter: str | None,
    sheet: str | None = None,
) -> Table:
    return Table(
        file=content.name,
        sheet=sheet,
        container=content.container,
        encoding=encoding,
        delimiter=delimiter,
        header_row=0 if plan.header is None else head[plan.header][0],
        columns=plan.columns,
        preview=staging.preview(staged),
        rows=staged.rows,
        staged=staged,
        labels=plan.labels,
        notes=plan.notes,
    )
