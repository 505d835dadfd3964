"""A workspace folder copied while it is written is a backup: every copy opens, in an old or a new state."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.faults.test_kills import ROOT, possible, rounds
from tests.faults.worker import ROWS
from touchpoints import notebook, workspaces

COPIES = 5


def copied(folder: Path, target: Path) -> Path:
    """The folder copied as docs/running.md says: once more where a file went away meanwhile."""
    while True:
        shutil.rmtree(target, ignore_errors=True)
        try:
            return Path(shutil.copytree(folder, target, ignore=shutil.ignore_patterns(".*")))
        except shutil.Error:
            continue


def test_a_copy_made_while_files_are_loaded_opens_in_an_old_or_a_new_state(tmp_path: Path) -> None:
    chance = random.Random(7)
    workspace = workspaces.create(tmp_path / "all", "shop")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    (scratch / "next").write_text("1")
    journal = scratch / "journal"
    journal.write_text("")
    command = [sys.executable, "-m", "tests.faults.worker", str(workspace.folder), str(scratch)]
    taken = []
    with subprocess.Popen(command, cwd=ROOT) as worker:
        for number in range(COPIES):
            while len(journal.read_text().splitlines()) < 4 * number + 3:
                assert worker.poll() is None
                time.sleep(0.002)
            time.sleep(chance.uniform(0, 0.1))
            before = journal.read_text().splitlines()
            copy = copied(workspace.folder, tmp_path / "backups" / str(number))
            taken.append((copy, before, journal.read_text().splitlines()))
        worker.kill()

    for copy, before, after in taken:
        sure, changing = possible(before)
        begun = {int(line.split()[1]) for line in after[len(before) :]} | changing
        found = rounds(copy)
        there = {int(name.removeprefix("round ")) for name in found}
        assert set(found.values()) <= {ROWS}, after
        assert sure - begun <= there <= sure | begun, after
        noted = {int(name) for name in notebook.read(copy, "notes")}
        assert {int(line.split()[1]) for line in before if line.startswith("noted")} <= noted
    assert len(found) > 1
