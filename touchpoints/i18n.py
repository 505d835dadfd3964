"""Translate, and format numbers and dates, in the language of the visitor.

The language is a context variable: each rerun sets its own, and nothing that is cached, compared or
computed may depend on a translated text.
"""

import datetime as dt
import functools
import gettext
import io
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeVar

from babel import Locale
from babel.dates import format_date, format_datetime, get_day_names, get_month_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from touchpoints.model import END, NOTHING_BEFORE, OTHER, START, UNKNOWN

_NUMBER_AND_UNIT = re.compile(r"(\d) (d|h|min|s)\b")
Words = TypeVar("Words")
LANGUAGES = {"pt": "Português", "es": "Español", "en": "English"}
LOCALES = {"pt": "pt_BR", "es": "es", "en": "en"}
CATALOGUES = Path(__file__).parent / "locale"

_language: ContextVar[str] = ContextVar("language", default="en")
_in_place: ContextVar[Mapping[str, str] | None] = ContextVar("names in place", default=None)


def use(language: str) -> None:
    """Speak `language` from here on in this context; one that is not offered leaves it as it is."""
    if language in LANGUAGES:
        _language.set(language)


def language() -> str:
    """The language in use: "pt", "es" or "en"."""
    return _language.get()


def from_browser(locale: str | None) -> str:
    """The offered language nearest to a browser's locale ("pt-BR", "es-AR", ...)."""
    wanted = (locale or "").lower()[:2]
    return wanted if wanted in LANGUAGES else "en"


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    source = CATALOGUES / language / "LC_MESSAGES" / "messages.po"
    if language == "en" or not source.exists():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def once_a_language(words: Callable[[], Words]) -> Callable[[], Words]:
    """Make a function that only translates answer from memory. The caller must not change its answer."""

    @lru_cache(maxsize=len(LANGUAGES))
    def spoken(_language: str) -> Words:
        return words()

    return functools.wraps(words)(lambda: spoken(language()))


def _(sentence: str) -> str:
    """The sentence in the language in use."""
    return _catalogue(language()).gettext(sentence)


def ngettext(one: str, many: str, count: int) -> str:
    """The sentence that fits the count, in the language in use, with `{count}` filled in."""
    chosen = _catalogue(language()).ngettext(one, many, count)
    return chosen.replace("{count}", number(count))


def N_(sentence: str) -> str:
    """Mark a sentence for translation where it is not yet shown."""
    return sentence


def _locale() -> Locale:
    return Locale.parse(LOCALES[language()])


def number(value: float | None, decimals: int = 0) -> str:
    """1234.5 -> "1.234,5" (pt), with at most `decimals` digits after the mark; "–" for None."""
    if value is None or value != value:
        return "–"
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, format=pattern, locale=_locale()))


def percent(share: float | None, decimals: int = 0) -> str:
    """0.125 -> "12,5%" with one decimal; "–" for None."""
    if share is None or share != share:
        return "–"
    sign = "\u00a0%" if language() == "es" else "%"
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "") + sign
    return str(format_percent(share, format=pattern, locale=_locale()))


def day(value: dt.date) -> str:
    """A date as its readers write it: "31 de out. de 2026"."""
    return str(format_date(value, format="medium", locale=_locale()))


def months(language: str) -> list[str]:
    """The names of the months in a language, from January."""
    names = get_month_names("wide", locale=Locale.parse(LOCALES[language]))
    return [str(names[number]) for number in range(1, 13)]


def moment(value: dt.datetime) -> str:
    """A date and time as its readers write it."""
    return str(format_datetime(value, format="short", locale=_locale()))


def weekdays(width: Literal["abbreviated", "wide"] = "abbreviated") -> list[str]:
    """Names of the days, Monday first, short ones where nothing else is asked for."""
    names = get_day_names(width, locale=_locale())
    return [str(names[index]).rstrip(".") for index in range(7)]


def hour(value: int) -> str:
    """An hour of the day, which no line breaks apart: "21 h"."""
    return f"{value}\u00a0h"


def unbroken(sentence: str) -> str:
    """The sentence, in which no line breaks between a number and its unit of time: "1 h 37 min"."""
    return _NUMBER_AND_UNIT.sub("\\1\u00a0\\2", sentence)


def country(code: str) -> str:
    """The name of a country: "BR" -> "Brasil" (pt)."""
    return str(_locale().territories[code])


def duration(seconds: float | None) -> str:
    """A length of time in its two largest units: "2 d 3 h", "4 min 10 s"; "–" for None."""
    if seconds is None or seconds != seconds:
        return "–"
    left = round(seconds)
    parts = []
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min"), (1, "s")):
        count, left = divmod(left, size)
        if count:
            parts.append(f"{number(count)} {unit}")
        elif parts:
            break
    return " ".join(parts[:2]) or "0 s"


@contextmanager
def renamed(names: Mapping[str, str]) -> Iterator[None]:
    """Inside the block these channels, touchpoints and stages are shown under other names."""
    before = _in_place.set(names)
    try:
        yield
    finally:
        _in_place.reset(before)


# What our own names of channels, touchpoints and stages are called on the screen.
_OWN_NAMES = {
    UNKNOWN: N_("(unknown)"),
    START: N_("(start)"),
    END: N_("(end)"),
    OTHER: N_("(other)"),
    NOTHING_BEFORE: N_("(nothing before)"),
    "awareness": N_("Awareness"),
    "consideration": N_("Consideration"),
    "purchase": N_("Purchase"),
    "service": N_("Service"),
    "loyalty": N_("Loyalty"),
    "message received": N_("Message received"),
    "message sent": N_("Message sent"),
}


def nameless() -> tuple[str, str]:
    """What stands for a channel, touchpoint or stage that is not known: as kept and as shown."""
    return UNKNOWN, label(UNKNOWN)


def label(value: str) -> str:
    """How a channel, touchpoint or stage is shown: our own names translated, the user's as they are."""
    in_place = (_in_place.get() or {}).get(value)
    if in_place is not None:
        return in_place
    own = _OWN_NAMES.get(value)
    return value if own is None else _(own)
