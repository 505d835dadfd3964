"""The scores of real surveys are those that were computed elsewhere; skipped where they are not at hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from touchpoints.cli import main

REAL = Path(__file__).resolve().parents[3] / "shared" / "data"

pytestmark = pytest.mark.skipif(not REAL.exists(), reason="the real files are not at hand")


def asked(case: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, Any]]:
    """The rows of `run scores` by their question."""
    [file] = (REAL / case).glob("*.csv")
    assert main(["import", str(file), "--workspace", str(folder)]) == 0
    capsys.readouterr()
    assert main(["run", "scores", "--workspace", str(folder), "--json"]) == 0
    return {row["question"]: row for row in json.loads(capsys.readouterr().out)}


def expected(case: str) -> dict[str, Any]:
    told = json.loads((REAL / case / "expected.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = told["expected"]
    return found


def test_reviews_of_one_to_five_stars(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = expected("rv-b2w-10k")["rating"]

    row = asked("rv-b2w-10k", tmp_path / "shop", capsys)["overall_rating"]

    assert (row["measure"], row["n"]) == ("csat", told["n_valid"])
    assert 100 * row["score"] == pytest.approx(told["csat_top2_pct"], abs=1e-4)
    assert row["mean"] == pytest.approx(told["mean"], abs=1e-5)


def test_every_rating_of_a_survey_on_its_own_scale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = expected("sv-typeform-osmi2018")["rating_columns"]

    rows = asked("sv-typeform-osmi2018", tmp_path / "survey", capsys)

    plain = {" ".join(name.replace("*", "").split()): row for name, row in rows.items()}
    for name, one in told.items():
        row = next(row for key, row in plain.items() if key.startswith(name[:75].replace("*", "")))
        assert row["n"] == one["n_valid"]
        assert row["mean"] == pytest.approx(one["mean"], abs=1e-5)
