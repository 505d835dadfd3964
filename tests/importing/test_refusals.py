"""Bad input: one clear sentence, and the workspace as it was, byte for byte."""

import random
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
import xlsxwriter

from tests.conftest import Setting
from tests.importing.conftest import Write, snapshot_of
from touchpoints import i18n
from touchpoints.cli import main
from touchpoints.errors import FileRefused
from touchpoints.importing import sniff
from touchpoints.workspaces import Workspace


def a_workbook(path: Path, rows: int = 200) -> bytes:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for row in range(rows):
        sheet.write_row(
            row, 0, ["id", "date", "event"] if row == 0 else [f"c{row}", "2026-01-20", f"e{row}"]
        )
    book.close()
    return path.read_bytes()


def a_picture() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    pixels = zlib.compress(b"\0" + b"\xff\0\0" * 8)
    header = struct.pack(">IIBBBBB", 8, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def a_protected_workbook() -> bytes:
    """The outside of one: an OLE container with the stream "EncryptedPackage"."""
    directory = "EncryptedPackage".encode("utf-16-le").ljust(64, b"\0")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + directory + b"\0" * 960


@pytest.fixture
def bad_files(tmp_path: Path) -> dict[str, Path]:
    whole = a_workbook(tmp_path / "whole.xlsx")
    contents = {
        "empty.csv": b"",
        "blank.csv": b"\n\n \n",
        "header.csv": b"id,date,event\n",
        "note.xls": b"Attachment not found!",
        "picture.csv": a_picture(),
        "paper.csv": b"%PDF-1.7\n" + bytes(range(256)) * 4,
        "noise.csv": random.Random(7).randbytes(5000),
        "truncated.xlsx": whole[: len(whole) // 2],
        "protected.xlsx": a_protected_workbook(),
        "dates.csv": b"id,date,event\nc1,soon,a\nc2,later,b\n",
        "totals.csv": b"sessions,clicks\n10,3\n20,5\n",
        "deep.json": b"[" * 100_000,
        "page.xml": b"<?xml version='1.0'?><a/>",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in contents}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("empty.csv", "empty.csv is empty. Export it again and send the new file."),
        ("blank.csv", "blank.csv is empty. Export it again and send the new file."),
        ("header.csv", "header.csv has a header but no rows. Export it again with its data."),
        ("note.xls", "note.xls is damaged or was not saved completely. Export it again."),
        ("picture.csv", "picture.csv is a PNG file, not a table. Send the export as CSV or XLSX."),
        ("paper.csv", "paper.csv is a PDF file, not a table. Send the export as CSV or XLSX."),
        ("noise.csv", "noise.csv is not a table that can be read. Send the export as CSV or XLSX."),
        (
            "truncated.xlsx",
            "truncated.xlsx is damaged or was not saved completely. Export it again.",
        ),
        (
            "protected.xlsx",
            "protected.xlsx is protected with a password. Save it without the password and send it again.",
        ),
        (
            "dates.csv",
            "No date in the column “date” of dates.csv can be read. Choose another column, or write the dates as"
            " 2026-12-31.",
        ),
        (
            "totals.csv",
            "totals.csv holds totals, not one row per person, so it cannot feed funnels or feedback. Export the"
            " rows behind the totals.",
        ),
        ("deep.json", "deep.json is damaged or was not saved completely. Export it again."),
        (
            "page.xml",
            "page.xml is an XML file. Open it in a spreadsheet and save it as XLSX or CSV.",
        ),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_nothing_changes(
    name: str,
    sentence: str,
    bad_files: dict[str, Path],
    shop: Workspace,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = snapshot_of(shop.folder)
    words = ["import", str(bad_files[name]), "--workspace", str(shop.folder)]
    if name == "dates.csv":
        words += ["--kind", "events", "--map", "occurred_at=date"]

    code = main(words)

    assert (code, capsys.readouterr().err) == (3, sentence + "\n")
    assert snapshot_of(shop.folder) == before


def test_a_file_over_the_limit_is_refused_before_it_is_read(write: Write) -> None:
    path = write("id,date", *(f"c{i},2026-01-20" for i in range(200_000)))

    with pytest.raises(FileRefused, match=r"file\.csv has 4 MB and the limit is 1 MB"):
        sniff.read(path, max_bytes=2**20)


def test_figures_of_a_refusal_are_written_as_its_readers_write_them(
    write: Write, setting: Setting
) -> None:
    setting("ROWS_PER_FILE", "1200")
    with pytest.raises(FileRefused) as refused:
        sniff.read(write("id,date", *(f"c{i},2026-01-20" for i in range(1500))))

    assert "has 1,500 rows and the limit is 1,200" in refused.value.sentence()
    i18n.use("pt")
    assert "1.500" in refused.value.sentence()
    assert "1.200" in refused.value.sentence()


def test_more_columns_than_anyone_needs_are_refused(write: Write) -> None:
    with pytest.raises(FileRefused, match="more than 1500 columns"):
        sniff.read(write(",".join(f"n{i}" for i in range(16_384)), ",".join("1" * 16_384)))


def test_a_workbook_that_unpacks_to_far_more_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (200 * 2**20))

    with pytest.raises(FileRefused, match="unpacks to far more"):
        sniff.read(path)


def test_two_cells_at_the_corners_of_a_sheet_do_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "corners.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "id")
    sheet.write(1_048_575, 16_383, "far away")
    book.close()

    with pytest.raises(FileRefused, match="million cells"):
        sniff.read(path)


def test_a_huge_cell_is_refused_or_kept_but_never_cut(write: Write) -> None:
    kept = sniff.read(write("id,text", "c1," + "x" * 1_000_000))[0]
    assert len(kept.preview[0][1] or "") == 1_000_000

    with pytest.raises(FileRefused, match="cannot be read as a table"):
        sniff.read(write("id,text", "c1," + "x" * 9_000_000))


def test_mutated_files_are_read_or_refused_but_never_fail(tmp_path: Path) -> None:
    """Bytes flipped, cut and shuffled: any error but a refusal is ours."""
    chance = random.Random(20_260)
    text = "\n".join(
        [
            "cliente;data;evento;nota",
            *(f'c{i};0{i % 9 + 1}/13/2026;"a;{i}";{i % 11}' for i in range(60)),
        ]
    )
    originals = [
        a_workbook(tmp_path / "whole.xlsx", 20),
        text.encode(),
        text.encode("utf-16"),
        text.encode("cp1252"),
        b'[{"id":"c1","date":"2026-01-20"},{"id":"c2","date":"2026-01-21"}]' * 3,
    ]
    path = tmp_path / "mutated"
    refused = 0
    for number in range(200):
        content = bytearray(originals[number % len(originals)])
        for _ in range(chance.randint(1, 8)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        if chance.random() < 0.4:
            del content[chance.randrange(len(content)) :]
        path.write_bytes(bytes(content))
        try:
            sniff.read(path)
        except FileRefused:
            refused += 1

    assert 0 < refused < 200
