"""The funnel and the heatmap against chdb's `windowFunnel` and polars: counts equal first, then time.

`python -m tests.bench.journeys [--events 1000000] [--rounds 7]`. All engines hold the same generated
events, take turns in one run and get two threads each. Ours are asked as a page asks, only without the
cache of answers (the packed events stay in memory, as the frames of polars do); the funnel's answer holds
the times, the still open and the channels as well.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import Any

THREADS = "2"
os.environ["TOUCHPOINTS_THREADS"] = THREADS
os.environ["POLARS_MAX_THREADS"] = THREADS

import polars as pl  # noqa: E402
import pyarrow as pa  # noqa: E402
from chdb import session as chdb  # noqa: E402

from tests.bench import generated  # noqa: E402
from touchpoints import asking, recall, workspaces  # noqa: E402
from touchpoints.analyses import funnel, heatmap, plan  # noqa: E402
from touchpoints.model import Dimension, Filters  # noqa: E402
from touchpoints.walks import events as packed_events  # noqa: E402
from touchpoints.workspaces import Workspace  # noqa: E402

DAY = 86400
Counts = list[Any]
Ask = Callable[[], Counts]
FUNNELS: dict[str, tuple[Dimension, tuple[str, ...], int]] = {
    "funnel by five stages, 30 d": ("stage", generated.STAGES, 30 * DAY),
    "funnel by five touchpoints, 14 d": ("touchpoint", generated.TOUCHPOINTS[::8], 14 * DAY),
}
TARGETS = {
    ("funnel by five stages, 30 d", "chdb"): 1.0,
    ("funnel by five stages, 30 d", "polars"): 0.7,
    ("funnel by five touchpoints, 14 d", "chdb"): 0.65,
    ("funnel by five touchpoints, 14 d", "polars"): 1.0,
    ("people by stage and channel", "chdb"): 0.9,
}


def loaded(folder: Path, events: pa.Table) -> Workspace:
    """The events in a workspace, the way an import puts them there."""
    workspace = workspaces.create(folder, "bench")
    with workspaces.next_version(workspace.folder) as connection:
        connection.register("generated", events)
        connection.execute(
            "insert into incoming_events"
            " select person, instant, 0, channel, touchpoint, stage, null from generated"
        )
        connection.unregister("generated")
    return workspaces.at(workspace.folder)


def forget() -> None:
    """Drop what an answer was kept for, except what does not change with the question."""
    packed = dict(packed_events._packed)
    fixed = {
        key: one for key, one in asking._answers.items() if key[1] in ("packing", "clock", "places")
    }
    recall.forget()
    asking._answers.update(fixed)
    packed_events._packed.update(packed)


def our_funnel(workspace: Workspace, over: Dimension, steps: tuple[str, ...], window: int) -> Ask:
    def ask() -> Counts:
        forget()
        rows = funnel.funnel(workspace, Filters(), plan.plan(over, steps, window))
        return rows["people"].to_list()

    return ask


def our_people(workspace: Workspace) -> Ask:
    def ask() -> Counts:
        forget()
        cells = heatmap.stage_by_channel(workspace, Filters())
        return cells.sort_values(["stage", "channel"])["people"].to_list()

    return ask


def chdb_session(parquet: Path) -> Any:
    session: Any = chdb.Session()  # type: ignore[no-untyped-call]
    session.query("create database bench")
    session.query(
        "create table bench.events (person UInt32, t UInt32, stage LowCardinality(String),"
        " touchpoint LowCardinality(String), channel LowCardinality(String))"
        " engine = MergeTree order by (person, t)"
    )
    session.query(f"insert into bench.events select * from file('{parquet}', Parquet)")
    session.query("optimize table bench.events final")
    return session


def numbers(session: Any, sql: str) -> Counts:
    told = str(session.query(f"{sql} settings max_threads = {THREADS}", "CSV"))
    return [int(word) for word in told.replace("\n", ",").split(",") if word]


def chdb_funnel(session: Any, over: Dimension, steps: Iterable[str], window: int) -> Ask:
    conditions = ", ".join(f"{over} = '{step}'" for step in steps)
    counts = ", ".join(f"countIf(level >= {number})" for number in range(1, 6))
    sql = (
        f"select {counts} from (select person, windowFunnel({window})(t, {conditions}) as level"
        " from bench.events group by person)"
    )
    return lambda: numbers(session, sql)


def chdb_people(session: Any) -> Ask:
    sql = (
        "select people from (select stage, channel, uniqExact(person) as people"
        " from bench.events group by stage, channel) order by stage, channel"
    )
    return lambda: numbers(session, sql)


def polars_funnel(events: pl.DataFrame, over: Dimension, steps: Iterable[str], window: int) -> Ask:
    """The as-of chain by person, eager, as one writes it."""

    def ask() -> Counts:
        counts, reached = [], None
        for step in steps:
            matching = events.filter(pl.col(over) == step).select("person", "t")
            if reached is None:
                reached = matching.with_columns(start=pl.col("t"))
            else:
                reached = matching.join_asof(
                    reached, on="t", by="person", strategy="backward", check_sortedness=False
                ).filter(pl.col("t") - pl.col("start") <= window)
            counts.append(reached["person"].n_unique())
        return counts

    return ask


def polars_packed_funnel(
    events: pl.DataFrame, over: Dimension, steps: Iterable[str], window: int
) -> Ask:
    """The same chain over person and time packed into one key by hand, our own trick."""

    def ask() -> Counts:
        counts, reached = [], None
        for step in steps:
            matching = events.filter(pl.col(over) == step).select("key")
            if reached is None:
                reached = matching.with_columns(start=pl.col("key"))
            else:
                reached = matching.join_asof(reached, on="key", strategy="backward").filter(
                    (pl.col("key") - pl.col("start") <= window)
                    & (pl.col("key") // 2**33 == pl.col("start") // 2**33)
                )
            counts.append(reached.select((pl.col("key") // 2**33).n_unique()).item())
        return counts

    return ask


def polars_people(events: pl.DataFrame) -> Ask:
    def ask() -> Counts:
        cells = events.group_by("stage", "channel").agg(people=pl.col("person").n_unique())
        return (
            cells.with_columns(pl.col("stage", "channel").cast(pl.String))
            .sort("stage", "channel")["people"]
            .to_list()
        )

    return ask


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        return compared(Path(scratch), arguments.events, arguments.rounds)


def compared(scratch: Path, count: int, rounds: int) -> int:
    frame = generated.events(count)
    events = pl.from_pandas(frame).select(
        pl.col("person").rank("dense").cast(pl.UInt32),
        t=pl.col("instant").dt.epoch("s").cast(pl.UInt32),
        **{name: pl.col(name).cast(pl.Categorical) for name in ("stage", "touchpoint", "channel")},
    )
    events = events.with_columns(key=pl.col("person").cast(pl.Int64) * 2**33 + pl.col("t")).sort(
        "key"
    )
    parquet = scratch / "events.parquet"
    events.drop("key").cast({pl.Categorical: pl.String}).write_parquet(parquet)
    workspace = loaded(scratch, pa.Table.from_pandas(frame, preserve_index=False))
    session = chdb_session(parquet)
    print(f"{count:,} events of {frame['person'].nunique():,} people, {THREADS} threads each")

    rivals: dict[str, dict[str, Ask]] = {}
    for name, (over, steps, window) in FUNNELS.items():
        rivals[name] = {
            "ours": our_funnel(workspace, over, steps, window),
            "chdb": chdb_funnel(session, over, steps, window),
            "polars": polars_funnel(events.sort("t"), over, steps, window),
            "polars, packed": polars_packed_funnel(events, over, steps, window),
        }
    rivals["people by stage and channel"] = {
        "ours": our_people(workspace),
        "chdb": chdb_people(session),
        "polars": polars_people(events),
    }
    return max(measured(name, asks, rounds) for name, asks in rivals.items())


def measured(name: str, asks: dict[str, Ask], rounds: int) -> int:
    """Print one comparison; 1 where the counts differ, else 0."""
    answers = {engine: ask() for engine, ask in asks.items()}
    print(f"\n{name}: {answers['ours'][:8]}")
    if any(answer != answers["ours"] for answer in answers.values()):
        print(f"  counts differ: {answers}")
        return 1
    taken: dict[str, list[float]] = {engine: [] for engine in asks}
    spent: dict[str, list[float]] = {engine: [] for engine in asks}
    for _ in range(rounds):
        for engine, ask in asks.items():
            began, used = time.perf_counter(), time.process_time()
            ask()
            taken[engine].append(time.perf_counter() - began)
            spent[engine].append(time.process_time() - used)
    mine = median(taken["ours"])
    for engine in asks:
        ratio = mine / median(taken[engine])
        ratio_cpu = median(spent["ours"]) / median(spent[engine])
        target = TARGETS.get((name, engine))
        verdict = (
            "" if target is None else f"  target {target}: {'met' if ratio <= target else 'MISSED'}"
        )
        print(
            f"  {engine:17} median {median(taken[engine]):.3f} s, least {min(taken[engine]):.3f},"
            f" cpu {median(spent[engine]):.3f}; ours / this {ratio:.2f}, cpu {ratio_cpu:.2f}{verdict}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
