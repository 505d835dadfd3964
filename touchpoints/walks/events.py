"""Read the packed events, part by part and in order, and what the filters say of their kinds.

A key is person_no << time_bits | ticks and keys come sorted, so one person's events stand together in
the order of time.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from touchpoints import settings
from touchpoints.workspaces import Workspace

Keys = npt.NDArray[np.int64]
Kinds = npt.NDArray[np.uint16]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Answer = TypeVar("Answer")

# Events are read about so many at once, which bounds the memory, and walked in parts that fit a
# processor's cache.
READ_AT_ONCE, WALKED_AT_ONCE = 4_000_000, 200_000
KINDS = 2**16


@dataclass(frozen=True)
class Events:
    """The events of some people in the order of person, time and stage: arrays of one entry an event."""

    key: Keys
    kind: Kinds
    value: Floats | None
    time_bits: int

    @property
    def person(self) -> Keys:
        return self.key >> self.time_bits

    @property
    def ticks(self) -> Keys:
        return self.key & ((1 << self.time_bits) - 1)

    def of(self, chosen: Any) -> "Events":
        """The chosen events alone, in the order in which they are chosen."""
        value = None if self.value is None else self.value[chosen]
        return Events(self.key[chosen], self.kind[chosen], value, self.time_bits)


def each_part(
    workspace: Workspace,
    values: Mapping[str, Any],
    work: Callable[[Events], Answer],
    *,
    with_values: bool = False,
) -> list[Answer]:
    """What `work` makes of each part of the people, on as many threads as the database has; under a
    segment in `values` only of its people."""
    members = _members(workspace, values)
    packing = workspace.run("packing").to_pylist()[0]
    bits, threads = packing["time_bits"], settings.current().processors
    parts = -(-packing["events"] // READ_AT_ONCE) or 1
    slices = max(threads, -(-packing["events"] // parts // WALKED_AT_ONCE))
    edges = np.linspace(0, packing["people"], parts * slices + 1).astype(np.int64) << bits
    query = "valued_keys" if with_values else "keys"
    done: list[Answer] = []
    with ThreadPoolExecutor(threads) as pool:
        for begin in range(0, parts * slices, slices):
            shares = edges[begin : begin + slices + 1]
            found = workspace.read(query, {"from_key": int(shares[0]), "to_key": int(shares[-1])})
            value = found["value"].to_numpy() if with_values else None
            events = in_order(
                Events(found["key"].to_numpy(), found["kind"].to_numpy(), value, bits)
            )
            if members is not None:
                events = events.of(members[events.person])
            cuts = np.searchsorted(events.key, shares)
            done += pool.map(work, [events.of(slice(a, b)) for a, b in pairwise(cuts)])
    return done


def _members(workspace: Workspace, values: Mapping[str, Any]) -> Flags | None:
    """Whether each person, by their number, belongs to the segment that is asked for, if one is."""
    asked = {name: value for name, value in values.items() if name.startswith("segment_")}
    if not asked:
        return None
    members = np.zeros(workspace.run("packing").to_pylist()[0]["people"], bool)
    members[workspace.run("segment_people", asked)["person_no"].to_numpy()] = True
    return members


def in_order(events: Events) -> Events:
    """The events in the order of key and kind, in which they lie but for the seams between threads."""
    if (events.key[1:] >= events.key[:-1]).all():
        return events
    return events.of(np.lexsort((events.kind, events.key)))


def spread(kinds: pa.Table, name: str, nothing: Any) -> npt.NDArray[Any]:
    """A column of `kinds`, to be looked up by the number of a kind; `nothing` where it has no row."""
    column = kinds[name].to_numpy()
    found = np.full(KINDS, nothing, column.dtype)
    found[kinds["kind"].to_numpy()] = column
    return found


def left(events: Events, kinds: pa.Table, earlier: int = 0) -> Events:
    """The events that the filters leave: those of `kinds` (the rows of `path_kinds.sql`), between
    opens_at less `earlier` ticks and closes_at."""
    kept = spread(kinds, "rank", 0)[events.kind] > 0
    if kinds["opens_at"].null_count < len(kinds):
        kept &= events.ticks >= spread(kinds, "opens_at", 0)[events.kind] - earlier
    if kinds["closes_at"].null_count < len(kinds):
        kept &= events.ticks < spread(kinds, "closes_at", 0)[events.kind]
    return events if kept.all() else events.of(kept)


def ranked(events: Events, kinds: pa.Table) -> Events:
    """The events, those of one instant in the order of their stages."""
    rank = spread(kinds, "rank", 0)
    if (np.diff(rank[rank > 0]) > 0).all():
        return events
    tied = events.key[1:] == events.key[:-1]
    among = np.flatnonzero(np.append(tied, False) | np.append(False, tied))
    order = np.arange(len(events.key))
    order[among] = among[np.lexsort((rank[events.kind[among]], events.key[among]))]
    return events.of(order)


def begins(person: Keys) -> Flags:
    """Whether an event is the first one of its person."""
    first = np.ones(len(person), bool)
    np.not_equal(person[1:], person[:-1], out=first[1:])
    return first


def times_and_people(pair: Keys, journey: Keys) -> tuple[Keys, Keys, Keys]:
    """Each pair, how often it occurs, and in how many journeys."""
    grouped, whose = sorted_within(pair, journey)
    begin, times = groups(grouped)
    is_new = begins(whose) | begins(grouped)
    return grouped[begin], times, np.add.reduceat(is_new, begin, dtype=np.int64)


def groups(ordered: Keys) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Where each stretch of equal values begins, and how long it is."""
    begin = np.flatnonzero(begins(ordered))
    return begin, np.diff(np.append(begin, len(ordered)))


def sorted_within(group: Keys, value: Keys) -> tuple[Keys, Keys]:
    """Values sorted inside their groups, and the groups in order. Neither is negative."""
    bits = int(value.max(initial=0)).bit_length()
    if int(group.max(initial=0)).bit_length() + bits <= 63:
        packed = np.sort(group << bits | value)
        return packed >> bits, packed & ((1 << bits) - 1)
    order = np.lexsort((value, group))
    return group[order], value[order]


def told(values: Mapping[str, Any], *names: str) -> dict[str, object]:
    """Some of the values to bind."""
    return {name: values[name] for name in names}
