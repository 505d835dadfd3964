"""Collect the sentences of the code into the catalogues: `make texts`."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from touchpoints.i18n import CATALOGUES, LOCALES

ROOT = Path(__file__).resolve().parents[1]
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
HOLE = re.compile(r"{[a-z_]*}")


def extracted() -> Catalog:
    """Every sentence that the code marks, with the files it stands in."""
    catalogue = Catalog(project="Touchpoints", charset="utf-8")
    for folder in ("touchpoints", "pages"):
        for file, _line, sentence, _comments, _context in extract_from_dir(
            ROOT / folder, [("**.py", "python")], keywords=KEYWORDS
        ):
            catalogue.add(sentence, locations=[(f"{folder}/{Path(file).as_posix()}", 0)])
    return catalogue


def path(language: str) -> Path:
    """The catalogue of a language."""
    return CATALOGUES / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    """What is translated so far."""
    if not path(language).exists():
        return Catalog(locale=LOCALES[language], charset="utf-8")
    with path(language).open("rb") as file:
        return read_po(file, locale=LOCALES[language])


def untranslated(language: str) -> Iterator[str]:
    """Sentences of the code without a translation, or with one whose holes differ."""
    known = read(language)
    for message in extracted():
        if not message.id:
            continue
        one = message.id if isinstance(message.id, str) else message.id[0]
        found = known.get(one)
        string = found.string if found else None
        texts = [string] if isinstance(string, str) else list(string or ())
        wanted = set(HOLE.findall(one if isinstance(message.id, str) else message.id[1]))
        said = [set(HOLE.findall(text)) for text in texts]
        complete = bool(texts) and all(texts) and all(holes <= wanted for holes in said)
        if not complete or (isinstance(message.id, str) and said[0] != wanted):
            yield one


def update() -> None:
    """Add what is new to each catalogue, drop what is gone, keep every translation."""
    for language in ("pt", "es"):
        known = read(language)
        known.update(extracted(), no_fuzzy_matching=True)
        known.obsolete.clear()
        path(language).parent.mkdir(parents=True, exist_ok=True)
        with path(language).open("wb") as file:
            write_po(
                file, known, width=120, sort_output=True, include_lineno=False, omit_header=False
            )
        print(f"{language}: {sum(1 for _ in untranslated(language))} to translate")


if __name__ == "__main__":
    update()
