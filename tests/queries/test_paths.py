"""Transitions, variants, flow and hand-offs: journeys worked by hand."""

import datetime as dt
import json

import pytest

from tests.conftest import Journeys
from touchpoints import cli
from touchpoints.analyses import flow, goals, handoffs, transitions, variants
from touchpoints.analyses.flow import Reading
from touchpoints.errors import ChoiceNotPossible
from touchpoints.model import Filters, Goal

EVERYTHING = Filters()
BUY = Goal("touchpoint", "buy")
HOUR = 3600


def test_each_row_of_the_transitions_sums_to_one_with_start_and_end(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad@0 ad@10 buy@30", "bia": "ad@0 buy@100", "caio": "buy@0"})

    moves = transitions.transitions(workspace, EVERYTHING, over="touchpoint")

    assert moves[["origin", "destination", "times", "people"]].to_numpy().tolist() == [
        ["(start)", "ad", 2, 2],
        ["(start)", "buy", 1, 1],
        ["ad", "ad", 1, 1],
        ["ad", "buy", 2, 2],
        ["buy", "(end)", 3, 3],
    ]
    assert moves["share"].round(3).tolist() == [0.667, 0.333, 0.333, 0.667, 1.0]
    # ad to ad after 10 minutes; ad to buy after 20 and 100.
    assert moves["median_seconds"].iloc[2:4].tolist() == [600, 3600]
    assert moves["p90_seconds"].iloc[3] == pytest.approx((20 + 0.9 * 80) * 60)
    assert moves["median_seconds"].isna().tolist() == [True, True, False, False, True]


def test_repeats_can_be_left_out_of_the_transitions(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad ad ad buy", "bia": "ad visit"})

    moves = transitions.transitions(workspace, EVERYTHING, over="touchpoint", repeats=False)

    assert moves[moves["origin"] == "ad"][["destination", "share"]].to_numpy().tolist() == [
        ["buy", 0.5],
        ["visit", 0.5],
    ]


def test_small_places_are_counted_together_as_other(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad ad fax letter buy buy", "bia": "ad buy"})

    moves = transitions.transitions(workspace, EVERYTHING, over="touchpoint", largest=2)

    cells = moves.set_index(["origin", "destination"])["times"].to_dict()
    assert cells["ad", "(other)"] == 1
    assert cells["(other)", "(other)"] == 1
    assert cells["(other)", "buy"] == 1


def test_events_of_one_instant_stand_in_the_order_of_their_stages(journeys: Journeys) -> None:
    # By their names a would come before z; by their stages (as the file orders them) it does not.
    workspace = journeys({"ana": "a@0/web/2-bought z@0/web/1-seen"})

    moves = transitions.transitions(workspace, EVERYTHING, over="touchpoint")

    assert ("z", "a") in set(zip(moves["origin"], moves["destination"], strict=True))


def test_variants_fold_immediate_repeats_unless_they_are_kept(journeys: Journeys) -> None:
    workspace = journeys({"ana": "a a b", "bia": "a b b", "caio": "a b a"})

    folded = variants.variants(workspace, EVERYTHING, over="touchpoint")
    kept = variants.variants(workspace, EVERYTHING, over="touchpoint", repeats=True)

    assert folded[["path", "people"]].to_numpy().tolist() == [["a › b", 2], ["a › b › a", 1]]
    assert folded["share"].round(3).tolist() == [0.667, 0.333]
    assert kept["path"].tolist() == ["a › a › b", "a › b › a", "a › b › b"]
    assert folded["conversion"].isna().all()


def test_a_variant_with_a_goal_is_the_way_to_it(journeys: Journeys) -> None:
    workspace = journeys(
        {
            "ana": "ad visit buy visit",
            "bia": "ad visit buy",
            "caio": "ad visit",
            "davi": "ad visit visit",
            "eva": "buy visit",
        }
    )

    paths = variants.variants(workspace, EVERYTHING, over="touchpoint", goal=BUY)

    assert paths[["path", "people", "converted", "conversion"]].to_numpy().tolist() == [
        ["ad › visit", 4, 2, 0.5],
        ["(start)", 1, 1, 1.0],
    ]
    # Wilson of 2 of 4.
    assert paths[["low", "high"]].iloc[0].round(4).tolist() == [0.15, 0.85]


def test_paths_longer_than_twelve_steps_are_one_where_twelve_agree(journeys: Journeys) -> None:
    twelve = "a b " * 6
    workspace = journeys({"ana": twelve + "a", "bia": twelve + "c", "caio": twelve})

    paths = variants.variants(workspace, EVERYTHING, over="touchpoint")

    assert paths["people"].tolist() == [2, 1]
    assert paths["path"].iloc[0] == paths["path"].iloc[1] + " › …"
    assert paths["steps"].tolist() == [12, 12]


def test_every_column_of_the_flow_holds_everybody(journeys: Journeys) -> None:
    workspace = journeys({"ana": "a b c", "bia": "a c", "caio": "b", "davi": "a b b"})

    moves = flow.flow(workspace, EVERYTHING, over="touchpoint", columns=3)

    assert moves[["step", "place", "next_place", "people"]].to_numpy().tolist() == [
        [1, "a", "b", 2],
        [1, "a", "c", 1],
        [1, "b", "(end)", 1],
        [2, "b", "(end)", 1],
        [2, "b", "c", 1],
        [2, "c", "(end)", 1],
        [2, "(end)", "(end)", 1],
        [3, "(end)", "(end)", 3],
        [3, "c", "(end)", 1],
    ]
    assert moves.groupby("step")["share"].sum().tolist() == [1.0, 1.0, 1.0]


def test_the_flow_keeps_the_largest_places_of_each_step(journeys: Journeys) -> None:
    workspace = journeys({"ana": "a x", "bia": "a x", "caio": "b x", "davi": "c y", "eva": "a z"})

    moves = flow.flow(workspace, EVERYTHING, over="touchpoint", columns=2, largest=1)

    assert moves[["step", "place", "next_place", "people"]].to_numpy().tolist() == [
        [1, "a", "x", 2],
        [1, "(other)", "(other)", 1],
        [1, "(other)", "x", 1],
        [1, "a", "(other)", 1],
        [2, "x", "(end)", 3],
        [2, "(other)", "(end)", 2],
    ]


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        ("after", [[1, "b", "a", 1], [1, "b", "c", 1], [2, "a", "(end)", 1], [2, "c", "b", 1]]),
        ("before", [[1, "b", "a", 2], [2, "a", "(start)", 2]]),
    ],
)
def test_the_flow_can_be_read_from_the_first_contact_at_a_place(
    journeys: Journeys, direction: flow.Direction, expected: list[list[object]]
) -> None:
    workspace = journeys({"ana": "a b c b", "bia": "a a b a", "caio": "a c"})

    moves = flow.flow(
        workspace, EVERYTHING, over="touchpoint", columns=2, reading=Reading(direction, "b")
    )

    assert moves[["step", "place", "next_place", "people"]].to_numpy().tolist() == expected


def test_the_bands_fill_the_bars_that_they_leave_and_enter(journeys: Journeys) -> None:
    workspace = journeys({"ana": "a b c", "bia": "a c", "caio": "b", "davi": "a b b"})
    moves = flow.flow(workspace, EVERYTHING, over="touchpoint", columns=3)

    drawn = flow.bands(moves)

    bars = drawn[drawn["part"] == "bar"]
    assert (bars["y2"] - bars["y"]).tolist() == pytest.approx(bars["share"].tolist())
    lines = drawn[drawn["part"] == "band"]
    ends = lines.groupby("band").agg(x=("x", "first"), y=("y", "first"), y2=("y2", "first"))
    for bar in bars[bars["step"] < 3].to_dict("records"):
        inside = ends[(ends["x"] == bar["x2"]) & (ends["y"] > bar["y"] - 1e-9)]
        inside = inside[inside["y2"] < bar["y2"] + 1e-9]
        assert (inside["y2"] - inside["y"]).sum() == pytest.approx(bar["share"])


def test_a_place_that_is_not_there_cannot_be_read_from(journeys: Journeys) -> None:
    workspace = journeys({"ana": "a b"})

    with pytest.raises(ChoiceNotPossible) as refused:
        flow.flow(workspace, EVERYTHING, over="touchpoint", reading=Reading("after", "fax"))

    assert refused.value.sentence() == "There is no “fax” in this workspace. Choose one of: a, b."


def test_a_hand_off_is_held_against_staying(journeys: Journeys) -> None:
    workspace = journeys(
        {
            "ana": "look/web look/web buy/web",  # stays on the web, twice, and buys there
            "bia": "look/web ask/chat look/web",  # to the chat and back, buys nothing
            "caio": "look/web ask/chat buy/web look/web ask/chat",  # what follows the goal is left out
            "davi": "look/web look/web",
        }
    )

    changes = handoffs.handoffs(workspace, EVERYTHING, goal=BUY)

    rows = changes.set_index(["origin", "destination"])
    columns = ["people", "converted", "conversion", "stayed", "staying"]
    assert list(rows.loc[("web", "chat"), columns]) == [2, 1, 0.5, 2, 0.5]
    assert list(rows.loc[("chat", "web"), columns[:4]]) == [2, 1, 0.5, 0]
    assert not changes["differs"].any()


def test_a_hand_off_that_loses_people_is_told(journeys: Journeys) -> None:
    stays = {f"stays {n}": "look/web look/web" + (" buy/web" if n < 30 else "") for n in range(40)}
    changes = {f"goes {n}": "look/web ask/chat" + (" buy/web" if n < 8 else "") for n in range(40)}
    workspace = journeys({**stays, **changes})

    table = handoffs.handoffs(workspace, EVERYTHING, goal=BUY)

    assert handoffs.finding(table) == (
        "From “web” to “chat” most is lost: 20% go on to the goal, 75% of those who stay."
    )


def test_filters_leave_the_other_events_out_of_the_paths(journeys: Journeys) -> None:
    workspace = journeys({"ana": "a@0/web b@10/store c@1500/web", "bia": "b@0/store"})

    web = variants.variants(workspace, Filters(channels=("web",)), over="touchpoint")
    day = variants.variants(workspace, Filters(until=dt.date(2026, 3, 2)), over="touchpoint")
    nothing = variants.variants(workspace, Filters(channels=()), over="touchpoint")

    assert web["path"].tolist() == ["a › c"]
    assert day["path"].tolist() == ["a › b", "b"]
    assert nothing.empty
    assert flow.flow(workspace, Filters(channels=()), over="touchpoint").empty
    assert variants.finding(nothing) == "There are no journeys for these filters."


@pytest.mark.parametrize(
    ("words", "goal"),
    [
        ("ad/web/seen pay/web/Compra help/web/after", Goal("stage", "Compra")),
        ("ad/web/seen pay/web/purchase", Goal("stage", "purchase")),
        ("visit@0 cart@1 cart@2 order@3", Goal("touchpoint", "order")),
        ("x/web/one y/web/two", Goal("stage", "two")),
        ("foo@0 foo@1 bar@2", Goal("touchpoint", "bar")),
    ],
)
def test_the_usual_goal_is_the_one_like_a_purchase(
    journeys: Journeys, words: str, goal: Goal
) -> None:
    assert goals.usual(journeys({"ana": words})) == goal


@pytest.mark.parametrize(
    ("analysis", "first"),
    [
        ("transitions", {"origin": "(start)", "destination": "web", "times": 2, "share": 1.0}),
        ("variants", {"path": "web", "people": 2, "converted": 1, "conversion": 0.5}),
        ("flow", {"step": 1, "place": "web", "people": 1, "share": 0.5}),
        ("handoffs", {"origin": "web", "destination": "store", "people": 1, "converted": 1}),
    ],
)
def test_the_command_line_prints_the_same_rows(
    journeys: Journeys, capsys: pytest.CaptureFixture[str], analysis: str, first: dict[str, object]
) -> None:
    workspace = journeys({"ana": "look/web buy/store", "bia": "look/web"})
    words = ["run", analysis, "--workspace", str(workspace.folder), "--json"]
    if analysis in ("variants", "handoffs"):
        words += ["--goal", "buy"]

    assert cli.main(words) == 0

    rows = json.loads(capsys.readouterr().out)
    assert any(first.items() <= row.items() for row in rows)
