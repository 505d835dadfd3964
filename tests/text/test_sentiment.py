"""Scores, labels and explanations of single comments."""

from math import fsum, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchpoints.text.lexicon import load
from touchpoints.text.sentiment import explain, sentiment, sentiments

LANGUAGES = st.sampled_from(["pt", "es", "en", "de"])
FEEDBACK_WORDS = [
    "não",
    "nunca",
    "sem",
    "mas",
    "muito",
    "pouco",
    "demais",
    "ótimo",
    "ruim",
    "gostei",
    "entrega",
    "10/10",
    "no",
    "pero",
    "sin",
    "bueno",
    "malo",
    "muy",
    "not",
    "don't",
    "but",
    "very",
    "good",
    "bad",
    "without",
    "excellent",
    "OTIMOOOO",
    "İstanbul",
    "…",
    "❤️",
    "👍🏽",
    "🤷\u200d♀️",
    ":(",
    ":)",
    "<3",
    "!",
    "!!!",
    "?",
    ",",
    ".",
    "@loja",
    "http://x.y",
    "étimo",
    "ｆｕｌｌ",
    "ǅ",
    "ς",
    "Σ",
]
COMMENTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(FEEDBACK_WORDS), max_size=40).map(" ".join),
    st.lists(st.sampled_from(FEEDBACK_WORDS) | st.characters(), max_size=40).map("".join),
)


@given(COMMENTS, LANGUAGES)
@settings(max_examples=400, deadline=None)
def test_the_parts_add_up_to_the_score_and_their_spans_are_their_words(text, language):
    told, parts = explain(text, language)

    assert told == sentiment(text, language)
    assert fsum(part.weight for part in parts) == pytest.approx(told.score, abs=1e-9)
    for part in parts:
        assert 0 <= part.start <= part.end <= len(text)
        assert text[part.start : part.end] == part.words
        assert (part.start == part.end) == (part.kind == "baseline")


@pytest.mark.parametrize(
    ("text", "language", "label"),
    [
        ("Chegou antes do prazo, adorei!", "pt", "positive"),
        ("Não gostei, veio quebrado.", "pt", "negative"),
        ("La comida estaba riquísima y el personal muy amable", "es", "positive"),
        ("Nunca más vuelvo, pésimo servicio", "es", "negative"),
        ("Great food, friendly staff", "en", "positive"),
        ("It stopped working after two days", "en", "negative"),
        ("Comprei na segunda-feira", "pt", "no_evidence"),
        ("", "es", "no_evidence"),
        ("ok", "en", "neutral"),
        ("The room was lovely but the bathroom was dirty", "en", "mixed"),
    ],
)
def test_a_plain_comment_has_the_label_that_a_reader_gives_it(text, language, label):
    assert sentiment(text, language).label == label


def test_a_score_is_the_squashed_sum_of_its_words_and_the_baseline():
    raw = 1.7 - 0.3

    assert load("en").words["good"] == 1.7
    assert sentiment("good", "en").score == pytest.approx(raw / sqrt(raw**2 + 12))


def test_what_stands_before_but_counts_for_four_fifths_and_the_loss_stands_at_the_word_but():
    told, parts = explain("good but slow", "en")

    raw = 1.7 - 0.2 * 1.7 - 1.7 - 0.3
    scale = 1 / sqrt(raw**2 + 12)
    assert told.score == pytest.approx(raw * scale)
    assert [(part.words, part.kind) for part in parts] == [
        ("good", "word"),
        ("but", "contrast"),
        ("slow", "word"),
        ("", "baseline"),
    ]
    assert [part.weight for part in parts] == pytest.approx(
        [1.7 * scale, -0.34 * scale, -1.7 * scale, -0.3 * scale]
    )


def test_links_and_names_say_nothing():
    assert sentiment("@good http://excellent.com/love www.perfect.com", "en").label == "no_evidence"


def test_an_unknown_language_is_read_as_portuguese():
    assert sentiment("ótimo", "de") == sentiment("ótimo", "pt")


def test_many_comments_score_as_each_alone():
    texts = ["ótimo", "malo", "ótimo", "bad"]
    languages = ["pt", "es", "pt", "en"]

    assert sentiments(texts, languages) == [
        sentiment(text, language) for text, language in zip(texts, languages, strict=True)
    ]


@pytest.mark.parametrize("word", ["excellent ", "terrible ", "not ", "good bad ", "a "])
def test_ten_thousand_words_hold(word):
    text = word * 10_000

    told, parts = explain(text, "en")

    assert -1 <= told.score <= 1
    assert fsum(part.weight for part in parts) == pytest.approx(told.score, abs=1e-9)


def test_a_decomposed_accent_reads_as_a_composed_one_and_its_span_keeps_both():
    text = "e\u0301 o\u0301timo"

    told, parts = explain(text, "pt")

    assert told == sentiment("é ótimo", "pt")
    assert parts[0].words == "o\u0301timo"
