"""Terms of one group of comments against another."""

import datetime as dt

from tests.conftest import Answers
from touchpoints.analyses import terms
from touchpoints.model import Filters


def said(text: str, score: int, **more: object) -> dict[str, object]:
    return {"comment": text, "language": "en", "label": "neutral", "score": score, **more}


BAD = [said("Broken box", 3, channel="web") for _ in range(30)]
GOOD = [said("Friendly staff", 10, channel="store") for _ in range(40)]
SHARED = [said("Quick checkout", score) for score in (2, 9)] * 10


def test_low_scores_say_what_high_scores_do_not(answers: Answers) -> None:
    rows = terms.terms(answers([*BAD, *GOOD, *SHARED]), Filters(), "verdict")

    assert rows["shown"].tolist() == ["broken box", "friendly staff"]
    # 30 of the 40 with a low score, none of the 50 with a high one; then the other way round.
    assert rows[["first", "first_n", "second", "second_n"]].values.tolist() == [
        [30, 40, 0, 50],
        [0, 40, 40, 50],
    ]
    assert (rows["z"].abs() >= 1.96).all()
    assert terms.finding(terms.pairs_of(rows), "Low score", "High score") == (
        "“broken box” stands out: in 75% of the comments of “Low score”, 0% of “High score”."
    )


def test_a_passive_is_neither_unhappy_nor_happy(answers: Answers) -> None:
    passive = [said("Broken box", 7) for _ in range(9)]

    rows = terms.terms(answers([*BAD, *GOOD, *passive]), Filters(), "verdict")

    assert rows["first"].tolist() == [30, 0]


def test_satisfaction_of_one_or_two_of_five_is_unhappy(answers: Answers) -> None:
    rated = {"measure": "csat", "question": "Satisfied?"}
    given = [said("Broken box", score, **rated) for score in (1, 2) for _ in range(20)]
    given += [said("Friendly staff", score, **rated) for score in (4, 5) for _ in range(20)]
    given += [said("Quick checkout", 3, **rated) for _ in range(20)]

    rows = terms.terms(answers(given), Filters(), "verdict")

    assert rows[["first", "first_n"]].values.tolist() == [[40, 40], [0, 40]]


def test_a_channel_is_held_against_the_rest(answers: Answers) -> None:
    workspace = answers([*BAD, *GOOD])

    rows = terms.terms(workspace, Filters(), "channel", "store")

    assert rows["shown"].tolist()[0] == "friendly staff"
    assert terms.groups(workspace, Filters(), "channel") == ["store", "web"]


def test_the_last_month_is_held_against_those_before(answers: Answers) -> None:
    april = dt.datetime(2026, 4, 3)
    later = [{**one, "instant": april} for one in BAD]

    rows = terms.terms(answers([*later, *GOOD]), Filters(), "month")

    assert rows[["shown", "first_n", "second_n"]].values.tolist()[0] == ["broken box", 30, 40]


def test_only_comparisons_with_two_groups_are_offered(answers: Answers) -> None:
    assert terms.comparisons(answers(BAD), Filters()) == []


def test_comparisons_name_what_the_comments_allow(answers: Answers) -> None:
    assert terms.comparisons(answers([*BAD, *GOOD]), Filters()) == ["verdict", "channel"]


def test_a_term_opens_the_comments_that_hold_it(answers: Answers) -> None:
    workspace = answers([*BAD[:3], *GOOD[:3]])

    assert terms.comments_with(workspace, Filters(), "broken box") == (1, 2, 3)
    assert terms.comments_with(workspace, Filters(), "unheard of") == ()


def test_the_spelling_of_most_is_shown(answers: Answers) -> None:
    given = [said(text, 2, language="pt") for text in ("Não chegou", "nao chegou", "não chegou")]
    given += [said("Chegou bem", 10, language="pt") for _ in range(60)]
    given += [said("Não chegou nada", 1, language="pt") for _ in range(30)]

    rows = terms.terms(answers(given), Filters(), "verdict")

    assert "não chegou" in rows["shown"].tolist()
