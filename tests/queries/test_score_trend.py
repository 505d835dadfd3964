"""Scores and complaints by week and month."""

import datetime as dt
import tempfile
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Answers, Journeys, build_answers
from touchpoints import i18n
from touchpoints.analyses import score_trend
from touchpoints.model import Filters

ASKED = "How likely are you to recommend us?"


def reply(score: int, day: dt.date, hour: int = 12, **more: object) -> dict[str, object]:
    moment = dt.datetime.combine(day, dt.time(hour))
    return {"score": score, "instant": moment, **more}


MARCH, SUNDAY, MONDAY, APRIL = (
    dt.date(2026, 3, 1),
    dt.date(2026, 3, 8),
    dt.date(2026, 3, 9),
    dt.date(2026, 4, 1),
)


def test_months_have_their_score_and_interval(answers: Answers) -> None:
    given = [reply(10, MARCH), reply(9, SUNDAY), reply(3, MONDAY), reply(10, APRIL)]

    rows = score_trend.score_trend(answers(given), Filters(), ASKED)

    assert rows["begins_on"].tolist() == ["2026-03-01", "2026-04-01"]
    assert rows["n"].tolist() == [3, 1]
    # (2 - 1) / 3 and 1 / 1.
    assert rows["score"].tolist() == pytest.approx([100 / 3, 100])
    assert rows["few"].tolist() == [True, True]


def test_weeks_begin_on_monday(answers: Answers) -> None:
    given = [reply(10, SUNDAY, hour=23), reply(0, MONDAY, hour=0)]

    rows = score_trend.score_trend(answers(given), Filters(), ASKED, "week")

    assert rows["begins_on"].tolist() == ["2026-03-02", "2026-03-09"]
    assert rows["score"].tolist() == [100, -100]


def test_answers_without_a_date_and_to_other_questions_are_left_out(answers: Answers) -> None:
    other = {**reply(1, MARCH), "measure": "csat", "question": "Satisfied?"}
    given = [reply(10, MARCH), {"score": 0, "instant": None}, other]

    assert score_trend.score_trend(answers(given), Filters(), ASKED)["n"].tolist() == [1]


def test_complaints_are_the_negative_share_of_the_comments_that_say_how_they_feel(
    answers: Answers,
) -> None:
    def said(label: str, day: dt.date) -> dict[str, object]:
        return reply(5, day, comment="Something", label=label, language="en")

    given = [said("negative", MARCH), said("positive", MARCH), said("no_evidence", MARCH)]

    rows = score_trend.complaints(answers([*given, said("no_evidence", APRIL)]), Filters())

    assert rows[["score", "n"]].values.tolist() == [[0.5, 2]]


def test_the_finding_names_two_months_only_if_their_intervals_are_apart(answers: Answers) -> None:
    i18n.use("en")
    clear = [reply(10, MARCH) for _ in range(40)] + [reply(1, APRIL) for _ in range(40)]

    rows = score_trend.score_trend(answers(clear), Filters(), ASKED)

    assert score_trend.finding(rows, "month") == (
        "NPS: highest in March 2026 (100), lowest in April 2026 (-100)."
    )
    assert score_trend.finding(rows.head(1), "month") == (
        "Fewer than two periods have 30 answers or more."
    )


def test_the_finding_ranks_no_periods_whose_intervals_overlap(answers: Answers) -> None:
    close = [reply(10 if n % 2 else 7, day) for day in (MARCH, APRIL) for n in range(40)]

    rows = score_trend.score_trend(answers(close), Filters(), ASKED)

    assert score_trend.finding(rows, "month").startswith("NPS: no clear change over time")


DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 4, 30))


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10), DAYS), min_size=1, max_size=12))
def test_weekly_scores_equal_their_twin(replies: list[tuple[int, dt.date]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = build_answers(Path(folder), [reply(*one) for one in replies], {})
        rows = score_trend.score_trend(workspace, Filters(), ASKED, "week")

    weeks = defaultdict(list)
    for score, day in replies:
        weeks[day - dt.timedelta(days=day.weekday())].append(100 * ((score >= 9) - (score <= 6)))
    expected = {str(week): sum(values) / len(values) for week, values in weeks.items()}
    assert rows["begins_on"].tolist() == sorted(expected)
    assert rows["score"].tolist() == pytest.approx([expected[week] for week in sorted(expected)])


def test_waits_are_of_the_day_on_which_people_asked(journeys: Journeys) -> None:
    day = 24 * 60
    workspace = journeys(
        {
            "ana": f"enquiry@0 reply@10 enquiry@{day} reply@{day + 30}",
            "bia": "enquiry@5 reply@35",
            "caio": f"enquiry@{day}",
        }
    )

    rows = score_trend.waits(workspace, Filters(), "day")

    # 10 and 30 minutes on Monday the 2nd, 30 on Tuesday; who has no reply is left out.
    assert rows[["begins_on", "score", "n"]].values.tolist() == [
        ["2026-03-02", 1200, 2],
        ["2026-03-03", 1800, 1],
    ]
    assert score_trend.waits(workspace, Filters(), "week")["begins_on"].tolist() == ["2026-03-02"]
    assert score_trend.waits(workspace, Filters(channels=()), "week").empty


def test_a_day_is_a_period_too(answers: Answers) -> None:
    given = [reply(10, SUNDAY, hour=23), reply(0, MONDAY, hour=0)]

    rows = score_trend.score_trend(answers(given), Filters(), ASKED, "day")

    assert rows["begins_on"].tolist() == ["2026-03-08", "2026-03-09"]
