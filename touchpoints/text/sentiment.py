"""Sentiment of a comment from a lexicon and rules, with the words that made it.

Every part of the raw sum is kept, so an explanation adds up to the score (docs/sentiment.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final, NamedTuple

from touchpoints.text import lexicon as lexicons
from touchpoints.text.lexicon import Lexicon, matches, phrases_before
from touchpoints.text.tokens import located_tokens, tokens

FALLBACK_LANGUAGE: Final = "pt"
NEUTRAL_BELOW: Final = 0.15
MIXED_BELOW: Final = 0.35

# Tuned on labelled feedback from other sources than those reported.
_NEGATED: Final = -0.5
_SCOPE: Final = 3
_SHORT_SCOPE: Final = 2
_BEFORE_CONTRAST: Final = 0.8
_NEGATOR_ALONE: Final = -0.6
_NEGATOR: Final = -0.9
_EXCLAMATION: Final = 0.04
_EXCLAMATIONS_COUNTED: Final = 4
_QUESTION: Final = -0.3
_BASELINE: Final = -0.3
_UNDILUTED_HITS: Final = 4
_DILUTION: Final = 0.8
_SATURATION: Final = 12.0
_MIXED_MASS: Final = 1.5
_MIXED_SHARE: Final = 0.6

# Share of polar texts judged right, by how strong the score is; the same table for every language.
_CONFIDENCE: Final = (
    (0.9, 0.99),
    (0.8, 0.98),
    (0.65, 0.96),
    (0.5, 0.92),
    (0.35, 0.84),
    (0.15, 0.72),
    (0.0, 0.54),
)


@dataclass(frozen=True, slots=True)
class Sentiment:
    """A score from -1 to 1; "negative", "neutral", "positive", "mixed" or "no_evidence"; and the
    share of comments with so strong a score that are judged right (0 without evidence)."""

    score: float
    label: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Contribution:
    """A part of a score: text[start:end] is the words, weight is signed and in units of the score,
    kind is "word", "negation", "contrast", "exclamation", "question" or "baseline" (which has no
    words)."""

    start: int
    end: int
    words: str
    weight: float
    kind: str


class Reading(NamedTuple):
    """What was found: (token, length in tokens, weight) of each hit, and the tokens of the rules."""

    hits: list[tuple[int, int, float]]
    negators: list[int]
    contrast: int
    exclamations: list[int]
    question: int


_NO_EVIDENCE: Final = Sentiment(0.0, "no_evidence", 0.0)


def sentiment(text: str, language: str, *, lexicon: Lexicon | None = None) -> Sentiment:
    """The sentiment of one comment; an unknown language is read as Portuguese."""
    return judge(read(tokens(text), lexicon or lexicon_of(language)))


def sentiments(
    texts: Sequence[str],
    languages: Sequence[str],
    *,
    lexicons: Mapping[str, Lexicon] | None = None,
) -> list[Sentiment]:
    """The sentiment of many comments, each in its language; equal comments are read once."""
    known: dict[tuple[str, str], Sentiment] = {}
    result: list[Sentiment] = []
    for text, language in zip(texts, languages, strict=True):
        key = (text, language)
        if key not in known:
            lexicon = lexicons.get(language) if lexicons else None
            known[key] = judge(read(tokens(text), lexicon or lexicon_of(language)))
        result.append(known[key])
    return result


def explain(
    text: str, language: str, *, lexicon: Lexicon | None = None
) -> tuple[Sentiment, list[Contribution]]:
    """The sentiment, and the parts that add up to its score, in the order of the text."""
    found, spans = located_tokens(text)
    reading = read(found, lexicon or lexicon_of(language))
    parts: list[Contribution] = []
    raw = _raw(reading)
    scale = _scale(raw, len(reading.hits))

    def add(first: int, last: int, raw: float, kind: str) -> None:
        start, end = spans[first][0], spans[last][1]
        parts.append(Contribution(start, end, text[start:end], raw * scale, kind))

    before = 0.0
    total = 0.0
    for at, length, weight in reading.hits:
        add(at, at + length - 1, weight, "word")
        total += weight
        if at < reading.contrast:
            before += weight
    if before:
        lost = before * (_BEFORE_CONTRAST - 1)
        add(reading.contrast, reading.contrast, lost, "contrast")
        total += lost
    if total:
        for at in reading.exclamations[:_EXCLAMATIONS_COUNTED]:
            add(at, at, total * _EXCLAMATION, "exclamation")
    for at in reading.negators:
        add(at, at, _NEGATOR if reading.hits else _NEGATOR_ALONE, "negation")
    if reading.question >= 0 and parts:
        add(reading.question, reading.question, raw * _QUESTION / (1 + _QUESTION), "question")
    parts.sort(key=lambda part: part.start)
    if reading.hits:
        parts.append(Contribution(len(text), len(text), "", _BASELINE * scale, "baseline"))
    return judge(reading), parts


def lexicon_of(language: str) -> Lexicon:
    """The lexicon of a language, or of the fallback language where there is none."""
    return lexicons.load(language if language in lexicons.LANGUAGES else FALLBACK_LANGUAGE)


def read(found: Sequence[str], lexicon: Lexicon) -> Reading:
    """Find the opinion words, negators, contrast and exclamations among the tokens of a comment."""
    hits: list[tuple[int, int, float]] = []
    negators: list[int] = []
    exclamations: list[int] = []
    contrast = question = negated_until = denied_until = -1
    boost, boosted_from, skip = 1.0, -9, 0
    memo, entry_of, count = lexicon.memo, lexicon.entry, len(found)
    for at, token in enumerate(found):
        try:
            entry = memo[token]
        except KeyError:
            entry = entry_of(token)
        if entry is None or at < skip:
            continue
        role, weight, phrases, own_boost, boosts_backwards, continued = entry
        if phrases and at + 1 < count:
            try:
                phrases = continued[found[at + 1]]
            except KeyError:
                phrases = phrases_before(found[at + 1], phrases, continued)
            for rest, phrase_weight in phrases:
                end = at + 1 + len(rest)
                if end <= count and all(map(matches, rest, found[at + 1 : end])):
                    if at <= negated_until:
                        negates_too = role in (lexicons.NEGATOR, lexicons.SHORT_NEGATOR)
                        if (phrase_weight > 0) == negates_too:
                            _forgive(negators, at)
                        if not negates_too:
                            phrase_weight *= _NEGATED
                    elif at <= denied_until and phrase_weight > 0:
                        phrase_weight *= _NEGATED
                    if boosted_from >= at - 1:
                        phrase_weight *= boost
                    hits.append((at, end - at, phrase_weight))
                    if role == lexicons.NEGATOR and phrase_weight < 0:
                        denied_until = end - 1 + _SHORT_SCOPE
                    skip = end
                    break
            if at < skip:
                continue
        if role:
            if role == lexicons.NEGATOR:
                negated_until = at + _SCOPE
                negators.append(at)
            elif role == lexicons.SHORT_NEGATOR:
                negated_until = at + _SHORT_SCOPE
            else:
                negated_until = denied_until = -1
                if role == lexicons.CONTRAST:
                    contrast = at
                elif role == lexicons.EXCLAMATION:
                    exclamations.append(at)
                elif role == lexicons.QUESTION and question < 0:
                    question = at
            continue
        if own_boost is not None:
            if boosts_backwards:
                if hits and hits[-1][0] + hits[-1][1] == at:
                    first, length, last_weight = hits[-1]
                    hits[-1] = (first, length, last_weight * own_boost)
                continue
            boost = boost * own_boost if boosted_from == at - 1 else own_boost
            boosted_from = at
            if weight is not None and at + 1 < count and _weighs(lexicon, found[at + 1]):
                continue
        if weight is None:
            continue
        if at <= negated_until:
            if weight < 0:
                _forgive(negators, at)
            weight *= _NEGATED
        elif at <= denied_until and weight > 0:
            weight *= _NEGATED
        if at - 2 <= boosted_from < at:
            weight *= -0.5 if boost < 0.45 and weight > 0 else boost
        hits.append((at, 1, weight))
    if negators and not hits and _says_only_no(found, lexicon):
        negators.clear()
    return Reading(hits, negators, contrast, exclamations, question)


def _weighs(lexicon: Lexicon, token: str) -> bool:
    entry = lexicon.entry(token)
    return entry is not None and entry.weight is not None


def judge(reading: Reading) -> Sentiment:
    """The sentiment of what was found."""
    if not reading.hits and not reading.negators:
        return _NO_EVIDENCE
    raw = _raw(reading)
    score = raw * _scale(raw, len(reading.hits))
    strength = abs(score)
    if strength < MIXED_BELOW and _is_mixed(reading):
        label = "mixed"
    elif strength < NEUTRAL_BELOW:
        label = "neutral"
    else:
        label = "positive" if score > 0 else "negative"
    return Sentiment(score, label, confidence(score))


def confidence(score: float) -> float:
    """The share of comments with so strong a score that are judged right."""
    return next(share for at_least, share in _CONFIDENCE if abs(score) >= at_least)


def _says_only_no(found: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the comment is the answer "nothing" or "no" to a question that is not known."""
    return all(token in lexicon.negators or not token[0].isalnum() for token in found)


def _forgive(negators: list[int], at: int) -> None:
    """Negators just before something bad ("no problems") are not bad themselves."""
    while negators and at - negators[-1] <= _SCOPE:
        negators.pop()


def _raw(reading: Reading) -> float:
    hits, negators, contrast, exclamations, question = reading
    total = 0.0
    if hits:
        for at, _, weight in hits:
            total += weight * _BEFORE_CONTRAST if at < contrast else weight
        if exclamations:
            total *= 1 + _EXCLAMATION * min(len(exclamations), _EXCLAMATIONS_COUNTED)
        total += _NEGATOR * len(negators) + _BASELINE
    else:
        total = _NEGATOR_ALONE * len(negators)
    return total * (1 + _QUESTION) if question >= 0 else total


def _scale(raw: float, hits: int) -> float:
    """What the raw sum is multiplied by: many words say less each, and no score passes 1."""
    dilution = (hits / _UNDILUTED_HITS) ** -_DILUTION if hits > _UNDILUTED_HITS else 1.0
    raw *= dilution
    return dilution / sqrt(raw * raw + _SATURATION)


def _is_mixed(reading: Reading) -> bool:
    positive = sum(weight for _, _, weight in reading.hits if weight > 0)
    negative = -sum(weight for _, _, weight in reading.hits if weight < 0)
    smaller, larger = sorted((positive, negative))
    return smaller >= _MIXED_MASS and smaller >= _MIXED_SHARE * larger
