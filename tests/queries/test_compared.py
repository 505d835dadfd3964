"""A funnel against the period before: days worked by hand."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Journeys
from touchpoints.analyses import compared, intervals, plan
from touchpoints.model import Filters

DAY = 1440
MARCH = (dt.date(2026, 3, 1), dt.date(2026, 3, 31))


def march(since: int | None = None, until: int | None = None) -> Filters:
    days = [None if day is None else dt.date(2026, 3, day) for day in (since, until)]
    return Filters(since=days[0], until=days[1])


@pytest.mark.parametrize(
    ("chosen", "before"),
    [
        (march(10, 16), march(3, 9)),
        (march(25), march(18, 24)),  # to the newest day, the 31st
        (march(until=9), None),  # from the very beginning: nothing before
        (march(1, 5), None),
        (march(), None),
        (march(10, 10), march(9, 9)),
    ],
)
def test_the_period_before_is_as_long_and_ends_the_day_before(
    chosen: Filters, before: Filters | None
) -> None:
    assert compared.period_before(chosen, MARCH) == before


def test_a_workspace_without_days_has_no_period_before() -> None:
    assert compared.period_before(march(2, 3), None) is None


def test_each_step_is_held_against_the_period_before(journeys: Journeys) -> None:
    # 2 March: 10 people enter, 3 go on. 3 March: 10 enter, 9 go on, 3 of them to the end.
    people = {f"a{n}": "ad@0 look@5" if n < 3 else "ad@0" for n in range(10)}
    people |= {
        f"b{n}": f"ad@{DAY}" + (f" look@{DAY + 5}" if n < 9 else "") + (f" buy@{DAY + 9}" if n < 3 else "")
        for n in range(10)
    }  # fmt: skip
    chosen = march(3)
    before = compared.period_before(chosen, (dt.date(2026, 3, 2), dt.date(2026, 3, 3)))
    assert before == march(2, 2)

    rows = compared.compared(
        journeys(people), chosen, before, plan.plan("touchpoint", ["ad", "look", "buy"])
    )

    assert rows["step"].tolist() == ["look", "buy", compared.WHOLE]
    assert rows[["people", "base"]].values.tolist() == [[9, 10], [3, 9], [3, 10]]
    assert rows[["other_people", "other_base"]].values.tolist() == [[3, 10], [0, 3], [0, 10]]
    # Newcombe's own example of 9/10 against 3/10.
    look = rows[["difference", "low", "high"]].round(4).values.tolist()[0]
    assert look == [0.6, 0.1705, 0.809]
    assert rows["differs"].tolist() == [True, False, False]
    assert rows["few"].all()
    assert compared.finding(rows) == "One of the two sides has fewer than 30 people."
    assert compared.finding(rows.assign(few=False)) == (
        "“look” is higher: 90.0% against 30.0%, +60.0 points (95% interval +17.1 to +80.9)."
    )
    turned = rows.assign(
        few=False, difference=-rows["difference"], low=-rows["high"], high=-rows["low"]
    )
    assert "is lower" in compared.finding(turned)
    assert compared.finding(rows.assign(few=False, differs=False)) == (
        "No step differs between the two sides beyond the margin of error."
    )


def test_a_period_in_which_nobody_enters_has_no_difference(journeys: Journeys) -> None:
    workspace = journeys({"ana": f"ad@{DAY} buy@{DAY}"})

    rows = compared.compared(
        workspace, march(3), march(2, 2), plan.plan("touchpoint", ["ad", "buy"])
    )

    assert rows["difference"].isna().all()
    assert not rows["differs"].any()


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_the_interval_holds_the_difference_and_stays_possible(
    n: int, other_n: int, data: st.DataObject
) -> None:
    hits, others = data.draw(st.integers(0, n)), data.draw(st.integers(0, other_n))

    difference, low, high = map(float, intervals.newcombe(hits, n, others, other_n))

    assert difference == pytest.approx(hits / n - others / other_n)
    assert -1 - 1e-9 <= low <= difference + 1e-9
    assert difference - 1e-9 <= high <= 1 + 1e-9
