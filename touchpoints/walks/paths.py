"""The fast forms of the queries about whole journeys: those of `queries/` that use `_paths.sql`.

Each walks the journeys of a part of the people, counts, and adds the parts up. Places are numbers, in
the order of their names; "(start)" or "(end)" is the number after the last place.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from touchpoints.model import END, START
from touchpoints.walks.events import (
    Events,
    Flags,
    Floats,
    Keys,
    Meanings,
    begins,
    each_part,
    groups,
    people_among,
    ranked,
    sorted_within,
    times_and_people,
    told,
)
from touchpoints.workspaces import Workspace

LONGEST = 12
_STEPS = [f"step_{number}" for number in range(1, LONGEST + 1)]
_AT_ONCE = 6  # steps of ten bits in one word
_NONE = 1023


@dataclass(frozen=True)
class Steps:
    """The rows of `_paths.sql` for some people: arrays of one entry a step, in their order."""

    place: Keys
    ticks: Keys
    is_goal: Flags
    first: Flags

    @cached_property
    def starts(self) -> npt.NDArray[np.intp]:
        """Where each journey begins."""
        return np.flatnonzero(self.first)

    @cached_property
    def lengths(self) -> npt.NDArray[np.intp]:
        """How many steps each journey has."""
        return np.diff(np.append(self.starts, len(self.first)))

    @cached_property
    def journey(self) -> Keys:
        """To which journey each step belongs, from 0."""
        return np.cumsum(self.first) - 1

    @cached_property
    def converts(self) -> Flags:
        """Which journeys reach the goal: with their last step."""
        found: Flags = self.is_goal[self.starts + self.lengths - 1]
        return found


def _kinds(workspace: Workspace, values: Mapping[str, Any]) -> tuple[Meanings, list[str]]:
    """The rows of `path_kinds.sql`, their places as numbers; the names of the places."""
    filters = (
        "channels",
        "stages",
        "since",
        "until",
        "over",
        "kept",
        "goal_over",
        "goal",
        "anchor",
    )
    kinds = workspace.run("path_kinds", told(values, *filters))
    places = sorted(set(kinds["place"].to_pylist()))
    numbers = pa.array(np.searchsorted(places, kinds["place"].to_pylist()).astype(np.int64))
    return Meanings(kinds.set_column(kinds.column_names.index("place"), "place", numbers)), places


def _each(
    workspace: Workspace,
    values: Mapping[str, Any],
    means: Meanings,
    count: Any,
    *,
    people: Sequence[int] | None = None,
) -> list[Any]:
    """What `count` makes of the steps of each part of the people, or of some of them."""
    place_of = means.of("place")

    def counted(events: Events) -> Any:
        if people is not None:
            events = events.of(np.isin(events.person, np.array(people, np.int64)))
        return count(steps_of(events, means, values, lambda found: place_of[found.kind]))

    return each_part(workspace, values, counted, limits=means.limits())


def steps_of(
    events: Events, means: Meanings, values: Mapping[str, Any], place_of: Callable[[Events], Keys]
) -> Steps:
    """The steps of some people's journeys; `place_of` numbers the place of each event."""
    events = ranked(events, means)
    if values["goal"] is not None:
        reaches = means.reaches[events.kind]
        events = events.of(_up_to(events, reaches, missing=len(reaches)))
    if values["anchor"] is not None:
        anchors = means.of("is_anchor")[events.kind]
        if values["backwards"]:
            events = events.of(np.flatnonzero(_up_to(events, anchors, missing=-1))[::-1])
        else:
            events = events.of(_since(events, anchors))
    place = place_of(events)
    is_goal = means.reaches[events.kind]
    first = begins(events.person)
    if values["folded"]:
        kept = first | is_goal
        kept[1:] |= place[1:] != place[:-1]
        return Steps(place[kept], events.ticks[kept], is_goal[kept], first[kept])
    return Steps(place, events.ticks, is_goal, first)


def _first_hit(events: Events, hits: Flags, missing: int) -> tuple[Keys, Keys]:
    """The position of each event, and that of the first of its person's events that hits."""
    first = begins(events.person)
    hit = np.flatnonzero(hits)[::-1]
    found = np.full(np.count_nonzero(first), missing)
    journey = np.cumsum(first) - 1
    found[journey[hit]] = hit
    return np.arange(len(first)), found[journey]


def _up_to(events: Events, hits: Flags, missing: int) -> Flags:
    position, hit = _first_hit(events, hits, missing)
    return position <= hit


def _since(events: Events, hits: Flags) -> Flags:
    position, hit = _first_hit(events, hits, len(hits))
    return position >= hit


def _added(parts: list[pd.DataFrame], by: list[str]) -> pd.DataFrame:
    """The counts of all parts, added up."""
    return pd.concat(parts, ignore_index=True).groupby(by, as_index=False, sort=True).sum()


def _sorted(rows: pd.DataFrame, columns: list[str], *, most: str, then: list[str]) -> pa.Table:
    """The rows as an answer: those with most first, equal ones in the order of their names."""
    ordered = rows.sort_values([most, *then], ascending=[False] + [True] * len(then))
    return pa.Table.from_pandas(ordered[columns], preserve_index=False)


def transitions(workspace: Workspace, values: Mapping[str, Any]) -> pa.Table:
    """The rows of `transitions.sql`."""
    means, places = _kinds(workspace, values)
    outside = len(places)
    parts = _each(workspace, values, means, partial(_moves, outside=outside))
    counts = _added([one[0] for one in parts], ["pair"])
    pair, gap = sorted_within(
        *(np.concatenate(found) for found in zip(*(one[1] for one in parts), strict=True))
    )
    seconds = np.full((len(counts), 2), np.nan)
    begin, size = groups(pair)
    row = np.searchsorted(counts["pair"].to_numpy(), pair[begin])
    for column, share in enumerate((0.5, 0.9)):
        seconds[row, column] = _quantile(gap, begin, size, share) / values["ticks_per_second"]
    names = np.array([*places, START, END], object)
    origin, destination = counts["pair"] // (outside + 1), counts["pair"] % (outside + 1)
    rows = pd.DataFrame(
        {
            "origin": names[origin],
            "destination": names[np.where(destination == outside, outside + 1, destination)],
            "times": counts["times"],
            "people": counts["people"],
            "median_seconds": seconds[:, 0],
            "p90_seconds": seconds[:, 1],
        }
    )
    return _sorted(rows, rows.columns.to_list(), most="times", then=["origin", "destination"])


def _moves(steps: Steps, outside: int) -> tuple[pd.DataFrame, tuple[Keys, Keys]]:
    """Times and people of each pair of places, and all pairs with the ticks between them."""
    size, second = outside + 1, np.flatnonzero(~steps.first)
    pair = steps.place[second - 1] * size + steps.place[second]
    gap = steps.ticks[second] - steps.ticks[second - 1]
    last = steps.starts + steps.lengths - 1
    ends = np.concatenate(
        [outside * size + steps.place[steps.starts], steps.place[last] * size + outside]
    )
    outer, times = np.unique(ends, return_counts=True)
    counts = [(outer, times, times), times_and_people(pair, steps.journey[second])]
    names = ("pair", "times", "people")
    rows = {
        name: np.concatenate(found)
        for name, found in zip(names, zip(*counts, strict=True), strict=True)
    }
    return pd.DataFrame(rows), (pair, gap)


def _quantile(ordered: Keys, begin: Keys, size: Keys, share: float) -> Floats:
    """A quantile of each stretch of sorted values, between two of them by the straight line."""
    position = begin + share * (size - 1)
    below = np.floor(position).astype(np.int64)
    above = np.minimum(below + 1, begin + size - 1)
    found: Floats = ordered[below] + (position - below) * (ordered[above] - ordered[below])
    return found


def handoffs(workspace: Workspace, values: Mapping[str, Any]) -> pa.Table:
    """The rows of `handoffs.sql`."""
    means, places = _kinds(workspace, values)
    parts = _each(workspace, values, means, partial(_handoffs, size=len(places)))
    counts = _added(parts, ["pair"])
    names = np.array(places, object)
    rows = counts.assign(
        origin=names[counts["pair"] // max(len(places), 1)],
        destination=names[counts["pair"] % max(len(places), 1)],
    )
    columns = ["origin", "destination", "people", "converted"]
    return _sorted(rows, columns, most="people", then=columns[:2])


def _handoffs(steps: Steps, size: int) -> pd.DataFrame:
    second = np.flatnonzero(~steps.first)
    return _once("pair", steps.place[second - 1] * size + steps.place[second], steps, second)


def place_conversion(workspace: Workspace, values: Mapping[str, Any]) -> pa.Table:
    """The rows of `place_conversion.sql`."""
    means, places = _kinds(workspace, values)
    parts = _each(workspace, values, means, met)
    counts = _added([one[0] for one in parts], ["place"])
    everybody, converted = np.sum([one[1] for one in parts], axis=0)
    rows = counts.assign(
        place=np.array(places, object)[counts["place"]],
        everybody=everybody,
        everybody_converted=converted,
    )
    return _sorted(rows, rows.columns.to_list(), most="people", then=["place"])


def met(steps: Steps) -> tuple[pd.DataFrame, tuple[int, int]]:
    """How many met each place before the goal, and how many of them reached it; the same of everybody."""
    before = np.flatnonzero(~steps.is_goal)
    once = _once("place", steps.place[before], steps, before)
    return once, (len(steps.starts), int(steps.converts.sum()))


def _once(name: str, what: Keys, steps: Steps, where: npt.NDArray[np.intp]) -> pd.DataFrame:
    """In how many journeys something occurs, and how many of these convert."""
    found, people, converted = people_among(what, steps.journey[where], steps.converts)
    return pd.DataFrame({name: found, "people": people, "converted": converted})


def path_steps(workspace: Workspace, values: Mapping[str, Any]) -> pa.Table:
    """The rows of `path_steps.sql`."""
    means, places = _kinds(workspace, values)
    parts = _each(
        workspace, values, means, partial(_unrolled, columns=values["columns"], outside=len(places))
    )
    counts = _added(parts, ["step", "pair"])
    names = np.array([*places, END], object)
    rows = counts.assign(
        place=names[counts["pair"] // len(names)], next_place=names[counts["pair"] % len(names)]
    )
    columns = ["step", "place", "next_place", "people"]
    ordered = rows.sort_values(
        ["step", "people", "place", "next_place"], ascending=[True, False, True, True]
    )
    return pa.Table.from_pandas(ordered[columns], preserve_index=False)


def _unrolled(steps: Steps, columns: int, outside: int) -> pd.DataFrame:
    counts = []
    for step in range(1, columns + 1):
        here, onwards = _at(steps, step), _at(steps, step + 1)
        following = np.full(len(here), outside)
        following[steps.lengths[steps.lengths >= step] > step] = onwards
        pair, people = np.unique(here * (outside + 1) + following, return_counts=True)
        counts.append(pd.DataFrame({"step": step, "pair": pair, "people": people}))
    return pd.concat(counts)


def _at(steps: Steps, step: int) -> Keys:
    """Where the journeys that are so long are at a step, from 1."""
    return steps.place[steps.starts[steps.lengths >= step] + step - 1]


def variants(workspace: Workspace, values: Mapping[str, Any]) -> pa.Table:
    """The rows of `variants.sql`; at most 1,022 places, so more must be kept as "(other)"."""
    means, places = _kinds(workspace, values)
    words = ["word_1", "word_2", "is_longer"]
    ways = pd.concat(
        _each(workspace, values, means, _ways, people=values["people"]), ignore_index=True
    )
    rows = ways.groupby(words, as_index=False, sort=False).agg(
        people=("converted", "size"), converted=("converted", "sum")
    )
    most = min(values["most"], len(rows))
    least = np.partition(rows["people"], len(rows) - most)[len(rows) - most] if most else 0
    top = rows[rows["people"] >= least].sort_values(
        ["people", *words], ascending=[False, True, True, True]
    )[:most]
    names = np.full(_NONE + 1, None, object)
    names[: len(places)] = places
    steps = {}
    for number, step in enumerate(_STEPS):
        word = top[words[number // _AT_ONCE]].to_numpy()
        steps[step] = names[word >> 10 * (_AT_ONCE - 1 - number % _AT_ONCE) & _NONE]
    found = pd.DataFrame(steps).assign(
        is_longer=top["is_longer"].to_numpy(),
        people=top["people"].to_numpy(),
        converted=top["converted"].to_numpy(),
        everybody=int(rows["people"].sum()),
    )
    schema = pa.schema(
        [(step, pa.string()) for step in _STEPS]
        + [("is_longer", pa.bool_())]
        + [(name, pa.int64()) for name in ("people", "converted", "everybody")]
    )
    return pa.Table.from_pandas(found, schema=schema, preserve_index=False)


def _ways(steps: Steps) -> pd.DataFrame:
    """Which way each journey goes: its first steps packed into two words, most significant first, so
    that the order of the words is that of the names, a missing one last."""
    before = steps.lengths - steps.converts
    words = np.zeros((2, len(before)), np.int64)
    for number in range(LONGEST):
        word = words[number // _AT_ONCE]
        word <<= 10
        # Beyond its end a journey shows the place of another one, which is not kept.
        place = steps.place.take(steps.starts + number, mode="clip")
        word |= np.where(before > number, place, _NONE)
    return pd.DataFrame(
        {
            "word_1": words[0],
            "word_2": words[1],
            "is_longer": before > LONGEST,
            "converted": steps.converts.astype(np.int64),
        }
    )
