"""The page of a workspace: another name, a copy, its end, each only by a press."""

from pathlib import Path

from tests.conftest import Journeys
from tests.pages.screen import START, texts, visit
from touchpoints import workspaces
from touchpoints.analyses import catalogue
from touchpoints.exports import project
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


def test_a_project_file_is_opened_on_the_start_page(journeys: Journeys, tmp_path: Path) -> None:
    workspace = journeys(PEOPLE)
    file = tmp_path / "shop.zip"
    project.save(workspace, file, data=False)
    app = visit(START)

    app.file_uploader[-1].upload("shop.zip", file.read_bytes()).run()
    next(button for button in app.button if button.label == "Open it").click().run()

    assert not app.exception
    assert "The project test is open and has no data yet" in texts(app)
    assert len(workspaces.all_in(tmp_path)) == 2


def test_what_is_no_project_file_is_told(journeys: Journeys) -> None:
    app = visit(START)

    app.file_uploader[-1].upload("shop.zip", b"no zip").run()
    next(button for button in app.button if button.label == "Open it").click().run()

    assert r"shop\.zip is no project file of Touchpoints" in app.error[0].value
