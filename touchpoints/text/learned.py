"""Words learned from a workspace's own comments, beside the lexicon: a logistic regression over the words
and pairs of words of comments whose side is known.

The words that follow a negator are words of their own ("¬good"). What was learned moves the score of
the lexicon and never replaces it: see `fused`.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from touchpoints.text.lexicon import PLAIN, Lexicon
from touchpoints.text.sentiment import (
    MIXED_BELOW,
    NEUTRAL_BELOW,
    Contribution,
    Sentiment,
    confidence,
    explain,
    lexicon_of,
)
from touchpoints.text.tokens import located_tokens

FEWEST_COMMENTS: Final = 2
MOST_FEATURES: Final = 10_000
# How many words a negator reaches, up to the next punctuation.
_SCOPE: Final = 3
NEGATED: Final = "¬"
_PENALTY: Final = 1.0
# A score of tanh(x) is the log-odds 2 x of being positive: what was learned is added to these.
_SLOPE: Final = 2.0
_ALMOST_ONE: Final = 1 - 1e-9

Numbers = npt.NDArray[np.float64]


class Feature(NamedTuple):
    """A word or a pair of words, and the first and last of its tokens."""

    name: str
    first: int
    last: int


@dataclass(frozen=True)
class Learned:
    """What each known feature weighs: how rare it is, and how far it points to the good side."""

    rarity: Mapping[str, float]
    weight: Mapping[str, float]

    def shares(self, features: Sequence[Feature]) -> dict[str, float]:
        """What each known feature of a comment adds; together they are its logit."""
        counted = Counter(feature.name for feature in features if feature.name in self.rarity)
        if not counted:
            return {}
        sizes = {name: count * self.rarity[name] for name, count in counted.items()}
        length = math.sqrt(sum(size * size for size in sizes.values()))
        return {name: size / length * self.weight[name] for name, size in sizes.items()}


def features(found: Sequence[str], lexicon: Lexicon) -> list[Feature]:
    """The words and pairs of neighbouring words of a comment's tokens."""
    negators = lexicon.negators | lexicon.short_negators
    result: list[Feature] = []
    negated_until = -1
    before = ""
    for at, token in enumerate(found):
        if not (token[0].isalnum() or not token[0].isascii()):
            entry = lexicon.entry(token)
            if entry is None or entry.role != PLAIN:
                negated_until, before = -1, ""
            continue
        name = NEGATED + token if at <= negated_until else token
        if token in negators or token.endswith("n't"):
            negated_until = at + _SCOPE
        result.append(Feature(name, at, at))
        if before:
            result.append(Feature(f"{before} {name}", at - 1, at))
        before = name
    return result


def learn(comments: Sequence[Sequence[Feature]], is_good: Sequence[bool]) -> Learned:
    """Fit the weights: both sides count alike, however many comments either has."""
    held = Counter(name for one in comments for name in {feature.name for feature in one})
    names = [name for name, count in held.most_common(MOST_FEATURES) if count >= FEWEST_COMMENTS]
    place = {name: at for at, name in enumerate(names)}
    rarity = 1 + np.log((1 + len(comments)) / (1 + np.array([held[name] for name in names])))
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, one in enumerate(comments):
        counted = Counter(place[feature.name] for feature in one if feature.name in place)
        sizes = np.array([count * rarity[column] for column, count in counted.items()])
        rows += [row] * len(counted)
        columns += counted.keys()
        values += (sizes / np.sqrt((sizes**2).sum())).tolist()
    matrix = _Matrix(
        np.array(rows, np.int64), np.array(columns, np.int64), np.array(values),
        (len(comments), len(names)),
    )  # fmt: skip
    weight = _fit(matrix, np.array(is_good, dtype=np.float64))
    return Learned(
        dict(zip(names, rarity.tolist(), strict=True)),
        dict(zip(names, weight.tolist(), strict=True)),
    )


def fused(score: float, logit: float) -> float:
    """The score of the lexicon moved by what was learned; the score itself where the logit is 0."""
    return math.tanh(_argument(score, logit))


def with_learned(
    sentiment: Sentiment, found: Sequence[str], lexicon: Lexicon, learned: Learned
) -> Sentiment:
    """The sentiment of a comment, moved by the learned words among its tokens."""
    shares = learned.shares(features(found, lexicon))
    if not shares:
        return sentiment
    score = fused(sentiment.score, sum(shares.values()))
    if sentiment.label == "mixed" and abs(score) < MIXED_BELOW:
        return Sentiment(score, "mixed", confidence(score))
    side = "positive" if score > 0 else "negative"
    label = "neutral" if abs(score) < NEUTRAL_BELOW else side
    return Sentiment(score, label, confidence(score))


def explain_learned(
    text: str, language: str, learned: Learned
) -> tuple[Sentiment, list[Contribution]]:
    """The sentiment, and the parts of lexicon and learned words that add up to its score, in the order
    of the text."""
    whole, parts = explain(text, language)
    found, spans = located_tokens(text)
    lexicon = lexicon_of(language)
    named = features(found, lexicon)
    shares = learned.shares(named)
    argument = _argument(whole.score, sum(shares.values()))
    shrink = math.tanh(argument) / argument if argument else 1.0
    stretch = _argument(whole.score, 0.0) / whole.score if whole.score else 1.0
    result = [replace(part, weight=part.weight * stretch * shrink) for part in parts]
    times = Counter(feature.name for feature in named)
    for feature in named:
        if share := shares.get(feature.name, 0.0) / times[feature.name]:
            start, end = spans[feature.first][0], spans[feature.last][1]
            weight = share / _SLOPE * shrink
            result.append(Contribution(start, end, text[start:end], weight, "learned"))
    moved = with_learned(whole, found, lexicon, learned)
    return moved, sorted(result, key=lambda part: part.start)


def _argument(score: float, logit: float) -> float:
    return math.atanh(max(-_ALMOST_ONE, min(_ALMOST_ONE, score))) + logit / _SLOPE


class _Matrix(NamedTuple):
    """A sparse matrix by its cells."""

    rows: npt.NDArray[np.int64]
    columns: npt.NDArray[np.int64]
    values: Numbers
    shape: tuple[int, int]

    def times(self, vector: Numbers) -> Numbers:
        weights = self.values * vector[self.columns]
        return np.bincount(self.rows, weights, self.shape[0]).astype(np.float64)

    def transposed_times(self, vector: Numbers) -> Numbers:
        weights = self.values * vector[self.rows]
        return np.bincount(self.columns, weights, self.shape[1]).astype(np.float64)


def _fit(matrix: _Matrix, is_good: Numbers) -> Numbers:
    """Logistic regression with a ridge, no intercept, by Newton's method; each step is solved by
    conjugate gradients."""
    good, bad = max(is_good.sum(), 1), max((1 - is_good).sum(), 1)
    weights = np.where(is_good > 0, len(is_good) / (2 * good), len(is_good) / (2 * bad))
    found = np.zeros(matrix.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-matrix.times(found)))
        slope = matrix.transposed_times(weights * (chance - is_good)) + _PENALTY * found
        if np.abs(slope).max(initial=0) < 1e-4:
            break
        curve = weights * chance * (1 - chance)
        found = found - _solved(matrix, curve, slope)
    return found


def _solved(matrix: _Matrix, curve: Numbers, wanted: Numbers) -> Numbers:
    step = np.zeros_like(wanted)
    rest = wanted.copy()
    direction = rest.copy()
    size = float(rest @ rest)
    for _ in range(100):
        bent = matrix.transposed_times(curve * matrix.times(direction)) + _PENALTY * direction
        length = size / float(direction @ bent)
        step += length * direction
        rest -= length * bent
        size, before = float(rest @ rest), size
        if size < 1e-12:
            break
        direction = rest + size / before * direction
    return step
