"""Tables on the screen: their figures with the reader's decimals and thousands."""

from collections.abc import Collection

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from touchpoints.captions import glossary


def figure(title: str) -> ColumnConfig:
    """A column of figures. They come rounded: the decimals of a column would only be cut off."""
    return st.column_config.NumberColumn(title, format="localized")


def share(title: str) -> ColumnConfig:
    """A column of shares, 0.13 as 13%."""
    return st.column_config.NumberColumn(title, format="percent")


def explained(
    table: pd.DataFrame, shares: Collection[str] = frozenset()
) -> dict[str, ColumnConfig]:
    """The columns of a table under its own titles, those of `shares` as per cent; those of the glossary are
    explained on hover."""
    known = glossary.by_title()
    figures = set(table.select_dtypes("number"))
    return {
        title: st.column_config.NumberColumn(
            format="percent" if title in shares else "localized", help=known.get(title)
        )
        if title in figures
        else st.column_config.Column(help=known.get(title))
        for title in table.columns
    }
