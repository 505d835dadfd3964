"""The walk of a funnel that asks for more than steps in order: time limits between steps, strictly in
order, any order, places to leave out, steps that overlap.

The answer is that of `queries/funnel_people.sql`. Every row is an event at a step that it matches; it
goes on with the last row of the step before that was itself reached, for that one has both the latest
start and the latest arrival of all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from touchpoints.analyses.packed import Matching, Walked, first_of_person
from touchpoints.walks.events import Keys, Kinds

NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class _Level:
    """The rows that reached one step, in the order of time."""

    row: npt.NDArray[np.intp]
    key: Keys
    start: Keys
    least_at: Keys


def walk(
    key: Keys,
    kind: Kinds,
    matching: Matching,
    steps: int,
    values: Mapping[str, Any],
    time_bits: int,
) -> Walked:
    """Walk the events that the filters leave, in the order of (person, time), through the steps."""
    in_period = matching.in_period(key, kind, time_bits)
    if values["inside"]:
        key, kind, in_period = key[in_period], kind[in_period], in_period[in_period]
    mask = matching.mask[kind]
    broken = key[matching.breaks[kind]]
    if values["in_any_order"]:
        opening = (mask > 0) & in_period
        found = _any_order(key, mask, key[opening], broken, steps, values["window"], time_bits)
    else:
        mask = np.where(in_period, mask, mask & ~np.uint16(1))
        opening = mask & 1 > 0
        found = _in_order(key, mask, broken, steps, values, time_bits)
    reached, moments = found
    opened_at, opened_by = key[opening], kind[opening]
    first = first_of_person(opened_at, time_bits)
    latest = opened_at[np.append(first[1:], len(opened_at))[: len(first)] - 1]
    last_opening = np.searchsorted(opened_at, moments[:, 0], side="right") - 1
    return Walked(reached, moments, latest, opened_by[last_opening])


def _in_order(
    key: Keys,
    mask: Kinds,
    broken: Keys,
    steps: int,
    values: Mapping[str, Any],
    time_bits: int,
) -> tuple[npt.NDArray[np.uint8], Keys]:
    person = key >> time_bits << time_bits
    least_start = np.maximum(person, _latest(broken, key, side="left"))
    if values["window"] is not None:
        least_start = np.maximum(least_start, key - values["window"])
    least_at = person
    if values["strictly"]:
        new = np.append(True, key[1:] != key[:-1])[: len(key)]
        least_at = np.maximum(person, _latest(key[new], key, side="left"))
    event, step = _rows(key, mask, steps)
    key, least_start, least_at = key[event], least_start[event], least_at[event]
    opening = np.flatnonzero(step == 1)
    levels = [_Level(opening, key[opening], key[opening], least_at[opening])]
    for number in range(2, steps + 1):
        before, row = levels[-1], np.flatnonzero(step == number)
        place = np.searchsorted(before.row, row) - 1
        row, place = row[place >= 0], place[place >= 0]
        least = least_at[row]
        if values["gaps"][number - 1] is not None:
            least = np.maximum(least, key[row] - values["gaps"][number - 1])
        valid = (before.start[place] >= least_start[row]) & (before.key[place] >= least)
        levels.append(_Level(row[valid], key[row[valid]], before.start[place[valid]], least[valid]))
    return _counted(levels, time_bits)


def _latest(sorted_keys: Keys, key: Keys, side: Any) -> Keys:
    """The last of some keys before each (with "right": or at it), -1 where there is none."""
    return np.append(np.int64(-1), sorted_keys)[np.searchsorted(sorted_keys, key, side=side)]


def _rows(key: Keys, mask: Kinds, steps: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """A row for each event and step that it matches, as the events count at one instant: in the order
    of the steps, the later steps of an event before its earlier ones."""
    event = np.flatnonzero(mask)
    lowest = mask[event] & -mask[event]
    event = event[np.lexsort((event, mask[event], lowest, key[event]))]
    backwards = np.arange(steps - 1, -1, -1, dtype=np.uint16)
    row, column = np.nonzero(mask[event][:, None] >> backwards & 1)
    return event[row], steps - column


def _counted(levels: list[_Level], time_bits: int) -> tuple[npt.NDArray[np.uint8], Keys]:
    """How far everybody got, and the moments of their counted attempt, backwards from its end."""
    entered = levels[0].key[first_of_person(levels[0].key, time_bits)] >> time_bits
    reached = np.ones(len(entered), np.uint8)
    begun, place = np.zeros((2, len(entered)), np.int64)
    for number, level in enumerate(levels, start=1):
        first = first_of_person(level.key, time_bits)
        last = np.searchsorted(level.key, level.key[first], side="right") - 1
        people = np.searchsorted(entered, level.key[first] >> time_bits)
        reached[people], begun[people], place[people] = number, level.start[last], last
    moments = np.zeros((len(entered), len(levels)), np.int64)
    least = np.zeros(len(entered), np.int64)
    for number in range(len(levels), 0, -1):
        level, there = levels[number - 1], np.flatnonzero(reached >= number)
        earlier = np.maximum(
            np.searchsorted(level.start, begun[there]), np.searchsorted(level.key, least[there])
        )
        ends_here = reached[there] == number
        found = np.where(ends_here, place[there], earlier)
        moments[there, number - 1], least[there] = level.key[found], level.least_at[found]
    return reached, moments


def _any_order(
    key: Keys,
    mask: Kinds,
    start: Keys,
    broken: Keys,
    steps: int,
    window: int | None,
    time_bits: int,
) -> tuple[npt.NDArray[np.uint8], Keys]:
    """Every start meets the first event of each step at or after it; the row k is the k-th of these."""
    last = start | ((1 << time_bits) - 1)
    if window is not None:
        last = np.minimum(last, start + window)
    ends = np.append(broken, NEVER)[np.searchsorted(broken, start, side="right")]
    last = np.minimum(last, ends)
    met = np.full((len(start), steps), NEVER, np.int64)
    for number in range(steps):
        matching = np.append(key[mask >> np.uint16(number) & 1 > 0], NEVER)
        at = matching[np.searchsorted(matching, start)]
        met[:, number] = np.where(at <= last, at, NEVER)
    met.sort(axis=1)
    reached = (met < NEVER).sum(axis=1)
    finished = met[np.arange(len(met)), reached - 1]
    best = np.lexsort((-start, finished, -reached, start >> time_bits))
    best = best[first_of_person(start[best], time_bits)]
    return reached[best].astype(np.uint8), np.where(met[best] < NEVER, met[best], 0)
