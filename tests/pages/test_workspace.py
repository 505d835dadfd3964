"""The page of a workspace: another name, a copy, its end, each only by a press."""

from tests.conftest import Journeys
from tests.pages.screen import texts, visit
from touchpoints import workspaces
from touchpoints.analyses import catalogue
from touchpoints.model import Filters

PEOPLE = {"ana": "ad visit buy"}


def test_a_workspace_gets_another_name(journeys: Journeys) -> None:
    workspace = journeys(PEOPLE)
    app = visit("share/workspace", workspace)

    app.text_input[0].set_value("Loja da Ana")
    next(button for button in app.button if button.label == "Rename").click().run()

    assert workspaces.at(workspace.folder).name == "Loja da Ana"
    assert not app.exception


def test_a_workspace_is_deleted_only_once_its_name_was_typed(journeys: Journeys) -> None:
    workspace = journeys(PEOPLE)
    app = visit("share/workspace", workspace)
    assert next(button for button in app.button if button.label == "Delete").disabled

    app.text_input(key="confirm").set_value("test").run()
    next(button for button in app.button if button.label == "Delete").click().run()

    assert not workspace.folder.exists()


def test_the_demo_is_nobodys(journeys: Journeys) -> None:
    app = visit("share/workspace", link={"w": "demo"})

    assert "The demo belongs to everybody." in texts(app)


def test_a_person_is_erased_by_the_id_of_the_file(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad visit", "bia": "ad"})
    app = visit("share/privacy", workspace)

    app.text_input[0].set_value("ana")
    next(button for button in app.button if button.label == "Erase this person").click().run()

    assert "The person was erased." in texts(app)
    assert catalogue.totals(workspaces.at(workspace.folder), Filters()).people == 1
