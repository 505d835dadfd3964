"""Whose a workspace is: roles are asked wherever something is written, and one owner always stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Journeys
from touchpoints import keeping, members, notebook, permissions, workspaces
from touchpoints.errors import ChoiceNotPossible, NotAllowed, WorkspaceNotFound
from touchpoints.workspaces import Workspace


@pytest.fixture
def as_(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """`as_["who"] = "ana@x.org"`: from now on that person asks."""
    asking: dict[str, str] = {"who": "ana@x.org"}
    before = permissions._answer
    permissions.answered_by(lambda folder: members.role_of(folder, asking["who"]))
    yield asking
    permissions.answered_by(before)


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    made = workspaces.create(tmp_path, "shop")
    members.found(made.folder, "Ana@x.org")
    return made


def test_who_makes_a_workspace_owns_it_however_the_address_is_written(shop: Workspace) -> None:
    assert members.members(shop.folder) == {"ana@x.org": "owner"}
    assert members.role_of(shop.folder, " ANA@X.ORG ") == "owner"
    assert members.role_of(shop.folder, "bia@x.org") is None


def test_an_editor_writes_a_viewer_does_not(shop: Workspace, as_: dict[str, str]) -> None:
    members.invite(shop.folder, "bia@x.org", "viewer", by="ana@x.org")
    as_["who"] = "bia@x.org"

    with pytest.raises(NotAllowed):
        notebook.write(shop.folder, "notes", {"a": 1})
    with pytest.raises(NotAllowed), workspaces.next_version(shop.folder):
        pass
    with pytest.raises(NotAllowed):
        keeping.copy(shop, "mine")

    as_["who"] = "ana@x.org"
    members.invite(shop.folder, "bia@x.org", "editor", by="ana@x.org")
    as_["who"] = "bia@x.org"
    notebook.write(shop.folder, "notes", {"a": 1})
    with pytest.raises(NotAllowed):
        members.invite(shop.folder, "bia@x.org", "owner", by="bia@x.org")
    with pytest.raises(NotAllowed):
        workspaces.delete(shop)


def test_to_a_stranger_a_workspace_does_not_exist(shop: Workspace, as_: dict[str, str]) -> None:
    as_["who"] = "caio@x.org"

    for touch in (
        lambda: notebook.write(shop.folder, "notes", {"a": 1}),
        lambda: keeping.rename(shop, "mine"),
        lambda: workspaces.delete(shop),
        lambda: workspaces.undo(shop),
    ):
        with pytest.raises(WorkspaceNotFound):
            touch()
    assert members.theirs(shop.folder.parent, "caio@x.org") == []


def test_the_last_owner_stays(shop: Workspace, as_: dict[str, str]) -> None:
    with pytest.raises(ChoiceNotPossible):
        members.remove(shop.folder, "ana@x.org", by="ana@x.org")
    with pytest.raises(ChoiceNotPossible):
        members.invite(shop.folder, "ana@x.org", "viewer", by="ana@x.org")

    assert members.role_of(shop.folder, "ana@x.org") == "owner"


@pytest.mark.parametrize("address", ["", "ana", "ana@x", "a b@x.org", "ana@x.org, bia@x.org"])
def test_what_is_no_address_is_not_invited(shop: Workspace, address: str) -> None:
    with pytest.raises(ChoiceNotPossible):
        members.invite(shop.folder, address, "viewer", by="ana@x.org")


def test_a_copy_holds_the_data_and_the_notes_but_nobody(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad visit"})
    members.found(workspace.folder, "ana@x.org")
    notebook.write(workspace.folder, "notes", {"a": 1})

    made = keeping.copy(workspace, "second")

    assert made.identifier != workspace.identifier
    assert made.run("period", {"channels": None, "stages": None, "since": None, "until": None})
    assert notebook.read(made.folder, "notes") == {"a": 1}
    assert members.members(made.folder) == {}
    assert {one.name for one in workspaces.all_in(workspace.folder.parent)} == {"second", "test"}


def test_names_are_kept_trimmed_and_never_empty(shop: Workspace) -> None:
    assert keeping.rename(shop, "  Loja da Ana  ").name == "Loja da Ana"
    with pytest.raises(ChoiceNotPossible):
        keeping.rename(shop, "   ")


def test_an_archived_workspace_still_opens(shop: Workspace) -> None:
    keeping.archive(shop, away=True)

    assert keeping.is_archived(shop)
    assert workspaces.open_(shop.folder.parent, shop.identifier).name == "shop"
