"""From a click on a filter to the finished chart in a real browser, page by page.

`python -m tests.bench.pages [--events 1000000] [--rounds 20]`. The server and Chromium share the processor
with the bench. Each round chooses one channel more, so that no answer is kept; what is
measured ends when the rerun has finished and nothing on the page is stale.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import generated
from tests.bench.paths import workspace_of
from tests.e2e.driver import App, chromium, server, tab

PAGES = ("funnel", "heatmap", "scorecard")
TARGETS = {1_000_000: 300, 10_000_000: 800}


def changes(app: App, rounds: int) -> list[float]:
    """Milliseconds from choosing a channel in the sidebar to the finished page, for so many choices."""
    taken = []
    box = app.page.get_by_test_id("stSidebar").get_by_test_id("stMultiSelect").first
    for name in generated.CHANNELS[:rounds]:
        box.locator("input").fill(name)
        option = app.page.get_by_role("option", name=name, exact=True)
        option.wait_for()
        runs, began = app.runs, time.perf_counter()
        option.click()
        while app.runs == runs:
            app.page.wait_for_timeout(5)
        app.page.wait_for_selector('[data-stale="true"]', state="detached")
        taken.append((time.perf_counter() - began) * 1_000)
        app.page.keyboard.press("Escape")
        app.settle()
    return taken


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=8)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        workspace = workspace_of(folder, generated.events(asked.events))
        print(f"{asked.events:,} events; milliseconds from the click to the finished page")
        print("| page | median | p95 | least | target p95 |\n|---|---|---|---|---|")
        with server(folder) as address, chromium() as browser:
            for page in PAGES:
                with tab(browser, address, "en") as app:
                    app.open(f"/{page}?w={workspace.identifier}&lang=en")
                    taken = sorted(changes(app, asked.rounds))
                    print(
                        f"| {page} | {statistics.median(taken):.0f} |"
                        f" {taken[min(len(taken) - 1, int(0.95 * len(taken)))]:.0f} | {taken[0]:.0f} |"
                        f" {TARGETS.get(asked.events, '')} |",
                        flush=True,
                    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
