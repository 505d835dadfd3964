"""The files that the tests choose in the upload box, written on the spot."""

import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import openpyxl

# Four people; the last row is refused, because its date is none. Funnel: 3, 2, 1 people.
EVENTS = """\
Cliente;Data e hora;Canal;Evento;Valor
Ana;13/03/2026 09:00;Site;Anúncio;
Ana;13/03/2026 09:30;Site;Catálogo;
Ana;13/03/2026 10:00;Loja física;Compra;1.234,50
Bia;14/03/2026 11:00;Site;Anúncio;
Bia;14/03/2026 12:00;Site;Catálogo;
Caio;15/03/2026 09:00;Instagram;Anúncio;
Davi;16/03/2026 09:00;Loja física;Compra;99,90
Eva;ontem;Loja física;Compra;10,00
"""
# 3 promoters less 1 detractor of 5: NPS 40.
ANSWERS: Sequence[Sequence[object]] = [
    ["Data", "Canal", "De 0 a 10, quanto você recomendaria a loja?", "Comentário"],
    ["13/03/2026", "Site", 10, "Adorei, entrega rápida e atendimento ótimo"],
    ["14/03/2026", "Site", 9, "Muito bom"],
    ["15/03/2026", "Loja física", 9, None],
    ["16/03/2026", "Instagram", 7, "Chegou na segunda-feira"],
    ["17/03/2026", "Loja física", 3, "Péssimo, a caixa chegou quebrada e ninguém resolveu"],
]


def csv(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """A text file."""
    file = folder / name
    file.write_bytes(text.encode(encoding))
    return file


def xlsx(folder: Path, name: str, rows: Sequence[Sequence[object]]) -> Path:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    file = folder / name
    book.save(file)
    return file


def picture(folder: Path, name: str) -> Path:
    """A PNG of one pixel."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\x00\xff\x00\x00")
    file = folder / name
    file.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")
    )
    return file


def truncated_xlsx(folder: Path, name: str) -> Path:
    """A workbook whose download broke off half way."""
    whole = xlsx(folder, f"whole-{name}", [["customer", "date"], *([1, "2026-03-13"],) * 50])
    file = folder / name
    file.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    return file


def protected_xlsx(folder: Path, name: str) -> Path:
    """What a spreadsheet saves with a password: an OLE container (MS-CFB, 512-byte sectors) with
    the streams EncryptionInfo and EncryptedPackage of MS-OFFCRYPTO. Their content is noise."""
    free, end, fat_sector = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    sectors = 8  # of each stream: 4096 bytes, so that neither goes to the mini stream

    def entry(title: str, kind: int, start: int, size: int, left: int, child: int) -> bytes:
        encoded = title.encode("utf-16-le") + b"\x00\x00"
        return (
            encoded.ljust(64, b"\x00")
            + struct.pack("<HBBIII", len(encoded), kind, 1, left, free, child)
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )

    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
        + struct.pack("<I", 0)
        + struct.pack("<I", free) * 108
    )
    chains = [[1], list(range(2, 2 + sectors)), list(range(2 + sectors, 2 + 2 * sectors))]
    table = [free] * 128
    table[0] = fat_sector
    for chain in chains:
        for sector, following in zip(chain, [*chain[1:], end], strict=True):
            table[sector] = following
    directory = (
        entry("Root Entry", 5, end, 0, free, 1)
        + entry("EncryptionInfo", 2, 2, 512 * sectors, 2, free)
        + entry("EncryptedPackage", 2, 2 + sectors, 512 * sectors, free, free)
        + entry("", 0, 0, 0, free, free)
    )
    noise = bytes(place * 37 % 251 for place in range(2 * sectors * 512))
    file = folder / name
    file.write_bytes(header + struct.pack("<128I", *table) + directory + noise)
    return file
