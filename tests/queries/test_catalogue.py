"""What a workspace holds."""

import datetime as dt

from tests.conftest import Answers, Journeys
from touchpoints import workspaces
from touchpoints.analyses import catalogue
from touchpoints.model import Filters


def test_choices_are_offered_in_the_order_that_helps(journeys: Journeys) -> None:
    workspace = journeys(
        {"ana": "buy/web/purchase ad/mail/awareness ad/web/awareness", "bia": "ad/web/service"}
    )
    with workspaces.next_version(workspace.folder) as connection:
        connection.executemany(
            "insert into incoming_stages values (?, ?)",
            [["awareness", 1], ["purchase", 2], ["service", 3]],
        )
    workspace = workspaces.at(workspace.folder)

    assert catalogue.channels(workspace) == ["web", "mail"]
    assert catalogue.stages(workspace) == ["awareness", "purchase", "service"]
    assert catalogue.touchpoints(workspace) == {"ad": "awareness", "buy": "purchase"}


def test_totals_and_period_look_at_events_and_answers(answers: Answers) -> None:
    later = dt.datetime(2026, 4, 1, 12, 0)
    workspace = answers(
        [
            {"score": 9, "person": "ana", "respondent_row": 1},
            {"score": 8, "person": "ana", "respondent_row": 2, "question": "other"},
            {"score": 7, "respondent_row": 3, "comment": "nice", "instant": later},
        ],
        {"ana": "ad buy", "bia": "ad"},
    )

    totals = catalogue.totals(workspace, Filters())

    assert catalogue.period(workspace) == (dt.date(2026, 3, 2), dt.date(2026, 4, 1))
    assert totals == catalogue.Totals(events=3, people=2, answers=3, respondents=2, comments=1)
    assert catalogue.totals(workspace, Filters(since=dt.date(2026, 3, 3))) == catalogue.Totals(
        events=0, people=0, answers=1, respondents=1, comments=1
    )
