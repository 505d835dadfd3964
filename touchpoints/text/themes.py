"""What a comment is about: several themes per comment, and the sentiment towards each of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from touchpoints.text.lexicon import (
    CONTRAST,
    EXCLAMATION,
    FOLDER,
    LANGUAGES,
    PAUSE,
    QUESTION,
    Lexicon,
    PhrasesOf,
    matches,
    phrases_before,
)
from touchpoints.text.sentiment import FALLBACK_LANGUAGE, Sentiment, judge, lexicon_of, read
from touchpoints.text.tokens import fold, located_tokens, tokens

_MEMO_SIZE: Final = 200_000
_HEADING: Final = re.compile(r"\[([^\]]+)\]( fallback)?")

Phrases = PhrasesOf[str]


class Entry(NamedTuple):
    """The themes that a token names alone and the phrases that it begins; continued keeps those that a
    next token may continue, as they are asked for."""

    names: frozenset[str]
    phrases: Phrases
    continued: dict[str, Phrases]


@dataclass(frozen=True)
class LanguageThemes:
    """The terms of one language; phrases stand under their first word."""

    words: dict[str, set[str]] = field(default_factory=dict)
    prefixes: dict[str, set[str]] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    memo: dict[str, Entry | None] = field(default_factory=dict, compare=False, repr=False)

    def entry(self, token: str) -> Entry | None:
        """What a token names alone and begins; None for neither."""
        try:
            return self.memo[token]
        except KeyError:
            if len(self.memo) > _MEMO_SIZE:
                self.memo.clear()
            names = set(self.words.get(token, ()))
            for length in range(2, len(token) + 1):
                names |= self.prefixes.get(token[:length], set())
            phrases = tuple(self.phrases.get(token, ()))
            known = Entry(frozenset(names), phrases, {}) if names or phrases else None
            self.memo[token] = known
            return known


@dataclass(frozen=True)
class ThemeTable:
    """Themes in the order they are shown, their terms by language, and the themes that count only
    where no other one is found."""

    names: tuple[str, ...]
    languages: Mapping[str, LanguageThemes]
    fallbacks: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def seed_themes() -> ThemeTable:
    """The 17 themes of data/lexicons/themes.txt."""
    terms, fallbacks = seed_terms()
    return theme_table(terms, fallbacks=fallbacks)


def seed_terms() -> tuple[dict[str, dict[str, list[str]]], frozenset[str]]:
    """Theme to language to terms, and the fallback themes, as the file says them: what a user's
    own table begins from."""
    text = (FOLDER / "themes.txt").read_text("utf-8")
    terms: dict[str, dict[str, list[str]]] = {}
    fallbacks = set()
    theme = language = ""
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if heading := _HEADING.fullmatch(line.strip()):
            theme = heading[1]
            terms[theme] = {}
            if heading[2]:
                fallbacks.add(theme)
            continue
        if line[2:3] == ":":
            language, line = line[:2], line[3:]
        found = [term for piece in line.split(",") if (term := piece.strip())]
        terms[theme].setdefault(language, []).extend(found)
    return terms, frozenset(fallbacks)


def theme_table(
    terms: Mapping[str, Mapping[str, Sequence[str]]], *, fallbacks: frozenset[str] = frozenset()
) -> ThemeTable:
    """A table from theme to language to terms ("entreg*", "bubble wrap"); case and accents do not
    matter, and an asterisk ends a word that only begins so."""
    languages = {language: LanguageThemes() for language in LANGUAGES}
    for theme, by_language in terms.items():
        for language, written in by_language.items():
            for term in written:
                _add(languages[language], theme, term)
    return ThemeTable(tuple(terms), languages, fallbacks)


def themes(text: str, language: str, *, table: ThemeTable | None = None) -> tuple[str, ...]:
    """The themes of a comment, in the order of the table; () where it names none."""
    return themes_in(tokens(text), language, table or seed_themes())


def themes_in(found: Sequence[str], language: str, table: ThemeTable) -> tuple[str, ...]:
    """The themes among the tokens of a comment."""
    terms = _terms(table, language)
    names = _names(found, terms)
    if len(names) > 1 and names & table.fallbacks:
        pieces = _split(found, lexicon_of(language), PAUSE)
        names = set().union(*(_without_fallbacks(_names(piece, terms), table) for piece in pieces))
    return tuple(name for name in table.names if name in names) if names else ()


def theme_sentiments(
    text: str,
    language: str,
    *,
    table: ThemeTable | None = None,
    lexicon: Lexicon | None = None,
) -> dict[str, Sentiment]:
    """The sentiment towards each theme of a comment: that of the pieces between commas that name
    the theme; where those say nothing good or bad, of its clauses; else of the whole comment."""
    lexicon = lexicon or lexicon_of(language)
    found = tokens(text)
    whole = judge(read(found, lexicon))
    return theme_sentiments_in(found, language, table or seed_themes(), lexicon, whole)


def theme_sentiments_in(
    found: Sequence[str], language: str, table: ThemeTable, lexicon: Lexicon, whole: Sentiment
) -> dict[str, Sentiment]:
    """The same for the tokens of a comment whose sentiment as a whole is known."""
    named = themes_in(found, language, table)
    if not named:
        return {}
    terms = _terms(table, language)
    result = {}
    left = set(named)
    for role in (PAUSE, CONTRAST):
        pieces = [(piece, _names(piece, terms)) for piece in _split(found, lexicon, role)]
        judged: dict[tuple[int, ...], Sentiment] = {}
        for name in left.copy():
            naming = tuple(at for at, (_, names) in enumerate(pieces) if name in names)
            part = judged.get(naming)
            if part is None:
                said = [token for at in naming for token in (*pieces[at][0], ".")]
                part = judged[naming] = judge(read(said, lexicon))
            if part.label != "no_evidence":
                result[name] = part
                left.remove(name)
        if not left:
            break
    return {name: result.get(name, whole) for name in named}


def theme_spans(
    text: str, language: str, theme: str, *, table: ThemeTable | None = None
) -> list[tuple[int, int]]:
    """Where the words that name a theme stand in a comment, in order; they may touch."""
    terms = _terms(table or seed_themes(), language)
    found, places = located_tokens(text)
    spans = []
    for at, token in enumerate(found):
        entry = terms.entry(token)
        if entry is None:
            continue
        lengths = [
            1 + len(rest)
            for rest, name in entry.phrases
            if name == theme and _continues(found, at + 1, rest)
        ]
        if theme in entry.names:
            lengths.append(1)
        if lengths:
            spans.append((places[at][0], places[at + max(lengths) - 1][1]))
    return spans


def _names(found: Sequence[str], terms: LanguageThemes) -> set[str]:
    names: set[str] = set()
    memo, entry_of = terms.memo, terms.entry
    for at, token in enumerate(found):
        try:
            entry = memo[token]
        except KeyError:
            entry = entry_of(token)
        if entry is None:
            continue
        alone, phrases, continued = entry
        names |= alone
        if phrases and at + 1 < len(found):
            try:
                phrases = continued[found[at + 1]]
            except KeyError:
                phrases = phrases_before(found[at + 1], phrases, continued)
            for rest, name in phrases:
                if len(rest) == 1 or _continues(found, at + 1, rest):
                    names.add(name)
    return names


def _continues(found: Sequence[str], at: int, rest: tuple[str, ...]) -> bool:
    if at + len(rest) > len(found):
        return False
    return all(map(matches, rest, found[at : at + len(rest)]))


def _without_fallbacks(names: set[str], table: ThemeTable) -> set[str]:
    return (names - table.fallbacks) or names


def _split(found: Sequence[str], lexicon: Lexicon, from_role: int) -> list[list[str]]:
    """The tokens cut where a role ends a piece: PAUSE and up, or CONTRAST and up for clauses."""
    pieces: list[list[str]] = [[]]
    for token in found:
        entry = lexicon.entry(token)
        if entry is None or entry.role < from_role:
            pieces[-1].append(token)
            continue
        if entry.role in (EXCLAMATION, QUESTION):
            pieces[-1].append(token)
        pieces.append([])
    return [piece for piece in pieces if piece]


def _terms(table: ThemeTable, language: str) -> LanguageThemes:
    return table.languages.get(language) or table.languages[FALLBACK_LANGUAGE]


def _add(terms: LanguageThemes, theme: str, term: str) -> None:
    words = fold(term.replace("-", " ")).split()
    if not words:
        return
    first, *rest = words
    if rest:
        terms.phrases.setdefault(first, []).append((tuple(rest), theme))
    elif first.endswith("*"):
        terms.prefixes.setdefault(first[:-1], set()).add(theme)
    else:
        terms.words.setdefault(first, set()).add(theme)
