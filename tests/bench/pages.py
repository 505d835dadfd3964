"""From a click on a filter to the finished chart in a real browser, page by page.

`python -m tests.bench.pages [--events 1000000] [--rounds 8] [--folder KEPT]`. The server and Chromium
share the processor with the bench and with whatever else runs: the load average stands beside each row.
Each round chooses one channel more, so that no answer is kept. The clock is the browser's own: from the
click to the last change inside the first chart (the table of the scorecard), and to the last change of the
page. `--folder` keeps the workspace for the next run.
"""

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

from tests.bench import generated
from tests.bench.paths import workspace_of
from tests.e2e.driver import App, chromium, server, tab
from touchpoints import workspaces
from touchpoints.workspaces import Workspace

PAGES = ("funnel", "heatmap", "scorecard")
TARGETS = {1_000_000: 300, 10_000_000: 800}
WATCH = """() => {
  window.watching?.disconnect()
  const seen = window.seen = { click: 0, chart: 0, page: 0 }
  const chart = '[data-testid="stVegaLiteChart"], [data-testid="stDataFrame"]'
  addEventListener('click', () => { seen.click ||= performance.now() }, { capture: true, once: true })
  window.watching = new MutationObserver(changes => {
    seen.page = performance.now()
    const first = document.querySelector('[data-testid="stMain"]').querySelector(chart)
    if (changes.some(change => first?.contains(change.target))) seen.chart = seen.page
  })
  window.watching.observe(document.querySelector('[data-testid="stMain"]'),
    { childList: true, subtree: true, characterData: true, attributes: true })
}"""


def changes(app: App, rounds: int) -> list[tuple[float, float]]:
    """Milliseconds from choosing a channel in the sidebar to the finished chart, and to the finished page,
    for so many choices."""
    taken = []
    box = app.page.get_by_test_id("stSidebar").get_by_test_id("stMultiSelect").first
    for name in generated.CHANNELS[:rounds]:
        box.locator("input").fill(name)
        option = app.page.get_by_role("option", name=name, exact=True)
        option.wait_for()
        app.page.evaluate(WATCH)
        app.act(option.click)
        seen = app.page.evaluate("window.seen")
        assert seen["click"] < seen["chart"] <= seen["page"], (
            f"the chart was not drawn anew: {seen}"
        )
        taken.append((seen["chart"] - seen["click"], seen["page"] - seen["click"]))
        app.page.keyboard.press("Escape")
        app.settle()
    return taken


def held(folder: Path, events: int) -> Workspace:
    """The generated events in a workspace of the folder, made where there is none."""
    name = f"{events}-events"
    kept = folder / name
    if not kept.exists():
        workspace_of(folder, generated.events(events)).folder.rename(kept)
    return workspaces.open_(folder, name)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.folder or Path(scratch)
        workspace = held(folder, asked.events)
        target = TARGETS.get(asked.events, "")
        print(
            f"{asked.events:,} events; milliseconds from the click; target of the chart's p95: {target}"
        )
        print(
            "| page | chart p50 | chart p95 | least | page p50 | page p95 | load |\n|" + "---|" * 7
        )
        with server(folder) as address, chromium() as browser:
            for page in PAGES:
                with tab(browser, address, "en") as app:
                    app.open(f"/{page}?w={workspace.identifier}&lang=en")
                    told = [f" {page} "]
                    for taken in zip(*changes(app, asked.rounds), strict=True):
                        ordered = sorted(taken)
                        late = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
                        told += [f" {statistics.median(ordered):.0f} ", f" {late:.0f} "]
                        told += [f" {ordered[0]:.0f} "] if len(told) == 3 else []
                    print("|".join(["", *told, f" {os.getloadavg()[0]:.0f} ", ""]), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
