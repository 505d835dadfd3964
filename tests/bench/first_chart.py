"""From opening a link to the first chart in a real browser: cold, in a server that has just started, by a
browser that was never here; new, by another such browser after that; and warm, by one that comes back.

`python -m tests.bench.first_chart [--rounds 5]`. The demo is loaded before; the clock runs from the
request of the link to the marks of the funnel. Chromium shares the processor with the server.
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
TARGETS = {"cold": "3.0", "new": "", "warm": "1.5"}


def seconds(browser: Browser, address: str) -> tuple[float, float]:
    """From the request to the marks, in a browser that was never here, and in the same once more."""
    taken = []
    with tab(browser, address, "pt") as app:
        for _visit in range(2):
            app.page.goto("about:blank")
            began = time.perf_counter()
            app.page.goto(f"{address}/funnel?w={demo.IDENTIFIER}", wait_until="commit")
            app.page.locator(MARKS).first.wait_for(timeout=120_000)
            taken.append(time.perf_counter() - began)
            app.settle()
        assert app.problems == []
    return taken[0], taken[1]


def main() -> None:
    """Print the medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    taken: dict[str, list[float]] = {name: [] for name in TARGETS}
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        folder = Path(scratch)
        demo.workspace(folder, "pt")
        for _round in range(asked.rounds):
            with server(folder) as address:
                for name in ("cold", "new"):
                    first, again = seconds(browser, address)
                    taken[name].append(first)
                    taken["warm"].append(again)
    print("| visitor | median s | least s | target s |\n|---|---|---|---|")
    for name, found in taken.items():
        print(f"| {name} | {statistics.median(found):.2f} | {min(found):.2f} | {TARGETS[name]} |")


if __name__ == "__main__":
    main()
