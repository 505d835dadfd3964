"""What a rerun costs: nothing is asked twice, and nothing for a page that has not changed."""

import pytest

from tests.conftest import Journeys
from tests.pages.screen import visit
from touchpoints import asking

PEOPLE = {
    "ana": "ad/web/awareness look/web/consideration buy/store/purchase",
    "bia": "ad/web/awareness look/chat/consideration",
}


@pytest.mark.parametrize("page", ["funnel", "heatmap", "paths", "attribution", "scorecard"])
def test_a_rerun_with_nothing_changed_asks_nothing(
    journeys: Journeys, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = asking._asked

    def counted(path: str, query: str, *rest: object) -> object:
        asked.append(query)
        return real(path, query, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(asking, "_asked", counted)
    app = visit(f"journey/{page}", journeys(PEOPLE))
    assert asked

    asked.clear()
    app.run()

    assert asked == []
