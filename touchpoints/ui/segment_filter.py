"""The segment that every page looks at, and where people write segments of their own."""

import streamlit as st

from touchpoints.analyses import segments
from touchpoints.i18n import _, label, ngettext
from touchpoints.model import Rule, Segment
from touchpoints.ui import dialogs, session, writing
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace

EVERYBODY = ""
MOST_RULES = 3


def choose(workspace: Workspace) -> None:
    """The choice of a segment, and the way to write one."""
    known = segments.all_of(workspace)
    titles = {EVERYBODY: _("Everybody")}
    titles |= {name: segments.title(one) for name, one in known.items()}
    st.selectbox(
        _("Segment"),
        list(titles),
        format_func=titles.__getitem__,
        key=session.hydrate_one("segment", list(titles), EVERYBODY),
        help=_("Only these people, on every page. Answers without a person belong to no segment."),
    )
    session.publish("segment", EVERYBODY)
    st.session_state["segment"] = known.get(str(st.session_state[session.key("segment")]))
    if st.button(_("Write a segment"), icon=":material/group_add:", type="tertiary"):
        dialogs.show(_("Segments"), _draw_dialog, workspace)


def chosen() -> Segment | None:
    """The segment in force."""
    found: Segment | None = st.session_state.get("segment")
    return found


def _draw_dialog(workspace: Workspace) -> None:
    st.caption(
        _("A segment is a group of people. Say who belongs to it; all of the rules must hold.")
    )
    if not writing.allowed(workspace):
        return
    name = st.text_input(_("Name"), max_chars=segments.MOST_LETTERS, key="segment name")
    count = int(st.session_state.get("segment rules", 1))
    rules = [_rule(workspace, place) for place in range(count)]
    with st.container(horizontal=True):
        if st.button(_("Add a rule"), icon=":material/add:", disabled=count >= MOST_RULES):
            st.session_state["segment rules"] = count + 1
            st.rerun(scope="fragment")
        is_new = st.button(_("Save"), type="primary")
    written = Segment(name.strip(), tuple(rules))
    if all(rule.facts for rule in rules):
        people = len(segments.people(workspace, written))
        st.caption(
            ngettext("{count} person: {rules}.", "{count} people: {rules}.", people).format(
                rules=plain(segments.sentence(written))
            )
        )
    if is_new:
        writing.keep(lambda: segments.keep(workspace, written))
    for one in segments.written(workspace).values():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(one.name)}** · {plain(segments.sentence(one))}", width="stretch")
            if st.button(_("Delete"), key=f"delete segment {one.name}", type="tertiary"):
                writing.keep(lambda name=one.name: segments.forget(workspace, name))  # type: ignore[misc]


def _rule(workspace: Workspace, place: int) -> Rule:
    """One rule: what it asks, and the values of which one is enough."""
    kinds = {
        "met": _("They met"),
        "not met": _("They did not meet"),
        "first": _("They came first by"),
        "nps": _("They answered the NPS as"),
        "days": _("They came"),
    }
    options = segments.facts(workspace)
    with st.container(horizontal=True):
        kind = st.selectbox(
            _("Rule {number}").format(number=place + 1),
            list(kinds),
            format_func=kinds.__getitem__,
            key=f"segment rule {place}",
        )
        facts = options["met" if kind == "not met" else kind]
        titles = {fact: segments.told(fact) for fact in facts}
        values = st.multiselect(
            _("Any of"),
            facts,
            format_func=lambda fact: titles.get(fact, label(fact)),
            key=f"segment facts {place} {kind == 'not met' or kind}",
            placeholder=_("Choose"),
            select_all=False,
        )
    return Rule(tuple(values), has=kind != "not met")
