"""`python -m touchpoints run funnel` with each of its options."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Answers, build
from tests.queries.test_command import run
from touchpoints.analyses import plan

PEOPLE = {
    "ana": "ad@0/web look@10/web buy@20/web",
    "bia": "buy@0/store ad@10/store",
    "caio": "ad@0/web chat@5/web buy@90/store",
    "davi": "mail@1440/web buy@1450/web",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("workspaces"), PEOPLE).folder


@pytest.mark.parametrize(
    ("options", "column", "expected"),
    [
        ("", "people", [3, 2]),
        ("--within 30min", "people", [3, 1]),
        ("--step-within 2=30min", "people", [3, 1]),
        ("--order strictly", "people", [3, 0]),
        ("--order any", "people", [4, 3]),  # davi buys
        ("--without chat", "people", [3, 1]),
        ("--to 2026-03-02 --inside", "people", [3, 2]),
        ("--by channel", "group", ["web", "web", "store", "store"]),
        ("--by channel", "people", [2, 2, 1, 0]),
        ("--by time", "people", [2, 2]),
        ("--by time", "median_seconds", [55 * 60, 55 * 60]),
        ("--by week", "entered", [3]),
        ("--by before --from 2026-03-03", "people", [0, 0]),
    ],
)
def test_each_option_of_the_funnel(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    options: str,
    column: str,
    expected: list[Any],
) -> None:
    code = run(f"funnel --workspace {folder} --step ad --step buy --json {options}".strip())

    assert code == 0
    assert [row[column] for row in json.loads(capsys.readouterr().out)] == expected


@pytest.mark.parametrize(
    ("steps", "people"),
    [
        ("--step ad|mail --step buy", [4, 3]),
        ("--step touchpoint:mail|channel:store --step buy", [3, 1]),  # an event is one step
        ("--step ad --step channel:store", [3, 1]),
    ],
)
def test_a_step_may_be_several_places_of_any_kind(
    folder: Path, capsys: pytest.CaptureFixture[str], steps: str, people: list[int]
) -> None:
    run(f"funnel --workspace {folder} {steps} --json")

    assert [row["people"] for row in json.loads(capsys.readouterr().out)] == people


def test_segments_are_groups_and_sides(
    answers: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [{"person": "ana", "score": 10}, {"person": "bia", "score": 0}]
    workspace = answers(given, PEOPLE)
    line = f"funnel --workspace {workspace.folder} --step ad --step buy --json"

    run(f"{line} --by segment")
    run(f"{line} --against promoters")
    groups, sides = map(json.loads, capsys.readouterr().out.splitlines())

    promoters = [row["people"] for row in groups if row["group"] == "promoters"]
    assert promoters == [1, 1]  # ana
    assert sides[-1]["people"] == 1
    assert sides[-1]["other_people"] == 1  # of bia and caio, who are no promoters, caio buys


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ("--step-within 3=1d", "“3=1d” is not a time limit of a step. Write 2=1d for the second"),
        ("--step-within 1d", "“1d” is not a time limit of a step."),
        ("--without ad", "“ad” is a step of the funnel. It cannot be left out as well."),
        ("--without fax", "There is no “fax” in this workspace."),
        ("--order any --step-within 2=1d", "Steps in any order have no time limit of their own."),
        ("--by before", "There is no period before."),
        ("--against nobody", "There is no segment “nobody” in this workspace."),
        ("--within 0d", "The window must be longer than nothing."),
    ],
)
def test_what_makes_no_sense_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], options: str, sentence: str
) -> None:
    assert run(f"funnel --workspace {folder} --step ad --step buy {options}") == 3

    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("step", [("touchpoint:Avaliação", "stage:a|b", "channel:100%7C%")])
def test_a_step_is_read_back_from_a_link_which_leaves_accents_as_they_are(step: plan.Step) -> None:
    written = plan.written(step)

    assert written.startswith("touchpoint:Avaliação|stage:a")
    assert plan.read(written) == step
    assert plan.read("touchpoint:Avalia%C3%A7%C3%A3o") == step[:1]  # as older links have it
