"""The heatmaps offer their measures, and a cell becomes a filter only where the workspace holds it."""

import pytest

from tests.conftest import Journeys
from tests.pages.screen import charted, texts, visit
from touchpoints.ui import heatmaps, sidebar

PEOPLE = {
    "ana": "ad@0/web/awareness question@10/chat/service reply@40/chat/service buy@90/web/purchase",
    "bia": "ad@0/web/awareness",
}


def test_conversion_waits_and_all_measures_are_drawn(journeys: Journeys) -> None:
    workspace = journeys(PEOPLE)

    app = visit("journey/heatmap", workspace, link={"show": "conversion"})
    assert not app.exception
    cells = charted(app).set_index(["stage", "channel"])["conversion"]
    assert cells[("Awareness", "web")] == 0.5
    assert "A click on a cell filters by its channel and stage." in texts(app)

    app = visit("journey/heatmap", workspace, link={"show": "wait"})
    assert charted(app, 1)["wait"].dropna().tolist() == [30 * 60]

    app = visit("journey/heatmap", workspace, link={"rows": "measures"})
    assert not app.exception
    rows = charted(app).set_index(["touchpoint", "measure"])["value"]
    assert rows[("ad", "people")] == 2
    assert rows[("ad", "conversion")] == 0.5
    assert rows[("question", "wait")] == 30 * 60


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ([{"channel": "Web", "stage": "Awareness"}], [{"channel": "web", "stage": "awareness"}]),
        ([{"channel": "Fax", "stage": "Awareness"}], []),
        ([{"channel": "Web"}], []),
        ([], []),
    ],
)
def test_a_cell_becomes_a_filter_where_the_workspace_holds_it(
    cell: list[dict[str, str]],
    expected: list[dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen: list[dict[str, str]] = []
    monkeypatch.setattr(sidebar, "narrow", lambda **named: chosen.append(named))
    state = {"key": {"selection": {"cell": cell}}}
    monkeypatch.setattr("streamlit.session_state", state)

    heatmaps._narrow("key", "stage", {"Web": "web"}, {"Awareness": "awareness"})

    assert chosen == expected
