"""The command line: one JSON object per file or sheet, and its three exit codes."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.importing.conftest import Write
from touchpoints.cli import main

KEYS = {
    "file", "sheet", "kind", "recognised_as", "encoding", "delimiter", "header_row", "rows_read", "rows_loaded",
    "rows_refused", "mapping", "questions", "problems",
}  # fmt: skip


def run(
    *words: object, capsys: pytest.CaptureFixture[str]
) -> tuple[int, list[dict[str, Any]], str]:
    code = main(["import", *map(str, words), "--json"])
    captured = capsys.readouterr()
    return code, [json.loads(line) for line in captured.out.splitlines()], captured.err


def test_a_file_is_loaded_into_a_new_workspace(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(
        "Cliente;Data;Canal;Evento",
        "c1;20/01/2026 10:00;Loja;Checkout",
        "c2;;Site;Suporte",
        encoding="cp1252",
    )

    code, printed, told = run(path, "--workspace", tmp_path / "new" / "shop", capsys=capsys)

    assert (code, told) == (0, "")
    assert set(printed[0]) >= KEYS
    expected = {
        "file": "file.csv",
        "sheet": None,
        "kind": "events",
        "encoding": "utf-8",
        "delimiter": ";",
        "header_row": 1,
        "rows_read": 2,
        "rows_loaded": 1,
        "rows_refused": 1,
        "mapping": {
            "person": "Cliente",
            "occurred_at": "Data",
            "channel": "Canal",
            "touchpoint": "Evento",
        },
        "questions": [],
        "problems": [{"row": 3, "column": "Data", "reason": "The date is empty."}],
        "stages": {"Checkout": "purchase", "Suporte": "service"},
    }
    assert {key: printed[0][key] for key in expected} == expected


def test_a_question_exits_2_and_its_answer_loads(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("id,date,event", "c1,01/02/2026,a", "c2,03/04/2026,b")
    folder = tmp_path / "shop"

    code, printed, told = run(path, "--workspace", folder, capsys=capsys)

    assert (code, folder.exists()) == (2, False)
    assert (printed[0]["rows_read"], printed[0]["rows_loaded"]) == (2, 0)
    assert "“01/02/2026” and “03/04/2026”" in told
    assert len(told.splitlines()) == 1
    assert run(path, "--workspace", folder, "--date-order", "dmy", capsys=capsys)[0] == 0


def test_one_bad_file_keeps_all_files_out(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = write("id,date,event", "c1,2026-01-20,a", name="good.csv")
    bad = write("id,date,event", name="bad.csv")

    code, _, told = run(good, bad, "--workspace", tmp_path / "shop", capsys=capsys)

    assert (code, (tmp_path / "shop").exists()) == (3, False)
    assert told == "bad.csv has a header but no rows. Export it again with its data.\n"


def test_nouns_are_mapped_by_hand(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("a,b,c,event", "p1,2026-01-20,x,e", "p2,2026-01-21,y,f", "p1,2026-01-22,y,f")

    code, printed, _ = run(
        path, "--workspace", tmp_path / "shop", "--kind", "events", "--map", "person=a", "--map", "occurred_at=b",
        "--map", "channel=c", "--map", "touchpoint=", capsys=capsys,
    )  # fmt: skip

    assert code == 0
    assert printed[0]["mapping"] == {"person": "a", "occurred_at": "b", "channel": "c"}


@pytest.mark.parametrize("mapped", ["person=nobody", "colour=a", "person"])
def test_a_mapping_that_makes_no_sense_is_refused(
    mapped: str, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("a,b", "p1,2026-01-20", "p2,2026-01-21")

    code, _, told = run(path, "--workspace", tmp_path / "shop", "--map", mapped, capsys=capsys)

    assert code == 3
    assert len(told.splitlines()) == 1


def test_a_folder_that_is_no_workspace_is_left_alone(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("id,date,event", "c1,2026-01-20,a")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "me.jpg").write_bytes(b"me")

    code, _, told = run(path, "--workspace", tmp_path / "photos", capsys=capsys)

    assert code == 3
    assert "is not a workspace" in told
    assert [each.name for each in (tmp_path / "photos").iterdir()] == ["me.jpg"]


def test_a_file_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, told = run(tmp_path / "none.csv", "--workspace", tmp_path / "shop", capsys=capsys)

    assert (code, len(told.splitlines())) == (3, 1)


def test_without_json_a_short_summary_is_printed(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("id,date,event", "c1,2026-01-20,a", "c2,,b")

    assert main(["import", str(path), "--workspace", str(tmp_path / "shop")]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "file.csv: events, 2 rows read, 1 loaded, 1 refused",
        "  person = id",
        "  occurred_at = date",
        "  touchpoint = event",
        "  The column “id” was replaced by pseudonyms.",
        "  50% of the rows were refused.",
        "  No column tells the channel.",
        "  row 3, date: The date is empty.",
    ]


def test_a_refused_file_is_still_an_object_that_says_why(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("town,sessions", "Olinda,10", "Recife,20")

    code, printed, told = run(path, "--workspace", tmp_path / "shop", capsys=capsys)

    assert (code, printed[0]["kind"], printed[0]["rows_read"]) == (3, "aggregate", 2)
    assert printed[0]["problems"] == [{"row": 0, "column": "", "reason": told.strip()}]


def test_a_sheet_without_events_is_left_out_where_another_has_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.Workbook()
    events: list[list[object]] = [
        ["id", "date", "event"],
        ["c1", "2026-01-20", "a"],
        ["c2", "2026-01-21", "b"],
    ]
    totals: list[list[object]] = [["channel", "sessions"], ["site", 10], ["store", 20]]
    sheet = book.create_sheet("totals")
    for row in events:
        book["Sheet"].append(row)
    for row in totals:
        sheet.append(row)
    book.save(tmp_path / "book.xlsx")

    code, printed, _ = run(tmp_path / "book.xlsx", "--workspace", tmp_path / "shop", capsys=capsys)

    assert code == 0
    assert {(each["sheet"], each["kind"], each["rows_loaded"]) for each in printed} == {
        ("Sheet", "events", 2),
        ("totals", "aggregate", 0),
    }


def test_a_workspace_made_for_a_load_that_fails_is_taken_away(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("id,date,event", ",2026-01-20,a", ",2026-01-21,b")

    code, _, told = run(
        path,
        "--workspace",
        tmp_path / "shop",
        "--kind",
        "events",
        "--map",
        "person=id",
        capsys=capsys,
    )

    assert (code, (tmp_path / "shop").exists()) == (3, False)
    assert "The person is empty." in told


def test_the_same_rows_again_are_a_question_and_an_object(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("cliente,data,evento", "c1,2026-01-20,a", "c2,2026-01-21,b")
    words = ["import", str(path), "--workspace", str(tmp_path / "shop"), "--json"]

    assert main(words) == 0
    capsys.readouterr()
    assert main(words) == 2
    said = capsys.readouterr()
    assert json.loads(said.out)["rows_loaded"] == 0
    assert "2 of the 2 rows" in said.err
    assert main([*words, "--again"]) == 0
