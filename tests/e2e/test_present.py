"""A story told with a clicker: the keys do it, and the link knows where it stands."""

from tests.e2e.conftest import Visit
from tests.e2e.said import said


def test_keys_tell_the_story_and_the_link_keeps_the_place(visit: Visit) -> None:
    app = visit("pt", width=1920, height=1080).open("/present?w=demo")
    page = app.page

    for key in ("PageDown", "ArrowRight", "2", "PageDown"):
        app.act(lambda key=key: page.keyboard.press(key))  # type: ignore[misc]

    verdict = said("pt", "You guessed “{guess}”, and you are right.", guess="Compra")
    assert verdict in app.text()
    assert page.get_by_test_id("stHeader").is_hidden()
    chart = page.get_by_test_id("stVegaLiteChart").bounding_box()
    bar = page.locator(".st-key-story_bar").bounding_box()
    assert chart is not None
    assert bar is not None
    assert chart["y"] + chart["height"] <= bar["y"]
    assert chart["x"] + chart["width"] <= 1920
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollHeight <= {main}.clientHeight")

    app.act(page.reload)
    assert verdict in app.text()

    app.act(page.go_back)
    assert page.url.endswith("scene=funnel.guess&guess=2")

    app.act(lambda: page.keyboard.press("r"))
    assert "scene" not in page.url
    assert "guess" not in page.url

    app.act(lambda: page.keyboard.press("4"))
    assert "w=demo-ecommerce" in page.url
    assert "Loja virtual de demonstração" in app.text()

    app.act(lambda: page.keyboard.press("Escape"))
    assert "/overview" in page.url
    assert page.get_by_test_id("stHeader").is_visible()
