"""Where errors become sentences: the one place that shows a UserError, and that never shows a trace."""

import contextlib
import logging
import re
import secrets
from collections.abc import Iterator

import streamlit as st

from touchpoints.asking import Superseded
from touchpoints.errors import UserError
from touchpoints.i18n import _

log = logging.getLogger("touchpoints")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~:$])")
# ":smile:" and ":material/home:" become pictures, addresses become links, even where they are escaped; an
# invisible joiner after what they begin with keeps them words.
_COMES_ALIVE = re.compile(r":(?=[A-Za-z_+\-][\w+\-/]*:)|https?:(?=//)|www(?=\.)|@(?=\w)", re.I)


def plain(text: str) -> str:
    """Text of a user's file, so that Markdown draws it as it is."""
    return _MARKDOWN.sub(r"\\\1", _COMES_ALIVE.sub("\\g<0>\u2060", text))


@contextlib.contextmanager
def errors() -> Iterator[None]:
    """Show what goes wrong inside the block as a sentence that says what to do."""
    try:
        yield
    except UserError as error:
        st.error(plain(error.sentence()), icon=":material/error:")
    except Superseded:
        st.stop()
    except Exception as bug:  # noqa: BLE001 the last edge before the screen
        show_bug(bug)


def show_bug(bug: Exception) -> bool:
    """A calm sentence with a reference code; the trace goes to the log under the same code."""
    reference = secrets.token_hex(3).upper()
    log.error("reference %(reference)s", {"reference": reference}, exc_info=bug)
    st.error(
        _(
            "Something went wrong on our side, and nothing was lost. Reload the page; if it happens "
            "again, report the code {reference}."
        ).format(reference=reference),
        icon=":material/error:",
    )
    return True
