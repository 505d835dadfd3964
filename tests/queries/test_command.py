"""`python -m touchpoints run ...` gives what the pages show."""

import argparse
import json

import pytest

from tests.conftest import Answers, Journeys
from touchpoints import workspaces
from touchpoints.analyses import command


def run(line: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["run", *line.split()])
    return command.run(arguments)


def test_the_funnel_as_json(journeys: Journeys, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = journeys({"ana": "ad@0 buy@60", "bia": "ad@0 buy@9000"})

    code = run(f"funnel --workspace {workspace.folder} --step ad --step buy --within 2h --json")

    rows = json.loads(capsys.readouterr().out)
    assert code == 0
    assert [(row["step"], row["people"], row["conversion"]) for row in rows] == [
        ("ad", 2, None),
        ("buy", 1, 0.5),
    ]


def test_who_left_as_json(journeys: Journeys, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = journeys({"ana": "ad@0 chat@10", "bia": "ad@0 look@60", "caio": "look@0 buy@60"})
    steps = "--step ad --step look --step buy"

    run(f"leavers --workspace {workspace.folder} {steps} --after 1 --json")
    run(f"leavers --workspace {workspace.folder} {steps} --json")

    first, most = map(json.loads, capsys.readouterr().out.splitlines())
    assert [(row["contact"], row["people"], row["share"]) for row in first] == [("chat", 1, 1.0)]
    assert first == most  # one person is lost after either step; of two the first is taken


def test_response_times_in_business_hours_as_json(
    journeys: Journeys, capsys: pytest.CaptureFixture[str]
) -> None:
    # From Monday 9:00 to Tuesday 9:00 the business is open for ten hours.
    workspace = journeys({"ana": "question@0 reply@1440", "bia": "look"})
    line = f"response --workspace {workspace.folder} --over hour --business --within 12h --json"

    assert run(line) == 0

    (row,) = json.loads(capsys.readouterr().out)
    assert (row["place"], row["requests"], row["median"], row["share"]) == (9, 1, 36_000, 1)


def test_response_times_need_to_know_what_is_a_reply(
    journeys: Journeys, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = journeys({"ana": "question look"})

    assert run(f"response --workspace {workspace.folder}") == command.REFUSED

    assert "known as a request or as a reply" in capsys.readouterr().err


def test_without_steps_the_funnel_is_the_stages(
    journeys: Journeys, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = journeys({"ana": "a/web/awareness b/web/purchase c/web"})

    assert run(f"funnel --workspace {workspace.folder} --json") == 0

    assert [row["step"] for row in json.loads(capsys.readouterr().out)] == ["awareness", "purchase"]


@pytest.mark.parametrize(
    ("line", "columns"),
    [
        ("classes", ["touchpoint", "medium", "setting", "directness", "owner"]),
        ("heatmap", ["stage", "channel", "events", "people", "rating", "answers"]),
        ("heatmap --over touchpoint", ["touchpoint", "channel", "events", "people"]),
        ("heatmap --measure conversion --goal buy", ["stage", "channel", "events", "people"]),
        ("measures", ["touchpoint"]),
        ("heatmap --over weekday", ["weekday", "hour", "events", "people"]),
        ("scores", ["question", "measure", "n", "score", "low", "high", "mean", "few"]),
        ("scores --over channel", ["question", "measure", "channel", "n", "score"]),
        ("sentiment", ["label", "comments", "share", "low", "high"]),
        ("sentiment --over stage", ["stage", "label", "comments"]),
    ],
)
def test_the_other_analyses_as_json(
    answers: Answers, capsys: pytest.CaptureFixture[str], line: str, columns: list[str]
) -> None:
    workspace = answers([{"score": 9, "comment": "nice", "label": "positive"}], {"ana": "ad buy"})

    assert run(f"{line} --workspace {workspace.folder} --json") == 0

    rows = json.loads(capsys.readouterr().out)
    assert list(rows[0])[: len(columns)] == columns


def test_without_json_it_is_a_table(journeys: Journeys, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = journeys({"ana": "ad buy"})

    run(f"funnel --workspace {workspace.folder} --step ad --step buy")

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:2] == ["step", "people"]
    assert lines[2].split()[:2] == ["buy", "1"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "funnel --step ad --step fax",
            "There is no “fax” in this workspace. Choose one of: ad, buy.",
        ),
        (
            "funnel --step ad --step buy --within 7x",
            "“7x” is not a window. Write 90s, 30min, 12h, 7d or 2w.",
        ),
        ("scores --over weekday", "--over weekday is only for: heatmap, response."),
    ],
)
def test_a_choice_that_makes_no_sense_is_one_sentence_and_code_3(
    journeys: Journeys, capsys: pytest.CaptureFixture[str], line: str, sentence: str
) -> None:
    workspace = journeys({"ana": "ad buy"})

    assert run(f"{line} --workspace {workspace.folder}") == 3
    assert capsys.readouterr().err.strip() == sentence


def test_an_empty_workspace_and_a_wrong_folder_are_said(
    tmp_path: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = workspaces.create(tmp_path, "empty")  # type: ignore[arg-type]

    assert run(f"scores --workspace {empty.folder}") == 3
    assert run(f"scores --workspace {tmp_path}/nowhere") == 3
    assert capsys.readouterr().err.splitlines() == [
        "This workspace is empty. Load a file into it first.",
        "There is no workspace at this link. Check the link, or start a new workspace.",
    ]


def test_themes_terms_and_drivers(answers: Answers, capsys: pytest.CaptureFixture[str]) -> None:
    bad = {"comment": "Late box", "label": "negative", "themes": {"delivery": "negative"}}
    good = {"comment": "Kind staff", "label": "positive", "themes": {"support": "positive"}}
    given = [{**bad, "language": "en", "score": 2}] * 30
    folder = answers([*given, *[{**good, "language": "en", "score": 10}] * 40]).folder

    def rows(analysis: str) -> list[dict[str, object]]:
        assert run(f"{analysis} --workspace {folder} --json") == 0
        found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
        return found

    assert [(row["theme"], row["comments"]) for row in rows("themes")] == [
        ("support", 40),
        ("delivery", 30),
    ]
    assert [row["shown"] for row in rows("terms")] == ["late box", "kind staff"]
    assert [(row["driver"], row["n"]) for row in rows("drivers")] == [
        ("support", 40),
        ("delivery", 30),
    ]


def test_terms_of_comments_that_cannot_be_held_against_others_are_refused(
    answers: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(f"terms --workspace {answers([{'score': 9}]).folder}") == 3

    assert "no two groups of comments" in capsys.readouterr().err
