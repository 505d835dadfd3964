"""Loads and writes into a workspace for ever, until it is killed: `python -m tests.faults.worker FOLDER`.

Round k loads one event of person k at touchpoint "round k", then writes the note k; every fifth round is
undone and loaded again. Before and after each act a line is put on the disk, so that whoever kills
it knows what must be there.
"""

import os
import sys
from pathlib import Path

from touchpoints import notebook, workspaces
from touchpoints.importing import load, mapping, sniff

ROWS = 50


def table(folder: Path, number: int) -> Path:
    """The file of a round: ROWS events of as many people, all of this round alone."""
    path = folder / f"round-{number}.csv"
    rows = [
        f"p{number}-{row},2026-03-{row % 28 + 1:02d} 10:00:00,round {number}" for row in range(ROWS)
    ]
    path.write_text("\n".join(["customer_id,date,touchpoint", *rows, ""]), encoding="utf-8")
    return path


def said(journal: int, what: str) -> None:
    """A line that a kill cannot take back."""
    os.write(journal, f"{what}\n".encode())
    os.fsync(journal)


def main(folder: Path, scratch: Path) -> None:
    """Never comes back."""
    journal = os.open(scratch / "journal", os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    number = int((scratch / "next").read_text())
    while True:
        path = table(scratch, number)
        found = sniff.read(path, path.name)
        accepted = [load.Accepted(one, mapping.propose(one).mapping) for one in found]
        for again in range(2 if number % 5 == 0 else 1):
            said(journal, f"loading {number}")
            load.load(folder, accepted)
            said(journal, f"loaded {number}")
            if number % 5 == 0 and not again:
                said(journal, f"undoing {number}")
                workspaces.undo(workspaces.at(folder))
                said(journal, f"undone {number}")
        said(journal, f"noting {number}")
        notebook.write(folder, "notes", {str(number): {"text": f"round {number}"}})
        said(journal, f"noted {number}")
        number += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
