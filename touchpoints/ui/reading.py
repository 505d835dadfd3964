"""The reading room: search in the comments, and the queue of those that somebody should read."""

import streamlit as st

from touchpoints.analyses import review, sentiment
from touchpoints.analyses.sentiment import Choice
from touchpoints.i18n import _, number
from touchpoints.model import Filters
from touchpoints.text.search import spans
from touchpoints.ui import charts, columns, comments, downloads, session
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
    return Choice(among=parts[chosen], search=_search())


def _search() -> str | None:
    key = session.key("search")
    if key not in st.session_state:
        kept = st.session_state.get(f"{key}:kept")
        st.session_state[key] = st.query_params.get("search", kept or "")
    st.text_input(_("Search in the comments"), key=key, icon=":material/search:")
    session.publish("search", "")
    return st.session_state[key].strip() or None


def read(workspace: Workspace, filters: Filters, choice: Choice) -> None:
    """The comments as cards, and as a table to download."""
    searched = choice.search
    marks = None if searched is None else lambda text, _language: spans(text, searched)
    comments.reader(workspace, filters, choice, marks=marks)
    table = sentiment.comments(
        workspace, filters, choice=choice, order="newest", limit=MOST_DOWNLOADED
    )
    downloads.row(table, name="comments", columns=columns.comments())
