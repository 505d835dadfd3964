"""Tables that carry their own structure: Parquet, JSON (an array, or one object a line), HTML."""

import json
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from touchpoints.errors import FileRefused
from touchpoints.i18n import N_
from touchpoints.importing.cells import text
from touchpoints.importing.containers import Content, damaged
from touchpoints.importing.delimited import Record

JSON_LIMIT = 300 * 2**20
DEPTH_LIMIT = 6
KEYS_FROM = 5000


def parquet(content: Content) -> Iterator[Record]:
    """The header and the rows of a Parquet file."""
    try:
        file = pq.ParquetFile(content.path)
        names = file.schema_arrow.names
        yield 1, list(names)
        number = 1
        for batch in file.iter_batches(batch_size=10_000):
            columns = [column.to_pylist() for column in batch.columns]
            for row in zip(*columns, strict=True):
                number += 1
                yield number, [_cell(value) for value in row]
    except (pa.ArrowException, OSError, ValueError) as error:
        raise damaged(content.name) from error


def json_records(content: Content, source: Path) -> Iterator[Record]:
    """The header and the rows of a JSON text in UTF-8; nested objects become "order.total"."""
    try:
        yield from _table(_objects(content, source))
    except (ValueError, RecursionError) as error:
        raise damaged(content.name) from error


def _objects(content: Content, source: Path) -> Iterator[Mapping[str, Any]]:
    with source.open(encoding="utf-8") as file:
        first = next((line for line in file if line.strip()), "")
        by_line = _loads(first.strip().rstrip(","))
        if isinstance(by_line, dict) and next((line for line in file if line.strip()), ""):
            file.seek(0)
            yield from (
                found
                for line in file
                if line.strip() and isinstance(found := json.loads(line), dict)
            )
            return
    if source.stat().st_size > JSON_LIMIT:
        raise FileRefused(
            N_("{file} is too large for a JSON file. Export it as CSV, or one object per line."),
            file=content.name,
        )
    found = json.loads(source.read_text(encoding="utf-8"))
    yield from _largest_list(found, DEPTH_LIMIT)


def _loads(line: str) -> object:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _largest_list(found: object, depth: int) -> list[Mapping[str, Any]]:
    """The longest list of objects anywhere near the top."""
    if isinstance(found, list):
        return [each for each in found if isinstance(each, dict)]
    if isinstance(found, dict) and depth:
        inner = [_largest_list(value, depth - 1) for value in found.values()]
        best = max(inner, key=len, default=[])
        return best or [found]
    return []


def _table(objects: Iterable[Mapping[str, Any]]) -> Iterator[Record]:
    iterator = iter(objects)
    head = [_flat(each) for each in islice(iterator, KEYS_FROM)]
    keys = list(dict.fromkeys(key for each in head for key in each))
    yield 1, keys
    number = 1
    for each in head:
        number += 1
        yield number, [each.get(key, "") for key in keys]
    for later in iterator:
        number += 1
        flat = _flat(later)
        yield number, [flat.get(key, "") for key in keys]


def _flat(found: Mapping[str, Any], prefix: str = "", depth: int = DEPTH_LIMIT) -> dict[str, str]:
    cells: dict[str, str] = {}
    for key, value in found.items():
        if isinstance(value, dict) and depth:
            cells |= _flat(value, f"{prefix}{key}.", depth - 1)
        else:
            cells[_whole(f"{prefix}{key}")] = _whole(_cell(value))
    return cells


def _cell(value: object) -> str:
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    return text(value)


def _whole(written: str) -> str:
    """Half of a pair of "\\ud83d\\ude00" stands for no character, and no file of ours could hold it."""
    return written if written.isascii() else written.encode(errors="replace").decode()


class _Tables(HTMLParser):
    """The tables of a web page; a cell that spans columns leaves blanks beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self._close()
            self._cell = []
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), 100) if span.isdigit() else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _close(self) -> None:
        if self._cell is not None:
            cell = " ".join("".join(self._cell).split())
            self.tables[-1][-1] += [cell, *[""] * (self._span - 1)]
            self._cell = None


def html(source: Path) -> Iterator[Record]:
    """The rows of the largest table of a web page in UTF-8."""
    parser = _Tables()
    with source.open(encoding="utf-8") as file:
        while block := file.read(2**20):
            parser.feed(block)
    parser.close()
    largest = max(parser.tables, key=len, default=[])
    yield from enumerate(largest, start=1)
