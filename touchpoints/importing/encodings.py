"""Which encoding a text is in, and a copy of it in UTF-8."""

import codecs
import shutil
from collections.abc import Iterator
from pathlib import Path

import charset_normalizer

SAMPLE = 512 * 1024
BLOCK = 4 * 2**20

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SINGLE_BYTE = ("cp1252", "latin-1", "cp850", "mac_roman")
_LETTERS = frozenset("áàâãäéêëèíïîóôõöòúüùçñÁÀÂÃÄÉÊËÈÍÓÔÕÖÚÜÇÑß")
_MARKS_OF_TEXT = frozenset("ºª°¿¡–—“”‘’…€·•«»´§®©™£")
_EAST_ASIAN = ("big5", "shift_jis", "euc_jp", "euc_kr", "gb18030")
_MANY_BYTES = 0.25


def detect(path: Path, *, whole: bool = True) -> str:
    """The Python name of the encoding of a text file: "utf-8", "utf-16-le", "cp1252", ...

    Not by the `whole` file means that "utf-8" is so at its beginning only.
    """
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    without_mark = _utf_16_without_mark(sample)
    if without_mark:
        return without_mark
    if _is_utf_8(path) if whole else _begins_in_utf_8(sample):
        return "utf-8"
    special = _special(path)
    best = max(_SINGLE_BYTE, key=lambda name: _plausibility(special, name))
    return best if _plausibility(special, best) > 0 else _of_another_script(special) or best


def _special(path: Path) -> bytes:
    """The first lines that hold more than ASCII."""
    lines: list[bytes] = []
    size = 0
    with path.open("rb") as file:
        while size < SAMPLE and (line := file.readline(SAMPLE)):
            if not line.isascii():
                lines.append(line)
                size += len(line)
    return b"".join(lines)


def _utf_16_without_mark(sample: bytes) -> str | None:
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if max(even, odd) < 0.4 * half or min(even, odd) > 0.1 * half:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _begins_in_utf_8(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _is_utf_8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                if not block.isascii() or decoder.getstate()[0]:
                    decoder.decode(block)
    except UnicodeDecodeError:
        return False
    return True


def _plausibility(special: bytes, encoding: str) -> float:
    """How much the characters beyond ASCII look like Portuguese, Spanish or English text."""
    text = special.decode(encoding, errors="replace")
    score = 0.0
    before = " "
    for position, character in enumerate(text):
        if ord(character) > 127:
            after = text[position + 1 : position + 2]
            in_word = before.isalpha() or after.isalpha()
            if character in _LETTERS:
                score += 1.0 if in_word and not (character.isupper() and before.islower()) else 0.2
            elif character in _MARKS_OF_TEXT:
                score += 0.4
            elif character == "\N{NO-BREAK SPACE}":
                score += 0.1
            else:
                score -= 1.0
        before = character
    return score - 0.001 * _SINGLE_BYTE.index(encoding)


def _of_another_script(special: bytes) -> str | None:
    """The encoding of a text that is none of our three languages."""
    if sum(byte > 127 for byte in special) >= _MANY_BYTES * len(special):
        found = max(_EAST_ASIAN, key=lambda name: _ideographs(special, name))
        if _ideographs(special, found) > 0.5:
            return found
    guess = charset_normalizer.from_bytes(special[:65536]).best()
    return guess.encoding if guess else None


def _ideographs(special: bytes, encoding: str) -> float:
    """The share of East Asian characters among those beyond ASCII; misfits count twice against."""
    beyond = [c for c in special.decode(encoding, errors="replace") if ord(c) > 127]
    fitting = sum("\u3000" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in beyond)
    return (fitting - 2 * beyond.count("\ufffd")) / max(1, len(beyond))


def decoded(path: Path, encoding: str) -> Iterator[str]:
    """The text in blocks; bytes that do not fit become U+FFFD, NULs are left out."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield decoder.decode(block).replace("\0", "")
        yield decoder.decode(b"", final=True).replace("\0", "")


def to_utf_8(path: Path, encoding: str, target: Path) -> None:
    """Write the text of `path` to `target` in UTF-8, newlines as they are."""
    if encoding == "utf-8-sig" and _is_utf_8(path):
        with path.open("rb") as source, target.open("wb") as plain:
            source.seek(len(codecs.BOM_UTF8))
            shutil.copyfileobj(source, plain, BLOCK)
        return
    with target.open("w", encoding="utf-8", newline="", errors="replace") as file:
        file.writelines(decoded(path, encoding))
