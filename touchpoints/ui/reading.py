"""The reading room: search in the comments, and the queue of those that somebody should read."""

from functools import partial

import streamlit as st

from touchpoints.analyses import follow_up, review, sentiment, themes
from touchpoints.analyses.follow_up import FollowUp
from touchpoints.analyses.sentiment import Choice
from touchpoints.captions import columns
from touchpoints.i18n import _, label, number
from touchpoints.model import Filters
from touchpoints.text.search import spans
from touchpoints.ui import charts, comments, downloads, session, sign_in
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace

MOST_DOWNLOADED = 10_000


def choose(workspace: Workspace, filters: Filters, total: int) -> Choice:
    """Which comments are read: all of them or a part of the queue, with the words searched for."""
    queued = review.queue(workspace, filters)
    st.markdown(f"#### {plain(review.finding(queued, total))}")
    titles = {
        "all": _("All comments"),
        "queue": _("To be read"),
        "high score": _("High score, bad words"),
        "low score": _("Low score, good words"),
        "silent": _("Strong complaint, no contact since"),
    }
    parts = {"all": None, "queue": review.among(queued)}
    parts |= {reason: review.among(queued, reason) for reason in review.REASONS}
    counted = {
        name: f"{titles[name]} ({number(total if part is None else len(part))})"
        for name, part in parts.items()
        if part is None or part
    }
    chosen = charts.switch(_("Show"), "queue", counted, default="all")
    st.caption(
        _(
            "To be read: a high score with very negative words or the opposite, where one of the two may "
            "be a slip; and very negative words of a person who has not been met since. Names that "
            "people give, e-mails, telephone and document numbers are hidden, here and in downloads."
        )
    )
    among = _followed(workspace, parts[chosen])
    with st.container(horizontal=True):
        theme = _theme(workspace, filters)
        touchpoint = _touchpoint(workspace, filters)
        search = _search()
    return Choice(theme=theme, touchpoint=touchpoint, among=among, search=search)


def _followed(workspace: Workspace, among: tuple[int, ...] | None) -> tuple[int, ...] | None:
    """Those of the comments in the state and with the owner that are asked for."""
    written = follow_up.read(workspace)
    every = among if among is not None else tuple(follow_up.keys(workspace))
    counts = {state: len(follow_up.of(every, written, state)) for state in follow_up.STATES}
    titles = {"any": _("Any")}
    titles |= {state: f"{_(follow_up.NAMES[state])} ({number(n)})" for state, n in counts.items()}
    with st.container(horizontal=True):
        state = charts.switch(_("State"), "state", titles, default="any")
        people = follow_up.owners(written)
        owner = ""
        if people:
            key = session.hydrate_one("owner", ["", *people], "")
            st.selectbox(
                _("Looked after by"),
                ["", *people],
                format_func=lambda one: one or _("Anybody or nobody"),
                key=key,
            )
            session.publish("owner", "")
            owner = str(st.session_state[key])
    if state == "any" and not owner:
        return among
    wanted = next((one for one in follow_up.STATES if one == state), None)
    return follow_up.of(every, written, wanted, owner or None)


def _theme(workspace: Workspace, filters: Filters) -> str | None:
    found = themes.themes(workspace, filters)["theme"].unique()
    titles = {"": _("All themes")} | {theme: themes.name(theme) for theme in found}
    return charts.pick(_("Theme"), "theme", titles, "") or None


def _touchpoint(workspace: Workspace, filters: Filters) -> str | None:
    found = sentiment.sentiment(workspace, filters, over="touchpoint")["touchpoint"].unique()
    titles = {"": _("All touchpoints")} | {touchpoint: label(touchpoint) for touchpoint in found}
    return charts.pick(_("Touchpoint"), "where", titles, "") or None


def _search() -> str | None:
    key = session.key("search")
    if key not in st.session_state:
        kept = session.beside(key).get("kept")
        st.session_state[key] = st.query_params.get("search", kept or "")
    st.text_input(_("Search in the comments"), key=key, icon=":material/search:")
    session.publish("search", "")
    return st.session_state[key].strip() or None


def read(workspace: Workspace, filters: Filters, choice: Choice) -> None:
    """The comments as cards, and as a table to download."""
    searched = choice.search
    marks = None if searched is None else lambda text, _language: spans(text, searched)
    written = follow_up.read(workspace)
    comments.reader(
        workspace, filters, choice, marks=marks, below=partial(_draw_follow_up, workspace, written)
    )
    table = sentiment.comments(
        workspace, filters, choice=choice, order="newest", limit=MOST_DOWNLOADED
    )
    found = [written.get(number, follow_up.UNTOUCHED) for number in table["answer_no"]]
    table["state"] = [_(follow_up.NAMES[one.state]) for one in found]
    table["owner"] = [one.owner for one in found]
    titles = {**columns.comments(), "state": _("State"), "owner": _("Looked after by")}
    downloads.row(table, name="comments", columns=titles)


def _draw_follow_up(workspace: Workspace, written: dict[int, FollowUp], answer_no: int) -> None:
    """The state of a comment, changed by a click, and who looks after it."""
    now = written.get(answer_no, follow_up.UNTOUCHED)
    names = {state: _(name) for state, name in follow_up.NAMES.items()}
    key = f"{workspace.version} {answer_no} {now.state} {now.owner}"
    may = session.may_write(workspace)
    with st.container(horizontal=True, vertical_alignment="center", width="content"):
        state = st.segmented_control(
            _("State"),
            list(follow_up.STATES),
            format_func=names.__getitem__,
            default=now.state,
            required=True,
            label_visibility="collapsed",
            disabled=not may,
            key=f"state {key}",
        )
        shown = plain(now.owner) or _("Nobody yet")
        with st.popover(shown, icon=":material/person:", type="tertiary", disabled=not may):
            owner = st.text_input(
                _("Who looks after this comment?"), now.owner, max_chars=60, key=f"owner {key}"
            ).strip()
    wanted = FollowUp(state, owner)
    if wanted != now:
        follow_up.write(workspace, answer_no, wanted, by=sign_in.address() or "")
        st.rerun()
