"""The lexicon files, and how a token is looked up in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchpoints.text.lexicon import FOLDER, LANGUAGES, load, matches, parse
from touchpoints.text.sentiment import read
from touchpoints.text.tokens import fold, located_tokens, tokens

FILES = ("pt", "es", "en")


@pytest.mark.parametrize("language", FILES)
def test_a_term_stands_once_in_its_file_and_is_not_also_a_negator(language: str) -> None:
    sections = (FOLDER / f"{language}.txt").read_text("utf-8").split("\n[")[1:]
    weighted = [
        term.strip()
        for section in sections
        if section.startswith("weight")
        for term in section.split("]", 1)[1].split(",")
    ]
    lexicon = load(language)
    roles = lexicon.negators | lexicon.short_negators | lexicon.contrasts

    assert len(weighted) == len(set(weighted))
    assert not roles & set(weighted)


@pytest.mark.parametrize("language", FILES)
def test_every_term_of_a_file_can_be_met_in_a_text(language: str) -> None:
    lexicon = load(language)
    terms = list(lexicon.words)
    terms += [prefix + "x" for prefix in lexicon.prefixes]
    terms += [
        " ".join([first, *rest]).replace("*", "")
        for first, phrases in lexicon.phrases.items()
        for rest, _ in phrases
    ]

    assert all(len(tokens(term)) == len(term.split()) for term in terms)


@pytest.mark.parametrize("language", FILES)
def test_only_the_later_words_of_a_phrase_end_in_an_asterisk(language: str) -> None:
    assert not [first for first in load(language).phrases if first.endswith("*")]


@pytest.mark.parametrize("language", FILES)
def test_the_files_say_their_source_and_licence(language: str) -> None:
    header = (FOLDER / f"{language}.txt").read_text("utf-8").split("\n[")[0]

    assert "Source: " in header
    assert "Licence: MIT" in header


def test_an_unknown_language_has_no_lexicon() -> None:
    assert LANGUAGES == FILES
    with pytest.raises(KeyError):
        load("de")


def test_a_word_is_looked_up_whole_then_by_its_longest_beginning_then_without_repeats() -> None:
    lexicon = parse("[weight 2]\ngood, go*, goo*\n[weight -1]\nbad\n[weight 3]\ngoodn*")

    assert lexicon.weight("good") == 2
    assert lexicon.weight("goodness") == 3
    assert lexicon.weight("gone") == 2
    assert lexicon.weight("baaaad") == -1
    assert lexicon.weight("fine") is None


def test_case_accents_and_curly_quotes_do_not_matter() -> None:
    assert fold("ÓTIMO Não Año DON\u2019T") == "otimo nao ano don't"


def test_tokens_are_words_emoticons_emoji_ratings_and_punctuation() -> None:
    assert tokens("Nota 9/10 :) don't <3 👍🏽!!! (obs: ok)") == [
        "nota", "9/10", ":)", "don't", "<3", "👍", "!!!", "obs", "ok",
    ]  # fmt: skip


def test_a_token_knows_where_it_stands_in_the_text_as_written() -> None:
    found, spans = located_tokens("É… ótimo")

    assert found == ["e", "...", "otimo"]
    assert spans == [(0, 1), (1, 2), (3, 8)]


PHRASES = {"a": 1.0, "a b": 2.0, "a b c": 3.0, "a c*": 4.0, "bb*": 5.0, "c": 6.0, "c a": 7.0}


@given(st.lists(st.sampled_from(["a", "b", "bb", "bbb", "c", "cc", "x", "."]), max_size=20))
def test_the_longest_phrase_wins_at_every_place_as_in_a_plain_search(words: list[str]) -> None:
    lexicon = parse("".join(f"[weight {weight}]\n{term}\n" for term, weight in PHRASES.items()))

    expected, at = [], 0
    while at < len(words):
        ends = [
            (len(term.split()), PHRASES[term])
            for term in PHRASES
            if len(words[at:]) >= len(term.split()) and all(map(matches, term.split(), words[at:]))
        ]
        expected += [(at, *max(ends))] if ends else []
        at += max(ends)[0] if ends else 1

    assert read(words, lexicon).hits == expected
