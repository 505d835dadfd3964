"""The page about response times: proposed, changed, kept, and refused with a sentence."""

import pytest

from tests.conftest import Journeys
from tests.pages.screen import charted, figures, texts, visit
from touchpoints import demo, notebook
from touchpoints.analyses import response

PEOPLE = {
    "ana": "ask@0/chat reply@30/chat ask@100/chat reply@160/chat",
    "bia": "ask@0/mail look@10/mail answer@600/mail",
}


def test_the_waits_are_drawn_by_place_and_hour(journeys: Journeys) -> None:
    workspace = journeys({"ana": "question@0/chat reply@30/chat", "bia": "question@90/mail"})

    app = visit("journey/response", workspace, link={"by": "channel"})

    assert not app.exception
    assert figures(app)["Median wait"] == "30 min"
    assert figures(app)["Within 1 h"] == "100%"
    assert figures(app)["Without a reply"] == "1"
    assert charted(app, 0)["place"].tolist() == ["chat", "mail"]
    assert charted(app, 1)["place"].tolist() == [9, 10]


def test_what_no_name_tells_is_asked_and_kept(journeys: Journeys) -> None:
    workspace = journeys(PEOPLE)
    app = visit("journey/response", workspace)
    assert "Say which touchpoints are requests" in app.info[0].value
    assert not app.get("vega_lite_chart")

    requests, replies = app.main.multiselect
    requests.set_value(["ask"])
    replies.set_value(["reply", "answer"])
    app.main.button[0].click().run()

    assert not app.exception
    assert "Saved in this workspace" in app.toast[0].value
    assert response.exchange(workspace).inbound == ("ask",)
    assert figures(app)["Median wait"] == "1 h"  # 30 minutes, an hour and ten hours


def test_a_touchpoint_that_would_be_both_is_refused_with_a_sentence(journeys: Journeys) -> None:
    workspace = journeys(PEOPLE)
    app = visit("journey/response", workspace)

    for one in app.main.multiselect:
        one.set_value(["ask"])
    app.main.button[0].click().run()

    assert "cannot be a request and a reply" in app.error[0].value
    assert notebook.read(workspace.folder, "response") == {}


@pytest.mark.parametrize("language", ["pt"])
def test_the_demo_says_that_it_cannot_be_changed(
    journeys: Journeys, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = journeys(PEOPLE)
    monkeypatch.setitem(demo.NAMES, workspace.identifier, {})
    monkeypatch.setattr(demo, "workspace", lambda *_arguments: workspace)

    app = visit("journey/response", workspace, language)

    assert "Na demonstração isto não pode ser mudado" in texts(app)
    assert app.main.button[0].disabled
