"""Workspaces: versions appear whole or not at all, and answers stay with their own workspace."""

import threading
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from tests.conftest import Journeys
from touchpoints import asking, queries, workspaces
from touchpoints.asking import Superseded
from touchpoints.errors import WorkspaceBusy, WorkspaceNotFound, WorkspaceTooNew
from touchpoints.model import Filters
from touchpoints.snapshots import Forgotten
from touchpoints.workspaces import Workspace

EVERYTHING = Filters().values()


def add(workspace: Workspace, *rows: tuple[str, str], failing: bool = False) -> Workspace:
    with workspaces.next_version(workspace.folder) as connection:
        for person, moment in rows:
            connection.execute(
                "insert into incoming_events values (?, ?::timestamp, 0, 'shop', 'visit', 'buy', 1)",
                [person, moment],
            )
        if failing:
            raise ZeroDivisionError
    return workspaces.at(workspace.folder)


def files(workspace: Workspace) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in workspace.folder.iterdir() if p.name != ".lock"}


def facts(workspace: Workspace) -> list[tuple[object, ...]]:
    """Every event: pseudonym, seconds since the origin, wall clock, weekday, hour."""
    cursor = asking.connection_of(str(workspace.folder / f"{workspace.version}.duckdb")).cursor()
    return cursor.sql(
        "select person, ticks / ticks_per_second, occurred_at::varchar, weekday, hour"
        " from events join people using (person_no) cross join layout order by occurred_at"
    ).fetchall()


def test_a_new_version_keeps_what_the_one_before_it_held(tmp_path: Path) -> None:
    first = add(workspaces.create(tmp_path, "shop"), ("ana", "2026-03-02 09:00"))
    second = add(first, ("ana", "2025-12-31 23:59:59.25"), ("bia", "2026-03-03 10:00"))

    assert second.version > first.version
    assert second.run("reach", EVERYTHING).to_pylist()[0]["events"] == 3
    assert second.run("reach", EVERYTHING).to_pylist()[0]["people"] == 2
    assert [row[2] for row in facts(second)] == [
        "2025-12-31 23:59:59",
        "2026-03-02 09:00:00",
        "2026-03-03 10:00:00",
    ]
    assert facts(second)[0][1] % 1 == 0.25  # type: ignore[operator]
    assert first.run("reach", EVERYTHING).to_pylist()[0]["events"] == 1


def test_a_weekday_and_an_hour_are_those_of_the_wall_clock(tmp_path: Path) -> None:
    workspace = workspaces.create(tmp_path, "shop")
    with workspaces.next_version(workspace.folder) as connection:
        connection.execute(
            "insert into incoming_events values"
            " ('ana', '2026-03-02 02:30', -180, 'shop', 'visit', 'buy', null)"
        )

    (row,) = facts(workspaces.at(workspace.folder))

    assert row[2:] == ("2026-03-01 23:30:00", 7, 23)


def test_an_import_that_fails_leaves_every_byte_as_it_was(tmp_path: Path) -> None:
    workspace = add(workspaces.create(tmp_path, "shop"), ("ana", "2026-03-02 09:00"))
    before = files(workspace)

    with pytest.raises(ZeroDivisionError):
        add(workspace, ("bia", "2026-03-03 10:00"), failing=True)

    assert files(workspace) == before
    assert workspaces.at(workspace.folder) == workspace


def test_what_a_killed_import_left_behind_is_swept_by_the_next(tmp_path: Path) -> None:
    workspace = add(workspaces.create(tmp_path, "shop"), ("ana", "2026-03-02 09:00"))
    left = workspace.folder / ".building-killed"
    left.mkdir()
    (left / "snapshot.duckdb").write_bytes(b"half")

    add(workspace, ("bia", "2026-03-02 09:00"))

    assert not left.exists()


def test_two_imports_at_once_do_not_mix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspaces, "LOCK_SECONDS", 0.1)
    workspace = workspaces.create(tmp_path, "shop")

    with (
        workspaces.next_version(workspace.folder),
        pytest.raises(WorkspaceBusy),
        workspaces.next_version(workspace.folder),
    ):
        pass


def test_ids_of_the_file_are_not_stored(tmp_path: Path) -> None:
    workspace = add(workspaces.create(tmp_path, "shop"), ("ana@shop.example", "2026-03-02 09:00"))

    everything = b"".join(files(workspace).values())
    assert b"visit" in everything
    assert b"ana@shop.example" not in everything


def test_the_same_person_has_another_pseudonym_in_another_workspace(tmp_path: Path) -> None:
    one = add(workspaces.create(tmp_path, "one"), ("ana", "2026-03-02 09:00"))
    two = add(workspaces.create(tmp_path, "two"), ("ana", "2026-03-02 09:00"))

    assert facts(one)[0][0] != facts(two)[0][0]


@pytest.mark.parametrize(
    "identifier", ["", "../shop", "no-such-one", "a/b", "\x00", "..", "A" * 99]
)
def test_a_link_to_nothing_says_so(tmp_path: Path, identifier: str) -> None:
    workspaces.create(tmp_path, "shop")

    with pytest.raises(WorkspaceNotFound):
        workspaces.open_(tmp_path, identifier)


def test_only_the_newest_versions_are_kept(tmp_path: Path) -> None:
    workspace = workspaces.create(tmp_path, "shop")
    for minute in range(5):
        workspace = add(workspace, ("ana", f"2026-03-02 09:0{minute}"))

    assert len(list(workspace.folder.glob("v*.duckdb"))) == workspaces.KEPT_VERSIONS
    assert workspace.run("reach", EVERYTHING).to_pylist()[0]["events"] == 5


def test_an_answer_is_kept_until_the_next_version(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad buy"})

    assert workspace.run("reach", EVERYTHING) is workspace.run("reach", EVERYTHING)


def test_the_answers_that_are_kept_stay_within_their_bound(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad buy"})
    large = pa.table({"figure": np.zeros(2**20)})  # 8 MiB
    asking.forget_answers()

    for number in range(20):
        workspace.kept("large", {"number": number}, lambda: large)

    assert len(asking._answers) == 7
    assert asking._answers.currsize <= asking.CACHE_BYTES
    asking.forget_answers()


def test_a_newer_click_stops_the_older_query(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad buy"})
    slow = threading.Event()
    stopped: list[BaseException] = []

    def older_click() -> None:
        asking.visitor.set("tab")
        slow.set()
        try:
            workspace.run("slow")
        except Superseded as superseded:
            stopped.append(superseded)

    thread = threading.Thread(target=older_click)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            queries,
            "run",
            lambda cursor, *_args, **_kwargs: cursor.sql(
                "select sum(range) from range(100000000000)"
            ).to_arrow_table(),
        )
        thread.start()
        slow.wait()
        for _ in range(200):
            asking.interrupt("tab")
            thread.join(0.05)
            if not thread.is_alive():
                break

    assert len(stopped) == 1


def test_a_query_cannot_read_files_or_change_settings(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad buy"})
    cursor = asking.connection_of(str(workspace.folder / f"{workspace.version}.duckdb")).cursor()

    for forbidden in (
        "from read_text('/etc/hostname')",
        "copy events to '/tmp/stolen.csv'",
        "attach ':memory:' as other",
        "set enable_external_access = true",
        "create table intruder as select 1",
        "install httpfs",
    ):
        with pytest.raises(duckdb.Error):
            cursor.execute(forbidden)


def test_an_import_can_be_undone_down_to_the_empty_workspace(tmp_path: Path) -> None:
    empty = workspaces.create(tmp_path, "shop")
    first = add(empty, ("ana", "2026-03-02 09:00"))
    second = add(first, ("bia", "2026-03-02 09:00"))

    assert workspaces.undo(second) == first
    assert workspaces.undo(first) == empty
    assert workspaces.at(empty.folder).is_empty
    again = add(workspaces.at(empty.folder), ("caio", "2026-03-02 09:00"))
    assert again.run("reach", EVERYTHING).to_pylist()[0]["people"] == 1


def test_undoing_what_is_no_longer_the_newest_changes_nothing(tmp_path: Path) -> None:
    first = add(workspaces.create(tmp_path, "shop"), ("ana", "2026-03-02 09:00"))
    second = add(first, ("bia", "2026-03-02 09:00"))

    assert workspaces.undo(first) == second


def test_a_version_that_is_no_longer_kept_cannot_be_gone_back_to(tmp_path: Path) -> None:
    workspace = workspaces.create(tmp_path, "shop")
    for minute in range(5):
        workspace = add(workspace, ("ana", f"2026-03-02 09:0{minute}"))
    for _ in range(workspaces.KEPT_VERSIONS - 1):
        workspace = workspaces.undo(workspace)

    assert workspaces.before(workspace) is None
    assert workspaces.undo(workspace) == workspace


def test_a_large_second_import_is_merged(tmp_path: Path) -> None:
    workspace = workspaces.create(tmp_path, "shop")
    for start in (0, 200_000):
        with workspaces.next_version(workspace.folder) as connection:
            connection.execute(
                "insert into incoming_events select 'p' || range % 5000,"
                " timestamp '2026-03-02' + to_seconds(range), 0, 'c' || range % 5, 't' || range % 19,"
                " 's' || range % 4, null from range(?, ? + 200000)",
                [start, start],
            )

    (found,) = workspaces.at(workspace.folder).run("reach", EVERYTHING).to_pylist()

    assert (found["events"], found["people"]) == (400_000, 5_000)


def release(workspace: Workspace) -> None:
    """Let go of a snapshot, so that a test may write into it."""
    workspaces._schema_of.cache_clear()
    asking.connection_of(str(workspace.snapshot)).close()
    asking.connection_of.cache_clear()


def older(workspace: Workspace) -> None:
    """Make the newest version one of a program that had no schema version yet."""
    release(workspace)
    with duckdb.connect(str(workspace.snapshot)) as connection:
        connection.execute("drop view events")
        connection.execute("drop table schema_version")
        connection.execute("drop table figures")
        connection.execute("drop table choices")
        connection.execute("alter table event_keys drop column import_no")


def test_a_workspace_of_an_older_program_is_rewritten_when_it_is_opened(tmp_path: Path) -> None:
    first = add(workspaces.create(tmp_path, "shop"), ("ana", "2026-03-02 09:00"))
    second = add(first, ("bia", "2026-03-03 10:00"))
    older(first)
    older(second)

    opened = workspaces.at(second.folder)

    assert opened.run("reach", EVERYTHING).to_pylist()[0]["events"] == 2
    assert opened.run("choices", EVERYTHING).num_rows == 0
    assert opened.version[:7] == second.version[:7]
    assert workspaces.undo(opened).run("reach", EVERYTHING).to_pylist()[0]["events"] == 1


def test_a_workspace_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    workspace = add(workspaces.create(tmp_path, "shop"), ("ana", "2026-03-02 09:00"))
    release(workspace)
    with duckdb.connect(str(workspace.snapshot)) as connection:
        connection.execute("update schema_version set version = 99")
    before = files(workspace)

    with pytest.raises(WorkspaceTooNew, match="newer version"):
        workspaces.at(workspace.folder)

    assert files(workspace) == before


def test_what_is_forgotten_takes_along_what_nothing_refers_to(tmp_path: Path) -> None:
    workspace = workspaces.create(tmp_path, "shop")
    for number, person in enumerate(("ana", "bia"), start=1):
        with workspaces.next_version(workspace.folder) as connection:
            connection.execute(
                "insert into incoming_events values (?, '2026-03-02 09:00', 0, ?, 'visit', 'buy', 1)",
                [person, f"shop {number}"],
            )
            connection.execute("set variable import_no = ?", [number])

    with workspaces.next_version(workspace.folder, forgotten=[Forgotten([1])]):
        pass

    left = workspaces.at(workspace.folder)
    reach = left.run("reach", EVERYTHING).to_pylist()[0]
    assert (reach["events"], reach["people"]) == (1, 1)
    channels = asking.connection_of(str(left.snapshot)).sql("select channel, events from kinds")
    assert channels.fetchall() == [("shop 2", 1)]


def test_a_file_that_is_open_already_is_opened_again(journeys: Journeys) -> None:
    """As two threads do at once, or one after the kept answers were dropped while another still asks."""
    workspace = journeys({"ana": "ad"})
    held = asking.connection_of(str(workspace.snapshot))
    asking.forget_answers()

    again = asking.connection_of(str(workspace.snapshot))

    assert again is not held
    for connection in (held, again):
        with pytest.raises(duckdb.Error, match=r"disabled|locked"):
            connection.execute("set enable_external_access = true")
