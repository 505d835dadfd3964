"""Collect the sentences of the code into the catalogues: `make texts`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from touchpoints.i18n import CATALOGUES, LOCALES

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = {"_": 1, "N_": 1, "ngettext": 2}
HOLE = re.compile(r"{[a-z_]*}")


def extracted() -> Catalog:
    """Every sentence that the code marks, with the files it stands in."""
    catalogue = Catalog(project="Touchpoints", charset="utf-8")
    for folder in ("touchpoints", "pages"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            for sentence in marked(file.read_text(encoding="utf-8")):
                catalogue.add(sentence, locations=[(file.relative_to(ROOT).as_posix(), 0)])
    return catalogue


def marked(source: str) -> Iterator[str | tuple[str, ...]]:
    """The sentences that a source file marks: one, or the pair of `ngettext`. Read from the syntax tree,
    because Babel's own reader does not see those inside an f-string."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            wanted = SENTENCES.get(node.func.id, 0)
            told = [one.value for one in node.args[:wanted] if isinstance(one, ast.Constant)]
            sentences = tuple(text for text in told if isinstance(text, str))
            if wanted and len(sentences) == wanted:
                yield sentences[0] if wanted == 1 else sentences


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
