"""Say which end of a scale is good, and which wordings are one question."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from touchpoints.analyses import scores
from touchpoints.i18n import _, ngettext, number
from touchpoints.interpreting import applied, questions
from touchpoints.interpreting.questions import Asked, Best, Reading
from touchpoints.model import Filters
from touchpoints.ui import session
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace

UNSAID = ""


def draw(workspace: Workspace) -> None:
    """The questions that may be one, those that are, and the good end of each scale."""
    asked = [Asked(**row) for row in _asked(workspace)]
    if not asked:
        st.info(_("No question of this workspace was answered with a score."))
        return
    chosen = questions.read(workspace.folder)
    joined = {(one.question, one.measure): one.joined_as for one in chosen if one.joined_as}
    for place, group in enumerate(questions.proposals(asked, joined)):
        _propose(workspace, chosen, group, place)
    for name in dict.fromkeys(joined.values()):
        _joined(workspace, chosen, str(name))
    st.subheader(_("Which end of the scale is good?"))
    st.caption(
        _(
            "The good end decides who is satisfied, who is unhappy and which group is best. NPS is always "
            "from 0 to 10, with 10 as the good end."
        )
    )
    read = {(one["question"], one["measure"]): one for one in _readings(workspace)}
    for place, one in enumerate(asked):
        if one.measure != "nps":
            known = read.get((one.question, one.measure), {}).get("best")
            _ask_best(workspace, chosen, one, known, place)


def _asked(workspace: Workspace) -> list[dict[str, Any]]:
    rows = workspace.run("asked").to_pylist()
    return [{name: row[name] for name in Asked.__dataclass_fields__} for row in rows]


def _readings(workspace: Workspace) -> list[dict[str, str]]:
    found: list[dict[str, str]] = workspace.run("question_readings").to_pylist()
    return found


def _propose(
    workspace: Workspace, chosen: Sequence[Reading], group: Sequence[Asked], place: int
) -> None:
    with st.container(border=True):
        st.markdown(f"##### {_('Are these one question?')}")
        found = scores.scores(workspace, Filters())
        for one in group:
            row = found[
                (found["question"] == one.question) & (found["measure"] == one.measure)
            ].iloc[0]
            answers = ngettext("{count} answer", "{count} answers", one.answers)
            figure = scores.figure(one.measure, float(row["score"]))
            short = scores.short_names()[one.measure]
            st.markdown(plain(f"“{one.question}” — {short} {figure}, {answers}"))
        st.caption(
            _(
                "They have the same scale and similar words. Joined, every answer counts once in one score: "
                "a survey with many answers weighs more than one with few."
            )
        )
        picked = st.multiselect(
            _("Join these"),
            [one.question for one in group],
            [one.question for one in group],
            key=session.key(f"join {place}"),
            select_all=False,
        )
        if st.button(
            _("Join them"),
            key=session.key(f"join them {place}"),
            disabled=len(picked) < 2 or not session.may_write(workspace),
            icon=":material/merge:",
        ):
            measure = group[0].measure
            others = [
                one for one in chosen if (one.question, one.measure) not in _keys(picked, measure)
            ]
            known = {(one.question, one.measure): one for one in chosen}
            joined = [
                replace(
                    known.get((question, measure), Reading(question, measure)), joined_as=picked[0]
                )
                for question in picked
            ]
            _keep(workspace, [*others, *joined])


def _keys(picked: Sequence[str], measure: str) -> set[tuple[str, str]]:
    return {(question, measure) for question in picked}


def _joined(workspace: Workspace, chosen: Sequence[Reading], name: str) -> None:
    members = [one.question for one in chosen if one.joined_as == name]
    with st.container(border=True):
        st.markdown(f"**{plain(name)}**")
        told = ngettext(
            "{count} wording counts as one question",
            "{count} wordings count as one question",
            len(members),
        )
        st.caption(plain(f"{told}: " + " · ".join(members)))
        if st.button(
            _("Take them apart"),
            key=session.key(f"apart {name}"),
            type="tertiary",
            disabled=not session.may_write(workspace),
        ):
            _keep(
                workspace,
                [replace(one, joined_as=None) if one.joined_as == name else one for one in chosen],
            )


def _ask_best(
    workspace: Workspace, chosen: Sequence[Reading], one: Asked, known: str | None, place: int
) -> None:
    options = ["high", "low"]
    usual = known or (UNSAID if one.measure == "ces" else "high")
    high, low = (number(end) if end is not None else "…" for end in (one.high, one.low))
    names = {
        "high": _("{end} is good").format(end=high),
        "low": _("{end} is good").format(end=low),
    }
    answer = st.segmented_control(
        plain(one.question),
        options,
        format_func=names.__getitem__,
        default=usual or None,
        key=session.key(f"best {place} {usual}"),
        disabled=not session.may_write(workspace),
    )
    if answer is not None and answer != usual:
        best: Best = "low" if answer == "low" else "high"
        key = (one.question, one.measure)
        before = next(
            (each for each in chosen if (each.question, each.measure) == key), Reading(*key)
        )
        others = [each for each in chosen if (each.question, each.measure) != key]
        _keep(workspace, [*others, replace(before, best=best)])


def _keep(workspace: Workspace, readings: Sequence[Reading]) -> None:
    session.show(applied.keep_questions(workspace.folder, readings))
    st.toast(_("Kept. Every page now counts this way."), icon=":material/check:")
    st.rerun()
