"""A project file: a workspace to take along, as one ZIP of JSON and, where wanted, its data as Parquet.

It holds the name, how files were mapped, and what people wrote: views, notes, segments, classes, themes,
questions, hours. Members, links and the access log stay behind. Whatever comes from such a file is
untrusted: names that are known, sizes within limits, shapes that are checked, all of it or nothing.
"""

import datetime as dt
import json
import re
import secrets
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from touchpoints import (
    asking,
    keeping,
    notebook,
    permissions,
    privacy,
    room,
    settings,
    views,
    workspaces,
)
from touchpoints.analyses import catalogue, classes, follow_up, hours, notes, response, segments
from touchpoints.errors import ChoiceNotPossible, FileRefused
from touchpoints.i18n import N_
from touchpoints.importing import memory
from touchpoints.interpreting import learning, questions, themes
from touchpoints.snapshots import SCHEMA, SCHEMA_VERSION
from touchpoints.workspaces import Workspace

FORMAT = 1
OLDEST_SCHEMA = 2  # project files are no older
MOST_JSON = 16 * room.MEGABYTE
ABOUT, NOTEBOOK, MAPPINGS = "project.json", "notebook.json", memory.FILE
TABLES = (
    *("layout", "people", "kinds", "event_keys", "stages", "questions", "answers", "choices"),
    *("answer_themes", "question_readings", "readings", "figures", "imports", "refused_rows"),
)
# What each entry of a topic looks like; what has to be in it is asked by who reads it.
SHAPES: Mapping[str, Any] = {
    views.TOPIC: {"page": str, "values": {str: [str]}},
    notes.TOPIC: {"day": str, "text": str},
    segments.TOPIC: [{"facts": [str], "has": bool}],
    classes.TOPIC: {str: (str, None)},
    themes.TOPIC: {str: (str, bool, None, [str])},
    questions.TOPIC: {str: (str, bool, None)},
    response.TOPIC: {str: (int, [str])},
    hours.TOPIC: {str: (str, [(None, str, [int])])},
    learning.TOPIC: object,
    follow_up.TOPIC: {str: (str, bool, None)},
    privacy.TOPIC: (int, None),
}
_KEY = re.compile(r"[0-9a-f]{64}")
_DAMAGED = N_(
    "{file} is no project file of Touchpoints, or it is damaged. Save it again on the page Workspace."
)
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, LookupError),
    *(ValueError, TypeError, AttributeError, AssertionError, pa.ArrowException, duckdb.Error),
)


def save(workspace: Workspace, target: Path, *, data: bool) -> None:
    """Write a project file. NotAllowed: the data and the key of its pseudonyms are an owner's to take."""
    permissions.need(workspace.folder, "owner" if data else "editor")
    holds = data and not workspace.is_empty
    about: dict[str, object] = {
        "format": FORMAT,
        "schema": SCHEMA_VERSION,
        "name": workspace.name,
        "saved_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "data": holds,
    }
    if holds:
        about["key"] = workspaces.secret(workspace.folder)
    written = {topic: notebook.read(workspace.folder, topic) for topic in SHAPES}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (
            (ABOUT, about),
            (NOTEBOOK, {topic: entries for topic, entries in written.items() if entries}),
            (MAPPINGS, memory.mappings(workspace.folder)),
        ):
            packed.writestr(name, json.dumps(content, ensure_ascii=False, indent=1))
        if holds:
            _save_data(workspace, packed)


def _save_data(workspace: Workspace, packed: zipfile.ZipFile) -> None:
    cursor = asking.connection_of(str(workspace.snapshot)).cursor()
    with tempfile.TemporaryDirectory(prefix="touchpoints-") as scratch:
        for table in TABLES:
            path = Path(scratch) / table
            reader = cursor.table(table).to_arrow_reader(100_000)
            with pq.ParquetWriter(path, reader.schema) as writer:
                for batch in reader:
                    writer.write_batch(batch)
            packed.write(path, f"data/{table}.parquet", zipfile.ZIP_STORED)


def load(root: Path, path: Path, file: str) -> Workspace:
    """A new workspace from the project file at `path`, which visitors know as `file`. FileRefused, DiskFull:
    there is no new workspace then."""
    room.require(root, path.stat().st_size)
    building = root / f".project-{secrets.token_hex(16)}"
    try:
        with zipfile.ZipFile(path) as packed, permissions.granted():
            about = _about(packed, file)
            made = workspaces.create(root, about["name"], building.name)
            _load_written(made, packed)
            if about["data"]:
                _load_data(made, packed, about, building)
            made = workspaces.at(building)
            _check(made)
        folder = building.rename(root / secrets.token_hex(16))
    except (ChoiceNotPossible, *_BROKEN) as error:
        raise FileRefused(_DAMAGED, file=file) from error
    finally:
        if building.exists():
            asking.forget_answers()
            shutil.rmtree(building, ignore_errors=True)
    return workspaces.at(folder)


def _about(packed: zipfile.ZipFile, file: str) -> dict[str, Any]:
    """What the file says of itself, once its names and sizes are known to be good."""
    known = {ABOUT, NOTEBOOK, MAPPINGS, *(f"data/{table}.parquet" for table in TABLES)}
    names = packed.namelist()
    if not set(names) <= known or len(names) != len(set(names)):
        raise FileRefused(_DAMAGED, file=file)
    limit = settings.current().upload_megabytes * room.MEGABYTE
    if sum(one.file_size for one in packed.infolist()) > limit:
        raise FileRefused(
            N_("{file} is larger than the {megabytes} MB that may be loaded here."),
            file=file,
            megabytes=settings.current().upload_megabytes,
        )
    about = _json(packed, ABOUT)
    if not _fits(about, {"name": str, "data": bool, "format": int, "schema": int, str: (str, int)}):
        raise FileRefused(_DAMAGED, file=file)
    if about["format"] > FORMAT or about["schema"] > SCHEMA_VERSION:
        raise FileRefused(
            N_(
                "{file} was saved by a newer version of Touchpoints. Update this app, then open it again."
            ),
            file=file,
        )
    if about["format"] < FORMAT or about["schema"] < OLDEST_SCHEMA:
        raise FileRefused(_DAMAGED, file=file)
    if about["data"] and not _KEY.fullmatch(about["key"]):
        raise FileRefused(_DAMAGED, file=file)
    return {**about, "name": keeping.named(about["name"])}


def _json(packed: zipfile.ZipFile, name: str) -> Any:
    with packed.open(name) as member:
        content = member.read(MOST_JSON + 1)
    if len(content) > MOST_JSON:
        raise ValueError(name)
    found = json.loads(content)
    if not isinstance(found, dict):
        raise TypeError(name)
    return found


def _load_written(made: Workspace, packed: zipfile.ZipFile) -> None:
    for topic, entries in _json(packed, NOTEBOOK).items():
        if not _fits(entries, {str: SHAPES[topic]}):
            raise ValueError(topic)
        notebook.write(made.folder, topic, entries)
    mappings = _json(packed, MAPPINGS)
    for one in mappings.values():
        memory.mapping_of(one)
    text = json.dumps(mappings, ensure_ascii=False, indent=1)
    workspaces.write_atomically(made.folder / MAPPINGS, text)


def _load_data(
    made: Workspace, packed: zipfile.ZipFile, about: Mapping[str, Any], scratch: Path
) -> None:
    keeping.describe(made, key=about["key"])
    if about["schema"] < SCHEMA_VERSION:
        _load_older(made, packed, about["schema"], scratch)
        return
    with workspaces.next_version(made.folder, lambda _connection, _pack: None) as connection:
        for table in TABLES:
            columns = connection.table(table).columns
            for rows in _rows(packed, table, scratch, columns):
                connection.from_arrow(rows).insert_into(table)
        _require_whole(connection)


def _load_older(made: Workspace, packed: zipfile.ZipFile, schema: int, scratch: Path) -> None:
    """Put the tables there as the older program had them, and open them as a workspace of its is opened."""
    older = workspaces.first_version(made.folder)
    with duckdb.connect(str(older), config=asking.limits()) as connection:
        for table in TABLES:
            if f"data/{table}.parquet" in packed.namelist():
                for place, rows in enumerate(_rows(packed, table, scratch, None)):
                    found = connection.from_arrow(rows)
                    found.insert_into(table) if place else found.create(table)
        connection.execute("create table schema_version as select ?::integer as version", [schema])
    upgraded = workspaces.at(made.folder)
    with duckdb.connect(str(upgraded.snapshot), read_only=True) as connection:
        _require_whole(connection)


def _rows(
    packed: zipfile.ZipFile, table: str, scratch: Path, columns: Sequence[str] | None
) -> Iterator[pa.Table]:
    """The rows of a table of the file in parts, at least one, with these columns or with those it has."""
    path = scratch / ".table"
    with packed.open(f"data/{table}.parquet") as member, path.open("wb") as target:
        shutil.copyfileobj(member, target, room.MEGABYTE)
    with pq.ParquetFile(path) as stored:
        if stored.metadata.num_rows > settings.current().rows_per_file:
            raise ValueError(table)
        yield stored.schema_arrow.empty_table().select(columns or stored.schema_arrow.names)
        for batch in stored.iter_batches(100_000, columns=columns):
            yield pa.Table.from_batches([batch]).select(columns or batch.schema.names)
    path.unlink()


def _require_whole(connection: duckdb.DuckDBPyConnection) -> None:
    """ValueError where the tables do not hold together."""
    holds = connection.execute((SCHEMA / "check_project.sql").read_text("utf-8")).fetchone()
    if holds != (True,):
        raise ValueError(holds)


def _check(made: Workspace) -> None:
    """Read everything once as the pages do, so that none of them fails on it."""
    for read in (views.views, themes.read, questions.read, learning.lesson, privacy.kept_days):
        read(made.folder)
    for ask in () if made.is_empty else (catalogue.period, catalogue.touchpoints, classes.classes):
        ask(made)
    notes.notes(made)
    hours.check(hours.hours(made))
    for segment in segments.written(made).values():
        segments.checked(segment)
    for topic, build in (
        (classes.TOPIC, classes.Classes),
        (follow_up.TOPIC, follow_up.FollowUp),
        (response.TOPIC, response.Exchange),
    ):
        for entry in notebook.read(made.folder, topic).values():
            build(**entry)


def _fits(value: object, shape: Any) -> bool:
    """Whether a JSON value looks like this: a type, one of several, a list, an object by its keys (`str`: any
    other key)."""
    if isinstance(shape, tuple):
        return any(_fits(value, one) for one in shape)
    if isinstance(shape, list):
        return isinstance(value, list) and all(_fits(one, shape[0]) for one in value)
    if isinstance(shape, dict):
        return isinstance(value, dict) and all(
            _fits(one, shape.get(name, shape.get(str, ()))) for name, one in value.items()
        )
    if shape is None:
        return value is None
    return isinstance(value, shape) and (shape is not int or not isinstance(value, bool))
