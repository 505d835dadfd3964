"""Bytes to tables. Nothing here knows our nouns."""

import csv
import datetime as dt
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path

from touchpoints import settings
from touchpoints.errors import FileRefused
from touchpoints.i18n import N_
from touchpoints.importing import (
    blocks,
    chats,
    containers,
    copies,
    delimited,
    encodings,
    footers,
    large_texts,
    layout,
    staging,
    structured,
    workbooks,
)
from touchpoints.importing.cells import text
from touchpoints.importing.containers import Content
from touchpoints.importing.delimited import Record
from touchpoints.importing.layout import Layout
from touchpoints.importing.staging import Staged
from touchpoints.importing.watch import Tell, part, unheard

MAX_COLUMNS = 1500
LARGE = 8 * 2**20
WORKBOOK_ENDS = (".xlsx", ".xls", ".xlsb", ".ods")
NOTES_BELOW = N_("Notes below the table were left out.")


@dataclass(frozen=True, eq=False)
class Table:
    """A table of a file, all its cells as text.

    `header_row` is the row of the file, counted from 1, 0 where there is none. `columns` are unique
    names, `labels` the longer text of each column where the file gives one (the question of a
    survey). `staged` holds the cells (see `staging`). `notes` say what was done to read it. `left_out`
    are (reason, how many) of what was read and is no row, such as the notices in a chat. `period` are the
    first and the last day that the comments above a report tell. A table is `aside` where its sheet is
    hidden or repeats another: it is loaded only where the person says so, or where it is alone.
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
    aside: bool = False
    notes: tuple[str, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    period: tuple[dt.date, dt.date] | None = None

    def position(self, column: str) -> int:
        """The place of a column, counted from 1. ValueError where there is none of that name."""
        return self.columns.index(column) + 1


def read(
    path: Path,
    name: str | None = None,
    *,
    max_bytes: int | None = None,
    progress: Tell | None = None,
) -> list[Table]:
    """The tables of a file. FileRefused, with a sentence that says what to do, where it has none.

    `progress` is told the share done. What it raises ends the reading, and nothing is left behind.
    """
    limits = settings.current()
    max_bytes = limits.upload_megabytes * 2**20 if max_bytes is None else max_bytes
    tell = progress or unheard
    called = name or path.name
    tables: list[Table] = []
    empty: list[str] = []
    with tempfile.TemporaryDirectory(prefix="touchpoints-") as folder:
        scratch = Path(folder)
        contents: dict[str, Content] = {}
        for content in containers.open_file(path, called, scratch, max_bytes=max_bytes):
            contents[content.name] = content
            for table in _tables(content, scratch, tell):
                if table.rows > limits.rows_per_file:
                    raise FileRefused(
                        N_(
                            "{file} has {rows} rows and the limit is {limit}. Export a shorter period, "
                            "or split the file."
                        ),
                        file=table.file,
                        rows=table.rows,
                        limit=limits.rows_per_file,
                    )
                if table.rows:
                    tables.append(table)
                elif table.columns:
                    empty.append(table.file)
        tables = _agreed(tables, contents, scratch)
    if tables:
        return tables
    if empty:
        told = contents[empty[0]]
        if told.container == "csv" and told.name.lower().endswith(WORKBOOK_ENDS):
            raise containers.damaged(told.name)
        raise FileRefused(
            N_("{file} has a header but no rows. Export it again with its data."), file=empty[0]
        )
    raise FileRefused(N_("{file} is empty. Export it again and send the new file."), file=called)


def _tables(content: Content, scratch: Path, tell: Tell) -> Iterator[Table]:
    if content.container in ("xlsx", "xls", "xlsb", "ods"):
        yield from _of_workbook(content, tell)
    elif content.container == "csv":
        yield from _of_text(content, scratch, tell)
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


def _of_workbook(content: Content, tell: Tell) -> Iterator[Table]:
    sheets = workbooks.sheets(content)
    before: list[Table] = []
    for place, sheet in enumerate(sheets):
        tell((place + 0.3) / len(sheets))
        records = sheet.records(part(tell, (place + 0.3) / len(sheets), (place + 1) / len(sheets)))
        for block in blocks.split(records):
            table = _staged(content, block, sheet=sheet.name, encoding=None, delimiter=None)
            if table is None:
                continue
            if sheet.hidden:
                table = _aside(table, N_("The sheet is hidden in its workbook."))
            elif any(
                copies.repeats(table.columns, table.staged, one.columns, one.staged)
                for one in before
            ):
                table = _aside(table, copies.COPIED)
            else:
                before.append(table)
            yield table


def _aside(table: Table, why: str) -> Table:
    return replace(table, aside=True, notes=(*table.notes, why))


def _of_text(content: Content, scratch: Path, tell: Tell) -> Iterator[Table]:
    is_large = content.path.stat().st_size > LARGE
    if is_large and encodings.detect(content.path, whole=False) == "utf-8":
        table = _of_large_text(content, content.path, "utf-8", tell)
        if table is not None:
            yield table
            return
    source, encoding = _in_utf_8(content, scratch)
    try:
        if chats.is_chat(source):
            yield _of_chat(content, source, encoding)
            return
        if is_large and source != content.path:
            table = _of_large_text(content, source, encoding, tell)
            if table is not None:
                yield table
                return
        dialect = delimited.detect(source)
        records = delimited.records(source, dialect, tell)
        for block in blocks.split(records):
            yield from _one(_staged(content, block, encoding=encoding, delimiter=dialect.delimiter))
    except (csv.Error, UnicodeDecodeError) as error:
        raise FileRefused(
            N_("{file} cannot be read as a table. Save it as XLSX or as CSV in UTF-8."),
            file=content.name,
        ) from error


def _agreed(tables: list[Table], contents: dict[str, Content], scratch: Path) -> list[Table]:
    """Tables among which several chats tell who is the business: who writes in most of them."""
    named = {table.file for table in tables if table.container == "chat"}
    if len(named) < 2:
        return tables
    sources = {name: _in_utf_8(contents[name], scratch) for name in named}
    ours = chats.writer_of_most([chats.writers(source) for source, _encoding in sources.values()])
    return [
        _of_chat(contents[table.file], *sources[table.file], ours) if table.file in named else table
        for table in tables
    ]


def _of_chat(content: Content, source: Path, encoding: str, ours: str | None = None) -> Table:
    chat = chats.read(source, content.name, ours)
    staged = staging.write(chat.rows, len(chats.COLUMNS))
    return Table(
        file=content.name,
        sheet=None,
        container="chat",
        encoding=encoding,
        delimiter=None,
        header_row=0,
        columns=chats.COLUMNS,
        preview=staging.preview(staged),
        rows=staged.rows,
        staged=staged,
        labels=chats.COLUMNS,
        notes=(chat.note,),
        left_out=((chats.NOTICE, chat.notices),) if chat.notices else (),
    )


def _of_large_text(content: Content, source: Path, encoding: str, tell: Tell) -> Table | None:
    """A large text in UTF-8, read by DuckDB; None where it is not regular enough for that."""
    try:
        if chats.is_chat(source):
            return None
        dialect = delimited.detect(source)
        head = list(islice(delimited.records(source, dialect), layout.HEAD_RECORDS))
    except (csv.Error, UnicodeDecodeError):
        return None
    plan = layout.find([cells for _, cells in head])
    if plan is None or plan.first_data >= len(head) or dialect.skip_space:
        return None
    _refuse_wide(content, plan)
    first_row = head[plan.first_data][0]
    left: Counter[str] = Counter()
    staged = large_texts.stage(source, dialect, first_row, len(plan.columns), tell, left)
    if staged is None:
        return None
    return _table(content, plan, staged, head, left, encoding=encoding, delimiter=dialect.delimiter)


def _refuse_wide(content: Content, plan: Layout) -> None:
    if len(plan.columns) > MAX_COLUMNS:
        raise FileRefused(
            N_("{file} has more than {limit} columns. Keep the columns that matter and try again."),
            file=content.name,
            limit=MAX_COLUMNS,
        )


def _staged(
    content: Content,
    records: Iterable[tuple[int, Sequence[object]]],
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> Table | None:
    iterator = iter(records)
    first = islice(iterator, layout.HEAD_RECORDS)
    head = [(number, [text(cell) for cell in cells]) for number, cells in first]
    plan = layout.find([cells for _, cells in head])
    if plan is None:
        return None
    _refuse_wide(content, plan)
    width = len(plan.columns)
    left: Counter[str] = Counter()
    body = footers.without(chain(head[plan.first_data :], iterator), width, left)
    staged = staging.write(body, width)
    return _table(
        content, plan, staged, head, left, encoding=encoding, delimiter=delimiter, sheet=sheet
    )


def _table(
    content: Content,
    plan: Layout,
    staged: Staged,
    head: Sequence[Record],
    left: Mapping[str, int],
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
        notes=(*plan.notes, NOTES_BELOW) if left.get(footers.NOTES) else plan.notes,
        left_out=tuple(
            (reason, count) for reason, count in left.items() if reason != footers.NOTES and count
        ),
        period=layout.period([cells for _, cells in head[: plan.first_data]]),
    )
