"""The language of a comment, and of a file of comments."""

import pytest

from touchpoints.text.language import comment_language, comment_languages


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("O produto chegou antes do prazo e gostei muito", "pt"),
        ("El producto llegó antes del plazo y me gustó mucho", "es"),
        ("The product arrived early and I liked it a lot", "en"),
        ("não recomendo", "pt"),
        ("no lo recomiendo", "es"),
        ("would not recommend", "en"),
        ("ATENDIMENTO PÉSSIMO", "pt"),
        ("muy mal servicio", "es"),
        ("¿Dónde está mi pedido?", "es"),
        ("otimo atendimento", "pt"),
    ],
)
def test_a_comment_is_in_the_language_of_its_common_words(text: str, language: str) -> None:
    assert comment_language(text, fallback="xx") == language


@pytest.mark.parametrize("text", ["", "...", "👍👍", "12345", "@loja", "Zaandam"])
def test_a_comment_without_common_words_takes_the_fallback(text: str) -> None:
    assert comment_language(text) == "pt"
    assert comment_language(text, fallback="es") == "es"


def test_comments_too_short_to_tell_take_the_language_of_most_others() -> None:
    texts = ["muy bueno, gracias", "top", "la comida estaba fría", "👍", "the food was cold"]

    assert comment_languages(texts) == ["es", "es", "es", "es", "en"]


def test_where_no_comment_tells_all_take_the_default() -> None:
    assert comment_languages(["👍", ""], default="en") == ["en", "en"]
    assert comment_languages([]) == []
