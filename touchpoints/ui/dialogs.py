"""Dialogs, which are redrawn alone: what the frame around a page sets is set anew in them."""

from collections.abc import Callable
from typing import ParamSpec

import streamlit as st

from touchpoints.ui import boundary, session

Given = ParamSpec("Given")


def show(
    title: str, draw: Callable[Given, None], *given: Given.args, **named: Given.kwargs
) -> None:
    """Open a dialog under this title, in the visitor's language whatever is clicked in it."""

    def alone() -> None:
        session.visitor()
        session.speak()
        with boundary.errors():
            draw(*given, **named)

    st.dialog(title, width="large")(alone)()
