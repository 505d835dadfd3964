"""What the scores of each question of a survey count as."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from touchpoints import i18n
from touchpoints.i18n import _, ngettext
from touchpoints.model import Measure, Question
from touchpoints.ui.boundary import plain

FEW = 3
MOST_SHOWN = 8


def ask(questions: Sequence[Question], name: str) -> tuple[Question, ...]:
    """The questions with scores of the table `name` as the person leaves them; many stay folded."""
    if not questions:
        return ()
    told = ngettext("One question", "{count} questions", len(questions))
    is_few = len(questions) <= FEW
    with st.expander(told, expanded=is_few, icon=":material/quiz:"):
        chosen = _one_by_one(questions, name) if is_few else _in_a_list(questions, name)
    asked = zip(questions, chosen, strict=True)
    return tuple(replace(one, measure=measure) for one, measure in asked if measure is not None)


def _titles() -> dict[Measure | None, str]:
    return {
        "nps": _("NPS, 0 to 10"),
        "csat": _("Satisfaction (CSAT)"),
        "ces": _("Effort (CES)"),
        "rating": _("Another rating"),
        None: _("Leave out"),
    }


def _one_by_one(questions: Sequence[Question], name: str) -> list[Measure | None]:
    titles = _titles()
    return [
        st.selectbox(
            plain(question.column),
            list(titles),
            format_func=titles.__getitem__,
            index=list(titles).index(question.measure),
            key=f"question {question.column} {name}",
        )
        for question in questions
    ]


def _in_a_list(questions: Sequence[Question], name: str) -> list[Measure | None]:
    """A list that scrolls, so that a long survey stays short on the screen."""
    titles = _titles()
    asked = pd.DataFrame(
        {
            "question": [question.column for question in questions],
            "measure": [titles[question.measure] for question in questions],
        }
    )
    answered = st.data_editor(
        asked,
        hide_index=True,
        disabled=["question"],
        height=36 * min(len(questions), MOST_SHOWN) + 40,
        column_config={
            "question": st.column_config.Column(_("Question"), width="medium"),
            "measure": st.column_config.SelectboxColumn(
                _("Counts as"), options=list(titles.values()), required=True, width="small"
            ),
        },
        key=f"measures {name} {i18n.language()}",
    )
    named = {title: measure for measure, title in titles.items()}
    return [named[title] for title in answered["measure"]]
