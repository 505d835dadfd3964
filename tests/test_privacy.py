"""Erasing a person, forgetting what is too old, and saying who did what."""

import datetime as dt
from pathlib import Path

import pytest

from tests.conftest import START, Answers, Journeys
from touchpoints import privacy, workspaces
from touchpoints.analyses import catalogue, sentiment
from touchpoints.errors import ChoiceNotPossible
from touchpoints.model import Filters
from touchpoints.workspaces import Workspace

DAY = 24 * 60


def marks(folder: Path, text: str) -> list[str]:
    """The files of a folder that hold a text."""
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and text.encode() in path.read_bytes()
    ]


def test_an_erased_person_is_in_no_snapshot_and_in_no_answer(answers: Answers) -> None:
    given = [
        {"person": "ana", "score": 1, "comment": "xyzzy was rude to me"},
        {"person": "bia", "score": 9, "comment": "all fine"},
    ]
    workspace = answers(given, {"ana": "ad visit", "bia": "ad"})
    before = catalogue.totals(workspace, Filters())

    assert privacy.erase(workspace, "ana")

    after = workspaces.at(workspace.folder)
    assert (before.people, before.answers) == (2, 2)
    assert catalogue.totals(after, Filters()).people == 1
    assert sentiment.counts(after, Filters()) == {"no_evidence": 1}
    assert len(list(workspace.folder.glob("v*.duckdb"))) == 1
    assert workspaces.before(after) is None
    assert marks(workspace.folder, "xyzzy") == []


def test_who_is_not_there_changes_nothing(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad visit"})

    assert not privacy.erase(workspace, "nobody")
    assert workspaces.at(workspace.folder) == workspace


def test_what_is_older_than_agreed_is_forgotten(journeys: Journeys) -> None:
    workspace = journeys({"ana": f"ad@0 visit@{30 * DAY}", "bia": "ad@0"})
    privacy.keep_for(workspace.folder, 10)

    swept = privacy.sweep(workspace, START.date() + dt.timedelta(days=35))

    found = catalogue.totals(swept, Filters())
    assert (found.people, found.events) == (1, 1)
    assert workspaces.before(swept) is None
    assert privacy.sweep(swept, START.date() + dt.timedelta(days=35)) == swept


def test_without_an_agreement_everything_is_kept(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad@0"})

    assert privacy.sweep(workspace, START.date() + dt.timedelta(days=9_999)) == workspace
    with pytest.raises(ChoiceNotPossible):
        privacy.keep_for(workspace.folder, 0)


def test_the_log_tells_the_newest_first(tmp_path: Path) -> None:
    made: Workspace = workspaces.create(tmp_path, "shop")
    privacy.note(made.folder, "ana@x.org", "opened")
    privacy.note(made.folder, "bia@x.org", "exported", "funnel.csv")

    told = [(one["who"], one["what"], one["detail"]) for one in privacy.log(made.folder)]

    assert told == [("bia@x.org", "exported", "funnel.csv"), ("ana@x.org", "opened", "")]


def test_a_line_that_a_kill_left_half_written_hides_no_other(tmp_path: Path) -> None:
    made: Workspace = workspaces.create(tmp_path, "shop")
    privacy.note(made.folder, "ana@x.org", "opened")
    with (made.folder / privacy.LOG).open("ab") as log:
        log.write('{"at": "2026-03-13", "who": "josé'.encode()[:-1])
    assert [one["who"] for one in privacy.log(made.folder)] == ["ana@x.org"]

    privacy.note(made.folder, "bia@x.org", "opened")

    assert [one["who"] for one in privacy.log(made.folder)] == ["bia@x.org", "ana@x.org"]
