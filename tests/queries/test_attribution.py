"""Attribution: the vectors of docs/metrics.md, and journeys worked by hand."""

import datetime as dt
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Journeys, build
from touchpoints import workspaces
from touchpoints.analyses import attribution
from touchpoints.analyses.attribution import LOOKBACK
from touchpoints.analyses.tables import table
from touchpoints.model import NOTHING_BEFORE, Filters, Goal
from touchpoints.walks.touches import RULES
from touchpoints.workspaces import Workspace

EVERYTHING = Filters()
BUY = Goal("touchpoint", "buy")
DAY = 24 * 60

# Converting and other paths: A>B (3, 1), A (1, 3), B>C (2, 2), C (0, 2).
VECTOR = {
    **{f"ab {n}": "A B buy" for n in range(3)},
    "ab": "A B",
    "a": "A buy",
    **{f"a {n}": "A" for n in range(3)},
    **{f"bc {n}": "B C buy" for n in range(2)},
    **{f"bc other {n}": "B C" for n in range(2)},
    **{f"c {n}": "C" for n in range(2)},
}


def credit(workspace: Workspace, **options: object) -> dict[str, dict[str, float]]:
    given = {"over": "touchpoint", "goal": BUY, **options}
    rows = attribution.attribution(workspace, EVERYTHING, **given)  # type: ignore[arg-type]
    found: dict[str, dict[str, float]] = {model: {} for model in attribution.MODELS}
    for row in rows[rows["credit"] > 0].to_dict("records"):
        found[row["model"]][row["place"]] = round(row["credit"], 4)
    return found


def test_the_models_credit_the_vector_as_worked_by_hand(journeys: Journeys) -> None:
    found = credit(journeys(VECTOR))

    assert found["first_touch"] == {"A": 4, "B": 2}
    assert found["last_touch"] == {"B": 3, "C": 2, "A": 1}
    assert found["linear"] == {"A": 2.5, "B": 2.5, "C": 1}
    assert found["position_based"] == {"A": 2.5, "B": 2.5, "C": 1}
    assert found["markov"] == {"B": 2.7368, "A": 2.0, "C": 1.2632}


def test_removal_effects_of_the_vector() -> None:
    # Start, A, B, C, end without and with a conversion.
    walked = np.array(
        [
            [0, 8, 4, 2, 0, 0],
            [0, 0, 4, 0, 3, 1],
            [0, 0, 0, 4, 1, 3],
            [0, 0, 0, 0, 4, 2],
            [0, 0, 0, 0, 0, 0],
            [0, 0, 0, 0, 0, 0],
        ],
        dtype=float,
    )

    effects = attribution.removal_effects(walked)

    assert effects.round(4).tolist() == [0, 0.5278, 0.7222, 0.3333, 0, 0]


def test_recent_contacts_have_more_credit_by_decay(journeys: Journeys) -> None:
    week = 7 * DAY
    workspace = journeys({"ana": f"A@0 B@{week} C@{2 * week} D@{3 * week} buy@{4 * week}"})

    found = credit(workspace)

    assert found["decay"] == {"D": 0.5333, "C": 0.2667, "B": 0.1333, "A": 0.0667}
    assert found["position_based"] == {"A": 0.4, "D": 0.4, "B": 0.1, "C": 0.1}


def test_contacts_before_the_look_back_have_no_credit(journeys: Journeys) -> None:
    workspace = journeys({"ana": f"A@0 B@1 buy@{10 * DAY}"})

    assert credit(workspace, lookback=10)["linear"] == {"A": 0.5, "B": 0.5}
    assert credit(workspace, lookback=9)["linear"] == {NOTHING_BEFORE: 1}


def test_a_path_begins_after_the_conversion_before_it(journeys: Journeys) -> None:
    workspace = journeys({"ana": "A buy B buy buy"})

    found = credit(workspace)

    assert found["first_touch"] == {"A": 1, "B": 1, NOTHING_BEFORE: 1}
    assert found["last_touch"] == found["first_touch"]


def test_a_stage_in_a_row_is_one_conversion(journeys: Journeys) -> None:
    workspace = journeys({"ana": "A/web/one cart/web/two pay/web/two B/web/one pay/web/two"})

    found = credit(workspace, goal=Goal("stage", "two"))

    assert found["linear"] == {"A": 1, "B": 1}


def test_credit_is_of_values_where_it_is_asked(tmp_path: Path) -> None:
    workspace = build(tmp_path, {"ana": "A"})
    start = dt.datetime(2026, 3, 2, 9)
    rows = [
        ["bia", start, 0, "web", "A", "one", None],
        ["bia", start + dt.timedelta(hours=1), 0, "web", "buy", "two", 30.0],
        ["caio", start, 0, "web", "B", "one", 5.0],
        ["caio", start + dt.timedelta(hours=1), 0, "web", "cart", "two", None],
        ["caio", start + dt.timedelta(hours=2), 0, "web", "buy", "two", 70.0],
    ]
    with workspaces.next_version(workspace.folder) as connection:
        connection.executemany(
            "insert into incoming_events"
            " (person, instant, offset_minutes, channel, touchpoint, stage, value)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
    workspace = workspaces.at(workspace.folder)

    found = credit(workspace, goal=Goal("stage", "two"), by_value=True)

    assert found["linear"] == {"A": 30.0, "B": 70.0}


def test_the_days_select_the_conversions_and_not_their_contacts(journeys: Journeys) -> None:
    workspace = journeys({"ana": f"A@0 buy@{DAY} B@{DAY + 1} buy@{2 * DAY}", "bia": f"C@{DAY}"})

    rows = attribution.attribution(
        workspace, Filters(since=dt.date(2026, 3, 3)), over="touchpoint", goal=BUY
    )
    later = attribution.attribution(
        workspace, Filters(since=dt.date(2026, 3, 4)), over="touchpoint", goal=BUY
    )

    linear = rows[rows["model"] == "linear"].set_index("place")["credit"].to_dict()
    assert linear == {"A": 1.0, "B": 1.0}
    assert later[later["model"] == "linear"]["place"].tolist() == ["B"]


def test_models_that_part_beyond_their_bands_disagree(journeys: Journeys) -> None:
    workspace = journeys({f"p{n}": "A B buy" for n in range(60)})

    rows = attribution.attribution(workspace, EVERYTHING, over="touchpoint", goal=BUY)

    assert rows["disagree"].all()
    assert attribution.finding(rows) == (
        "The models disagree, most about “A”: 0% of the credit by “Last contact”, 100% by “First "
        "contact”."
    )
    again = attribution.attribution(workspace, EVERYTHING, over="touchpoint", goal=BUY)
    assert again.equals(rows)  # the draws are seeded


def test_without_a_conversion_nothing_is_credited(journeys: Journeys) -> None:
    rows = attribution.attribution(
        journeys({"ana": "A buy"}), Filters(channels=()), over="touchpoint", goal=BUY
    )

    assert rows.empty
    assert attribution.finding(rows) == "Nobody reached the goal, so there is nothing to credit."


def twin(events: Sequence[tuple[int, str]], lookback: int) -> dict[str, list[float]]:
    """First, last, linear, position and decay credit of one person's conversions on "B"."""
    owed: dict[str, list[float]] = defaultdict(lambda: [0.0] * 5)
    path: list[tuple[int, str]] = []
    for minute, place in sorted(events):
        if place != "B":
            path.append((minute, place))
            continue
        seen = [one for one in path if minute - one[0] <= lookback] or [(minute, NOTHING_BEFORE)]
        ages = [2 ** (-(minute - at) / (7 * DAY)) for at, _ in seen]
        n, path = len(seen), []
        edge = {1: [1.0], 2: [0.5, 0.5]}.get(n, [0.4, *[0.2 / max(n - 2, 1)] * (n - 2), 0.4])
        for i, (_, name) in enumerate(seen):
            shares = [i == 0, i == n - 1, 1 / n, edge[i], ages[i] / sum(ages)]
            owed[name] = [a + b for a, b in zip(owed[name], shares, strict=True)]
    return owed


@pytest.mark.parametrize("engine", ["duckdb", None])
@settings(max_examples=7, deadline=None)
@given(
    people=st.dictionaries(
        st.sampled_from(["ana", "bia", "caio", "davi"]),
        st.lists(st.tuples(st.integers(0, 9), st.sampled_from("ABC")), min_size=1, max_size=7),
        min_size=1,
    ),
    lookback=st.sampled_from([3, 1000]),
)
def test_both_forms_equal_the_twin(
    people: Mapping[str, Sequence[tuple[int, str]]], lookback: int, engine: str | None
) -> None:
    expected: dict[str, list[float]] = defaultdict(lambda: [0.0] * 5)
    for events in people.values():
        for place, figures in twin([(t * DAY, p) for t, p in events], lookback * DAY).items():
            expected[place] = [a + b for a, b in zip(expected[place], figures, strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        words = {name: " ".join(f"{p}@{t * DAY}" for t, p in e) for name, e in people.items()}
        workspace = build(Path(folder), words)
        values = attribution._bound(
            workspace, EVERYTHING, "touchpoint", Goal("touchpoint", "B"), LOOKBACK, 12
        )
        values |= {"lookback": lookback * DAY * 60, "by_value": False, "half_life": 7 * DAY * 60}
        found = table(workspace, "attribution", values, engine)
        moves = _moves(workspace, values, engine)

    columns = list(RULES)
    sums = found.groupby("place")[columns].sum()
    assert {place: pytest.approx(row) for place, row in expected.items()} == {
        place: sums.loc[place].to_list() for place in sums.index
    }
    conversions = sum(place == "B" for events in people.values() for _, place in events)
    assert found[columns].sum().to_list() == pytest.approx([conversions] * 5)
    # Every path begins once and ends once, and converts as often as there are conversions.
    assert sum(n for (a, _), n in moves.items() if a == "(start)") == sum(
        n for (_, b), n in moves.items() if b in ("(goal)", "(end)")
    )
    assert sum(n for (_, b), n in moves.items() if b == "(goal)") == conversions


def _moves(
    workspace: Workspace, values: dict[str, object], engine: str | None
) -> dict[tuple[str, str], int]:
    given = {name: values[name] for name in values if name not in ("half_life", "by_value")}
    rows = table(workspace, "attribution_moves", given, engine)
    found: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows.to_dict("records"):
        found[row["origin"], row["destination"]] += row["times"]
    return found
