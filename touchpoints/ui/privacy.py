"""What is stored and why, the erasure of one person, the period of storage, and who did what."""

import pandas as pd
import streamlit as st

from touchpoints import permissions, privacy
from touchpoints.exports import tables
from touchpoints.i18n import _, ngettext
from touchpoints.ui import downloads, session
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace

KEPT_DAYS = (None, 30, 90, 180, 365, 730, 1_825)


def stored() -> None:
    """What a workspace stores and why, in a short table."""
    reasons = {
        _("A pseudonym of each person, made with a key of this workspace; not the id itself"): _(
            "to follow one journey without knowing whose it is"
        ),
        _("When, where and what happened, and its value"): _("to count"),
        _("Answers and comments of surveys"): _(
            "to say how customers feel; names and numbers in them are hidden when shown"
        ),
        _("Rows that could not be loaded"): _("so that nothing is lost; they can be downloaded"),
        _("What people wrote here: notes, owners, states"): _("to work together"),
    }
    rows = [f"| {what} | {why} |" for what, why in reasons.items()]
    st.markdown("\n".join([f"| {_('What')} | {_('Why')} |", "|---|---|", *rows]))
    st.caption(
        _(
            "Columns of names, addresses, telephones and documents are not stored unless somebody chose "
            "so when loading. Nothing is sent anywhere: no telemetry, no cookies but the session's."
        )
    )


def erasure(workspace: Workspace) -> None:
    """Erase one person by the id that the files have."""
    with st.form("erase", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        identifier = st.text_input(
            _("Id of the person, as the files have it"), placeholder="ana@example.com"
        )
        pressed = st.form_submit_button(_("Erase this person"), icon=":material/person_remove:")
    st.caption(
        _(
            "Every event, answer and comment of the person goes, also from what could be undone; the "
            "last imports can then not be undone any more."
        )
    )
    if pressed and identifier.strip():
        if privacy.erase(workspace, identifier.strip()):
            session.note("erased")
            st.success(_("The person was erased."))
        else:
            st.info(_("There is nobody with this id here. Write it as it stands in the file."))


def storage(workspace: Workspace) -> None:
    """For how long what happened is kept."""
    titles = {
        days: ngettext("{count} day", "{count} days", days)
        if days
        else _("As long as the workspace")
        for days in KEPT_DAYS
    }
    kept = privacy.kept_days(workspace.folder)
    chosen = st.selectbox(
        _("Keep what happened for"),
        KEPT_DAYS,
        index=KEPT_DAYS.index(kept) if kept in KEPT_DAYS else 0,
        format_func=titles.__getitem__,
    )
    if chosen != kept and st.button(_("Keep it so"), type="primary"):
        privacy.keep_for(workspace.folder, chosen)
        session.note("kept", str(chosen or ""))
        session.sweep(workspace)
        st.rerun()
    st.caption(_("What is older is forgotten once a day and at each import."))


def log(workspace: Workspace) -> None:
    """Who opened, loaded, downloaded, invited; for owners."""
    if not permissions.reaches(permissions.role(workspace.folder), "owner"):
        return
    told = {
        "opened": _("opened"),
        "imported": _("loaded a file"),
        "exported": _("downloaded"),
        "invited": _("invited"),
        "removed": _("removed"),
        "opened a project": _("opened a project file"),
        "shared": _("made a read-only link"),
        "revoked": _("revoked a read-only link"),
        "opened by link": _("opened by a read-only link"),
        "erased": _("erased a person"),
        "kept": _("changed the period of storage"),
    }
    lines = pd.DataFrame(privacy.log(workspace.folder), columns=["at", "who", "what", "detail"])
    lines["what"] = lines["what"].map(lambda what: told.get(what, what))
    titled = lines.set_axis([_("When"), _("Who"), _("What"), _("Detail")], axis=1)
    with st.expander(_("Who did what"), icon=":material/history:"):
        if titled.empty:
            st.caption(
                plain(
                    _("Nothing yet. On this computer nobody signs in, so only changes are noted.")
                )
            )
            return
        st.dataframe(titled, hide_index=True, width="stretch")
        downloads.button("CSV", "access.csv", lambda: tables.csv(titled), "text/csv")
