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
from touchpoints.errors import FileRefused, UserError
from touchpoints.i18n import N_
from touchpoints.importing import profile, typed
from touchpoints.importing.profile import script
from touchpoints.importing.stages import in_order
from touchpoints.importing.typed import Accepted
from touchpoints.model import STAGES, ColumnMapping, Problem, Question
from touchpoints.text import comments, language
from touchpoints.workspaces import Workspace

__all__ = [
    "Accepted",
    "Report",
    "check",
    "load",
    "refused_rows_csv",
    "settle",
    "unloaded",
    "unreadable",
]

FIRST_ROWS = 20
_FIRST = {
    "events": "select * exclude (fault, value_fault) from typed_events limit ?",
    "answers": "select * exclude (date_fault) from typed_respondents limit ?",
}
COMMENTS_AT_ONCE = 20_000


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


def unloaded(accepted: Accepted, problem: UserError | None = None) -> Report:
    """The report of a table of which nothing was loaded, and why."""
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
        problems=() if problem is None else (Problem(0, "", str(problem)),),
    )


def unreadable(file: str, problem: UserError) -> Report:
    """The report of a file in which no table was found; row 0 stands for the whole file."""
    whole = (Problem(0, "", str(problem)),)
    return Report(file, None, "unusable", None, None, None, 0, 0, 0, 0, {}, problems=whole)


def check(accepted: Accepted) -> Report:
    """What loading would do, without a workspace. FileRefused, or AnswerNeeded for the date order."""
    with profile.connect() as connection:
        typed.prepare(connection, accepted)
        refused, problems = 0, list[Problem]()
        if not _is_clean(connection, accepted):
            refused, problems = typed.faults(connection, accepted)
        return _report(connection, accepted, refused, problems)


def settle(accepted: Accepted) -> None:
    """FileRefused or AnswerNeeded where loading could not begin; quicker than `check`."""
    with profile.connect() as connection:
        typed.prepare(connection, accepted)


def load(
    workspace_folder: Path,
    accepted: Sequence[Accepted],
    progress: Callable[[float], None] | None = None,
) -> list[Report]:
    """Write tables into a workspace in one transaction. FileRefused, AnswerNeeded, WorkspaceBusy,
    DiskFull: nothing was changed. `progress` is told the share done."""
    tell = progress or (lambda _share: None)
    for each in accepted:
        typed.require_loadable(each)
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


def _is_clean(connection: duckdb.DuckDBPyConnection, accepted: Accepted) -> bool:
    """Whether a table is of events without a single fault, which one scan tells."""
    if accepted.mapping.kind != "events":
        return False
    found = connection.execute("select count(*) from typed_events where fault is null").fetchone()
    loadable = found is not None and found[0] == accepted.table.rows
    return loadable and typed.readable(connection, accepted)


def _write(connection: duckdb.DuckDBPyConnection, accepted: Accepted) -> Report:
    typed.prepare(connection, accepted)
    import_no = snapshots.next_import_no(connection)
    connection.execute("set variable import_no = ?", [import_no])
    refused, problems = 0, list[Problem]()
    if accepted.mapping.kind == "events":
        inserted = connection.execute(script("insert_events")).fetchone()
        all_in = inserted is not None and inserted[0] == accepted.table.rows
        if not (all_in and typed.readable(connection, accepted)):
            refused, problems = typed.faults(connection, accepted)
    else:
        refused, problems = typed.faults(connection, accepted)
        _score_comments(connection)
        connection.execute(script("insert_answers"))
    if refused == accepted.table.rows:
        raise FileRefused(
            N_("No row of {file} can be loaded. {reason} Check which column is which."),
            file=accepted.table.file,
            reason=problems[0].reason,
        )
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
    found = connection.execute(_FIRST[accepted.mapping.kind], [FIRST_ROWS])
    names = [part[0] for part in found.description or ()]
    first = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
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
    """Make `commented`, the language and the sentiment of each comment, and fill incoming_themes."""
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
        said = comments.understand([comment for _, comment in part], spoken)
        found = pa.table(
            {
                "row_no": [row_no for row_no, _ in part],
                "language": spoken,
                "sentiment": [each.sentiment.score for each in said],
                "label": [each.sentiment.label for each in said],
            }
        )
        connection.register("scored_comments", found)
        connection.execute("insert into commented select * from scored_comments")
        connection.unregister("scored_comments")
        themes = [
            (row_no, theme, towards.score, towards.label)
            for (row_no, _), each in zip(part, said, strict=True)
            for theme, towards in each.themes.items()
        ]
        if themes:
            names = ("row_no", "theme", "sentiment", "label")
            columns = zip(names, zip(*themes, strict=True), strict=True)
            connection.register("named_themes", pa.table({name: list(c) for name, c in columns}))
            connection.execute(
                "insert into incoming_themes"
                " select getvariable('import_no'), row_no, theme, sentiment, label from named_themes"
            )
            connection.unregister("named_themes")


def _place_stages(connection: duckdb.DuckDBPyConnection, mapping: ColumnMapping) -> None:
    """Say in which order the stages stand: ours by definition, those of a file as people meet them."""
    if "stage" in mapping.columns and mapping.kind == "events":
        met = connection.execute(script("stages_as_met")).fetchall()
        rows = [[stage, place] for place, stage in enumerate(in_order([s for (s,) in met]), 1)]
        if rows:
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
