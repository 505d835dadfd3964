"""Heatmaps: cells worked by hand, and against a twin in both forms."""

import datetime as dt
import tempfile
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import START, Answers, Journeys, build
from touchpoints.analyses import heatmap
from touchpoints.analyses.tables import table
from touchpoints.model import Filters, Goal


def test_people_are_counted_once_in_a_cell(journeys: Journeys) -> None:
    workspace = journeys(
        {
            "ana": "ad/mail/seen ad/mail/seen buy/store/bought",
            "bia": "ad/mail/seen buy/mail/bought",
        }
    )

    cells = heatmap.stage_by_channel(workspace, Filters())

    assert cells[["stage", "channel", "events", "people"]].to_numpy().tolist() == [
        ["bought", "mail", 1, 1],
        ["bought", "store", 1, 1],
        ["seen", "mail", 3, 2],
    ]
    assert cells["rating"].isna().all()


def test_weekday_and_hour_are_those_of_the_wall_clock(journeys: Journeys) -> None:
    # Monday 2 March 2026 at 09:00, the same day at 10:30, and the next Sunday at 09:00.
    workspace = journeys({"ana": f"ad@0 ad@90 ad@{6 * 24 * 60}", "bia": "ad@30"})

    cells = heatmap.weekday_by_hour(workspace, Filters())

    assert cells[["weekday", "hour", "events", "people"]].to_numpy().tolist() == [
        [1, 9, 2, 2],
        [1, 10, 1, 1],
        [7, 9, 1, 1],
    ]
    assert heatmap.finding(cells, "events") == (
        "Busiest hour: Mon at 9\u00a0h, with 2 events (50% of all)."
    )
    assert heatmap.finding(cells, "people") == (
        "Hour with most people: Mon at 9\u00a0h, with 2 people."
    )
    assert heatmap.finding(cells.tail(1), "people") == (
        "Hour with most people: Sun at 9\u00a0h, with 1 person."
    )
    rated = cells.assign(rating=[4.0, 2.5, 1.0], answers=[30, 31, 29])
    assert heatmap.finding(rated, "rating") == (
        "Worst mean rating: 2.5, Mon at 10\u00a0h (31 ratings)."
    )


def test_the_rating_of_a_cell_is_the_mean_of_the_rating_question(answers: Answers) -> None:
    csat = {"measure": "csat", "question": "How was it?", "channel": "web", "stage": "bought"}
    workspace = answers(
        [
            {**csat, "score": 5},
            {**csat, "score": 2},
            {**csat, "score": 3, "channel": "store"},
            {"score": 9, "channel": "web", "stage": "bought"},  # an NPS answer is no rating
            {"measure": "rating", "question": "Stars", "score": 1, "channel": "web"},
        ],
        {"ana": "ad/web/bought"},
    )

    cells = heatmap.stage_by_channel(workspace, Filters()).set_index(["stage", "channel"])

    assert list(cells.loc[("bought", "web"), ["events", "rating", "answers"]]) == [1, 3.5, 2]
    assert list(cells.loc[("bought", "store"), ["events", "rating", "answers"]]) == [0, 3.0, 1]
    assert len(cells) == 2
    assert heatmap.rating_question(workspace, Filters()) == {
        "question": "How was it?",
        "measure": "csat",
        "low": 1.0,
        "high": 5.0,
        "best": "high",
        "answers": 3,
        "rating": pytest.approx(10 / 3),
    }


GOAL = Goal("stage", "bought")


def test_conversion_is_of_those_who_were_there_before_the_goal(journeys: Journeys) -> None:
    workspace = journeys(
        {
            "ana": "ad/mail/seen look/web/seen buy/web/bought look/web/seen",
            "bia": "ad/mail/seen",
            "caio": "buy/store/bought look/web/seen buy/store/bought",
        }
    )

    cells = heatmap.cells(workspace, Filters(), "stage", "conversion", GOAL)

    assert cells[["stage", "channel", "met", "converted"]].to_numpy().tolist() == [
        ["bought", "web", 0, 0],
        ["bought", "store", 0, 0],
        ["seen", "web", 1, 1],  # caio was there after the goal only
        ["seen", "mail", 2, 1],
    ]
    assert cells["conversion"].dropna().tolist() == [1.0, 0.5]


def test_complaints_are_of_the_comments_that_say_how_they_feel(answers: Answers) -> None:
    said = {"channel": "web", "stage": "bought", "comment": "said"}
    labels = ["negative", "negative", "positive", "neutral", "unsure", None]

    workspace = answers([{**said, "label": label} for label in labels], {"ana": "ad/web/bought"})

    cells = heatmap.cells(workspace, Filters(), "stage", "complaints")
    assert cells[["negative", "told", "complaints"]].to_numpy().tolist() == [[2, 4, 0.5]]


def test_waits_are_medians_of_the_requests_of_a_cell(journeys: Journeys) -> None:
    workspace = journeys(
        {
            "ana": "question@0/web question@0/web reply@10/web",
            "bia": "question@5/web reply@35/web question@200/mail",
        }
    )

    cells = heatmap.cells(workspace, Filters(), "touchpoint", "wait")
    answered = cells.dropna(subset=["wait"])
    assert answered[["touchpoint", "channel", "wait", "replies"]].to_numpy().tolist() == [
        ["question", "web", 20 * 60, 2]
    ]
    assert len(cells) == 3

    hours = heatmap.cells(workspace, Filters(), "weekday", "wait")
    assert hours[["weekday", "hour", "wait"]].dropna().to_numpy().tolist() == [[1, 9, 20 * 60]]


def test_the_worst_cell_is_told_only_beyond_the_margin_of_error() -> None:
    cells = pd.DataFrame(
        {
            "stage": ["a", "b", "c"],
            "channel": ["web", "web", "web"],
            "conversion": [0.1, 0.5, 0.0],
            "met": [100, 100, 29],
            "low": [0.06, 0.4, 0.0],
            "high": [0.17, 0.6, 0.1],
        }
    )

    assert heatmap.finding(cells, "conversion") == (
        "Lowest conversion: 10%, at “a” and “web”; the best cell has 50%."
    )
    near = cells.assign(high=[0.45, 0.6, 0.1])
    assert heatmap.finding(near, "conversion") == "No two cells differ beyond the margin of error."
    assert "30 cases" in heatmap.finding(cells.tail(1), "conversion")


EVENT = st.tuples(
    st.integers(0, 4 * 24 * 60),
    st.sampled_from("abcdefghij"),
    st.sampled_from(["mail", "web", "store", "chat", "phone", "kiosk", "app"]),
    st.sampled_from(["seen", "tried", "bought"]),
)


@settings(max_examples=8, deadline=None)
@given(
    people=st.dictionaries(
        st.sampled_from(["ana", "bia", "caio", "davi"]), st.lists(EVENT, max_size=40), min_size=1
    ),
    filters=st.sampled_from(
        [
            Filters(),
            Filters(channels=("mail", "web", "app")),
            Filters(stages=("seen",), since=dt.date(2026, 3, 3)),
            Filters(since=dt.date(2026, 3, 3), until=dt.date(2026, 3, 4)),
            Filters(channels=()),
        ]
    ),
)
@pytest.mark.parametrize("engine", ["duckdb", None])
def test_cells_equal_the_twin(
    engine: str | None, people: dict[str, list[tuple[int, str, str, str]]], filters: Filters
) -> None:
    words = {
        name: " ".join(f"{place}@{at}/{channel}/{stage}" for at, place, channel, stage in events)
        for name, events in people.items()
    }
    met: dict[tuple[object, ...], list[str]] = defaultdict(
        list
    )  # the people at each event of a cell
    for name, events in people.items():
        for at, place, channel, stage in events:
            moment = START + dt.timedelta(minutes=at)
            day = moment.date()
            late = filters.until is not None and day > filters.until
            if late or (filters.since is not None and day < filters.since):
                continue
            if filters.channels is not None and channel not in filters.channels:
                continue
            if filters.stages is not None and stage not in filters.stages:
                continue
            met["stage", stage, channel].append(name)
            met["touchpoint", place, channel].append(name)
            met["weekday", moment.isoweekday(), moment.hour].append(name)
    with tempfile.TemporaryDirectory() as folder:
        workspace = build(Path(folder), words)
        for over in ("stage", "touchpoint", "weekday"):
            query = "weekday_by_hour" if over == "weekday" else "place_by_channel"
            rows = {} if over == "weekday" else {"over": over}
            cells = table(workspace, query, {**filters.values(), **rows}, engine)
            assert {
                (over, *cell[:2]): cell[2:4] for cell in cells.itertuples(index=False, name=None)
            } == {key: (len(who), len(set(who))) for key, who in met.items() if key[0] == over}


@settings(max_examples=12, deadline=None)
@given(
    people=st.dictionaries(
        st.sampled_from(["ana", "bia", "caio"]),
        st.lists(EVENT, max_size=8, unique_by=lambda e: e[0]),
    )
)
def test_conversion_equals_the_twin(people: dict[str, list[tuple[int, str, str, str]]]) -> None:
    met: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for events in people.values():
        ordered = [(stage, channel) for _at, _place, channel, stage in sorted(events)]
        goal = next((n for n, (stage, _) in enumerate(ordered) if stage == "bought"), None)
        for cell in set(ordered[:goal]):
            met[cell].append(goal is not None)
    with tempfile.TemporaryDirectory() as folder:
        words = {
            name: " ".join(
                f"{place}@{at}/{channel}/{stage}" for at, place, channel, stage in events
            )
            for name, events in people.items()
        }
        values = {**Filters().values(), **GOAL.values(), "over": "stage"}
        cells = table(build(Path(folder), words), "cell_conversion", values)
    found = {cell[:2]: cell[2:] for cell in cells.itertuples(index=False, name=None)}
    assert found == {cell: (len(who), sum(who)) for cell, who in met.items()}
