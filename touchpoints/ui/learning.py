"""Offer to learn from the comments: what it would gain, the words, and the switch."""

from functools import partial

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from touchpoints.analyses import sentiment
from touchpoints.i18n import _, ngettext, number, percent
from touchpoints.interpreting import applied, learning
from touchpoints.interpreting.learning import Lesson
from touchpoints.model import Filters
from touchpoints.text.learned import NEGATED
from touchpoints.ui import session
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace


def draw(workspace: Workspace) -> None:
    """What is read with now, and the offer."""
    st.markdown(
        _(
            "The word lists know general words. What your own customers say when they are happy or unhappy "
            "can be learned from these comments and added. Nothing leaves this machine."
        )
    )
    now = learning.lesson(workspace.folder)
    tried: Lesson | None = st.session_state.get(session.key(f"lesson {workspace.version}"))
    if now is not None:
        st.success(
            _("Learned words are in use, learned from {n} comments.").format(
                n=number(now.comments)
            ),
            icon=":material/school:",
        )
        _told(now)
        _switch_off(workspace)
    if st.button(
        _("Learn again and measure") if now else _("Learn from these comments and measure"),
        icon=":material/school:",
    ):
        tried = _learned(workspace)
        st.session_state[session.key(f"lesson {workspace.version}")] = tried
    if tried is not None:
        _offer(workspace, tried)


def _learned(workspace: Workspace) -> Lesson | None:
    bar = st.empty()
    rows = workspace.read("every_comment", {**Filters().values(), **sentiment.EVERY.values()})
    newest = rows.slice(max(rows.num_rows - learning.MOST, 0)).to_pylist()
    said = [learning.said(one["comment"], one["language"], one["verdict"]) for one in newest]
    source = learning.source_of(said)
    if source is None:
        st.info(
            ngettext(
                "There is {count} comment. To learn, {least} are needed with a rating or with clear words, of "
                "happy and of unhappy people.",
                "There are {count} comments. To learn, {least} are needed with a rating or with clear words, of "
                "happy and of unhappy people.",
                len(said),
            ).format(least=learning.FEWEST)
        )
        return None
    found = learning.learn(said, source, partial(_tell, bar))
    bar.empty()
    return found


def _tell(bar: DeltaGenerator, share: float) -> None:
    bar.progress(share, text=_("Learning from the comments …"))


def _offer(workspace: Workspace, found: Lesson) -> None:
    with st.container(border=True):
        _told(found)
        if not session.may_write(workspace):
            st.info(_("This workspace is not yours to change. Load a file of yours to keep this."))
        elif st.button(
            _("Use the learned words"),
            type="primary" if found.gain.verdict == "better" else "secondary",
            icon=":material/check:",
        ):
            told = _("Reading the comments …")
            bar = st.progress(0.0, text=told)
            kept = applied.keep_lesson(workspace.folder, found, partial(_tell_reading, bar, told))
            _done(kept)


def _tell_reading(bar: DeltaGenerator, told: str, share: float) -> None:
    bar.progress(share, text=told)


def _switch_off(workspace: Workspace) -> None:
    if st.button(
        _("Switch the learned words off"),
        type="tertiary",
        icon=":material/undo:",
        disabled=not session.may_write(workspace),
    ):
        _done(applied.keep_lesson(workspace.folder, None))


def _done(workspace: Workspace) -> None:
    session.show(workspace)
    st.toast(_("Kept. Every page now counts this way."), icon=":material/check:")
    st.rerun()


def _told(found: Lesson) -> None:
    """What was learned from, what it gains, and the words."""
    st.markdown(f"##### {plain(finding(found))}")
    st.caption(plain(_how(found)))
    bad, good = learning.strongest(found.words)
    table = pd.DataFrame(
        {
            _("Learned for the bad side"): pd.Series([_spoken(word) for word in bad]),
            _("Learned for the good side"): pd.Series([_spoken(word) for word in good]),
        }
    )
    st.dataframe(table, hide_index=True, width="stretch")


def _spoken(word: str) -> str:
    return word.replace(NEGATED, _("(not)") + " ")


def finding(found: Lesson) -> str:
    """What learning gains, in one sentence."""
    gain = found.gain
    holes = {
        "before": percent(gain.before),
        "after": percent(gain.after),
        "low": percent(gain.low, 1),
        "high": percent(gain.high, 1),
        "n": number(gain.n),
    }
    if gain.verdict == "better":
        return _(
            "It helps: of {n} rated comments {after} are judged right instead of {before} (95% interval of the "
            "gain {low} to {high})."
        ).format(**holes)
    if gain.verdict == "worse":
        return _(
            "It harms: of {n} rated comments {after} are judged right instead of {before}. Better not use it."
        ).format(**holes)
    if gain.verdict == "same":
        return _(
            "No clear gain: of {n} rated comments {after} are judged right instead of {before} (95% interval of "
            "the difference {low} to {high})."
        ).format(**holes)
    return _(
        "No comment is rated, so nobody can tell whether it helps. Comments judged good or bad: {after} instead "
        "of {before}."
    ).format(before=percent(found.decided_before), after=percent(found.decided_after))


def _how(found: Lesson) -> str:
    source = (
        _("Learned from the ratings of {n} comments.")
        if found.source == "ratings"
        else _("Learned from the {n} comments whose words are clear.")
    ).format(n=number(found.comments))
    return (
        source
        + " "
        + _(
            "Each fifth of the comments was judged with what the other four fifths teach; happy and unhappy "
            "people count alike, and a comment left undecided is not right. A rating is not a text: some of the "
            "rest nobody could read."
        )
    )
