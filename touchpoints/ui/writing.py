"""What people write into a workspace: who may, and the sentence that says it is kept."""

from collections.abc import Callable

import streamlit as st

from touchpoints.i18n import _
from touchpoints.ui import boundary, session
from touchpoints.workspaces import Workspace


def allowed(workspace: Workspace) -> bool:
    """Whether this visitor may write into the workspace; if not, say here why."""
    if session.is_demo():
        st.caption(_("This cannot be changed in the demo. It can be in a workspace of your own."))
        return False
    if not session.may_write(workspace):
        st.caption(_("You may look at this workspace, not change it."))
        return False
    return True


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
