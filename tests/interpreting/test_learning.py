"""Learning from the comments: what it gains is measured, its words add up, and it can be switched off."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Answers
from touchpoints.analyses import sentiment
from touchpoints.interpreting import applied, learning
from touchpoints.model import Filters
from touchpoints.text.learned import Learned, explain_learned, features, fused, learn, with_learned
from touchpoints.text.sentiment import judge, lexicon_of, read
from touchpoints.text.tokens import tokens

ENGLISH = lexicon_of("en")
# "zubby" and "wobby" are in no word list.
GOOD, BAD = "the chair is zubby", "the chair is wobby"


def said(text: str, verdict: str, fold: int) -> learning.Said:
    one = learning.said(text, "en", verdict)
    return learning.Said(one.features, one.score, one.is_happy, fold)


def test_words_that_no_list_knows_are_learned_from_ratings() -> None:
    comments = [said(GOOD, "happy", n % 5) for n in range(100)]
    comments += [said(BAD, "unhappy", n % 5) for n in range(100)]

    assert learning.source_of(comments) == "ratings"
    lesson = learning.learn(comments, "ratings")

    # Nothing was decided before, everything is right after.
    assert (lesson.gain.n, lesson.gain.before, lesson.gain.after) == (200, 0.0, 1.0)
    assert lesson.gain.verdict == "better"
    bad, good = learning.strongest(lesson.words, 2)
    assert "wobby" in bad
    assert "zubby" in good


def test_ratings_that_have_nothing_to_do_with_the_words_gain_nothing() -> None:
    comments = [said(f"chair {n}", "happy" if n % 2 else "unhappy", n % 5) for n in range(300)]

    assert learning.learn(comments, "ratings").gain.verdict != "better"


def test_too_few_comments_teach_nothing() -> None:
    assert learning.source_of([said(GOOD, "happy", 0)] * 199) is None
    assert learning.source_of([said(GOOD, "happy", 0)] * 300) is None


def test_gain_counts_both_sides_alike_and_undecided_as_not_right() -> None:
    before = np.array([0.5, 0.5, 0.5, 0.1])
    after = np.array([0.5, 0.5, 0.5, -0.5])

    found = learning.gain(before, after, np.array([True, True, True, False]))

    # Happy: 3 of 3 before and after; unhappy: 0 of 1, then 1 of 1.
    assert (found.n, found.before, found.after) == (4, 0.5, 1.0)


def test_the_words_after_a_negator_are_words_of_their_own() -> None:
    named = {feature.name for feature in features(tokens("not good at all, cheap"), ENGLISH)}

    assert {"not", "¬good", "not ¬good", "cheap"} <= named
    assert "good" not in named
    assert "¬cheap" not in named


def test_the_fit_is_the_least_of_its_loss() -> None:
    comments = [features(tokens(text), ENGLISH) for text in (GOOD, GOOD, BAD, BAD, "the zubby one")]
    is_good = [True, True, False, False, True]
    found = learn(comments, is_good)

    def loss(weight: dict[str, float]) -> float:
        words = Learned(found.rarity, weight)
        logits = [sum(words.shares(one).values()) for one in comments]
        share = {True: 5 / (2 * 3), False: 5 / (2 * 2)}
        miss = sum(
            share[good] * math.log1p(math.exp(-logit if good else logit))
            for logit, good in zip(logits, is_good, strict=True)
        )
        return miss + sum(one * one for one in weight.values()) / 2

    least = loss(dict(found.weight))
    for name in found.weight:
        for step in (-0.05, 0.05):
            assert loss({**found.weight, name: found.weight[name] + step}) > least


LESSON = Learned(
    {"zubby": 2.0, "wobby": 1.5, "¬zubby": 2.0, "late": 1.0, "late delivery": 2.0},
    {"zubby": 1.5, "wobby": -2.0, "¬zubby": -1.0, "late": 0.5, "late delivery": -3.0},
)
TEXTS = st.lists(
    st.sampled_from(
        ["zubby", "wobby", "not", "late", "delivery", "great", "awful", ",", "!", "😀", "but"]
    )
).map(" ".join)


@settings(deadline=None)
@given(TEXTS)
def test_the_parts_add_up_to_the_score_and_lie_inside_the_text(text: str) -> None:
    whole, parts = explain_learned(text, "en", LESSON)

    assert sum(part.weight for part in parts) == pytest.approx(whole.score, abs=1e-9)
    assert all(0 <= part.start <= part.end <= len(text) for part in parts)
    found = tokens(text)
    assert whole == with_learned(judge(read(found, ENGLISH)), found, ENGLISH, LESSON)


@given(st.floats(-0.99, 0.99), st.floats(-3, 3))
def test_what_was_learned_moves_a_score_to_its_own_side(score: float, logit: float) -> None:
    assert fused(score, 0.0) == pytest.approx(score)
    assert (fused(score, logit) - score) * logit >= -1e-12
    assert -1 <= fused(score, logit) <= 1


def test_learned_words_are_used_for_every_comment_and_can_be_switched_off(answers: Answers) -> None:
    row = {"language": "en", "label": "no_evidence", "sentiment": 0.0}
    workspace = answers([{**row, "comment": GOOD}, {**row, "comment": BAD}])
    nothing = learning.Gain(0, 0.0, 0.0, 0.0, 0.0)
    lesson = learning.Lesson("words", 200, nothing, 0.0, 1.0, LESSON)

    kept = applied.keep_lesson(workspace.folder, lesson)

    assert sentiment.counts(kept, Filters()) == {"negative": 1, "positive": 1}
    assert learning.lesson(kept.folder) == lesson
    off = applied.keep_lesson(workspace.folder, None)
    assert sentiment.counts(off, Filters()) == {"no_evidence": 2}
