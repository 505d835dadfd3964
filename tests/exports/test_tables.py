"""The files that are downloaded hold what the screen shows, and nothing that a spreadsheet would run."""

import csv
import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchpoints.exports import tables
from touchpoints.importing import sniff

FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    '=HYPERLINK("http://example.com","click")',
    "=cmd|' /C calc'!A0",
]


def cells(workbook: bytes) -> list[list[object]]:
    """The sheet as a spreadsheet reads it; a formula would come back as its text."""
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def records(file: bytes) -> list[list[str]]:
    """The rows of a CSV file as a spreadsheet reads them."""
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def types(workbook: bytes) -> set[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).active
    assert sheet is not None
    return {cell.data_type for row in sheet.iter_rows() for cell in row}


@pytest.mark.parametrize("formula", FORMULAS)
def test_text_that_looks_like_a_formula_stays_text_in_both_files(formula: str) -> None:
    table = pd.DataFrame({formula: [formula, "plain"], "people": [1, 2]})

    workbook = tables.xlsx(table)

    assert types(workbook) == {"s", "n"}
    assert [row[0] for row in cells(workbook)] == [
        text.replace("\r", "_x000D_") if "\r" in str(text) else text
        for text in (f"'{formula}", f"'{formula}", "plain")
    ]
    assert records(tables.csv(table)) == [
        [f"'{formula}", "people"],
        [f"'{formula}", "1"],
        ["plain", "2"],
    ]


def test_figures_stay_figures_even_below_zero() -> None:
    table = pd.DataFrame({"channel": ["web"], "score": [-33.5], "people": [1200], "share": [0.25]})

    assert cells(tables.xlsx(table)) == [
        ["channel", "score", "people", "share"],
        ["web", -33.5, 1200, 0.25],
    ]
    assert tables.csv(table).decode("utf-8-sig").splitlines() == [
        "channel,score,people,share",
        "web,-33.5,1200,0.25",
    ]


def test_accents_line_breaks_and_gaps_survive() -> None:
    quoted = 'dois\nparágrafos; "aspas", vírgula'
    table = pd.DataFrame(
        {
            "canal": ["Pós-venda", "Atención 😀", None, quoted],
            "nota": [9.0, float("nan"), 7.0, 1.0],
        }
    )

    assert tables.csv(table).startswith(b"\xef\xbb\xbf")
    read = pd.read_csv(io.BytesIO(tables.csv(table)))
    pd.testing.assert_frame_equal(read, table, check_dtype=False)
    assert cells(tables.xlsx(table))[1:] == [
        ["Pós-venda", 9],
        ["Atención 😀", None],
        [None, 7],
        [quoted, 1],
    ]


def test_an_address_in_a_comment_is_no_link() -> None:
    table = pd.DataFrame({"comment": ["http://example.com/x"]})

    sheet = openpyxl.load_workbook(io.BytesIO(tables.xlsx(table))).active

    assert sheet is not None
    assert sheet["A2"].hyperlink is None
    assert sheet["A2"].value == "http://example.com/x"


@given(st.lists(st.text("=+-@\t\r\n'\",; a😀", max_size=12), min_size=1, max_size=5))
def test_no_cell_and_no_line_of_a_cell_begins_as_a_formula(texts: list[str]) -> None:
    read = records(tables.csv(pd.DataFrame({"comment": texts, "people": range(len(texts))})))

    assert len(read) == 1 + len(texts)
    for text, (cell, _people) in zip(texts, read[1:], strict=True):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert cell in (text, f"'{text}")


@pytest.mark.parametrize("language", ["pt", "es"])
def test_a_csv_opens_with_a_double_click_where_the_comma_is_the_decimal_mark(language: str) -> None:
    table = pd.DataFrame({"canal": ["loja; rua", "web"], "nota": [0.25, -33.5], "n": [1200, 3]})

    lines = tables.csv(table, language).decode("utf-8-sig").splitlines()

    assert lines == ["canal;nota;n", '"loja; rua";0,25;1200', "web;-33,5;3"]


def test_such_a_csv_is_read_again_by_our_own_import(tmp_path: Path) -> None:
    table = pd.DataFrame({"canal": ["loja, rua", "web"], "nota": [0.25, -33.5]})
    (tmp_path / "notas.csv").write_bytes(tables.csv(table, "pt"))

    (read,) = sniff.read(tmp_path / "notas.csv")

    assert read.columns == ("canal", "nota")
    assert read.rows == 2
