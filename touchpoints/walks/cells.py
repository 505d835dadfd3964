"""The fast forms of the queries that count events and people in cells: by place, channel, time."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from touchpoints.walks import paths
from touchpoints.walks.events import (
    Events,
    Keys,
    Meanings,
    begins,
    each_part,
    times_and_people,
    told,
)
from touchpoints.workspaces import Workspace

DAY, HOUR = 86_400, 3_600
HOURS = 168  # of a week
LAST = 2**31  # after every day
NO_GOAL = {"goal_over": "touchpoint", "goal": None}


def reach(workspace: Workspace, values: Mapping[str, Any]) -> pa.Table:
    """The row of `reach.sql`."""
    means = _kinds(workspace, values)
    second = _seconds(workspace, means)

    def count(events: Events) -> tuple[int, int, int, int]:
        if not len(events.key):
            return 0, 0, LAST, 0
        day = second(events) // DAY
        people = int(np.count_nonzero(begins(events.person)))
        return len(events.key), people, int(day.min()), int(day.max())

    parts = each_part(workspace, values, count, limits=means.limits())
    counts, people, first, last = zip(*parts, strict=True)
    origin = np.datetime64(workspace.run("packing").to_pylist()[0]["origin"], "D")
    ends = [(origin + day).item() if sum(counts) else None for day in (min(first), max(last))]
    days = {
        name: pa.array([day], pa.date32())
        for name, day in zip(("since", "until"), ends, strict=True)
    }
    return pa.table({"events": [sum(counts)], "people": [sum(people)]} | days)


def place_reach(workspace: Workspace, values: Mapping[str, Any]) -> pa.Table:
    """The rows of `place_reach.sql`."""
    means = _kinds(workspace, values)
    places, cell = np.unique(means.kinds["place"].to_pylist(), return_inverse=True)
    found = _counted(workspace, values, means, len(places), _by_kind(means, cell))
    rows = found.assign(place=places[found["cell"]].astype(object))
    rows = rows.sort_values(["events", "place"], ascending=[False, True])
    return pa.Table.from_pandas(rows[["place", "events", "people"]], preserve_index=False)


def place_by_channel(workspace: Workspace, values: Mapping[str, Any]) -> pa.Table:
    """The rows of `place_by_channel.sql`."""
    means = _kinds(workspace, _of_rows(values))
    names, cell = _pairs(means)
    found = _counted(workspace, values, means, len(names), cell)
    cells = pd.DataFrame([names[cell] for cell in found["cell"]], columns=["place", "channel"])
    return _joined(workspace, "place_by_channel", values, pd.concat([cells, found], axis=1))


def weekday_by_hour(workspace: Workspace, values: Mapping[str, Any]) -> pa.Table:
    """The rows of `weekday_by_hour.sql`."""
    means = _kinds(workspace, values)
    found = _counted(workspace, values, means, HOURS, _hours(workspace, means))
    cells = {"weekday": found["cell"] // 24 + 1, "hour": found["cell"] % 24}
    return _joined(workspace, "weekday_by_hour", values, found.assign(**cells))


def cell_conversion(workspace: Workspace, values: Mapping[str, Any]) -> pa.Table:
    """The rows of `cell_conversion.sql`."""
    means = _kinds(workspace, _of_rows(values), values)
    if values["over"] == "weekday":
        names = [(str(hour // 24 + 1), str(hour % 24)) for hour in range(HOURS)]
        cell = _hours(workspace, means)
    else:
        names, cell = _pairs(means)
    asked = {"goal": values["goal"], "anchor": None, "folded": False}
    parts = each_part(
        workspace,
        values,
        lambda events: paths.met(paths.steps_of(events, means, asked, cell))[0],
        limits=means.limits(),
    )
    found = pd.concat(parts).groupby("place", as_index=False).sum()
    rows = pd.DataFrame([names[cell] for cell in found["place"]], columns=["place", "across"])
    rows = rows.assign(met=found["people"], converted=found["converted"])
    rows = rows.sort_values(["place", "across"])
    return pa.Table.from_pandas(rows, preserve_index=False)


def trend(workspace: Workspace, values: Mapping[str, Any]) -> pa.Table:
    """The rows of `trend.sql`."""
    means, over = _kinds(workspace, values, values), values["over"]
    names = means.kinds["place"].to_pylist() if over else [""] * len(means.kinds)
    places, place = np.unique(names, return_inverse=True)
    second, first, period_of = _seconds(workspace, means), *_periods(workspace, values["unit"])
    place_of, size = _by_kind(means, place), int(period_of.max()) + 1

    def cell(events: Events) -> Keys:
        return place_of(events) * size + period_of[second(events) // DAY]

    found = _counted(workspace, values, means, len(places) * size, cell, means.reaches)
    rows = pd.DataFrame(
        {
            "place": places[found["cell"] // size].astype(object),
            "begins_on": first[found["cell"] % size].astype("datetime64[D]"),
            **{name: found[name] for name in ("events", "people", "converted")},
        }
    )
    answer = pa.Table.from_pandas(rows, preserve_index=False)
    return answer.set_column(1, "begins_on", answer["begins_on"].cast(pa.date32()))


def _kinds(
    workspace: Workspace, values: Mapping[str, Any], goal: Mapping[str, Any] = NO_GOAL
) -> Meanings:
    """The rows of `path_kinds.sql`; the places are touchpoints where no dimension is asked for."""
    named = told(values, "channels", "stages", "since", "until") | told(goal, "goal_over", "goal")
    over = values.get("over") or "touchpoint"
    kinds = workspace.run("path_kinds", {**named, "over": over, "kept": None, "anchor": None})
    return Meanings(kinds)


def _of_rows(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values where the rows are stages, or else touchpoints."""
    return {**values, "over": "stage" if values["over"] == "stage" else "touchpoint"}


def _pairs(means: Meanings) -> tuple[list[tuple[str, str]], Callable[[Events], Keys]]:
    """The pairs of place and channel, and the number of the pair of an event."""
    pairs = list(
        zip(means.kinds["place"].to_pylist(), means.kinds["channel"].to_pylist(), strict=True)
    )
    names = sorted(set(pairs))
    numbers = {pair: number for number, pair in enumerate(names)}
    return names, _by_kind(means, [numbers[pair] for pair in pairs])


def _hours(workspace: Workspace, means: Meanings) -> Callable[[Events], Keys]:
    """The hour of the week of an event, from Monday at midnight."""
    second = _seconds(workspace, means)
    return lambda events: second(events) // HOUR % HOURS


def _by_kind(means: Meanings, cell: npt.ArrayLike) -> Callable[[Events], Keys]:
    """The cell of an event that its kind alone decides."""
    cell_of = np.zeros(2**16, np.int64)
    cell_of[means.kinds["kind"].to_numpy()] = cell
    return lambda events: cell_of[events.kind]


def _seconds(workspace: Workspace, means: Meanings) -> Callable[[Events], Keys]:
    """The second of an event on its wall clock, since the origin of the layout."""
    ticks_per_second = workspace.run("packing").to_pylist()[0]["ticks_per_second"]
    offset = means.of("offset_minutes").astype(np.int64) * 60
    shifts = bool(offset.any())

    def second(events: Events) -> Keys:
        found = events.ticks if ticks_per_second == 1 else events.ticks // ticks_per_second
        return found + offset[events.kind] if shifts else found

    return second


def _periods(workspace: Workspace, unit: str) -> tuple[npt.NDArray[Any], Keys]:
    """The first day of each period, and to which period each day since the origin belongs."""
    packing = workspace.run("packing").to_pylist()[0]
    days = packing["newest_ticks"] // packing["ticks_per_second"] // DAY + 3
    dates = np.datetime64(packing["origin"], "D") + np.arange(days)
    if unit == "week":  # the origin is a Monday
        return dates[::7], np.arange(days) // 7
    if unit == "month":
        months, month_of = np.unique(dates.astype("datetime64[M]"), return_inverse=True)
        return months, month_of
    return dates, np.arange(days)


def _counted(
    workspace: Workspace,
    values: Mapping[str, Any],
    means: Meanings,
    cells: int,
    cell: Callable[[Events], Keys],
    reaches: npt.NDArray[np.bool_] | None = None,
) -> pd.DataFrame:
    """One row per cell, of so many, in which something happened: cell, events, people, converted (the
    people with an event there that reaches the goal)."""

    def count(events: Events) -> tuple[Keys, Keys]:
        where, journey = cell(events), np.cumsum(begins(events.person)) - 1
        found, times, people = times_and_people(where, journey)
        converted = np.zeros(len(found), np.int64)
        if reaches is not None:
            hit = reaches[events.kind]
            there, _times, who = times_and_people(where[hit], journey[hit])
            converted[np.searchsorted(found, there)] = who
        return found, np.stack([times, people, converted])

    counts = np.zeros((3, cells), np.int64)
    for found, part in each_part(workspace, values, count, limits=means.limits()):
        counts[:, found] += part
    found = np.flatnonzero(counts[0])
    names = ("events", "people", "converted")
    return pd.DataFrame({"cell": found} | dict(zip(names, counts[:, found], strict=True)))


def _joined(
    workspace: Workspace, query: str, values: Mapping[str, Any], cells: pd.DataFrame
) -> pa.Table:
    """The query's answer where its event cells are these: the fragment of `queries/duckdb/` unpacks
    what is bound. Where nobody answered, planning to join no ratings would cost more than the walk."""
    names = [name for name in cells.columns if name not in ("cell", "converted")]
    if not workspace.run("packing").to_pylist()[0]["answers"]:
        where = [name for name in names if name not in ("events", "people")]
        rows = cells.sort_values(where)[[*where, "events", "people"]]
        rows = rows.assign(rating=np.nan, answers=0, negative=0, told=0)
        return pa.Table.from_pandas(rows, preserve_index=False)
    bound = {f"cell_{name}": cells[name].to_list() for name in names}
    return workspace.read(query, {**values, **bound})
