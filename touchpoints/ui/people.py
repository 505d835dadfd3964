"""Who may open this workspace, and the form that invites one more."""

from typing import get_args

import streamlit as st

from touchpoints import members, permissions, settings
from touchpoints.i18n import _
from touchpoints.permissions import Role
from touchpoints.ui import boundary, session, sign_in
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace


def names() -> dict[Role, str]:
    """What the roles are called."""
    return {
        "viewer": _("Viewer: sees everything"),
        "editor": _("Editor: also loads files and writes notes"),
        "owner": _("Owner: also invites people and deletes"),
    }


def draw(workspace: Workspace) -> None:
    """The people of a workspace; an owner may change them."""
    if not settings.current().is_hosted:
        st.info(
            _(
                "On this computer whoever opens the app sees every workspace. On a hosted server people "
                "are invited here."
            )
        )
        return
    is_owner = permissions.reaches(permissions.role(workspace.folder), "owner")
    for address, role in members.members(workspace.folder).items():
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            st.markdown(plain(address))
            st.caption(names()[role])
            if is_owner and st.button(_("Remove"), key=f"remove {address}", type="tertiary"):
                with boundary.errors():
                    members.remove(workspace.folder, address, by=sign_in.address() or "")
                    session.note("removed", address)
                    st.rerun()
    if is_owner:
        _draw_invitation(workspace)


def _draw_invitation(workspace: Workspace) -> None:
    titles = names()
    form = st.form("invitation", clear_on_submit=True, border=False)
    with form, st.container(horizontal=True, vertical_alignment="bottom"):
        address = st.text_input(_("E-mail address"), placeholder="ana@example.com")
        role = st.selectbox(_("Role"), list(get_args(Role)), format_func=titles.__getitem__)
        sent = st.form_submit_button(_("Invite"), icon=":material/person_add:", type="primary")
    if sent:
        members.invite(workspace.folder, address, role, by=sign_in.address() or "")
        session.note("invited", address)
        st.rerun()
