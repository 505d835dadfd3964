"""Names that columns, touchpoints and questions go by, and how a name is compared."""

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

LONG = 40  # a longer name is a question, which may mention anything
_APART = re.compile(r"[^a-z0-9]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")


@lru_cache(maxsize=16384)
def plain(name: str) -> str:
    """ "Nome do Comprador:" -> "nome do comprador": lower case, no accents, no punctuation."""
    decomposed = unicodedata.normalize("NFKD", _HUMP.sub(" ", name).lower())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _APART.sub(" ", letters).strip()


@lru_cache
def read(file: str) -> dict[str, Any]:
    """A file of this folder."""
    return tomllib.loads((Path(__file__).parent / f"{file}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=4096)
def fit(noun: str, name: str) -> tuple[float, str]:
    """How well a column's name fits a noun (0 to 1, -1 for never), and the alias that it matched.

    A strong alias gives 0.7 to 1 when it is the whole name, less when it is a part of it; a weak one
    stays below 0.5 and has to be the whole name.
    """
    wanted = "response token" if name.strip() == "#" else plain(name)
    apart, joined = f" {wanted} ", wanted.replace(" ", "")
    for alias in read("nouns")[noun]["never"]:
        if f" {alias} " in apart or joined == alias:
            return -1.0, alias
    may_be_part = len(wanted) <= LONG and "?" not in name
    best = (0.0, "")
    for alias, alias_apart, alias_joined, fine, is_strong in _aliases(noun):
        if joined == alias_joined:
            best = max(best, (fine, alias))
        elif is_strong and may_be_part and alias_apart in apart:
            best = max(best, (fine * (0.5 + 0.3 * len(alias) / len(wanted)), alias))
    return best


@lru_cache
def _aliases(noun: str) -> tuple[tuple[str, str, str, float, bool], ...]:
    """(alias, between blanks, without blanks, fit as a whole, whether it may be a part of a name)."""
    entry = read("nouns")[noun]
    return tuple(
        (alias, f" {alias} ", alias.replace(" ", ""), top - span * rank / len(entry[part]),
         part == "strong" and len(alias) > 2)
        for part, top, span in (("strong", 1.0, 0.3), ("weak", 0.49, 0.1))
        for rank, alias in enumerate(entry[part])
    )  # fmt: skip


def is_of_report(column: str, entry: str) -> bool:
    """Whether a column of a report goes by a name of an entry of reports.toml."""
    wanted = plain(column)
    return any(
        wanted == alias or (alias.endswith("*") and wanted.startswith(alias[:-1]))
        for alias in read("reports")[entry]["whole"]
    )


def is_nth_day(column: str) -> bool:
    """Whether a column counts days from the first day of a report."""
    return is_of_report(column, "nth_day")


@lru_cache
def _patterns(file: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(heading, pattern): the longest first, of equally long ones those of later headings first."""
    found = []
    for place, (heading, entry) in enumerate(read(file).items()):
        for word in entry["words"]:
            begins = word.rstrip("*")
            pattern = re.compile(rf"\b{re.escape(begins)}" + (r"\w*" if begins != word else r"\b"))
            found.append(((-word.count(" "), -len(begins), -place), heading, pattern))
    found.sort(key=lambda item: item[0])
    return tuple((heading, pattern) for _, heading, pattern in found)


@lru_cache(maxsize=4096)
def heading(file: str, name: str) -> str | None:
    """The heading of a file of words under which the longest word of the name stands, or None."""
    # "addToCart" is three words, "WhatsApp" is one.
    wanted = f"{plain(name)}\n{plain(name.lower())}"
    return next((told for told, pattern in _patterns(file) if pattern.search(wanted)), None)
