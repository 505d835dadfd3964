"""A large text is staged by DuckDB; what Python reads is the twin."""

import csv
import datetime as dt
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.importing.conftest import Write, one_table
from touchpoints.importing import cells, large_texts, sniff, staging
from touchpoints.importing.delimited import Dialect
from touchpoints.importing.profile import connect
from touchpoints.importing.sniff import Table


def rows_of(table: Table) -> list[tuple[object, ...]]:
    with connect() as connection:
        return staging.relation(connection, table.staged).order("row_no").fetchall()


def staged_by_duckdb(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the fast way gave, call by call, for files of any size."""
    kept: list[object] = []
    original: Callable[..., object] = large_texts.stage

    def fast(*words: object) -> object:
        kept.append(original(*words))
        return kept[-1]

    monkeypatch.setattr(sniff, "LARGE", 10)
    monkeypatch.setattr(large_texts, "stage", fast)
    return kept


def test_the_number_of_a_row_is_its_row_in_the_file(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = staged_by_duckdb(monkeypatch)

    table = one_table(write("Exported by Ana;;", "id;what;n", "a;buy;1", '"b";"x\ny";2', "c;buy;3"))

    assert kept == [table.staged]
    assert table.header_row == 2
    assert rows_of(table) == [
        (3, "a", "buy", "1", None),
        (4, "b", "x\ny", "2", None),
        (5, "c", "buy", "3", None),
    ]


def test_rows_of_nothing_but_delimiters_count_but_are_no_rows(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = staged_by_duckdb(monkeypatch)

    table = one_table(write("id;what", "a;buy", ";", "b;buy", ";", ";"))

    assert kept == [table.staged]
    assert table.rows == 2
    assert rows_of(table) == [(2, "a", "buy", None), (4, "b", "buy", None)]


def test_blank_lines_at_the_end_do_not_slow_a_large_text(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = staged_by_duckdb(monkeypatch)

    table = one_table(write("id;what", "a;buy", "b;buy", "", "", newline="\r\n"))

    assert kept == [table.staged]
    assert table.rows == 2


def test_a_blank_found_late_cleans_every_cell(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_texts, "BLOCK", 64)
    kept = staged_by_duckdb(monkeypatch)
    rows = [f"customer {i};buy" for i in range(50)]

    table = one_table(write("id;what", *rows, 'late ;="007"'))

    assert kept == [table.staged]
    assert rows_of(table)[-1] == (52, "late", "007", None)


def test_a_byte_that_is_no_utf_8_far_down_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "far.csv"
    plain = "".join(f"c{i};{'x' * 200}\n" for i in range(4000))
    path.write_bytes(b"id;what\n" + plain.encode() + "z;promoção\n".encode("cp1252"))
    staged_by_duckdb(monkeypatch)

    table = one_table(path)

    assert table.encoding == "cp1252"
    assert rows_of(table)[-1] == (4002, "z", "promoção", None)


cell = st.text(st.sampled_from('ab \n"é\u00a0'), max_size=6)


@example(rows=[["a\u00a0", ""]], block=1)
@example(rows=[["", "\u00a0"]], block=2)
@given(rows=st.lists(st.lists(cell, min_size=2, max_size=2), min_size=1), block=st.integers(1, 40))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_records_are_counted_as_the_csv_module_counts_them(
    rows: list[list[str]], block: int, tmp_path: Path
) -> None:
    path = tmp_path / "counted.csv"
    text = StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(large_texts, "BLOCK", block)
        seen = large_texts.look_through(path, Dialect(";"))

    if seen.records is not None:
        assert seen.records == len(rows)
    if any(text != text.strip() for row in rows for text in row):
        assert seen.needs_cleaning


moment = st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2199, 1, 1))
typed = st.one_of(
    st.text(max_size=5),
    st.floats(),
    st.floats(-1e6, 1e6).map(lambda number: round(number, 2)),
    st.integers(-(10**20), 10**20),
    st.integers(-(10**17), 10**17).map(float),
    st.booleans(),
    st.none(),
    moment,
    moment.map(lambda at: at.replace(microsecond=0)),
    moment.map(lambda at: dt.datetime(at.year, at.month, at.day)),
    st.dates(),
    st.times(),
    st.timedeltas(),
)


@example([10000000000.5])
@given(st.lists(typed, min_size=1, max_size=20))
@settings(max_examples=300, deadline=None)
def test_a_column_at_once_is_written_as_its_cells_one_by_one(column: list[object]) -> None:
    expected = [None if one is None else cells.text(one) for one in column]

    assert cells.texts(column).to_pylist() == expected
