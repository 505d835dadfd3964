"""The figures of the overview: their values, their whole periods, and when a change may be told."""

import datetime as dt

import pandas as pd
import pytest

from tests.conftest import Answers, Journeys
from touchpoints.analyses import pulse, response
from touchpoints.analyses.pulse import Figure, Span
from touchpoints.model import Filters

DAY = 24 * 60


def figure(name: str, found: list[Figure]) -> Figure:
    return next(one for one in found if one.name == name)


def test_people_and_those_who_reach_the_goal_are_counted_once(journeys: Journeys) -> None:
    workspace = journeys(
        {
            "ana": "ad@0/web/awareness buy@10/web/purchase buy@20/web/purchase",
            "bia": "ad@0/web/awareness",
            "caio": "ad@5/web/awareness",
            "davi": f"buy@{8 * DAY}/web/purchase",
        }
    )
    whole = pulse.span(workspace, Filters())

    found = pulse.pulse(workspace, Filters(), whole)

    assert [(one.name, one.value, one.n) for one in found] == [
        ("people", 4, 4),
        ("conversion", 0.5, 4),
    ]
    assert whole == Span("week", ("2026-03-02",))  # the second week is not over
    assert figure("conversion", found).rows["value"].tolist() == [1 / 3]


def test_months_are_followed_from_three_whole_ones_on(journeys: Journeys) -> None:
    workspace = journeys({"ana": f"ad@0 ad@{70 * DAY} ad@{118 * DAY}"})  # 2 March to 28 June

    assert pulse.span(workspace, Filters()).unit == "week"
    assert pulse.span(workspace, Filters(since=dt.date(2026, 3, 1))) == Span(
        "month", ("2026-03-01", "2026-04-01", "2026-05-01")
    )


def test_a_change_is_told_only_beyond_the_margin_of_error(answers: Answers) -> None:
    def given(first_day: int, scores: list[int]) -> list[dict[str, object]]:
        moment = dt.datetime(2026, 3, 2) + dt.timedelta(days=first_day)
        return [{"score": score, "instant": moment} for score in scores]

    week, happy, unhappy = 7, [10] * 40, [0] * 40
    better = answers([*given(0, unhappy), *given(week, happy), *given(2 * week - 1, [10])])
    found = figure("score", pulse.pulse(better, Filters(), pulse.span(better, Filters())))

    assert found.about == ("nps", "How likely are you to recommend us?")
    assert found.rows["n"].tolist() == [40, 41]
    assert pulse.change(found) == "up"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ((5.0, 6.0, 40), "unclear"),
        ((7.0, 8.0, 40), "up"),
        ((0.0, 1.0, 40), "down"),
        ((7.0, 8.0, 29), "unknown"),
    ],
)
def test_intervals_that_overlap_and_few_answers_tell_no_change(
    now: tuple[float, float, int], expected: str
) -> None:
    rows = pd.DataFrame(
        [("2026-03-02", 5.0, 4.0, 6.0, 50), ("2026-03-09", sum(now[:2]) / 2, *now)],
        columns=["begins_on", "value", "low", "high", "n"],
    )

    assert pulse.change(Figure("score", 5, 4, 6, 90, rows)) == expected


def test_a_workspace_of_answers_has_no_figures_of_events(answers: Answers) -> None:
    workspace = answers([{"score": 9, "comment": "great", "label": "positive"}])

    found = pulse.pulse(workspace, Filters(), pulse.span(workspace, Filters()))

    assert [one.name for one in found] == ["score", "negative"]
    assert figure("negative", found).value == 0


def test_the_wait_for_a_reply_is_followed_where_requests_and_replies_are_known(
    journeys: Journeys,
) -> None:
    workspace = journeys(
        {
            "ana": "message_received@0 message_sent@10",
            "bia": "message_received@0 message_sent@30",
            "caio": f"message_received@0 message_sent@20 ad@{8 * DAY}",
        }
    )
    given = response.Exchange(("message_received",), ("message_sent",))
    response.write(workspace, given)

    found = figure("response", pulse.pulse(workspace, Filters(), pulse.span(workspace, Filters())))

    assert (found.value, found.n) == (20 * 60, 3)
    assert found.rows["value"].tolist() == [20 * 60]
    assert pulse.told(found, found.value) == "20 min"
