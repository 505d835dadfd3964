"""What names a person is hidden, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchpoints.text.masking import HIDDEN, masked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Meu nome é Ana Paula da Silva e adorei", "Meu nome é ••• e adorei"),
        ("meu nome e joão, quero trocar", "meu nome e •••, quero trocar"),
        ("Olá, me chamo Caio. Gostei!", "Olá, me chamo •••. Gostei!"),
        ("me chamo maria souza e comprei", "me chamo ••• e comprei"),
        ("Me llamo José Luis y estoy contento", "Me llamo ••• y estoy contento"),
        ("mi nombre es Sofía Pérez", "mi nombre es •••"),
        ("My name is O'Neil and I waited", "My name is ••• and I waited"),
        ("my name is Anne-Marie", "my name is •••"),
        ("write to ana.silva@exemplo.com.br please", "write to ••• please"),
        ("follow @ana_silva", "follow •••"),
        ("CPF 123.456.789-09 não aceito", "CPF ••• não aceito"),
        ("cpf 12345678909", "cpf •••"),
        ("ligue (11) 98765-4321 já", "ligue ••• já"),
        ("llamar al +54 9 11 4444-5555", "llamar al •••"),
        ("call +1 (212) 555-0123.", "call •••."),
        ("11 98765 4321", "•••"),
    ],
)
def test_personal_data_is_hidden(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Chegou em 10/05/2026, pedi em 2026-05-01 e em 12.04.2026 (04-15-2014 )",
        "Custou R$ 1.299,90 e depois 1.234.567,89",
        "Pedido 123456 atrasou 30 dias",
        "Nota 9/10, 5 estrelas",
        "O nome da loja é bonito",
        "Esperei 45 minutos, das 10:30 às 11:15",
        "",
        "😡😡😡",
    ],
)
def test_dates_amounts_and_short_numbers_stay(text: str) -> None:
    assert masked(text) == text


@given(st.text(max_size=120))
def test_hiding_twice_is_hiding_once(text: str) -> None:
    once = masked(text)

    assert masked(once) == once


@given(
    st.sampled_from(
        ["Ótimo. Meu nome é {}.", "me llamo {}", "My name is {}, thanks", "me chamo {}!"]
    ),
    st.sampled_from(["Ana", "João", "Zoë", "ŁUKASZ", "maria"]),
)
def test_a_name_that_is_given_never_shows(sentence: str, name: str) -> None:
    assert name not in masked(sentence.format(name))
    assert HIDDEN in masked(sentence.format(name))
