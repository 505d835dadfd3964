"""Next month's file asks nothing again, and the same rows are not loaded twice unawares."""

from pathlib import Path

import pytest

from touchpoints import workspaces
from touchpoints.errors import AnswerNeeded
from touchpoints.importing import load, mapping, memory, sniff
from touchpoints.importing.load import Accepted
from touchpoints.importing.sniff import Table
from touchpoints.model import ColumnMapping, Filters, Question
from touchpoints.workspaces import Workspace

MARCH = "who,when,did,extra\nana,01/03/2026,visit,x\nbia,02/03/2026,buy,y\n"
APRIL = "who,when,did,extra\nana,01/04/2026,visit,x\nbia,02/04/2026,buy,y\n"
CHOSEN = ColumnMapping(
    kind="events",
    columns={"person": "who", "occurred_at": "when", "touchpoint": "extra"},
    date_order="dmy",
    stage_of_touchpoint={"x": "awareness"},
)


def table(folder: Path, text: str) -> Table:
    path = folder / "export.csv"
    path.write_text(text, encoding="utf-8")
    return sniff.read(path)[0]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return workspaces.create(tmp_path / "data", "shop")


def events(workspace: Workspace) -> int:
    found = workspaces.at(workspace.folder).run("reach", Filters().values()).to_pylist()
    return int(found[0]["events"])


def test_the_next_file_of_the_same_shape_is_mapped_as_the_last(
    tmp_path: Path, workspace: Workspace
) -> None:
    load.load(workspace.folder, [Accepted(table(tmp_path, MARCH), CHOSEN)])

    april = table(tmp_path, APRIL)
    asked = mapping.propose(april)
    told = mapping.as_before(april, asked, memory.recall(workspace.folder, april))

    assert asked.mapping != CHOSEN
    assert (told.mapping, told.date_question) == (CHOSEN, None)


def test_a_file_whose_dates_settle_their_order_is_believed_over_the_memory(
    tmp_path: Path, workspace: Workspace
) -> None:
    load.load(workspace.folder, [Accepted(table(tmp_path, MARCH), CHOSEN)])

    american = table(tmp_path, APRIL.replace("02/04", "04/22"))
    told = mapping.as_before(
        american, mapping.propose(american), memory.recall(workspace.folder, american)
    )

    assert told.date_order == "mdy"


def test_a_survey_is_remembered_with_its_questions(tmp_path: Path, workspace: Workspace) -> None:
    survey = table(tmp_path, "id,nps\n1,9\n2,3\n")
    chosen = ColumnMapping(
        "answers", {"person": "id", "score": "nps"}, (Question("nps", "nps", 0.0, 10.0),)
    )
    load.load(workspace.folder, [Accepted(survey, chosen)])

    assert memory.recall(workspace.folder, survey) == chosen
    assert memory.recall(workspace.folder, table(tmp_path, MARCH)) is None


def test_the_same_rows_are_asked_about_whatever_the_file_is_called(
    tmp_path: Path, workspace: Workspace
) -> None:
    load.load(workspace.folder, [Accepted(table(tmp_path, MARCH), CHOSEN)])
    (tmp_path / "copy.csv").write_text(MARCH, encoding="utf-8")
    same = Accepted(sniff.read(tmp_path / "copy.csv")[0], CHOSEN)

    with pytest.raises(AnswerNeeded, match="count them twice"):
        load.load(workspace.folder, [same])
    assert events(workspace) == 2

    load.load(workspace.folder, [same], again=True)
    assert events(workspace) == 4


def test_what_was_undone_is_new_again(tmp_path: Path, workspace: Workspace) -> None:
    load.load(workspace.folder, [Accepted(table(tmp_path, MARCH), CHOSEN)])
    workspaces.undo(workspaces.at(workspace.folder))

    load.load(workspace.folder, [Accepted(table(tmp_path, MARCH), CHOSEN)])

    assert events(workspace) == 2
