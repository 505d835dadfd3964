"""The copied link opens the exact view elsewhere: page, filters, language and theme."""

from tests.e2e.conftest import Visit
from tests.e2e.said import said

PAPER = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"


def test_the_copied_link_shows_the_same_language_and_theme_to_somebody_else(
    visit: Visit, address: str
) -> None:
    sender = visit("pt", theme="dark").open("/funnel?w=demo&channel=Instagram")
    sender.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sender.page.get_by_role("button", name=said("pt", "Copy link"), exact=True).click()
    sender.page.get_by_text(
        said("pt", "Copied. Whoever may open the workspace sees this view.")
    ).wait_for()
    link = sender.page.evaluate("navigator.clipboard.readText()")
    assert "/funnel?" in link

    reader = visit("en", theme="light").open(link.removeprefix(address))

    assert reader.page.get_by_role("heading", level=1).inner_text() == said("pt", "Funnel")
    assert "Instagram" in reader.text()
    assert reader.page.evaluate(PAPER) == sender.page.evaluate(PAPER)
    assert reader.page.evaluate("localStorage.length") == 0
