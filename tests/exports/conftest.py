"""One small workspace whose texts are hostile, and what can be said of it."""

import datetime as dt
from pathlib import Path

import pytest

from tests.conftest import START, build_answers
from touchpoints import i18n
from touchpoints.exports import findings, report
from touchpoints.exports.exhibits import Asked, Exhibit, Report
from touchpoints.model import Filters
from touchpoints.workspaces import Workspace

FORMULA, MARKUP = "=1+1|shop", "<script>alert(1)<b>"
LONG = "Nobody answered for weeks and the parcel never came. " * 12


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Six people: 6 see an ad, 4 visit, 2 buy. Two of 40 answers have a comment, 10 of them score 2."""
    people = {
        **{
            f"buyer{n}": f"ad/{FORMULA}/awareness visit/web/consideration buy/{MARKUP}/purchase"
            for n in (1, 2)
        },
        **{f"visitor{n}": f"ad/{FORMULA}/awareness visit/web/consideration" for n in (1, 2)},
        **{f"seer{n}": f"ad/{FORMULA}/awareness" for n in (1, 2)},
    }
    answers: list[dict[str, object]] = [
        {
            "person": "buyer1",
            "touchpoint": MARKUP if number % 2 else "visit",
            "channel": FORMULA,
            "score": 2 if number < 10 else 10,
            "instant": START + dt.timedelta(days=number),
        }
        for number in range(40)
    ]
    for place, comment in enumerate((f"Terrible. {LONG}", "Awful, write to ana.souza@example.com")):
        answers[place] |= {
            "comment": comment,
            "language": "en",
            "sentiment": -0.9,
            "label": "negative",
        }
    return build_answers(tmp_path_factory.mktemp("hostile"), answers, people)


@pytest.fixture(scope="session")
def made(hostile: Workspace) -> dict[str, Exhibit]:
    """Each finding that has an answer, in English, by its name."""
    i18n.use("en")
    names = [finding.name for finding in findings.FINDINGS]
    found = findings.made(Asked(hostile, Filters()), names)
    return {finding.name: exhibit for finding, exhibit in found if exhibit is not None}


@pytest.fixture(scope="session")
def drawn(hostile: Workspace, made: dict[str, Exhibit]) -> Report:
    """A report of some of them."""
    i18n.use("en")
    journey = [made[name] for name in ("funnel", "heatmap-stage", "scorecard", "paths")]
    voice = [made[name] for name in ("scores", "scores-by-touchpoint", "comments")]
    return report.of(Asked(hostile, Filters()), [("Journey", journey), ("Voice", voice)])


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reports")
