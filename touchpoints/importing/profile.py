"""What the values of each column look like."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import duckdb
from duckdb import CaseExpression, ColumnExpression, ConstantExpression

from touchpoints.importing import staging
from touchpoints.importing.sniff import Table
from touchpoints.importing.staging import cell_column

HIDDEN = "•••"
FORMATS_TRIED = 3
_SHAPE = re.compile(r"\d{1,2}([-/.])\d{1,2}[-/.]\d{4}(?:([ T]|, )\d{1,2}:\d{2}(:\d{2})?)?")
CELLS_PROFILED = 100_000
DIFFERENT_COUNTED = 1_000_000
Look = Literal["date", "number", "id", "category", "text", "empty"]


@dataclass(frozen=True)
class Profile:
    """A column seen through its values (of the rows at the beginning of a long table).

    `empty_share` is a share of the rows; the other shares are of the filled cells: `up_to_five` those
    from 1 to 5, `up_to_seven` from 1 to 7, `up_to_ten` from 0 to 10. `examples` are
    the most frequent values.
    """

    column: str
    looks: Look
    filled: int
    different: int
    empty_share: float
    dates: float
    numbers: float
    integers: float
    lists: float
    damaged_ids: float
    emails: float
    lowest: float | None
    highest: float | None
    up_to_five: float
    up_to_seven: float
    up_to_ten: float
    mean_length: float
    with_spaces: float
    with_digits: float
    most_repeated: int
    examples: tuple[str, ...]

    @property
    def distinct_share(self) -> float:
        """Different values per filled cell."""
        return self.different / max(1, self.filled)


@lru_cache
def script(name: str) -> str:
    """The SQL of a file beside this one, with the fragments that it uses in their place."""
    text = (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("-- uses:"):
            fragment = line.removeprefix("-- uses:").strip()
            text = text.replace(f"\n{fragment}", f"\n{script(fragment)}")
    return text


@lru_cache(maxsize=1)
def _scratch() -> duckdb.DuckDBPyConnection:
    scratch = duckdb.connect(config={"memory_limit": "1GB", "threads": 2})
    scratch.execute(script("macros").replace("temp macro", "macro"))
    return scratch


def connect() -> duckdb.DuckDBPyConnection:
    """A scratch connection, in memory, with the macros that read cells: its views and its variables are
    its own, the database behind it is shared, because to open one takes longer than to read a small file.
    """
    connection = _scratch().cursor()
    connection.execute("set enable_progress_bar = false")
    set_formats(connection, ())
    return connection


def connect_apart() -> duckdb.DuckDBPyConnection:
    """A scratch connection with a database of its own, to which a snapshot may be attached."""
    connection = duckdb.connect(config={"memory_limit": "1GB", "threads": 2})
    prepare(connection)
    return connection


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the macros that read cells, and keep the connection from drawing bars on the output."""
    connection.execute("set enable_progress_bar = false")
    connection.execute(script("macros"))
    set_formats(connection, ())


def set_formats(connection: duckdb.DuckDBPyConnection, cells: Iterable[str | None]) -> None:
    """Find the formats of most of these cells, which are tried on a date before it is taken apart by
    rules, and leave them on the connection."""
    shapes = Counter(found.groups() for cell in cells if cell and (found := shape(cell)))
    usual = [shape for shape, _times in shapes.most_common(FORMATS_TRIED)] or [("/", None, None)]
    dmy = [f"%d{mark}%m{mark}%Y{_clock(gap, seconds)}" for mark, gap, seconds in usual]
    mdy = [f"%m{mark}%d{mark}%Y{_clock(gap, seconds)}" for mark, gap, seconds in usual]
    connection.execute("set variable dmy_formats = ?::varchar[]", [dmy])
    connection.execute("set variable mdy_formats = ?::varchar[]", [mdy])


def shape(cell: str) -> re.Match[str] | None:
    """The mark, the gap and the seconds of a date in figures with its year at the end."""
    return _SHAPE.fullmatch(cell)


def _clock(gap: str | None, seconds: str | None) -> str:
    return "" if gap is None else f"{gap}%H:%M:%S" if seconds else f"{gap}%H:%M"


def stage(
    connection: duckdb.DuckDBPyConnection, table: Table, view: str, names: Mapping[str, str | None]
) -> None:
    """Make a temporary view of a staged table: row_no, extra, and each noun under its own name.

    The column of a noun is addressed by its position, so no text of the file reaches the SQL.
    """
    chosen = [ColumnExpression("row_no"), ColumnExpression("extra")]
    for noun, column in names.items():
        if column is None:
            chosen.append(ConstantExpression(None).cast("VARCHAR").alias(noun))
        else:
            chosen.append(ColumnExpression(cell_column(table.position(column))).alias(noun))
    relation = staging.relation(connection, table.staged).select(*chosen)
    connection.execute("create or replace temp view " + view + " as " + relation.sql_query())


def stage_whole(
    connection: duckdb.DuckDBPyConnection, table: Table, hidden: Collection[str] = ()
) -> None:
    """Make the temporary view `staged` of a whole staged table: row_no, c1..cn, extra. Dots stand for the
    cells of the columns that are hidden."""
    relation = staging.relation(connection, table.staged)
    if hidden:
        names = {cell_column(table.position(column)) for column in hidden}
        dots = ConstantExpression(HIDDEN)
        relation = relation.select(
            *(
                CaseExpression(ColumnExpression(name).isnotnull(), dots).alias(name)
                if name in names
                else ColumnExpression(name)
                for name in relation.columns
            )
        )
    connection.execute("create or replace temp view staged as " + relation.sql_query())


def fingerprint(table: Table) -> tuple[int, int, int | None]:
    """Of all cells of a table: its rows, the sum of their hashes, and how many of them differ (None, not
    counted, in a very long table)."""
    key = ("fingerprint",)
    if key not in table.staged.memo:
        with connect() as connection:
            stage_whole(connection, table)
            table.staged.memo[key] = connection.execute(
                "select count(*), sum(cells_hash),"
                " case when $is_counted then count(distinct cells_hash) filter ($is_counted) end from"
                " (select hash(cells) as cells_hash from (select * exclude (row_no) from staged) as cells)",
                {"is_counted": table.rows <= DIFFERENT_COUNTED},
            ).fetchone()
    return table.staged.memo[key]  # type: ignore[return-value]


def profile(connection: duckdb.DuckDBPyConnection, table: Table) -> tuple[Profile, ...]:
    """A profile of each column, in the order of the table."""
    stage_whole(connection, table)
    rows = min(table.rows, max(2000, CELLS_PROFILED // max(1, len(table.columns))))
    connection.execute("set variable profile_rows = ?", [rows])
    set_formats(connection, (cell for row in table.preview for cell in row))
    found = connection.execute(script("profile"))
    names = [part[0] for part in found.description or ()]
    by_name = {row[0]: dict(zip(names, row, strict=True)) for row in found.fetchall()}
    return tuple(
        _profile(column, by_name.get(cell_column(position)), rows)
        for position, column in enumerate(table.columns, start=1)
    )


def _profile(column: str, counts: Mapping[str, object] | None, rows: int) -> Profile:
    if counts is None:
        return Profile(column, "empty", 0, 0, 1.0, *(0.0,) * 6, None, None, *(0.0,) * 6, 0, ())
    filled = _number(counts["filled"])

    def share(of: str) -> float:
        return _number(counts[of]) / filled

    seen = Profile(
        column=column,
        looks="text",
        filled=int(filled),
        different=int(_number(counts["different"])),
        empty_share=1 - filled / max(1, rows),
        dates=share("dates"),
        numbers=share("numbers"),
        integers=share("integers"),
        lists=share("lists"),
        damaged_ids=share("damaged_ids"),
        emails=share("emails"),
        lowest=_optional(counts["lowest"]),
        highest=_optional(counts["highest"]),
        up_to_five=share("up_to_five"),
        up_to_seven=share("up_to_seven"),
        up_to_ten=share("up_to_ten"),
        mean_length=_number(counts["mean_length"]),
        with_spaces=share("with_spaces"),
        with_digits=share("with_digits"),
        most_repeated=int(_number(counts["most_repeated"])),
        examples=tuple(counts["examples"]),  # type: ignore[arg-type]
    )
    return Profile(**{**vars(seen), "looks": _looks(seen)})


def _number(value: object) -> float:
    return 0.0 if value is None else float(value)  # type: ignore[arg-type]


def _optional(value: object) -> float | None:
    return None if value is None else _number(value)


def _looks(seen: Profile) -> Look:
    few = seen.different <= max(12, 0.05 * seen.filled) and seen.different <= 300
    if seen.dates >= 0.8:
        return "date"
    if seen.numbers >= 0.9:
        whole = seen.integers >= 0.99
        return (
            "id"
            if whole and not few and (seen.distinct_share > 0.5 or seen.mean_length >= 6)
            else "number"
        )
    if seen.emails >= 0.8:
        return "id"
    if seen.with_spaces < 0.1 and seen.with_digits >= 0.8 and not few:
        return "id"
    if few and seen.mean_length <= 60:
        return "category"
    return "text"


def values(table: Table, column: str) -> list[str]:
    """Every different value of a column, the most frequent first."""
    with connect() as connection:
        stage(connection, table, "staged_values", {"cell": column})
        found = connection.execute(
            "select known(cell) as value from staged_values"
            " group by value having value is not null order by count(*) desc, value"
        ).fetchall()
    return [value for (value,) in found]
