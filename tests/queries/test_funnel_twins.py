"""The funnel against a brute-force twin, in its portable and its fast form, however it counts."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, get_args

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import build
from touchpoints.analyses import plan, walk
from touchpoints.analyses.entrants import entrants
from touchpoints.analyses.plan import Plan
from touchpoints.analyses.tables import table
from touchpoints.model import Filters
from touchpoints.workspaces import Workspace

Event = tuple[int, str, str]  # minute, touchpoint, channel
Path_ = list[tuple[int, int]]  # the place of an event in the journey, and the step that it serves
MINUTE, UNLIMITED = 60, 10**9
MONDAY = 7 * 86_400 + 9 * 3_600  # from the origin of the layout to minute 0

PLACES = "ABCD"
CHANNELS = ("mail", "web")
DISJOINT = [["A", "B"], ["A", "B", "C"], ["C", "A", "B", "D"], ["AD", "B", "C"], ["D", "ABC"]]
OVERLAPPING = [["A", "A"], ["A", "AB", "B"], ["AB", "BA", "AB"], ["A", "B", "A"], ["ABC", "A"]]


def asked(steps: Sequence[str], **how: Any) -> Plan:
    """["AD", "B"]: a step of A or D, then one of B; limits in minutes."""
    seconds = [None if gap is None else gap * MINUTE for gap in how.pop("gaps", ())]
    within = how.pop("within", None)
    without = tuple(f"touchpoint:{place}" for place in how.pop("without", ""))
    return Plan(
        tuple(tuple(f"touchpoint:{place}" for place in step) for step in steps),
        within and within * MINUTE,
        tuple(seconds),
        without=without,
        **how,
    )


def attempts(events: Sequence[Event], of: Plan) -> list[Path_]:
    """Every attempt of a person that counts, grown event by event."""
    found: list[Path_] = [[(i, k)] for i in range(len(events)) for k in usable([], events[i], of)]
    for path in found:  # grows while it is walked
        for i, event in enumerate(events):
            for k in usable(path, event, of):
                if i not in [j for j, _ in path] and counts([*path, (i, k)], events, of):
                    found.append([*path, (i, k)])
    return found


def usable(path: Path_, event: Event, of: Plan) -> list[int]:
    """The steps that an event can serve next."""
    served = [k for _, k in path]
    free = range(len(of.steps)) if of.order == "any" else range(len(path), len(path) + 1)
    return [
        k
        for k in free
        if k < len(of.steps) and k not in served and f"touchpoint:{event[1]}" in of.steps[k]
    ]


def counts(path: Path_, events: Sequence[Event], of: Plan) -> bool:
    """Whether an attempt keeps to the windows, the order, and the places to leave out."""
    times = [events[i][0] for i, _ in path]
    first, before, last = times[0], times[-2], times[-1]
    gap = of.gaps[len(path) - 2] if len(path) - 2 < len(of.gaps) else None
    between = [e[0] for e in events if before < e[0] < last]
    broken = [e for e in events if first < e[0] < last and f"touchpoint:{e[1]}" in of.without]
    return (
        before <= last
        and (last - first) * MINUTE <= (of.within or UNLIMITED)
        and (last - before) * MINUTE <= (gap or UNLIMITED)
        and not (between and of.order == "strictly")
        and not broken
    )


def counted(events: Sequence[Event], of: Plan) -> list[int]:
    """The minutes of the attempt that counts, [] for who never starts."""
    paths = [[events[i][0] for i, _ in path] for path in attempts(events, of)]
    return min(paths, key=lambda path: (-len(path), path[-1], -path[0], path), default=[])


def twin(people: Sequence[Sequence[Event]], of: Plan) -> list[tuple[object, ...]]:
    """Of everybody who enters: the minutes of their attempt, of their latest start, its channel."""
    rows = []
    for events in people:
        times = counted(events, of)
        starts = [e for e in events if usable([], e, of)]
        at_once = [(place, channel) for at, place, channel in starts if times and at == times[0]]
        if times:
            rows.append((tuple(times), max(e[0] for e in starts), max(at_once)[1]))
    return sorted(rows)


def portable(workspace: Workspace, of: Plan, filters: Filters) -> list[tuple[object, ...]]:
    rows = table(workspace, "funnel_people", plan.values(workspace, filters, of), None)
    moments = (rows.filter(like="moment_").to_numpy(np.float64) - MONDAY) // MINUTE
    latest = (rows["latest"].to_numpy(np.int64) - MONDAY) // MINUTE
    return sorted(
        (tuple(times[~np.isnan(times)]), start, channel)
        for times, start, channel in zip(moments, latest, rows["channel"], strict=True)
    )


def fast(workspace: Workspace, of: Plan, filters: Filters) -> list[tuple[object, ...]]:
    found = entrants(workspace, filters, of)
    walked = walk.everybody(workspace, plan.values(workspace, filters, of), len(of.steps))
    latest = walked.latest & ((1 << workspace.run("packing")["time_bits"][0].as_py()) - 1)
    return sorted(
        (
            tuple((times[:reached] - MONDAY) // MINUTE),
            (start - MONDAY) // MINUTE,
            channel,
        )
        for times, reached, start, channel in zip(
            found.ticks, found.reached, latest, found.opened("channel"), strict=True
        )
    )


def words(events: Sequence[Event]) -> str:
    return " ".join(f"{place}@{minute}/{channel}" for minute, place, channel in events)


def check(
    people: Mapping[str, Sequence[Event]],
    plans: Sequence[Plan],
    *,
    is_portable: bool,
    filters: Filters = Filters(),  # noqa: B008
) -> None:
    """Hold every plan to the twin: the fast form, and the portable one where it is asked for."""
    everybody = {**people, "everything": [(0, place, "mail") for place in PLACES]}
    channels = filters.channels or CHANNELS
    seen = [[event for event in events if event[2] in channels] for events in everybody.values()]
    with tempfile.TemporaryDirectory() as folder:
        told = {name: words(list(events)) for name, events in everybody.items()}
        workspace = build(Path(folder), told)
        for of in plans:
            expected = twin(seen, of)
            assert fast(workspace, of, filters) == expected
            if is_portable:
                assert portable(workspace, of, filters) == expected


def journeys_of(distinct: bool) -> st.SearchStrategy[dict[str, list[Event]]]:
    """Journeys with many ties, or with none at all within a person."""
    event = st.tuples(st.integers(0, 14), st.sampled_from(PLACES), st.sampled_from(CHANNELS))
    journey = (
        st.lists(event, min_size=1, max_size=7, unique_by=lambda found: found[0])
        if distinct
        else st.lists(event, min_size=1, max_size=7)
    )
    return st.dictionaries(
        st.sampled_from(["ana", "bia", "caio", "davi", "eva", "fabio", "gil", "hugo"]),
        journey,
        min_size=1,
        max_size=8,
    )


def crowd(chance: Random, *, distinct: bool = False) -> dict[str, list[Event]]:
    """A dozen people who meet much in little time; with `distinct` nothing at one moment."""
    people = {}
    for number in range(12):
        minutes = chance.sample(range(15), 8) if distinct else chance.choices(range(15), k=8)
        places, channels = chance.choices(PLACES, k=8), chance.choices(CHANNELS, k=8)
        journey = list(zip(minutes, places, channels, strict=True))
        people[f"person {number}"] = journey[: chance.randint(2, 8)]
    return people


def limit(chance: Random) -> int | None:
    return chance.choice([None, 2, 5, 9])


def drawn(chance: Random, choices: Sequence[Sequence[str]]) -> Plan:
    """A funnel that uses several of its options at once."""
    steps = chance.choice(choices)
    free = [place for place in PLACES if place not in "".join(steps)]
    return asked(
        steps,
        within=limit(chance),
        gaps=[limit(chance) for _step in steps[1:]] if chance.random() < 0.6 else (),
        order=chance.choice(["in order", "strictly"]),
        without=chance.choice(["", *free, *free]),
    )


@settings(max_examples=3, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_steps_in_order_equal_the_twin(chance: Random) -> None:
    every = [asked(steps, within=limit(chance)) for steps in DISJOINT]
    check(crowd(chance), every, is_portable=False)
    check(crowd(chance), every[1:3], is_portable=True)


@settings(max_examples=4, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_limits_between_steps_strict_order_and_places_left_out_equal_the_twin(
    chance: Random,
) -> None:
    check(crowd(chance), [drawn(chance, DISJOINT) for _plan in range(6)], is_portable=False)
    check(crowd(chance), [drawn(chance, DISJOINT)], is_portable=True)


@settings(max_examples=3, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_overlapping_steps_use_an_event_once(chance: Random) -> None:
    people = crowd(chance, distinct=True)
    check(people, [drawn(chance, OVERLAPPING) for _plan in range(2)], is_portable=True)


@settings(max_examples=4, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_steps_in_any_order_equal_the_twin(chance: Random) -> None:
    steps = chance.choice(DISJOINT)
    free = [place for place in PLACES if place not in "".join(steps)]
    of = asked(steps, within=limit(chance), order="any", without=chance.choice(["", *free]))
    check(crowd(chance), [of], is_portable=True)


@settings(max_examples=2, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_a_channel_filter_leaves_the_other_events_out(chance: Random) -> None:
    every = [asked(["A", "BC"], within=5, order=order) for order in get_args(plan.Order)]
    check(crowd(chance), every, is_portable=True, filters=Filters(channels=("mail",)))
