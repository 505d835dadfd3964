"""Notes on the calendar: drawn on charts over time, and added, changed and deleted below them."""

import pandas as pd
import streamlit as st

from touchpoints import i18n
from touchpoints.analyses import notes
from touchpoints.analyses.notes import Note
from touchpoints.charting import Spec
from touchpoints.i18n import _
from touchpoints.ui import charts, sidebar, writing
from touchpoints.workspaces import Workspace


def marked(spec: Spec, workspace: Workspace, moments: "pd.Series[pd.Timestamp]") -> Spec:
    """The chart over these moments with the notes of the workspace on it."""
    days = pd.to_datetime(moments).dt.date
    return notes.marked(spec, charts.look(), notes.notes(workspace), days.min(), days.max())


def edit(workspace: Workspace) -> None:
    """Every note, to be added, changed and deleted, and kept all at once."""
    writing.say_kept()
    with st.expander(_("Notes on the calendar"), icon=":material/edit_calendar:"):
        st.caption(
            _(
                "What changed on a day (“new checkout”, “strike of the post”). Each note stands as a line on "
                "the charts over time."
            )
        )
        allowed = writing.allowed(workspace)
        known = notes.notes(workspace)
        with st.form("notes", border=False):
            edited = st.data_editor(
                pd.DataFrame(
                    {
                        "day": pd.Series([one.day for one in known], dtype="object"),
                        "text": pd.Series([one.text for one in known], dtype="object"),
                    }
                ),
                num_rows="dynamic",
                hide_index=True,
                disabled=not allowed,
                placeholder="–",
                column_config={
                    "day": st.column_config.DateColumn(
                        _("Day"), format=sidebar.DATE_FORMATS[i18n.language()], required=True
                    ),
                    "text": st.column_config.TextColumn(
                        _("Note"), max_chars=notes.LENGTH, required=True
                    ),
                },
                key=f"notes {i18n.language()} {hash(tuple(known))}",
            )
            if st.form_submit_button(_("Save"), type="primary", disabled=not allowed):
                writing.keep(lambda: notes.write(workspace, known, written(edited)))


def written(edited: pd.DataFrame) -> list[Note]:
    """The notes of the table; a row without a day or a text is none."""
    return [
        Note(pd.Timestamp(one["day"]).date(), str(one["text"]))
        for one in edited.dropna(subset=["day", "text"]).to_dict(orient="records")
    ]
