"""Columns that name people are known by their names and by their values, with check digits."""

from pathlib import Path

import pytest

from tests.importing.conftest import Write, ask, one_table
from touchpoints import workspaces
from touchpoints.cli import accept, main
from touchpoints.exports import tables
from touchpoints.importing import load, mapping, personal
from touchpoints.ui import imports
from touchpoints.workspaces import Workspace


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("529.982.247-25", True),  # CPF
        ("529.982.247-24", False),
        ("111.111.111-11", False),
        ("11.222.333/0001-81", True),  # CNPJ
        ("12.ABC.345/01DE-35", True),  # CNPJ with letters
        ("12.ABC.345/01DE-36", False),
        ("20-12345678-6", True),  # CUIT
        ("20-12345678-5", False),
        ("12.345.678-5", True),  # RUT
        ("12.345.678-K", False),
        ("12345678Z", True),  # DNI of Spain
        ("X1234567L", True),  # NIE
        ("12345678A", False),
    ],
)
def test_a_document_is_known_by_its_check_digits(text: str, is_one: bool) -> None:
    assert personal.is_document(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("+55 (11) 91234-5678", True),
        ("(11) 1234-5678", True),
        ("11 91234-5678", True),
        ("+54 9 11 2345 6789", True),
        ("11912345678", False),
        ("2026-03-01", False),
        ("01.03.2026", False),
        ("1.234.567,89", False),
    ],
)
def test_a_telephone_number_is_known_by_how_it_is_written(text: str, is_one: bool) -> None:
    assert personal.is_written_phone(text) is is_one


def sorts(path: Path) -> dict[str, str]:
    return dict(mapping.propose(one_table(path)).personal)


def test_columns_of_people_are_told_from_columns_of_things(write: Write) -> None:
    file = write(
        "Cliente;Quando;Evento;Produto;Contato 1;Obs;Origem;Nome",
        "Ana Souza;01/03/2026;Compra;Camiseta Azul;ana@x.com;(11) 91234-5678;187.1.2.3;Ana",
        "Bia de Lima;13/03/2026;Compra;Camiseta Verde;bia@x.com;(11) 91234-5679;187.1.2.4;Bia",
        "Caio Melo;14/03/2026;Visita;Calça Preta;caio@x.com;(11) 91234-5670;187.1.2.5;Caio",
    )

    assert sorts(file) == {
        "Cliente": "name",
        "Contato 1": "email",
        "Obs": "phone",
        "Origem": "ip",
        "Nome": "name",
    }


PEOPLE = (
    "Cliente;Quando;Evento;CPF;Telefone",
    "c1;13/03/2026;Compra;529.982.247-25;(11) 91234-5678",
    "c2;ontem;Compra;111.444.777-35;(11) 91234-5679",
)


def test_personal_cells_of_refused_rows_stay_hidden_in_the_download(
    write: Write, shop: Workspace
) -> None:
    table = one_table(write(*PEOPLE))

    load.load(shop.folder, [accept(table, mapping.propose(table), None)])

    refused = tables.csv(imports.refused_table(workspaces.at(shop.folder), 1)).decode("utf-8-sig")
    assert refused.splitlines()[1].startswith(
        "3,Quando,The date cannot be read.,c2,ontem,Compra,•••,•••"
    )
    assert "111.444.777-35" not in refused


def test_a_column_that_is_kept_knowingly_is_stored_and_the_others_are_not(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "kept"
    words = ["import", str(write(*PEOPLE)), "--workspace", str(folder), "--keep"]

    assert main([*words, "E-mail"]) == 3
    assert "has no column “E-mail”" in capsys.readouterr().err
    assert not folder.exists()

    assert main([*words, "Telefone"]) == 0
    shop = workspaces.at(folder)
    assert ask(shop, "select question, choice from choices") == [("Telefone", "(11) 91234-5678")]
    told = capsys.readouterr().out
    assert "Personal data was kept as you asked: Telefone." in told
    assert "Personal data was neither kept nor shown: CPF." in told
    assert ask(shop, "select cells[4:5] from refused_rows") == [(["•••", "(11) 91234-5679"],)]
