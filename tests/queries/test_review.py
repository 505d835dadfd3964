"""The review queue, and that no table of comments names a person."""

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import START, Answers, build_answers
from touchpoints.analyses import review, sentiment, terms
from touchpoints.analyses.sentiment import Choice
from touchpoints.model import Filters
from touchpoints.text.search import spans


def said(score: int, feeling: float, **more: object) -> dict[str, object]:
    return {
        "score": score,
        "comment": "Something",
        "sentiment": feeling,
        "label": "positive" if feeling > 0 else "negative",
        "language": "en",
        **more,
    }


def test_scores_and_words_that_disagree_are_queued(answers: Answers) -> None:
    workspace = answers(
        [
            said(10, -0.8),  # 1
            said(2, 0.9),  # 2
            said(10, -0.65),  # not beyond 0.65
            said(8, -0.9),  # a passive
            said(2, -0.9),  # they agree, and nobody knows who it was
        ],
        {"ana": "ad"},
    )

    queued = review.queue(workspace, Filters())

    assert queued.values.tolist() == [[1, "high score"], [2, "low score"]]
    assert review.among(queued) == (1, 2)
    assert review.among(queued, "low score") == (2,)


def test_a_strong_complaint_is_silent_until_that_person_is_met_again(answers: Answers) -> None:
    workspace = answers(
        [said(1, -0.9, person=person) for person in ("ana", "bia", "caio")],
        {"ana": "ad@0 call@60", "bia": "ad@0"},  # all answer at minute 0; caio has no event
    )

    assert review.among(review.queue(workspace, Filters()), "silent") == (2, 3)


def test_a_filter_of_channels_does_not_hide_the_later_contact(answers: Answers) -> None:
    workspace = answers(
        [said(1, -0.9, person="ana", channel="mail")], {"ana": "ad@0/web call@60/phone"}
    )

    assert review.queue(workspace, Filters(channels=("mail",))).empty


def test_without_events_nobody_is_said_to_be_silent(answers: Answers) -> None:
    assert review.queue(answers([said(1, -0.9, person="ana")]), Filters()).empty


def test_the_finding_counts_a_comment_once(answers: Answers) -> None:
    workspace = answers([said(10, -0.9, person="ana"), said(8, 0.1)], {"ana": "ad@0"})

    queued = review.queue(workspace, Filters())

    assert len(queued) == 2
    assert review.finding(queued, 2) == "One comment (50.0% of all) should be read by somebody."


REPLY = st.tuples(
    st.integers(0, 10),
    st.sampled_from([-0.9, -0.66, -0.65, 0.0, 0.65, 0.66, 0.9]),
    st.sampled_from(["ana", "bia", None]),
    st.integers(0, 10),
)


@settings(max_examples=10, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["ana", "bia"]), st.integers(0, 10), min_size=1),
    st.lists(REPLY, min_size=1, max_size=8),
)
def test_the_queue_equals_its_twin(
    met: dict[str, int], replies: list[tuple[int, float, str | None, int]]
) -> None:
    rows = [
        said(score, feeling, person=person, instant=START + dt.timedelta(minutes=at))
        for score, feeling, person, at in replies
    ]
    people = {person: f"ad@{at}" for person, at in met.items()}
    with tempfile.TemporaryDirectory() as folder:
        found = review.queue(build_answers(Path(folder), rows, people), Filters())

    expected = []
    for number, (score, feeling, person, at) in enumerate(replies, start=1):
        silent = feeling < -0.65 and person is not None and met.get(person, -1) <= at
        expected += [[number, "high score"]] * (score >= 9 and feeling < -0.65)
        expected += [[number, "low score"]] * (score <= 6 and feeling > 0.65)
        expected += [[number, "silent"]] * silent
    assert found.values.tolist() == expected


def test_no_table_of_comments_names_a_person(answers: Answers) -> None:
    signed = [said(1, -0.9, comment="My name is Ana Lima, call 11 98765-4321") for _ in range(40)]
    workspace = answers([*signed, *[said(10, 0.9, comment="Nice shop") for _ in range(40)]])

    page = sentiment.comments(workspace, Filters(), choice=Choice(search="ana"))
    found = terms.terms(workspace, Filters(), "verdict")

    assert set(page["comment"]) == {"My name is •••, call •••"}
    assert not any("lima" in term for term in found["term"])


def test_what_is_searched_for_is_found_whatever_its_capitals() -> None:
    assert spans("Caixa na CAIXA", "caixa") == [(0, 5), (9, 14)]
    assert spans("Caixa", "") == []
