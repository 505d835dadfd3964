"""The sheets of a workbook as rows of text: dates in ISO form, numbers with a decimal point."""

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from touchpoints.errors import FileRefused
from touchpoints.i18n import N_
from touchpoints.importing.containers import Content, damaged
from touchpoints.importing.delimited import Record

GRID_LIMIT = 30_000_000
_WIDE = re.compile(rb'<c[^>]* r="([A-Z]{2,3})\d')
_ROW = re.compile(rb'<row[^>]* r="(\d+)"')
_EXACT_BELOW = 1e15


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, whether it is hidden, and its rows when asked."""

    name: str
    hidden: bool
    _sheet: CalamineSheet

    def records(self) -> Iterator[Record]:
        """(row of the sheet, cells as text)."""
        for number, row in enumerate(self._sheet.iter_rows(), start=1):
            yield number, [value if value.__class__ is str else text(value) for value in row]


def sheets(content: Content) -> list[Sheet]:
    """The sheets of a workbook that hold cells. FileRefused: protected, damaged, too large."""
    _refuse_huge_grids(content)
    try:
        workbook = CalamineWorkbook.from_path(str(content.path))
        found = []
        for about in workbook.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(about.name)
            if sheet.end is not None:
                found.append(Sheet(about.name, about.visible != SheetVisibleEnum.Visible, sheet))
        return found
    except PasswordError as error:
        raise FileRefused(
            N_(
                "{file} is protected with a password. Save it without the password "
                "and send it again."
            ),
            file=content.name,
        ) from error
    except (CalamineError, OSError, ValueError) as error:
        raise damaged(content.name) from error


def text(value: object) -> str:
    """A typed cell as text that reads one way only."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT_BELOW else repr(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return str(value)
    return "" if value is None else str(value)


def _refuse_huge_grids(content: Content) -> None:
    """A few cells far apart would make the reader fill everything between them with blanks."""
    if content.container != "xlsx":
        return
    try:
        with zipfile.ZipFile(content.path) as archive:
            for member in archive.infolist():
                if member.filename.startswith("xl/worksheets/sheet"):
                    with archive.open(member) as file:
                        rows, width = _extent(iter(lambda: file.read(4 * 2**20), b""))
                    if rows * width > GRID_LIMIT:
                        raise FileRefused(
                            N_(
                                "{file} has a sheet with {cells} million cells, most of them "
                                "blank. Copy the table into a new sheet and save it."
                            ),
                            file=content.name,
                            cells=rows * width // 1_000_000,
                        )
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        ValueError,
        NotImplementedError,
    ) as error:
        raise damaged(content.name) from error


def _extent(blocks: Iterator[bytes]) -> tuple[int, int]:
    """The last row and the widest column that a sheet's XML names."""
    rows = width = 26
    tail = b""
    for block in blocks:
        piece = tail + block
        at = piece.rfind(b"<row ")
        found = _ROW.match(piece, at) if at >= 0 else None
        if found:
            rows = max(rows, int(found.group(1)))
        for letters in set(_WIDE.findall(piece)):
            width = max(width, _column_number(letters))
        tail = piece[-200:]
    return rows, width


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
