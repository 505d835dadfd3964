"""How long a funnel takes, and what comes of those who enter in each week."""

import datetime as dt
import math
import tempfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import get_args

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conftest import Journeys, build
from tests.queries.test_funnel_twins import MINUTE, PLACES, asked, counted, crowd, words
from touchpoints.analyses import durations, entry_weeks, funnel, plan
from touchpoints.model import Filters

WEEK = 7 * 24 * 60  # in minutes
AD_BUY = ["ad", "buy"]


@pytest.mark.parametrize(
    ("step", "row", "bars"),
    [
        # ana, bia and caio take 10, 30 and 50 minutes to the visit: eleven bars of five minutes hold
        # those below 55, so all.
        (2, (3, 1_800, 1_800, 2_760), {600: 1, 1_800: 1, 3_000: 1}),
        # Of those ana buys 0 and bia 60 minutes later: it takes bars of ten minutes to hold both.
        (3, (2, 1_800, 1_800, 3_240), {0: 1, 3_600: 1}),
        (0, (2, 3_000, 3_000, 4_920), {600: 1, 5_400: 1}),
    ],
)
def test_times_of_the_whole_funnel_and_of_each_step(
    journeys: Journeys, step: int, row: tuple[float, ...], bars: dict[float, int]
) -> None:
    workspace = journeys(
        {
            "ana": "ad@0 visit@10 buy@10",
            "bia": "ad@0 visit@30 buy@90",
            "caio": "ad@0 visit@50",
            "davi": "ad@0",
        }
    )
    of = plan.plan("touchpoint", ["ad", "visit", "buy"])

    rows = durations.durations(workspace, Filters(), of)
    found = durations.histogram(workspace, Filters(), of, step)

    assert rows[rows["number"] == step].to_numpy().tolist() == [pytest.approx([step, *row])]
    assert {since: n for since, n in zip(found["since"], found["people"], strict=True) if n} == bars
    assert found["share"].sum() == pytest.approx(1)


def test_the_last_bar_holds_all_that_is_longer_and_a_time_at_an_edge_begins_a_bar(
    journeys: Journeys,
) -> None:
    # Nine tenths of eleven times are the tenth of them, 10 minutes: bars of one minute would need more
    # than eleven, so that two minutes are the next round width.
    quick = {f"person {minute}": f"a@0 b@{minute}" for minute in range(1, 11)}
    workspace = journeys({**quick, "late": "a@0 b@5000"})

    found = durations.histogram(workspace, Filters(), plan.plan("touchpoint", ["a", "b"]))

    assert found["until"].head(11).tolist() == [60.0 * minute for minute in range(1, 12)]
    assert math.isnan(found["until"].iloc[11])
    assert found["people"].tolist() == [0, *[1] * 10, 1]
    assert durations.ranges(found)[0] == "up to 1 min"


def test_nobody_who_gets_there_has_no_bars(journeys: Journeys) -> None:
    workspace = journeys({"ana": "buy ad"})
    of = plan.plan("touchpoint", AD_BUY)

    assert durations.histogram(workspace, Filters(), of).empty
    assert durations.durations(workspace, Filters(), of)["people"].tolist() == [0, 0]


@settings(max_examples=60, deadline=None)
@example(times=[11, 11])
@example(times=[0, 11])  # one of two is not nine tenths
@given(times=st.lists(st.integers(0, 300) | st.integers(0, 10**9), min_size=1, max_size=30))
def test_bars_equal_the_twin(times: list[int]) -> None:
    found = durations.bars(np.array(times, np.float64))

    enough = [w for w in durations.WIDTHS if sum(t < 11 * w for t in times) >= 0.9 * len(times)]
    width = enough[0] if enough else durations.WIDTHS[-1]
    edges = [width * bar for bar in range(12)] + [math.inf]
    people = [sum(a <= time < b for time in times) for a, b in pairwise(edges)]
    while not people[-1]:
        people.pop()
    assert found["people"].tolist() == people
    assert found["since"].tolist() == edges[: len(people)]


def test_a_week_is_open_while_an_attempt_of_it_may_go_on(journeys: Journeys) -> None:
    # Minute 0 is Monday 2 March, 09:00. The newest event is on Sunday the 22nd, the window a week.
    workspace = journeys(
        {
            "ana": "ad@0 buy@60",
            "bia": f"ad@0 ad@{2 * WEEK + 60}",  # her first ad counts, which has had its week
            "caio": f"ad@{WEEK - 9 * 60 - 1}",  # Sunday the 8th, one minute before midnight
            "davi": f"ad@{WEEK - 9 * 60}",  # Monday the 9th, 00:00
            "eva": f"ad@{2 * WEEK} buy@{2 * WEEK}",
            "fabio": f"ad@{2 * WEEK} visit@{3 * WEEK - 1440}",
        }
    )
    of = plan.plan("touchpoint", AD_BUY, within=7 * 86_400)

    rows = entry_weeks.entry_weeks(workspace, Filters(), of)

    columns = ["entered", "people", "still_open", "is_open"]
    assert rows["week"].tolist() == [pd.Timestamp(2026, 3, day) for day in (2, 9, 16)]
    assert rows[columns].to_numpy().tolist() == [
        [3, 1, 0, False],
        [1, 0, 0, False],
        [2, 1, 1, True],
    ]


@settings(max_examples=4, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_weeks_equal_the_twin(chance: Random) -> None:
    apart = chance.choice([500, 1_440, 3_000])
    people = {
        name: [(apart * at, place, channel) for at, place, channel in events]
        for name, events in {**crowd(chance), "all": [(0, p, "web") for p in PLACES]}.items()
    }
    of = asked(["A", "BC", "D"], within=chance.choice([None, apart, 5 * apart]))
    newest = max(event[0] for events in people.values() for event in events)
    paths = [path for events in people.values() if (path := counted(events, of))]
    expected: dict[int, list[int]] = {}
    for path in paths:
        week = expected.setdefault((path[0] + 9 * 60) // WEEK, [0, 0, 0])
        is_open = of.within is None or (newest - path[0]) * MINUTE < of.within
        week[:] = week[0] + 1, week[1] + (len(path) == 3), week[2] + (is_open and len(path) < 3)

    with tempfile.TemporaryDirectory() as folder:
        workspace = build(Path(folder), {name: words(events) for name, events in people.items()})
        rows = entry_weeks.entry_weeks(workspace, Filters(), of)

    weeks = (rows["week"] - pd.Timestamp(2026, 3, 2)).dt.days // 7
    found = rows[["entered", "people", "still_open"]].to_numpy().tolist()
    assert {w: row for w, row in zip(weeks, found, strict=True) if row[0]} == expected


def test_every_event_or_the_entry_alone_lies_in_the_period(journeys: Journeys) -> None:
    # Minute 1440 is the 3rd of March, 09:00; 900 is the midnight before.
    workspace = journeys(
        {
            "ana": "ad@0 buy@899",
            "bia": "ad@0 buy@900",
            "caio": "ad@0 visit@900 buy@1440",
            "davi": "ad@-600 ad@10 buy@20",  # the first on the day before
            "eva": "ad@-600 buy@20",
        }
    )
    day = Filters(since=dt.date(2026, 3, 2), until=dt.date(2026, 3, 2))
    entry = plan.plan("touchpoint", AD_BUY)

    found = [
        funnel.funnel(workspace, day, replace(entry, inside=inside, order=order))["people"].tolist()
        for order in get_args(plan.Order)
        for inside in (False, True)
    ]

    # In any order eva's purchase opens an attempt of the day.
    assert found == [[4, 4], [4, 2], [4, 3], [4, 2], [5, 4], [5, 2]]
