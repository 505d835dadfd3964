"""Ask snapshots: one open file for all, a cursor for each question, answers kept within bounds.

A visitor's questions can be stopped, because the next click makes them worthless.
"""

import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pyarrow as pa
from cachetools import LRUCache

from touchpoints import queries, recall, settings
from touchpoints.errors import QueryTooLong

CACHE_BYTES = 64 * 2**20
Frozen = tuple[tuple[str, object], ...]

visitor: ContextVar[str] = ContextVar("visitor", default="")
_running: dict[str, set["Stoppable"]] = {}
_running_lock = threading.Lock()
_opening = threading.Lock()


class Superseded(Exception):
    """The visitor has asked something newer; this answer is no longer wanted."""


class Stoppable(Protocol):
    """What computes an answer and can be told to stop: a cursor, or work in parts."""

    def interrupt(self) -> None: ...


class Parts:
    """Work in parts that asks before each of them whether it is still wanted."""

    is_stopped = False

    def interrupt(self) -> None:
        self.is_stopped = True

    def go_on(self) -> None:
        """Superseded where the visitor has asked something newer."""
        if self.is_stopped:
            raise Superseded


@contextmanager
def running(work: Stoppable) -> Iterator[None]:
    """Inside the block the visitor's next click stops this work."""
    mine = visitor.get()
    with _running_lock:
        _running.setdefault(mine, set()).add(work)
    try:
        yield
    finally:
        with _running_lock:
            _running[mine].discard(work)
            if not _running[mine]:
                del _running[mine]


def ask(snapshot: Path, query: str, values: Mapping[str, object], engine: str | None) -> pa.Table:
    """Ask `queries/<query>.sql` with its values bound by name; an answer is kept, bounded in memory."""
    path, asked = str(snapshot), frozen(values)
    return _kept((path, query, engine, asked), partial(_asked, path, query, engine, asked))


def kept(
    snapshot: Path, query: str, values: Mapping[str, object], answer: Callable[[], pa.Table]
) -> pa.Table:
    """The same for an answer that is not asked in SQL but made by `answer`."""
    return _kept((str(snapshot), query, "", frozen(values)), answer)


def ask_anew(snapshot: Path, query: str, values: Mapping[str, object]) -> pa.Table:
    """As `ask`, for an answer that is too large to keep."""
    return _asked(str(snapshot), query, "duckdb", frozen(values))


def frozen(values: Mapping[str, object]) -> Frozen:
    """Values to bind, as a key of what was answered."""
    return tuple(
        (name, tuple(value) if isinstance(value, list) else value)
        for name, value in sorted(values.items())
    )


def thawed(values: Frozen) -> dict[str, object]:
    """The same to be bound."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values}


def _asked(path: str, query: str, engine: str | None, asked: Frozen) -> pa.Table:
    cursor = connection_of(path).cursor()
    try:
        with running(cursor):
            return queries.run(cursor, query, thawed(asked), engine=engine)
    except duckdb.InterruptException as interrupted:
        if "maximum execution time" in str(interrupted):
            raise QueryTooLong from interrupted
        raise Superseded from interrupted
    finally:
        cursor.close()


_answers: LRUCache[Any, pa.Table] = LRUCache(CACHE_BYTES, lambda table: 512 + table.nbytes)


@recall.remembered(_answers, key=lambda name, _answer: name)
def _kept(_name: tuple[object, ...], answer: Callable[[], pa.Table]) -> pa.Table:
    return answer()


def forget_answers() -> None:
    """Drop the kept answers and open files: what was erased from the disk is gone from memory too."""
    recall.forget()
    connection_of.cache_clear()


def interrupt(who: str) -> None:
    """Stop what this visitor's earlier click still computes."""
    with _running_lock:
        for work in _running.get(who, ()):
            work.interrupt()


def limits() -> dict[str, str | bool | int | float | list[str]]:
    """What every connection may use, and may not do."""
    told = settings.current()
    return {
        "threads": str(told.processors),
        "async_threads": "1",
        "memory_limit": told.memory,
        "temp_directory": str(Path(tempfile.gettempdir()) / "touchpoints-spill"),
        "max_temp_directory_size": "10GB",
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
        "python_enable_replacements": False,
    }


@lru_cache(maxsize=32)
def connection_of(path: str) -> duckdb.DuckDBPyConnection:
    """The open file of a snapshot, which reads itself alone and cannot be told otherwise.

    Where it is open already (another thread, an older question that still runs) DuckDB gives the same
    one, which refuses to be locked again.
    """
    milliseconds = 1000 * settings.current().query_seconds
    config = limits() | {"max_execution_time": milliseconds}
    with _opening:
        connection = duckdb.connect(path, read_only=True, config=config)
        (is_locked,) = connection.execute(
            "select current_setting('lock_configuration')"
        ).fetchone() or (False,)
        if not is_locked:
            connection.execute("set enable_external_access = false")
            connection.execute("set lock_configuration = true")
    return connection
