"""Write a snapshot: the packed tables of one version of a workspace.

A snapshot says the version of its tables. One that an older program wrote is copied, brought up to
this program's tables by the scripts `schema/from_<version>.sql`, and merged like any other.

The caller fills `incoming_*` (schema/incoming.sql) on the connection it is given; `merge` packs them
together with the previous snapshot. Why the facts are packed: docs/decisions/0002.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log2
from pathlib import Path

import duckdb

SCHEMA = Path(__file__).parent / "schema"
SCHEMA_VERSION = 3

# person_no and ticks share a signed 64-bit key, and a query needs 4 bits more for the step's number.
KEY_BITS = 59
RESOLUTIONS = (1_000_000, 1_000, 1)
_MICROSECOND = dt.timedelta(microseconds=1)


def _script(name: str) -> str:
    return (SCHEMA / f"{name}.sql").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Forgotten:
    """What the next version leaves behind: what these imports (None: all) hold of these days, or all of
    it."""

    imports: Sequence[int] | None
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True)
class Erased:
    """A person whom the next version leaves behind: the id of the files and the pseudonym."""

    identifier: str
    person: str


def attach(
    connection: duckdb.DuckDBPyConnection, snapshot: Path, name: str, *, writable: bool = False
) -> None:
    """Let a connection read a snapshot, or write a copy of one, under a name of ours."""
    quoted = str(snapshot).replace("'", "''")
    connection.execute("attach '" + quoted + "' as " + name + ("" if writable else " (read_only)"))


def version_of(connection: duckdb.DuckDBPyConnection) -> int:
    """The version of the tables of the database in use; those of version 1 did not say it."""
    told = connection.execute(
        "select 1 from duckdb_tables()"
        " where database_name = current_database() and table_name = 'schema_version'"
    ).fetchone()
    found = connection.execute("select version from schema_version").fetchone() if told else None
    return int(found[0]) if found else 1


def prepare(
    connection: duckdb.DuckDBPyConnection,
    previous: Path | None,
    forgotten: Sequence[Forgotten | Erased] = (),
) -> None:
    """Create the empty tables, `incoming_*` and, as `previous`, a copy of the version before (or none),
    without what is forgotten."""
    connection.execute("attach ':memory:' as previous")
    if previous is None:
        connection.execute("use previous")
        connection.execute(_script("tables"))
        connection.execute("use snapshot")
    else:
        connection.execute("detach previous")
        attach(connection, previous, "previous", writable=True)
        connection.execute("use previous")
        for older in range(version_of(connection), SCHEMA_VERSION):
            connection.execute(_script(f"from_{older}"))
        connection.execute("use snapshot")
        for each in forgotten:
            _forget(connection, each)
        if forgotten:
            connection.execute(_script("forget_unused"))
    connection.execute(_script("tables"))
    connection.execute("insert into schema_version values (?)", [SCHEMA_VERSION])
    connection.execute(_script("incoming"))


def _forget(connection: duckdb.DuckDBPyConnection, what: Forgotten | Erased) -> None:
    if isinstance(what, Erased):
        connection.execute("set variable erased_id = ?", [what.identifier])
        connection.execute("set variable erased = ?", [what.person])
        connection.execute(_script("erase"))
        return
    imports = None if what.imports is None else list(what.imports)
    connection.execute("set variable forgotten = ?::integer[]", [imports])
    connection.execute("set variable forgotten_since = ?::date", [what.since])
    connection.execute("set variable forgotten_until = ?::date", [what.until])
    connection.execute(_script("forget"))


def pseudonym(secret: str, identifier: str) -> str:
    """What stands for an id of a file in a workspace with this key (as `merge` writes it)."""
    return hashlib.sha256(f"{secret}\x1f{identifier}".encode()).hexdigest()[:16]


def merge(connection: duckdb.DuckDBPyConnection, secret: str) -> None:
    """Pack the previous events and answers and the incoming ones into the tables of this snapshot."""
    connection.execute("set variable secret = ?", [secret])
    connection.execute(
        "create or replace temp view arriving as"
        " select rowid as row_no, *, null as fault from incoming_events"
    )
    number_events(connection)
    _choose_layout(connection)
    connection.execute(_script("merge"))


def number_events(connection: duckdb.DuckDBPyConnection) -> int:
    """Take the faultless events of the view `arriving` in; how many they are."""
    inserted = connection.execute(_script("number_events")).fetchone()
    assert inserted is not None
    return int(inserted[0])


def next_import_no(connection: duckdb.DuckDBPyConnection) -> int:
    """The number that the next row of `imports` takes."""
    found = connection.execute(
        "select greatest((select coalesce(max(import_no), 0) from previous.imports),"
        " (select coalesce(max(import_no), 0) from imports)) + 1"
    ).fetchone()
    assert found is not None
    return int(found[0])


def _choose_layout(connection: duckdb.DuckDBPyConnection) -> None:
    """Pick the finest resolution that the times need and that fits beside the people."""
    found = connection.execute(
        """
        with instants as (
            select min(instant) as oldest, max(instant) as newest,
                   max(epoch_us(instant) % 1000000 <> 0) as has_fractions, count(*) as people
            from incoming_keys
            union all
            select origin + to_microseconds(least_ticks * (1000000 // ticks_per_second)),
                   origin + to_microseconds(newest_ticks * (1000000 // ticks_per_second)),
                   ticks_per_second > 1, 0
            from previous.layout,
                 (select coalesce(min(key & ((1::bigint << time_bits) - 1)), 0) as least_ticks
                  from previous.event_keys, previous.layout)
        )
        select date_trunc('week', min(oldest)) - interval 7 day, max(newest), bool_or(has_fractions),
               (select count(*) from previous.people)
               + (select count(*) from incoming_ids)
               + (select count(distinct person) from incoming_answers)
               + (select count(distinct person) from incoming_choices)
        from instants
        """
    ).fetchone()
    assert found is not None
    origin, newest, has_fractions, people = found
    if origin is None:
        connection.execute("insert into layout values (timestamp '1970-01-05', 1, 33, 0)")
        return
    microseconds = (newest - origin) // _MICROSECOND
    for ticks_per_second in RESOLUTIONS if has_fractions else (1,):
        newest_ticks = microseconds * ticks_per_second // 1_000_000
        time_bits = ceil(log2(newest_ticks + 2))
        if time_bits + ceil(log2(people + 2)) <= KEY_BITS:
            break
    connection.execute(
        "insert into layout values (?, ?, ?, ?)",
        [origin, ticks_per_second, time_bits, newest_ticks],
    )
