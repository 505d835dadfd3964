"""A saved view brings back the page and the filters that it was saved with."""

import datetime as dt

from tests.conftest import Journeys
from tests.pages.screen import open_directly, texts
from touchpoints import views
from touchpoints.views import View

PEOPLE = {"ana": "ad/web visit/web buy/store", "bia": "ad/web buy@3000/store"}


def test_what_is_on_the_screen_is_saved_under_a_name(journeys: Journeys) -> None:
    workspace = journeys(PEOPLE)
    app = open_directly("journey/trends", workspace, {"channel": "store", "from": "2026-03-03"})

    next(one for one in app.text_input if one.label == "Name of this view").set_value("Shop")
    next(one for one in app.button if one.label == "Save this view").click().run()

    saved = View("Shop", "trends", {"channel": ["store"], "from": ["2026-03-03"]})
    assert views.views(workspace.folder) == [saved]
    assert not app.exception


def test_opening_a_view_takes_the_place_of_the_filters_before(journeys: Journeys) -> None:
    workspace = journeys(PEOPLE)
    views.save(workspace.folder, View("Shop", "trends", {"channel": ["store"]}))
    app = open_directly("journey/paths", workspace, {"channel": "web", "from": "2026-03-03"})

    next(one for one in app.button if one.label == "Shop").click().run()

    assert not app.exception
    assert app.title[0].value == "Trends"
    assert app.multiselect[0].value == ["store"]
    assert app.date_input[0].value == (dt.date(2026, 3, 2), dt.date(2026, 3, 4))


def test_what_a_view_names_and_the_workspace_lacks_is_told(journeys: Journeys) -> None:
    workspace = journeys(PEOPLE)
    views.save(workspace.folder, View("Old", "trends", {"channel": ["fax"]}))
    app = open_directly("journey/paths", workspace, {})

    next(one for one in app.button if one.label == "Old").click().run()

    assert "it was left out\\: fax" in texts(app)
