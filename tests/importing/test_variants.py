"""Exports as people hand them on: saved again by a spreadsheet, with columns moved, added or lost."""

import csv
import io
import re
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import openpyxl
import pytest

from touchpoints.cli import accept
from touchpoints.importing import load, mapping, recognise, sniff
from touchpoints.importing.mapping import Proposal
from touchpoints.model import DateOrder

FILES = Path(__file__).parents[1] / "files"
SAMPLES = {
    tool: list(files)
    for tool, files in groupby(sorted(FILES.glob("*.csv")), lambda path: path.stem.split("-")[0])
}
Rows = list[list[str]]
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)([ T]\d\d:\d\d(?::\d\d)?)?")
_SLASHED = re.compile(r"(\d\d)/(\d\d)/(\d{4})( \d\d:\d\d(?::\d\d)?)?")
_DECIMAL = re.compile(r"\d+\.\d\d")


def as_text(rows: Rows, delimiter: str = ",") -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows(rows)
    return written.getvalue()


def each_cell(rows: Rows, change: Callable[[str], str]) -> Rows:
    return [[change(cell) for cell in row] for row in rows]


def other_date(cell: str, order: str | None) -> str:
    """A date in ISO form with the day first, and the other way round."""
    if found := _ISO.fullmatch(cell):
        year, month, day, clock = found.groups()
        return f"{day}/{month}/{year}{(clock or '').replace('T', ' ')}"
    if found := _SLASHED.fullmatch(cell):
        first, second, year, clock = found.groups()
        month, day = (first, second) if order == "mdy" else (second, first)
        return f"{year}-{month}-{day}{clock or ''}"
    return cell


def without_one(rows: Rows, name: str) -> Rows:
    place = next((row.index(name) for row in rows if name and name in row), None)
    return [[c for at, c in enumerate(row) if at != place] for row in rows]


def reordered(rows: Rows) -> Rows:
    return [[row[0], *reversed(row[1:])] if row else row for row in rows]


def with_their_own(rows: Rows) -> Rows:
    return [[*row, "x" if place else "Observações internas"] for place, row in enumerate(rows)]


VARIANTS: dict[str, Callable[[Rows, Proposal, str], bytes]] = {
    "a mark before the first byte, dates written the other way": lambda rows, seen, _lost: (
        b"\xef\xbb\xbf"
        + as_text(each_cell(rows, lambda cell: other_date(cell, seen.date_order))).encode()
    ),
    "utf-16, a column lost": lambda rows, _seen, lost: as_text(
        without_one(rows, lost), "\t"
    ).encode("utf-16"),
    "cp1252, a decimal comma": lambda rows, _seen, _lost: as_text(
        each_cell(rows, lambda c: c.replace(".", ",") if _DECIMAL.fullmatch(c) else c), ";"
    ).encode("cp1252", "replace"),
    "columns of their own, in another order": lambda rows, _seen, _lost: as_text(
        with_their_own(reordered(rows))
    ).encode(),
}
TYPED = ("dates", "decimal")
# The tables of these reports have different widths: one column more for all would be in none of them.
REPORTS = ("ga4", "google_ads")
SAVED = [
    (variant, sample)
    for place, variant in enumerate(VARIANTS)
    for sample in (of_tool[place % len(of_tool)] for of_tool in SAMPLES.values())
    if not (sample.stem.startswith(REPORTS) and "columns of their own" in variant)
]


@pytest.mark.parametrize(("variant", "sample"), SAVED)
def test_an_export_that_was_saved_again_is_still_the_same_export(
    variant: str, sample: Path, tmp_path: Path
) -> None:
    first = sniff.read(sample)[0]
    seen = mapping.propose(first)
    with sample.open(encoding=first.encoding, newline="") as file:
        rows = list(csv.reader(file, delimiter=first.delimiter or ","))
    path = tmp_path / sample.name
    path.write_bytes(VARIANTS[variant](rows, seen, spare_column(first, seen)))

    is_typed = any(word in variant for word in TYPED)
    order: DateOrder | None = "dmy" if "dates" in variant and seen.date_order == "ymd" else None
    assert understood(path, is_typed, order) == understood(sample, is_typed)


@pytest.mark.parametrize("sample", sorted(FILES.glob("*.xlsx")), ids=lambda path: path.stem)
def test_a_workbook_whose_sheet_was_renamed_is_still_the_same_export(
    sample: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(sample)
    book.worksheets[0].title = "Planilha de teste"
    path = tmp_path / sample.name
    book.save(path)

    assert understood(path, is_typed=False) == understood(sample, is_typed=False)


def spare_column(table: sniff.Table, proposal: Proposal) -> str:
    """A column that its tool need not have, and that means nothing to us; "" where all do."""
    seen = recognise.best(table)
    assert seen is not None
    needed = {
        seen.columns.get(column.key) for column in seen.dialect.columns if not column.optional
    }
    used = needed | set(proposal.mapping.columns.values())
    known = set(seen.columns.values()) - used
    return next((column for column in table.columns[1:] if column in known), "")


def understood(
    path: Path, is_typed: bool, order: DateOrder | None = None
) -> list[tuple[object, ...]]:
    """Of each table: whose export it is, its kind, its rows, its nouns, and its first rows with their
    dates and values as they are loaded."""
    told: list[tuple[object, ...]] = []
    for table in sniff.read(path):
        found = mapping.propose(table)
        rows = load.check(accept(table, found, order)).first_rows if is_typed else ()
        typed = sorted(map(repr, rows))
        nouns = found.mapping.columns
        asks = found.date_question is not None and order is None
        told.append((found.recognised_as, found.kind, table.rows, nouns, asks, typed))
    return told
