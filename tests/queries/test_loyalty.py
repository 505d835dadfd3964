"""Loyalty: purchases and months worked by hand."""

import datetime as dt
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Journeys, build
from touchpoints.analyses import loyalty
from touchpoints.model import Filters, Goal

EVERYTHING = Filters()
BUY = Goal("touchpoint", "buy")
DAY = 24 * 60


def test_who_bought_recently_is_watched_and_not_lost(journeys: Journeys) -> None:
    workspace = journeys(
        {
            "ana": f"buy@0 buy@{10 * DAY}",
            "bia": f"buy@0 ad@{20 * DAY}",  # the newest event: day 20
            "caio": f"buy@{15 * DAY}",  # watched for 5 days
            "davi": f"buy@0 buy@{20 * DAY - 1} buy@{20 * DAY}",
            "eva": "ad",
        }
    )

    rows = loyalty.returns(workspace, EVERYTHING, goal=BUY)

    # After 5 days 3 are watched; ana returns on day 10, one of 3; davi on day 19, one of 2.
    assert rows[["days", "at_risk", "came"]].to_numpy().tolist() == [
        [5, 4, 0],
        [10, 3, 1],
        [19, 2, 1],
        [20, 1, 0],
    ]
    assert rows["share"].round(4).tolist() == [0, 0.3333, 0.6667, 0.6667]
    rate = loyalty.repeat_rate(rows).iloc[0]
    assert [rate["people"], rate["returned"], rate["share"]] == [4, 2, 0.5]
    assert rate["median_days"] == 14.5
    # Wilson of 2 of 4.
    assert [round(rate["low"], 4), round(rate["high"], 4)] == [0.15, 0.85]


def test_a_stage_in_a_row_is_one_purchase(journeys: Journeys) -> None:
    workspace = journeys(
        {"ana": "cart@0/w/buying pay@1/w/buying", "bia": "pay/w/buying ad/w/seen pay/w/buying"}
    )

    rows = loyalty.returns(workspace, EVERYTHING, goal=Goal("stage", "buying"))

    assert loyalty.repeat_rate(rows)["returned"].tolist() == [1]


def test_months_that_are_not_over_are_blank(journeys: Journeys) -> None:
    # 2 March to 10 May 2026: April is whole, May is not.
    april, may = 31 * DAY, 69 * DAY
    workspace = journeys(
        {"ana": f"a@0 b@{april} c@{may}", "bia": "a@0", "caio": f"a@{april} b@{may}"}
    )

    rows = loyalty.cohorts(workspace, EVERYTHING)

    assert rows["cohort"].dt.strftime("%Y-%m").tolist() == ["2026-03", "2026-03", "2026-04"]
    assert rows[["months", "people", "size", "share"]].to_numpy().tolist() == [
        [0, 2, 2, 1.0],
        [1, 1, 2, 0.5],
        [0, 1, 1, 1.0],
    ]
    assert loyalty.finding_of_cohorts(rows) == (
        "50.0% of the newcomers of a month are seen again the month after."
    )


def test_new_and_returning_people_add_up_to_those_of_the_month(journeys: Journeys) -> None:
    april = 31 * DAY
    workspace = journeys({"ana": f"a@0 b@{april}", "bia": "a@0", "caio": f"a@{april}"})

    rows = loyalty.newcomers(workspace, EVERYTHING)

    assert rows[["kind", "people", "share", "complete"]].to_numpy().tolist() == [
        ["new", 2, 1.0, True],
        ["new", 1, 0.5, False],
        ["returning", 1, 0.5, False],
    ]


def test_nobody_is_no_error(journeys: Journeys) -> None:
    workspace, nobody = journeys({"ana": "buy"}), Filters(channels=())

    rows = loyalty.returns(workspace, nobody, goal=BUY)

    assert loyalty.finding(rows) == "Nobody reached the goal for these filters."
    assert loyalty.cohorts(workspace, nobody).empty
    assert loyalty.newcomers(workspace, nobody).empty


def test_one_person_and_one_day_are_told_as_one(journeys: Journeys) -> None:
    rows = loyalty.returns(journeys({"ana": "buy@0 buy@1440"}), EVERYTHING, goal=BUY)

    assert loyalty.finding(rows) == (
        "The one person who reached the goal came back to it within 1 day."
    )


@settings(max_examples=8, deadline=None)
@given(
    people=st.dictionaries(
        st.sampled_from(["ana", "bia", "caio", "davi"]),
        st.lists(st.tuples(st.integers(0, 9), st.sampled_from("AB")), min_size=1, max_size=6),
        min_size=1,
    )
)
def test_second_purchases_equal_the_twin(people: Mapping[str, Sequence[tuple[int, str]]]) -> None:
    newest = max(day for events in people.values() for day, _ in events)
    bought = [sorted(day for day, what in events if what == "B") for events in people.values()]
    returned = sorted(days[1] - days[0] for days in bought if len(days) > 1)
    watched = sorted(newest - days[0] for days in bought if len(days) == 1)
    with tempfile.TemporaryDirectory() as folder:
        words = {name: " ".join(f"{p}@{t * DAY}" for t, p in e) for name, e in people.items()}
        workspace = build(Path(folder), words)
        if not returned and not watched:
            return
        rows = loyalty.returns(workspace, EVERYTHING, goal=Goal("touchpoint", "B"))

    assert [
        day for day, n in zip(rows["days"], rows["came"], strict=True) for _ in range(n)
    ] == returned
    for row in rows.to_dict("records"):
        assert row["at_risk"] == sum(day >= row["days"] for day in [*returned, *watched])
    if not watched:
        assert rows["share"].iloc[-1] == pytest.approx(1.0)
    assert rows["share"].is_monotonic_increasing


def test_the_period_ends_the_watch(journeys: Journeys) -> None:
    workspace = journeys({"ana": f"buy@0 buy@{10 * DAY}", "bia": f"buy@0 ad@{5 * DAY}"})

    rows = loyalty.returns(workspace, Filters(until=dt.date(2026, 3, 8)), goal=BUY)

    assert rows["came"].sum() == 0
    assert rows["days"].max() == 5
