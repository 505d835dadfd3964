"""Hide what names a person in a comment: names given, e-mails, telephone and document numbers.

What is hidden is said in docs/privacy.md.
"""

import re
from typing import Final

from touchpoints.text.lexicon import LANGUAGES
from touchpoints.text.terms import stop_words
from touchpoints.text.tokens import fold

HIDDEN: Final = "•••"

_EMAIL: Final = re.compile(r"[\w.+%-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
_LINKED_NAME: Final = re.compile(r"(?<![\w.])@\w[\w.]+")
# Dates are no telephone numbers: 2026-05-10, 10.05.2026, 10-05-2026.
_DATE: Final = re.compile(
    r"(?<!\d)(?:\d{4}[-.]\d{1,2}[-.]\d{1,2}|\d{1,2}[-.]\d{1,2}[-.]\d{4})(?!\d)"
)
_NUMBER: Final = re.compile(r"(?<![\w,])(?:\+\s?)?\(?\d(?:[ .\-()]{0,2}\d){7,}(?![\w])")
_FEWEST_DIGITS: Final = 8
# 1.234.567,89 and 12.345.678 (thousands marked three by three, at least twice) are amounts.
_AMOUNT: Final = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?=,\d)|\d{1,3}(?:\.\d{3})+,\d{1,2}")

_INTRODUCTION: Final = re.compile(
    r"\b(?:meu\s+nome\s+(?:completo\s+)?(?:é|e|eh)|me\s+chamo|me\s+llamo|mi\s+nombre\s+(?:completo\s+)?es"
    r"|my\s+(?:full\s+)?name\s+is|my\s+name's)\s*:?\s+",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:['’-][^\W\d_]+)*\.?")
_CONNECTORS: Final = frozenset(
    {"de", "da", "do", "dos", "das", "del", "la", "las", "los", "y", "e"}
)
_SPACES: Final = re.compile(r"\s+")
_MOST_NAMES: Final = 5


def masked(text: str) -> str:
    """The comment with what names a person replaced by dots."""
    if "@" in text:
        text = _LINKED_NAME.sub(HIDDEN, _EMAIL.sub(HIDDEN, text))
    if any(character.isdigit() for character in text):
        text = _NUMBER.sub(_number, text)
    return _without_names(text)


def _number(found: re.Match[str]) -> str:
    written = found.group()
    digits = sum(character.isdigit() for character in _DATE.sub("", written))
    is_amount = _AMOUNT.match(found.string, found.start())
    return written if digits < _FEWEST_DIGITS or is_amount else HIDDEN


def _without_names(text: str) -> str:
    pieces, at = [], 0
    for found in _INTRODUCTION.finditer(text):
        if found.start() < at:
            continue
        end = _name_end(text, found.end())
        if end > found.end():
            pieces += [text[at : found.end()], HIDDEN]
            at = end
    return "".join([*pieces, text[at:]])


def _name_end(text: str, start: int) -> int:
    """Where a name that begins at `start` ends: its first word, further ones in capitals or joined by
    "da", and one more in small letters that is no common word, for who types no capitals."""
    end, at, names, connected = start, start, 0, False
    while names < _MOST_NAMES and (found := _WORD.match(text, at)):
        word = found.group().rstrip(".")
        is_name = (
            names == 0
            or word[0].isupper()
            or (names == 1 and word.islower() and not connected and not _is_common(word))
        )
        if is_name:
            names, connected = names + 1, False
            end = found.start() + len(word)
        elif fold(word) in _CONNECTORS and not connected:
            connected = True
        else:
            break
        after = found.start() + len(word)
        spaces = _SPACES.match(text, after)
        if not spaces:
            break
        at = spaces.end()
    return end


def _is_common(word: str) -> bool:
    return any(fold(word) in stop_words(language) for language in LANGUAGES)
