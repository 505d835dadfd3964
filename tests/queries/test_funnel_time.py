"""Ticks, offsets and long funnels: what the packed form could get wrong."""

import datetime as dt
import string

import pytest

from tests.conftest import Journeys
from touchpoints import workspaces
from touchpoints.analyses import funnel, groups, plan
from touchpoints.analyses.packed import Matching
from touchpoints.model import Filters


@pytest.mark.parametrize("is_fast", [True, False])
def test_events_of_one_second_keep_their_order(
    journeys: Journeys, is_fast: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 0.001 minutes are 60 milliseconds: bia meets B first, caio both at the same instant.
    workspace = journeys({"ana": "A@0.001 B@0.002", "bia": "A@0.002 B@0.001", "caio": "A@0 B@0"})
    force(monkeypatch, is_fast)

    table = funnel.funnel(workspace, Filters(), plan.plan("touchpoint", ["A", "B"], 1))

    assert table["people"].tolist() == [3, 2]
    assert table["median_seconds"].iloc[1] == pytest.approx(0.03)  # 60 ms and 0 ms


@pytest.mark.parametrize("is_fast", [True, False])
def test_the_day_of_entry_is_the_one_on_the_wall_clock(
    journeys: Journeys, is_fast: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = journeys({"bia": "ad@0 buy@1"})
    # 01:30 UTC on 3 March is 22:30 on 2 March, three hours west.
    evening = dt.datetime(2026, 3, 3, 1, 30)
    with workspaces.next_version(workspace.folder) as connection:
        connection.executemany(
            "insert into incoming_events values (?, ?, ?, ?, ?, ?, ?)",
            [
                ["ana", evening, -180, "(unknown)", "ad", "(unknown)", None],
                [
                    "ana",
                    evening + dt.timedelta(hours=2),
                    -180,
                    "(unknown)",
                    "buy",
                    "(unknown)",
                    None,
                ],
            ],
        )
    workspace = workspaces.at(workspace.folder)
    force(monkeypatch, is_fast)
    steps = ["ad", "buy"]
    monday, tuesday = dt.date(2026, 3, 2), dt.date(2026, 3, 3)

    on_monday = funnel.funnel(
        workspace, Filters(since=monday, until=monday), plan.plan("touchpoint", steps)
    )
    on_tuesday = funnel.funnel(
        workspace, Filters(since=tuesday, until=tuesday), plan.plan("touchpoint", steps)
    )

    assert on_monday["people"].tolist() == [2, 2]
    assert on_tuesday["people"].tolist() == [0, 0]


@pytest.mark.parametrize("is_fast", [True, False])
@pytest.mark.parametrize("count", [5, 6, 7, 10])
def test_a_funnel_may_have_ten_steps(
    journeys: Journeys, count: int, is_fast: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = string.ascii_lowercase[:10]
    people = {f"person {length}": " ".join(letters[:length]) for length in range(1, 11)}
    workspace = journeys(people | {"backwards": " ".join(reversed(letters))})
    force(monkeypatch, is_fast)

    table = funnel.funnel(workspace, Filters(), plan.plan("touchpoint", list(letters[:count])))
    split = groups.by_channel(workspace, Filters(), plan.plan("touchpoint", list(letters[:count])))

    # "backwards" reaches the first step only.
    assert table["people"].tolist() == [11, *range(9, 10 - count, -1)]
    assert table["median_seconds"].iloc[1:].tolist() == [3600.0] * (count - 1)
    assert split["people"].tolist() == table["people"].tolist()


def force(monkeypatch: pytest.MonkeyPatch, is_fast: bool) -> None:
    """Walk in one way, whatever the steps."""
    monkeypatch.setattr(Matching, "overlaps", property(lambda _self: not is_fast))
