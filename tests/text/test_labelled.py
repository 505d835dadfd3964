"""The engine against 200 comments a language written and labelled for this project."""

from pathlib import Path

import pytest

from touchpoints.text.language import comment_languages
from touchpoints.text.sentiment import NEUTRAL_BELOW, Sentiment, sentiments

FOLDER = Path(__file__).parent / "labelled"
FLOORS = {"pt": (0.93, 0.98), "es": (0.91, 0.98), "en": (0.93, 0.98)}


def labelled(language: str) -> list[tuple[str, str]]:
    """(label, text) of every comment: neg, neu (facts, questions, both sides at once) or pos."""
    lines = (FOLDER / f"{language}.tsv").read_text("utf-8").splitlines()[1:]
    return [(label, text) for label, text in (line.split("\t") for line in lines)]


def judged(told: Sentiment) -> str:
    if abs(told.score) < NEUTRAL_BELOW:
        return "neu"
    return "pos" if told.score > 0 else "neg"


def macro_f1(pairs: list[tuple[str, str]], classes: tuple[str, ...]) -> float:
    """The mean F1 over the classes of (true, judged) pairs."""
    scores = []
    for name in classes:
        right = sum(true == told == name for true, told in pairs)
        scores.append(2 * right / sum((true == name) + (told == name) for true, told in pairs))
    return sum(scores) / len(scores)


@pytest.mark.parametrize("language", FLOORS)
def test_macro_f1_on_our_own_comments_stays_above_its_floor(language: str) -> None:
    labels, texts = zip(*labelled(language), strict=True)
    told = [judged(one) for one in sentiments(texts, [language] * len(texts))]
    pairs = list(zip(labels, told, strict=True))
    polar = [(true, guess) for true, guess in pairs if true != "neu"]
    three_classes, two_classes = FLOORS[language]

    assert macro_f1(pairs, ("neg", "neu", "pos")) > three_classes
    assert macro_f1(polar, ("neg", "pos")) > two_classes


@pytest.mark.parametrize("language", FLOORS)
def test_our_own_comments_are_200_different_ones_of_every_label(language: str) -> None:
    rows = labelled(language)

    assert len(set(rows)) == len(rows) == 200
    assert all(sum(label == name for label, _ in rows) >= 50 for name in ("neg", "neu", "pos"))


@pytest.mark.parametrize("language", FLOORS)
def test_the_language_of_our_own_comments_is_told(language: str) -> None:
    texts = [text for _, text in labelled(language)]

    assert comment_languages(texts).count(language) >= 198
