"""The parts of the report page: what goes in, as what kind of file, and the file."""

from typing import cast

import streamlit as st

from touchpoints.exports import findings, report
from touchpoints.exports.exhibits import Asked
from touchpoints.i18n import _, language
from touchpoints.ui import charts, downloads, session
from touchpoints.ui.boundary import plain

MADE = "report made"


def choose(asked: Asked) -> list[str]:
    """The findings that are ticked, of those that the workspace has data for."""
    chosen = []
    possible = findings.possible(asked)
    sections = [name for name in findings.SECTIONS if any(one.section == name for one in possible)]
    for section, column in zip(sections, st.columns(max(len(sections), 1)), strict=False):
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{_(findings.SECTIONS[section])}**")
            for finding in possible:
                if finding.section == section and st.checkbox(
                    _(finding.title), finding.usual, key=session.key(f"finding {finding.name}")
                ):
                    chosen.append(finding.name)
    return chosen


def kind() -> str:
    """What kind of file."""
    titles = {name: _(one.title) for name, one in report.FORMATS.items()}
    return charts.switch(_("As"), "format", titles, default="pdf")


def make(asked: Asked, chosen: list[str], kind: str) -> None:
    """A button that makes the file, with its progress; then the file itself."""
    if not chosen:
        st.info(_("Tick at least one finding."))
        return
    wanted = (asked.workspace, asked.filters, language(), tuple(chosen), kind)
    if st.button(_("Make the report"), type="primary", icon=":material/summarize:"):
        bar = st.progress(0.0, _("Reading the data"))

        def show(share: float, doing: str) -> None:
            bar.progress(share, plain(doing))

        file = report.file(asked, chosen, kind, show)
        bar.empty()
        st.session_state[MADE] = (wanted, file)
    made = st.session_state.get(MADE)
    if made is not None and made[0] == wanted:
        st.success(_("The report is ready."))
        downloads.button(
            _("Download the report"),
            f"touchpoints-{asked.workspace.identifier}.{kind}",
            lambda: cast(bytes, made[1]),
            report.FORMATS[kind].mime,
        )
