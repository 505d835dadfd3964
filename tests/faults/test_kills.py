"""A kill at any moment leaves the old or the new state, and no row lost or doubled.

TOUCHPOINTS_KILLS=100 kills as often as one likes.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests.faults.worker import ROWS
from touchpoints import notebook, workspaces
from touchpoints.analyses.tables import table
from touchpoints.model import Filters

KILLS = int(os.environ.get("TOUCHPOINTS_KILLS", "6"))
ROOT = Path(__file__).resolve().parents[2]


def rounds(folder: Path) -> Counter[str]:
    """How many events each round has in the workspace."""
    workspace = workspaces.at(folder)
    if workspace.is_empty:
        return Counter()
    found = table(workspace, "place_reach", {**Filters().values(), "over": "touchpoint"})
    return Counter(dict(zip(found["place"], found["events"].astype(int), strict=True)))


def possible(journal: list[str]) -> tuple[set[int], set[int]]:
    """From the lines of the journal: the rounds that must be there, and those that may be."""
    sure: set[int] = set()
    unsure: set[int] = set()
    for line in journal:
        what, number = line.split()[0], int(line.split()[1])
        if what in ("loading", "undoing"):
            sure.discard(number)
            unsure.add(number)
        elif what in ("loaded", "undone"):
            unsure.discard(number)
            (sure.add if what == "loaded" else sure.discard)(number)
    return sure, unsure


def test_a_kill_at_any_moment_leaves_the_old_or_the_new_state(tmp_path: Path) -> None:
    chance = random.Random(7)
    workspace = workspaces.create(tmp_path / "all", "shop")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    settled: set[int] = set()
    for kill in range(KILLS):
        (scratch / "next").write_text(str(1000 * kill + 1))
        (scratch / "journal").write_text("")
        command = [sys.executable, "-m", "tests.faults.worker", str(workspace.folder), str(scratch)]
        with subprocess.Popen(command, cwd=ROOT) as worker:
            acts = chance.randint(1, 12)
            while len((scratch / "journal").read_text().splitlines()) < acts:
                assert worker.poll() is None
                time.sleep(0.002)
            time.sleep(chance.uniform(0, 0.4))
            worker.send_signal(signal.SIGKILL)
        journal = (scratch / "journal").read_text().splitlines()
        sure, unsure = possible(journal)

        found = rounds(workspace.folder)

        there = {int(name.removeprefix("round ")) for name in found}
        assert set(found.values()) <= {ROWS}, journal
        assert settled | sure <= there, journal
        assert there <= settled | sure | unsure, journal
        noted = {int(line.split()[1]) for line in journal if line.startswith("noted")}
        assert noted <= {int(name) for name in notebook.read(workspace.folder, "notes")}
        settled = there
    assert settled
