"""Progress of long work, and a cancel that leaves nothing behind."""

import tempfile
import threading
import time
from pathlib import Path

import pytest

from tests.importing.conftest import ask, snapshot_of
from touchpoints import workspaces
from touchpoints.importing import load, mapping, profile, sniff, watch
from touchpoints.importing.load import Accepted
from touchpoints.workspaces import Workspace

ROWS = 300_000


class Cancelled(Exception):
    """The person has had enough."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.csv"
    rows = (f"c{i % 9000};{i % 28 + 1:02d}/03/2026 10:{i % 60:02d};Site;buy\n" for i in range(ROWS))
    path.write_text("Cliente;Data;Canal;Evento\n" + "".join(rows), encoding="utf-8")
    assert path.stat().st_size > sniff.LARGE
    return path


def accepted(path: Path) -> list[Accepted]:
    table = sniff.read(path)[0]
    return [Accepted(table, mapping.propose(table).mapping)]


def test_the_share_read_grows_up_to_one(large: Path) -> None:
    shares: list[float] = []

    sniff.read(large, progress=shares.append)

    assert shares == sorted(shares)
    assert shares[0] < 1
    assert shares[-1] <= 1


def test_work_in_python_tells_its_share_too() -> None:
    heard: list[float] = []
    half_was_heard = threading.Event()

    def tell(share: float) -> None:
        heard.append(share)
        if share >= 0.25:  # half of the first half of the bar
            half_was_heard.set()

    def work() -> bool:
        watch.breathe(0.5)
        return half_was_heard.wait(10)

    with profile.connect() as connection:
        assert watch.watched(connection, work, tell)
    assert max(heard) == 0.25


@pytest.mark.parametrize("fast", [True, False])
def test_a_cancelled_reading_leaves_no_file_behind(
    fast: bool, large: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(sniff, "LARGE", sniff.LARGE if fast else 10**9)
    threads = threading.active_count()

    def cancel(_share: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        sniff.read(large, progress=cancel)

    deadline = time.monotonic() + 10
    while threading.active_count() > threads and time.monotonic() < deadline:
        time.sleep(0.05)
    assert threading.active_count() <= threads
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_the_share_loaded_grows_up_to_one(
    large: Path, shop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "EVERY_SECONDS", 0.002)
    shares: list[float] = []

    load.load(shop.folder, accepted(large), shares.append)

    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len(set(shares)) > 3
    assert ask(shop, "select count(*) from events") == [(ROWS,)]


@pytest.mark.parametrize("after", [0.0, 0.3, 0.7])
def test_a_cancelled_load_leaves_the_workspace_as_it_was(
    after: float, large: Path, tmp_path: Path
) -> None:
    workspace = workspaces.create(tmp_path, "shop")
    first = tmp_path / "first.csv"
    first.write_text("user,date,event\nana,2026-03-01,visit\nbia,2026-03-02,buy\n")
    load.load(workspace.folder, accepted(first))
    chosen = accepted(large)
    before = snapshot_of(workspace.folder)

    def cancel(share: float) -> None:
        if share >= after:
            raise Cancelled

    with pytest.raises(Cancelled):
        load.load(workspace.folder, chosen, cancel)

    assert snapshot_of(workspace.folder) == before
    assert not list(workspace.folder.glob(".building-*"))


def test_an_error_beside_which_progress_is_told_is_raised_as_it_is() -> None:
    def work() -> None:
        raise ValueError("as it is")

    with profile.connect() as connection, pytest.raises(ValueError, match="as it is"):
        watch.watched(connection, work, lambda _share: None)


def test_long_work_in_python_hears_a_cancel() -> None:
    rounds: list[int] = []

    def work() -> None:
        for number in range(100):
            watch.breathe()
            rounds.append(number)
            threading.Event().wait(0.05)

    def cancel(_share: float) -> None:
        raise Cancelled

    with profile.connect() as connection, pytest.raises(Cancelled):
        watch.watched(connection, work, cancel)

    assert 0 < len(rounds) < 50
