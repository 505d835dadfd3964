"""What a file is, decided by its bytes and never by its extension; refuse what is not a table."""

import gzip
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from touchpoints.errors import FileRefused
from touchpoints.i18n import N_

HEAD = 64 * 1024
UNPACKED_LIMIT = 4 * 2**30
RATIO_LIMIT = 400
RATIO_MATTERS_ABOVE = 50 * 2**20
MEMBERS_LIMIT = 50

_MEDIA = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"%PDF", "PDF"),
    (b"ID3", "MP3"),
    (b"OggS", "OGG"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "RAR"),
    (b"\x7fELF", "ELF"),
    (b"MZ", "EXE"),
    (b"SQLite format 3\x00", "SQLite"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


@dataclass(frozen=True)
class Content:
    """A file that holds tables: where it is, what it is called, what it is."""

    path: Path
    name: str
    container: str


def open_file(path: Path, name: str, scratch: Path, *, max_bytes: int) -> Iterator[Content]:
    """The files inside a file (itself, or the members of a ZIP or GZ, unpacked into `scratch`).

    FileRefused where it holds no table: empty, too large, a picture, protected, damaged.
    """
    size = path.stat().st_size
    if size == 0:
        raise FileRefused(N_("{file} is empty. Export it again and send the new file."), file=name)
    if size > max_bytes:
        raise FileRefused(
            N_(
                "{file} has {size} MB and the limit is {limit} MB. Export a shorter period, "
                "or split the file."
            ),
            file=name,
            size=-(-size // 2**20),
            limit=max_bytes // 2**20,
        )
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(_ZIP):
        yield from _inside_zip(path, name, scratch)
    elif head.startswith(b"\x1f\x8b"):
        yield _inside_gzip(path, name, scratch, max_bytes)
    else:
        yield Content(path, name, _container(path, name, head))


def _container(path: Path, name: str, head: bytes) -> str:
    if head.startswith(_OLE):
        return _old_workbook(path, name)
    if head.startswith(b"PAR1"):
        return "parquet"
    for magic, kind in _MEDIA:
        if head.startswith(magic) and (len(magic) > 2 or _is_binary(head)):
            raise FileRefused(
                N_("{file} is a {kind} file, not a table. Send the export as CSV or XLSX."),
                file=name,
                kind=kind,
            )
    if head[4:8] == b"ftyp" or head.startswith((b"RIFF", b"\x00\x00\x01\x00")) or _is_binary(head):
        raise FileRefused(
            N_("{file} is not a table that can be read. Send the export as CSV or XLSX."), file=name
        )
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:2000].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table")) or b"<table" in start:
        return "html"
    if start.startswith((b"<?xml", b"<workbook")):
        raise FileRefused(
            N_("{file} is an XML file. Open it in a spreadsheet and save it as XLSX or CSV."),
            file=name,
        )
    if start.startswith((b"{", b"[{", b"[[", b"[\n", b"[ ")) and start.rstrip()[:1] in b"{[":
        return "json"
    return "csv"


def _is_binary(head: bytes) -> bool:
    """Control characters that no text holds. UTF-16 has NULs in every second place only."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = sum(head.count(byte) for byte in (*range(1, 7), *range(14, 26), 28, 127))
    nuls = head.count(0)
    paired = max(head[0::2].count(0), head[1::2].count(0)) if nuls else 0
    if nuls > 0.2 * len(head) and paired >= 0.9 * nuls:
        nuls = 0
    return controls + (nuls if nuls > 0.01 * len(head) else 0) > 0.02 * len(head)


def _old_workbook(path: Path, name: str) -> str:
    content = path.read_bytes() if path.stat().st_size < 200 * 2**20 else b""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise _protected(name)
    if any(part.encode("utf-16-le") in content for part in ("Workbook", "Book")):
        return "xls"
    raise FileRefused(
        N_("{file} is not a table that can be read. Send the export as CSV or XLSX."), file=name
    )


def _protected(name: str) -> FileRefused:
    return FileRefused(
        N_("{file} is protected with a password. Save it without the password and send it again."),
        file=name,
    )


def damaged(name: str) -> FileRefused:
    """The refusal of a file that breaks off or does not follow its own format."""
    return FileRefused(
        N_("{file} is damaged or was not saved completely. Export it again."), file=name
    )


def _inside_zip(path: Path, name: str, scratch: Path) -> Iterator[Content]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            _check_sizes(members, name)
            if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
                yield Content(path, name, "xlsx" if "xl/workbook.xml" in names else "xlsb")
                return
            if "content.xml" in names and "mimetype" in names:
                if "META-INF/manifest.xml" in names:
                    manifest = archive.read("META-INF/manifest.xml")
                    if b"encryption-data" in manifest:
                        raise _protected(name)
                yield Content(path, name, "ods")
                return
            wanted = [member for member in members if _is_table_member(member)]
            if not wanted or len(wanted) > MEMBERS_LIMIT or "[Content_Types].xml" in names:
                raise FileRefused(
                    N_("{file} holds no table. Put CSV or XLSX files into it, at most {limit}."),
                    file=name,
                    limit=MEMBERS_LIMIT,
                )
            for number, member in enumerate(wanted):
                if member.flag_bits & 1:
                    raise _protected(name)
                unpacked = scratch / f"member-{number}"
                with archive.open(member) as packed, unpacked.open("wb") as target:
                    shutil.copyfileobj(packed, target, 2**20)
                inner = f"{name}/{PurePosixPath(member.filename).name}"
                yield from _one_inside(unpacked, inner)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise damaged(name) from error


def _is_table_member(member: zipfile.ZipInfo) -> bool:
    file = PurePosixPath(member.filename)
    return not (
        member.is_dir()
        or member.file_size == 0
        or file.name.startswith((".", "~"))
        or "__MACOSX" in file.parts
    )


def _check_sizes(members: list[zipfile.ZipInfo], name: str) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    suspicious = unpacked > RATIO_MATTERS_ABOVE and unpacked / packed > RATIO_LIMIT
    if unpacked > UNPACKED_LIMIT or suspicious:
        raise FileRefused(
            N_("{file} unpacks to far more than it seems to hold, so it was not opened."),
            file=name,
        )


def _inside_gzip(path: Path, name: str, scratch: Path, max_bytes: int) -> Content:
    unpacked = scratch / "gunzipped"
    try:
        with gzip.open(path) as packed, unpacked.open("wb") as target:
            while block := packed.read(2**20):
                target.write(block)
                if target.tell() > 4 * max_bytes:
                    raise FileRefused(
                        N_(
                            "{file} unpacks to far more than it seems to hold, so it was not opened."
                        ),
                        file=name,
                    )
        return next(iter(_one_inside(unpacked, name.removesuffix(".gz"))))
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error) as error:
        raise damaged(name) from error


def _one_inside(unpacked: Path, name: str) -> Iterator[Content]:
    """A member of an archive; an archive inside an archive is opened only if it is a workbook."""
    with unpacked.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise FileRefused(N_("{file} is empty. Export it again and send the new file."), file=name)
    if head.startswith(_ZIP):
        with zipfile.ZipFile(unpacked) as archive:
            names = set(archive.namelist())
            _check_sizes(archive.infolist(), name)
        if "xl/workbook.xml" in names:
            yield Content(unpacked, name, "xlsx")
            return
        if "content.xml" in names:
            yield Content(unpacked, name, "ods")
            return
        raise FileRefused(
            N_("{file} is an archive inside an archive. Unpack it and send its files."), file=name
        )
    yield Content(unpacked, name, _container(unpacked, name, head))
