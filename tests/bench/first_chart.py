"""From opening a link to the first chart in a real browser: cold, in a server that has just started and whose
first visitor this is; and warm, for each visitor after that.

`python -m tests.bench.first_chart [--rounds 5]`. The demo is loaded before; the clock runs from the
request of the link to the marks of the funnel. Chromium shares the processor with the server, and each
visitor's browser has an empty cache.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser

from tests.e2e.driver import chromium, server, tab
from touchpoints import demo

MARKS = '[data-testid="stVegaLiteChart"] svg .mark-rect path'
TARGETS = {"cold": 3.0, "warm": 1.5}


def seconds(browser: Browser, address: str) -> float:
    """From the request to the marks, for one new visitor."""
    with tab(browser, address, "pt") as app:
        began = time.perf_counter()
        app.page.goto(f"{address}/funnel?w={demo.IDENTIFIER}", wait_until="commit")
        app.page.locator(MARKS).first.wait_for(timeout=120_000)
        taken = time.perf_counter() - began
        app.settle()
        assert app.problems == []
        return taken


def main() -> None:
    """Print the medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    taken: dict[str, list[float]] = {"cold": [], "warm": []}
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        folder = Path(scratch)
        demo.workspace(folder, "pt")
        for _round in range(asked.rounds):
            with server(folder) as address:
                taken["cold"].append(seconds(browser, address))
                taken["warm"] += [seconds(browser, address) for _visitor in range(2)]
    print("| visitor | median s | least s | target s |\n|---|---|---|---|")
    for name, found in taken.items():
        print(
            f"| {name} | {statistics.median(found):.2f} | {min(found):.2f} | {TARGETS[name]:.1f} |"
        )


if __name__ == "__main__":
    main()
