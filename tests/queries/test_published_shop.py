"""The figures of a published web shop, counted elsewhere with plain Python."""

import json
from pathlib import Path
from typing import Any

import pytest

from touchpoints import workspaces
from touchpoints.analyses import catalogue, funnel, groups, heatmap, plan
from touchpoints.model import Filters
from touchpoints.workspaces import Workspace

CASE = Path(__file__).parents[3] / "shared" / "data" / "ev-rete-ecom-channels"
WEEK = 7 * 86400

pytestmark = pytest.mark.skipif(not CASE.exists(), reason="the published files are not here")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    empty = workspaces.create(tmp_path_factory.mktemp("shop"), "shop")
    with workspaces.next_version(empty.folder) as connection:
        connection.execute(
            "insert into incoming_events"
            " select user_id, timestamp, 0, acquisition_channel, event, user_lifecycle, null"
            " from read_csv(?)",
            [str(CASE / "ecom.csv")],
        )
    return workspaces.at(empty.folder)


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    told: dict[str, dict[str, Any]] = json.loads(
        (CASE / "expected.json").read_text(encoding="utf-8")
    )
    return told["expected"]


@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize(("window", "within"), [("unlimited", None), ("7d", WEEK)])
def test_the_funnels(
    workspace: Workspace, expected: dict[str, Any], number: int, window: str, within: int | None
) -> None:
    told = expected["funnels"][number]

    asked = plan.plan("touchpoint", told["steps"], within)
    table = funnel.funnel(workspace, Filters(), asked)
    split = groups.by_channel(workspace, Filters(), asked)

    assert table["people"].tolist() == told[window]["same_time_allowed"]
    assert split.groupby("step")["people"].sum()[told["steps"]].tolist() == table["people"].tolist()


def test_the_counts(workspace: Workspace, expected: dict[str, Any]) -> None:
    totals = catalogue.totals(workspace, Filters())
    cells = heatmap.stage_by_channel(workspace, Filters())
    hours = heatmap.weekday_by_hour(workspace, Filters())
    time = expected["time"]
    peak = hours.sort_values("events").iloc[-1]

    assert (totals.events, totals.people) == (expected["rows"], expected["distinct_customers"])
    assert cells.groupby("channel")["events"].sum().to_dict() == expected["counts_by_channel"]
    assert cells.groupby("stage")["events"].sum().to_dict() == expected["counts_by_stage"]
    assert hours.groupby("weekday")["events"].sum().tolist() == list(
        time["by_weekday_mon0_as_written"].values()
    )
    assert [peak["weekday"] - 1, peak["hour"], peak["events"]] == list(
        time["heatmap_peak"].values()
    )
