"""What became of a table: its rows, what was changed on the way, and what to be careful about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import duckdb

from touchpoints.errors import UserError
from touchpoints.i18n import N_
from touchpoints.importing import personal, profile, reading, shapes
from touchpoints.importing.profile import script
from touchpoints.importing.told import Told
from touchpoints.importing.typed import Accepted
from touchpoints.model import Problem, Question
from touchpoints.text.masking import masked

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
    "aggregate": """
        with rows as (select distinct row_no from typed_figures order by row_no limit ?)
        select
            row_no, any_value(since) as since, any_value(until) as until, any_value(channel) as channel,
            any_value(item) as item,
            list({figure: figure, value: value} order by place) as figures
        from typed_figures semi join rows using (row_no) group by row_no order by row_no
    """,
}


@dataclass(frozen=True)
class Report:
    """What became of one table. `problems` lists the first ones; all refused rows are kept in the
    workspace. `first_rows` are typed rows, for a preview. `left_out` counts the rows that were left
    out on purpose, by reason; `unused_columns` are those of which nothing is kept, `personal` those
    among them that tell something of people (column -> sort). `changes` say what was done to the rows,
    `warnings` what they lack."""

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
    left_out: Mapping[str, int] = field(default_factory=dict)
    unused_columns: tuple[str, ...] = ()
    personal: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[Told, ...] = ()
    warnings: tuple[Told, ...] = ()
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
            "changes": [each.sentence() for each in self.changes],
            "warnings": [each.sentence() for each in self.warnings],
            "left_out": dict(self.left_out),
            "unused_columns": list(self.unused_columns),
            "personal": dict(self.personal),
        }

    def as_kept(self) -> dict[str, object]:
        """The report as a workspace keeps it: its sentences in no language yet."""
        return self.as_json() | {
            "changes": [each.as_json() for each in self.changes],
            "warnings": [each.as_json() for each in self.warnings],
        }


_PRINTED = (
    "file", "sheet", "kind", "recognised_as", "encoding", "delimiter", "header_row", "rows_read", "rows_loaded",
    "rows_refused", "rows_left_out", "import_no",
)  # fmt: skip


def unloaded(accepted: Accepted, problem: UserError | None = None) -> Report:
    """The report of a table of which nothing was loaded, and why."""
    table, mapping = accepted.table, accepted.mapping
    notes = tuple(Told(note) for note in table.notes)
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
        changes=(*notes, *accepted.notes),
        problems=() if problem is None else (Problem(0, "", str(problem)),),
    )


def unreadable(file: str, problem: UserError) -> Report:
    """The report of a file in which no table was found; row 0 stands for the whole file."""
    whole = (Problem(0, "", str(problem)),)
    return Report(file, None, "unusable", None, None, None, 0, 0, 0, 0, 0, {}, problems=whole)


def report(
    connection: duckdb.DuckDBPyConnection,
    accepted: Accepted,
    left_out: Mapping[str, int],
    refused: int,
    problems: Sequence[Problem],
    import_no: int | None = None,
    more: Sequence[Told] = (),
) -> Report:
    """The report of the rows typed on a connection; `more` are further changes."""
    found = connection.execute(_FIRST[accepted.mapping.kind], [FIRST_ROWS])
    names = [part[0] for part in found.description or ()]
    first = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    base = unloaded(accepted)
    left = {**dict(accepted.table.left_out), **left_out}
    loaded = accepted.table.rows - sum(left_out.values()) - refused
    unused = unused_columns(accepted)
    hidden = {column: sort for column, sort in accepted.personal.items() if column in unused}
    changes = (*base.changes, *more, *_changes(connection, accepted, hidden))
    warnings = _warnings(connection, accepted, loaded, refused)
    return Report(
        **{
            **{name: getattr(base, name) for name in base.__dataclass_fields__},
            "rows_loaded": loaded,
            "rows_refused": refused,
            "rows_left_out": sum(left.values()),
            "left_out": {reason: count for reason, count in left.items() if count},
            "unused_columns": unused,
            "personal": hidden,
            "changes": changes,
            "warnings": tuple(warnings),
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
        *mapping.figures,
        *mapping.items,
        *mapping.kept,
        *shapes.time_columns(mapping),
        *shapes.value_columns(mapping),
        *(moment.channel for moment in mapping.moments),
    }
    return tuple(column for column in accepted.table.columns if column not in used)


_READ_AS = {
    "dmy": N_("Dates were read as day/month/year."),
    "mdy": N_("Dates were read as month/day/year."),
    "serial": N_("Dates were numbers of a spreadsheet and were read as such."),
    "nth day": N_("Days were counted from the first day of the report."),
    "compact": N_("Dates were read as year, month and day without marks between them."),
    "seconds": N_("Dates were read as seconds since 1970."),
    "milliseconds": N_("Dates were read as milliseconds since 1970."),
}


def _changes(
    connection: duckdb.DuckDBPyConnection, accepted: Accepted, hidden: Mapping[str, str]
) -> list[Told]:
    table, mapping = accepted.table, accepted.mapping
    told: list[Told] = []
    read = shapes.dates(connection, table, mapping)
    if read is not None and read.readable:
        way = (read.order or "") if read.style == "text" else read.style
        if way in _READ_AS:
            told.append(Told(_READ_AS[way]))
        if read.has_offsets:
            told.append(
                Told(N_("Times carry a time zone; hours are those of the clock in the file."))
            )
    for column in [*shapes.value_columns(mapping), *mapping.figures][:1]:
        if reading.numbers(connection, table, column).mark == ",":
            told.append(Told(N_("Numbers were read with a decimal comma.")))
    told += [
        Told(_CONSTANTS[noun], {"value": text})
        for noun, text in mapping.constants.items()
        if noun in _CONSTANTS
    ]
    if mapping.stage_of_touchpoint:
        count = len(mapping.stage_of_touchpoint)
        told.append(
            Told(N_("Touchpoints whose stage was told by their name: {count}."), {"count": count})
        )
    if hidden:
        told.append(
            Told(
                N_("Personal data was neither kept nor shown: {columns}."),
                {"columns": ", ".join(hidden)},
            )
        )
    if mapping.kept:
        told.append(
            Told(
                N_("Personal data was kept as you asked: {columns}."),
                {"columns": ", ".join(mapping.kept)},
            )
        )
    person = mapping.columns.get("person")
    if person is not None:
        told.append(
            Told(N_("The column “{column}” was replaced by pseudonyms."), {"column": person})
        )
    rows, _total, different = profile.fingerprint(table)
    repeated = 0 if different is None or mapping.order is not None else rows - different
    if repeated:
        told.append(Told(N_("Repeated rows that were kept: {count}."), {"count": repeated}))
    return told


_CONSTANTS = {
    "channel": N_("No column tells the channel, so it is “{value}” in every row."),
    "touchpoint": N_("No column tells the touchpoint, so it is “{value}” in every row."),
}


def _warnings(
    connection: duckdb.DuckDBPyConnection, accepted: Accepted, loaded: int, refused: int
) -> list[Told]:
    mapping = accepted.mapping
    told: list[Told] = []
    if refused and refused >= 0.1 * (refused + loaded):
        share = refused / (refused + loaded)
        told.append(Told(N_("{share} of the rows were refused."), {"share": share}))
    if mapping.kind == "aggregate":
        told.append(
            Told(
                N_(
                    "These are totals without people: they are shown as figures and take no part in funnels, "
                    "journeys or feedback."
                )
            )
        )
        return told
    if mapping.kind == "answers":
        if "person" not in mapping.columns:
            told.append(
                Told(N_("No column tells people apart, so answers have no place on journeys."))
            )
        if "answered_at" not in mapping.columns:
            told.append(Told(N_("No column tells when people answered, so there is no trend.")))
        return told
    counted = connection.execute(script("lacks_of_events")).fetchone()
    assert counted is not None
    events, without_channel, without_touchpoint, future, at_midnight = counted
    if not events:
        return told
    if without_channel == events:
        told.append(Told(N_("No column tells the channel.")))
    elif without_channel:
        without, people = connection.execute(script("placeless_people")).fetchone() or (0, 1)
        if without:
            told.append(
                Told(N_("{share} of the customers have no channel."), {"share": without / people})
            )
    if without_touchpoint == events:
        told.append(
            Told(N_("No column tells what happened, so funnels can only use channels and stages."))
        )
    elif without_touchpoint:
        share = without_touchpoint / events
        told.append(Told(N_("{share} of the rows do not say what happened."), {"share": share}))
    if future:
        told.append(Told(N_("Rows dated after today: {count}."), {"count": future}))
    if at_midnight and events > 1:
        told.append(Told(N_("The dates have no time of day, so hours are not known.")))
    return told


def veiled_rows(
    accepted: Accepted, rows: Sequence[Mapping[str, object]]
) -> list[dict[str, object]]:
    """The first rows as they may be shown: personal data veiled."""
    hidden = [
        noun for noun, column in accepted.mapping.columns.items() if column in accepted.personal
    ]

    def shown(name: str, cell: object) -> object:
        if cell is None:
            return None
        if name in hidden:
            return personal.veiled(str(cell))
        return masked(str(cell)) if name == "comment" else cell

    return [{name: shown(name, cell) for name, cell in row.items()} for row in rows]
