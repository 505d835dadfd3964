"""Saved views: a name, a page and what its link carries."""

import pytest

from tests.conftest import Journeys
from touchpoints import views
from touchpoints.errors import ChoiceNotPossible
from touchpoints.views import View


def test_a_view_is_kept_without_whose_workspace_it_was_or_which_language(
    journeys: Journeys,
) -> None:
    folder = journeys({}).folder
    values = {"w": ["secret"], "lang": ["pt"], "s": ["token"], "channel": ["store", "web"]}

    views.save(folder, View(" March ", "funnel", values))

    assert views.views(folder) == [View("March", "funnel", {"channel": ["store", "web"]})]


def test_a_view_gets_another_name_but_never_that_of_another_view(journeys: Journeys) -> None:
    folder = journeys({}).folder
    for name in ("a", "b"):
        views.save(folder, View(name, "funnel", {}))

    with pytest.raises(ChoiceNotPossible):
        views.rename(folder, View("a", "funnel", {}), "b")
    views.rename(folder, View("a", "funnel", {}), "c")

    assert [view.name for view in views.views(folder)] == ["b", "c"]
    views.delete(folder, "b")
    assert [view.name for view in views.views(folder)] == ["c"]


def test_a_view_without_a_name_and_one_too_many_are_refused(
    journeys: Journeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = journeys({}).folder
    monkeypatch.setattr(views, "MOST", 1)
    views.save(folder, View("a", "funnel", {}))

    with pytest.raises(ChoiceNotPossible):
        views.save(folder, View("  ", "funnel", {}))
    with pytest.raises(ChoiceNotPossible):
        views.save(folder, View("b", "funnel", {}))
    views.save(folder, View("a", "paths", {}))
    assert [view.page for view in views.views(folder)] == ["paths"]
