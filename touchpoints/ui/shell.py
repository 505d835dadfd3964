"""The frame around every page: language, navigation, filters, errors."""

from pathlib import Path

import streamlit as st

from touchpoints import workspaces
from touchpoints.i18n import _
from touchpoints.ui import boundary, chrome, session, sidebar

ROOT = Path(__file__).resolve().parents[2]


def pages() -> dict[str, list[st.Page]]:
    """The pages as the menu shows them; their links stay the same in every language."""

    def page(file: str, title: str, icon: str, *, default: bool = False) -> st.Page:
        return st.Page(
            ROOT / "pages" / file,
            title=title,
            icon=f":material/{icon}:",
            url_path=Path(file).stem,
            default=default,
        )

    return {
        "": [
            page("start/welcome.py", _("Start"), "home", default=True),
            page("start/data.py", _("Data"), "database"),
        ],
        _("Journey"): [
            page("journey/funnel.py", _("Funnel"), "filter_alt"),
            page("journey/heatmap.py", _("Touchpoint heatmap"), "grid_on"),
        ],
        _("Voice"): [page("voice/feedback.py", _("Feedback"), "reviews")],
    }


st.set_page_config(
    page_title="Touchpoints",
    page_icon=str(Path(__file__).parent / "static" / "favicon.png"),
    layout="wide",
)
workspaces.interrupt(session.visitor())
chrome.draw(session.speak())
page = st.navigation(pages())
session.arrive(page.url_path)
with boundary.errors():
    sidebar.draw()
    page.run()
