"""What an analysis answered is kept: by the version and the notebook of its workspace, and never shared."""

import pandas as pd

from tests.conftest import Journeys
from touchpoints import asking, notebook
from touchpoints.analyses import tables
from touchpoints.workspaces import Workspace

asked: list[str] = []


@tables.kept
def answer(workspace: Workspace, question: str, *, times: int = 1) -> pd.DataFrame:
    asked.append(question)
    return pd.DataFrame({"people": [1, 2]}) * times


def test_an_answer_is_made_once_for_each_question(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad buy"})
    asked.clear()

    for _again in range(2):
        assert answer(workspace, "who")["people"].tolist() == [1, 2]
        assert answer(workspace, "who", times=3)["people"].tolist() == [3, 6]
        assert answer(workspace, "when")["people"].tolist() == [1, 2]

    assert asked == ["who", "who", "when"]


def test_what_a_caller_does_to_an_answer_stays_with_the_caller(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad buy"})

    mine = answer(workspace, "mine")
    mine.loc[0, "people"] = 9
    mine["share"] = 0.5

    assert answer(workspace, "mine").to_dict("list") == {"people": [1, 2]}


def test_an_answer_is_made_anew_where_somebody_writes_or_somebody_is_erased(
    journeys: Journeys,
) -> None:
    workspace = journeys({"ana": "ad buy"})
    asked.clear()

    answer(workspace, "who")
    notebook.write(workspace.folder, "classes", {"ad": {"owner": "bia"}})
    answer(workspace, "who")
    notebook.write(workspace.folder, "classes", {"ad": {"owner": "eva"}})
    answer(workspace, "who")
    asking.forget_answers()
    answer(workspace, "who")

    assert len(asked) == 4
