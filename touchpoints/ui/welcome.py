"""The start page: three steps from a file, or from the demo, to a first finding."""

from collections.abc import Sequence
from itertools import islice

import streamlit as st

from touchpoints import i18n, workspaces
from touchpoints.analyses import catalogue
from touchpoints.i18n import _
from touchpoints.model import Filters
from touchpoints.ui import demos, navigation, overview, session, templates, wizard
from touchpoints.ui.boundary import plain
from touchpoints.ui.table_card import Upload
from touchpoints.workspaces import Workspace


def choose() -> Sequence[Upload]:
    """Step one: the upload box with what helps and examples, beside the demo; the chosen files, read."""
    _step(1, _("Choose your files, or look at the demo"))
    own, demo = st.columns([3, 2], gap="medium")
    with own.container(border=True, height="stretch"):
        uploads = wizard.choose()
        st.caption(_kinds())
        templates.offer("events", "answers")
    with demo.container(border=True, height="stretch"):
        _demos()
    return uploads


def _step(number: int, title: str) -> None:
    st.markdown(f"### :primary[{number}.] {title}")


def _kinds() -> str:
    lines = (
        ("shopping_cart", _("**Events**: orders, visits, calls, tickets; who, when, where.")),
        ("reviews", _("**Surveys and reviews**: NPS, stars, what customers wrote.")),
        ("forum", _("**Conversations**: a chat exported from WhatsApp or from a help desk.")),
    )
    return "  \n".join(f":material/{icon}: {line}" for icon, line in lines)


def _demos() -> None:
    st.markdown(f"#### {_('No file at hand?')}")
    st.markdown(
        _("Look around in a made-up business like yours: nine months of contacts and comments.")
    )
    demos.choose()


def confirm(uploads: Sequence[Upload]) -> None:
    """Steps two and three: what was understood, then the finding that loading leads to."""
    waiting = _waiting()
    _step(2, _("Confirm what was understood"))
    if uploads:
        wizard.confirm(waiting, uploads)
    elif waiting is not None:
        told = _("The project {name} is open and has no data yet. Choose its files above.")
        st.info(plain(told.format(name=waiting.name)), icon=":material/unarchive:")
    else:
        st.caption(
            _(
                "Each column is recognised and shown with your own rows; you are asked only where two "
                "readings are possible, and nothing is loaded before you agree."
            )
        )
    _step(3, _("See your first finding"))
    st.caption(
        _(
            "Where most people are lost, or what they complain about: one sentence with its numbers, and the "
            "page that proves it."
        )
    )


def _waiting() -> Workspace | None:
    """The workspace of a project file that came without data."""
    found = session.open_workspace()
    return found if found is not None and found.is_empty and session.may_write(found) else None


def first_finding(workspace: Workspace) -> None:
    """The most pressing finding of what has just been loaded."""
    found = overview.findings(workspace, Filters(), catalogue.totals(workspace, Filters()))
    overview.cards(islice(found, 1))


def loaded_before() -> None:
    """The way back to what was loaded before."""
    known = session.own_workspaces()
    if not known:
        return
    st.markdown(f"### {_('Your workspaces')}")
    with st.container(horizontal=True):
        for one in known:
            named = f"{one.name} · {i18n.moment(workspaces.changed_at(one))}"
            if st.button(plain(named), key=one.identifier, icon=":material/folder_open:"):
                session.show(one)
                navigation.go("start/overview.py")
