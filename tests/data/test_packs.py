"""The demo packs of the sectors: their files, and the facts planted in them, found by the app's own queries."""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from data.demo import sector
from data.demo.wording import LANGUAGES
from tests.data.test_demo import DELIMITER, FUNCTION_WORDS, ROOT
from touchpoints import demo, i18n
from touchpoints.analyses import (
    catalogue,
    funnel,
    goals,
    groups,
    heatmap,
    intervals,
    plan,
    scorecard,
    scores,
    sentiment,
    trends,
)
from touchpoints.importing.stages import in_order, stage_of
from touchpoints.model import Filters, Goal
from touchpoints.workspaces import Workspace

PACKS = ROOT / "data" / "demo" / "packs"
EVERYTHING = Filters()
MONTH = 30 * 86_400
HOUR = 3_600
each_pack = pytest.mark.parametrize("name", sector.SECTORS)
each_language = pytest.mark.parametrize("language", LANGUAGES)


class Facts(NamedTuple):
    """What is planted in a pack, as it is called in the language that it is read in here."""

    language: str
    goal: str
    weak_step: str
    worst: str
    weak_entry: str
    hours_to_the_reply: tuple[float, float]


FACTS = {
    "clinic": Facts("pt", "Agendamento", "Atendimento", "Sala de espera", "Instagram", (10, 30)),
    "restaurant": Facts(
        "es", "Reserva o pedido", "Fidelización", "Entrega en casa", "App de reparto", (1, 10)
    ),
    "ecommerce": Facts("en", "Purchase", "Purchase", "Order tracking", "TikTok", (2, 24)),
    "music": Facts("pt", "Compra", "Compra", "Entrada no local", "TikTok", (6, 20)),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("packs")


def pack(root: Path, name: str) -> Workspace:
    return demo.workspace(root, FACTS[name].language, f"demo-{name}")


def rows(name: str, language: str, file: str) -> list[list[str]]:
    packed = (PACKS / name / language / f"{file}.csv.gz").read_bytes()
    text = gzip.decompress(packed).decode("utf-8").splitlines()
    return list(csv.reader(text, delimiter=DELIMITER[language], strict=True))


@cache
def comments(name: str, language: str) -> list[str]:
    return [row[-1] for row in rows(name, language, "answers")[1:] if row[-1]]


@each_pack
def test_the_planted_weak_step_is_the_weakest_and_loses_most_people(root: Path, name: str) -> None:
    workspace, facts = pack(root, name), FACTS[name]
    steps = catalogue.usual_steps(workspace, "stage")
    found = funnel.funnel(workspace, EVERYTHING, plan.plan("stage", steps, MONTH)).iloc[1:]
    weakest = found.sort_values("conversion").iloc[0]
    others = found[found["step"] != weakest["step"]]

    assert weakest["step"] == facts.weak_step
    assert (weakest["high"] < others["low"]).all()
    assert (weakest["lost"] > others["lost"]).all()


@each_pack
def test_who_comes_by_the_planted_way_gives_up_there_most_often(root: Path, name: str) -> None:
    workspace, facts = pack(root, name), FACTS[name]
    steps = catalogue.usual_steps(workspace, "stage")
    found = groups.by_channel(workspace, EVERYTHING, plan.plan("stage", steps, MONTH))
    apart = groups.furthest_apart(found)

    assert apart is not None
    assert apart[0]["group"] == facts.weak_entry
    assert apart[0]["high"] < apart[1]["low"]


@each_pack
def test_the_planted_touchpoint_is_the_worst_by_every_measure(root: Path, name: str) -> None:
    workspace, facts = pack(root, name), FACTS[name]
    rated = scores.scores(workspace, EVERYTHING, over="touchpoint")
    card = scorecard.scorecard(workspace, EVERYTHING)
    feelings = sentiment.sentiment(workspace, EVERYTHING, over="touchpoint")
    loudest = sentiment.most_complaints(feelings)

    for measure in ("nps", "csat", "ces"):
        known = rated[(rated["measure"] == measure) & (rated["n"] >= intervals.FEW)]
        worst = known[known["touchpoint"] == facts.worst].iloc[0]
        others = known[known["touchpoint"] != facts.worst]
        assert len(others) >= 5
        assert (worst["high"] < others["low"]).all()
    assert card.sort_values("critical", ascending=False)["place"].iloc[0] == facts.worst
    assert loudest is not None
    assert loudest["touchpoint"] == facts.worst


@each_pack
def test_requests_are_answered_as_late_as_planted(root: Path, name: str) -> None:
    low, high = FACTS[name].hours_to_the_reply
    card = scorecard.scorecard(pack(root, name), EVERYTHING).dropna(subset="wait")

    assert len(card) == 1
    assert low < card["wait"].iloc[0] / HOUR < high
    assert card["replies"].iloc[0] > 150


@each_pack
def test_the_goal_to_begin_with_is_what_the_sector_sells(root: Path, name: str) -> None:
    assert goals.usual(pack(root, name)) == Goal("stage", FACTS[name].goal)


def test_a_reminder_brings_patients_to_the_clinic(root: Path) -> None:
    def come(*steps: str) -> float:
        asked = plan.plan("touchpoint", steps, MONTH)
        found = funnel.funnel(pack(root, "clinic"), EVERYTHING, asked)
        return float(found["people"].iloc[-1] / found["people"].iloc[-2])

    everybody = come("Marcação do horário", "Atendimento médico")
    reminded = come("Marcação do horário", "Lembrete do horário", "Atendimento médico")

    assert reminded > 0.65
    assert everybody < 0.55


def test_the_restaurant_is_fullest_on_saturday_night(root: Path) -> None:
    cells = heatmap.weekday_by_hour(pack(root, "restaurant"), EVERYTHING)
    fullest = cells.sort_values("events", ascending=False).iloc[0]

    assert (fullest["weekday"], fullest["hour"]) == (6, 20)


def test_the_tour_in_may_is_the_busiest_month_of_the_band(root: Path) -> None:
    workspace = pack(root, "music")
    months = trends.trends(workspace, Filters(since=date(2026, 2, 1)), unit="month")

    assert str(months.sort_values("events", ascending=False)["begins_on"].iloc[0])[:7] == "2026-05"


@each_pack
@each_language
def test_stages_stand_in_the_order_of_the_journey_and_one_of_them_is_the_goal(
    name: str, language: str
) -> None:
    stages = [names[language] for names in sector.sector(name).words.stages.values()]
    sold = [stage for stage in stages if stage_of(stage) == "purchase"]

    assert in_order(stages) == stages
    assert len(sold) == 1


@each_pack
def test_a_pack_is_small_and_the_same_in_three_languages(name: str) -> None:
    told = sector.sector(name)
    sizes, people = set(), set()
    for language in LANGUAGES:
        events, answers = rows(name, language, "events"), rows(name, language, "answers")
        folder = PACKS / name / language
        assert sum(file.stat().st_size for file in folder.glob("*.gz")) < 150_000
        assert {row[2] for row in events[1:]} == {
            names[language] for names in told.words.channels.values()
        }
        assert {row[3] for row in events[1:]} == {
            names[language] for names in told.words.touchpoints.values()
        }
        assert len(answers) == told.answers + 1
        sizes.add((len(events), len({row[0] for row in events})))
        people.add(tuple((row[0], *row[5:8], bool(row[8])) for row in answers[1:]))

    assert len(sizes) == len(people) == 1
    assert {row[5] for row in rows(name, "pt", "answers")[1:]} == set(map(str, range(11)))


@each_pack
@each_language
def test_an_answer_follows_a_contact_of_that_person_there(name: str, language: str) -> None:
    met = defaultdict(list)
    for person, moment, *place in rows(name, language, "events")[1:]:
        met[person, *place[:3]].append(_sortable(moment))

    for person, moment, *place in rows(name, language, "answers")[1:]:
        assert any(before < _sortable(moment) for before in met[person, *place[:3]])


def _sortable(moment: str) -> str:
    """The moment with its year first."""
    return re.sub(r"^(\d\d)/(\d\d)/(\d{4})", r"\3-\2-\1", moment)


@each_pack
@each_language
def test_comments_are_varied_and_in_their_language(name: str, language: str) -> None:
    found = comments(name, language)
    long_ones = [comment for comment in found if len(comment) >= 30]
    only = {code: set(words.split()) for code, words in FUNCTION_WORDS.items()}

    assert len(found) > 380
    assert len(set(long_ones)) > 0.9 * len(long_ones)
    assert Counter(found).most_common(1)[0][1] <= 8
    assert not any("{" in comment or "  " in comment for comment in found)
    for comment in found:
        words = set(re.findall(r"[^\W\d_]+", comment.lower()))
        foreign = {code: words & only[code] for code in LANGUAGES if code != language}
        assert not any(foreign.values()), f"{comment!r} has {foreign}"


@each_language
def test_every_pack_has_a_name_in_every_language(language: str) -> None:
    assert set(demo.NAMES) == {"demo", *(f"demo-{name}" for name in sector.SECTORS)}
    assert len({names[language] for names in demo.NAMES.values()}) == len(demo.NAMES)
    assert set(i18n.LANGUAGES) == set(LANGUAGES)
