"""What people chose: a bar per choice, one question at a time."""

import streamlit as st

from touchpoints.analyses import choices
from touchpoints.i18n import _, ngettext, number, percent
from touchpoints.model import Filters
from touchpoints.ui import downloads
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace

MOST_SHOWN = 12


def draw(workspace: Workspace, filters: Filters) -> bool:
    """The choices of a question with their shares; False where nobody chose anything."""
    found = choices.choices(workspace, filters)
    if found.empty:
        return False
    st.header(_("What people chose"))
    questions = list(dict.fromkeys(found["question"]))
    asked = st.selectbox(
        ngettext("One question", "{count} questions", len(questions)),
        questions,
        format_func=plain,
        key="chosen question",
    )
    answers = found[found["question"] == asked]
    st.caption(
        ngettext("One respondent", "{count} respondents", int(answers["respondents"].iloc[0]))
    )
    for one in answers.head(MOST_SHOWN).to_dict("records"):
        told = _("{choice}: {share} ({low} to {high}), {people}").format(
            choice=f"**{plain(str(one['choice']))}**",
            share=percent(one["share"]),
            low=percent(one["low"]),
            high=percent(one["high"]),
            people=number(one["people"]),
        )
        st.progress(min(1.0, float(one["share"])), text=told)
    downloads.row(
        found,
        name="choices",
        columns={
            "question": _("Question"),
            "choice": _("Choice"),
            "people": _("People"),
            "respondents": _("Respondents"),
            "share": _("Share"),
            "low": _("95% interval from"),
            "high": _("to"),
        },
    )
    return True
