"""The funnel against a brute-force twin, in its portable and its fast form."""

import itertools
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import mean, median

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import build
from touchpoints.analyses import funnel, walk
from touchpoints.analyses.tables import table
from touchpoints.model import Filters
from touchpoints.workspaces import Workspace

Event = tuple[int, str, str]  # minute, touchpoint, channel
MINUTE = 60
UNLIMITED = 10**9

PLACES = "ABCD"
CHANNELS = ("mail", "web")
DISJOINT = [["A", "B"], ["A", "B", "C"], ["C", "A", "B", "D"], ["AD", "B", "C"], ["D", "ABC"]]
OVERLAPPING = [["A", "A"], ["A", "AB", "B"], ["AB", "BA", "AB"], ["A", "B", "A"], ["ABC", "A"]]


def attempts(events: Sequence[Event], steps: Sequence[str], window: int) -> list[list[int]]:
    """Every attempt of a person, as the places of its events in `events`."""
    found = [[i] for i, (_, place, _) in enumerate(events) if place in steps[0]]
    for path in found:  # grows while it is walked
        for i, (minute, place, _) in enumerate(events):
            in_time = events[path[-1]][0] <= minute <= events[path[0]][0] + window
            if len(path) < len(steps) and place in steps[len(path)] and i not in path and in_time:
                found.append([*path, i])
    return found


def counted(events: Sequence[Event], steps: Sequence[str], window: int) -> list[int]:
    """The minutes of the attempt that counts, [] for who never starts."""
    paths = [[events[i][0] for i in path] for path in attempts(events, steps, window)]
    return min(paths, key=lambda path: (-len(path), path[-1], -path[0], path), default=[])


def answer(
    workspace: Workspace,
    name: str,
    steps: Sequence[str],
    window: int,
    is_fast: bool,
    filters: Filters,
) -> pd.DataFrame:
    """The rows of a portable query, or the same rows from the fast walk."""
    within = None if window == UNLIMITED else window * MINUTE
    values, _ = funnel.bound(workspace, filters, "touchpoint", [list(s) for s in steps], within)
    if is_fast:
        fast = {"funnel_times": walk.times, "funnel_by_channel": walk.by_channel}[name]
        return fast(workspace, values, len(steps))
    if name == "funnel_times":
        values |= workspace.run("clock").to_pylist()[0]
    return table(workspace, name, values, None)


def words(events: Sequence[Event]) -> str:
    return " ".join(f"{place}@{minute}/{channel}" for minute, place, channel in events)


def check(
    people: Mapping[str, Sequence[Event]],
    choices: Sequence[Sequence[str]],
    is_fast: bool,
    windows: Sequence[int] = (3, 10, UNLIMITED),
    filters: Filters = Filters(),  # noqa: B008
) -> None:
    """Hold the three queries of the funnel to the twin."""
    everybody = {"everything": [(0, place, "mail") for place in PLACES]}
    with tempfile.TemporaryDirectory() as folder:
        workspace = build(
            Path(folder),
            {name: words(list(events)) for name, events in {**people, **everybody}.items()},
        )
        channels = filters.channels or CHANNELS
        seen = [
            [event for event in events if event[2] in channels]
            for events in [*people.values(), *everybody.values()]
        ]
        newest = max(
            minute for events in [*people.values(), *everybody.values()] for minute, *_ in events
        )
        for steps, window in itertools.product(choices, windows):
            found = [counted(events, steps, window) for events in seen]
            reached = [
                sum(len(times) >= step for times in found) for step in range(1, len(steps) + 1)
            ]
            reached = [count for count in reached if count]

            if not is_fast:
                people_per_step = answer(workspace, "funnel", steps, window, is_fast, filters)
                assert people_per_step["people"].tolist() == reached

            rows = answer(workspace, "funnel_times", steps, window, is_fast, filters)
            assert rows["people"].tolist() == reached
            for step in range(2, len(reached) + 1):
                legs = [MINUTE * (t[step - 1] - t[step - 2]) for t in found if len(t) >= step]
                row = rows.iloc[step - 1]
                assert row["median_seconds"] == median(legs)
                assert row["mean_seconds"] == pytest.approx(mean(legs))
                assert row["p90_seconds"] == pytest.approx(np.quantile(legs, 0.9))
            latest = [max((e[0] for e in events if e[1] in steps[0]), default=0) for events in seen]
            still = [newest - start < window or window == UNLIMITED for start in latest]
            for step in range(1, len(reached) + 1):
                ends = [
                    is_open
                    for times, is_open in zip(found, still, strict=True)
                    if len(times) == step
                ]
                assert rows["stopped"].iloc[step - 1] == len(ends)
                assert rows["open"].iloc[step - 1] == sum(ends)

            split = answer(workspace, "funnel_by_channel", steps, window, is_fast, filters)
            expected = [
                (opener(events, steps[0], times[0]), step)
                for events, times in zip(seen, found, strict=True)
                for step in range(1, len(times) + 1)
            ]
            assert {(row.channel, row.step): row.people for row in split.itertuples()} == {
                pair: expected.count(pair) for pair in expected
            }


def opener(events: Sequence[Event], first_step: str, minute: int) -> str:
    """The channel of the last event that could open an attempt at that minute."""
    at_once = [
        (place, channel) for at, place, channel in events if at == minute and place in first_step
    ]
    return max(at_once)[1]


def journeys_of(distinct: bool) -> st.SearchStrategy[dict[str, list[Event]]]:
    """Journeys with many ties, or with none at all within a person."""
    event = st.tuples(st.integers(0, 14), st.sampled_from(PLACES), st.sampled_from(CHANNELS))
    unique = (lambda found: found[0]) if distinct else None
    journey = (
        st.lists(event, min_size=1, max_size=7, unique_by=unique)
        if unique
        else st.lists(event, min_size=1, max_size=7)
    )
    return st.dictionaries(
        st.sampled_from(["ana", "bia", "caio", "davi", "eva", "fabio", "gil", "hugo"]),
        journey,
        min_size=1,
        max_size=8,
    )


@settings(max_examples=12, deadline=None)
@given(people=journeys_of(distinct=False))
def test_the_fast_form_equals_the_twin(people: dict[str, list[Event]]) -> None:
    check(people, DISJOINT, is_fast=True)


@settings(max_examples=8, deadline=None)
@given(people=journeys_of(distinct=False))
def test_the_portable_form_equals_the_twin(people: dict[str, list[Event]]) -> None:
    check(people, DISJOINT[:3], is_fast=False)


@settings(max_examples=8, deadline=None)
@given(people=journeys_of(distinct=True))
def test_overlapping_steps_use_an_event_once(people: dict[str, list[Event]]) -> None:
    check(people, OVERLAPPING, is_fast=False, windows=(5, UNLIMITED))


@settings(max_examples=6, deadline=None)
@given(people=journeys_of(distinct=False))
def test_a_channel_filter_leaves_the_other_events_out(people: dict[str, list[Event]]) -> None:
    check(people, DISJOINT[:2], is_fast=True, windows=(5,), filters=Filters(channels=("mail",)))
