"""Long work in DuckDB beside which progress is told and a cancel is heard."""

import contextvars
import threading
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

import duckdb

Tell = Callable[[float], None]
Result = TypeVar("Result")
EVERY_SECONDS = 0.1
_NEXT_STATEMENT = 0.2


@dataclass
class Beat:
    """What the one who works and the one who waits tell each other."""

    stopped: bool = False
    share: float = 0.0


_beat: ContextVar[Beat | None] = ContextVar("beat", default=None)


class Stopped(Exception):
    """The work was cancelled; who waits for it raises what the cancel was."""


def unheard(_share: float) -> None:
    """Tell nobody."""


def part(tell: Tell, begin: float, end: float) -> Tell:
    """Tell the shares of a part of the work as shares of the whole."""
    if tell is unheard:
        return unheard
    return lambda share: tell(begin + (end - begin) * min(1.0, max(0.0, share)))


def listen(connection: duckdb.DuckDBPyConnection) -> None:
    """Let a connection know how far it is, without drawing bars on the output."""
    connection.execute("set enable_progress_bar = true")
    connection.execute("set enable_progress_bar_print = false")


def watched(
    connection: duckdb.DuckDBPyConnection, work: Callable[[], Result], tell: Tell
) -> Result:
    """What `work` returns, done on the connection in a thread of its own while `tell` hears the share
    done. What `tell` raises stops the work and is raised here.

    How many statements the work has is not known, so each takes half of what is left of the bar.
    """
    if tell is unheard:
        return work()
    results: list[Result] = []
    errors: list[BaseException] = []
    beat = Beat()

    def run() -> None:
        _beat.set(beat)
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001 raised again by who waits
            errors.append(error)

    worker = threading.Thread(
        target=contextvars.copy_context().run, args=(run,), name="touchpoints-import"
    )
    worker.start()
    before, last, told = 0.0, 0.0, 0.0
    try:
        while worker.is_alive():
            worker.join(EVERY_SECONDS)
            share = beat.share or max(0.0, connection.query_progress() / 100)
            if share < last - _NEXT_STATEMENT:
                before += (1 - before) / 2
            last = share
            told = max(told, before + (1 - before) / 2 * share)
            tell(told)
    except BaseException:
        beat.stopped = True
        while worker.is_alive():
            connection.interrupt()
            worker.join(EVERY_SECONDS)
        errors.clear()  # what was at work there, files included, would stay as long as its frames
        raise
    if errors:
        raise errors[0]
    return results[0]


def breathe(share: float = 0.0) -> None:
    """Called now and then by long work in Python, with the share done of it while it goes on: Stopped
    where it was cancelled."""
    beat = _beat.get()
    if beat is None:
        return
    beat.share = share
    if beat.stopped:
        raise Stopped
