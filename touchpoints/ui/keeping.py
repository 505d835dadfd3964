"""The forms that rename, copy, archive and delete the workspace looked at."""

import streamlit as st

from touchpoints import keeping, permissions, workspaces
from touchpoints.i18n import _
from touchpoints.ui import navigation, session
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace


def _is_owner(workspace: Workspace) -> bool:
    return permissions.reaches(permissions.role(workspace.folder), "owner")


def rename(workspace: Workspace) -> None:
    """The name, which an owner may change."""
    with (
        st.form("rename", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        name = st.text_input(
            _("Name"),
            workspace.name,
            max_chars=keeping.LONGEST_NAME,
            disabled=not _is_owner(workspace),
        )
        if st.form_submit_button(_("Rename"), disabled=not _is_owner(workspace)):
            keeping.rename(workspace, name)
            st.rerun()


def copy(workspace: Workspace) -> None:
    """A button that makes a second workspace with the same data and opens it."""
    st.caption(_("A copy holds the same data and notes; changing one leaves the other as it is."))
    if st.button(_("Make a copy"), icon=":material/content_copy:"):
        session.allow_one_more()
        made = keeping.copy(workspace, _("Copy of {name}").format(name=workspace.name))
        session.own(made)
        session.show(made)
        navigation.go("share/workspace.py")


def archive(workspace: Workspace) -> None:
    """Out of the list of the start page, or back."""
    if not _is_owner(workspace):
        return
    away = keeping.is_archived(workspace)
    st.caption(
        _("It is archived: not in the list of the start page, but its link works.")
        if away
        else _(
            "An archived workspace is not in the list of the start page; its link goes on working."
        )
    )
    title = _("Put back into the list") if away else _("Archive")
    if st.button(title, icon=":material/archive:"):
        keeping.archive(workspace, away=not away)
        st.rerun()


def delete(workspace: Workspace) -> None:
    """For good, once its name has been typed."""
    if not _is_owner(workspace):
        return
    st.caption(_("Deleting removes every file, answer and note of this workspace for good."))
    with st.popover(_("Delete for good"), icon=":material/delete_forever:"):
        st.markdown(
            _("Type the name to confirm: {name}").format(name=f"**{plain(workspace.name)}**")
        )
        typed = st.text_input(_("Name"), key="confirm", label_visibility="collapsed")
        if st.button(_("Delete"), type="primary", disabled=typed.strip() != workspace.name):
            workspaces.delete(workspace)
            session.leave()
            navigation.go("start/welcome.py")
