"""The pages about whole journeys show the figures that were worked by hand, and follow their choices."""

import datetime as dt
import json

import pandas as pd
import pytest

from tests.conftest import Journeys
from tests.pages.screen import charted, choose, texts, unfolded, visit
from touchpoints.analyses import notes
from touchpoints.analyses.notes import Note
from touchpoints.ui import notes as screen_notes

PEOPLE = {
    "ana": "ad/web/awareness look/web/consideration buy/store/purchase",
    "bia": "ad/web/awareness look/chat/consideration",
    "caio": "ad/social/awareness look/web/consideration buy/web/purchase",
}


def test_the_paths_page_draws_the_flow_and_the_ways_to_the_goal(journeys: Journeys) -> None:
    app = visit("journey/paths", journeys(PEOPLE))

    bands = charted(app, 0)
    bars = bands[bands["part"] == "bar"]
    assert bars.groupby("step")["share"].sum().round(9).tolist() == [1.0] * 4
    paths = charted(app, 1).set_index("path")
    assert list(paths.loc["web", ["people", "converted"]]) == [1, 1]
    assert list(paths.loc["web › chat", ["people", "converted"]]) == [1, 0]
    assert list(paths.loc["social › web", ["people", "converted"]]) == [1, 1]

    app = choose(app, "Steps are", "stage")
    assert app.query_params["between"] == "stage"
    assert charted(app, 1)["path"].tolist() == ["Awareness › Consideration"]


def test_the_flow_is_read_backwards_from_a_place_that_the_link_names(journeys: Journeys) -> None:
    link = {"from_channel": "chat", "reading": "before", "goal": "touchpoint:look"}

    app = visit("journey/paths", journeys(PEOPLE), link=link)

    assert "Before “chat” people most often were at “web”" in texts(app)
    assert charted(app, 1)["path"].tolist() == ["web", "social"]


def test_the_moves_page_holds_each_hand_off_against_staying(journeys: Journeys) -> None:
    app = visit("journey/changes", journeys(PEOPLE))

    changes = charted(app, 0).set_index(["origin", "destination"])
    assert list(changes.loc[("web", "store"), ["people", "converted"]]) == [1, 1]
    assert list(changes.loc[("web", "chat"), ["people", "converted", "stayed"]]) == [1, 0, 2]
    moves = charted(app, 1)
    assert moves.groupby("origin")["share"].sum().round(9).unique().tolist() == [1.0]


@pytest.mark.parametrize("page", ["journey/paths", "journey/changes"])
def test_nothing_to_show_is_said(journeys: Journeys, page: str) -> None:
    link = {"channel": "store", "stage": "awareness"}

    app = visit(page, journeys(PEOPLE), link=link)

    assert "There are no journeys for these filters" in app.info[0].value
    assert not app.get("vega_lite_chart")


def test_the_attribution_page_shares_out_the_conversions(journeys: Journeys) -> None:
    app = visit("journey/attribution", journeys(PEOPLE), link={"lookback": "30"})

    rows = charted(app, 0).set_index(["place", "model"])["credit"]
    # ana: web, web, then buys; caio: social, web, then buys.
    assert rows["web", "First contact"] == 1
    assert rows["social", "First contact"] == 1
    assert rows["web", "Last contact"] == 2
    assert rows["web", "Linear"] == 1.5
    assert "the contacts in the 30 days before" in texts(app)


def test_the_scorecard_page_has_a_row_for_each_touchpoint(journeys: Journeys) -> None:
    app = visit("journey/scorecard", journeys(PEOPLE))

    rows = app.dataframe[0].value.set_index("place")
    assert rows["people"].to_dict() == {"ad": 3, "look": 3, "buy": 2}
    # Everybody meets ad and look before the goal, and two of three reach it.
    assert rows["conversion"]["ad"] == 0.67
    assert rows["trend"]["ad"] == [3]


def test_the_loyalty_page_tells_who_came_back(journeys: Journeys) -> None:
    app = visit("journey/loyalty", journeys({"ana": "buy@0 ad@1 buy@2880", "bia": "buy@0"}))

    told = {tile.label.strip(): str(tile.value) for tile in app.metric}
    assert told == {
        "Reached the goal": "2",
        "Came back to it": "50.0%",
        "Median days until then": "2",
    }
    assert charted(app, 0)["came"].tolist() == [1]
    assert charted(app, 2)["people"].tolist() == [2]
    assert charted(app, 2)["kind"].tolist() == ["new"]


def test_the_tables_speak_the_language_of_the_visitor(journeys: Journeys) -> None:
    workspace = journeys({"ana": "buy@0 ad@1 buy@2880", "bia": "buy@0"})

    months = unfolded(visit("journey/loyalty", workspace, "pt"), "new-and-returning")
    steps = unfolded(visit("journey/person", workspace, "es"), "journey")

    assert set(months["Novas ou de volta"]) == {"Novas"}
    assert set(months["Mês completo"]) == {"Não"}
    assert set(steps["Evento o respuesta"]) == {"Evento"}


def test_the_page_of_one_journey_goes_from_person_to_person(journeys: Journeys) -> None:
    app = visit("journey/person", journeys({"ana": "ad buy", "bia": "ad"}))
    first = texts(app)

    app = app.button(key="person arrow_forward").click().run()

    assert texts(app) != first
    assert len(app.query_params["person"]) == 16
    assert "1 event" in first + texts(app)
    assert "2 events" in first + texts(app)


def test_the_trends_page_shows_the_weeks_beside_those_before(journeys: Journeys) -> None:
    app = visit("journey/trends", journeys({"ana": "ad@0 buy@1 ad@10080"}))

    rows = charted(app, 0)
    assert rows[["people", "events", "previous_events"]].values.tolist() == [[1, 1, 2]]
    assert len(app.get("vega_lite_chart")) == 3


def test_a_note_stands_on_the_trends_of_its_days(journeys: Journeys) -> None:
    days = {f"p{day}": f"ad@{day * 1440}" for day in range(10)}
    workspace = journeys(days)
    notes.write(workspace, [], [Note(dt.date(2026, 3, 9), "new checkout")])

    app = visit("journey/trends", workspace, link={"unit": "day"})

    assert not app.exception
    specs = [json.loads(chart.proto.spec) for chart in app.get("vega_lite_chart")]
    assert all("new checkout" in json.dumps(spec["layer"][-1]) for spec in specs)


def test_a_row_without_a_day_or_a_text_is_no_note() -> None:
    rows = [
        {"day": "2026-03-09", "text": "strike"},
        {"day": None, "text": "x"},
        {"day": "2026-03-10", "text": None},
    ]

    assert screen_notes.written(pd.DataFrame(rows)) == [Note(dt.date(2026, 3, 9), "strike")]
