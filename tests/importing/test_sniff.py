"""Bytes to tables: encodings, delimiters, headers, what stands around a table."""

import datetime as dt
import gzip
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from tests.importing.conftest import Write, one_table
from touchpoints.importing import large_texts, profile, sniff, staging

ACCENTED = "João disse: não há ação, só promoção às três. Óculos, maçã, você."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_the_encoding_is_found(encoding: str, write: Write) -> None:
    table = one_table(
        write("cliente;texto", f"c1;{ACCENTED}", "c2;“Ótimo” – 5 €", encoding=encoding)
    )

    assert table.columns == ("cliente", "texto")
    assert table.preview == (("c1", ACCENTED), ("c2", "“Ótimo” – 5 €"))


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
def test_the_encodings_of_old_exports_are_found(encoding: str, write: Write) -> None:
    table = one_table(
        write("cliente;texto", f"c1;{ACCENTED}", "c2;El niño compró ¡ya!", encoding=encoding)
    )

    assert table.encoding == encoding
    assert table.preview == (("c1", ACCENTED), ("c2", "El niño compró ¡ya!"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_delimiter_is_found_whatever_the_newline(
    delimiter: str, newline: str, write: Write
) -> None:
    rows = [
        ["id", "when", "what"],
        ["7", "2026-01-02 10:00", "visit"],
        ["8", "2026-01-03 11:30", "buy"],
    ]

    table = one_table(write(*(delimiter.join(row) for row in rows), newline=newline))

    assert table.delimiter == delimiter
    assert table.columns == ("id", "when", "what")
    assert table.preview == (("7", "2026-01-02 10:00", "visit"), ("8", "2026-01-03 11:30", "buy"))


def test_a_decimal_comma_is_no_delimiter(write: Write) -> None:
    table = one_table(write("cliente;valor", "c1;1.234,50", "c2;2,00", "c3;17,35"))

    assert (table.delimiter, table.columns) == (";", ("cliente", "valor"))


def test_the_line_that_names_the_delimiter_is_no_header(write: Write) -> None:
    table = one_table(write("sep=;", "cliente;valor", "c1;2"))

    assert (table.columns, table.header_row, table.rows) == (("cliente", "valor"), 2, 1)


def test_title_rows_comments_and_blank_rows_above_the_header_are_left_out(write: Write) -> None:
    table = one_table(
        write(
            "Relatório de vendas",
            "",
            "# gerado em 2026",
            "cliente,data,valor",
            "c1,2026-01-02,10",
            "",
            "c2,2026-01-03,20",
        )
    )

    assert table.columns == ("cliente", "data", "valor")
    assert table.header_row == 4
    assert table.rows == 2
    assert rows_of_the_file(table) == [5, 7]


def rows_of_the_file(table: sniff.Table) -> list[int]:
    with profile.connect() as connection:
        rows = staging.relation(connection, table.staged).select("row_no").order("row_no")
        return [row_no for (row_no,) in rows.fetchall()]


def test_a_row_keeps_its_number_after_a_quoted_newline(write: Write) -> None:
    table = one_table(write("id,text", 'c1,"one\ntwo"', "c2,three"))

    assert table.preview == (("c1", "one\ntwo"), ("c2", "three"))
    assert rows_of_the_file(table) == [2, 3]


def test_short_and_long_rows_are_kept(write: Write) -> None:
    table = one_table(write("id,a,b", "c1,1,2", "c2,1", "c3,1,2,3,4", "c4,1,2", "c5,3,4"))

    assert table.preview[1:3] == (("c2", "1", None), ("c3", "1", "2"))
    assert table.rows == 5


def test_trailing_columns_without_a_name_lose_no_rows(write: Write) -> None:
    table = one_table(write("id,a,,,", "c1,1,,,", "c2,2,x,,", "c3,3,,,"))

    assert table.rows == 3


def test_empty_and_repeated_names_become_unique(write: Write) -> None:
    table = one_table(write("id,,Other,Other", "c1,a,b,c", "c2,d,e,f"))

    assert table.columns == ("id", "column 2", "Other", "Other (2)")


def test_a_table_without_a_header_numbers_its_columns(write: Write) -> None:
    table = one_table(write("17,2026-01-02,5", "18,2026-01-03,6", "19,2026-01-04,7"))

    assert (table.header_row, table.rows) == (0, 3)
    assert table.columns == ("column 1", "column 2", "column 3")


def test_ids_stay_as_they_are_written(write: Write) -> None:
    table = one_table(
        write("id,x", '="00123",1', "0007,2", "12345678901234567890,3", "NA,4", "INF,5")
    )

    assert [row[0] for row in table.preview] == [
        "00123",
        "0007",
        "12345678901234567890",
        "NA",
        "INF",
    ]


def test_three_header_rows_of_a_survey_give_names_and_questions(write: Write) -> None:
    table = one_table(
        write(
            "ResponseId,Q1,Q2",
            "Response ID,How likely are you to recommend us?,Why?",
            '"{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"',
            "R_1,9,Good",
            "R_2,3,Bad",
        )
    )

    assert table.columns == ("ResponseId", "Q1", "Q2")
    assert table.labels == ("Response ID", "How likely are you to recommend us?", "Why?")
    assert table.rows == 2


def test_two_header_rows_of_a_survey_are_joined(write: Write) -> None:
    table = one_table(
        write(
            "Respondent ID,Which channels do you use?,,How satisfied are you?",
            ",Store,WhatsApp,Response",
            "1,Store,,5",
            "2,,WhatsApp,3",
        )
    )

    assert table.columns == (
        "Respondent ID",
        "Which channels do you use? - Store",
        "Which channels do you use? - WhatsApp",
        "How satisfied are you?",
    )
    assert table.rows == 2


def test_several_tables_in_one_text_are_told_apart_by_their_comments(write: Write) -> None:
    tables = sniff.read(
        write(
            "# one",
            "# -----",
            "Day,Users",
            "1,10",
            "2,20",
            "",
            "# two",
            "Country,Users",
            "Brazil,7",
            "Spain,8",
            "Chile,1",
        )
    )

    assert [table.columns for table in tables] == [("Day", "Users"), ("Country", "Users")]
    assert [table.rows for table in tables] == [2, 3]
    assert [table.header_row for table in tables] == [3, 8]


def test_cells_of_a_workbook_become_text_that_reads_one_way_only(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Vendas")
    day = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for column, name in enumerate(("id", "when", "amount", "paid")):
        sheet.write_string(0, column, name)
    sheet.write_string(1, 0, "00123")
    sheet.write_datetime(1, 1, dt.datetime(2026, 2, 1, 10, 30), day)
    sheet.write_number(1, 2, 1234.5)
    sheet.write_boolean(1, 3, True)
    sheet.write_number(2, 0, 5500000000000)
    sheet.write_number(2, 2, 3)
    book.close()

    table = one_table(path)

    assert (table.sheet, table.container, table.columns) == (
        "Vendas",
        "xlsx",
        ("id", "when", "amount", "paid"),
    )
    assert table.preview == (
        ("00123", "2026-02-01 10:30:00", "1234.5", "TRUE"),
        ("5500000000000", None, "3", None),
    )


def test_every_sheet_with_rows_is_a_table_and_a_hidden_one_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["id", "data"])
    book.active.append(["c1", "2026-01-02"])
    hidden = book.create_sheet("old")
    hidden.append(["id", "data"])
    hidden.append(["c2", "2026-01-03"])
    hidden.sheet_state = "hidden"
    book.create_sheet("blank")
    book.save(path)

    tables = sniff.read(path)

    assert [(table.sheet, table.aside) for table in tables] == [("Sheet", False), ("old", True)]


def test_a_sheet_that_repeats_another_is_set_aside(tmp_path: Path) -> None:
    rows = [[f"c{n}", f"2026-01-{n + 1:02d}", "Ana" if n % 2 else "Rui"] for n in range(10)]
    path = tmp_path / "book.xlsx"
    book = openpyxl.Workbook()
    for name, body in {
        "january": rows,
        "january (2)": [*rows[:8], ["c8", "2026-02-09", "Ana"]],
        "february": [[person, date.replace("-01-", "-02-"), who] for person, date, who in rows],
        "first half": rows[:5],
    }.items():
        sheet = book.create_sheet(name)
        sheet.append(["id", "data", "vendedor"])
        for row in body:
            sheet.append(row)
    book.save(path)

    tables = sniff.read(path)

    assert [table.sheet for table in tables if table.aside] == ["january (2)"]
    assert [table.sheet for table in tables] == ["january", "january (2)", "february", "first half"]
    assert "repeats another sheet" in tables[1].notes[-1]


def test_a_file_is_what_its_bytes_say_and_not_its_name(write: Write) -> None:
    table = one_table(write("id\tx", "c1\t1", "c2\t2", name="table.xlsx"))

    assert (table.container, table.delimiter) == ("csv", "\t")


def test_the_tables_of_a_zip_and_a_gz_are_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.csv", "id,x\nc1,1\n")
        archive.writestr("b.csv", "id,y\nc2,2\n")
    (tmp_path / "c.csv.gz").write_bytes(gzip.compress(b"id,z\nc3,3\n"))

    assert [t.file for t in sniff.read(tmp_path / "two.zip")] == ["two.zip/a.csv", "two.zip/b.csv"]
    assert one_table(tmp_path / "c.csv.gz").preview == (("c3", "3"),)


def test_half_of_a_character_in_json_is_no_reason_to_fail(write: Write) -> None:
    table = one_table(write('[{"i\\udc00d":"c\\ud800","x":"\\ud83d\\ude00"}]', name="a.json"))

    assert (table.columns, table.preview) == (("i?d", "x"), (("c?", "😀"),))


def test_json_is_read_as_an_array_as_lines_and_nested(write: Write) -> None:
    array = one_table(
        write(
            '[{"id":"c1","order":{"total":5}},', '{"id":"c2","order":{"total":7.5}}]', name="a.json"
        )
    )
    lines = one_table(write('{"id":"c1","x":1}', '{"id":"c2","y":[1,2]}', name="b.json"))
    inside = one_table(write('{"meta":{"n":2},"data":[{"id":"c1"},{"id":"c2"}]}', name="c.json"))

    assert (array.columns, array.preview) == (("id", "order.total"), (("c1", "5"), ("c2", "7.5")))
    assert (lines.columns, lines.preview) == (
        ("id", "x", "y"),
        (("c1", "1", None), ("c2", None, "[1, 2]")),
    )
    assert inside.preview == (("c1",), ("c2",))


def test_the_table_of_a_web_page_is_read(write: Write) -> None:
    page = "<html><body><table><tr><th>id<th>x</tr><tr><td>c1<td>1</tr><tr><td>c2<td>2</tr></table></body></html>"

    assert one_table(write(page, name="report.xls")).preview == (("c1", "1"), ("c2", "2"))


@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_large_text_is_read_as_a_small_one_is(
    quoted: bool, newline: str, encoding: str, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = '"a ""b"";\n c"' if quoted else " a b "
    rows = [f"c{i};{text};{i}" for i in range(500)]
    path = write("id;text;ação", *rows, newline=newline, encoding=encoding)
    small = one_table(path)
    kept = []

    def fast(*words: Any, **more: Any) -> staging.Staged | None:
        kept.append(original(*words, **more))
        return kept[-1]

    original = large_texts.stage
    monkeypatch.setattr(sniff, "LARGE", 100)
    monkeypatch.setattr(large_texts, "stage", fast)

    large = one_table(path)

    assert kept == [large.staged]
    assert (large.rows, large.columns, large.preview) == (small.rows, small.columns, small.preview)
    assert rows_of_the_file(large) == rows_of_the_file(small)


@pytest.mark.parametrize("odd", ["c9", "c9;a;b;c;d", "", 'c9;5" pipe;3', 'c9;"open;3'])
def test_a_large_text_with_an_odd_row_loses_nothing(
    odd: str, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(
        "id;text;n", *(f"c{i};t;{i}" for i in range(50)), odd, *(f"d{i};t;{i}" for i in range(50))
    )
    small = one_table(path)
    monkeypatch.setattr(sniff, "LARGE", 100)

    large = one_table(path)

    assert small.rows == (101 if odd else 100)
    assert (large.rows, large.preview) == (small.rows, small.preview)
    assert rows_of_the_file(large) == rows_of_the_file(small)
