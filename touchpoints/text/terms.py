"""Terms: the words and short phrases of comments, and which of them one group says more than another.

Log-odds with an informative Dirichlet prior: Monroe, Colaresi and Quinn, "Fightin' Words" (Political
Analysis, 2008), section 3.5.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from touchpoints.text.lexicon import FOLDER, LANGUAGES
from touchpoints.text.sentiment import FALLBACK_LANGUAGE, lexicon_of
from touchpoints.text.tokens import fold, located_tokens, tokens

LONGEST: Final = 3
FEWEST_COMMENTS: Final = 3
# As many words as the prior weighs: what Monroe et al. take for speeches of this length.
PRIOR: Final = 500.0
_SHORTEST_WORD: Final = 3
_LOOKED_AT: Final = 12
_PHRASE_SHARE: Final = 0.6

Integers = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Index:
    """Which comment holds which term: `terms` in order, and one pair (comment, term) of positions for
    each term that a comment holds at least once, by comment."""

    terms: tuple[str, ...]
    lengths: Integers
    comments: Integers
    held: Integers
    size: int

    def counts(self, chosen: npt.NDArray[np.bool_]) -> Integers:
        """How many of the chosen comments hold each term."""
        held = self.held[chosen[self.comments]]
        found: Integers = np.bincount(held, minlength=len(self.terms)).astype(np.int64)
        return found

    def holding(self, term: str) -> Integers:
        """The positions of the comments that hold a term; none where it is not indexed."""
        if term not in self.terms:
            return np.empty(0, dtype=np.int64)
        found: Integers = self.comments[self.held == self.terms.index(term)]
        return found


def index(texts: Sequence[str], languages: Sequence[str]) -> Index:
    """The terms that three comments or more hold, each counted once in a comment."""
    every = [grams(tokens(text), language) for text, language in zip(texts, languages, strict=True)]
    counted = Counter(gram for grams_ in every for gram in grams_)
    terms = sorted(gram for gram, count in counted.items() if count >= FEWEST_COMMENTS)
    place = {term: at for at, term in enumerate(terms)}
    pairs = [
        (at, place[gram]) for at, grams_ in enumerate(every) for gram in grams_ if gram in place
    ]
    comments, held = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    lengths = np.array([term.count(" ") + 1 for term in terms], dtype=np.int64)
    return Index(tuple(terms), lengths, comments, held, len(texts))


def grams(found: Sequence[str], language: str) -> set[str]:
    """The runs of one to three words of a comment that neither pass punctuation nor begin or end with
    a word that says nothing alone; a negator may begin one."""
    return {" ".join(found[start:end]) for start, end in _runs(found, language)}


def term_spans(text: str, term: str) -> list[tuple[int, int]]:
    """Where a term stands in a comment, in order."""
    found, places = located_tokens(text)
    words = term.split(" ")
    return [
        (places[at][0], places[at + len(words) - 1][1])
        for at in range(len(found) - len(words) + 1)
        if found[at : at + len(words)] == words
    ]


def log_odds(first: Integers, second: Integers, every: Integers) -> Numbers:
    """How surely each term is said more in the first group than in the second: z, above 0 where it
    is. The three count the comments that hold each term: of one group, of the other, of all."""
    prior = PRIOR * every / max(every.sum(), 1)
    parts = []
    for counts in (first, second):
        weight = counts + prior
        rest = np.maximum(counts.sum() + PRIOR - weight, 1e-9)
        parts.append(np.log(np.maximum(weight, 1e-9) / rest))
    variance = 1 / np.maximum(first + prior, 1e-9) + 1 / np.maximum(second + prior, 1e-9)
    found: Numbers = (parts[0] - parts[1]) / np.sqrt(variance)
    return found


def contrast(
    held: Index, first: npt.NDArray[np.bool_], second: npt.NDArray[np.bool_]
) -> tuple[Numbers, Integers, Integers]:
    """z of each term, and how many comments of either group hold it."""
    one, two = held.counts(first), held.counts(second)
    return log_odds(one, two, one + two), one, two


def without_overlaps(held: Index, ranked: Sequence[int], most: int) -> list[int]:
    """The first of the ranked terms, without overlaps. Two terms overlap where one is part of the
    other and at least half of the comments of the rarer hold both; a word gives way to the longest
    phrase that holds three in five of its comments."""
    ranked = ranked[: _LOOKED_AT * most]
    holders = {at: set(held.comments[held.held == at].tolist()) for at in ranked}
    kept: list[int] = []
    for at in ranked:
        phrases = [
            other
            for other in ranked
            if _is_part(held.terms[at], held.terms[other])
            and len(holders[other]) >= _PHRASE_SHARE * len(holders[at])
        ]
        best = max(phrases, key=lambda other: (held.lengths[other], len(holders[other])))
        if not any(_overlap(held, holders, best, other) for other in kept):
            kept.append(best)
            if len(kept) == most:
                break
    return kept


def _overlap(held: Index, holders: dict[int, set[int]], one: int, two: int) -> bool:
    first, second = held.terms[one], held.terms[two]
    both = len(holders[one] & holders[two])
    part = _is_part(first, second) or _is_part(second, first)
    return part and 2 * both >= min(len(holders[one]), len(holders[two]))


def _is_part(term: str, whole: str) -> bool:
    return f" {term} " in f" {whole} "


@lru_cache(maxsize=len(LANGUAGES))
def stop_words(language: str) -> frozenset[str]:
    """The words of a language that say nothing alone, folded, without its negators."""
    text = "\n".join(
        line
        for line in (FOLDER / "stopwords.txt").read_text("utf-8").splitlines()
        if not line.startswith("#")
    )
    pieces = re.split(r"\[(\w+)\]", text)
    lists = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    chosen = lists.get(language) or lists[FALLBACK_LANGUAGE]
    return frozenset(fold(word.strip()) for word in chosen.split(","))


def _runs(found: Sequence[str], language: str) -> list[tuple[int, int]]:
    lexicon = lexicon_of(language)
    negators = lexicon.negators | lexicon.short_negators
    stops = stop_words(language) - negators
    runs = []
    for start, first in enumerate(found):
        if not _is_word(first) or first in stops or first.isdigit():
            continue
        for end in range(start + 1, min(start + LONGEST, len(found)) + 1):
            last = found[end - 1]
            if not _is_word(last):
                break
            if last in stops or last in negators or last.isdigit():
                continue
            if end == start + 1 and len(last) < _SHORTEST_WORD and last[0].isascii():
                continue
            runs.append((start, end))
    return runs


def _is_word(token: str) -> bool:
    """Whether a token is a word, a number or an emoji; not punctuation, an emoticon or a link."""
    return token[0].isalnum() or not token[0].isascii()
