"""Answers on the journey: by hand, and against a twin that walks through everything."""

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import START, Answers, build_answers
from touchpoints.analyses import catalogue, journey, plan
from touchpoints.analyses.tables import table
from touchpoints.model import Filters

ASKED = "How likely are you to recommend us?"
DAY = 24 * 60


def reply(score: int, person: str | None, minute: float, **more: object) -> dict[str, object]:
    return {
        "score": score,
        "person": person,
        "instant": START + dt.timedelta(minutes=minute),
        **more,
    }


def test_an_answer_is_at_the_touchpoint_it_names_else_at_the_last_contact_before(
    answers: Answers,
) -> None:
    people = {"ana": "ad@0 chat@60 buy@180", "bia": "ad@0 buy@10"}
    workspace = answers(
        [
            reply(9, "ana", 120),  # between chat and buy
            reply(2, "ana", 300, touchpoint="call"),  # names another one
            reply(9, "bia", 10),  # at the very moment of buy
        ],
        people,
    )

    rows = journey.scores_by_contact(workspace, Filters()).set_index("touchpoint")["score"]

    assert rows.to_dict() == {"buy": 100, "call": -100, "chat": 100}
    assert journey.match_rate(workspace, Filters()) == {"before": 2, "named": 1}


def test_a_contact_counts_for_thirty_days_and_no_longer(answers: Answers) -> None:
    workspace = answers(
        [reply(9, "ana", 30 * DAY), reply(9, "bia", 30 * DAY + 1)],
        {"ana": "ad@0", "bia": "ad@0"},
    )

    assert journey.match_rate(workspace, Filters()) == {"before": 1, "no contact": 1}


def test_who_has_no_place_is_told_apart(answers: Answers) -> None:
    workspace = answers(
        [reply(9, None, 5), reply(9, "ana", 5), {"score": 9, "person": "ana", "instant": None}],
        {"ana": "ad@0"},
    )

    found = journey.match_rate(workspace, Filters())

    assert found == {"before": 1, "no person": 1, "no date": 1}
    assert journey.finding_match(found) == (
        "1 of 3 respondents (33%) have a place on the journey: 0 name their touchpoint, 1 by their "
        "last contact in the 30 days before. Not placed: 1 without a person, 1 without a date, 0 "
        "without a contact in those 30 days."
    )


def test_a_filter_of_channels_is_one_of_answers_not_of_the_contacts_before(
    answers: Answers,
) -> None:
    workspace = answers(
        [reply(9, "ana", 5, channel="mail"), reply(3, "ana", 5, channel="web")],
        {"ana": "ad@0/web"},
    )

    rows = journey.scores_by_contact(workspace, Filters(channels=("mail",)))

    assert rows[["touchpoint", "n", "score"]].values.tolist() == [["ad", 1, 100]]


def test_comments_are_placed_as_their_answers_are(answers: Answers) -> None:
    said = {"comment": "awful", "label": "negative", "language": "en"}

    rows = journey.sentiment_by_contact(
        answers([reply(2, "ana", 5, **said)], {"ana": "chat@0"}), Filters()
    )

    assert rows[rows["label"] == "negative"][["touchpoint", "comments"]].values.tolist() == [
        ["chat", 1]
    ]


def test_the_last_three_contacts_before_a_low_score(answers: Answers) -> None:
    people = {"ana": "a@0 b@1 c@2 d@3", "bia": "a@0 d@1", "caio": "d@0 d@1"}
    workspace = answers(
        [reply(2, "ana", 9), reply(10, "bia", 9), reply(6, "caio", 9), reply(8, "ana", 9)], people
    )

    contacts = journey.contacts_before(workspace, Filters(), ASKED).set_index("touchpoint")
    trails = journey.trails_before(workspace, Filters(), ASKED).set_index("trail")

    # "a" is the fourth before the answers of ana; "d" counts once for caio.
    assert contacts["n"].to_dict() == {"a": 1, "b": 2, "c": 2, "d": 4}
    assert contacts["unhappy"].to_dict() == {"a": 0, "b": 1, "c": 1, "d": 2}
    assert contacts["happy"].to_dict() == {"a": 1, "b": 0, "c": 0, "d": 1}
    assert trails["n"].to_dict() == {("b", "c", "d"): 2, ("a", "d"): 1, ("d", "d"): 1}
    assert trails["unhappy"].to_dict() == {("b", "c", "d"): 1, ("a", "d"): 0, ("d", "d"): 1}


def test_the_funnel_splits_people_by_their_newest_score(answers: Answers) -> None:
    people = {
        "ana": "ad/web/awareness buy/web/purchase",
        "bia": "ad/web/awareness",
        "caio": "ad/web/awareness",
        "davi": "ad/web/awareness buy/web/purchase",
    }
    replies = [
        reply(10, "ana", 500),
        reply(0, "bia", 500),
        reply(10, "bia", 400),  # older than the other one
        reply(9, "caio", 500),
        reply(7, "davi", 500),  # neither
    ]

    rows = journey.funnel_by_verdict(answers(replies, people), Filters(), ASKED)

    assert rows[["group", "step", "people"]].values.tolist() == [
        ["happy", "awareness", 2],
        ["happy", "purchase", 1],
        ["unhappy", "awareness", 1],
        ["unhappy", "purchase", 0],
    ]
    assert journey.finding_funnel(rows) == (
        "Those who score low get as far in the journey as those who score high."
    )


PEOPLE = ("ana", "bia")
STEPS = ("a", "b", "c")
EVENT = st.tuples(st.integers(0, 45 * DAY).map(lambda m: m - m % 720), st.sampled_from("abc"))
REPLY = st.tuples(
    st.integers(0, 10),
    st.sampled_from([*PEOPLE, None]),
    st.integers(0, 60 * DAY).map(lambda m: m - m % 720),
    st.sampled_from(["(unknown)", "call"]),
)


@settings(max_examples=10, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(PEOPLE), st.lists(EVENT, min_size=1, max_size=5, unique_by=lambda e: e[0])
    ),
    st.lists(REPLY, min_size=1, max_size=6),
)
def test_placing_answers_equals_its_twin(
    events: dict[str, list[tuple[int, str]]],
    replies: list[tuple[int, str | None, int, str]],
) -> None:
    people = {who: " ".join(f"{what}@{at}" for at, what in seen) for who, seen in events.items()}
    rows = [reply(score, who, at, touchpoint=named) for score, who, at, named in replies]
    with tempfile.TemporaryDirectory() as folder:
        workspace = build_answers(Path(folder), rows, people)
        placed = journey.scores_by_contact(workspace, Filters())
        met = journey.contacts_before(workspace, Filters(), ASKED)

    places, three = [], []
    for _score, who, at, named in replies:
        seen = sorted(e for e in events.get(who or "", []) if at - 30 * DAY <= e[0] <= at)
        places += [named] if named == "call" else [seen[-1][1]] if seen else []
        three += sorted({what for _at, what in seen[-3:]})
    assert dict(zip(placed["touchpoint"], placed["n"], strict=True)) == {
        place: places.count(place) for place in places
    }
    assert dict(zip(met["touchpoint"], met["n"], strict=True)) == {
        what: three.count(what) for what in three
    }


def test_the_finding_names_the_contact_after_which_most_score_low(answers: Answers) -> None:
    people = {f"p{n}": "chat@0" if n < 30 else "buy@0" for n in range(60)}
    replies = [reply(1 if n < 30 else 10, f"p{n}", 5) for n in range(60)]

    rows = journey.contacts_before(answers(replies, people), Filters(), ASKED)

    assert journey.finding_before(rows) == "After “chat” 100% of 30 respondents give a low score."
    assert rows["low"][0] == pytest.approx(0.8865, abs=1e-4)  # Wilson of 30/30


@settings(max_examples=10, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["ana", "bia", "caio", "davi"]),
        st.lists(EVENT, min_size=1, max_size=6),
        min_size=1,
    ),
    st.lists(
        st.tuples(
            st.integers(0, 10),
            st.sampled_from(["ana", "bia", "caio", None]),
            st.integers(0, 60 * DAY),
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_the_fast_funnel_by_score_equals_the_portable_one(
    events: dict[str, list[tuple[int, str]]], replies: list[tuple[int, str | None, int]]
) -> None:
    people = {who: " ".join(f"{what}@{at}" for at, what in seen) for who, seen in events.items()}
    with tempfile.TemporaryDirectory() as folder:
        workspace = build_answers(Path(folder), [reply(*one) for one in replies], people)
        known = set(catalogue.choices(workspace, "touchpoint"))
        steps = tuple(step for step in STEPS if step in known)
        if len(steps) < 2:
            return
        fast = journey.reached_by_verdict(workspace, Filters(), ASKED, "touchpoint", steps)
        values = plan.values(workspace, Filters(), plan.plan("touchpoint", steps))
        portable = table(workspace, "funnel_by_verdict", {**values, "question": ASKED}, None)

    found = {(row.verdict, row.step): row.people for row in portable.itertuples()}
    for row, verdict in enumerate(("happy", "unhappy")):
        expected = [found.get((verdict, step), 0) for step in range(1, len(steps) + 1)]
        assert fast[row].tolist() == expected
