"""Where a table begins: title rows, comments and blank rows above it, one to three header rows."""

import contextlib
import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from touchpoints.i18n import N_

HEAD_RECORDS = 300
_NUMBER = re.compile(r"[-+(]?\s*(?:R\$|US\$|[$€£])?\s*[-+]?\d[\d.,\s]*(?:[eE][+-]?\d+)?\s*[%)]?")
_DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T,]+\d{1,2}[:h]\d{2}.*)?|\d{1,2}[ /-][a-zç]{3,9}\.?[ /-]\d{2,4}.*",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?<!\d)20\d{2}-?[01]\d-?[0-3]\d(?!\d)")
_TAG = re.compile(r"<[^<>]{1,60}>")
_SPACE = re.compile(r"\s+")
_ANSWER_WORDS = {
    "response",
    "open-ended response",
    "resposta",
    "resposta aberta",
    "respuesta",
    "respuesta abierta",
}


@dataclass(frozen=True)
class Layout:
    """Where the table of a file stands: positions are indexes into the records given."""

    header: int | None
    first_data: int
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    notes: tuple[str, ...] = ()


def find(records: Sequence[Sequence[str]]) -> Layout | None:
    """The layout of a table from its first records; None where they are all blank."""
    filled = [index for index, record in enumerate(records) if _filled(record)]
    if not filled:
        return None
    width = _width([records[index] for index in filled])
    header = next((i for i in filled if _may_be_header(records[i], width)), filled[0])
    below = [records[i] for i in filled if i > header]
    if below and not _is_header(records[header], below):
        columns = _unique([""] * width)
        note = N_("The table has no header row, so its columns are numbered.")
        return Layout(None, header, columns, columns, (note,))
    wide = max(width, _last_filled(records[header]) + 1)
    rows = _header_rows(records, header)
    names, labels = _names([_padded(records[i], wide) for i in rows])
    notes = () if rows[0] == filled[0] else (N_("Rows above the header were left out."),)
    return Layout(rows[0], rows[-1] + 1, names, labels, notes)


def _filled(record: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in record)


def _last_filled(record: Sequence[str]) -> int:
    return max((i for i, cell in enumerate(record) if cell.strip()), default=0)


def _padded(record: Sequence[str], width: int) -> list[str]:
    return [*record[:width], *[""] * (width - len(record))]


def _width(records: Sequence[Sequence[str]]) -> int:
    """The usual number of cells of a record, up to its last filled one; ties go to the wider."""
    counts = Counter(_last_filled(record) + 1 for record in records)
    usual = max(counts.items(), key=lambda item: (item[1], item[0]))[0]
    often = [width for width, count in counts.items() if count >= max(2, 0.1 * len(records))]
    return max([usual, *often])


def _may_be_header(record: Sequence[str], width: int) -> bool:
    if is_comment(record):
        return False
    return _filled(record) >= (1 if width == 1 else max(2, 0.5 * width))


def is_comment(record: Sequence[str]) -> bool:
    """A line such as "# Start date: 20260801", alone in its row."""
    first = record[0].lstrip() if record else ""
    return first.startswith(("# ", "#--")) and _filled(record) == 1 and len(record) <= 2


def period(records: Sequence[Sequence[str]]) -> tuple[dt.date, dt.date] | None:
    """The first and the last day that comments tell ("# Start date: 20260801"); None where they do not."""
    written = [day for record in records if is_comment(record) for day in _DAY.findall(record[0])]
    days = []
    for day in written:
        with contextlib.suppress(ValueError):
            days.append(dt.datetime.strptime(day.replace("-", ""), "%Y%m%d").date())
    return (min(days), max(days)) if days else None


def type_of(cell: str) -> str:
    """What a cell looks like: "date", "number", "text", or "" where it is blank."""
    text = cell.strip()
    if not text:
        return ""
    if _DATE.fullmatch(text):
        return "date"
    return "number" if _NUMBER.fullmatch(text) else "text"


def _is_header(record: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether names stand over values: no cell of a header is of the type of what is below it."""
    same = other = 0
    for index, cell in enumerate(record):
        kinds = Counter(type_of(row[index]) for row in below[:100] if index < len(row))
        kinds.pop("", None)
        mine = type_of(cell)
        if not kinds or not mine:
            continue
        usual, count = kinds.most_common(1)[0]
        if usual != "text" and count >= 0.7 * kinds.total():
            if mine == usual:
                same += 1
            else:
                other += 1
    if other or not same:
        values = [cell.strip() for cell in record if cell.strip()]
        return other > 0 or len(set(values)) * 2 > len(values) or len(values) < 2
    years = all(re.fullmatch(r"(19|20)\d\d", c.strip()) for c in record if type_of(c) == "number")
    return years and type_of(record[0]) != "number"


def _header_rows(records: Sequence[Sequence[str]], header: int) -> list[int]:
    """The header row, and the one above or the one or two below it that belong to it."""
    rows = [header]
    for index in range(header + 1, min(header + 3, len(records))):
        record = records[index]
        if any("ImportId" in cell for cell in record):
            return list(range(header, index + 1))
    if header + 1 < len(records):
        second, below = records[header + 1], records[header + 2 :]
        if _names_choices(records[header], second) or _names_parts(records[header], second, below):
            return [header, header + 1]
    if header and _tells_apart(records[header - 1], records[header]):
        return [header - 1, header]
    return rows


def _names_choices(header: Sequence[str], second: Sequence[str]) -> bool:
    """Whether the second row names the answers under the questions of the first."""
    words = [cell.strip().lower() for cell in second if cell.strip()]
    if not words:
        return False
    if sum(word in _ANSWER_WORDS for word in words) >= max(1, 0.3 * len(words)):
        return True
    gaps = [i for i, cell in enumerate(header) if not cell.strip()]
    under = [second[i] for i in gaps if i < len(second) and second[i].strip()]
    texts = sum(type_of(cell) == "text" for cell in second)
    return len(under) >= max(2, 0.3 * len(header)) and texts >= 0.9 * len(words)


def _names_parts(
    header: Sequence[str], second: Sequence[str], below: Sequence[Sequence[str]]
) -> bool:
    """Whether the second row names the columns below merged cells of the first, and no other column."""
    wide = max(len(header), len(second))
    upper, lower = ([bool(c.strip()) for c in _padded(row, wide)] for row in (header, second))
    gaps = {i for i in range(wide) if lower[i] and not upper[i]}
    groups = {i - 1 for i in gaps if i and upper[i - 1] and lower[i - 1]}
    named = {i for i in range(wide) if lower[i]}
    if (
        not groups
        or named != gaps | groups
        or any(type_of(cell) not in ("", "text") for cell in second)
    ):
        return False
    typed = (
        type_of(row[i]) in ("number", "date") for row in below[:20] for i in named if i < len(row)
    )
    return any(typed)


def _tells_apart(above: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a row of groups above the names tells those apart that stand there twice."""
    group, named = "", list[tuple[str, str]]()
    for cell, name in zip(_padded(above, len(header)), header, strict=True):
        group = cell.strip() or group
        if name.strip():
            named.append((group, name.strip()))
    return not is_comment(above) and len(set(named)) > len({name for _group, name in named})


def _names(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Unique names and long labels from one, two or three header rows."""
    first = [clean(cell) for cell in rows[0]]
    if len(rows) == 1:
        names = _unique(first)
        return names, names
    if any("ImportId" in cell for cell in rows[-1]):
        names = _unique(first)
        labels = [clean(cell) for cell in rows[1]] if len(rows) == 3 else list(names)
        return names, tuple(label or name for label, name in zip(labels, names, strict=True))
    joined = []
    group = ""
    for upper, lower in zip(first, (clean(cell) for cell in rows[1]), strict=True):
        group = upper or group
        plain = not lower or lower.lower() in _ANSWER_WORDS
        joined.append(
            upper if plain and upper else group if plain else f"{group} - {lower}".strip(" -")
        )
    names = _unique(joined)
    return names, names


def clean(cell: str) -> str:
    """A header as one line of text, without markup."""
    return _SPACE.sub(" ", _TAG.sub(" ", cell.replace("\ufeff", ""))).strip()


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """Names told apart: an empty one is "column 5", a repeated one "Other (2)"."""
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    result = []
    for position, name in enumerate(names, start=1):
        wanted = name or f"column {position}"
        unique, number = wanted, numbers.get(wanted, 1)
        while unique in taken:
            number += 1
            unique = f"{wanted} ({number})"
        numbers[wanted] = number
        taken.add(unique)
        result.append(unique)
    return tuple(result)
