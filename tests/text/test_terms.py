"""Terms: which runs of words count, and how surely one group says them more."""

from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchpoints.text import terms
from touchpoints.text.tokens import tokens


def grams(text: str, language: str = "pt") -> set[str]:
    return terms.grams(tokens(text), language)


def test_a_negator_stays_with_what_it_denies() -> None:
    assert grams("não chegou") == {"chegou", "nao chegou"}
    assert "didn't arrive" in grams("it didn't arrive", "en")


def test_no_term_passes_a_comma_or_begins_or_ends_with_an_empty_word() -> None:
    assert grams("a caixa amassada, o produto") == {
        "caixa",
        "amassada",
        "caixa amassada",
        "produto",
    }
    assert grams("o prazo de entrega") == {"prazo", "entrega", "prazo de entrega"}


def test_numbers_alone_are_no_terms() -> None:
    assert grams("30 dias atraso 12") == {"atraso"}


@given(st.text(max_size=80), st.sampled_from(["pt", "es", "en", "fr"]))
def test_any_text_gives_terms_that_can_be_found_in_it_again(text: str, language: str) -> None:
    for term in grams(text, language):
        spans = terms.term_spans(text, term)
        assert spans
        assert all(0 <= start < end <= len(text) for start, end in spans)


def test_a_term_is_found_as_it_was_written() -> None:
    text = "Não CHEGOU! Até hoje não chegou."

    assert [text[i:j] for i, j in terms.term_spans(text, "nao chegou")] == [
        "Não CHEGOU",
        "não chegou",
    ]


def test_log_odds_shrink_towards_what_everybody_says() -> None:
    # Half of the prior of 500 for either term: weights 253 and 251 against 251 and 253 of 504.
    first, second = np.array([3, 1]), np.array([1, 3])

    z = terms.log_odds(first, second, first + second)

    expected = 2 * log(253 / 251) / sqrt(1 / 253 + 1 / 251)
    assert z == pytest.approx([expected, -expected])


def test_a_term_that_both_say_alike_is_no_contrast() -> None:
    both = np.array([5, 5])

    assert terms.log_odds(both, both, both + both) == pytest.approx([0, 0])


COMMENT = st.lists(st.sampled_from(["caixa", "quebrada", "nao", "chegou", "a", ","]), max_size=6)


@given(st.lists(st.tuples(COMMENT, st.booleans()), max_size=12))
def test_the_index_counts_comments_as_its_twin(said: list[tuple[list[str], bool]]) -> None:
    texts = [" ".join(comment) for comment, _ in said]
    held = terms.index(texts, ["pt"] * len(texts))
    chosen = np.array([flag for _, flag in said], dtype=bool)

    every = [grams(text) for text in texts]
    often = {gram for one in every for gram in one if sum(gram in other for other in every) >= 3}
    assert set(held.terms) == often
    assert dict(zip(held.terms, held.counts(chosen).tolist(), strict=True)) == {
        gram: sum(gram in one for one, (_, flag) in zip(every, said, strict=True) if flag)
        for gram in often
    }
    for gram in often:
        assert set(held.holding(gram).tolist()) == {
            at for at, one in enumerate(every) if gram in one
        }


def test_a_word_gives_way_to_the_phrase_that_holds_most_of_its_comments() -> None:
    texts = ["caixa quebrada"] * 4 + ["caixa"] + ["chegou"] * 3
    held = terms.index(texts, ["pt"] * len(texts))
    ranked = [held.terms.index(term) for term in ("caixa", "quebrada", "caixa quebrada", "chegou")]

    kept = terms.without_overlaps(held, ranked, 10)

    assert [held.terms[at] for at in kept] == ["caixa quebrada", "chegou"]


@pytest.mark.parametrize("language", ["pt", "es", "en"])
def test_no_negator_is_a_stop_word_of_a_term(language: str) -> None:
    negator = {"pt": "não", "es": "no", "en": "not"}[language]
    assert terms.grams(tokens(f"{negator} delivered"), language) == {
        "delivered",
        f"{tokens(negator)[0]} delivered",
    }
