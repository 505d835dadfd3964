"""Cut a comment into folded tokens, and say where each of them stands in the text as written."""

import re
import unicodedata
from typing import Final

_URL: Final = re.compile(r"https?://\S+|www\.\S+|@\w+")
_TOKEN: Final = re.compile(
    r"\d+/\d+"  # a rating such as 9/10
    r"|[^\W_]+(?:'[a-z]+)?"  # a word, with don't as one
    r"|<3|\^_?\^"
    r"|>?[:;=]'?-?[()\[\]/|](?!\w)|[:=x]-?[dp](?!\w)|(?<!\S)[()\]\[]-?[:=](?!\S)"  # emoticons
    r"|[.!?;,\n]+"
    r"|[\u2600-\u27BF\u2B50\U0001F300-\U0001FAFF]"  # one emoji
)


def _folds() -> dict[int, str | None]:
    """Code point to what it is read as: letters lose their marks, marks and joiners vanish."""
    folds: dict[int, str | None] = {}
    for code in range(0xC0, 0x250):
        decomposed = unicodedata.normalize("NFD", chr(code))
        bare = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
        if bare and bare != chr(code):
            folds[code] = bare
    folds.update({ord(quote): "'" for quote in "\u2018\u2019\u00b4`"})
    folds[ord("\u2026")] = "..."
    folds[ord("\u03c2")] = "\u03c3"  # str.lower() picks between these two by what follows
    combining_marks, skin_tones = range(0x300, 0x370), range(0x1F3FB, 0x1F400)
    folds.update(dict.fromkeys((*combining_marks, *skin_tones, 0xFE0F, 0x200D)))
    return folds


_FOLDS: Final = _folds()


def fold(text: str) -> str:
    """The text in lower case without accents, curly quotes, skin tones and joiners."""
    lowered = text.lower()
    return lowered.replace("`", "'") if lowered.isascii() else lowered.translate(_FOLDS)


def tokens(text: str) -> list[str]:
    """The folded words, emoticons, emoji, n/n ratings and punctuation runs, in order.

    Links and @names are left out.
    """
    return _TOKEN.findall(_without_links(fold(text)))


def located_tokens(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """The same tokens, and for each the start and end in the text as it was written."""
    pieces = [fold(character) for character in text]
    origins = [at for at, piece in enumerate(pieces) for _ in piece]
    found: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(_without_links("".join(pieces))):
        first, after = match.span()
        next_origin = origins[after] if after < len(origins) else len(text)
        found.append(match.group())
        spans.append((origins[first], max(origins[after - 1] + 1, next_origin)))
    return found, spans


def _without_links(folded: str) -> str:
    if "@" in folded or "http" in folded or "www." in folded:
        return _URL.sub(lambda link: " " * len(link.group()), folded)
    return folded
