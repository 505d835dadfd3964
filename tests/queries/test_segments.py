"""Segments: who belongs to them, and that every query leaves everybody else out."""

import hashlib
import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Answers, Journeys, build_answers
from tests.queries import readme
from tests.queries.test_headers import VALUES
from touchpoints import queries
from touchpoints.analyses import funnel, groups, plan, segments
from touchpoints.errors import ChoiceNotPossible
from touchpoints.model import Filters, Rule, Segment
from touchpoints.queries import FOLDER
from touchpoints.workspaces import Workspace

DAY = 1440
PEOPLE = {
    "ana": "ad@0/web/awareness buy@60/store/purchase",
    "bia": "ad@0/mail/awareness chat@2000/web/service",
    "caio": "chat@0/web/service buy@10/web/purchase",
}
ANSWERS: list[dict[str, object]] = [
    {"person": "ana", "score": 10, "comment": "great", "touchpoint": "buy", "channel": "store"},
    {"person": "bia", "score": 9, "instant": None},
    {"person": "bia", "score": 3, "comment": "slow", "touchpoint": "chat", "channel": "web"},
    {"score": 1, "comment": "nobody"},
]


def segment(*rules: str, outside: bool = False) -> Segment:
    """ "channel:web nps:promoter" wants one of these facts, "- touchpoint:ad" none."""
    told = [(rule.removeprefix("- "), not rule.startswith("- ")) for rule in rules]
    return Segment("x", tuple(Rule(tuple(facts.split("|")), has) for facts, has in told), outside)


def names(workspace: Workspace, chosen: Segment) -> list[str]:
    """Who belongs to it, by the order of pseudonyms that "everybody" has too."""
    order = {who: number for number, who in enumerate(sorted(PEOPLE, key=pseudonym(workspace)))}
    members = set(segments.people(workspace, chosen).tolist())
    return [who for who in PEOPLE if order[who] in members]


def pseudonym(workspace: Workspace) -> Callable[[str], str]:
    secret = json.loads((workspace.folder / "workspace.json").read_text(encoding="utf-8"))["key"]
    return lambda who: hashlib.sha256(f"{secret}\x1f{who}".encode()).hexdigest()[:16]


@pytest.mark.parametrize(
    ("chosen", "people"),
    [
        (segment("touchpoint:ad"), ["ana", "bia"]),
        (segment("touchpoint:ad", outside=True), ["caio"]),
        (segment("- touchpoint:ad"), ["caio"]),
        (segment("stage:service|channel:store"), ["ana", "bia", "caio"]),
        (segment("touchpoint:ad", "channel:web"), ["ana", "bia"]),
        (segment("touchpoint:ad", "- stage:service"), ["ana"]),
        (segment("first channel:web"), ["ana", "caio"]),
        (segment("nps:promoter"), ["ana"]),
        (segment("nps:detractor"), ["bia"]),  # her newest answer that has a date
        (segment("- nps:promoter|nps:passive|nps:detractor"), ["caio"]),
        (segment("days:several"), ["bia"]),
        (segment("days:one"), ["ana", "caio"]),
        (segment("touchpoint:fax"), []),
    ],
)
def test_everybody_for_whom_all_rules_hold_belongs_to_it(
    answers: Answers, chosen: Segment, people: list[str]
) -> None:
    assert names(answers(ANSWERS, PEOPLE), chosen) == people


@settings(max_examples=8, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_the_people_equal_the_twin(chance: Random) -> None:
    places = ["a", "b", "c"]
    people = {who: chance.choices(places, k=chance.randint(1, 4)) for who in PEOPLE}
    rules = [
        (chance.sample(places, chance.randint(1, 2)), chance.random() < 0.5) for _rule in range(2)
    ]
    chosen = Segment(
        "x", tuple(Rule(tuple(f"touchpoint:{one}" for one in wanted), has) for wanted, has in rules)
    )
    with tempfile.TemporaryDirectory() as folder:
        workspace = build_answers(
            Path(folder), ANSWERS[3:], {who: " ".join(e) for who, e in people.items()}
        )
        found = names(workspace, chosen)

    assert found == [
        who
        for who, met in people.items()
        if all(bool(set(met) & set(wanted)) == has for wanted, has in rules)
    ]


UNLIKE = {"person_no", "person", "event_no", "answer_no", "kind", "key", "place", "respondent_row"}
FILTERED = [
    path
    for path in readme.files()
    if not path.stem.startswith("_")
    and not path.stem.endswith("_kinds")  # of kinds of events, not of people
    and "channels" in queries.compose(path.stem, "duckdb" if path.parent != FOLDER else None)[1]
]


def rows(workspace: Workspace, path: Path, values: dict[str, object]) -> Sequence[str]:
    engine = "duckdb" if path.parent != FOLDER else None
    _sql, bound = queries.compose(path.stem, engine, of_segment="segment_facts" in values)
    bits = workspace.run("packing")["time_bits"][0].as_py()
    given = {**VALUES, "blocks": 1, "time_bits": bits, **values}
    table = workspace.run(
        path.stem, {name: given.get(name) for name in bound}, engine=engine
    ).to_pandas()
    kept = table[[column for column in table.columns if column not in UNLIKE]]
    return sorted(map(str, kept.to_numpy().tolist()))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Workspace]:
    """A workspace, and one that holds only those of it who met the ad."""
    met = {who: words for who, words in PEOPLE.items() if who != "caio"}
    theirs = [one for one in ANSWERS if one.get("person") in met]
    everybody = build_answers(tmp_path_factory.mktemp("all"), ANSWERS, PEOPLE)
    return everybody, build_answers(tmp_path_factory.mktemp("some"), theirs, met)


@pytest.mark.parametrize("path", FILTERED, ids=lambda path: str(path.relative_to(FOLDER)))
def test_every_query_under_the_filters_leaves_the_others_out(
    path: Path, both: tuple[Workspace, Workspace]
) -> None:
    everybody, some = both
    chosen = segment("touchpoint:ad")

    assert rows(everybody, path, chosen.values()) == rows(some, path, {})


def test_a_funnel_is_that_of_the_people_of_its_segment(journeys: Journeys) -> None:
    workspace = journeys(PEOPLE)
    asked = plan.plan("touchpoint", ["ad", "buy"])
    late, early = segment("days:several"), segment("days:one")

    table = funnel.funnel(workspace, Filters(segment=early), asked)
    split = groups.by_segment(workspace, Filters(), asked, (early, Segment("y", late.rules)))

    assert table["people"].tolist() == [1, 1]
    assert split[["group", "people"]].values.tolist() == [["x", 1], ["x", 1], ["y", 1], ["y", 0]]


def test_a_segment_is_kept_and_erased(journeys: Journeys) -> None:
    workspace = journeys(PEOPLE)
    chosen = Segment("Ad, no chat", segment("touchpoint:ad", "- touchpoint:chat").rules)

    segments.keep(workspace, chosen)
    kept = segments.all_of(workspace)
    segments.forget(workspace, chosen.name)

    assert list(kept) == ["returning", "one day only", "Ad, no chat"]
    assert kept["Ad, no chat"] == chosen
    assert segments.sentence(chosen) == "met ad; did not meet chat"
    assert segments.written(workspace) == {}
    with pytest.raises(ChoiceNotPossible, match="no segment"):
        segments.named(workspace, chosen.name)


@pytest.mark.parametrize("wrong", [Segment(" ", (Rule(("channel:web",)),)), Segment("x", ())])
def test_a_segment_without_a_name_or_a_rule_is_refused(journeys: Journeys, wrong: Segment) -> None:
    with pytest.raises(ChoiceNotPossible):
        segments.keep(journeys(PEOPLE), wrong)
