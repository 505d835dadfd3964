"""Rows typed by a mapping: views of what a table says, and of what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import duckdb

from touchpoints.errors import AnswerNeeded, FileRefused
from touchpoints.i18n import N_
from touchpoints.importing import profile, reading, scales, shapes
from touchpoints.importing.profile import script
from touchpoints.importing.sniff import Table
from touchpoints.importing.told import Told
from touchpoints.model import ANSWER_NOUNS, ColumnMapping, Problem, Repeat

PROBLEMS_LISTED = 1000
SMALL = 100_000

REASONS: Mapping[str, str] = {
    "person": N_("The person is empty."),
    "no_date": N_("The date is empty."),
    "date": N_("The date cannot be read."),
    "date_kept": N_("The date cannot be read, so the answer has none."),
    "value": N_("The value is not a number, so it was left out."),
    "number": N_("The score is not a number."),
    "scale": N_("The score is outside its scale."),
    "no_answer": N_("Nothing was answered."),
    "figure": N_("The figure is not a number."),
    "no_figure": N_("The row holds no figure."),
}


@dataclass(frozen=True)
class Accepted:
    """A table and what its columns mean, as a person (or the command line) accepted it. `repeat` says
    what becomes of rows that the workspace holds already; `personal` are its columns that tell something
    of people."""

    table: Table
    mapping: ColumnMapping
    recognised_as: str | None = None
    notes: tuple[Told, ...] = ()
    repeat: Repeat = "ask"
    personal: Mapping[str, str] = field(default_factory=dict)


def is_events(mapping: ColumnMapping) -> bool:
    """Whether a table is loaded as events, as chats are too."""
    return mapping.kind in ("events", "chat")


def is_beside(accepted: Accepted) -> bool:
    """Whether a table is but a summary where other tables of its file hold rows of people."""
    return accepted.mapping.kind == "aggregate" and accepted.recognised_as is None


def require_loadable(accepted: Accepted) -> None:
    """FileRefused or AnswerNeeded where the mapping cannot be loaded."""
    file, mapping = accepted.table.file, accepted.mapping
    if mapping.kind == "aggregate" and mapping.figures:
        return
    if mapping.kind == "aggregate":
        raise FileRefused(
            N_(
                "{file} holds totals, not one row per person, so it cannot feed funnels or "
                "feedback. Export the rows behind the totals."
            ),
            file=file,
        )
    if mapping.kind not in ("events", "chat", "answers"):
        raise FileRefused(
            N_(
                "No column of {file} tells who did what and when, or what people answered. "
                "Choose the columns, or send another export."
            ),
            file=file,
        )
    if mapping.kind != "answers":
        if "person" not in mapping.columns:
            raise AnswerNeeded(N_("Which column of {file} tells people apart?"), file=file)
        if not shapes.time_columns(mapping):
            raise AnswerNeeded(N_("Which column of {file} holds the date?"), file=file)
    elif not (
        mapping.questions or mapping.comments or mapping.choices or "comment" in mapping.columns
    ):
        raise AnswerNeeded(
            N_("Which column of {file} holds the scores or the comments?"), file=file
        )


def prepare(connection: duckdb.DuckDBPyConnection, accepted: Accepted) -> dict[str, int]:
    """Make the views of the typed rows of a table on a connection; how many rows are left out, by
    reason. FileRefused, or AnswerNeeded."""
    require_loadable(accepted)
    table, mapping = accepted.table, accepted.mapping
    style, order, has_offsets = "text", "dmy", False
    read = shapes.dates(connection, table, mapping)
    if read is not None:
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
                column=shapes.time_columns(mapping)[0],
            )
        style, order, has_offsets = read.style, read.order or "dmy", read.has_offsets
    connection.execute("set variable date_style = ?", [style])
    connection.execute("set variable date_order = ?", [order])
    connection.execute("set variable has_offsets = ?", [has_offsets])
    connection.execute("set variable all_quick = ?", [read is not None and read.all_quick])
    all_dated = read is not None and read.all_quick and read.filled == table.rows
    connection.execute("set variable all_dated = ?", [all_dated and not mapping.moments])
    connection.execute("set variable by_formats = ?", [read is not None and read.by_formats])
    connection.execute(
        "set variable moment_formats = case when $style = 'text' then"
        " case $order when 'dmy' then getvariable('dmy_formats') when 'mdy' then getvariable('mdy_formats') end"
        " end",
        {"style": style, "order": order},
    )
    connection.execute("create or replace temp table stage_of (touchpoint varchar, stage varchar)")
    by_touchpoint = {} if "stage" in mapping.columns else dict(mapping.stage_of_touchpoint)
    if by_touchpoint:
        rows = [list(pair) for pair in by_touchpoint.items()]
        connection.executemany("insert into stage_of values (?, ?)", rows)
    left_out = shapes.narrow(connection, table, mapping)
    _prepare_kept(connection, table, mapping)
    if mapping.kind == "aggregate":
        _prepare_figures(connection, table, mapping)
        _keep_small(connection, table, "typed_figures_and_faults")
    elif mapping.kind != "answers":
        values = shapes.value_columns(mapping)
        mark = reading.numbers(connection, table, values[0]).mark if values else "."
        connection.execute("set variable decimal_mark = ?", [mark])
        shapes.stage_events(connection, table, mapping)
        connection.execute(script("events"))
        _keep_small(connection, table, "typed_events")
    else:
        _prepare_answers(connection, table, mapping)
        _keep_small(connection, table, "typed_respondents")
    return left_out


def _keep_small(connection: duckdb.DuckDBPyConnection, table: Table, view: str) -> None:
    """Type the rows of a short table once: to plan the view again for every question takes longer."""
    if table.rows > SMALL:
        return
    connection.execute("create or replace temp table kept_" + view + " as from " + view)
    connection.execute("create or replace temp view " + view + " as from kept_" + view)


def _prepare_kept(
    connection: duckdb.DuckDBPyConnection, table: Table, mapping: ColumnMapping
) -> None:
    """Stage the columns of personal data that a person wants to keep."""
    if not mapping.kept:
        return
    connection.execute(
        "create or replace temp table kept_columns (place varchar, column_name varchar)"
    )
    places = {f"k{number:04d}": column for number, column in enumerate(mapping.kept)}
    connection.executemany(
        "insert into kept_columns values (?, ?)", [list(p) for p in places.items()]
    )
    columns = {"person": mapping.columns.get("person"), **places}
    shapes.stage(connection, table, "staged_kept", columns, mapping)


def _prepare_figures(
    connection: duckdb.DuckDBPyConnection, table: Table, mapping: ColumnMapping
) -> None:
    since, until = table.period or (None, None)
    connection.execute("set variable period_since = ?::date", [since])
    connection.execute("set variable period_until = ?::date", [until])
    connection.execute(
        "create or replace temp table asked_figures (place varchar, figure varchar, decimal_mark varchar)"
    )
    places: dict[str, str | None] = {}
    for number, column in enumerate(mapping.figures):
        place = f"f{number:04d}"
        mark = reading.numbers(connection, table, column).mark
        connection.execute("insert into asked_figures values (?, ?, ?)", [place, column, mark])
        places[place] = column
    shapes.stage(connection, table, "staged_figures", places, mapping)
    shapes.stage_report(connection, table, "staged_reports", mapping)
    connection.execute(script("figures"))


def _prepare_answers(
    connection: duckdb.DuckDBPyConnection, table: Table, mapping: ColumnMapping
) -> None:
    labels = dict(zip(table.columns, table.labels or table.columns, strict=True))
    nouns = [noun for noun in ANSWER_NOUNS if noun != "score"]
    columns = {noun: mapping.columns.get(noun) for noun in nouns}
    shapes.stage(connection, table, "staged_answers", columns, mapping)
    _prepare_texts(connection, table, mapping, labels)
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
        mark = reading.numbers(connection, table, question.column).mark
        low = -1e300 if question.low is None else question.low
        high = 1e300 if question.high is None else question.high
        row = [place, labels[question.column], question.measure, low, high, mark]
        connection.execute("insert into asked values (?, ?, ?, ?, ?, ?)", row)
        places[place] = question.column
        profile.stage(connection, table, "cells", {"cell": question.column})
        words = [[place, *pair] for pair in _worded(connection).items()]
        if words:
            connection.executemany("insert into worded values (?, ?, ?)", words)
    shapes.stage(connection, table, "staged_scores", places or {"q0000": None}, mapping)
    comment = mapping.columns.get("comment")
    connection.execute("set variable comment_question = ?", [labels[comment] if comment else ""])
    connection.execute(script("answers"))


def _prepare_texts(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    mapping: ColumnMapping,
    labels: Mapping[str, str],
) -> None:
    """Stage the answers in free text and the chosen ones, which may be many columns each."""
    connection.execute("create or replace temp table asked_texts (place varchar, question varchar)")
    for view, letter, columns in (
        ("staged_texts", "t", mapping.comments),
        ("staged_choices", "c", mapping.choices),
    ):
        places: dict[str, str | None] = {f"{letter}{i:04d}": c for i, c in enumerate(columns)}
        rows = [[place, labels[column]] for place, column in places.items() if column]
        if rows:
            connection.executemany("insert into asked_texts values (?, ?)", rows)
        shapes.stage(connection, table, view, places or {f"{letter}0000": None}, mapping)


def _worded(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """The place on its scale of each answer in words of the column staged as `cells`."""
    rows = connection.execute(
        "select distinct known(cell) as text from cells"
        r" where regexp_matches(cell, '[^\d\s.,%+-]') and length(cell) < 80 limit 200"
    ).fetchall()
    values = [row[0] for row in rows if row[0]]
    scale = scales.scale_of(values)
    if scale is None:
        return {}
    placed = {value: scales.score_of(scale, value) for value in values}
    return {value: place for value, place in placed.items() if place is not None}


def readable(connection: duckdb.DuckDBPyConnection, accepted: Accepted) -> bool:
    """Whether every value of a file of events is a number (or it has none)."""
    return not any(
        reading.numbers(connection, accepted.table, column).unreadable
        for column in shapes.value_columns(accepted.mapping)
    )


def no_faults(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `faults`, in which nothing is wrong yet."""
    connection.execute(
        "create or replace temp table faults"
        " (row_no bigint, column_name varchar, reason varchar, refused boolean)"
    )


def faults(connection: duckdb.DuckDBPyConnection, accepted: Accepted) -> tuple[int, list[Problem]]:
    """Make `faults` (row_no, column_name, reason, refused); how many rows are refused, and the first
    problems (one cell, one reason)."""
    mapping = accepted.mapping
    no_faults(connection)
    connection.execute("create or replace temp table reasons (fault varchar, reason varchar)")
    connection.executemany("insert into reasons values (?, ?)", [list(p) for p in REASONS.items()])
    connection.execute(
        "create or replace temp table columns_of (place varchar, column_name varchar)"
    )
    places = [
        ("person", mapping.columns.get("person", "")),
        ("value", next(iter(shapes.value_columns(mapping)), "")),
        ("no_date", next(iter(shapes.time_columns(mapping)), "")),
        ("date", next(iter(shapes.time_columns(mapping)), "")),
        ("answered_at", mapping.columns.get("answered_at", "")),
        *((f"q{i:04d}", question.column) for i, question in enumerate(mapping.questions)),
        *((f"f{i:04d}", column) for i, column in enumerate(mapping.figures)),
    ]
    connection.executemany("insert into columns_of values (?, ?)", [list(pair) for pair in places])
    by_kind = {"answers": "faults_of_answers", "aggregate": "faults_of_figures"}
    connection.execute(script(by_kind.get(mapping.kind, "faults_of_events")))
    if mapping.moments:
        connection.execute(
            "update faults set refused = false where row_no in"
            " (select row_no from typed_events where fault is null)"
        )
    counted = connection.execute(
        "select count(distinct row_no) filter (refused) from faults"
    ).fetchone()
    assert counted is not None
    listed = connection.execute(
        "select row_no, column_name, reason from faults order by row_no, column_name limit ?",
        [PROBLEMS_LISTED],
    ).fetchall()
    return int(counted[0]), [Problem(*row) for row in listed]
