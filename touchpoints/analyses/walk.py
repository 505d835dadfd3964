"""The fast form of the funnel: walk the packed events of everybody through the steps.

The answer is that of `queries/funnel_people.sql` (docs/decisions/0003). A key is person_no <<
time_bits | ticks and keys come sorted, so "the latest attempt that had reached the step before" is
one binary search into a sorted array.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from cachetools import LRUCache

from touchpoints import recall
from touchpoints.analyses import attempts
from touchpoints.analyses.packed import Matching, Walked, first_of_person
from touchpoints.walks.events import KINDS, Events, Keys, Kinds, Limits, each_part
from touchpoints.workspaces import Workspace

# Of 12 funnels at most: what one page asks and the next click asks again.
CACHE_BYTES, MOST_WALKED = 64 * 2**20, 12


class _Values(dict[str, Any]):
    """Values to bind that can be a key of the cache."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(repr(sorted(self.items(), key=lambda item: item[0])))


def everybody(workspace: Workspace, values: Mapping[str, object], steps: int) -> Walked:
    """As `walk_all`; the answer is kept, bounded in memory. The caller must not change it."""
    return _kept(workspace, _Values(values), steps)


_walked: LRUCache[Any, Walked] = LRUCache(
    CACHE_BYTES, lambda found: max(found.nbytes, CACHE_BYTES // MOST_WALKED)
)


@recall.remembered(_walked)
def _kept(workspace: Workspace, values: _Values, steps: int) -> Walked:
    return walk_all(workspace, values, steps)


def walk_all(workspace: Workspace, values: Mapping[str, Any], steps: int) -> Walked:
    """Walk all people, in parts. `values` are what `plan.values` gives."""
    matching = Matching.of(kinds(workspace, values))
    is_simple = not (
        values["strictly"]
        or values["in_any_order"]
        or values["without"]
        or any(values["gaps"])
        or matching.overlaps
    )

    def walked(events: Events) -> Walked:
        key, kind, bits = events.key, events.kind, events.time_bits
        if not is_simple:
            return attempts.walk(key, kind, matching, steps, values, bits)
        step = _steps(key, kind, matching, bits, bool(values["inside"]))
        return walk(key, kind, step, steps, values["window"], bits)

    done = each_part(workspace, {}, walked, limits=Limits(matching.is_left))
    return Walked(
        *(
            np.concatenate([getattr(one, name) for one in done])
            for name in ("reached", "moments", "latest", "opener")
        )
    )


def kinds(workspace: Workspace, values: Mapping[str, Any]) -> pa.Table:
    """The rows of `step_kinds.sql`."""
    others = {"window", "gaps", "strictly", "in_any_order", "inside"}
    return workspace.run(
        "step_kinds", {name: value for name, value in values.items() if name not in others}
    )


def _steps(
    key: Keys, kind: Kinds, matching: Matching, time_bits: int, inside: bool
) -> npt.NDArray[np.uint8]:
    """The step that each event matches, 0 for none and for one on the wrong day."""
    step_of = np.zeros(KINDS, np.uint8)
    step_of[matching.mask > 0] = 1 + np.log2(matching.mask[matching.mask > 0]).astype(np.uint8)
    step = step_of[kind]
    if matching.opens_at is not None or matching.closes_at is not None:
        outside = ~matching.in_period(key, kind, time_bits)
        step[outside if inside else outside & (step == 1)] = 0
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
    opened = first_of_person(start, time_bits)
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
        first = first_of_person(start, time_bits)
        people = np.searchsorted(entered, start[first] >> time_bits)
        reached[people], begun[people] = number, start[first]
    moments = np.zeros((steps, len(entered)), np.int64)
    moments[0] = begun
    for number, (arrived, start) in enumerate(arrivals[1:], start=1):
        there = np.flatnonzero(reached > number)
        moments[number, there] = arrived[np.searchsorted(start, begun[there])]
    last_opening = np.searchsorted(arrivals[0][0], begun, side="right") - 1
    return Walked(reached, moments.T, latest, kind[opening[last_opening]])
