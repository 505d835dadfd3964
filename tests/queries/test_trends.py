"""Trends: weeks and months worked by hand."""

import datetime as dt

from tests.conftest import Journeys
from touchpoints.analyses import trends
from touchpoints.model import Filters, Goal

BUY = Goal("touchpoint", "buy")
WEEK = 7 * 24 * 60


def test_a_period_stands_beside_the_one_before(journeys: Journeys) -> None:
    workspace = journeys(
        {
            "ana": f"ad@0 buy@1 ad@{3 * WEEK}",
            "bia": f"ad@10 ad@{2 * WEEK} buy@{2 * WEEK + 1} buy@{2 * WEEK + 2}",
        }
    )

    rows = trends.trends(workspace, Filters(), unit="week", goal=BUY)

    # Four weeks from Monday 2 March: the later half beside the earlier one.
    assert rows["begins_on"].dt.date.tolist() == [dt.date(2026, 3, 16), dt.date(2026, 3, 23)]
    assert rows[["events", "people", "converted", "complete"]].to_numpy().tolist() == [
        [3, 1, 1, True],
        [1, 1, 0, False],
    ]
    assert rows["previous_begins_on"].dt.date.tolist() == [dt.date(2026, 3, 2), dt.date(2026, 3, 9)]
    assert rows["previous_events"].tolist() == [3, 0]
    assert rows["previous_people"].tolist() == [2, 0]
    assert rows["previous_conversion"].iloc[0] == 0.5
    assert trends.finding(rows, "people") == (
        "People: 1 on average, 50% less than in the period before (2)."
    )


def test_the_filters_begin_the_period_with_a_whole_unit(journeys: Journeys) -> None:
    workspace = journeys({"ana": " ".join(f"a@{week * WEEK}" for week in range(6))})

    rows = trends.trends(workspace, Filters(since=dt.date(2026, 3, 18)), unit="week", goal=BUY_A)
    day = trends.trends(workspace, Filters(since=dt.date(2026, 4, 6)), unit="day", goal=BUY_A)
    month = trends.trends(workspace, Filters(since=dt.date(2026, 4, 3)), unit="month", goal=BUY_A)

    assert rows["begins_on"].dt.date.tolist()[0] == dt.date(2026, 3, 16)
    assert rows["previous_events"].isna().tolist() == [True, True, False, False]
    assert day["events"].tolist() == [1]
    assert day["previous_events"].tolist() == [0]
    # The data begin on 2 March, so that March is not held from its beginning.
    assert month["events"].tolist() == [1]
    assert month["previous_events"].isna().tolist() == [True]


def test_a_conversion_that_differs_beyond_the_margin_is_told(journeys: Journeys) -> None:
    people = {f"early {n}": "ad@0" + (" buy@1" if n < 10 else "") for n in range(60)}
    people |= {
        f"late {n}": f"ad@{WEEK}" + (f" buy@{WEEK + 1}" if n < 40 else "") for n in range(60)
    }
    people["last"] = f"ad@{2 * WEEK - 600}"  # on Sunday evening, so that the week is whole
    workspace = journeys(people)

    rows = trends.trends(workspace, Filters(), unit="week", goal=BUY)

    assert trends.finding(rows, "conversion") == "Conversion 65.6%, in the period before 16.7%."


def test_nothing_is_no_error(journeys: Journeys) -> None:
    rows = trends.trends(journeys({"ana": "buy"}), Filters(channels=()), goal=BUY)

    assert rows.empty
    assert trends.finding(rows, "events") == (
        "The data hold no period before this one to compare with."
    )


BUY_A = Goal("touchpoint", "a")
