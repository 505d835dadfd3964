"""Where one table of a text or a sheet ends and the next begins."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from touchpoints.importing.cells import text
from touchpoints.importing.layout import is_comment, type_of

Record = tuple[int, Sequence[object]]
_REMEMBERED = 50
_LOOKED_AT = 5
_MOST = 0.8
_TOLD_ABOVE = 5


def split(records: Iterable[Record]) -> Iterator[Iterator[Record]]:
    """The tables of one text or sheet, told apart by the comment lines above each ("# Start date: ..."), or
    by a blank row and names that are no row of the table above. A header alone, with a blank row below
    it, is a table without rows. Names that are repeated below a blank row are left out.
    """
    iterator = iter(records)
    ahead: deque[Record] = deque()
    is_over = False

    def block() -> Iterator[Record]:
        nonlocal is_over
        rows = 0
        is_after_blank = False
        last: deque[Sequence[object]] = deque(maxlen=_REMEMBERED)
        names: list[str] = []
        rows_of_names = 0
        while (record := ahead.popleft() if ahead else next(iterator, None)) is not None:
            cells = record[1]
            is_plain = len(cells) > 1 and cells[0] not in ("", None) and cells[1] not in ("", None)
            written = [] if is_plain and not is_after_blank else [text(cell) for cell in cells]
            told = [cell.strip() for cell in written]
            is_blank = not is_plain and not any(told)
            is_note = not is_plain and is_comment(written)
            if is_note and (rows > 1 or (rows and is_after_blank)):
                ahead.appendleft(record)
                return
            is_next = is_after_blank and not is_blank and not is_note
            if is_next and names and told == names:
                continue
            if is_next and _is_table(names, rows_of_names):
                ahead.extend(islice(iterator, max(0, _LOOKED_AT - len(ahead))))
                if _begins([told, *_filled(ahead)], last):
                    ahead.appendleft(record)
                    return
            rows += not is_note and not is_blank
            is_after_blank = is_blank
            if not is_note and not is_blank:
                last.append(cells)
                rows_of_names += bool(names)
                names = names or _texts(cells)
            yield record
        is_over = True

    while not is_over:
        yield block()


def _is_table(names: Sequence[str], rows: int) -> bool:
    """Whether rows stand below names; a few rows of two cells are what is told above a table."""
    return rows >= (1 if sum(map(bool, names)) > 2 else _TOLD_ABOVE)


def _texts(cells: Sequence[object]) -> list[str]:
    """The cells of a record where it may be the names of a table, else none."""
    told = [text(cell).strip() for cell in cells]
    return told if sum(map(bool, told)) > 1 else []


def _filled(records: Iterable[Record]) -> list[list[str]]:
    told = ([text(cell).strip() for cell in cells] for _number, cells in records)
    return [cells for cells in told if any(cells)]


def _begins(records: Sequence[Sequence[str]], above: Iterable[Sequence[object]]) -> bool:
    """Whether these records are names over values, below a title or none, unlike the rows above."""
    place = 0 if sum(map(bool, records[0])) > 1 else 1
    if len(records) < place + 2:
        return False
    names, values = records[place], records[place + 1]
    written = [name for name in names if name]
    if len(written) < 2 or len(set(written)) < len(written):
        return False
    if any(type_of(name) != "text" for name in written):
        return False
    stands_over = any(
        name and type_of(value) in ("number", "date")
        for name, value in zip(names, values, strict=False)
    )
    return stands_over and _is_unlike(names, [[text(c) for c in cells] for cells in above])


def _is_unlike(names: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether names stand where the rows above have figures or dates, or reach further or less far."""
    for place, name in enumerate(names):
        kinds = [kind for row in rows if place < len(row) and (kind := type_of(row[place]))]
        typed = sum(kind != "text" for kind in kinds)
        if name and kinds and typed >= _MOST * len(kinds):
            return True
    widths = {_width(row) for row in rows}
    return _width(names) not in widths and len(widths) < max(2, len(rows))


def _width(cells: Sequence[str]) -> int:
    return max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)
