"""Several tables in one file or sheet, groups of columns in two header rows, what stands below a table."""

from pathlib import Path

import pytest
import xlsxwriter

from tests.importing.conftest import Write, one_table
from touchpoints.importing import footers, large_texts, sniff
from touchpoints.importing.sniff import Table

TWO_TABLES = (
    "Cliente;Data;Etapa",
    "Ana;13/03/2026;Compra",
    "Bia;14/03/2026;Visita",
    "",
    "Canal;Visitas",
    "Site;120",
    "Loja;80",
)


def cells(table: Table) -> list[tuple[str | None, ...]]:
    return list(table.preview)


def test_two_tables_in_one_text_are_two_tables(write: Write) -> None:
    people, channels = sniff.read(write(*TWO_TABLES))

    assert people.columns == ("Cliente", "Data", "Etapa")
    assert [row[0] for row in cells(people)] == ["Ana", "Bia"]
    assert (channels.columns, channels.header_row) == (("Canal", "Visitas"), 5)
    assert cells(channels) == [("Site", "120"), ("Loja", "80")]


def test_two_tables_in_one_sheet_are_two_tables_with_their_titles_left_out(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        lines = [*TWO_TABLES[:4], "Visitas por canal", "", *TWO_TABLES[4:]]
        for number, line in enumerate(lines):
            words = [float(w) if w.isdigit() else w for w in line.split(";")]
            sheet.write_row(number, 0, words)

    people, channels = sniff.read(path)

    assert [row[0] for row in cells(people)] == ["Ana", "Bia"]
    assert (channels.columns, channels.rows) == (("Canal", "Visitas"), 2)


@pytest.mark.parametrize(
    "lines",
    [
        ("Cliente;Data;Nota", "Ana;13/03/2026;9", "Bia;14/03/2026;8", "", "Caio;15/03/2026;7"),
        ("Cliente;Cidade", "Ana;Natal", "Bia;Recife", "", "Caio;Olinda", "Davi;Belém"),
        ("Cliente;Nota", "Ana;9", "Bia;8", "", "Cliente;Nota", "Caio;7", "Davi;6"),
    ],
    ids=["figures", "words", "names repeated on every page"],
)
def test_blank_rows_between_rows_of_one_table_part_nothing(
    lines: tuple[str, ...], write: Write
) -> None:
    table = one_table(write(*lines))

    rows = [line for line in lines[1:] if line and line != lines[0]]
    assert [";".join(map(str, row)) for row in cells(table)] == rows


GROUPS_ABOVE = ("Loja;2025;;2026;", ";Visitas;Vendas;Visitas;Vendas", "Centro;10;2;12;3")
PARTS_BELOW = ("Cliente;Data;Compra;;Cidade", ";;Canal;Valor;", "Ana;13/03/2026;Site;9,90;Natal")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_merged_groups_of_columns_are_part_of_their_names(
    kind: str, write: Write, tmp_path: Path
) -> None:
    def read(lines: tuple[str, ...]) -> Table:
        if kind == "csv":
            return one_table(write(*lines))
        path = tmp_path / "book.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line.split(";"))
            first = lines[0].split(";")
            for place, name in enumerate(first[1:-1], start=1):
                if name and not first[place + 1]:
                    sheet.merge_range(0, place, 0, place + 1, name)
        return one_table(path)

    assert read(("Relatório anual", "", *GROUPS_ABOVE)).columns == (
        "Loja", "2025 - Visitas", "2025 - Vendas", "2026 - Visitas", "2026 - Vendas",
    )  # fmt: skip
    parts = read(PARTS_BELOW)
    assert parts.columns == ("Cliente", "Data", "Compra - Canal", "Compra - Valor", "Cidade")
    assert parts.rows == 1


def test_a_title_of_two_cells_above_repeated_names_is_no_group(write: Write) -> None:
    table = one_table(
        write("Relatório;Março", "Nome;Dia;Outro;Outro;Fim", "a;b;1;2;3", "b;c;3;4;5")
    )

    assert table.columns == ("Nome", "Dia", "Outro", "Outro (2)", "Fim")


def test_footers_alone_are_left_out_and_counted(write: Write) -> None:
    table = one_table(
        write("Canal;Visitas;Vendas", "Site;1;2", "Loja;3;4", "Total;4;6", "Fonte: caixa;;")
    )

    assert [row[0] for row in cells(table)] == ["Site", "Loja"]
    assert table.left_out == ((footers.TOTALS, 1),)
    assert sniff.NOTES_BELOW in table.notes


def test_a_row_called_total_between_others_is_a_row(write: Write) -> None:
    table = one_table(write("Canal;Visitas;Vendas", "Site;1;2", "Total;3;4", "Loja;3;4"))

    assert (table.rows, table.left_out) == (3, ())


@pytest.mark.parametrize("rows", [3, 4, 7])
def test_footers_of_a_large_text_are_those_of_a_small_one(
    rows: int, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"c{n};{n};{n}" for n in range(rows)]
    path = write("Canal;Visitas;Vendas", *lines, "Total;4;6", ";;", "Fonte: caixa;;")
    small = one_table(path)

    monkeypatch.setattr(sniff, "LARGE", 0)
    monkeypatch.setattr(large_texts, "BATCH", 2)
    large = one_table(path)

    assert (large.preview, large.rows) == (small.preview, small.rows)
    assert (large.left_out, large.notes) == (small.left_out, small.notes)
    assert large.staged.first_row is not None, "DuckDB has read it"
