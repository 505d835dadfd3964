"""What the pages about comments share: choices, definitions, and the comments behind a figure."""

from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from touchpoints.analyses import drivers as analysis
from touchpoints.analyses import terms, themes
from touchpoints.analyses.sentiment import Choice
from touchpoints.captions import columns
from touchpoints.captions.voice import impact_definition
from touchpoints.i18n import _, label, number
from touchpoints.interpreting import applied
from touchpoints.model import Filters
from touchpoints.text.terms import term_spans
from touchpoints.text.themes import theme_spans
from touchpoints.ui import charts, comments, controls, downloads, navigation, session
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace


def read_theme(workspace: Workspace, filters: Filters, found: pd.DataFrame) -> None:
    """Choose a theme and read the comments that name it; `found` is a table of `themes.themes`."""
    titles = {
        theme: f"{themes.name(theme)} ({number(n)})"
        for theme, n in zip(found["theme"], found["comments"], strict=True)
    }
    navigation.link("voice/adjust.py", _("Change the themes and their words"))
    chosen = choose(_("Read what they say about"), "theme", titles, _("Choose a theme"))
    if chosen is not None:
        table, _learned = applied.means_of(workspace)
        marks = partial(theme_spans, theme=chosen, table=table)
        comments.reader(workspace, filters, Choice(theme=chosen), marks=marks)


@dataclass(frozen=True)
class Compared:
    """Two groups of comments and what they are called; whether the one is bad and the other good."""

    kind: terms.Comparison
    group: str | None
    first: str
    second: str
    judges: bool

    def finding(self, rows: pd.DataFrame) -> str:
        """What sets the first group apart."""
        return terms.finding(rows, self.first, self.second)


def comparison(workspace: Workspace, filters: Filters) -> Compared:
    """Which comments are held against which; the page stops where there is nothing to compare."""
    possible = terms.comparisons(workspace, filters)
    if not possible:
        controls.nothing(_("There are no two groups of comments to compare."))
    every: dict[str, str] = {
        "verdict": _("Low and high scores"),
        "label": _("Negative and positive words"),
        "channel": _("A channel and the rest"),
        "touchpoint": _("A touchpoint and the rest"),
        "month": _("The last month and before"),
    }
    titles: dict[str, str] = {kind: every[kind] for kind in possible}
    chosen = charts.switch(_("Compare"), "compare", titles, default=possible[0])
    kind = next(one for one in possible if one == chosen)
    if kind in ("channel", "touchpoint"):
        options = terms.groups(workspace, filters, kind)
        name = f"of_{kind}"
        key = session.hydrate_one(name, options, options[0])
        st.selectbox(_("Which one"), options, format_func=label, key=key)
        session.publish(name, options[0])
        group = str(st.session_state[key])
        return Compared(kind, group, label(group), _("All the others"), judges=False)
    names = {
        "verdict": (_("Low score"), _("High score")),
        "label": (_("Negative"), _("Positive")),
        "month": (_("Last month"), _("Before")),
    }
    return Compared(kind, None, *names[kind], judges=kind != "month")


def read_term(workspace: Workspace, filters: Filters, found: pd.DataFrame) -> None:
    """Choose a term and read the comments that hold it; `found` is a table of `terms.terms`."""
    titles = {
        str(term): f"{shown} ({number(first + second)})"
        for term, shown, first, second in zip(
            found["term"], found["shown"], found["first"], found["second"], strict=True
        )
    }
    chosen = choose(_("Read the comments with"), "term", titles, _("Choose a word or phrase"))
    if chosen is not None:
        among = terms.comments_with(workspace, filters, chosen)
        comments.reader(
            workspace,
            filters,
            Choice(among=among),
            marks=lambda text, _language: term_spans(text, chosen),
        )


def choose(title: str, name: str, titles: dict[str, str], placeholder: str) -> str | None:
    """A choice of one or none that the link carries: a key of `titles`."""
    key = session.hydrate(name, list(titles))
    st.multiselect(
        title,
        list(titles),
        format_func=titles.__getitem__,
        key=key,
        max_selections=1,
        placeholder=placeholder,
        select_all=False,
    )
    session.publish(name)
    chosen = list(st.session_state[key])
    return str(chosen[0]) if chosen else None


def draw_impact(workspace: Workspace, filters: Filters, question: "pd.Series[float]") -> None:
    """What each theme does to the score of a question."""
    effects = themes.impact(workspace, filters, str(question["question"]))
    if effects.empty:
        return
    charts.draw(
        themes.chart_impact(charts.look(), str(question["measure"])),
        effects,
        finding=themes.finding_impact,
        definition=impact_definition(),
        key="theme impact",
    )
    downloads.row(effects, name="theme-impact", columns=columns.theme_impact())


def drivers(workspace: Workspace, filters: Filters, question: str) -> pd.DataFrame:
    """The drivers of a question, of the kind that is asked for, with their names as they are shown;
    the page stops where there are none."""
    found = analysis.drivers(workspace, filters, question)
    if found.empty:
        controls.nothing(_("There is nothing beside the score that could drive it."))
    titles = {
        "touchpoint": _("Ratings of touchpoints"),
        "question": _("Other questions"),
        "theme": _("Themes of comments"),
    }
    kinds = {kind: title for kind, title in titles.items() if (found["kind"] == kind).any()}
    chosen = charts.switch(_("What may drive it"), "kind", kinds, default=next(iter(kinds)))
    rows = found[found["kind"] == chosen].reset_index(drop=True)
    named = {"touchpoint": label, "theme": themes.name}.get(chosen, str)
    rows["driver"] = rows["driver"].map(named)
    return rows


def unsure(found: pd.DataFrame) -> None:
    """Which drivers cannot be told."""
    if told := analysis.unsure(found):
        st.caption(plain(told))
