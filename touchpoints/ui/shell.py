"""The frame around every page: language, navigation, filters, errors."""

from pathlib import Path

import streamlit as st

from touchpoints import asking
from touchpoints.ui import boundary, chrome, downloads, navigation, session, sidebar, sign_in

STATIC = Path(__file__).parent / "static"

st.set_page_config(
    page_title="Touchpoints",
    page_icon=str(STATIC / "favicon.png"),
    layout="wide",
)
asking.interrupt(session.visitor())
chrome.draw(session.speak(), waits=not session.is_guest() and not sign_in.is_done())
wordmark = "wordmark-dark.svg" if st.context.theme.type == "dark" else "wordmark.svg"
st.logo(str(STATIC / wordmark), icon_image=str(STATIC / "logo.svg"), size="large")
page = navigation.choose(is_guest=session.is_guest())
session.arrive(page.url_path)
with boundary.errors():
    if not session.is_guest():
        sign_in.gate()
    sidebar.draw()
    page.run()
    if not session.is_guest():
        downloads.page(page.title)
