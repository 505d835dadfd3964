"""What the app says, in a language: so that a flow holds whatever the translation."""

import contextvars
import itertools
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TypeVar

from tests import texts
from touchpoints import i18n
from touchpoints.ui import builtin

Text = TypeVar("Text")


def speaking(language: str, speak: Callable[[], Text]) -> Text:
    """What `speak` gives in this language; the language of the caller stays as it is."""

    def told() -> Text:
        i18n.use(language)
        return speak()

    return contextvars.copy_context().run(told)


@cache
def sentences() -> list[tuple[str, ...]]:
    """Every sentence of the code, with its plural where it has one; the code is read once."""
    return [(m.id,) if isinstance(m.id, str) else tuple(m.id) for m in texts.extracted() if m.id]


def said(language: str, sentence: str, **holes: object) -> str:
    """A sentence of the catalogue in this language, its holes filled. English needs no entry."""
    assert sentence in {forms[0] for forms in sentences()}, (
        f"the app does not say “{sentence}” any more"
    )
    return speaking(language, lambda: i18n._(sentence)).format(**holes)


def counted(language: str, one: str, many: str, count: int) -> str:
    """A sentence with a count."""
    return speaking(language, lambda: i18n.ngettext(one, many, count))


def english_left(text: str) -> Iterator[str]:
    """English sentences of the catalogue, of three words or more, that stand in a translated page.

    A sentence with holes is looked for by its longest piece between them.
    """
    flat = " ".join(text.split())
    for sentence in itertools.chain.from_iterable(sentences()):
        pieces = re.split(r"{[a-z_]*}", sentence)
        piece = max((" ".join(piece.split()) for piece in pieces), key=len)
        if len(re.findall(r"[A-Za-z]{2,}", piece)) >= 3 and piece in flat:
            yield piece


def built_in_left(text: str) -> Iterator[str]:
    """Streamlit's own English names that stand alone on a line: a hint, a tooltip, an item of a menu."""
    lines = {line.strip() for line in text.splitlines()}
    yield from (word for word in builtin.WORDS if word in lines)
