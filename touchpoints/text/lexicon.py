"""The opinion words of a language, read from data/lexicons, and what each token means by them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from touchpoints.text.tokens import fold

LANGUAGES: Final = ("pt", "es", "en")
FOLDER: Final = Path(__file__).parents[2] / "data" / "lexicons"

# The roles from CONTRAST on end a clause.
PLAIN, NEGATOR, SHORT_NEGATOR, PAUSE, CONTRAST, STOP, EXCLAMATION, QUESTION = range(8)

_MEMO_SIZE: Final = 100_000
_SECTION: Final = re.compile(r"\[([a-z ]+?)(?: (-?[0-9.]+))?\]")
_REPEATED: Final = re.compile(r"([a-z])\1{2,}")


Meaning = TypeVar("Meaning")
PhrasesOf = tuple[tuple[tuple[str, ...], Meaning], ...]
Phrases = PhrasesOf[float]


class Entry(NamedTuple):
    """What a token does: its role, its weight, the phrases it begins, what it multiplies by.

    The phrases are the rest of their words and their weight, longest first; continued keeps those
    that a next token may continue, as they are asked for.
    """

    role: int
    weight: float | None
    phrases: Phrases
    boost: float | None
    boosts_backwards: bool
    continued: dict[str, Phrases]


@dataclass(frozen=True)
class Lexicon:
    """Terms are folded; a prefix is kept without its asterisk; phrases stand under their first
    word, longest first, each as the rest of its words and its weight."""

    words: dict[str, float] = field(default_factory=dict)
    prefixes: dict[str, float] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], float]]] = field(default_factory=dict)
    negators: frozenset[str] = frozenset()
    short_negators: frozenset[str] = frozenset()
    contrasts: frozenset[str] = frozenset()
    boosters: dict[str, float] = field(default_factory=dict)
    boosters_after: dict[str, float] = field(default_factory=dict)
    memo: dict[str, Entry | None] = field(default_factory=dict, compare=False, repr=False)

    def entry(self, token: str) -> Entry | None:
        """What the token means, or None where it means nothing to the score."""
        try:
            return self.memo[token]
        except KeyError:
            if len(self.memo) > _MEMO_SIZE:
                self.memo.clear()
            entry = self.memo[token] = self._entry(token)
            return entry

    def weight(self, token: str) -> float | None:
        """The weight of a word alone, by the whole word, its longest known beginning, or either of
        them once repeated letters are squeezed ("otimoooo")."""
        if token in self.words:
            return self.words[token]
        for length in range(len(token), 1, -1):
            if token[:length] in self.prefixes:
                return self.prefixes[token[:length]]
        for squeezed in (_REPEATED.sub(r"\1", token), _REPEATED.sub(r"\1\1", token)):
            if squeezed != token and (weight := self.weight(squeezed)) is not None:
                return weight
        return None

    def _entry(self, token: str) -> Entry | None:
        if token[0] in ".!?;,\n":
            return Entry(_punctuation(token), None, (), None, False, {})
        role = PLAIN
        if token in self.negators or token.endswith("n't"):
            role = NEGATOR
        elif token in self.short_negators:
            role = SHORT_NEGATOR
        elif token in self.contrasts:
            role = CONTRAST
        weight = self.weight(token) if role == PLAIN else None
        phrases = tuple(self.phrases.get(token, ()))
        backwards = token in self.boosters_after
        boost = self.boosters_after.get(token) if backwards else self.boosters.get(token)
        if role == PLAIN and weight is None and not phrases and boost is None:
            return None
        return Entry(role, weight, phrases, boost, backwards, {})


def matches(word: str, token: str) -> bool:
    """Whether a token is a word of a phrase, or begins with it where it ends in an asterisk."""
    return word == token or (word[-1] == "*" and token.startswith(word[:-1]))


def phrases_before(
    following: str, phrases: PhrasesOf[Meaning], continued: dict[str, PhrasesOf[Meaning]]
) -> PhrasesOf[Meaning]:
    """Those of the phrases whose second word is the following token; `continued` remembers them."""
    if len(continued) > _MEMO_SIZE:
        continued.clear()
    found = tuple(phrase for phrase in phrases if matches(phrase[0][0], following))
    continued[following] = found
    return found


@lru_cache(maxsize=len(LANGUAGES))
def load(language: str) -> Lexicon:
    """The lexicon of "pt", "es" or "en", with the emoji; any other language is a KeyError."""
    if language not in LANGUAGES:
        raise KeyError(language)
    lexicon = parse((FOLDER / f"{language}.txt").read_text("utf-8"))
    signs = (FOLDER / "emoji.txt").read_text("utf-8")
    for name, number, body in _sections(signs):
        assert name == "weight"
        lexicon.words.update(dict.fromkeys(body.split(), float(number)))
    return lexicon


def parse(text: str) -> Lexicon:
    """A lexicon from the text of one of the files, whose own comments say how it is written."""
    weights: dict[str, float] = {}
    lists: dict[str, list[str]] = {}
    for name, number, body in _sections(text):
        terms = [term for piece in body.split(",") if (term := fold(" ".join(piece.split())))]
        if name == "weight":
            weights.update(dict.fromkeys(terms, float(number)))
        else:
            lists[name] = terms
    lexicon = Lexicon(
        negators=frozenset(lists.get("negators", ())),
        short_negators=frozenset(lists.get("short negators", ())),
        contrasts=frozenset(lists.get("contrasts", ())),
        boosters=_numbers(lists.get("boosters", ())),
        boosters_after=_numbers(lists.get("boosters after", ())),
    )
    _add(lexicon, weights)
    return lexicon


def with_words(lexicon: Lexicon, weights: Mapping[str, float]) -> Lexicon:
    """The lexicon with more terms, or other weights for known ones ("caro demais": -2.6)."""
    copy = replace(
        lexicon,
        words=dict(lexicon.words),
        prefixes=dict(lexicon.prefixes),
        phrases={first: list(phrases) for first, phrases in lexicon.phrases.items()},
        memo={},
    )
    _add(copy, {fold(" ".join(term.split())): weight for term, weight in weights.items()})
    return copy


def _punctuation(token: str) -> int:
    if "?" in token:
        return QUESTION
    if "!" in token:
        return EXCLAMATION
    return STOP if token.strip(",") else PAUSE


def _add(lexicon: Lexicon, weights: Mapping[str, float]) -> None:
    grown: dict[str, dict[tuple[str, ...], float]] = {}
    for term, weight in weights.items():
        first, *rest = term.split()
        if rest:
            known = grown.setdefault(first, dict(lexicon.phrases.get(first, ())))
            known[tuple(rest)] = weight
        elif first.endswith("*"):
            lexicon.prefixes[first[:-1]] = weight
        else:
            lexicon.words[first] = weight
    for first, phrases in grown.items():
        lexicon.phrases[first] = sorted(phrases.items(), key=lambda phrase: -len(phrase[0]))


def _sections(text: str) -> list[tuple[str, str, str]]:
    """(name, number or "", body) of every [section] of a file, its comments left out."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    pieces = _SECTION.split("\n".join(lines))
    return [
        (name, number or "", body)
        for name, number, body in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True)
    ]


def _numbers(terms: Sequence[str]) -> dict[str, float]:
    return {word: float(number) for word, number in (term.split("=") for term in terms)}
