"""Read-only links: what opens them, what ends them, and that nothing small leaves."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Journeys
from touchpoints import keeping, links, permissions
from touchpoints.errors import ChoiceNotPossible, NotAllowed, WorkspaceNotFound
from touchpoints.exports import findings, suppression
from touchpoints.exports.exhibits import Asked
from touchpoints.model import Filters, Rule, Segment
from touchpoints.workspaces import Workspace

TODAY = dt.date(2026, 5, 1)
FILTERS = Filters(
    ("store",), None, dt.date(2026, 3, 1), None, Segment("back", (Rule(("days:several",)),))
)


def made(workspace: Workspace, **other: object) -> links.Link:
    return links.create(workspace.folder, "Ana", ["funnel", "comments"], FILTERS, TODAY, **other)  # type: ignore[arg-type]


def test_a_link_opens_what_was_chosen_with_its_filters_and_no_comments(journeys: Journeys) -> None:
    workspace = journeys({})
    token = links.token(workspace.folder, made(workspace))

    opened, link = links.check(workspace.folder.parent, token, TODAY)

    assert opened == workspace
    assert link.findings == ("funnel",)
    assert link.filters == FILTERS


def test_a_wrong_an_ended_and_a_revoked_link_are_like_one_that_never_was(
    journeys: Journeys,
) -> None:
    workspace, root = journeys({}), journeys({}).folder.parent
    other = journeys({})
    link = made(workspace)
    token = links.token(workspace.folder, link)
    elsewhere = token.replace(workspace.identifier, other.identifier)
    forged = [token[:-1], token + "é", "", "...", "../x.y.z", elsewhere, workspace.identifier]

    told = []
    for wrong, day in [*((one, TODAY) for one in forged), (token, TODAY + dt.timedelta(days=1))]:
        with pytest.raises(WorkspaceNotFound) as error:
            links.check(root, wrong, day)
        told.append(str(error.value))
    links.revoke(workspace.folder, link.identifier)
    with pytest.raises(WorkspaceNotFound) as error:
        links.check(root, token, TODAY)

    assert {str(error.value)} == set(told)


def test_a_copy_of_a_workspace_has_no_links(journeys: Journeys) -> None:
    workspace = journeys({})
    made(workspace)

    assert links.links(keeping.copy(workspace, "copy").folder) == []


def test_only_an_owner_makes_and_revokes_links(
    journeys: Journeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = journeys({})
    link = made(workspace)
    monkeypatch.setattr(permissions, "_answer", lambda _folder: "editor")

    with pytest.raises(NotAllowed):
        made(workspace)
    with pytest.raises(NotAllowed):
        links.revoke(workspace.folder, link.identifier)


def test_a_link_needs_a_name_and_a_finding(journeys: Journeys) -> None:
    folder = journeys({}).folder
    with pytest.raises(ChoiceNotPossible):
        links.create(folder, " ", ["funnel"], Filters(), TODAY)
    with pytest.raises(ChoiceNotPossible):
        links.create(folder, "Ana", ["comments"], Filters(), TODAY)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=8))
def test_no_row_that_rests_on_fewer_than_five_is_kept_and_never_is_one_alone_left_out(
    counts: list[tuple[int, int]],
) -> None:
    rows = pd.DataFrame(counts, columns=["people", "new_count"], dtype="int64")

    with suppression.at_least():
        kept = suppression.kept(rows)

    assert not any(0 < count < 5 for row in kept.to_numpy().tolist() for count in row)
    left_out = len(rows) - len(kept)
    assert left_out != 1 or not (kept > 0).any(axis=None)


def test_nothing_counted_and_yet_an_interval_or_a_part_rests_on_those_who_are_not_said() -> None:
    steps = pd.DataFrame(
        {"group": ["web", "fax"], "people": [30, 0], "low": [0.6, 0.0], "high": [0.9, 0.49]}
    )
    cells = pd.DataFrame(
        {
            "channel": ["web", "fax", "box"],
            "events": [0, 0, 0],
            "told": [30, 1, 0],
            "low": [None] * 3,
        }
    )

    with suppression.at_least():
        assert suppression.kept(steps)["group"].tolist() == ["web"]
        assert suppression.kept(cells)["channel"].tolist() == ["box"]
        assert suppression.kept(cells.drop(1))["channel"].tolist() == ["web", "box"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["ad/web buy/shop", "ad/web", "mail/post buy/shop"]), max_size=14))
def test_nothing_that_rests_on_fewer_than_five_leaves_an_exhibit(ways: list[str]) -> None:
    rows = pd.Series(ways, dtype="object").value_counts().rename_axis("path").reset_index(name="n")

    with suppression.at_least():
        seen = set(suppression.kept(rows)["path"])

    assert all(ways.count(way) >= 5 for way in seen)


def test_the_exhibits_of_a_small_shop_tell_no_small_row_and_no_finding_about_one(
    journeys: Journeys,
) -> None:
    often = {f"a{number}": "ad/web/awareness buy/shop/purchase" for number in range(30)}
    seldom = {f"b{number}": "fax/fax/awareness buy/shop/purchase" for number in range(3)}
    asked = Asked(journeys({**often, **seldom}), Filters())
    names = [finding.name for finding in findings.FINDINGS]

    whole = [exhibit for _finding, exhibit in findings.made(asked, names) if exhibit]
    with suppression.at_least():
        held = [exhibit for _finding, exhibit in findings.made(replace(asked), names) if exhibit]

    assert any("fax" in exhibit.table.to_string() for exhibit in whole)
    assert held
    for exhibit in held:
        assert "fax" not in exhibit.table.to_string() + exhibit.finding
        assert exhibit.about is None or "fax" not in exhibit.about.to_string()
        assert exhibit.data is None or "fax" not in exhibit.data.to_string()
