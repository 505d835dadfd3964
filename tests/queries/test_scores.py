"""Scores and their distribution: worked by hand, and against a twin."""

import tempfile
from pathlib import Path
from statistics import mean, stdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Answers, build_answers
from touchpoints.analyses import intervals, scores
from touchpoints.model import Filters


def nps(*given: int, **more: object) -> list[dict[str, object]]:
    return [{"score": score, **more} for score in given]


def test_nps_is_promoters_minus_detractors(answers: Answers) -> None:
    # 2 promoters, 1 passive, 1 detractor of 4: 25.
    workspace = answers(nps(10, 9, 8, 6))

    row = scores.scores(workspace, Filters()).iloc[0]

    assert row[["measure", "n", "score", "mean", "few"]].tolist() == ["nps", 4, 25.0, 8.25, True]
    assert row[["promoters", "passives", "detractors"]].tolist() == [2, 1, 1]
    # P' = 2.75 / 7 and D' = 1.75 / 7: 14.29 -+ 196 * sqrt((0.6429 - 0.0204) / 7).
    assert (row["low"], row["high"]) == pytest.approx((-44.2, 72.7), abs=0.1)


def test_csat_is_the_share_of_the_top_two_boxes_of_its_own_scale(answers: Answers) -> None:
    of_five = [{"measure": "csat", "question": "five", "score": s} for s in (5, 4, 3, 1)]
    of_seven = [
        {"measure": "csat", "question": "seven", "score": s, "low": 1, "high": 7} for s in (7, 5, 4)
    ]
    unsaid = [
        {"measure": "csat", "question": "unsaid", "score": s, "low": None, "high": None}
        for s in (3, 2, 1, 1)  # the highest score given is 3, so the top two boxes are 2 and 3
    ]
    workspace = answers(of_five + of_seven + unsaid)

    rows = scores.scores(workspace, Filters()).set_index("question")

    assert list(rows.loc["five", ["n", "score", "mean"]]) == [4, 0.5, 3.25]
    assert rows.loc["seven", "score"] == pytest.approx(1 / 3)
    assert rows.loc["unsaid", "score"] == 0.5


def test_effort_and_ratings_are_means_on_their_own_scale(answers: Answers) -> None:
    workspace = answers([{"measure": "ces", "question": "easy?", "score": s} for s in (7, 7, 6, 4)])

    row = scores.scores(workspace, Filters()).iloc[0]

    # Mean 6, deviation sqrt(2): 6 -+ 1.96 * 1.4142 / 2, and no mean can be above the scale's 7.
    assert row["score"] == 6.0
    assert (row["low"], row["high"]) == pytest.approx((4.614, 7.0), abs=0.001)


def test_scores_by_channel_say_which_have_few_answers(answers: Answers) -> None:
    workspace = answers(nps(*[9] * 30, channel="web") + nps(0, channel="store"))

    rows = scores.scores(workspace, Filters(), "channel").set_index("channel")

    assert list(rows.loc["web", ["n", "score", "few"]]) == [30, 100.0, False]
    assert list(rows.loc["store", ["n", "score", "few"]]) == [1, -100.0, True]


def test_filters_leave_answers_out(answers: Answers) -> None:
    workspace = answers(nps(10, 10, channel="web") + nps(0, channel="store"))

    assert scores.scores(workspace, Filters(channels=("web",)))["score"].tolist() == [100.0]
    assert scores.scores(workspace, Filters(channels=())).empty


def test_the_shares_of_a_distribution_sum_to_one(answers: Answers) -> None:
    workspace = answers(nps(10, 10, 3, 0))

    rows = scores.distribution(workspace, Filters())

    assert rows["score"].tolist() == [0, 3, 10]
    assert rows["answers"].tolist() == [1, 1, 2]
    assert rows["share"].tolist() == [0.25, 0.25, 0.5]


def test_groups_whose_intervals_overlap_are_not_ranked(answers: Answers) -> None:
    same = nps(*[9] * 20, *[0] * 20, channel="web") + nps(*[9] * 22, *[0] * 18, channel="store")
    far = nps(*[9] * 40, channel="web") + nps(*[0] * 40, channel="store")

    alike = scores.finding(scores.scores(answers(same), Filters(), "channel"))
    apart = scores.finding(scores.scores(answers(far), Filters(), "channel"))

    assert alike == "The differences are within the margin of error."
    assert apart == "“web” scores best (100), “store” worst (-100)."


@settings(max_examples=8, deadline=None)
@given(
    given=st.lists(
        st.tuples(
            st.sampled_from(["nps", "csat", "rating"]), st.sampled_from("xy"), st.integers(1, 5)
        ),
        min_size=1,
        max_size=30,
    )
)
def test_scores_equal_the_twin(given: list[tuple[str, str, int]]) -> None:
    rows = [
        {
            "measure": measure,
            "question": measure,
            "channel": channel,
            "score": score * 2 if measure == "nps" else score,
        }
        for measure, channel, score in given
    ]
    with tempfile.TemporaryDirectory() as folder:
        workspace = build_answers(Path(folder), rows, {})
        found = scores.scores(workspace, Filters(), "channel")
    for row in found.itertuples():
        mine = [
            score
            for measure, channel, score in given
            if (measure, channel) == (row.measure, row.channel)
        ]
        doubled = [2 * score for score in mine]
        expected = {
            "nps": 100 * (sum(s >= 9 for s in doubled) - sum(s <= 6 for s in doubled)) / len(mine),
            "csat": sum(s >= 4 for s in mine) / len(mine),
            "rating": mean(mine),
        }
        assert row.n == len(mine)
        assert row.score == pytest.approx(expected[str(row.measure)])
        if row.measure == "rating" and len(mine) > 1:
            half = intervals.Z * stdev(mine) / len(mine) ** 0.5
            assert row.low == pytest.approx(max(1, mean(mine) - half))
