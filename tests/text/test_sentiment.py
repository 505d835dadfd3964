"""Scores, labels and explanations of single comments."""

from math import fsum, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchpoints.text.language import comment_language
from touchpoints.text.lexicon import load, with_words
from touchpoints.text.sentiment import explain, sentiment, sentiments

LANGUAGES = st.sampled_from(["pt", "es", "en", "de"])
WORDS = """
    não nunca sem mas muito pouco demais ótimo ruim gostei entrega 10/10 no pero sin bueno malo muy
    not don't but very good bad without excellent OTIMOOOO İstanbul … ❤️ 👍🏽 🤷‍♀️ :( :) <3 ! !!! ?
    , . @loja http://x.y étimo ｆｕｌｌ ǅ ς Σ nenhum problema nada
"""
FEEDBACK_WORDS = WORDS.split()
COMMENTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(FEEDBACK_WORDS), max_size=40).map(" ".join),
    st.lists(st.sampled_from(FEEDBACK_WORDS) | st.characters(), max_size=40).map("".join),
)


@given(COMMENTS, LANGUAGES)
@settings(max_examples=400, deadline=None)
def test_the_parts_add_up_to_the_score_and_their_spans_are_their_words(
    text: str, language: str
) -> None:
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
def test_a_plain_comment_has_the_label_that_a_reader_gives_it(
    text: str, language: str, label: str
) -> None:
    assert sentiment(text, language).label == label


def test_a_score_is_the_squashed_sum_of_its_words_and_the_baseline() -> None:
    raw = 1.7 - 0.3

    assert load("en").words["good"] == 1.7
    assert sentiment("good", "en").score == pytest.approx(raw / sqrt(raw**2 + 12))


def test_what_stands_before_but_counts_for_four_fifths_and_the_loss_stands_at_the_word_but() -> (
    None
):
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


def test_links_and_names_say_nothing() -> None:
    assert sentiment("@good http://excellent.com/love www.perfect.com", "en").label == "no_evidence"


def test_an_unknown_language_is_read_as_portuguese() -> None:
    assert sentiment("ótimo", "de") == sentiment("ótimo", "pt")


def test_many_comments_score_as_each_alone() -> None:
    texts = ["ótimo", "malo", "ótimo", "bad"]
    languages = ["pt", "es", "pt", "en"]

    assert sentiments(texts, languages) == [
        sentiment(text, language) for text, language in zip(texts, languages, strict=True)
    ]


@pytest.mark.parametrize("word", ["excellent ", "terrible ", "not ", "good bad ", "a "])
def test_ten_thousand_words_hold(word: str) -> None:
    text = word * 10_000

    told, parts = explain(text, "en")

    assert -1 <= told.score <= 1
    assert fsum(part.weight for part in parts) == pytest.approx(told.score, abs=1e-9)


def test_a_decomposed_accent_reads_as_a_composed_one_and_its_span_keeps_both() -> None:
    text = "e\u0301 o\u0301timo"

    told, parts = explain(text, "pt")

    assert told == sentiment("é ótimo", "pt")
    assert parts[0].words == "o\u0301timo"


@pytest.mark.parametrize(
    ("text", "language", "label"),
    [
        ("Não tive nenhum problema", "pt", "positive"),
        ("No tuve ningún problema con el envío", "es", "positive"),
        ("No problems at all", "en", "positive"),
        ("Não é bom", "pt", "negative"),
        ("No es bueno", "es", "negative"),
        ("It is not good", "en", "negative"),
    ],
)
def test_a_negated_complaint_is_praise_and_negated_praise_a_complaint(
    text: str, language: str, label: str
) -> None:
    assert sentiment(text, language).label == label


@pytest.mark.parametrize("text", ["nada", "No.", "nothing", "NADA!!!"])
def test_the_answer_no_or_nothing_is_no_evidence(text: str) -> None:
    language = comment_language(text, fallback="pt")

    assert sentiment(text, language).label == "no_evidence"
    assert explain(text, language)[1] == []


def test_a_comma_ends_what_a_negator_turns() -> None:
    assert sentiment("not, good", "en").score > sentiment("not good", "en").score


def test_a_question_says_less_than_a_statement_and_the_difference_stands_at_the_question_mark() -> (
    None
):
    asked, parts = explain("good?", "en")
    stated = 1.7 - 0.3

    assert [(part.words, part.kind) for part in parts][:2] == [("good", "word"), ("?", "question")]
    scale = 1 / sqrt((0.7 * stated) ** 2 + 12)
    assert asked.score == pytest.approx(0.7 * stated * scale)
    assert parts[1].weight == pytest.approx(-0.3 * stated * scale)


def test_beyond_four_words_each_says_less() -> None:
    raw = (8 * 1.7 - 0.3) / 2**0.8

    assert sentiment("good " * 8, "en").score == pytest.approx(raw / sqrt(raw**2 + 12))


@pytest.mark.parametrize(
    ("score_of", "confidence"), [("excellent", 0.96), ("good", 0.84), ("average", 0.54)]
)
def test_confidence_is_looked_up_from_the_strength_of_the_score(
    score_of: str, confidence: float
) -> None:
    assert sentiment(score_of, "en").confidence == confidence


def test_a_lexicon_with_words_of_the_users_own_is_used_instead() -> None:
    lexicon = with_words(load("en"), {"zorp*": 3.4, "quite zorp": -3.4})

    assert sentiment("a zorping day", "en").label == "no_evidence"
    assert sentiment("a zorping day", "en", lexicon=lexicon).label == "positive"
    assert sentiment("quite zorp", "en", lexicon=lexicon).label == "negative"
    assert sentiments(["zorp"], ["en"], lexicons={"en": lexicon})[0].label == "positive"
    assert explain("zorp", "en", lexicon=lexicon)[1][0].words == "zorp"


def test_what_is_denied_by_a_phrase_is_no_praise_after_it_and_the_parts_still_add_up() -> None:
    told, parts = explain("no funciona bien la buena", "es")

    assert told.label == "negative"
    assert all(part.weight < 0 for part in parts if part.kind == "word")
    assert fsum(part.weight for part in parts) == pytest.approx(told.score)


def test_an_adverb_before_an_opinion_only_strengthens_it() -> None:
    dear, very_dear = sentiment("caro", "pt"), sentiment("incrivelmente caro", "pt")

    assert very_dear.score < dear.score < 0
    assert len([part for part in explain("incrivelmente caro", "pt")[1] if part.words]) == 1


TRICKY = """
pt + Não deixa nada a desejar
pt + Não tenho do que reclamar
pt + Chegou sem nenhum defeito
pt + Melhor do que eu esperava
pt + Problema resolvido na hora
pt + Nada enjoativo
pt + É caro, mas vale cada centavo
pt + mto bom, show de bola
pt + Nota 10
pt - Deixa muito a desejar
pt - q lixo, pessimo
pt - Poderia ser bem melhor
pt - Até agora nada
pt - Há 30 dias esperando e nunca chegou
pt - Não gostei nem um pouco
pt - Mais um atraso
pt - Obrigado por nada
pt - 1/10
pt = Não usei ainda
pt = Nem bom nem ruim
es + No me puedo quejar
es + Llegó sin ningún problema
es + Mejor de lo que esperaba
es + Problema resuelto
es + La comida buenísima, un lujo
es + No está nada mal
es - No vale la pena
es - Deja mucho que desear
es - Podría ser mejor
es - Sigo esperando, todavía no llega
es - Nunca llegó
es - No fue buena idea
es - xq no contestan
es - Ni loca vuelvo
es = Ni fu ni fa
es = No lo he probado
en + Not bad at all
en + No complaints, can't fault it
en + The staff couldn't have been nicer
en + Better than expected
en + Can't recommend this place enough
en + Problem solved quickly
en - Waste of money
en - Would not recommend
en - Could be better
en - Still waiting for my refund
en - Thanks for nothing
en - Not worth the money
en = Nothing special
en = Haven't tried it yet
"""


@pytest.mark.parametrize("line", TRICKY.strip().splitlines())
def test_negations_wishes_idioms_and_chat_spelling_are_read_as_a_reader_does(line: str) -> None:
    language, sign, text = line.split(maxsplit=2)
    score = sentiment(text, language).score

    assert (score >= 0.15, score <= -0.15) == (sign == "+", sign == "-")


@pytest.mark.xfail(reason="irony has no word of its own: docs/sentiment.md", strict=True)
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Parabéns por entregar em 45 dias, um recorde", "pt"),
        ("Felicidades por entregar en 45 días, un récord", "es"),
        ("Congrats on delivering in 45 days, a new record", "en"),
    ],
)
def test_irony_is_understood(text: str, language: str) -> None:
    assert sentiment(text, language).score <= -0.15


@given(
    st.lists(
        st.sampled_from(["muy bueno", "not good", "péssimo", "😡", "ótimo", "the", "."]),
        max_size=60,
    )
)
@settings(max_examples=60, deadline=None)
def test_a_comment_in_several_languages_holds_in_each(words: list[str]) -> None:
    for language in ("pt", "es", "en"):
        told, parts = explain(" ".join(words), language)
        assert -1 < told.score < 1
        assert fsum(part.weight for part in parts) == pytest.approx(told.score, abs=1e-9)
