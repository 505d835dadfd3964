"""The sheets of a workbook and their rows."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
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
from touchpoints.importing.watch import Tell, unheard

GRID_LIMIT = 30_000_000
_WIDE = re.compile(rb'<c[^>]* r="([A-Z]{2,3})\d')
_ROW = re.compile(rb'<row[^>]* r="(\d+)"')
TOLD_EVERY = 5_000


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, whether it is hidden, and its rows when asked."""

    name: str
    hidden: bool
    _sheet: CalamineSheet

    def records(self, tell: Tell = unheard) -> Iterator[tuple[int, Sequence[object]]]:
        """(row of the sheet, cells as the workbook types them)."""
        height = max(1, self._sheet.total_height)
        for number, row in enumerate(self._sheet.iter_rows(), start=1):
            if number % TOLD_EVERY == 0:
                tell(number / height)
            yield number, row


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
