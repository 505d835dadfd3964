"""The page of the glossary: every figure, found by its name or by a word of what it means."""

import streamlit as st

from touchpoints.captions import glossary
from touchpoints.captions.glossary import Entry
from touchpoints.i18n import _
from touchpoints.importing.names import plain
from touchpoints.ui import dialogs

MOST_TITLES = 4


def offer() -> None:
    """For a guest, who has no other page: the same in a dialog."""
    title = _("What the figures mean")
    if st.button(title, icon=":material/menu_book:", type="tertiary"):
        dialogs.show(title, draw)


def draw() -> None:
    """The search, and under each subject its figures."""
    wanted = st.text_input(
        _("Search"), key="term", bind="query-params", placeholder=_("for example: conversion")
    )
    found = {
        subject: [entry for entry in entries if _holds(entry, wanted)]
        for subject, entries in glossary.groups().items()
    }
    if not any(found.values()):
        st.info(_("No figure is called so. Try another word, or clear the search."))
    for subject, entries in found.items():
        if entries:
            st.header(subject, anchor=False)
        for entry in entries:
            _draw(entry)


def _holds(entry: Entry, wanted: str | None) -> bool:
    text = " ".join((*entry.titles, entry.meaning))
    return plain(wanted or "") in plain(text)


def _draw(entry: Entry) -> None:
    own, *others = entry.titles
    with st.container(gap="xxsmall"):
        st.subheader(own, anchor=entry.name)
        st.markdown(entry.meaning)
        if others:
            titles = " · ".join(others[:MOST_TITLES])
            st.caption(_("Also shown as: {titles}").format(titles=titles))
