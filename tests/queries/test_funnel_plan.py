"""What makes the fast funnel fast stays so."""

from tests.conftest import Journeys
from touchpoints import queries, workspaces
from touchpoints.analyses import funnel
from touchpoints.model import Filters
from touchpoints.workspaces import Workspace


def plan(workspace: Workspace, steps: list[str]) -> str:
    values, engine = funnel.bound(workspace, Filters(), "touchpoint", list(steps), 60)
    sql, names = queries.compose("funnel", engine)
    snapshot = str(workspace.folder / f"{workspace.version}.duckdb")
    cursor = workspaces._connection(snapshot).cursor()
    answer = cursor.execute(
        "explain (format json) " + sql, {name: values[name] for name in names}
    ).fetchall()
    return str(answer[0][1]).upper().replace(" ", "_")


def test_the_walk_is_one_sort_and_a_streaming_pass_for_each_half(journeys: Journeys) -> None:
    workspace = journeys({"ana": "a b c d e f"})

    found = plan(workspace, ["a", "b", "c", "d", "e"])

    assert found.count('"NAME":_"ORDER_BY"') == 2 + 1  # a half each, and the answer
    assert found.count('"NAME":_"STREAMING_WINDOW"') == 2 * (5 + 1)  # a step each, and the lags
    assert '"NAME":_"WINDOW"' not in found


def test_steps_that_are_not_asked_for_cost_nothing(journeys: Journeys) -> None:
    workspace = journeys({"ana": "a b c d e f"})

    assert "STEP_=_6" not in plan(workspace, ["a", "b", "c", "d", "e"])
    assert "STEP_=_6" in plan(workspace, ["a", "b", "c", "d", "e", "f"])


def test_overlapping_steps_take_the_portable_form(journeys: Journeys) -> None:
    workspace = journeys({"ana": "a b"})

    assert funnel.bound(workspace, Filters(), "touchpoint", ["a", "b"], None)[1] == "duckdb"
    assert funnel.bound(workspace, Filters(), "touchpoint", ["a", ["b", "a"]], None)[1] is None
