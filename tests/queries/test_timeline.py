"""One journey: a person's events and answers in the order of time, and the way to others."""

import datetime as dt
from typing import Any

import pytest

from tests.conftest import Answers, Journeys
from touchpoints.analyses import timeline
from touchpoints.errors import ChoiceNotPossible
from touchpoints.model import Filters

EVERYTHING = Filters()


def test_answers_stand_in_their_place_on_the_journey(answers: Answers) -> None:
    moment = dt.datetime(2026, 3, 2, 9, 30)
    given = [{"person": "ana", "score": 9, "instant": moment}, {"person": "bia", "score": 3}]
    workspace = answers(given, {"ana": "ad@0 visit@30 buy@90"})
    ana = next(
        person
        for place in (0, 1)
        if (person := timeline.person_at(workspace, EVERYTHING, place)) is not None
    )

    rows = timeline.timeline(workspace, ana)

    assert rows["kind"].tolist() == ["event", "event", "answer", "event"]
    assert rows["touchpoint"].tolist()[:2] == ["ad", "visit"]
    assert rows["score"].tolist()[2] == 9
    assert rows["waited"].tolist()[1] == 30 * 60
    assert rows["waited"].tolist()[3] == 60 * 60
    assert timeline.finding(rows) == "3 events and 1 answer in 1 h 30 min, on 1 channel."


def test_next_and_previous_go_around_the_list(journeys: Journeys) -> None:
    workspace = journeys({"ana": "a", "bia": "b", "caio": "c"})

    found = [timeline.person_at(workspace, EVERYTHING, place) for place in (-1, 0, 1, 2, 3)]

    names = [person.pseudonym for person in found if person]
    assert names[1:4] == sorted(names[1:4])
    assert (names[0], names[4]) == (names[3], names[1])
    for person in found[1:4]:
        assert person is not None
        assert timeline.named(workspace, EVERYTHING, person.pseudonym) == person


def test_the_filters_choose_among_whom_to_look(journeys: Journeys) -> None:
    workspace = journeys({"ana": "a/web b/store", "bia": "a/web", "caio": "c/mail"})
    store = Filters(channels=("store",))

    ana = timeline.person_at(workspace, store, 0)

    assert ana is not None
    assert ana.people == 1
    assert timeline.timeline(workspace, ana)["touchpoint"].tolist() == ["a", "b"]
    assert timeline.anybody(workspace, store) == ana
    assert timeline.person_at(workspace, Filters(channels=()), 0) is None
    assert timeline.anybody(workspace, Filters(channels=())) is None


def test_an_unknown_pseudonym_is_told(journeys: Journeys) -> None:
    with pytest.raises(ChoiceNotPossible) as refused:
        timeline.named(journeys({"ana": "a"}), EVERYTHING, "nobody")

    assert "There is no person “nobody”" in refused.value.sentence()


def test_somebody_who_met_a_place_can_be_looked_at(journeys: Journeys) -> None:
    workspace = journeys({"ana": "a/web b/store", "bia": "a/web"})

    found = timeline.somebody_at(workspace, EVERYTHING, "channel", "store")

    assert found is not None
    ana = timeline.named(workspace, EVERYTHING, found)
    assert timeline.timeline(workspace, ana)["touchpoint"].tolist() == ["a", "b"]
    assert timeline.somebody_at(workspace, EVERYTHING, "touchpoint", "nowhere") is None


def test_the_people_of_a_cell_are_those_who_were_there(journeys: Journeys) -> None:
    # An event a minute from Monday 9:00; 60 is 10:00.
    workspace = journeys({"ana": "a@0 a@5 b@60", "bia": "b@59", "caio": "c@61/web a@1500/web"})

    def events(**asked: Any) -> list[int]:
        return sorted(timeline.people_at(workspace, EVERYTHING, **asked)["events"])

    assert events() == [1, 2, 3]
    assert events(place="a") == [1, 2]
    assert events(weekday=1, hour=9) == [1, 2]
    assert events(weekday=1, hour=10) == [1, 1]
    assert events(weekday=2, hour=10) == [1]
    assert events(over="channel", place="web") == [2]
    assert timeline.people_at(workspace, Filters(channels=("web",)), place="b").empty
