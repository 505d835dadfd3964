"""Who left a funnel: journeys worked by hand, and a brute-force twin."""

import datetime as dt
import itertools
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import Answers, Journeys, build
from tests.queries.test_funnel_twins import MINUTE, UNLIMITED, Event, journeys_of, words
from touchpoints import asking
from touchpoints.analyses import funnel, leavers, plan
from touchpoints.errors import ChoiceNotPossible
from touchpoints.model import END, OTHER, UNKNOWN, Dimension, Filters
from touchpoints.walks import following
from touchpoints.workspaces import Workspace

HOUR = 3600.0


def drop(
    over: Dimension, steps: Sequence[str | Sequence[str]], within: float | None, after: int
) -> leavers.Drop:
    return leavers.Drop(plan.plan(over, steps, within), after)


EVERYTHING = Filters()
AD_BUY = drop("touchpoint", ["ad", "buy"], HOUR, 1)


def contacts(people: pd.DataFrame) -> list[tuple[str, int]]:
    rows = leavers.next_contacts(people)
    return list(zip(rows["contact"], rows["people"], strict=True))


def test_leavers_go_to_their_first_touchpoint_after_the_last_step(journeys: Journeys) -> None:
    workspace = journeys(
        {
            "ana": "look@0 ad@10 chat@40 look@50",
            "bia": "ad@0 chat@20",
            "caio": "ad@0 ad@90 buy@200",  # too late; of attempts that stop here the first counts
            "davi": "ad@0",
            "eva": "ad@0 buy@10 chat@20",  # no leaver
            "fabio": "chat@9000",  # the newest event: all windows have ended
        }
    )

    people = leavers.leavers(workspace, EVERYTHING, AD_BUY)
    rows = leavers.next_contacts(people)

    # ana after 30 minutes, bia after 20, caio after 90.
    assert contacts(people) == [("chat", 2), ("ad", 1), (END, 1)]
    assert rows["share"].tolist() == [0.5, 0.25, 0.25]
    assert rows["median_seconds"].iloc[:2].tolist() == [25 * 60, 90 * 60]
    assert people["seconds"].median() == 30 * 60
    assert not people["still_open"].any()
    # Wilson of 2 of 4.
    assert rows[["low", "high"]].iloc[0].round(4).tolist() == [0.15, 0.85]
    assert leavers.finding(rows, 30 * 60) == (
        "25% of the 4 who left here did nothing more; of the others 67% went to “chat” next. Half of "
        "them took longer than 30 min."
    )
    assert leavers.finding(rows[rows["contact"] == "ad"], 90 * 60) == (
        "The one person who left here went to “ad” next, after 1 h 30 min."
    )


def test_people_still_open_are_told_apart_from_the_lost(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad@0", "bia": "ad@0 ad@90 chat@95", "caio": "ad@0 buy@100"})

    people = leavers.leavers(workspace, EVERYTHING, AD_BUY)

    lost, still = (leavers.chosen(people, still_open=one) for one in (False, True))
    assert (len(lost), len(still)) == (2, 1)
    assert contacts(lost) == [("buy", 1), (END, 1)]
    assert contacts(still) == [("ad", 1)]


def test_a_contact_of_the_very_moment_is_not_after_it_and_stages_break_ties(
    journeys: Journeys,
) -> None:
    workspace = journeys(
        {
            "ana": "ad@0/web/awareness chat@0/web/service late@5/web/service soon@5/web/awareness",
            "bia": "buy@0/web/purchase",
        }
    )

    people = leavers.leavers(workspace, EVERYTHING, AD_BUY)

    assert contacts(people) == [("soon", 1)]


def test_the_step_itself_may_be_passed_over(journeys: Journeys) -> None:
    workspace = journeys(
        {
            "ana": "ad@0/web/seen mail@5/web/seen chat@9/web/help",
            "bia": "ad@0/web/seen mail@7/web/seen",
            "caio": "buy@0/web/bought",
        }
    )
    at_once = drop("stage", ["seen", "bought"], None, 1)

    anywhere = leavers.leavers(workspace, EVERYTHING, at_once)
    elsewhere = leavers.leavers(workspace, EVERYTHING, replace(at_once, elsewhere=True))

    assert contacts(anywhere) == [("mail", 2)]
    assert contacts(elsewhere) == [("chat", 1), (END, 1)]
    assert contacts(elsewhere[elsewhere["contact"] == END]) == [(END, 1)]
    assert elsewhere["seconds"].median() == 9 * 60


def test_the_days_choose_the_people_and_not_where_they_went(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad@0 chat@1500/web", "bia": "ad@1500 call@1600", "caio": "buy@9"})

    first = leavers.leavers(workspace, Filters(until=dt.date(2026, 3, 2)), AD_BUY)
    web = leavers.leavers(workspace, Filters(channels=(UNKNOWN,)), AD_BUY)

    assert contacts(first) == [("chat", 1)]
    assert sorted(contacts(web)) == [(END, 1), ("call", 1)]


def test_beyond_eight_next_touchpoints_the_rest_is_other(journeys: Journeys) -> None:
    people = {f"p{n}{twice}": f"ad@0 t{n}@{n + 1}" for n in range(8) for twice in "ab"}
    people |= {"x": "ad@0 t8@1", "y": "ad@0 t9@3", "z": "ad@0 ", "buyer": "buy@9000"}

    rows = leavers.next_contacts(leavers.leavers(journeys(people), EVERYTHING, AD_BUY))

    assert rows["contact"].tolist() == [*(f"t{n}" for n in range(8)), END, OTHER]
    assert rows["people"].tolist() == [2] * 8 + [1, 2]
    assert rows["median_seconds"].iloc[9] == 120  # of 1 and 3 minutes


def test_what_the_leavers_said_is_theirs_alone(answers: Answers) -> None:
    workspace = answers(
        [
            {"person": "ana", "score": 3, "comment": "The cart was empty again"},
            {"person": "ana", "score": 9},
            {"person": "bia", "score": 10, "comment": "Fine"},
            {"person": None, "score": 0, "comment": "Who knows"},
        ],
        {"ana": "ad@0", "bia": "ad@0 buy@5", "caio": "ad@0 chat@9000"},
    )

    said = leavers.said(workspace, EVERYTHING, AD_BUY)

    assert said.people == 1  # ana, of the two who left
    assert said.scores[["n", "score", "promoters", "detractors"]].values.tolist() == [[2, 0, 1, 1]]
    assert said.comments == (1,)
    # The window of caio's ad has ended, and so has ana's.
    assert leavers.said(workspace, EVERYTHING, AD_BUY, still_open=True).people == 0


def test_only_a_step_that_has_a_next_one_can_lose_people(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad buy"})

    with pytest.raises(ChoiceNotPossible) as refused:
        leavers.leavers(workspace, EVERYTHING, drop("touchpoint", ["ad", "buy"], None, 2))

    assert refused.value.sentence() == "People can be lost after the steps 1 to 1 of this funnel."
    assert leavers.leavers(workspace, EVERYTHING, AD_BUY).empty
    assert (
        leavers.finding(leavers.summary(workspace, EVERYTHING, AD_BUY).onward, 0)
        == "Nobody was lost here."
    )


def twin(
    events: Sequence[Event], steps: Sequence[str], window: int, elsewhere: bool
) -> tuple[int, str, int]:
    """How far a person got, and the next place and its waiting time in minutes: brute force."""
    paths = [[e[0]] for e in events if e[1] in steps[0]]
    for path in paths:  # grows while it is walked; steps share no place, so no event serves two
        if len(path) < len(steps):
            times = [e[0] for e in events if e[1] in steps[len(path)]]
            paths += [[*path, t] for t in times if path[-1] <= t <= path[0] + window]
    best = min(paths, key=lambda path: (-len(path), path[-1], -path[0], path), default=[])
    passed = steps[len(best) - 1] if elsewhere and best else ""
    later = sorted(e for e in events if best and e[0] > best[-1] and e[1] not in passed)
    return len(best), *((later[0][1], later[0][0] - best[-1]) if later else (END, 0))


def portable(workspace: Workspace, values: Mapping[str, object]) -> pd.DataFrame:
    """The answer of `queries/following.sql`."""
    found: pd.DataFrame = workspace.read("following", values).to_pandas()
    return found.assign(waited=found["waited"].astype("float64"))


def check(people: Mapping[str, Sequence[Event]], steps: Sequence[str], window: int) -> None:
    within = None if window == UNLIMITED else window * MINUTE
    everybody = {**people, "everything": [(0, place, "mail") for place in "ABCD"]}
    with tempfile.TemporaryDirectory() as folder:
        workspace = build(Path(folder), {one: words(list(e)) for one, e in everybody.items()})
        asked = plan.plan("touchpoint", [list(s) for s in steps], within)
        steps_lost = funnel.funnel(workspace, EVERYTHING, asked)
        for after, elsewhere in itertools.product(range(1, len(steps)), (False, True)):
            lost_at = leavers.Drop(asked, after, elsewhere)
            found = leavers.leavers(workspace, EVERYTHING, lost_at)
            with patch.object(following, "following", portable):
                asking.forget_answers()
                told = leavers.leavers(workspace, EVERYTHING, lost_at)
                pd.testing.assert_frame_equal(found, told)
            assert len(found) == steps_lost["lost"].iloc[after]
            assert found["still_open"].sum() == steps_lost["still_open"].iloc[after]
            ends = [twin(events, steps, window, elsewhere) for events in everybody.values()]
            seconds = found["seconds"].fillna(0) / MINUTE
            assert sorted(zip(found["contact"], seconds, strict=True)) == sorted(
                (contact, waited) for reached, contact, waited in ends if reached == after
            )


@settings(max_examples=5, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(people=journeys_of(distinct=True), window=st.sampled_from([5, UNLIMITED]))
def test_both_forms_equal_the_twin(people: dict[str, list[Event]], window: int) -> None:
    check(people, ["A", "BC", "D"], window)
