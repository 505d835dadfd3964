"""Many visitors at once on one server: the real websocket protocol, no browser.

`python -m tests.bench.load [--visitors 50] [--minutes 10] [--think 4] [--events 1000000] [--uploads 10]
[--processes 2]`, over one folder, as compose.yaml runs them: the memory is that of all together.
Each visitor thinks (`--think` seconds on average), then opens a page or changes a filter; what is measured
goes from the act to `script_finished`. Each upload (`--megabytes` of CSV) is sent, read and mapped as the
start page does it; they are spread over the second half. The visitors run on the processors of the server,
so on two cores the figures are those of a server with less than two. Ends by itself; 1 where an act failed.
"""

import argparse
import contextlib
import itertools
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import generated, importing
from tests.bench.paths import workspace_of
from tests.e2e.driver import server
from tests.e2e.visitor import Visitor

PAGES = ("overview", "funnel", "heatmap", "trends", "scorecard", "paths", "changes", "attribution")
WARM_UP = 60.0
P95_ALONE, P95_WITH_UPLOADS, MEGABYTES, GROWTH = 500, 1_500, 1_024, 0.05


@dataclass
class Told:
    """What all visitors met; seconds since the start with what an act took."""

    began: float = field(default_factory=time.perf_counter)
    acts: list[tuple[float, float, str]] = field(default_factory=list)
    uploads: list[tuple[float, float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def now(self) -> float:
        return time.perf_counter() - self.began


def visit(
    address: str, workspace: str, number: int, told: Told, until: float, think: float
) -> None:
    """One visitor, from their arrival to the end."""
    chance = random.Random(number)
    time.sleep(chance.uniform(0, think))
    while told.now() < until:
        try:
            with Visitor(address) as visitor:
                visitor.open(f"/overview?lang=en&w={workspace}")
                _look_around(visitor, chance, told, until, think)
        except Exception as error:  # noqa: BLE001 whatever it is, it is told
            told.errors.append(f"{told.now():.0f} s: {type(error).__name__} {error}"[:200])
            time.sleep(1)


def _look_around(
    visitor: Visitor, chance: random.Random, told: Told, until: float, think: float
) -> None:
    while told.now() < until:
        time.sleep(chance.uniform(0.5, 1.5) * think)
        began = told.now()
        if chance.random() < 0.5:
            act = page = chance.choice(PAGES)
            visitor.go(page)
        else:
            act = "filter"
            visitor.choose("Channels", *chance.sample(generated.CHANNELS, chance.randint(0, 2)))
        told.acts.append((began, told.now() - began, act))
        visitor.frames.clear()
        for alert in visitor.found("alert", "exception"):
            if "wrong on our side" in str(alert):
                told.errors.append(f"{began:.0f} s: {act}: {alert}"[:200])


def upload(address: str, number: int, content: bytes, told: Told, at: float) -> None:
    """Send a file to the start page, which reads it and says what it understood."""
    time.sleep(max(0.0, at - told.now()))
    try:
        with Visitor(address) as visitor:
            visitor.open("/?lang=en")
            began = told.now()
            visitor.upload(f"events-{number}.csv", content)
            told.uploads.append((began, told.now()))
    except Exception as error:  # noqa: BLE001 whatever it is, it is told
        told.errors.append(f"upload {number}: {type(error).__name__} {error}"[:200])


def kibibytes(process: int, name: str = "VmRSS") -> int:
    """The memory of a process: VmRSS now, VmHWM at most."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def processor_seconds(process: int) -> float:
    """What a process has used of the processors."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def percentile(values: Sequence[float], share: float) -> float:
    """In milliseconds."""
    return 1_000 * sorted(values)[min(len(values) - 1, int(share * len(values)))]


def printed(title: str, taken: Sequence[float]) -> None:
    """One line of figures."""
    if taken:
        print(
            f"| {title} | {len(taken)} | {1_000 * statistics.median(taken):.0f} |"
            f" {percentile(taken, 0.95):.0f} | {1_000 * max(taken):.0f} |"
        )


def csv(folder: Path, megabytes: int) -> bytes:
    """Events as a shop exports them, of about this size."""
    path = folder / "events.csv"
    importing.write_csv(path, 16_000 * megabytes)
    content = path.read_bytes()
    return content[: content.rfind(b"\n", 0, megabytes * 2**20) + 1]


def main() -> int:
    parser = argparse.ArgumentParser()
    usually = {"visitors": 50, "events": 1_000_000, "uploads": 10, "megabytes": 50, "processes": 2}
    for name, usual in usually.items():
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--think", type=float, default=4)
    asked = parser.parse_args()
    until, told = asked.minutes * 60, Told()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        workspace = workspace_of(folder, generated.events(asked.events)).identifier
        content = csv(folder, asked.megabytes) if asked.uploads else b""
        with contextlib.ExitStack() as servers:
            # As compose.yaml starts them: each visitor stays with one.
            addresses = [
                servers.enter_context(server(folder, MALLOC_ARENA_MAX="2"))
                for _process in range(asked.processes)
            ]
            mine = itertools.cycle(addresses)
            processes = [address.process.pid for address in addresses]
            told.began = time.perf_counter()
            threads = [
                threading.Thread(
                    target=visit, args=(next(mine), workspace, number, told, until, asked.think)
                )
                for number in range(asked.visitors)
            ]
            every = until / 2 / max(1, asked.uploads)
            threads += [
                threading.Thread(
                    target=upload,
                    args=(next(mine), number, content, told, until / 2 + number * every),
                )
                for number in range(asked.uploads)
            ]
            for thread in threads:
                thread.start()
            time.sleep(WARM_UP)
            warm, used = sum(map(kibibytes, processes)), sum(map(processor_seconds, processes))
            for thread in threads:
                thread.join()
            last = sum(map(kibibytes, processes))
            most = sum(kibibytes(process, "VmHWM") for process in processes)
            spent = sum(map(processor_seconds, processes)) - used
        return report(asked, told, (warm, last, most), spent)


def report(
    asked: argparse.Namespace, told: Told, memory: tuple[int, int, int], spent: float
) -> int:
    """Print what was measured beside what is wanted."""
    one, two, three = os.getloadavg()
    print(
        f"{asked.visitors} visitors, {asked.minutes:g} minutes, {asked.events:,} events,"
        f" {asked.processes} processes"
    )
    print(f"load of the machine {one:.1f} {two:.1f} {three:.1f} on {os.cpu_count()} processors")
    print("\n| acts | how many | median ms | p95 ms | most ms |\n|---|---|---|---|---|")
    first = min((began for began, _ in told.uploads), default=asked.minutes * 60)
    alone = [taken for began, taken, _ in told.acts if WARM_UP <= began < first]
    beside = [taken for began, taken, _ in told.acts if began >= first]
    printed("the first minute", [taken for began, taken, _ in told.acts if began < WARM_UP])
    printed(f"after it (target p95 {P95_ALONE})", alone)
    printed(f"beside uploads (target p95 {P95_WITH_UPLOADS})", beside)
    by_act = sorted(told.acts, key=lambda act: act[2])
    for name, acts in itertools.groupby(by_act, key=lambda act: act[2]):
        printed(name, [taken for began, taken, _ in acts if WARM_UP <= began < first])
    printed("uploads, sent and read", [ended - began for began, ended in told.uploads])
    warm, last, most = (one / 1_024 for one in memory)
    print(
        f"\nmemory: {warm:.0f} MiB after a minute, {last:.0f} at the end ({last / warm - 1:+.1%},"
        f" target {GROWTH:+.0%}), {most:.0f} at most (target {MEGABYTES})"
    )
    count = sum(began >= WARM_UP for began, *_ in told.acts)
    print(
        f"processor: {1_000 * spent / max(1, count):.0f} ms an act after the first minute, uploads included"
    )
    print(f"errors: {len(told.errors)}", *told.errors[:10], sep="\n  ")
    return 1 if told.errors else 0


if __name__ == "__main__":
    sys.exit(main())
