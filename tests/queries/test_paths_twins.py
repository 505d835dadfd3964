"""Paths against a brute-force twin, in their portable and their fast form."""

import itertools
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import build
from touchpoints import queries
from touchpoints.analyses import journeys
from touchpoints.analyses.tables import table
from touchpoints.model import Filters, Goal
from touchpoints.workspaces import Workspace

Event = tuple[int, str, str]  # minute, touchpoint, channel
Row = tuple[object, ...]

PLACES = "ABC"
CHANNELS = ("mail", "web")


def path(
    events: Sequence[Event], goal: str | None, folded: bool, anchor: str | None, backwards: bool
) -> list[Event]:
    """The steps of a person, in the order in which they are read."""
    steps = sorted(events)
    places = [place for _, place, _ in steps]
    if goal in places:
        steps = steps[: places.index(goal) + 1]
    if anchor is not None:
        at = places.index(anchor) if anchor in places else None
        steps = [] if at is None else steps[at::-1] if backwards else steps[at:]
    return [
        step
        for before, step in itertools.pairwise([(0, "", ""), *steps])
        if not folded or before[1] != step[1] or step[1] == goal
    ]


def rows(
    workspace: Workspace, name: str, engine: str | None, **options: object
) -> list[tuple[object, ...]]:
    values = {**options, "ticks_per_second": 1, "most": 1_000, "people": None, "columns": 3}
    _, names = queries.compose(name, engine)
    return list(
        table(workspace, name, {key: values[key] for key in names}, engine)
        .astype(object)
        .itertuples(index=False, name=None)
    )


people_strategy = st.dictionaries(
    st.sampled_from(["ana", "bia", "caio", "davi", "eva", "fabio"]),
    st.lists(
        st.tuples(st.integers(0, 9), st.sampled_from(PLACES), st.sampled_from(CHANNELS)),
        min_size=1,
        max_size=7,
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("engine", ["duckdb", None])
@settings(max_examples=6, deadline=None)
@given(
    people=people_strategy,
    folded=st.booleans(),
    goal=st.sampled_from([None, "B"]),
    channels=st.sampled_from([None, ("web",)]),
)
def test_both_forms_equal_the_twin(
    people: Mapping[str, Sequence[Event]],
    folded: bool,
    goal: str | None,
    channels: tuple[str, ...] | None,
    engine: str | None,
) -> None:
    seen = [
        [event for event in events if event[2] in (channels or CHANNELS)]
        for events in people.values()
    ]
    found = [path(events, goal, folded, None, False) for events in seen]
    found = [steps for steps in found if steps]
    with tempfile.TemporaryDirectory() as folder:
        words = {
            name: " ".join(f"{place}@{minute}/{channel}" for minute, place, channel in events)
            for name, events in people.items()
        }
        workspace = build(Path(folder), words)
        bound = journeys.bound(
            workspace,
            Filters(channels=channels),
            over="touchpoint",
            folded=folded,
            goal=Goal("touchpoint", goal) if goal else None,
        )

        check_transitions(rows(workspace, "transitions", engine, **{**bound, "folded": False}), [
            path(events, goal, False, None, False) for events in seen
        ])  # fmt: skip
        check_variants(rows(workspace, "variants", engine, **bound), found, goal)
        check_flow(rows(workspace, "path_steps", engine, **bound), found)
        check_handoffs(rows(workspace, "handoffs", engine, **bound), found, goal)
        check_conversion(rows(workspace, "place_conversion", engine, **bound), found, goal)
        for anchor, backwards in itertools.product("AC", (False, True)):
            read = [path(events, None, folded, anchor, backwards) for events in seen]
            values = {**bound, "goal": None, "anchor": [anchor], "backwards": backwards}
            check_flow(rows(workspace, "path_steps", engine, **values), [s for s in read if s])


def check_transitions(answer: list[Row], found: Sequence[Sequence[Event]]) -> None:
    gaps: dict[Row, list[float]] = {}
    who: dict[Row, set[int]] = {}
    for person, steps in enumerate(found):
        ended = [(-1, "(start)"), *((minute, place) for minute, place, _ in steps), (-1, "(end)")]
        for (before, origin), (after, destination) in itertools.pairwise(ended) if steps else ():
            gaps.setdefault((origin, destination), []).append(60 * (after - before))
            who.setdefault((origin, destination), set()).add(person)
    told = {row[:2]: row[2:] for row in answer}
    assert {pair: (row[0], row[1]) for pair, row in told.items()} == {
        pair: (len(gaps[pair]), len(who[pair])) for pair in gaps
    }
    for pair, row in told.items():
        if "(start)" not in pair and "(end)" not in pair:
            assert row[2] == median(gaps[pair])
            assert row[3] == pytest.approx(np.quantile(gaps[pair], 0.9))


def check_variants(answer: list[Row], found: Sequence[Sequence[Event]], goal: str | None) -> None:
    ways = [
        (tuple(place for _, place, _ in steps if place != goal), steps[-1][1] == goal)
        for steps in found
    ]
    told = {tuple(place for place in row[:12] if isinstance(place, str)): row for row in answer}
    assert {way: row[13] for way, row in told.items()} == Counter(way for way, _ in ways)
    assert {way: row[14] for way, row in told.items()} == {
        way: sum(reached for other, reached in ways if other == way) for way, _ in ways
    }
    assert all(row[15] == len(found) and not row[12] for row in answer)


def check_flow(answer: list[Row], found: Sequence[Sequence[Event]]) -> None:
    expected: Counter[Row] = Counter()
    for steps in found:
        places = [*(place for _, place, _ in steps), "(end)"]
        expected.update(zip((1, 2, 3), places, places[1:], strict=False))
    assert {row[:3]: row[3] for row in answer} == expected


def check_handoffs(answer: list[Row], found: Sequence[Sequence[Event]], goal: str | None) -> None:
    expected: dict[Row, list[bool]] = {}
    for steps in found:
        for pair in {(one[1], two[1]) for one, two in itertools.pairwise(steps)}:
            expected.setdefault(pair, []).append(steps[-1][1] == goal)
    assert {row[:2]: row[2:] for row in answer} == {
        pair: (len(reached), sum(reached)) for pair, reached in expected.items()
    }


def check_conversion(answer: list[Row], found: Sequence[Sequence[Event]], goal: str | None) -> None:
    reached = [steps[-1][1] == goal for steps in found]
    expected = {
        place: (
            sum(place in met for met in before),
            sum(place in met and hit for met, hit in zip(before, reached, strict=True)),
            len(found),
            sum(reached),
        )
        for before in [[{one[1] for one in steps} - {goal} for steps in found]]
        for place in set().union(*before)
    }
    assert {row[0]: row[1:] for row in answer} == expected
