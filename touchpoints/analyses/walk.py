"""The fast form of the funnel: walk the packed events of everybody through the steps.

The answers are those of `queries/funnel_times.sql` and `queries/funnel_by_channel.sql` for steps that
do not overlap (docs/decisions/0003). A key is person_no << time_bits | ticks and keys come sorted, so
"the latest attempt that had reached the step before" is one binary search into a sorted array.
"""

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
from cachetools import LRUCache, cached

from touchpoints import settings
from touchpoints.workspaces import Workspace

Keys = npt.NDArray[np.int64]
Kinds = npt.NDArray[np.uint16]

# People are walked in parts of about so many events, which bounds the memory.
EVENTS_AT_ONCE = 4_000_000


@dataclass(frozen=True)
class Walked:
    """The counted attempt of everybody who opened one: arrays of one entry a person."""

    reached: npt.NDArray[np.uint8]
    moments: Keys  # a column per step, 0 beyond the one reached
    latest: Keys  # when the person's latest attempt opened, as a key
    opener: Kinds  # the kind of the event that opened the counted attempt


def times(workspace: Workspace, values: Mapping[str, object], steps: int) -> pd.DataFrame:
    """The rows of `funnel_times.sql`: step, people, median_seconds, mean_seconds, p90_seconds, stopped,
    open. `values` are what `funnel.bound` gives: the filters, over, step_1.. and the window in ticks."""
    return _answers(workspace, _Values(values), steps)[0].copy()


def by_channel(workspace: Workspace, values: Mapping[str, object], steps: int) -> pd.DataFrame:
    """The rows of `funnel_by_channel.sql`: channel, step, people."""
    return _answers(workspace, _Values(values), steps)[1].copy()


def leavers(
    workspace: Workspace, values: Mapping[str, object], steps: int, after: int
) -> pd.DataFrame:
    """The rows of `funnel_leavers.sql`: person_no, ticks, is_open. Not kept: there may be many."""
    packing = workspace.run("packing").to_pylist()[0]
    walked = walk_all(workspace, values, steps)
    stopped = walked.reached == after
    moment, low_bits = walked.moments[stopped, after - 1], (1 << packing["time_bits"]) - 1
    return pd.DataFrame(
        {
            "person_no": moment >> packing["time_bits"],
            "ticks": moment & low_bits,
            "is_open": _still_open(walked, values["window"], packing)[stopped],
        }
    )


class _Values(dict[str, Any]):
    """Values to bind that can be a key of the cache."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(repr(sorted(self.items(), key=lambda item: item[0])))


@cached(LRUCache(maxsize=512), condition=threading.Condition())
def _answers(
    workspace: Workspace, values: _Values, steps: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    packing = workspace.run("packing").to_pylist()[0]
    everybody = walk_all(workspace, values, steps)
    return (
        _times(everybody, values["window"], packing),
        _by_channel(everybody, steps, _kinds(workspace, values)),
    )


def walk_all(workspace: Workspace, values: Mapping[str, Any], steps: int) -> Walked:
    """Walk all people, in parts, on as many threads as the database has."""
    packing = workspace.run("packing").to_pylist()[0]
    kinds, bits = _kinds(workspace, values), packing["time_bits"]
    parts = -(-packing["events"] // EVENTS_AT_ONCE) or 1
    edges = np.linspace(0, packing["people"], parts * _threads() + 1).astype(np.int64) << bits
    done: list[Walked] = []
    with ThreadPoolExecutor(_threads()) as pool:
        for begin in range(0, parts * _threads(), _threads()):
            shares = edges[begin : begin + _threads() + 1]
            events = workspace.read("keys", {"from_key": int(shares[0]), "to_key": int(shares[-1])})
            key, kind = in_order(events["key"].to_numpy(), events["kind"].to_numpy())
            step = _steps(key, kind, kinds, bits)
            cuts = np.searchsorted(key, shares)
            going = [
                pool.submit(walk, key[a:b], kind[a:b], step[a:b], steps, values["window"], bits)
                for a, b in pairwise(cuts)
            ]
            done += [one.result() for one in going]
    return Walked(
        *(
            np.concatenate([getattr(one, name) for one in done])
            for name in ("reached", "moments", "latest", "opener")
        )
    )


def _threads() -> int:
    return settings.current().processors


def in_order(key: Keys, kind: Kinds) -> tuple[Keys, Kinds]:
    """The events in the order of key and kind, in which they lie but for the seams between threads."""
    if (key[1:] >= key[:-1]).all():
        return key, kind
    order = np.lexsort((kind, key))
    return key[order], kind[order]


def _kinds(workspace: Workspace, values: Mapping[str, Any]) -> pa.Table:
    names = {name: value for name, value in values.items() if name != "window"}
    return workspace.run("step_kinds", names)


def _steps(key: Keys, kind: Kinds, kinds: pa.Table, time_bits: int) -> npt.NDArray[np.uint8]:
    """The step that each event matches, 0 for none and for one that may not open an attempt."""
    matching = kinds["kind"].to_numpy()
    step_of = np.zeros(2**16, np.uint8)
    step_of[matching] = kinds["step"].to_numpy()
    step = step_of[kind]
    for name, is_outside in (("opens_at", np.less), ("closes_at", np.greater_equal)):
        if kinds[name].null_count < len(kinds):
            limit_of = np.zeros(2**16, np.int64)
            limit_of[matching] = kinds[name].to_numpy()
            ticks = key & ((1 << time_bits) - 1)
            step[(step == 1) & is_outside(ticks, limit_of[kind])] = 0
    return step


def walk(
    key: Keys,
    kind: Kinds,
    step: npt.NDArray[np.uint8],
    steps: int,
    window: int | None,
    time_bits: int,
) -> Walked:
    """Walk events in the order of (person, time) through the steps.

    From step to step: each start goes to the first event of the next step at or after its arrival, if
    that is the same person's and within the window. Of several starts that arrive at one event only
    the latest is kept: whatever the others can still reach, it reaches.
    """
    matching = np.flatnonzero(step)
    if 2 * len(matching) < len(step):
        key, kind, step = key[matching], kind[matching], step[matching]
    opening = np.flatnonzero(step == 1)
    start = arrived = key[opening]
    opened = _first_of_person(start, time_bits)
    begun = start[opened]
    entered = begun >> time_bits
    latest = start[np.append(opened[1:], len(start))[: len(opened)] - 1]
    reached = np.ones(len(entered), np.uint8)
    arrivals = [(arrived, start)]
    for number in range(2, steps + 1):
        following = key[np.flatnonzero(step == number)]
        place = np.searchsorted(following, arrived)
        kept = np.flatnonzero(np.append(place[1:], len(following)) != place)
        arrived, start = following[place[kept]], start[kept]
        valid = arrived ^ start < 1 << time_bits
        if window is not None:
            valid &= arrived - start <= window
        kept = np.flatnonzero(valid)
        arrived, start = arrived[kept], start[kept]
        arrivals.append((arrived, start))
        first = _first_of_person(start, time_bits)
        people = np.searchsorted(entered, start[first] >> time_bits)
        reached[people], begun[people] = number, start[first]
    moments = np.zeros((steps, len(entered)), np.int64)
    moments[0] = begun
    for number, (arrived, start) in enumerate(arrivals[1:], start=1):
        there = np.flatnonzero(reached > number)
        moments[number, there] = arrived[np.searchsorted(start, begun[there])]
    last_opening = np.searchsorted(arrivals[0][0], begun, side="right") - 1
    return Walked(reached, moments.T, latest, kind[opening[last_opening]])


def _first_of_person(start: Keys, time_bits: int) -> npt.NDArray[np.intp]:
    person = start >> time_bits
    first = np.ones(len(person), bool)
    np.not_equal(person[1:], person[:-1], out=first[1:])
    return np.flatnonzero(first)


def _still_open(walked: Walked, window: Any, packing: Mapping[str, int]) -> npt.NDArray[np.bool_]:
    """Whose latest attempt had time left at the newest event of the data."""
    opened = walked.latest & ((1 << packing["time_bits"]) - 1)
    if window is None:
        return np.ones(len(opened), bool)
    left: npt.NDArray[np.bool_] = packing["newest_ticks"] - opened < window
    return left


def _times(walked: Walked, window: int | None, packing: Mapping[str, int]) -> pd.DataFrame:
    second = packing["ticks_per_second"]
    still_open = _still_open(walked, window, packing)
    rows = []
    for step in range(1, int(walked.reached.max(initial=0)) + 1):
        there, stopped = walked.reached >= step, walked.reached == step
        row: dict[str, float] = {"step": step, "people": int(there.sum())}
        row |= dict.fromkeys(("median_seconds", "mean_seconds", "p90_seconds"), float("nan"))
        if step > 1:
            legs = (walked.moments[there, step - 1] - walked.moments[there, step - 2]) / second
            row["median_seconds"], row["p90_seconds"] = np.quantile(legs, [0.5, 0.9])
            row["mean_seconds"] = legs.mean()
        row |= {"stopped": int(stopped.sum()), "open": int((stopped & still_open).sum())}
        rows.append(row)
    columns = ["step", "people", "median_seconds", "mean_seconds", "p90_seconds", "stopped", "open"]
    return pd.DataFrame(rows, columns=columns)


def _by_channel(walked: Walked, steps: int, kinds: pa.Table) -> pd.DataFrame:
    names = kinds["channel"].to_pylist()
    channels = sorted(set(names))
    channel_of = np.zeros(2**16, np.int64)
    channel_of[kinds["kind"].to_numpy()] = [channels.index(name) for name in names]
    ends = np.bincount(
        channel_of[walked.opener] * (steps + 1) + walked.reached,
        minlength=len(channels) * (steps + 1),
    ).reshape(len(channels), steps + 1)
    people = ends[:, ::-1].cumsum(axis=1)[:, ::-1][:, 1:]
    table = pd.DataFrame(
        {
            "channel": np.repeat(np.array(channels, object), steps),
            "step": np.tile(np.arange(1, steps + 1), len(channels)),
            "people": people.ravel(),
        }
    )
    return table[table["people"] > 0].reset_index(drop=True)
