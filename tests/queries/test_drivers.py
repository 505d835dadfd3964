"""Drivers of the score: by hand, and against numpy."""

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Answers, build_answers
from touchpoints.analyses import drivers
from touchpoints.model import Filters

ASKED = "How likely are you to recommend us?"


def respondent(row: int, nps: int, csat: int, touchpoint: str = "call") -> list[dict[str, object]]:
    place = {"respondent_row": row, "touchpoint": touchpoint}
    return [
        {**place, "score": nps},
        {**place, "score": csat, "measure": "csat", "question": "Satisfied?"},
    ]


def test_a_touchpoint_is_correlated_over_its_own_respondents(answers: Answers) -> None:
    # x: 0, .25, .75, 1; y: 0, 10, 0, 10. r = 2.5 / sqrt(.625 * 100) = .3162; Fisher: atanh r +- 1.96.
    given = [(0, 1), (10, 2), (0, 4), (10, 5)]
    rows = [one for row, (nps, csat) in enumerate(given) for one in respondent(row, nps, csat)]

    found = drivers.drivers(answers(rows), Filters(), ASKED)

    call = found[found["kind"] == "touchpoint"].iloc[0]
    assert (call["driver"], call["n"], call["performance"]) == ("call", 4, 0.5)
    assert call["correlation"] == pytest.approx(0.3162, abs=1e-4)
    assert [call["low"], call["high"]] == pytest.approx([-0.9265, 0.9796], abs=1e-4)
    assert call["explained"] == pytest.approx(0.1)
    assert not call["sure"]
    assert found[found["kind"] == "question"]["driver"].tolist() == ["Satisfied?"]


def test_a_rating_without_a_score_of_its_row_meets_the_mean_score_of_its_person(
    answers: Answers,
) -> None:
    rated = {"measure": "csat", "question": "Satisfied?", "touchpoint": "call"}
    workspace = answers(
        [
            {"person": "ana", "score": 10},
            {"person": "ana", "score": 6},
            {"person": "bia", "score": 2},
            {"person": "ana", **rated, "score": 5},  # with 8
            {"person": "bia", **rated, "score": 3},  # with 2
            {"person": "caio", **rated, "score": 1},  # with nothing
        ]
    )

    call = drivers.drivers(workspace, Filters(), ASKED).set_index("kind").loc["touchpoint"]

    assert call["n"] == 2
    assert call["performance"] == 0.75
    assert call["correlation"] == pytest.approx(1)


def test_effort_rates_no_touchpoint_because_its_direction_is_not_known(answers: Answers) -> None:
    effort = {"measure": "ces", "question": "Easy?", "touchpoint": "call", "respondent_row": 1}
    workspace = answers([{"score": 9, "respondent_row": 1}, {**effort, "score": 7}])

    assert drivers.drivers(workspace, Filters(), ASKED)["kind"].tolist() == ["question"]


def test_what_matters_much_and_does_worse_is_to_be_mended_first(answers: Answers) -> None:
    """Forty respondents each: "call" follows the score closely and low, "shop" loosely and high."""
    rows = []
    for n in range(40):
        nps = (n * 7) % 11
        rows += respondent(n, nps, 1 + nps // 4, "call")
        rows += respondent(100 + n, nps, 4 + (nps > 4) * (n % 3 > 0), "shop")

    found = drivers.drivers(answers(rows), Filters(), ASKED)

    places = found[found["kind"] == "touchpoint"].set_index("driver")["place"]
    assert places.to_dict() == {"call": "mend", "shop": "hold"}
    assert drivers.finding_places(found[found["kind"] == "touchpoint"]).startswith(
        "Mend “call” first"
    )


def test_too_few_answers_are_said_to_be_too_few(answers: Answers) -> None:
    found = drivers.drivers(answers(respondent(1, 9, 5)), Filters(), ASKED)

    assert drivers.finding(found) == "Not enough answers to say what drives the score."
    assert drivers.unsure(found[found["kind"] == "touchpoint"]) == (
        "Not enough answers to say, or no connection: call (1)."
    )


REPLY = st.tuples(st.integers(0, 10), st.integers(1, 5), st.sampled_from(["call", "shop"]))


@settings(max_examples=10, deadline=None)
@given(st.lists(REPLY, min_size=1, max_size=15))
def test_correlations_equal_numpys(replies: list[tuple[int, int, str]]) -> None:
    rows = [one for row, reply in enumerate(replies) for one in respondent(row, *reply)]
    with tempfile.TemporaryDirectory() as folder:
        found = drivers.drivers(build_answers(Path(folder), rows, {}), Filters(), ASKED)

    for row in found[found["kind"] == "touchpoint"].to_dict("records"):
        pairs = np.array([reply[:2] for reply in replies if reply[2] == row["driver"]], float)
        assert row["n"] == len(pairs)
        assert row["performance"] == pytest.approx((pairs[:, 1].mean() - 1) / 4)
        if pairs.std(axis=0).all():
            assert row["correlation"] == pytest.approx(np.corrcoef(pairs.T)[0, 1])
        else:
            assert not row["sure"]
