"""The table behind a chart: shown on demand, downloadable."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from touchpoints.captions.words import (
    shown as shown,
)
from touchpoints.captions.words import (
    spoken as spoken,
)
from touchpoints.exports import tables
from touchpoints.i18n import _


def row(table: pd.DataFrame, *, name: str, columns: Mapping[str, str]) -> None:
    """An expander with the table (`columns`: titles, in order) and its downloads."""
    with st.expander(_("Table and downloads"), icon=":material/table:"):
        kept = [column for column in columns if column in table.columns]
        titled = spoken(table)[kept].rename(columns=dict(columns))
        st.dataframe(titled, hide_index=True, width="stretch")
        with st.container(horizontal=True):
            st.download_button(
                "CSV",
                lambda: tables.csv(titled),
                f"{name}.csv",
                "text/csv",
                icon=":material/download:",
            )
            st.download_button(
                "XLSX",
                lambda: tables.xlsx(titled),
                f"{name}.xlsx",
                icon=":material/download:",
            )
