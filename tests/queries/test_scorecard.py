"""The scorecard: people and answers worked by hand."""

from collections.abc import Mapping

import pandas as pd
import pytest

from tests.conftest import Answers, Journeys
from touchpoints.analyses import scorecard
from touchpoints.model import Filters, Goal
from touchpoints.workspaces import Workspace

EVERYTHING = Filters()
BUY = Goal("touchpoint", "buy")


def test_people_with_a_touchpoint_are_held_against_all_others(journeys: Journeys) -> None:
    workspace = journeys(
        {
            "ana": "ad look buy help",
            "bia": "ad look",
            "caio": "look buy ad",  # the ad comes after the goal, so he is without it
            "davi": "ad ad",
        }
    )

    rows = scorecard.scorecard(workspace, EVERYTHING, goal=BUY).set_index("place")

    columns = ["people", "share", "events", "met", "conversion", "others", "without"]
    assert list(rows.loc["ad", columns]) == [4, 1.0, 5, 3, pytest.approx(1 / 3), 1, 1.0]
    assert list(rows.loc["look", columns]) == [3, 0.75, 3, 3, pytest.approx(2 / 3), 1, 0.0]
    # Nobody has help or buys before the goal, so there is no conversion with it.
    assert list(rows.loc["help", ["met", "others", "without"]]) == [0, 4, 0.5]
    assert rows["conversion"].isna()["help"]
    assert set(rows["association"]) == {"few"}
    # Wilson of 1 of 3 and 1 of 1.
    assert list(rows.loc["ad", ["low", "high"]].astype(float).round(4)) == [0.0615, 0.7923]
    assert list(rows.loc["ad", ["without_low"]].astype(float).round(4)) == [0.2065]


def test_an_association_is_told_only_beyond_the_margin_of_error(journeys: Journeys) -> None:
    asked = {f"asks {n}": "ad ask" + (" buy" if n < 5 else "") for n in range(40)}
    others = {f"does not {n}": "ad" + (" buy" if n < 25 else "") for n in range(40)}
    workspace = journeys({**asked, **others})

    rows = scorecard.scorecard(workspace, EVERYTHING, goal=BUY)

    told = rows.set_index("place")["association"]
    assert told.to_dict() == {"ad": "few", "ask": "lower", "buy": "few"}
    assert scorecard.finding(rows) == (
        "Of those who meet “ask” before the goal 12% reach it, of those who do not 62%."
    )


def test_ratings_and_comments_belong_to_the_place_that_they_name(answers: Answers) -> None:
    given: list[Mapping[str, object]] = [
        {"measure": "csat", "score": score, "touchpoint": "help", "question": "?"}
        for score in (2, 4)
    ]
    given += [
        {"measure": "comment", "comment": "x", "touchpoint": "help", "label": label}
        for label in ("negative", "positive", "positive", "no_evidence")
    ]
    workspace = answers(given, {"ana": "ad help buy", "bia": "ad"})

    rows = scorecard.scorecard(workspace, EVERYTHING, goal=BUY).set_index("place")

    columns = ["rating", "ratings", "negative", "comments"]
    assert list(rows.loc["help", columns]) == [3.0, 2, pytest.approx(1 / 3), 3]
    assert list(rows.loc["ad", ["ratings", "comments"]]) == [0, 0]


def test_the_weeks_of_a_place_include_those_without_events(journeys: Journeys) -> None:
    week = 7 * 24 * 60
    workspace = journeys({"ana": f"ad@0 ad@5 look@{week} ad@{2 * week}"})

    rows = scorecard.scorecard(workspace, EVERYTHING, goal=Goal("touchpoint", "look"))

    assert dict(zip(rows["place"], rows["trend"], strict=True)) == {
        "ad": [2, 0, 1],
        "look": [0, 1, 0],
    }


@pytest.mark.parametrize("engine", ["duckdb", None])
def test_filters_that_leave_nothing_leave_no_row(journeys: Journeys, engine: str | None) -> None:
    workspace: Workspace = journeys({"ana": "ad buy"})

    assert scorecard.scorecard(workspace, Filters(channels=()), goal=BUY).empty


def test_the_critical_score_is_reach_times_importance_times_gap(answers: Answers) -> None:
    # 30 people rate "help" 2 and recommend 2, 30 rate it 4 and recommend 9; 30 rate "shop" 5.
    people, given = {}, []
    for number in range(90):
        who, touchpoint = f"p{number}", "help" if number < 60 else "shop"
        score = 2 if number < 30 else 4 if number < 60 else 5
        rated = {"person": who, "touchpoint": touchpoint, "respondent_row": number + 1}
        people[who] = touchpoint + " buy"
        given.append({**rated, "measure": "csat", "question": "Rated?", "score": score})
        given.append({**rated, "score": 2 if number < 30 else 9})
    workspace = answers(sorted(given, key=lambda one: "measure" in one), people)

    rows = scorecard.scorecard(workspace, EVERYTHING, goal=BUY).set_index("place")

    found = rows.loc["help"].to_dict()
    # Of 90 people 60 meet it; ratings and scores go together wholly; the mean is 3, the best 5, of 1 to 5.
    assert found["importance"] == pytest.approx(1, abs=1e-5)
    assert found["gap"] == pytest.approx(0.5)
    assert found["critical"] == pytest.approx(100 * 60 / 90 * 0.5, abs=1e-3)
    assert rows["critical"].isna()["buy"]


def test_the_most_critical_touchpoint_is_told_with_its_reasons() -> None:
    rows = pd.DataFrame(
        [
            ("call", 0.5, 3.0, 40, 0.3, 6.0),
            ("shop", 0.9, 4.5, 90, 0.0, 0.0),
            ("ad", 0.9, 4.0, 9, None, None),
        ],
        columns=["place", "share", "rating", "ratings", "gap", "critical"],
    )

    assert scorecard.finding_critical(rows) == (
        "“call” first: 50% of all people meet it, it matters for what they do or say in the end, and its "
        "mean rating of 3.0 (40 answers) is 30% of the scale below the best."
    )
    assert scorecard.finding_critical(rows.iloc[1:]) == ""
