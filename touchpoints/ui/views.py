"""The exact view: its link to copy, and the views that were saved under a name."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from touchpoints import i18n, views
from touchpoints.i18n import _, ngettext
from touchpoints.ui import charts, navigation, session, sign_in, writing
from touchpoints.ui.boundary import plain
from touchpoints.views import View
from touchpoints.workspaces import Workspace

_HTML = """<button type="button"></button><span role="status" aria-live="polite"></span>
<input type="text" readonly hidden>"""
_STYLE = """
button { width: 100%; padding: .45rem .75rem; font: inherit; font-size: .875rem; cursor: pointer;
  color: var(--st-text-color); background: var(--st-background-color); border: 1px solid var(--st-border-color);
  border-radius: var(--st-button-radius, .6rem) }
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color) }
button:focus-visible, input:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px }
span { display: block; font-size: .875rem; color: var(--st-text-color) }
input { width: 100%; box-sizing: border-box; margin-top: .25rem; padding: .3rem .5rem; font: inherit;
  font-size: .875rem; color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: .4rem }
"""
_SCRIPT = """
export default function ({ data, parentElement }) {
  const [button, told, box] = ["button", "span", "input"].map(name => parentElement.querySelector(name))
  button.textContent = data.title
  box.setAttribute("aria-label", data.link)
  box.hidden = true
  told.textContent = ""
  button.onclick = async () => {
    const view = new URL(window.location)
    view.searchParams.set("lang", data.lang)
    view.searchParams.set("embed_options", data.theme + "_theme")
    const link = data.address ?? view.href
    try {
      await navigator.clipboard.writeText(link)
      told.textContent = data.copied
    } catch {
      box.hidden = false
      box.value = link
      box.select()
      told.textContent = data.by_hand
    }
  }
}
"""


def copy_link(address: str | None = None, *, key: str = "copy link") -> None:
    """A button that copies an address: this view's with its language and theme, unless another is given."""
    button = st.components.v2.component("copy_link", html=_HTML, css=_STYLE, js=_SCRIPT)
    texts = {
        "title": _("Copy link"),
        "copied": _("Copied. Whoever may open the workspace sees this view.")
        if address is None
        else _("Copied."),
        "by_hand": _("Copy the address from this box."),
        "link": _("Link"),
        "theme": charts.look().theme,
        "lang": i18n.language(),
    }
    button(data=texts if address is None else {**texts, "address": address}, key=key)


def draw(workspace: Workspace) -> None:
    """The saved views of a workspace: open one, save what is on the screen, rename and delete."""
    known = views.views(workspace.folder)
    writing.say_kept()
    told = ngettext("One saved view", "{count} saved views", len(known))
    title = told if known else _("Save this view")
    with st.popover(title, icon=":material/bookmark:", width="stretch"):
        for place, view in enumerate(known):
            if st.button(
                plain(view.name),
                key=f"open view {place}",
                icon=":material/arrow_forward:",
                type="tertiary",
                on_click=session.restore,
                args=(view.values,),
            ):
                navigation.go_to(view.page, view.values)
        if writing.allowed(workspace):
            _draw_saving(workspace)
            if known:
                with st.expander(_("Rename or delete")):
                    _draw_changing(workspace, known)


def _draw_saving(workspace: Workspace) -> None:
    with st.form("save view", border=False, clear_on_submit=True):
        name = st.text_input(
            _("Name of this view"),
            max_chars=views.LONGEST_NAME,
            placeholder=_("for example: Store, March"),
        )
        pressed = st.form_submit_button(_("Save this view"), width="stretch")
    if pressed:
        values = {one: st.query_params.get_all(one) for one in st.query_params}
        view = View(name, str(st.session_state["page"]), values)
        writing.keep(partial(views.save, workspace.folder, view, by=sign_in.address() or ""))


def _draw_changing(workspace: Workspace, known: Sequence[View]) -> None:
    place = st.selectbox(
        _("View"), range(len(known)), format_func=lambda place: known[place].name, key="view"
    )
    view = known[place]
    name = st.text_input(
        _("Name"), view.name, max_chars=views.LONGEST_NAME, key=f"name of {view.name}"
    )
    with st.container(horizontal=True):
        if st.button(_("Rename"), key="rename view"):
            who = sign_in.address() or ""
            writing.keep(partial(views.rename, workspace.folder, view, name, by=who))
        if st.button(_("Delete"), key="delete view"):
            writing.keep(partial(views.delete, workspace.folder, view.name))
