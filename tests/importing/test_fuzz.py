"""Files broken on purpose: each is loaded or refused with a sentence, and nothing else happens."""

import gzip
import io
import json
import random
import resource
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from tests.importing.conftest import snapshot_of
from touchpoints import workspaces
from touchpoints.errors import UserError
from touchpoints.importing import load, mapping, sniff
from touchpoints.workspaces import Workspace

FILES = Path(__file__).parents[1] / "files"
FILES_OF_A_CHANGE = 56
LOADED_EVERY = 28
MEMORY_LIMIT = 1.5 * 2**30
LARGEST_BASE = 6_500
EVENTS = "Cliente;Data;Canal;Etapa;Valor\n" + "".join(
    f"c{i % 7};{i % 28 + 1:02d}/03/2026 10:{i % 60:02d};Site;compra;{i},50\n" for i in range(60)
)
ROWS = [
    {"user": f"u{i % 5}", "at": f"2026-03-{i % 28 + 1:02d}T10:00:00Z", "event": "visit", "n": i}
    for i in range(40)
]


def workbook(cells: list[list[object]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(cells):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def packed(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def parquet(rows: list[dict[str, object]]) -> bytes:
    file = io.BytesIO()
    pd.DataFrame(rows).to_parquet(file)
    return file.getvalue()


def bases() -> dict[str, bytes]:
    """Small files of every kind that is read, by name."""
    files = [path for path in sorted(FILES.iterdir()) if path.is_file() and "-es" not in path.stem]
    ours = {path.name: path.read_bytes() for path in files}
    lines = EVENTS.splitlines()
    table = "".join(f"<tr><td>{line.replace(';', '</td><td>')}</td></tr>" for line in lines)
    made = {
        "events.csv": EVENTS.encode(),
        "utf-16.csv": EVENTS.encode("utf-16"),
        "cp1252.csv": EVENTS.replace("Site", "Indicação").encode("cp1252"),
        "events.tsv": EVENTS.replace(";", "\t").encode(),
        "rows.json": json.dumps(ROWS).encode(),
        "rows.ndjson": "\n".join(map(json.dumps, ROWS)).encode(),
        "rows.parquet": parquet([dict[str, object](row) for row in ROWS]),
        "events.xls": f"<html><table>{table}</table></html>".encode(),
        "events.xlsx": workbook([list[object](line.split(";")) for line in lines]),
        "events.zip": packed({"a.csv": EVENTS.encode(), "b/c.csv": EVENTS.encode()}),
        "events.csv.gz": gzip.compress(EVENTS.encode()),
    }
    return {name: data for name, data in {**ours, **made}.items() if len(data) < LARGEST_BASE}


Change = Callable[[bytes, random.Random], bytes]


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def beheaded(data: bytes, chance: random.Random) -> bytes:
    return data[chance.randrange(len(data)) :]


def flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 5, 60))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def shuffled(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def with_nuls(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + b"\0" * chance.choice((1, 2, 500)) + data[at:]


def with_odd_bytes(data: bytes, chance: random.Random) -> bytes:
    odd = (
        b"\xff",
        b"\xc3(",
        b"\xed\xa0\x80",
        b"\xf8\x88\x80\x80\x80",
        b"\xc0\xaf",
        b"\xf4\x90\x80\x80",
    )
    changed = data
    for _ in range(chance.choice((1, 20))):
        at = chance.randrange(len(changed))
        changed = changed[:at] + chance.choice(odd) + changed[at:]
    return changed


def with_odd_marks(data: bytes, chance: random.Random) -> bytes:
    marks = (
        b'"',
        b"'",
        b"\r",
        b"\n\n",
        b";;;;;;;;",
        b",",
        b"\t",
        b"=cmd|' /C calc'!A0",
        b"{",
        b"]",
        b"9" * 400,
    )
    changed = data
    for _ in range(chance.choice((1, 8))):
        at = chance.randrange(len(changed))
        changed = changed[:at] + chance.choice(marks) + changed[at:]
    return changed


def doubled(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data + data[at:]


def wrapped(data: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.5:
        return gzip.compress(cut(data, chance) or data)
    names = ("a.csv", "../../etc/x.csv", "a/b/c.xlsx", "nested.zip", "ação.json")
    inner = packed({"inner.csv": data}) if chance.random() < 0.3 else data
    whole = packed({chance.choice(names): inner})
    return whole if chance.random() < 0.5 else flipped(whole, chance)


CHANGES: tuple[Change, ...] = (
    cut, beheaded, flipped, shuffled, with_nuls, with_odd_bytes, with_odd_marks, doubled, wrapped,
)  # fmt: skip


def outcome(path: Path, workspace: Workspace, *, loads: bool) -> str:
    """What became of a file: "refused", "asked" or "loaded". Anything but a UserError is raised."""
    try:
        tables = sniff.read(path)
    except UserError as refusal:
        return "refused" if refusal.sentence() else "mute"
    accepted = []
    for table in tables:
        proposal = mapping.propose(table)
        told = load.Accepted(table, proposal.mapping, proposal.recognised_as, repeat="again")
        accepted.append(told)
    try:
        reports = (
            load.load(workspace.folder, accepted)
            if loads
            else [load.check(each) for each in accepted]
        )
        for report in reports:
            assert report.rows_read == (
                report.rows_loaded + report.rows_refused + report.rows_left_out
            )
    except UserError as refusal:
        before = snapshot_of(workspace.folder)
        with pytest.raises(UserError):
            load.load(workspace.folder, accepted)
        assert snapshot_of(workspace.folder) == before
        return "asked" if refusal.sentence() else "mute"
    return "loaded"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return fresh(tmp_path_factory.mktemp("fuzz"))


def fresh(folder: Path) -> Workspace:
    """A workspace that holds something that a refusal must not change."""
    workspace = workspaces.create(folder, "fuzz")
    path = folder / "first.csv"
    path.write_text(EVENTS, encoding="utf-8")
    assert outcome(path, workspace, loads=True) == "loaded"
    return workspace


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_broken_file_is_loaded_or_refused_with_a_sentence(
    change: Change, workspace: Workspace, tmp_path: Path
) -> None:
    originals = bases()
    names = random.Random(change.__name__).sample(sorted(originals), k=len(originals))
    found: Counter[str] = Counter()
    for number in range(FILES_OF_A_CHANGE):
        name = names[number % len(names)]
        broken = change(originals[name], random.Random(f"{name} {number}"))
        path = tmp_path / f"{number} {name}"
        path.write_bytes(broken)
        try:
            found[outcome(path, workspace, loads=number % LOADED_EVERY == 0)] += 1
        except Exception as bug:
            bug.add_note(f"{change.__name__} {number} of {name}")
            raise
        path.unlink()

    assert found["loaded"]
    assert found["loaded"] + found["asked"] + found["refused"] == FILES_OF_A_CHANGE


def monsters() -> dict[str, Callable[[], bytes]]:
    """Files that are small or simple and want far more than they should."""
    zeros = b"0" * 2**20
    deep = 200_000
    head, row = b"customer;date;event\n", b"a;13/03/2026;%s\nb;14/03/2026;buy\n" % (b"visit" * 40)
    return {
        "bomb.zip": lambda: packed({"a.csv": zeros * 120}),
        "members.zip": lambda: packed({f"{i}.csv": zeros for i in range(60)}),
        "bomb.csv.gz": lambda: gzip.compress(zeros * 120, 1),
        "nested.zip": lambda: packed(
            {"a.zip": packed({"b.zip": packed({"c.csv": b"a;b\n1;2\n"})})}
        ),
        "bomb.xlsx": lambda: packed(
            {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * (120 * 2**20)}
        ),
        "far.xlsx": lambda: far_cells(),
        "array.json": lambda: b"[" * deep + b"]" * deep,
        "object.json": lambda: b'{"a":' * deep + b"1" + b"}" * deep,
        "objects.json": lambda: b'[{"a":' * 4000 + b"1" + b"}]" * 4000,
        "deep.ndjson": lambda: b'{"a":' * deep + b"1" + b"}" * deep + b'\n{"a":1}\n',
        "keys.json": lambda: json.dumps([{f"k{i}": i for i in range(20_000)}]).encode(),
        "cell.csv": lambda: b"id;text\na;" + b"x" * (30 * 2**20) + b"\n",
        "open.csv": lambda: b'id;text\na;"' + b"x;y\n" * 100_000,
        "quotes.csv": lambda: b"id;text\n" + b'a;"\n' * 20_001,
        "line.csv": lambda: b"a" * (40 * 2**20),
        "marks.csv": lambda: b";" * (2 * 2**20),
        "nuls.csv": lambda: head + row * 500 + b"\0" * (10 * 2**20) + row,
        "large-nuls.csv": lambda: head + row * 40_000 + b"b;\0;y\n" + row,
        "large-ragged.csv": lambda: head + row * 40_000 + b"b\n" + row,
        "columns.csv": lambda: (
            b";".join(b"c%d" % i for i in range(16_384)) + b"\n" + b"1;" * 16_383
        ),
        "columns.xlsx": lambda: workbook([[f"c{i}" for i in range(16_384)], [1] * 16_384]),
        "formulas.csv": lambda: head + b"=1+1;13/03/2026;@SUM(A1)\n@A1;14/03/2026;+1\n" * 50,
        "tables.html": lambda: b"<table><tr>" + b"<td colspan=100>x" * 8_000,
        "tags.html": lambda: b"<table>" * 300_000,
        "newlines.csv": lambda: b"\n" * 2**20,
    }


def far_cells() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "id")
        sheet.write(1_048_575, 16_383, "far away")
    return file.getvalue()


def test_files_that_want_too_much_get_no_more_than_a_gigabyte_and_a_half(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.importing.test_fuzz", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]

    outcomes, peak = json.loads(done.stdout)

    assert outcomes.keys() == monsters().keys()
    assert peak < MEMORY_LIMIT
    assert outcomes["formulas.csv"] == outcomes["large-ragged.csv"] == "loaded"
    assert outcomes["bomb.zip"] == outcomes["far.xlsx"] == outcomes["columns.csv"] == "refused"


def main(folder: Path) -> None:
    workspace = fresh(folder)
    outcomes = {}
    for name, make in monsters().items():
        path = folder / name
        path.write_bytes(make())
        outcomes[name] = outcome(path, workspace, loads=True)
        path.unlink()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(f"{name} {outcomes[name]} {peak / 2**20:.0f} MiB", file=sys.stderr)
    print(json.dumps([outcomes, peak]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
