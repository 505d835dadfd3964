"""The report page offers what the workspace can answer, and makes the file that was asked for."""

from tests.conftest import Journeys
from tests.pages.screen import texts, visit
from touchpoints.ui import reports

PEOPLE = {
    "ana": "ad/web/awareness look/web/consideration buy/store/purchase",
    "bia": "ad/web/awareness look/web/consideration",
}


def test_a_report_is_made_of_what_is_ticked(journeys: Journeys) -> None:
    app = visit("share/report", journeys(PEOPLE), link={"format": "html"})
    offered = {box.label: box for box in app.checkbox}

    assert offered["Funnel"].value
    assert not offered["Cohorts"].value
    assert "Comments" not in offered

    for label, box in offered.items():
        box.set_value(label == "Funnel")
    app.run()
    app.button[0].click().run()

    _wanted, file = app.session_state[reports.MADE]
    assert not app.exception
    assert b"50% of 2 people reach" in file
    assert "Download the report" in [one.proto.label for one in app.get("download_button")]


def test_a_report_of_other_filters_is_not_offered_as_this_one(journeys: Journeys) -> None:
    app = visit("share/report", journeys(PEOPLE), link={"format": "html"})
    for box in app.checkbox:
        box.set_value(box.label == "Touchpoint heatmap")
    app.run()
    app.button[0].click().run()

    app.multiselect[0].select("web").run()

    assert "Only channel web." in texts(app).replace("\\", "")
    assert "Download the report" not in [one.proto.label for one in app.get("download_button")]


def test_a_chart_has_one_menu_and_the_page_has_one(journeys: Journeys) -> None:
    app = visit("journey/heatmap", journeys(PEOPLE))

    labels = [one.proto.label for one in app.get("download_button")]

    assert labels == ["PNG", "SVG", "Excel", "CSV"] * 2 + ["PDF", "PowerPoint", "HTML"]
