"""Comments as cards: what was said, the words that moved the score, and why."""

import pandas as pd
import streamlit as st

from touchpoints import i18n
from touchpoints.analyses import sentiment
from touchpoints.i18n import _, label
from touchpoints.model import Filters
from touchpoints.text.sentiment import Contribution, explain
from touchpoints.ui import charts
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace

PAGE_SIZE = 10
COLOURS = {True: "blue", False: "orange"}


def reader(workspace: Workspace, filters: Filters, total: int) -> None:
    """Choose which comments, and read them page by page."""
    names = {feeling: _(name) for feeling, name in sentiment.NAMES.items()}
    orders = {
        "most negative": _("Most negative"),
        "most positive": _("Most positive"),
        "newest": _("Newest"),
    }
    with st.container(horizontal=True):
        shown = charts.switch(_("Comments"), "feel", {"all": _("All"), **names}, default="all")
        order = charts.switch(_("Order"), "order", orders, default="most negative")
    page = st.pagination(max(1, -(-total // PAGE_SIZE)), key="comments page") if total else 1
    found = sentiment.comments(
        workspace,
        filters,
        label=None if shown == "all" else shown,
        order=order,  # type: ignore[arg-type]
        limit=PAGE_SIZE,
        offset=(page - 1) * PAGE_SIZE,
    )
    if found.empty:
        st.info(_("No comment of this kind for these filters."))
    for one in found.to_dict("records"):
        _card(one, names)


def _card(one: dict[str, object], names: dict[str, str]) -> None:
    comment, language = str(one["comment"]), str(one["language"])
    score, parts = explain(comment, language)
    with st.container(border=True):
        st.markdown(marked(comment, parts))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(plain(" · ".join(_facts(one))))
            with st.popover(f"{names[score.label]} {i18n.number(score.score, 2)}", type="tertiary"):
                st.markdown(
                    _("These parts add up to the score of {score}:").format(
                        score=i18n.number(score.score, 2)
                    )
                )
                st.dataframe(_told(parts), hide_index=True)


def _facts(one: dict[str, object]) -> list[str]:
    facts = [label(str(one[place])) for place in ("channel", "touchpoint", "stage")]
    if not pd.isna(one["score"]):
        facts.insert(0, _("score {score}").format(score=i18n.number(float(str(one["score"])))))
    if isinstance(one["answered_at"], pd.Timestamp):
        facts.append(i18n.day(one["answered_at"].date()))
    return facts


def marked(comment: str, parts: list[Contribution]) -> str:
    """The comment with the words that moved its score in the colour of their sign; safe Markdown."""
    pieces, at = [], 0
    for part in sorted(parts, key=lambda part: (part.start, part.end)):
        if part.start < at or part.start == part.end:
            continue
        words = plain(comment[part.start : part.end]).replace("\n", " ")
        pieces.append(plain(comment[at : part.start]))
        pieces.append(f":{COLOURS[part.weight > 0]}-background[{words}]")
        at = part.end
    return "".join([*pieces, plain(comment[at:])])


def _told(parts: list[Contribution]) -> pd.DataFrame:
    kinds = {
        "word": _("word"),
        "negation": _("negation"),
        "contrast": _("what stands before a “but” counts less"),
        "exclamation": _("exclamation marks"),
        "question": _("question mark"),
        "baseline": _("starting point"),
    }
    return pd.DataFrame(
        {
            _("Words"): [part.words for part in parts],
            _("Part"): [kinds.get(part.kind, part.kind) for part in parts],
            _("Weight"): [i18n.number(part.weight, 2) for part in parts],
        }
    )
