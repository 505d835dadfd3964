"""Paths and attribution beside chdb; answers are held equal first.

`python -m tests.bench.paths [--events 1000000] [--rounds 7]`.

chdb holds the same events in a MergeTree sorted by person and time, its names as LowCardinality; it is
asked in the way that was fastest for it. Both use two threads; runs alternate, medians are compared.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

os.environ["TOUCHPOINTS_THREADS"] = "2"

import numpy as np
import pandas as pd
import pyarrow as pa
from chdb import session

from tests.bench.generated import events
from touchpoints import workspaces
from touchpoints.analyses import attribution, journeys
from touchpoints.model import NOTHING_BEFORE, Filters, Goal
from touchpoints.walks import FORMS
from touchpoints.workspaces import Workspace

TARGETS = {"transitions": 0.35, "variants": 0.5, "attribution": 0.55}
GOAL = "touchpoint 17"
ORDER = "t, stage, touchpoint, channel"

TRANSITIONS = f"""
select origin, destination, count() as times, uniqExact(person) as people,
    quantileExactInclusive(0.5)(gap) as median_seconds, quantileExactInclusive(0.9)(gap) as p90_seconds
from (
    select person, touchpoint as destination, t - lagInFrame(t) over w as gap,
        lagInFrame(touchpoint) over w as origin, row_number() over w as number
    from events window w as (partition by person order by {ORDER})
)
where number > 1 group by origin, destination
"""
VARIANTS = f"""
select arraySlice(way, 1, 12) as path, length(way) > 12 as is_longer, count() as people
from (
    select arrayCompact(groupArray(touchpoint)) as way
    from (select person, touchpoint from events order by person, {ORDER}) group by person
)
group by path, is_longer order by people desc, arrayStringConcat(path, '|'), is_longer limit 20
"""
ATTRIBUTION = f"""
select channel, sum(number = 1) as first_touch, sum(number = touches) as last_touch, sum(1 / touches) as linear,
    sum(multiIf(touches = 1, 1, touches = 2, 0.5, number in (1, touches), 0.4, 0.2 / (touches - 2)))
        as position_based,
    sum(recency / recencies) as decay
from (
    select channel, recency, row_number() over (partition by person, path order by {ORDER}) as number,
        count() over (partition by person, path) as touches,
        sum(recency) over (partition by person, path) as recencies
    from (
        select *, max(t) over (partition by person, path) - t as age, exp2(-age / (7 * 86400)) as recency
        from (
            select *, touchpoint = '{GOAL}' as reaches, sum(reaches) over (
                partition by person order by t desc, stage desc, touchpoint desc, channel desc
                rows between unbounded preceding and current row) as path
            from events
        )
        where path > 0
    )
    where not reaches and age <= 90 * 86400
)
group by channel
"""


def workspace_of(folder: Path, table: pd.DataFrame) -> Workspace:
    """The generated events as a workspace."""
    workspace = workspaces.create(folder, "bench")
    with workspaces.next_version(workspace.folder) as connection:
        connection.register("generated", pa.Table.from_pandas(table))
        connection.execute(
            "insert into incoming_events"
            " select person, instant, 0, channel, touchpoint, stage, null from generated"
        )
        connection.unregister("generated")
    return workspaces.at(workspace.folder)


def chdb_of(folder: Path, table: pd.DataFrame) -> Any:
    """The same events in chdb."""
    file = folder / "events.parquet"
    table.assign(t=table["instant"].astype("datetime64[s]").astype("int64")).drop(
        columns="instant"
    ).to_parquet(file)
    chdb: Any = session.Session(str(folder / "chdb"))  # type: ignore[no-untyped-call]
    chdb.query("set max_threads = 2")
    chdb.query("create database bench")
    names = ", ".join(
        f"{name} LowCardinality(String)" for name in ("channel", "touchpoint", "stage")
    )
    chdb.query(
        f"create table bench.events (person UInt32, t Int64, {names})"
        " engine = MergeTree order by (person, t)"
    )
    chdb.query(
        "insert into bench.events select toUInt32(substring(person, 10)), t, channel, touchpoint,"
        f" stage from file('{file}')"
    )
    chdb.query("optimize table bench.events final")
    chdb.query("use bench")
    return chdb


def ours(workspace: Workspace) -> dict[str, Callable[[], pd.DataFrame]]:
    """Our fast forms, asked anew each time."""
    whole = journeys.bound(workspace, Filters(), over="touchpoint", folded=False)
    credit = attribution._bound(
        workspace, Filters(), "channel", Goal("touchpoint", GOAL), attribution.LOOKBACK, 100
    )
    credit |= {"by_value": False, "half_life": 7 * 86400}
    asked: dict[str, tuple[str, dict[str, object]]] = {
        "transitions": ("transitions", {**whole, "ticks_per_second": 1}),
        "variants": ("variants", {**whole, "folded": True, "most": 20, "people": None}),
        "attribution": ("attribution", credit),
    }

    def run(name: str, values: dict[str, object]) -> pd.DataFrame:
        table: pd.DataFrame = FORMS[name](workspace, values).to_pandas()
        return table

    return {title: partial(run, *given) for title, given in asked.items()}


def theirs(chdb: Any) -> dict[str, Callable[[], pd.DataFrame]]:
    """The same questions to chdb."""
    asked = {"transitions": TRANSITIONS, "variants": VARIANTS, "attribution": ATTRIBUTION}

    def run(sql: str) -> pd.DataFrame:
        return pd.read_parquet(io.BytesIO(chdb.query(sql, "Parquet").bytes()))

    return {title: partial(run, sql) for title, sql in asked.items()}


def comparable(title: str, table: pd.DataFrame) -> pd.DataFrame:
    """An answer of either as the same rows in the same order."""
    if title == "transitions":
        table = table[~table["origin"].isin(["(start)"]) & (table["destination"] != "(end)")]
        return table.sort_values(["origin", "destination"], ignore_index=True)
    if title == "attribution":
        table = table.rename(columns={"channel": "place"}).drop(columns="block", errors="ignore")
        table = table[table["place"] != NOTHING_BEFORE]
        return table.groupby("place", as_index=False).sum()
    if "step_1" in table:
        steps = table[[f"step_{number}" for number in range(1, 13)]].to_numpy()
        ways = [[one for one in row if isinstance(one, str)] for row in steps]
    else:
        ways = [list(way) for way in table["path"]]
    table = table.assign(path=["|".join(way) for way in ways])
    return table[["path", "people"]].sort_values(["people", "path"], ignore_index=True)


def equal(title: str, one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Whether two answers are the same, figures to twelve digits."""
    one, other = comparable(title, one), comparable(title, other)
    numbers = list(one.select_dtypes("number"))
    names = [name for name in one if name not in numbers]
    return bool(
        len(one) == len(other)
        and (one[names].astype(str).to_numpy() == other[names].astype(str).to_numpy()).all()
        and np.allclose(one[numbers].astype(float), other[numbers].astype(float), rtol=1e-9)
    )


def timed(ask: Callable[[], Any]) -> tuple[float, float]:
    """Wall and CPU seconds of one answer."""
    wall, cpu = time.perf_counter(), time.process_time()
    ask()
    return time.perf_counter() - wall, time.process_time() - cpu


def main() -> None:
    """Print a row for each question: medians, and the ratio of the medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()
    table = events(asked.events)
    with tempfile.TemporaryDirectory() as folder:
        workspace = workspace_of(Path(folder), table)
        left, right = ours(workspace), theirs(chdb_of(Path(folder), table))
        print(f"{asked.events:,} events; wall (CPU) seconds, medians of {asked.rounds}")
        print(
            "| question | ours | chdb | ratio wall | ratio CPU | target |\n|---|---|---|---|---|---|"
        )
        for title in left:
            if not equal(title, left[title](), right[title]()):
                raise SystemExit(f"{title}: the answers differ")
            pairs = [(timed(left[title]), timed(right[title])) for _ in range(asked.rounds)]
            one, other = (
                [statistics.median(pair[side][clock] for pair in pairs) for clock in (0, 1)]
                for side in (0, 1)
            )
            print(
                f"| {title} | {one[0]:.3f} ({one[1]:.3f}) | {other[0]:.3f} ({other[1]:.3f})"
                f" | {one[0] / other[0]:.2f} | {one[1] / other[1]:.2f} | {TARGETS[title]} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
