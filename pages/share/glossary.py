"""Glossary: what every figure means and how it is counted."""

import streamlit as st

from touchpoints.i18n import _
from touchpoints.ui import glossary

st.title(_("What the figures mean"))
st.markdown(
    _(
        "Every figure explains itself on hover or tap as well, with its n and its 95% interval. Here they "
        "are all, in the same words."
    )
)
glossary.draw()
