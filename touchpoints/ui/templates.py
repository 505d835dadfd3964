"""Examples of files that Touchpoints understands, to be filled with one's own rows."""

from pathlib import Path

import streamlit as st

from touchpoints import i18n
from touchpoints.i18n import _

TEMPLATES = Path(__file__).resolve().parents[2] / "data" / "templates"


def offer(*names: str) -> None:
    """A download for each of `names`: "events", "answers"."""
    titles = {"events": _("Example of events (CSV)"), "answers": _("Example of a survey (CSV)")}
    with st.container(horizontal=True, gap="small"):
        for name in names:
            st.download_button(
                titles[name],
                (TEMPLATES / i18n.language() / f"{name}.csv").read_bytes(),
                file_name=f"{titles[name].partition(' (')[0].lower().replace(' ', '-')}.csv",
                mime="text/csv",
                type="tertiary",
                icon=":material/download:",
                on_click="ignore",
                key=f"template {name}",
            )
