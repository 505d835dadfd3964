"""The holder of a read-only link sees what was chosen, and reaches nothing else."""

import datetime as dt

from streamlit.testing.v1 import AppTest

from tests.conftest import Journeys
from tests.pages.screen import SHELL, texts, visit
from touchpoints import links, notebook
from touchpoints.model import Filters
from touchpoints.workspaces import Workspace

PEOPLE = {f"a{number}": "ad/web/awareness buy/shop/purchase" for number in range(30)}
LATER = dt.date(2999, 1, 1)


def opened(token: str, workspace: Workspace | None = None) -> AppTest:
    app = AppTest.from_file(str(SHELL), default_timeout=60)
    app.query_params["lang"] = "en"
    app.query_params["s"] = token
    if workspace is not None:
        app.query_params["w"] = workspace.identifier
    return app.run()


def test_a_guest_sees_the_chosen_finding_and_no_filters_and_writes_nothing(
    journeys: Journeys,
) -> None:
    workspace = journeys(PEOPLE)
    link = links.create(workspace.folder, "Ana", ["funnel"], Filters(), LATER)
    before = notebook.read(workspace.folder, links.TOPIC)

    app = opened(links.token(workspace.folder, link), workspace)

    assert not app.exception
    assert [one.value for one in app.subheader] == ["Funnel"]
    assert len(app.multiselect) == 0
    assert len(app.get("download_button")) == 0
    assert notebook.read(workspace.folder, links.TOPIC) == before

    next(one for one in app.button if one.label == "What the figures mean").click().run()
    assert "Customers with at least one event." in texts(app)


def test_a_wrong_link_says_what_a_workspace_that_is_not_there_says(journeys: Journeys) -> None:
    workspace = journeys(PEOPLE)

    app = opened("no.such.link", workspace)

    assert "There is no workspace at this link" in app.error[0].value
    assert "Funnel" not in texts(app)


def test_an_owner_makes_a_link_and_revokes_it(journeys: Journeys) -> None:
    workspace = journeys(PEOPLE)
    app = visit("share/workspace", workspace)

    next(one for one in app.text_input if one.label == "For whom").set_value("Ana")
    next(one for one in app.multiselect if one.label == "Findings").set_value(["funnel"])
    next(one for one in app.button if one.label == "Make the link").click().run()
    assert [link.name for link in links.links(workspace.folder)] == ["Ana"]

    next(one for one in app.button if one.label == "Revoke").click().run()
    assert links.links(workspace.folder) == []
    assert not app.exception
