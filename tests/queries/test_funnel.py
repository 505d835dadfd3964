"""The ordered funnel: the vectors of docs/metrics.md and journeys worked by hand."""

import datetime as dt

import pytest

from tests.conftest import Journeys
from touchpoints.analyses import funnel, groups, plan
from touchpoints.errors import ChoiceNotPossible
from touchpoints.model import Filters

MINUTE = 60.0
EVERYTHING = Filters()


@pytest.mark.parametrize(
    ("words", "steps", "minutes", "reached"),
    [
        ("A@60 A@90 B@105 C@135", "A B C", 60, 3),
        ("A@0 B@10 A@50 C@55", "A B C", 60, 3),
        ("A@0 A@100 B@130", "A B", 60, 2),
        ("A@0 B@60", "A B", 60, 2),
        ("A@0 B@61", "A B", 60, 1),
        ("B@0 A@0", "A B", 60, 2),
        ("A@0 A@10", "A A", 60, 2),
        ("A@0 B@500", "A A", 60, 1),
        ("B@0 A@10", "A B", None, 1),
        ("A@0 B@100000 C@200000", "A B C", None, 3),
        ("C@0 B@0 A@0", "A B C", 60, 3),
    ],
)
def test_a_person_reaches_the_deepest_step_of_the_best_attempt(
    journeys: Journeys, words: str, steps: str, minutes: float | None, reached: int
) -> None:
    # Somebody else meets B and C only, so that both exist in the workspace.
    workspace = journeys({"ana": words, "bia": "B@0 C@1"})

    table = funnel.funnel(
        workspace, EVERYTHING, plan.plan("touchpoint", steps.split(), minutes and minutes * MINUTE)
    )

    assert table["people"].sum() == reached


@pytest.mark.parametrize(
    ("words", "steps", "seconds"),
    [
        ("A@60 A@90 B@105 C@135", "A B C", [15 * 60, 30 * 60]),
        ("A@0 B@10 A@50 C@55", "A B C", [10 * 60, 45 * 60]),
        ("A@0 A@100 B@130", "A B", [30 * 60]),
        # Two attempts reach the end; the one that ends first counts, though it is the longer one.
        ("A@0 B@50 A@100 B@110", "A B", [50 * 60]),
        # Of two attempts that end with the same event the later start counts, and its own B.
        ("A@0 B@1 A@10 B@20 C@30", "A B C", [10 * 60, 10 * 60]),
    ],
)
def test_times_are_those_of_the_counted_attempt(
    journeys: Journeys, words: str, steps: str, seconds: list[float]
) -> None:
    workspace = journeys({"ana": words})

    table = funnel.funnel(
        workspace, EVERYTHING, plan.plan("touchpoint", steps.split(), 60 * MINUTE)
    )

    assert table["median_seconds"].iloc[1:].tolist() == seconds


def test_a_step_counts_only_after_the_one_before_it(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad visit buy", "bia": "buy visit", "caio": "ad buy visit"})

    table = funnel.funnel(workspace, EVERYTHING, plan.plan("touchpoint", ["ad", "visit", "buy"]))

    assert table["people"].tolist() == [2, 2, 1]
    assert table["lost"].tolist() == [0, 0, 1]
    assert table["conversion"].iloc[1:].tolist() == [1.0, 0.5]
    assert table["share"].tolist() == [1.0, 1.0, 0.5]
    # Wilson of 2/2 and 1/2.
    assert table["low"].iloc[1:].round(4).tolist() == [0.3424, 0.0945]
    assert table["high"].iloc[1:].round(4).tolist() == [1.0, 0.9055]


def test_a_step_may_be_several_touchpoints(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad buy", "bia": "mail buy", "caio": "visit buy"})

    table = funnel.funnel(workspace, EVERYTHING, plan.plan("touchpoint", [["ad", "mail"], "buy"]))

    assert table["step"].tolist() == ["ad / mail", "buy"]
    assert table["people"].tolist() == [2, 2]


def test_the_days_select_the_people_by_the_day_they_enter(journeys: Journeys) -> None:
    # Minute 0 is 09:00 on 2 March, minute 1440 the same time on 3 March.
    workspace = journeys({"ana": "ad@0 buy@1440", "bia": "ad@1440 buy@1500", "caio": "buy@10"})
    steps = ["ad", "buy"]

    first = funnel.funnel(
        workspace, Filters(until=dt.date(2026, 3, 2)), plan.plan("touchpoint", steps)
    )
    second = funnel.funnel(
        workspace, Filters(since=dt.date(2026, 3, 3)), plan.plan("touchpoint", steps)
    )

    assert first["people"].tolist() == [1, 1]  # ana, though she buys a day after the period
    assert second["people"].tolist() == [1, 1]  # bia


def test_channels_and_stages_restrict_the_events(journeys: Journeys) -> None:
    workspace = journeys(
        {"ana": "ad/web/seen buy/store/bought", "bia": "ad/web/seen buy/web/bought"}
    )
    steps = ["ad", "buy"]

    web = funnel.funnel(workspace, Filters(channels=("web",)), plan.plan("touchpoint", steps))
    seen = funnel.funnel(workspace, Filters(stages=("seen",)), plan.plan("touchpoint", steps))
    nothing = funnel.funnel(workspace, Filters(channels=()), plan.plan("touchpoint", steps))

    assert web["people"].tolist() == [2, 1]
    assert seen["people"].tolist() == [2, 0]
    assert nothing["people"].tolist() == [0, 0]


def test_people_are_split_by_the_channel_that_opened_the_counted_attempt(
    journeys: Journeys,
) -> None:
    workspace = journeys(
        {
            "ana": "ad@0/mail ad@100/web buy@110/store",  # only the second ad is in the window
            "bia": "ad@0/mail buy@10/store",
            "caio": "ad@0/mail",
        }
    )

    table = groups.by_channel(
        workspace, EVERYTHING, plan.plan("touchpoint", ["ad", "buy"], 60 * MINUTE)
    )

    assert table[["group", "step", "people"]].to_numpy().tolist() == [
        ["mail", "ad", 2],
        ["mail", "buy", 1],
        ["web", "ad", 1],
        ["web", "buy", 1],
    ]


def test_still_open_are_those_whose_window_has_not_ended(journeys: Journeys) -> None:
    workspace = journeys(
        {
            "ana": "ad@0",  # her hour ended at minute 60
            "bia": "ad@0 ad@90",  # her last attempt ends at minute 150
            "caio": "ad@0 buy@100",  # the newest event of the data
        }
    )

    table = funnel.funnel(
        workspace, EVERYTHING, plan.plan("touchpoint", ["ad", "buy"], 60 * MINUTE)
    )

    assert table["people"].tolist() == [3, 0]
    assert table["lost"].tolist() == [0, 3]
    assert table["still_open"].tolist() == [0, 1]


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        (["ad"], "A funnel has 2 to 10 steps. Choose the steps in the order you expect."),
        (["ad"] * 11, "A funnel has 2 to 10 steps. Choose the steps in the order you expect."),
        (["ad", "fax"], "There is no “fax” in this workspace. Choose one of: ad, buy."),
    ],
)
def test_steps_that_make_no_sense_are_refused(
    journeys: Journeys, steps: list[str], sentence: str
) -> None:
    workspace = journeys({"ana": "ad buy"})

    with pytest.raises(ChoiceNotPossible) as refused:
        funnel.funnel(workspace, EVERYTHING, plan.plan("touchpoint", steps))

    assert refused.value.sentence() == sentence
