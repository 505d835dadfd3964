"""Type the rows of tables and write them into a workspace, all or nothing.

Every row of a file is loaded, refused or left out: rows_read = rows_loaded + rows_refused +
rows_left_out. What an import does to a row, and the reasons, are in docs/import.md.
"""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import duckdb
import pyarrow as pa

from touchpoints import snapshots, workspaces
from touchpoints.errors import FileRefused
from touchpoints.i18n import N_
from touchpoints.importing import known, memory, profile, typed, watch
from touchpoints.importing.profile import script
from touchpoints.importing.report import Report, report, unloaded, unreadable
from touchpoints.importing.stages import in_order
from touchpoints.importing.told import Told
from touchpoints.importing.typed import Accepted
from touchpoints.importing.watch import listen, part, unheard, watched
from touchpoints.interpreting import applied
from touchpoints.model import STAGES, ColumnMapping, Problem
from touchpoints.snapshots import Forgotten
from touchpoints.text import comments, language

__all__ = [
    "Accepted",
    "Report",
    "check",
    "load",
    "remove",
    "settle",
    "unloaded",
    "unreadable",
]

COMMENTS_AT_ONCE = 2_000
_PACKED_FROM = 0.7


def check(accepted: Accepted) -> Report:
    """What loading would do, without a workspace. FileRefused, or AnswerNeeded for the date order."""
    with profile.connect() as connection:
        left_out = typed.prepare(connection, accepted)
        refused, problems = 0, list[Problem]()
        if not _is_clean(connection, accepted):
            refused, problems = typed.faults(connection, accepted)
        if typed.is_events(accepted.mapping):
            connection.execute(
                "create temp view loadable_events as select * from typed_events where fault is null"
            )
        return report(connection, accepted, left_out, refused, problems)


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
    DiskFull: nothing was changed. `progress` is told the share done; what it raises ends the loading,
    and nothing was changed.

    `Accepted.repeat` says what becomes of rows that the workspace holds already.
    """
    tell = progress or unheard
    replaced = []
    for each in accepted:
        typed.require_loadable(each)
        if each.repeat == "ask":
            known.require_decided(workspaces.at(workspace_folder), each)
        held = known.Known()
        if each.repeat == "replace":
            held = known.known(workspaces.at(workspace_folder), each)
        replaced.append(held)
    reports = []
    chosen = applied.kept(workspace_folder)
    means = applied.means(chosen)
    packing = part(tell, _PACKED_FROM, 1)

    def pack_and_settle(connection: duckdb.DuckDBPyConnection, pack: Callable[[], None]) -> None:
        watched(connection, pack, packing)
        applied.settle(connection, chosen)

    with workspaces.next_version(
        workspace_folder,
        pack_and_settle,
        forgotten=[held.forgotten for held in replaced if held.replaceable],
    ) as connection:
        profile.prepare(connection)
        connection.execute("set variable secret = ?", [workspaces.secret(workspace_folder)])
        if progress is not None:
            listen(connection)
        for number, (each, held) in enumerate(zip(accepted, replaced, strict=True)):
            writing = part(
                tell,
                number / len(accepted) * _PACKED_FROM,
                (number + 1) / len(accepted) * _PACKED_FROM,
            )
            work = partial(_write, connection, each, means, known.told(held))
            reports.append(watched(connection, work, writing))
    for each in accepted:
        memory.remember(workspace_folder, each)
    tell(1.0)
    return reports


def remove(workspace_folder: Path, import_no: int) -> None:
    """Take one import out again, with everything that came with it. WorkspaceBusy."""
    with workspaces.next_version(workspace_folder, forgotten=[Forgotten([import_no])]):
        pass


def _is_clean(connection: duckdb.DuckDBPyConnection, accepted: Accepted) -> bool:
    """Whether a table is of events without a single fault, which one scan tells."""
    if not typed.is_events(accepted.mapping) or accepted.mapping.moments:
        return False
    found = connection.execute("select count(*) from typed_events where fault is null").fetchone()
    loadable = found is not None and found[0] == accepted.table.rows
    return loadable and typed.readable(connection, accepted)


def _write(
    connection: duckdb.DuckDBPyConnection,
    accepted: Accepted,
    means: applied.Means,
    changes: Sequence[Told],
) -> Report:
    left_out = typed.prepare(connection, accepted)
    import_no = snapshots.next_import_no(connection)
    connection.execute("set variable import_no = ?", [import_no])
    if accepted.repeat == "skip":
        left_out[known.HELD] = known.mark(connection, accepted)
    else:
        connection.execute(script("nothing_known"))
    refused, problems = _insert(connection, accepted, means, left_out.get(known.HELD, 0))
    if refused and refused + sum(left_out.values()) == accepted.table.rows:
        raise FileRefused(
            N_("No row of {file} can be loaded. {reason} Check which column is which."),
            file=accepted.table.file,
            reason=problems[0].reason if problems else "",
        )
    _place_stages(connection, accepted.mapping)
    if refused:
        hidden = [column for column in accepted.personal if column not in accepted.mapping.kept]
        profile.stage_whole(connection, accepted.table, hidden)
        connection.execute(script("insert_refused"))
    told = report(connection, accepted, left_out, refused, problems, import_no, changes)
    kept = told.as_kept() | {
        "content": memory.content(accepted.table),
        "shape": memory.shape(accepted.table),
    }
    connection.execute(
        "insert into imports values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            import_no,
            told.file,
            told.sheet,
            told.kind,
            told.recognised_as,
            dt.datetime.now(dt.UTC).replace(tzinfo=None),
            told.rows_read,
            told.rows_loaded,
            told.rows_refused,
            told.rows_left_out,
            json.dumps(kept),
        ],
    )
    return told


def _insert(
    connection: duckdb.DuckDBPyConnection, accepted: Accepted, means: applied.Means, held: int
) -> tuple[int, list[Problem]]:
    """Fill the `incoming_*` tables with the typed rows but those that are `held` already; how many are
    refused, and the first problems."""
    mapping = accepted.mapping
    if mapping.kind == "aggregate":
        refused, problems = typed.faults(connection, accepted)
        connection.execute(script("insert_figures"))
    elif mapping.kind == "answers":
        refused, problems = typed.faults(connection, accepted)
        _score_comments(connection, means)
        connection.execute(script("insert_answers"))
    else:
        refused, problems = 0, list[Problem]()
        typed.no_faults(connection)
        connection.execute(script("arriving_events" if held else "all_events"))
        all_in = snapshots.number_events(connection) == accepted.table.rows
        if mapping.moments or not (all_in and typed.readable(connection, accepted)):
            refused, problems = typed.faults(connection, accepted)
        connection.execute(script("loaded_events"))
    if mapping.kept:
        connection.execute(script("insert_kept"))
    return refused, problems


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
        watch.breathe(start / len(rows))
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
    watch.breathe()


def _place_stages(connection: duckdb.DuckDBPyConnection, mapping: ColumnMapping) -> None:
    """Say in which order the stages stand: ours by definition, those of a file as people meet them."""
    if mapping.kind == "aggregate":
        return
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
