"""Next month's file asks nothing again, and the same rows are not loaded twice unawares."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchpoints import workspaces
from touchpoints.errors import AnswerNeeded
from touchpoints.importing import known, load, mapping, memory, sniff
from touchpoints.importing.load import Accepted, Report
from touchpoints.importing.sniff import Table
from touchpoints.model import ColumnMapping, Filters, Question, Repeat
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

    with pytest.raises(AnswerNeeded, match="2 of the 2 rows"):
        load.load(workspace.folder, [same])
    assert events(workspace) == 2

    load.load(workspace.folder, [replace(same, repeat="again")])
    assert events(workspace) == 4


def test_what_was_undone_is_new_again(tmp_path: Path, workspace: Workspace) -> None:
    load.load(workspace.folder, [Accepted(table(tmp_path, MARCH), CHOSEN)])
    workspaces.undo(workspaces.at(workspace.folder))

    load.load(workspace.folder, [Accepted(table(tmp_path, MARCH), CHOSEN)])

    assert events(workspace) == 2


def loaded(folder: Path, workspace: Workspace, text: str, repeat: Repeat) -> Report:
    return load.load(workspace.folder, [Accepted(table(folder, text), CHOSEN, repeat=repeat)])[0]


NEXT = MARCH + "bia,03/03/2026,buy,y\nbia,03/03/2026,buy,y\n"


def test_rows_that_are_there_already_are_skipped_and_counted(
    tmp_path: Path, workspace: Workspace
) -> None:
    loaded(tmp_path, workspace, MARCH, "ask")

    with pytest.raises(AnswerNeeded, match="2 of the 4 rows"):
        loaded(tmp_path, workspace, NEXT, "ask")
    report = loaded(tmp_path, workspace, NEXT, "skip")

    assert (report.rows_read, report.rows_loaded) == (4, 2)
    assert report.left_out == {known.HELD: 2}
    assert events(workspace) == 4


def test_as_many_copies_are_known_as_the_workspace_holds(
    tmp_path: Path, workspace: Workspace
) -> None:
    loaded(tmp_path, workspace, MARCH + "ana,01/03/2026,visit,x\n", "ask")
    three = MARCH + "ana,01/03/2026,visit,x\n" * 2

    assert loaded(tmp_path, workspace, three, "skip").rows_loaded == 1


def test_a_file_replaces_what_earlier_ones_of_its_kind_held_of_its_period(
    tmp_path: Path, workspace: Workspace
) -> None:
    loaded(tmp_path, workspace, MARCH, "ask")
    loaded(tmp_path, workspace, APRIL, "ask")
    other = table(tmp_path, "person,date,event\nana,2026-04-01,call\n")
    load.load(workspace.folder, [Accepted(other, mapping.propose(other).mapping)])

    report = loaded(tmp_path, workspace, APRIL.replace("bia,02", "caio,02"), "replace")

    assert report.changes[0].holes == {
        "since": dt.date(2026, 4, 1),
        "until": dt.date(2026, 4, 2),
        "count": 2,
    }
    assert events(workspace) == 2 + 1 + 2


def test_an_import_is_taken_out_with_all_that_came_with_it(
    tmp_path: Path, workspace: Workspace
) -> None:
    first = loaded(tmp_path, workspace, MARCH, "ask")
    loaded(tmp_path, workspace, APRIL, "ask")
    assert first.import_no is not None

    load.remove(workspace.folder, first.import_no)

    newest = workspaces.at(workspace.folder)
    assert events(workspace) == 2
    assert [row["import_no"] for row in newest.run("imports").to_pylist()] == [2]
    loaded(tmp_path, workspace, MARCH, "ask")


SURVEY = "id,when,nps,why\n1,2026-03-01,9,fast\n2,2026-03-02,3,slow\n"


def survey(folder: Path, workspace: Workspace, text: str, repeat: Repeat) -> Report:
    answers = table(folder, text)
    chosen = mapping.propose(answers, "answers").mapping
    return load.load(workspace.folder, [Accepted(answers, chosen, repeat=repeat)])[0]


def test_a_respondent_is_known_by_person_moment_and_answers(
    tmp_path: Path, workspace: Workspace
) -> None:
    survey(tmp_path, workspace, SURVEY, "ask")

    another = SURVEY.replace("1,2026-03-01,9", "1,2026-03-01,8") + "3,2026-03-02,3,slow\n"
    report = survey(tmp_path, workspace, another, "skip")

    assert (report.rows_loaded, report.left_out) == (2, {known.HELD: 1})


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["ana", "bia"]), st.integers(1, 3), st.sampled_from("vb"), st.integers(0, 1)
    ),
    min_size=1,
    max_size=12,
)


def as_csv(events: Sequence[tuple[str, int, str, int]]) -> str:
    lines = (f"{who},{day:02d}/03/2026,{what},{value or ''}" for who, day, what, value in events)
    return "\n".join(["who,when,did,worth", *lines]) + "\n"


WORTH = ColumnMapping(
    kind="events",
    columns={"person": "who", "occurred_at": "when", "touchpoint": "did", "value": "worth"},
    date_order="dmy",
)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Workspace, Counter[object]]:
    """A workspace of thirty events, some of them the same."""
    chance = Random(7)
    events = [
        (chance.choice(["ana", "bia"]), chance.randint(1, 3), chance.choice("vb"), chance.randint(0, 1))
        for _ in range(30)
    ]  # fmt: skip
    folder = tmp_path_factory.mktemp("held")
    workspace = workspaces.create(folder / "data", "shop")
    load.load(workspace.folder, [Accepted(table(folder, as_csv(events)), WORTH)])
    return folder, workspaces.at(workspace.folder), Counter[object](events)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(EVENTS)
def test_the_known_events_are_those_of_the_twin(
    held: tuple[Path, Workspace, Counter[object]], events: list[tuple[str, int, str, int]]
) -> None:
    folder, workspace, before = held
    again = Accepted(table(folder, as_csv(events)), WORTH)

    found = known.known(workspace, again).rows

    assert found == (Counter[object](events) & before).total()
