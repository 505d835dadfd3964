"""What axe-core finds on a page that would keep somebody out of it."""

from collections.abc import Iterator
from importlib.resources import files

from tests.e2e.driver import App

AXE = (files("axe_playwright_python") / "axe.min.js").read_text()
FIND = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ['violations'] })
  return violations
    .filter(one => ['serious', 'critical'].includes(one.impact))
    .flatMap(one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`))
}"""


def found(app: App) -> Iterator[str]:
    """The serious and critical findings on the page as it stands."""
    if not app.page.evaluate("'axe' in window"):
        app.page.evaluate(AXE)
    yield from app.page.evaluate(FIND)
