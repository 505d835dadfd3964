"""The fast forms of `attribution.sql` and `attribution_moves.sql`, the queries that use `_touches.sql`.

Each walks the contacts of a part of the people, credits them, and adds the parts up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from touchpoints.model import END, GOAL, NOTHING_BEFORE, START
from touchpoints.walks.events import (
    Events,
    Flags,
    Floats,
    Keys,
    Meanings,
    begins,
    each_part,
    ranked,
    told,
)
from touchpoints.workspaces import Workspace

RULES = ("first_touch", "last_touch", "linear", "position_based", "decay")


@dataclass(frozen=True)
class Touches:
    """The rows of `_touches.sql` for some people, one entry a contact, and their conversions.

    Contacts of one path stand together, the last one nearest its end. `path` numbers the paths from 0.
    """

    person: Keys
    place: Keys
    path: Keys
    number: Keys  # in its path, 1 is the first
    touches: Keys  # how many the path has
    before_end: Keys  # in ticks
    is_converted: Flags
    value: Floats  # of the conversion


def _kinds(workspace: Workspace, values: Mapping[str, Any]) -> tuple[Meanings, list[str]]:
    """The rows of `path_kinds.sql`, their places as numbers; the names of the places, of which the
    first is "(nothing before)". The days are those on which a path may end."""
    named = told(values, "channels", "stages", "until", "over", "kept", "goal_over", "goal")
    kinds = workspace.run("path_kinds", {**named, "since": values["ends_since"], "anchor": None})
    places = [NOTHING_BEFORE, *sorted(set(kinds["place"].to_pylist()))]
    numbers = np.searchsorted(places[1:], kinds["place"].to_pylist()).astype(np.int64) + 1
    column = kinds.column_names.index("place")
    return Meanings(kinds.set_column(column, "place", pa.array(numbers))), places


def _each(
    workspace: Workspace,
    values: Mapping[str, Any],
    means: Meanings,
    count: Any,
    *,
    with_values: bool = False,
) -> Any:
    """What `count` makes of the contacts of each part of the people, added up."""
    parts = each_part(
        workspace,
        values,
        lambda events: count(_touches(events, means, values)),
        limits=means.limits(earlier=values["lookback"]),
        with_values=with_values,
    )
    return np.sum(parts, axis=0)


def _touches(events: Events, means: Meanings, values: Mapping[str, Any]) -> Touches:
    events = ranked(events, means)
    person, reaches = events.person, means.reaches[events.kind]

    is_last = begins(person[::-1])[::-1]
    ends = np.flatnonzero(reaches | is_last)
    end = np.repeat(ends, np.diff(ends, prepend=-1))
    counts = ~reaches & (events.key[end] - events.key <= values["lookback"])
    opens, worth = _conversions(events, reaches, values)
    if means.has("opens_at"):
        in_period = events.ticks >= means.of("opens_at")[events.kind]
        counts &= in_period[end]
        opens = opens[in_period[opens]]
    contact = np.flatnonzero(counts)
    has_contact = np.zeros(len(reaches), bool)
    has_contact[end[contact]] = True
    bare = opens[~has_contact[opens]]

    place = means.of("place")[events.kind[contact]]
    at_end = np.append(end[contact], bare)
    path_begins = np.ones(len(at_end), bool)
    np.not_equal(at_end[1:], at_end[:-1], out=path_begins[1:])
    begin = np.flatnonzero(path_begins)
    size, path = np.diff(np.append(begin, len(at_end))), np.cumsum(path_begins) - 1
    moment = events.key[np.append(contact, bare)]
    return Touches(
        person=person[at_end],
        place=np.append(place, np.zeros(len(bare), np.int64)),
        path=path,
        number=np.arange(len(at_end)) - begin[path] + 1,
        touches=size[path],
        before_end=events.key[at_end] - moment,
        is_converted=reaches[at_end],
        value=worth[at_end],
    )


def _conversions(
    events: Events, reaches: Flags, values: Mapping[str, Any]
) -> tuple[npt.NDArray[np.intp], Floats]:
    """Where conversions are, those in a row at the first of them where they are folded, and what the
    conversion at an event is worth."""
    hit = np.flatnonzero(reaches)
    opens = np.ones(len(hit), bool)
    if values["run_folded"]:
        opens = ~reaches[hit - 1] | begins(events.person)[hit]
    worth = np.zeros(len(reaches))
    worth[hit] = 1
    if events.value is not None and len(hit):
        worth[hit[opens]] = np.add.reduceat(np.nan_to_num(events.value[hit]), np.flatnonzero(opens))
    return hit[opens], worth


def attribution(workspace: Workspace, values: Mapping[str, Any]) -> pa.Table:
    """The rows of `attribution.sql`."""
    means, places = _kinds(workspace, values)
    credit = partial(_credit, values=values, size=len(places))
    found = _each(workspace, values, means, credit, with_values=bool(values["by_value"]))
    block, place = np.nonzero(found[..., -1])
    names = np.array(places, object)
    columns = {rule: found[block, place, number] for number, rule in enumerate(RULES)}
    rows = pd.DataFrame({"block": block, "place": names[place], **columns})
    rows = rows.sort_values(["block", "place"])
    return pa.Table.from_pandas(rows, preserve_index=False)


def _credit(found: Touches, values: Mapping[str, Any], size: int) -> npt.NDArray[np.float64]:
    """Credit by block of people, place and rule; the number of contacts as one more."""
    blocks = values["blocks"]
    hit = found.is_converted
    number, touches, weight = found.number[hit], found.touches[hit], found.value[hit]
    recency = np.exp2(-found.before_end[hit] / values["half_life"])
    recencies = np.bincount(found.path[hit], recency)[found.path[hit]]
    is_first, is_last = number == 1, number == touches
    inner = 0.2 / np.maximum(touches - 2, 1)
    position = np.where(is_first | is_last, np.where(touches == 2, 0.5, 0.4), inner)
    position[touches == 1] = 1
    group = found.person[hit] % blocks * size + found.place[hit]
    shares = (is_first, is_last, 1 / touches, position, recency / recencies)
    sums = [np.bincount(group, weight * share, blocks * size) for share in shares]
    sums.append(np.bincount(group, minlength=blocks * size).astype(float))
    found_sums: Floats = np.stack(sums, axis=-1)
    return found_sums.reshape(blocks, size, len(sums))


def attribution_moves(workspace: Workspace, values: Mapping[str, Any]) -> pa.Table:
    """The rows of `attribution_moves.sql`."""
    means, places = _kinds(workspace, values)
    found = _each(
        workspace, values, means, partial(_moved, blocks=values["blocks"], places=len(places))
    )
    block, origin, destination = np.nonzero(found)
    rows = pd.DataFrame(
        {
            "block": block,
            "origin": np.array([*places, START], object)[origin],
            "destination": np.array([*places, GOAL, END], object)[destination],
            "times": found[block, origin, destination],
        }
    )
    rows = rows.sort_values(["block", "origin", "destination"])
    return pa.Table.from_pandas(rows, preserve_index=False)


def _moved(found: Touches, blocks: int, places: int) -> npt.NDArray[np.int64]:
    """Moves by block of people, origin (the places, the start) and destination (the places, the goal,
    the end)."""
    is_first, is_last = found.number == 1, found.number == found.touches
    origin = np.concatenate(
        [np.where(is_first, places, np.roll(found.place, 1)), found.place[is_last]]
    )
    out = np.where(found.is_converted[is_last], places, places + 1)
    destination = np.concatenate([found.place, out])
    block = np.append(found.person, found.person[is_last]) % blocks
    shape = (blocks, places + 1, places + 2)
    group = np.ravel_multi_index((block, origin, destination), shape)
    return np.bincount(group, minlength=int(np.prod(shape))).reshape(shape)
