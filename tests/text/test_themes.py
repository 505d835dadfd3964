"""What a comment is about, and the sentiment towards each theme."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchpoints.text.themes import (
    seed_terms,
    seed_themes,
    theme_sentiments,
    theme_table,
    themes,
)

SEEDS = (
    "delivery packaging price payment support product website store returns stock communication "
    "cleanliness comfort food location trust loyalty"
)


def test_there_are_17_seed_themes_with_terms_in_every_language() -> None:
    terms, fallbacks = seed_terms()

    assert seed_themes().names == tuple(SEEDS.split())
    assert fallbacks == {"product"}
    assert all(len(by_language[code]) > 5 for by_language in terms.values() for code in by_language)
    assert all(set(by_language) == {"pt", "es", "en"} for by_language in terms.values())


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Entrega atrasou mas o atendimento foi ótimo", "pt", ("delivery", "support")),
        ("Preço justo e embalagem caprichada", "pt", ("packaging", "price")),
        ("Habitación sucia y mucho ruido", "es", ("cleanliness", "comfort")),
        ("No me devolvieron el dinero del reembolso", "es", ("price", "returns")),
        ("The website crashed when I tried to pay", "en", ("payment", "website")),
        ("Bom dia", "pt", ()),
        ("", "en", ()),
    ],
)
def test_a_comment_has_the_themes_it_names_in_the_order_of_the_table(
    text: str, language: str, expected: tuple[str, ...]
) -> None:
    assert themes(text, language) == expected


def test_product_counts_only_in_a_piece_that_names_no_other_theme() -> None:
    assert themes("Produto entregue", "pt") == ("delivery",)
    assert themes("Produto bom, entrega ruim", "pt") == ("delivery", "product")


def test_each_theme_takes_the_sentiment_of_the_piece_that_names_it() -> None:
    by_theme = theme_sentiments("Comida ótima, entrega atrasada, mas o preço é justo", "pt")

    assert {name: told.label for name, told in by_theme.items()} == {
        "delivery": "negative",
        "price": "positive",
        "food": "positive",
    }


def test_a_theme_without_an_opinion_of_its_own_takes_that_of_the_whole_comment() -> None:
    by_theme = theme_sentiments("The delivery. Awful!", "en")

    assert by_theme["delivery"].label == "negative"


def test_a_table_of_the_users_own_replaces_the_seeds() -> None:
    table = theme_table({"parking": {"en": ["valet", "car park*"]}, "staff": {"en": ["cashier*"]}})

    assert themes("The CASHIERS were kind, the car parking was full", "en", table=table) == (
        "parking",
        "staff",
    )
    assert themes("The delivery was late", "en", table=table) == ()
    told = theme_sentiments("Kind cashier, terrible valet", "en", table=table)
    assert told["staff"].score > 0 > told["parking"].score


def test_a_language_without_terms_in_a_table_has_no_themes() -> None:
    table = theme_table({"parking": {"en": ["valet"]}})

    assert themes("valet", "es", table=table) == ()


@given(st.text(max_size=150), st.sampled_from(["pt", "es", "en", "xx"]))
@settings(max_examples=200, deadline=None)
def test_any_text_has_one_sentiment_for_each_of_its_themes(text: str, language: str) -> None:
    assert tuple(theme_sentiments(text, language)) == themes(text, language)


WORDS = st.lists(st.sampled_from(["price", "priceless", "car", "park", "parking", "x", ","]))


@given(WORDS)
def test_a_theme_is_found_exactly_where_a_plain_search_finds_a_term(words: list[str]) -> None:
    table = theme_table({"price": {"en": ["price*"]}, "parking": {"en": ["car park*"]}})
    pairs = list(pairwise(words))

    found = themes(" ".join(words), "en", table=table)

    assert ("price" in found) == any(word.startswith("price") for word in words)
    assert ("parking" in found) == any(a == "car" and b.startswith("park") for a, b in pairs)
