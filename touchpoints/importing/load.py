"""Type the rows of tables and write them into a workspace, all or nothing.

Every row of a file is loaded or refused: rows_read = rows_loaded + rows_refused. What an import does
to a row, and the reasons, are in docs/import.md.
"""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from touchpoints import snapshots, workspaces
from touchpoints.errors import AnswerNeeded, FileRefused
from touchpoints.i18n import N_
from touchpoints.importing import profile, reading, scales
from touchpoints.importing.mapping import time_noun
from touchpoints.importing.profile import script
from touchpoints.importing.sniff import Table
from touchpoints.importing.stages import in_order
from touchpoints.model import (
    ANSWER_NOUNS,
    EVENT_NOUNS,
    STAGES,
    ColumnMapping,
    Problem,
    Question,
)
from touchpoints.text import language, sentiment
from touchpoints.workspaces import Workspace

PROBLEMS_LISTED = 1000
FIRST_ROWS = 20
COMMENTS_AT_ONCE = 20_000

REASONS: Mapping[str, str] = {
    "person": N_("The person is empty."),
    "no_date": N_("The date is empty."),
    "date": N_("The date cannot be read."),
    "date_kept": N_("The date cannot be read, so the answer has none."),
    "value": N_("The value is not a number, so it was left out."),
    "number": N_("The score is not a number."),
    "scale": N_("The score is outside its scale."),
    "no_answer": N_("Nothing was answered."),
}


@dataclass(frozen=True)
class Accepted:
    """A table and what its columns mean, as a person (or the command line) accepted it."""

    table: Table
    mapping: ColumnMapping
    recognised_as: str | None = None


@dataclass(frozen=True)
class Report:
    """What became of one table. `problems` lists the first ones; all refused rows are kept in the
    workspace. `first_rows` are typed rows, for a preview."""

    file: str
    sheet: str | None
    kind: str
    recognised_as: str | None
    encoding: str | None
    delimiter: str | None
    header_row: int
    rows_read: int
    rows_loaded: int
    rows_refused: int
    mapping: Mapping[str, str]
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    stages: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    import_no: int | None = None
    first_rows: tuple[Mapping[str, object], ...] = field(default=(), repr=False)

    def as_json(self) -> dict[str, object]:
        """The report as the command line prints it."""
        values = {name: getattr(self, name) for name in _PRINTED}
        return {
            **values,
            "mapping": dict(self.mapping),
            "questions": [vars(question) for question in self.questions],
            "problems": [vars(problem) for problem in self.problems],
            "stages": dict(self.stages),
            "notes": list(self.notes),
        }


_PRINTED = (
    "file", "sheet", "kind", "recognised_as", "encoding", "delimiter", "header_row", "rows_read", "rows_loaded",
    "rows_refused", "import_no",
)  # fmt: skip


def unloaded(accepted: Accepted) -> Report:
    """The report of a table of which nothing was loaded."""
    table, mapping = accepted.table, accepted.mapping
    return Report(
        file=table.file,
        sheet=table.sheet,
        kind=mapping.kind,
        recognised_as=accepted.recognised_as,
        encoding=table.encoding,
        delimiter=table.delimiter,
        header_row=table.header_row,
        rows_read=table.rows,
        rows_loaded=0,
        rows_refused=0,
        mapping=mapping.columns,
        questions=mapping.questions,
        stages=mapping.stage_of_touchpoint,
        notes=table.notes,
    )


def check(accepted: Accepted) -> Report:
    """What loading would do, without a workspace. FileRefused, or AnswerNeeded for the date order."""
    with profile.connect() as connection:
        _prepare(connection, accepted)
        refused, problems = _faults(connection, accepted)
        return _report(connection, accepted, refused, problems)


def load(
    workspace_folder: Path,
    accepted: Sequence[Accepted],
    progress: Callable[[float], None] | None = None,
) -> list[Report]:
    """Write tables into a workspace in one transaction. FileRefused, AnswerNeeded, WorkspaceBusy,
    DiskFull: nothing was changed. `progress` is told the share done."""
    tell = progress or (lambda _share: None)
    for each in accepted:
        require_loadable(each)
    reports = []
    with workspaces.next_version(workspace_folder) as connection:
        profile.prepare(connection)
        for number, each in enumerate(accepted):
            tell(number / (len(accepted) + 1))
            reports.append(_write(connection, each))
        # DuckDB 2.0.0 fails on the merge ("global dictionary column changed identity") where it
        # moves the one row of `layout` to another place in the order of the joins.
        connection.execute("set disabled_optimizers = 'join_order'")
        tell(len(accepted) / (len(accepted) + 1))
    tell(1.0)
    return reports


def require_loadable(accepted: Accepted) -> None:
    """FileRefused or AnswerNeeded where the mapping cannot be loaded."""
    file, mapping = accepted.table.file, accepted.mapping
    if mapping.kind == "aggregate":
        raise FileRefused(
            N_(
                "{file} holds totals, not one row per person, so it cannot feed funnels or "
                "feedback. Export the rows behind the totals."
            ),
            file=file,
        )
    if mapping.kind not in ("events", "answers"):
        raise FileRefused(
            N_(
                "No column of {file} tells who did what and when, or what people answered. "
                "Choose the columns, or send another export."
            ),
            file=file,
        )
    if mapping.kind == "events":
        if "person" not in mapping.columns:
            raise AnswerNeeded(N_("Which column of {file} tells people apart?"), file=file)
        if "occurred_at" not in mapping.columns:
            raise AnswerNeeded(N_("Which column of {file} holds the date?"), file=file)
    elif not mapping.questions and "comment" not in mapping.columns:
        raise AnswerNeeded(
            N_("Which column of {file} holds the scores or the comments?"), file=file
        )


def _prepare(connection: duckdb.DuckDBPyConnection, accepted: Accepted) -> None:
    """Views of the typed rows of a table on this connection."""
    require_loadable(accepted)
    table, mapping = accepted.table, accepted.mapping
    moment = mapping.columns.get(time_noun(mapping.kind))
    style, order, has_offsets = "text", "dmy", False
    if moment is not None:
        read = reading.dates(connection, table, moment, mapping.date_order)
        if read.order is None and read.examples:
            raise AnswerNeeded(
                N_(
                    "In {file}, dates such as “{first}” and “{second}” can be read in two ways. "
                    "Does the day, the month or the year come first?"
                ),
                file=table.file,
                first=read.examples[0],
                second=read.examples[1],
            )
        if read.readable == 0:
            raise FileRefused(
                N_(
                    "No date in the column “{column}” of {file} can be read. Choose another column, "
                    "or write the dates as 2026-12-31."
                ),
                file=table.file,
                column=moment,
            )
        style, order, has_offsets = read.style, read.order or "dmy", read.has_offsets
    connection.execute("set variable date_style = ?", [style])
    connection.execute("set variable date_order = ?", [order])
    connection.execute("set variable has_offsets = ?", [has_offsets])
    connection.execute("create or replace temp table stage_of (touchpoint varchar, stage varchar)")
    by_touchpoint = {} if "stage" in mapping.columns else dict(mapping.stage_of_touchpoint)
    if by_touchpoint:
        rows = [list(pair) for pair in by_touchpoint.items()]
        connection.executemany("insert into stage_of values (?, ?)", rows)
    if mapping.kind == "events":
        value = mapping.columns.get("value")
        mark = reading.decimal_mark(connection, table, value) if value else "."
        connection.execute("set variable decimal_mark = ?", [mark])
        profile.stage(
            connection, table, "staged_events", {n: mapping.columns.get(n) for n in EVENT_NOUNS}
        )
        connection.execute(script("events"))
    else:
        _prepare_answers(connection, table, mapping)


def _prepare_answers(
    connection: duckdb.DuckDBPyConnection, table: Table, mapping: ColumnMapping
) -> None:
    labels = dict(zip(table.columns, table.labels or table.columns, strict=True))
    nouns = [noun for noun in ANSWER_NOUNS if noun != "score"]
    profile.stage(connection, table, "staged_answers", {n: mapping.columns.get(n) for n in nouns})
    connection.execute(
        "create or replace temp table asked (place varchar, question varchar, measure varchar,"
        " low double, high double, decimal_mark varchar)"
    )
    connection.execute(
        "create or replace temp table worded (place varchar, text varchar, score double)"
    )
    places: dict[str, str | None] = {}
    for number, question in enumerate(mapping.questions):
        place = f"q{number:04d}"
        mark = reading.decimal_mark(connection, table, question.column)
        low = -1e300 if question.low is None else question.low
        high = 1e300 if question.high is None else question.high
        row = [place, labels[question.column], question.measure, low, high, mark]
        connection.execute("insert into asked values (?, ?, ?, ?, ?, ?)", row)
        places[place] = question.column
        words = [[place, *pair] for pair in _worded(connection).items()]
        if words:
            connection.executemany("insert into worded values (?, ?, ?)", words)
    profile.stage(connection, table, "staged_scores", places or {"q0000": None})
    comment = mapping.columns.get("comment")
    connection.execute("set variable comment_question = ?", [labels[comment] if comment else ""])
    connection.execute(script("answers"))


def _worded(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """The place on its scale of each answer in words of the column staged as `cells`."""
    rows = connection.execute(
        "select distinct known(cell_text(cell)) as text from cells"
        " where regexp_matches(cell, '[A-Za-z]{2}') and length(cell) < 80 limit 200"
    ).fetchall()
    values = [row[0] for row in rows if row[0]]
    scale = scales.scale_of(values)
    if scale is None:
        return {}
    placed = {value: scales.score_of(scale, value) for value in values}
    return {value: place for value, place in placed.items() if place is not None}


def _faults(connection: duckdb.DuckDBPyConnection, accepted: Accepted) -> tuple[int, list[Problem]]:
    """Make `faults` (row_no, column_name, reason, refused); how many rows are refused, and the first
    problems."""
    mapping = accepted.mapping
    connection.execute(
        "create or replace temp table faults"
        " (row_no bigint, column_name varchar, reason varchar, refused boolean)"
    )
    connection.execute("create or replace temp table reasons (fault varchar, reason varchar)")
    connection.executemany("insert into reasons values (?, ?)", [list(p) for p in REASONS.items()])
    connection.execute(
        "create or replace temp table columns_of (place varchar, column_name varchar)"
    )
    places = [
        ("person", mapping.columns.get("person", "")),
        ("value", mapping.columns.get("value", "")),
        ("no_date", mapping.columns.get("occurred_at", "")),
        ("date", mapping.columns.get("occurred_at", "")),
        ("answered_at", mapping.columns.get("answered_at", "")),
        *((f"q{i:04d}", question.column) for i, question in enumerate(mapping.questions)),
    ]
    connection.executemany("insert into columns_of values (?, ?)", [list(pair) for pair in places])
    connection.execute(script(f"faults_of_{mapping.kind}"))
    counted = connection.execute(
        "select count(distinct row_no) filter (refused) from faults"
    ).fetchone()
    assert counted is not None
    listed = connection.execute(
        "select row_no, column_name, reason from faults order by row_no, column_name limit ?",
        [PROBLEMS_LISTED],
    ).fetchall()
    return int(counted[0]), [Problem(*row) for row in listed]


def _write(connection: duckdb.DuckDBPyConnection, accepted: Accepted) -> Report:
    _prepare(connection, accepted)
    import_no = snapshots.next_import_no(connection)
    connection.execute("set variable import_no = ?", [import_no])
    refused, problems = _faults(connection, accepted)
    if refused == accepted.table.rows:
        raise FileRefused(
            N_("No row of {file} can be loaded. {reason} Check which column is which."),
            file=accepted.table.file,
            reason=problems[0].reason,
        )
    if accepted.mapping.kind == "events":
        connection.execute(script("insert_events"))
    else:
        _score_comments(connection)
        connection.execute(script("insert_answers"))
    _place_stages(connection, accepted.mapping)
    profile.stage_whole(connection, accepted.table)
    if refused:
        connection.execute(script("insert_refused"))
    report = _report(connection, accepted, refused, problems, import_no)
    connection.execute(
        "insert into imports values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            import_no,
            report.file,
            report.sheet,
            report.kind,
            report.recognised_as,
            dt.datetime.now(dt.UTC).replace(tzinfo=None),
            report.rows_read,
            report.rows_loaded,
            report.rows_refused,
            json.dumps(report.as_json(), ensure_ascii=False),
        ],
    )
    return report


def _report(
    connection: duckdb.DuckDBPyConnection,
    accepted: Accepted,
    refused: int,
    problems: Sequence[Problem],
    import_no: int | None = None,
) -> Report:
    view = "typed_events" if accepted.mapping.kind == "events" else "typed_respondents"
    rows = connection.table(view).limit(FIRST_ROWS)
    first = [dict(zip(rows.columns, row, strict=True)) for row in rows.fetchall()]
    base = unloaded(accepted)
    return Report(
        **{
            **{name: getattr(base, name) for name in base.__dataclass_fields__},
            "rows_loaded": accepted.table.rows - refused,
            "rows_refused": refused,
            "problems": tuple(problems),
            "first_rows": tuple(first),
            "import_no": import_no,
        }
    )


def _score_comments(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `commented`: the language and the sentiment of each comment."""
    connection.execute(
        "create or replace temp table commented"
        " (row_no bigint, language varchar, sentiment double, label varchar)"
    )
    rows = connection.execute(
        "select row_no, comment from typed_respondents where comment is not null"
    ).fetchall()
    languages = language.comment_languages([comment for _, comment in rows])
    for start in range(0, len(rows), COMMENTS_AT_ONCE):
        part = rows[start : start + COMMENTS_AT_ONCE]
        spoken = languages[start : start + COMMENTS_AT_ONCE]
        scored = sentiment.sentiments([comment for _, comment in part], spoken)
        found = pa.table(
            {
                "row_no": [row_no for row_no, _ in part],
                "language": spoken,
                "sentiment": [each.score for each in scored],
                "label": [each.label for each in scored],
            }
        )
        connection.register("scored_comments", found)
        connection.execute("insert into commented select * from scored_comments")
        connection.unregister("scored_comments")


def _place_stages(connection: duckdb.DuckDBPyConnection, mapping: ColumnMapping) -> None:
    """Say in which order the stages stand: ours by definition, those of a file as people meet them."""
    if "stage" in mapping.columns and mapping.kind == "events":
        met = connection.execute(script("stages_as_met")).fetchall()
        rows = [[stage, place] for place, stage in enumerate(in_order([s for (s,) in met]), 1)]
        connection.executemany("insert into incoming_stages values (?, ?)", rows)
    elif mapping.stage_of_touchpoint and "stage" not in mapping.columns:
        used = set(mapping.stage_of_touchpoint.values())
        rows = [[stage, place] for place, stage in enumerate(STAGES, start=1) if stage in used]
        rows += [[stage, len(STAGES) + 1] for stage in sorted(used - set(STAGES))]
        connection.executemany("insert into incoming_stages values (?, ?)", rows)


def refused_rows_csv(workspace: Workspace, import_no: int) -> bytes:
    """The refused rows of an import as CSV in UTF-8 with a mark, cells that a spreadsheet would run
    as a formula made harmless."""
    path = workspace.folder / f"{workspace.version}.duckdb"
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["file row", "column", "reason", "cells"])
    if workspace.version:
        with duckdb.connect(str(path), read_only=True) as connection:
            rows = connection.execute(
                "select file_row, column_name, reason, cells from refused_rows"
                " where import_no = ? order by file_row",
                [import_no],
            )
            while part := rows.fetchmany(10_000):
                for file_row, column, reason, cells in part:
                    writer.writerow(
                        [file_row, harmless(column), reason, *(harmless(cell) for cell in cells)]
                    )
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str | None) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = cell or ""
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
