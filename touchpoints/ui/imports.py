"""The files of a workspace: what came in, what was refused and why."""

import datetime as dt

import pandas as pd
import streamlit as st

from touchpoints import i18n, workspaces
from touchpoints.exports import tables
from touchpoints.i18n import _, ngettext
from touchpoints.interpreting import applied
from touchpoints.ui import session
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace


def history(workspace: Workspace) -> None:
    """One line per loaded table, newest first; refused rows to download."""
    for one in workspace.run("imports").to_pylist():
        title = one["file"] if one["sheet"] is None else f"{one['file']} · {one['sheet']}"
        told = balance(
            one["rows_read"], one["rows_loaded"], one["rows_refused"], one["rows_left_out"] or 0
        )
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            loaded_at = one["imported_at"].replace(tzinfo=dt.UTC).astimezone()
            st.markdown(f"**{plain(title)}**  \n{plain(told)}")
            st.caption(plain(i18n.moment(loaded_at)))
            if one["rows_refused"]:
                refused_rows(workspace, one["import_no"], one["file"])


def undo(workspace: Workspace) -> None:
    """Offer to take the newest import back, while the version before it is kept."""
    if workspaces.before(workspace) is None:
        return
    with st.popover(_("Undo the last import"), icon=":material/undo:"):
        st.markdown(_("The workspace goes back to what it was before its last files were loaded."))
        if st.button(_("Undo it"), type="primary"):
            session.show(applied.catch_up(workspaces.undo(workspace).folder))
            st.rerun()


def balance(read: int, loaded: int, refused: int, left_out: int = 0) -> str:
    """Rows read = loaded + refused + left out, in one sentence."""
    told = {
        "read": ngettext("one row read", "{count} rows read", read),
        "loaded": ngettext("{count} loaded", "{count} loaded", loaded),
        "refused": ngettext("{count} refused", "{count} refused", refused),
    }
    if not left_out:
        return _("{read} = {loaded} + {refused}").format(**told)
    left = ngettext("{count} left out", "{count} left out", left_out)
    return _("{read} = {loaded} + {refused} + {left_out}").format(**told, left_out=left)


def refused_rows(workspace: Workspace, import_no: int, file: str) -> None:
    """A button that downloads the refused rows of one import with their place and the reason."""

    def rows() -> bytes:
        return tables.csv(refused_table(workspace, import_no))

    st.download_button(
        _("Refused rows"),
        rows,
        f"refused-{import_no}.csv",
        "text/csv",
        icon=":material/download:",
        key=f"refused {import_no} {file}",
    )


def refused_table(workspace: Workspace, import_no: int) -> pd.DataFrame:
    """Columns: row in the file, column, reason, then the cells as they stood."""
    refused = workspace.run("refused_rows", {"import_no": import_no}).to_pylist()
    cells = pd.DataFrame([one["cells"] for one in refused])
    cells.columns = pd.Index([f"{place + 1}" for place in range(cells.shape[1])])
    told = pd.DataFrame(
        {
            _("row in the file"): [one["file_row"] for one in refused],
            _("column"): [one["column_name"] for one in refused],
            _("reason"): [_(one["reason"]) for one in refused],
        }
    )
    return pd.concat([told, cells], axis="columns")
