"""Long work in DuckDB beside which progress is told and a cancel is heard."""

import threading
from collections.abc import Callable
from typing import TypeVar

import duckdb

Tell = Callable[[float], None]
Result = TypeVar("Result")
EVERY_SECONDS = 0.1


def unheard(_share: float) -> None:
    """Tell nobody."""


def part(tell: Tell, begin: float, end: float) -> Tell:
    """Tell the shares of a part of the work as shares of the whole."""
    return lambda share: tell(begin + (end - begin) * min(1.0, max(0.0, share)))


def listen(connection: duckdb.DuckDBPyConnection) -> None:
    """Let a connection know how far it is, without drawing bars on the output."""
    connection.execute("set enable_progress_bar = true")
    connection.execute("set enable_progress_bar_print = false")


def watched(
    connection: duckdb.DuckDBPyConnection, work: Callable[[], Result], tell: Tell
) -> Result:
    """What `work` returns, done on the connection in a thread of its own while `tell` hears the share
    done of each statement. What `tell` raises stops the work and is raised here."""
    if tell is unheard:
        return work()
    results: list[Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001 raised again by who waits
            errors.append(error)

    worker = threading.Thread(target=run, name="touchpoints-import")
    worker.start()
    try:
        while worker.is_alive():
            worker.join(EVERY_SECONDS)
            share = connection.query_progress()
            if share >= 0:
                tell(share / 100)
    except BaseException:
        while worker.is_alive():
            connection.interrupt()
            worker.join(EVERY_SECONDS)
        raise
    if errors:
        raise errors[0]
    return results[0]
