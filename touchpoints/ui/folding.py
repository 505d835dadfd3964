"""Parts of a page that are drawn where they are unfolded: what nobody looks at costs nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st


@contextmanager
def folded(title: str, icon: str, name: str) -> Iterator[bool]:
    """A line to unfold; whether it is, and the block is drawn inside. `name` tells it from the others of its
    page."""
    box = st.expander(title, icon=f":material/{icon}:", key=f"folded {name}", on_change="rerun")
    with box:
        yield bool(box.open)
