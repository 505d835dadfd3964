"""The consistency of stages: worked by hand."""

import pytest

from tests.conftest import Answers, Journeys
from touchpoints.analyses import consistency
from touchpoints.model import Filters

CSAT = {"measure": "csat", "question": "How was it?", "stage": "bought"}


def rated(channel: str, score: int, times: int) -> list[dict[str, object]]:
    return [{**CSAT, "channel": channel, "score": score}] * times


def test_the_index_draws_each_channel_to_the_mean_of_its_stage(answers: Answers) -> None:
    given = [*rated("web", 5, 10), *rated("store", 1, 30), *rated("mail", 3, 9)]

    rows = consistency.consistency(answers(given, {"ana": "ad/web/bought"}), Filters())

    # Of the 40 ratings of web and store the mean is 2; web (50 + 20) / 20 = 3.5, store (30 + 20) / 40 = 1.25.
    assert rows[["stage", "measure", "channels", "n"]].values.tolist() == [
        ["bought", "rating", 2, 40]
    ]
    assert rows["index"].tolist() == pytest.approx([1 - 2.25 / 4])
    assert rows[["worst", "worst_value", "best", "best_value"]].values.tolist() == [
        ["store", 1, "web", 5]
    ]
    assert consistency.finding(rows) == (
        "Least alike: “bought”, Mean rating — “store” is worst, “web” best (index 0.44)."
    )


def test_the_channel_with_most_negative_comments_is_the_worst(answers: Answers) -> None:
    said = {**CSAT, "comment": "x", "language": "en", "sentiment": 0.0}
    given = [
        *[{**said, "channel": "web", "label": "negative"}] * 10,
        *[{**said, "channel": "store", "label": "positive"}] * 10,
    ]

    rows = consistency.consistency(answers(given, {"ana": "ad/web/bought"}), Filters())

    # Shares 1 and 0, drawn halfway to 0.5.
    assert rows[["measure", "index", "worst", "best"]].values.tolist() == [
        ["complaints", 0.5, "web", "store"]
    ]


def test_replies_within_the_target_are_compared_too(journeys: Journeys) -> None:
    people = {
        f"{channel}{number}": f"enquiry@0/{channel}/asked reply@{minute}/{channel}/asked late@9999"
        for channel, minute in (("web", 1), ("store", 600))
        for number in range(10)
    }

    rows = consistency.consistency(journeys(people), Filters())

    assert rows[
        ["stage", "measure", "worst", "worst_value", "best", "best_value"]
    ].values.tolist() == [["asked", "in target", "store", 0, "web", 1]]
