"""Project files: the button that takes a workspace along, and the box that opens one."""

import re
import tempfile
from pathlib import Path

import streamlit as st

from touchpoints import permissions
from touchpoints.exports import project
from touchpoints.i18n import _
from touchpoints.ui import boundary, downloads, navigation, session, uploads
from touchpoints.workspaces import Workspace


def offer(workspace: Workspace) -> None:
    """The workspace as one file."""
    role = permissions.role(workspace.folder)
    if not permissions.reaches(role, "editor"):
        st.caption(_("You may look at this workspace, not change it."))
        return
    st.caption(
        _(
            "One file to open elsewhere on the start page, or to begin another workspace like this one: how "
            "files are read, saved views, notes, segments, classes, themes and hours. Members and links stay "
            "here."
        )
    )
    data = permissions.reaches(role, "owner") and st.checkbox(
        _("With the data: events, answers, comments, and the key of the pseudonyms")
    )

    def write() -> bytes:
        with tempfile.TemporaryDirectory(prefix="touchpoints-") as scratch:
            target = Path(scratch) / "project"
            project.save(workspace, target, data=data)
            return target.read_bytes()

    name = re.sub(r"\W+", "-", workspace.name).strip("-").lower()[:40] or "project"
    downloads.button(
        _("Download the project file"), f"{name}.touchpoints.zip", write, "application/zip"
    )


def open_one() -> None:
    """Make a new workspace from a project file."""
    with st.popover(_("Open a project file"), icon=":material/unarchive:", type="tertiary"):
        st.caption(_("It was saved on the page Workspace, here or elsewhere."))
        file = st.file_uploader(_("Project file"), type="zip", key="project file")
        if file is None or not st.button(_("Open it"), type="primary"):
            return
        with boundary.errors(), tempfile.TemporaryDirectory(prefix="touchpoints-") as scratch:
            session.allow_one_more()
            path = Path(scratch) / "project"
            uploads.copy(file, path)
            made = project.load(session.folder(), path, file.name)
            session.own(made)
            uploads.forget(file.file_id)
            session.show(made)
            session.note("opened a project", file.name)
            navigation.go("start/welcome.py" if made.is_empty else "start/overview.py")
