"""The fast forms: equal to the portable queries, whatever the order, the parts and the filters."""

import datetime as dt
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import START, Journeys
from touchpoints import asking, queries, workspaces
from touchpoints import settings as app_settings
from touchpoints.analyses.tables import table
from touchpoints.model import Rule, Segment
from touchpoints.walks import FORMS, events
from touchpoints.walks.events import Events
from touchpoints.workspaces import Workspace

# The order of the stages is not that of their names, in which kinds are numbered.
STAGES = ("service", "purchase", "awareness")
MET_A = Segment("met A", (Rule(("touchpoint:A",)),))
Row = tuple[str, int, str, str, str, float | None]


def loaded(folder: Path, rows: Sequence[Row]) -> Workspace:
    workspace = workspaces.create(folder, "test")
    with workspaces.next_version(workspace.folder) as connection:
        stages = list(zip(STAGES, range(1, 4), strict=True))
        connection.executemany("insert into incoming_stages values (?, ?)", stages)
        connection.executemany(
            "insert into incoming_events values (?, ?, 0, ?, ?, ?, ?)",
            [(who, START + dt.timedelta(hours=at), *others) for who, at, *others in rows],
        )
    return workspaces.at(workspace.folder)


@settings(max_examples=8, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["ana", "bia", "caio", "davi"]),
            st.integers(0, 60),
            st.sampled_from(["mail", "web"]),
            st.sampled_from("ABC"),
            st.sampled_from(STAGES),
            st.sampled_from([None, 1.0, 2.5]),
        ),
        min_size=1,
        max_size=30,
    ),
    given_=st.fixed_dictionaries(
        {
            "channels": st.sampled_from([None, ["web"]]),
            "stages": st.sampled_from([None, ["service", "awareness"]]),
            "since": st.sampled_from([None, START.date() + dt.timedelta(days=1)]),
            "until": st.sampled_from([None, START.date() + dt.timedelta(days=1)]),
            "over": st.sampled_from(["touchpoint", "channel", "stage"]),
            "kept": st.sampled_from([None, ["A", "web", "service"]]),
            "folded": st.booleans(),
            "goal_over": st.sampled_from(["touchpoint", "stage"]),
            "goal": st.sampled_from([["B"], ["purchase"]]),
            "run_folded": st.booleans(),
            "lookback": st.sampled_from([1, 40]),
            "by_value": st.booleans(),
            "segment": st.sampled_from([{}, MET_A.values(), replace(MET_A, outside=True).values()]),
        }
    ),
)
def test_the_fast_forms_equal_the_portable_ones(
    rows: Sequence[Row], given_: dict[str, Any]
) -> None:
    segment = given_.pop("segment")
    fixed = {
        "anchor": None,
        "backwards": False,
        "most": 3,
        "people": None,
        "columns": 2,
        "blocks": 2,
    }
    given_ |= {"unit": {1: "week", 40: "month"}[given_["lookback"]]}
    values = {**given_, **fixed, "half_life": 3600, "ticks_per_second": 1, "ends_since": None}
    values["lookback"] = given_["lookback"] * 86_400
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.object(events, "READ_AT_ONCE", 7),
        patch.object(events, "WALKED_AT_ONCE", 3),
    ):
        workspace = loaded(Path(folder), rows)
        for name in FORMS:
            asked = dict(values)
            if name.startswith("attribution") and asked["since"]:
                asked["ends_since"] = asked["since"]
                asked["since"] -= dt.timedelta(days=given_["lookback"])
            fast, portable = (
                table(workspace, name, {key: asked[key] for key in wanted(name)} | segment, engine)
                for engine in ("duckdb", None)
            )
            pd.testing.assert_frame_equal(fast, portable, check_dtype=False, rtol=1e-9)


def wanted(name: str) -> frozenset[str]:
    return queries.compose(name, None)[1]


def test_the_parts_add_up_wherever_they_are_cut(
    journeys: Journeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = journeys({"ana": "A B C", "bia": "A B", "caio": "C", "davi": "B A B C"})
    for read, walked in ((1, 1), (3, 2), (1_000, 1), (1_000, 1_000)):
        monkeypatch.setattr(events, "READ_AT_ONCE", read)
        monkeypatch.setattr(events, "WALKED_AT_ONCE", walked)

        sizes = events.each_part(workspace, {}, lambda part: len(np.unique(part.person)))

        assert sum(sizes) == 4


def test_events_are_put_in_order_where_threads_have_not() -> None:
    kind = np.array([1, 2, 4, 1, 3], np.uint16)
    found = events.in_order(Events(np.array([5, 6, 6, 1, 6]), kind, None, 2))

    assert (found.key.tolist(), found.kind.tolist()) == ([1, 5, 6, 6, 6], [1, 1, 2, 3, 4])


@pytest.mark.parametrize("largest", [9, 2**40])
def test_values_are_sorted_inside_their_groups_however_wide_they_are(largest: int) -> None:
    group, value = np.array([largest, 2, largest, 2]), np.array([largest, 7, 1, 3])

    found = events.sorted_within(group, value)

    assert [one.tolist() for one in found] == [[2, 2, largest, largest], [3, 7, 1, largest]]


def test_events_that_were_read_are_kept_within_their_bound_until_all_is_forgotten(
    journeys: Journeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = journeys({"ana": "A B C", "bia": "A B"})
    asking.forget_answers()

    whole = events.each_part(workspace, {}, lambda part: part.key)
    monkeypatch.setattr(type(workspace), "read", None)  # asked again, nothing is read

    assert [one.tolist() for one in events.each_part(workspace, {}, lambda part: part.key)] == [
        one.tolist() for one in whole
    ]
    assert 0 < events._packed.currsize <= events._packed.maxsize == events.CACHE_BYTES
    assert not any(one.flags.writeable for one in whole)
    asking.forget_answers()
    assert events._packed.currsize == 0


def test_a_newer_click_stops_a_walk_before_its_next_part(
    journeys: Journeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = journeys({"ana": "A B C", "bia": "A B", "caio": "C", "davi": "B A B C"})
    monkeypatch.setattr(events, "WALKED_AT_ONCE", 1)
    asking.visitor.set("tab")
    walked = []

    def work(part: Events) -> None:
        walked.append(part)
        asking.interrupt("tab")

    with pytest.raises(asking.Superseded):
        events.each_part(workspace, {}, work)

    assert len(walked) <= app_settings.current().processors
    assert asking._running == {}


@settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(
    pairs=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=1, max_size=20),
    chosen=st.lists(st.booleans(), min_size=4, max_size=4),
    sparsest=st.sampled_from([0, 32]),
)
def test_people_are_counted_alike_in_a_table_and_by_sorting(
    pairs: list[tuple[int, int]], chosen: list[bool], sparsest: int
) -> None:
    what, journey = np.array(pairs).T
    people = {thing: {who for one, who in pairs if one == thing} for thing in sorted(set(what))}
    with patch.object(events, "SPARSEST", sparsest):
        found, times, counted = events.times_and_people(what, journey)
        same, again, among = events.people_among(what, journey, np.array(chosen))

    assert found.tolist() == same.tolist() == list(people)
    assert times.tolist() == [what.tolist().count(thing) for thing in people]
    assert counted.tolist() == again.tolist() == [len(who) for who in people.values()]
    assert among.tolist() == [sum(chosen[one] for one in who) for who in people.values()]
