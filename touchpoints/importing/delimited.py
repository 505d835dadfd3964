"""Text to rows: which delimiter and quote a text uses, and its records, numbered as a spreadsheet
numbers them (blank records count, a quoted newline does not)."""

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from touchpoints.importing.watch import Tell, unheard

DELIMITERS = (",", ";", "\t", "|", "\x1f", "^", "~", ":")
SAMPLE_CHARACTERS = 256 * 1024
SAMPLE_RECORDS = 400
CELL_LIMIT = 8 * 2**20
OPEN_LINES = 100
TOLD_EVERY = 10_000

csv.field_size_limit(CELL_LIMIT)

Record = tuple[int, list[str]]


@dataclass(frozen=True)
class Dialect:
    """How the cells of a text are told apart."""

    delimiter: str
    quote: str = '"'
    skip_space: bool = False
    first_record: int = 1


def detect(path: Path) -> Dialect:
    """The dialect under which most records of the beginning have the same number of cells."""
    with path.open(encoding="utf-8", newline="") as file:
        sample = file.read(SAMPLE_CHARACTERS)
    if len(sample) == SAMPLE_CHARACTERS:
        sample = sample[: max(sample.rfind("\n"), sample.rfind("\r"), 1000)]
    named = re.match(r'"?sep=(.)"?[ \t]*(\r\n|\r|\n)', sample, re.IGNORECASE)
    if named:
        return Dialect(named.group(1), first_record=2)
    delimiter, quote = max(
        itertools.product(DELIMITERS, ('"', "'")), key=lambda pair: _regularity(sample, *pair)
    )
    if _regularity(sample, delimiter, quote)[0] <= 0:
        return Dialect(",")
    spaced = f"{delimiter} {quote}" in sample and f"{delimiter}{quote}" not in sample
    return Dialect(delimiter, quote, skip_space=spaced)


def _regularity(sample: str, delimiter: str, quote: str) -> tuple[float, int]:
    """Share of records with the usual number of cells (0 where that is one), and that number."""
    if delimiter not in sample or (quote == "'" and f"{delimiter}'" not in sample):
        return (0.0, 1)
    widths = Counter[int]()
    values = 0
    try:
        reader = csv.reader(
            io.StringIO(sample, newline=""), delimiter=delimiter, quotechar=quote, strict=False
        )
        for record in itertools.islice(reader, SAMPLE_RECORDS):
            if any(cell.strip() for cell in record):
                widths[len(record)] += 1
                values += sum(bool(cell.strip()) for cell in record)
    except csv.Error:
        return (0.0, 1)
    if not widths:
        return (0.0, 1)
    width, usual = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
    if width < 2:
        return (0.0, 1)
    records = sum(widths.values())
    wider = sum(count for other, count in widths.items() if other >= width)
    share = (usual + 0.5 * (wider - usual)) / records
    rare = {":": 0.35, "^": 0.8, "~": 0.8, " ": 0.3}.get(delimiter, 1.0)
    inside = -0.15 if quote == "'" and f'{delimiter}"' in sample else 0.0
    leftovers = sample.count(f'{delimiter}"') / max(1, values) if quote == "'" else 0.0
    return (share * rare + inside - leftovers + min(width, 40) / 400, width)


def records(path: Path, dialect: Dialect, tell: Tell = unheard) -> Iterator[Record]:
    """(number, cells) of each record of a UTF-8 text. csv.Error where a cell is past the limit.

    Where a quote is opened and never closed, it is taken as it stands instead of swallowing the rest.
    """
    size = max(1, path.stat().st_size)
    with path.open("rb") as source, io.TextIOWrapper(source, "utf-8", newline="") as file:
        found = _mended(file, dialect) if _has_open_quote(path, dialect) else _reader(file, dialect)
        for number, record in enumerate(found, start=1):
            if number % TOLD_EVERY == 0:
                tell(source.tell() / size)
            if number >= dialect.first_record:
                yield number, record


def _reader(lines: Iterable[str], dialect: Dialect) -> Iterator[list[str]]:
    return csv.reader(
        lines,
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        skipinitialspace=dialect.skip_space,
        strict=False,
    )


def _has_open_quote(path: Path, dialect: Dialect) -> bool:
    """Whether the quotes of a text do not come in pairs."""
    mark = dialect.quote.encode()
    with path.open("rb") as file:
        return sum(block.count(mark) for block in iter(lambda: file.read(4 * 2**20), b"")) % 2 == 1


def _mended(lines: Iterable[str], dialect: Dialect) -> Iterator[list[str]]:
    """Records of a text in which a quote stays open: it is given up after a few lines."""
    waiting: list[str] = []
    source = iter(lines)
    while True:
        line = waiting.pop(0) if waiting else next(source, None)
        if line is None:
            return
        taken = [line]
        record = next(_reader(taken, dialect), [])
        while _is_open(record) and len(taken) <= OPEN_LINES:
            more = waiting.pop(0) if waiting else next(source, None)
            if more is None:
                break
            taken.append(more)
            record = next(_reader(taken, dialect), [])
        if _is_open(record):
            waiting = taken[1:] + waiting
            plain = line.rstrip("\r\n").split(dialect.delimiter)
            yield [cell.strip(dialect.quote) for cell in plain]
        else:
            yield record


def _is_open(record: list[str]) -> bool:
    return bool(record) and record[-1].endswith(("\n", "\r"))
