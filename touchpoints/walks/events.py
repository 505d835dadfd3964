"""Read the packed events, part by part and in order, and what the filters say of their kinds.

A key is person_no << time_bits | ticks and keys come sorted, so one person's events stand together in
the order of time.
"""

import hashlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from cachetools import LRUCache

from touchpoints import asking, recall, settings
from touchpoints.workspaces import Workspace

Keys = npt.NDArray[np.int64]
Kinds = npt.NDArray[np.uint16]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Answer = TypeVar("Answer")

# A table of things by journeys may be so many times as large as the list of what occurs.
SPARSEST = 32

# Events are read about so many at once, which bounds the memory, and walked in parts that fit a
# processor's cache.
READ_AT_ONCE, WALKED_AT_ONCE = 4_000_000, 200_000
KINDS = 2**16
# Events that were read are kept for the next question: ten bytes each, of 13 million at most.
CACHE_BYTES = 128 * 2**20
# Those that the filters leave, for the other questions of a page.
WITHIN_BYTES = 48 * 2**20

Part = tuple[Workspace, str, int, int, int]


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

    @property
    def nbytes(self) -> int:
        """How much memory they take."""
        value = 0 if self.value is None else self.value.nbytes
        return self.key.nbytes + self.kind.nbytes + value

    def of(self, chosen: Any) -> "Events":
        """The chosen events alone, in the order in which they are chosen."""
        value = None if self.value is None else self.value[chosen]
        return Events(self.key[chosen], self.kind[chosen], value, self.time_bits)


@dataclass(frozen=True)
class Limits:
    """Which events the filters leave: those of some kinds, each between two of its ticks (the places in
    the arrays are kinds; None without days)."""

    is_left: Flags
    opens_at: Keys | None = None
    closes_at: Keys | None = None

    @cached_property
    def digest(self) -> bytes:
        """What tells these limits from others."""
        ends = (
            one.tobytes() if one is not None else b"" for one in (self.opens_at, self.closes_at)
        )
        return hashlib.blake2b(b"|".join([self.is_left.tobytes(), *ends])).digest()

    def of(self, events: Events) -> Events:
        """The events that are left."""
        kept = self.is_left[events.kind]
        if self.opens_at is not None:
            kept &= events.ticks >= self.opens_at[events.kind]
        if self.closes_at is not None:
            kept &= events.ticks < self.closes_at[events.kind]
        return events if kept.all() else events.of(kept)


def each_part(
    workspace: Workspace,
    values: Mapping[str, Any],
    work: Callable[[Events], Answer],
    *,
    limits: Limits | None = None,
    with_values: bool = False,
) -> list[Answer]:
    """What `work` makes of each part of the people, of the events within the limits, on as many threads
    as the database has; under a segment in `values` only of its people."""
    segment = asking.frozen(
        {name: value for name, value in values.items() if name.startswith("segment_")}
    )
    packing = workspace.run("packing").to_pylist()[0]
    bits, threads = packing["time_bits"], settings.current().processors
    parts = -(-packing["events"] // READ_AT_ONCE) or 1
    slices = max(threads, -(-packing["events"] // parts // WALKED_AT_ONCE))
    edges = np.linspace(0, packing["people"], parts * slices + 1).astype(np.int64) << bits
    query = "valued_keys" if with_values else "keys"
    done: list[Answer] = []
    parts_of_it = asking.Parts()

    def wanted(events: Events) -> Answer:
        parts_of_it.go_on()
        return work(events)

    with ThreadPoolExecutor(threads) as pool, asking.running(parts_of_it):
        for begin in range(0, parts * slices, slices):
            shares = edges[begin : begin + slices + 1]
            part = (workspace, query, int(shares[0]), int(shares[-1]), bits)
            events = _chosen(part, segment, limits) if segment or limits else _read(*part)
            cuts = np.searchsorted(events.key, shares)
            done += pool.map(wanted, [events.of(slice(a, b)) for a, b in pairwise(cuts)])
    return done


_packed: LRUCache[Any, Events] = LRUCache(CACHE_BYTES, lambda events: events.nbytes)


@recall.remembered(_packed, key=lambda workspace, *asked: (str(workspace.snapshot), *asked))
def _read(workspace: Workspace, query: str, from_key: int, to_key: int, time_bits: int) -> Events:
    """The events of a range of people, in order; kept, bounded in memory. Not to be changed."""
    found = workspace.read(query, {"from_key": from_key, "to_key": to_key})
    value = found["value"].to_numpy() if "value" in found.column_names else None
    events = in_order(Events(found["key"].to_numpy(), found["kind"].to_numpy(), value, time_bits))
    for one in (events.key, events.kind):
        one.flags.writeable = False
    return events


_within: LRUCache[Any, Events] = LRUCache(WITHIN_BYTES, lambda events: events.nbytes)


@recall.remembered(
    _within,
    key=lambda part, segment, limits: (
        str(part[0].snapshot),
        *part[1:],
        segment,
        limits and limits.digest,
    ),
)
def _chosen(part: Part, segment: asking.Frozen, limits: Limits | None) -> Events:
    """The events of a range of people that a segment and the filters leave; kept, because a page asks many
    questions about the same ones. Not to be changed."""
    events = _read(*part)
    if segment:
        events = events.of(_members(part[0], segment)[events.person])
    return events if limits is None else limits.of(events)


def _members(workspace: Workspace, segment: asking.Frozen) -> Flags:
    """Whether each person, by their number, belongs to a segment."""
    members = np.zeros(workspace.run("packing").to_pylist()[0]["people"], bool)
    members[workspace.run("segment_people", asking.thawed(segment))["person_no"].to_numpy()] = True
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


class Meanings:
    """What the filters say of each kind of event: the rows of `path_kinds.sql`, whose columns are spread
    once for all parts."""

    def __init__(self, kinds: pa.Table) -> None:
        self.kinds = kinds
        self.is_left: Flags = spread(kinds, "rank", 0) > 0
        rank = kinds["rank"].to_numpy()
        self.is_in_order = bool((np.diff(rank) > 0).all())
        self._spread: dict[str, npt.NDArray[Any]] = {}

    def of(self, name: str) -> npt.NDArray[Any]:
        """A column, to be looked up by the number of a kind; 0 where the filters leave it out."""
        if name not in self._spread:
            self._spread[name] = spread(self.kinds, name, 0)
        return self._spread[name]

    @cached_property
    def reaches(self) -> Flags:
        """Whether events of a kind reach the goal."""
        return spread(self.kinds, "reaches", False)

    def limits(self, earlier: int = 0) -> Limits:
        """Which events the filters leave, from opens_at less `earlier` ticks on."""
        opens, closes = (
            self.of(name) if self.has(name) else None for name in ("opens_at", "closes_at")
        )
        return Limits(self.is_left, None if opens is None else opens - earlier, closes)

    def has(self, name: str) -> bool:
        """Whether the column says anything."""
        return bool(self.kinds[name].null_count < len(self.kinds))


def ranked(events: Events, means: Meanings) -> Events:
    """The events, those of one instant in the order of their stages."""
    if means.is_in_order:
        return events
    tied = events.key[1:] == events.key[:-1]
    among = np.flatnonzero(np.append(tied, False) | np.append(False, tied))
    order = np.arange(len(events.key))
    rank = means.of("rank")[events.kind[among]]
    order[among] = among[np.lexsort((rank, events.key[among]))]
    return events.of(order)


def begins(person: Keys) -> Flags:
    """Whether an event is the first one of its person."""
    first = np.ones(len(person), bool)
    np.not_equal(person[1:], person[:-1], out=first[1:])
    return first


def times_and_people(what: Keys, journey: Keys) -> tuple[Keys, Keys, Keys]:
    """Each thing that occurs, how often, and in how many journeys (which are numbered from 0)."""
    seen = _seen(what, journey)
    if seen is not None:
        people = np.array([np.count_nonzero(row) for row in seen], np.int64)
        found = np.flatnonzero(people)
        return found, np.bincount(what, minlength=len(seen))[found], people[found]
    grouped, whose = sorted_within(what, journey)
    new = np.flatnonzero(begins(whose) | begins(grouped))
    once = grouped[new]
    begin, people = groups(once)
    return once[begin], np.diff(np.append(new[begin], len(grouped))), people


def people_among(what: Keys, journey: Keys, chosen: Flags) -> tuple[Keys, Keys, Keys]:
    """Each thing that occurs, in how many journeys, and in how many of those `chosen`."""
    seen = _seen(what, journey)
    if seen is not None:
        chosen = chosen[: seen.shape[1]]
        counts = [(np.count_nonzero(row), np.count_nonzero(row & chosen)) for row in seen]
        people, among = np.array(counts, np.int64).T
        found = np.flatnonzero(people)
        return found, people[found], among[found]
    grouped, whose = sorted_within(what, journey)
    is_new = begins(whose) | begins(grouped)
    once, is_chosen = grouped[is_new], chosen[whose[is_new]]
    begin, people = groups(once)
    return once[begin], people, np.add.reduceat(is_chosen, begin, dtype=np.int64)


def _seen(what: Keys, journey: Keys) -> npt.NDArray[np.bool_] | None:
    """Whether each thing (a row) occurs in each journey (a column); None where that table would be much
    larger than what it is made of."""
    if not len(what):
        return None
    rows, columns = int(what.max()) + 1, int(journey.max()) + 1
    if rows * columns > SPARSEST * len(what):
        return None
    seen = np.zeros(rows * columns, bool)
    seen[what * columns + journey] = True
    return seen.reshape(rows, columns)


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
