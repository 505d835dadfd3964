"""Every month again: what becomes of the rows of a file that the workspace holds already."""

import streamlit as st

from touchpoints import i18n
from touchpoints.i18n import _, ngettext
from touchpoints.importing.known import Known
from touchpoints.model import Repeat
from touchpoints.ui.boundary import plain


def ask(held: Known, rows: int, key: str) -> Repeat | None:
    """What the person decides; None where nothing of the table is to be loaded."""
    new = rows - held.rows
    if held.rows:
        st.warning(plain(_what_is_held(held, rows)), icon=":material/content_copy:")
    options: dict[Repeat, str] = {
        "skip": ngettext("Load the new row only", "Load the {count} new rows only", new)
        if new
        else _("Load nothing of it"),
        "again": _("Load all of it once more (counts twice)"),
    }
    if not held.rows:
        options = {"again": _("Add it to what is there")}
    if held.replaceable and held.since is not None and held.until is not None:
        options["replace"] = _("Replace {since} to {until}: {rows}").format(
            since=i18n.day(held.since),
            until=i18n.day(held.until),
            rows=ngettext(
                "one row of earlier files goes",
                "{count} rows of earlier files go",
                held.replaceable,
            ),
        )
    chosen = st.radio(
        _("What is to become of the rows of the same period?"),
        list(options),
        format_func=options.__getitem__,
        key=key,
    )
    return None if chosen == "skip" and not new else chosen


def _what_is_held(held: Known, rows: int) -> str:
    if held.loaded_at is not None:
        return _("The same rows were loaded on {day}. Again, they would count twice.").format(
            day=i18n.day(held.loaded_at.date())
        )
    return ngettext(
        "One of {rows} rows is in the workspace already.",
        "{count} of {rows} rows are in the workspace already.",
        held.rows,
    ).format(rows=i18n.number(rows))
