"""The pages as the menu shows them, and the ways from one to another."""

import copy
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from touchpoints.i18n import _, label, once_a_language
from touchpoints.ui.boundary import plain

FOLDER = Path(__file__).resolve().parents[2] / "pages"


def page(file: str) -> st.Page:
    """One page by its file; its address is the file's name, the same in every language."""
    # Streamlit notes in a page whether it may run now: each rerun has its own.
    return copy.copy(_pages()[file])


@once_a_language
def _pages() -> dict[str, st.Page]:
    titles = {
        "start/missing.py": (_("There is no page at this address"), "wrong_location"),
        "start/welcome.py": (_("Start"), "home"),
        "start/overview.py": (_("Overview"), "lightbulb"),
        "start/data.py": (_("Data"), "database"),
        "share/report.py": (_("Report"), "summarize"),
        "share/present.py": (_("Present"), "slideshow"),
        "share/shared.py": (_("Shared with you"), "visibility"),
        "share/workspace.py": (_("Workspace"), "group"),
        "share/privacy.py": (_("Privacy"), "shield_person"),
        "share/glossary.py": (_("What the figures mean"), "dictionary"),
        "journey/funnel.py": (_("Funnel"), "filter_alt"),
        "journey/heatmap.py": (_("Touchpoint heatmap"), "grid_on"),
        "journey/paths.py": (_("Paths"), "route"),
        "journey/changes.py": (_("Moves and hand-offs"), "swap_horiz"),
        "journey/attribution.py": (_("Attribution"), "share_reviews"),
        "journey/scorecard.py": (_("Scorecard"), "table_chart"),
        "journey/loyalty.py": (_("Loyalty"), "repeat"),
        "journey/person.py": (_("One journey"), "person_search"),
        "journey/response.py": (_("Response time"), "schedule"),
        "journey/trends.py": (_("Trends"), "show_chart"),
        "voice/feedback.py": (_("Feedback"), "reviews"),
        "voice/score_trend.py": (_("Scores over time"), "show_chart"),
        "voice/themes.py": (_("Themes"), "sell"),
        "voice/terms.py": (_("In their words"), "format_quote"),
        "voice/before.py": (_("Before the answer"), "history"),
        "voice/drivers.py": (_("Drivers of the score"), "trending_up"),
        "voice/comments.py": (_("Reading room"), "menu_book"),
        "voice/adjust.py": (_("Adjust the reading"), "tune"),
    }
    return {
        file: st.Page(
            FOLDER / file,
            title=title,
            icon=f":material/{icon}:",
            url_path=Path(file).stem,
            default=file in ("start/welcome.py", "share/shared.py"),
            visibility="hidden" if file == "start/missing.py" else "visible",
        )
        for file, (title, icon) in titles.items()
    }


def choose(*, is_guest: bool) -> st.Page:
    """Draw the menu; the page that the address asks for. A guest has one page, whatever the address, and no
    menu. An address that no page has leads to one that says so, before Streamlit would say it in English."""
    sections = menu()
    sections[""].append(page("start/missing.py"))
    if is_guest:
        sections = {"": [page("share/shared.py")]}
    running = get_script_run_ctx()
    known = {one.url_path for section in sections.values() for one in section}
    if running is not None and running.pages_manager.intended_page_name not in known | {None}:
        running.pages_manager.set_script_intent("", "" if is_guest else "missing")
    return st.navigation(sections, position="hidden" if is_guest else "top")


def menu() -> dict[str, list[st.Page]]:
    """Sections and their pages, in the order of the menu."""
    return {
        "": [page("start/welcome.py"), page("start/overview.py"), page("start/data.py")],
        _("Journey"): [
            page("journey/funnel.py"),
            page("journey/heatmap.py"),
            page("journey/trends.py"),
            page("journey/scorecard.py"),
            page("journey/paths.py"),
            page("journey/changes.py"),
            page("journey/attribution.py"),
            page("journey/person.py"),
            page("journey/response.py"),
            page("journey/loyalty.py"),
        ],
        _("Voice"): [
            page("voice/feedback.py"),
            page("voice/score_trend.py"),
            page("voice/themes.py"),
            page("voice/terms.py"),
            page("voice/before.py"),
            page("voice/drivers.py"),
            page("voice/comments.py"),
            page("voice/adjust.py"),
        ],
        _("Sharing"): [
            page("share/report.py"),
            page("share/present.py"),
            page("share/workspace.py"),
            page("share/privacy.py"),
            page("share/glossary.py"),
        ],
    }


def go(file: str, **more: str) -> NoReturn:
    """Leave for another page, with the workspace, the language and `more` in its link."""
    st.switch_page(page(file), query_params={**_carried(), **more})


def go_to(address: str, values: Mapping[str, Sequence[str]]) -> NoReturn:
    """Leave for the page at this address with these values in its link; for the start where it is gone."""
    pages = [page for section in menu().values() for page in section]
    target = next((page for page in pages if page.url_path == address), pages[0])
    st.switch_page(target, query_params={**values, **_carried()})


def link(file: str, title: str, **named: str) -> None:
    """A link to another page, with what it is to show there."""
    target = page(file)
    st.page_link(
        target, label=title, icon=target.icon, query_params=_carried() | named, width="content"
    )


def comments_on(touchpoint: str) -> None:
    """A link to the comments on a touchpoint."""
    title = _("The comments on “{place}”").format(place=plain(label(touchpoint)))
    link("voice/comments.py", title, where=touchpoint)


def _carried() -> dict[str, str]:
    return {name: st.query_params[name] for name in ("w", "lang") if name in st.query_params}
