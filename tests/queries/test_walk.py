"""The fast walk: its parts, its order, its choice."""

import pytest

from tests.conftest import Journeys
from touchpoints.analyses import funnel, groups, plan
from touchpoints.model import Filters
from touchpoints.walks import events

STEPS = ["a", "b", "c"]
PEOPLE = {
    "ana": "a@0/web b@5/web c@9/web",
    "bia": "a@1/mail b@2/web",
    "caio": "a@0/web",
    "davi": "c@0/web b@1/web",
    "eva": "a@3/web b@3/mail c@3/mail",
}


@pytest.mark.parametrize("events_at_once", [1, 2, 5, 1000])
def test_the_parts_add_up_wherever_they_are_cut(
    journeys: Journeys, events_at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "READ_AT_ONCE", events_at_once)
    workspace = journeys(PEOPLE)

    table = funnel.funnel(workspace, Filters(), plan.plan("touchpoint", STEPS))
    split = groups.by_channel(workspace, Filters(), plan.plan("touchpoint", STEPS))

    assert table["people"].tolist() == [4, 3, 2]
    assert split["people"].tolist() == [3, 2, 2, 1, 1, 0]  # web, then mail


def test_nobody_enters_a_funnel_of_nobody(journeys: Journeys) -> None:
    workspace = journeys({"ana": "b c"})

    table = funnel.funnel(workspace, Filters(channels=()), plan.plan("touchpoint", ["b", "c"]))

    assert table["people"].tolist() == [0, 0]
    assert groups.by_channel(
        workspace, Filters(channels=()), plan.plan("touchpoint", ["b", "c"])
    ).empty
    assert funnel.finding(table) == "Nobody entered this funnel."


def test_an_answer_may_be_changed_by_who_asked(journeys: Journeys) -> None:
    workspace = journeys({"ana": "a b"})
    first = funnel.funnel(workspace, Filters(), plan.plan("touchpoint", ["a", "b"]))

    first.loc[:, "people"] = 99

    assert funnel.funnel(workspace, Filters(), plan.plan("touchpoint", ["a", "b"]))[
        "people"
    ].tolist() == [1, 1]
