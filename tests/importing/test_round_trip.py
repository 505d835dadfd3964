"""Whatever table is written with any of our delimiters, encodings and quotings reads back equal, and
its dates read back equal or are asked for."""

import csv
import datetime as dt
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.importing.conftest import one_table
from touchpoints.errors import AnswerNeeded
from touchpoints.importing import load, mapping
from touchpoints.importing.load import Accepted
from touchpoints.model import ColumnMapping

WORDS = st.sampled_from(
    [
        "não",
        "ação",
        "El niño",
        "¡ya!",
        "5,00",
        "R$ 1.234,56",
        "a;b",
        'say "hi"',
        "one\ntwo",
        "x|y",
        "tab\there",
        "",
        "12%",
        "=1+1",
        "São",
    ]
)
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SETTINGS
@given(
    rows=st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=30),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    newline=st.sampled_from(["\n", "\r\n"]),
)
def test_a_table_reads_back_as_it_was_written(
    rows: list[tuple[str, str, str]], delimiter: str, encoding: str, quoting: int, newline: str
) -> None:
    cells = [(f"c{number}", *row) for number, row in enumerate(rows)]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=newline)  # type: ignore[arg-type]
    writer.writerows([("cliente", "ação", "canal", "texto"), *cells])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        path.write_bytes(text.getvalue().encode(encoding))

        table = one_table(path)

    assert table.columns == ("cliente", "ação", "canal", "texto")
    assert table.preview == tuple(tuple(cell or None for cell in row) for row in cells)


ORDERS = {
    "dmy": ["%d/%m/%Y", "%d/%m/%Y %H:%M", "%d-%m-%Y %H:%M:%S", "%d.%m.%Y", "%d/%m/%y %H:%M"],
    "mdy": ["%m/%d/%Y", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M %p", "%m/%d/%y %H:%M"],
    "ymd": ["%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y%m%d"],
}


@SETTINGS
@given(
    moments=st.lists(
        st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2060, 1, 1)), min_size=1, max_size=20
    ),
    form=st.sampled_from([(order, form) for order, forms in ORDERS.items() for form in forms]),
)
def test_dates_of_any_order_read_back_equal_or_are_asked_for(
    moments: list[dt.datetime], form: tuple[str, str]
) -> None:
    order, pattern = form
    written = [moment.strftime(pattern) for moment in moments]
    meant = [dt.datetime.strptime(text, pattern) for text in written]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        path.write_text(
            "\n".join(["cliente;data", *(f"c{i};{t}" for i, t in enumerate(written))]) + "\n"
        )
        table = one_table(path)
    columns = {"person": "cliente", "occurred_at": "data"}

    try:
        report = load.check(Accepted(table, ColumnMapping("events", columns)))
    except AnswerNeeded:
        assert order != "ymd"
        report = load.check(Accepted(table, ColumnMapping("events", columns, date_order=order)))  # type: ignore[arg-type]

    assert [row["instant"] for row in report.first_rows] == meant


@pytest.mark.parametrize(("order", "other"), [("dmy", "mdy"), ("mdy", "dmy")])
def test_one_day_past_twelve_settles_the_order_of_the_column(
    order: str, other: str, tmp_path: Path
) -> None:
    written = "13/02/2026" if order == "dmy" else "02/13/2026"
    path = tmp_path / "file.csv"
    path.write_text(f"cliente;data;evento\nc1;01/02/2026;a\nc2;03/04/2026;b\nc1;{written};a\n")

    proposal = mapping.propose(one_table(path))

    assert (proposal.date_order, proposal.date_question) == (order, None)


def test_dates_that_read_two_ways_are_asked_for_with_two_examples(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("cliente;data;evento\nc1;01/02/2026;a\nc2;03/04/2026;b\nc1;05/05/2026;a\n")

    proposal = mapping.propose(one_table(path))

    assert proposal.date_order is None
    assert proposal.date_question == ("01/02/2026", "03/04/2026")


def test_dates_that_are_the_same_both_ways_are_not_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("cliente;data;evento\nc1;01/01/2026;a\nc2;02/02/2026;b\n")

    assert mapping.propose(one_table(path)).date_question is None
