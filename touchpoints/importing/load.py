"""Type the rows of tables and write them into a workspace, all or nothing.

Every row of a file is loaded, refused or left out: rows_read = rows_loaded + rows_refused +
rows_left_out. What an import does
to a row, and the reasons, are in docs/import.md.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import duckdb
import pyarrow as pa

from touchpoints import snapshots, workspaces
from touchpoints.errors import AnswerNeeded, FileRefused, UserError
from touchpoints.i18n import N_
from touchpoints.importing import memory, profile, shapes, typed, watch
from touchpoints.importing.profile import script
from touchpoints.importing.stages import in_order
from touchpoints.importing.typed import Accepted
from touchpoints.importing.watch import listen, part, unheard, watched
from touchpoints.interpreting import applied
from touchpoints.model import STAGES, ColumnMapping, Problem, Question
from touchpoints.text import comments, language
from touchpoints.workspaces import Workspace

__all__ = [
    "Accepted",
    "Report",
    "check",
    "load",
    "settle",
    "unloaded",
    "unreadable",
]

FIRST_ROWS = 20
_FIRST = {
    "events": "select * exclude (fault, value_fault) from typed_events limit ?",
    "chat": "select * exclude (fault, value_fault) from typed_events limit ?",
    "answers": """
        with people as (select * exclude (date_fault) from typed_respondents order by row_no limit ?),
        given as (
            select row_no, list({question: question, score: score} order by place) as scores
            from typed_scores
            where score is not null and row_no <= (select max(row_no) from people)
            group by row_no
        )
        select people.*, scores from people left join given using (row_no) order by row_no
    """,
}
COMMENTS_AT_ONCE = 20_000
_PACKED_FROM = 0.7


@dataclass(frozen=True)
class Report:
    """What became of one table. `problems` lists the first ones; all refused rows are kept in the
    workspace. `first_rows` are typed rows, for a preview. `left_out` counts the rows that were left
    out on purpose, by reason; `unused_columns` are those of which nothing is kept."""

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
    rows_left_out: int
    mapping: Mapping[str, str]
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    stages: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    unused_columns: tuple[str, ...] = ()
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
            "left_out": dict(self.left_out),
            "unused_columns": list(self.unused_columns),
        }


_PRINTED = (
    "file", "sheet", "kind", "recognised_as", "encoding", "delimiter", "header_row", "rows_read", "rows_loaded",
    "rows_refused", "rows_left_out", "import_no",
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
        rows_read=table.rows + sum(count for _reason, count in table.left_out),
        rows_loaded=0,
        rows_refused=0,
        rows_left_out=0,
        mapping=mapping.columns,
        questions=mapping.questions,
        stages=mapping.stage_of_touchpoint,
        notes=(*table.notes, *accepted.notes),
        problems=() if problem is None else (Problem(0, "", str(problem)),),
    )


def unreadable(file: str, problem: UserError) -> Report:
    """The report of a file in which no table was found; row 0 stands for the whole file."""
    whole = (Problem(0, "", str(problem)),)
    return Report(file, None, "unusable", None, None, None, 0, 0, 0, 0, 0, {}, problems=whole)


def check(accepted: Accepted) -> Report:
    """What loading would do, without a workspace. FileRefused, or AnswerNeeded for the date order."""
    with profile.connect() as connection:
        left_out = typed.prepare(connection, accepted)
        refused, problems = 0, list[Problem]()
        if not _is_clean(connection, accepted):
            refused, problems = typed.faults(connection, accepted)
        return _report(connection, accepted, left_out, refused, problems)


def settle(accepted: Accepted) -> None:
    """FileRefused or AnswerNeeded where loading could not begin; quicker than `check`."""
    with profile.connect() as connection:
        typed.prepare(connection, accepted)


def load(
    workspace_folder: Path,
    accepted: Sequence[Accepted],
    progress: Callable[[float], None] | None = None,
    *,
    again: bool = False,
) -> list[Report]:
    """Write tables into a workspace in one transaction. FileRefused, AnswerNeeded, WorkspaceBusy,
    DiskFull: nothing was changed. `progress` is told the share done; what it raises ends the loading,
    and nothing was changed.

    A table whose cells the workspace already holds is asked about, unless `again` says so.
    """
    tell = progress or unheard
    for each in accepted:
        typed.require_loadable(each)
        if not again:
            _require_new(workspaces.at(workspace_folder), each)
    reports = []
    chosen = applied.kept(workspace_folder)
    means = applied.means(chosen)
    packing = part(tell, _PACKED_FROM, 1)

    def pack_and_settle(connection: duckdb.DuckDBPyConnection, pack: Callable[[], None]) -> None:
        watched(connection, pack, packing)
        applied.settle(connection, chosen)

    with workspaces.next_version(workspace_folder, pack_and_settle) as connection:
        profile.prepare(connection)
        if progress is not None:
            listen(connection)
        for number, each in enumerate(accepted):
            writing = part(
                tell,
                number / len(accepted) * _PACKED_FROM,
                (number + 1) / len(accepted) * _PACKED_FROM,
            )
            reports.append(watched(connection, partial(_write, connection, each, means), writing))
    for each in accepted:
        memory.remember(workspace_folder, each)
    tell(1.0)
    return reports


def _require_new(workspace: Workspace, accepted: Accepted) -> None:
    before = memory.loaded_at(workspace, accepted.table)
    if before is not None:
        raise AnswerNeeded(
            N_(
                "The same rows as in {file} were loaded on {day}. Loading them again would count "
                "them twice: say so if you want that."
            ),
            file=accepted.table.file,
            day=before.date().isoformat(),
        )


def _is_clean(connection: duckdb.DuckDBPyConnection, accepted: Accepted) -> bool:
    """Whether a table is of events without a single fault, which one scan tells."""
    if accepted.mapping.kind == "answers" or accepted.mapping.moments:
        return False
    found = connection.execute("select count(*) from typed_events where fault is null").fetchone()
    loadable = found is not None and found[0] == accepted.table.rows
    return loadable and typed.readable(connection, accepted)


def _write(
    connection: duckdb.DuckDBPyConnection, accepted: Accepted, means: applied.Means
) -> Report:
    left_out = typed.prepare(connection, accepted)
    import_no = snapshots.next_import_no(connection)
    connection.execute("set variable import_no = ?", [import_no])
    refused, problems = 0, list[Problem]()
    if accepted.mapping.kind != "answers":
        connection.execute(script("arriving_events"))
        all_in = snapshots.number_events(connection) == accepted.table.rows
        if accepted.mapping.moments or not (all_in and typed.readable(connection, accepted)):
            refused, problems = typed.faults(connection, accepted)
    else:
        refused, problems = typed.faults(connection, accepted)
        _score_comments(connection, means)
        connection.execute(script("insert_answers"))
    if refused + sum(left_out.values()) == accepted.table.rows:
        raise FileRefused(
            N_("No row of {file} can be loaded. {reason} Check which column is which."),
            file=accepted.table.file,
            reason=problems[0].reason if problems else "",
        )
    _place_stages(connection, accepted.mapping)
    profile.stage_whole(connection, accepted.table)
    if refused:
        connection.execute(script("insert_refused"))
    report = _report(connection, accepted, left_out, refused, problems, import_no)
    connection.execute(
        "insert into imports values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            report.rows_left_out,
            json.dumps(report.as_json() | {"content": memory.content(accepted.table)}),
        ],
    )
    return report


def _report(
    connection: duckdb.DuckDBPyConnection,
    accepted: Accepted,
    left_out: Mapping[str, int],
    refused: int,
    problems: Sequence[Problem],
    import_no: int | None = None,
) -> Report:
    found = connection.execute(_FIRST[accepted.mapping.kind], [FIRST_ROWS])
    names = [part[0] for part in found.description or ()]
    first = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    base = unloaded(accepted)
    left = {**dict(accepted.table.left_out), **left_out}
    return Report(
        **{
            **{name: getattr(base, name) for name in base.__dataclass_fields__},
            "rows_loaded": accepted.table.rows - sum(left_out.values()) - refused,
            "rows_refused": refused,
            "rows_left_out": sum(left.values()),
            "left_out": left,
            "unused_columns": unused_columns(accepted),
            "problems": tuple(problems),
            "first_rows": tuple(first),
            "import_no": import_no,
        }
    )


def unused_columns(accepted: Accepted) -> tuple[str, ...]:
    """The columns of a table of which nothing is kept."""
    mapping = accepted.mapping
    used = {
        *mapping.columns.values(),
        *(question.column for question in mapping.questions),
        *mapping.comments,
        *mapping.choices,
        *shapes.time_columns(mapping),
        *shapes.value_columns(mapping),
        *(moment.channel for moment in mapping.moments),
    }
    return tuple(column for column in accepted.table.columns if column not in used)


def _score_comments(connection: duckdb.DuckDBPyConnection, means: applied.Means) -> None:
    """Make `commented`, the language and the sentiment of each comment, and fill incoming_themes."""
    connection.execute(
        "create or replace temp table commented"
        " (row_no bigint, comment varchar, language varchar, sentiment double, label varchar)"
    )
    rows = connection.execute(
        "select row_no, comment from typed_respondents where comment is not null"
        " union select row_no, comment from typed_texts order by all"
    ).fetchall()
    languages = language.comment_languages([comment for _, comment in rows])
    for start in range(0, len(rows), COMMENTS_AT_ONCE):
        watch.breathe()
        some = rows[start : start + COMMENTS_AT_ONCE]
        spoken = languages[start : start + COMMENTS_AT_ONCE]
        said = comments.understand([comment for _, comment in some], spoken, *means)
        found = pa.table(
            {
                "row_no": [row_no for row_no, _ in some],
                "comment": [comment for _, comment in some],
                "language": spoken,
                "sentiment": [each.sentiment.score for each in said],
                "label": [each.sentiment.label for each in said],
            }
        )
        connection.register("scored_comments", found)
        connection.execute("insert into commented select * from scored_comments")
        connection.unregister("scored_comments")
        themes = [
            (row_no, comment, theme, towards.score, towards.label)
            for (row_no, comment), each in zip(some, said, strict=True)
            for theme, towards in each.themes.items()
        ]
        if themes:
            names = ("row_no", "comment", "theme", "sentiment", "label")
            columns = zip(names, zip(*themes, strict=True), strict=True)
            connection.register("named_themes", pa.table({name: list(c) for name, c in columns}))
            connection.execute(
                "insert into incoming_themes"
                " select getvariable('import_no'), row_no, comment, theme, sentiment, label"
                " from named_themes"
            )
            connection.unregister("named_themes")


def _place_stages(connection: duckdb.DuckDBPyConnection, mapping: ColumnMapping) -> None:
    """Say in which order the stages stand: ours by definition, those of a file as people meet them."""
    if "stage" in mapping.columns and mapping.kind != "answers":
        met = connection.execute(script("stages_as_met")).fetchall()
        rows = [[stage, place] for place, stage in enumerate(in_order([s for (s,) in met]), 1)]
    else:
        used = set() if "stage" in mapping.columns else _constant_stages(mapping)
        rows = [[stage, place] for place, stage in enumerate(STAGES, start=1) if stage in used]
        rows += [[stage, len(STAGES) + 1] for stage in sorted(used - set(STAGES))]
    if rows:
        connection.executemany("insert into incoming_stages values (?, ?)", rows)


def _constant_stages(mapping: ColumnMapping) -> set[str]:
    """The stages that a mapping itself names."""
    said = {mapping.constants.get("stage"), *(moment.stage for moment in mapping.moments)}
    return {*mapping.stage_of_touchpoint.values(), *(stage for stage in said if stage)}
