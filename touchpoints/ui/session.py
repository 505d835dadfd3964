"""What this visitor looks at: language, workspace, and the state that a link carries.

The link is a copy of the session: `w` names the workspace, `lang` the language, and every other
parameter is published by the widget that it belongs to. Values in a link are never translated.
"""

import datetime as dt
import secrets
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from touchpoints import (
    asking,
    demo,
    i18n,
    keeping,
    members,
    permissions,
    privacy,
    settings,
    workspaces,
)
from touchpoints.errors import ChoiceNotPossible, WorkspaceNotFound
from touchpoints.i18n import N_, _
from touchpoints.permissions import Role
from touchpoints.ui import navigation, sign_in
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace

GUEST = "s"


def folder() -> Path:
    """Where workspaces are kept."""
    return settings.current().data


def is_local() -> bool:
    """Whether whoever opens the page owns the machine and may see every workspace on it."""
    return not settings.current().is_hosted


def is_guest() -> bool:
    """Whether the visitor came by a read-only link, whoever else they are."""
    return GUEST in st.query_params


def role(folder: Path) -> Role | None:
    """What the visitor of this rerun may do in the workspace of a folder; None where it is not theirs."""
    if get_script_run_ctx() is not None and is_guest():
        return None
    if is_local() or get_script_run_ctx() is None:
        return "owner"
    who = sign_in.address()
    if who is None:
        return None
    return "viewer" if demo.is_demo(folder.name) else members.role_of(folder, who)


permissions.answered_by(role)


def create(name: str) -> Workspace:
    """A new workspace of the visitor's. ChoiceNotPossible where they own too many."""
    allow_one_more()
    made = workspaces.create(folder(), name)
    own(made)
    return made


def allow_one_more() -> None:
    """ChoiceNotPossible where the visitor owns as many workspaces as this server allows."""
    who, most = sign_in.address(), settings.current().workspaces_per_owner
    if who is not None and members.owned(folder(), who) >= most:
        raise ChoiceNotPossible(
            N_("You own {most} workspaces, the most that this server allows. Delete one first."),
            most=most,
        )


def own(made: Workspace) -> None:
    """Make the visitor the owner of a workspace that has just been made."""
    who = sign_in.address()
    if who is not None:
        members.found(made.folder, who)


def note(what: str, detail: str = "") -> None:
    """Note in the access log of the workspace looked at what the visitor does."""
    found = workspaces.folder_of(folder(), _identifier())
    if found is not None and not is_demo():
        privacy.note(found, sign_in.address() or "", what, detail)


def noted(what: str, detail: str, write: Callable[[], bytes]) -> Callable[[], bytes]:
    """`write`, which on a hosted server is noted whenever it is called: outside a rerun, so who asks is found
    now. WorkspaceNotFound where their role was taken away since."""
    if is_local():
        return write
    found = workspaces.folder_of(folder(), _identifier())
    if found is None or is_demo():
        return write
    who = sign_in.address() or ""

    def written() -> bytes:
        if members.role_of(found, who) is None:
            raise WorkspaceNotFound
        privacy.note(found, who, what, detail)
        return write()

    return written


def sweep(workspace: Workspace) -> Workspace:
    """Forget what is older than the workspace agreed to keep it."""
    return privacy.sweep(workspace, dt.datetime.now(dt.UTC).date())


def visitor() -> str:
    """A name for this browser tab, under which its running queries can be interrupted."""
    name = st.session_state.setdefault("visitor", secrets.token_hex(8))
    asking.visitor.set(name)
    return str(name)


def arrive(page: str) -> None:
    """Note which page is drawn, so that a link's missing value is not taken for a cleared one."""
    st.session_state["page"] = page
    st.session_state["left out"] = []
    st.session_state.pop("left out here", None)
    st.session_state.pop("drawn on this page", None)


def show_left_out() -> None:
    """Say here what the link names and this workspace lacks, what later widgets find included."""
    st.session_state["left out here"] = st.empty()
    leave_out([])


def leave_out(values: Sequence[str]) -> None:
    """Note values of the link that mean nothing in this workspace, and say so."""
    state = st.session_state
    state["left out"] += values
    if state["left out"] and "left out here" in state:
        told = _("The link names what this workspace does not have; it was left out: {names}.")
        names = ", ".join(state["left out"])
        state["left out here"].warning(plain(told.format(names=names)))


def speak() -> str:
    """Set the language of this rerun: from the link, the switch, or the browser."""
    state = st.session_state
    in_link = st.query_params.get("lang", "")
    if in_link in i18n.LANGUAGES and in_link != state.get("lang_in_link"):
        state["lang"] = in_link
        state["lang_in_link"] = in_link
    if state.get("lang") not in i18n.LANGUAGES:
        state["lang"] = i18n.from_browser(st.context.locale)
    i18n.use(state["lang"])
    return str(state["lang"])


def choose_language() -> None:
    """The language switch; a language chosen there goes into the link."""
    before = i18n.language()
    st.segmented_control(
        _("Language"),
        list(i18n.LANGUAGES),
        format_func=str.upper,
        key="lang",
        required=True,
        width="stretch",
        on_change=_publish_language,
    )
    if st.session_state.get("lang_in_link") == before:
        st.query_params["lang"] = before


def _publish_language() -> None:
    if st.session_state["lang"] not in i18n.LANGUAGES:  # a tab that comes back sends nothing
        return
    st.session_state["lang_in_link"] = st.session_state["lang"]
    st.query_params["lang"] = st.session_state["lang"]


def show(workspace: Workspace) -> None:
    """Look at this workspace from now on."""
    st.session_state["workspace"] = workspace.identifier
    st.query_params["w"] = workspace.identifier


def show_demo(identifier: str) -> None:
    """Look at a demo, in whatever language is spoken."""
    st.session_state["workspace"] = identifier
    st.query_params["w"] = identifier


def own_workspaces() -> list[Workspace]:
    """What was loaded on this machine before; on a shared one nobody sees another's."""
    found = (
        workspaces.all_in(folder())
        if is_local()
        else members.theirs(folder(), sign_in.address() or "")
    )
    return [
        one
        for one in found
        if not (one.is_empty or demo.is_demo(one.identifier) or keeping.is_archived(one))
    ]


def leave() -> None:
    """Look at no workspace."""
    st.session_state.pop("workspace", None)
    st.query_params.pop("w", None)


def is_demo() -> bool:
    """Whether a demo is looked at, which nothing can be loaded into."""
    return demo.is_demo(_identifier())


def may_write(workspace: Workspace) -> bool:
    """Whether what this visitor writes can be kept."""
    return permissions.reaches(permissions.role(workspace.folder), "editor")


def _identifier() -> str:
    if is_guest():
        return ""
    in_link, kept = st.query_params.get("w"), st.session_state.get("workspace")
    identifier = in_link or kept or ""
    identifier = demo.named(identifier) or identifier
    # Each writing into the link is a message to the browser, and this is asked a hundred times a rerun.
    if identifier and identifier != kept:
        st.session_state["workspace"] = identifier
    if identifier and identifier != in_link:
        st.query_params["w"] = identifier
    return str(identifier)


def open_workspace() -> Workspace | None:
    """The workspace looked at, or None. WorkspaceNotFound where the link is wrong."""
    identifier = _identifier()
    if not identifier:
        return None
    if demo.is_demo(identifier):
        return demo.workspace(folder(), i18n.language(), identifier)
    try:
        found = workspaces.open_(folder(), identifier)
        permissions.need(found.folder, "viewer")
        if st.session_state.get("opened") != identifier:
            st.session_state["opened"] = identifier
            if not is_local():
                privacy.note(found.folder, sign_in.address() or "", "opened")
        return found
    except WorkspaceNotFound:
        leave()
        raise


def workspace() -> Workspace:
    """The workspace looked at; a page that needs one stops here with what to do where there is none."""
    found = open_workspace()
    if found is None or found.is_empty:
        st.info(_("Nothing has been loaded yet. Upload a file, or look at a demo."))
        navigation.link("start/welcome.py", _("To the start"))
        st.stop()
    return found


def key(name: str) -> str:
    """The session's key for a linked value: a workspace's choices are its own.

    A callback runs before the language of its rerun is set, so the session is asked for it.
    """
    identifier = _identifier()
    language = st.session_state["lang"] if demo.is_demo(identifier) else ""
    return f"{name}@{identifier}@{language}"


def beside(widget: str) -> dict[str, Any]:
    """What is kept beside a linked value, whether its widget is drawn or not: its value ("kept"), what the
    link said ("link") and where ("page"). All of it is one entry of the session: Streamlit looks through
    every entry for most widgets."""
    found: dict[str, Any] = st.session_state.setdefault("beside", {}).setdefault(widget, {})
    return found


def hydrate(name: str, options: Sequence[str], default: Sequence[str] = ()) -> str:
    """Before a multi-choice widget: put the link's or the kept values into its state; its key."""
    return _hydrate(name, list(options), list(default))


def hydrate_one(name: str, options: Sequence[str], default: str) -> str:
    """The same before a widget of one choice."""
    return _hydrate(name, list(options), default)


def _hydrate(name: str, options: list[str], default: list[str] | str) -> str:
    state, widget = st.session_state, key(name)
    named = st.query_params.get_all(name)
    in_link = [value for value in named if value in options]
    leave_out([value for value in named if value not in options])
    about = beside(widget)
    seen = about.get("link")
    chosen = state.get(widget, about.get("kept", default))
    if in_link and in_link != seen:
        chosen = in_link if isinstance(default, list) else in_link[0]
    elif seen and not in_link and about.get("page") == state.get("page"):
        chosen = default
    if isinstance(chosen, list):
        chosen = [value for value in chosen if value in options]
    elif chosen not in options:
        chosen = default
    state[widget] = chosen
    return widget


def publish(name: str, default: Sequence[str] | str = ()) -> None:
    """After the widget: keep its value, and write it into the link unless it is the default."""
    state, widget = st.session_state, key(name)
    chosen = state.get(widget)
    values = [chosen] if isinstance(chosen, str) else list(chosen or ())
    usual = [default] if isinstance(default, str) else list(default)
    in_link = [] if values == usual else values
    beside(widget).update(kept=chosen, link=in_link, page=state.get("page"))
    if st.query_params.get_all(name) != in_link:
        if in_link:
            st.query_params[name] = in_link
        else:
            st.query_params.pop(name, None)


def pass_by(*names: str) -> None:
    """On a page without these widgets: what was chosen, and what the link says, stays for the next page
    that has them."""
    for name in names:
        about = beside(key(name))
        about["page"] = None
        if named := st.query_params.get_all(name):
            about["passed"] = named


def take_up(*names: str) -> None:
    """Before the widgets: what a link said on a page without them stands in the link again."""
    for name in names:
        passed = beside(key(name)).pop("passed", None)
        if passed and name not in st.query_params:
            st.query_params[name] = passed


def forget(*names: str) -> None:
    """Put linked values back to their defaults, in the session and in the link."""
    for name in names:
        st.session_state.pop(key(name), None)
        beside(key(name)).clear()
        st.query_params.pop(name, None)


def restore(values: Mapping[str, Sequence[str]]) -> None:
    """From a callback: forget what was chosen in this workspace, and choose what a link with these values
    says."""
    mine = key("")
    for entries in (st.session_state, st.session_state.get("beside", {})):
        for name in [name for name in entries if mine in str(name)]:
            del entries[name]
    for name in [name for name in st.query_params if name not in ("w", "lang")]:
        del st.query_params[name]
    for name, one in values.items():
        st.query_params[name] = list(one)


def linked_day(name: str) -> dt.date | None:
    """A day in the link, or None where there is none or it is not one."""
    named = st.query_params.get(name, "")
    return dt.date.fromisoformat(named) if is_day(named) else None


def is_day(text: str) -> bool:
    """Whether the text is a day as links write it: 2026-12-31."""
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
