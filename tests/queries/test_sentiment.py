"""Sentiment of the comments, and the comments page by page."""

import datetime as dt

import pytest

from tests.conftest import Answers
from touchpoints.analyses import sentiment
from touchpoints.model import Filters

MARCH = dt.datetime(2026, 3, 2, 9, 0)


def comment(
    text: str, label: str | None, score: float, day: int = 0, **more: object
) -> dict[str, object]:
    return {
        "measure": "comment",
        "question": "Why?",
        "comment": text,
        "label": label,
        "sentiment": score,
        "language": "en",
        "instant": MARCH + dt.timedelta(days=day),
        **more,
    }


GIVEN = [
    comment("awful", "negative", -0.9, day=1, channel="phone"),
    comment("bad", "negative", -0.5, day=2, channel="phone"),
    comment("fine", "positive", 0.4, day=3, channel="web"),
    comment("ok but", "mixed", 0.1, day=4, channel="web"),
    comment("see you", "no_evidence", 0.0, day=5, channel="web"),
    comment("", None, 0.0, day=6),  # no comment at all
]


def test_shares_are_of_the_comments_that_say_something(answers: Answers) -> None:
    rows = sentiment.sentiment(answers(GIVEN), Filters()).set_index("label")

    assert rows["comments"].to_dict() == {"negative": 2, "mixed": 1, "neutral": 0, "positive": 1}
    assert rows["share"].to_dict() == {
        "negative": 0.5,
        "mixed": 0.25,
        "neutral": 0.0,
        "positive": 0.25,
    }
    assert set(rows["n"]) == {4}
    assert set(rows["coverage"]) == {0.8}  # 4 of 5 comments
    # Wilson of 2/4.
    assert list(rows.loc["negative", ["low", "high"]]) == pytest.approx([0.15, 0.85], abs=0.001)


def test_sentiment_by_channel_finds_the_complaints(answers: Answers) -> None:
    many = [comment("bad", "negative", -0.5, channel="phone") for _ in range(40)]
    some = [comment("good", "positive", 0.5, channel="web") for _ in range(40)]

    rows = sentiment.sentiment(answers(many + some), Filters(), "channel")

    assert rows[rows["label"] == "negative"]["share"].tolist() == [1.0, 0.0]
    assert (
        sentiment.finding(rows)
        == "“phone” gets the most complaints: 100% of 40 comments are negative."
    )


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, ["awful", "bad", "see you", "ok but", "fine"]),
        ({"order": "most positive"}, ["fine", "ok but", "see you", "bad", "awful"]),
        ({"order": "newest"}, ["see you", "ok but", "fine", "bad", "awful"]),
        ({"label": "negative"}, ["awful", "bad"]),
        ({"label": "no_evidence"}, ["see you"]),
        ({"order": "newest", "limit": 2, "offset": 2}, ["fine", "bad"]),
    ],
)
def test_comments_are_given_page_by_page(
    answers: Answers, options: dict[str, object], expected: list[str]
) -> None:
    page = sentiment.comments(answers(GIVEN), Filters(), **options)  # type: ignore[arg-type]

    assert page["comment"].tolist() == expected


def test_a_comment_shows_the_score_of_the_same_respondent(answers: Answers) -> None:
    workspace = answers(
        [
            {"respondent_row": 7, "score": 3},
            comment("awful", "negative", -0.9, respondent_row=7),
            comment("bad", "negative", -0.5, respondent_row=8),
        ]
    )

    page = sentiment.comments(workspace, Filters())

    assert page["score"].tolist()[0] == 3
    assert page["measure"].tolist()[0] == "nps"
    assert page["score"].isna().tolist() == [False, True]


def test_comments_of_nowhere_are_never_the_ones_that_complain_most(answers: Answers) -> None:
    unknown = [comment("bad", "negative", -0.5) for _ in range(40)]
    named = [comment("fine", "positive", 0.4, channel="web") for _ in range(40)]
    rows = sentiment.sentiment(answers([*unknown, *named]), Filters(), over="channel")

    worst = sentiment.most_complaints(rows)

    assert worst is not None
    assert worst["channel"] == "web"
