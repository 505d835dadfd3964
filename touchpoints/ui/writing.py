"""What people write into a workspace: who may, and the sentence that says it is kept."""

from collections.abc import Callable

import streamlit as st

from touchpoints.i18n import _
from touchpoints.ui import boundary, session


def allowed() -> bool:
    """Whether this workspace can be written into; if not, say here why. The demo is everybody's."""
    if session.is_demo():
        st.caption(_("This cannot be changed in the demo. It can be in a workspace of your own."))
    return not session.is_demo()


def keep(write: Callable[[], None]) -> None:
    """Write, draw the page anew and say there that it is kept; a refusal is shown here instead."""
    with boundary.errors():
        write()
        st.session_state["kept"] = True
        st.rerun()


def say_kept() -> None:
    """Once after something was kept: say so."""
    if st.session_state.pop("kept", False):
        st.toast(_("Saved in this workspace, for everybody who opens it."), icon=":material/check:")
