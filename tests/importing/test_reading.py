"""Cells to dates and numbers, and what decides how a column is read."""

import datetime as dt

import pytest

from tests.importing.conftest import Write, one_table
from touchpoints.importing import load, profile, reading
from touchpoints.importing.load import Accepted
from touchpoints.model import ColumnMapping

EVENTS = {"person": "cliente", "occurred_at": "data", "value": "valor"}


def first_rows(
    write: Write, dates: list[str], values: list[str] | None = None
) -> list[dict[str, object]]:
    values = values or ["1"] * len(dates)
    rows = [
        f"c{i}\t{when}\t{value}" for i, (when, value) in enumerate(zip(dates, values, strict=True))
    ]
    table = one_table(write("cliente\tdata\tvalor", *rows))
    return [
        dict(row) for row in load.check(Accepted(table, ColumnMapping("events", EVENTS))).first_rows
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-03-12 14:05:07", dt.datetime(2026, 3, 12, 14, 5, 7)),
        ("2026-03-12T14:05:07.250", dt.datetime(2026, 3, 12, 14, 5, 7, 250000)),
        ("2026/03/12 14:05", dt.datetime(2026, 3, 12, 14, 5)),
        ("25/03/2026 14:05", dt.datetime(2026, 3, 25, 14, 5)),
        ("25/03/2026 às 14:05", dt.datetime(2026, 3, 25, 14, 5)),
        ("25/03/26 14h05", dt.datetime(2026, 3, 25, 14, 5)),
        ("25.03.2026", dt.datetime(2026, 3, 25)),
        ("3/25/2026 2:05 PM", dt.datetime(2026, 3, 25, 14, 5)),
        ("25/03/2026 12:30 a. m.", dt.datetime(2026, 3, 25, 0, 30)),
        ("25/03/2026, 2:05:07 p. m.", dt.datetime(2026, 3, 25, 14, 5, 7)),
        ("12 de março de 2026", dt.datetime(2026, 3, 12)),
        ("12 de marzo de 2026 14:05", dt.datetime(2026, 3, 12, 14, 5)),
        ("quinta-feira, 12 de mar. de 2026", dt.datetime(2026, 3, 12)),
        ("March 12, 2026 2:05 PM", dt.datetime(2026, 3, 12, 14, 5)),
        ("3 de fevereiro de 2026 14:05 hs.", dt.datetime(2026, 2, 3, 14, 5)),
        ("12-dez-25", dt.datetime(2025, 12, 12)),
        ("12 dic 2025 08:00", dt.datetime(2025, 12, 12, 8)),
        ("20260312", dt.datetime(2026, 3, 12)),
        ("20260312140507", dt.datetime(2026, 3, 12, 14, 5, 7)),
        ("46093.5", dt.datetime(2026, 3, 12, 12)),
        ("1773324307", dt.datetime(2026, 3, 12, 14, 5, 7)),
        ("1773324307250", dt.datetime(2026, 3, 12, 14, 5, 7, 250000)),
    ],
)
def test_a_date_is_read_however_it_is_written(
    written: str, meant: dt.datetime, write: Write
) -> None:
    assert [row["instant"] for row in first_rows(write, [written, written])] == [meant, meant]


@pytest.mark.parametrize(
    ("written", "instant", "offset"),
    [
        ("2026-03-12T14:05:00-03:00", dt.datetime(2026, 3, 12, 17, 5), -180),
        ("2026-03-12 14:05:00 +0530", dt.datetime(2026, 3, 12, 8, 35), 330),
        ("2026-03-12T14:05:00Z", dt.datetime(2026, 3, 12, 14, 5), 0),
        ("25/03/2026 14:05 GMT-3", dt.datetime(2026, 3, 25, 17, 5), -180),
    ],
)
def test_an_offset_gives_the_instant_and_is_kept(
    written: str, instant: dt.datetime, offset: int, write: Write
) -> None:
    row = first_rows(write, [written])[0]

    assert (row["instant"], row["offset_minutes"]) == (instant, offset)


@pytest.mark.parametrize(
    "written", ["30/02/2026", "2026-13-01", "amanhã", "99/99/9999", "infinity", "0024-01-01"]
)
def test_a_date_that_is_none_is_refused(written: str, write: Write) -> None:
    table = one_table(write("cliente\tdata\tvalor", "c1\t2026-01-02\t1", f"c2\t{written}\t2"))

    report = load.check(Accepted(table, ColumnMapping("events", EVENTS)))

    assert (report.rows_loaded, report.rows_refused) == (1, 1)
    assert [(p.row, p.column, p.reason) for p in report.problems] == [
        (3, "data", "The date cannot be read.")
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (["1.234,56", "7,5"], [1234.56, 7.5]),
        (["1,234.56", "7.5"], [1234.56, 7.5]),
        (["R$ 1.234,56", "R$ 12,00"], [1234.56, 12.0]),
        (["US$ 1,234", "US$ 2,500.10"], [1234.0, 2500.1]),
        (["12%", "7,5%"], [12.0, 7.5]),
        (["(1.200,50)", "-3,25"], [-1200.5, -3.25]),
        (["1.500", "2.750"], [1500.0, 2750.0]),
        (["1.500", "27500"], [1.5, 27500.0]),
        (["2,666", "14,000"], [2666.0, 14000.0]),
        (["0.125", "3.5"], [0.125, 3.5]),
        (["1 234,5", "10,0"], [1234.5, 10.0]),
        (["1e3", "2.5"], [1000.0, 2.5]),
    ],
)
def test_the_decimal_mark_is_settled_by_the_whole_column(
    written: list[str], meant: list[float], write: Write
) -> None:
    rows = first_rows(write, ["2026-01-02"] * len(written), written)

    assert [row["value"] for row in rows] == meant


def test_a_value_that_is_no_number_is_left_out_and_told(write: Write) -> None:
    table = one_table(write("cliente\tdata\tvalor", "c1\t2026-01-02\t5", "c2\t2026-01-02\tfive"))

    report = load.check(Accepted(table, ColumnMapping("events", EVENTS)))

    assert (report.rows_loaded, report.rows_refused) == (2, 0)
    assert [(p.row, p.reason) for p in report.problems] == [
        (3, "The value is not a number, so it was left out.")
    ]


def test_epoch_numbers_are_dates_only_in_a_column_that_says_so(write: Write) -> None:
    table = one_table(write("cliente,codigo", "c1,1773324307", "c2,1773324308"))

    with profile.connect() as connection:
        assert reading.dates(connection, table, "codigo").readable == 0
