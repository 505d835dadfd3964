"""The demo in a real browser: every page, every language, filters that stay and travel in the link."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e import barriers
from tests.e2e.conftest import Visit
from tests.e2e.driver import App, server, tab
from tests.e2e.said import built_in_left, english_left, said
from touchpoints import i18n


def everything(app: App, language: str) -> str:
    """What the page says and shows to who hovers or listens: names and hints of its controls too."""
    locale = i18n.LOCALES[language].replace("_", "-")
    app.page.wait_for_selector(f'html[lang="{locale}"]', state="attached")
    hints = app.page.evaluate(
        "[...document.querySelectorAll('[placeholder], [aria-label], [title], [alt]')].flatMap("
        "e => ['placeholder', 'aria-label', 'title', 'alt'].map(n => e.getAttribute(n) || ''))"
    )
    return "\n".join([app.text(), *hints])


def test_a_deep_link_on_a_fresh_server_is_drawn_inside_the_frame(
    browser: Browser, tmp_path: Path
) -> None:
    with server(tmp_path) as address, tab(browser, address, "es") as app:
        app.open("/funnel?w=demo")

        sidebar = app.page.get_by_test_id("stSidebar")
        assert sidebar.get_by_test_id("stMultiSelect").count() == 2
        assert sidebar.get_by_role("radiogroup").count() == 1
        assert app.page.get_by_role("heading", level=1).inner_text() == said("es", "Funnel")
        assert app.page.locator("html").get_attribute("lang") == "es"
        assert len(app.figures()) == 3
        assert app.problems == []


@dataclass
class Walk:
    """What a visitor met: the language, the texts of each page, what was wrong with it."""

    language: str
    texts: dict[str, str]
    barriers: dict[str, list[str]]
    problems: list[str]


# Light and dark are both looked at; the reader's language makes no difference to what axe finds.
LOOKED_AT = {"pt": "light", "es": "dark"}
# English is what the search must find: these pages are enough.
ENGLISH = {"", "data", "funnel", "heatmap", "feedback"}


@pytest.fixture(scope="module", params=list(i18n.LANGUAGES))
def walk(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Walk]:
    """A visitor's walk through every page of the menu."""
    language = request.param
    with tab(browser, address, language, theme=LOOKED_AT.get(language, "light")) as app:
        walked = Walk(language, {"start": everything(app.open("/"), language)}, {}, app.problems)
        app.act(app.page.locator(".st-key-open-demo button").click)
        for page, title in app.menu().items():
            if language == "en" and page not in ENGLISH:
                continue
            app.follow(page)
            walked.texts[page] = everything(app, language)
            if language in LOOKED_AT:
                walked.barriers[page] = list(barriers.found(app))
            if page == "present":
                app.click(said(language, "Leave"))
            elif page:
                assert app.page.get_by_role("heading", level=1).inner_text() == title
        yield walked


def test_one_click_opens_the_demo_and_every_page_draws(walk: Walk) -> None:
    assert walk.problems == []
    assert set(walk.texts) >= ENGLISH
    bug = said(
        walk.language,
        "Something went wrong on our side, and nothing was lost. Reload the page; if it "
        "happens again, report the code {reference}.",
        reference="",
    )
    assert [page for page, text in walk.texts.items() if bug.split(".")[0] in text] == []


def test_no_english_is_left_on_a_translated_page(walk: Walk) -> None:
    left = {page: [*english_left(text), *built_in_left(text)] for page, text in walk.texts.items()}

    if walk.language == "en":
        assert all(left.values()), "the search would find nothing at all"
    else:
        assert left == {page: [] for page in left}


def test_nothing_on_a_page_keeps_a_visitor_out(walk: Walk) -> None:
    assert walk.barriers == {page: [] for page in walk.barriers}


def test_a_picture_without_words_and_pale_words_are_barriers(visit: Visit) -> None:
    app = visit("en").open("/")

    app.page.evaluate(
        "document.querySelector('h1').insertAdjacentHTML('beforeend', '<img src=\"data:,\">'"
        " + '<small style=\"color: #bbb\">pale</small>')"
    )

    assert {one.partition(":")[0] for one in barriers.found(app)} == {"image-alt", "color-contrast"}


def test_what_opens_on_a_page_speaks_the_language_and_keeps_nobody_out(visit: Visit) -> None:
    app = visit("es", theme="dark", height=1400).open("/funnel?w=demo")
    page, sidebar = app.page, app.page.get_by_test_id("stSidebar")
    opened: dict[str, list[str]] = {}

    def looked_at(name: str) -> None:
        app.settle()
        text = everything(app, "es")
        opened[name] = [*english_left(text), *built_in_left(text), *barriers.found(app)]
        page.keyboard.press("Escape")

    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    page.get_by_role("menuitem", name=said("es", "Print")).wait_for()
    looked_at("menu")
    sidebar.get_by_test_id("stMultiSelect").first.locator("input").fill("zzzz")
    page.get_by_role("option", name=said("es", "No results")).wait_for()
    looked_at("list")
    page.keyboard.press("Escape")
    sidebar.get_by_role("button", name=said("es", "Choose date range")).click()
    page.get_by_role("button", name=said("es", "Next month")).wait_for()
    looked_at("calendar")
    for title in ("Save this view", "Download", "This page as a report"):
        page.get_by_test_id("stPopover").get_by_role("button", name=said("es", title)).first.click()
        page.get_by_test_id("stPopoverBody").wait_for()
        looked_at(title)
    app.act(sidebar.get_by_role("button", name=said("es", "Write a segment")).click)
    page.get_by_role("dialog").wait_for()
    looked_at("segments")

    assert opened == {name: [] for name in opened}
    app.act(page.get_by_role("radio", name="EN", exact=True).click)
    page.get_by_role("button", name="Main menu").wait_for()


def test_the_language_switch_changes_charts_tooltips_and_the_link(visit: Visit) -> None:
    app = visit("en").open("/heatmap?w=demo&lang=en")
    english, hover = app.marks(1), app.tooltip()

    app.act(lambda: app.page.get_by_role("radio", name="ES", exact=True).click())
    app.page.wait_for_selector(f"html[lang={i18n.LOCALES['es']}]", state="attached")
    spanish, sobre = app.marks(1), app.tooltip()

    assert "lang=es" in app.page.url
    assert "Mon" in english
    assert "lun" in spanish
    assert said("en", "Events") in hover
    assert said("es", "Events") in sobre
    assert re.search(r"\d,\d{3}\b", hover)
    assert re.search(r"\d\.\d{3}\b", sobre)


def test_a_channel_that_the_workspace_does_not_know_is_told(visit: Visit) -> None:
    app = visit("es").open("/heatmap?w=demo&channel=Fax&channel=Instagram")

    told = app.page.get_by_test_id("stAlert").inner_text()

    assert said("es", "The link names what this workspace does not have; it was left out: {names}.",
                names="Fax") in told  # fmt: skip
    assert "Instagram" in app.filter_sentence()
    assert "Fax" not in app.filter_sentence()


def test_a_click_on_a_bar_opens_who_left_and_each_of_them_has_a_journey(visit: Visit) -> None:
    app = visit("es", theme="dark", height=1600).open("/funnel?w=demo&closer=weeks")
    chart = app.page.get_by_test_id("stVegaLiteChart").first
    title = chart.locator("svg .mark-text text").filter(has_text="4. ").bounding_box()
    assert title is not None

    app.act(lambda: app.page.mouse.click(title["x"] + 5, title["y"] + 25))
    drop, people = (app.page.get_by_test_id("stSelectbox").nth(at) for at in (-2, -1))

    assert "after=3" in app.page.url
    assert "closer=" not in app.page.url
    assert drop.locator("input").input_value().startswith("3. ")

    app.settle()
    people.scroll_into_view_if_needed()
    people.locator("input").click()
    option = app.page.get_by_role("option").first
    person = option.inner_text().partition(",")[0]
    app.act(option.click)
    app.page.get_by_role("heading", level=1, name=said("es", "One journey")).wait_for()
    assert f"person={person}" in app.page.url
    assert person in app.text()
