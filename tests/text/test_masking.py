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
        ("tel 444-5555", "tel •••"),
        ("CNPJ 12.345.678/0001-95", "CNPJ •••"),
        ("DNI 12.345.678", "DNI •••"),
        ("soy 12345678Z", "soy •••"),
        ("NIE X1234567L", "NIE •••"),
        ("mi CUIT es 20-12345678-9", "mi CUIT es •••"),
        ("CURP GODE561231HDFRRN09", "CURP •••"),
        ("SSN 123-45-6789", "SSN •••"),
        ("card 4111 1111 1111 1111 failed", "card ••• failed"),
        ("blocked from 192.168.0.1", "blocked from •••"),
        ("write to joao (at) exemplo.com", "write to •••"),
        ("moro na Rua das Flores, 123, apto 45 e nunca chega", "moro na ••• e nunca chega"),
        ("mi dirección es calle Mayor 12, piso 3", "mi dirección es •••"),
        ("I live at 123 Main Street and", "I live at ••• and"),
        ("Péssimo. Att: Élcio Ramos", "Péssimo. Att: •••"),
        ("Gracias. Saludos, Juan de la Cruz.", "Gracias. Saludos, •••"),
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
        "Pedido nº 1234567890 não chegou, protocolo 20260501123456",
        "Tracking: 123456789012, order number is 112-3456789-1234567",
        "El número de pedido 123456789 y la factura 000123456",
        "R$ 15000000, US$ 12345678 o 15000000 pesos",
        "De 2019-2020 a 2021; opções 10 20 30 40",
        "Celular samsung 2020, versão 17.0.1.2",
        "A loja da Rua Augusta, 1500 é ótima; moro na zona sul e espero há 30 dias",
        "Saludos a todos. Best regards to the Team",
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


TELEPHONES = [
    "({a}) 9{b}-{c}",
    "+55 {a} 9{b} {c}",
    "+54 9 {a} {b}-{c}",
    "+52 {a} {b} {c}",
    "({a}2) 555-{c}",
]


@given(
    st.sampled_from(TELEPHONES),
    st.integers(11, 99),
    st.integers(1000, 9999),
    st.integers(1000, 9999),
    st.sampled_from(["ligue {}", "Llamar al {}, por favor", "call {}!", "{}"]),
)
def test_no_digit_of_a_telephone_number_shows(
    written: str, a: int, b: int, c: int, sentence: str
) -> None:
    hidden = masked(sentence.format(written.format(a=a, b=b, c=c)))

    assert not any(character.isdigit() for character in hidden)
    assert hidden == sentence.format(HIDDEN)


@given(
    st.sampled_from(["pedido {}", "Pedido nº {} atrasou", "orden {}", "order #{}", "tracking: {}"]),
    st.integers(10**7, 10**15),
)
def test_the_number_of_an_order_stays(sentence: str, number: int) -> None:
    assert masked(sentence.format(number)) == sentence.format(number)


@given(
    st.sampled_from(["R$ {}", "custou {} reais", "cuesta {} pesos", "${} lost"]),
    st.integers(1, 10**9),
)
def test_a_price_stays(sentence: str, number: int) -> None:
    assert masked(sentence.format(number)) == sentence.format(number)
