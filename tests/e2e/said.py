"""What the app says, in a language: so that a flow holds whatever the translation."""

import contextvars
import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from tests import texts
from touchpoints import i18n

Text = TypeVar("Text")


def speaking(language: str, speak: Callable[[], Text]) -> Text:
    """What `speak` gives in this language; the language of the caller stays as it is."""

    def told() -> Text:
        i18n.use(language)
        return speak()

    return contextvars.copy_context().run(told)


def said(language: str, sentence: str, **holes: object) -> str:
    """A sentence of the catalogue in this language, its holes filled. English needs no entry."""
    known = {m.id if isinstance(m.id, str) else m.id[0] for m in texts.extracted()}
    assert sentence in known, f"the app does not say “{sentence}” any more"
    return speaking(language, lambda: i18n._(sentence)).format(**holes)


def counted(language: str, one: str, many: str, count: int) -> str:
    """A sentence with a count."""
    return speaking(language, lambda: i18n.ngettext(one, many, count))


def english_left(text: str) -> Iterator[str]:
    """English sentences of the catalogue, of three words or more, that stand in a translated page.

    A sentence with holes is looked for by its longest piece between them.
    """
    flat = " ".join(text.split())
    for message in texts.extracted():
        for sentence in [message.id] if isinstance(message.id, str) else message.id:
            pieces = re.split(r"{[a-z_]*}", str(sentence))
            piece = max((" ".join(piece.split()) for piece in pieces), key=len)
            if len(re.findall(r"[A-Za-z]{2,}", piece)) >= 3 and piece in flat:
                yield piece
