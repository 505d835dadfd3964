"""What of a table a workspace holds already: the whole file, rows of it, the period that it covers."""

import datetime as dt
from dataclasses import dataclass

import duckdb

from touchpoints import snapshots, workspaces
from touchpoints.errors import AnswerNeeded
from touchpoints.i18n import N_
from touchpoints.importing import memory, profile, typed
from touchpoints.importing.profile import script
from touchpoints.importing.told import Told
from touchpoints.importing.typed import Accepted
from touchpoints.snapshots import Forgotten
from touchpoints.workspaces import Workspace

HELD = N_("Already in the workspace.")


_SCRIPTS = {
    "events": "known_events",
    "chat": "known_events",
    "answers": "known_answers",
    "aggregate": "known_figures",
}
_CLOCK = "select min(moment)::date, max(moment)::date from (select instant + to_minutes(offset_minutes) as moment"
_PERIODS = {
    "events": f"{_CLOCK} from typed_events)",
    "chat": f"{_CLOCK} from typed_events)",
    "answers": f"{_CLOCK} from typed_respondents)",
    "aggregate": "select min(since), max(until) from typed_figures",
}


@dataclass(frozen=True)
class Known:
    """`rows` of the file are in the workspace already; all of them where `loaded_at` says when the same
    cells were loaded (UTC). The file covers the days from `since` to `until`, of which earlier files with
    the same columns (`imports`) hold `replaceable` events, respondents or figures."""

    rows: int = 0
    loaded_at: dt.datetime | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    imports: tuple[int, ...] = ()
    replaceable: int = 0

    @property
    def forgotten(self) -> Forgotten:
        """What is left behind where this file replaces its period."""
        return Forgotten(self.imports, self.since, self.until)


def known(workspace: Workspace, accepted: Accepted) -> Known:
    """What the workspace holds of a table already. FileRefused, AnswerNeeded: see `typed.prepare`."""
    if workspace.is_empty:
        return Known()
    with profile.connect_apart() as connection:
        typed.prepare(connection, accepted)
        snapshots.attach(connection, workspace.snapshot, "previous")
        since, until = _period(connection, accepted)
        imports = tuple(memory.imports_of_shape(workspace, accepted.table))
        replaceable = 0
        if imports and since is not None:
            replaceable = _replaceable(connection, imports, since, until)
        loaded_at = memory.loaded_at(workspace, accepted.table)
        if loaded_at is not None:
            rows = accepted.table.rows
        else:
            connection.execute("set variable secret = ?", [workspaces.secret(workspace.folder)])
            rows = mark(connection, accepted)
    return Known(rows, loaded_at, since, until, imports, replaceable)


def mark(connection: duckdb.DuckDBPyConnection, accepted: Accepted) -> int:
    """Fill `known_rows` (and `known_events`) of the rows typed on a connection to which the workspace is
    attached as `previous`, and whose variable `secret` is its key; how many they are."""
    connection.execute(script("nothing_known"))
    connection.execute(script(_SCRIPTS[accepted.mapping.kind]))
    found = connection.execute("select count(*) from known_rows").fetchone()
    assert found is not None
    return int(found[0])


def told(held: Known) -> list[Told]:
    """What is said of earlier rows that were replaced."""
    if not held.replaceable:
        return []
    return [
        Told(
            N_("Replaced what earlier files of this kind held from {since} to {until}: {count}."),
            {"since": held.since, "until": held.until, "count": held.replaceable},
        )
    ]


def _period(
    connection: duckdb.DuckDBPyConnection, accepted: Accepted
) -> tuple[dt.date | None, dt.date | None]:
    found = connection.execute(_PERIODS[accepted.mapping.kind]).fetchone()
    return found or (None, None)


def _replaceable(
    connection: duckdb.DuckDBPyConnection,
    imports: tuple[int, ...],
    since: dt.date,
    until: dt.date | None,
) -> int:
    found = connection.execute(
        script("replaceable"), {"imports": list(imports), "since": since, "until": until}
    ).fetchone()
    assert found is not None
    return int(found[0])


def require_decided(workspace: Workspace, accepted: Accepted) -> None:
    """AnswerNeeded where rows of a table are in the workspace already and nobody said what to do."""
    found = known(workspace, accepted)
    if found.rows:
        raise AnswerNeeded(
            N_(
                "{rows} of the {all} rows in {file} are in the workspace already. Say whether to skip them, "
                "to replace the period of the file, or to load them again, which counts them twice."
            ),
            file=accepted.table.file,
            rows=found.rows,
            all=accepted.table.rows,
        )
