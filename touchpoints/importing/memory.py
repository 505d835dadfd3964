"""What a workspace remembers of its imports: how a table of this shape was mapped, and which tables it
already holds, so that next month's file asks nothing again and the same file is not loaded twice.

Mappings are kept in `mappings.json` beside the snapshots, under the names of the columns.
"""

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from touchpoints import workspaces
from touchpoints.importing import profile
from touchpoints.importing.sniff import Table
from touchpoints.importing.typed import Accepted
from touchpoints.model import ColumnMapping, LeftOut, Moment, Question
from touchpoints.workspaces import Workspace

FILE = "mappings.json"
_NESTED = {"questions": Question, "moments": Moment, "left_out": LeftOut}


def shape(table: Table) -> str:
    """What tables of the same export share from month to month: their columns, in order."""
    return hashlib.sha256("\n".join(table.columns).encode()).hexdigest()[:16]


def remember(folder: Path, accepted: Accepted) -> None:
    """Keep how this table was mapped."""
    known = mappings(folder)
    known[shape(accepted.table)] = dataclasses.asdict(accepted.mapping)
    workspaces.write_atomically(folder / FILE, json.dumps(known, ensure_ascii=False, indent=1))


def recall(folder: Path, table: Table) -> ColumnMapping | None:
    """How the last table of this shape was mapped; None where there was none."""
    kept = mappings(folder).get(shape(table))
    return None if kept is None else mapping_of(kept)


def mapping_of(kept: Mapping[str, Any]) -> ColumnMapping:
    """A mapping as it was kept."""
    values: dict[str, Any] = {
        name: tuple(v) if isinstance(v, list) else v for name, v in kept.items()
    }
    for name, build in _NESTED.items():
        values[name] = tuple(
            build(**{n: tuple(v) if isinstance(v, list) else v for n, v in one.items()})
            for one in kept[name]
        )
    return ColumnMapping(**values)


def mappings(folder: Path) -> dict[str, dict[str, Any]]:
    """Every mapping as it is kept, by the shape of its tables."""
    try:
        known: dict[str, dict[str, Any]] = json.loads((folder / FILE).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return known


def loaded_at(workspace: Workspace, table: Table) -> dt.datetime | None:
    """When (UTC) a table with the same cells was loaded; None where it is new."""
    if workspace.is_empty:
        return None
    found = workspace.run("contents", {"content": content(table)}).to_pylist()
    return found[0]["imported_at"] if found else None


def imports_of_shape(workspace: Workspace, table: Table) -> list[int]:
    """The imports of tables with the same columns."""
    found = workspace.run("imports_of_shape", {"shape": shape(table)}).to_pylist()
    return [row["import_no"] for row in found]


def content(table: Table) -> str:
    """A fingerprint of the cells of a table, whatever its file is called."""
    rows, total, _different = profile.fingerprint(table)
    return hashlib.sha256(repr((table.columns, (rows, total))).encode()).hexdigest()[:16]
