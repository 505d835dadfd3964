"""An import from the file to the workspace, against the bare readers: counts equal first, then time.

`python -m tests.bench.importing [--rows 1000000] [--sheet-rows 100000] [--rounds 3]`. The rival of a CSV
is DuckDB's `create table as select * from read_csv(...)` into a file, which neither judges a column,
nor types a date, nor refuses a row; the rival of a workbook is python-calamine alone, to lists of
cells, and what is compared with it is our reading to a staged table; the whole import is told beside.
All take turns, each in a process of its own, so that its peak of memory is its own; the seconds of
the processor (two cores) are told too, as the steadier number on a shared machine.
"""

import argparse
import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import cast

import duckdb

MEBIBYTE = 2**20
GENERATED = """
with drawn as (
    select n, (hash(n, 'a') % 1000003)::bigint as a, (hash(n, 'b') % 1000003)::bigint as b, (hash(n, 'c') % 64)::bigint as c
    from range($rows) as numbers(n)
), placed as (
    select
        *, (power(a / 1000003, 3) * $rows / 6)::bigint as person, b % 5 as step,
        timestamp '2024-01-01' + to_seconds(n * 63072000 // $rows + b % 3600) as instant
    from drawn
)
select
    'customer-' || person as "Cliente", strftime(instant, '%d/%m/%Y %H:%M:%S') as "Data",
    ['Instagram', 'Google Ads', 'E-mail', 'Loja física', 'Indicação', 'WhatsApp', 'Site', 'Busca orgânica'][1 + c % 8] as "Canal",
    ['anúncio', 'visita', 'carrinho', 'compra', 'suporte'][1 + step] || ' ' || (c // 8) as "Ponto de contato",
    ['Descoberta', 'Consideração', 'Compra', 'Pós-venda', 'Fidelização'][1 + step] as "Etapa",
    case when step = 3 then replace(format('{:.2f}', b // 5 / 100), '.', ',') end as "Valor"
from placed
"""  # noqa: E501
Figures = dict[str, float]


def write_csv(path: Path, rows: int) -> None:
    """Events as a shop in Brazil exports them: semicolons, day first, decimal comma."""
    generated = duckdb.sql(GENERATED, params={"rows": rows})
    assert generated is not None
    generated.write_csv(str(path), sep=";")


def write_sheet(path: Path, csv: Path) -> None:
    """The same rows as a workbook, with dates as dates and numbers as numbers."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    found = duckdb.read_csv(str(csv), delimiter=";", decimal=",")
    sheet.write_row(0, 0, found.columns)
    for number, (person, moment, *words, value) in enumerate(found.fetchall(), start=1):
        sheet.write_string(number, 0, person)
        sheet.write_datetime(number, 1, moment, day)
        sheet.write_row(number, 2, words)
        if value is not None:
            sheet.write_number(number, 5, float(value))
    book.close()


def ours(path: Path, folder: Path) -> Figures:
    """Read, propose, load; the seconds of each step. The program itself has been started before."""
    import pandas  # noqa: F401 pyarrow would import it while it reads

    from touchpoints import workspaces
    from touchpoints.importing import load, mapping, sniff

    workspace = workspaces.create(folder, "bench")
    gc.freeze()  # as the app does once it has started
    began, used = time.perf_counter(), time.process_time()
    table = sniff.read(path)[0]
    read = time.perf_counter()
    proposal = mapping.propose(table)
    proposed = time.perf_counter()
    report = load.load(workspace.folder, [load.Accepted(table, proposal.mapping)])[0]
    loaded = time.perf_counter()
    return {
        "rows": report.rows_loaded,
        "seconds": loaded - began,
        "cpu": time.process_time() - used,
        "read": read - began,
        "propose": proposed - read,
        "load": loaded - proposed,
    }


def plain(path: Path, folder: Path) -> Figures:
    """DuckDB's own way into a file of its own."""
    began, used = time.perf_counter(), time.process_time()
    with duckdb.connect(str(folder / "plain.duckdb"), config={"threads": 2}) as connection:
        connection.execute("set enable_progress_bar = false")
        connection.execute("create table plain as select * from read_csv(?)", [str(path)])
        found = connection.execute("select count(*) from plain").fetchone()
    assert found is not None
    return {"rows": found[0], **since(began, used)}


def calamine(path: Path, _folder: Path) -> Figures:
    """The cells of the first sheet as python-calamine gives them."""
    from python_calamine import CalamineWorkbook

    began, used = time.perf_counter(), time.process_time()
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return {"rows": len(rows) - 1, **since(began, used)}


def since(began: float, used: float) -> Figures:
    """The seconds, and those of the processor, since these readings of the clocks."""
    return {"seconds": time.perf_counter() - began, "cpu": time.process_time() - used}


WAYS: dict[str, Callable[[Path, Path], Figures]] = {
    "ours": ours,
    "plain": plain,
    "calamine": calamine,
}


def measured(way: str, path: Path) -> Figures:
    """The figures of one way in a fresh process, with the peak of its memory in MiB."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.bench.importing", "--way", way]
        command += ["--file", str(path), "--folder", folder]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return cast(Figures, json.loads(printed))


def compared(path: Path, rival: str, step: str, target: float, rounds: int) -> int:
    """Print one comparison; 1 where the counts differ, else 0."""
    runs: dict[str, list[Figures]] = {"ours": [], rival: []}
    for _ in range(rounds):
        for way, found in runs.items():
            found.append(measured(way, path))
    counts = {way: {run["rows"] for run in found} for way, found in runs.items()}
    print(f"\n{path.name}: {runs['ours'][0]['rows']:,.0f} rows, {path.stat().st_size >> 20} MiB")
    if counts["ours"] != counts[rival]:
        print(f"  counts differ: {counts}")
        return 1
    for way, found in runs.items():
        seconds = [run["seconds"] for run in found]
        peak = max(run["peak"] for run in found)
        steps = ", ".join(
            f"{step} {median(run[step] for run in found):.2f}"
            for step in ("read", "propose", "load")
            if step in found[0]
        )
        spent = median(run["cpu"] for run in found)
        print(
            f"  {way:8} median {median(seconds):.2f} s, least {min(seconds):.2f}, cpu {spent:.2f},"
            f" peak {peak:.0f} MiB" + (f"; {steps}" if steps else "")
        )
    ratio = median(run[step] for run in runs["ours"]) / median(
        run["seconds"] for run in runs[rival]
    )
    compared_step = "ours" if step == "seconds" else f"ours, {step} only,"
    verdict = "met" if ratio <= target else "MISSED"
    print(f"  {compared_step} / {rival} {ratio:.2f}  target {target:g}: {verdict}")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--sheet-rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    for hidden in ("--way", "--file", "--folder"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.way:
        figures = WAYS[arguments.way](Path(arguments.file), Path(arguments.folder))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({**figures, "peak": peak}))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        failed = 0
        if arguments.rows:
            events = Path(scratch) / "events.csv"
            write_csv(events, arguments.rows)
            failed |= compared(events, "plain", "seconds", 3, arguments.rounds)
        if arguments.sheet_rows:
            rows, sheet = Path(scratch) / "rows.csv", Path(scratch) / "events.xlsx"
            write_csv(rows, arguments.sheet_rows)
            write_sheet(sheet, rows)
            failed |= compared(sheet, "calamine", "read", 2, arguments.rounds)
    return failed


if __name__ == "__main__":
    sys.exit(main())
